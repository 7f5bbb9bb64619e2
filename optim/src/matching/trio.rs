//! Pairs and one group of three, for a number of members that leaves one over.

mod valued;

use super::dense::{Solved, solve_with};
use super::forest::{Forest, Label, NONE};
use super::graph::Graph;
use super::nest::Nest;
use super::{Cardinality, PairWeights, search};
pub use valued::{TrioValues, with_valued_trio};

/// Trios kept at a time, best bounds first: bounds the memory where very many could still win.
const BATCH: usize = 1 << 14;

/// The best way found to form pairs and at most one trio.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrioResult {
    /// Of every vertex: its partner; `None` for those in the trio and those left out.
    pub mate: Vec<Option<u32>>,
    /// The group of three, ascending. `None` where a trio would not place more members than pairs alone do.
    pub trio: Option<[u32; 3]>,
    /// Twice the total: 2 · Σ weights of the pairs + Σ of the three weights in the trio.
    pub total2: i64,
    /// No plan that places as many members has a doubled total above this.
    pub bound2: i64,
    /// Nothing places more members, or as many with a larger total.
    pub optimal: bool,
    /// Trios for which the best pairs were computed.
    pub solves: u32,
}

/// Pairs and at most one group of three: as many members placed as possible, and then the largest total, where
/// a trio counts half the sum of its three weights (so that a member counts the mean of its weights in the group).
///
/// With n odd and all pairs admissible there is always a trio and nobody is left out. `weight(u, v)` is asked for
/// u < v only; `None` is a forbidden pair, in a trio too. At most `max_solves` trios are solved for; past that
/// the result is the best so far with a proven bound.
///
/// The duals of the best pairs without a trio bound what every trio can lead to; trios are solved for exactly by
/// falling bound until the next bound is not above the best plan.
pub fn with_trio(n: u32, weight: &dyn Fn(u32, u32) -> Option<i64>, max_solves: u32) -> TrioResult {
    with_trio_where(n, &weight, &|_| true, max_solves)
}

/// Like [`with_trio`] among the trios that `admits`, asked for ascending vertices, lets pass.
pub fn with_trio_where(
    n: u32,
    weights: &dyn PairWeights,
    admits: &dyn Fn([u32; 3]) -> bool,
    max_solves: u32,
) -> TrioResult {
    let Solved { forest, bonus } = solve_with(n, weights, Cardinality::First, 0);
    let objective = forest.objective();
    let nest = Nest::new(&forest);
    let start = Plan { value: objective, mate: forest.mate.clone(), trio: None };
    let mut hunt = Hunt { n, weights, admits, values: None, forest, bonus, objective, nest, best: start, solves: 0 };
    let mut bound = None;
    if hunt.best.mate.contains(&NONE) {
        hunt.join_those_left_out();
        bound = hunt.solve_by_bound(max_solves);
    }
    hunt.result(bound)
}

/// A plan and its doubled total of lifted weights, in which every placed member counts the bonus.
struct Plan {
    value: i64,
    mate: Vec<u32>,
    trio: Option<[u32; 3]>,
}

/// A trio that may still win. Ordered by falling bound.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Candidate {
    negated_bound: i64,
    trio: [u32; 3],
}

/// A pair as the duals see it.
#[derive(Clone, Copy)]
struct Seen {
    slack: i64,
    /// The duals of the blossoms around both.
    common: i64,
}

impl Seen {
    /// Six times what the pair at least takes off the bound of a trio that it is in. A third of its blossoms'
    /// duals comes back, because a trio fills its place in an odd set.
    fn loss6(self) -> i64 {
        3 * self.slack - self.common
    }
}

struct Hunt<'a> {
    n: u32,
    weights: &'a dyn PairWeights,
    admits: &'a dyn Fn([u32; 3]) -> bool,
    /// What trios are worth where that is not what their pairs are.
    values: Option<&'a TrioValues<'a>>,
    forest: Forest,
    bonus: i64,
    /// The dual objective of the forest.
    objective: i64,
    nest: Nest,
    best: Plan,
    solves: u32,
}

