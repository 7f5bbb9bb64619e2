//! The search: annealing in cycles, and where repeats remain, the search for a design to start from.

use super::design::{Rounds, Shape};
use super::plan::Plan;
use super::score::{Rule, Score};
use super::starter::Starter;
use super::{Best, Problem};
use crate::random::Random;

/// What else must hold at a table: given its members, ascending, how much is broken; 0: nothing. It must always answer
/// the same, and answers above 65,536 count as that.
pub type Judge<'a> = Option<&'a dyn Fn(&[u32]) -> u64>;

/// Swaps sampled to learn how large a change of the total is.
const SAMPLES: u32 = 256;

/// What a repeat weighs while annealing may add some, in 64ths of a typical change: at first, at least, at most.
/// It grows by an eighth when more faults are left than in the best plan at the end of that, and else shrinks (strategic
/// oscillation, Glover 1977): repeats are to be settled no earlier than the total, and no later.
const FIRST_WEIGHT: i64 = 96;
const LEAST_WEIGHT: i64 = 16;
const LARGEST_WEIGHT: i64 = 256;
const WEIGHT_UNIT: i64 = 64;

/// What a broken rule weighs in repeats.
const BROKEN_WEIGHT: i64 = 4;

/// A cycle cools by a sixteenth from level to level, from half a typical change to a twentieth. On the last levels rules
/// and repeats may only be mended.
const LEVELS: u32 = 36;
const STRICT_FROM: u32 = 32;

/// Moves of the first cycle per round and pair of members; every few cycles it is doubled, so many times.
const MOVES_PER_PAIR: u64 = 2;
const CYCLES_PER_DOUBLING: u32 = 2;
const MAX_DOUBLINGS: u32 = 8;

/// A cycle that may sit members anew comes after at most this many that only exchange them.
const MAX_MISSES: u32 = 8;

/// Cycles after which a plan that may still have too many repeats makes designs worth looking for.
const PATIENCE: u32 = 3;

/// A search for starters goes on for so many times the moves of a cycle before the next cycle: repeats come first.
const STARTER_SHARE: u64 = 3;

/// Number of quantiles of the exponential distribution, and bits after their point.
const QUANTILES: u32 = 4096;
const QUANTILE_BITS: u32 = 10;

/// Bits after the point of a temperature, so that it cools where points are few.
const TEMPERATURE_BITS: u32 = 8;

/// Smallest typical change: what repeats weigh is counted in parts of it.
const LEAST_TYPICAL: i64 = 64;

enum Phase {
    Anneal {
        /// Whether members only change seats with each other in all rounds at once, until the rule is strict.
        exchanges: bool,
        level: u32,
        /// Moves left on this level.
        left: u64,
    },
    Starter {
        left: u64,
    },
}

/// A search that may be run as long as one likes, in slices.
///
/// The same problem, seed and judge give the same plan after the same number of iterations on every platform, however
/// they were sliced.
pub struct Search {
    plan: Plan,
    random: Random,
    iterations: u64,
    /// -ln((i + 1/2) / QUANTILES): a change for the worse below temperature times one of these is accepted.
    quantiles: Vec<i64>,
    /// Mean change of the total by a swap.
    typical: i64,
    temperature: i64,
    /// What a repeat weighs, in eighths of a typical change and in points.
    weight: i64,
    repeat: i64,
    /// Whether the present cycle had as few faults as the best plan when the rule became strict.
    settled: bool,
    judged: bool,
    phase: Phase,
    cycles: u32,
    /// Moves on each level of the present cycle.
    per_level: u64,
    first_per_level: u64,
    /// Cycles since members were last seated anew, and how often running that did not lead to as few faults as the best.
    waited: u32,
    misses: u32,
    /// Fewest repeats that are thinkable.
    floor: i64,
    shape: Option<Shape>,
    /// Whether designs without a search were looked at.
    designed: bool,
    starter: Option<Starter>,
    /// Seats of a design; empty without.
    base: Vec<u16>,
    /// Whether the last cycle of exchanges started from it.
    from_base: bool,
    best_seats: Vec<u16>,
    best_score: Score,
    best: Best,
}

