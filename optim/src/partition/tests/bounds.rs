use super::super::{Labels, Objective, Problem, subset_bottleneck, subset_dp, value_bound, worst_bound};
use super::{Matrix, Slot, oracle, random_matrix, slots};
use crate::random::Random;

/// The bound for any number of groups that the slots can be.
fn bound(problem: &Problem) -> i64 {
    let filled = problem.slots.iter().filter(|slot| slot.lo > 0).count() as u32;
    value_bound(problem, filled..=problem.slots.len() as u32, &|_, _| false)
}

fn members(mask: u32) -> Vec<u32> {
    (0..32).filter(|u| mask >> u & 1 == 1).collect()
}

#[test]
fn no_partition_exceeds_the_bounds() {
    let mut random = Random::new(8);
    let mut tight = 0;
    for case in 0..60 {
        let n = 2 + random.below(8);
        let count = 1 + random.below(n.min(3));
        let range = slots(n, count, random.below(3));
        for objective in [Objective::Total, Objective::PerMember, Objective::Worst] {
            let lowest = [0, -1000][case % 2];
            let mut problem =
                Problem::new(random_matrix(n as usize, lowest, 1000, &mut random), range.clone(), objective);
            let preference = (0..n * 3).map(|_| i64::from(random.below(500)) - 250).collect();
            problem.labels = Some(Labels { count: 3, limit: count, preference, ..Labels::default() });
            let value = |mask| (0..3).map(|label| oracle::value(&problem, &members(mask), Some(label))).max();
            let sizes = range[0].lo..=range[0].hi;
            let (_, best) = subset_dp(n, sizes.clone(), Some(0..=count), &mut |mask| value(mask)).unwrap();
            let bound = bound(&problem);
            assert!(bound >= best, "{case} {objective:?}: {bound} < {best}");
            tight += usize::from(bound == best);
            let mut means = |mask| Some((oracle::smallest_mean(&problem, &members(mask)), 0));
            let (_, worst, _) = subset_bottleneck(n, sizes, Some(0..=count), &mut means).unwrap();
            assert!(worst_bound(&problem) >= worst);
        }
    }
    assert!(tight > 0, "a bound that is never reached is suspicious");
}

#[test]
fn a_pinned_unit_is_bounded_by_its_own_slot() {
    let mut random = Random::new(2);
    let mut problem = Problem::new(random_matrix(9, 0, 100, &mut random), Vec::new(), Objective::Total);
    problem.slots = [2, 3, 4].map(|s| super::Slot { lo: s, hi: s }).into();
    let free = bound(&problem);
    problem.fixed = vec![Some(0); 9];
    problem.fixed[2..].fill(None);
    let pinned = bound(&problem);
    assert!(pinned < free);
    let best = (0..3u32.pow(9))
        .map(|code| (0..9).map(|u| code / 3u32.pow(u) % 3).collect::<Vec<u32>>())
        .filter(|plan| super::keeps_its_limits(&problem, plan, &[]).is_ok())
        .map(|plan| super::groups(&plan, 3).iter().map(|g| oracle::value(&problem, g, None)).sum::<i64>())
        .max();
    assert!(best.is_some_and(|best| best <= pinned));
}

/// Tables that bounds stumble over.
fn adversary(kind: u32, n: usize, random: &mut Random) -> Matrix {
    let place: Vec<(i32, i32)> = (0..n).map(|_| (random.below(1000) as i32, random.below(1000) as i32)).collect();
    let hub = random.below(n as u32) as usize;
    let mut noise = || random.below(2001) as i32 - 1000;
    match kind {
        0 => Matrix::from_fn(n, |_, _| 0),
        1 => Matrix::from_fn(n, |_, _| 777),
        2 => Matrix::from_fn(n, |_, _| -777),
        3 => Matrix::from_fn(n, |i, j| if i == hub || j == hub { 1 << 30 } else { 1 }),
        4 => Matrix::from_fn(n, |i, j| if i % 3 == j % 3 { 1000 } else { -3 }),
        5 => Matrix::from_fn(n, |i, j| place[i].0 * place[j].0 / 100 - 2000),
        6 => Matrix::from_fn(n, |i, j| (place[i].0 - place[j].0).abs() + (place[i].1 - place[j].1).abs()),
        7 => Matrix::from_fn(n, |i, j| if i / 2 == j / 2 { -(1 << 30) } else { 1 << 30 }),
        8 => Matrix::from_fn(n, |i, _| noise() / (1 + i as i32 * 10)),
        _ => Matrix::from_fn(n, |_, _| noise()),
    }
}

