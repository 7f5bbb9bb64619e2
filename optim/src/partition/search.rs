//! The search: repair, annealing and descent in rounds, one evaluated candidate at a time.

use super::anneal::{Anneal, Run, Temperatures};
use super::chains::Chains;
use super::initial::{initial, keeps_limits};
use super::moves::{Cursor, Move, Neighbourhood};
use super::problem::{Error, Problem};
use super::repair::Repair;
use super::state::State;
use super::sweep::Sweep;
use crate::random::Random;
use std::cmp::Ordering;

/// Swaps sampled to learn how large a change is, and the largest share of the budget spent on it.
const SAMPLES: u64 = 2000;
const SAMPLES_SHARE: u64 = 20;

/// A round has about this many candidates per triple of units: on small problems several annealings beat a longer one,
/// on large ones the longer one wins (measured on MDGPLIB, n = 12 to 480).
const ROUND_PER_TRIPLE: u64 = 5;

/// The same two groups at a time and without labels to choose, which costs so much less; each round begins with the best
/// plan of those before. On MDGPLIB with 120 and 480 units rounds of 100 found as much or less, of 30 less.
const ROUND_PER_TRIPLE_BY_GROUPS: u64 = 50;

/// Fewer units than this go round as one by one: reheated they stay where they are, and random moves lead on.
const FEWEST_BY_GROUPS: u64 = 40;

/// The first of several takes one in so many of all iterations.
const FIRST_SHARE: u64 = 2;

/// How hot such an annealing begins, as a power between the last temperature and the first: hotter it forgets, colder
/// it stays.
const REHEAT: f64 = 0.7;

/// The same where the search chooses labels: a label can only change while members do not yet hold on to it.
const REHEAT_LABELLED: f64 = 0.85;

/// Random moves with which a round leaves the plan before it: twice as many as units to forget it, or one for every
/// few units to stay near it.
const STRONG_DRAWS_PER_UNIT: u64 = 2;
const WEAK_UNITS_PER_DRAW: u64 = 6;

/// Share of a round that repair may take before annealing, in percent. Annealing goes on repairing by its weight.
const REPAIR_PERCENT: u64 = 40;

/// Share of the first round for a pilot that finds the temperatures, in percent.
const PILOT_PERCENT: u64 = 8;

/// Walks through the whole neighbourhood reserved for the descent, and the largest share of a round, in percent.
const DESCENT_WALKS: u64 = 3;
const DESCENT_PERCENT: u64 = 20;

/// The same for chains. To find that none is left takes as much as 80 walks (MDGPLIB, n = 120 and 240); as long as there are
/// some, annealing is the better use of time.
const CHAIN_WALKS: u64 = 100;
const CHAIN_PERCENT: u64 = 5;

/// With fewer walks than this, chains are not looked for: the first few members' are no use.
const FEWEST_CHAIN_WALKS: u64 = 10;

/// A plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// Slot of every unit.
    pub slot_of_unit: Vec<u32>,
    /// Label of every slot; empty without labels.
    pub label_of_slot: Vec<u32>,
    /// Total amount by which hard rules are broken, seats of one item in one group included; 0: all hold.
    pub hard: i64,
    /// Value of all groups in affinity points times [`UNIT`](super::UNIT), penalties not taken off.
    pub value: i64,
    /// Penalties of broken soft rules, times [`UNIT`](super::UNIT).
    pub penalty: i64,
    /// Under [`Objective::Worst`](super::Objective::Worst) the smallest mean affinity of a unit to its groupmates, times
    /// [`UNIT`](super::UNIT); otherwise 0.
    pub worst: i64,
    /// Under [`Objective::Worst`](super::Objective::Worst) without penalties and preferences all means, from the smallest
    /// upwards; otherwise empty.
    pub levels: Vec<i64>,
}

impl Best {
    /// How plans of one problem compare: the larger is the better.
    pub fn rank(&self) -> (i64, i64, &[i64], i64) {
        (-self.hard, self.worst, &self.levels, self.value - self.penalty)
    }
}

