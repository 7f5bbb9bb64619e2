//! What groups withstand: chances worked by hand, and departures against the check of the plan that is left.

use crate::{assert_near, ids, in_order, of_groups, plan, random_network, read};
use commonground::CheckInput;
use commonground::plan::check;
use commonground::study::Resilience;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

fn people(countries: &[&str]) -> Json {
    let member = |(at, country): (usize, &&str)| json!({"id": format!("m{at}"), "values": {"country": country}});
    let members: Vec<Json> = countries.iter().enumerate().map(member).collect();
    json!({"attributes": [{"id": "country", "kind": "category"}], "members": members})
}

fn chance(size: usize, options: &Json) -> f64 {
    let network = people(&vec!["x"; size]);
    of_groups(&network, &json!({}), &in_order(size, &[size]), options).resilience.groups[0].chance
}

#[test]
fn a_small_group_is_less_likely_to_go_on() {
    let four = json!({"viable": 4});
    assert_near(chance(4, &four), 0.4096);
    assert_near(chance(6, &four), 0.90112);
    assert_near(chance(8, &four), 0.98959_36);
    assert_eq!(chance(3, &four), 0.0);
    assert_near(chance(5, &json!({"viable": 4, "departure": 0})), 1.0);
    assert_eq!(chance(5, &json!({"viable": 4, "departure": 1})), 0.0);
}

#[test]
fn chances_are_those_of_counting_all_ways_to_leave() {
    for (size, viable, departure) in [(7usize, 3u32, 0.35), (10, 6, 0.05), (12, 1, 0.9), (9, 9, 0.5)] {
        let stays = |bits: u32| bits.count_ones() >= viable;
        let weight = |bits: u32| {
            let staying = bits.count_ones() as i32;
            (1.0_f64 - departure).powi(staying) * departure.powi(size as i32 - staying)
        };
        let right: f64 = (0..1u32 << size).filter(|&bits| stays(bits)).map(weight).sum();
        assert_near(chance(size, &json!({"viable": viable, "departure": departure})), right);
    }
}

#[test]
fn the_smallest_size_that_goes_on_as_wished_is_found_or_there_is_none() {
    let network = people(&["x"; 6]);
    let smallest = |options: Json| of_groups(&network, &json!({}), &in_order(6, &[6]), &options).resilience.smallest;
    assert_eq!(smallest(json!({"viable": 4})), Some(6));
    assert_eq!(smallest(json!({"viable": 4, "wished": 0.98})), Some(8));
    assert_eq!(smallest(json!({"viable": 4, "departure": 0})), Some(4));
    assert_eq!(smallest(json!({"viable": 4, "departure": 1})), None);
    let sizes = of_groups(&network, &json!({}), &in_order(6, &[6]), &json!({"viable": 4})).resilience.sizes;
    assert_eq!(sizes.iter().map(|one| one.size).collect::<Vec<_>>(), [4, 5, 6]);
}

#[test]
fn a_group_goes_on_with_four_or_what_its_form_asks_for_if_that_is_less() {
    let viable = |form: Json, size: usize| {
        let network = people(&["x"; 6]);
        let scenario = json!({"form": form});
        of_groups(&network, &scenario, &in_order(6, &[size]), &json!({})).resilience.viable
    };
    assert_eq!(viable(json!({"form": "communities", "size": [5, 7]}), 6), 4);
    assert_eq!(viable(json!({"form": "communities", "size": [3, 7]}), 3), 3);
    assert_eq!(viable(json!({"form": "communities", "count": 2}), 3), 3);
    assert_eq!(viable(json!({"form": "pairs"}), 2), 2);
}

#[test]
fn a_group_of_one_country_does_not_survive_its_loss() {
    let network = people(&["x", "x", "x", "x", "x", "y", "y", "y", "z", "z"]);
    let options = json!({"shocks": ["country"], "viable": 3});
    let found = of_groups(&network, &json!({}), &in_order(10, &[5]), &options).resilience;
    let [one, other] = [&found.groups[0].shocks[0], &found.groups[1].shocks[0]];
    assert_eq!((one.survival, one.fatal.len(), one.fatal[0].left), (0.0, 1, 0));
    // Without y two are left, too few; without z three.
    assert_near(other.survival, 0.4);
    assert_eq!(other.fatal.iter().map(|loss| (loss.value.as_str(), loss.left)).collect::<Vec<_>>(), [("y", 2)]);
    let losses: Vec<_> = found.losses.iter().map(|loss| (loss.value.as_str(), loss.groups, loss.fatal)).collect();
    assert_eq!(losses, [("x", 1, 1), ("y", 1, 1)]);
}

