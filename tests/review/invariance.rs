//! What must not change a number: the order of members, their ids, and what values are called.

use crate::{criteria, in_order, of_groups, random_network};
use commonground::canonical_json;
use commonground::study::Review;
use serde_json::{Value as Json, json};

fn rules() -> Json {
    json!([{"rule": "span", "attribute": "region", "atLeast": 2}, {"rule": "cap", "attribute": "languages", "atMost": 2},
           {"rule": "notAlone", "attribute": "gender"}])
}

/// All numbers of a review that belong to nobody's name, in an order that hangs on nothing but them.
fn numbers(review: &Review) -> Vec<(String, f64)> {
    fn collect(path: &str, value: &Json, out: &mut Vec<(String, f64)>) {
        match value {
            Json::Number(number) => out.push((path.to_owned(), number.as_f64().expect("a number"))),
            Json::Array(items) => items.iter().for_each(|item| collect(&format!("{path}[]"), item, out)),
            // Which of equally good exchanges are shown hangs on the order.
            Json::Object(fields) => fields
                .iter()
                .filter(|(key, _)| !["swaps", "rules"].contains(&key.as_str()))
                .for_each(|(key, item)| collect(&format!("{path}.{key}"), item, out)),
            _ => {}
        }
    }
    let json: Json = serde_json::from_str(&canonical_json(review, false)).expect("JSON");
    let mut out = Vec::new();
    collect("", &json, &mut out);
    out.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.total_cmp(&b.1)));
    out
}

#[track_caller]
fn assert_same(one: &Review, other: &Review) {
    let (one, other) = (numbers(one), numbers(other));
    assert_eq!(one.len(), other.len());
    for (a, b) in one.iter().zip(&other) {
        assert!(a.0 == b.0 && crate::near(a.1, b.1), "{a:?}, {b:?}");
    }
}

fn reviewed(network: &Json, groups: &Vec<Vec<String>>) -> Review {
    of_groups(
        network,
        &json!({"criteria": criteria(), "rules": rules()}),
        groups,
        &json!({"shocks": ["region", "gender"]}),
    )
}

#[test]
fn the_order_of_rows_changes_no_number() {
    for seed in 0..5 {
        let network = random_network(26, seed);
        let groups = in_order(26, &[4, 6, 7]);
        let first = reviewed(&network, &groups);
        let mut shuffled = network.clone();
        let members = shuffled["members"].as_array_mut().expect("members");
        members.reverse();
        members.rotate_left(7);
        shuffled["ties"].as_array_mut().expect("ties").reverse();
        let mut turned: Vec<Vec<String>> = groups.iter().map(|group| group.iter().rev().cloned().collect()).collect();
        turned.rotate_left(1);
        assert_same(&first, &reviewed(&shuffled, &turned));
        assert!(first.fairness.envy.as_ref().is_some_and(|envy| envy.wishes > 0));
    }
}

#[test]
fn other_ids_names_and_labels_change_no_number() {
    let network = random_network(26, 7);
    let groups = in_order(26, &[4, 6, 7]);
    let first = reviewed(&network, &groups);
    let id = |old: &str| format!("person-{}", 100 - old[1..].parse::<usize>().expect("a number"));
    let mut renamed = network.clone();
    for member in renamed["members"].as_array_mut().expect("members") {
        member["id"] = json!(id(member["id"].as_str().expect("an id")));
        member["name"] = json!("The same name");
        if let Some(region) = member["values"]["region"].as_str() {
            member["values"]["region"] = json!(format!("region {}", 9 - region[1..].parse::<u32>().expect("a number")));
        }
    }
    for tie in renamed["ties"].as_array_mut().expect("ties") {
        for end in ["a", "b"] {
            tie[end] = json!(id(tie[end].as_str().expect("an id")));
        }
    }
    renamed["attributes"][0]["label"] = json!("Where");
    let groups: Vec<Vec<String>> = groups.iter().map(|group| group.iter().map(|old| id(old)).collect()).collect();
    assert_same(&first, &reviewed(&renamed, &groups));
}

#[test]
fn what_a_plan_says_of_itself_is_not_believed() {
    let network = random_network(20, 2);
    let groups = in_order(20, &[5]);
    let first = reviewed(&network, &groups);
    let mut plan = crate::plan("communities", &groups);
    plan["balance"] = json!({"worst": {"member": "m3", "score": 7}, "blockingPairs": 9});
    plan["score"]["total"] = json!(99);
    plan["groups"][0]["diversity"] = json!(0.123);
    let form = json!({"form": "communities", "size": [1, 20]});
    let scenario = json!({"criteria": criteria(), "rules": rules(), "form": form});
    let options = json!({"shocks": ["region", "gender"]});
    let told = crate::read(&json!({"network": network, "scenario": scenario, "plan": plan, "options": options}));
    assert_eq!(told, first);
}
