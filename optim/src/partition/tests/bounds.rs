use super::super::{Labels, Objective, Problem, subset_bottleneck, subset_dp, value_bound, worst_bound};
use super::{oracle, random_matrix, slots};
use crate::random::Random;

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
            problem.labels = Some(Labels { count: 3, limit: count, preference, fixed: Vec::new() });
            let value = |mask| (0..3).map(|label| oracle::value(&problem, &members(mask), Some(label))).max();
            let sizes = range[0].lo..=range[0].hi;
            let (_, best) = subset_dp(n, sizes.clone(), Some(0..=count), &mut |mask| value(mask)).unwrap();
            let bound = value_bound(&problem);
            assert!(bound >= best, "{objective:?}: {bound} < {best}");
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
    let free = value_bound(&problem);
    problem.fixed = vec![Some(0); 9];
    problem.fixed[2..].fill(None);
    let pinned = value_bound(&problem);
    assert!(pinned < free);
    let best = (0..3u32.pow(9))
        .map(|code| (0..9).map(|u| code / 3u32.pow(u) % 3).collect::<Vec<u32>>())
        .filter(|plan| super::keeps_its_limits(&problem, plan, &[]).is_ok())
        .map(|plan| super::groups(&plan, 3).iter().map(|g| oracle::value(&problem, g, None)).sum::<i64>())
        .max();
    assert!(best.is_some_and(|best| best <= pinned));
}
