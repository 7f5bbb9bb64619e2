//! Oracles for the matchings: brute force, another implementation, and the certificate.

mod certificate;
mod frontier;
mod leximin;
mod pricing;
mod rustworkx;
mod small;
mod stable;
mod structured;
mod trio;

use super::*;
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;

const BOTH: [Cardinality; 2] = [Cardinality::First, Cardinality::Free];

fn rng(seed: u64) -> Xoshiro256PlusPlus {
    Xoshiro256PlusPlus::seed_from_u64(seed)
}

/// A weight or a prohibition for every pair.
#[derive(Clone)]
struct Table {
    n: u32,
    cells: Vec<Option<i64>>,
}

impl Table {
    fn new(n: u32, mut cell: impl FnMut(u32, u32) -> Option<i64>) -> Self {
        let mut cells = vec![None; (n * n) as usize];
        for u in 0..n {
            for v in u + 1..n {
                let value = cell(u, v);
                cells[(u * n + v) as usize] = value;
                cells[(v * n + u) as usize] = value;
            }
        }
        Self { n, cells }
    }

    /// Each pair admissible with the given chance in a hundred, with a weight from the range.
    fn random(n: u32, percent: u32, range: std::ops::RangeInclusive<i64>, rng: &mut impl RngExt) -> Self {
        Self::new(n, |_, _| {
            let weight = rng.random_range(range.clone());
            (rng.random_range(0..100u32) < percent).then_some(weight)
        })
    }

    fn get(&self, u: u32, v: u32) -> Option<i64> {
        self.cells[(u * self.n + v) as usize]
    }

    fn edges(&self) -> Vec<Edge> {
        let pairs = (0..self.n).flat_map(|u| (u + 1..self.n).map(move |v| (u, v)));
        pairs.filter_map(|(u, v)| self.get(u, v).map(|weight| Edge { u, v, weight })).collect()
    }

    /// Number of pairs and total of the best matching, by trying all.
    fn brute_force(&self, cardinality: Cardinality) -> (u32, i64) {
        self.brute(0, (1 << self.n) - 1, cardinality)
    }

    fn brute(&self, u: u32, left: u32, cardinality: Cardinality) -> (u32, i64) {
        if u == self.n {
            return (0, 0);
        }
        let mut best = self.brute(u + 1, left, cardinality);
        if left >> u & 1 == 0 {
            return best;
        }
        for v in u + 1..self.n {
            if left >> v & 1 == 1
                && let Some(w) = self.get(u, v)
            {
                let (pairs, total) = self.brute(u + 1, left & !(1 << v), cardinality);
                let tried = (pairs + 1, total + w);
                let better = match cardinality {
                    Cardinality::First => tried > best,
                    Cardinality::Free => tried.1 > best.1,
                };
                if better {
                    best = tried;
                }
            }
        }
        best
    }
}

fn pair_count(matching: &Matching) -> u32 {
    matching.pairs().count() as u32
}

/// Solves both ways, has both certified, and returns number of pairs and total.
fn solve_certified(table: &Table, cardinality: Cardinality) -> (u32, i64) {
    let weight = |u, v| table.get(u, v);
    let (from_list, duals) = sparse(table.n, &table.edges(), cardinality);
    assert_eq!(certify(table.n, &weight, &from_list, &duals, cardinality), Ok(from_list.total));
    let (from_pairs, duals) = dense(table.n, &weight, cardinality);
    assert_eq!(certify(table.n, &weight, &from_pairs, &duals, cardinality), Ok(from_pairs.total));
    assert_eq!(from_list.total, from_pairs.total);
    if cardinality == Cardinality::First {
        assert_eq!(pair_count(&from_list), pair_count(&from_pairs));
    }
    (pair_count(&from_list), from_list.total)
}
