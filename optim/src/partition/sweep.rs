//! Two groups against each other: which exchanges between them are worth a closer look?
//!
//! When unit x of group g and unit y of group h change places, the score changes by what x gains by going, what y gains
//! by going, and less twice the affinity of the two, which both counted. The first two do not know of each other, so
//! the best y bounds what any exchange of x can bring; and as annealing accepts a loss by chance, the luckiest chance
//! among the members of h decides whether x is looked at with each of them. Most are not, once the plan has cooled down:
//! a pair of groups then costs as much as they have members, not as they have pairs. What passes is evaluated exactly by
//! whoever asked, rules included.

use super::problem::{Objective, Problem, UNIT};
use super::state::State;
use wide::{f32x8, i32x8};

/// Numbers that are worked on at once: fewer than elsewhere, as groups are small.
const LANES: usize = 8;

/// Cut points of the logarithm.
pub(super) const CUTS: usize = 4096;

/// What chance allows: a change is accepted when it is at least T·ln(u), u uniform, from a table in random order.
///
/// Unit number i of one group and number j of another take cut point (o + i) · step + j, o random: as `step` is odd and
/// no smaller than a group, units that follow each other have chances of their own.
pub(super) struct Chances {
    step: usize,
    logs: Vec<f32>,
    /// The least of the logarithms that a unit meets in the other group.
    least: Vec<f32>,
    /// The same, times the temperature.
    threshold: Vec<f32>,
    temperature: f32,
}

impl Chances {
    /// `logs` of [`CUTS`] cut points in a random order; groups have at most `widest` members.
    pub fn new(mut logs: Vec<f32>, widest: usize) -> Self {
        let step = widest | 1;
        let reach = step.next_multiple_of(LANES) + LANES;
        while logs.len() < CUTS + reach {
            logs.extend_from_within(..(CUTS + reach - logs.len()).min(CUTS));
        }
        let of = |first: usize| logs[first..first + step].iter().copied().fold(f32::INFINITY, f32::min);
        // Further on the table repeats itself.
        let distinct: Vec<f32> = (0..CUTS).map(of).collect();
        let least = (0..CUTS + reach).map(|at| distinct[at * step % CUTS]).collect::<Vec<f32>>();
        Self { step, threshold: least.clone(), least, logs, temperature: 1.0 }
    }

    pub fn set_temperature(&mut self, temperature: f64) {
        self.temperature = temperature as f32;
        for (threshold, least) in self.threshold.iter_mut().zip(&self.least) {
            *threshold = self.temperature * least;
        }
    }

    /// What an exchange must reach.
    #[cfg(test)]
    pub fn asked(&self, offset: usize, i: usize, j: usize) -> f64 {
        f64::from(self.temperature * self.logs[self.first(offset + i) + j])
    }

    /// What a relocation must reach.
    #[cfg(test)]
    pub fn asked_alone(&self, offset: usize, i: usize) -> f64 {
        f64::from(self.temperature * self.logs[(offset + i) % CUTS])
    }

    /// Where the logarithms for a unit begin, of which each member of the other group takes one.
    fn first(&self, at: usize) -> usize {
        at * self.step % CUTS
    }
}

/// One of two groups. Rows are filled up to whole lanes.
#[derive(Default)]
struct Side {
    /// Affinity of each to the other group.
    there: Vec<i32>,
    /// What the label of the other group is worth to each beyond that of its own.
    wish: Vec<f32>,
    /// What each gains by going, the affinity to whom it meets in return not taken off; nothing tempts a pinned one.
    gain: Vec<f32>,
}

/// What the members of a group have in common with it, as of some revision.
#[derive(Clone, Default)]
struct Own {
    revision: u64,
    /// Their items.
    items: Vec<u32>,
    affinity: Vec<i32>,
}

/// Two groups, of which one may be looked at with the other.
pub(super) struct Sweep {
    pinned: Vec<bool>,
    any_pinned: bool,
    /// Of every group: between two looks at it, most do not change.
    own: Vec<Own>,
    sides: [Side; 2],
    groups: [usize; 2],
    /// What a pair counts in both groups together.
    weight: f32,
    /// The best gain in the second group, and what rules may gain.
    best: f32,
    relief: f32,
    /// No pair has less affinity.
    smallest: f32,
}

impl Sweep {
    /// Whether the score is a sum over pairs in groups.
    pub fn applies(problem: &Problem) -> bool {
        problem.objective != Objective::Worst && problem.slots.len() > 1
    }

