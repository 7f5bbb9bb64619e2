//! Whether a rule holds in a group, read from the rule's JSON and the contract's table of rules.

use crate::world::{LEVELS, World, id};
use serde_json::Value as Json;
use std::collections::BTreeMap;

fn whole(rule: &Json, key: &str, otherwise: u64) -> usize {
    rule[key].as_u64().unwrap_or(otherwise) as usize
}

/// A member's values, as words.
fn values(world: &World, attribute: &str, member: usize) -> Vec<String> {
    let person = &world.people[member];
    let words = |letter: char, list: &[u32]| list.iter().map(|value| format!("{letter}{value}")).collect();
    match attribute {
        "region" => person.region.iter().map(|region| format!("r{region}")).collect(),
        "languages" => words('l', &person.languages),
        "stage" => person.stage.iter().map(|&stage| LEVELS[stage as usize].to_owned()).collect(),
        "needs" => words('n', &person.needs),
        "offers" => words('n', &person.offers),
        "roles" => person.roles.iter().map(|&role| role.to_owned()).collect(),
        other => panic!("the oracle knows no {other}"),
    }
}

fn position(world: &World, attribute: &str, member: usize) -> Option<f64> {
    let person = &world.people[member];
    match attribute {
        "stage" => person.stage.map(f64::from),
        "schools" => person.schools,
        "utc" => person.utc.map(|utc| utc.rem_euclid(24.0)),
        other => panic!("the oracle knows no {other}"),
    }
}

fn named(rule: &Json) -> Vec<&str> {
    rule["members"].as_array().expect("members").iter().filter_map(Json::as_str).collect()
}

/// Whether every two members of a group fit.
fn each_two(group: &[usize], fit: impl Fn(usize, usize) -> bool) -> bool {
    group.iter().enumerate().all(|(at, &a)| group[at + 1..].iter().all(|&b| fit(a, b)))
}

