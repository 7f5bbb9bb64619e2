//! Weights on kinds by which no number of listed groups makes up all members (Farkas 1902).

use crate::optim::milp::{Limits, Model, Var, solve};

/// Groups that are looked at together at first, and the most rounds in which those that outweigh them are added.
const ROUNDS: usize = 300;

/// Groups that are added in a round.
const ADDED: usize = 5;

/// Weights become whole at so many steps to one.
const STEPS: f64 = 1_048_576.0;

/// What a group weighs more than nothing by rounding.
const SLACK: f64 = 1e-7;

/// Whether weights show that no `count` groups make up all places: each group weighs nothing or less, and all together
/// more.
pub(super) fn exclude(listed: &[Vec<u8>], places: &[u8], count: u32) -> bool {
    let mut model = Model::new();
    let kinds: Vec<Var> = places.iter().map(|&left| model.continuous(-1.0, 1.0, f64::from(left))).collect();
    // What each group weighs besides its members; with a range as wide as the largest group weighs at most.
    let widest = places.iter().map(|&left| f64::from(left)).sum::<f64>().max(1.0);
    let group = model.continuous(-widest, widest, f64::from(count));
    let mut known = vec![false; listed.len()];
    for _ in 0..ROUNDS {
        let outcome = solve(&model, &Limits::nodes(0), None);
        if !outcome.has_values() || outcome.objective < SLACK.sqrt() {
            return false;
        }
        let values = &outcome.values;
        let weigh = |counts: &[u8]| {
            kinds.iter().zip(counts).map(|(kind, &count)| values[kind.index()] * f64::from(count)).sum::<f64>()
                + values[group.index()]
        };
        let mut heavy: Vec<(f64, usize)> = Vec::new();
        for at in (0..listed.len()).filter(|&at| !known[at]) {
            let weight = weigh(&listed[at]);
            if weight > SLACK && (heavy.len() < ADDED || heavy.last().is_some_and(|&(least, _)| weight > least)) {
                let place = heavy.partition_point(|&(other, _)| other >= weight);
                heavy.insert(place, (weight, at));
                heavy.truncate(ADDED);
            }
        }
        if heavy.is_empty() {
            let whole: Vec<i64> = kinds.iter().map(|kind| libm::round(values[kind.index()] * STEPS) as i64).collect();
            return holds(listed, places, count, &whole);
        }
        for (_, at) in heavy {
            known[at] = true;
            let terms = kinds.iter().zip(&listed[at]).filter(|(_, count)| **count > 0);
            let terms = terms.map(|(&kind, &count)| (kind, f64::from(count))).chain([(group, 1.0)]);
            model.row(terms, f64::NEG_INFINITY, 0.0);
        }
    }
    false
}

/// The same in whole numbers, which round nothing: what the heaviest group weighs, so many times, is less than all.
fn holds(listed: &[Vec<u8>], places: &[u8], count: u32, weights: &[i64]) -> bool {
    let weigh =
        |counts: &[u8]| weights.iter().zip(counts).map(|(weight, &count)| weight * i64::from(count)).sum::<i64>();
    let heaviest = listed.iter().map(|group| weigh(group)).max();
    heaviest.is_none_or(|heaviest| weigh(places) > heaviest * i64::from(count))
}
