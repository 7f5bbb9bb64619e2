//! Communities on themes: which are opened, for whom, and what is proven of wishes alone.

use crate::communities::{OBJECTIVES, any, short, sizes, surrounds};
use crate::partitions::{Ask, best, divisions};
use crate::tools::{groups, near, solved_with};
use crate::world::{Rng, World, rng};
use commonground::plan::{Proof, Status};
use commonground::{Input, solve};
use rand::RngExt;
use serde_json::{Value as Json, json};

#[test]
fn communities_with_themes_are_within_the_bound_and_the_best() {
    let mut rng = rng(34);
    for round in 0..36u32 {
        let n = rng.random_range(2..=6u32) as usize;
        let mut world = any(n, round, &mut rng);
        world.themes = rng.random_range(1..=3u32) as usize;
        for person in &mut world.people {
            person.wishes = (0..world.themes).map(|_| f64::from(rng.random_range(0..=4u32)) / 4.0).collect();
        }
        if round % 2 == 0 {
            world.criteria.push(("themes", "preferred", f64::from(rng.random_range(0..=3u32))));
        }
        let objective = OBJECTIVES[(round / 3 % 2) as usize];
        surrounds(&world, &Ask { themes: true, ..Ask::new(sizes(n, &mut rng), objective) });
    }
}

/// A network in which members wish for few of three themes, some for none.
fn choosy(n: usize, round: u32, rng: &mut Rng) -> World {
    let mut world = any(n, round, rng);
    world.themes = 3;
    for person in &mut world.people {
        let wish = |rng: &mut Rng| f64::from(rng.random_range(0..=2u32) * rng.random_range(0..=1u32)) / 2.0;
        person.wishes = (0..3).map(|_| wish(rng)).collect();
    }
    world
}

#[test]
fn nobody_is_where_no_theme_is_that_they_chose_if_that_can_be() {
    let mut rng = rng(41);
    let mut kept = 0;
    for round in 0..40u32 {
        let n = rng.random_range(4..=7u32) as usize;
        let world = choosy(n, round, &mut rng);
        let size = [2, 2 + round as usize % 3];
        let ask = Ask { themes: true, only_chosen: true, ..Ask::new(size, OBJECTIVES[(round / 3 % 2) as usize]) };
        if divisions(&world.taking_part(), &ask).is_empty() {
            continue;
        }
        surrounds(&world, &ask);
        kept += u32::from(best(&world, &ask).is_some());
    }
    assert!(kept > 10, "{kept}");
}

#[test]
fn where_not_everyone_can_be_on_a_theme_that_they_chose_it_is_said_why() {
    let wishing = |wishes: &[&[usize]]| {
        let mut world = World::of(wishes.len());
        world.themes = 3;
        for (person, own) in world.people.iter_mut().zip(wishes) {
            person.wishes = (0..3).map(|theme| f64::from(u8::from(own.contains(&theme)))).collect();
        }
        world
    };
    let form = json!({"form": "communities", "size": [2, 3], "themes": true, "onlyChosen": true, "perTheme": [0, 2]});
    let said = |world: &World| {
        let plan = solved_with(world, &form, &short());
        assert_eq!(plan.status, Status::Infeasible);
        plan.notes.join(" ")
    };
    // Nobody else would have what the last member wants.
    let alone = said(&wishing(&[&[0], &[0], &[0, 1], &[1], &[1], &[2]]));
    assert!(alone.contains("chose none suits more than 1 member, where a group needs 2."), "{alone}");
    // Each theme has two or three who would take it, but not all of them at once.
    let parted = said(&wishing(&[&[0], &[0, 1], &[1], &[1, 2], &[2]]));
    assert!(parted.contains("2 groups of 2 to 3 cannot all be on themes that their members chose."), "{parted}");
}

#[test]
fn a_theme_has_as_many_groups_as_are_asked_for() {
    let mut rng = rng(42);
    let (mut found, mut refused) = (0, 0);
    for round in 0..40u32 {
        let n = rng.random_range(5..=8u32) as usize;
        let world = choosy(n, round, &mut rng);
        let only_chosen = round % 4 == 0;
        let range = [[0, 1], [1, 1], [1, 2], [0, 2]][round as usize % 4];
        let widest = if round % 5 == 1 { 2 } else { 3 };
        let mut ask = Ask { themes: true, only_chosen, ..Ask::new([1, widest], OBJECTIVES[(round / 3 % 2) as usize]) };
        ask.per_theme = Some(range);
        let counts: Vec<usize> = divisions(&world.taking_part(), &ask).iter().map(Vec::len).collect();
        if !counts.iter().any(|count| (3 * range[0]..=3 * range[1]).contains(count)) {
            let input = Input::from_json(&world.input(&ask.form(), &json!({})).to_string()).expect("an input");
            let errors = solve(&input.network, &input.scenario).expect_err("themes do not add up");
            assert_eq!(errors.report(Default::default())[0].code, "themesDoNotAddUp");
            refused += 1;
            continue;
        }
        surrounds(&world, &ask);
        found += 1;
    }
    assert!(found > 20 && refused > 1, "{found} {refused}");
}

