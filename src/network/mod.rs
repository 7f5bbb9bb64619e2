//! The network: what is known of the members, checked, and compiled to columns for everything that follows.

mod model;
mod table;
mod validate;

pub use model::{Answer, Attribute, Kind, Member, Network, Role, Scale, Scores, Theme, ThemeWishes, Tie};
pub use table::{Column, Labels, ScoreTable, Table, TieFacts};
pub use validate::{MOST_MEMBERS, RESERVED, validate};
