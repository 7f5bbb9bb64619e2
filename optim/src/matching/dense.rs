//! Maximum-weight matching over all pairs: solve on few edges, price all pairs with the duals, add what they
//! miss.

use super::forest::{Forest, NONE};
use super::graph::Graph;
use super::nest::Nest;
use super::shortlist::Shortlist;
use super::{Cardinality, Duals, FORBIDDEN, Matching, PairWeights, Range, search};

/// Edges each vertex starts with. Fewer leave more rounds to do, more make each search longer; from 8 to 24 the
/// times on random, planar and hub-structured weights are within a third of each other.
const START: usize = 12;
/// Uncovered pairs a vertex may add in one round: more would bring in many that one of them makes needless.
const ADDED: usize = 4;
/// So many binary digits more than the mean error of the duals are left out of account when the first pairs are
/// chosen: among partners that are nearly as good, any will do, and different ones for each.
const COARSER: u32 = 2;
/// Pairs that are priced at once, and lanes of a sweep.
const CHUNK: usize = 16;
const LANES: usize = 8;
/// Only rows of vertices that moved are priced when these are less than one in so many.
const PARTIAL: usize = 8;
/// Sweeps over all pairs that prepare the duals, at most: each about halves what is wrong with them, and costs
/// as much as one round of pricing.
const SWEEPS: usize = 10;
/// Sweeps end when all duals together move by this many times the range of the weights: then a dual is wrong by
/// no more than a few of the steps between the best weights of a vertex.
const SETTLED: f64 = 8.0;

/// Maximum-weight matching where every pair has a weight, or is forbidden.
///
/// The weights are asked for some ten times, row by row. No matrix is held, but one row and a few edges for each
/// vertex. The result is optimal over *all* pairs, whichever edges were looked at, because in the end the duals cover
/// every pair: the search on few edges and pricing of Derigs and Metz (1991), "Solving (large scale) matching problems
/// combinatorially".
///
/// ```
/// # use commonground_optim::matching::*;
/// let apart = |u: u32, v: u32| Some(i64::from(u.abs_diff(v)));
/// let (matching, duals) = dense(4, &apart, Cardinality::First);
/// assert_eq!(matching.total, 4);
/// assert_eq!(certify(4, &apart, &matching, &duals, Cardinality::First), Ok(4));
/// ```
pub fn dense(n: u32, weights: &dyn PairWeights, cardinality: Cardinality) -> (Matching, Duals) {
    let mut solved = solve_with(n, weights, cardinality, 0);
    (super::matching(&solved.forest, weights), super::duals(&mut solved.forest, solved.bonus))
}

/// Before the first round: the range of the weights, duals that about cover all pairs when no weight has a bonus,
/// and the pairs with which to start.
struct Start {
    range: Range,
    duals: Vec<i64>,
    pairs: Vec<(u32, u32)>,
}

/// An optimal forest over all pairs.
pub(super) struct Solved {
    pub forest: Forest,
    pub bonus: i64,
}

