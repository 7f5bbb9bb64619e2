//! From a scenario to a plan, one file a form: each turns members into plain numbers, lets `optim` solve, and turns
//! the answer back.

/// Whether pairs, tables and coaching can be formed too. The WebAssembly module that a page loads first forms
/// communities only, to be small; the module `pairs` forms all.
pub(crate) const ALL_FORMS: bool = cfg!(any(feature = "pairs", not(feature = "engine")));

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
