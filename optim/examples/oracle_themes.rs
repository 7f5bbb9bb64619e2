//! Writes sixty theme models that another solver is asked about, and our answers to them, into two files.
//!
//! A model is a line: members, themes, the fewest and the most groups; for each theme the range of its sizes and that of
//! its groups; the points, row by row, -1 for a match that is forbidden; the number of quotas, and for each its theme, its
//! range, how many members it counts and which. An answer is the optimum, or `infeasible`.

use commonground_optim::instances;
use commonground_optim::milp::{Limits, Status, ThemeModel, assign_themes};
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
        let model = varied(instances::themes(seed, members, themes, seed % 5 != 0), seed);
        let mut line = format!("{members} {themes} {} {}", model.opened[0], model.opened[1]);
        for (sizes, groups) in model.sizes.iter().zip(&model.groups) {
            write!(line, " {} {} {} {}", sizes[0], sizes[1], groups[0], groups[1])?;
        }
        for points in model.points.iter().flatten() {
            write!(line, " {}", points.unwrap_or(-1))?;
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

/// In one model of three some may only have what they wish for; in one there can be two groups on a theme, each half as
/// large, and one on the first theme there must be.
fn varied(mut model: ThemeModel, seed: u64) -> ThemeModel {
    model.groups = vec![[0, 1]; model.sizes.len()];
    match seed % 3 {
        1 => {
            for points in model.points.iter_mut().step_by(3).flatten().filter(|points| **points == Some(0)) {
                *points = None;
            }
        }
        2 => {
            model.groups.fill([0, 2]);
            model.groups[0][0] = 1;
            model.sizes.iter_mut().for_each(|[lo, hi]| (*lo, *hi) = (*lo / 2, hi.div_ceil(2)));
            model.quotas.iter_mut().for_each(|quota| (quota.lo, quota.hi) = (quota.lo / 2, quota.hi.div_ceil(2)));
            model.opened = model.opened.map(|groups| 2 * groups - 1);
        }
        _ => {}
    }
    model
}
