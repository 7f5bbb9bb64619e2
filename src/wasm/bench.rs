//! The matching alone, on the graphs of `optim/examples/matching_bench.rs`, and the assignment alone, on the problems of
//! `optim/examples/flow_bench.rs`. Built by `cargo xtask bench`, in no package.

use crate::optim::flow;
use crate::optim::instances::{Kind, Table, large_assignment, sparse_assignment};
use crate::optim::matching::{Cardinality, Duals, Matching, certify, dense};
use wasm_bindgen::prelude::*;

/// A complete graph, and its matching once that is found.
#[wasm_bindgen]
pub struct MatchingBench {
    n: u32,
    table: Table,
    solved: Option<(Matching, Duals)>,
}

#[wasm_bindgen]
impl MatchingBench {
    /// The graph of a kind, by name, with so many vertices.
    #[wasm_bindgen(constructor)]
    pub fn new(kind: &str, n: u32, seed: u32) -> Result<Self, JsError> {
        let kind = Kind::named(kind).ok_or_else(|| JsError::new("no such kind"))?;
        Ok(Self { n, table: Table::new(kind, n, u64::from(seed)), solved: None })
    }

    /// Finds the heaviest matching and returns its total; what is to be timed.
    pub fn solve(&mut self) -> f64 {
        let solved = dense(self.n, &self.table, Cardinality::First);
        self.solved.insert(solved).0.total as f64
    }

    /// Whether the matching is proven to be the heaviest.
    pub fn certified(&self) -> bool {
        self.solved.as_ref().is_some_and(|(matching, duals)| {
            certify(self.n, &|u, v| self.table.get(u, v), matching, duals, Cardinality::First).is_ok()
        })
    }
}

/// An assignment problem, and its solution once that is found.
#[wasm_bindgen]
pub struct FlowBench {
    problem: flow::Problem,
    solved: Option<flow::Solution>,
}

#[wasm_bindgen]
impl FlowBench {
    /// The large problem of a kind, by name; by the name of `sparse` the one with as many coaches as learners.
    #[wasm_bindgen(constructor)]
    pub fn new(kind: &str, learners: u32, coaches: u32, seed: u32) -> Result<Self, JsError> {
        let problem = match Kind::named(kind) {
            Some(kind) => large_assignment(kind, learners, coaches, u64::from(seed)),
            None if kind == "sparse" => sparse_assignment(coaches, u64::from(seed)),
            None => return Err(JsError::new("no such kind")),
        };
        Ok(Self { problem, solved: None })
    }

    /// Finds the best assignment and returns its total; what is to be timed.
    pub fn solve(&mut self) -> f64 {
        self.solved.insert(flow::solve(&self.problem)).total as f64
    }

    /// Whether the assignment is proven to be the best.
    pub fn certified(&self) -> bool {
        self.solved.as_ref().is_some_and(|solution| flow::certify(&self.problem, solution).is_ok())
    }
}
