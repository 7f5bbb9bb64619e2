//! All rounds together: what one round gives up another may gain.
//!
//! Each round being the best given those before does not make all together the best. Two rounds joined are cycles of
//! members in which the pairs of the one and of the other take turns. A stretch of such a cycle can change rounds: its
//! pairs go from the one to the other, and only at its two ends new pairs are needed. Nobody meets twice, nobody is
//! left out who was not, and what the whole gains is known from four pairs. Which stretches change is decided by
//! annealing (Kirkpatrick, Gelatt and Vecchi 1983). So are exchanges of partners within a round.

use super::round::Round;
use super::weights::Open;
use crate::optim::matching::{Cardinality, dense};
use crate::optim::random::Random;

/// Stretches tried for each member and round: more found next to nothing on 8 to 200 members in 2 to 6 rounds.
pub(super) const TRIES_A_SEAT: u64 = 1_000;

/// The longest stretch, in pairs: longer ones are rarely better than two shorter.
const LONGEST: u32 = 9;

/// The temperatures from which it is cooled in turn, each time from the best rounds so far, as a share of the mean change:
/// few members need the higher ones, and many, whose rounds are near the best from the start, the lower.
const HOT: [f64; 3] = [0.1, 0.03, 0.01];

/// In so many steps it is cooled.
const COOLINGS: u64 = 50;

/// It is cooled to this share of where it began.
const COLD: f64 = 0.03;

const NONE: u32 = u32::MAX;

pub(super) struct Improve {
    n: u32,
    /// Of every round and member: its partner, `NONE` for those in a trio or left out.
    mate: Vec<Vec<u32>>,
    /// The pairs of all rounds, as bits.
    used: Vec<u64>,
    first: Vec<Round>,
    /// What has been gained, and the most so far with its rounds.
    gain: i64,
    best: (i64, Vec<Vec<u32>>),
    /// The sum and number of changes seen, and what share of the mean the temperature is.
    seen: (f64, u32),
    heat: f64,
    random: Random,
    done: u64,
    of: u64,
    finished: bool,
}

impl Improve {
    pub fn new(open: &Open, rounds: &[Round], tries: u64, seed: u32) -> Self {
        let n = open.n();
        let mut improve = Improve {
            n,
            mate: vec![vec![NONE; n as usize]; rounds.len()],
            used: vec![0; (n as usize * n as usize).div_ceil(64)],
            first: rounds.to_vec(),
            gain: 0,
            best: (0, Vec::new()),
            seen: (0.0, 0),
            heat: 0.0,
            random: Random::new(u64::from(seed)),
            done: 0,
            of: tries,
            finished: n < 4,
        };
        for (mate, round) in improve.mate.iter_mut().zip(rounds) {
            for group in &round.groups {
                if let [u, v] = group[..] {
                    mate[u as usize] = v;
                    mate[v as usize] = u;
                }
            }
        }
        improve.best.1.clone_from(&improve.mate);
        improve
    }

    /// Begins again at the best so far.
    fn restart(&mut self) {
        self.keep();
        self.gain = self.best.0;
        self.mate.clone_from(&self.best.1);
        self.used.fill(0);
        for at in 0..self.mate.len() {
            for u in 0..self.n {
                let v = self.mate[at][u as usize];
                if v != NONE {
                    self.set_used(u, v, true);
                }
            }
        }
        for round in 0..self.first.len() {
            for trio in self.first[round].groups.clone().iter().filter(|group| group.len() > 2) {
                trio.windows(2).for_each(|pair| self.set_used(pair[0], pair[1], true));
                self.set_used(trio[0], trio[2], true);
            }
        }
    }

    /// Sets the temperature; where it is cooled from anew, begins again at the best.
    fn cool(&mut self) {
        let stages = HOT.len() as u64;
        let each = self.of.div_ceil(stages).max(1);
        if self.done.is_multiple_of(each) {
            self.restart();
        }
        if self.done.is_multiple_of(each.div_ceil(COOLINGS)) {
            let share = (self.done % each) as f64 / each as f64;
            self.heat = HOT[(self.done / each) as usize % HOT.len()] * libm::pow(COLD, share);
        }
    }

