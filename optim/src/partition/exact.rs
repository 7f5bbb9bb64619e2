//! Exact partitions of few members: subset dynamic programming with the first unplaced member fixed, so that every
//! partition is built in one order only. Time O(3^n), memory O(2^n × largest count).

use std::ops::RangeInclusive;

/// Most members accepted; more would need hundreds of megabytes and minutes.
pub const MAX_MEMBERS: u32 = 18;

const NONE: i64 = i64::MIN;

/// The partition of members 0..n with the largest sum of group values, as bit masks in order of their first members.
///
/// Every group has a size in `size` (of which 0 is ignored), the number of groups is in `count` if given. `value` is
/// asked once for every mask of such a size and says `None` where the group is not allowed; |value| × n must stay
/// within an `i64`. The answer is `None` when no partition exists or n > [`MAX_MEMBERS`].
pub fn subset_dp(
    n: u32,
    size: RangeInclusive<u32>,
    count: Option<RangeInclusive<u32>>,
    value: &mut dyn FnMut(u32) -> Option<i64>,
) -> Option<(Vec<u32>, i64)> {
    let groups = tabulate(n, &size, value)?;
    best(n, &groups, count.as_ref(), 0, i64::saturating_add)
}

/// Like [`subset_dp`] for groups with (key, value): the partition whose smallest key is largest and, among those, whose
/// sum of values is. Returns masks, smallest key and sum; the smallest key of no group at all is `i64::MAX`.
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
    // The lexicographic best has no optimal substructure, hence two passes: the key, then the sum among groups that
    // reach it.
    let (_, key) = best(n, &keys, count.as_ref(), i64::MAX, i64::min)?;
    for (value, &own) in values.iter_mut().zip(&keys) {
        *value = if own >= key && own != NONE { *value } else { NONE };
    }
    let (masks, sum) = best(n, &values, count.as_ref(), 0, i64::saturating_add)?;
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

/// Best of the placed members `placed` in `k` groups, at `placed * layers + k`; without a count there is one layer.
fn best(
    n: u32,
    groups: &[i64],
    count: Option<&RangeInclusive<u32>>,
    empty: i64,
    join: fn(i64, i64) -> i64,
) -> Option<(Vec<u32>, i64)> {
    let all = groups.len() - 1;
    let (layers, step) = match count {
        Some(count) => ((*count.end()).min(n) as usize + 1, 1),
        None => (1, 0),
    };
    let mut reach = vec![NONE; groups.len() * layers];
    let mut last = vec![0u32; groups.len() * layers];
    reach[0] = empty;
    for placed in 0..all {
        if reach[placed * layers..(placed + 1) * layers].iter().all(|&value| value == NONE) {
            continue;
        }
        let unplaced = all & !placed;
        let first = unplaced & unplaced.wrapping_neg();
        let others = unplaced & !first;
        let mut rest = others;
        loop {
            let group = rest | first;
            if groups[group] != NONE {
                for k in 0..layers - step {
                    let from = reach[placed * layers + k];
                    let to = (placed | group) * layers + k + step;
                    let joined = join(from, groups[group]);
                    if from != NONE && joined > reach[to] {
                        reach[to] = joined;
                        last[to] = group as u32;
                    }
                }
            }
            if rest == 0 {
                break;
            }
            rest = (rest - 1) & others;
        }
    }
    let wanted = |k: &usize| count.is_none_or(|count| count.contains(&(*k as u32)));
    let found = |k: &usize| reach[all * layers + k] != NONE;
    let mut k = (0..layers).filter(|k| wanted(k) && found(k)).max_by_key(|k| reach[all * layers + k])?;
    let sum = reach[all * layers + k];
    let (mut masks, mut placed) = (Vec::new(), all);
    while placed != 0 {
        let group = last[placed * layers + k];
        masks.push(group);
        placed &= !(group as usize);
        k -= step;
    }
    masks.reverse();
    Some((masks, sum))
}
