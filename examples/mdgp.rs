//! Searches an instance of the maximally diverse grouping problem in the format of MDGPLIB (Gallego, Laguna, Martí and
//! Duarte 2013) and prints one line of JSON: instance, value, seconds, iterations, feasible.
//!
//! `cargo run --release --example mdgp -- FILE[.gz] --seconds S --seed N [--groups OUT]`, or `--iterations I` instead
//! of seconds, which gives the same groups on every machine. OUT gets the group of every element, one a line.

use commonground::optim::instances::Mdgp;
use commonground::optim::partition::Search;
use serde_json::json;
use std::error::Error;
use std::io::Read;
use std::path::PathBuf;
use std::time::Instant;

/// Iterations between two looks at the clock.
const SLICE: u64 = 4_000_000;

/// Iterations a second with which a run begins to plan, until its own speed is known: those of a fast core, so that a run of
/// ten seconds over 480 elements plans a second annealing.
const USUAL: f64 = 2.5e9;

struct Options {
    file: PathBuf,
    seconds: Option<f64>,
    iterations: Option<u64>,
    seed: u64,
    groups: Option<PathBuf>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    let instance = Mdgp::read(&text(&options.file)?)?;
    let began = Instant::now();
    let (slot_of, iterations) = search(&instance, &options, began)?;
    let seconds = began.elapsed().as_secs_f64();
    let name = options.file.file_name().unwrap_or_default().to_string_lossy();
    let name = name.trim_end_matches(".gz").trim_end_matches(".txt");
    if let Some(path) = &options.groups {
        let lines: Vec<String> = slot_of.iter().map(u32::to_string).collect();
        std::fs::write(path, lines.join("\n") + "\n")?;
    }
    let line = json!({
        "instance": name,
        "value": instance.value(&slot_of),
        "seconds": (seconds * 1e3).round() / 1e3,
        "iterations": iterations,
        "feasible": instance.is_feasible(&slot_of),
    });
    println!("{line}");
    Ok(())
}

fn search(instance: &Mdgp, options: &Options, began: Instant) -> Result<(Vec<u32>, u64), Box<dyn Error>> {
    let planned = options.iterations.unwrap_or((options.seconds.unwrap_or(0.0) * USUAL) as u64);
    let mut search = Search::new(instance.problem(), options.seed, planned)?;
    while !search.is_done() {
        if let Some(seconds) = options.seconds {
            // As many iterations as fit into what is left of the time at the speed so far.
            let elapsed = began.elapsed().as_secs_f64();
            if elapsed >= seconds {
                break;
            }
            let done = search.progress().done;
            if done > 10 * SLICE {
                search.replan((done as f64 * (seconds - elapsed) / elapsed) as u64);
            }
        }
        search.step(SLICE);
    }
    Ok((search.best().slot_of_unit.clone(), search.progress().done))
}

/// The text of a file, unpacked if need be.
fn text(path: &PathBuf) -> Result<String, Box<dyn Error>> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    Ok(text)
}

fn options() -> Result<Options, Box<dyn Error>> {
    const USAGE: &str = "mdgp FILE[.gz] (--seconds S | --iterations I) [--seed N] [--groups OUT]";
    let mut arguments = std::env::args().skip(1);
    let mut options = Options { file: PathBuf::new(), seconds: None, iterations: None, seed: 1, groups: None };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value; {USAGE}"));
        match argument.as_str() {
            "--seconds" => options.seconds = Some(value()?.parse()?),
            "--iterations" => options.iterations = Some(value()?.parse()?),
            "--seed" => options.seed = value()?.parse()?,
            "--groups" => options.groups = Some(value()?.into()),
            _ if options.file.as_os_str().is_empty() && !argument.starts_with('-') => options.file = argument.into(),
            _ => return Err(format!("{argument} is not understood; {USAGE}").into()),
        }
    }
    if options.file.as_os_str().is_empty() || options.seconds.is_some() == options.iterations.is_some() {
        return Err(USAGE.into());
    }
    Ok(options)
}
