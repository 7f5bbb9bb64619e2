//! Times the assignment of learners to coaches: a table for people, then the same as one line of JSON.
//!
//! Named as first argument, the program of `tests/oracles/lemon.cpp` is timed on the same problems, by its network
//! simplex. Every case of ours runs in a process of its own, so that its peak of memory can be told.

mod clock;

use clock::{Clock, peak_of_memory};
use commonground_optim::flow::{Problem, certify, solve};
use commonground_optim::instances::{Kind, large_assignment, sparse_assignment, write_assignment};
use std::error::Error;
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};

/// The seed of every problem, as in `pkg/bench/flow.mjs`.
const SEED: u64 = 1;
/// A large programme: as many learners and coaches as one office can look after.
const LARGE: [u32; 2] = [5000, 500];
/// Learners and coaches of the problem in which not all can be served.
const SPARSE: u32 = 500;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => compare(None),
        ["case", name] => one_case(name),
        [lemon] => compare(Some(lemon)),
        _ => Err("name LEMON's program, or `case` and a kind".into()),
    }
}

/// The problem of a name: those of a kind are large, `sparse` is the one in which not all can be served.
fn problem(name: &str) -> Result<Problem, Box<dyn Error>> {
    let [learners, coaches] = LARGE;
    Ok(match Kind::named(name) {
        Some(kind) => large_assignment(kind, learners, coaches, SEED),
        None if name == "sparse" => sparse_assignment(SPARSE, SEED),
        None => return Err("no such kind".into()),
    })
}

fn compare(lemon: Option<&str>) -> Result<(), Box<dyn Error>> {
    println!("{:<10}{:>10}{:>10}{:>8}{:>8}  {:<10}{:>6}", "", "seconds", "LEMON", "ratio", "served", "certified", "MB");
    let mut rows = Vec::new();
    let mut sound = true;
    for name in Kind::ALL.into_iter().map(Kind::name).chain(["sparse"]) {
        let ours = in_own_process(name)?;
        let theirs = lemon.map(|lemon| ask_lemon(lemon, name)).transpose()?;
        let same = |theirs: &Theirs| (theirs.served, theirs.total) == (ours.served, ours.total);
        sound &= ours.certified && theirs.as_ref().is_none_or(same);
        let ratio = theirs.as_ref().map(|theirs| theirs.seconds / ours.seconds).filter(|ratio| ratio.is_finite());
        let shown = |number: Option<f64>, digits| number.map_or("-".to_owned(), |number| format!("{number:.digits$}"));
        println!(
            "{name:<10}{:>10.3}{:>10}{:>8}{:>8}  {:<10}{:>6}",
            ours.seconds,
            shown(theirs.as_ref().map(|theirs| theirs.seconds), 2),
            shown(ratio, 1),
            ours.served,
            if ours.certified { "yes" } else { "no" },
            shown(ours.megabytes, 0)
        );
        let exact = |number: Option<f64>| number.map_or("null".to_owned(), |number| format!("{number:.4}"));
        rows.push(format!(
            r#"{{"kind":"{name}","seconds":{:.4},"lemonSeconds":{},"ratio":{},"served":{},"total":{},"certified":{},"megabytes":{}}}"#,
            ours.seconds,
            exact(theirs.map(|theirs| theirs.seconds)),
            exact(ratio),
            ours.served,
            ours.total,
            ours.certified,
            exact(ours.megabytes)
        ));
    }
    println!(r#"{{"bench":"flow","rows":[{}]}}"#, rows.join(","));
    if sound { Ok(()) } else { Err("a result is not certified, or LEMON finds another optimum".into()) }
}

/// What came of one case.
struct Outcome {
    /// Of processor time.
    seconds: f64,
    served: u64,
    total: i64,
    certified: bool,
    /// The peak of the whole process, where the system tells.
    megabytes: Option<f64>,
}

fn one_case(name: &str) -> Result<(), Box<dyn Error>> {
    let problem = problem(name)?;
    let clock = Clock::start();
    let solution = solve(&problem);
    let seconds = clock.seconds();
    let peak = peak_of_memory().map_or("-".to_owned(), |megabytes| megabytes.to_string());
    let certified = certify(&problem, &solution).is_ok();
    println!("{seconds} {} {} {certified} {peak}", solution.served, solution.total);
    Ok(())
}

fn in_own_process(name: &str) -> Result<Outcome, Box<dyn Error>> {
    let output = Command::new(std::env::current_exe()?).args(["case", name]).stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8(output.stdout)?;
    let [seconds, served, total, certified, megabytes] = text.split_whitespace().collect::<Vec<_>>()[..] else {
        return Err(format!("{name} ended early").into());
    };
    Ok(Outcome {
        seconds: seconds.parse()?,
        served: served.parse()?,
        total: total.parse()?,
        certified: certified.parse()?,
        megabytes: megabytes.parse().ok(),
    })
}

/// LEMON's answer and its own processor time.
struct Theirs {
    seconds: f64,
    served: u64,
    total: i64,
}

fn ask_lemon(program: &str, name: &str) -> Result<Theirs, Box<dyn Error>> {
    eprintln!("LEMON: {name}");
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    if let Some(stdin) = child.stdin.take() {
        let mut out = BufWriter::new(stdin);
        write_assignment(&mut out, &problem(name)?)?;
        out.flush()?;
    }
    let text = String::from_utf8(child.wait_with_output()?.stdout)?;
    let [served, total, seconds] = text.split_whitespace().collect::<Vec<_>>()[..] else {
        return Err(format!("LEMON ended early on {name}").into());
    };
    Ok(Theirs { seconds: seconds.parse()?, served: served.parse()?, total: total.parse()? })
}
