//! The command line: exit codes, what is written where, and how commands fit together.

use serde_json::{Value as Json, json};
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// What a run of the command came to.
struct Outcome {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Outcome {
    fn json(&self) -> Json {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}\n{}", self.out, self.err))
    }
}

fn run(args: &[&str], input: &str) -> Outcome {
    let mut child = Command::new(env!("CARGO_BIN_EXE_commonground"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    // A command that refuses its arguments ends without reading.
    let _ = child.stdin.take().expect("an input").write_all(input.as_bytes());
    let output = child.wait_with_output().expect("the command ends");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Outcome { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

fn sample(name: &str) -> String {
    format!("{}/samples/{name}", env!("CARGO_MANIFEST_DIR"))
}

/// A file of its own for one test.
fn file(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, text).expect("a file can be written");
    path.to_str().expect("a path").to_owned()
}

fn four(scenario: Json) -> String {
    let members: Vec<Json> = ["a", "b", "c", "d"].iter().map(|id| json!({"id": id})).collect();
    json!({"network": {"members": members}, "scenario": scenario}).to_string()
}

fn pairs() -> String {
    four(json!({"form": {"form": "pairs"}}))
}

fn infeasible() -> String {
    let rules = json!([{"rule": "apart", "members": ["a", "b", "c"]}]);
    four(json!({"form": {"form": "communities", "size": [2, 2]}, "rules": rules, "effort": {"iterations": 2000}}))
}

const SHORT: [&str; 4] = ["--iterations", "20000", "--seconds", "600"];

#[test]
fn a_sample_is_solved_with_exit_code_0_and_its_plan_passes_the_check() {
    let name = sample("education-24.json");
    let solved = run(&[&["solve", name.as_str()][..], &SHORT].concat(), "");
    assert_eq!((solved.code, solved.err.as_str()), (Some(0), ""));
    assert_eq!(solved.json()["effort"]["iterations"], 20000);
    let plan = file("education-24.plan.json", &solved.out);
    let checked = run(&["check", &name, &plan], "");
    assert_eq!((checked.code, checked.json()["ok"].as_bool()), (Some(0), Some(true)));
}

#[test]
fn output_is_one_line_unless_it_is_to_be_pretty() {
    let plain = run(&["solve", "-"], &pairs());
    assert_eq!(plain.out.matches('\n').count(), 1);
    assert!(plain.out.ends_with("}\n"));
    let pretty = run(&["solve", "-", "--pretty"], &pairs());
    assert!(pretty.out.starts_with("{\n  \"form\": \"pairs\",\n"), "{}", pretty.out);
    assert_eq!(plain.json(), pretty.json());
}

#[test]
fn output_can_go_to_a_file() {
    let path = file("plan.json", "");
    let written = run(&["solve", "-", "-o", &path], &pairs());
    assert_eq!((written.code, written.out.as_str()), (Some(0), ""));
    let text = std::fs::read_to_string(&path).expect("a file");
    assert_eq!(text, run(&["solve", "-"], &pairs()).out);
    let nowhere = run(&["solve", "-", "--output", "/no/such/folder/plan.json"], &pairs());
    assert_eq!(nowhere.code, Some(2));
    assert!(nowhere.err.starts_with("error[file]: cannot write"), "{}", nowhere.err);
}

#[test]
fn bad_input_has_exit_code_2_and_its_reasons_on_standard_error() {
    let bad = four(json!({"form": {"form": "pairs", "rounds": 9}, "mix": 3}));
    for command in ["solve", "sweep"] {
        let outcome = run(&[command, "-"], &bad);
        assert_eq!((outcome.code, outcome.out.as_str()), (Some(2), ""), "{command}");
        for place in ["error[notAShare] at scenario.mix: ", "error[tooManyRounds] at scenario.form.rounds: "] {
            assert!(outcome.err.contains(place), "{command}: {}", outcome.err);
        }
        assert_eq!(outcome.err.matches("\n  help: ").count(), 2);
    }
    let outcome = run(&["solve", "-"], "{\"network\": [");
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.err.starts_with("error[notJson] at input: "), "{}", outcome.err);
}

#[test]
fn a_file_that_cannot_be_read_has_exit_code_2() {
    for command in ["solve", "check", "sweep", "frontier", "answers", "import"] {
        let outcome = run(&[command, "/no/such/file.json"], "");
        assert_eq!(outcome.code, Some(2), "{command}");
        assert!(outcome.err.starts_with("error[file]: cannot read /no/such/file.json"), "{}", outcome.err);
    }
    let binary = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("binary.json");
    std::fs::write(&binary, [0xff, 0xfe, 0x00]).expect("a file can be written");
    let outcome = run(&["solve", binary.to_str().expect("a path")], "");
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.err.contains("commonground import"), "{}", outcome.err);
}

#[test]
fn arguments_that_make_no_sense_have_exit_code_2() {
    for args in [&["solve"][..], &["form", "-"], &["sweep", "-", "--size", "four"], &["solve", "-", "--seed", "-1"]] {
        let outcome = run(args, &pairs());
        assert_eq!((outcome.code, outcome.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(!outcome.err.is_empty());
    }
}

#[test]
fn a_plan_that_breaks_hard_rules_is_written_with_exit_code_3() {
    let outcome = run(&["solve", "-"], &infeasible());
    assert_eq!((outcome.code, outcome.json()["status"].as_str()), (Some(3), Some("infeasible")));
    assert_eq!(outcome.err, "");
    let swept = run(&["sweep", "-", "--mix", "0", "--mix", "1"], &infeasible());
    assert_eq!((swept.code, swept.json()["points"].as_array().map(Vec::len)), (Some(3), Some(2)));
}

#[test]
fn a_plan_that_fails_its_check_has_exit_code_1() {
    let mut input: Json = serde_json::from_str(&pairs()).expect("JSON");
    let plan = run(&["solve", "-"], &pairs()).json();
    input["plan"] = plan;
    assert_eq!(run(&["check", "-"], &input.to_string()).code, Some(0));
    input["plan"]["score"]["total"] = json!(5);
    input["plan"]["groups"][0]["members"][0] = json!("zoe");
    let outcome = run(&["check", "-"], &input.to_string());
    assert_eq!((outcome.code, outcome.json()["ok"].as_bool()), (Some(1), Some(false)));
    assert!(outcome.err.contains("error[unknownMember] at plan.groups[0].members[0]: "), "{}", outcome.err);
    // Broken rules make a plan fail its check, though solving called that an answer.
    let broken = run(&["solve", "-"], &infeasible());
    let (input, plan) = (file("infeasible.json", &infeasible()), file("infeasible.plan.json", &broken.out));
    let outcome = run(&["check", &input, &plan], "");
    assert_eq!(outcome.code, Some(1));
    assert!(outcome.err.contains("error[brokenRule] at scenario.rules[0]: "), "{}", outcome.err);
}

#[test]
fn a_check_without_a_plan_is_bad_input() {
    let outcome = run(&["check", "-"], &pairs());
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.err.starts_with("error[missingKey] at input: "), "{}", outcome.err);
}

#[test]
fn a_table_is_imported_and_what_comes_out_can_be_solved_as_it_is() {
    let imported = run(&["import", &sample("education-24.csv")], "");
    assert_eq!(imported.code, Some(0), "{}", imported.err);
    assert!(imported.json()["report"]["columns"].as_array().is_some_and(|columns| columns.len() > 3));
    let solved = run(&[&["solve", "-"][..], &SHORT].concat(), &imported.out);
    assert_eq!(solved.code, Some(0), "{}", solved.err);
    let from_input = run(&["import", "-"], &std::fs::read_to_string(sample("education-24.csv")).expect("a table"));
    assert_eq!(from_input.out, imported.out);
}

#[test]
fn the_options_of_an_import_are_read_strictly() {
    let table = "Name,Stage\nAna,pilot\nBen,scaling\nChi,pilot\n";
    let told = file("options.json", r#"{"columns":{"Stage":{"as":"ignore"}}}"#);
    let outcome = run(&["import", "-", "--options", &told], table);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    assert_eq!(outcome.json()["report"]["columns"][1]["as"], "ignore");
    let wrong = file("wrong-options.json", r#"{"colums":{}}"#);
    let outcome = run(&["import", "-", "--options", &wrong], table);
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.err.starts_with("error[unknownKey] at colums: "), "{}", outcome.err);
}

#[test]
fn flags_overrule_the_effort_of_the_scenario() {
    let input = four(json!({"form": {"form": "communities", "size": [2, 2]}, "effort": {"seconds": 9, "seed": 3}}));
    let outcome = run(&["solve", "-", "--seconds", "2.5", "--seed", "11"], &input);
    assert_eq!(outcome.json()["effort"]["seed"], 11);
    assert_eq!(outcome.json()["effort"]["seconds"], 2.5);
    let outcome = run(&["solve", "-", "--seconds", "0"], &input);
    assert_eq!(outcome.code, Some(2));
    assert!(outcome.err.contains("error[secondsOutOfRange] at scenario.effort.seconds"), "{}", outcome.err);
}

#[test]
fn a_sweep_takes_its_sizes_and_mixes_from_the_options_or_from_the_file() {
    let plain = four(json!({"form": {"form": "communities", "size": [2, 2]}}));
    let outcome = run(&["sweep", "-", "--size", "2", "--size", "1-4", "--mix", "0", "--mix", "1"], &plain);
    assert_eq!(outcome.code, Some(0), "{}", outcome.err);
    let result = outcome.json();
    let points = result["points"].as_array().expect("points");
    let asked: Vec<(Json, f64)> = points.iter().map(|p| (p["size"].clone(), p["mix"].as_f64().unwrap())).collect();
    let wanted = [([2, 2], 0.0), ([2, 2], 1.0), ([1, 4], 0.0), ([1, 4], 1.0)].map(|(s, m)| (json!(s), m));
    assert_eq!(asked, wanted);
    let mut with_sweep: Json = serde_json::from_str(&plain).expect("JSON");
    with_sweep["sweep"] = json!({"sizes": [[2, 2], [1, 4]], "mixes": [0, 1]});
    assert_eq!(run(&["sweep", "-"], &with_sweep.to_string()).out, outcome.out);
    let refused = run(&["sweep", "-", "--size", "3"], &plain);
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.starts_with("error[sizesDoNotAddUp] at sweep.sizes[0]: "), "{}", refused.err);
}

#[test]
fn the_schema_names_every_input_and_output() {
    let outcome = run(&["schema"], "");
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    let schema = outcome.json();
    let names = [
        "ImportResult",
        "ImportOptions",
        "Input",
        "SweepInput",
        "FrontierInput",
        "FrontierResult",
        "AnswersInput",
        "Answers",
        "CheckInput",
        "AlternativesInput",
        "Alternatives",
        "ConflictsInput",
        "ConflictReport",
        "ProgrammeInput",
        "Programme",
        "ReportInput",
        "ReviewInput",
        "Review",
        "WhyNotInput",
        "WhyNotThere",
        "WhyNot",
        "OutcomesInput",
        "Outcome",
        "Outcomes",
        "Plan",
        "SweepResult",
        "CheckReport",
        "ErrorReport",
        "Progress",
        "SweepProgress",
    ];
    for name in names {
        assert_eq!(schema[name]["type"], "object", "{name}");
    }
    assert_eq!(schema.as_object().map(|all| all.len()), Some(names.len()));
    let text = outcome.out;
    for word in ["perMember", "sitOut", "noRepeat", "sameParent", "atLeast"] {
        assert!(text.contains(&format!("\"{word}\"")), "the schema does not mention {word}");
    }
}

#[test]
fn a_schema_describes_no_key_that_is_not_read() {
    let schema = run(&["schema"], "").json();
    assert_eq!(
        schema["Input"]["properties"].as_object().map(|keys| keys.keys().cloned().collect::<Vec<_>>()),
        Some(vec!["network".to_owned(), "scenario".to_owned()])
    );
    assert_eq!(schema["Input"]["additionalProperties"], false);
}

#[test]
fn why_two_are_not_paired_is_answered_in_a_sentence() {
    let outcome = run(&["why-not", "-", "a", "c"], &pairs());
    assert_eq!((outcome.code, outcome.err.as_str()), (Some(0), ""));
    let answer = outcome.json();
    assert_eq!(answer["members"], serde_json::json!(["a", "c"]));
    assert!(answer["text"].as_str().is_some_and(|text| text.ends_with('.')), "{answer}");
    let refused = run(&["why-not", "-", "a", "x"], &pairs());
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("error[unknownMember] at members[1]"), "{}", refused.err);
}

#[test]
fn a_plan_is_reviewed_beside_its_network_or_within_one_file() {
    let plan = run(&["solve", "-"], &pairs());
    let mut input: Json = serde_json::from_str(&pairs()).expect("JSON");
    let path = file("review.plan.json", &plan.out);
    let beside = run(&["review", "-", &path, "--departure", "0.5", "--wished", "0.2"], &pairs());
    assert_eq!((beside.code, beside.err.as_str()), (Some(0), ""));
    assert_eq!(beside.json()["resilience"]["groups"][0]["chance"], 0.25);
    input["plan"] = plan.json();
    input["options"] = json!({"departure": 0.5, "wished": 0.9});
    let within = run(&["review", "-", "--wished", "0.2"], &input.to_string());
    assert_eq!(within.out, beside.out);
    let refused = run(&["review", "-", &path, "--token", "gender"], &pairs());
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("error[unknownAttribute] at options.tokens[0]"), "{}", refused.err);
    input["plan"]["groups"][0]["members"][0] = json!("x");
    let unfit = run(&["review", "-"], &input.to_string());
    assert!(unfit.err.contains("error[unknownMember] at plan.groups[0].members[0]"), "{}", unfit.err);
}

