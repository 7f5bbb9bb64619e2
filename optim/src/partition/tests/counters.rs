//! After many moves every counter says what the definitions say.

use std::rc::Rc;

use super::super::moves::{Move, Neighbourhood};
use super::super::state::State;
use super::super::{
    Core, Cost, Count, Degree, Density, Deviation, Distinct, Extent, Gini, Labels, Mean, Objective, PairForbid,
    Problem, Rule, Separable, Shares, Spare, Survive, Universal,
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
        least: 1,
        limit: 2,
        barred: (0..UNITS * 5).map(|_| random.one_in(4)).collect(),
        preference: (0..UNITS * 5).map(|_| i64::from(random.below(900)) - 300).collect(),
        fixed: (0..SLOTS as u32).map(|s| (s == 3).then_some(2)).collect(),
    });
    problem.fixed = (0..UNITS as u32).map(|u| (u % 17 == 5).then_some(u % SLOTS as u32)).collect();
    problem.home = (0..UNITS as u32).map(|u| (u % 3 == 0).then_some(u / 6)).collect();
    // Where leaving home is limited, slots with homes in them are not exchanged; both cases are wanted.
    problem.max_away = (objective == Objective::Total).then_some(9);

    let (rules, amounts) = every_rule(random).into_iter().unzip();
    problem.rules = rules;
    (problem, amounts)
}

/// What units hold, and what is asked of it.
struct Answers {
    one: Vec<Vec<u32>>,
    set: Vec<Vec<u32>>,
    numbers: Vec<Option<i64>>,
    money: Vec<Option<i64>>,
    met: Vec<(u32, u32)>,
    ties: Vec<(u32, u32)>,
    asked: Vec<Count>,
    set_asked: Vec<Count>,
    /// Holders of each value in the whole.
    of_one: Vec<u32>,
    of_set: Vec<u32>,
}

/// Shares in billionths.
const TENTH: i64 = 100_000_000;
const BAND: (i64, i64) = (2 * TENTH, 4 * TENTH);
/// The sum of the numbers of the whole, and how many they are.
const WHOLE: (i64, i64) = (-31, 36);

fn answers(random: &mut Random) -> Answers {
    let (one, set) = (categories(UNITS, 6, random), sets(UNITS, 12, random));
    let asked = vec![
        Count::AtMost(2),
        Count::NoneOrAtLeast(3),
        Count::Range { lo: 1, hi: 2 },
        Count::Whole(one.iter().filter(|row| row[0] == 3).count() as u32),
        Count::Apart,
        Count::Any,
    ];
    let number = |random: &mut Random| Some(i64::from(random.below(100))).filter(|_| !random.one_in(6));
    Answers {
        one,
        set,
        asked,
        set_asked: (0..12).map(|v| [Count::AtMost(3), Count::NoneOrAtLeast(2)][v % 2]).collect(),
        numbers: (0..UNITS).map(|_| number(random).map(|number| number - 50)).collect(),
        money: (0..UNITS).map(|_| number(random)).collect(),
        met: pairs(UNITS as u32, 120, random),
        ties: pairs(UNITS as u32, 240, random),
        of_one: vec![8, 6, 9, 7, 5, 8],
        of_set: (9..21).collect(),
    }
}