/// Where a search ended: its best plan, and at which temperatures it was found.
#[derive(Clone, Debug)]
pub struct Handover {
    slot_of_unit: Vec<u32>,
    label_of_slot: Vec<u32>,
    temperatures: Temperatures,
}

impl Handover {
    /// How many slots the plan fills.
    pub fn slots(&self) -> u32 {
        self.slot_of_unit.iter().max().map_or(0, |&slot| slot + 1)
    }
}

/// How far a search is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Candidates evaluated so far.
    pub done: u64,
    /// Candidates planned.
    pub planned: u64,
}

enum Phase {
    Calibrate {
        left: u64,
        sampled: u64,
        squares: f64,
    },
    Repair(Repair),
    Pilot(Anneal),
    Anneal(Anneal),
    /// Repairs what annealing left broken.
    Mend(Repair),
    Descend(Walk),
    /// Goes on where no move of one or two units helps.
    Chain(Chains),
    /// Raises who stands lowest, then who stands next, and so on.
    Raise(Walk),
}

/// A walk through the neighbourhood, again and again until nothing in it helps.
#[derive(Clone, Debug, Default)]
struct Walk {
    cursor: Cursor,
    improved: bool,
    converged: bool,
}

impl Walk {
    /// Makes the next move if it helps.
    fn tick(
        &mut self,
        state: &mut State,
        around: &Neighbourhood,
        mut helps: impl FnMut(&State, &Move) -> bool,
    ) -> bool {
        let next = self.cursor.next(around);
        if next.is_none() {
            self.converged = !std::mem::take(&mut self.improved);
        }
        let better = next.filter(|mv| state.allows(mv) && helps(state, mv));
        if let Some(mv) = &better {
            state.apply(mv);
            self.improved = true;
        }
        better.is_some()
    }
}

/// A search over a planned number of iterations (evaluated candidate moves), run in slices.
///
/// The same problem, seed and plan of iterations give the same plan on every platform, and what is found after a
/// number of iterations does not depend on how they were sliced.
pub struct Search {
    state: State,
    around: Neighbourhood,
    random: Random,
    done: u64,
    planned: u64,
    /// Where the present phase must end at the latest.
    phase_end: u64,
    /// Where the present round must.
    round_end: u64,
    /// Iterations that this round has for chains.
    for_chains: u64,
    /// Length of a round, and how many are still to begin.
    round: u64,
    rounds_left: u64,
    rounds: u64,
    scale: f64,
    temperatures: Option<Temperatures>,
    phase: Phase,
    /// Whether rounds are those of a search that looks at two groups at a time.
    by_groups: bool,
    best: Best,
    /// Whether more than the smallest mean counts.
    leximin: bool,
    /// Means before and after a move.
    means: [Vec<i64>; 2],
}

impl Search {
    /// Builds a first plan. Fails only on a problem that breaks its own limits.
    pub fn new(problem: Problem, seed: u64, iterations: u64) -> Result<Self, Error> {
        let mut random = Random::new(seed);
        let (slot_of, label_of) = initial(&problem, &mut random)?;
        let state = State::new(problem, slot_of, label_of);
        let around = Neighbourhood::new(&state);
        let units = around.movable.len() as u64;
        let by_groups = Sweep::applies(state.problem()) && units >= FEWEST_BY_GROUPS;
        let per_triple =
            if by_groups && !around.chooses_labels() { ROUND_PER_TRIPLE_BY_GROUPS } else { ROUND_PER_TRIPLE };
        let round = units.saturating_pow(3).saturating_mul(per_triple).max(1);
        let samples = SAMPLES.min(iterations / SAMPLES_SHARE);
        let mut search = Self {
            best: snapshot(&state),
            leximin: state.problem().is_leximin(),
            means: [Vec::new(), Vec::new()],
            state,
            around,
            random,
            done: 0,
            planned: iterations,
            phase_end: samples,
            round_end: samples,
            for_chains: 0,
            round,
            rounds_left: (iterations / round).max(1),
            rounds: 0,
            scale: 1.0,
            temperatures: None,
            by_groups,
            phase: Phase::Calibrate { left: samples, sampled: 0, squares: 0.0 },
        };
        search.enter_next();
        Ok(search)
    }

