//! What is asked: criteria, mix, rules, form and effort over one network, and whether that can be asked at all.

#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod coaching;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod coaching_checks;
mod contradictions;
mod model;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod panel;
mod sizes;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod sponsor;
mod validate;

pub use crate::network::{EarlierGroup, EarlierPlan};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use coaching::{Anchor, Coaching, CoachingObjective, CoachingTo, Trainee};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use contradictions::Bonds;
pub use model::{Communities, CommunitiesObjective, Effort, Form, Keep, Odd, Pairs, PairsObjective, Pin, Scenario};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use panel::{Panel, PanelObjective, Rating, Requirement, SeatQuota};
pub(crate) use sizes::{group_counts, group_number, size_range, theme_counts};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use sponsor::{Sponsor, SponsoredValue};
pub use validate::validate;