/// Solves with a bonus for every pair that is no smaller than asked for.
pub(super) fn solve_with(n: u32, weights: &dyn PairWeights, cardinality: Cardinality, bonus: i64) -> Solved {
    let mut rows = Rows { n, weights, cardinality, row: vec![FORBIDDEN; n as usize], wide: vec![0.0; n as usize] };
    let Start { range, duals, pairs } = rows.start();
    let bonus = range.bonus(n, cardinality).max(bonus);
    let lift = |&(u, v): &(u32, u32)| Some((u, v, 2 * (weights.get(u, v)? + bonus)));
    let mut edges: Vec<(u32, u32, i64)> = pairs.iter().filter_map(lift).collect();
    let mut graph = Graph::new(n, &edges);
    let mut forest = Forest::new(duals.iter().map(|dual| dual.saturating_add(bonus).max(0)).collect());
    // Rounding may have left a little uncovered.
    for &(u, v, weight2) in &edges {
        let gap = weight2 - forest.dual[u as usize] - forest.dual[v as usize];
        forest.dual[u as usize] += gap.max(0);
    }
    forest.match_greedily(&graph);
    // A vertex that finds no partner within the range of the weights rather lacks an edge that pricing will find;
    // to search on would be in vain.
    let mut patience = range.max.saturating_sub(range.min).max(1);
    loop {
        let all = search::maximise(&mut forest, &graph, patience);
        let missed = rows.price(&mut forest, bonus);
        if missed.is_empty() {
            if all {
                return Solved { forest, bonus };
            }
            patience = i64::MAX;
            continue;
        }
        patience = patience.saturating_mul(2);
        cover(&mut forest, &missed);
        edges.extend(missed.iter().map(|m| (m.u, m.v, m.weight2)));
        graph = Graph::new(n, &edges);
    }
}

/// A pair that the duals do not cover, and by how much.
#[derive(Clone, Copy)]
struct Missed {
    u: u32,
    v: u32,
    weight2: i64,
    by: i64,
}

fn worst_first(a: &Missed, b: &Missed) -> std::cmp::Ordering {
    (b.by, a.u, a.v).cmp(&(a.by, b.u, b.v))
}

/// Raises duals until they cover the missed pairs, at the cost of matched edges and blossoms at the raised
/// vertices.
fn cover(forest: &mut Forest, missed: &[Missed]) {
    let mut count = vec![0u32; forest.n as usize];
    for m in missed {
        count[m.u as usize] += 1;
        count[m.v as usize] += 1;
    }
    let mut order = missed.to_vec();
    order.sort_unstable_by(worst_first);
    for m in order {
        let gap = |forest: &Forest| m.weight2 - forest.dual[m.u as usize] - forest.dual[m.v as usize];
        // The sum leaves out blossoms, so it may only overstate what is missing.
        if gap(forest) <= 0 {
            continue;
        }
        let cost = |v: u32| {
            let exposed = forest.mate[v as usize] == NONE && forest.surface(v) == v;
            (!exposed, std::cmp::Reverse(count[v as usize]))
        };
        let raised = if cost(m.u) <= cost(m.v) { m.u } else { m.v };
        forest.bare(raised);
        let gap = gap(forest);
        if gap > 0 {
            forest.dual[raised as usize] += gap;
            forest.unmatch(raised);
        }
    }
}

/// Access to the weights, a row of pairs (u, v > u) at a time.
struct Rows<'a> {
    n: u32,
    weights: &'a dyn PairWeights,
    cardinality: Cardinality,
    row: Vec<i64>,
    /// Twice the weights, for the passes that prepare the start: no proof depends on them, and two such numbers are
    /// compared at once where two whole ones would be compared one by one. Exact all the same: weights of two or
    /// more vertices are below 2⁵³.
    wide: Vec<f64>,
}

