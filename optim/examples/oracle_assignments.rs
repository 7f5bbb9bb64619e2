//! Writes the assignment problems that another implementation is asked about, and our answers to them, into two files.
//!
//! An answer is the number of units wanted first that are had and the total weight, and is written only once its
//! certificate has been checked.

use commonground_optim::flow::{certify, solve};
use commonground_optim::instances::{SMALL_ASSIGNMENTS, small_assignment, write_assignment};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};

fn main() -> Result<(), Box<dyn Error>> {
    let [problems, answers] = std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "name two files")?;
    let (mut problems, mut answers) = (BufWriter::new(File::create(problems)?), BufWriter::new(File::create(answers)?));
    for problem in (0..SMALL_ASSIGNMENTS).map(small_assignment) {
        let solution = solve(&problem);
        certify(&problem, &solution)?;
        let wanted: u64 = problem.right().iter().map(|bounds| u64::from(bounds.wanted())).sum();
        let missing: u64 = solution.short.iter().map(|short| u64::from(short.missing)).sum();
        write_assignment(&mut problems, &problem)?;
        writeln!(answers, "{} {}", solution.served + wanted - missing, solution.total)?;
    }
    Ok(problems.flush().and(answers.flush())?)
}