    /// `None` where it does not apply.
    pub fn new(state: &State) -> Option<Self> {
        let problem = state.problem();
        let pinned: Vec<bool> = (0..problem.units()).map(|unit| problem.pin(unit).is_some()).collect();
        Self::applies(problem).then(|| Self {
            any_pinned: pinned.contains(&true),
            pinned,
            own: vec![Own::default(); problem.slots.len()],
            sides: Default::default(),
            groups: [0, 0],
            weight: 0.0,
            best: 0.0,
            relief: 0.0,
            smallest: problem.affinity.smallest() as f32,
        })
    }

    /// Turns to two groups, where rules may gain `relief` at most. Those who have just gone from one to the other, `gone`,
    /// are not looked at: to take back at once what chance allowed would be to allow nothing.
    pub fn turn_to(&mut self, state: &State, groups: [usize; 2], relief: i64, gone: &[u32]) {
        let [g, h] = groups;
        self.groups = groups;
        self.relief = relief as f32;
        let weights = groups.map(|g| state.weight_of(g) as f32);
        self.weight = weights[0] + weights[1];
        for g in groups {
            self.own[g].keep_up(state, g);
        }
        self.sides[0].fill(state, &self.own[g], [g, h], weights);
        self.sides[1].fill(state, &self.own[h], [h, g], [weights[1], weights[0]]);
        if self.any_pinned {
            for (side, g) in self.sides.iter_mut().zip(groups) {
                side.exempt(state.members(g), &self.pinned);
            }
        }
        for &unit in gone {
            let side = usize::from(state.group_of(unit) == h);
            self.sides[side].gain[state.position(unit)] = f32::NEG_INFINITY;
        }
        self.best = self.sides[1].best();
    }

    /// The most that there is besides what the two gain by going: from rules, and for the least affinity.
    fn most(&self) -> f32 {
        self.relief - self.weight * self.smallest
    }

    /// Number `from` of the first group or the first after it for whom some exchange may pass.
    pub fn candidate(&self, from: usize, offset: usize, chances: &Chances) -> Option<usize> {
        let (start, mut skip) = (from / LANES, from % LANES);
        let limit = f32x8::splat(-(self.best + self.most()));
        let rows = lanes(&self.sides[0].gain).zip(lanes(&chances.threshold[offset..]));
        for (at, (gains, least)) in rows.enumerate().skip(start) {
            let passing = (f32x8::from(*gains) - f32x8::from(*least)).simd_ge(limit).to_bitmask() >> skip << skip;
            if passing != 0 {
                return Some(at * LANES + passing.trailing_zeros() as usize);
            }
            skip = 0;
        }
        None
    }

    /// For number `i` of the first group, number `from` of the second or the first after it with which an exchange passes:
    /// both units, and the threshold.
    pub fn exchange(
        &self,
        state: &State,
        i: usize,
        from: usize,
        offset: usize,
        chances: &Chances,
    ) -> Option<(usize, [u32; 2], f32)> {
        let [first, second] = &self.sides;
        let (start, mut skip) = (from / LANES, from % LANES);
        let unit = state.members(self.groups[0])[i];
        let first_log = chances.first(offset + i);
        let (gain, hope) = (f32x8::splat(first.gain[i] + self.relief), f32x8::splat(first.gain[i] + self.most()));
        let temperature = f32x8::splat(chances.temperature);
        let weight = f32x8::splat(self.weight);
        let mut row = None;
        let rows =
            lanes(&second.gain).zip(lanes(&self.own[self.groups[1]].items)).zip(lanes(&chances.logs[first_log..]));
        for (at, ((gains, items), logs)) in rows.enumerate().skip(start) {
            let gains = f32x8::from(*gains);
            let thresholds = temperature * f32x8::from(*logs);
            let hopeful = (hope + gains).simd_ge(thresholds).to_bitmask() >> skip << skip;
            if hopeful != 0 {
                let row = row.get_or_insert_with(|| state.problem().affinity.wide(state.item(unit)));
                let change = gain + gains - weight * as_floats(&picked(row, items));
                let passing = change.simd_ge(thresholds).to_bitmask() & hopeful;
                if passing != 0 {
                    let lane = passing.trailing_zeros() as usize;
                    let j = at * LANES + lane;
                    let other = state.members(self.groups[1])[j];
                    return Some((j, [unit, other], thresholds.as_array()[lane]));
                }
            }
            skip = 0;
        }
        None
    }