impl Rows<'_> {
    /// The least weight that can help: without a bonus, what is not above 0 cannot.
    fn least(&self) -> i64 {
        if self.cardinality == Cardinality::Free { 1 } else { FORBIDDEN + 1 }
    }

    /// The weights of `u` with all later vertices.
    fn read(&mut self, u: u32) -> &[i64] {
        self.weights.row(u, &mut self.row);
        &self.row[u as usize + 1..]
    }

    /// Twice the weights of `u` with all later vertices; minus infinity for what cannot help.
    fn read_wide(&mut self, u: u32) -> &[f64] {
        self.weights.row(u, &mut self.row);
        let (rest, least) = (u as usize + 1.., self.least());
        for (wide, &weight) in self.wide[rest.clone()].iter_mut().zip(&self.row[rest.clone()]) {
            *wide = if weight >= least { 2.0 * weight as f64 } else { f64::NEG_INFINITY };
        }
        &self.wide[rest]
    }

    /// What to start from.
    fn start(&mut self) -> Start {
        let n = self.n as usize;
        let mut range = Range::default();
        let mut heaviest = vec![f64::NEG_INFINITY; n];
        let (mut sums, mut counts) = (vec![0.0; n], vec![0u32; n]);
        for u in 0..self.n {
            let at = u as usize + 1;
            let (mut own, mut sum, mut count, mut least) = (heaviest[at - 1], 0.0, 0, f64::INFINITY);
            let others = heaviest[at..].iter_mut().zip(&mut sums[at..]).zip(&mut counts[at..]);
            for (&wide, ((heaviest, total), number)) in self.read_wide(u).iter().zip(others) {
                if wide > f64::NEG_INFINITY {
                    *heaviest = larger(wide, *heaviest);
                    own = larger(wide, own);
                    least = larger(-wide, -least);
                    least = -least;
                    *total += wide;
                    *number += 1;
                    sum += wide;
                    count += 1;
                }
            }
            heaviest[at - 1] = own;
            sums[at - 1] += sum;
            counts[at - 1] += count;
            if count > 0 {
                range.include(least as i64 / 2);
                range.include(own as i64 / 2);
            }
        }
        // Were every weight the sum of what its two ends offer, these would be the duals.
        let mean = |sum: f64, count: u32| sum / f64::from(count.max(1));
        let overall = sums.iter().sum::<f64>() / f64::max(1.0, counts.iter().map(|&count| f64::from(count)).sum());
        let own = sums.iter().zip(&counts).map(|(&sum, &count)| mean(sum, count) - overall / 2.0);
        let mut duals: Vec<f64> = own.collect();
        let linked = |dual: &&f64| **dual > f64::NEG_INFINITY;
        let simple = heaviest.iter().filter(linked).sum::<f64>() / 2.0;

        let mut grain = 0;
        for _ in 0..SWEEPS {
            let moved = self.sweep(&mut duals);
            grain = COARSER + ((moved / f64::from(self.n.max(1))) as i64).max(1).ilog2();
            let linked = duals.iter().zip(&counts).filter(|(_, count)| **count > 0);
            if linked.map(|(dual, _)| dual).sum::<f64>() >= simple {
                duals = heaviest.iter().map(|heaviest| heaviest / 2.0).collect();
                grain = 0;
                break;
            }
            if moved <= SETTLED * range.max.saturating_sub(range.min) as f64 {
                break;
            }
        }
        // Of a vertex without pairs it does not matter, as long as nothing overflows.
        let duals: Vec<i64> = duals.iter().map(|&dual| if dual.is_finite() { dual as i64 } else { 0 }).collect();

        let mut closest = Shortlist::new(n, START);
        let least = self.least();
        for u in 0..n {
            let own = duals[u];
            for ((v, &weight), dual) in (u + 1..n).zip(self.read(u as u32)).zip(&duals[u + 1..]) {
                let scores = [(2 * weight - dual) >> grain, (2 * weight - own) >> grain];
                if scores[0] >= closest.floor[u] && weight >= least {
                    closest.offer(u, v, scores[0]);
                }
                if scores[1] >= closest.floor[v] && weight >= least {
                    closest.offer(v, u, scores[1]);
                }
            }
        }
        Start { range, duals, pairs: closest.pairs() }
    }

    /// Moves all duals together half way to what covers their pairs while the others stand still: after that,
    /// all pairs are covered. Returns the sum of the distances.
    fn sweep(&mut self, duals: &mut [f64]) -> f64 {
        let mut lowest = vec![f64::NEG_INFINITY; duals.len()];
        for u in 0..self.n {
            let at = u as usize + 1;
            let dual = duals[at - 1];
            let own = sweep_row(self.read_wide(u), &mut lowest[at..], &duals[at..], dual);
            lowest[at - 1] = larger(own, lowest[at - 1]);
        }
        let mut moved = 0.0;
        for (dual, lowest) in duals.iter_mut().zip(lowest) {
            if lowest > f64::NEG_INFINITY {
                moved += (*dual - lowest).abs();
                *dual -= (*dual - lowest) / 2.0;
            }
        }
        moved
    }

    /// Pairs that the duals do not cover, at most [`ADDED`] of each row: those that miss most. Only pairs with a vertex
    /// that moved since they were last priced, or whose row had more to say then, are looked at.
    fn price(&mut self, forest: &mut Forest, bonus: i64) -> Vec<Missed> {
        let nest = Nest::new(forest);
        let mut common = vec![0; self.n as usize];
        let mut missed: Vec<Missed> = Vec::new();
        let moved = std::mem::replace(&mut forest.moved, vec![false; self.n as usize]);
        // The other half of a row is asked for pair by pair, which takes longer.
        let all = moved.iter().filter(|&&moved| moved).count() > moved.len() / PARTIAL;
        for u in 0..self.n {
            if !all && !moved[u as usize] {
                continue;
            }
            nest.fill(u, &mut common);
            let first = missed.len();
            let own = forest.dual[u as usize] - 2 * bonus;
            let at = u as usize + 1;
            let least = self.least();
            let row = self.read(u);
            for (part, weights) in row.chunks(CHUNK).enumerate() {
                let first = at + part * CHUNK;
                let rest = first..first + weights.len();
                let (duals, common) = (&forest.dual[rest.clone()], &common[rest]);
                // Below 0 if any of them is: most chunks are done with this.
                let slack = weights.iter().zip(duals).zip(common);
                if slack.fold(0, |any, ((weight, dual), common)| any | (own + dual + common - 2 * weight)) >= 0 {
                    continue;
                }
                for ((v, &weight), (dual, common)) in (first as u32..).zip(weights).zip(duals.iter().zip(common)) {
                    let by = 2 * weight - own - dual - common;
                    if by > 0 && weight >= least {
                        missed.push(Missed { u, v, weight2: 2 * (weight + bonus), by });
                    }
                }
            }
            if !all {
                // Of two who moved, the first has seen to it.
                for v in (0..u).filter(|&v| !moved[v as usize]) {
                    let weight = self.weights.get(v, u).unwrap_or(FORBIDDEN);
                    let by = 2 * weight - own - forest.dual[v as usize] - common[v as usize];
                    if by > 0 && weight >= least {
                        missed.push(Missed { u: v, v: u, weight2: 2 * (weight + bonus), by });
                    }
                }
            }
            missed[first..].sort_unstable_by(worst_first);
            forest.moved[u as usize] = missed.len() > first + ADDED;
            missed.truncate(first + ADDED);
            nest.clear(u, &mut common);
        }
        missed
    }
}

/// The part of a sweep that is one row's: raises what the later vertices need and returns what the row's own does.
fn sweep_row(row: &[f64], lowest: &mut [f64], theirs: &[f64], dual: f64) -> f64 {
    let mut lanes = [f64::NEG_INFINITY; LANES];
    let (rows, row_rest) = row.as_chunks::<LANES>();
    let (lows, low_rest) = lowest.as_chunks_mut::<LANES>();
    let (duals, dual_rest) = theirs.as_chunks::<LANES>();
    for ((row, low), theirs) in rows.iter().zip(lows).zip(duals) {
        for i in 0..LANES {
            low[i] = larger(row[i] - dual, low[i]);
            lanes[i] = larger(row[i] - theirs[i], lanes[i]);
        }
    }
    let mut own = lanes.into_iter().fold(f64::NEG_INFINITY, larger);
    for ((row, low), theirs) in row_rest.iter().zip(low_rest).zip(dual_rest) {
        *low = larger(row - dual, *low);
        own = larger(row - theirs, own);
    }
    own
}

/// The larger of two numbers that are none of them NaN, which is one instruction.
fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}
