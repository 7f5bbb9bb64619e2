//! Optimisation over plain indices and whole numbers; it knows nothing of members.
//!
//! A crate of its own so that the WebAssembly build can optimise it for speed and everything around it for size; and
//! so that the compiler sees to it that it imports nothing of Commonground.

pub mod flow;
#[cfg(any(test, feature = "instances"))]
pub mod instances;
pub mod matching;
pub mod milp;
pub mod partition;
pub mod random;
pub mod tables;
