//! A plan under search, with everything a move's gain is read from.

mod evaluate;

use super::constraint::View;
use super::floor::Floor;
use super::matrix::LANES;
use super::moves::Move;
use super::problem::{Cost, Objective, Problem, UNIT};

/// How good a plan is: fewer hard amounts first, then the larger smallest mean (0 unless that is the objective), then
/// the larger score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// Negated, so that keys compare as they read.
    pub held: i64,
    pub worst: i64,
    pub score: i64,
}

/// What a move changes. `energy` is the score and, under `Worst`, the pressure on the weakest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub hard: i64,
    pub energy: i64,
}

/// Violation and penalties of a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Burden {
    hard: i64,
    penalty: i64,
}

pub(super) struct State {
    problem: Problem,
    /// Whether every unit is an item of its own, of the same number.
    single: bool,
    /// Length of a row of gains.
    stride: usize,
    /// How often each group has changed.
    revision: Vec<u64>,
    coefficient: Vec<i64>,
    /// Units of every item that has several; empty for the others.
    seats: Vec<Vec<u32>>,
    slot_of: Vec<u32>,
    label_of: Vec<u32>,
    members: Vec<Vec<u32>>,
    position: Vec<u32>,
    label_uses: Vec<u32>,
    away: u32,
    /// Affinity of item i to group g at `g * stride + i`.
    gain: Vec<i32>,
    /// Sum of affinities inside each group.
    inside: Vec<i64>,
    preferred: Vec<i64>,
    floor: Option<Floor>,
    /// Pressure and smallest mean per group, under `Worst`.
    standing: Vec<(i64, i64)>,
    /// Amount of rule r in group g at `g * rules + r`.
    amount: Vec<i64>,
    /// Pairs of seats of one item in each group, and units that its label bars.
    clashes: Vec<i64>,
    burden: Vec<Burden>,
    violated: Vec<u32>,
    violated_at: Vec<u32>,
    hard: i64,
    value: i64,
    penalty: i64,
}

const NOWHERE: u32 = u32::MAX;

impl State {
    /// `slot_of` and `label_of` must fit the problem, which must be valid.
    pub fn new(problem: Problem, slot_of: Vec<u32>, label_of: Vec<u32>) -> Self {
        let items = problem.affinity.items();
        let mut seats = vec![Vec::new(); items];
        problem.item_of.iter().zip(0..).for_each(|(&item, unit)| seats[item as usize].push(unit));
        seats.iter_mut().filter(|list| list.len() < 2).for_each(Vec::clear);
        let slots = problem.slots.len();
        let stride = problem.affinity.stride();
        let mut state = Self {
            single: problem.item_of.len() == items && problem.item_of.iter().zip(0..).all(|(&item, unit)| item == unit),
            stride,
            revision: vec![0; slots],
            coefficient: problem.coefficients(),
            seats,
            slot_of: Vec::new(),
            label_of: Vec::new(),
            members: vec![Vec::new(); slots],
            position: vec![0; problem.units()],
            label_uses: vec![0; problem.labels.as_ref().map_or(0, |l| l.count as usize)],
            away: 0,
            gain: vec![0; slots * stride],
            inside: vec![0; slots],
            preferred: vec![0; slots],
            floor: None,
            standing: vec![(0, i64::MAX); slots],
            amount: vec![0; slots * problem.rules.len()],
            clashes: vec![0; slots],
            burden: vec![Burden::default(); slots],
            violated: Vec::new(),
            violated_at: vec![NOWHERE; slots],
            hard: 0,
            value: 0,
            penalty: 0,
            problem,
        };
        state.load(slot_of, label_of);
        state
    }