impl Hunt<'_> {
    fn lifted(&self, u: u32, v: u32) -> Option<i64> {
        self.weights.get(u.min(v), u.max(v)).map(|w| w + self.bonus)
    }

    fn lifted_trio(&self, [i, j, k]: [u32; 3]) -> Option<i64> {
        if let Some(values) = self.values {
            return Some(values.value2([i, j, k])? + 3 * self.bonus);
        }
        Some(self.lifted(i, j)? + self.lifted(i, k)? + self.lifted(j, k)?)
    }

    /// Leaves out in turn everyone whom another optimal matching can leave out, and joins them to a pair.
    fn join_those_left_out(&mut self) {
        let mut spun = self.forest.clone();
        let mut members = Vec::new();
        let mut found = None;
        for v in 0..self.n {
            let node = spun.surface(v);
            if spun.base[node as usize] != v || spun.mate[v as usize] != NONE {
                continue;
            }
            members.clear();
            spun.collect(node, &mut members);
            for &k in &members {
                spin(&mut spun, node, k);
                let without = self.objective - spun.dual[k as usize];
                for i in 0..self.n {
                    let j = spun.mate[i as usize];
                    if j == NONE || j < i {
                        continue;
                    }
                    let trio = sorted([i, j, k]);
                    if let (Some(pair), Some(own)) = (self.lifted(i, j), self.lifted_trio(trio))
                        && without - 2 * pair + own > self.best.value
                        && (self.admits)(trio)
                    {
                        self.best.value = without - 2 * pair + own;
                        found = Some((node, k, i, j));
                    }
                }
            }
            spin(&mut spun, node, v);
        }
        if let Some((node, k, i, j)) = found {
            spin(&mut spun, node, k);
            spun.unmatch(i);
            self.best.mate = spun.mate;
            self.best.trio = Some(sorted([i, j, k]));
        }
    }

    /// Solves for trios by falling bound. Returns the bound on what is left when `max_solves` is reached.
    fn solve_by_bound(&mut self, max_solves: u32) -> Option<i64> {
        let mut after = None;
        loop {
            let (batch, complete) = self.candidates(after);
            let first = batch.first()?;
            let graph = self.promising(-first.negated_bound);
            for candidate in &batch {
                let bound = -candidate.negated_bound;
                if bound <= self.best.value {
                    return None;
                }
                if self.solves >= max_solves {
                    return Some(bound);
                }
                self.solve(candidate.trio, &graph);
            }
            if complete {
                return None;
            }
            after = batch.last().copied();
        }
    }

    /// The best plan with this trio, if it is better than the best so far.
    fn solve(&mut self, trio: [u32; 3], graph: &Graph) {
        let Some(own) = self.lifted_trio(trio) else {
            return;
        };
        self.solves += 1;
        let mut rest = self.forest.clone();
        trio.iter().for_each(|&v| rest.remove(v));
        let budget = own + rest.objective() - self.best.value;
        if budget > 0 && search::maximise_within(&mut rest, graph, budget) {
            let value = own + rest.objective();
            self.best = Plan { value, mate: rest.mate, trio: Some(trio) };
        }
    }

    /// Calls `visit` with every admissible pair.
    fn each_pair(&self, mut visit: impl FnMut(u32, u32, Seen)) {
        let mut row = vec![0; self.n as usize];
        for u in 0..self.n {
            self.nest.fill(u, &mut row);
            for v in u + 1..self.n {
                if let Some(lifted) = self.lifted(u, v) {
                    let common = row[v as usize];
                    let cover = self.forest.dual[u as usize] + self.forest.dual[v as usize];
                    visit(u, v, Seen { slack: cover + common - 2 * lifted, common });
                }
            }
            self.nest.clear(u, &mut row);
        }
    }

    /// The edges that a plan better than the best can use: any other has so much slack that the bound falls too
    /// low.
    fn promising(&self, bound: i64) -> Graph {
        let room = bound - self.best.value;
        let mut edges = Vec::new();
        self.each_pair(|u, v, pair| {
            if pair.slack < room {
                let (y, z) = (self.forest.dual[u as usize], self.forest.dual[v as usize]);
                edges.push((u, v, y + z + pair.common - pair.slack));
            }
        });
        Graph::new(self.n, &edges)
    }

    /// The trios whose bound is above the best plan, by falling bound, beginning after the given one; and whether
    /// those are all.
    ///
    /// With slacks s and common duals c, the bound of a trio is the objective less
    /// ½ (Σ s + max c − 2 min c) ≥ ⅙ Σ (3 s − c). Hence the two least terms of that sum, which share a vertex,
    /// are small.
    fn candidates(&self, after: Option<Candidate>) -> (Vec<Candidate>, bool) {
        let room6 = 6 * (self.objective - self.best.value);
        let mut least = i64::MAX;
        self.each_pair(|_, _, pair| least = least.min(pair.loss6()));
        let mut near: Vec<Vec<(i64, Seen, u32)>> = vec![Vec::new(); self.n as usize];
        self.each_pair(|u, v, pair| {
            let loss6 = pair.loss6();
            if 2 * loss6 < room6 - least {
                near[u as usize].push((loss6, pair, v));
                near[v as usize].push((loss6, pair, u));
            }
        });
        let mut floor = self.best.value;
        let mut complete = true;
        let mut batch = Vec::new();
        for (i, near) in (0u32..).zip(&mut near) {
            near.sort_unstable_by_key(|&(loss6, _, v)| (loss6, v));
            for (rank, &(second, ij, j)) in near.iter().enumerate() {
                for &(first, ik, k) in &near[..rank] {
                    if first + 2 * second >= room6 {
                        break;
                    }
                    let Some(bound) = self.bound([ij, ik], j, k, floor) else {
                        continue;
                    };
                    let trio = sorted([i, j, k]);
                    if !(self.admits)(trio) {
                        continue;
                    }
                    let candidate = Candidate { negated_bound: -bound, trio };
                    if after.is_none_or(|after| candidate > after) {
                        batch.push(candidate);
                    }
                    if batch.len() >= 4 * BATCH {
                        batch.sort_unstable();
                        batch.dedup();
                        if batch.len() > BATCH {
                            batch.truncate(BATCH);
                            complete = false;
                            floor = -batch[BATCH - 1].negated_bound - 1;
                        }
                    }
                }
            }
        }
        batch.sort_unstable();
        batch.dedup();
        if batch.len() > BATCH {
            batch.truncate(BATCH);
            complete = false;
        }
        (batch, complete)
    }

    /// The bound of the trio of two pairs seen and the third pair (j, k), if above `floor`.
    fn bound(&self, seen: [Seen; 2], j: u32, k: u32, floor: i64) -> Option<i64> {
        let third = self.forest.dual[j as usize] + self.forest.dual[k as usize] - 2 * self.lifted(j, k)?;
        let open2 = third + seen.map(|pair| pair.slack - pair.common).iter().sum::<i64>();
        let common = seen[0].common.max(seen[1].common);
        // Looking up what blossoms are around j and k takes longest: only where it can matter.
        if self.objective - (open2 / 2 + common) <= floor {
            return None;
        }
        let bound = self.objective - (open2 / 2 + common.max(self.nest.common(j, k)));
        (bound > floor).then_some(bound)
    }

    fn result(self, bound: Option<i64>) -> TrioResult {
        let placed = |v: &&u32| **v != NONE;
        let count = self.best.mate.iter().filter(placed).count() + self.best.trio.map_or(0, |t| t.len());
        let base = count as i64 * self.bonus;
        TrioResult {
            mate: self.best.mate.iter().map(|&v| (v != NONE).then_some(v)).collect(),
            trio: self.best.trio,
            total2: self.best.value - base,
            bound2: bound.unwrap_or(self.best.value) - base,
            optimal: bound.is_none(),
            solves: self.solves,
        }
    }
}

/// Makes `k` the one left out of an exposed node.
fn spin(forest: &mut Forest, node: u32, k: u32) {
    debug_assert!(forest.group_of(node).label == Label::Free);
    forest.rebase(node, k);
    forest.mate[k as usize] = NONE;
}

fn sorted(mut trio: [u32; 3]) -> [u32; 3] {
    trio.sort_unstable();
    trio
}
