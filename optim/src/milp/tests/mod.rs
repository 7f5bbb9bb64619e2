//! Statements about models, each against an enumeration of all points.

mod master;
mod panel;
mod themes;

use super::{Limits, Model, Search, Status, Var, solve};
use crate::random::Random;

const ENOUGH: Limits = Limits::nodes(100_000);

/// The best of all whole points, by trying each; nothing where none keeps the rows. Sums are of whole numbers here.
fn exhaustive(model: &Model) -> Option<i64> {
    fn go(model: &Model, point: &mut Vec<i64>, best: &mut Option<i64>) {
        let Some(variable) = model.variables().get(point.len()) else {
            let worth =
                |gain: &dyn Fn(usize) -> f64| point.iter().enumerate().map(|(i, x)| gain(i) as i64 * x).sum::<i64>();
            let holds = model.rows().iter().all(|row| {
                let sum: i64 = row.terms.iter().map(|&(var, c)| c as i64 * point[var.index()]).sum();
                sum as f64 >= row.lo && sum as f64 <= row.hi
            });
            if holds {
                *best = (*best).max(Some(worth(&|i| model.variables()[i].gain)));
            }
            return;
        };
        for value in variable.lo as i64..=variable.hi as i64 {
            point.push(value);
            go(model, point, best);
            point.pop();
        }
    }
    let mut best = None;
    go(model, &mut Vec::new(), &mut best);
    best
}

fn between(random: &mut Random, lo: i32, hi: i32) -> i32 {
    lo + random.below((hi - lo + 1) as u32) as i32
}

/// Any rows over a few whole variables.
fn any(random: &mut Random) -> Model {
    let mut model = Model::new();
    let count = between(random, 1, 6);
    let vars: Vec<Var> = (0..count)
        .map(|_| {
            let lo = between(random, -2, 1);
            let width = between(random, 0, 3);
            model.whole(lo, lo + width, f64::from(between(random, -9, 9)))
        })
        .collect();
    for _ in 0..random.below(5) {
        let terms: Vec<(Var, f64)> =
            vars.iter().map(|&var| (var, f64::from(between(random, -5, 5)))).filter(|term| term.1 != 0.0).collect();
        let lo = f64::from(between(random, -12, 8));
        match random.below(4) {
            0 => model.row(terms, lo, lo),
            1 => model.row(terms, lo, f64::INFINITY),
            2 => model.row(terms, f64::NEG_INFINITY, lo),
            _ => model.row(terms, lo, lo + f64::from(between(random, 0, 9))),
        }
    }
    model
}

/// People to places, with room for few, and at least one of a kind in some of them.
fn assignment(random: &mut Random) -> Model {
    let mut model = Model::new();
    let (people, places) = (between(random, 2, 5) as usize, between(random, 2, 3) as usize);
    let x: Vec<Vec<Var>> = (0..people)
        .map(|_| (0..places).map(|_| model.whole(0, 1, f64::from(between(random, 0, 9)))).collect())
        .collect();
    for row in &x {
        model.row(row.iter().map(|&var| (var, 1.0)), 1.0, 1.0);
    }
    for place in 0..places {
        model.row(
            x.iter().map(|row| (row[place], 1.0)),
            f64::from(between(random, 0, 1)),
            f64::from(between(random, 1, 3)),
        );
        let kind = x.iter().step_by(2).map(|row| (row[place], 1.0));
        model.row(kind, f64::from(between(random, 0, 1)), f64::INFINITY);
    }
    model
}

fn knapsack(random: &mut Random) -> Model {
    let mut model = Model::new();
    let items: Vec<(Var, f64)> = (0..between(random, 1, 12))
        .map(|_| (model.whole(0, 1, f64::from(between(random, 1, 60))), f64::from(between(random, 1, 40))))
        .collect();
    model.row(items, f64::NEG_INFINITY, f64::from(between(random, 5, 120)));
    model
}

/// The fewest sets that hold everything.
fn cover(random: &mut Random) -> Model {
    let mut model = Model::new();
    let sets: Vec<Var> =
        (0..between(random, 2, 11)).map(|_| model.whole(0, 1, -f64::from(between(random, 1, 5)))).collect();
    for _ in 0..between(random, 2, 8) {
        let holding: Vec<(Var, f64)> = sets.iter().filter(|_| random.one_in(3)).map(|&set| (set, 1.0)).collect();
        model.row(holding, 1.0, f64::INFINITY);
    }
    model
}

#[test]
fn the_optimum_is_that_of_trying_every_point() {
    let mut random = Random::new(11);
    let (mut solved, mut impossible) = (0, 0);
    for _ in 0..250 {
        for model in [any(&mut random), assignment(&mut random), knapsack(&mut random), cover(&mut random)] {
            let outcome = solve(&model, &ENOUGH, None);
            match exhaustive(&model) {
                None => {
                    assert_eq!(outcome.status, Status::Infeasible, "{model:?}");
                    impossible += 1;
                }
                Some(best) => {
                    assert_eq!((outcome.status, outcome.objective), (Status::Optimal, best as f64), "{model:?}");
                    assert_eq!(model.checked(&outcome.values), Some(outcome.values.clone()));
                    assert_eq!(model.objective(&outcome.values), outcome.objective);
                    solved += 1;
                }
            }
        }
    }
    assert!(solved > 600 && impossible > 100, "{solved} solved, {impossible} impossible");
}

