//! Processor time of a review of 1,000 members in groups as they come, and in pairs: the median of several runs.

#[path = "../optim/examples/clock/mod.rs"]
#[expect(dead_code)]
mod clock;

use clock::Clock;
use commonground::ReviewInput;
use commonground::study::review;
use serde_json::{Value, json};

const MEMBERS: usize = 1000;
const TIMES: usize = 9;

fn network() -> Value {
    let mut state = 2025u32;
    let mut below = |n: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % n
    };
    let members: Vec<Value> = (0..MEMBERS)
        .map(|at| {
            json!({"id": format!("m{at}"), "values": {
                "country": format!("c{}", below(40)), "organisation": format!("o{}", below(300)),
                "gender": (["woman", "man"])[below(2) as usize], "stage": (["a", "b", "c", "d", "e"])[below(5) as usize],
                "languages": [format!("l{}", below(6)), format!("l{}", below(6))], "years": below(41), "utc": below(24)},
                "needs": [format!("t{}", below(15)), format!("t{}", below(15))], "offers": [format!("t{}", below(15))]})
        })
        .collect();
    let ties: Vec<Value> = (0..2 * MEMBERS as u32)
        .map(|_| (below(MEMBERS as u32), below(MEMBERS as u32)))
        .filter(|(a, b)| a != b)
        .map(|(a, b)| json!({"a": format!("m{a}"), "b": format!("m{b}"), "trust": 0.5}))
        .collect();
    json!({"members": members, "ties": ties, "attributes": [
        {"id": "country", "kind": "category"}, {"id": "organisation", "kind": "category"},
        {"id": "gender", "kind": "category"}, {"id": "stage", "kind": "ordinal", "levels": ["a", "b", "c", "d", "e"]},
        {"id": "languages", "kind": "set"}, {"id": "years", "kind": "number"},
        {"id": "utc", "kind": "cyclic", "period": 24}]})
}

/// Groups of sizes that take turns, in the order of the network.
fn plan(form: &str, sizes: &[usize]) -> Value {
    let (mut groups, mut next) = (Vec::new(), 0);
    for &size in sizes.iter().cycle() {
        let end = MEMBERS.min(next + size);
        let members: Vec<String> = (next..end).map(|at| format!("m{at}")).collect();
        groups.push(json!({"id": format!("g{}", groups.len() + 1), "members": members, "score": 0}));
        next = end;
        if next == MEMBERS {
            break;
        }
    }
    json!({"form": form, "status": "feasible", "groups": groups, "balance": {},
           "score": {"total": 0, "proof": "heuristic"},
           "effort": {"seconds": 1, "seed": 1, "iterations": 0, "endedBy": "solved"}})
}

fn main() {
    let cases = [
        ("communities of 5 to 8", json!({"form": "communities", "size": [5, 8]}), vec![5, 6, 7, 8]),
        ("communities of 12", json!({"form": "communities", "size": [4, 12]}), vec![12]),
        ("pairs", json!({"form": "pairs"}), vec![2]),
    ];
    for (name, form, sizes) in cases {
        let rules = if name == "pairs" {
            json!([{"rule": "share", "attribute": "languages"}])
        } else {
            json!([{"rule": "share", "attribute": "languages", "among": "each"}, {"rule": "notAlone", "attribute": "gender"},
                   {"rule": "cap", "attribute": "organisation", "atMost": 2}, {"rule": "span", "attribute": "country", "atLeast": 3}])
        };
        let criteria = json!([
            {"on": "country", "want": "different", "weight": 2}, {"on": "languages", "want": "common", "weight": 3},
            {"on": "stage", "want": "common"}, {"on": "years", "want": "different"}, {"on": "utc", "want": "common"},
            {"on": "needs", "want": "exchange", "weight": 2}, {"on": "ties", "want": "new"}]);
        let input = json!({"network": network(), "plan": plan(form["form"].as_str().unwrap_or_default(), &sizes),
            "scenario": {"form": form, "rules": rules, "criteria": criteria}});
        let input = ReviewInput::from_json(&input.to_string()).expect("an input");
        let mut times: Vec<f64> = (0..TIMES)
            .map(|_| {
                let start = Clock::start();
                let found = review(&input.network, &input.scenario, &input.plan, &input.options).expect("a review");
                assert_eq!(found.fairness.members.len(), MEMBERS);
                start.seconds() * 1000.0
            })
            .collect();
        times.sort_by(f64::total_cmp);
        println!("{name}: {:.0} ms", times[TIMES / 2]);
    }
}
