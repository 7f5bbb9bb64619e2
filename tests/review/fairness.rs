//! Who is served how well, and who would rather have another's place.

use crate::{assert_near, criteria, ids, in_order, near, of_groups, random_network, read, solved};
use commonground::ReviewInput;
use commonground::affinity::{Affinity, Relation};
use commonground::network::Table;
use commonground::study::Review;
use serde_json::{Value as Json, json};

fn four() -> Json {
    json!({
        "members": [{"id": "a"}, {"id": "b"}, {"id": "c"}, {"id": "d"}],
        "scores": {"pairs": [["a", "b", 3], ["c", "d", 1], ["a", "d", 2], ["b", "c", 5], ["a", "c", 4], ["b", "d", 0]]},
    })
}

fn scored(form: Json) -> Json {
    json!({"criteria": [{"on": "scores", "want": "high"}], "form": form})
}

fn score(review: &Review, member: &str) -> Option<f64> {
    review.fairness.members.iter().find(|one| one.member == member).expect("a member").score
}

#[test]
fn scores_gini_and_the_worst_served_are_those_worked_by_hand() {
    let review = of_groups(&four(), &scored(json!({"form": "pairs"})), &ids(&[&["a", "b"], &["c", "d"]]), &json!({}));
    let fairness = &review.fairness;
    for (member, right) in [("a", 3.0), ("b", 3.0), ("c", 1.0), ("d", 1.0)] {
        assert_near(score(&review, member), right);
    }
    assert_eq!(fairness.worst.as_ref().map(|worst| worst.member.as_str()), Some("c"));
    // Four of six pairs differ by 2: 2 · 4 · 2 / (2 · 16 · 2) = 0.25.
    assert_near(fairness.gini, 0.25);
    assert_near(fairness.mean, 2.0);
    assert_eq!(fairness.blocking_pairs, Some(2)); // b and c would rather have each other (5 > 3), so would a and c (4 > 3)
}

#[test]
fn envy_is_a_better_partner_than_ones_own() {
    // a has b (3) and would like d's partner c (4); d (2) would rather have a's partner? b is worth 0 to d, so no.
    // b has a (3) and would like d's place beside c (5). c has d (1) and would like a's place (5) and b's (4).
    // d has c (1) and would like b's place beside a (2).
    let review = of_groups(&four(), &scored(json!({"form": "pairs"})), &ids(&[&["a", "b"], &["c", "d"]]), &json!({}));
    let envies: Vec<u32> = review.fairness.members.iter().map(|one| one.envies).collect();
    assert_eq!(envies, [1, 1, 2, 1]);
    let envy = review.fairness.envy.expect("envy");
    assert_eq!((envy.members, envy.wishes), (4, 5));
    // Both would gain: b and d (b–c 5, d–a 2); a would like d's place, but d not a's.
    assert_eq!((envy.mutual, envy.swaps.len()), (1, 1));
    assert_eq!(envy.swaps[0].members, ["b", "d"]);
    assert_near(envy.swaps[0].gains[0], 1.0);
    assert_near(envy.swaps[0].gains[1], 0.5);
}

#[test]
fn where_all_are_equal_nobody_envies_and_gini_is_zero() {
    let members: Vec<Json> = (0..12).map(|at| json!({"id": format!("m{at}"), "values": {"x": "same"}})).collect();
    let network = json!({"attributes": [{"id": "x", "kind": "category"}], "members": members});
    let scenario = json!({"criteria": [{"on": "x", "want": "common"}]});
    let review = of_groups(&network, &scenario, &in_order(12, &[4]), &json!({}));
    let fairness = review.fairness;
    assert_eq!((fairness.gini, fairness.mean), (Some(0.0), Some(1.0)));
    let envy = fairness.envy.expect("envy");
    assert_eq!((envy.members, envy.wishes, envy.mutual), (0, 0, 0));
}

