//! Where the weights of a dense network come from.

/// Stands for a forbidden pair in a row of weights: so far below all others that no sum with duals comes near them,
/// and so far from overflowing that no sum has to ask.
pub const FORBIDDEN: i64 = -(1 << 61);

/// The weight of every pair, asked for by rows, so that none need be held that can be computed.
///
/// A closure `|u, v| -> Option<i64>` with `None` for a forbidden pair is one too.
pub trait PairWeights {
    /// The weight of two vertices u < v; `None` where they may not be paired. Always the same answer.
    fn get(&self, u: u32, v: u32) -> Option<i64>;

    /// Writes the weights of `u` with all later vertices into `row[u + 1..]`, [`FORBIDDEN`] where they may not be
    /// paired; `row` is as long as there are vertices.
    fn row(&self, u: u32, row: &mut [i64]) {
        let first = u + 1;
        for (weight, v) in row[first as usize..].iter_mut().zip(first..) {
            *weight = self.get(u, v).unwrap_or(FORBIDDEN);
        }
    }
}

impl<F: Fn(u32, u32) -> Option<i64>> PairWeights for F {
    fn get(&self, u: u32, v: u32) -> Option<i64> {
        self(u, v)
    }
}
