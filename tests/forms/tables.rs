//! Tables of an event: the known optima of the social golfer problem, and affinities, ties and rules beside them.

use crate::rulebook::allowed;
use crate::tools::{groups, solved, solved_with};
use crate::world::{Tie, World, id, rng};
use commonground::plan::{Plan, Status};
use rand::RngExt;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

fn form(size: u32, rounds: u32) -> Json {
    json!({"form": "pairs", "size": size, "rounds": rounds})
}

/// How often members meet again, counted here.
fn repeats(world: &World, plan: &Plan) -> u32 {
    let mut times: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    for tie in world.ties.iter().filter(|tie| tie.met.is_some()) {
        times.insert((tie.a.min(tie.b), tie.a.max(tie.b)), 1);
    }
    let mut again = 0;
    for group in groups(world, plan) {
        for (at, &a) in group.iter().enumerate() {
            for &b in &group[at + 1..] {
                let met = times.entry((a.min(b), a.max(b))).or_insert(0);
                again += u32::from(*met > 0);
                *met += 1;
            }
        }
    }
    again
}

#[test]
fn fifteen_at_tables_of_three_meet_everyone_once_in_seven_rounds() {
    let world = World::of(15);
    let plan = solved(&world, &form(3, 7));
    assert_eq!((plan.balance.repeats, repeats(&world, &plan)), (Some(0), 0));
    assert_eq!(plan.groups.len(), 35);
}

#[test]
fn thirty_two_at_tables_of_four_meet_nobody_twice_in_ten_rounds() {
    let world = World::of(32);
    let plan = solved(&world, &form(4, 10));
    assert_eq!((plan.balance.repeats, repeats(&world, &plan)), (Some(0), 0));
    assert_eq!(plan.groups.len(), 80);
}

#[test]
fn one_round_more_than_there_can_be_brings_some_together_again_and_says_that_it_must() {
    let world = World::of(9);
    let plan = solved(&world, &form(3, 5));
    assert_eq!(plan.balance.repeats, Some(repeats(&world, &plan)));
    // After four rounds everyone has met everyone: the fifth repeats nine pairs.
    assert_eq!(plan.balance.repeats, Some(9));
    assert!(plan.notes.iter().any(|note| note.contains("Some have to")), "{:?}", plan.notes);
}

#[test]
fn tables_are_as_even_as_can_be_and_no_larger_than_asked() {
    for (n, size, sizes) in [(17, 4, vec![3, 3, 3, 4, 4]), (10, 4, vec![3, 3, 4]), (7, 9, vec![7]), (5, 4, vec![2, 3])]
    {
        let world = World::of(n);
        let plan = solved(&world, &form(size, 2));
        let mut found: Vec<usize> =
            plan.groups.iter().filter(|group| group.round == Some(1)).map(|group| group.members.len()).collect();
        found.sort_unstable();
        assert_eq!(found, sizes);
    }
}

#[test]
fn one_round_at_tables_is_the_best_division_of_few() {
    let mut rng = rng(61);
    for _ in 0..8 {
        let world = World::scored(6, 0, 99, 1, &mut rng);
        let plan = solved(&world, &form(3, 1));
        let mut best = f64::NEG_INFINITY;
        for b in 1..6 {
            for c in b + 1..6 {
                let one = [0, b, c];
                let other: Vec<usize> = (1..6).filter(|m| !one.contains(m)).collect();
                let sum = |t: &[usize]| {
                    (world.affinity(t[0], t[1]) + world.affinity(t[0], t[2]) + world.affinity(t[1], t[2])) / 2.0
                };
                best = f64::max(best, sum(&one) + sum(&other));
            }
        }
        assert!((plan.score.total - best).abs() < 1e-4, "{} {best}", plan.score.total);
        assert!(plan.score.bound.is_some_and(|bound| bound >= best - 1e-9));
    }
}

#[test]
fn those_who_met_before_meet_again_only_if_they_must() {
    let mut world = World::of(12);
    for a in 0..12 {
        let b = a ^ 1;
        if a < b {
            world.ties.push(Tie { a, b, met: Some("2024"), ..Default::default() });
        }
    }
    let plan = solved(&world, &form(3, 3));
    assert_eq!((plan.balance.repeats, repeats(&world, &plan)), (Some(0), 0));
}

#[test]
fn rules_and_conflicts_hold_at_every_table_of_every_round() {
    let mut rng = rng(62);
    let mut world = World::answered(12, &mut rng);
    for (at, person) in world.people.iter_mut().enumerate() {
        person.region = Some(at as u32 % 3);
    }
    world.ties.push(Tie { a: 0, b: 4, conflict: true, ..Default::default() });
    let rules = [
        json!({"rule": "span", "attribute": "region", "atLeast": 2}),
        json!({"rule": "apart", "members": [id(1), id(5), id(9)]}),
    ];
    let world = world.with_rules(&rules);
    let plan = solved(&world, &form(4, 3));
    assert_eq!(plan.status, Status::Feasible);
    assert!(plan.rules.iter().all(|rule| rule.held));
    for group in groups(&world, &plan) {
        assert!(!(group.contains(&0) && group.contains(&4)), "in conflict");
        assert!([1, 5, 9].iter().filter(|m| group.contains(m)).count() < 2, "to be apart");
    }
}

#[test]
fn the_same_seed_and_moves_give_the_same_tables() {
    let mut rng = rng(63);
    let world = World::answered(20, &mut rng);
    let effort = json!({"effort": {"iterations": 200_000, "seed": 5, "seconds": 600}});
    let first = solved_with(&world, &form(4, 4), &effort);
    assert_eq!(first.groups, solved_with(&world, &form(4, 4), &effort).groups);
}

#[test]
fn every_table_of_every_round_is_balanced_where_half_are_of_each_kind() {
    let mut world = World::of(40);
    for (at, person) in world.people.iter_mut().enumerate() {
        person.region = Some(u32::from(at < 20));
        person.schools = Some(f64::from(at as u32));
        person.roles = vec!["learner"];
    }
    assert_eq!(world.people.iter().filter(|person| person.region == Some(1)).count(), 20);
    let world = world.with_rules(&[json!({"rule": "balance", "attribute": "region", "tolerance": 0.1})]);
    let plan = solved(&world, &form(4, 4));
    assert_eq!((plan.status, plan.balance.repeats), (Status::Feasible, Some(0)));
    for group in groups(&world, &plan) {
        assert_eq!(group.iter().filter(|&&m| world.people[m].region == Some(1)).count(), 2);
    }
}

#[test]
fn the_other_rules_of_groups_hold_at_tables_too() {
    let mut rng = rng(64);
    let mut world = World::of(24);
    for (at, person) in world.people.iter_mut().enumerate() {
        person.schools = Some(f64::from(at as u32 % 6 * 10));
    }
    for a in 0..24 {
        let b = (a + rng.random_range(1..24u32) as usize) % 24;
        world.ties.push(Tie { a, b, trust: Some(0.7), ..Default::default() });
    }
    let rules = [
        json!({"rule": "disparity", "attribute": "schools", "measure": "sd", "atMost": 18}),
        json!({"rule": "disparity", "attribute": "schools", "measure": "gini", "atMost": 0.6}),
        json!({"rule": "acquainted", "atMost": 0.34}),
        json!({"rule": "survive"}),
    ];
    let world = world.with_rules(&rules);
    let plan = solved(&world, &form(4, 3));
    assert_eq!(plan.status, Status::Feasible, "{:?}", plan.rules);
    assert!(groups(&world, &plan).iter().all(|group| allowed(&world, group)));
}
