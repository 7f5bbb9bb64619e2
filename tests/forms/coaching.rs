//! Expert coaching.

use crate::rulebook::{allowed, penalty};
use crate::tools::{assert_optimal, solved};
use crate::world::{Rng, Tie, World, id, rng};
use commonground::plan::Plan;
use rand::RngExt;
use rustworkx_core::max_weight_matching::max_weight_matching;
use rustworkx_core::petgraph::graph::{EdgeReference, NodeIndex, UnGraph};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

fn form(lo: u32, hi: u32) -> Json {
    json!({"form": "coaching", "perLearner": [lo, hi]})
}

/// What a coach and a learner count; `None` where they may not be matched.
pub fn worth(world: &World, learner: usize, coach: usize) -> Option<f64> {
    let group = [learner, coach];
    let open = learner != coach && allowed(world, &group) && !world.barred(learner, coach).1;
    open.then(|| world.coaching_affinity(learner, coach) - penalty(world, &group))
}

/// Roles and capacities: learners, coaches, some who are both, some who are neither.
fn staffed(mut world: World, most: u32, rng: &mut Rng) -> World {
    for (at, person) in world.people.iter_mut().enumerate() {
        person.roles = match (at, rng.random_range(0..8u32)) {
            (0, _) => vec!["coach"],
            (1, _) => vec!["learner"],
            (_, 0..=3) => vec!["learner"],
            (_, 4 | 5) => vec!["coach"],
            (_, 6) => vec!["learner", "coach"],
            _ => vec!["facilitator"],
        };
        if person.roles.contains(&"coach") && rng.random_range(0..4u32) > 0 {
            person.capacity = Some(rng.random_range(0..=most));
        }
    }
    world
}

pub fn any(n: usize, round: u32, most: u32, rng: &mut Rng) -> World {
    let world = match round % 3 {
        0 => World::scored(n, -20, 99, 1, rng),
        1 => World::answered(n, rng),
        _ => World::answered(n, rng).with_rules(&[
            json!({"rule": "match", "attribute": "languages"}),
            json!({"rule": "differ", "attribute": "region", "penalty": 0.5}),
        ]),
    };
    staffed(world.tied(n / 2, rng), most, rng)
}

pub fn capacity(world: &World, coach: usize) -> u32 {
    world.people[coach].capacity.unwrap_or(1)
}

/// The most units wanted first that can be served, then the largest sum, by trying all.
fn by_trying_all(world: &World, lo: u32, hi: u32) -> (u32, f64) {
    struct Search<'w> {
        world: &'w World,
        learners: Vec<usize>,
        coaches: Vec<usize>,
        lo: u32,
        hi: u32,
        best: (u32, f64),
    }
    impl Search<'_> {
        /// Goes through the pairs learner by learner and takes or leaves each.
        fn go(&mut self, pair: usize, has: u32, load: &mut Vec<u32>, so_far: (u32, f64)) {
            let (l, c) = (pair / self.coaches.len(), pair % self.coaches.len());
            if l == self.learners.len() {
                if so_far.0 > self.best.0 || (so_far.0 == self.best.0 && so_far.1 > self.best.1) {
                    self.best = so_far;
                }
                return;
            }
            let next = |has: u32| if c + 1 == self.coaches.len() { 0 } else { has };
            let (skip, take) = (next(has), next(has + 1));
            self.go(pair + 1, skip, load, so_far);
            let free = has < self.hi && load[c] < capacity(self.world, self.coaches[c]);
            if let Some(worth) = worth(self.world, self.learners[l], self.coaches[c]).filter(|_| free) {
                load[c] += 1;
                self.go(pair + 1, take, load, (so_far.0 + u32::from(has < self.lo), so_far.1 + worth));
                load[c] -= 1;
            }
        }
    }
    let (learners, coaches) = (world.with_role("learner"), world.with_role("coach"));
    let mut load = vec![0; coaches.len()];
    let mut search = Search { world, learners, coaches, lo, hi, best: (0, f64::NEG_INFINITY) };
    search.go(0, 0, &mut load, (0, 0.0));
    search.best
}

