//! After many moves every counter says what the definitions say.

use super::super::moves::{Move, Neighbourhood};
use super::super::state::State;
use super::super::{
    Core, Cost, Count, Degree, Distinct, Extent, Labels, Objective, PairForbid, Problem, Separable, Universal,
};
use super::{OBJECTIVES, categories, groups, hard, lists, oracle, pairs, random_matrix, sets, slots, soft};
use crate::random::Random;

const UNITS: usize = 43;
const SLOTS: usize = 8;

type Amount = Box<dyn Fn(&[u32]) -> i64>;

/// A problem in which every constraint is active, hard and soft, with what each should say.
fn everything_at_once(objective: Objective, random: &mut Random) -> (Problem, Vec<Amount>) {
    let affinity = random_matrix(UNITS - 6, -500, 1000, random);
    let mut problem = Problem::new(affinity, slots(UNITS as u32, SLOTS as u32, 5), objective);
    problem.slots[6].hi += 1;
    // The last six units are second seats.
    problem.item_of.extend(0..6);
    problem.labels = Some(Labels {
        count: 5,
        limit: 2,
        preference: (0..UNITS * 5).map(|_| i64::from(random.below(900)) - 300).collect(),
        fixed: (0..SLOTS as u32).map(|s| (s == 3).then_some(2)).collect(),
    });
    problem.fixed = (0..UNITS as u32).map(|u| (u % 17 == 5).then_some(u % SLOTS as u32)).collect();
    problem.home = (0..UNITS as u32).map(|u| (u % 3 == 0).then_some(u / 6)).collect();
    // Where leaving home is limited, slots with homes in them are not exchanged; both cases are wanted.
    problem.max_away = (objective == Objective::Total).then_some(9);

    let (one, set) = (categories(UNITS, 6, random), sets(UNITS, 12, random));
    let mixed: Vec<Count> = [
        Count::AtMost(2),
        Count::NoneOrAtLeast(3),
        Count::Range { lo: 1, hi: 2 },
        Count::Whole(0),
        Count::Apart,
        Count::Any,
    ]
    .into();
    let all = holders_of_three(&one);
    let asked: Vec<Count> = mixed.iter().map(|c| if *c == Count::Whole(0) { Count::Whole(all) } else { *c }).collect();
    let set_asked: Vec<Count> = (0..12).map(|v| [Count::AtMost(1), Count::NoneOrAtLeast(2)][v % 2]).collect();
    let numbers: Vec<Option<i64>> =
        (0..UNITS).map(|_| Some(i64::from(random.below(100)) - 50).filter(|_| !random.one_in(6))).collect();
    let (met, ties) = (pairs(UNITS as u32, 120, random), pairs(UNITS as u32, 150, random));

    problem.rules = vec![
        hard(Separable::new(lists(&one), asked.clone())),
        soft(Separable::new(lists(&set), set_asked.clone()), 70),
        hard(Distinct::new(lists(&set), 9)),
        soft(Distinct::new(lists(&one), 4), 31),
        hard(Universal::new(lists(&set), 3)),
        hard(Core::new(lists(&set), 600)),
        soft(Core::new(lists(&one), 500), 11),
        hard(Extent::new(numbers.clone(), 40, None, 7)),
        soft(Extent::new(numbers.clone(), 10, Some(24), 1), 5),
        hard(PairForbid::new(UNITS, &met)),
        hard(Degree::new(UNITS, &ties, 2)),
    ];
    let (n2, t) = (numbers.clone(), ties);
    let (o1, o2, o3, s1, s2, s3) = (one.clone(), one.clone(), one, set.clone(), set.clone(), set.clone());
    let s4 = set;
    let amounts: Vec<Amount> = vec![
        Box::new(move |g| oracle::separable(&o1, &asked, g)),
        Box::new(move |g| oracle::separable(&s1, &set_asked, g)),
        Box::new(move |g| oracle::distinct(&s2, 9, g)),
        Box::new(move |g| oracle::distinct(&o2, 4, g)),
        Box::new(move |g| oracle::universal(&s3, 3, g)),
        Box::new(move |g| oracle::core(&s4, 600, g)),
        Box::new(move |g| oracle::core(&o3, 500, g)),
        Box::new(move |g| oracle::extent(&numbers, 40, None, 7, g)),
        Box::new(move |g| oracle::extent(&n2, 10, Some(24), 1, g)),
        Box::new(move |g| oracle::pair_forbid(&met, g)),
        Box::new(move |g| oracle::degree(&t, 2, g)),
    ];
    (problem, amounts)
}

fn holders_of_three(one: &[Vec<u32>]) -> u32 {
    one.iter().filter(|row| row[0] == 3).count() as u32
}

