//! Neutral facilitators for the groups of a plan, against trying all.

use crate::rulebook::{allowed, penalty};
use crate::tools::{assert_near, assert_optimal, near, solved};
use crate::world::{LEVELS, Rng, Tie, World, id, rng};
use commonground::plan::{Plan, check};
use commonground::{Input, solve};
use rand::RngExt;
use serde_json::{Value as Json, json};

/// Learners in groups, and behind them some facilitators.
fn staffed(learners: usize, facilitators: usize, rng: &mut Rng) -> World {
    let mut world = World::answered(learners + facilitators, rng);
    for (at, person) in world.people.iter_mut().enumerate() {
        if at >= learners {
            person.roles = vec!["facilitator"];
            person.capacity = (rng.random_range(0..4u32) > 0).then(|| rng.random_range(0..=2u32));
        } else if rng.random_range(0..5u32) == 0 {
            // Some who learn in a group also facilitate others.
            person.roles = vec!["learner", "facilitator"];
        }
    }
    world.tied(learners / 2, rng).with_rules(&[
        json!({"rule": "differ", "attribute": "region"}),
        json!({"rule": "match", "attribute": "languages", "penalty": 0.125}),
    ])
}

fn groups_of(learners: usize, size: usize) -> Vec<Vec<usize>> {
    (0..learners).collect::<Vec<_>>().chunks(size).map(<[usize]>::to_vec).collect()
}

fn form(groups: &[Vec<usize>], more: &Json) -> Json {
    let groups: Vec<Json> = groups
        .iter()
        .enumerate()
        .map(|(at, group)| json!({"id": format!("g{}", at + 1), "members": group.iter().map(|&m| id(m)).collect::<Vec<_>>()}))
        .collect();
    let mut form = json!({"form": "coaching", "to": "groups", "plan": {"form": "communities", "groups": groups}});
    form.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
    form
}

/// What a facilitator counts in a group; `None` where they are not neutral.
fn worth(world: &World, group: &[usize], facilitator: usize, skill: bool) -> Option<f64> {
    let neutral = !group.contains(&facilitator)
        && group.iter().all(|&m| allowed(world, &[m, facilitator]) && !world.barred(m, facilitator).1);
    let sum: f64 = group.iter().map(|&member| world.coaching_affinity(member, facilitator)).sum();
    let technical = sum / group.len() as f64;
    let stage = world.people[facilitator].stage.map_or(0.0, |stage| f64::from(stage) / (LEVELS.len() - 1) as f64);
    let fit = if skill { f64::min(technical, stage) } else { technical };
    // The only soft rule costs a group once.
    let cost = group.iter().map(|&member| penalty(world, &[member, facilitator])).fold(0.0, f64::max);
    neutral.then_some(fit - cost)
}

/// The most groups that can be served, then the largest sum.
fn by_trying_all(world: &World, groups: &[Vec<usize>], skill: bool) -> (usize, f64) {
    fn go(rest: &[Vec<(usize, f64)>], places: &mut Vec<u32>, so_far: (usize, f64), best: &mut (usize, f64)) {
        let Some((options, rest)) = rest.split_first() else {
            if so_far.0 > best.0 || (so_far.0 == best.0 && so_far.1 > best.1) {
                *best = so_far;
            }
            return;
        };
        go(rest, places, so_far, best);
        for &(facilitator, worth) in options {
            if places[facilitator] > 0 {
                places[facilitator] -= 1;
                go(rest, places, (so_far.0 + 1, so_far.1 + worth), best);
                places[facilitator] += 1;
            }
        }
    }
    let mut places: Vec<u32> = world.people.iter().map(|person| person.capacity.unwrap_or(1)).collect();
    let pool = world.with_role("facilitator");
    let options: Vec<Vec<(usize, f64)>> = groups
        .iter()
        .map(|group| pool.iter().filter_map(|&f| Some((f, worth(world, group, f, skill)?))).collect())
        .collect();
    let mut best = (0, f64::NEG_INFINITY);
    go(&options, &mut places, (0, 0.0), &mut best);
    best
}

