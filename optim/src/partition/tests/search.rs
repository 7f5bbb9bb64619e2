use super::super::{
    Best, Core, Count, Degree, Distinct, Error, Extent, Labels, Objective, PairForbid, Problem, Search, Separable,
    Slot, Universal, subset_dp, subset_leximin,
};
use super::{
    OBJECTIVES, categories, groups, hard, keeps_its_limits, lists, oracle, pairs, random_matrix, sets, slots, soft,
};
use crate::random::Random;

fn run(problem: Problem, seed: u64, iterations: u64) -> Best {
    let mut search = Search::new(problem, seed, iterations).unwrap();
    search.step(iterations);
    assert!(search.is_done());
    search.best().clone()
}

fn members(mask: u32) -> Vec<u32> {
    (0..32).filter(|u| mask >> u & 1 == 1).collect()
}

/// A problem with labels, second seats, homes and rules of several kinds.
fn varied(seed: u64, objective: Objective) -> Problem {
    let mut random = Random::new(seed);
    let mut problem = Problem::new(random_matrix(36, 0, 1000, &mut random), slots(40, 7, 2), objective);
    problem.item_of.extend(0..4);
    let preference = (0..160).map(|_| i64::from(random.below(400))).collect();
    problem.labels = Some(Labels {
        count: 4,
        limit: 2,
        preference,
        fixed: vec![Some(1), None, None, None, None, None, None],
        ..Labels::default()
    });
    problem.fixed = (0..40).map(|u| (u % 13 == 7).then_some(u / 8)).collect();
    problem.home = (0..40).map(|u| (u % 2 == 0).then_some(u / 7)).collect();
    problem.max_away = Some(8);
    problem.rules = vec![
        hard(Separable::every(lists(&categories(40, 5, &mut random)), Count::NoneOrAtLeast(2))),
        soft(Distinct::new(lists(&sets(40, 6, &mut random)), 5), 300),
        hard(PairForbid::new(40, &pairs(40, 30, &mut random))),
    ];
    problem
}

#[test]
fn the_result_does_not_depend_on_how_iterations_are_sliced() {
    let few = |objective| Problem::new(random_matrix(9, 0, 1000, &mut Random::new(6)), slots(9, 3, 1), objective);
    for (seed, (objective, large)) in (21..).zip(OBJECTIVES.into_iter().flat_map(|o| [(o, true), (o, false)])) {
        let problem = || if large { varied(seed, objective) } else { few(objective) };
        let whole = run(problem(), seed, 9000);
        let mut sliced = Search::new(problem(), seed, 9000).unwrap();
        let mut random = Random::new(seed);
        for slice in 0..9000 {
            // Single iterations first, then slices of any length.
            sliced.step(if slice < 3000 { 1 } else { u64::from(random.below(50)) });
        }
        assert!(sliced.is_done());
        assert_eq!(sliced.best(), &whole);
    }
}

#[test]
fn one_seed_gives_one_plan_and_another_seed_another() {
    let plan = |seed| run(varied(4, Objective::PerMember), seed, 5000);
    assert_eq!(plan(1), plan(1));
    assert_ne!(plan(1).slot_of_unit, plan(2).slot_of_unit);
}

#[test]
fn every_plan_on_the_way_keeps_sizes_pins_homes_and_labels_and_gets_no_worse() {
    for (seed, objective) in (31..).zip(OBJECTIVES) {
        let limits = varied(seed, objective);
        let mut search = Search::new(varied(seed, objective), seed, 20_000).unwrap();
        let mut before = None;
        while !search.is_done() {
            let best = search.best();
            assert_eq!(keeps_its_limits(&limits, &best.slot_of_unit, &best.label_of_slot), Ok(()));
            let key = (-best.hard, best.worst, best.levels.clone(), best.value - best.penalty);
            assert!(before.as_ref() <= Some(&key));
            before = Some(key);
            search.step(100);
        }
    }
}

