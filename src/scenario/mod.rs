//! What is asked: criteria, mix, rules, form and effort over one network, and whether that can be asked at all.

mod contradictions;
mod model;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod panel;
mod sizes;
mod validate;

#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use contradictions::Bonds;
pub use model::{
    Coaching, CoachingObjective, Communities, CommunitiesObjective, EarlierGroup, EarlierPlan, Effort, Form, Keep, Odd,
    Pairs, PairsObjective, Pin, Scenario,
};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use panel::{Panel, PanelObjective, Rating, Requirement, SeatQuota};
pub(crate) use sizes::{group_counts, group_number, size_range};
pub use validate::validate;
