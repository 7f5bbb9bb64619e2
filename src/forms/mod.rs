//! From a scenario to a plan, one file a form: each turns members into plain numbers, lets `optim` solve, and turns
//! the answer back.

mod coaching;
mod communities;
mod fixed;
mod pairs;
mod question;
mod run;
mod tables;

pub use pairs::WhyNot;
pub use question::why_not;
pub use run::{Pace, Progress, Run, solve, solve_while};
