//! What is asked: criteria, mix, rules, form and effort over one network, and whether that can be asked at all.

mod contradictions;
mod model;
mod sizes;
mod validate;

#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use contradictions::Bonds;
pub use model::{
    Coaching, CoachingObjective, Communities, CommunitiesObjective, EarlierGroup, EarlierPlan, Effort, Form, Keep, Odd,
    Pairs, PairsObjective, Pin, Scenario,
};
pub(crate) use sizes::{group_counts, group_number, size_range, theme_counts};
pub use validate::validate;
