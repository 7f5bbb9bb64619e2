//! Several rounds of pairs: nobody meets twice, and all together are better than one after the other.

use crate::groups::{by_rustworkx, worth};
use crate::pairs::any;
use crate::tools::{assert_near, groups, near, solved, solved_with};
use crate::world::{Tie, World, id, rng};
use commonground::plan::{Plan, Proof};
use rand::RngExt;
use serde_json::json;
use std::collections::BTreeSet;

type Pair = (usize, usize);

fn ordered(a: usize, b: usize) -> Pair {
    (a.min(b), a.max(b))
}

/// Those who met before, by their ties.
fn history(world: &World) -> BTreeSet<Pair> {
    let met = world.ties.iter().filter(|tie| tie.met.is_some());
    met.map(|tie| ordered(tie.a, tie.b)).collect()
}

fn pairs_of_round(world: &World, plan: &Plan, number: u32) -> Vec<Pair> {
    let of_round: Vec<_> = plan.groups.iter().filter(|group| group.round == Some(number)).cloned().collect();
    let of_round = Plan { groups: of_round, ..plan.clone() };
    groups(world, &of_round).iter().map(|pair| (pair[0], pair[1])).collect()
}

/// How many are placed and the sum of all rounds when each is the best given those before, by another implementation.
fn one_after_the_other(world: &World, rounds: u32) -> (usize, f64) {
    let mut met = history(world);
    let (mut placed, mut sum) = (0, 0.0);
    for _ in 0..rounds {
        let members = world.taking_part();
        let (most, best) = by_rustworkx(world, &members, |a, b| !met.contains(&ordered(a, b)));
        (placed, sum) = (placed + most, sum + best);
        // Which pairs they are: those that cannot be missed.
        let mut free = met.clone();
        for (at, &a) in members.iter().enumerate() {
            for &b in &members[at + 1..] {
                if free.contains(&ordered(a, b)) {
                    continue;
                }
                let without = by_rustworkx(world, &members, |x, y| {
                    !free.contains(&ordered(x, y)) && ordered(x, y) != ordered(a, b)
                });
                if without.0 == most && near(without.1, best) {
                    free.insert(ordered(a, b));
                } else {
                    met.insert(ordered(a, b));
                }
            }
        }
    }
    (placed, sum)
}

#[test]
fn nobody_meets_twice_nor_again_whom_they_met_before_and_the_whole_is_no_worse_than_round_by_round() {
    let mut rng = rng(8);
    for round in 0..12u32 {
        let n = 2 * rng.random_range(3..=6u32) as usize;
        let rounds = rng.random_range(2..=3u32);
        let world = any(n, round, &mut rng);
        let plan = solved(&world, &json!({"form": "pairs", "rounds": rounds, "odd": "sitOut"}));
        let mut met = history(&world);
        for number in 1..=rounds {
            let pairs = pairs_of_round(&world, &plan, number);
            let left = plan.unplaced.iter().filter(|left| left.round == Some(number)).count();
            assert_eq!(2 * pairs.len() + left, n);
            assert!(pairs.iter().all(|&(a, b)| met.insert(ordered(a, b))), "two met twice");
        }
        if plan.unplaced.is_empty() {
            let (placed, sum) = one_after_the_other(&world, rounds);
            assert!(placed < n * rounds as usize || plan.score.total >= sum - 1e-7, "{} {sum}", plan.score.total);
        }
    }
}

/// The largest sum of so many rounds in which everyone is paired and nobody meets twice, by trying all.
fn best_of_all(world: &World, rounds: u32) -> f64 {
    fn go(world: &World, left: &[usize], all: &[usize], rounds: u32, met: &mut BTreeSet<Pair>) -> f64 {
        let Some((&a, others)) = left.split_first() else {
            return if rounds == 1 { 0.0 } else { go(world, all, all, rounds - 1, met) };
        };
        let mut best = f64::NEG_INFINITY;
        for &b in others {
            if let Some(worth) = worth(world, &[a, b])
                && met.insert(ordered(a, b))
            {
                let rest: Vec<usize> = others.iter().copied().filter(|&m| m != b).collect();
                best = best.max(worth + go(world, &rest, all, rounds, met));
                met.remove(&ordered(a, b));
            }
        }
        best
    }
    let all = world.taking_part();
    go(world, &all, &all, rounds, &mut history(world))
}

#[test]
fn all_rounds_of_few_together_are_the_best_there_are() {
    let mut rng = rng(11);
    let mut better = 0;
    for round in 0..36u32 {
        let (n, rounds) = [(6, 2), (8, 2), (6, 3)][(round % 3) as usize];
        let world = match round % 2 {
            0 => World::scored(n, -9, 99, 1, &mut rng),
            _ => World::answered(n, &mut rng),
        };
        let plan = solved(&world, &json!({"form": "pairs", "rounds": rounds}));
        let best = best_of_all(&world, rounds);
        assert!(plan.score.bound.is_none_or(|bound| bound >= best - 1e-9), "{:?} {best}", plan.score);
        assert_near(plan.score.total, best, &world);
        better += u32::from(plan.notes.iter().any(|note| note.contains("improved together")));
    }
    assert!(better > 5, "that rounds are improved together was seen {better} times only");
}

