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
    /// Affinity of each to its own group and to the other.
    here: Vec<i32>,
    there: Vec<i32>,
    /// What each gains by going, the affinity to whom it meets in return not taken off; nothing tempts a pinned one.
    gain: Vec<f32>,
}

/// Two groups, of which one may be looked at with the other.
pub(super) struct Sweep {
    pinned: Vec<bool>,
    any_pinned: bool,
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
        self.sides[0].fill(state, [g, h], weights);
        self.sides[1].fill(state, [h, g], [weights[1], weights[0]]);
        if self.any_pinned || !gone.is_empty() {
            let pinned = &self.pinned;
            for (side, g) in self.sides.iter_mut().zip(groups) {
                side.exempt(state.members(g), |unit| pinned[unit as usize] || gone.contains(&unit));
            }
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
        let limit = -(self.best + self.most());
        let thresholds = &chances.threshold[offset..];
        let rows = self.sides[0].gain.as_chunks::<LANES>().0.get(start..)?.iter();
        for (at, (gains, least)) in (start..).zip(rows.zip(thresholds.as_chunks::<LANES>().0.get(start..)?)) {
            let mut any = 0;
            for i in 0..LANES {
                any |= if gains[i] - least[i] >= limit { -1 } else { 0 };
            }
            if any != 0
                && let Some(i) = (skip..LANES).find(|&i| gains[i] - least[i] >= limit)
            {
                return Some(at * LANES + i);
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
        let (units, others) = (state.members(self.groups[0]), state.members(self.groups[1]));
        let unit = units[i];
        let first_log = chances.first(offset + i);
        let (gain, hope) = (first.gain[i] + self.relief, first.gain[i] + self.most());
        let (start, mut skip) = (from / LANES, from % LANES);
        let gains = second.gain.as_chunks::<LANES>().0.get(start..)?.iter();
        let logs = chances.logs[first_log..].as_chunks::<LANES>().0.get(start..)?;
        for (at, (gains, logs)) in (start..).zip(gains.zip(logs)) {
            let mut any = 0;
            for i in 0..LANES {
                any |= if hope + gains[i] >= chances.temperature * logs[i] { -1 } else { 0 };
            }
            if any != 0 && self.any_passes(state, unit, gain, (gains, logs), at, chances.temperature) {
                let affinities = state.problem().affinity.wide(state.item(unit));
                for i in skip..LANES {
                    let Some(&other) = others.get(at * LANES + i) else { break };
                    let threshold = chances.temperature * logs[i];
                    if gain + gains[i] - self.weight * affinities[state.item(other)] as f32 >= threshold {
                        return Some((at * LANES + i, [unit, other], threshold));
                    }
                }
            }
            skip = 0;
        }
        None
    }

    /// Whether an exchange of this unit with one of those lanes passes: where affinities decide, as between points, most get
    /// this far, and are compared at once. The last members, who fill no lanes, may pass.
    #[inline(always)]
    fn any_passes(
        &self,
        state: &State,
        unit: u32,
        gain: f32,
        (gains, logs): (&[f32; LANES], &[f32; LANES]),
        at: usize,
        temperature: f32,
    ) -> bool {
        let others = &state.members(self.groups[1])[at * LANES..];
        let Some(others) = others.first_chunk::<LANES>() else { return true };
        let row = state.problem().affinity.wide(state.item(unit));
        let affinities: [i32; LANES] = std::array::from_fn(|i| row[state.item(others[i])]);
        let mut any = 0;
        for i in 0..LANES {
            let change = gain + gains[i] - self.weight * affinities[i] as f32;
            any |= if change >= temperature * logs[i] { -1 } else { 0 };
        }
        any != 0
    }

    /// Units of one side that may pass when they go to the other without anyone in return, each with its threshold.
    pub fn leavers(&self, state: &State, side: usize, offset: usize, chances: &Chances, found: &mut Vec<(u32, f32)>) {
        found.clear();
        let (from, to) = (self.groups[side], self.groups[1 - side]);
        let Some((constant, kept, joined)) = state.terms_of_relocation(from, to) else { return };
        let (constant, kept, joined) = (constant as f32 + self.relief, kept as f32, joined as f32);
        let Side { here, there, gain } = &self.sides[side];
        for (i, &unit) in state.members(from).iter().enumerate() {
            let wish = wish_of(state, unit, [from, to]);
            let change = constant + joined * there[i] as f32 - kept * here[i] as f32 + wish;
            let threshold = chances.temperature * chances.logs[(offset + i) % CUTS];
            if change >= threshold && gain[i] > f32::NEG_INFINITY {
                found.push((unit, threshold));
            }
        }
    }
}

impl Side {
    fn fill(&mut self, state: &State, [here, there]: [usize; 2], [weight_here, weight_there]: [f32; 2]) {
        let units = state.members(here);
        let rows = units.len().next_multiple_of(LANES);
        if self.gain.len() != rows {
            self.here.resize(rows, 0);
            self.there.resize(rows, 0);
            self.gain.resize(rows, 0.0);
        }
        let (gains_here, gains_there) = (state.gains(here), state.gains(there));
        let gains_there = &gains_there[..gains_here.len()];
        for (&unit, (own, other)) in units.iter().zip(self.here.iter_mut().zip(&mut self.there)) {
            let item = state.item(unit);
            (*own, *other) = (gains_here[item], gains_there[item]);
        }
        let lanes = self.gain.as_chunks_mut::<LANES>().0.iter_mut();
        let affinities = self.here.as_chunks::<LANES>().0.iter().zip(self.there.as_chunks::<LANES>().0);
        for (gain, (here, there)) in lanes.zip(affinities) {
            *gain = std::array::from_fn(|i| weight_there * there[i] as f32 - weight_here * here[i] as f32);
        }
        self.gain[units.len()..].fill(f32::NEG_INFINITY);
        if !state.label_of().is_empty() {
            for (gain, &unit) in self.gain.iter_mut().zip(units) {
                *gain += wish_of(state, unit, [here, there]);
            }
        }
    }

    /// Leaves some members where they are.
    fn exempt(&mut self, units: &[u32], whom: impl Fn(u32) -> bool) {
        for (gain, &unit) in self.gain.iter_mut().zip(units) {
            if whom(unit) {
                *gain = f32::NEG_INFINITY;
            }
        }
    }

    /// The most that anyone gains by going.
    fn best(&self) -> f32 {
        let mut best = [f32::NEG_INFINITY; LANES];
        for gains in self.gain.as_chunks::<LANES>().0 {
            best = std::array::from_fn(|i| if gains[i] > best[i] { gains[i] } else { best[i] });
        }
        best.iter().fold(f32::NEG_INFINITY, |most, &gain| if gain > most { gain } else { most })
    }
}

/// What the label of the second group is worth to a unit beyond that of the first.
fn wish_of(state: &State, unit: u32, [from, to]: [usize; 2]) -> f32 {
    (UNIT * (state.preference(unit, to) - state.preference(unit, from))) as f32
}
