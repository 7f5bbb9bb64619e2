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
    let (rule, report) = (world.rules.last().expect("a rule"), plan.rules.last().expect("a report"));
    let said: Vec<&String> = report.broken.iter().map(|broken| &broken.group).collect();
    let by_oracle = groups(&world, &plan);
    let right = plan.groups.iter().zip(&by_oracle).filter(|(_, members)| !holds(&world, rule, members));
    assert_eq!(said, right.map(|(group, _)| &group.id).collect::<Vec<_>>());
    assert!(!report.held && !said.is_empty());
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

#[test]
fn communities_have_the_shares_and_the_mean_of_the_network() {
    let (mut world, groups, mut rng) = scene(58);
    for group in &groups {
        for (at, &m) in group.iter().enumerate() {
            let person = &mut world.people[m];
            person.region = Some([0, 0, 1, 1, 2][at]);
            person.stage = Some(at as u32 % 4);
            person.languages = [vec![0, 1], vec![1], vec![2], vec![], vec![0]][at].clone();
            person.schools = Some(f64::from([10, 40, 80, 150, 220u32][at] + rng.random_range(0..=10u32)));
        }
    }
    for (attribute, tolerance) in [("region", 0.0), ("stage", 0.05), ("languages", 0.1), ("schools", 10.0)] {
        is_kept(world.clone(), &groups, json!({"rule": "balance", "attribute": attribute, "tolerance": tolerance}));
    }
    world.people[groups[0][0]].schools = Some(5000.0);
    is_told_broken(world, json!({"rule": "balance", "attribute": "schools", "tolerance": 20}));
}

#[test]
fn whole_members_can_always_balance_one_attribute_exactly() {
    // A table with whole row sums and column sums can be rounded so that no cell moves by one (Bacharach 1966).
    for seed in 0..6 {
        let mut rng = rng(580 + seed);
        let mut world = World::answered(MEMBERS, &mut rng);
        let values = rng.random_range(2..=6u32);
        for person in &mut world.people {
            person.region = (rng.random_range(0..8u32) > 0).then(|| rng.random_range(0..values));
        }
        let world = world.with_rules(&[json!({"rule": "balance", "attribute": "region", "tolerance": 0})]);
        let plan = solved_with(&world, &form(), &effort());
        assert_eq!(plan.status, Status::Feasible, "{:?}", plan.rules);
        assert!(groups(&world, &plan).iter().all(|group| allowed(&world, group)));
    }
}

#[test]
fn numbers_in_a_community_do_not_differ_too_much() {
    let (mut world, groups, mut rng) = scene(59);
    for (at, group) in groups.iter().enumerate() {
        for (i, &m) in group.iter().enumerate() {
            let spread = rng.random_range(80..=120u32) * (at as u32 + 1).pow(2);
            world.people[m].schools = (i > 0 || at % 2 == 0).then(|| f64::from(spread) / 10.0);
        }
    }
    is_kept(
        world.clone(),
        &groups,
        json!({"rule": "disparity", "attribute": "schools", "measure": "gini", "atMost": 0.15}),
    );
    is_kept(
        world.clone(),
        &groups,
        json!({"rule": "disparity", "attribute": "schools", "measure": "sd", "atMost": 72}),
    );
    world.people.iter_mut().zip(1..).for_each(|(person, at)| person.schools = Some(f64::from(at)));
    is_told_broken(world.clone(), json!({"rule": "disparity", "attribute": "schools", "measure": "sd", "atMost": 0.5}));
    is_told_broken(world, json!({"rule": "disparity", "attribute": "schools", "measure": "gini", "atMost": 0.01}));
}

