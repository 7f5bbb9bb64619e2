//! Needs and offers, met and unmet.

use crate::{in_order, of_groups, random_network, read};
use serde_json::{Value as Json, json};

fn member(id: &str, needs: &[&str], offers: &[&str]) -> Json {
    json!({"id": id, "needs": needs, "offers": offers})
}

fn groups(groups: &[&[&str]]) -> Vec<Vec<String>> {
    crate::ids(groups)
}

#[test]
fn needs_are_met_by_those_in_the_group_and_counted_by_topic() {
    let network = json!({"members": [
        member("a", &["x", "y", "z"], &["v"]), member("b", &["x"], &["y"]), member("c", &["v"], &["x", "x"]),
        member("d", &["w", "x"], &["w", "u"])]});
    let demand = of_groups(&network, &json!({}), &groups(&[&["a", "b"], &["c", "d"]]), &json!({})).demand;
    // a gets y from b; d gets x from c and could meet w itself; nobody offers z.
    assert_eq!((demand.needs, demand.met, demand.unmet, demand.alone, demand.gain), (7, 2, 5, 1, 2));
    let topics: Vec<_> =
        demand.topics.iter().map(|t| (t.topic.as_str(), t.seekers, t.offers, t.met, t.lacks)).collect();
    assert_eq!(
        topics,
        [
            ("x", 3, 1, 1, Some("enoughOffers")),
            ("v", 1, 1, 0, None),
            ("w", 1, 1, 0, None),
            ("y", 1, 1, 1, None),
            ("z", 1, 0, 0, Some("offers")),
            ("u", 0, 1, 0, Some("seekers")),
        ]
    );
}

#[test]
fn met_and_unmet_are_all_needs_and_nobody_loses_by_being_matched() {
    for seed in 0..8 {
        let demand = of_groups(&random_network(30, seed), &json!({}), &in_order(30, &[3, 5]), &json!({})).demand;
        assert_eq!(demand.met + demand.unmet, demand.needs);
        assert_eq!(demand.topics.iter().map(|topic| topic.seekers).sum::<usize>(), demand.needs);
        assert_eq!(demand.topics.iter().map(|topic| topic.met).sum::<usize>(), demand.met);
        assert!(demand.gain + demand.alone >= demand.met && demand.gain <= demand.met);
    }
}

#[test]
fn in_coaching_only_a_coach_meets_a_need_and_only_learners_have_them() {
    let mut network = json!({"members": [member("c", &["x"], &["y"]), member("l", &["y", "x"], &["x"]), member("m", &["x"], &["x"])]});
    network["members"][0]["roles"] = json!(["coach"]);
    network["members"][0]["capacity"] = json!(2);
    let found = |learner: &str| json!({"coach": "c", "learner": learner, "score": 0});
    let mut plan = crate::plan("coaching", &Vec::new());
    plan["coaching"] = json!([found("l"), found("m")]);
    let demand = read(&json!({"network": network, "scenario": {"form": {"form": "coaching"}}, "plan": plan})).demand;
    assert_eq!((demand.needs, demand.met, demand.unmet, demand.alone, demand.gain), (3, 1, 2, 2, 1));
}

#[test]
fn a_theme_needs_as_many_as_the_smallest_group() {
    let wishes = |id: &str, themes: Json| json!({"id": id, "themes": themes});
    let network = json!({"themes": [{"id": "s"}, {"id": "t"}, {"id": "u"}], "members": [
        wishes("a", json!(["s", "t"])), wishes("b", json!(["s"])), wishes("c", json!({"s": 0.2, "t": 0})), wishes("d", json!([]))]});
    let scenario = json!({"form": {"form": "communities", "size": [2, 4]}});
    let themes = of_groups(&network, &scenario, &groups(&[&["a", "b"], &["c", "d"]]), &json!({})).demand.themes;
    let said: Vec<_> = themes.iter().map(|t| (t.theme.as_str(), t.wished, t.fewest, t.enough)).collect();
    assert_eq!(said, [("s", 3, 2, true), ("t", 1, 2, false), ("u", 0, 2, false)]);
}
