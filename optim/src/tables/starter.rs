//! Plans without repeats developed from few rounds by a cyclic group (Bose's method of differences, 1939).

use super::design::{Rounds, Shape};
use crate::random::Random;

/// Most starter rounds that are searched for together.
const MAX_STARTERS: usize = 3;
/// Groups that are tried, those with most room first.
const MAX_FRAMES: usize = 6;
/// Swaps tried on one group before the next one's turn; every time round it is doubled. With a starter more it is a
/// quarter: what one round can be developed into is found sooner than what takes two.
const FIRST_TURN: u64 = 200_000;
/// Swaps tried in all: about twice what the hardest case needs that was seen solved (36 members at tables of four, 11
/// rounds, 30 million swaps).
const MAX_SWAPS: u64 = 1 << 26;
/// A swap that repeats d more differences is accepted once in 2^(5 d) times: annealing at a temperature of 0.29, at
/// which more designs are found than at 0.2, 0.35 or 0.45.
const BITS_PER_REPEAT: u32 = 5;

/// A cyclic group of order `m` that moves `orbits` × `m` points and fixes the others; `starters` rounds give `m` each.
#[derive(Clone, Copy, Debug)]
struct Frame {
    m: usize,
    orbits: usize,
    starters: usize,
    /// Orbits of pairs that need not be met.
    room: usize,
}

/// The search for starter rounds in which no orbit of pairs occurs twice, by annealing.
#[derive(Clone, Debug)]
pub(super) struct Starter {
    points: usize,
    size: usize,
    frames: Vec<Frame>,
    turn: usize,
    left: u64,
    swaps: u64,
    /// Orbit of every pair of points, a row for each.
    orbits: Vec<u16>,
    /// How often every orbit is met; one more where even once would be a repeat.
    met: Vec<u16>,
    seats: Vec<u16>,
    repeats: i64,
}

impl Starter {
    /// For the rounds that a shape asks for.
    pub fn new(shape: &Shape) -> Self {
        let Shape { tables, size, rounds, absent, .. } = *shape;
        let points = tables * size;
        let mut frames: Vec<Frame> = vec![];
        for starters in 1..=MAX_STARTERS {
            for m in rounds.div_ceil(starters).max(2)..=points {
                for orbits in 1..=points / m {
                    let fixed = points - orbits * m;
                    let all = orbits * ((m - 1) / 2) + orbits * (orbits - 1) / 2 * m + orbits * fixed;
                    let needed = starters * tables * size * (size - 1) / 2;
                    if fixed <= tables && fixed >= absent && needed <= all && (starters == 1 || m < rounds) {
                        let frame = Frame { m, orbits, starters, room: all - needed };
                        let better = |other: &Frame| other.starters == starters && other.room < frame.room;
                        let at = frames.iter().position(better).unwrap_or(frames.len());
                        frames.insert(at, frame);
                    }
                }
            }
        }
        frames.truncate(MAX_FRAMES);
        let (orbits, met, seats) = (vec![0; points * points], vec![], vec![]);
        Self { points, size, frames, turn: 0, left: 0, swaps: 0, orbits, met, seats, repeats: 0 }
    }

    /// Whether there is nothing more to try.
    pub fn is_over(&self) -> bool {
        self.frames.is_empty() || self.swaps >= MAX_SWAPS
    }

    /// Tries one swap. The rounds, once they are found.
    pub fn tick(&mut self, random: &mut Random) -> Option<Rounds> {
        if self.is_over() {
            return None;
        }
        if self.left == 0 {
            self.begin_turn(random);
        }
        self.left -= 1;
        self.swaps += 1;
        let (a, b) = random.pair(self.seats.len() as u32);
        let bits = random.below(u32::MAX);
        self.swap(a as usize, b as usize, bits);
        (self.repeats == 0).then(|| self.developed())
    }

    fn begin_turn(&mut self, random: &mut Random) {
        let frame = self.frames[self.turn % self.frames.len()];
        self.left = FIRST_TURN << (self.turn / self.frames.len()).min(20) >> (2 * (frame.starters - 1));
        self.turn += 1;
        self.met.clear();
        self.orbits.fill(u16::MAX);
        for i in 0..self.points {
            for j in i + 1..self.points {
                if self.orbits[i * self.points + j] == u16::MAX {
                    self.number(frame, i, j);
                }
            }
        }
        self.seats.clear();
        for _ in 0..frame.starters {
            let mut round: Vec<u16> = (0..self.points as u16).collect();
            random.shuffle(&mut round);
            self.seats.extend_from_slice(&round);
        }
        self.repeats = 0;
        for table in 0..self.seats.len() / self.size {
            for i in table * self.size..(table + 1) * self.size {
                for j in i + 1..(table + 1) * self.size {
                    self.repeats += self.meet(self.seats[i], self.seats[j]);
                }
            }
        }
    }

    /// Gives a pair's orbit the next number. An orbit shorter than the group would repeat itself.
    fn number(&mut self, frame: Frame, i: usize, j: usize) {
        let number = self.met.len() as u16;
        let mut length = 0;
        for step in 0..frame.m {
            let (x, y) = (frame.moved(i, step), frame.moved(j, step));
            length += usize::from(self.orbits[x * self.points + y] == u16::MAX);
            self.orbits[x * self.points + y] = number;
            self.orbits[y * self.points + x] = number;
        }
        self.met.push(u16::from(length < frame.m));
    }

    fn swap(&mut self, a: usize, b: usize, bits: u32) {
        let round = |seat: usize| seat / self.points;
        if round(a) != round(b) || a / self.size == b / self.size {
            return;
        }
        let change = self.reseat(a, b);
        if bits.trailing_zeros() < BITS_PER_REPEAT * change.max(0) as u32 {
            self.reseat(a, b);
        } else {
            self.repeats += change;
        }
    }

    /// Swaps two seats; how many repeats more that makes.
    fn reseat(&mut self, a: usize, b: usize) -> i64 {
        let mut change = 0;
        for (meets, seat) in [(false, a), (false, b), (true, a), (true, b)] {
            if meets && seat == a {
                self.seats.swap(a, b);
            }
            let table = seat / self.size * self.size;
            for other in (table..table + self.size).filter(|&other| other != seat) {
                let (x, y) = (self.seats[seat], self.seats[other]);
                change += if meets { self.meet(x, y) } else { -self.part(x, y) };
            }
        }
        change
    }

    /// One meeting more; 1 if it is a repeat.
    fn meet(&mut self, x: u16, y: u16) -> i64 {
        let met = &mut self.met[self.orbits[x as usize * self.points + y as usize] as usize];
        *met += 1;
        i64::from(*met > 1)
    }

    /// One meeting less; 1 if it was a repeat.
    fn part(&mut self, x: u16, y: u16) -> i64 {
        let met = &mut self.met[self.orbits[x as usize * self.points + y as usize] as usize];
        *met -= 1;
        i64::from(*met > 0)
    }

    fn developed(&self) -> Rounds {
        let frame = self.frames[(self.turn - 1) % self.frames.len()];
        let mut rounds = vec![];
        for starter in self.seats.chunks(self.points) {
            for step in 0..frame.m {
                let moved = |&point: &u16| frame.moved(point.into(), step) as u16;
                rounds.push(starter.chunks(self.size).map(|table| table.iter().map(moved).collect()).collect());
            }
        }
        rounds
    }
}

impl Frame {
    fn moved(self, point: usize, step: usize) -> usize {
        if point >= self.orbits * self.m {
            return point;
        }
        point / self.m * self.m + (point % self.m + step) % self.m
    }
}
