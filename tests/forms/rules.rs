//! Every rule as a hard rule on a network of thirty in which communities that keep it were planted, and on one in
//! which there are none.

use crate::rulebook::{allowed, holds};
use crate::tools::{groups, solved_with};
use crate::world::{Rng, Tie, World, id, rng};
use commonground::plan::Status;
use rand::RngExt;
use serde_json::{Value as Json, json};

const MEMBERS: usize = 30;
const GROUPS: usize = 6;

fn form() -> Json {
    json!({"form": "communities", "size": [4, 6]})
}

fn effort() -> Json {
    json!({"effort": {"iterations": 60_000, "seconds": 600, "seed": 3}})
}

/// Members shuffled into groups of five.
fn planted(rng: &mut Rng) -> Vec<Vec<usize>> {
    let mut members: Vec<usize> = (0..MEMBERS).collect();
    for at in (1..MEMBERS).rev() {
        members.swap(at, rng.random_range(0..=at as u32) as usize);
    }
    members.chunks(MEMBERS / GROUPS).map(<[usize]>::to_vec).collect()
}

/// The rule can be kept, as the planted groups show, and the plan keeps it.
fn is_kept(world: World, planted: &[Vec<usize>], rule: Json) {
    let world = world.with_rules(&[rule]);
    assert!(planted.iter().all(|group| allowed(&world, group)), "planted groups break {:?}", world.rules);
    let plan = solved_with(&world, &form(), &effort());
    assert_eq!(plan.status, Status::Feasible, "{:?}\n{}", plan.rules, world.input(&form(), &effort()));
    assert!(plan.rules.iter().all(|report| report.held && report.broken.is_empty() && report.hard));
    assert!(groups(&world, &plan).iter().all(|group| allowed(&world, group)), "the oracle finds a rule broken");
}

/// The rule cannot be kept, which is an answer: it names the groups in which it is broken and no others.
fn is_told_broken(world: World, rule: Json) {
    let world = world.with_rules(&[rule]);
    let plan = solved_with(&world, &form(), &effort());
    assert_eq!(plan.status, Status::Infeasible);
    let said: Vec<&String> = plan.rules[0].broken.iter().map(|broken| &broken.group).collect();
    let by_oracle = groups(&world, &plan);
    let right = plan.groups.iter().zip(&by_oracle).filter(|(_, members)| !holds(&world, &world.rules[0], members));
    assert_eq!(said, right.map(|(group, _)| &group.id).collect::<Vec<_>>());
    assert!(!plan.rules[0].held && !said.is_empty());
    assert!(
        plan.notes.iter().any(|note| note.contains("No plan was found") || note.contains("No plan can keep")),
        "{:?}",
        plan.notes
    );
}

/// Random answers; what a rule needs is planted on top.
fn scene(seed: u64) -> (World, Vec<Vec<usize>>, Rng) {
    let mut rng = rng(seed);
    let groups = planted(&mut rng);
    let mut world = World::answered(MEMBERS, &mut rng);
    // All know all attributes, so that only what a test takes away is missing.
    for person in &mut world.people {
        person.region = Some(rng.random_range(0..4));
        person.stage = Some(rng.random_range(0..4));
    }
    (world, groups, rng)
}

fn tied(a: usize, b: usize) -> Tie {
    Tie { a, b, ..Tie::default() }
}

#[test]
fn all_of_a_community_share_a_language() {
    let (mut world, groups, _) = scene(41);
    for (at, group) in groups.iter().enumerate() {
        group.iter().for_each(|&m| world.people[m].languages.push(at as u32 + 10));
    }
    is_kept(world.clone(), &groups, json!({"rule": "share", "attribute": "languages"}));
    groups.iter().flatten().for_each(|&m| world.people[m].languages = vec![m as u32]);
    is_told_broken(world, json!({"rule": "share", "attribute": "languages"}));
}

#[test]
fn every_two_of_a_community_share_two_languages() {
    let (mut world, groups, _) = scene(42);
    for group in &groups {
        for (at, &m) in group.iter().enumerate() {
            // Any two of the five lists of three out of four have two in common.
            world.people[m].languages = (0..4).filter(|&l| l != at as u32 % 4).collect();
        }
    }
    is_kept(world.clone(), &groups, json!({"rule": "share", "attribute": "languages", "atLeast": 2, "among": "each"}));
    is_told_broken(world, json!({"rule": "share", "attribute": "languages", "atLeast": 4, "among": "each"}));
}

