//! Few members and rules, against every division and every subset of the rules.

use super::{all_sound, input_of, reported, rules_of};
use crate::partitions::{Ask, divisions};
use crate::rulebook::holds;
use crate::world::{Rng, World, id, rng};
use commonground::study::ConflictStatus;
use rand::RngExt;
use serde_json::{Value as Json, json};

/// Hard rules of every kind but `survive`, which depends on the others.
fn all_rules(n: usize, rng: &mut Rng) -> Vec<Json> {
    let two = |rng: &mut Rng| {
        let a = rng.random_range(0..n as u32) as usize;
        let b = (a + 1 + rng.random_range(0..n as u32 - 1) as usize) % n;
        vec![id(a), id(b)]
    };
    let attributes = ["region", "languages", "stage"];
    let attribute = attributes[rng.random_range(0..3u32) as usize];
    let few = rng.random_range(1..=2u32);
    vec![
        json!({"rule": "together", "members": two(rng)}),
        json!({"rule": "together", "members": two(rng)}),
        json!({"rule": "apart", "members": two(rng)}),
        json!({"rule": "apart", "members": two(rng)}),
        json!({"rule": "share", "attribute": "languages"}),
        json!({"rule": "share", "attribute": attribute, "core": 0.6}),
        json!({"rule": "span", "attribute": attribute, "atLeast": few + 1}),
        json!({"rule": "cap", "attribute": attribute, "atMost": few}),
        json!({"rule": "quota", "attribute": "region", "value": "r0", "atLeast": 1}),
        json!({"rule": "quota", "attribute": "region", "value": "r1", "atMost": 1}),
        json!({"rule": "quota", "attribute": "stage", "value": "pilot", "atLeast": few}),
        json!({"rule": "notAlone", "attribute": attribute}),
        json!({"rule": "notAlone", "attribute": "region", "value": "r1"}),
        json!({"rule": "spread", "attribute": "stage", "atMost": few}),
        json!({"rule": "spread", "attribute": "schools", "atMost": 250}),
        json!({"rule": "spread", "attribute": "utc", "atMost": 8}),
        json!({"rule": "differ", "attribute": attribute}),
        json!({"rule": "match", "attribute": attribute}),
        json!({"rule": "noRepeat"}),
        json!({"rule": "familiar", "atLeast": 1}),
        json!({"rule": "balance", "attribute": "region", "tolerance": 0.1}),
        json!({"rule": "balance", "attribute": "schools", "tolerance": 80}),
        json!({"rule": "disparity", "attribute": "schools", "measure": "sd", "atMost": 100}),
        json!({"rule": "acquainted", "atLeast": 0.3}),
    ]
}

/// For every division that ties allow, the rules that it keeps, as a mask.
fn kept(world: &World, ask: &Ask) -> Vec<u32> {
    let members = world.taking_part();
    let conflict = |group: &Vec<usize>| group.iter().any(|&a| group.iter().any(|&b| a != b && world.barred(a, b).0));
    let divided = divisions(&members, ask);
    let allowed = divided.iter().filter(|groups| !groups.iter().any(conflict));
    let mask = |groups: &Vec<Vec<usize>>| {
        let keeps = |rule: &Json| groups.iter().all(|group| holds(world, rule, group));
        world.rules.iter().enumerate().filter(|(_, rule)| keeps(rule)).fold(0, |mask, (at, _)| mask | 1 << at)
    };
    allowed.map(mask).collect()
}

fn possible(kept: &[u32], rules: u32) -> bool {
    kept.iter().any(|kept| kept & rules == rules)
}

/// How many rules the smallest set has that no division keeps.
fn fewest(kept: &[u32], rules: u32) -> u32 {
    (0..1u32 << rules).filter(|&set| !possible(kept, set)).map(u32::count_ones).min().expect("a conflict")
}

#[test]
fn the_smallest_set_is_that_of_all_subsets_over_all_divisions() {
    let (mut feasible, mut found) = (0, [0; 6]);
    for seed in 0..40 {
        let mut rng = rng(seed);
        let n = rng.random_range(6..=8u32) as usize;
        let mut world = World::answered(n, &mut rng).tied(n / 2, &mut rng);
        (world.people[0].region, world.people[1].region) = (Some(0), Some(1));
        let size = [[2, 3], [3, 4], [2, 4], [1, 4]][rng.random_range(0..4u32) as usize];
        if (n.div_ceil(size[1])..=n / size[0]).next().is_none() {
            continue;
        }
        let ask = Ask::new(size, "perMember");
        let mut rules = all_rules(n, &mut rng);
        // Most rules that cannot hold by themselves are left out, so that sets of several rules are met.
        let alone = |rule: &Json| {
            let world = World { rules: vec![rule.clone()], ..world.clone() };
            !possible(&kept(&world, &ask), 1)
        };
        let alone: Vec<bool> = rules.iter().map(alone).collect();
        let mut at = 0;
        rules.retain(|_| {
            at += 1;
            !alone[at - 1] || rng.random_range(0..8u32) == 0
        });
        let count = rng.random_range(4..=9u32) as usize;
        while rules.len() > count {
            rules.remove(rng.random_range(0..rules.len() as u32) as usize);
        }
        world = world.with_rules(&rules);
        let kept = kept(&world, &ask);
        let input = input_of(&world, &ask.form());
        let report = reported(&input);
        if possible(&kept, (1 << rules.len()) - 1) {
            assert_eq!(report.status, ConflictStatus::Feasible, "{}\n{input}", report.text);
            feasible += 1;
            continue;
        }
        assert_eq!(report.status, ConflictStatus::Conflict, "{}\n{input}", report.text);
        let set = rules_of(&report, 0);
        let mask = set.iter().fold(0, |mask, at| mask | 1 << at);
        assert!(!possible(&kept, mask), "{set:?} can hold\n{input}");
        assert_eq!(set.len() as u32, fewest(&kept, rules.len() as u32), "{set:?}\n{input}");
        assert!(report.sets[0].smallest);
        found[set.len().min(5)] += 1;
        for set in &report.sets {
            let mask = set.items.iter().filter_map(|item| item.rule).fold(0, |mask, at| mask | 1 << at);
            assert!(!possible(&kept, mask), "{}\n{input}", set.text);
            assert!(set.items.iter().all(|item| item.witness.is_some()), "{}\n{input}", set.text);
        }
        all_sound(&input, &report);
    }
    assert!(feasible > 1 && found[1] > 3 && found[2] > 3 && found[3] + found[4] > 0, "{feasible} {found:?}");
}
