//! Matching problems made from a seed, and grouping problems from files: for tests against other implementations, and
//! for the benchmarks.
//!
//! Whole numbers throughout, so that a seed makes the same problem natively and in WebAssembly.

mod assignment;
mod large;
mod mdgp;
mod pools;
mod programs;
mod small;
mod themes;

pub use assignment::{SMALL_ASSIGNMENTS, large_assignment, small_assignment, sparse_assignment, write_assignment};
pub use large::{Kind, Table};
pub use mdgp::Mdgp;
pub use pools::{SMALL_POOLS, pool, small_pool};
pub use programs::{PROGRAMS, Program, Solved};
pub use small::{SmallGraph, Weights};
pub use themes::themes;

use crate::matching::{Cardinality, Edge};
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use std::io::{Result, Write};

/// Writes a matching problem as one line, as the programs in `tests/oracles` read it: `first` or `free`, the number of
/// vertices, the number of edges, and for each edge its two ends and its weight.
pub fn write(out: &mut impl Write, cardinality: Cardinality, n: u32, edges: &[Edge]) -> Result<()> {
    let word = match cardinality {
        Cardinality::First => "first",
        Cardinality::Free => "free",
    };
    write!(out, "{word} {n} {}", edges.len())?;
    for Edge { u, v, weight } in edges {
        write!(out, " {u} {v} {weight}")?;
    }
    writeln!(out)
}

struct Random(Xoshiro256PlusPlus);

impl Random {
    fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// A number below `n` (multiply-shift: the bias is below n / 2³²).
    fn below(&mut self, n: u32) -> u32 {
        ((u64::from(self.0.next_u32()) * u64::from(n)) >> 32) as u32
    }

    /// A number for each of the vertices.
    fn column(&mut self, vertices: u32, n: u32) -> Vec<u32> {
        (0..vertices).map(|_| self.below(n)).collect()
    }

    /// `most` tries at a number below `n`: the bits of those drawn.
    fn set(&mut self, n: u32, most: u32) -> u32 {
        let tries = 1 + self.below(most);
        (0..tries).fold(0, |set, _| set | 1 << self.below(n))
    }
}

/// The vertices' points in a square.
struct Points {
    x: Vec<u32>,
    y: Vec<u32>,
}

impl Points {
    fn new(n: u32, side: u32, random: &mut Random) -> Self {
        Self { x: random.column(n, side), y: random.column(n, side) }
    }

    /// The distance between two vertices, rounded down.
    fn apart(&self, u: u32, v: u32) -> i64 {
        let along = |axis: &[u32]| i64::from(axis[u as usize].abs_diff(axis[v as usize]));
        (along(&self.x).pow(2) + along(&self.y).pow(2)).isqrt()
    }
}
