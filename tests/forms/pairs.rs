//! Peer pairs.

use crate::groups::{by_rustworkx, by_trying_all, profile, worst_by_trying_all, worth};
use crate::tools::{assert_near, assert_optimal, groups, near, solved, solved_with};
use crate::world::{Rng, World, rng};
use commonground::plan::{Plan, Proof};
use rand::RngExt;
use serde_json::{Value as Json, json};

fn single(odd: &str, objective: &str) -> Json {
    json!({"form": "pairs", "odd": odd, "objective": objective})
}

/// Rules that hold in a trio only if they hold in each two of it.
fn rules_of_two(n: usize, rng: &mut Rng) -> Vec<Json> {
    let all = [
        json!({"rule": "noRepeat"}),
        json!({"rule": "noRepeat", "met": ["2024"], "penalty": 0.3}),
        json!({"rule": "apart", "members": [crate::world::id(0), crate::world::id(n - 1)]}),
        json!({"rule": "differ", "attribute": "stage"}),
        json!({"rule": "match", "attribute": "languages"}),
        json!({"rule": "differ", "attribute": "region", "penalty": 0.4}),
        json!({"rule": "spread", "attribute": "utc", "atMost": 7}),
        json!({"rule": "share", "attribute": "languages", "among": "each", "penalty": 0.2}),
    ];
    all.into_iter().filter(|_| rng.random_range(0..4u32) == 0).collect()
}

/// A network of any of the kinds that matter to pairs.
pub fn any(n: usize, round: u32, rng: &mut Rng) -> World {
    match round % 4 {
        0 => World::scored(n, 0, 9, 0, rng).tied(n / 2, rng),
        1 => World::scored(n, -500, 999, 2, rng).tied(n, rng),
        2 => World::answered(n, rng).tied(n, rng),
        _ => {
            let mut rules = rules_of_two(n, rng);
            let world = World::answered(n, rng).tied(n, rng);
            rules.retain(|rule| rule["met"].is_null() || world.ties.iter().any(|tie| tie.met == Some("2024")));
            world.with_rules(&rules)
        }
    }
}

fn placed(plan: &Plan) -> usize {
    plan.groups.iter().map(|group| group.members.len()).sum()
}

fn soft(world: &World) -> bool {
    world.rules.iter().any(|rule| !rule["penalty"].is_null())
}

#[test]
fn pairs_of_few_are_the_best_of_all() {
    let mut rng = rng(1);
    for round in 0..120u32 {
        let n = rng.random_range(2..=8u32) as usize;
        let world = any(n, round, &mut rng);
        let best = by_trying_all(&world, &world.taking_part(), false);
        let plan = solved(&world, &single("sitOut", "total"));
        assert_eq!(placed(&plan), best.0);
        assert_optimal(&plan, best.1, &world);
    }
}

#[test]
fn pairs_and_a_trio_of_few_are_the_best_of_all() {
    let mut rng = rng(2);
    for round in 0..120u32 {
        let n = [3, 5, 7, 9, 4, 6][rng.random_range(0..6u32) as usize];
        let world = any(n, round, &mut rng);
        let best = by_trying_all(&world, &world.taking_part(), true);
        let plan = solved(&world, &single("trio", "total"));
        assert_eq!(placed(&plan), best.0, "{plan:?}\n{}", world.input(&single("trio", "total"), &json!({})));
        assert!(plan.score.bound.is_none_or(|bound| bound >= best.1 - 1e-9), "{:?} {best:?}", plan.score);
        if plan.score.proof == Proof::Optimal {
            assert_near(plan.score.total, best.1, &world);
        }
        let trio = plan.groups.iter().any(|group| group.members.len() == 3);
        assert!(plan.score.proof == Proof::Optimal || (trio && soft(&world)), "{:?}", plan.score);
    }
}

