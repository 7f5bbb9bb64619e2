//! Several plans over one network, later ones seeing earlier ones.

use crate::world::{World, id, rng};
use commonground::ProgrammeInput;
use commonground::forms::Pace;
use commonground::plan::{Plan, Status};
use commonground::study::{Programme, programme};
use rand::RngExt;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

fn formed(world: &World, steps: Json) -> Programme {
    let network = world.input(&json!(null), &json!({}))["network"].clone();
    let json = json!({"network": network, "steps": steps}).to_string();
    let input = ProgrammeInput::from_json(&json).unwrap_or_else(|errors| panic!("{errors}\n{json}"));
    programme(&input.network, &input.steps, &mut |_, _| Pace::On).unwrap_or_else(|errors| panic!("{errors}\n{json}"))
}

/// Twenty who learn, four who facilitate groups of others.
fn staffed(seed: u64) -> World {
    let mut rng = rng(seed);
    let mut world = World::answered(24, &mut rng);
    for (at, person) in world.people.iter_mut().enumerate() {
        person.roles = if at < 20 { vec!["learner"] } else { vec!["facilitator"] };
        person.capacity = (at >= 20).then(|| rng.random_range(1..=2u32));
    }
    world
}

fn scenario(form: Json, rules: Json) -> Json {
    json!({
        "criteria": [{"on": "languages", "want": "common"}, {"on": "region", "want": "different"}],
        "form": form, "rules": rules, "effort": {"iterations": 5_000, "seconds": 600},
    })
}

fn together(plan: &Plan) -> BTreeSet<(&str, &str)> {
    let two = |group: &commonground::plan::Group| -> Vec<(String, String)> {
        group.members.iter().flat_map(|a| group.members.iter().map(move |b| (a.clone(), b.clone()))).collect()
    };
    let of = |a: &String| plan.groups.iter().flat_map(|g| &g.members).find(|b| *b == a).map(String::as_str);
    plan.groups.iter().flat_map(two).filter(|(a, b)| a != b).filter_map(|(a, b)| Some((of(&a)?, of(&b)?))).collect()
}

#[test]
fn partners_are_found_across_communities_or_inside_them_and_groups_get_facilitators() {
    for seed in 0..6 {
        let world = staffed(70 + seed);
        let rule = |want: &str| json!([{"rule": "groupmates", "step": "circles", "want": want}]);
        let steps = json!([
            {"id": "circles", "scenario": scenario(json!({"form": "communities", "size": [4, 6]}), json!([]))},
            {"id": "guides", "of": "circles",
             "scenario": scenario(json!({"form": "coaching", "to": "groups"}), json!([]))},
            {"id": "across", "scenario": scenario(json!({"form": "pairs"}), rule("different"))},
            {"id": "inside", "scenario": scenario(json!({"form": "pairs"}), rule("same"))},
        ]);
        let found = formed(&world, steps);
        let [circles, guides, across, inside] = &found.steps[..] else { panic!("four steps") };
        assert_eq!(found.status, Status::Feasible);
        let mates = together(&circles.plan);
        assert!(together(&across.plan).iter().all(|pair| !mates.contains(pair)));
        assert!(together(&inside.plan).iter().all(|pair| mates.contains(pair)));
        assert_eq!(across.plan.groups.len(), 10);
        let served: BTreeSet<&String> = guides.plan.facilitators.iter().map(|one| &one.group).collect();
        let left = guides.plan.unserved.iter().map(|one| &one.group);
        let all: BTreeSet<&String> = served.into_iter().chain(left).collect();
        assert_eq!(all, circles.plan.groups.iter().map(|group| &group.id).collect());
        assert!(across.plan.rules[0].text.contains("in one group of “circles”"));
    }
}

#[test]
fn each_member_is_told_where_it_is_in_every_step() {
    let mut world = staffed(80);
    world.people[19].roles = vec!["coach"];
    world.people[19].capacity = Some(3);
    let steps = json!([
        {"id": "circles", "scenario": scenario(json!({"form": "communities", "size": [4, 7]}), json!([]))},
        {"id": "guides", "of": "circles", "scenario": scenario(json!({"form": "coaching", "to": "groups"}), json!([]))},
        {"id": "coach", "scenario": scenario(json!({"form": "coaching"}), json!([]))},
    ]);
    let found = formed(&world, steps);
    let ids: Vec<String> = found.members.iter().map(|member| member.member.clone()).collect();
    assert_eq!(ids, (0..24).map(id).collect::<Vec<String>>());
    for member in &found.members {
        let place = |step: &str| member.places.iter().find(|place| place.step == step);
        let circle = found.steps[0].plan.groups.iter().find(|group| group.members.contains(&member.member));
        assert_eq!(place("circles").map(|place| place.group.clone()), circle.map(|group| Some(group.id.clone())));
        if let (Some(place), Some(circle)) = (place("circles"), circle) {
            let others = circle.members.iter().filter(|other| **other != member.member).cloned();
            assert_eq!(place.with, others.collect::<Vec<String>>());
        }
        let coached = found.steps[2].plan.coaching.iter().find(|one| one.learner == member.member);
        let learns = member.places.iter().find(|place| place.step == "coach" && place.role == "learner");
        assert_eq!(learns.map(|place| place.with.clone()), coached.map(|one| vec![one.coach.clone()]));
        let left = found.steps[2].plan.unplaced.iter().any(|one| one.member == member.member);
        assert_eq!(member.without, if left { vec!["coach".to_owned()] } else { Vec::new() });
        for guided in found.steps[1].plan.facilitators.iter().filter(|one| one.facilitator == member.member) {
            let group = found.steps[0].plan.groups.iter().find(|group| group.id == guided.group).expect("a group");
            let guides = |place: &&commonground::study::Place| place.group.as_ref() == Some(&guided.group);
            let own = member.places.iter().filter(|place| place.role == "facilitator").find(guides).expect("a place");
            assert_eq!(own.with, group.members);
        }
    }
    let coach = found.members.iter().find(|member| member.member == id(19)).expect("the coach");
    assert_eq!(coach.places.iter().find(|place| place.role == "coach").map(|place| place.with.len()), Some(3));
}
