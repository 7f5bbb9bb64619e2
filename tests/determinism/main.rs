//! The same input gives the same bytes, however it is stepped, written down or named.

use commonground::forms::{Pace, Progress, Run, solve_while};
use commonground::plan::{EndedBy, Plan, check};
use commonground::study::{Sweep, sweep};
use commonground::{Input, canonical_json, solve};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use serde_json::{Value as Json, json};

const SAMPLES: [&str; 2] =
    [include_str!("../../samples/education-24.json"), include_str!("../../samples/programme-120.json")];

fn read(input: &Json) -> Input {
    Input::from_json(&input.to_string()).unwrap_or_else(|errors| panic!("{errors}"))
}

fn plan(input: &Json) -> Plan {
    let input = read(input);
    solve(&input.network, &input.scenario).unwrap_or_else(|errors| panic!("{errors}"))
}

fn bytes(input: &Json) -> String {
    canonical_json(&plan(input), false)
}

fn sample(at: usize, iterations: u64) -> Json {
    let mut sample: Json = serde_json::from_str(SAMPLES[at]).expect("JSON");
    sample["scenario"]["effort"] = json!({"iterations": iterations, "seconds": 600, "seed": 7});
    sample
}

/// A sample in every form, and with everything that communities can be asked for.
fn inputs() -> Vec<(&'static str, Json)> {
    let mut inputs = Vec::new();
    let forms = [
        ("pairs", json!({"form": "pairs", "rounds": 2, "odd": "sitOut"})),
        ("the lowest pair", json!({"form": "pairs", "objective": "worst"})),
        ("the lowest pair in rounds", json!({"form": "pairs", "objective": "worst", "rounds": 2})),
        ("stable pairs", json!({"form": "pairs", "objective": "stable"})),
        ("tables", json!({"form": "pairs", "size": 4, "rounds": 3})),
        ("coaching", json!({"form": "coaching", "perLearner": [1, 2]})),
        ("communities", json!({"form": "communities", "size": [5, 7], "themes": true})),
        ("total", json!({"form": "communities", "size": [4, 6], "objective": "total"})),
        ("worst", json!({"form": "communities", "size": [5, 8], "objective": "worst"})),
        ("two groups each", json!({"form": "communities", "size": [5, 7], "perMember": 2})),
        ("even groups", json!({"form": "communities", "count": 5})),
        (
            "panel",
            json!({"form": "panel", "seats": 6, "quotas": [{"attribute": "region", "value": "West Africa", "atLeast": 1, "atMost": 2}]}),
        ),
    ];
    for (name, form) in forms {
        let mut input = sample(0, 30_000);
        if ["pairs", "coaching"].contains(&form["form"].as_str().expect("a form")) {
            input["scenario"]["rules"] = json!([{"rule": "noRepeat"}]);
        }
        if form["form"] == "panel" {
            input["scenario"]["rules"] = json!([]);
        }
        input["scenario"]["form"] = form;
        inputs.push((name, input));
    }
    inputs.push(("programme-120", sample(1, 20_000)));
    inputs
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for (name, input) in inputs() {
        assert_eq!(bytes(&input), bytes(&input), "{name}");
    }
}

#[test]
fn another_seed_may_give_another_plan_and_says_so() {
    let mut input = sample(1, 20_000);
    let first = plan(&input);
    input["scenario"]["effort"]["seed"] = json!(8);
    let second = plan(&input);
    assert_eq!((first.effort.seed, second.effort.seed), (7, 8));
    assert_ne!(first.groups, second.groups, "the seed plays no part");
}

#[test]
fn the_iterations_that_a_plan_reports_repeat_it() {
    let mut input = sample(0, 0);
    input["scenario"]["effort"] = json!({"seconds": 0.02, "seed": 7});
    let parsed = read(&input);
    let first = solve_while(&parsed.network, &parsed.scenario, &mut |_| Pace::On).expect("a plan");
    assert_eq!(first.effort.ended_by, EndedBy::Iterations);
    input["scenario"]["effort"]["iterations"] = json!(first.effort.iterations);
    let parsed = read(&input);
    let second = solve_while(&parsed.network, &parsed.scenario, &mut |_| Pace::On).expect("a plan");
    assert_eq!(canonical_json(&second, false), canonical_json(&first, false));
}

#[test]
fn slices_of_any_size_come_to_the_same_plan() {
    for (name, input) in inputs() {
        let whole = bytes(&input);
        let input = read(&input);
        for slice in [1_000_000, 7_919, 1_000, 333] {
            let mut run = Run::new(&input.network, &input.scenario).expect("a run");
            let mut last = 0;
            while !run.progress().finished {
                run.step(slice);
                let progress = run.progress();
                assert!(progress.done > last || progress.finished, "{name}: no progress in steps of {slice}");
                assert!(progress.done <= progress.of, "{name}: {progress:?}");
                last = progress.done;
            }
            assert_eq!(canonical_json(&run.plan(Pace::On), false), whole, "{name} in steps of {slice}");
        }
    }
}