#[test]
fn small_networks_are_grouped_as_well_as_exact_methods_do() {
    let mut random = Random::new(77);
    for seed in 0..30u64 {
        let n = 6 + random.below(5);
        let count = 2 + random.below(2);
        let range = slots(n, count, (seed % 2) as u32);
        for objective in OBJECTIVES {
            let problem = Problem::new(random_matrix(n as usize, -200, 1000, &mut random), range.clone(), objective);
            let size = range[0].lo..=range[0].hi;
            let levels = |masks: &[u32]| {
                let mut all: Vec<i64> =
                    masks.iter().flat_map(|&mask| oracle::means(&problem, &members(mask))).collect();
                all.sort_unstable();
                all
            };
            let case = format!("case {seed}, n = {n}, {count} groups, {objective:?}");
            let found = run(Problem::new(problem.affinity.clone(), range.clone(), objective), seed, 25_000);
            if objective == Objective::Worst {
                let fill = |mask: u32, out: &mut [i32]| {
                    out.iter_mut()
                        .zip(oracle::means(&problem, &members(mask)))
                        .for_each(|(out, mean)| *out = mean as i32);
                };
                let best = subset_leximin(n, size, Some(count..=count), &mut |_| true, &fill).unwrap();
                let found: Vec<u32> = groups(&found.slot_of_unit, count as usize)
                    .iter()
                    .map(|group| group.iter().map(|unit| 1 << unit).sum())
                    .collect();
                assert_eq!(levels(&found), levels(&best), "{case}");
            } else {
                let best = subset_dp(n, size, Some(count..=count), &mut |mask| {
                    Some(oracle::value(&problem, &members(mask), None))
                })
                .unwrap();
                assert_eq!(found.value, best.1, "{case}");
            }
        }
    }
}

#[test]
fn small_networks_with_rules_are_grouped_as_well_as_exact_methods_do() {
    let mut random = Random::new(78);
    let mut feasible = 0;
    for case in 0..30u64 {
        let n = 8 + random.below(3);
        let (one, met) = (categories(n as usize, 3, &mut random), pairs(n, 3, &mut random));
        let mut problem =
            Problem::new(random_matrix(n as usize, 0, 1000, &mut random), slots(n, 3, 0), Objective::PerMember);
        problem.rules = vec![
            hard(Separable::every(lists(&one), Count::NoneOrAtLeast(2))),
            hard(PairForbid::new(n as usize, &met)),
            soft(Distinct::new(lists(&one), 2), 400),
        ];
        let asked = [Count::NoneOrAtLeast(2); 3];
        let size = problem.slots[0].lo..=problem.slots[0].hi;
        let exact = subset_dp(n, size, Some(3..=3), &mut |mask| {
            let group = members(mask);
            let holds = oracle::separable(&one, &asked, &group) + oracle::pair_forbid(&met, &group) == 0;
            let penalty = super::super::UNIT * 400 * i64::from(oracle::distinct(&one, 2, &group) > 0);
            holds.then(|| oracle::value(&problem, &group, None) - penalty)
        });
        let found = run(problem, case, 25_000);
        assert_eq!(found.hard == 0, exact.is_some(), "case {case}");
        if let Some((_, score)) = exact {
            assert_eq!(found.value - found.penalty, score, "case {case}");
            feasible += 1;
        }
    }
    assert!((5..30).contains(&feasible), "{feasible}: the cases should be of both kinds");
}

#[test]
fn labels_go_to_the_groups_that_want_them_within_the_limit() {
    let mut random = Random::new(9);
    let mut problem = Problem::new(random_matrix(12, 0, 10, &mut random), slots(12, 4, 0), Objective::Total);
    // Units of the same block of three want the same label, far more than anything else.
    let preference = (0..12 * 6).map(|k| if (k / 6) / 3 == k % 6 { 10_000 } else { 0 }).collect();
    problem.labels = Some(Labels { count: 6, limit: 1, preference, ..Labels::default() });
    let best = run(problem, 3, 30_000);
    for unit in 0..12 {
        assert_eq!(best.label_of_slot[best.slot_of_unit[unit] as usize] as usize, unit / 3);
    }
}

#[test]
fn two_seats_of_one_member_are_in_different_groups() {
    let mut random = Random::new(10);
    let mut problem = Problem::new(random_matrix(10, 0, 1000, &mut random), slots(30, 5, 1), Objective::PerMember);
    problem.item_of = (0..30).map(|u| u % 10).collect();
    let best = run(problem, 3, 30_000);
    assert_eq!(best.hard, 0);
    for group in groups(&best.slot_of_unit, 5) {
        let mut items: Vec<u32> = group.iter().map(|u| u % 10).collect();
        items.sort_unstable();
        items.dedup();
        assert_eq!(items.len(), group.len());
    }
}

