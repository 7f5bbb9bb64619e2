//! Sums over the blossoms around two vertices, from a solution of the dual programme.

use super::{Blossom, Duals};

/// Blossoms that are nested or disjoint, each with a value.
pub struct Nested {
    /// Of every vertex: the innermost blossom around it.
    innermost: Vec<Option<u32>>,
    /// Of every blossom: the one around it, its depth, and the sum of the values from the outermost to it.
    blossoms: Vec<(Option<u32>, u32, i64)>,
}

impl Nested {
    /// The blossoms of `duals`, each with the value that is asked for here.
    pub fn new(duals: &Duals, value: impl Fn(&Blossom) -> i64) -> Self {
        let mut nested =
            Self { innermost: vec![None; duals.vertex.len()], blossoms: vec![(None, 0, 0); duals.blossoms.len()] };
        // From large to small, so that the one around is known before the one inside.
        let mut order: Vec<(u32, u32)> =
            (0u32..).zip(&duals.blossoms).map(|(at, b)| (u32::MAX - b.vertices.len() as u32, at)).collect();
        order.sort_unstable();
        for (_, at) in order {
            let blossom = &duals.blossoms[at as usize];
            let around = nested.innermost[blossom.vertices[0] as usize];
            let (depth, sum) = around.map_or((0, 0), |b| (nested.depth(b) + 1, nested.sum(b)));
            nested.blossoms[at as usize] = (around, depth, sum + value(blossom));
            blossom.vertices.iter().for_each(|&v| nested.innermost[v as usize] = Some(at));
        }
        nested
    }

    fn depth(&self, blossom: u32) -> u32 {
        self.blossoms[blossom as usize].1
    }

    fn sum(&self, blossom: u32) -> i64 {
        self.blossoms[blossom as usize].2
    }

    /// The values of all blossoms that hold both vertices.
    pub fn common(&self, u: u32, v: u32) -> i64 {
        let (mut a, mut b) = (self.innermost[u as usize], self.innermost[v as usize]);
        while let (Some(one), Some(other)) = (a, b) {
            if one == other {
                return self.sum(one);
            }
            if self.depth(one) >= self.depth(other) {
                a = self.blossoms[one as usize].0;
            } else {
                b = self.blossoms[other as usize].0;
            }
        }
        0
    }
}