#[test]
fn a_trio_is_formed_wherever_it_keeps_the_rules_even_if_two_of_it_alone_would_not() {
    let mut rng = rng(3);
    let id = crate::world::id;
    for _ in 0..90 {
        let n = [3, 5, 7][rng.random_range(0..3u32) as usize];
        let rules = [
            json!({"rule": "span", "attribute": "region", "atLeast": 2}),
            json!({"rule": "quota", "attribute": "stage", "value": "pilot", "atLeast": 1}),
            json!({"rule": "together", "members": [id(0), id(1)]}),
            json!({"rule": "share", "attribute": "languages", "core": 0.6}),
            json!({"rule": "familiar", "atLeast": 1}),
            json!({"rule": "acquainted", "atLeast": 0.3}),
            json!({"rule": "balance", "attribute": "schools", "tolerance": 60}),
            json!({"rule": "disparity", "attribute": "schools", "measure": "gini", "atMost": 0.3}),
        ];
        let rule = rules[rng.random_range(0..rules.len() as u32) as usize].clone();
        // A tie between the two might forbid what the rule asks for, which is an error of the input.
        let ties = if rule["rule"] == "together" { 0 } else { 2 * n };
        let world = World::answered(n, &mut rng).tied(ties, &mut rng).with_rules(&[rule]);
        let best = by_trying_all(&world, &world.taking_part(), true);
        let plan = solved(&world, &single("trio", "total"));
        let input = world.input(&single("trio", "total"), &json!({}));
        assert_eq!(placed(&plan), best.0, "{:?}\n{input}", plan.score);
        if plan.score.proof == Proof::Optimal {
            assert_near(plan.score.total, best.1, &world);
        }
    }
}

#[test]
fn the_lowest_pair_of_few_is_as_high_as_it_can_be_and_after_it_the_next() {
    let mut rng = rng(4);
    for round in 0..100u32 {
        let n = rng.random_range(2..=9u32) as usize;
        let mut world = any(n, round, &mut rng);
        world.rules.retain(|rule| rule["penalty"].is_null());
        let (most, best) = worst_by_trying_all(&world, &world.taking_part(), false);
        let plan = solved(&world, &single("sitOut", "worst"));
        assert_eq!(placed(&plan), most);
        assert_eq!(profile(&world, &groups(&world, &plan)), best);
        assert_eq!(plan.score.proof, Proof::Optimal);
    }
}

#[test]
fn with_a_trio_the_lowest_group_of_few_is_as_high_as_it_can_be() {
    let mut rng = rng(14);
    for round in 0..60u32 {
        let n = [3, 5, 7, 4, 6, 9][rng.random_range(0..6u32) as usize];
        let world = any(n, round, &mut rng);
        let (most, best) = worst_by_trying_all(&world, &world.taking_part(), true);
        let plan = solved(&world, &single("trio", "worst"));
        assert_eq!(placed(&plan), most);
        let found = profile(&world, &groups(&world, &plan));
        assert_eq!(found, best, "{}", world.input(&single("trio", "worst"), &json!({})));
        assert_eq!(plan.score.proof, Proof::Optimal);
    }
}

#[test]
fn pairs_of_many_agree_with_rustworkx() {
    let mut rng = rng(5);
    for round in 0..24u32 {
        let n = rng.random_range(20..=60u32) as usize;
        let world = any(n, round, &mut rng);
        let best = by_rustworkx(&world, &world.taking_part(), |_, _| true);
        let plan = solved(&world, &single("sitOut", "total"));
        assert_eq!(placed(&plan), best.0);
        assert_optimal(&plan, best.1, &world);
    }
}

