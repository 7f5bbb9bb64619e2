//! Optimisation over plain indices and whole numbers; it knows nothing of members and imports nothing of ours.

pub mod flow;
pub mod matching;
pub mod partition;