    pub fn finished(&self) -> bool {
        self.finished
    }

    pub fn done(&self) -> u64 {
        self.done
    }

    /// Better rounds than the first and what they gain, if any were found.
    pub fn better(&self) -> Option<(Vec<Round>, i64)> {
        let (gain, mates) = self.most();
        let round = |(first, mate): (&Round, &Vec<u32>)| {
            let mut groups: Vec<Vec<u32>> = first.groups.iter().filter(|group| group.len() > 2).cloned().collect();
            groups.extend((0u32..).zip(mate).filter(|&(u, &v)| v != NONE && u < v).map(|(u, &v)| vec![u, v]));
            groups.sort_unstable();
            Round { groups, left: first.left.clone(), bound: None, optimal: false, duals: None }
        };
        (gain > 0).then(|| (self.first.iter().zip(mates).map(round).collect(), gain))
    }

    fn most(&self) -> (i64, &Vec<Vec<u32>>) {
        if self.gain > self.best.0 { (self.gain, &self.mate) } else { (self.best.0, &self.best.1) }
    }

    /// Keeps the present rounds if they are the best so far.
    fn keep(&mut self) {
        if self.gain > self.best.0 {
            self.best = (self.gain, self.mate.clone());
        }
    }

    pub fn step(&mut self, open: &Open, iterations: u64) {
        for _ in 0..iterations {
            if self.finished {
                return;
            }
            if self.done >= self.of {
                self.polish(open);
                self.finished = true;
                return;
            }
            self.cool();
            self.done += 1;
            self.try_stretch(open);
        }
    }

    fn try_stretch(&mut self, open: &Open) {
        let (rounds, n) = (self.mate.len() as u32, self.n);
        let r = self.random.below(rounds);
        let s = (r + 1 + self.random.below(rounds - 1)) % rounds;
        let (first, length) = (self.random.below(n), 1 + self.random.below(LONGEST));
        if length == 1 {
            return self.try_partners(open, r, first);
        }
        let Some(stretch) = self.stretch(r, s, first, length) else { return };
        let ends = if length.is_multiple_of(2) {
            [(stretch.from, stretch.after), (stretch.to, stretch.before)]
        } else {
            [(stretch.from, stretch.to), (stretch.before, stretch.after)]
        };
        if ends.iter().any(|&(u, v)| u == v || self.is_used(u, v)) {
            return;
        }
        let worth = |u: u32, v: u32| open.worth(u, v);
        let (Some(one), Some(other)) = (worth(ends[0].0, ends[0].1), worth(ends[1].0, ends[1].1)) else { return };
        let given_up = |u, v| worth(u, v).unwrap_or(0);
        let change = one + other - given_up(stretch.before, stretch.from) - given_up(stretch.to, stretch.after);
        if self.accepts(change) {
            self.exchange(r, s, first, length, &stretch, ends);
        }
    }

    fn accepts(&mut self, change: i64) -> bool {
        if self.seen.1 < 1_000 {
            self.seen = (self.seen.0 + libm::fabs(change as f64), self.seen.1 + 1);
        }
        if change >= 0 {
            self.gain += change;
            return true;
        }
        let temperature = self.heat * self.seen.0 / f64::from(self.seen.1);
        let lot = f64::from(self.random.below(u32::MAX) + 1) / f64::from(u32::MAX);
        let accepted = change as f64 >= temperature * libm::log(lot);
        if accepted {
            self.keep();
            self.gain += change;
        }
        accepted
    }

    /// Two pairs of one round exchange partners.
    fn try_partners(&mut self, open: &Open, r: u32, a: u32) {
        let c = self.random.below(self.n);
        let own = &self.mate[r as usize];
        let (b, d) = (own[a as usize], own[c as usize]);
        if b == NONE || d == NONE || a == c || a == d || self.is_used(a, c) || self.is_used(b, d) {
            return;
        }
        let worth = |u, v| open.worth(u, v);
        let (Some(one), Some(other)) = (worth(a, c), worth(b, d)) else { return };
        if self.accepts(one + other - worth(a, b).unwrap_or(0) - worth(c, d).unwrap_or(0)) {
            for (u, v, used) in [(a, b, false), (c, d, false), (a, c, true), (b, d, true)] {
                self.set_used(u, v, used);
            }
            for (u, v) in [(a, c), (b, d)] {
                self.mate[r as usize][u as usize] = v;
                self.mate[r as usize][v as usize] = u;
            }
        }
    }