#[test]
fn a_step_after_the_end_changes_nothing() {
    for (name, input) in inputs() {
        let input = read(&input);
        let mut run = Run::new(&input.network, &input.scenario).expect("a run");
        while !run.progress().finished {
            run.step(100_000);
        }
        let (plan, progress) = (run.plan(Pace::On), run.progress());
        run.step(100_000);
        assert_eq!((run.plan(Pace::Cancelled), run.progress()), (plan, progress), "{name}");
    }
}

#[test]
fn a_run_cancelled_at_any_time_has_a_plan_that_is_sound_or_says_which_rules_it_breaks() {
    for (name, input) in inputs() {
        let input = read(&input);
        let mut run = Run::new(&input.network, &input.scenario).expect("a run");
        for steps in 0..4 {
            let plan = run.plan(Pace::Cancelled);
            let report = check(&input.network, &input.scenario, &plan).expect("a report");
            let about_rules = |code: &str| ["brokenRule", "conflict"].contains(&code);
            assert!(report.errors.iter().all(|error| about_rules(&error.code)), "{name}: {:?}", report.errors);
            if !run.progress().finished {
                assert_eq!(plan.effort.ended_by, EndedBy::Cancelled, "{name} after {steps} steps");
                assert_eq!(run.plan(Pace::OutOfTime).effort.ended_by, EndedBy::Seconds, "{name}");
            }
            run.step(2_000);
        }
    }
}

#[test]
fn a_run_that_will_not_get_through_in_time_has_cooled_down_by_its_end() {
    for form in [json!({"form": "communities", "size": [5, 7]}), json!({"form": "communities", "count": 20})] {
        let of_a_machine = |seed: u64, in_time: u64, tells: bool| {
            let mut input = sample(1, 200_000_000);
            input["scenario"]["form"] = form.clone();
            input["scenario"]["effort"]["seed"] = json!(seed);
            let input = read(&input);
            let mut run = Run::new(&input.network, &input.scenario).expect("a run");
            loop {
                run.step(20_000);
                let Progress { done, of, finished, .. } = run.progress();
                assert!(done <= of);
                if finished || done >= in_time {
                    break;
                }
                if tells {
                    run.keep_time(done as f64 / in_time as f64);
                }
            }
            let plan = run.plan(Pace::OutOfTime);
            assert!(check(&input.network, &input.scenario, &plan).expect("a report").ok);
            assert_eq!(plan.effort.ended_by, EndedBy::Seconds);
            (plan.score.total, plan.effort.iterations)
        };
        let [mut told, mut untold] = [0.0, 0.0];
        for seed in 1..=3 {
            let (score, iterations) = of_a_machine(seed, 2_000_000, true);
            assert!((1_800_000..=2_100_000).contains(&iterations), "{iterations}");
            told += score;
            untold += of_a_machine(seed, 2_000_000, false).0;
        }
        assert!(told > 1.01 * untold, "{told} and {untold}");
    }
}

#[test]
fn a_run_that_gets_through_in_time_is_the_same_whatever_it_is_told() {
    for (name, input) in inputs() {
        let whole = bytes(&input);
        let input = read(&input);
        let mut run = Run::new(&input.network, &input.scenario).expect("a run");
        while !run.progress().finished {
            run.step(1_000);
            let Progress { done, of, .. } = run.progress();
            // Nearly all of the time is needed, more of it in the beginning.
            let share = done as f64 / of as f64;
            run.keep_time(0.99 * share.powf(0.75));
        }
        assert_eq!(canonical_json(&run.plan(Pace::On), false), whole, "{name}");
    }
}

#[test]
fn more_time_never_makes_the_best_plan_of_a_run_worse() {
    let input = read(&sample(0, 60_000));
    let mut run = Run::new(&input.network, &input.scenario).expect("a run");
    let key = |run: &Run| {
        let progress = run.progress();
        (-(progress.hard_broken as f64), progress.score.unwrap_or(f64::NEG_INFINITY))
    };
    let mut last = key(&run);
    while !run.progress().finished {
        run.step(1_000);
        let now = key(&run);
        assert!(now.0 > last.0 || (now.0 == last.0 && now.1 >= last.1), "{now:?} after {last:?}");
        last = now;
    }
    let plan = run.plan(Pace::On);
    assert!((plan.score.total - last.1).abs() < 1e-3, "the progress said {} and the plan {:?}", last.1, plan.score);
}