fn expect_counters_to_be_right(state: &State, amounts: &[Amount]) {
    let problem = state.problem();
    let (mut hard, mut penalty, mut value, mut worst, mut violated) = (0, 0, 0, i64::MAX, Vec::new());
    for (g, group) in groups(state.slot_of(), SLOTS).iter().enumerate() {
        let mut members = state.members(g).to_vec();
        members.sort_unstable();
        assert_eq!(&members, group, "members of group {g}");
        value += oracle::value(problem, group, state.label_of().get(g).copied());
        worst = worst.min(oracle::smallest_mean(problem, group));
        let mut broken = oracle::clashes(problem, group);
        for (r, (rule, amount)) in problem.rules.iter().zip(amounts).enumerate() {
            let amount = amount(group);
            assert_eq!(state.amount_of(g, r), amount, "rule {r} in group {g}: {group:?}");
            match rule.cost {
                Cost::Hard => broken += amount,
                Cost::Soft(points) => penalty += super::super::UNIT * points * i64::from(amount > 0),
            }
        }
        hard += broken;
        if broken > 0 {
            violated.push(g as u32);
        }
    }
    let mut listed = state.violated().to_vec();
    listed.sort_unstable();
    assert_eq!((state.hard(), state.penalty(), state.value()), (hard, penalty, value));
    assert_eq!(listed, violated);
    assert_eq!(state.key().worst, if problem.objective == Objective::Worst { worst } else { 0 });
}

#[test]
fn every_counter_is_right_after_twenty_thousand_moves() {
    for (seed, objective) in (1..).zip(OBJECTIVES) {
        let mut random = Random::new(seed);
        let (problem, amounts) = everything_at_once(objective, &mut random);
        let (slot_of, label_of) = super::super::initial::initial(&problem, &mut random).unwrap();
        let mut state = State::new(problem, slot_of, label_of);
        let around = Neighbourhood::new(&state);
        expect_counters_to_be_right(&state, &amounts);
        let mut moves = 0;
        while moves < 20_000 {
            if let Some(mv) = around.draw(&state, &mut random) {
                state.apply(&mv);
                moves += 1;
                if moves % 2000 == 0 || moves < 50 {
                    expect_counters_to_be_right(&state, &amounts);
                }
            }
        }
        let limits = super::keeps_its_limits(state.problem(), state.slot_of(), state.label_of());
        assert_eq!(limits, Ok(()));
    }
}

#[test]
fn a_move_changes_exactly_what_its_evaluation_said() {
    for (seed, objective) in (11..).zip(OBJECTIVES) {
        let mut random = Random::new(seed);
        let (problem, _) = everything_at_once(objective, &mut random);
        let (slot_of, label_of) = super::super::initial::initial(&problem, &mut random).unwrap();
        let mut state = State::new(problem, slot_of, label_of);
        let around = Neighbourhood::new(&state);
        let mut kinds = [0; 5];
        for _ in 0..20_000 {
            let Some(mv) = around.draw(&state, &mut random) else { continue };
            kinds[match mv {
                Move::Relocate { .. } => 0,
                Move::Swap { .. } => 1,
                Move::Relabel { .. } => 2,
                Move::SwapLabels { .. } => 3,
                Move::SwapSlots { .. } => 4,
            }] += 1;
            let (before, change, burdened) = (state.energy(), state.evaluate(&mv), state.burdened(&mv));
            let (hard, penalty) = (state.hard(), state.penalty());
            state.apply(&mv);
            assert_eq!(change.energy, state.energy() - before, "{mv:?}");
            assert_eq!(change.hard, state.hard() - hard, "{mv:?}");
            assert!(burdened || (state.hard() >= hard && state.penalty() >= penalty), "{mv:?}");
        }
        let seen = if objective == Objective::Total { &kinds[..4] } else { &kinds[..] };
        assert!(seen.iter().all(|&count| count > 0), "{kinds:?}");
    }
}

#[test]
fn groups_that_empty_and_fill_again_keep_their_counters_right() {
    let mut random = Random::new(5);
    let (mut problem, amounts) = everything_at_once(Objective::PerMember, &mut random);
    problem.slots.iter_mut().for_each(|slot| slot.lo = 0);
    problem.slots.iter_mut().for_each(|slot| slot.hi = UNITS as u32);
    (problem.fixed, problem.max_away) = (Vec::new(), None);
    let (slot_of, label_of) = super::super::initial::initial(&problem, &mut random).unwrap();
    let mut state = State::new(problem, slot_of, label_of);
    for _ in 0..40 {
        let (from, to) = (random.below(SLOTS as u32), random.below(SLOTS as u32));
        for unit in state.members(from as usize).to_vec() {
            let mv = Move::Relocate { unit, to };
            if state.allows(&mv) {
                state.apply(&mv);
            }
        }
        expect_counters_to_be_right(&state, &amounts);
    }
}
