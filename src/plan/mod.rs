//! The plan: its types, its measures, its reasons, and the check that verifies any plan.

mod assemble;
mod check;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod coaching;
mod measure;
mod meetings;
mod model;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod panel;
mod reasons;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod sponsor;
mod themes;

#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use assemble::PanelDraft;
pub(crate) use assemble::{Draft, LeftOut, assemble, named};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use check::placement_of;
pub use check::{CheckReport, check};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use coaching::is_zero;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use coaching::{AnchorMatch, Excluded, Facilitated, Unserved};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use measure::Served;
pub(crate) use measure::{Case, Measures, Placed, Placement};
pub use model::{
    Balance, Broken, CoachingMatch, EffortReport, EndedBy, Group, Plan, Proof, Reason, RuleReport, Score, Status,
    ThemeReport, Unplaced, Worst,
};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use panel::{Chance, PanelLottery, PanelReport, PanelTickets, Rated, Weight};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use panel::{broken_quotas, worth as panel_worth};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use sponsor::SeatPool;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use sponsor::{SponsorReport, SponsorTerm, SponsoredSeats};
