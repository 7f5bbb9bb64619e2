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
    if group.len() <= 1 {
        return 0;
    }
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

fn numbers(values: &[Option<i64>], group: &[u32]) -> Vec<i64> {
    group.iter().filter_map(|&u| values[u as usize]).collect()
}

/// Holders too few or too many of each of `whole.len()` values, by trying every count.
pub fn shares(rows: &[Vec<u32>], whole: &[u32], of: u32, tolerance: i64, group: &[u32]) -> i64 {
    let holders = holders(rows, group);
    let s = group.iter().filter(|&&u| !rows[u as usize].is_empty()).count() as i64;
    let away = |(v, &h): (u32, &u32)| {
        let (of, h) = (i64::from(of), i64::from(h));
        let right = |c: i64| {
            let off = (c * of - s * h).abs();
            off < of || off * 1_000_000_000 <= tolerance * s * of
        };
        let c = holders.get(&v).copied().unwrap_or(0);
        (0..).find(|d| right(c - d) || right(c + d)).unwrap_or(0)
    };
    (0..).zip(whole).map(away).sum()
}

pub fn mean(values: &[Option<i64>], (total, of): (i64, i64), tolerance: i64, scale: i64, group: &[u32]) -> i64 {
    let numbers = numbers(values, group);
    let (sum, s) = (numbers.iter().sum::<i64>(), numbers.len() as i64);
    let right = |sum: i64| (sum * of - s * total).abs() <= tolerance * s * of;
    let away: i64 = (0..).find(|d| right(sum - d) || right(sum + d)).unwrap_or(0);
    (away + scale - 1) / scale
}

pub fn deviation(values: &[Option<i64>], at_most: i64, scale: i64, group: &[u32]) -> i64 {
    let numbers = numbers(values, group);
    let n = numbers.len() as i64;
    // n² times the variance: the squared differences of every two.
    let pairs = numbers.iter().enumerate().flat_map(|(i, x)| numbers[..i].iter().map(move |y| (x - y) * (x - y)));
    let squared: i64 = pairs.sum();
    if squared <= n * n * at_most * at_most {
        return 0;
    }
    let whole = (0..).find(|d| (n * (d + 1)).pow(2) > squared).unwrap_or(0);
    1 + (whole - at_most) / scale
}

pub fn gini(values: &[Option<i64>], at_most: i64, group: &[u32]) -> i64 {
    let numbers = numbers(values, group);
    let every_two: i64 = numbers.iter().map(|x| numbers.iter().map(|y| (x - y).abs()).sum::<i64>()).sum();
    let (one, twice) = (1_000_000_000, 2 * numbers.len() as i64 * numbers.iter().sum::<i64>());
    let excess = i128::from(every_two * one - at_most * twice);
    if excess <= 0 { 0 } else { 1 + (excess * 64 / i128::from(twice * one)) as i64 }
}

pub fn density(pairs: &[(u32, u32)], (least, most): (i64, i64), group: &[u32]) -> i64 {
    let (linked, size) = (pair_forbid(pairs, group), group.len() as i64);
    let all = size * (size - 1) / 2;
    let fewest = (0..=all).find(|c| c * 1_000_000_000 >= least * all).unwrap_or(all);
    let largest = (0..=all).rfind(|c| c * 1_000_000_000 <= most * all).unwrap_or(0);
    (fewest - linked).max(linked - largest).max(0)
}

/// Members without whom the amount is not 0.
pub fn indispensable(group: &[u32], amount: impl Fn(&[u32]) -> i64) -> i64 {
    let without = |m: u32| group.iter().copied().filter(|&u| u != m).collect::<Vec<u32>>();
    if group.len() < 2 { 0 } else { group.iter().filter(|&&m| amount(&without(m)) > 0).count() as i64 }
}

pub fn clashes(problem: &Problem, group: &[u32]) -> i64 {
    let same = |a: u32, b: u32| a < b && problem.item_of[a as usize] == problem.item_of[b as usize];
    group.iter().map(|&a| group.iter().filter(|&&b| same(a, b)).count() as i64).sum()
}

/// Members who must not be where the group's label is.
pub fn barred(problem: &Problem, group: &[u32], label: Option<u32>) -> i64 {
    let (Some(labels), Some(label)) = (&problem.labels, label) else { return 0 };
    group.iter().filter(|&&u| labels.barred.get((u * labels.count + label) as usize) == Some(&true)).count() as i64
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

/// Mean affinity of each to its groupmates.
pub fn means(problem: &Problem, group: &[u32]) -> Vec<i64> {
    let sum = |a: u32| group.iter().map(|&b| affinity(problem, a, b)).sum::<i64>();
    let mean = |a: u32| if group.len() < 2 { 0 } else { (UNIT * sum(a)).div_euclid(group.len() as i64 - 1) };
    group.iter().map(|&a| mean(a)).collect()
}

pub fn smallest_mean(problem: &Problem, group: &[u32]) -> i64 {
    means(problem, group).into_iter().min().unwrap_or(i64::MAX)
}
