//! Who may meet whom, who would rather, and who meets again.

use super::measure::{Case, Placement};
use crate::network::TieFacts;
use crate::rules::Rule;
use crate::scenario::Form;
use crate::text::Text;

/// By so much more, as a share of its size, must an affinity be the larger to be preferred: sums in another order differ
/// by less.
const TOLERANCE: f64 = 1e-9;

impl Case<'_> {
    /// Whether those who met in an earlier round, by their ties, are not to meet again: in several rounds of pairs.
    pub fn history_counts(&self) -> bool {
        matches!(&self.scenario.form, Form::Pairs(form) if form.rounds > 1)
    }

    /// Whether no tie forbids two members to be matched. In several rounds of pairs nobody meets twice, and what they
    /// did before counts; at tables they meet again rather than being left out.
    pub fn may_meet(&self, a: usize, b: usize) -> bool {
        let again = self.history_counts() && !self.at_tables();
        let forbids =
            |tie: &TieFacts| tie.conflict || (tie.same_parent && !self.at_tables()) || (again && !tie.met.is_empty());
        !self.table.tie(a, b).is_some_and(forbids)
    }

    /// Whether "pairs" are tables of more than two.
    pub fn at_tables(&self) -> bool {
        matches!(&self.scenario.form, Form::Pairs(form) if form.size > 2)
    }

    /// What the form itself prices: uneven loads, a place left empty.
    pub fn prices(&self) -> Vec<f64> {
        match &self.scenario.form {
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Form::Coaching(form) => {
                let weights = |sponsor: &crate::scenario::Sponsor| {
                    sponsor.values.iter().map(|one| one.weight).chain([sponsor.cap]).collect::<Vec<f64>>()
                };
                let mut prices = form.sponsor.as_ref().map(weights).unwrap_or_default();
                prices.extend([form.even_loads, form.unassigned.unwrap_or(0.0)]);
                prices
            }
            _ => Vec::new(),
        }
    }

    /// What is wrong in a group by a rule of the scenario; `None` where it holds.
    #[inline]
    pub fn broken(&self, rule: &Rule, group: &[usize]) -> Option<Text> {
        rule.broken(&self.scenario.rules, self.table, group)
    }

    /// Whether a group keeps every hard rule.
    pub fn keeps_hard_rules(&self, group: &[usize]) -> bool {
        let mut hard = self.scenario.rules.iter().filter(|rule| rule.is_hard());
        hard.all(|rule| self.broken(rule, group).is_none())
    }

    /// The penalties of the soft rules that a group breaks.
    pub fn penalties(&self, group: &[usize]) -> f64 {
        let soft = self.scenario.rules.iter().filter(|rule| !rule.is_hard());
        soft.filter(|rule| self.broken(rule, group).is_some()).map(Rule::penalty).fold(0.0, |a, b| a + b)
    }

    /// How many pairs would both rather have each other than whom they have, counted in each round: they may be paired,
    /// never are, and their affinity, less penalties, is above the mean that either has in its group. Someone left out
    /// would rather have anybody. `None` where no pairs are formed.
    pub(super) fn blocking_pairs(&self, placement: &Placement) -> Option<u32> {
        if !matches!(&self.scenario.form, Form::Pairs(form) if form.size == 2) {
            return None;
        }
        let rounds = self.rounds(placement);
        // Of each round and member: what it has.
        let mut own: Vec<Vec<f64>> = vec![vec![f64::NEG_INFINITY; self.table.len()]; rounds.len()];
        for group in &placement.groups {
            let penalties = self.penalties(&group.members);
            let round = &mut own[self.place(group.round)];
            for &a in &group.members {
                let others = group.members.iter().filter(|&&b| b != a);
                let sum: f64 = others.map(|&b| self.affinity.of(a, b)).sum();
                round[a] = sum / (group.members.len() as f64 - 1.0) - penalties;
            }
        }
        let members = self.table.participants();
        let mut blocking = 0;
        let mut affinities = Vec::new();
        for (at, &a) in members.iter().enumerate() {
            let others = &members[at + 1..];
            self.affinity.row(a, others, &mut affinities);
            for (&b, &affinity) in others.iter().zip(&affinities) {
                let margin = TOLERANCE * f64::max(1.0, libm::fabs(affinity));
                let wished = |round: &&Vec<f64>| affinity - margin > f64::max(round[a], round[b]);
                if !own.iter().any(|round| wished(&round)) || rounds.iter().any(|round| together(round, a, b)) {
                    continue;
                }
                if self.may_meet(a, b) && self.keeps_hard_rules(&[a, b]) {
                    let worth = affinity - self.penalties(&[a, b]);
                    blocking += own.iter().filter(|round| worth - margin > f64::max(round[a], round[b])).count();
                }
            }
        }
        Some(blocking as u32)
    }

    /// How often two members meet again, whom an earlier round or, by their ties, an earlier plan brought together;
    /// `None` for a single round.
    pub(super) fn repeats(&self, placement: &Placement) -> Option<u32> {
        if !self.history_counts() {
            return None;
        }
        let rounds = self.rounds(placement);
        let mut repeats = 0;
        for group in &placement.groups {
            for (at, &a) in group.members.iter().enumerate() {
                for &b in &group.members[at + 1..] {
                    let earlier = rounds.iter().take(self.place(group.round)).any(|round| together(round, a, b));
                    repeats += u32::from(earlier || self.table.have_met(a, b));
                }
            }
        }
        Some(repeats)
    }

    /// Of each round and member: its group, counted from 1; 0 where it has none.
    fn rounds(&self, placement: &Placement) -> Vec<Vec<u32>> {
        let last = placement.groups.iter().map(|group| self.place(group.round)).max().unwrap_or(0);
        let mut rounds = vec![vec![0; self.table.len()]; last + 1];
        for (number, group) in (1u32..).zip(&placement.groups) {
            group.members.iter().for_each(|&member| rounds[self.place(group.round)][member] = number);
        }
        rounds
    }

    /// A round's place in a list. A plan made by hand may say anything: what is wrong with the number is told elsewhere.
    fn place(&self, round: Option<u32>) -> usize {
        let last = if let Form::Pairs(form) = &self.scenario.form { form.rounds } else { 1 };
        round.unwrap_or(1).clamp(1, last.max(1)) as usize - 1
    }
}

fn together(round: &[u32], a: usize, b: usize) -> bool {
    round[a] != 0 && round[a] == round[b]
}
