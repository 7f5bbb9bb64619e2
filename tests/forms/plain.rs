//! Networks with little in them, and wishes about which group a member is in.

use crate::tools::{groups, solved, solved_with};
use crate::world::{World, id, rng};
use commonground::plan::{Plan, Proof, Status};
use commonground::{Input, solve};
use serde_json::{Value as Json, json};

const FORMS: [&str; 2] = ["pairs", "communities"];

fn form(name: &str) -> Json {
    if name == "pairs" { json!({"form": name}) } else { json!({"form": name, "size": [3, 4]}) }
}

fn short(more: &Json) -> Json {
    let mut out = json!({"effort": {"iterations": 20_000, "seconds": 600}});
    let fields = out.as_object_mut().expect("an object");
    fields.extend(more.as_object().expect("an object").clone());
    out
}

fn members(plan: &Plan) -> Vec<&String> {
    let mut members: Vec<&String> = plan.groups.iter().flat_map(|group| &group.members).collect();
    members.sort();
    members
}

#[test]
fn names_alone_are_enough_for_a_plan() {
    for name in FORMS {
        for n in [7, 24] {
            let plan = solved_with(&World::of(n), &form(name), &short(&json!({})));
            assert_eq!(members(&plan).len(), n);
            assert_eq!(plan.score.total, 0.0);
            assert!(plan.score.gap.is_none_or(|gap| gap < 1e-9), "a gap where nothing is wished: {:?}", plan.score);
            assert!(plan.notes.iter().any(|note| note.contains("No criterion")), "{:?}", plan.notes);
            assert!(plan.groups.iter().all(|group| group.reasons.is_empty()));
        }
    }
}

#[test]
fn who_neither_learns_nor_leads_is_in_no_group_and_told_so() {
    for name in FORMS {
        let mut world = World::answered(10, &mut rng(61));
        world.people[2].roles = vec!["coach"];
        world.people[5].roles = vec!["facilitator"];
        world.people[6].roles = vec![];
        world.people[8].roles = vec!["lead"];
        let plan = solved_with(&world, &form(name), &short(&json!({})));
        assert_eq!(members(&plan).len() + plan.unplaced.len(), 7);
        for resting in [2, 5, 6] {
            assert!(!members(&plan).contains(&&id(resting)));
            assert!(plan.notes.iter().any(|note| note.contains(&id(resting))), "{:?}", plan.notes);
        }
        assert!(members(&plan).contains(&&id(8)));
    }
}

#[test]
fn one_member_is_a_community_of_one() {
    let plan = solved(&World::of(1), &json!({"form": "communities", "size": [1, 3]}));
    assert_eq!(plan.groups.len(), 1);
    assert_eq!(plan.groups[0].score, 0.0);
    assert_eq!(plan.balance.worst, None);
    assert_eq!(plan.score.proof, Proof::Optimal);
    let plan = solved(&World::of(1), &json!({"form": "communities", "count": 1, "themes": false}));
    assert_eq!(plan.groups[0].members, [id(0)]);
}

#[test]
fn everyone_may_be_alone() {
    for objective in ["perMember", "total", "worst"] {
        let form = json!({"form": "communities", "size": [1, 1], "objective": objective});
        for n in [6, 20] {
            let plan = solved_with(&World::answered(n, &mut rng(62)), &form, &short(&json!({})));
            assert_eq!((plan.groups.len(), plan.score.total), (n, 0.0));
        }
    }
}

#[test]
fn all_may_be_one_community() {
    let world = World::answered(20, &mut rng(63));
    let plan = solved_with(&world, &json!({"form": "communities", "count": 1}), &short(&json!({})));
    assert_eq!(plan.groups.len(), 1);
    assert_eq!(plan.groups[0].members.len(), 20);
}