#[test]
fn no_partition_exceeds_the_bounds_whatever_the_table_and_whoever_is_kept_apart() {
    let mut random = Random::new(21);
    let mut finite = 0;
    for case in 0..220u32 {
        let n = if case < 30 { 1 + case % 3 } else { 3 + random.below(if case % 10 == 0 { 10 } else { 7 }) };
        let matrix = adversary(case % 10, n as usize, &mut random);
        let lo = 1 + random.below(n.min(4));
        let hi = (lo + random.below(4)).min(n);
        let counts = n.div_ceil(hi)..=n / lo;
        if counts.is_empty() {
            continue;
        }
        let kept: Vec<u32> = (0..n).map(|_| if random.one_in(2) { 0 } else { 1 << random.below(n) }).collect();
        let apart = |u: usize, v: usize| (kept[u] >> v | kept[v] >> u) & 1 == 1;
        let allowed = |mask: u32| {
            members(mask).iter().all(|&u| members(mask).iter().all(|&v| u == v || !apart(u as usize, v as usize)))
        };
        // Once the number of groups is open, once it is given.
        let counts = if case % 2 == 0 { counts } else { *counts.end()..=*counts.end() };
        for objective in [Objective::Total, Objective::PerMember] {
            let slots = vec![Slot { lo, hi }; *counts.start() as usize];
            let mut problem = Problem::new(matrix.clone(), slots, objective);
            let labels = random.below(3);
            if labels > 0 {
                let preference = (0..n * labels).map(|_| i64::from(random.below(2000)) - 500).collect();
                problem.labels = Some(Labels { count: labels, limit: n, preference, ..Labels::default() });
            }
            let value = |mask| {
                (0..labels.max(1)).map(|l| oracle::value(&problem, &members(mask), (labels > 0).then_some(l))).max()
            };
            let mut value = |mask| value(mask).filter(|_| allowed(mask));
            let Some((_, best)) = subset_dp(n, lo..=hi, Some(counts.clone()), &mut value) else { continue };
            let bound = value_bound(&problem, counts.clone(), &apart);
            assert!(bound >= best, "{case} {objective:?} {lo}..={hi} {counts:?}: {bound} < {best}");
            finite += 1;
        }
    }
    assert!(finite > 200, "{finite}");
}

#[test]
fn places_in_a_plane_are_bounded_closely() {
    let mut random = Random::new(4);
    let place: Vec<(f64, f64)> =
        (0..60).map(|_| (f64::from(random.below(1000)), f64::from(random.below(1000)))).collect();
    let apart =
        |i: usize, j: usize| ((place[i].0 - place[j].0).powi(2) + (place[i].1 - place[j].1).powi(2)).sqrt() as i32;
    let problem = Problem::new(Matrix::from_fn(60, apart), slots(60, 6, 0), Objective::Total);
    let bound = bound(&problem);
    let mut search = super::super::Search::new(problem, 1, 40_000).unwrap();
    search.step(u64::MAX);
    let value = search.best().value;
    assert!(value <= bound && (bound - value) * 100 < bound * 6, "{value} {bound}");
}

#[test]
fn wanted_by_all_is_charged_for() {
    // Everyone wants the same two, of whom each can be in one group only.
    let matrix = Matrix::from_fn(12, |i, _| if i < 2 { 100 } else { 0 });
    let problem = Problem::new(matrix, slots(12, 4, 0), Objective::Total);
    // Best mates alone would say 1,200.
    let bound = bound(&problem) / super::super::UNIT;
    assert!((400..450).contains(&bound), "{bound}");
}

#[test]
fn wishes_for_different_themes_do_not_come_true_in_one_group() {
    // Three wish for one theme and nine for the other, but groups are of six: three are disappointed.
    let mut problem = Problem::new(Matrix::from_fn(12, |_, _| 0), slots(12, 2, 0), Objective::PerMember);
    let preference = (0..12).flat_map(|u| if u < 3 { [100, 0] } else { [0, 100] }).collect();
    problem.labels = Some(Labels { count: 2, limit: 1, preference, ..Labels::default() });
    let bound = bound(&problem) / super::super::UNIT;
    assert!((900..1000).contains(&bound), "{bound}");
}

/// Few different affinities, sides of which only the ends may meet, seats of one item: eigenvalues that are equal, zero, or
/// hit to the bit.
#[test]
fn no_partition_exceeds_the_bounds_where_much_is_alike() {
    let mut random = Random::new(34);
    let mut compared = 0;
    for case in 0..800u32 {
        let (items, seats) = if case % 2 == 0 { (3 + random.below(2), 2) } else { (4 + random.below(5), 1) };
        let n = items * seats;
        let highest = 1 + random.below(4) as i32;
        let matrix = Matrix::from_fn(items as usize, |_, _| random.below(highest as u32 + 1) as i32);
        let sides = 1 + random.below(3);
        let side = |unit: usize| unit as u32 / seats % sides;
        let apart = |u: usize, v: usize| sides > 1 && side(u) == side(v);
        let lo = 1 + random.below(3);
        let hi = (lo + random.below(3)).min(items);
        let counts = n.div_ceil(hi)..=n / lo;
        if counts.is_empty() || lo > hi {
            continue;
        }
        let counts = if case % 3 == 0 { counts } else { *counts.end()..=*counts.end() };
        let allowed = |mask: u32| {
            let units = members(mask);
            let two = |u: u32, v: u32| u != v && (u / seats == v / seats || apart(u as usize, v as usize));
            !units.iter().any(|&u| units.iter().any(|&v| two(u, v)))
        };
        for objective in [Objective::Total, Objective::PerMember] {
            let slots = vec![Slot { lo, hi }; *counts.start() as usize];
            let mut problem = Problem::new(matrix.clone(), slots, objective);
            problem.item_of = (0..n).map(|unit| unit / seats).collect();
            let mut value = |mask| allowed(mask).then(|| oracle::value(&problem, &members(mask), None));
            let Some((_, best)) = subset_dp(n, lo..=hi, Some(counts.clone()), &mut value) else { continue };
            let bound = value_bound(&problem, counts.clone(), &apart);
            assert!(bound >= best, "{case} {objective:?} {n} in {lo}..={hi} {counts:?}: {bound} < {best}");
            compared += 1;
        }
    }
    assert!(compared > 300, "{compared}");
}
