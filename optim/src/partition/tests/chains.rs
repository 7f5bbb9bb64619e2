//! Chains: what they may do, and that none is left that would help.

use super::super::chains::Chains;
use super::super::moves::{Move, Neighbourhood};
use super::super::state::State;
use super::super::{Count, Matrix, Objective, PairForbid, Problem, Separable, Slot};
use super::{OBJECTIVES, categories, groups, hard, keeps_its_limits, lists, pairs, random_matrix, slots};
use crate::random::Random;

fn worth(state: &State) -> (i64, i64) {
    (-state.hard(), state.energy())
}

/// Makes chains until none helps; how many were made.
fn run(state: &mut State) -> usize {
    let around = Neighbourhood::new(state);
    let (mut chains, mut made) = (Chains::new(false), 0);
    while !chains.is_done(&around) {
        let before = worth(state);
        let (looked, better) = chains.advance(state, &around);
        assert!(looked > 0);
        assert_eq!(better, worth(state) > before);
        assert!(better || worth(state) == before);
        made += usize::from(better);
    }
    made
}

/// A plan of 12 units with rules that some moves break; half of the cases have open places.
fn tight(case: u64, objective: Objective) -> (Problem, Vec<u32>) {
    let mut random = Random::new(case);
    let sizes = slots(12, 4, (case % 2) as u32);
    let mut problem = Problem::new(random_matrix(12, -300, 1000, &mut random), sizes, objective);
    problem.rules = vec![
        hard(Separable::every(lists(&categories(12, 4, &mut random)), Count::NoneOrAtLeast(2))),
        hard(PairForbid::new(12, &pairs(12, 8, &mut random))),
    ];
    problem.fixed = (0..12).map(|u| (u == 7).then_some(1)).collect();
    let mut slot_of: Vec<u32> = (0..12).map(|u| u % 4).collect();
    random.shuffle(&mut slot_of);
    let at = (0..12).find(|&u| slot_of[u] == 1).unwrap();
    slot_of.swap(at, 7);
    (problem, slot_of)
}

#[test]
fn no_three_units_and_no_two_with_an_open_place_are_left_that_had_better_move_at_once() {
    let mut made = 0;
    for case in 0..60 {
        let objective = OBJECTIVES[case as usize % 3];
        let (problem, slot_of) = tight(case, objective);
        let (limits, _) = tight(case, objective);
        let mut state = State::new(problem, slot_of, Vec::new());
        made += run(&mut state);
        let end = state.slot_of().to_vec();
        assert_eq!(keeps_its_limits(&limits, &end, &[]), Ok(()));
        let best = worth(&state);
        let mut other = |changed: &[(usize, u32)]| {
            let mut plan = end.clone();
            changed.iter().for_each(|&(unit, to)| plan[unit] = to);
            if keeps_its_limits(&limits, &plan, &[]).is_err() {
                return;
            }
            for &(unit, to) in changed {
                state.apply(&Move::Relocate { unit: unit as u32, to });
            }
            assert!(worth(&state) <= best, "case {case}: {changed:?}");
            for &(unit, _) in changed {
                state.apply(&Move::Relocate { unit: unit as u32, to: end[unit] });
            }
        };
        for a in 0..12 {
            for b in (0..12).filter(|&b| end[b] != end[a]) {
                for c in (0..12).filter(|&c| end[c] != end[a] && end[c] != end[b]) {
                    other(&[(a, end[b]), (b, end[c]), (c, end[a])]);
                }
                for open in (0..4).filter(|&g| g != end[a] && g != end[b]) {
                    other(&[(a, end[b]), (b, open)]);
                }
            }
        }
    }
    assert!(made > 100);
}

/// Groups of a pinned unit and one that would rather be with the pinned unit of the next group, and with no third.
fn ring(length: u32, open: bool) -> (Problem, Vec<u32>) {
    let pinned = length + u32::from(open);
    let affinity = Matrix::from_fn((pinned + length) as usize, |a, b| {
        let (anchor, mover) = (a.min(b) as u32, a.max(b) as u32);
        match mover.checked_sub(pinned) {
            Some(mover) if anchor < pinned && anchor == (mover + 1) % pinned => 10,
            Some(mover) if anchor < pinned && anchor == mover => 1,
            Some(_) => -100,
            None => 0,
        }
    });
    let sizes = vec![Slot { lo: if open { 1 } else { 2 }, hi: 2 }; pinned as usize];
    let mut problem = Problem::new(affinity, sizes, Objective::Total);
    problem.fixed = (0..pinned + length).map(|u| (u < pinned).then_some(u)).collect();
    (problem, (0..pinned).chain(0..length).collect())
}

#[test]
fn five_units_in_a_ring_move_on_together_though_no_four_of_them_could() {
    let (problem, slot_of) = ring(5, false);
    let mut state = State::new(problem, slot_of, Vec::new());
    assert_eq!(run(&mut state), 1);
    assert_eq!(state.slot_of()[5..], [1, 2, 3, 4, 0]);
}

#[test]
fn units_move_up_one_behind_the_other_into_an_open_place() {
    let (problem, slot_of) = ring(4, true);
    let mut state = State::new(problem, slot_of, Vec::new());
    assert!(run(&mut state) > 0);
    assert_eq!(state.slot_of()[5..], [1, 2, 3, 4]);
}

#[test]
fn a_chain_that_would_bring_two_seats_of_one_member_together_is_taken_back() {
    let mut random = Random::new(3);
    for case in 0..40 {
        let mut problem = Problem::new(random_matrix(9, 0, 1000, &mut random), slots(12, 4, 1), Objective::PerMember);
        problem.item_of.extend([0, 1, 2]);
        problem.home = (0..12).map(|u| Some(u % 4)).collect();
        problem.max_away = Some(5 + case % 3);
        let mut state = State::new(problem, (0..12).map(|u| u % 4).collect(), Vec::new());
        run(&mut state);
        assert!(state.keeps_homes() && state.hard() <= 0);
        for group in groups(state.slot_of(), 4) {
            let mut items: Vec<usize> = group.iter().map(|&unit| state.item(unit)).collect();
            items.sort_unstable();
            assert!(items.windows(2).all(|pair| pair[0] != pair[1]));
        }
    }
}
