//! Searches an instance of the maximally diverse grouping problem in the format of MDGPLIB (Gallego, Laguna, Martí and
//! Duarte 2013) and prints one line of JSON: instance, value, seconds, iterations, feasible.
//!
//! `cargo run --release --example mdgp -- FILE[.gz] --seconds S --seed N [--groups OUT]`, or `--iterations I` instead
//! of seconds, which gives the same groups on every machine. OUT gets the group of every element, one a line.

use commonground::optim::partition::{Matrix, Objective, Problem, Search, Slot};
use serde_json::json;
use std::error::Error;
use std::io::Read;
use std::path::PathBuf;
use std::time::Instant;

/// Iterations between two looks at the clock.
const SLICE: u64 = 4_000_000;

/// Iterations a second with which a run begins to plan, until its own speed is known.
const USUAL: f64 = 4e8;

/// Sums of distances in the search stay below this many points (`partition::Problem` says why).
const MOST_POINTS: f64 = (1u64 << 25) as f64;

struct Options {
    file: PathBuf,
    seconds: Option<f64>,
    iterations: Option<u64>,
    seed: u64,
    groups: Option<PathBuf>,
}

struct Instance {
    slots: Vec<Slot>,
    n: usize,
    distances: Vec<f64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    let instance = read(&options.file)?;
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

fn search(instance: &Instance, options: &Options, began: Instant) -> Result<(Vec<u32>, u64), Box<dyn Error>> {
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

impl Instance {
    fn problem(&self) -> Problem {
        let largest = self.distances.iter().fold(0.0, |most, &d| f64::max(most, d));
        let widest = self.slots.iter().map(|slot| slot.hi).max().unwrap_or(1);
        // Whole points, as many decimals of the file as there is room for.
        let fits = |points: f64| (largest * points).round() * f64::from(widest) <= MOST_POINTS;
        let points = [1e5, 1e4, 1e3, 1e2, 1e1].into_iter().find(|&points| fits(points)).unwrap_or(1.0);
        let whole = |i: usize, j: usize| (self.distances[i * self.n + j] * points).round() as i32;
        Problem::new(Matrix::from_fn(self.n, whole), self.slots.clone(), Objective::Total)
    }

    /// The sum of distances inside groups, from the file's own numbers.
    fn value(&self, slot_of: &[u32]) -> f64 {
        let mut value = 0.0;
        for i in 0..self.n {
            for j in i + 1..self.n {
                if slot_of[i] == slot_of[j] {
                    value += self.distances[i * self.n + j];
                }
            }
        }
        (value * 1e6).round() / 1e6
    }

    fn is_feasible(&self, slot_of: &[u32]) -> bool {
        let size = |g: usize| slot_of.iter().filter(|&&slot| slot as usize == g).count() as u32;
        let sizes_fit = self.slots.iter().enumerate().all(|(g, slot)| (slot.lo..=slot.hi).contains(&size(g)));
        sizes_fit && slot_of.len() == self.n && slot_of.iter().all(|&slot| (slot as usize) < self.slots.len())
    }
}

/// First line `n m (ds|ss) L1 U1 … Lm Um`, then `i j d` for every pair.
fn read(path: &PathBuf) -> Result<Instance, Box<dyn Error>> {
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut text = String::new();
    if bytes.starts_with(&[0x1f, 0x8b]) {
        flate2::read::GzDecoder::new(&bytes[..]).read_to_string(&mut text)?;
    } else {
        text = String::from_utf8(bytes)?;
    }
    let mut words = text.split_whitespace();
    let mut next = |what: &str| words.next().ok_or_else(|| format!("the file ends before {what}"));
    let n: usize = next("the number of elements")?.parse()?;
    let count: usize = next("the number of groups")?.parse()?;
    next("the kind of sizes")?;
    let mut slots = Vec::new();
    for _ in 0..count {
        slots.push(Slot { lo: next("a smallest size")?.parse()?, hi: next("a largest size")?.parse()? });
    }
    let mut distances = vec![0.0; n * n];
    while let Ok(i) = next("") {
        let (i, j): (usize, usize) = (i.parse()?, next("a pair's second element")?.parse()?);
        let distance: f64 = next("a pair's distance")?.parse()?;
        if i >= n || j >= n {
            return Err(format!("the pair {i} {j} is beyond the {n} elements").into());
        }
        (distances[i * n + j], distances[j * n + i]) = (distance, distance);
    }
    Ok(Instance { slots, n, distances })
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