#[test]
fn what_became_of_the_wishes_for_each_theme_is_counted() {
    let mut rng = rng(43);
    for round in 0..20u32 {
        let world = choosy(9, round, &mut rng);
        let ask = Ask { themes: true, per_member: 1 + round as usize % 2, ..Ask::new([2, 4], "perMember") };
        let plan = solved_with(&world, &ask.form(), &short());
        let groups = groups(&world, &plan);
        assert_eq!(plan.themes.len(), 3);
        for (theme, report) in plan.themes.iter().enumerate() {
            let taking =
                || plan.groups.iter().zip(&groups).filter(|(group, _)| group.theme.as_ref() == Some(&report.theme));
            let wish = |m: usize, theme: usize| world.people[m].wishes[theme];
            let everyone = || world.taking_part().into_iter();
            let got = |m: usize| {
                let own = plan.groups.iter().zip(&groups).filter(|(_, members)| members.contains(&m));
                own.map(|(group, _)| wish(m, group.theme.as_ref().expect("a theme")[1..].parse().expect("a number")))
                    .fold(0.0, f64::max)
            };
            let most = |m: usize| world.people[m].wishes.iter().copied().fold(0.0, f64::max);
            let count = |members: Vec<usize>| members.len() as u32;
            assert_eq!(report.theme, format!("t{theme}"));
            assert_eq!(report.wished, count(everyone().filter(|&m| wish(m, theme) > 0.0).collect()));
            let first = |&m: &usize| wish(m, theme) > 0.0 && wish(m, theme) == most(m);
            assert_eq!(report.first, count(everyone().filter(first).collect()));
            assert_eq!(report.groups as usize, taking().count());
            let placed = || taking().flat_map(|(_, members)| members.iter().copied());
            assert_eq!(report.members, count(placed().collect()));
            assert_eq!(report.chosen, count(placed().filter(|&m| wish(m, theme) > 0.0).collect()));
            assert_eq!(report.unmet, count(everyone().filter(|&m| wish(m, theme) > got(m)).collect()));
        }
    }
}

/// Members who wish for themes and nothing else, some rules that count holders, and some that do not.
fn wishing(n: usize, rng: &mut Rng) -> World {
    let mut world = World::answered(n, rng);
    world.criteria = Vec::new();
    world.themes = 3;
    for person in &mut world.people {
        let wish = |rng: &mut Rng| f64::from(rng.random_range(0..=3u32)) / 3.0;
        person.wishes = (0..3).map(|_| if rng.random_range(0..3u32) == 0 { 0.0 } else { wish(rng) }).collect();
    }
    let rules = [
        json!({"rule": "quota", "attribute": "stage", "value": "pilot", "atMost": 1}),
        json!({"rule": "quota", "attribute": "roles", "value": "lead", "atLeast": 1}),
        json!({"rule": "cap", "attribute": "region", "atMost": 2}),
        json!({"rule": "differ", "attribute": "stage"}),
        json!({"rule": "notAlone", "attribute": "region"}),
        json!({"rule": "span", "attribute": "languages", "atLeast": 3, "penalty": 0.4}),
    ];
    let chosen: Vec<Json> = rules.into_iter().filter(|_| rng.random_range(0..4u32) == 0).collect();
    world.with_rules(&chosen)
}

#[test]
fn wishes_alone_are_met_as_well_as_can_be_and_that_is_proven() {
    let mut rng = rng(44);
    let (mut proven, mut ruled_out, mut feasible) = (0, 0, 0);
    for round in 0..90u32 {
        let world = wishing(rng.random_range(5..=8u32) as usize, &mut rng);
        let range = [[0, 1], [0, 2], [1, 2], [0, 3]][round as usize % 4];
        let ask = Ask {
            themes: true,
            per_theme: Some(range),
            only_chosen: round % 3 == 0,
            ..Ask::new([2, 3 + round as usize % 2], OBJECTIVES[(round / 4 % 3) as usize])
        };
        let counts: Vec<usize> = divisions(&world.taking_part(), &ask).iter().map(Vec::len).collect();
        if !counts.iter().any(|count| (3 * range[0]..=3 * range[1]).contains(count)) {
            continue;
        }
        let plan = solved_with(&world, &ask.form(), &short());
        let input = || world.input(&ask.form(), &short());
        let Some((_, score)) = best(&world, &ask) else {
            assert_eq!(plan.status, Status::Infeasible, "{}", input());
            ruled_out += u32::from(
                plan.notes
                    .iter()
                    .any(|note| note.contains("No plan can keep") || note.contains("every one was ruled out")),
            );
            continue;
        };
        feasible += 1;
        assert!(plan.score.bound.is_some_and(|bound| bound >= score - 1e-9), "{:?} {score}\n{}", plan.score, input());
        assert!(near(plan.score.total, score), "{:?} {score}\n{}", plan.score, input());
        proven += u32::from(plan.score.proof == Proof::Optimal);
    }
    assert!(
        feasible > 20 && proven * 4 > feasible * 3 && ruled_out > 3,
        "{proven} of {feasible}, {ruled_out} ruled out"
    );
}

#[test]
fn a_hundred_members_get_the_themes_that_they_wish_for_most_within_quotas() {
    let mut rng = rng(45);
    let mut world = wishing(100, &mut rng);
    world.themes = 8;
    for person in &mut world.people {
        person.wishes = vec![0.0; 8];
        (1..=3u32).for_each(|rank| person.wishes[rng.random_range(0..8usize)] = f64::from(rank) / 3.0);
    }
    world.rules.clear();
    let world = world.with_rules(&[
        json!({"rule": "quota", "attribute": "stage", "value": "pilot", "atLeast": 2}),
        json!({"rule": "cap", "attribute": "region", "atMost": 8}),
    ]);
    let form = json!({"form": "communities", "size": [8, 16], "themes": true});
    let plan = solved_with(&world, &form, &json!({}));
    assert_eq!((plan.score.proof, plan.status), (Proof::Optimal, Status::Feasible), "{:?}", plan.score);
}
