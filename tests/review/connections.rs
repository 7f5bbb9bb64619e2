//! Who knows whom before and after: shapes worked by hand.

use crate::{assert_near, ids, in_order, of_groups, random_network, read};
use commonground::study::Connections;
use serde_json::{Value as Json, json};

fn network(n: usize, ties: &[(usize, usize)]) -> Json {
    let member =
        |at: usize| json!({"id": format!("m{at}"), "values": {"side": if at < n / 2 { "left" } else { "right" }}});
    let tie = |&(a, b): &(usize, usize)| json!({"a": format!("m{a}"), "b": format!("m{b}")});
    json!({
        "attributes": [{"id": "side", "kind": "category"}], "members": (0..n).map(member).collect::<Vec<_>>(),
        "ties": ties.iter().map(tie).collect::<Vec<_>>(),
    })
}

fn connections(network: &Json, groups: &[&[&str]]) -> Connections {
    of_groups(network, &json!({}), &ids(groups), &json!({})).connections
}

#[test]
fn two_triangles_and_the_tie_between_them() {
    // 0–1–2 and 3–4–5 are triangles, 2–3 joins them.
    let found = connections(&network(6, &[(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)]), &[]);
    let before = &found.before;
    assert_eq!((before.members, before.ties, before.parts, before.largest, before.isolated), (6, 7, 1, 6, 0));
    assert_near(before.density, 7.0 / 15.0);
    // 7 ties of length 1; 0 and 1 to 3, 4 and 5 to 2: 4 of length 2; 0, 1 to 4, 5: 4 of length 3.
    assert_near(before.mean_path, (7.0 + 8.0 + 12.0) / 15.0);
    // Paths of two ties: 1 at each of four, 3 at 2 and at 3; six are closed.
    assert_near(before.transitivity, 6.0 / 10.0);
    assert_near(before.clustering, (4.0 + 1.0 / 3.0 + 1.0 / 3.0) / 6.0);
    assert_eq!(before.bridges, [["m2".to_owned(), "m3".to_owned()]]);
    assert_eq!(before.cut_members, ["m2", "m3"]);
    assert_near(before.ei_index, (1.0 - 6.0) / 7.0);
    assert_eq!((&found.after, found.new_ties), (&found.before, 0));
}

#[test]
fn groups_tie_their_members_and_join_separate_parts() {
    let found = connections(&network(6, &[(0, 1), (3, 4)]), &[&["m0", "m1", "m2"], &["m3", "m5"]]);
    assert_eq!((found.before.parts, found.before.isolated), (4, 2));
    assert_eq!((found.after.parts, found.after.ties, found.new_ties), (2, 5, 3));
    let joins: Vec<_> = found.joins.iter().map(|join| (join.group.as_str(), join.parts)).collect();
    assert_eq!(joins, [("g1", 2), ("g2", 2)]);
    let inside = connections(&network(6, &[(0, 1), (3, 4)]), &[&["m0", "m1"], &["m3", "m4"]]);
    assert!(inside.joins.is_empty() && inside.new_ties == 0);
}

#[test]
fn a_network_without_ties_has_no_paths() {
    let found = connections(&network(3, &[]), &[]);
    assert_eq!((found.before.mean_path, found.before.transitivity, found.before.ei_index), (None, None, None));
    assert_eq!((found.before.density, found.before.clustering), (Some(0.0), Some(0.0)));
    assert_eq!((found.before.parts, found.before.isolated), (3, 3));
}

#[test]
fn a_conflict_is_no_connection_and_a_known_one_of_two_statements_is() {
    let mut given = network(4, &[(0, 1)]);
    given["ties"] = json!([{"a": "m0", "b": "m1", "conflict": true}, {"a": "m2", "b": "m3", "trust": 0.1},
                           {"a": "m1", "b": "m2", "trust": 0}]);
    assert_eq!(connections(&given, &[]).before.ties, 1);
}

/// Distances by Floyd and Warshall, over what the groups and ties say.
fn mean_path(n: usize, tied: impl Fn(usize, usize) -> bool) -> f64 {
    const FAR: u32 = 1_000_000;
    let mut far = vec![vec![FAR; n]; n];
    for (a, row) in far.iter_mut().enumerate() {
        (0..n).filter(|&b| a != b && tied(a, b)).for_each(|b| row[b] = 1);
    }
    for through in 0..n {
        for a in 0..n {
            for b in 0..n {
                far[a][b] = far[a][b].min(far[a][through] + far[through][b]);
            }
        }
    }
    let pairs = (0..n).flat_map(|a| (0..n).filter(move |&b| b != a).map(move |b| (a, b)));
    let known: Vec<f64> = pairs.map(|(a, b)| far[a][b]).filter(|&steps| steps < FAR).map(f64::from).collect();
    known.iter().sum::<f64>() / known.len() as f64
}

#[test]
fn paths_in_networks_of_more_than_64_are_those_of_another_method() {
    for n in [63, 64, 65, 130] {
        let network = random_network(n, n as u64);
        let groups = in_order(n, &[5]);
        let found = of_groups(&network, &json!({}), &groups, &json!({})).connections;
        let ties = network["ties"].as_array().expect("ties").clone();
        let knows = |a: usize, b: usize| {
            let (a, b) = (json!(format!("m{a}")), json!(format!("m{b}")));
            let both: Vec<&Json> =
                ties.iter().filter(|t| (t["a"] == a && t["b"] == b) || (t["a"] == b && t["b"] == a)).collect();
            let trust = both.iter().filter_map(|t| t["trust"].as_f64()).reduce(f64::min);
            trust.unwrap_or(f64::from(u8::from(both.iter().any(|t| t["met"].is_string())))) > 0.0
        };
        assert_near(found.before.mean_path, mean_path(n, knows));
        assert_near(found.after.mean_path, mean_path(n, |a, b| a / 5 == b / 5 || knows(a, b)));
    }
}

#[test]
fn a_coach_is_tied_to_its_learners_and_they_not_to_each_other() {
    let network = json!({"members": [{"id": "c", "roles": ["coach"], "capacity": 2}, {"id": "l1"}, {"id": "l2"}]});
    let found = |coach: &str, learner: &str| json!({"coach": coach, "learner": learner, "score": 0});
    let mut given = crate::plan("coaching", &Vec::new());
    given["coaching"] = json!([found("c", "l1"), found("c", "l2")]);
    let after =
        read(&json!({"network": network, "scenario": {"form": {"form": "coaching"}}, "plan": given})).connections.after;
    assert_eq!((after.ties, after.cut_members.as_slice()), (2, &["c".to_owned()][..]));
}
