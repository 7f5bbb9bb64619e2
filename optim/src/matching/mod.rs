//! Exact maximum-weight matching in a general graph, with the dual solution that proves it.
//!
//! [`sparse`] takes a list of edges, [`dense`] a weight for every pair, [`with_trio`] forms one group of
//! three beside the pairs, and [`certify`] checks an answer against the weights and nothing else. [`Leximin`] raises
//! the lowest pair, then the next.
//! [`Frontier`] finds all best trades between two sums.
//! [`stable()`] is another matter: nobody's weights are added, everyone has preferences, and what counts is that no
//! two would rather have each other.
//!
//! # Method
//! Edmonds (1965), "Maximum matching and a polyhedron with 0,1-vertices": a primal-dual method with nested
//! blossoms. Alternating trees grow from all exposed vertices at once, and what happens to them is taken from
//! a heap (Galil, Micali and Gabow 1986). With n vertices, m edges and blossoms nested d deep at most, no more
//! than O(n (m log n + n d)); in practice far less, as only trees that have served are undone.
//!
//! # Numbers
//! Everything is a whole number, so the answer is exact. Duals belong to *twice* the weights, which keeps them
//! whole. Under [`Cardinality::First`] every edge is made heavier by one large [`Duals::bonus`], so that one
//! more pair outweighs everything else. With W the largest |weight|, n² · W must stay below
//! 2⁵⁵ (see [`max_abs_weight`]): 10⁹ at n = 6,000, so any fixed-point affinity is far inside.

mod certify;
mod dense;
mod forest;
mod frontier;
mod graph;
mod left_out;
mod leximin;
mod nest;
mod nested;
mod search;
mod shortlist;
mod stable;
mod trio;
mod weights;

#[cfg(test)]
mod tests;

pub use certify::{CertificateError, certify};
pub use dense::dense;
pub use frontier::{Frontier, MOST_WITH_TRIO, Sides, Trade, TrioSides, max_abs_side};
pub use left_out::choose_left_out;
pub use leximin::Leximin;
pub use nested::Nested;
pub use stable::{Stable, blocking_pairs, stable};
pub use trio::{TrioResult, TrioValues, with_trio, with_trio_where, with_valued_trio};
pub use weights::{FORBIDDEN, PairWeights};

use forest::{Forest, NONE};
use graph::Graph;
use nest::Nest;

/// An undirected edge between two different vertices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// One end, below the number of vertices.
    pub u: u32,
    /// The other end.
    pub v: u32,
    /// What the pair is worth; may be negative.
    pub weight: i64,
}

/// What counts first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cardinality {
    /// As many pairs as possible; among those matchings the heaviest.
    First,
    /// The heaviest matching, however many pairs it has. Pairs of weight 0 or less are never needed.
    Free,
}

/// Who is paired with whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matching {
    /// Of every vertex: its partner.
    pub mate: Vec<Option<u32>>,
    /// The sum of the weights of the pairs.
    pub total: i64,
}

impl Matching {
    /// The pairs (u, v) with u < v, by u.
    pub fn pairs(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (0u32..).zip(&self.mate).filter_map(|(u, mate)| mate.filter(|&v| u < v).map(|v| (u, v)))
    }
}

/// A blossom: an odd set of vertices, at most (size − 1) / 2 pairs of which lie inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blossom {
    /// Its vertices, ascending.
    pub vertices: Vec<u32>,
    /// Its dual, above 0.
    pub dual: i64,
}

/// A solution of the dual linear programme for the doubled weights `2 (weight + bonus)`.
///
/// For every admissible pair, the duals of its two ends and of all blossoms around both add up to at least
/// that. Hence no matching is worth more than Σ vertex + Σ blossom dual · (size − 1) / 2, halved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duals {
    /// What was added to every weight: 0 under [`Cardinality::Free`].
    pub bonus: i64,
    /// Of every vertex, at least 0.
    pub vertex: Vec<i64>,
    /// Nested or disjoint.
    pub blossoms: Vec<Blossom>,
}

/// The largest |weight| that is safe with `n` vertices: no sum inside the module can overflow.
pub fn max_abs_weight(n: u32) -> i64 {
    let n = i64::from(n.max(1));
    (1 << 55) / (n * n)
}

/// Maximum-weight matching on a list of edges. Loops and edges with an end outside `0..n` are ignored; of
/// parallel edges the heaviest counts.
///
/// ```
/// # use commonground_optim::matching::*;
/// let edge = |u, v, weight| Edge { u, v, weight };
/// let path = [edge(0, 1, 2), edge(1, 2, 5), edge(2, 3, 2)];
/// assert_eq!(sparse(4, &path, Cardinality::Free).0.total, 5);
/// assert_eq!(sparse(4, &path, Cardinality::First).0.total, 4);
/// ```
pub fn sparse(n: u32, edges: &[Edge], cardinality: Cardinality) -> (Matching, Duals) {
    let usable = edges.iter().filter(|e| e.u != e.v && e.u < n && e.v < n);
    let mut range = Range::default();
    usable.clone().for_each(|e| range.include(e.weight));
    let bonus = range.bonus(n, cardinality);
    let lifted: Vec<(u32, u32, i64)> =
        usable.filter(|e| e.weight + bonus > 0).map(|e| (e.u, e.v, 2 * (e.weight + bonus))).collect();
    let graph = Graph::new(n, &lifted);
    let heaviest = |v| graph.arcs(v).iter().map(|arc| arc.weight2 / 2).max().unwrap_or(0);
    let mut forest = Forest::new((0..n).map(heaviest).collect());
    forest.match_greedily(&graph);
    search::maximise(&mut forest, &graph, i64::MAX);
    let weight = |u, v| {
        let between = graph.arcs(u).iter().filter(|arc| arc.to == v);
        between.map(|arc| arc.weight2 / 2 - bonus).max()
    };
    (matching(&forest, &weight), duals(&mut forest, bonus))
}

/// The least and largest weight met.
#[derive(Clone, Copy)]
struct Range {
    min: i64,
    max: i64,
}

impl Default for Range {
    fn default() -> Self {
        Self { min: i64::MAX, max: i64::MIN }
    }
}

impl Range {
    fn include(&mut self, weight: i64) {
        self.min = self.min.min(weight);
        self.max = self.max.max(weight);
    }

    /// What to add to every weight. Under `First`, a matched vertex then counts more than all the differences
    /// between weights together: this serves pairs, and a trio beside them.
    fn bonus(self, n: u32, cardinality: Cardinality) -> i64 {
        if cardinality == Cardinality::Free || self.min > self.max {
            return 0;
        }
        debug_assert!(self.max.max(-self.min) <= max_abs_weight(n));
        i64::from(n) * (self.max - self.min) + 1 - self.min
    }
}

fn matching(forest: &Forest, weights: &dyn PairWeights) -> Matching {
    let mate: Vec<Option<u32>> = forest.mate.iter().map(|&v| (v != NONE).then_some(v)).collect();
    let mut matching = Matching { mate, total: 0 };
    matching.total = matching.pairs().filter_map(|(u, v)| weights.get(u, v)).sum();
    matching
}

fn duals(forest: &mut Forest, bonus: i64) -> Duals {
    let mut blossoms = Vec::new();
    for node in forest.blossoms() {
        let dual = forest.cycle(node).dual;
        if dual > 0 {
            let mut vertices = Vec::new();
            forest.collect(node, &mut vertices);
            vertices.sort_unstable();
            blossoms.push(Blossom { vertices, dual });
        }
    }
    Duals { bonus, vertex: forest.dual.clone(), blossoms }
}
