//! Loads, prices, the lowest first and local anchors, against trying all.

use crate::coaching::{any, capacity, worth};
use crate::tools::{assert_near, assert_optimal, near, solved};
use crate::world::{Tie, World, id, rng};
use commonground::plan::Plan;
use rand::RngExt;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

#[derive(Debug, Clone, Copy, Default)]
struct Options {
    learner: [u32; 2],
    load: Option<[u32; 2]>,
    even: f64,
    price: Option<f64>,
    worst: bool,
}

impl Options {
    fn form(&self) -> Json {
        let mut form = json!({"form": "coaching", "perLearner": self.learner, "evenLoads": self.even});
        let options = [("load", json!(self.load)), ("unassigned", json!(self.price))];
        for (key, value) in options.into_iter().filter(|(_, value)| !value.is_null()) {
            form[key] = value;
        }
        if self.worst {
            form["objective"] = json!("worst");
        }
        form
    }

    fn load_of(&self, capacity: u32) -> [u32; 2] {
        let [lo, hi] = self.load.unwrap_or([0, u32::MAX]);
        [lo.min(capacity), hi.min(capacity)]
    }
}

/// Units wanted first that are had, the lowest worth where it counts, and the total.
type Value = (u32, f64, f64);

fn value(world: &World, options: &Options, pairs: &[(usize, usize)]) -> Value {
    let of =
        |side: fn(&(usize, usize)) -> usize, member: usize| pairs.iter().filter(|p| side(p) == member).count() as u32;
    let (mut first, mut total, mut worst) = (0, 0.0, f64::INFINITY);
    for &(learner, coach) in pairs {
        let worth = worth(world, learner, coach).expect("allowed");
        total += worth;
        worst = f64::min(worst, worth);
    }
    for learner in world.with_role("learner") {
        let has = of(|pair| pair.0, learner).min(options.learner[0]);
        match options.price {
            Some(price) => total -= price * f64::from(options.learner[0] - has),
            None => first += has,
        }
    }
    for coach in world.with_role("coach") {
        let load = of(|pair| pair.1, coach);
        first += load.min(options.load_of(capacity(world, coach))[0]);
        total -= (0..load).map(|unit| options.even * f64::from(unit)).sum::<f64>();
    }
    (first, if options.worst { worst } else { 0.0 }, total)
}

fn better(one: Value, other: Value) -> bool {
    let level = |a: f64, b: f64| if near(a, b) || a == b { None } else { Some(a > b) };
    if one.0 != other.0 {
        return one.0 > other.0;
    }
    level(one.1, other.1).or(level(one.2, other.2)).unwrap_or(false)
}

/// The best of all assignments.
fn by_trying_all(world: &World, options: &Options) -> Value {
    let (learners, coaches) = (world.with_role("learner"), world.with_role("coach"));
    let pairs: Vec<(usize, usize)> = learners.iter().flat_map(|&l| coaches.iter().map(move |&c| (l, c))).collect();
    let pairs: Vec<(usize, usize)> = pairs.into_iter().filter(|&(l, c)| worth(world, l, c).is_some()).collect();
    assert!(pairs.len() <= 12, "too many to try");
    let mut best = (0, f64::NEG_INFINITY, f64::NEG_INFINITY);
    for set in 0..1u32 << pairs.len() {
        let chosen: Vec<(usize, usize)> =
            (0..pairs.len()).filter(|at| set >> at & 1 == 1).map(|at| pairs[at]).collect();
        let count =
            |member: usize, side: fn(&(usize, usize)) -> usize| chosen.iter().filter(|p| side(p) == member).count();
        let fits = learners.iter().all(|&l| count(l, |p| p.0) as u32 <= options.learner[1])
            && coaches.iter().all(|&c| count(c, |p| p.1) as u32 <= options.load_of(capacity(world, c))[1]);
        if fits {
            let own = value(world, options, &chosen);
            if better(own, best) {
                best = own;
            }
        }
    }
    best
}

fn matches(world: &World, plan: &Plan) -> Vec<(usize, usize)> {
    let member = |wanted: &str| (0..world.len()).find(|&m| id(m) == wanted).expect("a member");
    plan.coaching.iter().map(|found| (member(&found.learner), member(&found.coach))).collect()
}

