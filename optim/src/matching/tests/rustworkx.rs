//! Twenty thousand graphs, each matched from its list of edges and from all pairs, against rustworkx.

use super::structured::agrees_with_the_oracle;
use super::*;
use crate::instances::{SmallGraph, Weights};

fn all_agree(weights: Weights) {
    for SmallGraph { n, edges } in SmallGraph::with(weights) {
        let mut edges = edges.iter().peekable();
        let table = Table::new(n, |u, v| edges.next_if(|edge| (edge.u, edge.v) == (u, v)).map(|edge| edge.weight));
        assert_eq!(edges.next(), None);
        agrees_with_the_oracle(&table);
    }
}

#[test]
fn the_six_kinds_of_weights_make_twenty_thousand_graphs_of_all_sizes_and_densities() {
    let graphs: Vec<SmallGraph> = Weights::ALL.into_iter().flat_map(SmallGraph::with).collect();
    assert_eq!(graphs.len(), 20_000);
    let most = |graph: &SmallGraph| (graph.n * graph.n.saturating_sub(1) / 2) as usize;
    assert!((0..=40).all(|n| graphs.iter().any(|graph| graph.n == n && graph.edges.len() == most(graph))));
    for hundredths in [2, 5, 10, 20, 50, 80] {
        let as_dense = |graph: &&SmallGraph| (100 * graph.edges.len()).abs_diff(hundredths * most(graph)) < most(graph);
        assert!(graphs.iter().filter(|graph| graph.n > 20).filter(as_dense).count() > 50, "{hundredths}");
    }
}

#[test]
fn random_weights_agree_with_rustworkx() {
    all_agree(Weights::Random);
}

#[test]
fn a_few_distinct_weights_agree_with_rustworkx() {
    all_agree(Weights::Few);
}

#[test]
fn mostly_negative_weights_agree_with_rustworkx() {
    all_agree(Weights::Negative);
}

#[test]
fn weights_of_zero_and_one_agree_with_rustworkx() {
    all_agree(Weights::ZeroOne);
}

#[test]
fn weights_that_make_hubs_agree_with_rustworkx() {
    all_agree(Weights::Hub);
}

#[test]
fn distances_in_the_plane_agree_with_rustworkx() {
    all_agree(Weights::Metric);
}
