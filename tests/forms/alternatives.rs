//! Communities that are nearly as good as a plan's: all sound, all different, none worse than was allowed.

use crate::communities::any_rules;
use crate::partitions::{Ask, divisions, value};
use crate::rulebook::allowed;
use crate::tools::{groups, near};
use crate::world::{Rng, World, id, rng};
use commonground::forms::{Alternatives, Wanted, alternatives};
use commonground::plan::{Plan, Status, check};
use commonground::{AlternativesInput, solve};
use rand::RngExt;
use serde_json::{Value as Json, json};

fn input(world: &World, form: &Json, more: &Json) -> AlternativesInput {
    let scenario = json!({"effort": {"iterations": 20_000, "seconds": 600, "seed": 9}});
    let mut json = world.input(form, &scenario);
    for key in ["keep", "pins"].into_iter().filter(|&key| !more[key].is_null()) {
        json["scenario"][key] = more[key].clone();
    }
    AlternativesInput::from_json(&json.to_string()).unwrap_or_else(|errors| panic!("{errors}\n{json}"))
}

fn asked(input: &AlternativesInput, wanted: &Wanted) -> Alternatives {
    let found = alternatives(&input.network, &input.scenario, input.plan.as_ref(), wanted);
    found.unwrap_or_else(|errors| panic!("{errors}"))
}

/// How many places differ, groups being matched in every way there is.
fn differ(one: &[Vec<usize>], other: &[Vec<usize>]) -> usize {
    fn same(one: &[Vec<usize>], other: &mut Vec<&Vec<usize>>) -> usize {
        let Some((group, rest)) = one.split_first() else { return 0 };
        let mut most = same(rest, other);
        for at in 0..other.len() {
            let with = other.remove(at);
            let both = group.iter().filter(|member| with.contains(member)).count();
            if both > 0 {
                most = most.max(both + same(rest, other));
            }
            other.insert(at, with);
        }
        most
    }
    one.iter().map(Vec::len).sum::<usize>() - same(one, &mut other.iter().collect())
}

/// Everything that was promised of the answer; how many alternatives there are.
fn is_kept(world: &World, input: &AlternativesInput, found: &Alternatives, wanted: &Wanted) -> usize {
    let plans: Vec<&Plan> =
        std::iter::once(&found.plan).chain(found.alternatives.iter().map(|other| &other.plan)).collect();
    assert!(found.alternatives.len() <= wanted.count as usize);
    for other in &found.alternatives {
        let report = check(&input.network, &input.scenario, &other.plan).expect("a sound input");
        assert!(report.ok && other.plan.status == Status::Feasible, "{:?}", report.errors);
        assert_eq!(other.moved as usize, differ(&groups(world, &found.plan), &groups(world, &other.plan)));
        // Without those who are named the groups are the same.
        let stays = |member: &usize| !other.members.contains(&id(*member));
        let staying = |plan: &Plan| -> Vec<Vec<usize>> {
            groups(world, plan).iter().map(|group| group.iter().copied().filter(stays).collect()).collect()
        };
        assert_eq!(differ(&staying(&found.plan), &staying(&other.plan)), 0);
        assert!(!other.members.is_empty() && other.members.len() <= other.moved as usize);
    }
    for (at, one) in plans.iter().enumerate() {
        for other in &plans[..at] {
            let places = differ(&groups(world, one), &groups(world, other));
            assert!(places >= found.moves as usize, "{places} of {}", found.moves);
        }
    }
    found.alternatives.len()
}

fn any(round: u32, rng: &mut Rng) -> (World, Json) {
    let n = rng.random_range(9..=24u32) as usize;
    let rules = any_rules(n, rng);
    let mut world = World::answered(n, rng).tied(3, rng).with_rules(&rules);
    world.themes = 3;
    for person in &mut world.people {
        person.wishes = (0..3).map(|_| f64::from(rng.random_range(0..=4u32)) / 4.0).collect();
    }
    let objective = ["perMember", "total", "worst"][(round % 3) as usize];
    let per_member = if round % 4 == 1 { 2 } else { 1 };
    let form = json!({
        "form": "communities", "size": [4, 6], "objective": objective, "perMember": per_member,
        "themes": round % 5 == 2,
    });
    (world, form)
}

#[test]
fn alternatives_keep_the_rules_and_differ_from_the_plan_and_from_each_other() {
    let mut rng = rng(71);
    let mut found_in_all = 0;
    for round in 0..40u32 {
        let (world, form) = any(round, &mut rng);
        let input = input(&world, &form, &json!({}));
        let wanted = Wanted { count: 1 + round % 5, moves: Some(2 + round % 4), within: 0.05 };
        let found = asked(&input, &wanted);
        found_in_all += is_kept(&world, &input, &found, &wanted);
        assert_eq!(found.moves, 2 + round % 4);
        assert!(!found.text.contains(['{', '}']) && !found.text.starts_with("alternatives."), "{}", found.text);
        // What was lost is told, is within what was allowed, and grows from one to the next.
        let losses: Vec<f64> = found.alternatives.iter().map(|other| other.loses).collect();
        assert!(losses.is_sorted_by(|a, b| *a <= *b + 1e-9), "{losses:?}");
        for other in &found.alternatives {
            let (lost, of) = if form["objective"] == "worst" {
                let lowest = |plan: &Plan| plan.balance.worst.as_ref().map_or(0.0, |worst| worst.score);
                (lowest(&found.plan) - lowest(&other.plan), lowest(&found.plan))
            } else {
                (found.plan.score.total - other.plan.score.total, found.plan.score.total)
            };
            assert!(near(lost, other.loses) && lost <= 0.05 * of.abs() + 1e-6, "{lost} {} {of}", other.loses);
        }
        // Asked again the answer is the same, and the plan is the one that is formed anyway.
        assert_eq!(asked(&input, &wanted), found);
        assert_eq!(solve(&input.network, &input.scenario), Ok(found.plan.clone()));
    }
    assert!(found_in_all > 40, "{found_in_all}");
}

