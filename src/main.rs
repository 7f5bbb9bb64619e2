//! The command line: reads files, calls the library, writes JSON; it decides nothing itself.

mod ask;
mod progress;
mod schema;

use clap::{Args, Parser, Subcommand};
use commonground::forms::{Pace, Progress, solve_while};
use commonground::plan::{Status, check};
use commonground::study::{SweepProgress, SweepRun};
use commonground::{CheckInput, Errors, Input, SweepInput, canonical_json, decode, import};
use progress::ProgressLine;
use std::io::{IsTerminal, Read, Write};
use std::process::ExitCode;
use std::time::Instant;

/// Forms learning networks: peer pairs, sub-communities, expert coaching and leadership panels.
///
/// Input and output are JSON. Exit codes: 0 all well, 1 a plan that fails its check, 2 an input that cannot be worked
/// with (the reasons are on standard error), 3 no plan keeps all hard rules (the one that breaks fewest is written).
#[derive(Parser)]
#[command(name = "commonground", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Form a plan from a network and a scenario
    ///
    /// FILE holds {"network": …, "scenario": …}, as `import` writes it.
    Solve {
        #[command(flatten)]
        from: From,
        #[command(flatten)]
        effort: EffortFlags,
        #[command(flatten)]
        to: To,
    },
    /// Verify a plan, however it was made, and recompute its score
    ///
    /// FILE holds {"network": …, "scenario": …, "plan": …}; or without the plan, which PLAN then holds.
    Check {
        #[command(flatten)]
        from: From,
        /// A plan as `solve` writes it
        plan: Option<String>,
        #[command(flatten)]
        to: To,
    },
    /// Form a plan for each group size and mix, for comparison
    ///
    /// FILE holds {"network": …, "scenario": …, "sweep": {"sizes": [[4,6]], "mixes": [0.5]}}; the sweep may be given
    /// by options instead.
    Sweep {
        #[command(flatten)]
        from: From,
        /// Group sizes to try, such as 4-6 or 5; may be given several times
        #[arg(long = "size", value_name = "LO-HI", value_parser = size)]
        sizes: Vec<[u32; 2]>,
        /// Mixes to try, 0 to 1; may be given several times
        #[arg(long = "mix", value_name = "MIX")]
        mixes: Vec<f64>,
        #[command(flatten)]
        effort: EffortFlags,
        #[command(flatten)]
        to: To,
    },
    /// Find the best trades between commonality and diversity
    ///
    /// FILE holds {"network": …, "scenario": …, "frontier": {"sizes": [[4,6]], "points": 11}}; what to try may be given by
    /// options instead. One round of pairs is solved exactly.
    Frontier {
        #[command(flatten)]
        from: From,
        /// Group sizes to try, such as 4-6 or 5; may be given several times
        #[arg(long = "size", value_name = "LO-HI", value_parser = size)]
        sizes: Vec<[u32; 2]>,
        /// How many mixes to try, evenly from 0 to 1
        #[arg(long)]
        points: Option<u32>,
        /// Write each point's plan too
        #[arg(long)]
        plans: bool,
        #[command(flatten)]
        effort: EffortFlags,
        #[command(flatten)]
        to: To,
    },
    /// Say which answers mattered: what a plan would lose without each
    ///
    /// FILE holds {"network": …, "scenario": …}, and perhaps the "seeds" and "within", which options overrule.
    Answers {
        #[command(flatten)]
        from: From,
        /// How many plans to form for each question left out, 1 to 20
        #[arg(long)]
        seeds: Option<u32>,
        /// The share of the worth that may be lost by the questions that could be left out together
        #[arg(long)]
        within: Option<f64>,
        #[command(flatten)]
        effort: EffortFlags,
        #[command(flatten)]
        to: To,
    },
    /// Say what it would take to have somebody elsewhere
    ///
    /// FILE holds {"network": …, "scenario": …}, and perhaps the "plan", which PLAN overrules and which is formed when
    /// absent. Ask about two members who are not paired; about --member and --group; about --member and --coach; or about
    /// --group and --coach, its facilitator.
    WhyNot {
        #[command(flatten)]
        from: From,
        /// Two members' ids
        #[arg(num_args = 2, value_names = ["MEMBER", "MEMBER"])]
        members: Vec<String>,
        /// A member, or a learner
        #[arg(long)]
        member: Option<String>,
        /// The group of the plan where the member might be, or that might have another facilitator
        #[arg(long)]
        group: Option<String>,
        /// The coach or facilitator
        #[arg(long)]
        coach: Option<String>,
        /// A file with the plan, as `solve` writes it
        #[arg(long, value_name = "PLAN")]
        plan: Option<String>,
        /// The round, where there are several
        #[arg(long, default_value_t = 1)]
        round: u32,
        /// Form the best plan in which it is so, also for a member and a group
        #[arg(long)]
        exact: bool,
        #[command(flatten)]
        to: To,
    },
    /// Form communities that are nearly as good as a plan's and differ from it
    ///
    /// FILE holds {"network": …, "scenario": …} with the form `communities`, and perhaps the "plan", "count", "moves" and
    /// "within", which options overrule.
    Alternatives {
        #[command(flatten)]
        from: From,
        /// How many, 1 to 5
        #[arg(long)]
        count: Option<u32>,
        /// By how many members' places each differs at least
        #[arg(long)]
        moves: Option<u32>,
        /// The share of the score that may be lost
        #[arg(long)]
        within: Option<f64>,
        #[command(flatten)]
        effort: EffortFlags,
        #[command(flatten)]
        to: To,
    },
    /// Say which hard rules cannot hold together, and what would mend it
    ///
    /// FILE holds {"network": …, "scenario": …}, and perhaps "seconds".
    Conflicts {
        #[command(flatten)]
        from: From,
        /// The most time to take, in seconds (30 unless the file says otherwise)
        #[arg(long)]
        seconds: Option<f64>,
        #[command(flatten)]
        to: To,
    },
    /// Form several plans, later ones seeing earlier ones
    ///
    /// FILE holds {"network": …, "steps": [{"id": …, "scenario": …, "of": …}]}.
    Programme {
        #[command(flatten)]
        from: From,
        #[command(flatten)]
        effort: EffortFlags,
        #[command(flatten)]
        to: To,
    },
    /// Look at a finished plan from all sides: whom it serves how well, what its groups are, withstand and connect
    ///
    /// FILE holds {"network": …, "scenario": …, "plan": …, "options": …}; or without the plan, which PLAN then holds.
    /// Options of the command line overrule those of FILE.
    Review {
        #[command(flatten)]
        from: From,
        /// A plan as `solve` writes it
        plan: Option<String>,
        #[command(flatten)]
        options: ask::ReviewFlags,
        #[command(flatten)]
        to: To,
    },
    /// Write a finished plan as one page to read: who learns with whom and why, what holds, what is fragile
    ///
    /// FILE holds {"network": …, "scenario": …, "plan": …, "options": …}; or without the plan, which PLAN then holds.
    Report {
        #[command(flatten)]
        from: From,
        /// A plan as `solve` writes it
        plan: Option<String>,
        #[command(flatten)]
        options: ask::ReportFlags,
        /// Write to this file instead of standard output
        #[arg(short, long, value_name = "FILE")]
        output: Option<String>,
    },
    /// Count what became of a plan's matches, by the reasons for which they were made
    ///
    /// TABLE is CSV with the columns "a" and "b", or "member", or "group"; "met" (yes, no) and "useful" (1 to 5); or a JSON
    /// list of the same. Rows that belong to no match are listed.
    Outcomes {
        /// A plan as `solve` writes it
        plan: String,
        /// What was said of its matches
        table: String,
        #[command(flatten)]
        to: To,
    },
    /// Say what changed between two or more waves of a network
    ///
    /// FILE holds {"waves": [{"label": …, "network": …}, …]}, earliest first; or each of several files is one wave, as
    /// `import` writes it.
    Drift {
        #[command(flatten)]
        ask: ask::DriftFlags,
        #[command(flatten)]
        to: To,
    },
    /// Say how easily matches are found as the pool grows
    ///
    /// FILE holds {"network": …, "scenario": …, "pool": {"sizes": [10, 20], "samples": 20}}; what to try may be given by options
    /// instead.
    Pool {
        #[command(flatten)]
        from: From,
        #[command(flatten)]
        ask: ask::PoolFlags,
        #[command(flatten)]
        to: To,
    },
    /// Read a table (CSV, TSV) into a network and a scenario to begin with
    ///
    /// Every guess about a column is in the "report", with its reason; --options overrules guesses.
    Import {
        #[command(flatten)]
        from: From,
        /// A JSON file with what you know better, such as {"columns": {"Stage": {"as": "ordinal"}}}
        #[arg(long, value_name = "FILE")]
        options: Option<String>,
        #[command(flatten)]
        to: To,
    },
    /// Print the JSON Schema of every input and output
    Schema {
        #[command(flatten)]
        to: To,
    },
}

