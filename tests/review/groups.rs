//! What groups are made of: values worked by hand, and faultlines by dividing groups in every way.

use crate::{assert_near, criteria, ids, in_order, of_groups, random_network};
use commonground::study::{AttributeMeasures, GroupReview};
use serde_json::{Value as Json, json};

/// One group of members with these answers to one question.
fn group(attribute: Json, answers: &[Json]) -> GroupReview {
    let id = attribute["id"].as_str().expect("an id").to_owned();
    let member = |(at, answer): (usize, &Json)| json!({"id": format!("m{at}"), "values": {id.clone(): answer}});
    let members: Vec<Json> = answers.iter().enumerate().map(member).collect();
    let network = json!({"attributes": [attribute], "members": members});
    let mut review = of_groups(&network, &json!({}), &in_order(answers.len(), &[answers.len()]), &json!({}));
    review.groups.remove(0)
}

fn measured(attribute: Json, answers: &[Json]) -> AttributeMeasures {
    group(attribute, answers).attributes.remove(0)
}

fn texts(answers: &[&str]) -> Vec<Json> {
    answers.iter().map(|answer| json!(answer)).collect()
}

#[test]
fn identical_members_have_no_diversity_and_all_different_ones_have_all() {
    let region = || json!({"id": "region", "kind": "category"});
    for n in 2..9usize {
        let same = group(region(), &vec![json!("one"); n]);
        assert_eq!((same.diversity, same.attributes[0].blau), (Some(0.0), Some(0.0)));
        let each: Vec<Json> = (0..n).map(|at| json!(format!("r{at}"))).collect();
        let different = group(region(), &each);
        assert_eq!((different.diversity, different.attributes[0].blau), (Some(1.0), Some(1.0)));
    }
}

#[test]
fn blau_is_worked_by_hand_and_the_mean_distance_of_two() {
    // Two of four: n/(n − 1)·(1 − Σp²) = 4/3 · (1 − 2/4) = 2/3; who did not answer takes no part.
    let own = measured(
        json!({"id": "x", "kind": "category"}),
        &[json!("a"), json!("a"), json!("b"), json!("b"), json!(null)],
    );
    assert_eq!(own.answered, 4);
    assert_near(own.blau, 2.0 / 3.0);
    assert_near(own.distance, 2.0 / 3.0);
}

#[test]
fn two_camps_are_as_far_apart_as_can_be_and_an_even_spread_is_less() {
    let likert = || json!({"id": "view", "kind": "ordinal", "levels": ["1", "2", "3", "4", "5"]});
    let camps = measured(likert(), &texts(&["1", "1", "1", "5", "5", "5"]));
    assert_near(camps.separation, 1.0);
    assert_near(camps.deviation, 2.0);
    assert_near(camps.agreement, -1.0);
    let even = measured(likert(), &texts(&["1", "2", "3", "4", "5"]));
    assert_near(even.separation, 2.0_f64.sqrt() / 2.0);
    assert_near(even.agreement, 0.0);
    let one = measured(likert(), &texts(&["3", "3", "3", "3"]));
    assert_near(one.separation, 0.0);
    assert_near(one.agreement, 1.0);
    // Levels 1 and 4 of five, van der Eijk's layer 10010: U = (3·1 − 4·2) / (3·3), A = U · (1 − 1/4).
    assert_near(measured(likert(), &texts(&["1", "1", "4", "4"])).agreement, -5.0 / 9.0 * 0.75);
    let split = |answers: &[&str]| group(likert(), &texts(answers)).warnings.iter().any(|text| text.contains("split"));
    assert!(split(&["1", "1", "5", "5"]) && split(&["1", "2", "4", "5", "5", "1"]));
    assert!(!split(&["1", "2", "3", "4", "5"]) && !split(&["3", "3", "4", "4"]) && !split(&["1", "5"]));
}

