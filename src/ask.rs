//! The commands that ask something besides a plan: why not these two, what else is as good, several plans after each
//! other, what cannot hold together. Each reads its input, calls the library and writes the answer.

use super::{EffortFlags, Failure, From, INFEASIBLE, ProgressLine, To, text, write};
use commonground::forms::{self, Pace, Wanted};
use commonground::plan::Status;
use commonground::study::ConflictStatus;
use commonground::{AlternativesInput, ConflictsInput, Input, ProgrammeInput, study};
use std::time::Instant;

pub(super) fn why_not(from: &From, members: &[String], round: u32, to: &To) -> Result<u8, Failure> {
    let Input { network, scenario, .. } = Input::from_json(&text(&from.file)?)?;
    let pair: [String; 2] = std::array::from_fn(|at| members.get(at).cloned().unwrap_or_default());
    write(&forms::why_not(&network, &scenario, &pair, round, true)?, to)?;
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

pub(super) fn conflicts(from: &From, seconds: Option<f64>, to: &To) -> Result<u8, Failure> {
    let mut input = ConflictsInput::from_json(&text(&from.file)?)?;
    input.seconds = seconds.unwrap_or(input.seconds);
    study::seconds_allowed(input.seconds)?;
    let (mut line, start) = (ProgressLine::new(), Instant::now());
    let found = study::conflicts(&input.network, &input.scenario, &mut |progress| {
        line.show(progress.done, progress.of, progress.score);
        if start.elapsed().as_secs_f64() < input.seconds { Pace::On } else { Pace::OutOfTime }
    });
    line.clear();
    let found = found?;
    write(&found, to)?;
    Ok(if found.status == ConflictStatus::Feasible { 0 } else { INFEASIBLE })
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