#[derive(Args)]
struct From {
    /// The file to read; `-` reads standard input
    file: String,
}

#[derive(Args)]
struct To {
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// Indent the JSON even where it is not shown on a terminal
    #[arg(long)]
    pretty: bool,
}

#[derive(Args)]
struct EffortFlags {
    /// The most time to take, in seconds; overrules the scenario
    #[arg(long)]
    seconds: Option<f64>,
    /// How many moves a search tries; overrules the scenario
    #[arg(long)]
    iterations: Option<u64>,
    /// The random seed; overrules the scenario
    #[arg(long)]
    seed: Option<u32>,
}

/// Why a command ended without its output.
enum Failure {
    Input(Errors),
    File(String),
}

impl std::convert::From<Errors> for Failure {
    fn from(errors: Errors) -> Self {
        Failure::Input(errors)
    }
}

const FAILED_CHECK: u8 = 1;
const BAD_INPUT: u8 = 2;
const INFEASIBLE: u8 = 3;

fn main() -> ExitCode {
    let code = match run(Cli::parse().command) {
        Ok(code) => code,
        Err(Failure::Input(errors)) => {
            say(&errors.to_string());
            BAD_INPUT
        }
        Err(Failure::File(message)) => {
            say(&format!("error[file]: {message}"));
            BAD_INPUT
        }
    };
    ExitCode::from(code)
}

