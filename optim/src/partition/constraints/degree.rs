//! Everyone has enough neighbours (ties) inside the group.

use super::super::constraint::{Constraint, Lists, View, holds};
use super::survive::Spare;

/// Amount: Σ over members of how many neighbours each lacks. A change costs O(neighbours of the two units).
#[derive(Clone, Debug)]
pub struct Degree {
    neighbours: Lists,
    at_least: u32,
    /// Neighbours of every unit within its own group.
    degree: Vec<u32>,
    amount: Vec<i64>,
}

impl Degree {
    /// A symmetric graph on the units as pairs; everyone needs `at_least` neighbours, in groups of any size.
    pub fn new(units: usize, pairs: &[(u32, u32)], at_least: u32) -> Self {
        Self { neighbours: Lists::from_pairs(units, pairs), at_least, degree: Vec::new(), amount: Vec::new() }
    }

    fn lacking(&self, degree: u32) -> i64 {
        i64::from(self.at_least.saturating_sub(degree))
    }

    fn inside<'a>(&'a self, g: usize, unit: Option<u32>, view: &'a View) -> impl Iterator<Item = u32> + 'a {
        self.neighbours.of(unit).iter().copied().filter(move |&w| view.is_in(w, g))
    }
}

impl Constraint for Degree {
    fn reset(&mut self, view: &View) {
        self.amount = vec![0; view.groups()];
        self.degree = vec![0; view.units()];
        for g in 0..view.groups() {
            for &u in view.members(g) {
                let degree = self.inside(g, Some(u), view).count() as u32;
                self.degree[u as usize] = degree;
                self.amount[g] += self.lacking(degree);
            }
        }
    }

    fn after(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        let (leaving, entering) = (self.neighbours.of(out), self.neighbours.of(inn));
        let mut amount = self.amount[g];
        if out.is_some() {
            // Counted afresh, not read: when two groups change in one move the stored degree is already the new one.
            amount -= self.lacking(self.inside(g, out, view).count() as u32);
        }
        for w in self.inside(g, out, view).filter(|&w| !holds(entering, w)) {
            let degree = self.degree[w as usize];
            amount += self.lacking(degree - 1) - self.lacking(degree);
        }
        let mut own = 0;
        for w in self.inside(g, inn, view).filter(|&w| Some(w) != out) {
            own += 1;
            if !holds(leaving, w) {
                let degree = self.degree[w as usize];
                amount += self.lacking(degree + 1) - self.lacking(degree);
            }
        }
        amount + if inn.is_some() { self.lacking(own) } else { 0 }
    }

    fn commit(&mut self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) {
        self.amount[g] = self.after(g, out, inn, view);
        let touched = |unit| self.inside(g, unit, view).filter(|&w| Some(w) != out).collect::<Vec<u32>>();
        let (left, joined) = (touched(out), touched(inn));
        left.iter().for_each(|&w| self.degree[w as usize] -= 1);
        joined.iter().for_each(|&w| self.degree[w as usize] += 1);
        if let Some(unit) = inn {
            self.degree[unit as usize] = joined.len() as u32;
        }
    }
}

impl Spare for Degree {
    fn indispensable(&self, g: usize, out: Option<u32>, inn: Option<u32>, view: &View) -> i64 {
        let own = |m: u32| self.inside(g, Some(m), view).filter(|&w| Some(w) != out).count() as u32;
        let degree = |m: u32| own(m) + u32::from(inn.is_some_and(|w| holds(self.neighbours.of(Some(m)), w)));
        let degrees: Vec<(u32, u32)> = view.members_after(g, out, inn).map(|m| (m, degree(m))).collect();
        let lacking = degrees.iter().filter(|(_, degree)| *degree < self.at_least).count();
        let breaks = |&&(m, degree): &&(u32, u32)| {
            let others = lacking - usize::from(degree < self.at_least);
            let neighbours = self.neighbours.of(Some(m));
            others > 0 || degrees.iter().any(|&(w, degree)| degree == self.at_least && holds(neighbours, w))
        };
        // Who has no neighbour to lose needs none.
        if self.at_least == 0 { 0 } else { degrees.iter().filter(breaks).count() as i64 }
    }
}
