//! Times the matching on complete graphs: a table for people, then the same as one line of JSON.
//!
//! Named as first argument, the program of `tests/oracles/lemon.cpp` is timed on the same graphs. Every case of ours
//! runs in a process of its own, so that its peak of memory can be told; the weights stand in a table beforehand,
//! which counts as memory but not as time.

mod clock;

use clock::{Clock, peak_of_memory};
use commonground_optim::instances::{self, Kind, Table};
use commonground_optim::matching::{Cardinality, certify, dense};
use std::error::Error;
use std::io::{BufWriter, Write};
use std::process::{Command, Stdio};

/// The seed of every graph, as in `pkg/bench/matching.mjs`.
const SEED: u64 = 1;
/// As many vertices as a large and a very large network have members.
const SIZES: [u32; 3] = [1000, 2000, 5000];
/// The largest size at which LEMON is asked: it then takes over a minute on some kinds, and about ten times as long with
/// twice as many vertices.
const LEMON_MOST: u32 = 2000;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => compare(None),
        [lemon] => compare(Some(lemon)),
        [kind, n] => one_case(Kind::named(kind).ok_or("no such kind")?, n.parse()?),
        _ => Err("name LEMON's program, or a kind and a number of vertices".into()),
    }
}

fn compare(lemon: Option<&str>) -> Result<(), Box<dyn Error>> {
    println!("{:<10}{:>6}{:>10}{:>10}{:>8}  {:<10}{:>6}", "", "n", "seconds", "LEMON", "ratio", "certified", "MB");
    let mut rows = Vec::new();
    let mut sound = true;
    for (n, kind) in SIZES.into_iter().flat_map(|n| Kind::ALL.map(|kind| (n, kind))) {
        let ours = in_own_process(kind, n)?;
        let asked = lemon.filter(|_| n <= LEMON_MOST);
        let theirs = asked.map(|lemon| ask_lemon(lemon, kind, n)).transpose()?;
        sound &= ours.certified && theirs.as_ref().is_none_or(|theirs| theirs.total == ours.total);
        let ratio = theirs.as_ref().map(|theirs| theirs.seconds / ours.seconds);
        let shown = |number: Option<f64>, digits| number.map_or("-".to_owned(), |number| format!("{number:.digits$}"));
        println!(
            "{:<10}{n:>6}{:>10.3}{:>10}{:>8}  {:<10}{:>6}",
            kind.name(),
            ours.seconds,
            shown(theirs.as_ref().map(|theirs| theirs.seconds), 2),
            shown(ratio, 0),
            if ours.certified { "yes" } else { "no" },
            shown(ours.megabytes, 0)
        );
        let exact = |number: Option<f64>| number.map_or("null".to_owned(), |number| format!("{number:.4}"));
        rows.push(format!(
            r#"{{"kind":"{}","n":{n},"seconds":{:.4},"lemonSeconds":{},"ratio":{},"total":{},"certified":{},"megabytes":{}}}"#,
            kind.name(),
            ours.seconds,
            exact(theirs.map(|theirs| theirs.seconds)),
            exact(ratio),
            ours.total,
            ours.certified,
            exact(ours.megabytes)
        ));
    }
    println!(r#"{{"bench":"matching","rows":[{}]}}"#, rows.join(","));
    if sound { Ok(()) } else { Err("a result is not certified, or LEMON finds another total".into()) }
}

/// What came of one case.
struct Outcome {
    /// Of processor time.
    seconds: f64,
    total: i64,
    certified: bool,
    /// The peak of the whole process, where the system tells.
    megabytes: Option<f64>,
}

fn one_case(kind: Kind, n: u32) -> Result<(), Box<dyn Error>> {
    let table = Table::new(kind, n, SEED);
    let weight = |u, v| table.get(u, v);
    let clock = Clock::start();
    let (matching, duals) = dense(n, &table, Cardinality::First);
    let seconds = clock.seconds();
    let peak = peak_of_memory().map_or("-".to_owned(), |megabytes| megabytes.to_string());
    let certified = certify(n, &weight, &matching, &duals, Cardinality::First).is_ok();
    println!("{seconds} {} {certified} {peak}", matching.total);
    Ok(())
}

fn in_own_process(kind: Kind, n: u32) -> Result<Outcome, Box<dyn Error>> {
    let output =
        Command::new(std::env::current_exe()?).args([kind.name(), &n.to_string()]).stderr(Stdio::inherit()).output()?;
    let text = String::from_utf8(output.stdout)?;
    let [seconds, total, certified, megabytes] = text.split_whitespace().collect::<Vec<_>>()[..] else {
        return Err(format!("{} with {n} vertices ended early", kind.name()).into());
    };
    let (seconds, total, certified) = (seconds.parse()?, total.parse()?, certified.parse()?);
    Ok(Outcome { seconds, total, certified, megabytes: megabytes.parse().ok() })
}

/// LEMON's answer and its own processor time.
struct Theirs {
    seconds: f64,
    total: i64,
}

fn ask_lemon(program: &str, kind: Kind, n: u32) -> Result<Theirs, Box<dyn Error>> {
    eprintln!("LEMON: {}, {n} vertices", kind.name());
    let mut child = Command::new(program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    if let Some(stdin) = child.stdin.take() {
        let mut graph = BufWriter::new(stdin);
        instances::write(&mut graph, Cardinality::First, n, &Table::new(kind, n, SEED).edges())?;
        graph.flush()?;
    }
    let text = String::from_utf8(child.wait_with_output()?.stdout)?;
    let [_pairs, total, seconds] = text.split_whitespace().collect::<Vec<_>>()[..] else {
        return Err(format!("LEMON ended early on {} with {n} vertices", kind.name()).into());
    };
    Ok(Theirs { seconds: seconds.parse()?, total: total.parse()? })
}
