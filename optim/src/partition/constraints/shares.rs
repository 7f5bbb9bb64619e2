//! The shares of values in a group are those of the whole.

use super::super::constraint::{Constraint, Counts, Lists, View, holds, only};
use super::survive::Spare;

/// A share or tolerance of 1 in the whole numbers of rules: nine decimals.
pub const ONE: i64 = 1_000_000_000;

/// Amount: Σ over values of how many holders a group has too few or too many. Units without values take no part.
///
/// Of s members with values, c holders of a value of share p are right when |c − s·p| ≤ tolerance·s or < 1: whole
/// members cannot come closer. A change that keeps s costs as much as the two units have values, another as much as
/// there are values.
#[derive(Clone, Debug)]
pub struct Shares {
    values: Lists,
    /// Holders of each value in the whole.
    whole: Vec<u32>,
    /// Units with values in the whole.
    of: i64,
    tolerance: i64,
    counts: Counts,
    /// Units with values, and the amount, of each group.
    answered: Vec<i64>,
    amount: Vec<i64>,
}

impl Shares {
    /// `whole[v]` of `of` hold value v in the whole; `tolerance` is a share in billionths. At most 2^15 units.
    pub fn new(values: Lists, mut whole: Vec<u32>, of: u32, tolerance: i64) -> Self {
        whole.resize(whole.len().max(values.width()), 0);
        let tolerance = tolerance.clamp(0, ONE);
        let (answered, amount) = (Vec::new(), Vec::new());
        Self { values, whole, of: i64::from(of), tolerance, counts: Counts::default(), answered, amount }
    }

    /// How many members c is away from right among s.
    fn distance(&self, v: usize, c: u32, s: i64) -> i64 {
        let off = (i64::from(c) * self.of - s * i64::from(self.whole[v])).abs();
        let over = off - (self.of - 1).max(self.tolerance * s * self.of / ONE);
        if over <= 0 { 0 } else { (over - 1) / self.of + 1 }
    }

    fn answers(&self, unit: Option<u32>) -> i64 {
        i64::from(!self.values.of(unit).is_empty())
    }

    fn answered_after(&self, g: usize, out: Option<u32>, inn: Option<u32>) -> i64 {
        self.answered[g] - self.answers(out) + self.answers(inn)
    }

    /// Holders of value v after a change.
    fn count_after(&self, g: usize, v: usize, out: Option<u32>, inn: Option<u32>) -> u32 {
        let has = |unit| u32::from(holds(self.values.of(unit), v as u32));
        self.counts.of(g)[v] + has(inn) - has(out)
    }

    fn recounted(&self, g: usize, out: Option<u32>, inn: Option<u32>, s: i64) -> i64 {
        (0..self.whole.len()).map(|v| self.distance(v, self.count_after(g, v, out, inn), s)).sum()
    }
}

impl Constraint for Shares {
    fn reset(&mut self, view: &View) {
        self.counts.reset(&self.values, self.whole.len(), view);
        let answered = |g| view.members(g).iter().map(|&u| self.answers(Some(u))).sum();
        self.answered = (0..view.groups()).map(answered).collect();
        self.amount = (0..view.groups()).map(|g| self.recounted(g, None, None, self.answered[g])).collect();
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, _: &View) -> i64 {
        let s = self.answered_after(g, out, inn);
        if s != self.answered[g] {
            return self.recounted(g, out, inn, s);
        }
        let (leaving, entering, counts) = (self.values.of(out), self.values.of(inn), self.counts.of(g));
        let change = |v: usize, to: u32| self.distance(v, to, s) - self.distance(v, counts[v], s);
        self.amount[g]
            + only(leaving, entering).map(|v| change(v, counts[v] - 1)).sum::<i64>()
            + only(entering, leaving).map(|v| change(v, counts[v] + 1)).sum::<i64>()
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) {
        self.amount[g] = self.after(g, out, inn, view);
        self.answered[g] = self.answered_after(g, out, inn);
        self.counts.commit(g, self.values.of(out), self.values.of(inn));
    }
}

impl Spare for Shares {
    fn indispensable(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        let s = self.answered_after(g, out, inn);
        let counts: Vec<u32> = (0..self.whole.len()).map(|v| self.count_after(g, v, out, inn)).collect();
        let wrong = |v: usize, c: u32, s: i64| i64::from(self.distance(v, c, s) > 0);
        let all_wrong = |s| (0..counts.len()).map(|v| wrong(v, counts[v], s)).sum::<i64>();
        let (now, with_one_less) = (all_wrong(s), all_wrong(s - 1));
        let breaks = |&m: &u32| match self.values.of(Some(m)) {
            [] => now > 0,
            values => {
                let own = values.iter().map(|&v| v as usize);
                let change = own.map(|v| wrong(v, counts[v] - 1, s - 1) - wrong(v, counts[v], s - 1));
                with_one_less + change.sum::<i64>() > 0
            }
        };
        view.members_after(g, out, inn).filter(breaks).count() as i64
    }
}
