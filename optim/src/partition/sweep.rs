//! One unit against all others at once: which swaps are worth a closer look?
//!
//! How much a score changes when unit x of group g and unit y of group h change places is read from a few numbers that
//! lie in rows: y's affinity to g, x's to h, what y and x have at home, and the affinity of the two. For one x they are
//! compared with the thresholds of annealing for all y in a loop without branches, which becomes vector instructions.
//! What passes is evaluated exactly by whoever asked, rules included.

use super::matrix::LANES;
use super::moves::Neighbourhood;
use super::problem::{Objective, Problem, UNIT};
use super::state::State;

/// Stands where a swap is out of the question: sums of affinities stay within 2^25 (see `Problem::validate`), so that
/// five of them and what rules gain leave it below every threshold, and twice of it does not overflow.
const BARRED: i32 = -(1 << 29);
/// The lowest threshold, and the most that rules are said to gain.
const LIMIT: f64 = (1 << 27) as f64;

/// What a change must reach, a few more than there are units.
pub(super) enum Thresholds {
    /// In affinity points, where all groups weigh the same.
    Even(Vec<i32>),
    /// In points times [`UNIT`], where they do not or labels are wished for.
    Uneven(Vec<f32>),
}

/// Rows for one unit after the other.
pub(super) struct Sweep {
    units: usize,
    /// The plan's count of changes when the rows were last right.
    seen: u64,
    pinned: Vec<u32>,
    /// Of every unit: its affinity to its own group.
    own: Vec<i32>,
    /// Of every unit: the affinity of the unit at hand to that unit's group.
    reach: Vec<i32>,
    column: Vec<i32>,
    uneven: Option<Uneven>,
    unit: u32,
    group: usize,
    /// The affinity of the unit at hand to its own group.
    own_here: i32,
}

/// What is needed besides where pairs weigh more in one group than in another, or units wish for labels.
struct Uneven {
    /// Of every unit: the weight of the pairs in its group.
    weight: Vec<f32>,
    /// What every unit wishes for a label, label by label; a row of nothing without labels.
    wishes: Vec<f32>,
    /// Of every unit: what it wishes for its group's label.
    own_wish: Vec<f32>,
    /// Of every unit: what the unit at hand wishes for that unit's group, and what rules may gain there.
    reach: Vec<f32>,
    column: Vec<f32>,
}

impl Sweep {
    /// Whether the score is a sum over pairs in groups, and no item has several seats.
    pub fn applies(problem: &Problem) -> bool {
        let single = problem.units() == problem.affinity.items()
            && problem.item_of.iter().zip(0..).all(|(&item, unit)| item == unit);
        problem.objective != Objective::Worst && single && !problem.slots.is_empty()
    }

    /// `None` where it does not apply.
    pub fn new(state: &State, around: &Neighbourhood) -> Option<Self> {
        let problem = state.problem();
        if !Self::applies(problem) {
            return None;
        }
        let (stride, slots) = (problem.affinity.stride(), problem.slots.len());
        let fixed = problem.slots.iter().all(|slot| slot.lo == slot.hi && *slot == problem.slots[0]);
        let even = problem.labels.is_none() && (fixed || problem.objective == Objective::Total);
        let mut movable = around.movable.iter().peekable();
        let pinned = (0..problem.units() as u32).filter(|unit| movable.next_if_eq(&unit).is_none());
        Some(Self {
            units: problem.units(),
            seen: u64::MAX,
            pinned: pinned.collect(),
            own: vec![0; stride],
            reach: vec![BARRED; stride],
            column: vec![0; slots.max(FEW)],
            uneven: (!even).then(|| Uneven::new(state, stride)),
            unit: 0,
            group: 0,
            own_here: 0,
        })
    }

    /// Thresholds of a temperature times each of `logs`.
    pub fn thresholds(&self, state: &State, temperature: f64, logs: &[f32]) -> Thresholds {
        if self.uneven.is_some() {
            return Thresholds::Uneven(logs.iter().map(|log| temperature as f32 * log).collect());
        }
        let scale = (temperature / self.points(state)) as f32;
        Thresholds::Even(logs.iter().map(|log| (scale * log).max(-LIMIT as f32) as i32).collect())
    }

