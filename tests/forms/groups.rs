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

/// What a pair or a trio is worth to each of its members, in billionths, so that equal ones are equal.
fn each(world: &World, group: &[usize]) -> Option<i64> {
    let penalty = penalty(world, group);
    let worth = worth(world, group)?;
    let mean = if group.len() == 3 { (worth + penalty) * 2.0 / 3.0 - penalty } else { worth };
    Some((mean * 1e9).round() as i64)
}

/// How many members can be placed, and what the groups are then worth, rising: the lowest as high as it can be, then
/// the next, and so on. By trying all pairs and, if allowed, one trio.
pub fn worst_by_trying_all(world: &World, members: &[usize], trio: bool) -> (usize, Vec<i64>) {
    // A choice for the rest depends on the others, so every division is looked at whole.
    fn search(world: &World, members: &[usize], trio: bool, so_far: &(usize, Vec<i64>), best: &mut (usize, Vec<i64>)) {
        let Some((&first, others)) = members.split_first() else {
            let mut found = so_far.clone();
            found.1.sort_unstable();
            *best = best.clone().max(found);
            return;
        };
        search(world, others, trio, so_far, best);
        let mut take = |group: &[usize], trio: bool| {
            if let Some(each) = each(world, group) {
                let left: Vec<usize> = others.iter().copied().filter(|m| !group.contains(m)).collect();
                let mut next = (so_far.0 + group.len(), so_far.1.clone());
                next.1.push(each);
                search(world, &left, trio, &next, best);
            }
        };
        for (at, &b) in others.iter().enumerate() {
            take(&[first, b], trio);
            if trio {
                others[at + 1..].iter().for_each(|&c| take(&[first, b, c], false));
            }
        }
    }
    let mut best = (0, Vec::new());
    search(world, members, trio, &(0, Vec::new()), &mut best);
    best
}

/// What the groups of a plan are worth, rising, in the same terms.
pub fn profile(world: &World, groups: &[Vec<usize>]) -> Vec<i64> {
    let mut found: Vec<i64> = groups.iter().map(|group| each(world, group).expect("a group that may be")).collect();
    found.sort_unstable();
    found
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

/// How many two of a round would both rather have each other, with `met` those who meet in any round or did before.
pub fn blocking(world: &World, round: &[Vec<usize>], met: &std::collections::BTreeSet<(usize, usize)>) -> u32 {
    let own = |member: usize| {
        let group = round.iter().find(|group| group.contains(&member));
        group.map_or(f64::NEG_INFINITY, |group| mean_of(world, group, member))
    };
    let members = world.taking_part();
    let mut count = 0;
    for (at, &a) in members.iter().enumerate() {
        for &b in members[at + 1..].iter().filter(|&&b| !met.contains(&(a, b))) {
            let together = worth(world, &[a, b]).unwrap_or(f64::NEG_INFINITY);
            // Equal ones may differ in their last digits.
            let margin = 1e-9 * together.abs().max(1.0);
            count += u32::from(together - margin > own(a).max(own(b)));
        }
    }
    count
}

/// What a member has in its group.
fn mean_of(world: &World, group: &[usize], member: usize) -> f64 {
    let others = group.iter().filter(|&&other| other != member);
    let sum: f64 = others.map(|&other| world.affinity(member, other)).sum();
    sum / (group.len() as f64 - 1.0) - penalty(world, group)
}
