//! The network: what is known of the members, checked, and compiled to columns for everything that follows.

mod earlier;
mod model;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod profile;
mod table;
mod validate;

pub use earlier::{EarlierGroup, EarlierPlan};
pub use model::{Answer, Attribute, Kind, Member, Network, Role, Scale, Scores, Theme, ThemeWishes, Tie};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use profile::Profile;
pub use table::{Column, Labels, ScoreTable, Table, TieFacts};
pub use validate::{MOST_MEMBERS, RESERVED, validate};