#[test]
fn the_facilitators_of_a_few_groups_are_the_best_of_all_and_neutral() {
    let mut rng = rng(51);
    let (mut served, mut left) = (0, 0);
    for round in 0..150u32 {
        let (size, count) = (rng.random_range(2..=4u32) as usize, rng.random_range(1..=4u32) as usize);
        let world = staffed(size * count, rng.random_range(1..=5u32) as usize, &mut rng);
        let groups = groups_of(size * count, size);
        let skill = round % 2 == 0;
        let plan = solved(&world, &form(&groups, &if skill { json!({"skill": "stage"}) } else { json!({}) }));
        let best = by_trying_all(&world, &groups, skill);
        assert_eq!(plan.facilitators.len(), best.0);
        assert_optimal(&plan, best.1, &world);
        for found in &plan.facilitators {
            let member = (0..world.len()).find(|&m| id(m) == found.facilitator).expect("a member");
            let group = &groups[found.group[1..].parse::<usize>().expect("a number") - 1];
            assert!(worth(&world, group, member, skill).is_some(), "{found:?} is not neutral");
        }
        assert_eq!(plan.facilitators.len() + plan.unserved.len(), count);
        assert!(plan.unplaced.is_empty() && plan.coaching.is_empty());
        for unserved in &plan.unserved {
            let group = &groups[unserved.group[1..].parse::<usize>().expect("a number") - 1];
            let pool = world.with_role("facilitator");
            let nobody = pool.iter().all(|&f| worth(&world, group, f, skill).is_none());
            assert_eq!(unserved.code == "noFacilitator", nobody, "{unserved:?}");
            assert_eq!(unserved.excluded.len(), if nobody { pool.len() } else { 0 });
            for excluded in &unserved.excluded {
                let member = pool.iter().copied().find(|&f| id(f) == excluded.member).expect("a facilitator");
                let region = world.people[member].region;
                let shared = region.is_some() && group.iter().any(|&m| m != member && world.people[m].region == region);
                assert_eq!(excluded.rules.contains(&0), shared, "{excluded:?}");
                assert!(excluded.why.ends_with('.') && !excluded.why.contains('{'), "{}", excluded.why);
            }
        }
        served += plan.facilitators.len();
        left += plan.unserved.len();
    }
    assert!(served > 60 && left > 60, "{served} served, {left} not");
}

/// Two learners from different places, and facilitators of given stages who offer what is given.
fn small(facilitators: &[(u32, &[u32])]) -> World {
    let mut world = World::of(2 + facilitators.len());
    world.people[0].needs = vec![0, 1];
    world.people[1].needs = vec![0];
    for (person, (stage, offers)) in world.people[2..].iter_mut().zip(facilitators) {
        person.roles = vec!["facilitator"];
        person.stage = Some(*stage);
        person.offers = offers.to_vec();
    }
    world
}

#[test]
fn the_lower_of_technical_fit_and_skill_counts_and_nothing_on_either_is_nothing() {
    // All topics and no skill; all skill and no topics; some of both.
    let world = small(&[(0, &[0, 1]), (3, &[]), (2, &[0])]);
    let plan = solved(&world, &form(&[vec![0, 1]], &json!({"skill": "stage"})));
    let found = &plan.facilitators[0];
    assert_eq!(found.facilitator, id(4));
    assert_eq!(found.technical, Some(0.75), "half of one member's needs and all of the other's");
    assert!(near(found.skill.expect("a skill"), 2.0 / 3.0));
    assert_near(found.score, 2.0 / 3.0, &world);
    assert_eq!(found.why, "Technical fit 0.75, facilitation skill 0.667: the lower of the two counts.");
    for alone in [(0, &[0, 1][..]), (3, &[][..])] {
        let plan = solved(&small(&[alone]), &form(&[vec![0, 1]], &json!({"skill": "stage"})));
        assert_eq!(plan.score.total, 0.0);
    }
}