/// The same by rustworkx on copies of learners and of places. Right where no two copies of both sides exist.
fn by_rustworkx(world: &World, lo: u32, hi: u32) -> (u32, f64) {
    const POINTS: f64 = (1u64 << 40) as f64;
    // More than all sums of the tests together.
    const FIRST: i128 = 1 << 80;
    let mut graph = UnGraph::<usize, i128>::new_undirected();
    let copies = |graph: &mut UnGraph<usize, i128>, member: usize, count: u32| {
        (0..count).map(|_| graph.add_node(member)).collect::<Vec<_>>()
    };
    let places: Vec<_> = world
        .with_role("coach")
        .into_iter()
        .flat_map(|coach| copies(&mut graph, coach, capacity(world, coach)))
        .collect();
    for learner in world.with_role("learner") {
        for (unit, node) in copies(&mut graph, learner, hi).into_iter().enumerate() {
            for &place in &places {
                if let Some(worth) = worth(world, learner, graph[place]) {
                    let first = if (unit as u32) < lo { FIRST } else { 0 };
                    graph.add_edge(node, place, first + (worth * POINTS).round() as i128);
                }
            }
        }
    }
    let weight = |e: EdgeReference<i128>| Ok::<i128, std::convert::Infallible>(*e.weight());
    let Ok(pairs) = max_weight_matching(&graph, false, weight, false);
    let (mut total, mut has) = (0.0, BTreeMap::<usize, u32>::new());
    for (a, b) in pairs {
        let (a, b) = (a.min(b), a.max(b));
        let (coach, learner) = (graph[NodeIndex::new(a)], graph[NodeIndex::new(b)]);
        total += worth(world, learner, coach).expect("an edge");
        *has.entry(learner).or_default() += 1;
    }
    (has.values().map(|&count| count.min(lo)).sum(), total)
}

fn coaches_of(world: &World, plan: &Plan) -> BTreeMap<String, u32> {
    let mut has: BTreeMap<String, u32> = world.with_role("learner").into_iter().map(|m| (id(m), 0)).collect();
    for found in &plan.coaching {
        *has.get_mut(&found.learner).expect("a learner") += 1;
    }
    has
}

fn served(world: &World, plan: &Plan, lo: u32) -> u32 {
    coaches_of(world, plan).values().map(|&count| count.min(lo)).sum()
}

#[test]
fn coaching_of_few_is_the_best_of_all() {
    let mut rng = rng(21);
    for round in 0..90u32 {
        let world = any(rng.random_range(2..=6u32) as usize, round, 3, &mut rng);
        let (lo, hi) = [(0, 1), (1, 1), (1, 2), (0, 2), (2, 2), (1, 3)][(round % 6) as usize];
        let best = by_trying_all(&world, lo, hi);
        let plan = solved(&world, &form(lo, hi));
        assert_eq!(served(&world, &plan, lo), best.0);
        assert_optimal(&plan, best.1, &world);
    }
}

#[test]
fn coaching_of_many_agrees_with_rustworkx_on_copies_of_places() {
    let mut rng = rng(22);
    for round in 0..18u32 {
        let world = any(rng.random_range(20..=45u32) as usize, round, 4, &mut rng);
        let lo = round % 2;
        let best = by_rustworkx(&world, lo, 1);
        let plan = solved(&world, &form(lo, 1));
        assert_eq!(served(&world, &plan, lo), best.0);
        assert_optimal(&plan, best.1, &world);
    }
}

#[test]
fn several_coaches_a_learner_agree_with_rustworkx_on_copies_of_learners() {
    let mut rng = rng(23);
    for round in 0..18u32 {
        let world = any(rng.random_range(15..=30u32) as usize, round, 1, &mut rng);
        let (lo, hi) = [(1, 2), (2, 3), (0, 3)][(round / 3 % 3) as usize];
        let best = by_rustworkx(&world, lo, hi);
        let plan = solved(&world, &form(lo, hi));
        assert_eq!(served(&world, &plan, lo), best.0);
        assert_optimal(&plan, best.1, &world);
    }
}

