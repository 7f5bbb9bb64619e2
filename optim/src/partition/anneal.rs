//! Simulated annealing on the energy (Kirkpatrick, Gelatt and Vecchi 1983), hard rules under an adaptive weight.
//!
//! Temperatures and thresholds are `f64`: only additions, products and `libm`, hence the same on every platform.

use super::moves::{Move, Neighbourhood};
use super::state::State;
use super::sweep::{CUTS, Chances, Sweep};
use crate::random::Random;

/// First and last temperature without a pilot, in root-mean-square changes of a random swap: random affinities freeze
/// near 0.1, Euclidean ones near 0.01 (measured on MDGPLIB).
const DEFAULT: Temperatures = Temperatures { hot: 0.25, cold: 0.01 };

/// What a pilot passes through to find better ones.
const PILOT: Temperatures = Temperatures { hot: 0.3, cold: 0.001 };

/// Where a run should begin and end, in accepted losses among moves that break no further rule: so many of all
/// candidates and of the swaps of one unit, whichever is fewer, and so many of the swaps of one unit. On MDGPLIB the
/// score rises between these two whatever the kind of affinities and the number of units, and hardly outside.
const HOT_RATE: f64 = 0.004;
const HOT_UNIT_RATE: f64 = 0.35;
const COLD_UNIT_RATE: f64 = 0.03;

/// After so many blocks in a row that are colder than a run should end, a pilot ends.
const CALM: u32 = 3;

/// A pilot needs this many candidates to tell such rates.
const PILOT_LEAST: u64 = 32_000;

/// Candidates between two looks at temperature and weight: one by one, and by groups, where new thresholds cost more.
const BLOCK: u64 = 4096;
const FACING_BLOCK: u64 = 1 << 19;

/// A short run is still cut into this many blocks.
const FEWEST_BLOCKS: u64 = 64;

/// How many times the reference of the weakest is moved up in a run.
const RETUNES: u64 = 16;

/// Numbers that a move updates for each unit: its affinities to two groups. Each counts as an iteration, as looking at a
/// candidate does, so that iterations take about the same time whether it is hot or cold.
const UPDATED: u64 = 2;

/// For so many times as many candidates as there are units one move of another kind is tried: labels, or all members of
/// two slots; labels oftener.
const OTHER_EVERY: u32 = 4;
const LABEL_EVERY: u32 = 1;

/// One hard amount first weighs as much as this many root-mean-square swap changes.
const WEIGHT: f64 = 1.0;

/// Growth and decay of the weight after a block with and without violations (strategic oscillation, Glover 1986).
const HEAVIER: f64 = 1.1;
const LIGHTER: f64 = 0.98;

/// In the last one in so many blocks the weight no longer falls, so that a run ends with its rules held.
const SETTLE_SHARE: u64 = 4;

/// First and last temperature of a run, in root-mean-square changes of a random swap.
#[derive(Clone, Copy, Debug)]
pub(super) struct Temperatures {
    hot: f64,
    cold: f64,
}

impl Temperatures {
    /// Begins at the last temperature raised to this power of the way to the first.
    pub fn reheated(self, power: f64) -> Self {
        Self { hot: self.cold * libm::pow(self.hot / self.cold, power), ..self }
    }

    /// Begins as hot as a pilot. Where labels are chosen, a run that begins where swaps cease to be accepted finds them
    /// frozen as they happened to be.
    pub fn as_hot_as_a_pilot(self) -> Self {
        Self { hot: PILOT.hot, ..self }
    }
}

impl Default for Temperatures {
    fn default() -> Self {
        DEFAULT
    }
}

/// What a run is given.
pub(super) struct Run {
    /// Root-mean-square change of a random swap.
    pub scale: f64,
    /// Candidates.
    pub length: u64,
    /// The fewest hard amounts known to be possible.
    pub least_hard: i64,
}

/// Learns at which temperatures moves cease to be accepted.
#[derive(Clone, Copy, Debug, Default)]
struct Pilot {
    found: Temperatures,
    /// Temperature and rate of the block before.
    before: Option<(f64, f64)>,
    /// Blocks in a row, the last included, that were colder than a run should end.
    calm: u32,
    /// Of this block: candidates whose rules were asked, those of them that break no further rule, and how many of these
    /// were accepted though they lose: gains say that a run is behind its temperature, not that it is too high.
    asked: u64,
    kept: u64,
    accepted: u64,
    /// By groups: candidates in all.
    seen: u64,
}

