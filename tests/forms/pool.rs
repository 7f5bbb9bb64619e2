//! Best partners as the pool grows, against all pairs tried one by one.

use crate::rulebook::allowed;
use crate::tools::near;
use crate::world::{Rng, World, id, rng};
use commonground::study::{PoolCurve, PoolMember, pool};
use commonground::{PoolInput, canonical_json};
use rand::RngExt;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

fn read(input: &Json) -> PoolCurve {
    let input = PoolInput::from_json(&input.to_string()).unwrap_or_else(|errors| panic!("{errors}\n{input}"));
    pool(&input.network, &input.scenario, &input.pool).unwrap_or_else(|errors| panic!("{errors}"))
}

fn asked(world: &World, pool: &Json, seed: u32) -> Json {
    let mut input = world.input(&json!({"form": "pairs"}), &json!({"effort": {"seed": seed}}));
    input["pool"] = pool.clone();
    input
}

/// Members of all kinds with ties that forbid, and rules that forbid pairs.
fn any(n: usize, rng: &mut Rng) -> World {
    let rules = [
        json!({"rule": "match", "attribute": "languages"}),
        json!({"rule": "differ", "attribute": "region"}),
        json!({"rule": "apart", "members": [id(0), id(1), id(2)]}),
        json!({"rule": "spread", "attribute": "utc", "atMost": 6}),
        json!({"rule": "noRepeat"}),
        json!({"rule": "differ", "attribute": "stage", "penalty": 0.5}),
    ];
    let mut chosen = rules.to_vec();
    chosen.retain(|_| rng.random_range(0..4u32) == 0);
    World::answered(n, rng).tied(n, rng).with_rules(&chosen)
}

/// The best partner of each of some members among them, all tried.
fn by_hand(world: &World, members: &[usize]) -> BTreeMap<String, Option<f64>> {
    let may = |a: usize, b: usize| a != b && !world.barred(a, b).1 && allowed(world, &[a, b]);
    let best = |a: usize| {
        let partners = members.iter().filter(|&&b| may(a, b));
        partners.map(|&b| world.affinity(a, b)).reduce(f64::max)
    };
    members.iter().map(|&a| (id(a), best(a))).collect()
}

fn same(found: &[PoolMember], right: &BTreeMap<String, Option<f64>>) -> bool {
    found.len() == right.len()
        && found.iter().all(|one| match (one.best, right[&one.member]) {
            (Some(found), Some(right)) => near(found, right),
            (found, right) => found == right,
        })
}

#[test]
fn the_best_partners_of_every_sample_are_those_that_trying_all_pairs_finds() {
    let mut rng = rng(91);
    let mut somebody_without = false;
    for round in 0..30 {
        let n = rng.random_range(4..=20u32) as usize;
        let world = any(n, &mut rng);
        let at: BTreeMap<String, usize> = (0..n).map(|member| (id(member), member)).collect();
        let sizes = [n, 2, n / 2];
        let found = read(&asked(&world, &json!({"sizes": sizes, "samples": 4, "members": true}), round));
        let mut ascending = sizes.map(|size| size as u32).to_vec();
        ascending.sort_unstable();
        ascending.dedup();
        assert_eq!(found.points.iter().map(|point| point.size).collect::<Vec<_>>(), ascending);
        for point in &found.points {
            let samples = point.members.as_ref().expect("members were asked for");
            assert_eq!(samples.len(), 4);
            let mut means = Vec::new();
            let mut without = Vec::new();
            for sample in samples {
                let members: Vec<usize> = sample.iter().map(|one| at[&one.member]).collect();
                assert_eq!(members.len(), point.size as usize);
                let right = by_hand(&world, &members);
                assert!(same(sample, &right), "{sample:?} instead of {right:?}");
                let bests: Vec<f64> = right.values().flatten().copied().collect();
                without.push(1.0 - bests.len() as f64 / members.len() as f64);
                means.extend((!bests.is_empty()).then(|| bests.iter().sum::<f64>() / bests.len() as f64));
            }
            somebody_without |= without.iter().any(|&share| share > 0.0);
            means.sort_by(f64::total_cmp);
            assert_eq!(point.best.is_some(), !means.is_empty());
            if let Some(best) = point.best {
                assert!(near(best.least, means[0]) && near(best.most, means[means.len() - 1]));
                assert!(near(best.mean, means.iter().sum::<f64>() / means.len() as f64));
                assert!(best.least <= best.lower && best.lower <= best.median && best.median <= best.upper);
                assert!(best.upper <= best.most);
                let middle = (means[(means.len() - 1) / 2] + means[means.len() / 2]) / 2.0;
                assert!(near(best.median, middle));
            }
            assert!(near(point.without.mean, without.iter().sum::<f64>() / 4.0));
        }
    }
    assert!(somebody_without, "no rule ever kept anybody from all others");
}

#[test]
fn a_pool_of_all_is_the_same_in_every_sample_and_that_of_trying_all_pairs() {
    let mut rng = rng(92);
    for _ in 0..10 {
        let n = rng.random_range(4..=30u32) as usize;
        let world = any(n, &mut rng);
        let found = read(&asked(&world, &json!({"samples": 3}), 1));
        let last = found.points.last().expect("a point");
        let right = by_hand(&world, &(0..n).collect::<Vec<_>>());
        let bests: Vec<f64> = right.values().flatten().copied().collect();
        assert_eq!((last.size as usize, last.members.is_none()), (n, true));
        assert!(near(last.without.least, 1.0 - bests.len() as f64 / n as f64));
        assert_eq!(last.without.least, last.without.most);
        let mean = (!bests.is_empty()).then(|| bests.iter().sum::<f64>() / bests.len() as f64);
        assert!(last.best.zip(mean).is_none_or(|(best, mean)| near(best.mean, mean) && best.least == best.most));
        assert_eq!(last.best.is_some(), mean.is_some());
    }
}