/// Envy by exchanging any two and measuring both anew.
fn by_brute_force(input: &Json) -> (Vec<u32>, u64) {
    let input = ReviewInput::from_json(&input.to_string()).expect("an input");
    let table = Table::new(&input.network);
    let affinity = Affinity::new(&input.network, &table, &input.scenario.criteria, input.scenario.mix, Relation::Peers);
    let groups: Vec<Vec<usize>> =
        input.plan.groups.iter().map(|g| g.members.iter().map(|id| table.member(id).expect("one")).collect()).collect();
    let mean = |member: usize, group: &[usize]| {
        let others: Vec<f64> = group.iter().filter(|&&m| m != member).map(|&m| affinity.of(member, m)).collect();
        if others.is_empty() { 0.0 } else { others.iter().sum::<f64>() / others.len() as f64 }
    };
    let group_of = |member: usize| groups.iter().find(|group| group.contains(&member)).expect("a group");
    let would = |i: usize, j: usize| {
        let after: Vec<usize> = group_of(j).iter().map(|&m| if m == j { i } else { m }).collect();
        let allowed = after.iter().all(|&other| !table.in_conflict(i, other));
        allowed && mean(i, &after) > mean(i, group_of(i)) + 1e-9
    };
    let all: Vec<usize> = (0..table.len()).collect();
    let apart = |i: usize, j: usize| !group_of(i).contains(&j);
    let wishes = |i: usize| all.iter().filter(|&&j| apart(i, j) && would(i, j)).count() as u32;
    let both = |i: usize| all[..i].iter().filter(|&&j| apart(i, j) && would(i, j) && would(j, i)).count() as u64;
    (all.iter().map(|&i| wishes(i)).collect(), all.iter().map(|&i| both(i)).sum())
}

#[test]
fn envy_is_what_exchanging_any_two_shows() {
    for seed in 0..12 {
        let n = 20 + seed as usize;
        let groups = in_order(n, &[3, 5, 4]);
        let scenario = json!({"criteria": criteria(), "form": {"form": "communities", "size": [1, 20]}});
        let input = json!({"network": random_network(n, seed), "scenario": scenario,
                           "plan": crate::plan("communities", &groups)});
        let (envies, mutual) = by_brute_force(&input);
        let fairness = read(&input).fairness;
        assert_eq!(fairness.members.iter().map(|one| one.envies).collect::<Vec<_>>(), envies);
        let envy = fairness.envy.expect("envy");
        assert_eq!(envy.mutual, mutual);
        assert!(envy.wishes > 0 && envy.swaps.iter().all(|swap| swap.gains.iter().all(|&gain| gain > 0.0)));
    }
}

#[test]
fn exchanges_that_would_break_a_hard_rule_are_not_proposed() {
    let network = random_network(24, 5);
    let groups = in_order(24, &[6]);
    let free = of_groups(&network, &json!({"criteria": criteria()}), &groups, &json!({})).fairness.envy.expect("envy");
    assert!(!free.swaps.is_empty());
    let first = &free.swaps[0].members;
    let group = groups.iter().find(|group| group.contains(&first[0])).expect("a group");
    let mate = group.iter().find(|id| *id != &first[0]).expect("a mate");
    let rules = json!([{"rule": "together", "members": [first[0], mate]}]);
    let scenario = json!({"criteria": criteria(), "rules": rules});
    let bound = of_groups(&network, &scenario, &groups, &json!({})).fairness.envy.expect("envy");
    assert_eq!(bound.mutual, free.mutual);
    assert!(bound.swaps.iter().all(|swap| swap.members != *first));
}

#[test]
fn the_parts_of_all_members_sum_to_the_total_before_penalties_and_costs() {
    let network = random_network(20, 9);
    let mut with_coaches = network.clone();
    for at in 0..4 {
        with_coaches["members"][at]["roles"] = json!(["coach"]);
        with_coaches["members"][at]["capacity"] = json!(6);
    }
    let soft = json!([{"rule": "span", "attribute": "region", "atLeast": 3, "penalty": 0.25}]);
    let forms = [
        (json!({"form": "pairs"}), json!([])),
        (json!({"form": "pairs", "rounds": 3}), json!([])),
        (json!({"form": "pairs", "size": 4}), json!([])),
        (json!({"form": "communities", "size": [4, 6], "themes": true}), soft.clone()),
        (json!({"form": "communities", "size": [4, 6], "objective": "total", "perMember": 2}), soft),
        (json!({"form": "coaching", "evenLoads": 0.01, "perLearner": [1, 2]}), json!([])),
    ];
    for (form, rules) in forms {
        let network = if form["form"] == "coaching" { &with_coaches } else { &network };
        let effort = json!({"iterations": 3000, "seconds": 600});
        let scenario = json!({"criteria": criteria(), "form": form, "rules": rules, "effort": effort});
        let (plan, review) = solved(&json!({"network": network, "scenario": scenario}));
        let sum: f64 = review.fairness.members.iter().filter_map(|one| one.value).sum();
        let number = |key: &str| plan["score"][key].as_f64().unwrap_or(0.0);
        assert_near(sum, number("total") + number("penalties") + number("costs"));
        let worst = review.fairness.worst.expect("a worst");
        assert_eq!(plan["balance"]["worst"]["member"], json!(worst.member), "{form}");
        assert_near(worst.score, plan["balance"]["worst"]["score"].as_f64().expect("a score"));
    }
}

