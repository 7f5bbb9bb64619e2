//! At least so many different values in every group.

use super::super::constraint::{Constraint, Counts, Lists, View, holds, only};
use super::survive::Spare;

/// Amount: how many different values a non-empty group lacks.
#[derive(Clone, Debug)]
pub struct Distinct {
    values: Lists,
    at_least: u32,
    counts: Counts,
    distinct: Vec<i64>,
}

impl Distinct {
    /// At least `at_least` different values of `values`.
    pub fn new(values: Lists, at_least: u32) -> Self {
        Self { values, at_least, counts: Counts::default(), distinct: Vec::new() }
    }

    fn distinct_after(&self, g: usize, out: Option<u32>, inn: Option<u32>) -> i64 {
        let (leaving, entering) = (self.values.of(out), self.values.of(inn));
        let counts = self.counts.of(g);
        let lost = only(leaving, entering).filter(|&v| counts[v] == 1).count();
        let won = only(entering, leaving).filter(|&v| counts[v] == 0).count();
        self.distinct[g] + won as i64 - lost as i64
    }
}

impl Constraint for Distinct {
    fn reset(&mut self, view: &View) {
        self.counts.reset(&self.values, self.values.width(), view);
        let present = |g| self.counts.of(g).iter().filter(|&&c| c > 0).count() as i64;
        self.distinct = (0..view.groups()).map(present).collect();
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        if view.size_after(g, out, inn) == 0 {
            return 0;
        }
        (i64::from(self.at_least) - self.distinct_after(g, out, inn)).max(0)
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, _: &View) {
        self.distinct[g] = self.distinct_after(g, out, inn);
        self.counts.commit(g, self.values.of(out), self.values.of(inn));
    }
}

impl Spare for Distinct {
    fn indispensable(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        let distinct = self.distinct_after(g, out, inn);
        let has = |unit, v| u32::from(holds(self.values.of(unit), v));
        let alone = |v: u32| self.counts.of(g)[v as usize] + has(inn, v) - has(out, v) == 1;
        let own = |m: u32| self.values.of(Some(m)).iter().filter(|&&v| alone(v)).count() as i64;
        let breaks = |&m: &u32| distinct - own(m) < i64::from(self.at_least);
        view.members_after(g, out, inn).filter(breaks).count() as i64
    }
}
