//! Simulated annealing on the energy (Kirkpatrick, Gelatt and Vecchi 1983), hard rules under an adaptive weight.
//!
//! Temperatures and thresholds are `f64`: only additions, products and `libm`, hence the same on every platform.

use super::moves::{Move, Neighbourhood};
use super::state::State;
use super::sweep::{Sweep, Thresholds};
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
const HOT_ROW_RATE: f64 = 0.5;
const COLD_ROW_RATE: f64 = 0.02;

/// A pilot's block with so many times as many accepted losses as a run begins with is followed by one that is as much
/// colder as after several blocks: what is that hot says nothing, and moves that are made cost most.
const FAR_TOO_HOT: f64 = 4.0;
const BLOCKS_SKIPPED: f64 = 3.0;

/// A pilot needs this many candidates to tell such rates.
const PILOT_LEAST: u64 = 32_000;

/// Candidates between two looks at temperature and weight: one by one, and by rows, where new thresholds cost more.
const BLOCK: u64 = 4096;
const ROWS_BLOCK: u64 = 1 << 19;

/// A short run is still cut into this many blocks.
const FEWEST_BLOCKS: u64 = 64;

/// How many times the reference of the weakest is moved up in a run.
const RETUNES: u64 = 16;

/// Cut points of the logarithm.
const CUTS: usize = 4096;

/// One in so many rows is followed by a move of another kind: labels, or all members of two slots.
const OTHER_ONE_IN: u32 = 4;

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
    /// Of this block: candidates whose rules were asked, those of them that break no further rule, and how many of these
    /// were accepted though they lose: gains say that a run is behind its temperature, not that it is too high.
    asked: u64,
    kept: u64,
    accepted: u64,
    /// By rows: candidates in all.
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
    settle: u64,
    /// The fewest hard amounts known to be possible: more than that is what the weight fights.
    least_hard: i64,
    strayed: bool,
    log: Vec<f64>,
    threshold: Vec<i64>,
    rows: Option<Rows>,
}

/// Candidates row by row.
struct Rows {
    sweep: Sweep,
    /// The logarithms in a random order, as many more as there are units, so that a row may begin anywhere.
    logs: Vec<f32>,
    thresholds: Thresholds,
    /// The units in the order of this pass.
    order: Vec<u32>,
    next: usize,
}

impl Pilot {
    /// Ends a block at this temperature; whether it was far too hot.
    fn look(&mut self, temperature: f64, units: usize) -> bool {
        let open = match self.seen {
            0 => self.kept as f64,
            // By rows, rules are asked only of those that pass: the others break as many, it is assumed.
            seen => seen as f64 * ((self.kept + 1) as f64 / (self.asked + 1) as f64),
        };
        let rate = self.accepted as f64 / open.max(1.0);
        let hot = f64::min(HOT_RATE, HOT_ROW_RATE / units.max(1) as f64);
        if rate >= hot {
            self.found.hot = temperature;
        }
        if rate >= COLD_ROW_RATE / units.max(1) as f64 {
            self.found.cold = temperature;
        }
        *self = Pilot { found: self.found, ..Pilot::default() };
        rate >= FAR_TOO_HOT * hot
    }
}

impl Anneal {
    /// A run between two temperatures.
    pub fn new(between: Temperatures, run: &Run, state: &State, around: &Neighbourhood, random: &mut Random) -> Self {
        let sweep = Sweep::new(state, around);
        let most = if sweep.is_some() { ROWS_BLOCK } else { BLOCK };
        let mut anneal = Self::with_blocks(between, run, (run.length / FEWEST_BLOCKS).clamp(1, most));
        anneal.rows = sweep.map(|sweep| Rows::new(sweep, &anneal, state, around, random));
        anneal
    }

