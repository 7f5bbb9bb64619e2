//! Reasons: what few have comes first, what everyone has is never the only one, and common ground that is no more than
//! a broad theme is said to be that.

use commonground::plan::{Plan, Reason};
use commonground::{Input, solve};
use serde_json::{Value as Json, json};

fn plan(network: Json, criteria: Json, form: Json) -> Plan {
    let input = json!({"network": network, "scenario": {"criteria": criteria, "form": form}});
    let input = Input::from_json(&input.to_string()).unwrap_or_else(|errors| panic!("{errors}"));
    solve(&input.network, &input.scenario).unwrap_or_else(|errors| panic!("{errors}"))
}

/// Learners with sets of tags.
fn tagged(tags: &[&[&str]]) -> Json {
    let members = tags.iter().enumerate().map(|(at, tags)| json!({"id": format!("m{at}"), "values": {"tags": tags}}));
    json!({"attributes": [{"id": "tags", "label": "Tags", "kind": "set"}], "members": members.collect::<Vec<_>>()})
}

fn of<'p>(plan: &'p Plan, members: &[&str]) -> &'p [Reason] {
    let found = plan.groups.iter().find(|group| members.iter().all(|id| group.members.iter().any(|m| m == id)));
    &found.unwrap_or_else(|| panic!("nobody has {members:?} together: {:?}", plan.groups)).reasons
}

#[test]
fn what_few_in_the_network_have_is_named_before_what_many_have() {
    // m0 and m1 share a tag that two, one that three and one that four of six have.
    let network = tagged(&[
        &["aid", "budget", "cocoa"],
        &["aid", "budget", "cocoa"],
        &["aid", "budget", "x"],
        &["aid", "y"],
        &["z", "y"],
        &["z", "x"],
    ]);
    let found = plan(network, json!([{"on": "tags", "want": "common"}]), json!({"form": "pairs"}));
    let reason = &of(&found, &["m0", "m1"])[0];
    assert_eq!(reason.value, ["cocoa", "budget", "aid"]);
    assert_eq!((reason.kind.as_str(), reason.code.as_str()), ("common", "reason.common.both"));
    assert_eq!(reason.text, "Both have “Tags”: cocoa, budget and aid.");
    assert_eq!(serde_json::to_value(&reason.params).expect("JSON")["values"], json!(["cocoa", "budget", "aid"]));
}

#[test]
fn equally_rare_values_come_in_the_order_of_their_names_whatever_the_order_of_the_rows() {
    for tags in [["b", "a"], ["a", "b"]] {
        let network = tagged(&[&tags, &tags, &["c"], &["c"]]);
        let found = plan(network, json!([{"on": "tags", "want": "common"}]), json!({"form": "pairs"}));
        assert_eq!(of(&found, &["m0", "m1"])[0].value, ["a", "b"]);
    }
}

#[test]
fn what_everyone_has_is_named_last_and_never_as_the_only_reason() {
    let tags: [&[&str]; 6] = [&["en"], &["en"], &["en"], &["en"], &["en"], &["en"]];
    let criteria = json!([{"on": "tags", "want": "common", "weight": 9}]);
    let form = json!({"form": "communities", "size": [3, 3]});
    for group in plan(tagged(&tags), criteria, form.clone()).groups {
        let kinds: Vec<&str> = group.reasons.iter().map(|reason| reason.kind.as_str()).collect();
        assert_eq!(kinds, ["nothing", "everyone"]);
        assert_eq!(group.reasons[1].text, "In common in “Tags”, like everyone in the network: en.");
    }
    // With a reason of less weight beside it, that one comes first.
    let mut network = tagged(&tags);
    for (at, region) in ["a", "a", "a", "b", "b", "b"].iter().enumerate() {
        network["members"][at]["values"]["region"] = json!(region);
    }
    let attributes = network["attributes"].as_array_mut().expect("a list");
    attributes.push(json!({"id": "region", "kind": "category"}));
    let criteria = json!([{"on": "tags", "want": "common", "weight": 9}, {"on": "region", "want": "common"}]);
    for group in plan(network, criteria, form).groups {
        let kinds: Vec<&str> = group.reasons.iter().map(|reason| reason.kind.as_str()).collect();
        assert_eq!(kinds, ["common", "everyone"]);
        assert!(group.reasons[1].share > group.reasons[0].share);
    }
}

#[test]
fn a_tag_of_some_speaks_for_a_community_before_the_language_of_all() {
    let network = tagged(&[&["en", "x"], &["en", "x"], &["en"], &["en", "y"], &["en", "y"], &["en", "z"]]);
    let criteria = json!([{"on": "tags", "want": "common"}]);
    let found = plan(network, criteria, json!({"form": "communities", "size": [3, 3]}));
    let reason = &of(&found, &["m0", "m1"])[0];
    assert_eq!((reason.text.as_str(), reason.kind.as_str()), ("2 of 3 have “Tags” in common: x.", "common"));
}

