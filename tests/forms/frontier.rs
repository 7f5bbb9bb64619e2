//! Diversity against commonality, against trying all plans.

use crate::communities::any_rules;
use crate::groups::worth;
use crate::partitions::{Ask, divisions, value};
use crate::rulebook::{allowed, penalty};
use crate::tools::{near, solved};
use crate::world::{Rng, World, rng};
use commonground::plan::{Plan, Status, check};
use commonground::scenario::Form;
use commonground::study::{FrontierPoint, FrontierResult, FrontierRun, frontier};
use commonground::{FrontierInput, Input};
use rand::RngExt;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// A network in which all sides are fractions that the engine's scale holds exactly: halves, thirds, quarters of a day.
fn simple(n: usize, rng: &mut Rng) -> World {
    let mut world = World::answered(n, rng);
    world.criteria = vec![
        ("languages", "common", 1.0),
        ("stage", "common", 1.0),
        ("region", "different", 1.0),
        ("utc", "different", 1.0),
    ];
    world
}

fn input(world: &World, form: &Json, wanted: &Json) -> FrontierInput {
    let mut json = world.input(form, &json!({"effort": {"seed": 3, "seconds": 600}}));
    json["frontier"] = wanted.clone();
    FrontierInput::from_json(&json.to_string()).unwrap_or_else(|errors| panic!("{errors}\n{json}"))
}

fn found(input: &FrontierInput) -> FrontierResult {
    frontier(&input.network, &input.scenario, &input.frontier).unwrap_or_else(|errors| panic!("{errors}"))
}

/// Both sides of two or three members, by the oracle: with all weight on one kind of criterion only that kind counts.
fn sides(world: &World, group: &[usize]) -> Option<[f64; 2]> {
    let under = |mix: f64| {
        let world = World { mix, ..world.clone() };
        Some(worth(&world, group)? + penalty(&world, group))
    };
    Some([under(0.0)?, under(1.0)?])
}

/// In units of the engine's finest scale, of half a pair.
fn whole(total: f64) -> i64 {
    (total * 2.0 * 55_440.0).round() as i64
}

/// Every way to form pairs and at most one trio: how many are placed, and the sums.
fn all(
    world: &World,
    left: &[usize],
    trio: bool,
    placed: usize,
    sums: [f64; 2],
    out: &mut BTreeSet<(usize, [i64; 2])>,
) {
    let Some((&first, others)) = left.split_first() else {
        out.insert((placed, sums.map(whole)));
        return;
    };
    all(world, others, trio, placed, sums, out);
    let mut take = |group: &[usize], trio: bool| {
        if let Some(own) = sides(world, group) {
            let left: Vec<usize> = others.iter().copied().filter(|m| !group.contains(m)).collect();
            all(world, &left, trio, placed + group.len(), [sums[0] + own[0], sums[1] + own[1]], out);
        }
    };
    for (at, &b) in others.iter().enumerate() {
        take(&[first, b], trio);
        if trio {
            others[at + 1..].iter().for_each(|&c| take(&[first, b, c], false));
        }
    }
}

/// Those that none betters, most of the first side first.
fn best_trades(world: &World, trio: bool) -> Vec<[i64; 2]> {
    let mut plans = BTreeSet::new();
    all(world, &world.taking_part(), trio, 0, [0.0; 2], &mut plans);
    let most = plans.iter().map(|plan| plan.0).max().unwrap_or(0);
    let points: BTreeSet<[i64; 2]> = plans.iter().filter(|plan| plan.0 == most).map(|plan| plan.1).collect();
    let betters = |a: &[i64; 2], b: &[i64; 2]| a != b && a[0] >= b[0] && a[1] >= b[1];
    points.iter().rev().filter(|b| !points.iter().any(|a| betters(a, b))).copied().collect()
}

/// The corners of the upper hull and what lies between them on its edges, by turning right (Andrew 1979).
fn hull(points: &[[f64; 2]]) -> Vec<bool> {
    let turn = |a: [f64; 2], b: [f64; 2], c: [f64; 2]| (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|&a, &b| points[a][0].total_cmp(&points[b][0]).then(points[b][1].total_cmp(&points[a][1])));
    let mut chain: Vec<usize> = Vec::new();
    for &next in &order {
        while let [.., a, b] = chain[..]
            && turn(points[a], points[b], points[next]) > 1e-9
        {
            chain.pop();
        }
        chain.push(next);
    }
    (0..points.len()).map(|at| chain.contains(&at)).collect()
}

