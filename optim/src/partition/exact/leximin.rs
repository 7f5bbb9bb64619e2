//! The partition in which the member worst off is as well off as can be, then the next, and so on to the last.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use super::{Cells, Join, NONE, Subsets, splits, tabulate};

/// The partition of members 0..n whose values, one a member, are largest when compared from the smallest upwards
/// (leximin), as bit masks in order of their first members.
///
/// `size`, `count` and `allowed` as in [`subset_dp`](super::subset_dp). `values` fills in the values of the members of
/// a mask, in any order, and is asked twice at most. All sets of one size have equally many values, and what is added
/// to both sides of a comparison does not change it (Moulin 1988), so a best partition consists of best partitions.
pub fn subset_leximin(
    n: u32,
    size: RangeInclusive<u32>,
    count: Option<RangeInclusive<u32>>,
    allowed: &mut dyn FnMut(u32) -> bool,
    values: &dyn Fn(u32, &mut [i32]),
) -> Option<Vec<u32>> {
    let mut sorted = [0; 32];
    let mut sorted = |mask: u32| {
        let own = &mut sorted[..mask.count_ones() as usize];
        values(mask, own);
        own.sort_unstable();
        own.to_vec()
    };
    let smallest = tabulate(n, &size, &mut |mask| {
        let least = if allowed(mask) { sorted(mask).first().copied() } else { None };
        least.map(i64::from)
    })?;
    let subsets = Subsets::new(n, size, count);
    // Few groups are as good as the smallest value can be: only those need all of theirs.
    let (_, least) = subsets.best(&smallest, Join::Smallest)?;
    let mut groups = Lists::new(smallest.len());
    for mask in (1..smallest.len()).filter(|&mask| smallest[mask] != NONE && smallest[mask] >= least) {
        groups.put(mask, &sorted(mask as u32));
    }
    let mut best = Lists::new(subsets.shape().1);
    best.put(0, &[]);
    let (masks, _) = subsets.partition(&mut Sorted { groups, best, scratch: Vec::new() })?;
    Some(masks)
}

/// Sorted lists one after the other; a cell without one says nowhere.
struct Lists {
    at: Vec<(u32, u32)>,
    values: Vec<i32>,
}

const NOWHERE: (u32, u32) = (u32::MAX, 0);

impl Lists {
    fn new(cells: usize) -> Self {
        Self { at: vec![NOWHERE; cells], values: Vec::new() }
    }

    fn put(&mut self, cell: usize, list: &[i32]) {
        self.at[cell] = (self.values.len() as u32, list.len() as u32);
        self.values.extend_from_slice(list);
    }

    fn get(&self, cell: usize) -> Option<&[i32]> {
        let (from, len) = self.at[cell];
        self.values.get(from as usize..from as usize + len as usize)
    }
}

struct Sorted {
    groups: Lists,
    best: Lists,
    scratch: Vec<i32>,
}

impl Sorted {
    fn parts(&self, group: usize, rest: usize) -> Option<(&[i32], &[i32])> {
        Some((self.groups.get(group)?, self.best.get(rest)?))
    }
}

impl Cells for Sorted {
    fn fill(&mut self, set: usize, from: usize, to: usize) {
        let mut best = std::mem::take(&mut self.scratch);
        best.clear();
        splits(set, |group, rest| {
            if let Some((a, b)) = self.parts(group, from + rest / 2)
                && (best.is_empty() || compare(a, b, &best) == Ordering::Greater)
            {
                best.clear();
                best.extend(Merged(a, b));
            }
            false
        });
        if !best.is_empty() {
            self.best.put(to, &best);
        }
        self.scratch = best;
    }

    fn group(&self, set: usize, from: usize, to: usize) -> Option<usize> {
        let (wanted, mut found) = (self.best.get(to)?, None);
        splits(set, |group, rest| {
            let parts = self.parts(group, from + rest / 2);
            let made = parts.is_some_and(|(a, b)| compare(a, b, wanted) == Ordering::Equal);
            found = made.then_some(group);
            made
        });
        found
    }

    fn exceeds(&self, a: usize, b: usize) -> bool {
        self.best.get(a) > self.best.get(b)
    }
}

/// Two sorted lists as one.
struct Merged<'a>(&'a [i32], &'a [i32]);

impl Iterator for Merged<'_> {
    type Item = i32;

    fn next(&mut self) -> Option<i32> {
        let from_left = match (self.0.first(), self.1.first()) {
            (Some(a), Some(b)) => a <= b,
            (left, _) => left.is_some(),
        };
        let side = if from_left { &mut self.0 } else { &mut self.1 };
        let (&first, others) = side.split_first()?;
        *side = others;
        Some(first)
    }
}

fn compare(a: &[i32], b: &[i32], with: &[i32]) -> Ordering {
    Merged(a, b).cmp(with.iter().copied())
}