#[test]
fn a_superset_pool_never_lowers_anybodys_best_partner() {
    let mut rng = rng(93);
    let mut rises = 0;
    for round in 0..20 {
        let n = rng.random_range(8..=40u32) as usize;
        let world = any(n, &mut rng);
        let found = read(&asked(&world, &json!({"samples": 5, "members": true}), round));
        assert!(found.points.len() >= 7);
        for two in found.points.windows(2) {
            let [few, many] = [&two[0], &two[1]].map(|point| point.members.as_ref().expect("members"));
            for (few, many) in few.iter().zip(many) {
                for one in few {
                    let later = many.iter().find(|later| later.member == one.member);
                    let later = later.unwrap_or_else(|| panic!("{} is not in the larger pool", one.member));
                    assert!(one.best <= later.best, "{one:?} and then {later:?}");
                    rises += usize::from(one.best < later.best);
                }
            }
        }
    }
    assert!(rises > 0, "no pool ever helped anybody");
}

#[test]
fn the_seed_decides_the_samples_and_the_order_of_members_does_not() {
    let mut rng = rng(94);
    let world = any(24, &mut rng);
    let of = |input: &Json| canonical_json(&read(input), false);
    let input = asked(&world, &json!({"members": true}), 5);
    let mut turned = input.clone();
    turned["network"]["members"].as_array_mut().expect("members").reverse();
    assert_eq!(of(&input), of(&turned));
    assert_ne!(of(&input), of(&asked(&world, &json!({"members": true}), 6)));
    // Affinities take the range of numbers from all: no sample changes what two are to each other.
    let points = &read(&input).points;
    assert_eq!(points.iter().map(|point| point.size).collect::<Vec<_>>(), [3, 6, 9, 12, 15, 18, 21, 24]);
}

#[test]
fn the_curve_is_told_in_sentences() {
    // Everybody has one other of the same kind: at n all find each other.
    let member = |at: usize| json!({"id": format!("m{at}"), "values": {"kind": format!("k{}", at / 2)}});
    let mut input = json!({
        "network": {"attributes": [{"id": "kind", "kind": "category"}], "members": (0..40).map(member).collect::<Vec<_>>()},
        "scenario": {"criteria": [{"on": "kind", "want": "common"}], "form": {"form": "pairs"}},
        "pool": {"sizes": [10, 40]},
    });
    let notes = read(&input).notes;
    let whole = notes.len() == 1 && notes[0].starts_with("With 10 members the best partner scores 0.");
    assert!(whole && notes[0].ends_with("; with 40 it is 1."), "{notes:?}");
    input["scenario"]["rules"] = json!([{"rule": "match", "attribute": "kind"}]);
    let notes = read(&input).notes;
    assert_eq!(notes.len(), 2);
    assert!(notes[0].starts_with("With 10 members the best partner scores 1 on average (1 to 1)"), "{notes:?}");
    assert!(notes[1].ends_with("% have nobody who may be their partner; with 40 it is 0 %."), "{notes:?}");
    let apart: Vec<String> = (0..40).map(|at| format!("m{at}")).collect();
    input["scenario"]["rules"] = json!([{"rule": "apart", "members": apart}]);
    assert_eq!(read(&input).notes, ["No two of the 40 members may be partners."]);
}

#[test]
fn in_communities_only_what_nobody_else_mends_keeps_two_apart() {
    let member = |(at, stage): (usize, &str)| json!({"id": format!("m{at}"), "values": {"stage": stage}});
    let stages = ["pilot", "pilot", "national", "national"];
    let mut input = json!({
        "network": {"attributes": [{"id": "stage", "kind": "category"}],
            "members": stages.into_iter().enumerate().map(member).collect::<Vec<_>>(),
            "ties": [{"a": "m0", "b": "m1", "sameParent": true}, {"a": "m2", "b": "m3", "conflict": true}]},
        "scenario": {"criteria": [{"on": "stage", "want": "common"}], "form": {"form": "communities", "size": [4, 4]},
            "rules": [{"rule": "quota", "attribute": "stage", "value": "national", "atLeast": 1}]},
        "pool": {"sizes": [4], "samples": 1, "members": true},
    });
    let bests = |input: &Json| -> Vec<Option<f64>> {
        let points = read(input).points;
        points[0].members.as_ref().expect("members")[0].iter().map(|one| one.best).collect()
    };
    // A parent in common keeps nobody from a community, and two of the pilots may have a national one beside them.
    assert_eq!(bests(&input), [Some(1.0), Some(1.0), Some(0.0), Some(0.0)]);
    input["scenario"]["form"] = json!({"form": "pairs"});
    assert_eq!(bests(&input), [Some(0.0); 4]);
    input["scenario"]["form"] = json!({"form": "communities", "size": [4, 4]});
    input["scenario"]["rules"] = json!([{"rule": "cap", "attribute": "stage", "atMost": 1}]);
    assert_eq!(bests(&input), [Some(0.0); 4]);
}