#[test]
fn the_same_seed_and_number_of_tries_give_the_same_rounds() {
    let mut rng = rng(13);
    let world = World::answered(20, &mut rng);
    let form = json!({"form": "pairs", "rounds": 4});
    let first = solved(&world, &form);
    let again = solved_with(&world, &form, &json!({"effort": {"seconds": 60, "iterations": first.effort.iterations}}));
    assert_eq!(first.groups, again.groups);
}

#[test]
fn whoever_sits_out_does_so_again_only_after_everyone_else() {
    let mut rng = rng(9);
    for round in 0..12u32 {
        let n = 2 * rng.random_range(2..=6u32) as usize + 1;
        // Only the number of members keeps anyone out: in half as many rounds as members nobody has met so many that
        // the others could not be paired (Dirac 1952).
        let rounds = rng.random_range(2..=(n as u32 - 1) / 2);
        let world = if round % 2 == 0 { World::scored(n, -9, 9, 0, &mut rng) } else { World::answered(n, &mut rng) };
        let plan = solved(&world, &json!({"form": "pairs", "rounds": rounds, "odd": "sitOut"}));
        for number in 1..=rounds {
            assert_eq!(plan.unplaced.iter().filter(|left| left.round == Some(number)).count(), 1, "round {number}");
        }
        let out: BTreeSet<&String> = plan.unplaced.iter().map(|left| &left.member).collect();
        assert_eq!(out.len(), rounds as usize, "somebody sat out twice: {:?}", plan.unplaced);
        assert!(plan.unplaced.iter().all(|left| left.code == "oddOneOut"));
    }
}

#[test]
fn as_many_rounds_as_there_are_partners_let_everyone_meet_everyone() {
    let mut rng = rng(10);
    for n in (0..5).flat_map(|_| [4, 6, 8, 10, 14]) {
        let world = World::scored(n, 0, 99, 1, &mut rng);
        let plan = solved(&world, &json!({"form": "pairs", "rounds": n - 1}));
        let all: f64 = (0..n).flat_map(|a| (0..a).map(move |b| (a, b))).map(|(a, b)| world.affinity(a, b)).sum();
        assert!(plan.unplaced.is_empty(), "{:?}", plan.unplaced);
        assert_near(plan.score.total, all, &world);
        assert_eq!(plan.groups.len(), n * (n - 1) / 2);
    }
}

#[test]
fn rounds_that_leave_nobody_out_are_found_where_the_best_ones_in_turn_would() {
    // Two threes who suit each other best: after two rounds between them each three is left to itself.
    let mut world = World::scored(6, 0, 0, 0, &mut rng(16));
    let scores = world.scores.as_mut().expect("a table of scores");
    for (a, b) in (0..3).flat_map(|a| (3..6).map(move |b| (a, b))) {
        scores[a][b] = 9.0;
        scores[b][a] = 9.0;
    }
    world.ties.extend((0..3).map(|a| Tie { a, b: 3 + a, met: Some("2024"), ..Default::default() }));
    let plan = solved(&world, &json!({"form": "pairs", "rounds": 4}));
    assert!(plan.unplaced.is_empty(), "{:?}", plan.unplaced);
}

#[test]
fn a_round_that_cannot_be_completed_is_named_with_the_reason() {
    let mut world = World::of(4);
    // The first has met everyone but the second: after one round nobody is left.
    for b in 2..4 {
        world.ties.push(Tie { a: 0, b, met: Some("2024"), ..Default::default() });
    }
    let plan = solved(&world, &json!({"form": "pairs", "rounds": 2, "odd": "sitOut"}));
    let left: Vec<_> = plan.unplaced.iter().filter(|left| left.member == id(0)).collect();
    assert_eq!(left.len(), 1);
    assert_eq!((left[0].round, left[0].code.as_str()), (Some(2), "metEveryone"));
    let named =
        plan.notes.iter().any(|note| note.contains("Round 2 leaves 2 members out") && note.contains("everyone"));
    assert!(named, "{:?}", plan.notes);
    assert!(plan.score.proof != Proof::Optimal);
}

#[test]
fn who_sits_out_among_equals_is_drawn_by_lot() {
    let world = World::of(7);
    let form = json!({"form": "pairs", "odd": "sitOut"});
    let out = |seed: u32| solved_with(&world, &form, &json!({"effort": {"seed": seed}})).unplaced[0].member.clone();
    let drawn: BTreeSet<String> = (0..40).map(out).collect();
    assert!(drawn.len() >= 5, "only these: {drawn:?}");
    assert_eq!(out(3), out(3));
}

#[test]
fn the_lot_decides_only_among_those_whose_absence_costs_least() {
    let mut rng = rng(15);
    for _ in 0..10 {
        let world = World::scored(9, 0, 3, 0, &mut rng);
        let form = json!({"form": "pairs", "odd": "sitOut"});
        let plan = |seed: u32| solved_with(&world, &form, &json!({"effort": {"seed": seed}}));
        let best = by_rustworkx(&world, &world.taking_part(), |_, _| true);
        for seed in 0..6 {
            let plan = plan(seed);
            assert_near(plan.score.total, best.1, &world);
            assert_eq!(plan.score.proof, Proof::Optimal);
        }
    }
}
