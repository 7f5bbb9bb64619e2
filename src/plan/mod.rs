//! The plan: its types, its measures, its reasons, and the check that verifies any plan.

mod assemble;
mod check;
mod measure;
mod meetings;
mod model;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod panel;
mod reasons;

#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use assemble::PanelDraft;
pub(crate) use assemble::{Draft, LeftOut, assemble, named};
pub use check::{CheckReport, check};
pub(crate) use measure::{Case, Measures, Placed, Placement};
pub use model::{
    Balance, Broken, CoachingMatch, EffortReport, EndedBy, Group, Plan, Proof, Reason, RuleReport, Score, Status,
    Unplaced, Worst,
};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use panel::{Chance, PanelLottery, PanelReport, PanelTickets, Rated, Weight};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use panel::{broken_quotas, worth as panel_worth};