    /// A quick run to learn temperatures from; `None` when it is too short for that.
    pub fn pilot(run: &Run, state: &State, around: &Neighbourhood, random: &mut Random) -> Option<Self> {
        if run.length < PILOT_LEAST {
            return None;
        }
        let found = Temperatures { hot: PILOT.cold, cold: PILOT.cold };
        let mut anneal = Self::with_blocks(PILOT, run, run.length / FEWEST_BLOCKS);
        anneal.pilot = Some(Pilot { found, ..Pilot::default() });
        anneal.rows = Sweep::new(state, around).map(|sweep| Rows::new(sweep, &anneal, state, around, random));
        Some(anneal)
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
            settle: blocks / SETTLE_SHARE,
            least_hard: run.least_hard,
            strayed: false,
            log,
            threshold: Vec::new(),
            rows: None,
        };
        anneal.set_thresholds();
        anneal
    }

    /// Makes what is left of the run this many times as long.
    pub fn stretch(&mut self, ratio: f64) {
        let before = self.blocks_left.max(1);
        self.blocks_left = ((before as f64 * ratio) as u64).max(1);
        self.settle = (self.settle as f64 * ratio) as u64;
        self.cooling = libm::pow(self.cooling, before as f64 / self.blocks_left as f64);
    }

    /// Goes on by one candidate, or by one row of them where that can be: how many, and whether a move was made.
    pub fn advance(&mut self, state: &mut State, around: &Neighbourhood, random: &mut Random) -> (u64, bool) {
        match self.rows.take() {
            None => (1, self.tick(state, around, random)),
            Some(mut rows) => {
                let done = self.row(&mut rows, state, around, random);
                self.rows = Some(rows);
                done
            }
        }
    }

    /// All swaps of one unit, its relocations, and now and then a move of another kind.
    fn row(&mut self, rows: &mut Rows, state: &mut State, around: &Neighbourhood, random: &mut Random) -> (u64, bool) {
        let size = around.row();
        if self.left_in_block == 0 {
            self.next_block(state);
            rows.thresholds = rows.sweep.thresholds(state, self.temperature, &rows.logs);
        }
        self.left_in_block = self.left_in_block.saturating_sub(size);
        let mut moved = false;
        if random.one_in(OTHER_ONE_IN)
            && let Some(mv) = around.draw_other(state, random)
        {
            moved |= self.judge(&mv, self.threshold[random.index(CUTS)], false, state);
        }
        let Some(unit) = rows.next_unit(random) else { return (size, moved) };
        let offset = random.index(CUTS);
        if around.relocates() && state.may_shrink(unit) {
            for to in 0..around.slots {
                let mv = Move::Relocate { unit, to };
                if state.may_grow(to) && state.allows(&mv) {
                    moved |= self.judge(&mv, self.threshold[(offset + to as usize) % CUTS], false, state);
                }
            }
        }
        let weight = self.weight as i64;
        rows.sweep.turn_to(state, unit, |g| state.relief(g, weight));
        let mut from = 0;
        while let Some(other) = rows.sweep.next(state, from, &rows.thresholds, offset) {
            let mv = Move::Swap { a: unit, b: other };
            let threshold = (self.temperature * f64::from(rows.logs[offset + other as usize])) as i64;
            if state.allows(&mv) && self.judge(&mv, threshold, false, state) {
                rows.sweep.swapped(state, |g| state.relief(g, weight));
                moved = true;
            }
            from = other + 1;
        }
        if let Some(pilot) = &mut self.pilot {
            pilot.seen += size;
        }
        (size, moved)
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
        if let Some(pilot) = &mut self.pilot
            && pilot.look(self.temperature / self.scale, state.slot_of().len())
        {
            self.temperature *= libm::pow(self.cooling, BLOCKS_SKIPPED);
        }
        self.temperature *= self.cooling;
        self.set_thresholds();
        self.blocks_left = self.blocks_left.saturating_sub(1);
        self.weight *= match self.strayed {
            true => HEAVIER,
            false if self.blocks_left > self.settle => LIGHTER,
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

impl Rows {
    fn new(sweep: Sweep, anneal: &Anneal, state: &State, around: &Neighbourhood, random: &mut Random) -> Self {
        let mut logs: Vec<f32> = anneal.log.iter().map(|&log| log as f32).collect();
        random.shuffle(&mut logs);
        let end = CUTS + state.problem().affinity.stride();
        while logs.len() < end {
            logs.extend_from_within(..(end - logs.len()).min(CUTS));
        }
        let thresholds = sweep.thresholds(state, anneal.temperature, &logs);
        Self { sweep, logs, thresholds, order: around.movable.clone(), next: usize::MAX }
    }

    /// The units in a random order, then in another.
    fn next_unit(&mut self, random: &mut Random) -> Option<u32> {
        if self.next >= self.order.len() {
            random.shuffle(&mut self.order);
            self.next = 0;
        }
        self.next += 1;
        self.order.get(self.next - 1).copied()
    }
}