/// Every kind of rule, hard or soft, with what it should say.
fn every_rule(random: &mut Random) -> Vec<(Rule, Amount)> {
    let answers = Rc::new(answers(random));
    let a = &answers;
    let says = |what: fn(&Answers, &[u32]) -> i64| -> Amount {
        let answers = Rc::clone(a);
        Box::new(move |group| what(&answers, group))
    };
    let (one, set, numbers, money) = (|| lists(&a.one), || lists(&a.set), || a.numbers.clone(), || a.money.clone());
    let shares_of_set = |tolerance| Shares::new(set(), a.of_set.clone(), 40, tolerance);
    let density = || Density::new(UNITS, &a.ties, BAND.0, BAND.1);
    vec![
        (hard(Separable::new(one(), a.asked.clone())), says(|a, g| oracle::separable(&a.one, &a.asked, g))),
        (soft(Separable::new(set(), a.set_asked.clone()), 70), says(|a, g| oracle::separable(&a.set, &a.set_asked, g))),
        (hard(Distinct::new(set(), 9)), says(|a, g| oracle::distinct(&a.set, 9, g))),
        (soft(Distinct::new(one(), 4), 31), says(|a, g| oracle::distinct(&a.one, 4, g))),
        (hard(Universal::new(set(), 3)), says(|a, g| oracle::universal(&a.set, 3, g))),
        (hard(Core::new(set(), 600)), says(|a, g| oracle::core(&a.set, 600, g))),
        (soft(Core::new(one(), 500), 11), says(|a, g| oracle::core(&a.one, 500, g))),
        (hard(Extent::new(numbers(), 40, None, 7)), says(|a, g| oracle::extent(&a.numbers, 40, None, 7, g))),
        (soft(Extent::new(numbers(), 10, Some(24), 1), 5), says(|a, g| oracle::extent(&a.numbers, 10, Some(24), 1, g))),
        (hard(PairForbid::new(UNITS, &a.met)), says(|a, g| oracle::pair_forbid(&a.met, g))),
        (hard(Degree::new(UNITS, &a.ties, 2)), says(|a, g| oracle::degree(&a.ties, 2, g))),
        (hard(Shares::new(one(), a.of_one.clone(), 43, 0)), says(|a, g| oracle::shares(&a.one, &a.of_one, 43, 0, g))),
        (soft(shares_of_set(TENTH), 3), says(|a, g| oracle::shares(&a.set, &a.of_set, 40, TENTH, g))),
        (
            hard(Mean::new(numbers(), WHOLE.0, WHOLE.1 as u32, 12, 9)),
            says(|a, g| oracle::mean(&a.numbers, WHOLE, 12, 9, g)),
        ),
        (hard(Deviation::new(numbers(), 25, 3)), says(|a, g| oracle::deviation(&a.numbers, 25, 3, g))),
        (hard(Gini::new(money(), 3 * TENTH)), says(|a, g| oracle::gini(&a.money, 3 * TENTH, g))),
        (hard(density()), says(|a, g| oracle::density(&a.ties, BAND, g))),
        (soft(Density::new(UNITS, &a.met, 0, TENTH), 2), says(|a, g| oracle::density(&a.met, (0, TENTH), g))),
        // Three rules that departures can break together, the others one by one.
        (
            hard(Survive::new(vec![
                Box::new(Separable::new(one(), a.asked.clone())),
                Box::new(Distinct::new(one(), 4)),
                Box::new(Core::new(one(), 400)),
            ])),
            says(|a, g| {
                oracle::indispensable(g, |rest| oracle::separable(&a.one, &a.asked, rest))
                    + oracle::indispensable(g, |rest| oracle::distinct(&a.one, 4, rest))
                    + oracle::indispensable(g, |rest| oracle::core(&a.one, 400, rest))
            }),
        ),
        survives(Separable::new(set(), a.set_asked.clone()), says(|a, g| oracle::separable(&a.set, &a.set_asked, g))),
        survives(Distinct::new(set(), 9), says(|a, g| oracle::distinct(&a.set, 9, g))),
        survives(Core::new(set(), 600), says(|a, g| oracle::core(&a.set, 600, g))),
        survives(Degree::new(UNITS, &a.ties, 1), says(|a, g| oracle::degree(&a.ties, 1, g))),
        survives(shares_of_set(3 * TENTH), says(|a, g| oracle::shares(&a.set, &a.of_set, 40, 3 * TENTH, g))),
        survives(
            Mean::new(numbers(), WHOLE.0, WHOLE.1 as u32, 12, 9),
            says(|a, g| oracle::mean(&a.numbers, WHOLE, 12, 9, g)),
        ),
        survives(Deviation::new(numbers(), 25, 3), says(|a, g| oracle::deviation(&a.numbers, 25, 3, g))),
        survives(Gini::new(money(), 3 * TENTH), says(|a, g| oracle::gini(&a.money, 3 * TENTH, g))),
        survives(density(), says(|a, g| oracle::density(&a.ties, BAND, g))),
    ]
}

/// That a rule outlasts any departure, and how many it does not.
fn survives(rule: impl Spare + 'static, amount: Amount) -> (Rule, Amount) {
    (hard(Survive::new(vec![Box::new(rule)])), Box::new(move |group| oracle::indispensable(group, &amount)))
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
        let label = state.label_of().get(g).copied();
        let mut broken = oracle::clashes(problem, group) + oracle::barred(problem, group, label);
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
fn every_counter_is_right_after_a_hundred_thousand_moves() {
    for (seed, objective) in (1..).zip(OBJECTIVES) {
        let mut random = Random::new(seed);
        let (problem, amounts) = everything_at_once(objective, &mut random);
        let (slot_of, label_of) = super::super::initial::initial(&problem, &mut random).unwrap();
        let mut state = State::new(problem, slot_of, label_of);
        let around = Neighbourhood::new(&state);
        expect_counters_to_be_right(&state, &amounts);
        let mut moves = 0;
        let (mut held, mut broken) = (vec![false; amounts.len()], vec![false; amounts.len()]);
        while moves < 34_000 {
            if let Some(mv) = around.draw(&state, &mut random) {
                state.apply(&mv);
                moves += 1;
                if moves % 4000 == 0 || moves < 50 {
                    expect_counters_to_be_right(&state, &amounts);
                }
                if moves % 50 == 0 {
                    for r in 0..amounts.len() {
                        held[r] |= (0..SLOTS).any(|g| state.amount_of(g, r) == 0);
                        broken[r] |= (0..SLOTS).any(|g| state.amount_of(g, r) > 0);
                    }
                }
            }
        }
        let limits = super::keeps_its_limits(state.problem(), state.slot_of(), state.label_of());
        assert_eq!(limits, Ok(()));
        let never = |seen: &[bool]| (0..seen.len()).filter(|&r| !seen[r]).collect::<Vec<_>>();
        assert_eq!((never(&held), never(&broken)), (vec![], vec![]), "rules that were never held, never broken");
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