#[test]
fn whoever_has_fewer_coaches_than_wanted_is_told_why() {
    let mut rng = rng(24);
    for round in 0..60u32 {
        let world = any(rng.random_range(3..=14u32) as usize, round, 2, &mut rng);
        let (lo, hi) = [(1, 1), (0, 1), (2, 3)][(round / 3 % 3) as usize];
        let plan = solved(&world, &form(lo, hi));
        let has = coaches_of(&world, &plan);
        let load = |coach: usize| plan.coaching.iter().filter(|found| found.coach == id(coach)).count() as u32;
        let short: Vec<&String> = has.iter().filter(|&(_, &count)| count < lo.max(1)).map(|(id, _)| id).collect();
        let mut told: Vec<&String> = plan.unplaced.iter().map(|left| &left.member).collect();
        told.sort();
        assert_eq!(told, short);
        for left in &plan.unplaced {
            let learner = (0..world.len()).find(|&m| id(m) == left.member).expect("a member");
            let possible: Vec<usize> =
                world.with_role("coach").into_iter().filter(|&coach| worth(&world, learner, coach).is_some()).collect();
            let free = possible.iter().any(|&coach| load(coach) < capacity(&world, coach));
            let right = match (possible.is_empty(), has[&left.member]) {
                (true, _) => "noCoach",
                (false, 1..) => "fewerCoaches",
                (false, 0) if free => "noGain",
                (false, 0) => "coachesFull",
            };
            assert_eq!(left.code, right, "{left:?}");
            assert!(left.why.ends_with('.') && !left.why.contains('{'), "{}", left.why);
        }
    }
}

#[test]
fn nobody_coaches_themselves() {
    let mut world = World::of(2);
    world.people.iter_mut().for_each(|person| person.roles = vec!["learner", "coach"]);
    let plan = solved(&world, &form(1, 1));
    assert_eq!(plan.coaching.len(), 2);
    assert!(plan.coaching.iter().all(|found| found.coach != found.learner));
    world.people.truncate(1);
    let plan = solved(&world, &form(1, 1));
    assert!(plan.coaching.is_empty());
    assert_eq!(plan.unplaced[0].code, "noCoach");
}

#[test]
fn a_coach_without_a_capacity_coaches_one_and_a_coach_of_capacity_0_none() {
    let mut world = World::of(4);
    world.people[0].roles = vec!["coach"];
    world.people[1].roles = vec!["coach"];
    world.people[1].capacity = Some(0);
    let plan = solved(&world, &form(1, 1));
    assert_eq!(plan.coaching.len(), 1);
    assert_eq!(plan.coaching[0].coach, id(0));
    assert!(plan.notes.iter().any(|note| note.contains("1 place") && note.contains('2')), "{:?}", plan.notes);
    assert!(plan.notes.iter().any(|note| note.contains(&id(1))), "the idle coach is not named: {:?}", plan.notes);
}

#[test]
fn conflicts_and_parents_keep_coach_and_learner_apart() {
    let mut world = World::of(3);
    world.people[0].roles = vec!["coach"];
    world.people[0].capacity = Some(5);
    world.ties.push(Tie { a: 0, b: 1, conflict: true, ..Tie::default() });
    world.ties.push(Tie { a: 2, b: 0, same_parent: true, ..Tie::default() });
    let plan = solved(&world, &form(1, 1));
    assert!(plan.coaching.is_empty());
    assert_eq!(plan.unplaced.iter().map(|left| left.code.as_str()).collect::<Vec<_>>(), ["noCoach", "noCoach"]);
}

#[test]
fn the_fewest_come_before_any_affinity() {
    let mut rng = rng(25);
    // One coach with a place for two; one learner would rather not be coached at all.
    let mut world = World::scored(3, 1, 9, 0, &mut rng);
    world.people[0].roles = vec!["coach"];
    world.people[0].capacity = Some(2);
    let scores = world.scores.as_mut().expect("scores");
    (scores[0][1], scores[1][0], scores[0][2], scores[2][0]) = (-50.0, -50.0, 3.0, 3.0);
    assert_eq!(solved(&world, &form(1, 1)).score.total, -47.0);
    let free = solved(&world, &form(0, 1));
    assert_eq!(free.score.total, 3.0);
    assert_eq!(free.unplaced[0].code, "noGain");
}