#[test]
fn with_any_options_the_plan_is_the_best_of_all() {
    let mut rng = rng(41);
    let (mut tried, mut with_costs) = (0, 0);
    while tried < 400u32 {
        let world = any(rng.random_range(3..=6u32) as usize, tried, 3, &mut rng);
        if world.with_role("learner").len() * world.with_role("coach").len() > 12 {
            continue;
        }
        tried += 1;
        let lo = rng.random_range(0..=2u32);
        let price = (tried % 3 == 0).then(|| f64::from(rng.random_range(0..=20u32)) / 10.0);
        let loads = [None, Some([1, 2]), Some([2, 2]), Some([0, 1])];
        let options = Options {
            learner: [lo, lo.max(1) + rng.random_range(0..=1u32)],
            load: loads[rng.random_range(0..4u32) as usize],
            even: f64::from(rng.random_range(0..=3u32)) * 0.35,
            price,
            worst: lo > 0 && price.is_none() && tried % 2 == 0,
        };
        let plan = solved(&world, &options.form());
        let (first, worst, total) = value(&world, &options, &matches(&world, &plan));
        let best = by_trying_all(&world, &options);
        assert_eq!(first, best.0, "{options:?}");
        assert!(worst == best.1 || near(worst, best.1), "{worst} instead of {}, {options:?}", best.1);
        assert_near(total, best.2, &world);
        assert_optimal(&plan, best.2, &world);
        with_costs += u32::from(plan.score.costs > 0.0);
    }
    assert!(with_costs > 100, "only {with_costs} plans cost anything");
}

fn one_favourite(learners: usize, coaches: usize) -> World {
    let n = learners + coaches;
    let mut world = World::of(n);
    let favoured = |a: usize, b: usize| if a.min(b) == 0 && a.max(b) >= coaches { 1.0 } else { 0.4 };
    world.scores = Some((0..n).map(|a| (0..n).map(|b| favoured(a, b)).collect()).collect());
    world.criteria = vec![("scores", "high", 1.0)];
    for coach in &mut world.people[..coaches] {
        coach.roles = vec!["coach"];
        coach.capacity = Some(9);
    }
    world
}

#[test]
fn even_loads_take_learners_from_the_favourite_coach() {
    let world = one_favourite(6, 3);
    let load = |plan: &Plan, coach: usize| plan.coaching.iter().filter(|found| found.coach == id(coach)).count();
    let form = |even: f64| json!({"form": "coaching", "evenLoads": even});
    let plan = solved(&world, &form(0.0));
    assert_eq!([0, 1, 2].map(|coach| load(&plan, coach)), [6, 0, 0]);
    assert_eq!((plan.score.total, plan.score.costs), (6.0, 0.0));
    let plan = solved(&world, &form(0.25));
    assert_eq!([0, 1, 2].map(|coach| load(&plan, coach)), [4, 1, 1]);
    assert_near(plan.score.costs, 0.25 * 6.0, &world);
    assert_near(plan.score.total, 4.0 + 0.8 - 1.5, &world);
}

#[test]
fn every_coach_gets_the_fewest_asked_for_and_those_who_cannot_are_named() {
    let world = one_favourite(4, 3);
    let plan = solved(&world, &json!({"form": "coaching", "load": [1, 2]}));
    let loads: Vec<usize> =
        (0..3).map(|coach| plan.coaching.iter().filter(|found| found.coach == id(coach)).count()).collect();
    assert_eq!(loads[0], 2, "{loads:?}");
    assert!(loads.iter().all(|&load| (1..=2).contains(&load)), "{loads:?}");
    assert!(plan.notes.iter().any(|note| note.contains("no place left") && note.contains(&id(0))), "{:?}", plan.notes);
    let plan = solved(&one_favourite(2, 3), &json!({"form": "coaching", "load": [1, 2]}));
    assert!(plan.notes.iter().any(|note| note.contains("1 coach has fewer learners")), "{:?}", plan.notes);
}

#[test]
fn with_a_price_a_learner_is_left_out_who_would_cost_more_than_it() {
    let mut world = one_favourite(3, 1);
    world.people[0].capacity = Some(3);
    // The second learner costs 0.7 and the third 1.4, and each brings 1.
    let form = |price: f64| json!({"form": "coaching", "evenLoads": 0.7, "unassigned": price});
    let plan = solved(&world, &form(0.2));
    assert_eq!((plan.coaching.len(), plan.unplaced.len()), (2, 1));
    assert_eq!(plan.unplaced[0].code, "noGain");
    assert_near(plan.score.total, 2.0 - 0.7 - 0.2, &world);
    assert_eq!(solved(&world, &form(0.5)).coaching.len(), 3);
}