    /// A search that goes on where another one over the same units, slots and pins ended, whose affinities were not far
    /// from these: reheated, not melted. A plan that does not keep sizes, pins or limits is passed over.
    ///
    /// # Errors
    /// As [`Search::new`].
    pub fn going_on(problem: Problem, from: &Handover, seed: u64, iterations: u64) -> Result<Self, Error> {
        let mut search = Self::new(problem, seed, iterations)?;
        let Handover { slot_of_unit, label_of_slot, temperatures } = from;
        if keeps_limits(search.state.problem(), slot_of_unit, label_of_slot) {
            search.state.load(slot_of_unit.clone(), label_of_slot.clone());
            search.best = snapshot(&search.state);
            // By groups, all rounds but the first begin with the best plan, and reheat by themselves.
            search.rounds = if search.by_groups { 1 } else { 2 };
            search.temperatures = Some(if search.by_groups { *temperatures } else { temperatures.reheated(REHEAT) });
        }
        Ok(search)
    }

    /// What another search may go on from.
    pub fn handover(&self) -> Handover {
        Handover {
            slot_of_unit: self.best.slot_of_unit.clone(),
            label_of_slot: self.best.label_of_slot.clone(),
            temperatures: self.temperatures.unwrap_or_default(),
        }
    }

    /// Runs up to `iterations` more iterations, never beyond the planned number.
    pub fn step(&mut self, iterations: u64) {
        let end = self.done.saturating_add(iterations).min(self.planned);
        while self.done < end {
            self.done += self.tick();
            self.enter_next();
        }
    }

    /// Plans so many more iterations instead of those that are left: what is under way is cut short or drawn out in
    /// proportion, so that a run whose time turns out shorter or longer than its iterations still cools down by its end, and
    /// there are as many rounds as if that had been the plan from the beginning.
    pub fn replan(&mut self, iterations: u64) {
        let left = self.planned.saturating_sub(self.done);
        if left == 0 || left == iterations {
            return;
        }
        let scaled = |end: u64| {
            let rest = u128::from(end.saturating_sub(self.done)) * u128::from(iterations) / u128::from(left);
            self.done.saturating_add(u64::try_from(rest).unwrap_or(u64::MAX))
        };
        (self.phase_end, self.round_end) = (scaled(self.phase_end), scaled(self.round_end));
        let planned = self.done.saturating_add(iterations);
        let rounds = |planned: u64| (planned / self.round).max(1);
        self.rounds_left = (self.rounds_left + rounds(planned)).saturating_sub(rounds(self.planned));
        self.planned = planned;
        if let Phase::Pilot(anneal) | Phase::Anneal(anneal) = &mut self.phase {
            anneal.stretch(self.phase_end.saturating_sub(self.done));
        }
    }

    /// How far the search is.
    pub fn progress(&self) -> Progress {
        Progress { done: self.done.min(self.planned), planned: self.planned }
    }

    /// Whether all planned iterations are done.
    pub fn is_done(&self) -> bool {
        self.done >= self.planned
    }

    /// The best plan so far: fewest hard amounts, then the objective with penalties taken off.
    pub fn best(&self) -> &Best {
        &self.best
    }

