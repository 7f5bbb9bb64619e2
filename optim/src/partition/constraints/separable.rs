//! Rules that look at one value at a time: caps, quotas, not-alone, together, apart.

use super::super::constraint::{Constraint, Counts, Lists, View, holds, only};
use super::survive::Spare;

/// What is asked of c, the number of a group's members that hold a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Count {
    /// Nothing.
    Any,
    /// At most this many; amount c − m.
    AtMost(u32),
    /// None or at least this many ("not alone"); amount k − c.
    NoneOrAtLeast(u32),
    /// Within `lo..=hi` in every non-empty group; amount the distance.
    Range {
        /// Fewest.
        lo: u32,
        /// Most.
        hi: u32,
    },
    /// None or all of the given number of holders ("together"); amount c·(s − c).
    Whole(u32),
    /// At most one ("apart"); amount the number of pairs c·(c − 1)/2.
    Apart,
}

impl Count {
    /// Distance of `c` from what is asked.
    pub fn amount(self, c: u32) -> i64 {
        let c = i64::from(c);
        match self {
            Self::Any => 0,
            Self::AtMost(most) => (c - i64::from(most)).max(0),
            Self::NoneOrAtLeast(_) if c == 0 => 0,
            Self::NoneOrAtLeast(least) => (i64::from(least) - c).max(0),
            Self::Range { lo, hi } => (i64::from(lo) - c).max(c - i64::from(hi)).max(0),
            Self::Whole(all) => c * (i64::from(all) - c).max(0),
            Self::Apart => c * (c - 1) / 2,
        }
    }
}

/// Sum over values of what [`Count`] asks of each. A change costs as much as the two units have values.
#[derive(Clone, Debug)]
pub struct Separable {
    values: Lists,
    asked: Vec<Count>,
    counts: Counts,
    amount: Vec<i64>,
}

impl Separable {
    /// `values` per unit; `asked[v]` of value v, and nothing of values beyond its end.
    pub fn new(values: Lists, mut asked: Vec<Count>) -> Self {
        asked.resize(asked.len().max(values.width()), Count::Any);
        Self { values, asked, counts: Counts::default(), amount: Vec::new() }
    }

    /// The same asked of every value that some unit holds.
    pub fn every(values: Lists, asked: Count) -> Self {
        let width = values.width();
        Self::new(values, vec![asked; width])
    }

    /// Amount of a group as if it were not empty.
    fn raw_after(&self, g: usize, out: Option<u32>, inn: Option<u32>) -> i64 {
        let (leaving, entering) = (self.values.of(out), self.values.of(inn));
        let counts = self.counts.of(g);
        let change = |v: usize, to: u32| self.asked[v].amount(to) - self.asked[v].amount(counts[v]);
        self.amount[g]
            + only(leaving, entering).map(|v| change(v, counts[v] - 1)).sum::<i64>()
            + only(entering, leaving).map(|v| change(v, counts[v] + 1)).sum::<i64>()
    }
}

impl Constraint for Separable {
    fn reset(&mut self, view: &View) {
        self.counts.reset(&self.values, self.asked.len(), view);
        let total = |g| self.counts.of(g).iter().zip(&self.asked).map(|(&c, asked)| asked.amount(c)).sum();
        self.amount = (0..view.groups()).map(total).collect();
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        if view.size_after(g, out, inn) == 0 { 0 } else { self.raw_after(g, out, inn) }
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, _: &View) {
        self.amount[g] = self.raw_after(g, out, inn);
        self.counts.commit(g, self.values.of(out), self.values.of(inn));
    }
}

impl Spare for Separable {
    fn indispensable(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        let amount = self.raw_after(g, out, inn);
        let has = |unit, v| u32::from(holds(self.values.of(unit), v));
        let count = |v: u32| self.counts.of(g)[v as usize] + has(inn, v) - has(out, v);
        let change = |v: u32| {
            let (asked, count) = (self.asked[v as usize], count(v));
            asked.amount(count - 1) - asked.amount(count)
        };
        let breaks = |&m: &u32| amount + self.values.of(Some(m)).iter().map(|&v| change(v)).sum::<i64>() > 0;
        view.members_after(g, out, inn).filter(breaks).count() as i64
    }
}