#[test]
fn a_group_that_nobody_may_facilitate_is_named_with_what_excludes_each() {
    let mut world = small(&[(1, &[0]), (1, &[0]), (1, &[0]), (1, &[0])]);
    world.people[0].region = Some(1);
    world.people[2].region = Some(1);
    world.people[3].roles = vec!["learner", "facilitator"];
    world.ties.push(Tie { a: 1, b: 4, conflict: true, ..Tie::default() });
    world.ties.push(Tie { a: 5, b: 1, same_parent: true, ..Tie::default() });
    let world = world.with_rules(&[json!({"rule": "differ", "attribute": "region"})]);
    let plan = solved(&world, &form(&[vec![0, 1, 3]], &json!({})));
    assert!(plan.facilitators.is_empty());
    let unserved = &plan.unserved[0];
    assert_eq!((unserved.group.as_str(), unserved.code.as_str()), ("g1", "noFacilitator"));
    let why = |member: usize| {
        let of = unserved.excluded.iter().find(|excluded| excluded.member == id(member));
        of.map(|excluded| (excluded.rules.clone(), excluded.why.clone())).expect("excluded")
    };
    let (rules, text) = why(2);
    assert_eq!(rules, [0]);
    assert!(text.starts_with(&format!("{}: ", id(2))) && text.contains("region"), "{text}");
    assert_eq!(why(3).1, format!("{} is a member of the group.", id(3)));
    assert_eq!(why(4), (vec![], format!("{} is in conflict with {}.", id(4), id(1))));
    assert_eq!(why(5).1, format!("{} belongs to the same parent organisation as {}.", id(5), id(1)));
}

#[test]
fn nobody_facilitates_more_groups_than_their_places_or_the_load_allow() {
    let mut world = World::of(7);
    world.people[6].roles = vec!["facilitator"];
    world.people[6].capacity = Some(2);
    let groups = groups_of(6, 2);
    let plan = solved(&world, &form(&groups, &json!({})));
    assert_eq!((plan.facilitators.len(), plan.unserved.len()), (2, 1));
    assert_eq!(plan.unserved[0].code, "facilitatorsFull");
    let plan = solved(&world, &form(&groups, &json!({"load": [0, 1]})));
    assert_eq!((plan.facilitators.len(), plan.unserved.len()), (1, 2));
    world.people[6].capacity = Some(0);
    assert_eq!(solved(&world, &form(&groups, &json!({}))).unserved.len(), 3);
}

#[test]
fn a_trainee_sits_beside_a_facilitator_and_takes_no_group_alone() {
    let mut world = small(&[(3, &[0, 1]), (1, &[0]), (1, &[])]);
    world.people[3].region = Some(2);
    world.people[4].region = Some(2);
    let trainees = json!({"trainee": {"attribute": "region", "value": "r2"}});
    let plan = solved(&world, &form(&[vec![0, 1]], &trainees));
    assert_eq!(plan.facilitators[0].facilitator, id(2));
    assert_eq!(plan.facilitators[0].trainee, Some(id(3)), "who offers more");
    world.ties.push(Tie { a: 3, b: 1, conflict: true, ..Tie::default() });
    let plan = solved(&world, &form(&[vec![0, 1]], &trainees));
    assert_eq!(plan.facilitators[0].trainee, Some(id(4)));
    world.people[2].region = Some(2);
    let plan = solved(&world, &form(&[vec![0, 1]], &trainees));
    assert_eq!((plan.facilitators.len(), plan.unserved.len()), (0, 1), "all of them are trainees");
}

