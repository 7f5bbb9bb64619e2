//! Repair: brings broken hard rules back, looking only at groups that break one.
//!
//! Min-conflicts (Minton, Johnston, Philips and Laird 1992) with a tabu list and random walk: pick a unit that takes
//! part in a violation, try it against many partners, take the best.

use super::moves::{Move, Neighbourhood};
use super::state::{Change, State};
use crate::random::Random;

/// Partners tried per step: enough to meet a rare value, few enough to keep steps cheap.
const FEWEST: u32 = 16;
const MOST: u32 = 300;

/// A unit that moved rests for this many steps, plus up to as many again.
const REST: u64 = 6;

/// A step that makes things worse is taken once in so many, to leave dead ends.
const WORSEN_ONE_IN: u32 = 24;

/// One in so many tries changes sizes instead of swapping, where sizes may change.
const RESIZE_ONE_IN: u32 = 4;

/// One in so many tries gives the group another label, where some are free: members may be barred from its own.
const RELABEL_ONE_IN: u32 = 16;

#[derive(Clone, Debug)]
pub(super) struct Repair {
    tries: u32,
    left: u32,
    group: usize,
    unit: u32,
    best: Option<(Change, Move)>,
    ties: u32,
    step: u64,
    rests_until: Vec<u64>,
}

impl Repair {
    pub fn new(state: &State, around: &Neighbourhood) -> Self {
        let tries = (around.movable.len() as u32).clamp(FEWEST, MOST);
        let units = state.slot_of().len();
        Self { tries, left: 0, group: 0, unit: 0, best: None, ties: 0, step: 0, rests_until: vec![0; units] }
    }

    /// One evaluated candidate; true when the step ended with a move made.
    pub fn tick(&mut self, state: &mut State, around: &Neighbourhood, random: &mut Random) -> bool {
        if self.left == 0 {
            self.begin(state, random);
        }
        self.left -= 1;
        if let Some(mv) = self.candidate(state, around, random) {
            let change = state.evaluate(&mv);
            let rank = |c: &Change| (c.hard, -c.energy);
            let resting = self.resting(&mv) && change.hard >= 0;
            let better =
                self.best.as_ref().map_or(std::cmp::Ordering::Less, |(best, _)| rank(&change).cmp(&rank(best)));
            if !resting && better.is_lt() {
                self.best = Some((change, mv));
                self.ties = 1;
            } else if !resting && better.is_eq() {
                // Every tied candidate is kept with equal chance.
                self.ties += 1;
                if random.one_in(self.ties) {
                    self.best = Some((change, mv));
                }
            }
        }
        self.left == 0 && self.end(state, random)
    }

    fn begin(&mut self, state: &State, random: &mut Random) {
        self.left = self.tries;
        self.best = None;
        self.step += 1;
        let violated = state.violated();
        self.group = violated.get(random.index(violated.len())).map_or(0, |&g| g as usize);
        let members = state.members(self.group);
        self.unit = members.get(random.index(members.len())).copied().unwrap_or_default();
    }

    fn candidate(&self, state: &State, around: &Neighbourhood, random: &mut Random) -> Option<Move> {
        if !around.labelled.is_empty() && random.one_in(RELABEL_ONE_IN) {
            return around.draw_label_of(self.group as u32, random).filter(|mv| state.allows(mv));
        }
        let other = *around.movable.get(random.index(around.movable.len()))?;
        let pinned = state.problem().pin(self.unit as usize).is_some();
        let mv = if around.flexible && random.one_in(RESIZE_ONE_IN) {
            if pinned || random.one_in(2) {
                Move::Relocate { unit: other, to: self.group as u32 }
            } else {
                Move::Relocate { unit: self.unit, to: random.below(around.slots) }
            }
        } else if pinned {
            return None;
        } else {
            Move::Swap { a: self.unit, b: other }
        };
        Some(mv).filter(|mv| state.allows(mv))
    }

    fn resting(&self, mv: &Move) -> bool {
        let rests = |unit: u32| self.rests_until[unit as usize] > self.step;
        match *mv {
            Move::Relocate { unit, .. } => rests(unit),
            Move::Swap { a, b } => rests(a) || rests(b),
            Move::Relabel { .. } | Move::SwapLabels { .. } | Move::SwapSlots { .. } => false,
        }
    }

    fn end(&mut self, state: &mut State, random: &mut Random) -> bool {
        let Some((change, mv)) = self.best.take() else { return false };
        if change.hard > 0 && !random.one_in(WORSEN_ONE_IN) {
            return false;
        }
        state.apply(&mv);
        let until = self.step + REST + u64::from(random.below(REST as u32));
        match mv {
            Move::Relocate { unit, .. } => self.rests_until[unit as usize] = until,
            Move::Swap { a, b } => {
                self.rests_until[a as usize] = until;
                self.rests_until[b as usize] = until;
            }
            Move::Relabel { .. } | Move::SwapLabels { .. } | Move::SwapSlots { .. } => {}
        }
        true
    }
}
