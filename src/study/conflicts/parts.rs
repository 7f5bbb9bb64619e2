//! An input without some of its hard rules and demands.

use super::model::{ChangeValue, ConflictKind, InputChange};
use crate::network::{Network, Table};
use crate::scenario::{Form, Scenario};
use std::collections::BTreeSet;

/// Rules by position; of a panel quotas.
pub(super) type Parts = BTreeSet<usize>;

/// What is asked of: a network and a scenario, their hard rules and the demands of the form.
pub(super) struct Whole<'a> {
    pub network: &'a Network,
    pub scenario: &'a Scenario,
    pub parts: Parts,
    /// The demands that can be left out, one by one.
    pub grounds: Vec<ConflictKind>,
}

impl<'a> Whole<'a> {
    pub fn new(network: &'a Network, scenario: &'a Scenario) -> Self {
        let hard = |at: &usize| scenario.rules[*at].is_hard();
        let parts: Parts = match &scenario.form {
            Form::Panel(form) => (0..form.quotas.len()).collect(),
            _ => (0..scenario.rules.len()).filter(hard).collect(),
        };
        let mut grounds = Vec::new();
        let mut ground = |kind, there: bool| {
            if there {
                grounds.push(kind);
            }
        };
        match &scenario.form {
            Form::Communities(form) => {
                ground(ConflictKind::Keep, scenario.keep.is_some());
                ground(ConflictKind::PerTheme, form.per_theme.is_some());
                ground(ConflictKind::OnlyChosen, form.only_chosen);
                ground(ConflictKind::Pins, !scenario.pins.is_empty());
                ground(ConflictKind::Size, form.size.is_some());
                ground(ConflictKind::Count, form.count.is_some());
            }
            Form::Pairs(form) => {
                ground(ConflictKind::SameParent, form.size == 2 && network.ties.iter().any(|tie| tie.same_parent));
                ground(ConflictKind::Rounds, form.rounds > 1);
            }
            Form::Panel(form) => ground(ConflictKind::Include, !form.include.is_empty()),
            Form::Coaching(_) => {}
        }
        ground(ConflictKind::Ties, network.ties.iter().any(|tie| tie.conflict));
        Whole { network, scenario, parts, grounds }
    }

    /// Whether parts are quotas of a panel.
    pub fn of_panel(&self) -> bool {
        matches!(self.scenario.form, Form::Panel(_))
    }

    pub fn path(&self, part: usize) -> String {
        if self.of_panel() { format!("scenario.form.quotas[{part}]") } else { format!("scenario.rules[{part}]") }
    }

    /// The input with these parts and demands only; soft rules stay where asked for.
    pub fn with(&self, parts: &Parts, grounds: &[ConflictKind], soft: bool) -> (Network, Scenario) {
        let (mut network, mut scenario) = (self.network.clone(), self.scenario.clone());
        if let Form::Panel(form) = &mut scenario.form {
            let quotas = form.quotas.iter().enumerate().filter(|(at, _)| parts.contains(at));
            form.quotas = quotas.map(|(_, quota)| quota.clone()).collect();
        } else {
            let rules = self.scenario.rules.iter().enumerate();
            let kept = rules.filter(|(at, rule)| parts.contains(at) || (soft && !rule.is_hard()));
            scenario.rules = kept.map(|(_, rule)| rule.clone()).collect();
        }
        for ground in self.grounds.iter().filter(|ground| !grounds.contains(ground)) {
            self.leave_out(*ground, &mut network, &mut scenario);
        }
        (network, scenario)
    }

