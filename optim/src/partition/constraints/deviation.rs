//! The standard deviation of the numbers in a group is limited.

use super::super::constraint::{Constraint, View};
use super::survive::Spare;

/// Amount: by how much the population standard deviation is too large, in steps of `scale`. Units without a number take
/// no part.
#[derive(Clone, Debug)]
pub struct Deviation {
    values: Vec<Option<i64>>,
    at_most: i64,
    scale: i64,
    moments: Vec<Moments>,
}

/// How many numbers, their sum and the sum of their squares.
#[derive(Clone, Copy, Debug, Default)]
struct Moments {
    count: i64,
    sum: i64,
    squares: i128,
}

impl Moments {
    fn with(self, value: Option<i64>, sign: i64) -> Self {
        let Some(value) = value else { return self };
        Self {
            count: self.count + sign,
            sum: self.sum + sign * value,
            squares: self.squares + i128::from(sign) * i128::from(value) * i128::from(value),
        }
    }
}

impl Deviation {
    /// Numbers per unit (|value| ≤ 10^14, at most 2^15 units). `scale` ≥ 1 keeps the amount small: choose it so that one
    /// step is about what one member's replacement changes.
    pub fn new(values: Vec<Option<i64>>, at_most: i64, scale: i64) -> Self {
        Self { values, at_most: at_most.max(0), scale: scale.max(1), moments: Vec::new() }
    }

    fn value(&self, unit: Option<u32>) -> Option<i64> {
        unit.and_then(|u| self.values.get(u as usize).copied().flatten())
    }

    fn moments_after(&self, g: usize, out: Option<u32>, inn: Option<u32>) -> Moments {
        self.moments[g].with(self.value(out), -1).with(self.value(inn), 1)
    }

    /// The square of count · deviation, where that is more than allowed.
    fn beyond(&self, moments: Moments) -> Option<u128> {
        let (count, sum) = (i128::from(moments.count), i128::from(moments.sum));
        let found = count * moments.squares - sum * sum;
        let allowed = count * i128::from(self.at_most);
        (found > allowed * allowed).then_some(found.unsigned_abs())
    }
}

impl Constraint for Deviation {
    fn reset(&mut self, view: &View) {
        let add = |moments: Moments, u: &u32| moments.with(self.value(Some(*u)), 1);
        self.moments = (0..view.groups()).map(|g| view.members(g).iter().fold(Moments::default(), add)).collect();
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, _: &View) -> i64 {
        let moments = self.moments_after(g, out, inn);
        let steps = |found: u128| (found.isqrt() as i64 / moments.count - self.at_most) / self.scale;
        self.beyond(moments).map_or(0, |found| 1 + steps(found))
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, _: &View) {
        self.moments[g] = self.moments_after(g, out, inn);
    }
}

impl Spare for Deviation {
    fn indispensable(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        let moments = self.moments_after(g, out, inn);
        let breaks = |&m: &u32| self.beyond(moments.with(self.value(Some(m)), -1)).is_some();
        view.members_after(g, out, inn).filter(breaks).count() as i64
    }
}
