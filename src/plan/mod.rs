//! The plan: its types, its measures, its reasons, and the check that verifies any plan.

mod assemble;
mod check;
mod measure;
mod meetings;
mod model;
mod reasons;
mod themes;

pub(crate) use assemble::{Draft, LeftOut, assemble, named};
pub use check::{CheckReport, check};
pub(crate) use measure::{Case, Measures, Placed, Placement};
pub use model::{
    Balance, Broken, CoachingMatch, EffortReport, EndedBy, Group, Plan, Proof, Reason, RuleReport, Score, Status,
    ThemeReport, Unplaced, Worst,
};