#[test]
fn a_core_of_a_community_holds_one_value() {
    let (mut world, groups, _) = scene(43);
    for (at, group) in groups.iter().enumerate() {
        group[..3].iter().for_each(|&m| world.people[m].region = Some(at as u32 + 10));
    }
    is_kept(world.clone(), &groups, json!({"rule": "share", "attribute": "region", "core": 0.6}));
    world.people.iter_mut().enumerate().for_each(|(at, person)| person.region = Some(at as u32));
    is_told_broken(world, json!({"rule": "share", "attribute": "region", "core": 0.6}));
}

#[test]
fn several_regions_occur_in_a_community() {
    let (mut world, groups, _) = scene(44);
    for group in &groups {
        group.iter().enumerate().for_each(|(at, &m)| world.people[m].region = Some(at.min(3) as u32));
    }
    is_kept(world.clone(), &groups, json!({"rule": "span", "attribute": "region", "atLeast": 4}));
    is_told_broken(world, json!({"rule": "span", "attribute": "region", "atLeast": 5}));
}

#[test]
fn no_region_is_held_by_too_many() {
    let (mut world, groups, _) = scene(45);
    for group in &groups {
        group.iter().enumerate().for_each(|(at, &m)| world.people[m].region = Some(at as u32 / 2));
    }
    is_kept(world.clone(), &groups, json!({"rule": "cap", "attribute": "region", "atMost": 2}));
    is_told_broken(world, json!({"rule": "cap", "attribute": "region", "atMost": 1}));
}

#[test]
fn a_lead_is_in_every_community_but_not_two() {
    let (mut world, groups, _) = scene(46);
    groups.iter().for_each(|group| world.people[group[0]].roles = vec!["learner", "lead"]);
    let rule = json!({"rule": "quota", "attribute": "roles", "value": "lead", "atLeast": 1, "atMost": 1});
    is_kept(world.clone(), &groups, rule.clone());
    groups[1..].iter().for_each(|group| world.people[group[0]].roles = vec!["learner"]);
    is_told_broken(world, rule);
}

#[test]
fn nobody_is_alone_with_a_value() {
    let (mut world, groups, _) = scene(47);
    for (at, group) in groups.iter().enumerate() {
        group
            .iter()
            .enumerate()
            .for_each(|(i, &m)| world.people[m].region = Some((at + usize::from(i > 2)) as u32 % 7));
    }
    is_kept(world.clone(), &groups, json!({"rule": "notAlone", "attribute": "region"}));
    let rule = json!({"rule": "notAlone", "attribute": "region", "value": "r99"});
    world.people[4].region = Some(99);
    is_told_broken(world, rule);
}

#[test]
fn schools_levels_and_hours_do_not_spread_too_far() {
    let (mut world, groups, mut rng) = scene(48);
    for (at, group) in groups.iter().enumerate() {
        for &m in group {
            let person = &mut world.people[m];
            person.schools = Some(f64::from(at as u32 * 100 + rng.random_range(0..=20u32)));
            person.stage = Some(at as u32 % 3 + rng.random_range(0..2u32));
            // Around midnight too.
            person.utc = Some(f64::from(at as u32 * 4 + rng.random_range(0..=3u32)) - 13.0);
        }
    }
    is_kept(world.clone(), &groups, json!({"rule": "spread", "attribute": "schools", "atMost": 20}));
    is_kept(world.clone(), &groups, json!({"rule": "spread", "attribute": "stage", "atMost": 1}));
    is_kept(world.clone(), &groups, json!({"rule": "spread", "attribute": "utc", "atMost": 3}));
    world.people.iter_mut().enumerate().for_each(|(at, person)| person.utc = Some(at as f64 * 0.8));
    is_told_broken(world, json!({"rule": "spread", "attribute": "utc", "atMost": 0.5}));
}

#[test]
fn any_two_of_a_community_differ() {
    let (mut world, groups, _) = scene(49);
    for group in &groups {
        group.iter().enumerate().for_each(|(at, &m)| world.people[m].region = Some(at as u32));
    }
    is_kept(world.clone(), &groups, json!({"rule": "differ", "attribute": "region"}));
    world.people.iter_mut().for_each(|person| person.region = Some(1));
    is_told_broken(world, json!({"rule": "differ", "attribute": "region"}));
}

#[test]
fn any_two_of_a_community_agree() {
    let (mut world, groups, _) = scene(50);
    for (at, group) in groups.iter().enumerate() {
        group.iter().for_each(|&m| world.people[m].region = Some(at as u32));
    }
    is_kept(world.clone(), &groups, json!({"rule": "match", "attribute": "region"}));
    world.people[7].region = None;
    is_told_broken(world, json!({"rule": "match", "attribute": "region"}));
}

