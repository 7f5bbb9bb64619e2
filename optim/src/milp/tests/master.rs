//! The shares of known panels, against the solver of all other programs.

use crate::milp::master::Master;
use crate::milp::{Limits, Model, Status, Var, solve};
use crate::random::Random;

/// The most that those whose chance is open can have at least, all others no less than is settled.
fn by_the_solver(panels: &[Vec<(usize, f64)>], settled: &[Option<f64>]) -> f64 {
    let mut model = Model::new();
    let shares: Vec<Var> = panels.iter().map(|_| model.continuous(0.0, 1.0, 0.0)).collect();
    let least = model.continuous(0.0, 1.0, 1.0);
    model.row(shares.iter().map(|&var| (var, 1.0)), 1.0, 1.0);
    for (group, settled) in settled.iter().enumerate() {
        let with = panels.iter().zip(&shares).filter_map(|(panel, &var)| {
            panel.iter().find(|(other, _)| *other == group).map(|&(_, share)| (var, share))
        });
        match settled {
            Some(chance) => model.row(with, chance - 1e-9, f64::INFINITY),
            None => model.row(with.chain([(least, -1.0)]), 0.0, f64::INFINITY),
        }
    }
    let found = solve(&model, &Limits::nodes(0), None);
    assert_eq!(found.status, Status::Optimal);
    found.objective
}

/// Panels of so many groups, one after the other; a group is on every other panel or so, by a share of it.
fn panel(groups: usize, random: &mut Random) -> Vec<(usize, f64)> {
    let mut panel: Vec<(usize, f64)> = Vec::new();
    for group in 0..groups {
        let (size, count) = (1 + random.below(4), random.below(5));
        if count > 0 && random.one_in(2) {
            panel.push((group, f64::from(count.min(size)) / f64::from(size)));
        }
    }
    panel
}

#[test]
fn level_by_level_the_shares_are_as_good_as_the_solvers_and_the_weights_prove_it() {
    let mut random = Random::new(31);
    let mut levels = 0;
    for _ in 0..150 {
        let groups = 2 + random.below(8) as usize;
        let mut panels = vec![panel(groups, &mut random)];
        let mut settled: Vec<Option<f64>> = vec![None; groups];
        let mut master = Master::new(vec![true; groups], panels[0].clone());
        while settled.iter().any(Option::is_none) {
            // Panels become known at any time, though none that would have raised what is settled.
            if levels % 3 == 0 && settled.iter().all(Option::is_none) {
                for _ in 0..=random.below(9) {
                    panels.push(panel(groups, &mut random));
                    master.learn(panels[panels.len() - 1].clone());
                }
            }
            let weights = master.weights().expect("an optimum");
            let level = master.level();
            let right = by_the_solver(&panels, &settled);
            assert!((level - right).abs() < 1e-6, "{level} instead of {right}");
            // Its proof: no panel is heavier, and all together weigh what they have.
            let weighs = |panel: &Vec<(usize, f64)>| panel.iter().map(|&(g, share)| weights.of[g] * share).sum::<f64>();
            assert!(panels.iter().all(|panel| weighs(panel) <= weights.heaviest + 1e-7));
            let open = weights.of.iter().zip(&settled).filter(|(_, settled)| settled.is_none());
            assert!((open.map(|(weight, _)| weight).sum::<f64>() - 1.0).abs() < 1e-7);
            let had: f64 =
                weights.of.iter().zip(&settled).map(|(weight, settled)| weight * settled.unwrap_or(0.0)).sum();
            assert!((weights.heaviest - had - level).abs() < 1e-7);
            assert!((master.shares().iter().sum::<f64>() - 1.0).abs() < 1e-7);
            let heaviest = (0..groups).filter(|&g| settled[g].is_none());
            let heaviest = heaviest.max_by(|&a, &b| weights.of[a].total_cmp(&weights.of[b])).expect("one is open");
            settled[heaviest] = Some(level);
            master.settle(&[heaviest], heaviest);
            levels += 1;
        }
    }
    assert!(levels > 500, "only {levels}");
}