#[test]
fn the_lowest_affinity_comes_before_the_total_and_after_serving_everyone() {
    let mut world = World::of(4);
    let scores = [(0, 2, 1.0), (0, 3, 0.5), (1, 2, 0.6), (1, 3, 0.2)];
    let mut table = vec![vec![0.0; 4]; 4];
    for (a, b, score) in scores {
        (table[a][b], table[b][a]) = (score, score);
    }
    world.scores = Some(table);
    world.criteria = vec![("scores", "high", 1.0)];
    world.people[0].roles = vec!["coach"];
    world.people[1].roles = vec!["coach"];
    let worst = |plan: &Plan| plan.coaching.iter().map(|found| found.score).fold(f64::INFINITY, f64::min);
    let total = solved(&world, &json!({"form": "coaching"}));
    let lowest = solved(&world, &json!({"form": "coaching", "objective": "worst"}));
    assert_eq!((total.score.total, worst(&total)), (1.2, 0.2));
    assert_eq!((lowest.score.total, worst(&lowest)), (1.1, 0.5));
    assert_eq!(lowest.coaching.len(), 2);
}

/// The most learners who can have an anchor, by augmenting paths; each anchor takes so many.
fn most_anchored(learners: &[usize], may: &dyn Fn(usize, usize) -> bool, n: usize, most: usize) -> usize {
    fn place(
        l: usize,
        may: &dyn Fn(usize, usize) -> bool,
        seen: &mut BTreeSet<usize>,
        of: &mut [Vec<usize>],
        most: usize,
    ) -> bool {
        for anchor in 0..of.len() {
            if !may(l, anchor) || !seen.insert(anchor) {
                continue;
            }
            if of[anchor].len() < most {
                of[anchor].push(l);
                return true;
            }
            for at in 0..most {
                let other = of[anchor][at];
                if place(other, may, seen, of, most) {
                    of[anchor][at] = l;
                    return true;
                }
            }
        }
        false
    }
    let mut of = vec![Vec::new(); n];
    learners.iter().filter(|&&l| place(l, may, &mut BTreeSet::new(), &mut of, most)).count()
}

#[test]
fn as_many_learners_as_can_have_a_local_anchor_who_is_not_their_coach() {
    let mut rng = rng(42);
    let mut anchored = 0;
    for round in 0..60u32 {
        let n = rng.random_range(4..=14u32) as usize;
        let world = any(n, 1, 3, &mut rng).tied(n / 2, &mut rng);
        let (role, most) = ([None, Some("facilitator")][(round % 2) as usize], rng.random_range(1..=3u32));
        let mut anchor = json!({"attribute": "region", "atMost": most});
        if let Some(role) = role {
            anchor["role"] = json!(role);
        }
        let plan = solved(&world, &json!({"form": "coaching", "anchor": anchor}));
        let bare = solved(&world, &json!({"form": "coaching"}));
        assert_eq!(plan.coaching, bare.coaching, "an anchor counts as no coach");
        assert_eq!(plan.score.total, bare.score.total);
        let coached = matches(&world, &plan);
        let may = |learner: usize, member: usize| {
            let region = |m: usize| world.people[m].region;
            learner != member
                && region(learner).is_some()
                && region(learner) == region(member)
                && role.is_none_or(|role| world.people[member].roles.contains(&role))
                && !world.barred(learner, member).0
                && !coached.contains(&(learner, member))
        };
        let learners = world.with_role("learner");
        let right = most_anchored(&learners, &may, n, most as usize);
        assert_eq!(plan.anchors.len(), right);
        let without = learners.len() - right;
        assert_eq!(plan.notes.iter().any(|note| note.contains("no local anchor")), without > 0, "{:?}", plan.notes);
        anchored += right;
    }
    assert!(anchored > 100, "only {anchored} anchors in all");
}

#[test]
fn a_learner_who_is_only_like_a_member_in_conflict_has_no_anchor() {
    let mut world = World::of(3);
    world.people.iter_mut().for_each(|person| person.region = Some(1));
    world.people[0].roles = vec!["coach"];
    world.people[2].roles = vec!["facilitator"];
    world.ties.push(Tie { a: 1, b: 2, conflict: true, ..Tie::default() });
    let plan = solved(&world, &json!({"form": "coaching", "anchor": {"attribute": "region"}}));
    assert_eq!((plan.coaching.len(), plan.anchors.len()), (1, 0));
}

/// The affinity of each learner and coach when needs are counted, worked out from the contract.
fn counted(world: &World, learner: usize, coach: usize, most: usize) -> f64 {
    let (one, other) = (&world.people[learner], &world.people[coach]);
    let met = one.needs.iter().filter(|need| other.offers.contains(need)).count().min(most) as f64 / most as f64;
    let shared = f64::from(u8::from(one.languages.iter().any(|language| other.languages.contains(language))));
    let (common, exchange) = (3.0 * (1.0 - world.mix), 2.0);
    (common * shared + exchange * met) / (common + exchange)
}