#[test]
fn who_alone_keeps_a_rule_is_critical() {
    let mut network = people(&["x", "x", "y", "y", "z"]);
    network["members"][0]["roles"] = json!(["learner", "lead"]);
    let rules = json!([
        {"rule": "quota", "attribute": "roles", "value": "lead", "atLeast": 1},
        {"rule": "span", "attribute": "country", "atLeast": 3},
        {"rule": "span", "attribute": "country", "atLeast": 3, "penalty": 1},
        {"rule": "cap", "attribute": "country", "atMost": 1},
    ]);
    let found = of_groups(&network, &json!({"rules": rules}), &in_order(5, &[5]), &json!({})).resilience;
    let critical: Vec<_> =
        found.groups[0].critical.iter().map(|one| (one.member.as_str(), one.rules.clone())).collect();
    // The cap is broken already, and the soft rule is none that must hold.
    assert_eq!(critical, [("m0", vec![0]), ("m4", vec![1])]);
}

/// The rules broken in the first group of a plan, by position, as the check sees it.
fn broken(network: &Json, scenario: &Json, group: &[String]) -> BTreeSet<usize> {
    let plan = plan("communities", &vec![group.to_vec()]);
    let input = json!({"network": network, "scenario": scenario, "plan": plan});
    let input = CheckInput::from_json(&input.to_string()).expect("an input");
    let report = check(&input.network, &input.scenario, &input.plan).expect("a report");
    report.rules.iter().filter(|rule| rule.hard && !rule.held).map(|rule| rule.rule).collect()
}

#[test]
fn departures_are_what_the_check_finds_in_the_group_that_is_left() {
    let rules = json!([
        {"rule": "share", "attribute": "languages", "core": 0.5}, {"rule": "span", "attribute": "region", "atLeast": 2},
        {"rule": "notAlone", "attribute": "gender"}, {"rule": "cap", "attribute": "region", "atMost": 3},
        {"rule": "quota", "attribute": "gender", "value": "woman", "atLeast": 1}, {"rule": "familiar", "atLeast": 1},
        {"rule": "balance", "attribute": "gender", "tolerance": 0.3}, {"rule": "acquainted", "atLeast": 0.1},
    ]);
    let (mut critical, mut fatal) = (0, 0);
    for seed in 0..6 {
        let network = random_network(24, seed);
        let scenario = json!({"rules": rules, "form": {"form": "communities", "size": [1, 20]}});
        let groups = in_order(24, &[4, 6]);
        let found: Resilience = of_groups(&network, &scenario, &groups, &json!({"viable": 1})).resilience;
        for (group, report) in groups.iter().zip(&found.groups) {
            let kept = broken(&network, &scenario, group);
            let after = |left: &[String]| -> Vec<usize> {
                if left.is_empty() {
                    Vec::new()
                } else {
                    broken(&network, &scenario, left).difference(&kept).copied().collect()
                }
            };
            let without = |gone: &String| group.iter().filter(|id| *id != gone).cloned().collect::<Vec<_>>();
            let right: Vec<(String, Vec<usize>)> = group
                .iter()
                .map(|gone| (gone.clone(), after(&without(gone))))
                .filter(|(_, rules)| !rules.is_empty())
                .collect();
            let said: Vec<(String, Vec<usize>)> =
                report.critical.iter().map(|one| (one.member.clone(), one.rules.clone())).collect();
            assert_eq!(said, right);
            critical += right.len();
            let shock = report.shocks.iter().find(|shock| shock.attribute == "gender").expect("a shock");
            for loss in &shock.fatal {
                let member =
                    |id: &String| network["members"].as_array().expect("members").iter().find(|m| m["id"] == json!(id));
                let stays = |id: &&String| member(id).expect("a member")["values"]["gender"] != json!(loss.value);
                let left: Vec<String> = group.iter().filter(stays).cloned().collect();
                assert_eq!((loss.left, &loss.rules), (left.len(), &after(&left)));
                fatal += 1;
            }
        }
    }
    assert!(critical > 20 && fatal > 10, "{critical} critical, {fatal} fatal");
}