/// Whether every point's plan keeps what it must and is what the point says.
fn plans_are_sound(input: &FrontierInput, found: &FrontierResult) {
    for point in &found.points {
        let plan: &Plan = point.plan.as_ref().expect("plans were asked for");
        let mut scenario = input.scenario.clone();
        if let (Form::Communities(form), Some(size)) = (&mut scenario.form, point.size) {
            form.size = Some(size);
        }
        let report = check(&input.network, &scenario, plan).expect("a sound input");
        assert_eq!(report.ok, point.status == Status::Feasible, "{:?}", report.errors);
        assert!(near(report.total, point.score));
        assert_eq!(plan.rules.iter().filter(|rule| rule.held).count(), point.rules_held);
    }
}

fn points(found: &FrontierResult) -> Vec<[f64; 2]> {
    found.points.iter().map(|point| [point.commonality, point.diversity]).collect()
}

fn rules_of_pairs(n: usize, rng: &mut Rng) -> Vec<Json> {
    let all = [
        json!({"rule": "noRepeat"}),
        json!({"rule": "apart", "members": [crate::world::id(0), crate::world::id(n - 1)]}),
        json!({"rule": "differ", "attribute": "stage"}),
        json!({"rule": "match", "attribute": "languages"}),
        json!({"rule": "differ", "attribute": "region", "penalty": 0.4}),
        json!({"rule": "spread", "attribute": "utc", "atMost": 7}),
        json!({"rule": "span", "attribute": "region", "atLeast": 2}),
        json!({"rule": "share", "attribute": "languages", "core": 0.6}),
    ];
    all.into_iter().filter(|_| rng.random_range(0..6u32) == 0).collect()
}

#[test]
fn the_trades_of_few_are_all_the_best_there_are() {
    let mut rng = rng(801);
    let (mut unsupported, mut trios) = (0, 0);
    for round in 0..320u32 {
        let n = rng.random_range(2..=8u32) as usize;
        let rules = rules_of_pairs(n, &mut rng);
        let world = simple(n, &mut rng).tied(n / 2, &mut rng).with_rules(&rules);
        let odd = ["sitOut", "trio"][round as usize % 2];
        let input = input(&world, &json!({"form": "pairs", "odd": odd}), &json!({"plans": true}));
        let found = found(&input);
        let expected = best_trades(&world, odd == "trio");
        let pairs = |point: &FrontierPoint| {
            let plan = point.plan.as_ref().expect("a plan");
            trios += plan.groups.iter().filter(|group| group.members.len() == 3).count();
            plan.groups.iter().map(|group| group.members.len()).sum::<usize>() as f64 / 2.0
        };
        let count: Vec<f64> = found.points.iter().map(pairs).collect();
        let totals: Vec<[i64; 2]> =
            points(&found).iter().zip(&count).map(|(point, count)| point.map(|side| whole(side * count))).collect();
        assert_eq!(totals, expected, "{}", world.input(&json!({"form": "pairs", "odd": odd}), &json!({})));
        assert!(found.complete && found.segments.iter().all(|segment| segment.complete), "{}", found.text);
        assert_eq!(found.segments.len(), expected.len() - 1);
        let supported: Vec<bool> = found.points.iter().map(|point| point.supported).collect();
        assert_eq!(supported, hull(&expected.iter().map(|p| p.map(|side| side as f64)).collect::<Vec<_>>()));
        unsupported += supported.iter().filter(|&&supported| !supported).count();
        plans_are_sound(&input, &found);
    }
    assert!(unsupported > 20 && trios > 60, "{unsupported} {trios}");
}