#[test]
fn with_needs_counted_a_narrower_answer_never_raises_what_a_learner_has_with_any_coach() {
    let mut rng = rng(43);
    let (mut narrowed, mut by_share) = (0, 0);
    for _ in 0..40 {
        let mut world = World::answered(5, &mut rng);
        world.criteria = vec![("languages", "common", 3.0), ("needs", "exchange", 2.0)];
        for coach in &mut world.people[1..] {
            coach.roles = vec!["coach"];
        }
        let form = |counts: bool| {
            let form = json!({"form": "coaching", "perLearner": [4, 4]});
            if counts { json!({"form": "coaching", "perLearner": [4, 4], "countNeeds": 2}) } else { form }
        };
        let scores = |world: &World, counts: bool| -> Vec<f64> {
            let plan = solved(world, &form(counts));
            let of =
                |coach: usize| plan.coaching.iter().find(|found| found.coach == id(coach)).map(|found| found.score);
            (1..5).map(|coach| of(coach).expect("coached by all")).collect()
        };
        let before = [scores(&world, true), scores(&world, false)];
        for coach in 1..5 {
            assert_near(before[0][coach - 1], counted(&world, 0, coach, 2), &world);
        }
        let (needs, languages) = (world.people[0].needs.len(), world.people[0].languages.len());
        for dropped in 0..needs + languages {
            let mut less = world.clone();
            if dropped < needs {
                less.people[0].needs.remove(dropped);
            } else {
                less.people[0].languages.remove(dropped - needs);
            }
            let after = [scores(&less, true), scores(&less, false)];
            assert!(after[0].iter().zip(&before[0]).all(|(after, before)| *after <= before + 1e-12), "{world:?}");
            by_share += u32::from(after[1].iter().zip(&before[1]).any(|(after, before)| *after > before + 1e-12));
            narrowed += 1;
        }
    }
    assert!(narrowed > 50 && by_share > 20, "{narrowed} narrower answers, {by_share} of which gain as shares");
}

#[test]
fn with_needs_counted_a_narrower_answer_never_makes_the_plan_better() {
    let mut rng = rng(44);
    for round in 0..40u32 {
        let mut world = any(8, 1, 2, &mut rng).with_rules(&[json!({"rule": "match", "attribute": "languages"})]);
        world.criteria = vec![("languages", "common", 3.0), ("needs", "exchange", 2.0)];
        let reached = |world: &World| {
            let plan = solved(world, &json!({"form": "coaching", "countNeeds": 1 + round % 3}));
            (plan.coaching.len(), plan.score.total)
        };
        let whole = reached(&world);
        let learner = world.with_role("learner")[0];
        for need in 0..world.people[learner].needs.len() {
            let mut less = world.clone();
            less.people[learner].needs.remove(need);
            let (served, total) = reached(&less);
            assert!(served == whole.0 && total <= whole.1 + 1e-9);
        }
        for language in 0..world.people[learner].languages.len() {
            let mut less = world.clone();
            less.people[learner].languages.remove(language);
            let (served, total) = reached(&less);
            assert!(served < whole.0 || (served == whole.0 && total <= whole.1 + 1e-9));
        }
    }
}

#[test]
fn a_country_under_another_name_is_the_same_country() {
    let solve = |kind: &str, aliases: Json, of_coach: Json| {
        let input = json!({
            "network": {
                "attributes": [{"id": "country", "kind": kind, "aliases": aliases}],
                "members": [
                    {"id": "ana", "values": {"country": "Italy"}},
                    {"id": "ben", "roles": ["coach"], "values": {"country": of_coach}},
                ],
            },
            "scenario": {"form": {"form": "coaching"}, "rules": [{"rule": "differ", "attribute": "country"}]},
        });
        let input = commonground::Input::from_json(&input.to_string()).expect("an input");
        let plan = commonground::solve(&input.network, &input.scenario).expect("a plan");
        assert!(commonground::plan::check(&input.network, &input.scenario, &plan).expect("a report").ok);
        plan
    };
    let names = json!([["France", "FR"], ["Italy", "Italia", "IT"]]);
    for (kind, of_coach) in [("category", json!("Italia")), ("set", json!("IT")), ("set", json!(["FR", "Italia"]))] {
        assert_eq!(solve(kind, json!([]), of_coach.clone()).coaching.len(), 1, "taken for another country");
        let plan = solve(kind, names.clone(), of_coach);
        assert!(plan.coaching.is_empty());
        assert_eq!((plan.unplaced[0].code.as_str(), plan.unplaced[0].rules.as_slice()), ("noCoach", &[0][..]));
    }
    assert_eq!(solve("set", names, json!(["FR", "Spain"])).coaching.len(), 1);
}