#[test]
fn the_only_one_of_a_kind_is_a_token_in_a_group_of_three_or_more() {
    let member =
        |id: &str, gender: &str, region: &str| json!({"id": id, "values": {"gender": gender, "region": region}});
    let network = json!({
        "attributes": [{"id": "gender", "kind": "category"}, {"id": "region", "kind": "category"}],
        "members": [member("a", "w", "n"), member("b", "m", "n"), member("c", "m", "n"), member("d", "w", "s"),
                    member("e", "w", "s"), member("f", "m", "n")],
    });
    let groups = ids(&[&["a", "b", "c", "f"], &["d", "e"]]);
    let tokens = |scenario: Json, options: Json| of_groups(&network, &scenario, &groups, &options).fairness.tokens;
    let of_all = tokens(json!({}), json!({}));
    assert_eq!(
        of_all.iter().map(|one| (one.attribute.as_str(), one.count)).collect::<Vec<_>>(),
        [("gender", 1), ("region", 0)]
    );
    assert_eq!((of_all[0].alone[0].member.as_str(), of_all[0].alone[0].group.as_str()), ("a", "g1"));
    assert_eq!(of_all[0].alone[0].values, ["w"]);
    // The rule protects men only, and looks at gender only.
    let rules = json!([{"rule": "notAlone", "attribute": "gender", "value": "m"}]);
    let of_rule = tokens(json!({"rules": rules}), json!({}));
    assert_eq!(of_rule.iter().map(|one| (one.attribute.as_str(), one.count)).collect::<Vec<_>>(), [("gender", 0)]);
    let asked = tokens(json!({"rules": rules}), json!({"tokens": ["region"]}));
    assert_eq!(asked.iter().map(|one| (one.attribute.as_str(), one.count)).collect::<Vec<_>>(), [("region", 0)]);
}

#[test]
fn a_plan_that_keeps_the_rule_not_alone_has_no_tokens() {
    for seed in 0..10 {
        let network = random_network(24, seed);
        let rules = json!([{"rule": "notAlone", "attribute": "gender"}]);
        let effort = json!({"iterations": 5000, "seconds": 600});
        let scenario = json!({"rules": rules, "form": {"form": "communities", "size": [5, 7]}, "effort": effort});
        let (plan, review) = solved(&json!({"network": network, "scenario": scenario}));
        assert_eq!(plan["status"], "feasible");
        assert_eq!(review.fairness.tokens[0].count, 0);
    }
}

#[test]
fn a_learner_envies_those_with_a_better_coach_one_place_each() {
    let network = json!({
        "members": [{"id": "c", "roles": ["coach"], "capacity": 2}, {"id": "d", "roles": ["coach"], "capacity": 2},
                    {"id": "l1"}, {"id": "l2"}, {"id": "l3"}, {"id": "l4"}],
        "scores": {"pairs": [["c", "l1", 3], ["c", "l2", 1], ["d", "l1", 1], ["d", "l2", 2], ["d", "l3", 1], ["c", "l3", 2],
                             ["c", "l4", 0], ["d", "l4", 5]]},
    });
    let found = |coach: &str, learner: &str| json!({"coach": coach, "learner": learner, "score": 0});
    let mut plan = crate::plan("coaching", &Vec::new());
    plan["coaching"] = json!([found("c", "l1"), found("c", "l2"), found("d", "l3"), found("d", "l4")]);
    let review = read(&json!({"network": network, "plan": plan, "scenario": scored(json!({"form": "coaching"}))}));
    let envies: Vec<(&str, u32)> =
        review.fairness.members.iter().map(|one| (one.member.as_str(), one.envies)).collect();
    // l2 has 1 and would have 2 with d, in the place of l3 or l4; l3 has 1 and would have 2 with c.
    assert_eq!(envies, [("l1", 0), ("l2", 2), ("l3", 2), ("l4", 0)]);
    let envy = review.fairness.envy.expect("envy");
    assert_eq!((envy.members, envy.wishes, envy.mutual), (2, 4, 1)); // l2 and l3 would exchange
    assert!(near(review.fairness.gini.expect("a Gini"), 0.35)); // 3, 1, 1, 5: sum of differences 28 / (2 · 16 · 2.5)
}
