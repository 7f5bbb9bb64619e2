//! The exact assignment from prices that are nearly right, where each left node takes one right node.
//!
//! Places that stay empty are units too, worth nothing anywhere: then every right node is full in the end, its price may
//! have either sign, and any prices will do to begin with. Units are put where they gain most as long as there is room.
//! Each of the others enters by a shortest path to a right node with room, as in [`solve`](super::solve), but from prices
//! near the right ones most paths are short.

use super::problem::Problem;
use super::{Duals, Solution};

/// Farther than any path.
const NONE: i64 = 1 << 62;

/// The predecessor of a right node reached straight from the entering unit, and the right node of a unit with none.
const START: u32 = u32::MAX;

/// Times as many places as left nodes up to which this is done: each is a unit.
const MOST_PLACES: usize = 2;

struct Balanced<'a> {
    problem: &'a Problem,
    places: &'a [usize],
    price: Vec<i64>,
    /// The right node of each left node.
    of: Vec<u32>,
    /// Left nodes at each right node, and its places that stay empty.
    at: Vec<Vec<u32>>,
    empty: Vec<usize>,
    length: Vec<i64>,
    from: Vec<u32>,
    frontier: Vec<u32>,
}

/// The places of each right node, where each left node takes one right node and is wanted first, and right nodes have
/// nothing but places, enough for all but not many times as many. None where that is not so.
pub(super) fn places(problem: &Problem) -> Option<Vec<usize>> {
    let (left, right) = (problem.left(), problem.right());
    let one_each = left.iter().all(|bounds| (bounds.lo, bounds.hi) == (1, 1));
    let plain = (0..).zip(right).all(|(r, bounds)| bounds.lo == 0 && problem.step(r) == 0);
    // Where more would fit than there are, one place too many always stays empty, as it must.
    let places: Vec<usize> = right.iter().map(|bounds| (bounds.hi as usize).min(left.len() + 1)).collect();
    let enough = (left.len()..=MOST_PLACES * left.len()).contains(&places.iter().sum());
    (one_each && plain && enough).then_some(places)
}

/// The best assignment; none where not every left node can be assigned.
pub(super) fn finish(problem: &Problem, places: &[usize], price: Vec<i64>) -> Option<Solution> {
    let (n, m) = (problem.left().len(), places.len());
    let mut balanced = Balanced {
        problem,
        places,
        price,
        of: vec![START; n],
        at: vec![Vec::new(); m],
        empty: vec![0; m],
        length: vec![NONE; m],
        from: vec![START; m],
        frontier: Vec::with_capacity(m),
    };
    balanced.fill();
    let waiting: Vec<u32> = (0..n as u32).filter(|&l| balanced.of[l as usize] == START).collect();
    for l in waiting {
        balanced.enter(Some(l))?;
    }
    while balanced.room().next().is_some() {
        balanced.enter(None)?;
    }
    balanced.solution()
}