#[test]
fn tight_rules_are_satisfied_in_a_network_of_two_hundred() {
    let mut random = Random::new(12);
    let n = 200;
    let few: Vec<Vec<u32>> = (0..n).map(|u| if u % 5 == 0 { vec![0] } else { vec![] }).collect();
    let home: Vec<u32> = (0..n as u32).map(|u| u / 5).collect();
    let met: Vec<(u32, u32)> = (0..n as u32)
        .flat_map(|a| (a + 1..n as u32).map(move |b| (a, b)))
        .filter(|&(a, b)| home[a as usize] == home[b as usize])
        .collect();
    let languages: Vec<Vec<u32>> = (0..n).map(|_| vec![random.below(3), 3 + random.below(3)]).collect();
    let mut problem =
        Problem::new(random_matrix(n, 0, 1000, &mut random), slots(n as u32, 40, 0), Objective::PerMember);
    problem.rules = vec![
        hard(Separable::new(lists(&few), vec![Count::NoneOrAtLeast(2)])),
        hard(Universal::new(lists(&languages), 1)),
        hard(Distinct::new(lists(&categories(n, 6, &mut random)), 3)),
        hard(PairForbid::new(n, &met)),
    ];
    assert_eq!(run(problem, 1, 300_000).hard, 0);
}

#[test]
fn rules_of_every_kind_can_hold_together() {
    let mut random = Random::new(13);
    let n = 60;
    let numbers = (0..n as i64).map(|u| Some(u % 24)).collect();
    let ties: Vec<(u32, u32)> = pairs(n as u32, 500, &mut random);
    let mut problem = Problem::new(random_matrix(n, 0, 1000, &mut random), slots(n as u32, 12, 1), Objective::Total);
    problem.rules = vec![
        hard(Extent::new(numbers, 14, Some(24), 2)),
        hard(Degree::new(n, &ties, 1)),
        hard(Core::new(lists(&categories(n, 3, &mut random)), 500)),
        hard(Separable::new(lists(&vec![vec![0]; 4]), vec![Count::Whole(4)])),
    ];
    assert_eq!(run(problem, 1, 200_000).hard, 0);
}

#[test]
fn impossible_limits_are_named_before_any_search() {
    let problem = |sizes: &[(u32, u32)]| {
        let slots = sizes.iter().map(|&(lo, hi)| Slot { lo, hi }).collect();
        Problem::new(random_matrix(6, 0, 9, &mut Random::new(1)), slots, Objective::Total)
    };
    let refused = |problem| Search::new(problem, 1, 10).err();
    assert_eq!(refused(problem(&[(1, 2), (1, 3)])), Some(Error::Sizes { units: 6, least: 2, most: 5 }));
    assert_eq!(refused(problem(&[(4, 3), (1, 3)])), Some(Error::EmptyRange { slot: 0 }));

    let mut crowded = problem(&[(1, 3), (1, 4)]);
    crowded.fixed = vec![Some(0); 6];
    assert_eq!(refused(crowded), Some(Error::Pins { slot: 0 }));

    let mut far = problem(&[(3, 3), (3, 3)]);
    (far.home, far.max_away) = (vec![Some(0); 6], Some(2));
    assert_eq!(refused(far), Some(Error::Away { needed: 3, allowed: 2 }));

    let mut unlabelled = problem(&[(3, 3), (3, 3)]);
    unlabelled.labels = Some(Labels { count: 1, limit: 1, preference: vec![0; 6], ..Labels::default() });
    assert_eq!(refused(unlabelled), Some(Error::Labels));
}

#[test]
fn as_few_units_leave_home_as_the_sizes_force_to() {
    let mut problem = Problem::new(random_matrix(9, 0, 9, &mut Random::new(1)), slots(9, 3, 0), Objective::Total);
    // Five at home in the first slot, one in the second: two must leave the first, and the free ones fill the rest.
    problem.home = [Some(0); 5].into_iter().chain([Some(1), None, None, None]).collect();
    problem.max_away = Some(2);
    let limits = problem.home.clone();
    let best = run(problem, 5, 2000);
    let away = limits.iter().zip(&best.slot_of_unit).filter(|(home, slot)| home.is_some_and(|h| h != **slot)).count();
    assert_eq!(away, 2);
}

#[test]
fn degenerate_problems_have_plans_too() {
    for (units, sizes) in [
        (0, vec![]),
        (0, vec![Slot { lo: 0, hi: 3 }]),
        (1, vec![Slot { lo: 0, hi: 1 }; 2]),
        (3, vec![Slot { lo: 3, hi: 3 }]),
    ] {
        for objective in OBJECTIVES {
            let problem = Problem::new(random_matrix(units, 1, 9, &mut Random::new(1)), sizes.clone(), objective);
            let best = run(problem, 1, 500);
            assert_eq!(best.slot_of_unit.len(), units);
            assert_eq!(best.hard, 0);
        }
    }
}
