//! Why a learner does not have another coach, or a group another facilitator.

use crate::coaching::{any, capacity, worth};
use crate::elsewhere::{read, wrong};
use crate::tools::near;
use crate::world::{World, id, rng};
use commonground::forms::{Change, Question, why_not_there};
use commonground::plan::{CoachingMatch, Facilitated, Plan, check};
use commonground::solve;
use rand::RngExt;
use serde_json::{Value as Json, json};

fn changed(plan: &Plan, change: &Change) -> Plan {
    let mut plan = plan.clone();
    for one in &change.moves {
        plan.coaching.retain(|found| found.learner != one.who || Some(&found.coach) != one.from.as_ref());
        plan.facilitators.retain(|found| found.group != one.who || Some(&found.facilitator) != one.from.as_ref());
        if let Some(to) = &one.to {
            let (coach, learner) = (to.clone(), one.who.clone());
            if plan.form == "coaching" && !one.who.starts_with('g') {
                plan.coaching.push(CoachingMatch { coach, learner, ..CoachingMatch::default() });
            } else {
                plan.facilitators.push(Facilitated { group: learner, facilitator: coach, ..Facilitated::default() });
            }
        }
    }
    plan
}

fn even(world: &World, chosen: &[Option<usize>], price: f64) -> f64 {
    let load = |coach: usize| chosen.iter().filter(|one| **one == Some(coach)).count() as f64;
    (0..world.len()).map(|coach| price * load(coach) * (load(coach) - 1.0) / 2.0).sum()
}

/// Every way to give each learner one coach or none: who has whom, and what it is worth.
fn assignments(world: &World, price: f64) -> Vec<(Vec<Option<usize>>, f64)> {
    let (learners, coaches) = (world.with_role("learner"), world.with_role("coach"));
    let options = coaches.len() + 1;
    let mut found = Vec::new();
    'next: for number in 0..options.pow(learners.len() as u32) {
        let mut chosen = vec![None; world.len()];
        let mut sum = 0.0;
        for (at, &learner) in learners.iter().enumerate() {
            if let Some(&coach) = coaches.get(number / options.pow(at as u32) % options) {
                let Some(worth) = worth(world, learner, coach) else { continue 'next };
                chosen[learner] = Some(coach);
                sum += worth;
            }
        }
        let over =
            |&coach: &usize| chosen.iter().filter(|one| **one == Some(coach)).count() as u32 > capacity(world, coach);
        if !coaches.iter().any(over) {
            let total = sum - even(world, &chosen, price);
            found.push((chosen, total));
        }
    }
    found
}

