//! What is asked about answers, and what is said of them.

use crate::plan::Status;
use serde::Serialize;

/// How to find out.
#[derive(Debug, Clone, PartialEq)]
pub struct Asked {
    /// How many plans are formed for each question left out, each from a seed of its own: 1 to 20.
    pub seeds: u32,
    /// The share of the worth that may be lost by the questions that could be left out together, 0..1.
    pub within: f64,
}

/// Which answers mattered.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Answers {
    /// Whether any plan with all answers keeps all hard rules.
    pub status: Status,
    /// What a plan with all answers is worth: the mean over the seeds whose plans keep all hard rules; null before the first.
    pub worth: Option<f64>,
    /// By how much the worth of plans with all answers differs between seeds, at most: the noise of the search. 0 where
    /// the method is exact.
    pub noise: f64,
    /// How many seeds were used.
    pub seeds: u32,
    /// Every question, those whose answers mattered most first.
    pub questions: Vec<Question>,
    /// Which questions could have been left out together.
    pub droppable: Droppable,
}

/// A question, and what the plan would lose without its answers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// An attribute's id, or `needs` (with the offers), `themes`, `ties` or `scores`.
    pub field: String,
    /// Its name.
    pub label: String,
    /// The criteria that ask for it, by position; those without weight do not count.
    pub criteria: Vec<usize>,
    /// The rules that need it, by position: they stay when the answers are left out of the criteria.
    pub rules: Vec<usize>,
    /// Whether the form needs it.
    pub form: bool,
    /// How much of the worth, measured with all answers, a plan without these answers loses: the mean over the seeds;
    /// null where that was not found out.
    pub loss: Option<f64>,
    /// The least loss from a seed.
    pub least: Option<f64>,
    /// The largest loss from a seed.
    pub most: Option<f64>,
    /// The loss as a share of the worth; null where the worth is not above 0.
    pub share: Option<f64>,
    /// Whether the loss is no larger than the noise of the search, though not nothing.
    pub is_noise: bool,
    /// Whether any plan without these answers keeps all hard rules.
    pub status: Status,
    /// All of this as a sentence.
    pub text: String,
}

/// Questions that could have been left out together.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Droppable {
    /// Their fields, in the order in which they were chosen: greedily, the one that matters least first.
    pub fields: Vec<String>,
    /// What plans without all of them lose, found by forming these plans; null where none were formed.
    pub loss: Option<f64>,
    /// The same as a share of the worth.
    pub share: Option<f64>,
    /// All of this as a sentence.
    pub text: String,
}