impl Search {
    /// Seats everyone at random. `None` if the problem breaks its own limits.
    pub fn new(problem: &Problem, seed: u64) -> Option<Self> {
        if !problem.is_sound() {
            return None;
        }
        let mut random = Random::new(seed);
        let mut plan = Plan::new(problem);
        let mut seats = plan.seats().to_vec();
        for round in seats.chunks_mut(problem.n as usize) {
            random.shuffle(round);
        }
        plan.load(&seats, None);
        let typical = plan.typical_change(SAMPLES, &mut random).max(LEAST_TYPICAL);
        let quantile = |i| -libm::log((f64::from(i) + 0.5) / f64::from(QUANTILES)) * f64::from(1 << QUANTILE_BITS);
        let pairs = u64::from(problem.n) * u64::from(problem.n) / 2 * u64::from(problem.rounds);
        let per_level = pairs * MOVES_PER_PAIR / u64::from(LEVELS) + 1;
        Some(Self {
            random,
            iterations: 0,
            quantiles: (0..QUANTILES).map(|i| quantile(i) as i64).collect(),
            typical,
            temperature: typical << (TEMPERATURE_BITS - 1),
            weight: FIRST_WEIGHT,
            repeat: typical * FIRST_WEIGHT / WEIGHT_UNIT,
            settled: false,
            judged: false,
            phase: Phase::Anneal { exchanges: false, level: 0, left: per_level },
            cycles: 0,
            per_level,
            first_per_level: per_level,
            waited: 0,
            misses: 0,
            floor: fewest_repeats(problem),
            shape: Shape::of(problem),
            designed: false,
            starter: None,
            base: vec![],
            from_base: false,
            best_score: plan.score(),
            best: plan.describe(&seats, plan.score()),
            best_seats: seats,
            plan,
        })
    }

    /// Tries `iterations` more moves. The judge must be the same in every step.
    pub fn step(&mut self, iterations: u64, judge: Judge) {
        if judge.is_some() != self.judged {
            self.judged = judge.is_some();
            let seats = self.plan.seats().to_vec();
            self.plan.load(&seats, judge);
            self.best_score = self.plan.score();
            self.best_seats = seats;
        }
        for _ in 0..iterations {
            self.tick(judge);
        }
        self.iterations += iterations;
        self.best = self.plan.describe(&self.best_seats, self.best_score);
    }

    /// The best plan so far: fewest broken rules, then fewest repeats, then the largest total.
    pub fn best(&self) -> &Best {
        &self.best
    }

    /// Moves tried so far.
    pub fn iterations(&self) -> u64 {
        self.iterations
    }

    fn tick(&mut self, judge: Judge) {
        match self.phase {
            Phase::Anneal { exchanges, level, ref mut left } => {
                *left -= 1;
                let over = *left == 0;
                self.try_move(exchanges, level, judge);
                if over && level + 1 < LEVELS {
                    self.temperature -= self.temperature / 16;
                    if level + 1 == STRICT_FROM {
                        self.settled = self.plan.score().faults() <= self.best_score.faults();
                    }
                    self.phase = Phase::Anneal { exchanges, level: level + 1, left: self.per_level };
                } else if over {
                    self.end_cycle(exchanges, judge);
                }
            }
            Phase::Starter { ref mut left } => {
                *left -= 1;
                let over = *left == 0;
                let found = self.starter.as_mut().and_then(|starter| starter.tick(&mut self.random));
                if let Some(rounds) = &found {
                    self.take(rounds);
                    self.starter = None;
                }
                if over || found.is_some() {
                    self.begin_cycle(judge);
                }
            }
        }
    }

