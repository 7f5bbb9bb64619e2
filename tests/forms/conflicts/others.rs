//! Pairs, tables, coaching and panels; contradictions, demands of the form, and inquiries that are cut short.

use super::{all_sound, asked, input_of, reported, rules_of};
use crate::rulebook::{allowed, holds};
use crate::world::{World, id, rng};
use commonground::Input;
use commonground::forms::{ConflictProof, Pace};
use commonground::study::{ConflictKind, ConflictStatus, RelaxationKind, conflicts};
use rand::RngExt;
use serde_json::json;

/// Every way to pair all members.
fn pairings(members: &[usize]) -> Vec<Vec<[usize; 2]>> {
    let Some((&first, rest)) = members.split_first() else { return vec![Vec::new()] };
    let mut all = Vec::new();
    for at in 0..rest.len() {
        let mut others = rest.to_vec();
        let mate = others.remove(at);
        all.extend(pairings(&others).into_iter().map(|mut pairs| {
            pairs.push([first, mate]);
            pairs
        }));
    }
    all
}

#[test]
fn of_pairs_the_smallest_set_is_that_of_all_subsets_over_all_pairings() {
    let mut found = [0; 5];
    for seed in 0..60 {
        let mut rng = rng(seed);
        let n = 2 * rng.random_range(2..=4u32) as usize;
        let mut world = World::answered(n, &mut rng).tied(2, &mut rng);
        let any = |rng: &mut crate::world::Rng| id(rng.random_range(0..n as u32) as usize);
        let mut rules = vec![
            json!({"rule": "match", "attribute": "stage"}),
            json!({"rule": "differ", "attribute": "region"}),
            json!({"rule": "match", "attribute": "languages"}),
            json!({"rule": "spread", "attribute": "utc", "atMost": 6}),
            json!({"rule": "spread", "attribute": "schools", "atMost": 250}),
            json!({"rule": "noRepeat"}),
            json!({"rule": "span", "attribute": "languages", "atLeast": 3}),
        ];
        for rule in ["apart", "apart", "together"] {
            let (a, b) = (any(&mut rng), any(&mut rng));
            if a != b {
                rules.push(json!({"rule": rule, "members": [a, b]}));
            }
        }
        while rules.len() > 5 {
            rules.remove(rng.random_range(0..rules.len() as u32) as usize);
        }
        world.rules = rules;
        let bare = World { rules: Vec::new(), ..world.clone() };
        let parents = |pair: &[usize; 2]| world.barred(pair[0], pair[1]).1;
        let may = |pairs: &Vec<[usize; 2]>| pairs.iter().all(|pair| allowed(&bare, pair) && !parents(pair));
        let all: Vec<Vec<[usize; 2]>> = pairings(&world.taking_part()).into_iter().filter(may).collect();
        let possible = |set: u32| {
            let kept = |pairs: &Vec<[usize; 2]>| {
                let asked = world.rules.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
                asked.into_iter().all(|(_, rule)| pairs.iter().all(|pair| holds(&world, rule, pair)))
            };
            all.iter().any(kept)
        };
        let fewest = (0..1u32 << world.rules.len()).filter(|&set| !possible(set)).map(u32::count_ones).min();
        let input = input_of(&world, &json!({"form": "pairs"}));
        let report = reported(&input);
        match fewest {
            None => assert_eq!(report.status, ConflictStatus::Feasible, "{}\n{input}", report.text),
            Some(fewest) => {
                assert_eq!(report.status, ConflictStatus::Conflict, "{}\n{input}", report.text);
                let set = rules_of(&report, 0);
                assert_eq!(set.len() as u32, fewest, "{}\n{input}", report.text);
                assert!(!possible(set.iter().fold(0, |mask, at| mask | 1 << at)));
                assert!(report.sets.iter().flat_map(|set| &set.items).all(|item| item.witness.is_some()));
                all_sound(&input, &report);
            }
        }
        found[fewest.unwrap_or(0).min(4) as usize] += 1;
    }
    assert!(found[0] > 3 && found[1] > 3 && found[2] > 3, "{found:?}");
}

#[test]
fn of_coaching_the_rule_that_leaves_a_learner_without_a_coach_is_named() {
    let mut world = World::of(4);
    for (at, person) in world.people.iter_mut().enumerate() {
        person.roles = if at < 2 { vec!["coach"] } else { vec!["learner"] };
        person.capacity = (at < 2).then_some(1);
        person.region = Some(at as u32 % 2);
        person.stage = Some(at as u32 / 2);
    }
    let rules = [json!({"rule": "match", "attribute": "region"}), json!({"rule": "apart", "members": [id(0), id(2)]})];
    let input = input_of(&world.with_rules(&rules), &json!({"form": "coaching"}));
    let report = reported(&input);
    assert_eq!((report.status, rules_of(&report, 0)), (ConflictStatus::Conflict, vec![0, 1]), "{}", report.text);
    assert_eq!(report.sets[0].proof, ConflictProof::Flow);
    assert_eq!(report.sets[0].why[0], "However learners are matched, 1 learner stays with fewer than 1 coach.");
    assert_eq!(report.relaxations.len(), 2, "{}", report.text);
    all_sound(&input, &report);
}

#[test]
fn of_a_panel_the_quotas_that_ask_for_too_many_are_named_with_the_nearest_that_can_be_kept() {
    let mut world = World::of(6);
    for (at, person) in world.people.iter_mut().enumerate() {
        person.region = Some(at as u32 % 3);
        person.stage = Some(at as u32 / 3);
    }
    let quota = |value: &str, least: u32| json!({"attribute": "region", "value": value, "atLeast": least});
    let quotas = [quota("r0", 1), quota("r1", 2), quota("r2", 2)];
    let input = input_of(&world, &json!({"form": "panel", "seats": 3, "quotas": quotas}));
    let report = reported(&input);
    assert_eq!((report.status, rules_of(&report, 0)), (ConflictStatus::Conflict, vec![1, 2]), "{}", report.text);
    assert!(report.sets[0].items.iter().all(|item| item.kind == ConflictKind::Quota));
    all_sound(&input, &report);
}