fn run(command: Command) -> Result<u8, Failure> {
    match command {
        Command::Solve { from, effort, to } => solve(&from, &effort, &to),
        Command::Check { from, plan, to } => verify(&from, plan.as_deref(), &to),
        Command::Sweep { from, sizes, mixes, effort, to } => vary(&from, sizes, mixes, &effort, &to),
        Command::Frontier { from, sizes, points, plans, effort, to } => {
            ask::frontier(&from, sizes, points, plans, &effort, &to)
        }
        Command::Answers { from, seeds, within, effort, to } => ask::answers(&from, seeds, within, &effort, &to),
        Command::WhyNot { from, members, member, group, coach, plan, round, exact, to } => {
            ask::why_not(&from, ask::Asked { members, member, group, coach, plan, round, exact }, &to)
        }
        Command::Alternatives { from, count, moves, within, effort, to } => {
            ask::alternatives(&from, count, moves, within, &effort, &to)
        }
        Command::Conflicts { from, seconds, to } => ask::conflicts(&from, seconds, &to),
        Command::Programme { from, effort, to } => ask::programme(&from, &effort, &to),
        Command::Review { from, plan, options, to } => ask::review(&from, plan.as_deref(), options, &to),
        Command::Report { from, plan, options, output } => {
            ask::report(&from, plan.as_deref(), options, output.as_deref())
        }
        Command::Outcomes { plan, table, to } => ask::outcomes(&plan, &table, &to),
        Command::Drift { ask, to } => ask::drift(&ask, &to),
        Command::Pool { from, ask, to } => ask::pool(&from, ask, &to),
        Command::Import { from, options, to } => {
            let options = match options {
                Some(file) => decode::from_json(&text(&file)?)?,
                None => import::Options::default(),
            };
            write(&import::bytes(&bytes(&from.file)?, &options)?, &to)?;
            Ok(0)
        }
        Command::Schema { to } => {
            write(&schema::all(), &to)?;
            Ok(0)
        }
    }
}

fn solve(from: &From, effort: &EffortFlags, to: &To) -> Result<u8, Failure> {
    let mut input = Input::from_json(&text(&from.file)?)?;
    effort.overrule(&mut input.scenario);
    let start = Instant::now();
    let seconds = input.scenario.effort.seconds;
    let mut line = ProgressLine::new();
    let plan = solve_while(&input.network, &input.scenario, &mut |progress: &Progress| {
        line.show(progress.done, progress.of, progress.score);
        Pace::after(start.elapsed().as_secs_f64(), seconds)
    });
    line.clear();
    let plan = plan?;
    write(&plan, to)?;
    let report = check(&input.network, &input.scenario, &plan)?;
    if plan.status == Status::Infeasible {
        return Ok(INFEASIBLE);
    }
    if !report.ok {
        // Ours to mend, but the user's to know.
        report.errors.iter().for_each(|e| say(&format!("error[{}] at {}: {}", e.code, e.path, e.why)));
        return Ok(FAILED_CHECK);
    }
    Ok(0)
}

