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

/// Communities whose members may be in several.
fn overlapping(n: usize, groups: &[&[&str]]) -> Connections {
    let form = json!({"form": {"form": "communities", "size": [1, 9], "perMember": 3, "limitedBy": "time"}});
    let mut network = network(n, &[]);
    network["attributes"] = json!([{"id": "time", "kind": "number"}]);
    let inside = |at: usize| groups.iter().filter(|group| group.contains(&format!("m{at}").as_str())).count();
    let member = |at: usize| json!({"id": format!("m{at}"), "values": {"time": inside(at)}});
    network["members"] = (0..n).map(member).collect();
    of_groups(&network, &form, &ids(groups), &json!({})).connections
}

#[test]
fn communities_hang_together_by_members_who_are_in_several() {
    // m1 alone links g1 and g2; m3 and m4 both link g2 and g3; g4 stands by itself.
    let groups: &[&[&str]] = &[&["m0", "m1"], &["m1", "m2", "m3", "m4"], &["m3", "m4", "m5"], &["m6", "m7"]];
    let found = overlapping(8, groups);
    let overlap = found.overlap.expect("members in several groups");
    assert_eq!(overlap.parts, 2);
    let said = overlap.bridging.iter().map(|one| (one.member.as_str(), one.groups.join(" "), one.needed));
    let said: Vec<_> = said.collect();
    assert_eq!(
        said,
        [("m1", "g1 g2".to_owned(), true), ("m3", "g2 g3".to_owned(), false), ("m4", "g2 g3".to_owned(), false)]
    );
    let words = "By the 3 members who are in several groups the 4 groups hang together in 2 parts that share nobody.";
    assert!(found.notes.iter().any(|note| note == words), "{:?}", found.notes);
    let single = "1 of them is the only link to some group: without this one there would be more parts.";
    assert!(found.notes.iter().any(|note| note == single), "{:?}", found.notes);
    assert_eq!(overlapping(4, &[&["m0", "m1"], &["m2", "m3"]]).overlap, None);
}

#[test]
fn without_all_bridging_members_no_two_groups_share_anybody_and_without_a_needed_one_more_parts_are_left() {
    let mut state = 7u32;
    let mut below = |n: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 16) % n
    };
    let mut needed = [0; 2];
    for _ in 0..60 {
        let (n, count) = (9, 4);
        let mut groups = vec![Vec::new(); count];
        for member in 0..n {
            let first = if member < count { member } else { below(count as u32) as usize };
            groups[first].push(member);
            let second = below(count as u32) as usize;
            if below(3) == 0 && second != first {
                groups[second].push(member);
            }
        }
        let names: Vec<Vec<String>> =
            groups.iter().map(|group| group.iter().map(|member| format!("m{member}")).collect()).collect();
        let names: Vec<Vec<&str>> = names.iter().map(|group| group.iter().map(String::as_str).collect()).collect();
        let names: Vec<&[&str]> = names.iter().map(Vec::as_slice).collect();
        let Some(overlap) = overlapping(n, &names).overlap else { continue };
        // Parts by merging whatever shares anybody but those who are gone, until nothing changes.
        let parts = |gone: &[usize]| {
            let mut label: Vec<usize> = (0..count).collect();
            for _ in 0..count {
                for (a, b) in (0..count).flat_map(|a| (0..count).map(move |b| (a, b))) {
                    if groups[a].iter().any(|member| groups[b].contains(member) && !gone.contains(member)) {
                        let least = label[a].min(label[b]);
                        (label[a], label[b]) = (least, least);
                    }
                }
            }
            label.sort_unstable();
            label.dedup();
            label.len()
        };
        assert_eq!(overlap.parts, parts(&[]));
        let place = |one: &str| (0..n).find(|member| format!("m{member}") == one).expect("a member");
        let bridging: Vec<usize> = overlap.bridging.iter().map(|one| place(&one.member)).collect();
        assert_eq!(parts(&bridging), count);
        for one in &overlap.bridging {
            assert_eq!(one.needed, parts(&[place(&one.member)]) > parts(&[]), "{groups:?} {one:?}");
            needed[usize::from(one.needed)] += 1;
        }
    }
    assert!(needed.iter().all(|&count| count > 20), "{needed:?}");
}
