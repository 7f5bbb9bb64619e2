//! Themes by preference, against every assignment there is.

use crate::instances;
use crate::milp::{Limits, Status, ThemeModel, ThemeQuota, assign_themes};
use crate::random::Random;
use std::collections::BTreeSet;

const ENOUGH: Limits = Limits::nodes(100_000);

/// What an assignment is worth if it keeps everything with some number of groups on each theme.
fn worth(model: &ThemeModel, theme: &[u32]) -> Option<i64> {
    let mut points = 0;
    for (row, &theme) in model.points.iter().zip(theme) {
        points += row[theme as usize]?;
    }
    let count =
        |members: &mut dyn Iterator<Item = u32>, at: u32| members.filter(|&m| theme[m as usize] == at).count() as u32;
    let all = model.points.len() as u32;
    // The numbers of groups in all that are possible so far.
    let mut totals = BTreeSet::from([0]);
    for (at, &[lo, hi]) in (0u32..).zip(&model.sizes) {
        let found = count(&mut (0..all), at);
        let quotas = || model.quotas.iter().filter(|quota| quota.theme == at);
        let within = |groups: u32| {
            let kept =
                |q: &ThemeQuota| (q.lo * groups..=q.hi * groups).contains(&count(&mut q.members.iter().copied(), at));
            (lo * groups..=hi * groups).contains(&found) && quotas().all(kept)
        };
        let [least, most] = model.groups.get(at as usize).copied().unwrap_or([0, 1]);
        let possible: Vec<u32> = (least..=most).filter(|&groups| within(groups)).collect();
        totals = totals.iter().flat_map(|sum| possible.iter().map(move |groups| sum + groups)).collect();
    }
    let [fewest, most] = model.opened;
    totals.iter().any(|total| (fewest..=most).contains(total)).then_some(points)
}

fn exhaustive(model: &ThemeModel) -> Option<i64> {
    let (members, themes) = (model.points.len() as u32, model.sizes.len() as u32);
    let assignments = (0..themes.pow(members)).map(|code| {
        let digits = (0..members).map(|at| code / themes.pow(at) % themes);
        worth(model, &digits.collect::<Vec<u32>>())
    });
    assignments.max().flatten()
}

fn small(random: &mut Random) -> ThemeModel {
    let (members, themes) = (2 + random.below(5), 1 + random.below(3));
    let scale = [1, 1_000_003, 1 << 40][random.index(3)];
    // Few kinds of rows, so that some members are alike.
    let kinds: Vec<Vec<Option<i64>>> = (0..3)
        .map(|_| (0..themes).map(|_| (!random.one_in(8)).then(|| i64::from(random.below(5)) * scale)).collect())
        .collect();
    let points = (0..members).map(|_| kinds[random.index(3)].clone()).collect();
    let sizes = (0..themes).map(|_| [random.below(3), 1 + random.below(members)]).collect();
    let fewest = random.below(2);
    let several = random.one_in(2);
    let groups = (0..if several { themes } else { 0 }).map(|_| random.below(2)).map(|lo| [lo, 3]).collect();
    let opened = [fewest, fewest + random.below(if several { 5 } else { 3 })];
    let mut model = ThemeModel { points, sizes, groups, opened, quotas: Vec::new() };
    for _ in 0..random.below(3) {
        let members: Vec<u32> = (0..members).filter(|_| random.one_in(2)).collect();
        let lo = random.below(2);
        model.quotas.push(ThemeQuota { theme: random.below(themes), members, lo, hi: lo + random.below(3) });
    }
    model
}

#[test]
fn the_best_assignment_is_that_of_trying_all() {
    let mut random = Random::new(21);
    let (mut solved, mut impossible) = (0, 0);
    for _ in 0..600 {
        let model = small(&mut random);
        let outcome = assign_themes(&model, &ENOUGH, None);
        match exhaustive(&model) {
            None => {
                assert_eq!(outcome.status, Status::Infeasible, "{model:?}");
                impossible += 1;
            }
            Some(best) => {
                assert_eq!((outcome.status, outcome.points), (Status::Optimal, best), "{model:?}");
                assert_eq!(worth(&model, &outcome.plan.theme), Some(best));
                assert!(outcome.bound >= Some(best));
                let again = assign_themes(&model, &ENOUGH, Some(&outcome.plan));
                assert_eq!((again.status, again.points), (Status::Optimal, best));
                solved += 1;
            }
        }
    }
    assert!(solved > 200 && impossible > 100, "{solved} solved, {impossible} impossible");
}

#[test]
fn one_hundred_and_fifty_members_and_eight_themes_are_proven_optimal() {
    for (seed, quotas) in [(1, false), (1, true), (2, true)] {
        let model = instances::themes(seed, 150, 8, quotas);
        let outcome = assign_themes(&model, &Limits::nodes(2_000), None);
        assert_eq!((outcome.status, outcome.bound), (Status::Optimal, Some(outcome.points)));
        assert_eq!(worth(&model, &outcome.plan.theme), Some(outcome.points));
    }
}