fn verify(from: &From, plan: Option<&str>, to: &To) -> Result<u8, Failure> {
    let input = ask::with_plan(from, plan, CheckInput::from_json, |input, plan| {
        let Input { network, scenario, report, .. } = input;
        CheckInput { network, scenario, plan, report }
    })?;
    let report = check(&input.network, &input.scenario, &input.plan)?;
    write(&report, to)?;
    for error in &report.errors {
        say(&format!("error[{}] at {}: {}\n  help: {}", error.code, error.path, error.why, error.help));
    }
    Ok(if report.ok { 0 } else { FAILED_CHECK })
}

fn vary(from: &From, sizes: Vec<[u32; 2]>, mixes: Vec<f64>, effort: &EffortFlags, to: &To) -> Result<u8, Failure> {
    let mut input = SweepInput::from_json(&text(&from.file)?)?;
    effort.overrule(&mut input.scenario);
    if !sizes.is_empty() {
        input.sweep.sizes = sizes;
    }
    if !mixes.is_empty() {
        input.sweep.mixes = mixes;
    }
    let mut run = SweepRun::new(&input.network, &input.scenario, &input.sweep)?;
    let mut line = ProgressLine::new();
    let mut start = Instant::now();
    loop {
        let SweepProgress { done, of, finished } = run.progress();
        if finished {
            break;
        }
        line.show(done, of, None);
        const STEP: u64 = 100_000;
        if run.between_plans() {
            start = Instant::now();
        } else if start.elapsed().as_secs_f64() >= run.seconds_each() {
            run.skip();
            continue;
        }
        run.step(STEP)?;
    }
    line.clear();
    let result = run.result();
    write(&result, to)?;
    let none = result.points.iter().all(|point| point.status == Status::Infeasible);
    Ok(if none { INFEASIBLE } else { 0 })
}

impl EffortFlags {
    fn overrule(&self, scenario: &mut commonground::scenario::Scenario) {
        let effort = &mut scenario.effort;
        effort.seconds = self.seconds.unwrap_or(effort.seconds);
        effort.iterations = self.iterations.or(effort.iterations);
        effort.seed = self.seed.unwrap_or(effort.seed);
    }
}

fn size(text: &str) -> Result<[u32; 2], String> {
    let (lo, hi) = text.split_once('-').unwrap_or((text, text));
    let number = |part: &str| part.trim().parse::<u32>().map_err(|_| format!("`{part}` is no whole number"));
    Ok([number(lo)?, number(hi)?])
}

fn bytes(file: &str) -> Result<Vec<u8>, Failure> {
    let read = if file == "-" {
        let mut data = Vec::new();
        std::io::stdin().lock().read_to_end(&mut data).map(|_| data)
    } else {
        std::fs::read(file)
    };
    read.map_err(|error| Failure::File(format!("cannot read {file}: {error}")))
}

fn text(file: &str) -> Result<String, Failure> {
    String::from_utf8(bytes(file)?).map_err(|_| {
        Failure::File(format!("{file} is not UTF-8 text; is it a table? `commonground import` reads those"))
    })
}

fn write<T: serde::Serialize>(value: &T, to: &To) -> Result<(), Failure> {
    let on_terminal = to.output.is_none() && std::io::stdout().is_terminal();
    let mut json = canonical_json(value, to.pretty || on_terminal);
    json.push('\n');
    write_text(json, to.output.as_deref())
}

fn write_text(text: String, output: Option<&str>) -> Result<(), Failure> {
    let (written, name) = match output {
        Some(file) => (std::fs::write(file, text), file),
        None => (std::io::stdout().lock().write_all(text.as_bytes()), "standard output"),
    };
    match written {
        // Whoever read the output has seen enough.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written.map_err(|error| Failure::File(format!("cannot write {name}: {error}"))),
    }
}

/// A line on standard error; that it cannot be written is no reason to fail.
fn say(message: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{message}");
}
