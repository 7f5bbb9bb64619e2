//! Times the engine on 1,000 members, and pairs of 200 as a dial that is dragged asks for them: a table for people, then the same as one line of JSON.
//!
//! The network is the one of `pkg/bench/network.mjs`, member for member: there the generator is described.

use commonground::Input;
use commonground::forms::{Pace, Run};
use commonground::plan::Plan;
use serde_json::{Value, json};
use std::time::Instant;

const MEMBERS: usize = 1000;
/// Of a network whose pairs follow the dial.
const FEW: usize = 200;
/// How often the quickest case is run: the median counts, since the first run pays for what all share.
const TIMES: usize = 9;
/// Iterations between two looks at the plan, few enough to see when it becomes feasible.
const STEP: u64 = 20_000;

struct Generator(u32);

impl Generator {
    fn below(&mut self, n: u32) -> u32 {
        self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (self.0 >> 16) % n
    }

    fn several(&mut self, prefix: &str, kinds: u32, most: u32) -> Vec<String> {
        let count = 1 + self.below(most) as usize;
        let mut chosen: Vec<String> = Vec::new();
        while chosen.len() < count {
            let value = format!("{prefix}{}", 1 + self.below(kinds));
            if !chosen.contains(&value) {
                chosen.push(value);
            }
        }
        chosen
    }
}

fn network(members: usize) -> Value {
    const STAGES: [&str; 4] = ["pilot", "growing", "scaling", "national"];
    let mut random = Generator(2025);
    let members: Vec<Value> = (0..members)
        .map(|at| {
            let region = format!("r{}", 1 + random.below(12));
            let languages = random.several("l", 6, 3);
            let stage = STAGES[random.below(4) as usize];
            let (years, utc) = (random.below(41), i64::from(random.below(24)) - 11);
            let (needs, offers) = (random.several("t", 15, 3), random.several("t", 15, 3));
            let mut member = json!({"id": format!("m{}", at + 1), "needs": needs, "offers": offers, "values":
                {"region": region, "languages": languages, "stage": stage, "years": years, "utc": utc}});
            if at % 10 == 0 {
                member["roles"] = json!(["learner", "coach"]);
                member["capacity"] = json!(15);
            }
            member
        })
        .collect();
    json!({"attributes": [
        {"id": "region", "kind": "category"},
        {"id": "languages", "kind": "set"},
        {"id": "stage", "kind": "ordinal", "levels": STAGES},
        {"id": "years", "kind": "number"},
        {"id": "utc", "kind": "cyclic", "period": 24}], "members": members})
}

fn scenario(form: &Value) -> Value {
    let rules = if form["form"] == "communities" {
        json!([{"rule": "share", "attribute": "languages", "atLeast": 1},
               {"rule": "span", "attribute": "region", "atLeast": 3}])
    } else {
        json!([])
    };
    json!({"criteria": [
        {"on": "region", "want": "different", "weight": 2},
        {"on": "languages", "want": "common", "weight": 3},
        {"on": "stage", "want": "common", "weight": 1},
        {"on": "years", "want": "different", "weight": 1},
        {"on": "utc", "want": "common", "weight": 1},
        {"on": "needs", "want": "exchange", "weight": 2}],
        "mix": 0.5, "rules": rules, "form": form, "effort": {"seconds": 2, "seed": 1}})
}

struct Timed {
    seconds: f64,
    /// When a plan that keeps all hard rules was first there.
    feasible: f64,
    plan: Plan,
}

fn time(form: &Value, members: usize) -> Result<Timed, Box<dyn std::error::Error>> {
    let input = Input::from_json(&json!({"network": network(members), "scenario": scenario(form)}).to_string())?;
    let start = Instant::now();
    let mut run = Run::new(&input.network, &input.scenario)?;
    let mut feasible = None;
    loop {
        run.step(STEP);
        let progress = run.progress();
        if feasible.is_none() && progress.score.is_some() && progress.hard_broken == 0 {
            feasible = Some(start.elapsed().as_secs_f64());
        }
        if progress.finished || start.elapsed().as_secs_f64() >= input.scenario.effort.seconds {
            break;
        }
    }
    let plan = run.plan(Pace::OutOfTime);
    let seconds = start.elapsed().as_secs_f64();
    let report = commonground::plan::check(&input.network, &input.scenario, &plan)?;
    if !report.ok {
        return Err(format!("the plan fails its check: {:?}", report.errors).into());
    }
    Ok(Timed { seconds, feasible: feasible.unwrap_or(seconds), plan })
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let cases = [
        ("pairs", json!({"form": "pairs"})),
        ("pairs of 200", json!({"form": "pairs"})),
        ("pairs, the lowest first", json!({"form": "pairs", "objective": "worst"})),
        ("pairs, stable", json!({"form": "pairs", "objective": "stable"})),
        ("pairs in three rounds", json!({"form": "pairs", "rounds": 3})),
        ("communities of 6", json!({"form": "communities", "size": [6, 7]})),
        ("coaching, 100 coaches", json!({"form": "coaching"})),
    ];
    let mut rows = Vec::new();
    println!("{:<24}{:>9}{:>10}{:>12}{:>9}  proof", "", "seconds", "feasible", "score", "gap");
    for (name, form) in &cases {
        let members = if name.ends_with("200") { FEW } else { MEMBERS };
        let times = if members == FEW { TIMES } else { 1 };
        let mut timed = (0..times).map(|_| time(form, members)).collect::<Result<Vec<Timed>, _>>()?;
        timed.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
        let Timed { seconds, feasible, plan } = timed.swap_remove(times / 2);
        let score = &plan.score;
        let gap = score.gap.map_or("-".to_owned(), |gap| format!("{:.2} %", 100.0 * gap));
        println!("{name:<24}{seconds:>9.3}{feasible:>10.3}{:>12.4}{gap:>9}  {:?}", score.total, score.proof);
        rows.push(json!({"name": name, "members": members, "seconds": seconds, "feasible": feasible,
            "status": plan.status, "score": score.total, "gap": score.gap, "proof": score.proof}));
    }
    println!("{}", json!({"bench": "native", "rows": rows}));
    Ok(())
}
