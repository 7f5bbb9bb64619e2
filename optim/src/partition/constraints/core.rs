//! Some value is held by a given share of every group.

use super::super::constraint::{Constraint, Lists, View};
use super::tally::Tally;

/// Amount: how many more holders the most common value of a group needs.
#[derive(Clone, Debug)]
pub struct Core {
    tally: Tally,
    permille: u32,
}

impl Core {
    /// Some value held by at least ceil(size · permille / 1000) members.
    pub fn new(values: Lists, permille: u32) -> Self {
        Self { tally: Tally::new(values), permille }
    }
}

impl Constraint for Core {
    fn reset(&mut self, view: &View) {
        self.tally.reset(view);
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        let needed = (view.size_after(g, out, inn) as u64 * u64::from(self.permille)).div_ceil(1000);
        (needed as i64 - self.tally.common_after(g, 1, out, inn)).max(0)
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, _: &View) {
        self.tally.commit(g, out, inn);
    }
}