#[test]
fn the_lowest_pair_of_many_agrees_with_rustworkx() {
    let mut rng = rng(6);
    for round in 0..8u32 {
        let n = rng.random_range(16..=30u32) as usize;
        let mut world = any(n, round, &mut rng);
        world.rules.retain(|rule| rule["penalty"].is_null());
        let members = world.taking_part();
        let all = by_rustworkx(&world, &members, |_, _| true);
        let pairs = members.iter().flat_map(|&a| members.iter().map(move |&b| (a, b))).filter(|(a, b)| a < b);
        let mut levels: Vec<f64> = pairs.filter_map(|(a, b)| worth(&world, &[a, b])).collect();
        levels.sort_by(f64::total_cmp);
        // The highest level above which as many can be placed.
        let above = |level: f64| by_rustworkx(&world, &members, |a, b| worth(&world, &[a, b]) >= Some(level - 1e-12));
        let reached = levels.partition_point(|&level| above(level).0 == all.0);
        let best = if reached == 0 { all } else { above(levels[reached - 1]) };
        let plan = solved(&world, &single("sitOut", "worst"));
        let lowest = |groups: &[Vec<usize>]| groups.iter().filter_map(|pair| worth(&world, pair)).fold(9e9, f64::min);
        assert_eq!(placed(&plan), all.0);
        assert!(reached == 0 || near(lowest(&groups(&world, &plan)), levels[reached - 1]));
        // Raising further pairs may cost some of the sum.
        assert!(plan.score.total <= best.1 + 1e-9);
        assert_eq!(plan.score.proof, Proof::Optimal);
    }
}

#[test]
fn a_trio_among_many_is_no_worse_than_any_member_joined_to_the_best_pairs_of_the_others() {
    let mut rng = rng(7);
    for round in 0..8u32 {
        let n = 2 * rng.random_range(8..=14u32) as usize + 1;
        let world = any(n, round % 3, &mut rng);
        let plan = solved(&world, &single("trio", "total"));
        let members = world.taking_part();
        let mut best = 0.0;
        for _ in 0..12 {
            let mut trio: Vec<usize> = (0..3).map(|_| members[rng.random_range(0..n as u32) as usize]).collect();
            trio.sort_unstable();
            trio.dedup();
            let others: Vec<usize> = members.iter().copied().filter(|m| !trio.contains(m)).collect();
            let (placed, sum) = by_rustworkx(&world, &others, |_, _| true);
            if let Some(worth) = worth(&world, &trio).filter(|_| trio.len() == 3 && placed == n - 3) {
                best = f64::max(best, sum + worth);
            }
        }
        assert_eq!(placed(&plan), n);
        assert!(plan.score.total >= best - 1e-7);
        assert_eq!(plan.score.proof, Proof::Optimal);
    }
}

#[test]
fn who_has_no_possible_partner_is_told_which_rule_it_is() {
    let mut world = World::of(4);
    for (at, person) in world.people.iter_mut().enumerate() {
        person.region = Some(u32::from(at == 3));
    }
    let world = world.with_rules(&[json!({"rule": "noRepeat"}), json!({"rule": "match", "attribute": "region"})]);
    let plan = solved(&world, &single("sitOut", "total"));
    let left: Vec<(&str, &str, &[usize])> =
        plan.unplaced.iter().map(|left| (left.member.as_str(), left.code.as_str(), &left.rules[..])).collect();
    let alone = crate::world::id(3);
    assert!(left.contains(&(&alone, "noPartner", &[1])), "{left:?}");
    assert_eq!(left.len(), 2);
}

#[test]
fn who_is_in_conflict_with_everyone_is_told_so() {
    let mut world = World::of(4);
    for b in 1..4 {
        world.ties.push(crate::world::Tie { a: 0, b, conflict: true, ..Default::default() });
    }
    let plan = solved(&world, &single("trio", "total"));
    assert_eq!(plan.groups.len(), 1);
    assert_eq!(plan.groups[0].members.len(), 3);
    assert_eq!(plan.unplaced[0].code, "noPartner");
    assert!(plan.unplaced[0].rules.is_empty());
    assert!(plan.unplaced[0].why.contains("onflict"), "{}", plan.unplaced[0].why);
}

#[test]
fn effort_changes_nothing_about_pairs() {
    let mut rng = rng(12);
    let world = World::answered(13, &mut rng);
    let form = single("trio", "total");
    let first = solved_with(&world, &form, &json!({"effort": {"iterations": 1, "seed": 1}}));
    let second = solved_with(&world, &form, &json!({"effort": {"iterations": 9000, "seed": 99}}));
    assert_eq!((first.groups, first.score), (second.groups, second.score));
}
