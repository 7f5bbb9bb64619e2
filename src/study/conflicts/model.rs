//! What is said of a conflict.

use crate::forms::ConflictProof;
use crate::plan::{EndedBy, Plan};
use serde::Serialize;

/// Whether all hard rules can hold together, which of them cannot, and what would mend it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConflictReport {
    /// What is known.
    pub status: ConflictStatus,
    /// The whole in words: what cannot hold together, and what to do next.
    pub text: String,
    /// What to do next, which `text` ends with; empty where nothing needs to change.
    pub next: String,
    /// Sets that cannot hold together: the smallest first, then others without a rule in common with those before.
    pub sets: Vec<ConflictSet>,
    /// What would mend it, the cheapest first: by the units that change, then by the members who are touched, then by the
    /// score of the plan. Each was tried, and its plan passed the check.
    pub relaxations: Vec<Relaxation>,
    /// How many scenarios were tried.
    pub tries: u32,
    /// What the reader should know besides.
    pub notes: Vec<String>,
    /// What ended the inquiry: `solved` unless it was cut short.
    pub ended_by: EndedBy,
}

/// What is known of the hard rules together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ConflictStatus {
    /// A plan keeps them all.
    Feasible,
    /// It is proven that no plan does.
    Conflict,
    /// No plan was found that does, and no proof that there is none.
    Unproven,
}

/// Hard rules and demands of the form that cannot hold together, of which none can be left out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConflictSet {
    /// Its members: rules in the order of the scenario, then demands of the form.
    pub items: Vec<ConflictItem>,
    /// How it is known; `none` where it is not proven.
    pub proof: ConflictProof,
    /// Whether no set has fewer rules.
    pub smallest: bool,
    /// The argument as sentences, where there is one.
    pub why: Vec<String>,
    /// The set in words.
    pub text: String,
}

/// A rule or a demand of the form that takes part in a conflict.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ConflictItem {
    /// What it is.
    pub kind: ConflictKind,
    /// The rule, by its position in the scenario; of a panel the quota, by its position in the form. Null for others.
    pub rule: Option<usize>,
    /// Where it stands in the input.
    pub path: String,
    /// It in words.
    pub text: String,
    /// A plan that keeps all the others of the set: this one is necessary. Null where none was found.
    pub witness: Option<Witness>,
}

/// What can take part in a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum ConflictKind {
    /// A hard rule.
    Rule,
    /// A quota of a panel.
    Quota,
    /// The range of sizes.
    Size,
    /// The number of groups.
    Count,
    /// Members whose group is settled.
    Pins,
    /// Ties of conflict.
    Ties,
    /// Ties of one parent organisation, in pairs.
    SameParent,
    /// Everyone is on a theme of their choice.
    OnlyChosen,
    /// How many groups each theme is taken by.
    PerTheme,
    /// An earlier plan to stay close to.
    Keep,
    /// The number of rounds.
    Rounds,
    /// Who is on a panel in any case.
    Include,
}

/// A plan for the same input with some changes; `check` confirms it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Witness {
    /// What was changed, to be applied in this order.
    pub changes: Vec<InputChange>,
    /// The plan.
    pub plan: Plan,
}

/// A value of the input that is replaced, or taken out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct InputChange {
    /// Where it stands, as one would reach it in JavaScript: `scenario.rules[3].atLeast`.
    pub path: String,
    /// The new value; null takes the key, or the entry of a list, out.
    pub value: Option<ChangeValue>,
}

/// A new value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ChangeValue {
    /// A number.
    Number(f64),
    /// A smallest and a largest number.
    Range([u32; 2]),
    /// Ids of members.
    Ids(Vec<String>),
}

/// A change after which all other hard rules hold.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Relaxation {
    /// What kind of change it is.
    pub kind: RelaxationKind,
    /// The rule that is dropped or loosened, by its position in the scenario; of a panel the quota. Null for others, and
    /// where several are.
    pub rule: Option<usize>,
    /// The change in words.
    pub change: String,
    /// The change in words, with what it costs.
    pub text: String,
    /// The change, to be applied to the input in this order.
    pub changes: Vec<InputChange>,
    /// How many units change: steps of a number, members released, and for each rule that is dropped one more than groups
    /// break it.
    pub units: u32,
    /// How many members are in groups that the change is about.
    pub members: u32,
    /// The score of a plan for the changed input.
    pub score: f64,
    /// Its groups or matches, as ids.
    pub plan: Plan,
}

/// A way to mend a conflict.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum RelaxationKind {
    /// A rule is left out, or several are.
    Drop,
    /// A number of a rule is loosened.
    Loosen,
    /// The range of sizes changes.
    Size,
    /// The number of groups changes.
    Count,
    /// A member is released from a rule or a pin, or a tie is set aside.
    Release,
}