#[test]
fn some_pairs_of_a_community_know_each_other_and_some_do_not() {
    let (mut world, groups, mut rng) = scene(60);
    for group in &groups {
        for at in 0..group.len() {
            let trust = f64::from(rng.random_range(6..=10u32)) / 10.0;
            world.ties.push(Tie { trust: Some(trust), ..tied(group[at], group[(at + 1) % group.len()]) });
            world.ties.push(Tie { trust: Some(0.2), ..tied(group[at], group[(at + 2) % group.len()]) });
        }
    }
    let band = json!({"rule": "acquainted", "atLeast": 0.4, "atMost": 0.5, "trust": 0.6});
    is_kept(world.clone(), &groups, band);
    is_kept(world.clone(), &groups, json!({"rule": "acquainted", "atLeast": 1}));
    is_told_broken(world.clone(), json!({"rule": "acquainted", "atLeast": 0.5, "trust": 1}));
    (0..MEMBERS).for_each(|b| (0..b).for_each(|a| world.ties.push(tied(a, b))));
    is_told_broken(world, json!({"rule": "acquainted", "atMost": 0.9}));
}

#[test]
fn rules_outlast_the_departure_of_any_one_member() {
    let (mut world, groups, mut rng) = scene(61);
    for (at, group) in groups.iter().enumerate() {
        for (i, &m) in group.iter().enumerate() {
            let person = &mut world.people[m];
            person.roles = if i < 2 { vec!["learner", "lead"] } else { vec!["learner"] };
            person.region = Some(if i == 4 { 9 } else { (at as u32 + i as u32 / 2) % 5 });
            person.languages = [vec![0, 1, 2], vec![0, 3], vec![1, 2], vec![3, 0], vec![2, 4]][i].clone();
            person.stage = Some([0, 0, 0, 0, 1][i]);
            person.utc = Some(at as f64);
            // A ring of trust, in which all know each other.
            world.ties.push(Tie { trust: Some(1.0), ..tied(m, group[(i + 1) % group.len()]) });
            world.ties.push(Tie { trust: Some(0.5), ..tied(m, group[(i + 2) % group.len()]) });
            person.schools = Some(f64::from(at as u32 * 100 + rng.random_range(0..=20u32)));
        }
    }
    let survive = json!({"rule": "survive"});
    let with = |rule: Json| world.clone().with_rules(&[rule]);
    let lasting = [
        json!({"rule": "quota", "attribute": "roles", "value": "lead", "atLeast": 1, "atMost": 3}),
        json!({"rule": "notAlone", "attribute": "region", "value": "r9", "atLeast": 1}),
        json!({"rule": "span", "attribute": "languages", "atLeast": 4}),
        json!({"rule": "share", "attribute": "stage", "core": 0.75}),
        json!({"rule": "familiar", "atLeast": 2}),
        json!({"rule": "acquainted", "atLeast": 0.4, "atMost": 0.5, "trust": 0.9}),
        json!({"rule": "disparity", "attribute": "schools", "measure": "sd", "atMost": 12}),
        json!({"rule": "spread", "attribute": "utc", "atMost": 2}),
        json!({"rule": "together", "members": [id(groups[0][0]), id(groups[0][1])]}),
    ];
    for rule in &lasting {
        is_kept(with(rule.clone()), &groups, survive.clone());
    }
    is_kept(world.clone().with_rules(&lasting[..3]).with_rules(&lasting[4..]), &groups, survive.clone());
    // Six leads can be one in each of six communities, but not two.
    let mut world = with(lasting[0].clone());
    groups.iter().for_each(|group| world.people[group[1]].roles = vec!["learner"]);
    is_told_broken(world.clone(), survive);
    let soft = json!({"rule": "survive", "departures": 1, "penalty": 0.5});
    let plan = solved_with(&world.with_rules(&[soft]), &form(), &effort());
    assert_eq!((plan.status, plan.rules[1].broken.len() as f64 * 0.5), (Status::Feasible, plan.score.penalties));
    assert!(plan.rules[1].broken.iter().all(|broken| broken.text.starts_with("Without ")), "{:?}", plan.rules[1]);
}
