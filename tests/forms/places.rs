//! Members who have time for fewer groups than the others.

use crate::tools::{assert_near, groups, solved_with};
use crate::world::{Rng, Tie, World, rng};
use commonground::Input;
use commonground::forms::Pace;
use commonground::plan::Status;
use commonground::study::{ConflictStatus, conflicts};
use rand::RngExt;
use serde_json::{Value as Json, json};

/// Groups that there are.
const COUNT: usize = 3;

/// A network of people with time for one group, two, any number, or who did not say.
fn hurried(n: usize, rng: &mut Rng) -> World {
    let mut world = World::scored(n, -3, 9, 0, rng);
    for person in &mut world.people {
        person.schools = [None, Some(1.0), Some(1.9), Some(2.0), Some(50.0)][rng.random_range(0..5u32) as usize];
        person.region = Some(rng.random_range(0..2u32));
    }
    // Rules may only name values that somebody has.
    (world.people[0].region, world.people[1].region) = (Some(0), Some(1));
    world
}

/// In how many groups a member is to be.
fn places(world: &World, member: usize, per_member: usize) -> usize {
    world.people[member].schools.map_or(per_member, |time| per_member.min(time as usize))
}

/// The worth of a group: over all pairs, or of each member's mean.
fn worth(world: &World, group: &[usize], objective: &str) -> f64 {
    let scores = world.scores.as_ref().expect("scores");
    let pairs = group.iter().enumerate().flat_map(|(at, &a)| group[at + 1..].iter().map(move |&b| scores[a][b]));
    let sum: f64 = pairs.sum();
    match (objective, group.len()) {
        ("total", _) => sum,
        (_, 0 | 1) => 0.0,
        (_, size) => 2.0 * sum / (size as f64 - 1.0),
    }
}

/// All ways to put everyone into as many groups as they have places, as groups of members.
fn all(world: &World, per_member: usize) -> Vec<Vec<Vec<usize>>> {
    let mut ways: Vec<Vec<Vec<usize>>> = vec![vec![Vec::new(); COUNT]];
    for member in 0..world.len() {
        let chosen = (0..1usize << COUNT).filter(|set| set.count_ones() as usize == places(world, member, per_member));
        let sets: Vec<usize> = chosen.collect();
        let join = |way: &Vec<Vec<usize>>, set: usize| {
            let mut way = way.clone();
            (0..COUNT).filter(|group| set >> group & 1 == 1).for_each(|group| way[group].push(member));
            way
        };
        ways = ways.iter().flat_map(|way| sets.iter().map(move |&set| join(way, set))).collect();
    }
    ways
}

fn form([lo, hi]: [usize; 2], per_member: usize, objective: &str) -> Json {
    json!({"form": "communities", "size": [lo, hi], "count": COUNT, "perMember": per_member, "limitedBy": "schools",
        "objective": objective})
}

#[test]
fn nobody_is_in_more_groups_than_they_have_time_for_and_no_plan_is_better() {
    let mut rng = rng(17);
    let mut limited = 0;
    for round in 0..120 {
        let n = rng.random_range(4..=6u32) as usize;
        let world = hurried(n, &mut rng);
        let per_member = rng.random_range(1..=3u32) as usize;
        let objective = ["total", "perMember"][round % 2];
        let seats: usize = (0..n).map(|member| places(&world, member, per_member)).sum();
        let most = (0..n).map(|member| places(&world, member, per_member)).max();
        let size = [1 + usize::from(seats >= 2 * COUNT), n.min(seats.div_ceil(COUNT) + 1)];
        if most > Some(COUNT) || seats < size[0] * COUNT {
            continue;
        }
        let fits = |way: &&Vec<Vec<usize>>| way.iter().all(|group| (size[0]..=size[1]).contains(&group.len()));
        let ways = all(&world, per_member);
        let value = |way: &Vec<Vec<usize>>| way.iter().map(|group| worth(&world, group, objective)).sum::<f64>();
        let best = ways.iter().filter(fits).map(value).fold(f64::NEG_INFINITY, f64::max);
        let effort = json!({"effort": {"iterations": 20_000, "seconds": 600}});
        let plan = solved_with(&world, &form(size, per_member, objective), &effort);
        assert_near(plan.score.total, best, &world);
        let found = groups(&world, &plan);
        for member in 0..n {
            let inside = found.iter().filter(|group| group.contains(&member)).count();
            assert_eq!(inside, places(&world, member, per_member), "{plan:?}");
            limited += usize::from(inside < per_member);
        }
    }
    assert!(limited > 50, "{limited}");
}

#[test]
fn rules_over_unequal_places_are_said_to_be_impossible_only_where_they_are() {
    let mut rng = rng(18);
    let mut both = [0; 2];
    for _ in 0..60 {
        let n = rng.random_range(4..=5u32) as usize;
        let mut world = hurried(n, &mut rng);
        let rule = [
            json!({"rule": "notAlone", "attribute": "region"}),
            json!({"rule": "quota", "attribute": "region", "value": "r0", "atLeast": 1}),
            json!({"rule": "cap", "attribute": "region", "atMost": 1}),
        ];
        world.rules = vec![rule[rng.random_range(0..3u32) as usize].clone()];
        if rng.random_range(0..2u32) == 0 {
            world.ties = vec![Tie { a: 0, b: 1, conflict: true, ..Tie::default() }];
        }
        let seats: usize = (0..n).map(|member| places(&world, member, 2)).sum();
        if seats < 2 * COUNT {
            continue;
        }
        let form = form([2, n], 2, "total");
        let region = |group: &[usize], value: u32| {
            group.iter().filter(|&&member| world.people[member].region == Some(value)).count()
        };
        let held = |group: &Vec<usize>| {
            let [zero, one] = [region(group, 0), region(group, 1)];
            let apart = world.ties.is_empty() || !(group.contains(&0) && group.contains(&1));
            let rule = match world.rules[0]["rule"].as_str() {
                Some("notAlone") => zero != 1 && one != 1,
                Some("quota") => zero >= 1,
                _ => zero <= 1 && one <= 1,
            };
            (2..=n).contains(&group.len()) && apart && rule
        };
        let possible = all(&world, 2).iter().any(|way| way.iter().all(held));
        let plan = solved_with(&world, &form, &json!({"effort": {"iterations": 20_000, "seconds": 600}}));
        assert_eq!(plan.status == Status::Feasible, possible, "{plan:?}");
        let input = Input::from_json(&world.input(&form, &json!({})).to_string()).expect("sound");
        let report = conflicts(&input.network, &input.scenario, &mut |_| Pace::On).expect("sound");
        let wrong = if possible { ConflictStatus::Conflict } else { ConflictStatus::Feasible };
        assert_ne!(report.status, wrong, "{report:?}");
        both[usize::from(possible)] += 1;
    }
    assert!(both.iter().all(|&count| count > 5), "{both:?}");
}