pub(super) struct Anneal {
    pilot: Option<Pilot>,
    scale: f64,
    temperature: f64,
    cooling: f64,
    weight: f64,
    block: u64,
    left_in_block: u64,
    blocks_to_retune: u64,
    retune_every: u64,
    blocks_left: u64,
    /// With this many blocks left the weight no longer falls.
    settle: f64,
    /// The fewest hard amounts known to be possible: more than that is what the weight fights.
    least_hard: i64,
    strayed: bool,
    log: Vec<f64>,
    threshold: Vec<i64>,
    facing: Option<Box<Facing>>,
}

/// Candidates two groups at a time.
struct Facing {
    sweep: Sweep,
    chances: Chances,
    /// The groups in the order of this pass, and the two that are next by their places in it.
    order: Vec<u32>,
    next: [usize; 2],
    /// Units that may go to the other group, and their thresholds.
    leavers: Vec<(u32, f32)>,
    /// Who has just gone from one to the other.
    gone: Vec<u32>,
}

impl Pilot {
    /// Ends a block at this temperature.
    fn look(&mut self, temperature: f64, units: usize) {
        let open = match self.seen {
            0 => self.kept as f64,
            // By groups, rules are asked only of those that pass: the others break as many, it is assumed.
            seen => seen as f64 * ((self.kept + 1) as f64 / (self.asked + 1) as f64),
        };
        let rate = self.accepted as f64 / open.max(1.0);
        let hot = f64::min(HOT_RATE, HOT_UNIT_RATE / units.max(1) as f64);
        let cold = COLD_UNIT_RATE / units.max(1) as f64;
        let now = (temperature, rate);
        for (found, asked) in [(&mut self.found.hot, hot), (&mut self.found.cold, cold)] {
            if rate >= asked {
                *found = temperature;
            } else if let Some(before) = self.before.filter(|before| before.1 >= asked) {
                *found = between(before, now, asked);
            }
        }
        let calm = if rate < cold { self.calm + 1 } else { 0 };
        *self = Pilot { found: self.found, before: Some(now), calm, ..Pilot::default() };
    }
}

/// The temperature at which the rate fell to what was asked, on a straight line between logarithms.
fn between(before: (f64, f64), now: (f64, f64), asked: f64) -> f64 {
    if now.1 <= 0.0 {
        return before.0;
    }
    let way = libm::log(before.1 / asked) / libm::log(before.1 / now.1);
    before.0 * libm::pow(now.0 / before.0, way)
}

impl Anneal {
    /// A run between two temperatures.
    pub fn new(between: Temperatures, run: &Run, state: &State, random: &mut Random) -> Self {
        let sweep = Sweep::new(state);
        let most = if sweep.is_some() { FACING_BLOCK } else { BLOCK };
        let mut anneal = Self::with_blocks(between, run, (run.length / FEWEST_BLOCKS).clamp(1, most));
        anneal.facing = sweep.map(|sweep| Box::new(Facing::new(sweep, &anneal, state, random)));
        anneal
    }

    /// A quick run to learn temperatures from; `None` when it is too short for that.
    pub fn pilot(run: &Run, state: &State, random: &mut Random) -> Option<Self> {
        if run.length < PILOT_LEAST {
            return None;
        }
        let found = Temperatures { hot: PILOT.cold, cold: PILOT.cold };
        let mut anneal = Self::with_blocks(PILOT, run, run.length / FEWEST_BLOCKS);
        anneal.pilot = Some(Pilot { found, ..Pilot::default() });
        anneal.facing = Sweep::new(state).map(|sweep| Box::new(Facing::new(sweep, &anneal, state, random)));
        Some(anneal)
    }

    /// Whether a pilot has seen enough.
    pub fn has_landed(&self) -> bool {
        self.pilot.is_some_and(|pilot| pilot.calm >= CALM)
    }

    /// What a pilot found.
    pub fn temperatures(&self) -> Temperatures {
        let usable = |pilot: &Pilot| pilot.found.hot > pilot.found.cold;
        self.pilot.filter(usable).map_or(DEFAULT, |pilot| pilot.found)
    }