#[test]
fn a_theme_that_everyone_wants_alike_is_no_reason_for_a_community() {
    let themes = |wish: f64| {
        let member = |at: usize| json!({"id": format!("m{at}"), "themes": {"health": if at < 3 { wish } else { 0.5 }, "water": 0.1}});
        json!({"themes": [{"id": "health"}, {"id": "water"}], "members": (0..6).map(member).collect::<Vec<_>>()})
    };
    let form = json!({"form": "communities", "size": [3, 3], "themes": true});
    let kinds = |wish| -> Vec<String> {
        let found = plan(themes(wish), json!([{"on": "themes", "want": "preferred"}]), form.clone());
        found.groups.into_iter().flat_map(|group| group.reasons).map(|reason| reason.kind).collect()
    };
    assert!(kinds(0.5).iter().all(|kind| kind != "theme"), "{:?}", kinds(0.5));
    assert!(kinds(1.0).iter().any(|kind| kind == "theme"), "{:?}", kinds(1.0));
}

/// Four organisations under one broad theme, each with a question of its own, and four who work on the same question.
fn organisations() -> Json {
    let member = |id: &str, theme: &str, needs: &[&str], offers: &[&str]| json!({"id": id, "themes": [theme], "needs": needs, "offers": offers});
    json!({"themes": [{"id": "scale", "label": "Scaling what works"}, {"id": "early", "label": "Early years"}],
    "members": [
        member("north", "scale", &["costing"], &["teacher coaching"]),
        member("south", "scale", &["tablets in class"], &["village libraries"]),
        member("east", "scale", &["exam reform"], &["radio lessons"]),
        member("west", "scale", &["school meals"], &["girls' clubs"]),
        member("one", "early", &["play groups"], &["home visits"]),
        member("two", "early", &["home visits"], &["play groups"]),
        member("three", "early", &["play groups"], &["home visits"]),
        member("four", "early", &["home visits"], &["play groups"]),
    ]})
}

#[test]
fn common_ground_in_the_broad_theme_alone_is_said_to_be_that() {
    let criteria = json!([{"on": "themes", "want": "common"}]);
    let found = plan(organisations(), criteria.clone(), json!({"form": "communities", "size": [4, 4]}));
    let broad = of(&found, &["north", "south", "east", "west"]).last().expect("a reason");
    assert_eq!((broad.kind.as_str(), broad.code.as_str(), broad.share), ("broadOnly", "reason.broad.group", 0.0));
    assert_eq!(
        broad.text,
        "In common in the broad theme rather than in specific needs: 6 of 6 pairs share a theme, most often Scaling what \
         works; of the 6 of these that state needs or offers, 0 have one in common."
    );
    assert!(of(&found, &["one", "two"]).iter().all(|reason| reason.kind != "broadOnly"));
    // A pair likewise.
    let found = plan(organisations(), criteria, json!({"form": "pairs"}));
    for group in &found.groups {
        let broad = group.reasons.iter().any(|reason| reason.kind == "broadOnly");
        assert_eq!(broad, group.members.iter().all(|id| ["north", "south", "east", "west"].contains(&id.as_str())));
    }
    // Of those who state no need or offer nothing is known, so nothing is said.
    let mut silent = organisations();
    for at in 0..4 {
        silent["members"][at]["needs"] = json!([]);
        silent["members"][at]["offers"] = json!([]);
    }
    let found = plan(silent, json!([{"on": "themes", "want": "common"}]), json!({"form": "pairs"}));
    assert!(found.groups.iter().all(|group| group.reasons.iter().all(|reason| reason.kind != "broadOnly")));
}

#[test]
fn a_coach_is_named_with_how_many_of_the_learners_needs_they_meet() {
    let network = json!({"members": [
        {"id": "ana", "name": "Ana", "needs": ["budget", "data", "law"]},
        {"id": "ben", "name": "Ben", "roles": ["coach"], "offers": ["law", "budget", "ethics"]},
        {"id": "cai", "roles": ["coach"], "offers": ["budget"]}]});
    let found = plan(network, json!([{"on": "needs", "want": "exchange"}]), json!({"form": "coaching"}));
    let reason = &found.coaching[0].reasons[0];
    assert_eq!(reason.text, "Ben offers 2 of the 3 topics that Ana needs: law and budget.");
    assert_eq!(reason.value, ["law", "budget"]);
}

#[test]
fn of_sets_only_what_not_all_have_is_called_different() {
    let network = tagged(&[&["en", "fr"], &["en", "sw"], &["en"], &["en"]]);
    let found = plan(network, json!([{"on": "tags", "want": "different"}]), json!({"form": "pairs"}));
    for group in found.groups {
        for reason in group.reasons.iter().filter(|reason| reason.kind == "different") {
            assert!(!reason.value.contains(&"en".to_owned()), "{}", reason.text);
        }
    }
}

#[test]
fn not_knowing_each_other_sets_nobody_apart_where_nobody_knows_anybody() {
    let network = |ties: Json| json!({"members": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}], "ties": ties});
    let criteria = json!([{"on": "ties", "want": "new"}]);
    let found = plan(network(json!([])), criteria.clone(), json!({"form": "pairs"}));
    assert!(found.groups.iter().all(|group| group.reasons[0].kind == "nothing" && group.reasons[1].kind == "everyone"));
    let found = plan(network(json!([{"a": "a", "b": "b"}])), criteria, json!({"form": "pairs"}));
    assert!(found.groups.iter().all(|group| group.reasons[0].kind == "new"));
}
