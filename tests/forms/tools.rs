//! Solving and checking as every test does it.

use crate::groups::blocking;
use crate::world::{World, id};
use commonground::plan::{Group, Plan, Proof, Status, check};
use commonground::{Input, solve};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// Solves, and has the plan checked: whatever comes back is sound, or says that rules are broken and says which.
pub fn solved(world: &World, form: &Json) -> Plan {
    solved_with(world, form, &json!({}))
}

/// The same with further keys of the scenario.
pub fn solved_with(world: &World, form: &Json, more: &Json) -> Plan {
    let json = world.input(form, more).to_string();
    let input = Input::from_json(&json).unwrap_or_else(|errors| panic!("{errors}\n{json}"));
    let plan = solve(&input.network, &input.scenario).unwrap_or_else(|errors| panic!("{errors}\n{json}"));
    let report = check(&input.network, &input.scenario, &plan).expect("what was solved can be checked");
    match plan.status {
        Status::Feasible => assert!(report.ok, "{:?}\n{json}\n{plan:?}", report.errors),
        Status::Infeasible => {
            let broken = |code: &str| ["brokenRule", "conflict", "unchosenTheme"].contains(&code);
            assert!(!report.ok && report.errors.iter().all(|e| broken(&e.code)), "{:?}\n{json}", report.errors);
        }
    }
    assert!(plan.score.bound.is_none_or(|bound| bound >= plan.score.total - 1e-9), "{:?}", plan.score);
    if form["form"] == "pairs" && form["size"].is_null() {
        assert_eq!(plan.balance.blocking_pairs, Some(blocking_in_all(world, &plan, form)), "{json}");
    }
    plan
}

/// Counts the blocking pairs of all rounds.
fn blocking_in_all(world: &World, plan: &Plan, form: &Json) -> u32 {
    let groups = groups(world, plan);
    let mut met: BTreeSet<(usize, usize)> = BTreeSet::new();
    for group in &groups {
        met.extend(group.iter().flat_map(|&a| group.iter().map(move |&b| (a, b))));
    }
    let rounds = form["rounds"].as_u64().unwrap_or(1) as u32;
    if rounds > 1 {
        met.extend(world.ties.iter().filter(|tie| tie.met.is_some()).map(|t| (t.a.min(t.b), t.a.max(t.b))));
    }
    let of_round = |round: u32| -> Vec<Vec<usize>> {
        let in_round = |group: &Group| group.round.is_none_or(|number| number == round);
        groups.iter().zip(&plan.groups).filter(|(_, g)| in_round(g)).map(|(group, _)| group.clone()).collect()
    };
    (1..=rounds).map(|round| blocking(world, &of_round(round), &met)).sum()
}

pub fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-7 * f64::max(1.0, f64::max(a.abs(), b.abs()))
}

pub fn assert_near(found: f64, right: f64, world: &World) {
    assert!(near(found, right), "{found} instead of {right}\n{}", world.input(&json!(null), &json!({})));
}

pub fn assert_optimal(plan: &Plan, best: f64, world: &World) {
    assert_near(plan.score.total, best, world);
    assert_eq!(plan.score.proof, Proof::Optimal, "{:?}", plan.score);
}

/// The groups of a plan by positions.
pub fn groups(world: &World, plan: &Plan) -> Vec<Vec<usize>> {
    let position = |name: &String| (0..world.len()).find(|&member| id(member) == *name).expect("a member");
    plan.groups.iter().map(|group| group.members.iter().map(position).collect()).collect()
}
