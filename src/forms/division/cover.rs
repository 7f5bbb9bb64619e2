//! Listed groups put together until all members are in one.

use std::collections::BTreeSet;

/// States that led nowhere and are remembered at most.
const MOST_REMEMBERED: usize = 300_000;

pub(super) enum Cover {
    /// These groups, by position; one may be there several times.
    With(Vec<usize>),
    /// No groups do.
    Never,
    /// More tries than allowed.
    Unknown,
}

struct Covering<'a> {
    listed: &'a [Vec<u8>],
    sizes: &'a [u32],
    size: [u32; 2],
    /// The groups with some of each kind.
    with: Vec<Vec<usize>>,
    dead: BTreeSet<Vec<u8>>,
    tries: u64,
    chosen: Vec<usize>,
}

/// Puts exactly so many groups together.
pub(super) fn cover(listed: &[Vec<u8>], places: &[u8], sizes: &[u32], count: u32, size: [u32; 2], tries: u64) -> Cover {
    // The largest first: they leave least to be placed.
    let members = |at: usize| listed[at].iter().zip(sizes).map(|(&count, size)| u32::from(count) * size).sum::<u32>();
    let mut order: Vec<usize> = (0..listed.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(members(at)));
    let with = |kind: usize| order.iter().copied().filter(|&at| listed[at][kind] > 0).collect();
    let with = (0..places.len()).map(with).collect();
    let mut covering = Covering { listed, sizes, size, with, dead: BTreeSet::new(), tries, chosen: Vec::new() };
    let mut left = places.to_vec();
    match covering.go_on(&mut left, count) {
        Some(true) => Cover::With(covering.chosen),
        Some(false) => Cover::Never,
        None => Cover::Unknown,
    }
}

impl Covering<'_> {
    /// Whether what is left can be covered by so many groups; `None` when the tries are used up.
    fn go_on(&mut self, left: &mut [u8], groups: u32) -> Option<bool> {
        let members: u32 = left.iter().zip(self.sizes).map(|(&left, size)| u32::from(left) * size).sum();
        if members < groups * self.size[0] || members > groups.saturating_mul(self.size[1]) {
            return Some(false);
        }
        let open = (0..left.len()).filter(|&kind| left[kind] > 0);
        let Some(kind) = open.min_by_key(|&kind| self.with[kind].len()) else { return Some(groups == 0) };
        // The number of groups follows from how deep this is only together with what is left.
        let mut state = left.to_vec();
        state.push(groups.min(255) as u8);
        if self.dead.contains(&state) {
            return Some(false);
        }
        for at in 0..self.with[kind].len() {
            self.tries = self.tries.checked_sub(1)?;
            let group = &self.listed[self.with[kind][at]];
            if group.iter().zip(left.iter()).any(|(count, left)| count > left) {
                continue;
            }
            left.iter_mut().zip(group).for_each(|(left, count)| *left -= count);
            self.chosen.push(self.with[kind][at]);
            let found = self.go_on(left, groups - 1);
            if found != Some(false) {
                return found;
            }
            self.chosen.pop();
            let group = &self.listed[self.with[kind][at]];
            left.iter_mut().zip(group).for_each(|(left, count)| *left += count);
        }
        if self.dead.len() < MOST_REMEMBERED {
            self.dead.insert(state);
        }
        Some(false)
    }
}