    /// Units of one side that may pass when they go to the other without anyone in return, each with its threshold.
    pub fn leavers(&self, state: &State, side: usize, offset: usize, chances: &Chances, found: &mut Vec<(u32, f32)>) {
        found.clear();
        let (from, to) = (self.groups[side], self.groups[1 - side]);
        let Some((constant, kept, joined)) = state.terms_of_relocation(from, to) else { return };
        let [constant, kept, joined] = [constant as f32 + self.relief, kept as f32, joined as f32].map(f32x8::splat);
        let temperature = f32x8::splat(chances.temperature);
        let Side { there, wish, gain } = &self.sides[side];
        let rows = lanes(gain).zip(lanes(wish)).zip(lanes(there).zip(lanes(&self.own[from].affinity)));
        for (at, (((gain, wish), (there, here)), logs)) in rows.zip(lanes(&chances.logs[offset..])).enumerate() {
            let change = constant + joined * as_floats(there) - kept * as_floats(here) + f32x8::from(*wish);
            let thresholds = temperature * f32x8::from(*logs);
            let there_is = f32x8::from(*gain).simd_gt(f32x8::splat(f32::NEG_INFINITY));
            let mut passing = (change.simd_ge(thresholds) & there_is).to_bitmask();
            while passing != 0 {
                let i = passing.trailing_zeros() as usize;
                found.push((state.members(from)[at * LANES + i], thresholds.as_array()[i]));
                passing &= passing - 1;
            }
        }
    }
}

impl Own {
    fn keep_up(&mut self, state: &State, g: usize) {
        if self.revision != state.revision(g) {
            self.revision = state.revision(g);
            let members = state.members(g);
            self.items.clear();
            self.items.extend(members.iter().map(|&unit| state.item(unit) as u32));
            self.items.resize(members.len().next_multiple_of(LANES), 0);
            gather(&self.items, state.gains(g), &mut self.affinity);
        }
    }
}

impl Side {
    fn fill(&mut self, state: &State, own: &Own, [here, there]: [usize; 2], weights: [f32; 2]) {
        let units = state.members(here);
        gather(&own.items, state.gains(there), &mut self.there);
        let rows = own.items.len();
        if self.gain.len() != rows {
            self.gain.resize(rows, 0.0);
            self.wish.resize(rows, 0.0);
        }
        if !state.label_of().is_empty() {
            for (wish, &unit) in self.wish.iter_mut().zip(units) {
                *wish = wish_of(state, unit, [here, there]);
            }
        }
        let [weight_here, weight_there] = weights.map(f32x8::splat);
        let affinities = lanes(&own.affinity).zip(lanes(&self.there)).zip(lanes(&self.wish));
        for (gain, ((here, there), wish)) in self.gain.as_chunks_mut::<LANES>().0.iter_mut().zip(affinities) {
            let change = weight_there * as_floats(there) - weight_here * as_floats(here);
            *gain = (change + f32x8::from(*wish)).to_array();
        }
        self.gain[units.len()..].fill(f32::NEG_INFINITY);
    }

    /// Leaves some members where they are.
    fn exempt(&mut self, units: &[u32], pinned: &[bool]) {
        for (gain, &unit) in self.gain.iter_mut().zip(units) {
            if pinned[unit as usize] {
                *gain = f32::NEG_INFINITY;
            }
        }
    }

    /// The most that anyone gains by going.
    fn best(&self) -> f32 {
        let best =
            lanes(&self.gain).fold(f32x8::splat(f32::NEG_INFINITY), |best, &gains| best.fast_max(f32x8::from(gains)));
        best.as_array().iter().fold(f32::NEG_INFINITY, |most, &gain| if gain > most { gain } else { most })
    }
}

fn lanes<T>(row: &[T]) -> impl Iterator<Item = &[T; LANES]> {
    row.as_chunks::<LANES>().0.iter()
}

fn as_floats(row: &[i32; LANES]) -> f32x8 {
    f32x8::from_i32x8(i32x8::from(*row))
}

/// The numbers of some items in a row over all.
fn picked(row: &[i32], items: &[u32; LANES]) -> [i32; LANES] {
    let mut numbers = [0; LANES];
    for (number, &item) in numbers.iter_mut().zip(items) {
        *number = row[item as usize];
    }
    numbers
}

/// The same for whole lanes of items.
fn gather(items: &[u32], row: &[i32], into: &mut Vec<i32>) {
    into.resize(items.len(), 0);
    for (into, items) in into.as_chunks_mut::<LANES>().0.iter_mut().zip(lanes(items)) {
        *into = picked(row, items);
    }
}

/// What the label of the second group is worth to a unit beyond that of the first.
fn wish_of(state: &State, unit: u32, [from, to]: [usize; 2]) -> f32 {
    (UNIT * (state.preference(unit, to) - state.preference(unit, from))) as f32
}
