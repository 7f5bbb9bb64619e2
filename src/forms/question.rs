//! Questions about a plan of pairs: why not these two?

use super::pairs::WhyNot;
use super::run::{Run, Work};
use crate::error::{Errors, fault};
use crate::network::Network;
use crate::scenario::{Form, Scenario};

/// What it would take to pair two members in a round, from 1: the plan is formed, then asked. What comes at once is a
/// bound on what the total would lose; `exact` finds that itself.
///
/// # Errors
/// What is wrong with the network, the scenario or the question: it is about pairs, a round that there is, and two
/// different members who take part.
pub fn why_not(
    network: &Network,
    scenario: &Scenario,
    members: &[String; 2],
    round: u32,
    exact: bool,
) -> Result<WhyNot, Errors> {
    let mut run = Run::new(network, scenario)?;
    run.understand(members, round)?;
    while !run.progress().finished {
        run.step(u64::from(u32::MAX));
    }
    run.why_not(members, round, exact)
}

impl Run {
    /// The same of a run, about the rounds that are formed.
    ///
    /// # Errors
    /// What is wrong with the question.
    pub fn why_not(&self, members: &[String; 2], round: u32, exact: bool) -> Result<WhyNot, Errors> {
        let members = self.understand(members, round)?;
        let answer = match &self.work {
            Work::Pairs(work) => work.why_not(&self.case(), members, round - 1, exact),
            _ => None,
        };
        answer.ok_or_else(|| {
            let mut errors = Errors::default();
            fault("error.noSuchRound", "help.noSuchRound", "round").with("count", 0u32).into(&mut errors);
            errors
        })
    }

    fn understand(&self, ids: &[String; 2], round: u32) -> Result<[usize; 2], Errors> {
        let mut errors = Errors::default();
        match &self.scenario.form {
            Form::Pairs(form) if form.size == 2 => {
                if !(1..=form.rounds).contains(&round) {
                    fault("error.noSuchRound", "help.noSuchRound", "round")
                        .with("count", form.rounds)
                        .into(&mut errors);
                }
            }
            _ => fault("error.whyNotPairs", "help.whyNotPairs", "scenario.form").into(&mut errors),
        }
        let mut members = [0; 2];
        for (at, id) in ids.iter().enumerate() {
            let path = format!("members[{at}]");
            match self.table.member(id) {
                None => fault("error.unknownMember", "help.unknownMember", path).with("id", id).into(&mut errors),
                Some(member) if !self.table.takes_part(member) => {
                    fault("error.takesNoPart", "help.takesNoPart", path).with("id", id).into(&mut errors);
                }
                Some(_) if at > 0 && ids[0] == *id => {
                    fault("error.namedTwice", "help.namedTwice", path).with("id", id).into(&mut errors);
                }
                Some(member) => members[at] = member,
            }
        }
        errors.into_result().map(|()| members)
    }
}
