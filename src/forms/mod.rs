//! From a scenario to a plan, one file a form: each turns members into plain numbers, lets `optim` solve, and turns
//! the answer back.

/// Whether pairs, tables and coaching can be formed too. The WebAssembly module that a page loads first forms
/// communities only, to be small; the modules `pairs` and `study` form all.
pub(crate) const ALL_FORMS: bool = cfg!(any(feature = "pairs", not(feature = "engine")));

#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod coaching;
mod communities;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod division;
mod fixed;
mod hurry;
mod pairs;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod panel;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod proofs;
mod question;
mod run;
mod tables;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod verdict;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod why_not;

#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use communities::by_groups;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use communities::{Alternative, Alternatives, Wanted, alternatives};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use pairs::Trades;
pub use pairs::WhyNot;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use proofs::{explained, impossible};
pub use question::why_not;
pub use run::{Pace, Progress, Run, solve, solve_while};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use verdict::ConflictProof;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use verdict::{Proof, Trial, Verdict, contradictions, keeps_all, plan_of, shortly, verdict};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use why_not::{
    Breach, Change, CoachPlace, FacilitatorPlace, GroupPlaces, LeftOutPlace, Move, PlanPlaces, Question, WhyNotAnswer,
    WhyNotThere, why_not_there,
};