    /// Replaces the plan and counts everything from scratch.
    pub fn load(&mut self, slot_of: Vec<u32>, label_of: Vec<u32>) {
        self.slot_of = slot_of;
        self.label_of = label_of;
        self.members.iter_mut().for_each(Vec::clear);
        self.gain.fill(0);
        self.revision.iter_mut().for_each(|revision| *revision += 1);
        self.label_uses.fill(0);
        self.away = 0;
        for u in 0..self.slot_of.len() {
            let g = self.slot_of[u] as usize;
            self.position[u] = self.members[g].len() as u32;
            self.members[g].push(u as u32);
            self.away += self.is_away(u as u32, self.slot_of[u]);
            let row = self.problem.affinity.wide(self.problem.item_of[u] as usize);
            self.gain[g * self.stride..(g + 1) * self.stride].iter_mut().zip(&*row).for_each(|(sum, &a)| *sum += a);
        }
        self.label_of.iter().for_each(|&label| self.label_uses[label as usize] += 1);
        let view = View::new(&self.members, &self.slot_of);
        self.problem.rules.iter_mut().for_each(|rule| rule.constraint.reset(&view));
        (self.value, self.hard, self.penalty) = (0, 0, 0);
        self.burden.fill(Burden::default());
        for g in 0..self.members.len() {
            self.inside[g] = self.members[g].iter().map(|&u| self.gain_at(g, u)).sum::<i64>() / 2;
            self.preferred[g] = self.members[g].iter().map(|&u| self.preference(u, g)).sum();
            self.value += self.group_value(g);
            self.clashes[g] = self.members[g].iter().map(|&u| self.seats_in(g, Some(u), None)).sum::<i64>() / 2
                + self.barred_from(g, self.label_of.get(g).copied());
            let view = View::new(&self.members, &self.slot_of);
            let rules = self.problem.rules.len();
            for (r, rule) in self.problem.rules.iter().enumerate() {
                self.amount[g * rules + r] = rule.constraint.violation(g, &view);
            }
            self.carry(g);
        }
        self.retune();
    }

    /// Moves the reference of the pressure on the weakest to where the plan now stands.
    pub fn retune(&mut self) {
        if self.problem.objective != Objective::Worst {
            return;
        }
        let means = (0..self.members.len()).flat_map(|g| self.means_in(g, None, None));
        let (sum, least) = means.fold((0, i64::MAX), |(sum, least), m| (sum + m, least.min(m)));
        let units = self.slot_of.len() as i64;
        self.floor = (units > 0).then(|| Floor::between(least, sum / units));
        for g in 0..self.members.len() {
            self.standing[g] = self.standing_after(g, None, None);
        }
    }

    pub fn problem(&self) -> &Problem {
        &self.problem
    }

    pub fn slot_of(&self) -> &[u32] {
        &self.slot_of
    }

    pub fn label_of(&self) -> &[u32] {
        &self.label_of
    }

    pub fn members(&self, g: usize) -> &[u32] {
        &self.members[g]
    }

    /// Where a unit is among the members of its group.
    pub fn position(&self, unit: u32) -> usize {
        self.position[unit as usize] as usize
    }

    pub fn hard(&self) -> i64 {
        self.hard
    }

    pub fn value(&self) -> i64 {
        self.value
    }

    pub fn penalty(&self) -> i64 {
        self.penalty
    }

    /// Groups in which a hard rule is broken.
    pub fn violated(&self) -> &[u32] {
        &self.violated
    }

    pub fn key(&self) -> Key {
        let worst = match self.problem.objective {
            Objective::Worst => self.standing.iter().map(|s| s.1).min().unwrap_or(0),
            _ => 0,
        };
        Key { held: -self.hard, worst, score: self.value - self.penalty }
    }

    /// The item of a unit. Mostly they are the same, and a look into memory is spared.
    #[inline]
    pub fn item(&self, unit: u32) -> usize {
        if self.single { unit as usize } else { self.problem.item_of[unit as usize] as usize }
    }

    fn slot(&self, unit: u32) -> usize {
        self.slot_of[unit as usize] as usize
    }