    fn try_move(&mut self, exchanges: bool, level: u32, judge: Judge) {
        let strict = level >= STRICT_FROM;
        let quantile = self.quantiles[self.random.index(self.quantiles.len())];
        let rule = Rule {
            weights: (!strict).then_some((self.repeat * BROKEN_WEIGHT, self.repeat)),
            loss: (self.temperature * quantile) >> (TEMPERATURE_BITS + QUANTILE_BITS),
        };
        let exchange = if strict { self.random.one_in(2) } else { exchanges };
        let pair = self.random.pair(self.plan.members());
        let moved = if exchange {
            self.plan.exchange(pair, rule, judge)
        } else {
            let round = self.random.below(self.plan.rounds()) as usize;
            self.plan.swap(round, pair, rule, judge)
        };
        if moved {
            self.note_best();
        }
    }

    fn note_best(&mut self) {
        if self.plan.score().key() < self.best_score.key() {
            self.best_score = self.plan.score();
            self.best_seats.copy_from_slice(self.plan.seats());
        }
    }

    fn end_cycle(&mut self, exchanges: bool, judge: Judge) {
        self.waited += 1;
        if !exchanges {
            let missed = self.plan.score().faults() > self.best_score.faults();
            self.misses = if missed { (self.misses + 1).min(MAX_MISSES) } else { 0 };
            let weight = if self.settled { self.weight * 8 / 9 } else { self.weight * 9 / 8 };
            self.weight = weight.clamp(LEAST_WEIGHT, LARGEST_WEIGHT);
            self.waited = 0;
        }
        self.cycles += 1;
        self.per_level = self.first_per_level << (self.cycles / CYCLES_PER_DOUBLING).min(MAX_DOUBLINGS);
        let wanting = self.best_score.repeats > self.floor && self.cycles >= PATIENCE;
        if wanting && !self.designed {
            self.designed = true;
            let rounds = self.shape.as_ref().map_or(vec![], Shape::design);
            if !self.take(&rounds) {
                self.starter = self.shape.as_ref().map(Starter::new);
            }
        }
        match &self.starter {
            Some(starter) if wanting && !starter.is_over() => {
                self.phase = Phase::Starter { left: self.per_level * u64::from(LEVELS) * STARTER_SHARE };
            }
            _ => self.begin_cycle(judge),
        }
    }

    fn begin_cycle(&mut self, judge: Judge) {
        let exchanges = self.waited < self.misses;
        if exchanges {
            // By turns from a design and from the best plan, which need not stem from it.
            self.from_base = !self.from_base && !self.base.is_empty();
            self.plan.load(if self.from_base { &self.base } else { &self.best_seats }, judge);
            self.note_best();
        }
        self.repeat = self.typical * self.weight / WEIGHT_UNIT;
        self.temperature = (self.typical / 2).max(self.repeat / 3) << TEMPERATURE_BITS;
        self.phase = Phase::Anneal { exchanges, level: 0, left: self.per_level };
    }

    /// Takes a design to start cycles from. Whether it has all rounds that a design can have.
    fn take(&mut self, rounds: &Rounds) -> bool {
        let Some(shape) = self.shape.as_ref().filter(|_| !rounds.is_empty()) else { return false };
        let Some(seats) = shape.seats(rounds, self.plan.rounds() as usize, &mut self.random) else { return false };
        self.base = seats;
        self.from_base = false;
        self.misses = 1;
        self.waited = 0;
        rounds.len() >= shape.rounds
    }
}

/// No plan has fewer repeats: every member sits with so many others so often, and every pair's first meeting is free.
fn fewest_repeats(problem: &Problem) -> i64 {
    let n = problem.n as usize;
    let others = problem.sizes.iter().min().map_or(0, |&size| u64::from(size - 1));
    let met = |i: usize| (0..n).filter(|&j| i != j && problem.met[i.min(j) * n + i.max(j)]).count() as u64;
    let seated = u64::from(problem.rounds) * others;
    let twice: u64 = (0..n).map(|i| (seated + met(i)).saturating_sub(n as u64 - 1)).sum();
    twice.div_ceil(2) as i64
}
