//! The contract's errors: every case of `cases.json` is refused with the code and the path that it says.
//!
//! `tests/wasm/contract.test.mjs` runs the same cases through the WebAssembly module.

use commonground::decode::{self, Value};
use commonground::error::ErrorReport;
use commonground::forms::{Pace, Wanted, alternatives};
use commonground::network::{Member, Network, Role};
use commonground::scenario::Scenario;
use commonground::study::{
    AnswersRun, Asked, FrontierRun, SweepRun, conflicts, drift, pool, programme, report, review, seconds_allowed,
};
use commonground::text::Language;
use commonground::{
    AlternativesInput, AnswersInput, ConflictsInput, DriftInput, Errors, FrontierInput, Input, PoolInput,
    ProgrammeInput, ReportInput, ReviewInput, SweepInput, WhyNotInput, scenario, solve,
};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// The contract's limit.
const MOST_MEMBERS: usize = 20_000;

const CATALOGUE: &str = concat!(
    include_str!("../../src/text/en_errors.rs"),
    include_str!("../../src/text/en_more_rules.rs"),
    include_str!("../../src/text/en_coaching.rs"),
    include_str!("../../src/text/en_panel.rs"),
    include_str!("../../src/text/en_programme.rs"),
    include_str!("../../src/text/en_review.rs"),
    include_str!("../../src/text/en_frontier.rs"),
    include_str!("../../src/text/en_drift.rs"),
    include_str!("../../src/text/en_why_not.rs")
);

/// Codes of inputs that `cases.json` cannot hold.
const ELSEWHERE: [(&str, &str); 3] = [
    ("otherModule", "only the module that a page loads first knows less than all: tests/wasm"),
    ("tooManyMembers", "a network of twenty thousand members is made in the test below"),
    ("notPlain", "JSON text cannot contain itself: tests/wasm"),
];

fn cases() -> Vec<Json> {
    serde_json::from_str(include_str!("cases.json")).expect("cases.json is JSON")
}

fn name(case: &Json) -> &str {
    case["name"].as_str().expect("a name")
}

/// The case's input as it comes in, with NaN where the case wants it.
fn input(case: &Json) -> Result<Value, Errors> {
    if let Some(text) = case["text"].as_str() {
        return decode::parse(text);
    }
    let mut value = decode::parse(&case["input"].to_string())?;
    if let Some(path) = case["nan"].as_str() {
        *place(&mut value, path) = Value::Number(f64::NAN);
    }
    Ok(value)
}

/// The value at a path such as `network.members[0].values.x`.
fn place<'v>(value: &'v mut Value, path: &str) -> &'v mut Value {
    path.split(['.', '[']).fold(value, |at, step| match at {
        Value::Map(entries) => {
            let found = entries.iter_mut().find(|(key, _)| key == step);
            found.map(|(_, inner)| inner).unwrap_or_else(|| panic!("no {step} in {path}"))
        }
        Value::List(items) => &mut items[step.trim_end_matches(']').parse::<usize>().expect("a position")],
        _ => panic!("{path} leads nowhere"),
    })
}

/// What is found wrong with a case's input by the function that the case names, `validate` by default.
fn found(case: &Json) -> Vec<ErrorReport> {
    let refused = input(case).and_then(|value| match case["by"].as_str() {
        Some("sweep") => {
            let SweepInput { network, scenario, sweep, .. } = SweepInput::from_value(&value)?;
            SweepRun::new(&network, &scenario, &sweep).map(|_| ())
        }
        Some("frontier") => {
            let FrontierInput { network, scenario, frontier, .. } = FrontierInput::from_value(&value)?;
            FrontierRun::new(&network, &scenario, &frontier).map(|_| ())
        }
        Some("answers") => {
            let AnswersInput { network, scenario, seeds, within, .. } = AnswersInput::from_value(&value)?;
            AnswersRun::new(&network, &scenario, &Asked { seeds, within }).map(|_| ())
        }
        Some("whyNot") => WhyNotInput::from_value(&value)?.answer().map(|_| ()),
        Some("alternatives") => {
            let AlternativesInput { network, scenario, plan, count, moves, within, .. } =
                AlternativesInput::from_value(&value)?;
            alternatives(&network, &scenario, plan.as_ref(), &Wanted { count, moves, within }).map(|_| ())
        }
        Some("conflicts") => {
            let input = ConflictsInput::from_value(&value)?;
            seconds_allowed(input.seconds)?;
            conflicts(&input.network, &input.scenario, &mut |_| Pace::On).map(|_| ())
        }
        Some("programme") => {
            let input = ProgrammeInput::from_value(&value)?;
            programme(&input.network, &input.steps, &mut |_, _| Pace::On).map(|_| ())
        }
        Some("review") => {
            let ReviewInput { network, scenario, plan, options, .. } = ReviewInput::from_value(&value)?;
            review(&network, &scenario, &plan, &options).map(|_| ())
        }
        Some("report") => {
            let ReportInput { network, scenario, plan, options, .. } = ReportInput::from_value(&value)?;
            report(&network, &scenario, &plan, &options).map(|_| ())
        }
        Some("drift") => {
            let input = DriftInput::from_value(&value)?;
            drift(&input.waves, input.across.as_deref()).map(|_| ())
        }
        Some("pool") => {
            let input = PoolInput::from_value(&value)?;
            pool(&input.network, &input.scenario, &input.pool).map(|_| ())
        }
        Some("solve") => {
            let input = Input::from_value(&value)?;
            scenario::validate(&input.network, &input.scenario)?;
            solve(&input.network, &input.scenario).map(|_| ())
        }
        _ => {
            let input = Input::from_value(&value)?;
            scenario::validate(&input.network, &input.scenario)
        }
    });
    refused.err().map(|errors| errors.report(Language::English)).unwrap_or_default()
}

