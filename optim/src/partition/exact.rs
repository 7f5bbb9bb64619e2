//! Exact partitions of few members: dynamic programming over the sets of members still to be placed. The first of them
//! is always in the next group, so that every partition is built in one order only.
//!
//! Time 3^(n−1) / 2 steps, memory 2^n values; both times the number of groups where that is asked for and does not
//! follow from the sizes.

mod leximin;

use std::ops::RangeInclusive;

pub use leximin::subset_leximin;

/// Most members accepted: one more takes three times as long and twice the memory.
pub const MAX_MEMBERS: u32 = 18;

/// Of a group that is not allowed, or a set that cannot be partitioned: below any sum of values, even with one added.
const NONE: i64 = -(1 << 62);
const LEAST: i64 = -(1 << 61);

/// The partition of members 0..n with the largest sum of group values, as bit masks in order of their first members.
///
/// Every group has a size in `size` (of which 0 is ignored), the number of groups is in `count` if given. `value` is
/// asked once for every mask of such a size and says `None` where the group is not allowed; sums of n values must stay
/// within 2^60. The answer is `None` when no partition exists or n > [`MAX_MEMBERS`].
pub fn subset_dp(
    n: u32,
    size: RangeInclusive<u32>,
    count: Option<RangeInclusive<u32>>,
    value: &mut dyn FnMut(u32) -> Option<i64>,
) -> Option<(Vec<u32>, i64)> {
    let groups = tabulate(n, &size, value)?;
    Subsets::new(n, size, count).best(&groups, Join::Sum)
}

/// Like [`subset_dp`] for groups with (key, value): the partition whose smallest key is largest and, among those, whose
/// sum of values is. Returns masks, smallest key and sum; the smallest key of no group at all is `i64::MAX`.
/// Keys must be above −2^61.
pub fn subset_bottleneck(
    n: u32,
    size: RangeInclusive<u32>,
    count: Option<RangeInclusive<u32>>,
    value: &mut dyn FnMut(u32) -> Option<(i64, i64)>,
) -> Option<(Vec<u32>, i64, i64)> {
    let mut values = vec![NONE; table_size(n)?];
    let keys = tabulate(n, &size, &mut |mask| {
        let (key, value) = value(mask)?;
        values[mask as usize] = value;
        Some(key)
    })?;
    let subsets = Subsets::new(n, size, count);
    // The lexicographic best has no optimal substructure, hence two passes: the key, then the sum among groups that
    // reach it.
    let (_, key) = subsets.best(&keys, Join::Smallest)?;
    for (value, &own) in values.iter_mut().zip(&keys) {
        *value = if own >= key { *value } else { NONE };
    }
    let (masks, sum) = subsets.best(&values, Join::Sum)?;
    Some((masks, key, sum))
}

fn table_size(n: u32) -> Option<usize> {
    (n <= MAX_MEMBERS).then(|| 1 << n)
}

fn tabulate(n: u32, size: &RangeInclusive<u32>, value: &mut dyn FnMut(u32) -> Option<i64>) -> Option<Vec<i64>> {
    let mut groups = vec![NONE; table_size(n)?];
    for (mask, slot) in (0u32..).zip(&mut groups).skip(1) {
        if size.contains(&mask.count_ones()) {
            *slot = value(mask).unwrap_or(NONE);
        }
    }
    Some(groups)
}

/// What the best partitions of sets are worth, cell by cell; cell 0 is that of nobody.
trait Cells {
    /// Fills cell `to` with the best split of `set` into a group and a set whose cell is `from` + half its mask.
    fn fill(&mut self, set: usize, from: usize, to: usize);

    /// The group of a split that made cell `to` what it is; `None` where there is no partition.
    fn group(&self, set: usize, from: usize, to: usize) -> Option<usize>;

    fn exceeds(&self, a: usize, b: usize) -> bool;
}

/// The sets of members and the sizes and numbers of groups that they may be parted into.
struct Subsets {
    n: u32,
    lo: u32,
    hi: u32,
    /// Numbers of groups to be told apart; `None` where sizes see to it.
    count: Option<RangeInclusive<u32>>,
}

impl Subsets {
    fn new(n: u32, size: RangeInclusive<u32>, count: Option<RangeInclusive<u32>>) -> Self {
        let (lo, hi) = ((*size.start()).max(1), (*size.end()).min(n));
        let open =
            |count: &RangeInclusive<u32>| n == 0 || *count.start() > n.div_ceil(hi.max(1)) || *count.end() < n / lo;
        Self { n, lo, hi, count: count.filter(open) }
    }