#[test]
fn members_who_left_are_passed_over_and_a_group_that_all_left_needs_nobody() {
    let world = small(&[(1, &[0])]);
    let mut form = form(&[vec![0, 1]], &json!({}));
    let groups = form["plan"]["groups"].as_array_mut().expect("groups");
    groups[0]["members"].as_array_mut().expect("members").push(json!("gone"));
    groups.push(json!({"id": "g2", "members": ["gone"]}));
    let plan = solved(&world, &form);
    assert_eq!((plan.facilitators.len(), plan.unserved.len()), (1, 0));
}

/// What a check finds in a plan after some damage.
fn found(world: &World, form: &Json, damage: impl Fn(&mut Plan)) -> Vec<String> {
    let input = Input::from_json(&world.input(form, &json!({})).to_string()).expect("an input");
    let mut plan = solve(&input.network, &input.scenario).expect("a plan");
    damage(&mut plan);
    let report = check(&input.network, &input.scenario, &plan).expect("a report");
    report.errors.into_iter().map(|error| error.code).collect()
}

#[test]
fn a_check_finds_what_is_wrong_with_facilitators_and_anchors() {
    let mut world = small(&[(3, &[0, 1]), (1, &[0])]);
    world.people[0].region = Some(1);
    world.people[3].region = Some(1);
    let world = world.with_rules(&[json!({"rule": "differ", "attribute": "region"})]);
    let groups = form(&[vec![0, 1]], &json!({"skill": "stage"}));
    assert_eq!(found(&world, &groups, |_| {}), Vec::<String>::new());
    let has = |damage: &dyn Fn(&mut Plan), code: &str| {
        let errors = found(&world, &groups, damage);
        assert!(errors.iter().any(|error| error == code), "{code} is not among {errors:?}");
    };
    has(&|plan| plan.facilitators[0].facilitator = id(3), "brokenRule");
    has(&|plan| plan.facilitators[0].facilitator = id(0), "notAFacilitator");
    has(&|plan| plan.facilitators[0].trainee = Some(id(3)), "notAFacilitator");
    has(&|plan| plan.facilitators[0].group = "g9".to_owned(), "unknownFacilitated");
    has(&|plan| plan.facilitators[0].score = 0.9, "numberDiffers");
    has(&|plan| plan.facilitators[0].skill = None, "numberDiffers");
    has(&|plan| plan.facilitators.clear(), "facilitators");
    has(&|plan| plan.facilitators.push(plan.facilitators[0].clone()), "facilitatorOverCapacity");
    has(&|plan| plan.score.costs = 1.0, "numberDiffers");
    let alone = |plan: &mut Plan| {
        plan.facilitators.clear();
        plan.unserved.push(commonground::plan::Unserved {
            group: "g1".to_owned(),
            code: "noFacilitator".to_owned(),
            ..Default::default()
        });
    };
    has(&alone, "unservedDiffers");

    let mut world = World::of(4);
    world.people.iter_mut().for_each(|person| person.region = Some(1));
    world.people[0].roles = vec!["coach"];
    world.people[3].roles = vec!["lead"];
    world.people[3].region = Some(2);
    let anchored = json!({"form": "coaching", "anchor": {"attribute": "region", "atMost": 1}});
    assert_eq!(found(&world, &anchored, |_| {}), Vec::<String>::new());
    let has = |damage: &dyn Fn(&mut Plan), code: &str| {
        let errors = found(&world, &anchored, damage);
        assert!(errors.iter().any(|error| error == code), "{code} is not among {errors:?}");
    };
    has(&|plan| plan.anchors[0].anchor = id(3), "anchorDoesNotFit");
    has(&|plan| plan.anchors[0].anchor = plan.anchors[0].learner.clone(), "anchorDoesNotFit");
    has(&|plan| plan.anchors.push(plan.anchors[0].clone()), "anchoredTwice");
    has(&|plan| plan.anchors.push(plan.anchors[0].clone()), "anchorOverCapacity");
    has(&|plan| plan.anchors[0].score = 7.0, "numberDiffers");
}