/// The criteria in another order; rules name no criteria, so only reasons may change their numbers.
#[test]
fn the_order_of_the_criteria_does_not_change_the_score() {
    for (name, mut input) in inputs() {
        let first = plan(&input);
        input["scenario"]["criteria"].as_array_mut().expect("criteria").reverse();
        let second = plan(&input);
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * f64::max(1.0, a.abs());
        assert!(near(first.score.total, second.score.total), "{name}: {:?} {:?}", first.score, second.score);
        assert_eq!(first.score.proof, second.score.proof, "{name}");
    }
}

/// Every member's id in another word, throughout the input.
fn renamed(input: &Json, ids: &[(String, String)]) -> Json {
    match input {
        Json::String(word) => match ids.iter().find(|(old, _)| old == word) {
            Some((_, new)) => json!(new),
            None => input.clone(),
        },
        Json::Array(items) => items.iter().map(|item| renamed(item, ids)).collect(),
        Json::Object(fields) => fields.iter().map(|(key, value)| (key.clone(), renamed(value, ids))).collect(),
        other => other.clone(),
    }
}

#[test]
fn other_names_for_the_members_do_not_change_the_plan() {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(5);
    for (name, input) in inputs() {
        let members = input["network"]["members"].as_array().expect("members");
        let ids: Vec<(String, String)> = members
            .iter()
            .enumerate()
            .map(|(at, member)| {
                let id = member["id"].as_str().expect("an id").to_owned();
                (id, format!("x{}-{at}", rng.random_range(0..1000u32)))
            })
            .collect();
        let (first, second) = (plan(&input), plan(&renamed(&input, &ids)));
        assert_eq!(first.score, second.score, "{name}");
        let groups = |plan: &Plan| plan.groups.iter().map(|group| json!(group.members)).collect::<Json>();
        assert_eq!(renamed(&groups(&first), &ids), groups(&second), "{name}");
    }
}

#[test]
fn the_order_of_the_members_does_not_change_what_exact_methods_reach() {
    for (name, mut input) in inputs() {
        let first = plan(&input);
        if first.effort.ended_by == EndedBy::Solved && !["pairs", "stable pairs", "panel"].contains(&name) {
            input["network"]["members"].as_array_mut().expect("members").reverse();
            let second = plan(&input);
            assert!((first.score.total - second.score.total).abs() < 1e-9, "{name}");
        }
    }
}

#[test]
fn a_criterion_of_weight_0_changes_nothing() {
    let mut input = sample(0, 20_000);
    let first = plan(&input);
    let criteria = input["scenario"]["criteria"].as_array_mut().expect("criteria");
    criteria.push(json!({"on": "utc", "want": "common", "weight": 0}));
    let second = plan(&input);
    assert_eq!((first.groups, first.score), (second.groups, second.score));
}

#[test]
fn each_point_of_a_sweep_is_what_solving_its_scenario_gives() {
    let input = sample(0, 10_000);
    let parsed = read(&input);
    let wanted = Sweep { sizes: vec![[5, 7], [4, 6], [8, 8]], mixes: vec![0.0, 0.5, 1.0] };
    let result = sweep(&parsed.network, &parsed.scenario, &wanted).expect("a sweep");
    assert_eq!(result.points.len(), 9);
    let mut points = result.points.iter();
    for size in &wanted.sizes {
        for mix in &wanted.mixes {
            let mut alone = input.clone();
            alone["scenario"]["form"]["size"] = json!(size);
            alone["scenario"]["mix"] = json!(mix);
            let (plan, point) = (plan(&alone), points.next().expect("a point"));
            assert_eq!((point.size, point.mix), (Some(*size), *mix));
            assert_eq!((&point.score, point.status), (&plan.score, plan.status));
            assert_eq!((point.commonality, point.diversity), (plan.balance.commonality, plan.balance.diversity));
            assert_eq!((point.groups, &point.worst), (plan.groups.len(), &plan.balance.worst));
            let held = plan.rules.iter().filter(|rule| rule.held).count();
            assert_eq!((point.rules_held, point.rules_broken), (held, plan.rules.len() - held));
            let sizes = || plan.groups.iter().map(|group| group.members.len());
            assert_eq!((Some(point.smallest), Some(point.largest)), (sizes().min(), sizes().max()));
            // Under its own mix a point is worth what it scored.
            assert!(*mix != parsed.scenario.mix || (point.reference - plan.score.total).abs() < 1e-9);
        }
    }
    assert!(result.points.iter().any(|point| !point.dominated));
}

#[test]
fn a_sweep_of_nothing_is_the_scenario_itself() {
    for (name, input) in inputs().into_iter().take(4) {
        let parsed = read(&input);
        let result = sweep(&parsed.network, &parsed.scenario, &Sweep::default()).expect("a sweep");
        assert_eq!(result.points.len(), 1, "{name}");
        assert_eq!(result.points[0].score, plan(&input).score, "{name}");
    }
}
