//! The neighbourhood: what a move is, which moves are allowed, how one is drawn.

use super::initial::is_stretched;
use super::state::State;
use crate::random::Random;

/// Among drawn moves, one in so many concerns labels. A label move looks at every member, hence rarely.
const LABEL_ONE_IN: u32 = 16;

/// Among the others, one in so many changes two sizes, where sizes may change: swaps do most of the work.
const RELOCATE_ONE_IN: u32 = 5;

/// A change of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// A unit goes to another slot.
    Relocate { unit: u32, to: u32 },
    /// Two units of different slots change places.
    Swap { a: u32, b: u32 },
    /// A slot takes another label.
    Relabel { slot: u32, label: u32 },
    /// Two slots exchange labels.
    SwapLabels { a: u32, b: u32 },
    /// Two slots exchange all members and their labels. It changes no score, but where size ranges differ it opens
    /// sizes that single relocations would have to pay for on the way.
    SwapSlots { a: u32, b: u32 },
}

/// Where size ranges differ, one draw in so many exchanges slots, which costs as much as moving all their members.
const SWAP_SLOTS_ONE_IN: u32 = 1000;

/// What of the neighbourhood is open at all, found once.
#[derive(Clone, Debug)]
pub(super) struct Neighbourhood {
    /// Units that are not pinned.
    pub movable: Vec<u32>,
    /// Slots whose label is not fixed.
    pub labelled: Vec<u32>,
    pub slots: u32,
    pub labels: u32,
    /// Whether any slot's size may change.
    pub flexible: bool,
    /// Whether annealing by groups leaves the sizes as they were to begin with: stretched ones, which heat would only spoil, as they do
    /// not come back when it cools down. (On MDGPLIB that made up for up to 0.9 %.) Rules and labels may need others.
    pub settled: bool,
    /// Whether size ranges that may change differ from slot to slot.
    pub uneven: bool,
}

impl Neighbourhood {
    pub fn new(state: &State) -> Self {
        let problem = state.problem();
        let (labels, labelled) = match &problem.labels {
            Some(labels) if labels.count > 1 => {
                let free = |&s: &u32| labels.fixed.get(s as usize).copied().flatten().is_none();
                (labels.count, (0..problem.slots.len() as u32).filter(free).collect())
            }
            _ => (0, Vec::new()),
        };
        let flexible = problem.slots.len() > 1 && problem.slots.iter().any(|s| s.lo < s.hi);
        Self {
            movable: (0..problem.units() as u32).filter(|&u| problem.pin(u as usize).is_none()).collect(),
            labelled,
            slots: problem.slots.len() as u32,
            labels,
            flexible,
            settled: problem.rules.is_empty() && problem.labels.is_none() && is_stretched(problem),
            uneven: flexible && problem.slots.windows(2).any(|pair| pair[0] != pair[1]),
        }
    }

    /// Number of moves in one walk of a [`Cursor`].
    pub fn size(&self) -> u64 {
        let pairs = |n: u64| n * n.saturating_sub(1) / 2;
        let (units, labelled) = (self.movable.len() as u64, self.labelled.len() as u64);
        let relocations = if self.flexible { units * u64::from(self.slots) } else { 0 };
        pairs(units) + relocations + labelled * u64::from(self.labels) + pairs(labelled)
    }

    /// A random swap; `None` when what was drawn is not allowed.
    pub fn draw_swap(&self, state: &State, random: &mut Random) -> Option<Move> {
        let (a, b) = random.pair(self.movable.len() as u32);
        let (a, b) = (*self.movable.get(a as usize)?, *self.movable.get(b as usize)?);
        Some(Move::Swap { a, b }).filter(|mv| state.allows(mv))
    }

    /// A random move; `None` when what was drawn is not allowed.
    pub fn draw(&self, state: &State, random: &mut Random) -> Option<Move> {
        let mv = if !self.labelled.is_empty() && random.one_in(LABEL_ONE_IN) {
            self.draw_label(random)
        } else if self.uneven && random.one_in(SWAP_SLOTS_ONE_IN) {
            self.draw_slots(random)
        } else if self.flexible && random.one_in(RELOCATE_ONE_IN) {
            let unit = *self.movable.get(random.index(self.movable.len()))?;
            Move::Relocate { unit, to: random.below(self.slots) }
        } else {
            return self.draw_swap(state, random);
        };
        Some(mv).filter(|mv| state.allows(mv))
    }

    /// A random move that neither swaps nor relocates units; `None` when there is none, or what was drawn is not
    /// allowed.
    pub fn draw_other(&self, state: &State, random: &mut Random) -> Option<Move> {
        let mv = if self.uneven && !self.settled && random.one_in(SWAP_SLOTS_ONE_IN / 16) {
            self.draw_slots(random)
        } else if !self.labelled.is_empty() {
            self.draw_label(random)
        } else {
            return None;
        };
        Some(mv).filter(|mv| state.allows(mv))
    }

    fn draw_label(&self, random: &mut Random) -> Move {
        self.relabel(self.labelled[random.index(self.labelled.len())], random)
    }

    /// Another label for a slot; `None` when its label is fixed.
    pub fn draw_label_of(&self, slot: u32, random: &mut Random) -> Option<Move> {
        self.labelled.binary_search(&slot).ok().map(|_| self.relabel(slot, random))
    }

    fn relabel(&self, slot: u32, random: &mut Random) -> Move {
        if random.one_in(2) {
            Move::Relabel { slot, label: random.below(self.labels) }
        } else {
            Move::SwapLabels { a: slot, b: self.labelled[random.index(self.labelled.len())] }
        }
    }

    fn draw_slots(&self, random: &mut Random) -> Move {
        let (a, b) = random.pair(self.slots);
        Move::SwapSlots { a, b }
    }

    /// Whether there are labels that are not fixed.
    pub fn chooses_labels(&self) -> bool {
        !self.labelled.is_empty()
    }

    /// Whether annealing by groups changes sizes.
    pub fn relocates(&self) -> bool {
        self.flexible && !self.settled
    }
}

/// Walks through the whole neighbourhood, again and again.
#[derive(Clone, Debug, Default)]
pub(super) struct Cursor {
    stage: u8,
    i: usize,
    j: usize,
}

impl Cursor {
    /// The next move, allowed or not; `None` when a walk has ended and the next call starts anew.
    pub fn next(&mut self, around: &Neighbourhood) -> Option<Move> {
        let (units, labelled) = (around.movable.len(), around.labelled.len());
        loop {
            let (rows, columns) = match self.stage {
                0 => (units, units),
                1 => (if around.flexible { units } else { 0 }, around.slots as usize),
                2 => (labelled, around.labels as usize),
                3 => (labelled, labelled),
                _ => {
                    *self = Self::default();
                    return None;
                }
            };
            if self.i >= rows {
                *self = Self { stage: self.stage + 1, i: 0, j: 0 };
            } else if self.j >= columns {
                self.i += 1;
                // Swaps are symmetric: half the square is enough.
                self.j = if matches!(self.stage, 0 | 3) { self.i + 1 } else { 0 };
            } else {
                let (i, j) = (self.i, self.j);
                self.j += 1;
                return Some(match self.stage {
                    0 => Move::Swap { a: around.movable[i], b: around.movable[j] },
                    1 => Move::Relocate { unit: around.movable[i], to: j as u32 },
                    2 => Move::Relabel { slot: around.labelled[i], label: j as u32 },
                    _ => Move::SwapLabels { a: around.labelled[i], b: around.labelled[j] },
                });
            }
        }
    }
}
