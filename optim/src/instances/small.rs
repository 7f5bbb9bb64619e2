//! Graphs of up to forty vertices, of all densities and with weights of every character.

use super::{Points, Random};
use crate::matching::Edge;

/// No vertex count is larger: small enough for any other implementation to be asked thousands of times.
const MOST_VERTICES: u32 = 40;

/// What weights are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weights {
    /// Anything from a third of a million below 0 to a million.
    Random,
    /// 1, 2 or 3.
    Few,
    /// Most of them below 0.
    Negative,
    /// 0 or 1.
    ZeroOne,
    /// Some vertices are wanted by all.
    Hub,
    /// Distances in the plane: the far apart are matched, or the near.
    Metric,
}

impl Weights {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Random, Self::Few, Self::Negative, Self::ZeroOne, Self::Hub, Self::Metric];
}

/// A graph with weights.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SmallGraph {
    /// The number of vertices.
    pub n: u32,
    /// By their ends.
    pub edges: Vec<Edge>,
}

impl SmallGraph {
    /// How many of them there are.
    pub const COUNT: u32 = 20_000;

    /// The graph of this number. Those of any row of numbers are of all kinds in turn.
    pub fn numbered(index: u32) -> Self {
        let weights = Weights::ALL[index as usize % Weights::ALL.len()];
        Self::random(weights, &mut Random::new(u64::from(index)))
    }

    /// The graphs of all numbers that have such weights.
    pub fn with(weights: Weights) -> impl Iterator<Item = Self> {
        let kinds = Weights::ALL.len();
        let first = Weights::ALL.iter().position(|&other| other == weights).unwrap_or(0);
        (0..Self::COUNT).skip(first).step_by(kinds).map(Self::numbered)
    }

    fn random(weights: Weights, random: &mut Random) -> Self {
        let n = random.below(MOST_VERTICES + 1);
        // The chance of an edge in a hundred, from 2 to 100. Half are below 27, since blossoms nest where vertices have
        // few edges.
        let density = 2 + random.below(99).pow(2) / 98;
        let hub = random.column(n, 100);
        let points = Points::new(n, 1000, random);
        let sign = if random.below(2) == 0 { 1 } else { -1 };
        let mut edges = Vec::new();
        for (u, v) in (0..n).flat_map(|u| (u + 1..n).map(move |v| (u, v))) {
            if random.below(100) >= density {
                continue;
            }
            let weight = match weights {
                Weights::Random => i64::from(random.below(1_333_333)) - 333_333,
                Weights::Few => i64::from(1 + random.below(3)),
                Weights::Negative => i64::from(random.below(1200)) - 1000,
                Weights::ZeroOne => i64::from(random.below(2)),
                Weights::Hub => i64::from(3000 * (hub[u as usize] + hub[v as usize]) + random.below(1000)),
                Weights::Metric => sign * points.apart(u, v),
            };
            edges.push(Edge { u, v, weight });
        }
        Self { n, edges }
    }
}