    fn leave_out(&self, ground: ConflictKind, network: &mut Network, scenario: &mut Scenario) {
        let any_size = Some(self.any_size());
        match (ground, &mut scenario.form) {
            (ConflictKind::Keep, _) => scenario.keep = None,
            (ConflictKind::Pins, _) => scenario.pins.clear(),
            (ConflictKind::Size, Form::Communities(form)) => form.size = any_size,
            (ConflictKind::Count, Form::Communities(form)) => {
                form.count = None;
                form.size = form.size.or(any_size);
            }
            (ConflictKind::OnlyChosen, Form::Communities(form)) => form.only_chosen = false,
            (ConflictKind::PerTheme, Form::Communities(form)) => form.per_theme = None,
            (ConflictKind::Rounds, Form::Pairs(form)) => form.rounds = 1,
            (ConflictKind::Include, Form::Panel(form)) => form.include.clear(),
            (ConflictKind::SameParent, _) => network.ties.iter_mut().for_each(|tie| tie.same_parent = false),
            (ConflictKind::Ties, _) => {
                // A tie that says nothing else would then say that the two know each other.
                network.ties.retain(|tie| !tie.conflict || says_more(tie));
                network.ties.iter_mut().for_each(|tie| tie.conflict = false);
            }
            _ => {}
        }
    }

    /// Sizes that ask for nothing.
    fn any_size(&self) -> [u32; 2] {
        let table = Table::new(self.network);
        let Form::Communities(form) = &self.scenario.form else { return [1, table.participants().len().max(1) as u32] };
        [1, form.places(&table).max(1)]
    }

    /// What leaves parts and demands out, as changes of the input.
    pub fn changes(&self, parts: &Parts, grounds: &[ConflictKind]) -> Vec<InputChange> {
        let gone = |path: String| InputChange { path, value: None };
        // From the last on, so that the positions of those before stay.
        let mut changes: Vec<InputChange> =
            self.parts.iter().rev().filter(|part| !parts.contains(part)).map(|&part| gone(self.path(part))).collect();
        for ground in self.grounds.iter().filter(|ground| !grounds.contains(ground)) {
            let any_size = || InputChange {
                path: "scenario.form.size".to_owned(),
                value: Some(ChangeValue::Range(self.any_size())),
            };
            match ground {
                ConflictKind::Size => changes.push(any_size()),
                ConflictKind::Count => {
                    changes.push(gone("scenario.form.count".to_owned()));
                    if !self.grounds.contains(&ConflictKind::Size) {
                        changes.push(any_size());
                    }
                }
                ConflictKind::SameParent => {
                    let tied = |at: &usize| self.network.ties[*at].same_parent;
                    let path = |at| gone(format!("network.ties[{at}].sameParent"));
                    changes.extend((0..self.network.ties.len()).filter(tied).map(path));
                }
                ConflictKind::Ties => {
                    let tied = |at: &usize| self.network.ties[*at].conflict;
                    changes.extend((0..self.network.ties.len()).rev().filter(tied).map(|at| self.untie(at)));
                }
                other => changes.push(gone(ground_path(*other).to_owned())),
            }
        }
        changes
    }

    /// What takes the conflict out of a tie.
    pub fn untie(&self, at: usize) -> InputChange {
        let key = if says_more(&self.network.ties[at]) { ".conflict" } else { "" };
        InputChange { path: format!("network.ties[{at}]{key}"), value: None }
    }
}

/// Whether a tie says more than that two are in conflict.
pub(super) fn says_more(tie: &crate::network::Tie) -> bool {
    tie.trust.is_some() || tie.met.is_some() || tie.same_parent
}

/// Where a demand stands.
pub(super) fn ground_path(ground: ConflictKind) -> &'static str {
    match ground {
        ConflictKind::Size => "scenario.form.size",
        ConflictKind::Count => "scenario.form.count",
        ConflictKind::Pins => "scenario.pins",
        ConflictKind::Ties | ConflictKind::SameParent => "network.ties",
        ConflictKind::OnlyChosen => "scenario.form.onlyChosen",
        ConflictKind::PerTheme => "scenario.form.perTheme",
        ConflictKind::Keep => "scenario.keep",
        ConflictKind::Rounds => "scenario.form.rounds",
        ConflictKind::Include => "scenario.form.include",
        ConflictKind::Rule | ConflictKind::Quota => "scenario.rules",
    }
}