    /// Affinity of a unit to a group, its own affinity to itself being 0.
    pub fn gain(&self, g: usize, unit: u32) -> i32 {
        self.gain[g * self.stride + self.item(unit)]
    }

    /// Affinities of all items to a group, in whole lanes.
    pub fn gains(&self, g: usize) -> &[i32] {
        &self.gain[g * self.stride..(g + 1) * self.stride]
    }

    /// How often a group has changed: as long as that is the same, so are its members and all affinities to it.
    pub fn revision(&self, g: usize) -> u64 {
        self.revision[g]
    }

    /// Weight of a pair inside a group of that size.
    pub fn weight_of(&self, g: usize) -> i64 {
        self.coefficient[self.members[g].len()]
    }

    /// What a relocation from one group to another changes, apart from labels and rules: a constant, and how much the unit's
    /// affinity to the group that it leaves is taken off and that to the group that it joins is added. `None` where sizes
    /// do not permit it.
    pub fn terms_of_relocation(&self, from: usize, to: usize) -> Option<(i64, i64, i64)> {
        let (source, target) = (self.members[from].len(), self.members[to].len());
        if source <= self.problem.slots[from].lo as usize || target >= self.problem.slots[to].hi as usize {
            return None;
        }
        let (kept, joined) = (self.coefficient[source - 1], self.coefficient[target + 1]);
        let constant = (kept - self.coefficient[source]) * self.inside[from]
            + (joined - self.coefficient[target]) * self.inside[to];
        Some((constant, kept, joined))
    }

    /// The most that hard rules of this weight and penalties may gain when a group is changed.
    pub fn relief(&self, g: usize, weight: i64) -> i64 {
        let Burden { hard, penalty } = self.burden[g];
        weight.saturating_mul(hard).saturating_add(penalty)
    }

    fn gain_at(&self, g: usize, unit: u32) -> i64 {
        i64::from(self.gain(g, unit))
    }

    fn affinity(&self, a: u32, b: u32) -> i64 {
        self.problem.affinity.get(self.item(a), self.item(b))
    }

    pub fn preference(&self, unit: u32, g: usize) -> i64 {
        self.label_of.get(g).map_or(0, |&label| self.preference_for(unit, label))
    }

    pub fn preference_for(&self, unit: u32, label: u32) -> i64 {
        self.problem.labels.as_ref().map_or(0, |l| l.preference[unit as usize * l.count as usize + label as usize])
    }

    fn group_value(&self, g: usize) -> i64 {
        self.coefficient[self.members[g].len()] * self.inside[g] + UNIT * self.preferred[g]
    }

    fn is_away(&self, unit: u32, slot: u32) -> u32 {
        u32::from(self.problem.home_of(unit as usize).is_some_and(|home| home != slot))
    }

    /// Other seats of a unit's item in group g, `out` not counted.
    fn seats_in(&self, g: usize, unit: Option<u32>, out: Option<u32>) -> i64 {
        let Some(unit) = unit else { return 0 };
        let seats = &self.seats[self.item(unit)];
        seats.iter().filter(|&&s| s != unit && Some(s) != out && self.slot(s) == g).count() as i64
    }

    /// 1 where a unit must not be in a group, for the group's label.
    fn is_barred(&self, unit: Option<u32>, g: usize) -> i64 {
        match (unit, &self.problem.labels, self.label_of.get(g)) {
            (Some(unit), Some(labels), Some(&label)) => i64::from(labels.bars(unit, label)),
            _ => 0,
        }
    }

    /// How many of a group's members must not be where that label is.
    fn barred_from(&self, g: usize, label: Option<u32>) -> i64 {
        match (&self.problem.labels, label) {
            (Some(labels), Some(label)) if !labels.barred.is_empty() => {
                self.members[g].iter().filter(|&&unit| labels.bars(unit, label)).count() as i64
            }
            _ => 0,
        }
    }

