//! The weights rounded up to 32 bits: what prepares the start, and what spares pricing most exact looks.

use super::super::{Cardinality, FORBIDDEN, PairWeights, Range};

/// Pairs whose coarse weights are held, 4 bytes each. Beyond that many, some 6,300 vertices, rows are asked for again
/// with every pass.
const HELD: usize = 20_000_000;
/// Binary digits of the largest coarse weight, and of the largest coarse dual: the sum of two duals and a weight
/// never overflows.
const DIGITS: u32 = 27;
pub(super) const LARGEST_DUAL: i64 = (1 << 29) - 1;
/// The coarse weight of a pair that cannot help: no two duals are so low that they would not cover it.
pub(super) const NEVER: i32 = -(1 << 30);

/// Doubled weights, moved so that they lie about 0, scaled by a power of two and rounded up. A dual moved and scaled
/// in the same way is rounded down, so that two coarse duals that cover a coarse weight are the proof that the
/// duals cover the weight.
pub(super) struct Coarse<'a> {
    pub n: u32,
    pub weights: &'a dyn PairWeights,
    /// The least and largest weight that can help.
    pub range: Range,
    /// The least weight that can help.
    pub least: i64,
    pub scale: Scale,
    /// Of the pairs u < v, by u.
    upper: Option<Vec<i32>>,
    row: Vec<i64>,
    narrow: Vec<i32>,
}

impl<'a> Coarse<'a> {
    pub fn new(n: u32, weights: &'a dyn PairWeights, cardinality: Cardinality) -> Self {
        // Without a bonus, what is not above 0 cannot help.
        let least = if cardinality == Cardinality::Free { 1 } else { FORBIDDEN + 1 };
        let size = n as usize;
        let mut coarse = Coarse {
            n,
            weights,
            range: Range::default(),
            least,
            scale: Scale { centre: 0, shift: 0 },
            upper: None,
            row: vec![FORBIDDEN; size],
            narrow: vec![NEVER; size],
        };
        for u in 0..n {
            let (lowest, highest) = extremes(coarse.read(u), least);
            if lowest <= highest {
                coarse.range.include(lowest);
                coarse.range.include(highest);
            }
        }
        if coarse.range.min <= coarse.range.max {
            let width = coarse.range.max - coarse.range.min;
            coarse.scale.centre = coarse.range.min + width / 2;
            coarse.scale.shift = 64 - (width + 1).leading_zeros() as i32 - DIGITS as i32;
        }
        let pairs = size * size.saturating_sub(1) / 2;
        if pairs <= HELD {
            let mut upper = Vec::with_capacity(pairs);
            for u in 0..n {
                upper.extend_from_slice(coarse.row(u));
            }
            coarse.upper = Some(upper);
        }
        coarse
    }

    /// The weights of `u` with all later vertices.
    fn read(&mut self, u: u32) -> &[i64] {
        self.weights.row(u, &mut self.row);
        &self.row[u as usize + 1..]
    }

    /// The coarse weights of `u` with all later vertices.
    pub fn row(&mut self, u: u32) -> &[i32] {
        let later = u as usize + 1..;
        if let Some(upper) = &self.upper {
            let start = before(self.n, u);
            return &upper[start..start + self.n as usize - later.start];
        }
        self.weights.row(u, &mut self.row);
        let (least, Scale { centre, shift }) = (self.least, self.scale);
        let pairs = self.narrow[later.clone()].iter_mut().zip(&self.row[later.clone()]);
        if self.scale.is_exact() {
            let up = -shift;
            for (narrow, &weight) in pairs {
                let doubled = 2 * (weight.wrapping_sub(centre));
                *narrow = if weight >= least { (doubled << up) as i32 } else { NEVER };
            }
        } else {
            for (narrow, &weight) in pairs {
                let doubled = 2 * (weight.wrapping_sub(centre));
                *narrow = if weight >= least { -(-doubled >> shift) as i32 } else { NEVER };
            }
        }
        &self.narrow[later]
    }

    /// The coarse weight of u < v where it is held.
    pub fn held(&self, u: u32, v: u32) -> Option<i32> {
        let upper = self.upper.as_ref()?;
        Some(upper[before(self.n, u) + (v - u - 1) as usize])
    }
}

/// How doubled weights become coarse.
#[derive(Clone, Copy)]
pub(super) struct Scale {
    /// Half of what is taken from a doubled weight.
    pub centre: i64,
    /// A coarse unit is two to this power.
    shift: i32,
}

impl Scale {
    /// Whether rounding loses nothing.
    pub fn is_exact(self) -> bool {
        self.shift <= 0
    }

    /// A number in doubled units, made coarse and rounded down. What is too large for a dual stays so, but may come
    /// nearer.
    pub fn narrowed(self, doubled: i64) -> i64 {
        if self.shift > 0 {
            return doubled >> self.shift;
        }
        let most = (LARGEST_DUAL >> -self.shift) + 1;
        doubled.clamp(-most, most) << -self.shift
    }

    /// A coarse number in doubled units.
    pub fn widened(self, coarse: i64) -> i64 {
        if self.shift <= 0 { coarse >> -self.shift } else { coarse << self.shift }
    }
}

/// Pairs of the rows before that of `u`.
fn before(n: u32, u: u32) -> usize {
    let (n, u) = (n as usize, u as usize);
    u * (2 * n - u - 1) / 2
}

/// The least and the largest of the weights that are at least `least`.
fn extremes(weights: &[i64], least: i64) -> (i64, i64) {
    let (mut lowest, mut highest) = (i64::MAX, FORBIDDEN);
    for &weight in weights {
        let above = if weight >= least { weight } else { i64::MAX };
        lowest = if above < lowest { above } else { lowest };
        highest = if weight > highest { weight } else { highest };
    }
    (lowest, highest)
}