#[test]
fn alternatives_to_a_given_plan_differ_from_that_plan() {
    let mut rng = rng(72);
    for round in 0..8u32 {
        let world = World::answered(15, &mut rng);
        let form = Ask::new([5, 5], "total").form();
        let mut input = input(&world, &form, &json!({}));
        // Not the plan that would be formed: the members as they come.
        let group = |at: usize| json!({"id": format!("g{}", at + 1), "members": (0..5).map(|i| id(at * 5 + i)).collect::<Vec<_>>()});
        let plan = json!({"form": "communities", "groups": (0..3).map(group).collect::<Vec<_>>()});
        input.plan = serde_json::from_value(plan).expect("a plan");
        let wanted = Wanted { count: 3, moves: Some(3 + round % 3), ..Wanted::default() };
        let found = asked(&input, &wanted);
        assert_eq!(
            groups(&world, &found.plan),
            (0..3).map(|at| (at * 5..at * 5 + 5).collect()).collect::<Vec<Vec<usize>>>()
        );
        assert!(is_kept(&world, &input, &found, &wanted) > 0);
        // Anything is better than members as they come.
        assert!(found.alternatives[0].loses < 0.0);
    }
}

#[test]
fn on_few_members_the_alternative_is_mostly_the_best_there_is() {
    let mut rng = rng(73);
    let (mut asked_for, mut found_some, mut best_found) = (0, 0, 0);
    for _ in 0..40 {
        let n = rng.random_range(6..=8u32) as usize;
        let world = World::answered(n, &mut rng);
        let ask = Ask::new([2, 4], "perMember");
        let input = input(&world, &ask.form(), &json!({}));
        let wanted = Wanted { count: 1, moves: Some(2), within: 0.1 };
        let found = asked(&input, &wanted);
        is_kept(&world, &input, &found, &wanted);
        let first = groups(&world, &found.plan);
        let others = divisions(&world.taking_part(), &ask).into_iter().filter(|other| {
            other.len() == first.len() && other.iter().all(|g| allowed(&world, g)) && differ(&first, other) >= 2
        });
        let best = others.map(|other| value(&world, &other, &ask).1).reduce(f64::max);
        let Some(best) = best.filter(|best| *best >= 0.9 * found.plan.score.total) else {
            assert!(found.alternatives.is_empty());
            continue;
        };
        asked_for += 1;
        if let Some(other) = found.alternatives.first() {
            assert!(other.plan.score.total <= best + 1e-9);
            found_some += 1;
            best_found += u32::from(near(other.plan.score.total, best));
        }
    }
    assert!(
        asked_for > 15 && found_some * 10 >= asked_for * 9 && best_found * 2 > asked_for,
        "{best_found} {found_some} {asked_for}"
    );
}

#[test]
fn what_cannot_differ_has_no_alternative_and_says_so() {
    let mut rng = rng(74);
    let world = World::answered(12, &mut rng);
    let form = Ask::new([4, 4], "total").form();
    // Everyone is pinned.
    let pins: Vec<Json> = (0..12).map(|m| json!({"member": id(m), "group": format!("g{}", m / 4 + 1)})).collect();
    let found = asked(&input(&world, &form, &json!({"pins": pins})), &Wanted::default());
    assert!(found.alternatives.is_empty() && found.text.starts_with("No alternative found"), "{}", found.text);
    let broken = world.with_rules(&[json!({"rule": "quota", "attribute": "roles", "value": "lead", "atLeast": 1})]);
    let found = asked(&input(&broken, &form, &json!({})), &Wanted::default());
    assert!(found.alternatives.is_empty() && found.text.starts_with("The plan breaks hard rules"), "{}", found.text);
    assert!(found.plan.notes.iter().any(|note| note.contains("0 have it")), "{:?}", found.plan.notes);
}

#[test]
fn without_a_number_a_tenth_of_the_places_differ_and_two_at_least() {
    let mut rng = rng(75);
    for (n, moves) in [(8, 2), (44, 4)] {
        let world = World::answered(n, &mut rng);
        let input = input(&world, &Ask::new([4, 4], "total").form(), &json!({}));
        let found = asked(&input, &Wanted { within: 0.2, ..Wanted::default() });
        assert_eq!(found.moves, moves);
        assert!(!found.alternatives.is_empty());
    }
}
