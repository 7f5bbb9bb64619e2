use std::ops::RangeInclusive;

use super::super::{MAX_MEMBERS, subset_bottleneck, subset_dp, subset_leximin};
use crate::random::Random;

/// All partitions of 0..n as lists of masks.
fn partitions(n: u32) -> Vec<Vec<u32>> {
    let mut all = vec![vec![]];
    for member in 0..n {
        let mut next = Vec::new();
        for partition in &all {
            for g in 0..=partition.len() {
                let mut grown: Vec<u32> = partition.clone();
                if g == grown.len() {
                    grown.push(1 << member)
                } else {
                    grown[g] |= 1 << member
                }
                next.push(grown);
            }
        }
        all = next;
    }
    all
}

/// A random table of keys and values in which some groups are not allowed.
fn table(n: u32, random: &mut Random) -> Vec<Option<(i64, i64)>> {
    (0..1 << n)
        .map(|_| (!random.one_in(5)).then(|| (i64::from(random.below(20)), i64::from(random.below(2000)) - 700)))
        .collect()
}

fn fitting(n: u32, size: &RangeInclusive<u32>, count: &Option<RangeInclusive<u32>>) -> Vec<Vec<u32>> {
    let fits = |p: &Vec<u32>| {
        p.iter().all(|mask| size.contains(&mask.count_ones()))
            && count.as_ref().is_none_or(|count| count.contains(&(p.len() as u32)))
    };
    partitions(n).into_iter().filter(fits).collect()
}

/// Members, sizes, counts and table.
type Case = (u32, RangeInclusive<u32>, Option<RangeInclusive<u32>>, Vec<Option<(i64, i64)>>);

fn cases() -> impl Iterator<Item = Case> {
    let mut random = Random::new(3);
    (0..120).map(move |_| {
        let n = random.below(9);
        let lo = random.below(4);
        let count = random.one_in(2).then(|| random.below(3)..=2 + random.below(2));
        (n, lo..=lo + random.below(4), count, table(n, &mut random))
    })
}

#[test]
fn subset_dp_finds_what_enumeration_finds() {
    let mut solvable = 0;
    for (n, size, count, table) in cases() {
        let sum = |p: &Vec<u32>| p.iter().map(|&mask| Some(table[mask as usize]?.1)).sum::<Option<i64>>();
        let expected = fitting(n, &size, &count).iter().filter_map(sum).max();
        let found = subset_dp(n, size, count, &mut |mask| Some(table[mask as usize]?.1));
        assert_eq!(found.as_ref().map(|f| f.1), expected);
        if let Some((masks, value)) = found {
            assert_eq!(sum(&masks), Some(value));
            assert_eq!(masks.iter().sum::<u32>(), (1 << n) - 1, "everyone is in one group");
            solvable += usize::from(n > 0);
        }
    }
    assert!(solvable > 20);
}

#[test]
fn the_bottleneck_is_the_largest_smallest_key_and_then_the_largest_sum() {
    let mut solvable = 0;
    for (n, size, count, table) in cases() {
        let rank = |p: &Vec<u32>| {
            let groups: Option<Vec<(i64, i64)>> = p.iter().map(|&mask| table[mask as usize]).collect();
            let groups = groups?;
            Some((groups.iter().map(|g| g.0).min().unwrap_or(i64::MAX), groups.iter().map(|g| g.1).sum::<i64>()))
        };
        let expected = fitting(n, &size, &count).iter().filter_map(rank).max();
        let found = subset_bottleneck(n, size, count, &mut |mask| table[mask as usize]);
        assert_eq!(found.as_ref().map(|f| (f.1, f.2)), expected);
        solvable += usize::from(found.is_some() && n > 0);
    }
    assert!(solvable > 20);
}

#[test]
fn leximin_raises_the_smallest_value_then_the_next_and_so_on() {
    let mut random = Random::new(9);
    let mut solvable = 0;
    for (n, size, count, table) in cases() {
        // Few different values, so that many are equal and the later ones decide.
        let values: Vec<i32> = (0..n << n).map(|_| random.below(6) as i32 - 2).collect();
        let value = |mask: u32, i: u32| values[(mask * n + i) as usize];
        let of = |mask: u32| (0..n).filter(move |i| mask >> i & 1 == 1).map(move |i| value(mask, i));
        let sorted = |p: &Vec<u32>| {
            let mut all: Vec<i32> = p.iter().flat_map(|&mask| of(mask)).collect();
            all.sort_unstable();
            all
        };
        let allowed = |p: &&Vec<u32>| p.iter().all(|&mask| table[mask as usize].is_some());
        let expected = fitting(n, &size, &count).iter().filter(allowed).map(sorted).max();
        let fill = |mask: u32, out: &mut [i32]| out.iter_mut().zip(of(mask)).for_each(|(out, value)| *out = value);
        let found = subset_leximin(n, size, count, &mut |mask| table[mask as usize].is_some(), &fill);
        assert_eq!(found.as_ref().map(sorted), expected);
        if let Some(masks) = found {
            assert_eq!(masks.iter().sum::<u32>(), (1 << n) - 1, "everyone is in one group");
            solvable += usize::from(n > 0);
        }
    }
    assert!(solvable > 20);
}

#[test]
fn too_many_members_are_declined_rather_than_waited_for() {
    assert_eq!(subset_dp(MAX_MEMBERS + 1, 2..=3, None, &mut |_| Some(0)), None);
}