#[test]
fn what_is_found_does_not_depend_on_the_slices() {
    let mut random = Random::new(12);
    for _ in 0..40 {
        let model = knapsack(&mut random);
        let whole = solve(&model, &ENOUGH, None);
        let mut search = Search::new(model, ENOUGH, None);
        while !search.finished() {
            search.step(1);
        }
        assert_eq!(search.outcome(), whole);
    }
}

/// A knapsack that takes more than a few nodes: all items are worth what they weigh, an even number, the room is odd.
fn stubborn() -> Model {
    let mut model = Model::new();
    let items: Vec<(Var, f64)> =
        (0..24).map(|i| f64::from(2 * (40 + 3 * i))).map(|size| (model.whole(0, 1, size), size)).collect();
    model.row(items, f64::NEG_INFINITY, 901.0);
    model
}

#[test]
fn a_search_that_ends_early_has_a_bound_above_what_it_found() {
    let model = stubborn();
    let optimum = 900.0;
    for nodes in [0, 1, 5, 50] {
        let outcome = solve(&model, &Limits::nodes(nodes), Some(&[0.0; 24]));
        assert!(outcome.nodes <= nodes);
        let bound = outcome.bound.unwrap();
        assert!(outcome.objective <= optimum && optimum <= bound, "{outcome:?}");
        assert_eq!(outcome.gap, Some((bound - outcome.objective) / bound));
        assert_eq!(outcome.status == Status::Optimal, bound == outcome.objective);
    }
}

#[test]
fn a_start_is_never_made_worse_and_a_wrong_one_is_passed_over() {
    let mut random = Random::new(13);
    for _ in 0..60 {
        let model = assignment(&mut random);
        let found = solve(&model, &ENOUGH, None);
        if found.status != Status::Optimal {
            continue;
        }
        let again = solve(&model, &Limits::nodes(0), Some(&found.values));
        assert_eq!(again.objective, found.objective);
        let wrong = vec![1.0; found.values.len()];
        assert_eq!(solve(&model, &ENOUGH, Some(&wrong)).objective, found.objective);
    }
}

#[test]
fn a_gap_that_is_allowed_ends_the_search_within_it() {
    let outcome = solve(&stubborn(), &Limits { nodes: 100_000, gap: 0.05 }, None);
    assert!(outcome.has_values() && outcome.gap.unwrap() <= 0.05, "{outcome:?}");
}

#[test]
fn what_has_no_end_is_said_to_be_unbounded() {
    let mut model = Model::new();
    let x = model.continuous(0.0, f64::INFINITY, 1.0);
    let y = model.whole(0, 9, 1.0);
    model.row([(x, 1.0), (y, -1.0)], 0.0, f64::INFINITY);
    assert_eq!(solve(&model, &ENOUGH, None).status, Status::Unbounded);
}

#[test]
fn models_without_variables_or_with_empty_rows_have_answers() {
    let mut model = Model::new();
    let outcome = solve(&model, &ENOUGH, None);
    assert_eq!((outcome.status, outcome.objective), (Status::Optimal, 0.0));
    model.row([], 0.0, 3.0);
    assert_eq!(solve(&model, &ENOUGH, None).status, Status::Optimal);
    model.row([], 1.0, 3.0);
    assert_eq!(solve(&model, &ENOUGH, None).status, Status::Infeasible);
    let mut upside_down = Model::new();
    upside_down.whole(3, 2, 1.0);
    assert_eq!(solve(&upside_down, &ENOUGH, None).status, Status::Infeasible);
}

#[test]
fn a_variable_named_twice_in_a_row_counts_twice() {
    let mut model = Model::new();
    let x = model.whole(0, 9, 1.0);
    model.row([(x, 1.0), (x, 1.0)], f64::NEG_INFINITY, 7.0);
    assert_eq!(solve(&model, &ENOUGH, None).values, [3.0]);
}

#[test]
fn linear_programs_with_many_ties_end_at_their_optimum() {
    // Transport from n places to n places at equal cost: every vertex is degenerate.
    for n in 1..8 {
        let mut model = Model::new();
        let x: Vec<Vec<Var>> = (0..n).map(|_| (0..n).map(|_| model.continuous(0.0, 1.0, 1.0)).collect()).collect();
        for i in 0..n {
            model.row(x[i].iter().map(|&var| (var, 1.0)), 1.0, 1.0);
            model.row(x.iter().map(|row| (row[i], 1.0)), 1.0, 1.0);
        }
        let outcome = solve(&model, &ENOUGH, None);
        assert_eq!(outcome.status, Status::Optimal);
        assert!((outcome.objective - n as f64).abs() < 1e-6);
    }
}