    fn with_blocks(between: Temperatures, run: &Run, block: u64) -> Self {
        let blocks = (run.length / block).max(1);
        let retune_every = (blocks / RETUNES).max(1);
        let log = (0..CUTS).map(|k| libm::log((k as f64 + 0.5) / CUTS as f64)).collect();
        let scale = run.scale.max(1.0);
        let mut anneal = Self {
            pilot: None,
            scale,
            temperature: scale * between.hot,
            cooling: libm::pow(between.cold / between.hot, 1.0 / blocks as f64),
            weight: scale * WEIGHT,
            block,
            left_in_block: block,
            blocks_to_retune: retune_every,
            retune_every,
            blocks_left: blocks,
            settle: (blocks / SETTLE_SHARE) as f64,
            least_hard: run.least_hard,
            strayed: false,
            log,
            threshold: Vec::new(),
            facing: None,
        };
        anneal.set_thresholds();
        anneal
    }

    /// So many candidates are left to the run, which cools down as far.
    pub fn stretch(&mut self, left: u64) {
        let before = self.blocks_left.max(1) as f64;
        self.blocks_left = (left / self.block).max(1);
        let ratio = self.blocks_left as f64 / before;
        self.settle *= ratio;
        self.cooling = libm::pow(self.cooling, 1.0 / ratio);
    }

    /// Goes on by one candidate, or by all between two groups where that can be: how many iterations, and whether a move was
    /// made.
    pub fn advance(&mut self, state: &mut State, around: &Neighbourhood, random: &mut Random) -> (u64, bool) {
        match self.facing.take() {
            None => (1, self.tick(state, around, random)),
            Some(mut facing) => {
                let done = self.face(&mut facing, state, around, random);
                self.facing = Some(facing);
                done
            }
        }
    }

    /// All exchanges between two groups, their relocations, and now and then a move of another kind.
    fn face(
        &mut self,
        facing: &mut Facing,
        state: &mut State,
        around: &Neighbourhood,
        random: &mut Random,
    ) -> (u64, bool) {
        if self.left_in_block == 0 {
            self.next_block(state);
            facing.chances.set_temperature(self.temperature);
        }
        let groups = facing.next_groups(random);
        let sizes = groups.map(|g| state.members(g).len() as u64);
        let relocations = if around.relocates() { sizes[0] + sizes[1] } else { 0 };
        let mut looked = (sizes[0] * sizes[1] + relocations).max(1);
        let mut moved = false;
        let every = if around.chooses_labels() { LABEL_EVERY } else { OTHER_EVERY };
        if u64::from(random.below(every * around.movable.len().max(1) as u32)) < looked
            && let Some(mv) = around.draw_other(state, random)
        {
            moved |= self.judge(&mv, self.threshold[random.index(CUTS)], false, state);
        }
        let weight = self.weight as i64;
        let relief = |state: &State| state.relief(groups[0], weight).saturating_add(state.relief(groups[1], weight));
        let offset = random.index(CUTS);
        let mut accepted = 0;
        facing.gone.clear();
        facing.sweep.turn_to(state, groups, relief(state), &[]);
        if relocations > 0 {
            for side in 0..2 {
                facing.sweep.leavers(state, side, offset, &facing.chances, &mut facing.leavers);
                let before = facing.gone.len();
                for &(unit, threshold) in &facing.leavers {
                    let mv = Move::Relocate { unit, to: groups[1 - side] as u32 };
                    if state.allows(&mv) && self.judge(&mv, threshold as i64, false, state) {
                        facing.gone.push(unit);
                        accepted += 1;
                    }
                }
                if facing.gone.len() > before {
                    facing.sweep.turn_to(state, groups, relief(state), &facing.gone);
                    moved = true;
                }
            }
        }
        let mut at = 0;
        while let Some(i) = facing.sweep.candidate(at, offset, &facing.chances) {
            let mut from = 0;
            while let Some((j, [a, b], threshold)) = facing.sweep.exchange(state, i, from, offset, &facing.chances) {
                let mv = Move::Swap { a, b };
                if state.allows(&mv) && self.judge(&mv, threshold as i64, false, state) {
                    facing.gone.extend([a, b]);
                    accepted += 1;
                    facing.sweep.turn_to(state, groups, relief(state), &facing.gone);
                    moved = true;
                    break;
                }
                from = j + 1;
            }
            at = i + 1;
        }
        if let Some(pilot) = &mut self.pilot {
            pilot.seen += looked;
        }
        looked += accepted * UPDATED * state.slot_of().len() as u64;
        self.left_in_block = self.left_in_block.saturating_sub(looked);
        (looked, moved)
    }

