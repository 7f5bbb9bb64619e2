//! Reports of a thousand members stay small, and what is long is folded.

use crate::{input, reported_as};
use commonground::plan::Plan;
use commonground::{Input, decode};
use serde_json::{Value as Json, json};

/// What a mail takes without complaint, many times over.
const MOST_BYTES: usize = 600_000;

const MEMBERS: usize = 1000;

/// A thousand members in groups of some size, in the order of the network, each group with reasons.
fn thousand(size: usize, form: Json) -> (Input, Plan) {
    let member = |at: usize| {
        json!({"id": format!("member-{at}"), "name": format!("Organisation number {at} of the network"),
               "values": {"region": format!("Region {}", at % 9), "kind": format!("Kind {}", at % 5), "years": at % 31 + 1},
               "needs": [format!("topic {}", at % 23)], "offers": [format!("topic {}", (at + 1) % 23)]})
    };
    let ids: Vec<String> = (0..MEMBERS).map(|at| format!("member-{at}")).collect();
    let reason =
        |kind: &str, text: &str| json!({"criterion": 0, "members": [], "kind": kind, "share": 0.25, "text": text});
    let group = |(at, members): (usize, &[String])| {
        let reasons =
            ["Different in “Region”: Region 1, Region 2.", "Different in “Kind”: Kind 1, Kind 2.", "They know."];
        let reasons: Vec<Json> = reasons.iter().map(|text| reason("different", text)).collect();
        json!({"id": format!("g{}", at + 1), "members": members, "score": 0.5, "reasons": reasons})
    };
    let plan = json!({
        "form": form["form"], "status": "feasible", "groups": ids.chunks(size).enumerate().map(group).collect::<Vec<_>>(),
        "score": {"total": 0, "proof": "heuristic"}, "balance": {},
        "effort": {"seconds": 1, "seed": 1, "iterations": 0, "endedBy": "solved"},
    });
    let asked = json!({
        "network": {
            "attributes": [{"id": "region", "kind": "category"}, {"id": "kind", "kind": "category"}, {"id": "years", "kind": "number"}],
            "members": (0..MEMBERS).map(member).collect::<Vec<_>>(),
            "ties": (0..500).map(|at| json!({"a": format!("member-{at}"), "b": format!("member-{}", at + 400)})).collect::<Vec<_>>(),
        },
        "scenario": {"criteria": [{"on": "region", "want": "different"}, {"on": "years", "want": "common"}], "form": form},
    });
    (input(&asked), decode::from_json(&plan.to_string()).expect("a plan"))
}

#[test]
fn reports_of_a_thousand_members_stay_small_and_fold_what_is_long() {
    for (size, form) in [(2, json!({"form": "pairs"})), (7, json!({"form": "communities", "size": [6, 7]}))] {
        let (asked, plan) = thousand(size, form);
        let told = reported_as(asked, plan);
        println!("{size}: {} bytes of HTML, {} of Markdown", told.html.len(), told.markdown.len());
        assert!(told.html.len() < MOST_BYTES, "{}", told.html.len());
        assert!(told.markdown.len() < told.html.len());
        assert_eq!(told.page.table("Members, those served least first").rows.len(), MEMBERS);
        // What is not folded away is read in some minutes.
        let open = |(open, text): &&(Vec<String>, String)| {
            !open.iter().any(|name| ["details", "style"].contains(&name.as_str())) && !text.trim().is_empty()
        };
        let words: usize = told.page.texts.iter().filter(open).map(|(_, text)| text.split_whitespace().count()).sum();
        assert!(words < 6_000, "{words} words stand open");
    }
}
