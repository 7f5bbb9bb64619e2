//! Some value is held by a given share of every group.

use super::super::constraint::{Constraint, Lists, View};
use super::survive::Spare;
use super::tally::Tally;

/// Amount: how many more holders the most common value of a group needs.
#[derive(Clone, Debug)]
pub struct Core {
    tally: Tally,
    permille: u32,
}

impl Core {
    /// Some value held by at least ceil(size · permille / 1000) members; a unit alone holds.
    pub fn new(values: Lists, permille: u32) -> Self {
        Self { tally: Tally::new(values), permille }
    }

    fn needed(&self, size: usize) -> i64 {
        (size as u64 * u64::from(self.permille)).div_ceil(1000) as i64
    }
}

impl Constraint for Core {
    fn reset(&mut self, view: &View) {
        self.tally.reset(view);
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        match view.size_after(g, out, inn) {
            0 | 1 => 0,
            size => (self.needed(size) - self.tally.common_after(g, 1, out, inn)).max(0),
        }
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, _: &View) {
        self.tally.commit(g, out, inn);
    }
}

impl Spare for Core {
    fn indispensable(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        let size = view.size_after(g, out, inn);
        let (needed, most) = (self.needed(size - 1), self.tally.common_after(g, 1, out, inn));
        if size == 2 || needed == 0 || most > needed {
            return 0;
        }
        // Just enough: nobody can leave who holds all of the most common values.
        let all = self.tally.values_with(g, needed as u32, out, inn);
        let breaks = |&m: &u32| most < needed || self.tally.own_with(g, m, needed as u32, out, inn) == all;
        view.members_after(g, out, inn).filter(breaks).count() as i64
    }
}