#[test]
fn the_trades_of_24_are_complete_and_no_plan_of_any_mix_is_beyond_them() {
    let mut rng = rng(802);
    for round in 0..4 {
        let rules = if round % 2 == 0 { vec![] } else { rules_of_pairs(24, &mut rng) };
        let mut world = simple(24, &mut rng).tied(6, &mut rng).with_rules(&rules);
        world.rules.retain(|rule| rule["penalty"].is_null());
        let form = json!({"form": "pairs"});
        let input = input(&world, &form, &json!({"plans": true}));
        let found = found(&input);
        assert!(found.complete, "{}", found.text);
        plans_are_sound(&input, &found);
        let points = points(&found);
        assert!(points.windows(2).all(|two| two[0][0] > two[1][0] && two[0][1] < two[1][1]));
        // Asking for more commonality never leaves more diversity.
        let best = |tau: f64| points.iter().filter(|p| p[0] >= tau).map(|p| p[1]).fold(f64::NEG_INFINITY, f64::max);
        assert!((0..20).all(|at| best(f64::from(at + 1) / 20.0) <= best(f64::from(at) / 20.0)));
        for mix in [0.0, 0.2, 0.5, 0.7, 1.0] {
            let plan = solved(&World { mix, ..world.clone() }, &form);
            let placed: usize = plan.groups.iter().map(|group| group.members.len()).sum();
            let side = |of: fn(&commonground::plan::Group) -> Option<f64>| {
                plan.groups.iter().map(|group| of(group).unwrap_or(0.0)).sum::<f64>() / (placed as f64 / 2.0)
            };
            let [c, d] = [side(|group| group.commonality), side(|group| group.diversity)];
            assert!(points.iter().any(|p| p[0] >= c - 1e-9 && p[1] >= d - 1e-9), "{mix}: {c} {d} {points:?}");
        }
        // The ends are those of the dial, and with the dial commonality falls.
        let mixes: Vec<f64> = found.points.iter().filter_map(|point| point.mix).collect();
        assert!(mixes.len() > 2 && mixes.is_sorted() && mixes.iter().all(|mix| (0.0..=1.0).contains(mix)));
    }
}

#[test]
fn what_is_common_rises_with_its_weight() {
    let mut rng = rng(803);
    for _ in 0..10 {
        let mut world = World::of(12);
        for person in &mut world.people {
            person.stage = Some(rng.random_range(0..4));
            person.region = Some(rng.random_range(0..4));
        }
        let commonality = |weight: f64| {
            let criteria = vec![("stage", "common", weight), ("region", "different", 1.0)];
            let world = World { criteria, ..world.clone() };
            solved(&world, &json!({"form": "pairs"})).balance.commonality.expect("all answered")
        };
        let means: Vec<f64> = [0.25, 0.5, 1.0, 2.0, 4.0].map(commonality).to_vec();
        assert!(means.windows(2).all(|two| two[1] >= two[0] - 1e-9), "{means:?}");
    }
}

#[test]
fn the_ends_of_the_trades_of_small_communities_are_the_best_there_are() {
    let mut rng = rng(804);
    let mut feasible = 0;
    for round in 0..24u32 {
        let n = rng.random_range(5..=9u32) as usize;
        let mut rules = any_rules(n, &mut rng);
        rules.retain(|rule| rule["penalty"].is_null());
        rules.truncate(1);
        let world = simple(n, &mut rng).with_rules(&rules);
        let ask = Ask::new([2, 4], ["perMember", "total"][round as usize % 2]);
        let input = input(&world, &ask.form(), &json!({"points": 5, "plans": true}));
        let found = found(&input);
        plans_are_sound(&input, &found);
        let kept: Vec<Vec<Vec<usize>>> = divisions(&world.taking_part(), &ask)
            .into_iter()
            .filter(|groups| groups.iter().all(|group| allowed(&world, group)))
            .collect();
        let most = |mix: f64| {
            let world = World { mix, ..world.clone() };
            kept.iter().map(|groups| value(&world, groups, &ask).1).reduce(f64::max)
        };
        let [Some(commonality), Some(diversity)] = [most(0.0), most(1.0)] else {
            assert!(found.points.iter().all(|point| point.status == Status::Infeasible));
            continue;
        };
        feasible += 1;
        // As a mean: over members, or over the pairs that the plan at that end has.
        let of = |point: &FrontierPoint| match ask.objective {
            "total" => {
                let sizes = point.plan.iter().flat_map(|plan| &plan.groups).map(|group| group.members.len());
                sizes.map(|size| size * (size - 1) / 2).sum::<usize>() as f64
            }
            _ => n as f64,
        };
        let (first, last) = (&found.points[0], &found.points[4]);
        assert!(near(first.commonality * of(first), commonality), "{} {commonality}", first.commonality);
        assert!(near(last.diversity * of(last), diversity), "{} {diversity}", last.diversity);
        assert_eq!((first.mix, last.mix), (Some(0.0), Some(1.0)));
    }
    assert!(feasible > 10, "{feasible}");
}

