//! Times theme models under quotas and lotteries over panels: a table for people, then the same as one line of JSON.
//! Every case runs in a process of its own, so that its peak of memory can be told.

mod clock;

use clock::{Clock, peak_of_memory};
use commonground_optim::instances::{PROGRAMS, Program};
use std::error::Error;
use std::process::{Command, Stdio};

/// The seed of every problem, as in `pkg/bench/milp.mjs`.
const SEED: u64 = 1;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => all(),
        ["case", name] => one_case(name),
        _ => Err("name nothing, or `case` and a problem".into()),
    }
}

fn one_case(name: &str) -> Result<(), Box<dyn Error>> {
    let problem = Program::named(name, SEED).ok_or("no such problem")?;
    let clock = Clock::start();
    let found = problem.solve();
    let seconds = clock.seconds();
    let peak = peak_of_memory().map_or("-".to_owned(), |megabytes| format!("{megabytes:.0}"));
    println!("{seconds} {} {} {} {peak}", found.total, found.gap, found.proven);
    Ok(())
}

fn all() -> Result<(), Box<dyn Error>> {
    println!("{:<18}{:>10}{:>12}{:>10}  {:<8}{:>5}", "", "seconds", "total", "gap", "proven", "MB");
    let mut rows = Vec::new();
    let mut sound = true;
    for name in PROGRAMS {
        let child = Command::new(std::env::current_exe()?).args(["case", name]).stderr(Stdio::inherit()).output()?;
        let text = String::from_utf8(child.stdout)?;
        let [seconds, total, gap, proven, peak] = text.split_whitespace().collect::<Vec<_>>()[..] else {
            return Err(format!("{name} ended early").into());
        };
        let (seconds, gap) = (seconds.parse::<f64>()?, gap.parse::<f64>()?);
        println!("{name:<18}{seconds:>10.3}{total:>12}{gap:>10.6}  {proven:<8}{peak:>5}");
        rows.push(format!(
            r#"{{"kind":"{name}","seconds":{seconds:.4},"total":{total},"gap":{gap},"proven":{proven},"megabytes":{}}}"#,
            peak.parse::<u32>().map_or("null".to_owned(), |megabytes| megabytes.to_string())
        ));
        sound &= proven == "true";
    }
    println!(r#"{{"bench":"milp","rows":[{}]}}"#, rows.join(","));
    if sound { Ok(()) } else { Err("an optimum is not proven".into()) }
}
