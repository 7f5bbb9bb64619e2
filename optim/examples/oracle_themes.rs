//! Writes sixty theme models that another solver is asked about, and our answers to them, into two files.
//!
//! A model is a line: members, themes, the fewest and the most opened; the sizes; the points, row by row; the number of
//! quotas, and for each its theme, its range, how many members it counts and which. An answer is the optimum.

use commonground_optim::instances;
use commonground_optim::milp::{Limits, Status, assign_themes};
use std::error::Error;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};

/// Members and themes; the last is the size for which an optimum is promised.
const SIZES: [(u32, u32); 4] = [(30, 4), (60, 5), (100, 7), (150, 8)];

fn main() -> Result<(), Box<dyn Error>> {
    let [models, answers] = std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "name two files")?;
    let (mut models, mut answers) = (BufWriter::new(File::create(models)?), BufWriter::new(File::create(answers)?));
    for seed in 0..60u64 {
        let (members, themes) = SIZES[seed as usize % SIZES.len()];
        let model = instances::themes(seed, members, themes, seed % 5 != 0);
        let mut line = format!("{members} {themes} {} {}", model.opened[0], model.opened[1]);
        for [lo, hi] in &model.sizes {
            write!(line, " {lo} {hi}")?;
        }
        for points in model.points.iter().flatten() {
            write!(line, " {}", points.ok_or("no match is forbidden here")?)?;
        }
        write!(line, " {}", model.quotas.len())?;
        for quota in &model.quotas {
            write!(line, " {} {} {} {}", quota.theme, quota.lo, quota.hi, quota.members.len())?;
            for member in &quota.members {
                write!(line, " {member}")?;
            }
        }
        writeln!(models, "{line}")?;
        let found = assign_themes(&model, &Limits::nodes(100_000), None);
        match found.status {
            Status::Optimal => writeln!(answers, "{}", found.points)?,
            Status::Infeasible => writeln!(answers, "infeasible")?,
            status => return Err(format!("model {seed}: {status:?} {found:?}").into()),
        }
    }
    Ok(models.flush().and(answers.flush())?)
}
