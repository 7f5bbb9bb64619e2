//! How many members hold each value, and how many values have each number of holders.

use super::super::constraint::{Counts, Lists, View, holds, only};

/// Per group the holders of each value and a histogram of them, so that the most common values after a change are
/// found without looking at all values.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    values: Lists,
    counts: Counts,
    columns: usize,
    /// Values with exactly c holders in group g at `g * columns + c`.
    with_count: Vec<i64>,
    /// Holders of the most common value of each group.
    top: Vec<u32>,
}

impl Tally {
    pub fn new(values: Lists) -> Self {
        // A value may come to be held by everyone, and one more is looked at on the way down.
        let columns = values.len() + 2;
        Self { values, counts: Counts::default(), columns, with_count: Vec::new(), top: Vec::new() }
    }

    pub fn reset(&mut self, view: &View) {
        self.counts.reset(&self.values, self.values.width(), view);
        self.with_count = vec![0; self.columns * view.groups()];
        self.top = vec![0; view.groups()];
        for g in 0..view.groups() {
            for &c in self.counts.of(g) {
                self.with_count[g * self.columns + c as usize] += 1;
                self.top[g] = self.top[g].max(c);
            }
        }
    }

    /// Sum of the holders of the `k` most common values of a group after a change; a value nobody holds counts 0.
    pub fn common_after(&self, g: usize, k: u32, out: Option<u32>, inn: Option<u32>) -> i64 {
        let (mut wanted, mut sum) = (i64::from(k), 0);
        for c in (1..=self.top[g] + 1).rev() {
            let taken = wanted.min(self.values_with(g, c, out, inn));
            sum += taken * i64::from(c);
            wanted -= taken;
            if wanted == 0 {
                break;
            }
        }
        sum
    }

    /// How many values have exactly `c` holders after a change; `c` is at most one more than there are units.
    #[inline(always)]
    pub fn values_with(&self, g: usize, c: u32, out: Option<u32>, inn: Option<u32>) -> i64 {
        let (leaving, entering, counts) = (self.values.of(out), self.values.of(inn), self.counts.of(g));
        let moved = |to: u32, from: u32| i64::from(to == c) - i64::from(from == c);
        self.with_count[g * self.columns + c as usize]
            + only(leaving, entering).map(|v| moved(counts[v] - 1, counts[v])).sum::<i64>()
            + only(entering, leaving).map(|v| moved(counts[v] + 1, counts[v])).sum::<i64>()
    }

    /// How many of a unit's own values have exactly `c` holders after a change.
    pub fn own_with(&self, g: usize, unit: u32, c: u32, out: Option<u32>, inn: Option<u32>) -> i64 {
        let has = |unit, v| u32::from(holds(self.values.of(unit), v));
        let count = |v: u32| self.counts.of(g)[v as usize] + has(inn, v) - has(out, v);
        self.values.of(Some(unit)).iter().filter(|&&v| count(v) == c).count() as i64
    }

    pub fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>) {
        self.top[g] = self.common_after(g, 1, out, inn) as u32;
        let (leaving, entering) = (self.values.of(out), self.values.of(inn));
        let (counts, with_count) = (self.counts.of(g), &mut self.with_count[g * self.columns..]);
        for v in only(leaving, entering) {
            with_count[counts[v] as usize] -= 1;
            with_count[counts[v] as usize - 1] += 1;
        }
        for v in only(entering, leaving) {
            with_count[counts[v] as usize] -= 1;
            with_count[counts[v] as usize + 1] += 1;
        }
        self.counts.commit(g, leaving, entering);
    }
}
