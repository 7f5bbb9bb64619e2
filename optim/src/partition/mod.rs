//! Grouping search: units into slots so that affinities inside groups are large and rules hold.
//!
//! It knows nothing of members or attributes: only units, slots and integers. [`Search`] is a heuristic whose result
//! [`value_bound`] puts an upper bound on; [`subset_dp`] and its like are exact for few units.
//!
//! - `problem`: what is asked, its ranges, its validation; `matrix`: affinities, held or worked out row by row
//! - `constraint`, `constraints`: the interface of a rule's counters, and one file per kind of rule
//! - `state`: a plan with its sums, gains and amounts; `floor`: the pressure on the weakest
//! - `moves`: the neighbourhood; `sweep`: two groups at a time; `chains`: several units at once
//! - `initial`, `repair`, `anneal`, `search`: first plan, feasibility, annealing, and the rounds they run in
//! - `exact`, `bounds`: what is proven

mod anneal;
mod bounds;
mod chains;
mod constraint;
mod constraints;
mod exact;
mod floor;
mod initial;
mod matrix;
mod moves;
mod problem;
mod repair;
mod search;
mod state;
mod sweep;
#[cfg(test)]
mod tests;

pub use self::bounds::{value_bound, worst_bound};
pub use self::constraint::{Constraint, Lists, View};
pub use self::constraints::{
    Core, Count, Degree, Density, Deviation, Distinct, Extent, Gini, Mean, ONE, PairForbid, Separable, Shares, Spare,
    Survive, Universal,
};
pub use self::exact::{MAX_MEMBERS, subset_bottleneck, subset_dp, subset_leximin};
pub use self::matrix::{Affinities, Matrix, Row};
pub use self::problem::{Cost, Error, Labels, MAX_POINTS, Objective, Problem, Rule, Slot, UNIT};
pub use self::search::{Best, Handover, Progress, Search};