/// Whether a rule holds in one group.
pub fn holds(world: &World, rule: &Json, group: &[usize]) -> bool {
    let attribute = rule["attribute"].as_str().unwrap_or_default();
    let values = |member: usize| values(world, attribute, member);
    let shared = |a: usize, b: usize| values(a).iter().filter(|value| values(b).contains(value)).count();
    let counts = || {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        group.iter().flat_map(|&member| values(member)).for_each(|value| *counts.entry(value).or_default() += 1);
        counts
    };
    let inside = |ids: &[&str]| group.iter().filter(|&&member| ids.contains(&id(member).as_str())).count();
    match rule["rule"].as_str().expect("a rule") {
        _ if group.is_empty() => true,
        "share" if group.len() < 2 => true,
        "share" => match (rule["core"].as_f64(), rule["among"].as_str()) {
            (Some(core), _) => counts().values().any(|&count| count as f64 + 1e-9 >= core * group.len() as f64),
            (None, Some("each")) => each_two(group, |a, b| shared(a, b) >= whole(rule, "atLeast", 1)),
            _ => counts().values().filter(|&&n| n == group.len()).count() >= whole(rule, "atLeast", 1),
        },
        "span" => counts().len() >= whole(rule, "atLeast", 1),
        "cap" => counts().values().all(|&count| count <= whole(rule, "atMost", 1)),
        "quota" => {
            let count = counts().get(rule["value"].as_str().expect("a value")).copied().unwrap_or(0);
            (whole(rule, "atLeast", 0)..=whole(rule, "atMost", u64::from(u32::MAX))).contains(&count)
        }
        "notAlone" => {
            let asked = |value: &str| rule["value"].as_str().is_none_or(|one| one == value);
            counts().iter().all(|(value, &count)| !asked(value) || count >= whole(rule, "atLeast", 2))
        }
        "spread" => spread(world, attribute, group) <= rule["atMost"].as_f64().expect("a number") + 1e-9,
        "differ" => each_two(group, |a, b| shared(a, b) == 0),
        "match" => each_two(group, |a, b| shared(a, b) > 0),
        "together" => [0, named(rule).len()].contains(&inside(&named(rule))),
        "apart" => inside(&named(rule)) < 2,
        "noRepeat" => each_two(group, |a, b| {
            let rounds: Option<Vec<&str>> =
                rule["met"].as_array().map(|rounds| rounds.iter().filter_map(Json::as_str).collect());
            !world.met(a, b).iter().any(|met| rounds.as_ref().is_none_or(|rounds| rounds.contains(met)))
        }),
        "groupmates" => {
            let members = |group: &Json| -> Vec<String> {
                let ids = group["members"].as_array().expect("members").iter();
                ids.map(|id| id.as_str().expect("an id").to_owned()).collect()
            };
            let plan: Vec<Vec<String>> =
                rule["plan"]["groups"].as_array().expect("groups").iter().map(members).collect();
            let were = |a: usize, b: usize| plan.iter().any(|g| g.contains(&id(a)) && g.contains(&id(b)));
            each_two(group, |a, b| were(a, b) == (rule["want"] == "same"))
        }
        "familiar" => {
            let knows = |a: usize, b: usize| match (world.knows(a, b), rule["trust"].as_f64()) {
                (Some(known), Some(trust)) => known >= trust,
                (Some(known), None) => known > 0.0,
                (None, _) => false,
            };
            let others = |a: usize| group.iter().filter(|&&b| a != b && knows(a, b)).count();
            group.iter().all(|&member| others(member) >= whole(rule, "atLeast", 1))
        }
        "balance" if attribute == "schools" => {
            let mean = |members: &[usize]| mean(&numbers(world, attribute, members));
            let off = mean(group).zip(mean(&world.taking_part())).map_or(0.0, |(own, all)| (own - all).abs());
            off <= rule["tolerance"].as_f64().expect("a number") + 1e-9
        }
        "balance" => {
            let of = |members: &[usize], value: &str| {
                let answered = members.iter().filter(|&&member| !values(member).is_empty()).count();
                let holders = members.iter().filter(|&&member| values(member).iter().any(|held| held == value)).count();
                (answered as f64, holders as f64)
            };
            let all = world.taking_part();
            let right = |value: &String| {
                let ((s, c), (answered, holders)) = (of(group, value), of(&all, value));
                let off = (c - s * holders / answered).abs();
                off < 1.0 - 1e-9 || off <= s * rule["tolerance"].as_f64().expect("a number") + 1e-9
            };
            all.iter().flat_map(|&member| values(member)).all(|value| right(&value))
        }
        "survive" => {
            let others = world.rules.iter().filter(|other| other["penalty"].is_null());
            let asked =
                others.filter(|other| !["survive", "together"].contains(&other["rule"].as_str().expect("a rule")));
            let without = |gone: usize| group.iter().copied().filter(|&m| m != gone).collect::<Vec<usize>>();
            let kept = |other: &Json| group.iter().all(|&gone| holds(world, other, &without(gone)));
            asked.into_iter().all(|other| !holds(world, other, group) || kept(other))
        }
        "disparity" => {
            let numbers = numbers(world, attribute, group);
            let Some(mean) = mean(&numbers) else { return true };
            let n = numbers.len() as f64;
            let found = match rule["measure"].as_str().expect("a measure") {
                "sd" => (numbers.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / n).sqrt(),
                _ if mean == 0.0 => 0.0,
                _ => {
                    let apart = numbers.iter().flat_map(|x| numbers.iter().map(move |y| (x - y).abs()));
                    apart.sum::<f64>() / (2.0 * n * n * mean)
                }
            };
            found <= rule["atMost"].as_f64().expect("a number") + 1e-9
        }
        "acquainted" => {
            let knows = |a: usize, b: usize| match (world.knows(a, b), rule["trust"].as_f64()) {
                (Some(known), Some(trust)) => known >= trust,
                (Some(known), None) => known > 0.0,
                (None, _) => false,
            };
            let ordered = group.iter().map(|&a| group.iter().filter(|&&b| a != b && knows(a, b)).count());
            let share = ordered.sum::<usize>() as f64 / (group.len() * (group.len() - 1)) as f64;
            let (least, most) = (rule["atLeast"].as_f64().unwrap_or(0.0), rule["atMost"].as_f64().unwrap_or(1.0));
            group.len() < 2 || (least - 1e-9..=most + 1e-9).contains(&share)
        }
        other => panic!("the oracle knows no rule {other}"),
    }
}

fn numbers(world: &World, attribute: &str, members: &[usize]) -> Vec<f64> {
    members.iter().filter_map(|&member| position(world, attribute, member)).collect()
}

fn mean(numbers: &[f64]) -> Option<f64> {
    (!numbers.is_empty()).then(|| numbers.iter().sum::<f64>() / numbers.len() as f64)
}

/// Largest minus smallest; on the circle the shortest arc that covers all.
fn spread(world: &World, attribute: &str, group: &[usize]) -> f64 {
    let known: Vec<f64> = group.iter().filter_map(|&member| position(world, attribute, member)).collect();
    if known.is_empty() {
        return 0.0;
    }
    if attribute == "utc" {
        // The arc begins at one of them.
        let arc = |&start: &f64| known.iter().map(|at| (at - start).rem_euclid(24.0)).fold(0.0, f64::max);
        return known.iter().map(arc).fold(f64::INFINITY, f64::min).min(24.0);
    }
    let (lo, hi) = known.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), &x| (lo.min(x), hi.max(x)));
    hi - lo
}

/// Whether every hard rule holds in a group and no tie forbids it.
pub fn allowed(world: &World, group: &[usize]) -> bool {
    let hard = |rule: &&Json| rule["penalty"].is_null();
    world.rules.iter().filter(hard).all(|rule| holds(world, rule, group))
        && each_two(group, |a, b| !world.barred(a, b).0)
}

/// What the soft rules cost in a group.
pub fn penalty(world: &World, group: &[usize]) -> f64 {
    let soft = world.rules.iter().filter_map(|rule| Some((rule, rule["penalty"].as_f64()?)));
    soft.filter(|(rule, _)| !holds(world, rule, group)).map(|(_, penalty)| penalty).sum()
}