    /// Makes an allowed move.
    pub fn apply(&mut self, mv: &Move) {
        match *mv {
            Move::Relocate { unit, to } => {
                let from = self.slot(unit);
                self.transfer(&[(from, Some(unit), None), (to as usize, None, Some(unit))]);
            }
            Move::Swap { a, b } => {
                let (from, to) = (self.slot(a), self.slot(b));
                self.transfer(&[(from, Some(a), Some(b)), (to, Some(b), Some(a))]);
            }
            Move::Relabel { slot, label } => self.relabel(slot as usize, label),
            Move::SwapLabels { a, b } => {
                let (of_a, of_b) = (self.label_of[a as usize], self.label_of[b as usize]);
                self.relabel(a as usize, of_b);
                self.relabel(b as usize, of_a);
            }
            Move::SwapSlots { a, b } => self.swap_slots(a, b),
        }
    }

    /// Exchanges all members of two slots, and their labels.
    fn swap_slots(&mut self, a: u32, b: u32) {
        let (of_a, of_b) = (self.members[a as usize].clone(), self.members[b as usize].clone());
        let both = of_a.len().min(of_b.len());
        of_a.iter().zip(&of_b).for_each(|(&a, &b)| self.apply(&Move::Swap { a, b }));
        of_a[both..].iter().for_each(|&unit| self.apply(&Move::Relocate { unit, to: b }));
        of_b[both..].iter().for_each(|&unit| self.apply(&Move::Relocate { unit, to: a }));
        if !self.label_of.is_empty() {
            self.apply(&Move::SwapLabels { a, b });
        }
    }

    fn relabel(&mut self, g: usize, label: u32) {
        let barred = self.barred_from(g, Some(label)) - self.barred_from(g, Some(self.label_of[g]));
        self.label_uses[self.label_of[g] as usize] -= 1;
        self.label_uses[label as usize] += 1;
        self.label_of[g] = label;
        let preferred = self.members[g].iter().map(|&u| self.preference_for(u, label)).sum();
        self.value += UNIT * (preferred - self.preferred[g]);
        self.preferred[g] = preferred;
        if barred != 0 {
            self.clashes[g] += barred;
            self.carry(g);
        }
    }

    /// Changes two groups, each given as (group, leaving unit, entering unit).
    fn transfer(&mut self, changes: &[(usize, Option<u32>, Option<u32>); 2]) {
        let rules = self.problem.rules.len();
        let view = View::new(&self.members, &self.slot_of);
        for (r, rule) in self.problem.rules.iter_mut().enumerate() {
            for &(g, out, inn) in changes {
                self.amount[g * rules + r] = rule.constraint.after(g, out, inn, &view);
            }
            changes.iter().for_each(|&(g, out, inn)| rule.constraint.commit(g, out, inn, &view));
        }
        for &(g, out, inn) in changes {
            self.value -= self.group_value(g);
            self.clashes[g] += self.seats_in(g, inn, out) - self.seats_in(g, out, None);
            self.clashes[g] += self.is_barred(inn, g) - self.is_barred(out, g);
            self.inside[g] = self.inside_after(g, out, inn);
            let wants = |unit: Option<u32>| unit.map_or(0, |u| self.preference(u, g));
            self.preferred[g] += wants(inn) - wants(out);
        }
        for &(g, out, inn) in changes {
            self.shift_gains(g, out, inn);
            self.revision[g] += 1;
        }
        let from: [Option<u32>; 2] = changes.map(|(_, out, _)| out);
        for unit in from.into_iter().flatten() {
            self.take_out(unit);
        }
        for &(g, _, inn) in changes {
            if let Some(unit) = inn {
                self.put_in(unit, g);
            }
        }
        for &(g, _, _) in changes {
            self.value += self.group_value(g);
            self.carry(g);
            if self.floor.is_some() {
                self.standing[g] = self.standing_after(g, None, None);
            }
        }
    }

