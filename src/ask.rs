//! The commands that ask something besides a plan: why not these two, what else is as good, several plans after each
//! other, how a finished plan looks from all sides, that as a page, what cannot hold together. Each reads its input, calls
//! the library and writes the answer.

use super::{EffortFlags, Failure, From, INFEASIBLE, ProgressLine, To, text, write, write_text};
use commonground::forms::{self, Pace, Wanted};
use commonground::plan::{Plan, Status};
use commonground::study::{AnswersRun, ConflictStatus, FrontierRun, SweepProgress};
use commonground::{
    AlternativesInput, AnswersInput, ConflictsInput, DriftInput, Errors, FrontierInput, Input, PoolInput,
    ProgrammeInput, ReportInput, ReviewInput, WhyNotInput, decode, study,
};
use std::time::Instant;

/// An input that has its plan in it, or of which another file holds the plan.
pub(super) fn with_plan<T>(
    from: &From,
    plan: Option<&str>,
    whole: impl Fn(&str) -> Result<T, Errors>,
    joined: impl Fn(Input, Plan) -> T,
) -> Result<T, Failure> {
    let file = text(&from.file)?;
    Ok(match plan {
        Some(plan) => joined(Input::from_json(&file)?, decode::from_json(&text(plan)?)?),
        None => whole(&file)?,
    })
}

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

pub(super) fn conflicts(from: &From, seconds: Option<f64>, to: &To) -> Result<u8, Failure> {
    let mut input = ConflictsInput::from_json(&text(&from.file)?)?;
    input.seconds = seconds.unwrap_or(input.seconds);
    study::seconds_allowed(input.seconds)?;
    let (mut line, start) = (ProgressLine::new(), Instant::now());
    let found = study::conflicts(&input.network, &input.scenario, &mut |progress| {
        line.show(progress.done, progress.of, progress.score);
        Pace::after(start.elapsed().as_secs_f64(), input.seconds)
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
        Pace::after(start.elapsed().as_secs_f64(), input.steps[at].scenario.effort.seconds)
    });
    line.clear();
    let found = found?;
    write(&found, to)?;
    Ok(if found.status == Status::Feasible { 0 } else { INFEASIBLE })
}

/// What a review looks at.
#[derive(clap::Args)]
pub(super) struct ReviewFlags {
    /// An attribute on which nobody should be alone of their kind; may be given several times
    #[arg(long = "token", value_name = "ATTRIBUTE")]
    tokens: Vec<String>,
    /// An attribute of which one value after the other is lost; may be given several times
    #[arg(long = "shock", value_name = "ATTRIBUTE")]
    shocks: Vec<String>,
    /// The attribute across which ties are counted
    #[arg(long, value_name = "ATTRIBUTE")]
    across: Option<String>,
    /// The chance that a member leaves, 0 to 1
    #[arg(long)]
    departure: Option<f64>,
    /// The fewest members with whom a group goes on
    #[arg(long)]
    viable: Option<u32>,
    /// The chance with which a group should go on, 0 to 1
    #[arg(long)]
    wished: Option<f64>,
}

pub(super) fn review(from: &From, plan: Option<&str>, flags: ReviewFlags, to: &To) -> Result<u8, Failure> {
    let mut input = with_plan(from, plan, ReviewInput::from_json, |input, plan| {
        let Input { network, scenario, report, .. } = input;
        ReviewInput { network, scenario, plan, options: study::ReviewOptions::default(), report }
    })?;
    let options = &mut input.options;
    let given = |list: Vec<String>| (!list.is_empty()).then_some(list);
    options.tokens = given(flags.tokens).or(options.tokens.take());
    options.shocks = given(flags.shocks).or(options.shocks.take());
    options.across = flags.across.or(options.across.take());
    options.departure = flags.departure.unwrap_or(options.departure);
    options.viable = flags.viable.or(options.viable);
    options.wished = flags.wished.unwrap_or(options.wished);
    write(&study::review(&input.network, &input.scenario, &input.plan, &input.options)?, to)?;
    Ok(0)
}

/// How a report is written, and what stands at its head.
#[derive(clap::Args)]
pub(super) struct ReportFlags {
    /// Write a web page that needs no other file; the default
    #[arg(long, conflicts_with = "markdown")]
    html: bool,
    /// Write Markdown, without drawings
    #[arg(long)]
    markdown: bool,
    /// The title; what was formed by default
    #[arg(long)]
    title: Option<String>,
    /// The date as it is to be shown; none by default
    #[arg(long)]
    date: Option<String>,
}

pub(super) fn report(from: &From, plan: Option<&str>, flags: ReportFlags, output: Option<&str>) -> Result<u8, Failure> {
    let mut input = with_plan(from, plan, ReportInput::from_json, |input, plan| {
        let Input { network, scenario, report, .. } = input;
        ReportInput { network, scenario, plan, options: study::ReportOptions::default(), report }
    })?;
    let options = &mut input.options;
    if flags.html {
        options.format = study::ReportFormat::Html;
    } else if flags.markdown {
        options.format = study::ReportFormat::Markdown;
    }
    options.title = flags.title.or(options.title.take());
    options.date = flags.date.or(options.date.take());
    write_text(study::report(&input.network, &input.scenario, &input.plan, options)?, output)?;
    Ok(0)
}