    /// The stretch of so many pairs that begins at a member with its pair of round `r`.
    fn stretch(&self, r: u32, s: u32, from: u32, length: u32) -> Option<Stretch> {
        let (r, s) = (&self.mate[r as usize], &self.mate[s as usize]);
        let before = s[from as usize];
        let mut to = from;
        for at in 0..length {
            to = if at.is_multiple_of(2) { r[to as usize] } else { s[to as usize] };
            if to == NONE || to == from || to == before {
                return None;
            }
        }
        let after = if length.is_multiple_of(2) { r[to as usize] } else { s[to as usize] };
        let apart = before != NONE && after != NONE && after != from && after != before;
        apart.then_some(Stretch { from, to, before, after })
    }

    /// Exchanges a stretch between two rounds and closes its ends by the two new pairs, one for each round.
    fn exchange(&mut self, r: u32, s: u32, first: u32, length: u32, stretch: &Stretch, ends: [(u32, u32); 2]) {
        let (r, s) = (r as usize, s as usize);
        let mut path = vec![first];
        for at in 0..length {
            let last = path[at as usize] as usize;
            path.push(self.mate[if at.is_multiple_of(2) { r } else { s }][last]);
        }
        for (at, pair) in path.windows(2).enumerate() {
            let to = if at.is_multiple_of(2) { s } else { r };
            self.mate[to][pair[0] as usize] = pair[1];
            self.mate[to][pair[1] as usize] = pair[0];
        }
        self.set_used(stretch.before, stretch.from, false);
        self.set_used(stretch.to, stretch.after, false);
        for ((u, v), round) in ends.into_iter().zip([r, s]) {
            self.mate[round][u as usize] = v;
            self.mate[round][v as usize] = u;
            self.set_used(u, v, true);
        }
    }

    /// Makes each round of the best so far the best given the others.
    fn polish(&mut self, open: &Open) {
        self.keep();
        self.gain = 0;
        if self.best.0 == 0 {
            return;
        }
        let everyone = |mate: &Vec<u32>| !mate.contains(&NONE);
        self.mate.clone_from(&self.best.1);
        for at in 0..self.mate.len() {
            let own = &self.mate[at];
            if !everyone(own) {
                continue;
            }
            let others: Vec<&Vec<u32>> = (0..self.mate.len()).filter(|&r| r != at).map(|r| &self.mate[r]).collect();
            let free = |u: u32, v: u32| open.worth(u, v).filter(|_| others.iter().all(|mate| mate[u as usize] != v));
            let (found, _) = dense(self.n, &free, Cardinality::First);
            let value = |mate: &Vec<u32>| -> i64 {
                (0u32..).zip(mate).filter(|&(u, &v)| u < v).filter_map(|(u, &v)| open.worth(u, v)).sum()
            };
            let better = found.total - value(own);
            if better > 0 {
                self.best.0 += better;
                self.mate[at] = found.mate.iter().map(|mate| mate.unwrap_or(NONE)).collect();
            }
        }
        self.best.1.clone_from(&self.mate);
    }

    fn bit(&self, u: u32, v: u32) -> (usize, u64) {
        let at = u.min(v) as usize * self.n as usize + u.max(v) as usize;
        (at / 64, 1 << (at % 64))
    }

    fn is_used(&self, u: u32, v: u32) -> bool {
        let (word, bit) = self.bit(u, v);
        self.used[word] & bit != 0
    }

    fn set_used(&mut self, u: u32, v: u32, used: bool) {
        let (word, bit) = self.bit(u, v);
        if used {
            self.used[word] |= bit;
        } else {
            self.used[word] &= !bit;
        }
    }
}

/// Part of a cycle of two rounds.
struct Stretch {
    from: u32,
    to: u32,
    /// The neighbours on the cycle, with whom its ends will no longer meet.
    before: u32,
    after: u32,
}
