//! Trios that are worth something else than their three pairs.

use super::{Candidate, Hunt, Plan, TrioResult, solve_with};
use crate::matching::{Cardinality, Nest, PairWeights};

/// What groups of three are worth, when that does not follow from the weights of their pairs.
pub struct TrioValues<'a> {
    /// What two vertices add to a trio; `None` where they may not be in one.
    pub pair: &'a dyn Fn(u32, u32) -> Option<i64>,
    /// What is taken off the value of a trio, 0 or more; `None` where it may not be formed. Asked for ascending
    /// vertices.
    pub penalty: &'a dyn Fn([u32; 3]) -> Option<i64>,
    /// The largest |weight|, |what two add| and penalty.
    pub largest: i64,
}

impl TrioValues<'_> {
    /// Twice the value.
    pub(super) fn value2(&self, [i, j, k]: [u32; 3]) -> Option<i64> {
        let pairs = (self.pair)(i, j)? + (self.pair)(i, k)? + (self.pair)(j, k)?;
        Some(pairs - 2 * (self.penalty)([i, j, k])?)
    }
}

/// Like [`with_trio`](super::with_trio), with trios valued by themselves: half of what their three pairs add, less a
/// penalty. All trios are looked at, so this is for some two hundred vertices; `values.largest` may be a sixteenth of
/// [`max_abs_weight`](crate::matching::max_abs_weight).
pub fn with_valued_trio(n: u32, weights: &dyn PairWeights, values: &TrioValues, max_solves: u32) -> TrioResult {
    // One more member placed outweighs all differences, also those between trios.
    let bonus = 8 * i64::from(n) * values.largest + 1;
    let forest = solve_with(n, weights, Cardinality::First, bonus);
    let objective = forest.forest.objective();
    let nest = Nest::new(&forest.forest);
    let start = Plan { value: objective, mate: forest.forest.mate.clone(), trio: None };
    let mut hunt = Hunt {
        n,
        weights,
        admits: &|_| true,
        values: Some(values),
        bonus: forest.bonus,
        forest: forest.forest,
        objective,
        nest,
        best: start,
        solves: 0,
    };
    hunt.join_those_left_out();
    let mut candidates = hunt.valued();
    candidates.sort_unstable();
    let mut bound = None;
    if let Some(first) = candidates.first() {
        let graph = hunt.promising(-first.negated_bound);
        for candidate in &candidates {
            let most = -candidate.negated_bound;
            if most <= hunt.best.value {
                break;
            }
            if hunt.solves >= max_solves {
                bound = Some(most);
                break;
            }
            hunt.solve(candidate.trio, &graph);
        }
    }
    hunt.result(bound)
}

impl Hunt<'_> {
    /// The trios whose bound is above the best plan.
    fn valued(&self) -> Vec<Candidate> {
        let Some(values) = self.values else { return Vec::new() };
        let dual = |v: u32| self.forest.dual[v as usize];
        let mut candidates = Vec::new();
        for i in 0..self.n {
            for j in i + 1..self.n {
                let Some(ij) = (values.pair)(i, j) else { continue };
                let base = self.objective - dual(i) - dual(j) + ij + 3 * self.bonus;
                let around = self.nest.common(i, j);
                for k in j + 1..self.n {
                    let (Some(ik), Some(jk)) = ((values.pair)(i, k), (values.pair)(j, k)) else { continue };
                    // By duality the others are worth no more than what these three leave. Asking the rules and
                    // looking up blossoms takes longest: only where the trio could win without.
                    let most = base - dual(k) + ik + jk - around;
                    if most <= self.best.value {
                        continue;
                    }
                    // Every blossom around two of them can hold one pair less.
                    let common = around.max(self.nest.common(i, k)).max(self.nest.common(j, k));
                    let most = most + around - common;
                    if most <= self.best.value {
                        continue;
                    }
                    if let Some(penalty) = (values.penalty)([i, j, k])
                        && most - 2 * penalty > self.best.value
                    {
                        candidates.push(Candidate { negated_bound: 2 * penalty - most, trio: [i, j, k] });
                    }
                }
            }
        }
        candidates
    }
}
