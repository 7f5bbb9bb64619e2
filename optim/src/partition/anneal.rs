//! Simulated annealing on the energy (Kirkpatrick, Gelatt and Vecchi 1983), hard rules under an adaptive weight.
//!
//! Temperatures and thresholds are `f64`: only additions, products and `libm`, hence the same on every platform.

use super::moves::Neighbourhood;
use super::state::State;
use crate::random::Random;

/// First and last temperature without a pilot, in root-mean-square changes of a random swap: random affinities freeze
/// near 0.1, Euclidean ones near 0.01 (measured on MDGPLIB).
const DEFAULT: Temperatures = Temperatures { hot: 0.25, cold: 0.01 };

/// What a pilot passes through to find better ones.
const PILOT: Temperatures = Temperatures { hot: 0.3, cold: 0.001 };

/// Where a run should begin and end, in accepted losses among moves that break no further rule: on MDGPLIB the score
/// rises between these two whatever the kind of affinities, and hardly outside.
const HOT_RATE: f64 = 0.01;
const COLD_RATE: f64 = 1e-4;

/// A pilot needs this many candidates to tell such rates.
const PILOT_LEAST: u64 = 32_000;

/// Candidates between two looks at temperature and weight.
const BLOCK: u64 = 4096;

/// A short run is still cut into this many blocks.
const FEWEST_BLOCKS: u64 = 64;

/// How many times the reference of the weakest is moved up in a run.
const RETUNES: u64 = 16;

/// Cut points of the logarithm; a power of two.
const CUTS: usize = 1024;

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

impl Default for Temperatures {
    fn default() -> Self {
        DEFAULT
    }
}

/// Learns at which temperatures moves cease to be accepted.
#[derive(Clone, Copy, Debug)]
struct Pilot {
    found: Temperatures,
    /// Candidates of this block that break no further rule, and how many of them were accepted though they lose: gains
    /// say that a run is behind its temperature, not that the temperature is too high.
    open: u64,
    accepted: u64,
}

#[derive(Clone, Debug)]
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
}

impl Pilot {
    /// Ends a block at this temperature.
    fn look(&mut self, temperature: f64) {
        let rate = self.accepted as f64 / self.open.max(1) as f64;
        if rate >= HOT_RATE {
            self.found.hot = temperature;
        }
        if rate >= COLD_RATE {
            self.found.cold = temperature;
        }
        (self.open, self.accepted) = (0, 0);
    }
}

impl Anneal {
    /// A run over `length` candidates; `scale` is the root-mean-square change of a random swap.
    pub fn new(between: Temperatures, scale: f64, length: u64, least_hard: i64) -> Self {
        let block = (length / FEWEST_BLOCKS).clamp(1, BLOCK);
        Self::with_blocks(between, scale, length, block, least_hard)
    }

    /// A quick run to learn temperatures from; `None` when `length` is too short for that.
    pub fn pilot(scale: f64, length: u64, least_hard: i64) -> Option<Self> {
        let found = Temperatures { hot: PILOT.cold, cold: PILOT.cold };
        let pilot = Pilot { found, open: 0, accepted: 0 };
        let run = || Self::with_blocks(PILOT, scale, length, length / FEWEST_BLOCKS, least_hard);
        (length >= PILOT_LEAST).then(|| Self { pilot: Some(pilot), ..run() })
    }

    /// What a pilot found.
    pub fn temperatures(&self) -> Temperatures {
        let usable = |pilot: &Pilot| pilot.found.hot > pilot.found.cold;
        self.pilot.filter(usable).map_or(DEFAULT, |pilot| pilot.found)
    }

    fn with_blocks(between: Temperatures, scale: f64, length: u64, block: u64, least_hard: i64) -> Self {
        let blocks = (length / block).max(1);
        let retune_every = (blocks / RETUNES).max(1);
        let log = (0..CUTS).map(|k| libm::log((k as f64 + 0.5) / CUTS as f64)).collect();
        let scale = scale.max(1.0);
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
            least_hard,
            strayed: false,
            log,
            threshold: vec![0; CUTS],
        };
        anneal.set_thresholds();
        anneal
    }

    /// One evaluated candidate; true when a move was made.
    #[inline]
    pub fn tick(&mut self, state: &mut State, around: &Neighbourhood, random: &mut Random) -> bool {
        if self.left_in_block == 0 {
            self.next_block(state);
        }
        self.left_in_block -= 1;
        let threshold = self.threshold[random.index(CUTS)];
        let Some(mv) = around.draw(state, random) else { return false };
        let gain = state.gain_of(&mv);
        if gain < threshold && self.pilot.is_none() && !state.burdened(&mv) {
            return false;
        }
        let (hard, penalty) = state.rules_of(&mv);
        let energy = gain.saturating_sub(penalty).saturating_sub((self.weight as i64).saturating_mul(hard));
        let accepted = energy >= threshold;
        if let Some(pilot) = &mut self.pilot
            && hard <= 0
        {
            pilot.open += 1;
            pilot.accepted += u64::from(accepted && energy < 0);
        }
        if !accepted {
            return false;
        }
        state.apply(&mv);
        self.strayed |= state.hard() > self.least_hard;
        self.least_hard = self.least_hard.min(state.hard());
        true
    }

    fn next_block(&mut self, state: &mut State) {
        self.left_in_block = self.block;
        if let Some(pilot) = &mut self.pilot {
            pilot.look(self.temperature / self.scale);
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
        for (threshold, log) in self.threshold.iter_mut().zip(&self.log) {
            *threshold = (self.temperature * log) as i64;
        }
    }
}