    /// Makes a step and returns how many candidates it looked at.
    fn tick(&mut self) -> u64 {
        let Self { state, around, random, .. } = self;
        let (looked, moved) = match &mut self.phase {
            Phase::Calibrate { left, sampled, squares } => {
                *left -= 1;
                if let Some(mv) = around.draw_swap(state, random) {
                    let gain = state.gain_of(&mv) as f64;
                    *squares += gain * gain;
                    *sampled += 1;
                }
                (1, false)
            }
            Phase::Repair(repair) | Phase::Mend(repair) => (1, repair.tick(state, around, random)),
            Phase::Pilot(anneal) | Phase::Anneal(anneal) => anneal.advance(state, around, random),
            Phase::Descend(walk) => (1, walk.tick(state, around, improves)),
            Phase::Chain(chains) => chains.advance(state, around),
            Phase::Raise(walk) => {
                let [before, after] = &mut self.means;
                (1, walk.tick(state, around, |state, mv| raises(state, mv, before, after)))
            }
        };
        if moved && self.standing() == Ordering::Greater {
            self.best = snapshot(&self.state);
        }
        looked
    }

    /// How the plan at hand compares to the best.
    fn standing(&self) -> Ordering {
        let (now, best) = (self.state.key(), &self.best);
        let lowest = (now.held, now.worst).cmp(&(-best.hard, best.worst));
        let levels = || if self.leximin { self.state.levels().cmp(&best.levels) } else { Ordering::Equal };
        lowest.then_with(levels).then(now.score.cmp(&(best.value - best.penalty)))
    }

    /// Goes on to the next phase as often as the present one is over.
    fn enter_next(&mut self) {
        while self.done < self.planned {
            let over = self.done >= self.phase_end;
            match &self.phase {
                Phase::Calibrate { left: 0, sampled, squares } => {
                    self.scale = libm::sqrt(squares / (*sampled).max(1) as f64);
                    self.begin_round();
                }
                Phase::Repair(_) if over || self.state.hard() == 0 => self.begin_pilot(),
                Phase::Pilot(pilot) if over || pilot.has_landed() => {
                    let found = pilot.temperatures();
                    self.temperatures = Some(if self.is_labelled() { found.as_hot_as_a_pilot() } else { found });
                    self.begin_annealing();
                }
                Phase::Anneal(_) if over => self.begin_mending(),
                Phase::Mend(_) if over || self.state.hard() == 0 => self.begin_descent(),
                Phase::Descend(_) | Phase::Raise(_) if over => self.begin_round(),
                Phase::Descend(Walk { converged: true, .. }) => {
                    // What the descent did not need is left to the next round.
                    self.phase_end = self.round_end.min(self.done + self.for_chains);
                    self.phase = Phase::Chain(Chains::new(self.by_groups));
                }
                Phase::Chain(chains) if over || chains.is_done(&self.around) => match self.leximin {
                    true => {
                        self.phase_end = self.round_end;
                        self.phase = Phase::Raise(Walk::default());
                    }
                    false => self.begin_round(),
                },
                Phase::Raise(Walk { converged: true, .. }) => self.begin_round(),
                _ => return,
            }
        }
    }

    fn begin_round(&mut self) {
        let left = self.planned - self.done;
        let first = self.by_groups && self.rounds == 0;
        let shares = if first { self.rounds_left.min(FIRST_SHARE) } else { self.rounds_left };
        let length = (left / shares.max(1)).max(1);
        self.rounds_left = self.rounds_left.saturating_sub(1);
        self.round_end = self.done + length;
        self.phase_end = self.done + share(length, REPAIR_PERCENT);
        self.shake();
        self.state.retune();
        self.phase = Phase::Repair(Repair::new(&self.state, &self.around));
    }

    /// From the second round on leaves the plan at hand. By groups, the heat does that, from the best plan; one by one, random
    /// moves do, by turns far and a little (strong and weak perturbation, Lourenço, Martin and Stützle 2003): small problems are frozen at temperatures that are hot for large ones.
    fn shake(&mut self) {
        if self.by_groups && self.rounds > 0 {
            self.state.load(self.best.slot_of_unit.clone(), self.best.label_of_slot.clone());
            self.rounds += 1;
            return;
        }
        let units = self.around.movable.len() as u64;
        let draws = match self.rounds {
            0 => 0,
            round if round % 2 == 1 => STRONG_DRAWS_PER_UNIT * units,
            _ => units / WEAK_UNITS_PER_DRAW + 1,
        };
        self.rounds += 1;
        for _ in 0..draws {
            if let Some(mv) = self.around.draw(&self.state, &mut self.random) {
                self.state.apply(&mv);
            }
        }
    }

