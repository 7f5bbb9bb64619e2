//! Whether a unit is in any group that keeps the rules, found by giving it whom it still lacks.

use super::kinds::Kinds;

struct Growing<'a> {
    kinds: &'a Kinds<'a>,
    size: [u32; 2],
    /// Kinds of whom no more join.
    closed: Vec<bool>,
    looks: u64,
}

/// Whether some group with a unit of this kind keeps the rules; `None` where the looks do not suffice to tell.
pub(super) fn fits(kinds: &Kinds, kind: usize, size: [u32; 2], looks: u64) -> Option<bool> {
    let mut group = vec![0; kinds.len()];
    group[kind] = 1;
    Growing { kinds, size, closed: vec![false; kinds.len()], looks }.grow(&mut group)
}

impl Growing<'_> {
    fn grow(&mut self, group: &mut [u8]) -> Option<bool> {
        self.looks = self.looks.checked_sub(1)?;
        let members = (0..group.len()).map(|kind| u32::from(group[kind]) * self.kinds.size(kind)).sum::<u32>();
        if members >= self.size[0] && self.kinds.is_whole(group) {
            return Some(true);
        }
        let helpers = self.kinds.lacking(group).unwrap_or_else(|| (0..group.len()).collect());
        let mut shut = Vec::new();
        let mut found = Some(false);
        for kind in helpers {
            let room = group[kind] < self.kinds.most(kind) && members + self.kinds.size(kind) <= self.size[1];
            if self.closed[kind] || !room {
                continue;
            }
            group[kind] += 1;
            if self.kinds.may_grow(group, kind) {
                found = self.grow(group);
            }
            group[kind] -= 1;
            if found != Some(false) {
                break;
            }
            // All groups with one more of these were looked through.
            self.closed[kind] = true;
            shut.push(kind);
        }
        shut.into_iter().for_each(|kind| self.closed[kind] = false);
        found
    }
}