impl Balanced<'_> {
    fn has_room(&self, r: usize) -> bool {
        self.at[r].len() + self.empty[r] < self.places[r]
    }

    fn room(&self) -> impl Iterator<Item = usize> {
        (0..self.places.len()).filter(|&r| self.has_room(r))
    }

    /// Puts units where they gain most, as far as there is room.
    fn fill(&mut self) {
        for (l, _) in (0..).zip(self.problem.left()) {
            let gain = |&(r, weight): &(u32, i64)| weight - self.price[r as usize];
            let best = self.problem.row(l).max_by_key(gain).map(|(r, _)| r as usize);
            if let Some(r) = best.filter(|&r| self.has_room(r)) {
                self.of[l as usize] = r as u32;
                self.at[r].push(l);
            }
        }
        let lowest = self.price.iter().copied().min().unwrap_or(0);
        let mut left = self.places.iter().sum::<usize>() - self.problem.left().len();
        for r in (0..self.places.len()).filter(|&r| self.price[r] == lowest) {
            self.empty[r] = left.min(self.places[r] - self.at[r].len());
            left -= self.empty[r];
        }
    }

    /// Enters a left node, or an empty place, by a shortest path to a right node with room.
    fn enter(&mut self, unit: Option<u32>) -> Option<()> {
        self.length.fill(NONE);
        self.frontier.clear();
        let mut nearest = (NONE, START);
        let best = self.gains(unit).map(|(_, gain)| gain).max()?;
        let start: Vec<(usize, i64)> = self.gains(unit).map(|(r, gain)| (r, best - gain)).collect();
        for (r, length) in start {
            self.reach(r, length, START, &mut nearest);
        }
        let mut scanned: Vec<u32> = Vec::new();
        while let Some(r) = self.pop(nearest.0) {
            scanned.push(r);
            self.scan(r as usize, &mut nearest);
        }
        let (length, end) = nearest;
        if end == START {
            return None;
        }
        for r in scanned {
            self.price[r as usize] += length - self.length[r as usize];
        }
        self.augment(unit, end as usize);
        Some(())
    }

    /// What a unit gains at each right node.
    fn gains(&self, unit: Option<u32>) -> impl Iterator<Item = (usize, i64)> {
        let row = unit.map(|l| self.problem.row(l).map(|(r, weight)| (r as usize, weight - self.price[r as usize])));
        let nothing = unit.is_none().then(|| self.price.iter().map(|price| -price).enumerate());
        row.into_iter().flatten().chain(nothing.into_iter().flatten())
    }

    fn reach(&mut self, to: usize, length: i64, from: u32, nearest: &mut (i64, u32)) {
        if length >= self.length[to].min(nearest.0) {
            return;
        }
        if self.has_room(to) {
            *nearest = (length, to as u32);
        } else if self.length[to] == NONE {
            self.frontier.push(to as u32);
        }
        self.length[to] = length;
        self.from[to] = from;
    }

    /// Takes the closest right node off the frontier, if it is nearer than the nearest with room.
    fn pop(&mut self, nearest: i64) -> Option<u32> {
        let (at, &r) = self.frontier.iter().enumerate().min_by_key(|(_, r)| (self.length[**r as usize], **r))?;
        if self.length[r as usize] >= nearest {
            return None;
        }
        self.frontier.swap_remove(at);
        Some(r)
    }

    /// Extends the search by all moves away from a right node.
    fn scan(&mut self, r: usize, nearest: &mut (i64, u32)) {
        let here = self.length[r] - self.price[r];
        let (problem, units) = (self.problem, std::mem::take(&mut self.at[r]));
        for &l in &units {
            let here = here + problem.weight(l, r as u32).unwrap_or(0);
            for (to, weight) in problem.row(l) {
                let to = to as usize;
                self.reach(to, here - weight + self.price[to], r as u32, nearest);
            }
        }
        self.at[r] = units;
        if self.empty[r] > 0 {
            for to in 0..self.places.len() {
                self.reach(to, here + self.price[to], r as u32, nearest);
            }
        }
    }

    /// Moves units along the path to its end, backwards.
    fn augment(&mut self, unit: Option<u32>, end: usize) {
        let mut to = end;
        while self.from[to] != START {
            let r = self.from[to] as usize;
            let cost = |l: u32| Some(self.problem.weight(l, r as u32)? - self.problem.weight(l, to as u32)?);
            let costs = self.at[r].iter().filter_map(|&l| Some((cost(l)?, Some(l))));
            let nothing = (self.empty[r] > 0).then_some((0, None));
            let cheapest = costs.chain(nothing).min_by_key(|&(cost, _)| cost);
            match cheapest.and_then(|(_, mover)| mover) {
                Some(l) => {
                    self.at[r].retain(|&other| other != l);
                    self.put(l, to);
                }
                None => {
                    self.empty[r] -= 1;
                    self.empty[to] += 1;
                }
            }
            to = r;
        }
        match unit {
            Some(l) => self.put(l, to),
            None => self.empty[to] += 1,
        }
    }

    fn put(&mut self, l: u32, r: usize) {
        self.at[r].push(l);
        self.of[l as usize] = r as u32;
    }

    /// The assignment with its certificate: an empty place is worth nothing, so nothing is what it costs.
    fn solution(mut self) -> Option<Solution> {
        let lowest = self.price.iter().copied().min().unwrap_or(0);
        self.price.iter_mut().for_each(|price| *price -= lowest);
        let nodes = self.problem.left().len().min(self.places.len()) as i64;
        let bonus = 2 * nodes * self.problem.largest_weight() as i64 + 1;
        let assigned: Vec<(u32, u32)> = (0..).zip(self.of.iter().copied()).collect();
        let weights: Option<Vec<i64>> = assigned.iter().map(|&(l, r)| self.problem.weight(l, r)).collect();
        let weights = weights?;
        let left = assigned.iter().zip(&weights).map(|(&(_, r), weight)| weight - self.price[r as usize]);
        let left: Vec<i64> = left.collect();
        // Every left node is worth its place.
        left.iter().all(|&value| value + bonus >= 0).then(|| Solution {
            served: assigned.len() as u64,
            total: weights.iter().sum(),
            assigned,
            short: Vec::new(),
            duals: Duals { left, right: self.price, bonus },
        })
    }
}
