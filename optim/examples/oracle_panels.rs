//! Writes forty small pools that another solver is asked about, and the chances in our lotteries over their panels, into
//! two files.
//!
//! A pool is a line: members and seats; the number of quotas, and for each its range, how many members it counts and
//! which; how many must be on the panel and who; how many must not and who; how many pairs must not be on it together
//! and which. An answer is each member's chance, or `infeasible`.

use commonground_optim::instances::{SMALL_POOLS, small_pool};
use commonground_optim::milp::{Leximin, Lottery, PanelModel};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

/// More steps than any of these pools takes.
const MOST_STEPS: u64 = 10_000;

/// What the proof and the lottery may be apart: the simplex method's tolerance, and the rounding to tickets.
const ROUNDING: f64 = 1e-6;

fn main() -> Result<(), Box<dyn Error>> {
    let [pools, answers] = std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "name two files")?;
    let (mut pools, mut answers) = (BufWriter::new(File::create(pools)?), BufWriter::new(File::create(answers)?));
    for seed in 0..SMALL_POOLS {
        let model = small_pool(seed);
        writeln!(pools, "{}", line(&model).iter().map(u32::to_string).collect::<Vec<_>>().join(" "))?;
        let mut search = Leximin::new(&model, MOST_STEPS);
        while !search.finished() {
            search.step();
        }
        match search.lottery() {
            Some(lottery) => {
                let chances = chances(&model, lottery).map_err(|error| format!("pool {seed}: {error}"))?;
                writeln!(answers, "{}", chances.iter().map(f64::to_string).collect::<Vec<_>>().join(" "))?;
            }
            None => writeln!(answers, "infeasible")?,
        }
    }
    Ok(pools.flush().and(answers.flush())?)
}

fn line(model: &PanelModel) -> Vec<u32> {
    let mut line = vec![model.members, model.seats, model.quotas.len() as u32];
    for quota in &model.quotas {
        line.extend([quota.lo, quota.hi, quota.members.len() as u32]);
        line.extend(&quota.members);
    }
    for list in [&model.include, &model.exclude] {
        line.push(list.len() as u32);
        line.extend(list);
    }
    line.push(model.apart.len() as u32);
    line.extend(model.apart.iter().flatten());
    line
}

/// Each member's, once the smallest is what the lottery says is proven.
fn chances(model: &PanelModel, lottery: &Lottery) -> Result<Vec<f64>, String> {
    let mut chances = vec![0.0; model.members as usize];
    let mut least = f64::INFINITY;
    for (at, group) in lottery.groups.iter().enumerate() {
        let chance = lottery.chance(at);
        group.iter().for_each(|&member| chances[member as usize] = chance);
        if lottery.possible[at] {
            least = least.min(chance);
        }
    }
    let unproven = !lottery.settled || least < lottery.bound - ROUNDING;
    if unproven { Err(format!("{least} of {}, settled: {}", lottery.bound, lottery.settled)) } else { Ok(chances) }
}
