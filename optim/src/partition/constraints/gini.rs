//! The inequality of the numbers in a group is limited.

use super::super::constraint::{Constraint, View};
use super::shares::ONE;
use super::survive::Spare;

/// Steps of the amount from full equality to full inequality: about what one member's replacement changes.
const STEPS: i128 = 64;

/// Amount: by how much the Gini coefficient is too large, in 64ths. Units without a number take no part.
///
/// It is Σ over pairs of |x − y|, by count · sum (Gini 1912). A change costs O(group size).
#[derive(Clone, Debug)]
pub struct Gini {
    values: Vec<Option<i64>>,
    at_most: i64,
    held: Vec<Held>,
}

/// How many numbers, their sum, and the sum of the differences of any two.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    count: i64,
    sum: i64,
    apart: i128,
}

impl Gini {
    /// Numbers per unit (0 to 10^14, at most 2^15 units); the coefficient allowed is in billionths.
    pub fn new(values: Vec<Option<i64>>, at_most: i64) -> Self {
        Self { values, at_most: at_most.clamp(0, ONE), held: Vec::new() }
    }

    fn value(&self, unit: Option<u32>) -> Option<i64> {
        unit.and_then(|u| self.values.get(u as usize).copied().flatten())
    }

    /// Sum of the differences between a number and those of some units.
    fn apart(&self, value: i64, units: impl Iterator<Item = u32>) -> i128 {
        units.filter_map(|u| self.value(Some(u))).map(|other| i128::from((other - value).abs())).sum()
    }

    fn held_after(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> Held {
        let mut held = self.held[g];
        if let Some(value) = self.value(out) {
            held = self.without(held, value, view.members_after(g, None, None));
        }
        if let Some(value) = self.value(inn) {
            let apart = held.apart + self.apart(value, view.members_after(g, out, None));
            held = Held { count: held.count + 1, sum: held.sum + value, apart };
        }
        held
    }

    /// What is held when a number leaves those of some units, its own among them.
    fn without(&self, held: Held, value: i64, units: impl Iterator<Item = u32>) -> Held {
        Held { count: held.count - 1, sum: held.sum - value, apart: held.apart - self.apart(value, units) }
    }

    /// By how much too large, and the whole, both in the same unit.
    fn excess(&self, held: Held) -> (i128, i128) {
        let whole = i128::from(held.count) * i128::from(held.sum);
        (held.apart * i128::from(ONE) - i128::from(self.at_most) * whole, whole * i128::from(ONE))
    }
}

impl Constraint for Gini {
    fn reset(&mut self, view: &View) {
        let held = |g| {
            let members = view.members(g);
            let mut held = Held::default();
            for (at, &u) in members.iter().enumerate() {
                if let Some(value) = self.value(Some(u)) {
                    let apart = held.apart + self.apart(value, members[..at].iter().copied());
                    held = Held { count: held.count + 1, sum: held.sum + value, apart };
                }
            }
            held
        };
        self.held = (0..view.groups()).map(held).collect();
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        let (excess, whole) = self.excess(self.held_after(g, out, inn, view));
        if excess <= 0 { 0 } else { 1 + (excess * STEPS / whole.max(1)) as i64 }
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) {
        self.held[g] = self.held_after(g, out, inn, view);
    }
}

impl Spare for Gini {
    /// O(size²).
    fn indispensable(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        let held = self.held_after(g, out, inn, view);
        let breaks = |&m: &u32| {
            let left = match self.value(Some(m)) {
                Some(value) => self.without(held, value, view.members_after(g, out, inn)),
                None => held,
            };
            self.excess(left).0 > 0
        };
        view.members_after(g, out, inn).filter(breaks).count() as i64
    }
}
