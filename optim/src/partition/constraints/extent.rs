//! How far the numbers in a group may spread, on a line or round a circle.

use super::super::constraint::{Constraint, View};

/// Amount: how far a group's extent exceeds what is allowed, in steps of `scale`. Units without a number take no part.
///
/// The extent is largest − smallest, or with a period the shortest arc that covers all (the circular range). A change
/// costs O(group size).
#[derive(Clone, Debug)]
pub struct Extent {
    values: Vec<Option<i64>>,
    at_most: i64,
    period: Option<i64>,
    scale: i64,
    /// Each group's numbers in ascending order.
    sorted: Vec<Vec<i64>>,
}

impl Extent {
    /// Numbers per unit (|value| ≤ 2^60), taken modulo `period` if there is one (> 0). `scale` ≥ 1 keeps the amount
    /// small: choose it so that one step is about what one member's replacement changes.
    pub fn new(mut values: Vec<Option<i64>>, at_most: i64, period: Option<i64>, scale: i64) -> Self {
        let period = period.filter(|&p| p > 0);
        if let Some(period) = period {
            values.iter_mut().flatten().for_each(|v| *v = v.rem_euclid(period));
        }
        Self { values, at_most, period, scale: scale.max(1), sorted: Vec::new() }
    }

    fn value(&self, unit: Option<u32>) -> Option<i64> {
        unit.and_then(|u| self.values.get(u as usize).copied().flatten())
    }

    /// Extent of group `g` after a change: one walk over the sorted numbers, without `leaving`, with `entering`.
    fn extent(&self, g: usize, leaving: Option<i64>, entering: Option<i64>) -> i64 {
        let row = &self.sorted[g];
        let skipped = leaving.map_or(row.len(), |v| row.partition_point(|&w| w < v));
        let inserted = entering.map_or(row.len(), |v| row.partition_point(|&w| w < v));
        let kept = |(i, &v): (usize, &i64)| (i != skipped).then_some(v);
        let before = row.iter().enumerate().take(inserted).filter_map(kept);
        let behind = row.iter().enumerate().skip(inserted).filter_map(kept);
        let mut walk = before.chain(entering).chain(behind);
        let Some(first) = walk.next() else { return 0 };
        let (mut last, mut gap) = (first, 0);
        for v in walk {
            gap = gap.max(v - last);
            last = v;
        }
        match self.period {
            Some(period) => period - gap.max(first + period - last),
            None => last - first,
        }
    }
}

impl Constraint for Extent {
    fn reset(&mut self, view: &View) {
        let numbers = |g| {
            let mut row: Vec<i64> = view.members(g).iter().filter_map(|&u| self.value(Some(u))).collect();
            row.sort_unstable();
            row
        };
        self.sorted = (0..view.groups()).map(numbers).collect();
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, _: &View) -> i64 {
        let excess = self.extent(g, self.value(out), self.value(inn)) - self.at_most;
        if excess <= 0 { 0 } else { (excess - 1) / self.scale + 1 }
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, _: &View) {
        let (leaving, entering) = (self.value(out), self.value(inn));
        let row = &mut self.sorted[g];
        if let Some(Ok(at)) = leaving.map(|v| row.binary_search(&v)) {
            row.remove(at);
        }
        if let Some(v) = entering {
            row.insert(row.partition_point(|&w| w < v), v);
        }
    }
}