#[test]
fn a_plan_is_reported_beside_its_network_or_within_one_file_in_either_format() {
    let plan = run(&["solve", "-"], &pairs());
    let mut input: Json = serde_json::from_str(&pairs()).expect("JSON");
    let path = file("report.plan.json", &plan.out);
    let beside = run(&["report", "-", &path, "--markdown", "--title", "Ours", "--date", "1 May"], &pairs());
    assert_eq!((beside.code, beside.err.as_str()), (Some(0), ""));
    assert!(beside.out.starts_with("# Ours\n\n1 May\n\n"), "{}", beside.out);
    input["plan"] = plan.json();
    input["options"] = json!({"format": "markdown", "title": "Theirs", "date": "1 May"});
    assert_eq!(run(&["report", "-", "--title", "Ours"], &input.to_string()).out, beside.out);
    let page = run(&["report", "-", "--html"], &input.to_string());
    assert!(page.out.starts_with("<!DOCTYPE html>\n") && page.out.contains("<h1>Theirs</h1>"), "{}", page.out);
    assert_eq!(run(&["report", "-", &path, "--title", "Theirs", "--date", "1 May"], &pairs()).out, page.out);
    let written = file("report.html", "");
    let outcome = run(&["report", "-", "--html", "-o", &written], &input.to_string());
    assert_eq!((outcome.code, outcome.out.as_str()), (Some(0), ""));
    assert_eq!(std::fs::read_to_string(written).expect("a page"), page.out);
    input["options"] = json!({"review": {"across": "gender"}});
    let refused = run(&["report", "-"], &input.to_string());
    assert_eq!(refused.code, Some(2));
    assert!(refused.err.contains("error[unknownAttribute] at options.review.across"), "{}", refused.err);
    assert_eq!(run(&["report", "-", "--html", "--markdown"], &pairs()).code, Some(2));
}

#[test]
fn help_and_version_are_answered() {
    let help = run(&["--help"], "");
    assert_eq!(help.code, Some(0));
    for word in ["solve", "check", "sweep", "import", "schema", "Exit codes"] {
        assert!(help.out.contains(word), "{word}: {}", help.out);
    }
    assert!(run(&["--version"], "").out.starts_with("commonground "));
}

#[test]
fn no_progress_is_written_where_nobody_watches() {
    let outcome = run(&[&["solve", sample("programme-120.json").as_str()][..], &SHORT].concat(), "");
    assert_eq!(outcome.err, "");
}
