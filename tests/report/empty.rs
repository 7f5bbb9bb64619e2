//! Plans of which there is little to say, or little good.

use crate::{Reported, education, formed, input, n, reported, reported_as};
use commonground::solve;
use serde_json::{Value as Json, json};

fn members(count: usize) -> Vec<Json> {
    (0..count).map(|at| json!({"id": format!("m{at}"), "name": format!("Name {at}")})).collect()
}

fn headings(told: &Reported) -> Vec<String> {
    let inside = |(open, _): &&(Vec<String>, String)| open.last().is_some_and(|last| last == "h2");
    told.page.texts.iter().filter(inside).map(|(_, text)| text.clone()).collect()
}

#[test]
fn one_member_alone_is_reported_without_charts_or_empty_sections() {
    for form in [json!({"form": "coaching"}), json!({"form": "panel", "seats": 1})] {
        let alone = json!([{"id": "m0", "name": "Name 0", "roles": ["learner", "coach"]}]);
        let told = reported(&json!({"network": {"members": alone}, "scenario": {"form": form}}));
        assert!(!told.html.contains("<svg") && !headings(&told).contains(&"Demand and supply".to_owned()));
        assert!(told.page.tables.iter().all(|table| !table.rows.is_empty()));
    }
}

#[test]
fn a_plan_in_which_nobody_is_placed_says_so_and_why() {
    let told = reported(&json!({
        "network": {"members": members(2), "ties": [{"a": "m0", "b": "m1", "conflict": true}]},
        "scenario": {"form": {"form": "pairs"}},
    }));
    assert!(told.page.says("Nobody could be placed; the members left out say why."));
    assert!(told.page.says("2 members are left out at least once; why stands below."));
    assert_eq!(told.page.table("Members who were not placed").rows.len(), 2);
}

#[test]
fn a_plan_that_breaks_what_must_hold_says_so_first_and_claims_nothing() {
    let told = reported(&json!({
        "network": {"attributes": [{"id": "x", "kind": "category"}],
                    "members": (0..4).map(|at| json!({"id": format!("m{at}"), "values": {"x": "one"}})).collect::<Vec<_>>()},
        "scenario": {"rules": [{"rule": "span", "attribute": "x", "atLeast": 2}, {"rule": "apart", "members": ["m0", "m1"]}],
                     "form": {"form": "communities", "size": [2, 2]}},
    }));
    assert!(told.page.says("This plan does not keep all that must hold."));
    assert!(told.page.says("1 of 2 rules holds; 1 of the others must hold."));
    let rules = told.page.table("Rules");
    assert_eq!([rules.row("1")["Holds"], rules.row("2")["Holds"]], ["no", "yes"]);
    assert!(rules.row("1")["Where not"].starts_with("g1: "));
    assert!(!told.page.text().contains("It is proven"));
}

#[test]
fn what_is_proven_is_not_claimed_of_a_total_that_the_matches_are_not_worth() {
    let asked = input(&formed(education(), json!({"form": "pairs"})));
    let mut plan = solve(&asked.network, &asked.scenario).expect("a plan");
    let worth = plan.score.total;
    plan.score.total += 1.0;
    let told = reported_as(asked, plan);
    let warning = format!(
        "The plan says of itself that it scores {}, but its matches are worth {}. What it says is proven is left out here.",
        n(worth + 1.0),
        n(worth)
    );
    assert!(told.page.says(&warning) && !told.page.text().contains("It is proven"));
}

#[test]
fn learners_without_a_coach_are_named_with_the_reason() {
    let learner = |at: usize| json!({"id": format!("l{at}"), "name": format!("Learner {at}"), "needs": ["a"]});
    let mut all: Vec<Json> = (0..4).map(learner).collect();
    all.push(json!({"id": "c", "name": "Coach", "roles": ["coach"], "capacity": 2, "offers": ["a"]}));
    let told = reported(&json!({
        "network": {"members": all},
        "scenario": {"criteria": [{"on": "needs", "want": "exchange"}], "form": {"form": "coaching"}},
    }));
    assert!(told.page.says("2 learners have a coach, of 1 coach in all."));
    assert_eq!(told.page.table("Members who were not placed").rows.len(), 2);
    assert_eq!(told.page.table("Coaches").row("Coach")["Learners"], "2");
}