    /// Whoever lacks member 0 is all there is below the whole: so many sets.
    fn half(&self) -> usize {
        1 << (self.n.max(1) - 1)
    }

    /// Largest number of groups told apart, and the number of cells: a layer of sets for each but the last, then the
    /// whole for each.
    fn shape(&self) -> (u32, usize) {
        let most = self.count.as_ref().map_or(1, |count| (*count.end()).min(self.n / self.lo).max(1));
        (most, self.half() * most as usize + most as usize + 1)
    }

    fn best(&self, groups: &[i64], join: Join) -> Option<(Vec<u32>, i64)> {
        let mut best = vec![NONE; self.shape().1];
        best[0] = join.of_nothing();
        let mut cells = Scalars { groups, best, join };
        let (masks, at) = self.partition(&mut cells)?;
        Some((masks, cells.best[at]))
    }

    /// A best partition and its cell.
    fn partition(&self, cells: &mut dyn Cells) -> Option<(Vec<u32>, usize)> {
        if self.n == 0 {
            return self.count.as_ref().is_none_or(|count| count.contains(&0)).then(|| (Vec::new(), 0));
        }
        let (all, half, most) = ((1usize << self.n) - 1, self.half(), self.shape().0);
        let layer = |k: u32| if self.count.is_some() { k as usize * half } else { 0 };
        let whole = |k: u32| most as usize * half + k as usize;
        let layers = if self.count.is_some() { 1..most } else { 0..1 };
        for k in layers {
            for set in (2..all).step_by(2) {
                let members = set.count_ones();
                if self.count.is_none() || (k * self.lo..=k * self.hi).contains(&members) {
                    cells.fill(set, layer(k.saturating_sub(1)), layer(k) + set / 2);
                }
            }
        }
        let wanted = self.count.clone().unwrap_or(1..=1);
        let mut best: Option<u32> = None;
        for k in (*wanted.start()).max(1)..=(*wanted.end()).min(most) {
            cells.fill(all, layer(k - 1), whole(k));
            if best.is_none_or(|best| cells.exceeds(whole(k), whole(best))) {
                best = Some(k);
            }
        }
        let mut k = best?;
        let end = whole(k);
        let (mut masks, mut set, mut at) = (Vec::new(), all, end);
        while set != 0 {
            k = k.saturating_sub(1);
            let group = cells.group(set, layer(k), at)?;
            masks.push(group as u32);
            set ^= group;
            at = layer(k) + set / 2;
        }
        Some((masks, end))
    }
}

/// Every split of a set into a group with its first member and the rest, until `f` says stop.
fn splits(set: usize, mut f: impl FnMut(usize, usize) -> bool) {
    let others = set & (set - 1);
    let mut rest = others;
    while !f(set ^ rest, rest) && rest != 0 {
        rest = (rest - 1) & others;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Join {
    Sum,
    Smallest,
}

impl Join {
    fn of_nothing(self) -> i64 {
        if self == Join::Sum { 0 } else { i64::MAX }
    }

    fn join(self, a: i64, b: i64) -> i64 {
        if self == Join::Sum { a + b } else { a.min(b) }
    }
}

struct Scalars<'a> {
    groups: &'a [i64],
    best: Vec<i64>,
    join: Join,
}

impl Cells for Scalars<'_> {
    fn fill(&mut self, set: usize, from: usize, to: usize) {
        let mut best = NONE;
        // Twice nothing is NONE + NONE at least, which an i64 still holds.
        splits(set, |group, rest| {
            best = best.max(self.join.join(self.groups[group], self.best[from + rest / 2]));
            false
        });
        self.best[to] = if best < LEAST { NONE } else { best };
    }

    fn group(&self, set: usize, from: usize, to: usize) -> Option<usize> {
        let (wanted, mut found) = (self.best[to], None);
        splits(set, |group, rest| {
            let made = self.join.join(self.groups[group], self.best[from + rest / 2]) == wanted;
            found = made.then_some(group);
            made
        });
        found.filter(|_| wanted != NONE)
    }

    fn exceeds(&self, a: usize, b: usize) -> bool {
        self.best[a] > self.best[b]
    }
}