fn expected(case: &Json) -> Vec<(String, String)> {
    let word = |error: &Json, key: &str| error[key].as_str().expect("a text").to_owned();
    let errors = case["errors"].as_array().expect("a list of errors");
    errors.iter().map(|error| (word(error, "code"), word(error, "path"))).collect()
}

#[test]
fn every_input_is_refused_with_the_code_and_the_path_of_what_is_wrong() {
    let mut wrong = Vec::new();
    for case in cases() {
        let found: Vec<(String, String)> = found(&case).into_iter().map(|error| (error.code, error.path)).collect();
        if found != expected(&case) {
            wrong.push(format!("{}:\n  expected {:?}\n  found    {found:?}", name(&case), expected(&case)));
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn json_text_and_a_value_read_before_are_refused_alike() {
    for case in cases().iter().filter(|case| case["by"].is_null() && case["nan"].is_null()) {
        let text = case["text"].as_str().map_or_else(|| case["input"].to_string(), str::to_owned);
        let by_text = Input::from_json(&text);
        let by_value = input(case).and_then(|value| Input::from_value(&value));
        assert_eq!(by_text, by_value, "{}", name(case));
    }
}

#[test]
fn every_error_says_why_and_what_to_do_in_whole_sentences() {
    // Words of the programmer, not of the coordinator.
    const JARGON: [&str; 10] =
        ["struct", "tuple", "u32", "u64", "f64", "i64", "usize", "enum", "variant", "a value was asked for"];
    for case in cases() {
        for error in found(&case) {
            for sentence in [&error.why, &error.help] {
                let whole = sentence.ends_with('.') && sentence.contains(' ') && !sentence.contains(['{', '}']);
                assert!(whole, "{}: {}: {sentence}", name(&case), error.code);
                let jargon = JARGON.iter().find(|word| sentence.contains(*word));
                assert_eq!(jargon, None, "{}: {sentence}", name(&case));
            }
        }
    }
}

/// The codes of one section of the catalogue, which is one list.
fn section(name: &str) -> Vec<&'static str> {
    let (_, list) = CATALOGUE.split_once(&format!("const {name}:")).expect("a section of the catalogue");
    let (list, _) = list.split_once("\n];").expect("its end");
    list.split("\"error.").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_error_of_an_input_occurs_in_a_case() {
    let told: BTreeSet<String> = cases().iter().flat_map(expected).map(|(code, _)| code).collect();
    let sections = [
        "READING",
        "NETWORK",
        "SCENARIO",
        "RULE",
        "ERRORS",
        "FORM",
        "PANEL",
        "PROGRAMME",
        "WHY_NOT",
        "FRONTIER",
        "DRIFT",
        "FITS",
    ]
    .map(section);
    assert!(sections.iter().all(|codes| codes.len() > 1), "the catalogue's sections were not found");
    let missing: Vec<&str> = sections
        .into_iter()
        .flatten()
        .filter(|code| !told.contains(*code) && !ELSEWHERE.iter().any(|(known, _)| known == code))
        .collect();
    assert!(missing.is_empty(), "no case for {missing:?}");
}

#[test]
fn what_was_refused_is_also_refused_when_a_plan_is_asked_for() {
    for case in cases().iter().filter(|case| case["by"].is_null() && !expected(case).is_empty()) {
        let Ok(input) = input(case).and_then(|value| Input::from_value(&value)) else { continue };
        let refused = solve(&input.network, &input.scenario).expect_err(name(case));
        assert_eq!(refused.report(Language::English), found(case), "{}", name(case));
    }
}

#[test]
fn a_network_of_more_members_than_plans_are_made_for_is_refused() {
    let scenario = |json: &str| decode::from_json::<Scenario>(json).expect("a scenario");
    let learner = |i| Member { id: format!("m{i}"), roles: vec![Role::Learner], ..Member::default() };
    let mut network = Network { members: (0..=MOST_MEMBERS).map(learner).collect(), ..Network::default() };
    let pairs = scenario(r#"{"form":{"form":"pairs"}}"#);
    let errors = scenario::validate(&network, &pairs).expect_err("too many members");
    let report = errors.report(Language::English);
    assert_eq!((report[0].code.as_str(), report[0].path.as_str()), ("tooManyMembers", "network.members"));
    network.members.pop();
    assert_eq!(scenario::validate(&network, &pairs), Ok(()));
}

#[test]
fn a_scenario_written_by_the_library_is_read_back_as_it_was() {
    for case in cases().iter().filter(|case| expected(case).is_empty()) {
        let Ok(first) = input(case).and_then(|value| Input::from_value(&value)) else { continue };
        let written = commonground::canonical_json(&first, false);
        assert_eq!(Input::from_json(&written), Ok(first), "{}", name(case));
    }
}
