//! What the counters should say, straight from the definitions.

use std::collections::{BTreeMap, BTreeSet};

use super::super::{Count, Objective, Problem, UNIT};

pub fn holders(rows: &[Vec<u32>], group: &[u32]) -> BTreeMap<u32, i64> {
    let mut holders = BTreeMap::new();
    for &unit in group {
        for &value in rows[unit as usize].iter().collect::<BTreeSet<_>>() {
            *holders.entry(value).or_insert(0) += 1;
        }
    }
    holders
}

pub fn separable(rows: &[Vec<u32>], asked: &[Count], group: &[u32]) -> i64 {
    if group.is_empty() {
        return 0;
    }
    let holders = holders(rows, group);
    let amount = |(value, asked): (u32, &Count)| {
        let c = holders.get(&value).copied().unwrap_or(0);
        match *asked {
            Count::Any => 0,
            Count::AtMost(m) => {
                if c > i64::from(m) {
                    c - i64::from(m)
                } else {
                    0
                }
            }
            Count::NoneOrAtLeast(k) => {
                if c == 0 || c >= i64::from(k) {
                    0
                } else {
                    i64::from(k) - c
                }
            }
            Count::Range { lo, .. } if c < i64::from(lo) => i64::from(lo) - c,
            Count::Range { hi, .. } => {
                if c > i64::from(hi) {
                    c - i64::from(hi)
                } else {
                    0
                }
            }
            Count::Whole(s) => c * (i64::from(s) - c),
            Count::Apart => (0..c).sum(),
        }
    };
    (0..).zip(asked).map(amount).sum()
}

pub fn distinct(rows: &[Vec<u32>], at_least: i64, group: &[u32]) -> i64 {
    if group.is_empty() { 0 } else { (at_least - holders(rows, group).len() as i64).max(0) }
}

/// Members who lack the k most common values; a value that nobody holds is lacked by all.
pub fn universal(rows: &[Vec<u32>], at_least: usize, group: &[u32]) -> i64 {
    if group.len() <= 1 {
        return 0;
    }
    let mut lacking: Vec<i64> = holders(rows, group).values().map(|c| group.len() as i64 - c).collect();
    lacking.sort_unstable();
    lacking.resize(lacking.len().max(at_least), group.len() as i64);
    lacking[..at_least].iter().sum()
}

pub fn core(rows: &[Vec<u32>], permille: usize, group: &[u32]) -> i64 {
    let needed = (group.len() * permille).div_ceil(1000) as i64;
    (needed - holders(rows, group).values().copied().max().unwrap_or(0)).max(0)
}

pub fn extent(values: &[Option<i64>], at_most: i64, period: Option<i64>, scale: i64, group: &[u32]) -> i64 {
    let present: Vec<i64> = group.iter().filter_map(|&u| values[u as usize]).collect();
    let extent = match period {
        // The arc starts at some member and goes on to the one furthest ahead.
        Some(p) => {
            let reach = |&from: &i64| present.iter().map(|to| (to - from).rem_euclid(p)).max().unwrap_or(0);
            present.iter().map(reach).min().unwrap_or(0)
        }
        None => present.iter().max().unwrap_or(&0) - present.iter().min().unwrap_or(&0),
    };
    let excess = (extent - at_most).max(0);
    (excess + scale - 1) / scale
}

pub fn pair_forbid(pairs: &[(u32, u32)], group: &[u32]) -> i64 {
    let set: BTreeSet<(u32, u32)> = pairs.iter().map(|&(a, b)| (a.min(b), a.max(b))).collect();
    set.iter().filter(|(a, b)| a != b && group.contains(a) && group.contains(b)).count() as i64
}

pub fn degree(pairs: &[(u32, u32)], at_least: i64, group: &[u32]) -> i64 {
    let tied = |a: u32, b: u32| a != b && (pairs.contains(&(a, b)) || pairs.contains(&(b, a)));
    let neighbours = |a: u32| group.iter().filter(|&&b| tied(a, b)).count() as i64;
    group.iter().map(|&a| (at_least - neighbours(a)).max(0)).sum()
}

pub fn clashes(problem: &Problem, group: &[u32]) -> i64 {
    let same = |a: u32, b: u32| a < b && problem.item_of[a as usize] == problem.item_of[b as usize];
    group.iter().map(|&a| group.iter().filter(|&&b| same(a, b)).count() as i64).sum()
}

fn affinity(problem: &Problem, a: u32, b: u32) -> i64 {
    let (a, b) = (problem.item_of[a as usize], problem.item_of[b as usize]);
    i64::from(problem.affinity.row(a as usize)[b as usize])
}

/// Value of a group carrying `label`.
pub fn value(problem: &Problem, group: &[u32], label: Option<u32>) -> i64 {
    let size = group.len() as i64;
    let pairs: i64 =
        group.iter().map(|&a| group.iter().filter(|&&b| a < b).map(|&b| affinity(problem, a, b)).sum::<i64>()).sum();
    let factor = match problem.objective {
        Objective::Total => UNIT,
        _ if size < 2 => 0,
        _ => (2.0 * UNIT as f64 / (size - 1) as f64 + 0.5).floor() as i64,
    };
    let preference = |u: u32| match (&problem.labels, label) {
        (Some(labels), Some(label)) => labels.preference[(u * labels.count + label) as usize],
        _ => 0,
    };
    factor * pairs + UNIT * group.iter().map(|&u| preference(u)).sum::<i64>()
}

/// Smallest mean affinity to groupmates.
pub fn smallest_mean(problem: &Problem, group: &[u32]) -> i64 {
    let sum = |a: u32| group.iter().map(|&b| affinity(problem, a, b)).sum::<i64>();
    let mean = |a: u32| if group.len() < 2 { 0 } else { (UNIT * sum(a)).div_euclid(group.len() as i64 - 1) };
    group.iter().map(|&a| mean(a)).min().unwrap_or(i64::MAX)
}
