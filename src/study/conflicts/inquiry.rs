//! What was asked and answered so far.

use super::model::{ConflictKind, Witness};
use super::parts::{Parts, Whole};
use crate::forms::{Pace, Proof, Trial, Verdict, plan_of, verdict};
use crate::network::{Network, Table};
use crate::plan::{Placement, Plan};
use crate::rules::Rule;
use crate::scenario::{Form, Scenario};
use std::collections::BTreeMap;

/// Scenarios that are tried at most.
pub(super) const MOST_TRIES: u32 = 600;

/// What came of a question.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Answer {
    Possible,
    Impossible(Proof),
    Unknown,
    /// The time or the tries are used up.
    Stopped,
}

/// Parts that a plan keeps.
pub(super) struct Kept {
    pub parts: Parts,
    pub plan: Plan,
}

pub(super) struct Inquiry<'a> {
    pub whole: Whole<'a>,
    pub table: Table,
    /// What plans with all demands keep.
    pub kept: Vec<Kept>,
    pub tries: u32,
    /// What ended it, unless it came to its end.
    pub ended: Option<Pace>,
    answers: BTreeMap<(Parts, Vec<ConflictKind>), Answer>,
    pace: &'a mut dyn FnMut(u32) -> Pace,
}

impl<'a> Inquiry<'a> {
    pub fn new(network: &'a Network, scenario: &'a Scenario, pace: &'a mut dyn FnMut(u32) -> Pace) -> Self {
        let whole = Whole::new(network, scenario);
        let (kept, answers) = (Vec::new(), BTreeMap::new());
        Inquiry { whole, table: Table::new(network), kept, tries: 0, ended: None, answers, pace }
    }

    /// Whether any plan keeps these parts and all demands.
    pub fn ask(&mut self, parts: &Parts) -> Answer {
        if self.keeps(parts) {
            return Answer::Possible;
        }
        let grounds = self.whole.grounds.clone();
        self.ask_of(parts, &grounds).0
    }

    /// Whether a plan that keeps all parts is easily found.
    pub fn ask_briefly(&mut self) -> bool {
        let (parts, grounds) = (self.whole.parts.clone(), self.whole.grounds.clone());
        let (network, scenario) = self.whole.with(&parts, &grounds, false);
        let (_, placement) = self.try_out(&network, &scenario, &[], true);
        let plan = placement.and_then(|placement| self.realised(&parts, &grounds, &placement));
        self.kept.extend(plan.map(|plan| Kept { parts, plan }));
        !self.kept.is_empty()
    }

    /// Whether a plan was found that keeps these parts.
    pub fn keeps(&self, parts: &Parts) -> bool {
        self.kept.iter().any(|kept| kept.parts.is_superset(parts))
    }

    /// Whether any plan keeps these parts and demands, and one that does where some demands are left out.
    pub fn ask_of(&mut self, parts: &Parts, grounds: &[ConflictKind]) -> (Answer, Option<Plan>) {
        let key = (parts.clone(), grounds.to_vec());
        if let Some(answer) = self.answers.get(&key).filter(|answer| **answer != Answer::Possible) {
            return (answer.clone(), None);
        }
        let all = grounds.len() == self.whole.grounds.len();
        let (network, scenario) = self.whole.with(parts, grounds, false);
        let others: Vec<usize> = self.whole.parts.difference(parts).copied().collect();
        let wished = all && !self.whole.of_panel();
        let wishes: Vec<Rule> =
            others.iter().filter(|_| wished).map(|&at| self.whole.scenario.rules[at].clone()).collect();
        let (answer, placement) = self.try_out(&network, &scenario, &wishes, false);
        let mut plan = None;
        let mut answer = answer;
        if let Some(placement) = placement {
            let mut held = parts.clone();
            if all {
                self.extend(&mut held, &others, &placement);
            }
            let realised = self.realised(&held, grounds, &placement).or_else(|| {
                held.clone_from(parts);
                self.realised(&held, grounds, &placement)
            });
            match realised {
                Some(found) if all => self.kept.push(Kept { parts: held, plan: found }),
                Some(found) => plan = Some(found),
                None => answer = Answer::Unknown,
            }
        }
        if answer != Answer::Stopped {
            self.answers.insert(key, answer.clone());
        }
        (answer, plan)
    }