    /// Makes an allowed move if it reaches its threshold. Rules are asked where they may decide, or of `all`.
    fn judge(&mut self, mv: &Move, threshold: i64, all: bool, state: &mut State) -> bool {
        let gain = state.gain_of(mv);
        if gain < threshold && !all && !state.burdened(mv) {
            return false;
        }
        let (hard, penalty) = state.rules_of(mv);
        let energy = gain.saturating_sub(penalty).saturating_sub((self.weight as i64).saturating_mul(hard));
        let accepted = energy >= threshold;
        if let Some(pilot) = &mut self.pilot {
            pilot.asked += 1;
            pilot.kept += u64::from(hard <= 0);
            pilot.accepted += u64::from(accepted && energy < 0 && hard <= 0);
        }
        if accepted {
            state.apply(mv);
            self.strayed |= state.hard() > self.least_hard;
            self.least_hard = self.least_hard.min(state.hard());
        }
        accepted
    }

    /// One evaluated candidate; true when a move was made.
    #[inline]
    fn tick(&mut self, state: &mut State, around: &Neighbourhood, random: &mut Random) -> bool {
        if self.left_in_block == 0 {
            self.next_block(state);
        }
        self.left_in_block -= 1;
        let threshold = self.threshold[random.index(CUTS)];
        let Some(mv) = around.draw(state, random) else { return false };
        self.judge(&mv, threshold, self.pilot.is_some(), state)
    }

    fn next_block(&mut self, state: &mut State) {
        self.left_in_block = self.block;
        if let Some(pilot) = &mut self.pilot {
            pilot.look(self.temperature / self.scale, state.slot_of().len());
        }
        self.temperature *= self.cooling;
        self.set_thresholds();
        self.blocks_left = self.blocks_left.saturating_sub(1);
        self.weight *= match self.strayed {
            true => HEAVIER,
            false if self.blocks_left as f64 > self.settle => LIGHTER,
            false => 1.0,
        };
        // Below the temperature a violation would be noise, far above the scale the weight is as good as infinite.
        self.weight = self.weight.clamp(self.temperature, self.scale * 1e3);
        self.strayed = state.hard() > self.least_hard;
        self.blocks_to_retune -= 1;
        if self.blocks_to_retune == 0 {
            self.blocks_to_retune = self.retune_every;
            state.retune();
        }
    }

    /// A change is accepted when it is at least T·ln(u), u uniform: a table of cut points spares a logarithm each.
    fn set_thresholds(&mut self) {
        self.threshold.clear();
        self.threshold.extend(self.log.iter().map(|log| (self.temperature * log) as i64));
    }
}

impl Facing {
    fn new(sweep: Sweep, anneal: &Anneal, state: &State, random: &mut Random) -> Self {
        let mut logs: Vec<f32> = anneal.log.iter().map(|&log| log as f32).collect();
        random.shuffle(&mut logs);
        let problem = state.problem();
        let widest = problem.slots.iter().map(|slot| slot.hi as usize).max().unwrap_or(0);
        let mut chances = Chances::new(logs, widest.min(problem.units()));
        chances.set_temperature(anneal.temperature);
        let order: Vec<u32> = (0..problem.slots.len() as u32).collect();
        Self { sweep, chances, next: [order.len(), 0], order, leavers: Vec::new(), gone: Vec::new() }
    }

    /// Every two groups once, in a random order; then in another.
    fn next_groups(&mut self, random: &mut Random) -> [usize; 2] {
        if self.next[0] + 1 >= self.order.len() {
            random.shuffle(&mut self.order);
            self.next = [0, 1];
        }
        let [one, other] = self.next;
        self.next = if other + 1 < self.order.len() { [one, other + 1] } else { [one + 1, one + 2] };
        [self.order[one] as usize, self.order[other] as usize]
    }
}
