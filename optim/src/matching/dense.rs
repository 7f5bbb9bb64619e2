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
const ADDED: usize = 10;
/// Sweeps over all pairs that prepare the duals, at most: each about halves what is wrong with them, and costs
/// as much as one round of pricing.
const SWEEPS: usize = 10;
/// Sweeps end when all duals together move by this many times the range of the weights: then a dual is wrong by
/// no more than a few of the steps between the best weights of a vertex.
const SETTLED: i64 = 8;

/// Maximum-weight matching where every pair has a weight, or is forbidden.
///
/// The weights are asked for some ten times, row by row. No matrix is held, but one row and a few edges for each
/// vertex. The result is optimal
/// over *all* pairs, whichever edges were looked at, because in the end the duals cover every pair: the search
/// on few edges and pricing of Derigs and Metz (1991), "Solving (large scale) matching problems combinatorially".
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

/// Before the first round: the range of the weights, duals that cover all pairs when no weight has a bonus, and
/// the pairs with which to start.
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
    let mut rows = Rows { n, weights, cardinality, row: vec![FORBIDDEN; n as usize] };
    let Start { range, duals, pairs } = rows.start();
    let bonus = range.bonus(n, cardinality).max(bonus);
    let lift = |&(u, v): &(u32, u32)| Some((u, v, 2 * (weights.get(u, v)? + bonus)));
    let mut edges: Vec<(u32, u32, i64)> = pairs.iter().filter_map(lift).collect();
    let mut graph = Graph::new(n, &edges);
    let mut forest = Forest::new(duals.iter().map(|dual| dual.saturating_add(bonus).max(0)).collect());
    forest.match_greedily(&graph);
    // A vertex that finds no partner within the range of the weights rather lacks an edge that pricing will find;
    // to search on would be in vain.
    let mut patience = range.max.saturating_sub(range.min).max(1);
    loop {
        let all = search::maximise(&mut forest, &graph, patience);
        let missed = rows.price(&forest, bonus);
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

/// Stands for twice a forbidden pair's weight: so far below all others that no sum with duals comes near them, and
/// far from overflowing.
const FAR: i64 = -(1 << 61);

/// Access to the doubled weights, a row of pairs (u, v > u) at a time. Rows are worked through without a question
/// whether a pair is forbidden, and from slices of one length, which keeps the loops short.
struct Rows<'a> {
    n: u32,
    weights: &'a dyn PairWeights,
    cardinality: Cardinality,
    row: Vec<i64>,
}

