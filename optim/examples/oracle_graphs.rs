//! Writes the graphs that other implementations are asked about, and our answers to them, into two files.
//!
//! Every graph stands there twice, a line each: `first` and `free`. An answer is the number of pairs and the total, and
//! is written only once its certificate has been checked.

use commonground_optim::instances::{self, SmallGraph};
use commonground_optim::matching::{Cardinality, certify, dense, sparse};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let [graphs, answers] = std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "name two files")?;
    let (mut graphs, mut answers) = (BufWriter::new(File::create(graphs)?), BufWriter::new(File::create(answers)?));
    for SmallGraph { n, edges } in (0..SmallGraph::COUNT).map(SmallGraph::numbered) {
        let place = |u, v| edges.binary_search_by_key(&(u, v), |edge| (edge.u, edge.v));
        let weight = |u, v| place(u, v).ok().and_then(|at| edges.get(at)).map(|edge| edge.weight);
        for cardinality in [Cardinality::First, Cardinality::Free] {
            let (matching, duals) = sparse(n, &edges, cardinality);
            let total = certify(n, &weight, &matching, &duals, cardinality)?;
            let (again, duals) = dense(n, &weight, cardinality);
            if certify(n, &weight, &again, &duals, cardinality)? != total {
                return Err(format!("from a list {total}, from all pairs {}", again.total).into());
            }
            instances::write(&mut graphs, cardinality, n, &edges)?;
            writeln!(answers, "{} {total}", matching.pairs().count())?;
        }
    }
    Ok(graphs.flush().and(answers.flush())?)
}