#[test]
fn what_a_learner_with_another_coach_costs_is_what_trying_all_finds() {
    let mut rng = rng(81);
    let (mut asked, mut chains, mut full) = (0, 0, 0);
    for round in 0..150u32 {
        let n = rng.random_range(5..=9u32) as usize;
        let mut world = any(n, round, 1 + round % 2, &mut rng);
        if round % 3 == 2 {
            // Few who suit, and no place to spare.
            world.rules = vec![json!({"rule": "match", "attribute": "languages"})];
            for (at, person) in world.people.iter_mut().enumerate() {
                (person.roles, person.capacity) = (vec![["coach", "learner"][at % 2]], Some(1));
                person.languages = vec![rng.random_range(0..2), rng.random_range(2..5)];
            }
        }
        let (learners, coaches) = (world.with_role("learner"), world.with_role("coach"));
        if learners.len() > 5 || coaches.len() > 4 || learners.is_empty() || coaches.is_empty() {
            continue;
        }
        let price = if round % 2 == 0 { 0.0 } else { 0.125 };
        let input = read(&world.input(&json!({"form": "coaching", "evenLoads": price}), &json!({})));
        let plan = solve(&input.network, &input.scenario).expect("a plan");
        let all = assignments(&world, price);
        let mut now = vec![None; n];
        for found in &plan.coaching {
            let at = |name: &str| (0..n).find(|&m| id(m) == name).expect("a member");
            now[at(&found.learner)] = Some(at(&found.coach));
        }
        let before = check(&input.network, &input.scenario, &plan).expect("a plan").total;
        for &learner in &learners {
            let coach = coaches[rng.random_range(0..coaches.len() as u32) as usize];
            let question = Question {
                member: Some(id(learner)),
                coach: Some(id(coach)),
                round: 1,
                exact: true,
                ..Question::default()
            };
            let answer = why_not_there(&input.network, &input.scenario, &(&plan).into(), &question).expect("an answer");
            assert!(!answer.text.contains(['{', '}']) && answer.text.ends_with('.'), "{}", answer.text);
            if answer.already {
                continue;
            }
            asked += 1;
            // Each change comes to what the check finds once it is made.
            for change in [&answer.plain, &answer.swap, &answer.smallest, &answer.exact].into_iter().flatten() {
                let report = check(&input.network, &input.scenario, &changed(&plan, change)).expect("a plan");
                assert!(near(report.total - before, change.total), "{} {change:?}", report.total - before);
                let told = wrong(&report).into_iter().filter(|code| *code != "notPlaced").count();
                assert_eq!(change.allowed, told == 0, "{:?} {change:?}", report.errors);
            }
            let served = |chosen: &[Option<usize>]| chosen.iter().flatten().count();
            let with: Vec<_> = all.iter().filter(|(chosen, _)| chosen[learner] == Some(coach)).collect();
            // The best with the two matched: as many served as can be, then the largest sum.
            let most = with.iter().map(|(chosen, _)| served(chosen)).max();
            let best = with.iter().filter(|(chosen, _)| Some(served(chosen)) == most).map(|one| one.1).reduce(f64::max);
            match (best, &answer.exact) {
                (Some(best), Some(exact)) => {
                    assert!(near(best - before, exact.total), "{} {exact:?}", best - before);
                    if most == Some(plan.coaching.len()) {
                        assert!(answer.at_least.is_some_and(|least| least <= before - best + 1e-7), "{answer:?}");
                    }
                }
                (None, exact) => assert!(exact.as_ref().is_none_or(|exact| !exact.allowed), "{answer:?}"),
                (best, exact) => panic!("{best:?} {exact:?}"),
            }
            // The fewest others whose coach changes, each who has one keeping one.
            let kept =
                |chosen: &[Option<usize>]| (0..n).all(|m| m == learner || chosen[m].is_some() == now[m].is_some());
            let moved = |chosen: &[Option<usize>]| (0..n).filter(|&m| m != learner && chosen[m] != now[m]).count();
            let fewest = with.iter().filter(|(chosen, _)| kept(chosen)).map(|(chosen, total)| (moved(chosen), *total));
            let fewest: Vec<(usize, f64)> = fewest.collect();
            let least = fewest.iter().map(|one| one.0).min();
            let most = fewest.iter().filter(|one| Some(one.0) == least).map(|one| one.1).reduce(f64::max);
            let found = answer.smallest.as_ref().map(|change| (change.moves.len() - 1, before + change.total));
            match (least.zip(most), found) {
                (Some(right), Some(found)) => {
                    assert!(right.0 == found.0 && near(right.1, found.1), "{right:?} {found:?}")
                }
                (right, found) => {
                    assert!(right.is_none() && found.is_none() && answer.impossible, "{right:?} {found:?}")
                }
            }
            chains += u32::from(least.is_some_and(|least| least > 1));
            full += u32::from(answer.obstacles.iter().any(|one| one.code == "full"));
        }
    }
    assert!(asked > 100 && chains > 3 && full > 10, "{asked} {chains} {full}");
}

#[test]
fn another_facilitator_comes_to_what_the_check_finds() {
    let mut rng = rng(82);
    let mut seen = 0;
    for _ in 0..60u32 {
        let mut world = World::answered(10, &mut rng)
            .tied(3, &mut rng)
            .with_rules(&[json!({"rule": "differ", "attribute": "region"})]);
        for (at, person) in world.people.iter_mut().enumerate().skip(6) {
            person.roles = vec!["facilitator"];
            person.capacity = Some(1 + (at % 2) as u32);
        }
        let group = |at: usize| json!({"id": format!("g{}", at + 1), "members": [id(2 * at), id(2 * at + 1)]});
        let groups: Vec<Json> = (0..3).map(group).collect();
        let form = json!({"form": "coaching", "to": "groups", "plan": {"form": "communities", "groups": groups}});
        let input = read(&world.input(&form, &json!({})));
        let plan = solve(&input.network, &input.scenario).expect("a plan");
        let before = check(&input.network, &input.scenario, &plan).expect("a plan").total;
        for facilitator in 6..10 {
            let question = Question {
                group: Some("g2".into()),
                coach: Some(id(facilitator)),
                round: 1,
                exact: true,
                ..Question::default()
            };
            let answer = why_not_there(&input.network, &input.scenario, &(&plan).into(), &question).expect("an answer");
            assert!(!answer.text.contains(['{', '}']) && answer.text.ends_with('.'), "{}", answer.text);
            for change in [&answer.plain, &answer.swap, &answer.smallest, &answer.exact].into_iter().flatten() {
                let report = check(&input.network, &input.scenario, &changed(&plan, change)).expect("a plan");
                assert!(near(report.total - before, change.total), "{} {change:?}", report.total - before);
                seen += 1;
            }
            assert!(answer.smallest.as_ref().is_none_or(|change| change.allowed));
        }
    }
    assert!(seen > 100, "{seen}");
}
