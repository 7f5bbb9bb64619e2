//! Conflicts of hard rules: sets against every subset of few rules over every division of few members, conflicts planted in
//! larger networks, and changes that must work once they are made.

mod others;
mod planted;
mod planting;
mod small;
mod words;

use crate::world::World;
use commonground::forms::Pace;
use commonground::plan::{Plan, Status, check};
use commonground::study::{ConflictReport, InputChange, conflicts};
use commonground::{Errors, Input};
use serde_json::{Value as Json, json};

pub fn asked(input: &Json) -> Result<ConflictReport, Errors> {
    let input = Input::from_json(&input.to_string()).unwrap_or_else(|errors| panic!("{errors}"));
    conflicts(&input.network, &input.scenario, &mut |_| Pace::On)
}

pub fn reported(input: &Json) -> ConflictReport {
    asked(input).unwrap_or_else(|errors| panic!("{errors}\n{input}"))
}

/// Few moves are enough for few members.
pub fn short() -> Json {
    json!({"effort": {"iterations": 20_000, "seconds": 600, "seed": 5}})
}

pub fn input_of(world: &World, form: &Json) -> Json {
    world.input(form, &short())
}

/// The rules of a set, by position.
pub fn rules_of(report: &ConflictReport, set: usize) -> Vec<usize> {
    report.sets[set].items.iter().filter_map(|item| item.rule).collect()
}

/// The input with changes made, by nothing but their paths and values.
pub fn changed(input: &Json, changes: &[InputChange]) -> Json {
    let mut input = input.clone();
    for change in changes {
        let (outer, last) = parted(&change.path);
        let place = outer.iter().fold(&mut input, |at, step| match step.parse::<usize>() {
            Ok(position) => &mut at[position],
            Err(_) => &mut at[step.as_str()],
        });
        let value = change.value.as_ref().map(|value| serde_json::to_value(value).expect("JSON"));
        match (value, last.parse::<usize>()) {
            (Some(value), Ok(position)) => place[position] = value,
            (Some(value), Err(_)) => place[last.as_str()] = value,
            (None, Ok(position)) => drop(place.as_array_mut().expect("a list").remove(position)),
            (None, Err(_)) => drop(place.as_object_mut().expect("an object").remove(last.as_str())),
        }
    }
    input
}

fn parted(path: &str) -> (Vec<String>, String) {
    let mut steps: Vec<String> = path
        .split(['.', '['])
        .map(|step| step.trim_end_matches(']').to_owned())
        .filter(|step| !step.is_empty())
        .collect();
    let last = steps.pop().expect("a path");
    (steps, last)
}

/// A plan that keeps every hard rule of an input and places everyone.
pub fn sound(input: &Json, plan: &Plan) {
    let read = Input::from_json(&input.to_string()).unwrap_or_else(|errors| panic!("{errors}\n{input}"));
    let report = check(&read.network, &read.scenario, plan).unwrap_or_else(|errors| panic!("{errors}\n{input}"));
    assert!(report.ok, "{:?}\n{input}", report.errors);
    assert_eq!(plan.status, Status::Feasible);
    assert!(report.rules.iter().all(|rule| !rule.hard || rule.held), "{input}");
}

/// What a reader who knows no field names cannot make sense of.
const JARGON: [&str; 8] = ["atLeast", "atMost", "tolerance", "core”", " unit", "perTheme", "onlyChosen", "{"];

/// Every witness and every change of a report, tried, and every sentence in the reader's words.
pub fn all_sound(input: &Json, report: &ConflictReport) {
    let sets = report.sets.iter().map(|set| &set.text);
    let all =
        sets.chain(report.relaxations.iter().map(|change| &change.text)).chain(&report.notes).chain([&report.text]);
    for text in all {
        assert!(JARGON.iter().all(|word| !text.contains(word)), "{text}");
    }
    for item in report.sets.iter().flat_map(|set| &set.items) {
        let Some(witness) = &item.witness else { continue };
        sound(&changed(input, &witness.changes), &witness.plan);
    }
    assert!(report.text.ends_with(&report.next));
    for relaxation in &report.relaxations {
        assert!(relaxation.text.starts_with(&relaxation.change));
        sound(&changed(input, &relaxation.changes), &relaxation.plan);
    }
}