    /// Whether it looks at two groups at a time and chooses their labels too.
    fn is_labelled(&self) -> bool {
        self.by_groups && self.around.chooses_labels()
    }

    fn begin_pilot(&mut self) {
        let length = share(self.round_end.saturating_sub(self.done), PILOT_PERCENT);
        let run = self.run(length);
        let pilot = match self.temperatures {
            None => Anneal::pilot(&run, &self.state, &mut self.random),
            Some(_) => None,
        };
        match pilot {
            Some(pilot) => {
                self.phase_end = self.done + length;
                self.phase = Phase::Pilot(pilot);
            }
            None => self.begin_annealing(),
        }
    }

    fn begin_annealing(&mut self) {
        let length = self.round_end.saturating_sub(self.done);
        let walks = |count: u64, percent: u64| (count * self.around.size()).min(share(length, percent));
        let enough = |&iterations: &u64| iterations >= FEWEST_CHAIN_WALKS * self.around.size();
        self.for_chains = Some(walks(CHAIN_WALKS, CHAIN_PERCENT)).filter(enough).unwrap_or_default();
        let reserve = walks(DESCENT_WALKS, DESCENT_PERCENT) + self.for_chains;
        let mut temperatures = self.temperatures.unwrap_or_default();
        if self.by_groups && self.rounds > 1 {
            temperatures = temperatures.reheated(if self.is_labelled() { REHEAT_LABELLED } else { REHEAT });
        }
        self.phase_end = self.round_end - reserve;
        let run = self.run(length - reserve);
        let anneal = Anneal::new(temperatures, &run, &self.state, &mut self.random);
        self.phase = Phase::Anneal(anneal);
    }

    fn run(&self, length: u64) -> Run {
        Run { scale: self.scale, length, least_hard: self.best.hard }
    }

    /// Goes on from where annealing ended, not from the best plan: a good plan with a few violations left is usually
    /// worth more mended than an older one without any.
    fn begin_mending(&mut self) {
        self.phase_end = self.done + self.round_end.saturating_sub(self.done) / 2;
        self.phase = Phase::Mend(Repair::new(&self.state, &self.around));
    }

    fn begin_descent(&mut self) {
        if self.standing() == Ordering::Less {
            self.state.load(self.best.slot_of_unit.clone(), self.best.label_of_slot.clone());
        }
        self.phase_end = self.round_end;
        self.phase = Phase::Descend(Walk::default());
    }
}

/// Fewer hard amounts, or as many and a larger energy.
fn improves(state: &State, mv: &Move) -> bool {
    let gain = state.gain_of(mv);
    // Where no rule is broken, rules can only make a move worse, and need not be asked.
    if gain <= 0 && !state.burdened(mv) {
        return false;
    }
    let (hard, penalty) = state.rules_of(mv);
    hard < 0 || (hard == 0 && gain > penalty)
}

/// Raises the mean of the lowest of the two groups, or else of the next, and breaks no further rule.
fn raises(state: &State, mv: &Move, before: &mut Vec<i64>, after: &mut Vec<i64>) -> bool {
    state.lifts(mv, before, after) && state.rules_of(mv).0 <= 0
}

fn share(length: u64, percent: u64) -> u64 {
    (u128::from(length) * u128::from(percent) / 100) as u64
}

fn snapshot(state: &State) -> Best {
    Best {
        slot_of_unit: state.slot_of().to_vec(),
        label_of_slot: state.label_of().to_vec(),
        hard: state.hard(),
        value: state.value(),
        penalty: state.penalty(),
        worst: state.key().worst,
        levels: if state.problem().is_leximin() { state.levels() } else { Vec::new() },
    }
}
