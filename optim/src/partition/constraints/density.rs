//! The share of a group's pairs that are linked is in a range.

use super::super::constraint::{Constraint, Lists, View, holds};
use super::shares::ONE;
use super::survive::Spare;

/// Amount: how many linked pairs a group has too few or too many. A change costs O(neighbours of the two units).
#[derive(Clone, Debug)]
pub struct Density {
    neighbours: Lists,
    range: (i64, i64),
    linked: Vec<i64>,
}

impl Density {
    /// A symmetric graph on the units as pairs; the share of linked pairs, in billionths, is from `least` to `most`.
    pub fn new(units: usize, pairs: &[(u32, u32)], least: i64, most: i64) -> Self {
        Self { neighbours: Lists::from_pairs(units, pairs), range: (least, most), linked: Vec::new() }
    }

    /// Neighbours of a unit in group `g` once `out` has left and `inn` has entered.
    fn inside(&self, unit: Option<u32>, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        let neighbours = self.neighbours.of(unit);
        let stay = neighbours.iter().filter(|&&w| Some(w) != out && view.is_in(w, g)).count() as i64;
        stay + i64::from(inn.is_some_and(|w| holds(neighbours, w)))
    }

    fn linked_after(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        self.linked[g] - self.inside(out, g, None, None, view) + self.inside(inn, g, out, None, view)
    }

    /// Distance of `linked` pairs from what a group of `size` may have.
    fn distance(&self, linked: i64, size: i64) -> i64 {
        let pairs = size * (size - 1) / 2;
        let (least, most) = (self.range.0 * pairs, self.range.1 * pairs);
        // Rounded towards the pairs there can be: up for the fewest, down for the most.
        (-(-least).div_euclid(ONE) - linked).max(linked - most.div_euclid(ONE)).max(0)
    }
}

impl Constraint for Density {
    fn reset(&mut self, view: &View) {
        let linked = |g| view.members(g).iter().map(|&u| self.inside(Some(u), g, None, None, view)).sum::<i64>() / 2;
        self.linked = (0..view.groups()).map(linked).collect();
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        self.distance(self.linked_after(g, out, inn, view), view.size_after(g, out, inn) as i64)
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) {
        self.linked[g] = self.linked_after(g, out, inn, view);
    }
}

impl Spare for Density {
    fn indispensable(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        let (linked, size) = (self.linked_after(g, out, inn, view), view.size_after(g, out, inn) as i64);
        let breaks = |&m: &u32| self.distance(linked - self.inside(Some(m), g, out, inn, view), size - 1) > 0;
        view.members_after(g, out, inn).filter(breaks).count() as i64
    }
}
