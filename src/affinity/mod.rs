//! The number in 0..1 that criteria and mix give to two members, one file a measure.
//!
//! Similarities follow Gower (1971): each measure is in 0..1, and one that a missing answer leaves undefined
//! takes no part, its weight falling to the others. The formulas stand in `docs/formulas.md`.
//!
//! Measures are always inlined: all pairs of members go through them, and the WebAssembly build, which is compiled
//! for size, would call each by itself (a third of the time for pairs of 1,000 members).

pub mod category;
mod compiled;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub mod counted;
mod criterion;
pub mod cyclic;
pub mod exchange;
pub mod number;
pub mod ordinal;
mod rows;
pub mod scores;
pub mod set;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod square;
pub mod themes;
pub mod ties;

#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use compiled::similarity;
pub use compiled::{Affinity, Part, Parts, Relation};
pub use criterion::{Criterion, Want};