#[test]
fn a_coach_is_critical_for_those_who_have_no_other() {
    let network = json!({"members": [
        {"id": "c", "roles": ["coach"], "capacity": 2}, {"id": "d", "roles": ["coach"], "capacity": 2}, {"id": "l1"}, {"id": "l2"}]});
    let found = |coach: &str, learner: &str| json!({"coach": coach, "learner": learner, "score": 0});
    let mut given = plan("coaching", &Vec::new());
    given["coaching"] = json!([found("c", "l1"), found("d", "l1"), found("d", "l2")]);
    let scenario = json!({"form": {"form": "coaching", "perLearner": [1, 2]}});
    let resilience = read(&json!({"network": network, "scenario": scenario, "plan": given})).resilience;
    assert_eq!(resilience.groups.iter().map(|group| group.group.as_str()).collect::<Vec<_>>(), ["c", "d"]);
    assert!(resilience.groups[0].critical.is_empty());
    let critical = &resilience.groups[1].critical;
    assert_eq!((critical.len(), critical[0].member.as_str(), &critical[0].strands), (1, "d", &vec!["l2".to_owned()]));
}

#[test]
fn values_are_lost_that_rules_and_criteria_speak_of_or_that_are_asked_for() {
    let network = random_network(12, 1);
    let attributes = |scenario: Json, options: Json| -> Vec<String> {
        let found = of_groups(&network, &scenario, &in_order(12, &[6]), &options).resilience;
        found.groups[0].shocks.iter().map(|shock| shock.attribute.clone()).collect()
    };
    let rules = json!([{"rule": "cap", "attribute": "languages", "atMost": 9}]);
    let criteria = json!([{"on": "gender", "want": "different"}, {"on": "schools", "want": "different"}]);
    assert_eq!(attributes(json!({"rules": rules, "criteria": criteria}), json!({})), ["languages", "gender"]);
    assert_eq!(attributes(json!({"rules": rules}), json!({"shocks": ["stage"]})), ["stage"]);
    assert_eq!(attributes(json!({}), json!({})), ["region", "gender"]);
    let none = of_groups(&network, &json!({}), &ids(&[]), &json!({})).resilience;
    assert!(none.groups.is_empty() && none.losses.is_empty());
}

#[test]
fn a_panel_cannot_spare_who_alone_fills_a_quota() {
    let member = |id: &str, gender: &str| json!({"id": id, "values": {"gender": gender}});
    let network = json!({
        "attributes": [{"id": "gender", "kind": "category"}],
        "members": [member("a", "w"), member("b", "m"), member("c", "m"), member("d", "w"), member("e", "m")],
    });
    let quotas = json!([{"attribute": "gender", "value": "m", "atLeast": 1}, {"attribute": "gender", "value": "w", "atLeast": 1}]);
    let scenario = json!({"form": {"form": "panel", "seats": 3, "quotas": quotas}});
    let review = of_groups(&network, &scenario, &ids(&[&["a", "b", "c"]]), &json!({}));
    let critical = &review.resilience.groups[0].critical;
    assert_eq!((critical.len(), critical[0].member.as_str(), &critical[0].rules), (1, "a", &vec![1]));
    assert_eq!((review.resilience.viable, review.fairness.envy), (3, None));
    assert!(review.fairness.members.iter().all(|one| one.value.is_none()));
}

#[test]
fn a_group_is_stranded_without_its_only_facilitator() {
    let network = json!({"members": [
        {"id": "a", "needs": ["x", "y"]}, {"id": "b", "needs": ["x"]}, {"id": "c"}, {"id": "d"},
        {"id": "f", "roles": ["facilitator"], "offers": ["x"]}, {"id": "g", "roles": ["facilitator"]}]});
    let earlier = json!({"form": "communities", "groups": [{"id": "g1", "members": ["a", "b"]}, {"id": "g2", "members": ["c", "d"]}]});
    let scenario = json!({"form": {"form": "coaching", "to": "groups", "plan": earlier, "perLearner": [1, 2]}});
    let found =
        |group: &str, facilitator: &str| json!({"group": group, "facilitator": facilitator, "score": 0, "why": "."});
    let mut given = plan("coaching", &Vec::new());
    given["facilitators"] = json!([found("g1", "f"), found("g2", "f"), found("g2", "g")]);
    let review = read(&json!({"network": network, "scenario": scenario, "plan": given}));
    let [one, other] = [&review.resilience.groups[0], &review.resilience.groups[1]];
    assert_eq!((one.group.as_str(), one.critical[0].member.as_str(), one.critical[0].strands.len()), ("g1", "f", 2));
    assert_eq!((other.group.as_str(), other.critical.len(), review.groups[1].size), ("g2", 0, 4));
    // f offers x to a and b; nobody offers y.
    assert_eq!((review.demand.needs, review.demand.met), (3, 2));
    assert_eq!(review.connections.after.ties, 2 + 4);
}