#[test]
fn nobody_answered_anything_and_a_plan_is_made_all_the_same() {
    let mut world = World::of(9);
    world.criteria = vec![
        ("region", "different", 1.0),
        ("languages", "common", 1.0),
        ("schools", "common", 1.0),
        ("utc", "common", 1.0),
        ("needs", "exchange", 1.0),
    ];
    for rule in ["span", "cap", "notAlone"] {
        let (least, most) = (
            json!({"rule": rule, "attribute": "region", "atLeast": 1}),
            json!({"rule": "cap", "attribute": "region", "atMost": 1}),
        );
        world.rules.push(if rule == "cap" { most } else { least });
    }
    for name in FORMS {
        world.rules.iter_mut().for_each(|rule| rule["penalty"] = json!(0.0));
        let plan = solved_with(&world, &form(name), &short(&json!({})));
        assert_eq!((plan.score.total, plan.balance.commonality, plan.balance.diversity), (0.0, None, None));
    }
}

#[test]
fn everyone_answered_the_same() {
    let mut world = World::answered(12, &mut rng(64));
    let one = world.people[0].clone();
    world.people.iter_mut().for_each(|person| *person = one.clone());
    for name in FORMS {
        let plan = solved_with(&world, &form(name), &short(&json!({})));
        let scores: Vec<f64> = plan.groups.iter().map(|group| group.score).collect();
        assert!(scores.windows(2).all(|two| (two[0] - two[1]).abs() < 1e-12), "{scores:?}");
    }
}

#[test]
fn weights_of_0_count_for_nothing() {
    let mut world = World::answered(9, &mut rng(65));
    world.criteria.iter_mut().for_each(|criterion| criterion.2 = 0.0);
    for name in FORMS {
        let plan = solved_with(&world, &form(name), &short(&json!({})));
        assert_eq!(plan.score.total, 0.0);
        assert!(plan.notes.iter().any(|note| note.contains("No criterion")));
    }
}

#[test]
fn pins_are_kept_by_number_and_by_theme() {
    let mut world = World::answered(18, &mut rng(66));
    world.themes = 3;
    let pins: Vec<Json> = (0..4).map(|m| json!({"member": id(m), "group": format!("g{}", m % 3 + 1)})).collect();
    let plan = solved_with(&world, &json!({"form": "communities", "size": [4, 6]}), &short(&json!({"pins": pins})));
    for m in 0..4 {
        assert!(plan.groups[m % 3].members.contains(&id(m)), "{:?}", plan.groups);
    }
    let pins: Vec<Json> = (0..5).map(|m| json!({"member": id(m), "group": format!("t{}", m % 2)})).collect();
    let form = json!({"form": "communities", "size": [6, 6], "themes": true});
    let plan = solved_with(&world, &form, &short(&json!({"pins": pins})));
    for m in 0..5 {
        let own = plan.groups.iter().find(|group| group.members.contains(&id(m))).expect("a group");
        assert_eq!(own.theme, Some(format!("t{}", m % 2)));
    }
}

#[test]
fn members_pinned_to_one_theme_who_must_be_apart_are_in_two_groups_with_it() {
    let mut world = World::answered(18, &mut rng(66));
    world.themes = 3;
    let pins: Vec<Json> = (0..4).map(|m| json!({"member": id(m), "group": "t0"})).collect();
    let world = world.with_rules(&[json!({"rule": "apart", "members": [id(0), id(2)]})]);
    let form = json!({"form": "communities", "size": [6, 6], "themes": true});
    let plan = solved_with(&world, &form, &short(&json!({"pins": pins})));
    assert_eq!(plan.status, Status::Feasible, "{:?}", plan.groups);
    let own = |m: usize| plan.groups.iter().find(|group| group.members.contains(&id(m))).expect("a group");
    assert!((0..4).all(|m| own(m).theme.as_deref() == Some("t0")), "{:?}", plan.groups);
    assert_ne!(own(0).id, own(2).id);
}

#[test]
fn members_of_two_groups_are_pinned_to_both() {
    let world = World::answered(8, &mut rng(67));
    let pins = json!([{"member": id(0), "group": "g1"}, {"member": id(0), "group": "g3"}]);
    let form = json!({"form": "communities", "size": [4, 4], "perMember": 2});
    let plan = solved_with(&world, &form, &short(&json!({"pins": pins})));
    assert!(plan.groups[0].members.contains(&id(0)) && plan.groups[2].members.contains(&id(0)), "{:?}", plan.groups);
}

