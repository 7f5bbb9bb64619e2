//! The commands that ask something besides a plan: why not these two, what else is as good, several plans after each
//! other. Each reads its input, calls the library and writes the answer.

use super::{EffortFlags, Failure, From, INFEASIBLE, ProgressLine, To, text, write};
use commonground::forms::{self, Pace, Wanted};
use commonground::plan::Status;
use commonground::{AlternativesInput, ProgrammeInput, WhyNotInput, decode, study};
use std::time::Instant;

/// What is asked about, as options name it.
pub(super) struct Asked {
    pub members: Vec<String>,
    pub member: Option<String>,
    pub group: Option<String>,
    pub coach: Option<String>,
    pub plan: Option<String>,
    pub round: u32,
    pub exact: bool,
}

pub(super) fn why_not(from: &From, asked: Asked, to: &To) -> Result<u8, Failure> {
    // What FILE says of the question stands, unless options say otherwise.
    let file = text(&from.file)?;
    let mut input = WhyNotInput::from_json(&file)?;
    if let [one, other] = &asked.members[..] {
        input.members = Some([one.clone(), other.clone()]);
    }
    if let Some(plan) = &asked.plan {
        input.plan = Some(decode::from_json(&text(plan)?)?);
    }
    input.member = asked.member.or(input.member);
    input.group = asked.group.or(input.group);
    input.coach = asked.coach.or(input.coach);
    if asked.round > 1 {
        input.round = asked.round;
    }
    if asked.exact {
        input.exact = Some(true);
    }
    write(&input.answer()?, to)?;
    Ok(0)
}

pub(super) fn alternatives(
    from: &From,
    count: Option<u32>,
    moves: Option<u32>,
    within: Option<f64>,
    effort: &EffortFlags,
    to: &To,
) -> Result<u8, Failure> {
    let mut input = AlternativesInput::from_json(&text(&from.file)?)?;
    effort.overrule(&mut input.scenario);
    let AlternativesInput { network, scenario, plan, .. } = &input;
    let wanted = Wanted {
        count: count.unwrap_or(input.count),
        moves: moves.or(input.moves),
        within: within.unwrap_or(input.within),
    };
    let found = forms::alternatives(network, scenario, plan.as_ref(), &wanted)?;
    write(&found, to)?;
    Ok(if found.plan.status == Status::Feasible { 0 } else { INFEASIBLE })
}

pub(super) fn programme(from: &From, effort: &EffortFlags, to: &To) -> Result<u8, Failure> {
    let mut input = ProgrammeInput::from_json(&text(&from.file)?)?;
    input.steps.iter_mut().for_each(|step| effort.overrule(&mut step.scenario));
    let (mut line, mut running, mut start) = (ProgressLine::new(), None, Instant::now());
    let found = study::programme(&input.network, &input.steps, &mut |at, progress| {
        if running != Some(at) {
            (running, start) = (Some(at), Instant::now());
        }
        line.show(progress.done, progress.of, progress.score);
        let seconds = input.steps[at].scenario.effort.seconds;
        if start.elapsed().as_secs_f64() < seconds { Pace::On } else { Pace::OutOfTime }
    });
    line.clear();
    let found = found?;
    write(&found, to)?;
    Ok(if found.status == Status::Feasible { 0 } else { INFEASIBLE })
}

/// Counts what became of a plan's matches; the table is JSON when it begins like it.
pub(super) fn outcomes(plan: &str, table: &str, to: &To) -> Result<u8, Failure> {
    let (plan, table) = (decode::from_json(&text(plan)?)?, text(table)?);
    let said = if table.trim_start().starts_with('[') {
        decode::from_json(&table)?
    } else {
        study::outcomes_from_csv(&table)?
    };
    write(&study::outcomes(&plan, &said)?, to)?;
    Ok(0)
}
