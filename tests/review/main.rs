//! Reviews of finished plans: values worked by hand, oracles by brute force, and what must not change a number.

mod connections;
mod demand;
mod fairness;
mod groups;
mod invariance;
mod resilience;
mod sentences;

use commonground::study::{Review, review};
use commonground::{Input, ReviewInput, canonical_json, solve};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use serde_json::{Value as Json, json};

/// Groups as lists of ids.
type Groups = Vec<Vec<String>>;

/// A plan as one writes it by hand; its own numbers are not looked at.
fn plan(form: &str, groups: &Groups) -> Json {
    let group =
        |(at, members): (usize, &Vec<String>)| json!({"id": format!("g{}", at + 1), "members": members, "score": 0});
    json!({
        "form": form, "status": "feasible", "groups": groups.iter().enumerate().map(group).collect::<Vec<_>>(),
        "score": {"total": 0, "proof": "heuristic"}, "balance": {},
        "effort": {"seconds": 1, "seed": 1, "iterations": 0, "endedBy": "solved"},
    })
}

fn ids(groups: &[&[&str]]) -> Groups {
    groups.iter().map(|group| group.iter().map(|id| (*id).to_owned()).collect()).collect()
}

fn read(input: &Json) -> Review {
    let input = ReviewInput::from_json(&input.to_string()).unwrap_or_else(|errors| panic!("{errors}\n{input}"));
    review(&input.network, &input.scenario, &input.plan, &input.options).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The review of communities that are given by hand.
fn of_groups(network: &Json, scenario: &Json, groups: &Groups, options: &Json) -> Review {
    let mut scenario = scenario.clone();
    let fields = scenario.as_object_mut().expect("an object");
    fields.entry("form").or_insert(json!({"form": "communities", "size": [1, 20]}));
    let form = scenario["form"]["form"].as_str().expect("a form").to_owned();
    read(&json!({"network": network, "scenario": scenario, "plan": plan(&form, groups), "options": options}))
}

/// Solves an input and reviews the plan; gives both, as JSON and as a review.
fn solved(input: &Json) -> (Json, Review) {
    let read_in = Input::from_json(&input.to_string()).unwrap_or_else(|errors| panic!("{errors}\n{input}"));
    let plan = solve(&read_in.network, &read_in.scenario).expect("a plan");
    let plan: Json = serde_json::from_str(&canonical_json(&plan, false)).expect("JSON");
    let review = read(&json!({"network": input["network"], "scenario": input["scenario"], "plan": plan}));
    (plan, review)
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * f64::max(1.0, b.abs())
}

#[track_caller]
fn assert_near(found: impl Into<Option<f64>>, right: f64) {
    let found = found.into();
    assert!(found.is_some_and(|found| near(found, right)), "{found:?} instead of {right}");
}

/// A network of people with answers of every kind, some missing, needs, offers, wishes and ties.
fn random_network(n: usize, seed: u64) -> Json {
    let mut rng = Xoshiro256PlusPlus::seed_from_u64(seed);
    let mut below = |of: u32| rng.random_range(0..of);
    let members: Vec<Json> = (0..n)
        .map(|at| {
            let region = (below(8) > 0).then(|| format!("r{}", below(4)));
            let stage = (below(8) > 0).then(|| ["low", "middle", "high", "top", "peak"][below(5) as usize]);
            let languages: Vec<String> = (0..=below(2)).map(|_| format!("l{}", below(4))).collect();
            json!({
                "id": format!("m{at}"), "name": format!("Name {at}"),
                "values": {"region": region, "gender": (["woman", "man"])[below(2) as usize], "stage": stage,
                           "languages": languages, "schools": below(500) + 1, "utc": below(24)},
                "needs": [format!("t{}", below(6)), format!("t{}", below(6))], "offers": [format!("t{}", below(7))],
                "themes": {"a": f64::from(below(3)) / 2.0, "b": 0.5, "c": f64::from(below(2))},
            })
        })
        .collect();
    let mut ties = Vec::new();
    for _ in 0..n {
        let (a, b) = (below(n as u32), below(n as u32));
        if a != b {
            ties.push(match below(4) {
                0 => json!({"a": format!("m{a}"), "b": format!("m{b}"), "conflict": true}),
                1 => json!({"a": format!("m{a}"), "b": format!("m{b}"), "met": "2024"}),
                _ => json!({"a": format!("m{a}"), "b": format!("m{b}"), "trust": f64::from(below(11)) / 10.0}),
            });
        }
    }
    json!({
        "attributes": [
            {"id": "region", "kind": "category"}, {"id": "gender", "kind": "category"},
            {"id": "stage", "kind": "ordinal", "levels": ["low", "middle", "high", "top", "peak"]},
            {"id": "languages", "kind": "set", "idf": true}, {"id": "schools", "kind": "number", "scale": "log"},
            {"id": "utc", "kind": "cyclic", "period": 24},
        ],
        "themes": [{"id": "a"}, {"id": "b"}, {"id": "c"}], "members": members, "ties": ties,
    })
}

fn criteria() -> Json {
    json!([
        {"on": "region", "want": "different", "weight": 2}, {"on": "languages", "want": "common", "weight": 3},
        {"on": "stage", "want": "common"}, {"on": "schools", "want": "different"},
        {"on": "needs", "want": "exchange", "weight": 2}, {"on": "ties", "want": "new"},
    ])
}

/// Members in the order of the network, in groups of these sizes.
fn in_order(n: usize, sizes: &[usize]) -> Groups {
    let (mut groups, mut next) = (Vec::new(), 0);
    for &size in sizes.iter().cycle() {
        if next >= n {
            break;
        }
        groups.push((next..n.min(next + size)).map(|at| format!("m{at}")).collect());
        next += size;
    }
    groups
}
