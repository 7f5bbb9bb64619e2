//! The best pairs by trying all, and by another implementation.

use crate::rulebook::{allowed, penalty};
use crate::world::World;
use rustworkx_core::max_weight_matching::max_weight_matching;
use rustworkx_core::petgraph::graph::{EdgeReference, UnGraph};

/// What a pair or a trio counts; `None` where it may not be.
pub fn worth(world: &World, group: &[usize]) -> Option<f64> {
    let pairs = || group.iter().enumerate().flat_map(|(at, &a)| group[at + 1..].iter().map(move |&b| (a, b)));
    if !allowed(world, group) || pairs().any(|(a, b)| world.barred(a, b).1) {
        return None;
    }
    let sum: f64 = pairs().map(|(a, b)| world.affinity(a, b)).sum();
    Some(if group.len() == 3 { sum / 2.0 } else { sum } - penalty(world, group))
}

/// The better of two: more members placed, then the larger sum.
fn better(a: (usize, f64), b: (usize, f64)) -> (usize, f64) {
    if a.0 > b.0 || (a.0 == b.0 && a.1 >= b.1) { a } else { b }
}

/// How many members can be placed, and the largest sum then, by trying all pairs and, if allowed, one trio.
pub fn by_trying_all(world: &World, members: &[usize], trio: bool) -> (usize, f64) {
    let Some((&first, others)) = members.split_first() else { return (0, 0.0) };
    let mut best = by_trying_all(world, others, trio);
    let mut take = |group: &[usize], trio: bool| {
        if let Some(worth) = worth(world, group) {
            let left: Vec<usize> = others.iter().copied().filter(|m| !group.contains(m)).collect();
            let (placed, sum) = by_trying_all(world, &left, trio);
            best = better(best, (placed + group.len(), sum + worth));
        }
    };
    for (at, &b) in others.iter().enumerate() {
        take(&[first, b], trio);
        if trio {
            others[at + 1..].iter().for_each(|&c| take(&[first, b, c], false));
        }
    }
    best
}

/// How many members can be placed, how large the lowest affinity of a pair can then be, and the sum after that.
pub fn worst_by_trying_all(world: &World, members: &[usize]) -> (usize, f64, f64) {
    // A choice for the rest depends on the lowest so far, so every division is looked at whole.
    fn search(world: &World, members: &[usize], so_far: (usize, f64, f64), best: &mut (usize, f64, f64)) {
        let Some((&first, others)) = members.split_first() else {
            if so_far.0 > best.0 || (so_far.0 == best.0 && (so_far.1, so_far.2) > (best.1, best.2)) {
                *best = so_far;
            }
            return;
        };
        search(world, others, so_far, best);
        for &b in others {
            if let Some(worth) = worth(world, &[first, b]) {
                let left: Vec<usize> = others.iter().copied().filter(|&m| m != b).collect();
                search(world, &left, (so_far.0 + 2, so_far.1.min(worth), so_far.2 + worth), best);
            }
        }
    }
    let mut best = (0, f64::INFINITY, 0.0);
    search(world, members, best, &mut best);
    best
}

/// The same by rustworkx, for pairs without a trio among the pairs that `free` lets through.
pub fn by_rustworkx(world: &World, members: &[usize], free: impl Fn(usize, usize) -> bool) -> (usize, f64) {
    // Fine enough that no sum of the tests is off by more than their tolerance.
    const POINTS: f64 = (1u64 << 44) as f64;
    let mut graph = UnGraph::<usize, i128>::new_undirected();
    let nodes: Vec<_> = members.iter().map(|&member| graph.add_node(member)).collect();
    for (at, &a) in members.iter().enumerate() {
        for (by, &b) in members.iter().enumerate().skip(at + 1) {
            if let Some(worth) = worth(world, &[a, b]).filter(|_| free(a, b)) {
                graph.add_edge(nodes[at], nodes[by], (worth * POINTS).round() as i128);
            }
        }
    }
    let weight = |e: EdgeReference<i128>| Ok::<i128, std::convert::Infallible>(*e.weight());
    let Ok(pairs) = max_weight_matching(&graph, true, weight, false);
    let sum = pairs.iter().filter_map(|&(a, b)| worth(world, &[members[a], members[b]])).sum();
    (2 * pairs.len(), sum)
}
