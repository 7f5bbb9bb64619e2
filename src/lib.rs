//! Commonground forms learning networks.
//!
//! A coordinator has a list of people or organisations (a [`network::Network`]) and must decide who learns
//! with whom: peer pairs, thematic sub-communities, expert coaching. What is wished is a
//! [`scenario::Scenario`]; what comes back is a [`plan::Plan`] that says what it reached, how good that
//! provably is, which rules it keeps and why each match was made.
//!
//! ```
//! let input = commonground::Input::from_json(r#"{
//!   "network": { "members": [{"id":"ana"},{"id":"ben"},{"id":"chi"},{"id":"dee"}],
//!                "scores": {"pairs": [["ana","ben",3],["chi","dee",1],["ana","dee",2],["ben","chi",5]]} },
//!   "scenario": { "criteria": [{"on":"scores","want":"high"}], "form": {"form":"pairs"} } }"#)?;
//! let plan = commonground::solve(&input.network, &input.scenario)?;
//! assert_eq!(plan.score.total, 7.0);
//! assert_eq!(plan.score.proof, commonground::plan::Proof::Optimal);
//! assert!(commonground::plan::check(&input.network, &input.scenario, &plan)?.ok);
//! # Ok::<(), commonground::Errors>(())
//! ```
//!
//! The modules stand in the order in which data flows through them, and each imports only what stands above it.

mod order;

pub mod text;

pub mod error;

pub mod decode;

pub use commonground_optim as optim;

pub mod network;

pub mod affinity;

pub mod rules;

pub mod scenario;

pub mod plan;

pub mod forms;

pub mod study;

pub mod import;

mod canonical;
mod input;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use canonical::canonical_json;
pub use error::{Error, Errors};
pub use forms::solve;
pub use input::{AlternativesInput, CheckInput, Ignored, Input, SweepInput, WhyNotInput};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use input::{
    AnswersInput, ConflictsInput, FrontierInput, OutcomesInput, ProgrammeInput, ReportInput, ReviewInput, Said,
};
