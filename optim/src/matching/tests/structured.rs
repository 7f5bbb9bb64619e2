//! Graphs with a known trap, and graphs too large for brute force, against rustworkx.

use super::*;
use rustworkx_core::max_weight_matching::max_weight_matching;
use rustworkx_core::petgraph::graph::UnGraph;

/// Number of pairs and total that rustworkx finds.
fn oracle(table: &Table, cardinality: Cardinality) -> (u32, i64) {
    let edges = table.edges();
    let mut graph = UnGraph::<(), i128>::with_capacity(table.n as usize, edges.len());
    for _ in 0..table.n {
        graph.add_node(());
    }
    for e in &edges {
        graph.add_edge(e.u.into(), e.v.into(), i128::from(e.weight));
    }
    let first = cardinality == Cardinality::First;
    let Ok(pairs) = max_weight_matching(&graph, first, |e| Ok::<i128, std::convert::Infallible>(*e.weight()), false);
    let total = pairs.iter().filter_map(|&(u, v)| table.get(u as u32, v as u32)).sum();
    (pairs.len() as u32, total)
}

pub(super) fn agrees_with_the_oracle(table: &Table) {
    for cardinality in BOTH {
        let (pairs, total) = solve_certified(table, cardinality);
        let (most, best) = oracle(table, cardinality);
        assert_eq!(total, best);
        if cardinality == Cardinality::First {
            assert_eq!(pairs, most);
        }
    }
}

#[test]
fn random_graphs_of_up_to_sixty_agree_with_rustworkx() {
    let mut rng = rng(11);
    for round in 0..250u32 {
        let n = rng.random_range(10..=60u32);
        let percent = [4, 8, 15, 40, 100][(round % 5) as usize];
        let most = [3, 30, 1_000_000][(round % 3) as usize];
        agrees_with_the_oracle(&Table::random(n, percent, -most / 3..=most, &mut rng));
    }
}

#[test]
fn points_in_the_plane_who_want_to_be_near_agree_with_rustworkx() {
    let mut rng = rng(12);
    for side in [4, 20, 1000, 1000, 1000] {
        for n in [31, 50, 60] {
            let points: Vec<(i64, i64)> =
                (0..n).map(|_| (rng.random_range(0..side), rng.random_range(0..side))).collect();
            let table = Table::new(n, |u, v| {
                let (a, b) = (points[u as usize], points[v as usize]);
                Some(-((a.0 - b.0).pow(2) + (a.1 - b.1).pow(2)))
            });
            agrees_with_the_oracle(&table);
        }
    }
}

#[test]
fn two_sides_that_pair_only_across_agree_with_rustworkx() {
    let mut rng = rng(13);
    for _ in 0..60 {
        let n = rng.random_range(2..=50u32);
        let left = rng.random_range(1..=n);
        let table = Table::new(n, |u, v| {
            let weight = rng.random_range(-5..=40);
            (u < left && v >= left).then_some(weight)
        });
        agrees_with_the_oracle(&table);
    }
}

#[test]
fn separate_parts_are_each_matched_at_their_best() {
    let mut rng = rng(14);
    for _ in 0..40 {
        let part = rng.random_range(3..=9u32);
        let count = rng.random_range(2..=5u32);
        let table = Table::new(part * count, |u, v| {
            let weight = rng.random_range(-3..=30);
            (u / part == v / part).then_some(weight)
        });
        agrees_with_the_oracle(&table);
        for cardinality in BOTH {
            let parts = (0..count).map(|p| {
                let cell = |u, v| table.get(p * part + u, p * part + v);
                Table::new(part, cell).brute_force(cardinality).1
            });
            assert_eq!(solve_certified(&table, cardinality).1, parts.sum::<i64>());
        }
    }
}

/// Odd cycles hung on odd cycles: every cycle becomes a blossom inside another, and pendant vertices force them open again.
#[test]
fn odd_cycles_in_odd_cycles_agree_with_rustworkx() {
    let mut rng = rng(15);
    for _ in 0..150 {
        let n = rng.random_range(7..=60u32);
        let mut cells = vec![None; (n * n) as usize];
        let mut ring = vec![0u32];
        let mut next = 1;
        while next + 2 <= n {
            // An ear with two new vertices on a ring vertex, or between two neighbours, keeps the set odd.
            let at = rng.random_range(0..ring.len() as u32) as usize;
            let (a, b) = (ring[at], ring[(at + rng.random_range(0..2u32) as usize) % ring.len()]);
            let heavy = rng.random_range(8..=12);
            for (u, v) in [(a, next), (next, next + 1), (next + 1, b)] {
                cells[(u.min(v) * n + u.max(v)) as usize] = Some(heavy);
            }
            ring.extend([next, next + 1]);
            next += 2;
            if rng.random_range(0..5u32) == 0 && next < n {
                cells[(a * n + next) as usize] = Some(rng.random_range(1..=9));
                next += 1;
            }
        }
        agrees_with_the_oracle(&Table::new(n, |u, v| cells[(u * n + v) as usize]));
    }
}

#[test]
fn a_large_sparse_graph_is_certified() {
    let mut rng = rng(16);
    let n = 400;
    for percent in [1, 2, 5] {
        for most in [2, 1000] {
            let table = Table::random(n, percent, -most / 4..=most, &mut rng);
            BOTH.iter().for_each(|&c| {
                solve_certified(&table, c);
            });
        }
    }
}