pub(super) fn frontier(
    from: &From,
    sizes: Vec<[u32; 2]>,
    points: Option<u32>,
    plans: bool,
    effort: &EffortFlags,
    to: &To,
) -> Result<u8, Failure> {
    let mut input = FrontierInput::from_json(&text(&from.file)?)?;
    effort.overrule(&mut input.scenario);
    if !sizes.is_empty() {
        input.frontier.sizes = sizes;
    }
    input.frontier.points = points.unwrap_or(input.frontier.points);
    input.frontier.plans |= plans;
    let mut run = FrontierRun::new(&input.network, &input.scenario, &input.frontier)?;
    let seconds = run.seconds();
    to_its_end(seconds, &mut |iterations| {
        run.step(iterations)?;
        Ok(run.progress())
    })?;
    let found = run.result();
    write(&found, to)?;
    let none = found.points.iter().all(|point| point.status == Status::Infeasible);
    Ok(if none { INFEASIBLE } else { 0 })
}

pub(super) fn answers(
    from: &From,
    seeds: Option<u32>,
    within: Option<f64>,
    effort: &EffortFlags,
    to: &To,
) -> Result<u8, Failure> {
    let mut input = AnswersInput::from_json(&text(&from.file)?)?;
    effort.overrule(&mut input.scenario);
    let asked = study::Asked { seeds: seeds.unwrap_or(input.seeds), within: within.unwrap_or(input.within) };
    let mut run = AnswersRun::new(&input.network, &input.scenario, &asked)?;
    let seconds = run.seconds();
    to_its_end(seconds, &mut |iterations| {
        run.step(iterations)?;
        Ok(run.progress())
    })?;
    let found = run.result();
    write(&found, to)?;
    Ok(if found.status == Status::Feasible { 0 } else { INFEASIBLE })
}

/// Goes on until all is done or the time is up.
fn to_its_end(seconds: f64, step: &mut dyn FnMut(u64) -> Result<SweepProgress, Errors>) -> Result<(), Failure> {
    const STEP: u64 = 100_000;
    let (mut line, start) = (ProgressLine::new(), Instant::now());
    loop {
        let SweepProgress { done, of, finished } = step(STEP)?;
        if finished || start.elapsed().as_secs_f64() >= seconds {
            break;
        }
        line.show(done, of, None);
    }
    line.clear();
    Ok(())
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

/// The waves to compare.
#[derive(clap::Args)]
pub(super) struct DriftFlags {
    /// One file with all waves, or a file for each; `-` reads standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,
    /// The attribute across which ties are counted
    #[arg(long, value_name = "ATTRIBUTE")]
    across: Option<String>,
}

/// A wave without a label is called after its file.
pub(super) fn drift(flags: &DriftFlags, to: &To) -> Result<u8, Failure> {
    let input = match &flags.files[..] {
        [file] => DriftInput::from_json(&text(file)?)?,
        files => {
            let named = |file: &String| -> Result<study::Wave, Failure> {
                let wave: study::Wave = decode::from_json(&text(file)?)?;
                let name = std::path::Path::new(file).file_stem().map(|name| name.to_string_lossy().into_owned());
                Ok(study::Wave { label: wave.label.or(name), ..wave })
            };
            DriftInput { waves: files.iter().map(named).collect::<Result<_, _>>()?, across: None }
        }
    };
    write(&study::drift(&input.waves, flags.across.as_ref().or(input.across.as_ref()).map(String::as_str))?, to)?;
    Ok(0)
}

/// Which pools to try.
#[derive(clap::Args)]
pub(super) struct PoolFlags {
    /// How many members a pool has, such as 10,20,40
    #[arg(long, value_name = "N", value_delimiter = ',')]
    sizes: Vec<u32>,
    /// How many samples to draw, 1 to 50
    #[arg(long, value_name = "K")]
    samples: Option<u32>,
    /// Write every member's best partner too
    #[arg(long)]
    members: bool,
    /// The random seed; overrules the scenario
    #[arg(long)]
    seed: Option<u32>,
}

pub(super) fn pool(from: &From, flags: PoolFlags, to: &To) -> Result<u8, Failure> {
    let mut input = PoolInput::from_json(&text(&from.file)?)?;
    let effort = &mut input.scenario.effort;
    effort.seed = flags.seed.unwrap_or(effort.seed);
    if !flags.sizes.is_empty() {
        input.pool.sizes = flags.sizes;
    }
    input.pool.samples = flags.samples.unwrap_or(input.pool.samples);
    input.pool.members |= flags.members;
    write(&study::pool(&input.network, &input.scenario, &input.pool)?, to)?;
    Ok(0)
}
