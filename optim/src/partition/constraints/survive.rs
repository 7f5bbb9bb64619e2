//! Rules hold in a group also after any one member has left.

use super::super::constraint::{Constraint, View};

/// Counters that also know whom a group cannot spare.
pub trait Spare: Constraint {
    /// How many members a group has, once `out` has left and `inn` has entered, without whom the rule would be broken.
    /// Asked of groups of two or more.
    fn indispensable(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64;
}

/// Amount: Σ over rules of the members without whom the rule would be broken. A group of one leaves nobody behind.
///
/// A change costs what the rules' counters cost for each member of the group.
pub struct Survive {
    rules: Vec<Box<dyn Spare>>,
}

impl Survive {
    /// Counters of their own for the rules that are to survive.
    pub fn new(rules: Vec<Box<dyn Spare>>) -> Self {
        Self { rules }
    }
}

impl Constraint for Survive {
    fn reset(&mut self, view: &View) {
        self.rules.iter_mut().for_each(|rule| rule.reset(view));
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        if view.size_after(g, out, inn) < 2 {
            return 0;
        }
        self.rules.iter().map(|rule| rule.indispensable(g, out, inn, view)).sum()
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) {
        self.rules.iter_mut().for_each(|rule| rule.commit(g, out, inn, view));
    }
}
