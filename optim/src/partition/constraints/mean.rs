//! The mean of the numbers in a group is that of the whole.

use super::super::constraint::{Constraint, View};
use super::survive::Spare;

/// Amount: by how much the sum of a group's numbers is too small or too large, in steps of `scale`. Units without a
/// number take no part.
#[derive(Clone, Debug)]
pub struct Mean {
    values: Vec<Option<i64>>,
    /// Smallest and largest sum of so many numbers.
    range: Vec<(i64, i64)>,
    scale: i64,
    /// How many numbers each group has, and their sum.
    held: Vec<(usize, i64)>,
}

impl Mean {
    /// Numbers per unit (|value| ≤ 10^14, at most 2^15 units); those of the whole are `of` with the sum `total`. A mean
    /// may be `tolerance` away. `scale` ≥ 1 keeps the amount small: about what one member's replacement changes.
    pub fn new(values: Vec<Option<i64>>, total: i64, of: u32, tolerance: i64, scale: i64) -> Self {
        let (total, of, tolerance) = (i128::from(total), i128::from(of.max(1)), i128::from(tolerance));
        // s numbers are right when |sum·of − s·total| ≤ tolerance·s·of. No sum of numbers is beyond an i64.
        let clamped = |sum: i128| sum.clamp(i128::from(i64::MIN / 2), i128::from(i64::MAX / 2)) as i64;
        let range = |s: usize| {
            let (exact, slack) = (s as i128 * total, tolerance * s as i128 * of);
            (clamped(-(slack - exact).div_euclid(of)), clamped((exact + slack).div_euclid(of)))
        };
        let range = (0..=values.len()).map(range).collect();
        Self { values, range, scale: scale.max(1), held: Vec::new() }
    }

    fn part(&self, unit: Option<u32>) -> (usize, i64) {
        let value = unit.and_then(|u| self.values.get(u as usize).copied().flatten());
        value.map_or((0, 0), |value| (1, value))
    }

    fn held_after(&self, g: usize, out: Option<u32>, inn: Option<u32>) -> (usize, i64) {
        let ((count, sum), left, joined) = (self.held[g], self.part(out), self.part(inn));
        (count + joined.0 - left.0, sum + joined.1 - left.1)
    }

    fn excess(&self, (count, sum): (usize, i64)) -> i64 {
        let (least, most) = self.range[count];
        (least - sum).max(sum - most)
    }
}

impl Constraint for Mean {
    fn reset(&mut self, view: &View) {
        let add = |(count, sum): (usize, i64), u: &u32| {
            let part = self.part(Some(*u));
            (count + part.0, sum + part.1)
        };
        self.held = (0..view.groups()).map(|g| view.members(g).iter().fold((0, 0), add)).collect();
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, _: &View) -> i64 {
        let excess = self.excess(self.held_after(g, out, inn));
        if excess <= 0 { 0 } else { (excess - 1) / self.scale + 1 }
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, _: &View) {
        self.held[g] = self.held_after(g, out, inn);
    }
}

impl Spare for Mean {
    fn indispensable(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        let (count, sum) = self.held_after(g, out, inn);
        let breaks = |&m: &u32| {
            let own = self.part(Some(m));
            self.excess((count - own.0, sum - own.1)) > 0
        };
        view.members_after(g, out, inn).filter(breaks).count() as i64
    }
}
