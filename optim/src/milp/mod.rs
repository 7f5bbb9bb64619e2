//! Mixed-integer linear programs, and what is modelled by them. The one place that names a solver: models are handed to
//! [good_lp](https://docs.rs/good_lp) and solved by its backend microlp (dual simplex, branch and bound), in plain Rust.
//!
//! No clock decides a result: a search ends by a number of nodes, and is the same in slices of any size. Whatever the
//! solver hands back is checked against the model as it was written, with whole variables rounded; a point that fails is
//! no result. That a bound holds rests on the solver, in floating point: keep the coefficients of a row, and of a
//! variable, within six orders of magnitude.
//!
//! The solver hands back no dual prices. A lottery needs them for hundreds of programs that each differ a little from the
//! one before: it has a simplex method of its own, in `master`.

mod leximin;
mod master;
mod model;
mod panel;
mod solve;
#[cfg(test)]
mod tests;
mod themes;

pub use leximin::{Leximin, Lottery, TICKETS};
pub use model::{Model, Row, Var, Variable};
pub use panel::{Panel, PanelModel, PanelQuota, Repair};
pub use solve::{Limits, Outcome, Search, Status, solve};
pub use themes::{MOST_CELLS, ThemeModel, ThemeOutcome, ThemePlan, ThemeQuota, ThemeSearch, assign_themes};
