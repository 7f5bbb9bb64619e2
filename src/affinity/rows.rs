//! The affinities of one member with many, criterion by criterion: several times faster than pair by pair, and the
//! same to the last bit, because the terms are added in the same order.

use super::compiled::{Affinity, Measure, Term, similarity};
use super::{category, exchange, number, ordinal, scores, set, themes, ties};
use crate::network::Column;

/// What the criteria add up to for one of the others.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    pub values: f64,
    pub weights: f64,
}

impl Sum {
    #[inline(always)]
    pub fn add(&mut self, other: Sum) {
        self.values += other.values;
        self.weights += other.weights;
    }

    #[inline(always)]
    pub fn mean(&self) -> f64 {
        if self.weights > 0.0 { self.values / self.weights } else { 0.0 }
    }
}

impl Affinity<'_> {
    /// Writes into `row` the affinity of `a` with each of `others`, as [`Affinity::of`] gives them one by one.
    pub fn row(&self, a: usize, others: &[usize], row: &mut Vec<f64>) {
        row.clear();
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        if let Some(square) = &self.square {
            if square.row(a, others, row) {
                return;
            }
            row.clear();
        }
        if self.passes_scores_through() {
            row.extend(others.iter().map(|&b| self.of(a, b)));
            return;
        }
        let mut sums = vec![Sum::default(); others.len()];
        for term in &self.terms {
            self.add(term, a, others, &mut sums);
        }
        row.extend(sums.iter().map(Sum::mean));
    }

    /// Adds a criterion. Its measure is chosen once, not once for each pair.
    pub(super) fn add(&self, term: &Term, a: usize, others: &[usize], sums: &mut [Sum]) {
        let weight = self.weight(term);
        let directed = |value: f64, wanted: bool| if wanted { value } else { 1.0 - value };
        match &term.measure {
            Measure::Similar { column, rarity, wanted } => match column.as_ref() {
                Column::Category { of, .. } => {
                    let Some(own) = of[a] else { return };
                    add(sums, others, weight, |b| Some(directed(category::similarity(own, of[b]?), *wanted)));
                }
                Column::Ordinal { of, levels } => {
                    let Some(own) = of[a] else { return };
                    let value = |b: usize| Some(ordinal::similarity(own, of[b]?, levels.len()));
                    add(sums, others, weight, |b| value(b).map(|value| directed(value, *wanted)));
                }
                Column::Number { of, range, .. } => {
                    let Some(own) = of[a] else { return };
                    add(sums, others, weight, |b| Some(directed(number::similarity(own, of[b]?, *range), *wanted)));
                }
                column => {
                    let value = |b| similarity(column, rarity.as_deref(), a, b);
                    add(sums, others, weight, |b| value(b).map(|value| directed(value, *wanted)));
                }
            },
            Measure::SimilarBits { sets, wanted } => {
                let Some(own) = sets[a] else { return };
                add(sums, others, weight, |b| set::of_bits(own, sets[b]?).map(|value| directed(value, *wanted)));
            }
            Measure::Wishes { wanted } => {
                let wishes = &self.table.wishes;
                let value = |b: usize| themes::similarity(&wishes[a], &wishes[b]);
                add(sums, others, weight, |b| value(b).map(|value| directed(value, *wanted)));
            }
            Measure::ExchangeBits { needs, offers } => {
                let gets = |learner: usize, other: usize| exchange::coverage_of_bits(needs[learner], offers[other]);
                add(sums, others, weight, |b| self.exchange(a, b, gets));
            }
            Measure::Exchange => add(sums, others, weight, |b| self.value(term, a, b)),
            Measure::Ties { wanted } => {
                // Most members are not tied: nothing is looked up for them.
                let tied = &self.table.ties[a];
                let nothing = directed(ties::known(None), *wanted);
                if tied.is_empty() {
                    add(sums, others, weight, |_| Some(nothing));
                } else {
                    add(sums, others, weight, |b| Some(directed(ties::known(tied.get(&(b as u32))), *wanted)));
                }
            }
            Measure::Scores { smallest, largest } => {
                let Some(table) = &self.table.scores else { return };
                add(sums, others, weight, |b| Some(scores::scaled(table.get(a, b), *smallest, *largest)));
            }
        }
    }
}

#[inline(always)]
fn add(sums: &mut [Sum], others: &[usize], weight: f64, value: impl Fn(usize) -> Option<f64>) {
    for (sum, &b) in sums.iter_mut().zip(others) {
        if let Some(value) = value(b) {
            sum.add(Sum { values: weight * value, weights: weight });
        }
    }
}