    fn realised(&self, parts: &Parts, grounds: &[ConflictKind], placement: &Placement) -> Option<Plan> {
        let (network, scenario) = self.whole.with(parts, grounds, true);
        plan_of(&network, &scenario, placement)
    }

    /// Asks of any input.
    pub fn try_out(
        &mut self,
        network: &Network,
        scenario: &Scenario,
        wishes: &[Rule],
        briefly: bool,
    ) -> (Answer, Option<Placement>) {
        if !self.go_on() {
            return (Answer::Stopped, None);
        }
        self.tries += 1;
        let trial = Trial { network, scenario, wishes, briefly };
        let (pace, tries, ended) = (&mut self.pace, self.tries, &mut self.ended);
        let mut go = || {
            if ended.is_none() {
                *ended = Some(pace(tries)).filter(|pace| pace.ends());
            }
            ended.is_none()
        };
        match verdict(&trial, &mut go) {
            Verdict::Possible(placement) => (Answer::Possible, Some(placement)),
            Verdict::Impossible(proof) => (Answer::Impossible(proof), None),
            Verdict::Unknown if self.ended.is_some() => (Answer::Stopped, None),
            Verdict::Unknown => (Answer::Unknown, None),
        }
    }

    fn go_on(&mut self) -> bool {
        if self.ended.is_none() && self.tries >= MOST_TRIES {
            self.ended = Some(Pace::OutOfTime);
        }
        if self.ended.is_none() {
            self.ended = Some((self.pace)(self.tries)).filter(|pace| pace.ends());
        }
        self.ended.is_none()
    }

    /// Adds the parts that a placement keeps as well.
    fn extend(&self, held: &mut Parts, others: &[usize], placement: &Placement) {
        if let Form::Panel(form) = &self.whole.scenario.form {
            let members = placement.groups.first().map_or(&[][..], |group| &group.members);
            let kept = |at: &&usize| {
                let quota = &form.quotas[**at];
                let holders = quota.holders(&self.table);
                let found = members.iter().filter(|member| holders.contains(member)).count();
                let (least, most) = quota.range();
                (least as usize..=most as usize).contains(&found)
            };
            return held.extend(others.iter().filter(kept));
        }
        for &other in others {
            let mut more = held.clone();
            more.insert(other);
            // What is to outlast departures grows with the rules, so it is asked again.
            let rules: Vec<Rule> = more.iter().map(|&at| self.whole.scenario.rules[at].clone()).collect();
            let asked = |rule: &&Rule| matches!(rule, Rule::Survive(_)) || **rule == self.whole.scenario.rules[other];
            let kept = rules.iter().filter(asked).all(|rule| {
                let holds = |group: &[usize]| rule.broken(&rules, &self.table, group).is_none();
                placement.groups.iter().all(|group| holds(&group.members))
                    && placement.matches.iter().all(|&(coach, learner)| holds(&[learner, coach]))
            });
            if kept {
                *held = more;
            }
        }
    }

    /// A plan that keeps the others of some parts and not this one.
    pub fn witness(&self, parts: &Parts, without: usize) -> Option<Witness> {
        let mut others = parts.clone();
        others.remove(&without);
        let fits = |kept: &&Kept| kept.parts.is_superset(&others);
        // The last of those that keep most.
        let kept = self.kept.iter().filter(fits).max_by_key(|kept| kept.parts.len())?;
        let changes = self.whole.changes(&kept.parts, &self.whole.grounds);
        Some(Witness { changes, plan: kept.plan.clone() })
    }
}