/// How many members are in another group than before.
fn moved(earlier: &Plan, plan: &Plan) -> usize {
    let home = |member: &String| earlier.groups.iter().find(|group| group.members.contains(member)).map(|g| &g.id);
    let away = |group: &commonground::plan::Group| {
        group.members.iter().filter(|&member| home(member).is_some_and(|home| *home != group.id)).count()
    };
    plan.groups.iter().map(away).sum()
}

#[test]
fn an_earlier_plan_is_left_by_no_more_than_may_move() {
    let mut rng = rng(68);
    let form = json!({"form": "communities", "size": [4, 6]});
    let mut world = World::answered(20, &mut rng);
    let earlier = solved_with(&world, &form, &short(&json!({})));
    world.mix = 1.0 - world.mix;
    let free = solved_with(&world, &form, &short(&json!({"keep": {"plan": earlier, "moves": 99}})));
    let mut last = f64::NEG_INFINITY;
    for moves in [0, 2, 4, 8] {
        let plan = solved_with(&world, &form, &short(&json!({"keep": {"plan": earlier, "moves": moves}})));
        assert!(moved(&earlier, &plan) <= moves);
        if moves == 0 {
            assert_eq!(groups(&world, &plan), groups(&world, &earlier));
        }
        // More freedom is never worse: with so few members the search finds what there is.
        assert!(plan.score.total >= last - 1e-6, "{moves} moves: {} after {last}", plan.score.total);
        last = plan.score.total;
    }
    assert!(free.score.total >= last - 1e-6);
}

#[test]
fn newcomers_join_an_earlier_plan_and_nobody_else_moves() {
    let form = json!({"form": "communities", "size": [4, 6]});
    let world = World::answered(20, &mut rng(69));
    let mut before = world.clone();
    before.people.truncate(17);
    let earlier = solved_with(&before, &form, &short(&json!({})));
    let plan = solved_with(&world, &form, &short(&json!({"keep": {"plan": earlier, "moves": 0}})));
    assert_eq!(moved(&earlier, &plan), 0);
    assert_eq!(members(&plan).len(), 20);
}

#[test]
fn the_number_of_groups_is_free_between_the_sizes() {
    // Two circles of friends of six: two groups of six are better than three of four.
    let mut world = World::scored(12, 0, 0, 0, &mut rng(70));
    let scores = world.scores.as_mut().expect("scores");
    for (a, row) in scores.iter_mut().enumerate() {
        row.iter_mut().enumerate().for_each(|(b, score)| *score = if a % 2 == b % 2 { 5.0 } else { 0.0 });
    }
    for n_free in [json!({"keep": {"plan": {"form": "communities"}, "moves": 9}}), json!({})] {
        let form = json!({"form": "communities", "size": [4, 6], "objective": "total"});
        let plan = solved_with(&world, &form, &short(&n_free));
        assert_eq!((plan.groups.len(), plan.score.total), (2, 150.0));
    }
}

#[test]
fn a_plan_without_any_possible_pair_leaves_everyone_unplaced() {
    let mut world = World::of(3);
    world.rules = vec![json!({"rule": "match", "attribute": "region"})];
    let plan = solved(&world, &json!({"form": "pairs"}));
    assert_eq!((plan.groups.len(), plan.unplaced.len(), plan.status), (0, 3, Status::Feasible));
}

#[test]
fn an_input_that_an_earlier_plan_was_made_for_can_be_solved_again_from_that_plan() {
    let sample: Json = serde_json::from_str(include_str!("../../samples/education-24.json")).expect("JSON");
    let mut sample = sample;
    sample["scenario"]["effort"] = json!({"iterations": 30_000, "seconds": 600});
    let input = Input::from_json(&sample.to_string()).expect("a sample");
    let plan = solve(&input.network, &input.scenario).expect("a plan");
    sample["scenario"]["keep"] = json!({"plan": plan, "moves": 0});
    let again = Input::from_json(&sample.to_string()).expect("a plan is an earlier plan");
    let second = solve(&again.network, &again.scenario).expect("a plan");
    let named = |plan: &Plan| {
        plan.groups.iter().map(|g| (g.id.clone(), g.theme.clone(), g.members.clone())).collect::<Vec<_>>()
    };
    assert_eq!(named(&plan), named(&second));
}
