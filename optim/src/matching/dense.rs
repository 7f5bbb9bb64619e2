//! Maximum-weight matching over all pairs: solve on few edges, price all pairs with the duals, add what they
//! miss.

mod coarse;
mod price;
mod start;

use super::forest::{Forest, NONE};
use super::graph::Graph;
use super::{Cardinality, Duals, Matching, PairWeights, search};
use coarse::Coarse;
use start::Start;

/// Maximum-weight matching where every pair has a weight, or is forbidden.
///
/// Up to some 6,300 vertices the weights are asked for twice, row by row, and held as 32 bits a pair; beyond, nothing
/// is held but one row and a few edges for each vertex, and they are asked for some ten times. The result is optimal
/// over *all* pairs, whichever edges were looked at, because in the end the duals cover every pair: the search on few
/// edges and pricing of Derigs and Metz (1991), "Solving (large scale) matching problems combinatorially".
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

/// An optimal forest over all pairs.
pub(super) struct Solved {
    pub forest: Forest,
    pub bonus: i64,
}

/// Solves with a bonus for every pair that is no smaller than asked for.
pub(super) fn solve_with(n: u32, weights: &dyn PairWeights, cardinality: Cardinality, bonus: i64) -> Solved {
    let mut coarse = Coarse::new(n, weights, cardinality);
    let start = Start::new(&mut coarse);
    let range = coarse.range;
    let bonus = range.bonus(n, cardinality).max(bonus);
    let lift = |&(u, v): &(u32, u32)| Some((u, v, 2 * (weights.get(u, v)? + bonus)));
    let mut edges: Vec<(u32, u32, i64)> = start.pairs.iter().filter_map(lift).collect();
    let mut graph = Graph::new(n, &edges);
    let mut forest = Forest::new(start.duals(&coarse, bonus));
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
        let missed = price::price(&mut coarse, &mut forest, bonus);
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
