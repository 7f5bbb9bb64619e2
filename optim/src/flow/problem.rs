//! The problem: bounds on both sides and the allowed pairs in compressed rows.

use std::ops::Range;

/// Largest |weight| times (pairs + smaller side + 1). A path's length, a price and a bonus are then
/// below 2^61 together, so that they and the solver's 2^62 for "no way" add up within `i64`.
const SAFE_MAGNITUDE: u128 = 1 << 57;

/// How often a node may be assigned. A `lo` above `hi` counts as `hi`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Units wanted first, before any weight is considered.
    pub lo: u32,
    /// Units that are never exceeded.
    pub hi: u32,
}

impl Bounds {
    /// Up to `hi` units, none of which is wanted first.
    pub const fn at_most(hi: u32) -> Self {
        Self { lo: 0, hi }
    }

    /// The wanted-first units that can be had at all: `lo`, but no more than `hi`.
    pub fn wanted(self) -> u32 {
        self.lo.min(self.hi)
    }
}

/// A capacitated assignment problem.
///
/// Pairs that are not given are forbidden. Weights may be negative and are safe from overflow
/// while [`in_range`](Self::in_range) holds: any `i32` weights are up to 60 million pairs.
#[derive(Clone, Debug)]
pub struct Problem {
    left: Vec<Bounds>,
    right: Vec<Bounds>,
    /// Row `l` of the pairs is `start[l]..start[l + 1]`.
    start: Vec<usize>,
    column: Vec<u32>,
    weight: Vec<i64>,
    /// What a further unit of each right node costs more than the one before; 0 beyond its end.
    step: Vec<i64>,
}

impl Problem {
    /// Asks `weight(l, r)` once for every pair; `None` forbids it.
    pub fn from_fn(left: Vec<Bounds>, right: Vec<Bounds>, mut weight: impl FnMut(u32, u32) -> Option<i64>) -> Self {
        let mut problem = Self::without_pairs(left, right);
        for (l, _) in (0..).zip(&problem.left) {
            for (r, _) in (0..).zip(&problem.right) {
                if let Some(w) = weight(l, r) {
                    problem.column.push(r);
                    problem.weight.push(w);
                }
            }
            problem.start.push(problem.column.len());
        }
        problem
    }

    /// Takes the allowed pairs `(l, r, weight)` in any order. Of a repeated pair the heaviest
    /// counts; a pair of a node that does not exist is left out.
    pub fn from_list(left: Vec<Bounds>, right: Vec<Bounds>, pairs: &[(u32, u32, i64)]) -> Self {
        let mut problem = Self::without_pairs(left, right);
        let (rows, columns) = (problem.left.len(), problem.right.len());
        let mut pairs = pairs.to_vec();
        pairs.retain(|&(l, r, _)| (l as usize) < rows && (r as usize) < columns);
        pairs.sort_unstable_by_key(|&(l, r, w)| (l, r, std::cmp::Reverse(w)));
        pairs.dedup_by_key(|&mut (l, r, _)| (l, r));
        for (l, r, w) in pairs {
            problem.start.resize(l as usize + 1, problem.column.len());
            problem.column.push(r);
            problem.weight.push(w);
        }
        problem.start.resize(rows + 1, problem.column.len());
        problem
    }

    fn without_pairs(left: Vec<Bounds>, right: Vec<Bounds>) -> Self {
        Self { left, right, start: vec![0], column: Vec::new(), weight: Vec::new(), step: Vec::new() }
    }

    /// Evens out the loads of the right nodes: the first unit of each costs nothing, the second its `step`, the third twice
    /// that, and so on. A `step` below 0 counts as 0, as does a missing one.
    #[must_use]
    pub fn with_even_loads(mut self, step: Vec<i64>) -> Self {
        self.step = step;
        self
    }

    /// What each further unit of a right node costs more than the one before.
    pub fn step(&self, r: u32) -> i64 {
        self.step.get(r as usize).map_or(0, |&step| step.max(0))
    }

    /// The bounds of the left nodes.
    pub fn left(&self) -> &[Bounds] {
        &self.left
    }

    /// The bounds of the right nodes.
    pub fn right(&self) -> &[Bounds] {
        &self.right
    }

    /// The number of allowed pairs.
    pub fn pairs(&self) -> usize {
        self.column.len()
    }

    /// The allowed pairs of left node `l` as `(r, weight)`, ascending in `r`; none when there is no
    /// such node.
    pub fn row(&self, l: u32) -> impl Iterator<Item = (u32, i64)> {
        let range = self.range(l);
        let columns = self.column.get(range.clone()).unwrap_or_default();
        let weights = self.weight.get(range).unwrap_or_default();
        columns.iter().copied().zip(weights.iter().copied())
    }

    /// The weight of a pair; `None` when it is forbidden or does not exist.
    pub fn weight(&self, l: u32, r: u32) -> Option<i64> {
        self.weight.get(self.find(l, r)?).copied()
    }

    /// Whether no sum can overflow: |weight| · (pairs + min(left, right) + 1) ≤ 2^57 for all pairs, where what the dearest
    /// unit of a right node costs is added to the weight.
    /// Beyond it [`solve`](super::solve) may return a wrong answer, which
    /// [`certify`](super::certify) rejects.
    pub fn in_range(&self) -> bool {
        let nodes = self.left.len().min(self.right.len());
        let terms = self.pairs() as u128 + nodes as u128 + 1;
        u128::from(self.largest_weight()).saturating_mul(terms) <= SAFE_MAGNITUDE
    }

    /// The largest |weight| and what the dearest unit of a right node can cost, together.
    pub(super) fn largest_weight(&self) -> u64 {
        let weight = self.weight.iter().map(|w| w.unsigned_abs()).max().unwrap_or(0);
        let dearest = (0..).zip(&self.right).map(|(r, bounds)| {
            let load = (bounds.hi as usize).min(self.left.len()) as u64;
            self.step(r).unsigned_abs().saturating_mul(load)
        });
        weight.saturating_add(dearest.max().unwrap_or(0))
    }

    /// The positions of row `l` among all pairs.
    pub(super) fn range(&self, l: u32) -> Range<usize> {
        match self.start.get(l as usize..) {
            Some(&[from, to, ..]) => from..to,
            _ => 0..0,
        }
    }

    /// The position of a pair among all pairs.
    pub(super) fn find(&self, l: u32, r: u32) -> Option<usize> {
        let range = self.range(l);
        let from = range.start;
        let at = self.column.get(range)?.binary_search(&r).ok()?;
        Some(from + at)
    }

    /// Right nodes and weights by position.
    pub(super) fn positions(&self) -> (&[u32], &[i64]) {
        (&self.column, &self.weight)
    }
}
