//! At least so many values that every member of a group holds.

use super::super::constraint::{Constraint, Lists, View};
use super::tally::Tally;

/// Amount: how many members lack the `at_least` most common values, summed over those values. It is 0 exactly when that
/// many values are common to all; unlike the number of missing common values, it also falls on the way there.
#[derive(Clone, Debug)]
pub struct Universal {
    tally: Tally,
    at_least: u32,
}

impl Universal {
    /// At least `at_least` values of `values` in common; a unit without values shares none, a unit alone holds.
    pub fn new(values: Lists, at_least: u32) -> Self {
        Self { tally: Tally::new(values), at_least }
    }
}

impl Constraint for Universal {
    fn reset(&mut self, view: &View) {
        self.tally.reset(view);
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        match view.size_after(g, out, inn) {
            0 | 1 => 0,
            size => size as i64 * i64::from(self.at_least) - self.tally.common_after(g, self.at_least, out, inn),
        }
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, _: &View) {
        self.tally.commit(g, out, inn);
    }
}
