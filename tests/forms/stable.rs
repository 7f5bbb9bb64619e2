//! Stable pairs: against all matchings, counted by the tests' own hand.

use crate::groups::{blocking, worth};
use crate::pairs::any;
use crate::tools::{groups, near, solved, solved_with};
use crate::world::{World, rng};
use commonground::plan::Proof;
use rand::RngExt;
use serde_json::json;
use std::collections::BTreeSet;

/// The fewest blocking pairs that any matching of these members has, and the largest sum of those that have so few.
fn fewest(world: &World) -> u32 {
    fn go(world: &World, left: &[usize], pairs: &mut Vec<Vec<usize>>, best: &mut u32) {
        let Some((&a, others)) = left.split_first() else {
            let met: BTreeSet<(usize, usize)> = pairs.iter().map(|pair| (pair[0], pair[1])).collect();
            *best = (*best).min(blocking(world, pairs, &met));
            return;
        };
        go(world, others, pairs, best);
        for &b in others {
            if worth(world, &[a, b]).is_some() {
                let rest: Vec<usize> = others.iter().copied().filter(|&m| m != b).collect();
                pairs.push(vec![a, b]);
                go(world, &rest, pairs, best);
                pairs.pop();
            }
        }
    }
    let mut best = u32::MAX;
    go(world, &world.taking_part(), &mut Vec::new(), &mut best);
    best
}

#[test]
fn no_matching_of_few_has_fewer_who_would_rather_have_each_other() {
    let mut rng = rng(51);
    for round in 0..60u32 {
        let n = rng.random_range(2..=10u32) as usize;
        let world = any(n, round, &mut rng);
        let plan = solved(&world, &json!({"form": "pairs", "odd": "sitOut", "objective": "stable"}));
        assert_eq!(plan.balance.blocking_pairs, Some(fewest(&world)));
        // Affinities are the same from both sides: then there always is a stable matching.
        assert_eq!(plan.balance.blocking_pairs, Some(0));
        assert_eq!(plan.score.proof, Proof::Optimal);
    }
}

#[test]
fn those_who_suit_each_other_best_are_paired_first() {
    let mut rng = rng(52);
    for _ in 0..10 {
        let n = 2 * rng.random_range(2..=12u32) as usize;
        let world = World::scored(n, 0, 1_000_000, 0, &mut rng);
        let plan = solved(&world, &json!({"form": "pairs", "objective": "stable"}));
        let mut all: Vec<(usize, usize)> = (0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).collect();
        all.sort_by(|x, y| world.affinity(y.0, y.1).total_cmp(&world.affinity(x.0, x.1)));
        let mut taken = BTreeSet::new();
        let mut greedy = BTreeSet::new();
        for (a, b) in all {
            if !taken.contains(&a) && !taken.contains(&b) {
                taken.extend([a, b]);
                greedy.insert(vec![a, b]);
            }
        }
        assert_eq!(groups(&world, &plan).into_iter().collect::<BTreeSet<_>>(), greedy);
    }
}

#[test]
fn ties_are_broken_by_the_seed() {
    let world = World::of(8);
    let form = json!({"form": "pairs", "objective": "stable"});
    let plan = |seed: u32| groups(&world, &solved_with(&world, &form, &json!({"effort": {"seed": seed}})));
    let drawn: BTreeSet<_> = (0..12).map(plan).collect();
    assert!(drawn.len() > 4, "{drawn:?}");
    assert_eq!(plan(3), plan(3));
}

#[test]
fn whoever_is_left_over_joins_the_pair_that_it_suits_best() {
    let mut rng = rng(53);
    for _ in 0..20 {
        let n = 2 * rng.random_range(1..=5u32) as usize + 1;
        let world = World::scored(n, 0, 99, 1, &mut rng);
        let out = solved(&world, &json!({"form": "pairs", "odd": "sitOut", "objective": "stable"}));
        let with = solved(&world, &json!({"form": "pairs", "odd": "trio", "objective": "stable"}));
        assert!(with.unplaced.is_empty());
        let position = |id: &String| (0..n).find(|&m| crate::world::id(m) == *id).expect("a member");
        let left = position(&out.unplaced[0].member);
        let gain = |pair: &Vec<usize>| {
            let mut trio = pair.clone();
            trio.push(left);
            trio.sort_unstable();
            worth(&world, &trio).unwrap_or(f64::NEG_INFINITY) - worth(&world, pair).unwrap_or(0.0)
        };
        let best = groups(&world, &out).iter().map(gain).fold(f64::NEG_INFINITY, f64::max);
        assert!(near(with.score.total, out.score.total + best), "{} {best}", with.score.total);
    }
}