    /// What an affinity point is worth where all groups weigh the same.
    fn points(&self, state: &State) -> f64 {
        state.weight_of(0).max(1) as f64
    }

    /// Turns to a unit. `relief` is, by group, the most that rules may gain if it is changed.
    pub fn turn_to(&mut self, state: &State, unit: u32, relief: impl Fn(usize) -> i64) {
        if self.seen != state.changes() {
            self.recount(state);
        }
        (self.unit, self.group) = (unit, state.slot_of()[unit as usize] as usize);
        self.own_here = state.gain(self.group, unit);
        let slots = state.problem().slots.len();
        for g in 0..slots {
            self.column[g] = self.reach_of(state, g, &relief);
        }
        gather(&self.column, state.slot_of(), &mut self.reach);
        if let Some(uneven) = &mut self.uneven {
            for g in 0..slots {
                uneven.column[g] = uneven.reach_of(state, unit, [self.group, g], &relief);
            }
            gather(&uneven.column, state.slot_of(), &mut uneven.reach);
        }
    }

    fn reach_of(&self, state: &State, g: usize, relief: &impl Fn(usize) -> i64) -> i32 {
        if self.uneven.is_some() {
            return state.gain(g, self.unit);
        }
        if g == self.group {
            return BARRED;
        }
        let relief = relief(self.group).saturating_add(relief(g));
        let points = if relief == 0 { 0 } else { (relief as f64 / self.points(state)).min(LIMIT) as i32 };
        state.gain(g, self.unit) + points
    }

    /// Brings the rows up to a plan that others changed.
    fn recount(&mut self, state: &State) {
        for g in 0..state.problem().slots.len() {
            self.count_group(state, g);
        }
        self.seen = state.changes();
    }

    fn count_group(&mut self, state: &State, g: usize) {
        for &unit in state.members(g) {
            self.own[unit as usize] = state.gain(g, unit);
            if let Some(uneven) = &mut self.uneven {
                uneven.weight[unit as usize] = state.weight_of(g) as f32;
                uneven.own_wish[unit as usize] = (UNIT * state.preference(unit, g)) as f32;
            }
        }
        // A pinned unit has so much at home that nothing tempts it away.
        for &unit in &self.pinned {
            self.own[unit as usize] = -BARRED;
        }
    }

    /// Brings the rows up to the swap of the unit at hand with another, just made.
    pub fn swapped(&mut self, state: &State, relief: impl Fn(usize) -> i64) {
        let left = std::mem::replace(&mut self.group, state.slot_of()[self.unit as usize] as usize);
        self.own_here = state.gain(self.group, self.unit);
        for g in [left, self.group] {
            self.count_group(state, g);
            let reach = self.reach_of(state, g, &relief);
            let wish = self.uneven.as_ref().map(|uneven| uneven.reach_of(state, self.unit, [self.group, g], &relief));
            for &unit in state.members(g) {
                self.reach[unit as usize] = reach;
                if let (Some(uneven), Some(wish)) = (&mut self.uneven, wish) {
                    uneven.reach[unit as usize] = wish;
                }
            }
        }
        self.seen = state.changes();
    }

    /// The next unit from `from` on with which a swap passes its threshold, the first of which is for unit 0.
    pub fn next(&self, state: &State, from: u32, thresholds: &Thresholds, offset: usize) -> Option<u32> {
        if from as usize >= self.units {
            return None;
        }
        match (&self.uneven, thresholds) {
            (None, Thresholds::Even(thresholds)) => self.next_even(state, from as usize, &thresholds[offset..]),
            (Some(uneven), Thresholds::Uneven(thresholds)) => {
                self.next_uneven(state, uneven, from as usize, &thresholds[offset..])
            }
            _ => None,
        }
    }

    fn next_even(&self, state: &State, from: usize, thresholds: &[i32]) -> Option<u32> {
        let (start, mut skip) = (from / LANES, from % LANES);
        let affinities = state.problem().affinity.wide(self.unit as usize);
        let rows = chunks(state.gains(self.group), start)
            .iter()
            .zip(chunks(&self.reach, start))
            .zip(chunks(&self.own, start))
            .zip(chunks(&affinities, start))
            .zip(chunks(thresholds, start));
        for (at, ((((gains, reach), own), affinities), least)) in (start..).zip(rows) {
            let change = |i: usize| gains[i] + reach[i] - own[i] - 2 * affinities[i] - self.own_here;
            if let Some(i) = first(change, least, skip) {
                return Some((at * LANES + i) as u32);
            }
            skip = 0;
        }
        None
    }

