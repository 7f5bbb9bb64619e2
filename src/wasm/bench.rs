//! The matching alone, on the graphs of `optim/examples/matching_bench.rs`, the assignment alone, on the problems of
//! `optim/examples/flow_bench.rs`, and themes and panels, on those of `optim/examples/milp_bench.rs`. Built by `cargo xtask bench`, in no package.

use crate::optim::flow;
use crate::optim::instances::{Kind, Program, Solved, Table, large_assignment, sparse_assignment};
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

/// A theme model or a pool, and its outcome once that is found.
#[wasm_bindgen]
pub struct MilpBench {
    problem: Program,
    solved: Option<Solved>,
}

#[wasm_bindgen]
impl MilpBench {
    /// The problem of a name.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &str, seed: u32) -> Result<Self, JsError> {
        let problem = Program::named(name, u64::from(seed)).ok_or_else(|| JsError::new("no such problem"))?;
        Ok(Self { problem, solved: None })
    }

    /// Solves it and returns its total; what is to be timed.
    pub fn solve(&mut self) -> f64 {
        self.solved.insert(self.problem.solve()).total as f64
    }

    /// How far the total is from the bound, as a share of it.
    pub fn gap(&self) -> f64 {
        self.solved.map_or(1.0, |solved| solved.gap)
    }

    /// Whether the optimum is proven.
    pub fn certified(&self) -> bool {
        self.solved.is_some_and(|solved| solved.proven)
    }
}
