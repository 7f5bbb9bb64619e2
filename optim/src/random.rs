//! The one source of randomness: seeded, the same on every platform.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};

/// Xoshiro256++ (Blackman & Vigna, 2019), sampled through 32-bit ranges only.
#[derive(Clone, Debug)]
pub struct Random(Xoshiro256PlusPlus);

impl Random {
    /// The stream of numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// Two indices below `n` from one draw (multiply-shift: the bias is below n / 2^32).
    pub fn pair(&mut self, n: u32) -> (u32, u32) {
        let bits = self.0.next_u64();
        (scale(bits as u32, n), scale((bits >> 32) as u32, n))
    }

    /// An index below `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: u32) -> u32 {
        scale((self.0.next_u64() >> 32) as u32, n)
    }

    /// An element's position in a list of this length.
    pub fn index(&mut self, len: usize) -> usize {
        self.below(len as u32) as usize
    }

    /// True once in `n` draws.
    pub fn one_in(&mut self, n: u32) -> bool {
        self.below(n) == 0
    }

    /// Brings a list into a random order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            let j = self.index(i + 1);
            list.swap(i, j);
        }
    }
}

fn scale(bits: u32, n: u32) -> u32 {
    ((u64::from(bits) * u64::from(n)) >> 32) as u32
}