    fn shift_gains(&mut self, g: usize, out: Option<u32>, inn: Option<u32>) {
        let affinity = &self.problem.affinity;
        let row = |unit: u32| affinity.wide(self.problem.item_of[unit as usize] as usize);
        let gains = &mut self.gain[g * self.stride..(g + 1) * self.stride];
        match (out, inn) {
            (Some(out), Some(inn)) => exchange(gains, &row(out), &row(inn)),
            (Some(out), None) => gains.iter_mut().zip(&*row(out)).for_each(|(sum, &left)| *sum -= left),
            (None, Some(inn)) => gains.iter_mut().zip(&*row(inn)).for_each(|(sum, &joined)| *sum += joined),
            (None, None) => {}
        }
    }

    fn take_out(&mut self, unit: u32) {
        let (g, at) = (self.slot(unit), self.position[unit as usize] as usize);
        self.away -= self.is_away(unit, g as u32);
        self.members[g].swap_remove(at);
        if let Some(&moved) = self.members[g].get(at) {
            self.position[moved as usize] = at as u32;
        }
    }

    fn put_in(&mut self, unit: u32, g: usize) {
        self.away += self.is_away(unit, g as u32);
        self.slot_of[unit as usize] = g as u32;
        self.position[unit as usize] = self.members[g].len() as u32;
        self.members[g].push(unit);
    }

    /// Brings a group's burden, the totals and the list of violated groups up to its amounts.
    fn carry(&mut self, g: usize) {
        let rules = &self.problem.rules;
        let mut burden = Burden { hard: self.clashes[g], penalty: 0 };
        for (rule, &amount) in rules.iter().zip(&self.amount[g * rules.len()..]) {
            match rule.cost {
                Cost::Hard => burden.hard += amount,
                Cost::Soft(points) => burden.penalty += UNIT * points * i64::from(amount > 0),
            }
        }
        self.hard += burden.hard - self.burden[g].hard;
        self.penalty += burden.penalty - self.burden[g].penalty;
        self.burden[g] = burden;
        let at = self.violated_at[g];
        if burden.hard > 0 && at == NOWHERE {
            self.violated_at[g] = self.violated.len() as u32;
            self.violated.push(g as u32);
        } else if burden.hard == 0 && at != NOWHERE {
            self.violated.swap_remove(at as usize);
            self.violated_at[g] = NOWHERE;
            if let Some(&moved) = self.violated.get(at as usize) {
                self.violated_at[moved as usize] = at;
            }
        }
    }

    pub fn group_of(&self, unit: u32) -> usize {
        self.slot(unit)
    }

    /// Whether a group may have one unit more.
    pub fn may_grow(&self, g: usize) -> bool {
        self.members[g].len() < self.problem.slots[g].hi as usize
    }

    /// Whether a group may have one unit less.
    pub fn may_shrink(&self, g: usize) -> bool {
        self.members[g].len() > self.problem.slots[g].lo as usize
    }

    /// Whether no more units are away from home than may be.
    pub fn keeps_homes(&self) -> bool {
        self.problem.max_away.is_none_or(|most| self.away <= most)
    }

    /// Amount of rule r in group g.
    #[cfg(test)]
    pub fn amount_of(&self, g: usize, r: usize) -> i64 {
        self.amount[g * self.problem.rules.len() + r]
    }

    /// What annealing climbs: the score less the pressure on the weakest.
    pub fn energy(&self) -> i64 {
        self.value - self.penalty - self.standing.iter().map(|s| s.0).sum::<i64>()
    }
}

/// Takes one row off the sums and adds another, whole lanes at a time: most of the time of a swap goes here.
fn exchange(sums: &mut [i32], left: &[i32], joined: &[i32]) {
    let (left, joined) = (left.as_chunks::<LANES>().0, joined.as_chunks::<LANES>().0);
    for ((sums, left), joined) in sums.as_chunks_mut::<LANES>().0.iter_mut().zip(left).zip(joined) {
        for i in 0..LANES {
            sums[i] += joined[i] - left[i];
        }
    }
}