#[test]
fn one_giant_among_small_ones_dominates() {
    let size = || json!({"id": "size", "kind": "number"});
    let own = measured(size(), &[json!(100), json!(10), json!(10)]);
    assert_near(own.dominance, 100.0 / 120.0);
    // ΣΣ|x − y| = 2·(90 + 90) = 360, 2·n²·mean = 2·9·40 = 720.
    assert_near(own.gini, 0.5);
    assert_near(own.variation, 1800.0_f64.sqrt() / 40.0); // deviations 60, −30, −30
    let warns =
        |answers: &[f64]| !group(size(), &answers.iter().map(|&x| json!(x)).collect::<Vec<_>>()).warnings.is_empty();
    assert!(warns(&[100.0, 10.0, 10.0]));
    assert!(!warns(&[10.0, 10.0, 10.0]) && !warns(&[30.0, 10.0, 20.0]) && !warns(&[100.0, 1.0]));
}

#[test]
fn raos_q_is_the_mean_dissimilarity_over_all_that_two_answered() {
    let network = json!({
        "attributes": [{"id": "region", "kind": "category"}, {"id": "tags", "kind": "set"},
                       {"id": "size", "kind": "number", "range": [0, 10]}],
        "members": [
            {"id": "a", "values": {"region": "n", "tags": ["x", "y"], "size": 0}},
            {"id": "b", "values": {"region": "s", "tags": ["y"], "size": 5}},
            {"id": "c", "values": {"region": "n", "size": 10}}],
    });
    let review = of_groups(&network, &json!({}), &ids(&[&["a", "b", "c"]]), &json!({}));
    // a–b: (1 + 1/2 + 1/2)/3; a–c: (0 + 1)/2; b–c: (1 + 1/2)/2.
    assert_near(review.groups[0].diversity, (2.0 / 3.0 + 0.5 + 0.75) / 3.0);
}

#[test]
fn what_everyone_in_the_pool_holds_is_never_the_core() {
    let member =
        |id: &str, languages: &[&str], themes: Json| json!({"id": id, "values": {"l": languages}, "themes": themes});
    let network = json!({
        "attributes": [{"id": "l", "kind": "set"}], "themes": [{"id": "all"}, {"id": "few"}],
        "members": [
            member("a", &["en", "fr"], json!(["all", "few"])), member("b", &["en", "fr"], json!(["all", "few"])),
            member("c", &["en"], json!(["all"])), member("d", &["en"], json!(["all"]))],
    });
    let groups = ids(&[&["a", "b"], &["c", "d"]]);
    let review = of_groups(&network, &json!({}), &groups, &json!({}));
    let (theme, shared) =
        (review.groups[0].theme.as_ref().expect("a theme"), review.groups[0].shared.as_ref().expect("a value"));
    assert_eq!((theme.value.as_str(), theme.holders, shared.value.as_str()), ("few", 2, "fr"));
    assert_near(theme.coverage, 1.0);
    assert_near(theme.specificity, 2.0_f64.ln());
    assert_eq!((&review.groups[1].theme, &review.groups[1].shared), (&None, &None));
}

#[test]
fn familiarity_counts_pairs_with_a_tie_and_their_trust() {
    let network = json!({
        "members": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}],
        "ties": [{"a": "a", "b": "b", "trust": 0.4}, {"a": "b", "b": "c", "met": "2024"}, {"a": "a", "b": "d", "conflict": true}],
    });
    let own = &of_groups(&network, &json!({}), &ids(&[&["a", "b", "c", "d"]]), &json!({})).groups[0].familiarity;
    assert_eq!((own.pairs, own.known), (6, 2));
    assert_near(own.density, 1.0 / 3.0);
    assert_near(own.trust, 0.7);
}

fn camps() -> Json {
    let member = |at: usize| {
        let (side, size) = if at < 3 { ("north", 0) } else { ("south", 9) };
        json!({"id": format!("m{at}"), "values": {"region": side, "language": side, "size": size}})
    };
    json!({
        "attributes": [{"id": "region", "kind": "category"}, {"id": "language", "kind": "category"}, {"id": "size", "kind": "number"}],
        "members": (0..6).map(member).collect::<Vec<_>>(),
    })
}