impl Rows<'_> {
    /// Twice the weights of `u` with all later vertices. Without a bonus, what is not above 0 cannot help.
    fn read(&mut self, u: u32) -> &[i64] {
        self.weights.row(u, &mut self.row);
        let rest = &mut self.row[u as usize + 1..];
        let least = if self.cardinality == Cardinality::Free { 1 } else { FORBIDDEN + 1 };
        for weight in rest.iter_mut() {
            *weight = if *weight >= least { 2 * *weight } else { FAR };
        }
        rest
    }

    /// What to start from.
    fn start(&mut self) -> Start {
        let n = self.n as usize;
        let mut range = Range::default();
        let mut heaviest = vec![FAR; n];
        let (mut sums, mut counts) = (vec![0i64; n], vec![0i64; n]);
        for u in 0..self.n {
            let at = u as usize + 1;
            let (mut own, mut sum, mut count, mut least) = (heaviest[at - 1], 0, 0, i64::MAX);
            let others = heaviest[at..].iter_mut().zip(&mut sums[at..]).zip(&mut counts[at..]);
            for (&w2, ((heaviest, total), number)) in self.read(u).iter().zip(others) {
                *heaviest = w2.max(*heaviest);
                own = own.max(w2);
                let open = w2 != FAR;
                let (counted, one) = if open { (w2, 1) } else { (0, 0) };
                *total += counted;
                *number += one;
                sum += counted;
                count += one;
                least = least.min(if open { w2 } else { i64::MAX });
            }
            heaviest[at - 1] = own;
            sums[at - 1] += sum;
            counts[at - 1] += count;
            if count > 0 {
                range.include(least / 2);
            }
            if own != FAR {
                range.include(own / 2);
            }
        }
        // Were every weight the sum of what its two ends offer, these would be the duals.
        let mean = |sum: i64, count: i64| sum / count.max(1);
        let overall = mean(sums.iter().sum(), 2 * counts.iter().sum::<i64>());
        let own = sums.iter().zip(&counts).map(|(&sum, &count)| mean(sum, count) - overall);
        let mut duals: Vec<i64> = own.collect();
        let linked = |dual: &&i64| **dual != FAR;
        let simple: i64 = heaviest.iter().filter(linked).map(|heaviest| heaviest / 2).sum();

        let mut grain = 0;
        for _ in 0..SWEEPS {
            let moved = self.sweep(&mut duals);
            grain = (moved / self.n.max(1) as i64).max(1).ilog2();
            let linked = duals.iter().zip(&counts).filter(|(_, count)| **count > 0);
            if linked.map(|(dual, _)| dual).sum::<i64>() >= simple {
                duals = heaviest.iter().map(|&heaviest| if heaviest == FAR { i64::MIN } else { heaviest / 2 }).collect();
                grain = 0;
                break;
            }
            if moved <= SETTLED * range.max.saturating_sub(range.min) {
                break;
            }
        }

        let mut closest = Shortlist::new(n, START);
        for u in 0..n {
            let own = duals[u];
            for ((v, &w2), dual) in (u + 1..n).zip(self.read(u as u32)).zip(&duals[u + 1..]) {
                if w2 != FAR {
                    closest.offer(u, v, (w2 - dual) >> grain);
                    closest.offer(v, u, (w2 - own) >> grain);
                }
            }
        }
        Start { range, duals, pairs: closest.pairs() }
    }

    /// Moves all duals together half way to what covers their pairs while the others stand still: after that,
    /// all pairs are covered. Returns the sum of the distances.
    fn sweep(&mut self, duals: &mut [i64]) -> i64 {
        let mut lowest = vec![FAR; duals.len()];
        for u in 0..self.n {
            let at = u as usize + 1;
            let (mut own, dual) = (lowest[at - 1], duals[at - 1]);
            for ((&w2, other), theirs) in self.read(u).iter().zip(&mut lowest[at..]).zip(&duals[at..]) {
                *other = (w2 - dual).max(*other);
                own = own.max(w2 - theirs);
            }
            lowest[at - 1] = own;
        }
        let mut moved = 0;
        for (dual, lowest) in duals.iter_mut().zip(lowest) {
            if lowest > FAR / 2 {
                moved += (*dual - lowest).abs();
                // Rounded up.
                *dual -= (*dual - lowest).div_euclid(2);
            }
        }
        moved
    }

    /// All pairs that the duals do not cover, at most [`ADDED`] of each row: those that miss most.
    fn price(&mut self, forest: &Forest, bonus: i64) -> Vec<Missed> {
        let nest = Nest::new(forest);
        let mut common = vec![0; self.n as usize];
        let mut missed: Vec<Missed> = Vec::new();
        for u in 0..self.n {
            nest.fill(u, &mut common);
            let first = missed.len();
            let own = forest.dual[u as usize] - 2 * bonus;
            let at = u as usize + 1;
            let others = (u + 1..).zip(self.read(u)).zip(&forest.dual[at..]).zip(&common[at..]);
            for (((v, &w2), dual), common) in others {
                let by = w2 - own - dual - common;
                if by > 0 {
                    missed.push(Missed { u, v, weight2: w2 + 2 * bonus, by });
                }
            }
            missed[first..].sort_unstable_by(worst_first);
            missed.truncate(first + ADDED);
            nest.clear(u, &mut common);
        }
        missed
    }
}