#[test]
fn what_a_sponsor_adds_stands_at_each_match_and_its_seats_in_a_table() {
    let learner = |at: usize| json!({"id": format!("l{at}"), "name": format!("Learner {at}"), "values": {"x": (["one", "two"])[at % 2]}});
    let mut all: Vec<Json> = (0..4).map(learner).collect();
    all.push(json!({"id": "c", "name": "Coach", "roles": ["coach"], "capacity": 4}));
    let sponsor = json!({"attribute": "x", "values": [{"value": "one", "weight": 0.25, "seats": 2}], "cap": 1});
    let told = reported(&json!({
        "network": {"attributes": [{"id": "x", "label": "Kind", "kind": "category"}], "members": all},
        "scenario": {"form": {"form": "coaching", "sponsor": sponsor}},
    }));
    let table = told.page.table("What the sponsor favours or funds");
    assert_eq!(table.rows[0], ["one", "2", "2", "2"]);
    let matches = told.page.table("Learners and their coaches");
    for one in &told.plan.coaching {
        let name = one.learner.replacen('l', "Learner ", 1);
        let why = matches.row(&name).get("Why").copied().unwrap_or_default();
        assert_eq!(
            one.sponsor.as_ref().is_some_and(|term| why.contains(&term.text)),
            one.learner.ends_with(['0', '2'])
        );
    }
}

#[test]
fn facilitators_are_reported_with_their_groups() {
    let mut all = members(4);
    all.push(json!({"id": "f", "name": "Fay", "roles": ["facilitator"]}));
    let plan = json!({"form": "communities", "groups": [{"id": "g1", "members": ["m0", "m1"]}, {"id": "g2", "members": ["m2", "m3"]}]});
    let told = reported(&json!({
        "network": {"members": all},
        "scenario": {"form": {"form": "coaching", "to": "groups", "plan": plan}},
    }));
    assert!(told.page.says("1 group has a facilitator, of 1 person in all."));
    let table = told.page.table("Groups and their facilitators");
    assert_eq!(table.rows.len(), 1);
    assert_eq!(table.rows[0][1], "Fay");
    assert_eq!(told.page.table("Groups with fewer facilitators than wanted").rows.len(), 1);
}

#[test]
fn a_panel_is_reported_with_chances_quotas_and_who_was_not_drawn() {
    let mut all = members(9);
    for (at, member) in all.iter_mut().enumerate() {
        member["values"] = json!({"x": (["one", "two"])[at % 2]});
    }
    let told = reported(&json!({
        "network": {"attributes": [{"id": "x", "label": "Kind", "kind": "category"}], "members": all},
        "scenario": {"form": {"form": "panel", "seats": 3, "quotas": [{"attribute": "x", "value": "two", "atLeast": 1}]}},
    }));
    assert!(told.page.says("3 members are on a panel of 3 seats."));
    let bound = told.plan.panel.as_ref().and_then(|panel| panel.lottery.as_ref()).expect("a lottery").bound;
    let proven = format!(
        "It is proven that no way of drawing gives everyone more than {} %.",
        n((bound * 1000.0).ceil() / 10.0)
    );
    assert!(told.page.says(&proven), "{proven}");
    let chances = told.plan.panel.as_ref().map(|panel| panel.chances.clone()).unwrap_or_default();
    let table = told.page.table("Members of the panel");
    for id in &told.plan.groups[0].members {
        let chance = chances.iter().find(|chance| chance.member == *id).expect("a chance").chance;
        let name = id.replacen('m', "Name ", 1);
        assert_eq!(table.row(&name)["Chance, in %"], n((chance * 1000.0).round() / 10.0));
    }
    let quotas = told.page.table("Quotas");
    let held = told.plan.groups[0]
        .members
        .iter()
        .filter(|id| id.trim_start_matches('m').parse::<u32>().is_ok_and(|at| at % 2 == 1));
    assert_eq!([quotas.rows[0][2].clone(), quotas.rows[0][3].clone()], [held.count().to_string(), "yes".to_owned()]);
    assert_eq!(told.page.table("Members who were not placed").rows.len(), 6);
    assert!(!headings(&told).contains(&"How evenly members are served".to_owned()));
}