#[test]
fn two_camps_alike_in_everything_are_the_strongest_faultline_and_are_named() {
    let review = of_groups(&camps(), &json!({}), &in_order(6, &[6]), &json!({}));
    let line = review.groups[0].faultline.as_ref().expect("a faultline");
    assert_near(line.strength, 1.0);
    assert_eq!(line.camps, [["m0", "m1", "m2"], ["m3", "m4", "m5"]].map(|camp| camp.map(String::from).to_vec()));
    assert!(review.groups[0].warnings.iter().any(|text| text.contains("m0, m1 and m2; and m3, m4 and m5")));
    // The same answers, crossed: whoever shares a region differs in language.
    let mut crossed = camps();
    for at in 0..6 {
        crossed["members"][at]["values"]["language"] = json!(["north", "south"][at % 2]);
        crossed["members"][at]["values"]["size"] = json!([0, 9, 4][at % 3]);
    }
    let review = of_groups(&crossed, &json!({}), &in_order(6, &[6]), &json!({}));
    let crossed = review.groups[0].faultline.as_ref().expect("a faultline");
    assert!(crossed.strength < 0.6, "{}", crossed.strength);
    assert!(review.groups[0].warnings.is_empty());
}

#[test]
fn groups_too_small_or_too_large_have_no_faultline_and_equal_members_none_either() {
    let strength = |n: usize| {
        let members: Vec<Json> = (0..n).map(|at| json!({"id": format!("m{at}"), "values": {"x": "same"}})).collect();
        let network = json!({"attributes": [{"id": "x", "kind": "category"}], "members": members});
        let review = of_groups(&network, &json!({}), &in_order(n, &[n]), &json!({}));
        review.groups[0].faultline.as_ref().map(|line| line.strength)
    };
    assert_eq!([3, 4, 12, 13].map(strength), [None, Some(0.0), Some(0.0), None]);
}

/// The largest share of squares between two camps, by dividing in every way and summing up each time anew.
fn strongest(distances: &[Vec<f64>]) -> f64 {
    let n = distances.len();
    let inner = |camp: &[usize]| {
        let pairs = camp.iter().flat_map(|&a| camp.iter().filter(move |&&b| b > a).map(move |&b| distances[a][b]));
        pairs.sum::<f64>() / camp.len() as f64
    };
    let whole = inner(&(0..n).collect::<Vec<_>>());
    let mut best = 0.0;
    for bits in 0..1u32 << n {
        let (one, other): (Vec<usize>, Vec<usize>) = (0..n).partition(|at| bits >> at & 1 == 1);
        if one.len() >= 2 && other.len() >= 2 {
            best = f64::max(best, 1.0 - (inner(&one) + inner(&other)) / whole);
        }
    }
    best
}

#[test]
fn the_faultline_is_the_strongest_of_all_divisions() {
    for seed in 0..8 {
        let n = 30;
        let network = random_network(n, seed);
        // Numbers alone, so that the squares can be worked out here in a line.
        let mut numbers = network.clone();
        numbers["attributes"] = json!([{"id": "schools", "kind": "number", "range": [0, 600]},
                                       {"id": "gender", "kind": "category"}]);
        for member in numbers["members"].as_array_mut().expect("members") {
            let values = member["values"].as_object_mut().expect("values");
            values.retain(|key, _| key == "schools" || key == "gender");
        }
        let value = |at: usize, key: &str| numbers["members"][at]["values"][key].clone();
        let squared = |a: usize, b: usize| {
            let number = |at: usize| value(at, "schools").as_f64().expect("a number") / 600.0;
            let differ = f64::from(u8::from(value(a, "gender") != value(b, "gender")));
            ((number(a) - number(b)).powi(2) + differ) / 2.0
        };
        let review = of_groups(&numbers, &json!({"criteria": []}), &in_order(n, &[4, 7, 9, 10]), &json!({}));
        let mut next = 0;
        for group in &review.groups {
            let members: Vec<usize> = (next..next + group.size).collect();
            next += group.size;
            let distances: Vec<Vec<f64>> =
                members.iter().map(|&a| members.iter().map(|&b| squared(a, b)).collect()).collect();
            assert_near(group.faultline.as_ref().map(|line| line.strength), strongest(&distances));
        }
    }
}

#[test]
fn what_is_wanted_different_is_what_the_plan_calls_its_diversity() {
    let scenario = json!({"criteria": criteria(), "form": {"form": "communities", "size": [4, 6]},
                          "effort": {"iterations": 3000, "seconds": 600}});
    let (plan, review) = crate::solved(&json!({"network": random_network(20, 3), "scenario": scenario}));
    for (group, reviewed) in plan["groups"].as_array().expect("groups").iter().zip(&review.groups) {
        assert_near(reviewed.wanted_diversity, group["diversity"].as_f64().expect("a number"));
    }
}
