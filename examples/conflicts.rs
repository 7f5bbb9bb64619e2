//! Conflicts planted in networks of up to sixty members: how many are found, and how long that takes.
//!
//! `cargo run --release --example conflicts -- [networks] [first seed] [--inputs]`; with `--inputs` it prints the networks
//! instead, one JSON object a line, for `pkg/bench/conflicts.mjs`.

#[path = "../tests/forms/conflicts/planting.rs"]
mod planting;

use commonground::Input;
use commonground::forms::Pace;
use commonground::study::{ConflictStatus, conflicts};
use serde_json::json;
use std::time::Instant;

fn main() {
    let arguments: Vec<u64> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let (networks, first) = (arguments.first().copied().unwrap_or(100), arguments.get(1).copied().unwrap_or(0));
    let inputs_only = std::env::args().any(|word| word == "--inputs");
    let (mut exact, mut times) = (0, Vec::new());
    for seed in first..first + networks {
        let n = [60, 48, 36, 57][(seed / planting::KINDS) as usize % 4];
        let case = planting::planted(seed, n);
        if inputs_only {
            println!("{}", json!({ "input": case.input, "members": n, "name": case.name, "rules": case.rules }));
            continue;
        }
        let input = match Input::from_json(&case.input.to_string()) {
            Ok(input) => input,
            Err(errors) => {
                println!("{seed} {}: {errors}", case.name);
                continue;
            }
        };
        let start = Instant::now();
        let report = match conflicts(&input.network, &input.scenario, &mut |_| Pace::On) {
            Ok(report) => report,
            Err(errors) => {
                println!("{seed} {}: {errors}", case.name);
                continue;
            }
        };
        let seconds = start.elapsed().as_secs_f64();
        times.push(seconds);
        let set = report.sets.first();
        let rules: Vec<usize> = set.iter().flat_map(|set| &set.items).filter_map(|item| item.rule).collect();
        let shown = set.is_some_and(|set| set.items.iter().all(|item| item.witness.is_some()));
        let sound = set.is_some_and(|set| set.smallest) && shown && report.status == ConflictStatus::Conflict;
        let right = sound && (rules == case.rules || rules.len() <= case.rules.len());
        exact += u64::from(right);
        println!(
            "{seed:4} n={n} {} {seconds:6.2} s, {:3} tries, {:2} changes, planted {:?}, found {rules:?} {} {}",
            if right { "ok   " } else { "WRONG" },
            report.tries,
            report.relaxations.len(),
            case.rules,
            if rules == case.rules { "" } else { "(another)" },
            case.name,
        );
        if !right {
            println!("     {:?} {}", report.status, report.text);
        }
    }
    if inputs_only {
        return;
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times.get((times.len() as f64 * share) as usize).or(times.last()).copied().unwrap_or(0.0);
    println!("{exact} of {networks}; median {:.2} s, longest {:.2} s", at(0.5), at(1.0));
}