#[test]
fn rules_that_contradict_each_other_as_they_stand_can_be_asked_of() {
    let rules = [
        json!({"rule": "together", "members": [id(0), id(1)]}),
        json!({"rule": "span", "attribute": "region", "atLeast": 1}),
        json!({"rule": "together", "members": [id(1), id(2)]}),
        json!({"rule": "apart", "members": [id(0), id(2)]}),
    ];
    let mut world = World::of(6).with_rules(&rules);
    world.people.iter_mut().for_each(|person| person.region = Some(0));
    let input = input_of(&world, &json!({"form": "communities", "size": [2, 4]}));
    let report = reported(&input);
    assert_eq!(rules_of(&report, 0), [0, 2, 3]);
    assert_eq!((report.sets[0].proof, report.sets[0].smallest), (ConflictProof::Contradiction, true));
    assert!(report.sets[0].items.iter().all(|item| item.kind == ConflictKind::Rule), "{}", report.text);
    assert_eq!(report.relaxations.len(), 3);
    assert!(
        report.relaxations.iter().all(|change| change.kind == RelaxationKind::Drop && [2, 3].contains(&change.units))
    );
    assert!(report.text.contains("These 3 cannot all hold together, and any 2 of them can: (1)"), "{}", report.text);
    assert!(
        report.text.contains("What to do next: the cheapest change that works is this. Drop this rule:"),
        "{}",
        report.text
    );
    all_sound(&input, &report);
}

#[test]
fn a_demand_of_the_form_that_takes_part_is_named_and_may_change() {
    // Three leads for groups of two or three: a lead in each is possible in three groups at most, of seven members three.
    let mut world = World::of(8);
    world.people[0].roles.push("lead");
    world.people[3].roles.push("lead");
    let rules = [json!({"rule": "quota", "attribute": "roles", "value": "lead", "atLeast": 1})];
    let input = input_of(&world.with_rules(&rules), &json!({"form": "communities", "size": [2, 3]}));
    let report = reported(&input);
    let kinds: Vec<ConflictKind> = report.sets[0].items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [ConflictKind::Rule, ConflictKind::Size]);
    assert_eq!(report.sets[0].proof, ConflictProof::Counting);
    let size = report.relaxations.iter().find(|change| change.kind == RelaxationKind::Size).expect("other sizes");
    assert!(size.text.starts_with("Let groups have 2 to 4 members instead of 2 to 3."), "{}", size.text);
    let loosened =
        report.relaxations.iter().find(|change| change.kind == RelaxationKind::Loosen).expect("another number");
    assert!(loosened.text.starts_with("Allow a community without any member with “"), "{}", loosened.text);
    all_sound(&input, &report);
}

#[test]
fn pins_and_ties_that_cannot_be_kept_with_a_rule_are_named() {
    let mut world = World::of(6).with_rules(&[json!({"rule": "together", "members": [id(0), id(1)]})]);
    world.ties.push(crate::world::Tie { a: 0, b: 1, conflict: true, ..Default::default() });
    let form = json!({"form": "communities", "size": [2, 4]});
    let input = input_of(&world, &form);
    let report = reported(&input);
    let kinds: Vec<ConflictKind> = report.sets[0].items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [ConflictKind::Rule, ConflictKind::Ties], "{}", report.text);
    assert!(report.relaxations.iter().any(|change| change.kind == RelaxationKind::Release), "{}", report.text);
    all_sound(&input, &report);
    world.ties.clear();
    let pins = json!({"pins": [{"member": id(0), "group": "g1"}, {"member": id(1), "group": "g2"}], "effort": {"iterations": 5000}});
    let input = world.input(&form, &pins);
    let report = reported(&input);
    let kinds: Vec<ConflictKind> = report.sets[0].items.iter().map(|item| item.kind).collect();
    assert_eq!(kinds, [ConflictKind::Rule, ConflictKind::Pins], "{}", report.text);
    assert_eq!(report.relaxations.iter().filter(|change| change.kind == RelaxationKind::Release).count(), 2);
    all_sound(&input, &report);
}

#[test]
fn an_inquiry_that_is_cut_short_claims_nothing() {
    let input = super::planting::planted(20, 24).input;
    let read = Input::from_json(&input.to_string()).unwrap_or_else(|errors| panic!("{errors}"));
    let report = conflicts(&read.network, &read.scenario, &mut |_| Pace::Cancelled).expect("a report");
    assert_eq!((report.status, report.sets.len(), report.relaxations.len()), (ConflictStatus::Unproven, 0, 0));
    assert_eq!(report.ended_by, commonground::plan::EndedBy::Cancelled);
    assert!(report.notes[0].starts_with("The search was cut short after 0 tries."), "{:?}", report.notes);
}

#[test]
fn what_is_wrong_besides_contradictions_is_an_error() {
    let rules = [
        json!({"rule": "apart", "members": [id(0), "nobody"]}),
        json!({"rule": "apart", "members": [id(0), id(1)]}),
        json!({"rule": "together", "members": [id(0), id(1)]}),
    ];
    let errors = asked(&input_of(&World::of(4).with_rules(&rules), &json!({"form": "communities", "size": [2, 2]})));
    let codes: Vec<&str> = errors.as_ref().expect_err("an error").iter().map(|error| error.code()).collect();
    assert_eq!(codes, ["unknownMember"]);
}
