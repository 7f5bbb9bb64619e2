//! The worst-off pair first: a round whose lowest pair is as high as can be, then the next lowest, and so on.

use super::round::{Ask, Round, Solved};
use super::weights::{Open, Weights};
use crate::optim::matching::Cardinality;
use crate::optim::matching::{Leximin, PairWeights, dense};

/// Pairs tried between two looks at the clock.
const ATTEMPTS: u64 = 50;

/// Up to so many members every possible trio is tried.
const MOST_FOR_EVERY_TRIO: u32 = 21;

/// A round whose pairs are being raised.
pub(super) struct Raise {
    /// The pairs beside the trio, if there is one.
    pairs: Leximin,
    trio: Option<[u32; 3]>,
    /// Whether no other trio, or none, would do better.
    every_trio: bool,
    steps: u64,
}

impl Raise {
    pub fn new(ask: &Ask) -> Self {
        let n = ask.open.n();
        let best = ask.best();
        let Some(trio) = best.trio else {
            return Raise { pairs: pairs_of(ask, &best.mate, None), trio: None, every_trio: true, steps: 1 };
        };
        if n <= MOST_FOR_EVERY_TRIO {
            return with_every_trio(ask, best.placed());
        }
        let found = at_highest_threshold(ask, best);
        let trio = found.trio.unwrap_or(trio);
        Raise { pairs: pairs_of(ask, &found.mate, Some(trio)), trio: Some(trio), every_trio: false, steps: 1 }
    }

    pub fn step(&mut self) {
        self.pairs.step(ATTEMPTS);
        self.steps += 1;
    }

    /// How many there were so far.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    pub fn finished(&self) -> bool {
        self.pairs.finished()
    }

    pub fn round(&self, weights: &Weights) -> Round {
        let optimal = self.finished() && self.every_trio;
        Solved { mate: self.pairs.mate(), trio: self.trio, bound2: None, optimal, duals: None }.round(weights)
    }
}

/// The pairs to be raised, from those that are given.
fn pairs_of(ask: &Ask, mate: &[Option<u32>], trio: Option<[u32; 3]>) -> Leximin {
    let n = ask.open.n();
    let plain = ask.open.without_bonus();
    // Who sat out before goes first.
    let must = |u: u32| ask.open.bonus(u) > 0;
    match trio {
        None => Leximin::new(n, &plain, mate, &must),
        Some(trio) => {
            let rest = |u: u32, v: u32| plain.get(u, v).filter(|_| !trio.contains(&u) && !trio.contains(&v));
            Leximin::new(n, &rest, mate, &|u| must(u) || trio.contains(&u))
        }
    }
}

/// The largest threshold that all pairs of a plan with a trio can reach, by halving.
fn at_highest_threshold(ask: &Ask, best: Solved) -> Solved {
    let placed = best.placed();
    let levels = levels(ask.open);
    let (mut best, mut low, mut high) = (best, 0, levels.len());
    // Levels below `low` are reached; those from `high` on are not.
    while low < high {
        let middle = (low + high) / 2;
        let found = ask.best_above(levels[middle]);
        if found.placed() == placed {
            (best, low) = (found, middle + 1);
        } else {
            high = middle;
        }
    }
    best
}

fn levels(open: &Open) -> Vec<i64> {
    let n = open.n();
    let mut levels: Vec<i64> = (0..n).flat_map(|u| (u + 1..n).filter_map(move |v| open.get(u, v))).collect();
    levels.sort_unstable();
    levels.dedup();
    levels
}

/// The best of all trios with the best pairs around them; that is, also of no trio.
fn with_every_trio(ask: &Ask, placed: usize) -> Raise {
    let n = ask.open.n();
    let trios = (0..n).flat_map(|i| (i + 1..n).flat_map(move |j| (j + 1..n).map(move |k| [i, j, k])));
    let mut best: Option<(Vec<i64>, Raise)> = None;
    for trio in trios.map(Some).chain([None]) {
        let value6 = match trio.map(|trio| ask.trio_mean6(trio)) {
            Some(None) => continue,
            Some(value) => value,
            None => None,
        };
        // A trio below the lowest group so far cannot lead to anything better.
        if best.as_ref().is_some_and(|(profile, _)| value6.is_some_and(|value| value < profile[0])) {
            continue;
        }
        let in_trio = |u: u32| trio.is_some_and(|trio| trio.contains(&u));
        let rest = |u: u32, v: u32| ask.open.get(u, v).filter(|_| !in_trio(u) && !in_trio(v));
        let (pairs, _) = dense(n, &rest, Cardinality::First);
        if pairs.mate.iter().flatten().count() + trio.map_or(0, |trio| trio.len()) < placed {
            continue;
        }
        let mut raise = Raise { pairs: pairs_of(ask, &pairs.mate, trio), trio, every_trio: true, steps: 1 };
        raise.pairs.step(u64::MAX);
        let mates = raise.pairs.mate();
        let pairs = (0u32..).zip(&mates).filter_map(|(u, mate)| mate.filter(|&v| u < v).map(|v| (u, v)));
        let mut profile: Vec<i64> = pairs.filter_map(|(u, v)| ask.open.worth(u, v)).map(|worth| 6 * worth).collect();
        profile.extend(value6);
        profile.sort_unstable();
        if best.as_ref().is_none_or(|(most, _)| profile > *most) {
            best = Some((profile, raise));
        }
    }
    // There is one: that of the largest total was found before.
    best.map_or_else(
        || Raise { pairs: pairs_of(ask, &vec![None; n as usize], None), trio: None, every_trio: false, steps: 1 },
        |(_, raise)| raise,
    )
}