    fn next_uneven(&self, state: &State, uneven: &Uneven, from: usize, thresholds: &[f32]) -> Option<u32> {
        let (start, mut skip) = (from / LANES, from % LANES);
        let affinities = state.problem().affinity.wide(self.unit as usize);
        let label = state.label_of().get(self.group).map_or(0, |&label| label as usize);
        let weight_here = state.weight_of(self.group) as f32;
        let wish_here = (UNIT * state.preference(self.unit, self.group)) as f32;
        let ends = chunks(&uneven.wishes[label * self.own.len()..], start)
            .iter()
            .zip(chunks(&uneven.own_wish, start))
            .zip(chunks(&uneven.reach, start))
            .zip(chunks(&uneven.weight, start))
            .zip(chunks(thresholds, start));
        let rows = chunks(state.gains(self.group), start)
            .iter()
            .zip(chunks(&self.reach, start))
            .zip(chunks(&self.own, start))
            .zip(chunks(&affinities, start));
        for (at, ((((gains, reach), own), affinities), ((((wish, own_wish), more), weight), least))) in
            (start..).zip(rows.zip(ends))
        {
            let change = |i: usize| {
                let joined = (gains[i] - self.own_here - affinities[i]) as f32;
                let left = (reach[i] - own[i] - affinities[i]) as f32;
                let wished = (wish[i] - own_wish[i]) + (more[i] - wish_here);
                (weight_here * joined + weight[i] * left) + wished
            };
            if let Some(i) = first(change, least, skip) {
                return Some((at * LANES + i) as u32);
            }
            skip = 0;
        }
        None
    }
}

impl Uneven {
    fn new(state: &State, stride: usize) -> Self {
        let problem = state.problem();
        let labels = problem.labels.as_ref().map_or(0, |labels| labels.count);
        let mut wishes = vec![0.0; labels.max(1) as usize * stride];
        for label in 0..labels {
            for unit in 0..problem.units() as u32 {
                let wish = UNIT * state.preference_for(unit, label);
                wishes[label as usize * stride + unit as usize] = wish as f32;
            }
        }
        Self {
            weight: vec![0.0; stride],
            wishes,
            own_wish: vec![0.0; stride],
            reach: vec![f32::NEG_INFINITY; stride],
            column: vec![0.0; problem.slots.len().max(FEW)],
        }
    }

    fn reach_of(&self, state: &State, unit: u32, [from, to]: [usize; 2], relief: &impl Fn(usize) -> i64) -> f32 {
        if from == to {
            return f32::NEG_INFINITY;
        }
        let relief = relief(from).saturating_add(relief(to));
        (UNIT * state.preference(unit, to)).saturating_add(relief) as f32
    }
}

/// The first lane from `skip` on that reaches what is asked of it. Most rows of lanes have none, so all are asked before
/// any is looked for, and nothing is kept for that.
#[inline(always)]
fn first<T: PartialOrd>(change: impl Fn(usize) -> T, least: &[T; LANES], skip: usize) -> Option<usize> {
    let mut any = 0;
    for (i, least) in least.iter().enumerate() {
        any |= if change(i) >= *least { -1 } else { 0 };
    }
    if any == 0 { None } else { (skip..LANES).find(|&i| change(i) >= least[i]) }
}

/// The rows of lanes from the one numbered `first` on.
fn chunks<T>(row: &[T], first: usize) -> &[[T; LANES]] {
    &row.as_chunks().0[first..]
}

/// Slots up to this many are looked up without asking whether they exist.
const FEW: usize = 256;

fn gather<T: Copy>(column: &[T], slot_of: &[u32], row: &mut [T]) {
    if let Ok(few) = <&[T; FEW]>::try_from(column) {
        for (value, &slot) in row.iter_mut().zip(slot_of) {
            *value = few[slot as usize % FEW];
        }
    } else {
        for (value, &slot) in row.iter_mut().zip(slot_of) {
            *value = column[slot as usize];
        }
    }
}
