//! What is said of conflicts, for a reader who has not seen the input.

use super::{all_sound, input_of, reported};
use crate::world::{World, id};
use serde_json::{Value as Json, json};

/// Eight members in three regions, of which two speak no common language.
fn world() -> World {
    let mut world = World::of(8);
    for (at, person) in world.people.iter_mut().enumerate() {
        person.region = Some(at as u32 % 3);
        person.stage = Some(at as u32 / 4);
    }
    world
}

/// The sentences of all changes that mend one rule in groups of four.
fn changes(rule: &Json) -> Vec<String> {
    let input =
        input_of(&world().with_rules(std::slice::from_ref(rule)), &json!({"form": "communities", "size": [4, 4]}));
    let report = reported(&input);
    all_sound(&input, &report);
    report.relaxations.into_iter().map(|change| change.text).collect()
}

fn says(rule: &Json, wanted: &str) {
    let all = changes(rule);
    assert!(all.iter().any(|text| text.starts_with(wanted)), "{rule}: {all:?}");
}

#[test]
fn a_change_of_a_number_says_what_to_allow_or_to_ask_for() {
    says(
        &json!({"rule": "cap", "attribute": "region", "atMost": 1}),
        "Allow 2 instead of 1 member with the same value of “region” in a community.",
    );
    says(
        &json!({"rule": "span", "attribute": "region", "atLeast": 4}),
        "Ask only for 3 instead of 4 different values of “region” in a community.",
    );
    says(
        &json!({"rule": "quota", "attribute": "region", "value": "r0", "atLeast": 2}),
        "Ask only for 1 instead of 2 members with “region”: r0 in a community.",
    );
    says(
        &json!({"rule": "quota", "attribute": "region", "value": "r0", "atMost": 1}),
        "Allow 2 instead of 1 member with “region”: r0 in a community.",
    );
}

#[test]
fn what_cannot_be_filled_without_any_rule_says_what_to_change_in_its_own_form() {
    let mut world = World::of(4);
    for (at, person) in world.people.iter_mut().enumerate() {
        person.roles = if at == 0 { vec!["coach"] } else { vec!["learner"] };
        person.capacity = (at == 0).then_some(1);
    }
    let report = reported(&input_of(&world, &json!({"form": "coaching"})));
    assert!(
        report.text.ends_with("What to do next: ask for fewer coaches for each learner, let coaches take more learners, or find more coaches."),
        "{}",
        report.text
    );
}

#[test]
fn long_lists_of_members_are_cut_and_two_rules_are_told_apart() {
    let all: Vec<String> = (0..8).map(id).collect();
    let rules = [json!({"rule": "together", "members": all}), json!({"rule": "apart", "members": [id(0), id(1)]})];
    let report = reported(&input_of(&world().with_rules(&rules), &json!({"form": "communities", "size": [2, 8]})));
    assert!(
        report.text.starts_with("These 2 cannot hold together, and each can be kept without the other: (1)"),
        "{}",
        report.text
    );
    assert!(report.text.contains(" and 3 more are in one community."), "{}", report.text);
}