#[test]
fn points_of_communities_are_sound_and_those_that_others_better_are_marked() {
    let mut rng = rng(805);
    for round in 0..4u32 {
        let rules = [json!({"rule": "share", "attribute": "languages", "core": 0.5}), json!({"rule": "noRepeat"})];
        let mut world = World::answered(30, &mut rng).tied(8, &mut rng);
        if round % 2 == 0 {
            world = world.with_rules(&rules);
        }
        let objective = ["perMember", "worst", "total", "perMember"][round as usize];
        let form = json!({"form": "communities", "size": [4, 6], "objective": objective});
        let input = input(&world, &form, &json!({"sizes": [[4, 6], [7, 8]], "points": 5, "plans": true}));
        let mut input = input;
        input.scenario.effort.iterations = Some(40_000);
        let found = found(&input);
        assert_eq!(found.points.len(), 10);
        plans_are_sound(&input, &found);
        let points = points(&found);
        let betters = |a: [f64; 2], b: [f64; 2]| {
            a[0] >= b[0] - 1e-12 && a[1] >= b[1] - 1e-12 && (a[0] > b[0] + 1e-12 || a[1] > b[1] + 1e-12)
        };
        let kept = |at: &usize| found.points[*at].status == Status::Feasible;
        for (at, point) in found.points.iter().enumerate() {
            let bettered = (0..10).filter(kept).any(|other| betters(points[other], points[at]));
            assert_eq!(point.dominated, bettered, "{at}: {points:?}");
        }
        let free: Vec<usize> = (0..10).filter(|at| kept(at) && !found.points[*at].dominated).collect();
        let supported: Vec<bool> = free.iter().map(|&at| found.points[at].supported).collect();
        assert_eq!(supported, hull(&free.iter().map(|&at| points[at]).collect::<Vec<_>>()), "{points:?}");
        assert!(found.segments.is_empty() && !found.complete);
    }
}

#[test]
fn points_do_not_depend_on_how_the_run_is_cut() {
    let mut rng = rng(806);
    let world = simple(26, &mut rng);
    for form in [json!({"form": "communities", "size": [4, 7]}), json!({"form": "pairs"})] {
        let mut input = input(&world, &form, &json!({"points": 4}));
        input.scenario.effort.iterations = Some(if form["form"] == "pairs" { 150 } else { 30_000 });
        let [one, other] = [3_000, 50_000_000].map(|step| {
            let mut run = FrontierRun::new(&input.network, &input.scenario, &input.frontier).expect("a sound input");
            while !run.progress().finished {
                run.step(step).expect("what was validated");
            }
            run.result()
        });
        assert_eq!(one, other);
    }
}

#[test]
fn going_on_from_a_neighbour_finds_no_worse_than_beginning_anew() {
    let mut rng = rng(807);
    let world = simple(40, &mut rng);
    let form = json!({"form": "communities", "size": [5, 6]});
    let mut input = input(&world, &form, &json!({"points": 6, "plans": true}));
    input.scenario.effort.iterations = Some(100_000);
    let found = found(&input);
    let mut sum = [0.0; 2];
    for point in &found.points {
        let mix = point.mix.expect("a mix");
        let mut alone = Input {
            network: input.network.clone(),
            scenario: input.scenario.clone(),
            report: Default::default(),
            plan: Default::default(),
        };
        alone.scenario.mix = mix;
        let fresh = commonground::solve(&alone.network, &alone.scenario).expect("a plan");
        let same = Plan { score: fresh.score.clone(), ..point.plan.clone().expect("a plan") };
        // What the point's groups are worth under its own mix.
        let report = check(&alone.network, &alone.scenario, &same).expect("a sound input");
        sum = [sum[0] + report.total, sum[1] + fresh.score.total];
    }
    assert!(sum[0] >= sum[1] * 0.999, "{sum:?}");
}

#[test]
fn coaching_is_traded_too() {
    let mut rng = rng(808);
    let mut world = simple(20, &mut rng);
    for (at, person) in world.people.iter_mut().enumerate() {
        person.roles = vec![if at % 3 == 0 { "coach" } else { "learner" }];
        person.capacity = Some(3);
    }
    let input = input(&world, &json!({"form": "coaching"}), &json!({"points": 3}));
    let found = found(&input);
    assert_eq!(found.points.len(), 3);
    assert!(found.points[0].commonality >= found.points[2].commonality - 1e-9);
    assert!(found.points[2].diversity >= found.points[0].diversity - 1e-9);
}