#[test]
fn those_who_belong_together_are_together() {
    let (world, groups, _) = scene(51);
    let four: Vec<String> = groups[2][..4].iter().map(|&m| id(m)).collect();
    is_kept(world, &groups, json!({"rule": "together", "members": four}));
}

#[test]
fn those_who_are_to_be_apart_are_apart() {
    let (world, groups, _) = scene(52);
    let six: Vec<String> = groups.iter().map(|group| id(group[0])).collect();
    is_kept(world.clone(), &groups, json!({"rule": "apart", "members": six}));
    // Sizes of four to six make seven groups at most.
    let eight: Vec<String> = (0..8).map(id).collect();
    is_told_broken(world, json!({"rule": "apart", "members": eight}));
}

#[test]
fn nobody_meets_again() {
    let (mut world, groups, mut rng) = scene(53);
    let group_of = |m: usize| groups.iter().position(|group| group.contains(&m));
    for a in 0..MEMBERS {
        for b in 0..a {
            if group_of(a) != group_of(b) && rng.random_range(0..3u32) == 0 {
                world.ties.push(Tie { met: Some(["2024", "2025"][(a + b) % 2]), ..tied(a, b) });
            }
        }
    }
    is_kept(world.clone(), &groups, json!({"rule": "noRepeat"}));
    is_kept(world.clone(), &groups, json!({"rule": "noRepeat", "met": ["2025"]}));
    (1..MEMBERS).for_each(|b| world.ties.push(Tie { met: Some("2023"), ..tied(0, b) }));
    is_told_broken(world, json!({"rule": "noRepeat", "met": ["2023"]}));
}

#[test]
fn everyone_knows_somebody_of_their_community() {
    let (mut world, groups, mut rng) = scene(54);
    for group in &groups {
        for at in 0..group.len() {
            let trust = f64::from(rng.random_range(6..=10u32)) / 10.0;
            world.ties.push(Tie { trust: Some(trust), ..tied(group[at], group[(at + 1) % group.len()]) });
        }
    }
    is_kept(world.clone(), &groups, json!({"rule": "familiar", "atLeast": 2, "trust": 0.6}));
    is_told_broken(world, json!({"rule": "familiar", "atLeast": 1, "trust": 1}));
}

#[test]
fn those_in_conflict_are_never_together() {
    let (mut world, groups, mut rng) = scene(55);
    let group_of = |m: usize| groups.iter().position(|group| group.contains(&m));
    for _ in 0..80 {
        let (a, b) = (rng.random_range(0..30u32) as usize, rng.random_range(0..30u32) as usize);
        if group_of(a) != group_of(b) {
            world.ties.push(Tie { conflict: true, ..tied(a, b) });
        }
    }
    is_kept(world.clone(), &groups, json!({"rule": "noRepeat"}));
    for b in 1..MEMBERS {
        world.ties.push(Tie { conflict: true, ..tied(0, b) });
    }
    let plan = solved_with(&world, &form(), &effort());
    assert_eq!(plan.status, Status::Infeasible);
    assert!(plan.notes.iter().any(|note| note.contains("in conflict")), "{:?}", plan.notes);
}

#[test]
fn many_rules_at_once_are_kept() {
    let (mut world, groups, _) = scene(56);
    for (at, group) in groups.iter().enumerate() {
        for (i, &m) in group.iter().enumerate() {
            let person = &mut world.people[m];
            person.region = Some(i as u32 % 3);
            person.languages = vec![at as u32 % 3];
            person.roles = if i == 0 { vec!["learner", "lead"] } else { vec!["learner"] };
            person.utc = Some(at as f64);
        }
    }
    let world = world.with_rules(&[
        json!({"rule": "share", "attribute": "languages"}),
        json!({"rule": "span", "attribute": "region", "atLeast": 3}),
        json!({"rule": "quota", "attribute": "roles", "value": "lead", "atLeast": 1}),
        json!({"rule": "together", "members": [id(groups[0][0]), id(groups[0][1])]}),
    ]);
    is_kept(world, &groups, json!({"rule": "spread", "attribute": "utc", "atMost": 3}));
}

#[test]
fn a_soft_rule_costs_its_penalty_in_each_community_that_breaks_it() {
    let (mut world, _, _) = scene(57);
    world.people.iter_mut().for_each(|person| person.region = Some(1));
    let world = world.with_rules(&[json!({"rule": "differ", "attribute": "region", "penalty": 0.75})]);
    let plan = solved_with(&world, &form(), &effort());
    assert_eq!(plan.status, Status::Feasible);
    assert_eq!(plan.score.penalties, 0.75 * plan.groups.len() as f64);
    assert_eq!(plan.rules[0].broken.len(), plan.groups.len());
    assert!(!plan.rules[0].hard && !plan.rules[0].held);
}
