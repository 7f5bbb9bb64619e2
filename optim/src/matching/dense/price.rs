//! Pricing: which pairs do the duals not cover?

use super::super::FORBIDDEN;
use super::super::forest::Forest;
use super::super::nest::Nest;
use super::coarse::{Coarse, LARGEST_DUAL};
use super::{Missed, worst_first};

/// Uncovered pairs a vertex may add in one round: more would bring in many that one of them makes needless.
const ADDED: usize = 4;
/// Pairs that are priced at once.
const CHUNK: usize = 16;
/// Only rows of vertices that moved are priced when these are less than one in so many.
const PARTIAL: usize = 8;

/// Pairs that the duals do not cover, at most [`ADDED`] of each row: those that miss most. Only pairs with a vertex
/// that moved since they were last priced, or whose row had more to say then, are looked at.
pub(super) fn price(coarse: &mut Coarse, forest: &mut Forest, bonus: i64) -> Vec<Missed> {
    let n = forest.n;
    let mut missed: Vec<Missed> = Vec::new();
    let moved = std::mem::take(&mut forest.moved);
    // The other half of a row is asked for pair by pair, which takes longer.
    let all = moved.iter().filter(|&&moved| moved).count() > moved.len() / PARTIAL;
    let mut again = vec![false; n as usize];
    let mut prices = Prices::new(coarse, forest, &forest.dual, bonus);
    for u in 0..n {
        if !all && !moved[u as usize] {
            continue;
        }
        let first = missed.len();
        prices.enter(coarse, u);
        prices.later(coarse, u, &mut missed);
        if !all {
            // Of two who moved, the first has seen to it.
            (0..u).filter(|&v| !moved[v as usize]).for_each(|v| prices.one(coarse, v, u, &mut missed));
        }
        prices.leave(u);
        missed[first..].sort_unstable_by(worst_first);
        again[u as usize] = missed.len() > first + ADDED;
        missed.truncate(first + ADDED);
    }
    forest.moved = again;
    missed
}

/// The duals at hand for one vertex after the other.
struct Prices<'f> {
    nest: Nest,
    bonus: i64,
    duals: &'f [i64],
    /// The duals of the blossoms that hold both a vertex and the one at hand.
    common: Vec<i64>,
    /// Coarse duals; `None` if one is too large for that.
    coarse: Option<Vec<i32>>,
    /// For the vertex at hand: coarse duals with what is common.
    theirs: Vec<i32>,
    /// Of the vertex at hand, where coarse duals are of no use.
    row: Vec<i64>,
}

impl<'f> Prices<'f> {
    fn new(coarse: &Coarse, forest: &Forest, duals: &'f [i64], bonus: i64) -> Self {
        let n = duals.len();
        let narrow = |&dual: &i64| {
            let dual = coarse.scale.narrowed(dual - bonus - coarse.scale.centre);
            (dual.abs() <= LARGEST_DUAL).then_some(dual as i32)
        };
        let narrowed: Option<Vec<i32>> = duals.iter().map(narrow).collect();
        let theirs = narrowed.clone().unwrap_or_default();
        let row = if narrowed.is_some() { Vec::new() } else { vec![FORBIDDEN; n] };
        Prices { nest: Nest::new(forest), bonus, duals, common: vec![0; n], coarse: narrowed, theirs, row }
    }

    /// Turns to the pairs of `u`.
    fn enter(&mut self, coarse: &Coarse, u: u32) {
        self.nest.fill(u, &mut self.common);
        if let Some(narrow) = &self.coarse {
            for &v in self.nest.company(u) {
                let v = v as usize;
                let sum = i64::from(narrow[v]) + coarse.scale.narrowed(self.common[v]);
                self.theirs[v] = sum.min(LARGEST_DUAL) as i32;
            }
        }
    }

    /// Turns away from them.
    fn leave(&mut self, u: u32) {
        if let Some(narrow) = &self.coarse {
            self.nest.company(u).iter().for_each(|&v| self.theirs[v as usize] = narrow[v as usize]);
        }
        self.nest.clear(u, &mut self.common);
    }

    /// Prices the pairs of `u`, which is at hand, with all later vertices.
    fn later(&mut self, coarse: &mut Coarse, u: u32, missed: &mut Vec<Missed>) {
        let at = u as usize + 1;
        let Some(narrow) = &self.coarse else {
            coarse.weights.row(u, &mut self.row);
            for v in u + 1..self.duals.len() as u32 {
                let weight = self.row[v as usize];
                if weight >= coarse.least {
                    missed.extend(self.missed(u, v, v, weight));
                }
            }
            return;
        };
        let own = narrow[u as usize];
        let (weights, scale, least) = (coarse.weights, coarse.scale, coarse.least);
        for (part, row) in coarse.row(u).chunks(CHUNK).enumerate() {
            let first = at + part * CHUNK;
            let theirs = &self.theirs[first..first + row.len()];
            // Below 0 if any of them is: most chunks are done with this.
            if row.iter().zip(theirs).fold(0, |any, (weight, dual)| any | (own + dual - weight)) >= 0 {
                continue;
            }
            for ((v, &narrow), dual) in (first as u32..).zip(row).zip(theirs) {
                if own + dual - narrow >= 0 {
                    continue;
                }
                let weight = if scale.is_exact() {
                    Some(scale.widened(i64::from(narrow)) / 2 + scale.centre)
                } else {
                    weights.get(u, v)
                };
                missed.extend(weight.filter(|&weight| weight >= least).and_then(|w| self.missed(u, v, v, w)));
            }
        }
    }

    /// Prices the pair u < v, one of which is at hand.
    fn one(&self, coarse: &Coarse, u: u32, v: u32, missed: &mut Vec<Missed>) {
        if let (Some(duals), Some(weight)) = (&self.coarse, coarse.held(u, v))
            && duals[u as usize] + duals[v as usize] >= weight
        {
            return;
        }
        let weight = coarse.weights.get(u, v).filter(|&weight| weight >= coarse.least);
        missed.extend(weight.and_then(|weight| self.missed(u, v, u, weight)));
    }

    /// Whether the duals leave something of this pair uncovered, one end of which is at hand: the other is `other`.
    fn missed(&self, u: u32, v: u32, other: u32, weight: i64) -> Option<Missed> {
        let weight2 = 2 * (weight + self.bonus);
        let by = weight2 - self.duals[u as usize] - self.duals[v as usize] - self.common[other as usize];
        (by > 0).then_some(Missed { u, v, weight2, by })
    }
}
