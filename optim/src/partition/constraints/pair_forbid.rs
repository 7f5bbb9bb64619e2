//! Pairs that must not meet in a group.

use super::super::constraint::{Constraint, Lists, View, holds};

/// Amount: the number of forbidden pairs inside a group.
#[derive(Clone, Debug)]
pub struct PairForbid {
    forbidden: Lists,
    units: usize,
    /// Forbidden partners of every unit in every group: a change is then judged without walking long lists.
    partners: Vec<u32>,
    amount: Vec<i64>,
}

impl PairForbid {
    /// Pairs of units, in either order, once or twice.
    pub fn new(units: usize, pairs: &[(u32, u32)]) -> Self {
        Self { forbidden: Lists::from_pairs(units, pairs), units, partners: Vec::new(), amount: Vec::new() }
    }

    fn partners_in(&self, g: usize, unit: Option<u32>) -> i64 {
        unit.map_or(0, |u| i64::from(self.partners[g * self.units + u as usize]))
    }
}

impl Constraint for PairForbid {
    fn reset(&mut self, view: &View) {
        self.units = self.units.max(view.units());
        self.partners = vec![0; self.units * view.groups()];
        self.amount = vec![0; view.groups()];
        for g in 0..view.groups() {
            for &u in view.members(g) {
                for &partner in self.forbidden.of(Some(u)) {
                    self.partners[g * self.units + partner as usize] += 1;
                    self.amount[g] += i64::from(partner > u && view.is_in(partner, g));
                }
            }
        }
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, _: &View) -> i64 {
        let exchanged = inn.is_some_and(|u| holds(self.forbidden.of(out), u));
        self.amount[g] - self.partners_in(g, out) + self.partners_in(g, inn) - i64::from(exchanged)
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) {
        self.amount[g] = self.after(g, out, inn, view);
        let row = &mut self.partners[g * self.units..(g + 1) * self.units];
        self.forbidden.of(out).iter().for_each(|&u| row[u as usize] -= 1);
        self.forbidden.of(inn).iter().for_each(|&u| row[u as usize] += 1);
    }
}
