//! The plan as it is given back.

use crate::text::Params;
use serde::{Deserialize, Serialize};

/// What was formed, how good it is, which rules it keeps, and why each match was made.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Plan {
    /// What was formed: `pairs`, `communities`, `coaching` or `panel`.
    pub form: String,
    /// Whether every hard rule holds and everyone is placed who must be.
    pub status: Status,
    /// Pairs, communities, or the panel; empty for coaching.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// Coaches and their learners; empty for other forms.
    #[serde(default)]
    pub coaching: Vec<CoachingMatch>,
    /// Of coaching with anchors: each learner's local contact.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub anchors: Vec<super::AnchorMatch>,
    /// Of coaching to groups: each group's facilitators.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub facilitators: Vec<super::Facilitated>,
    /// Of coaching to groups: the groups with fewer facilitators than wanted, and why.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unserved: Vec<super::Unserved>,
    /// Of coaching with a sponsor: its share of the score, and the seats that it funds.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sponsor: Option<super::SponsorReport>,
    /// How a panel was chosen; null for other forms.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel: Option<super::PanelReport>,
    /// Who was not placed, and why.
    #[serde(default)]
    pub unplaced: Vec<Unplaced>,
    /// What was reached and what is proven about it.
    pub score: Score,
    /// How commonality and diversity came out.
    pub balance: Balance,
    /// Each rule of the scenario, in its order, and whether it holds.
    #[serde(default)]
    pub rules: Vec<RuleReport>,
    /// Of communities that take themes: each theme, in the order of the network, how many wish for it and what became
    /// of their wishes. Empty for others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<ThemeReport>,
    /// What the reader should know besides, as sentences.
    #[serde(default)]
    pub notes: Vec<String>,
    /// The effort made.
    pub effort: EffortReport,
}

/// Whether a plan keeps what it must.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// Every hard rule holds.
    #[default]
    Feasible,
    /// Some hard rule is broken: no plan that keeps all was found. The plan given breaks as few as were found.
    Infeasible,
}

/// A pair, a trio or a community.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Group {
    /// `g1`, `g2`, …
    pub id: String,
    /// The round in which the group meets, from 1, when there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// The theme that the group takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Member ids, in the order of the network.
    pub members: Vec<String>,
    /// The mean affinity of two of its members; 0 for a group of one.
    pub score: f64,
    /// The mean similarity on what is wanted common, 0..1; null without such criteria or answers.
    #[serde(default)]
    pub commonality: Option<f64>,
    /// The mean dissimilarity on what is wanted different, 0..1; null without such criteria or answers.
    #[serde(default)]
    pub diversity: Option<f64>,
    /// What brought the members together, strongest first.
    #[serde(default)]
    pub reasons: Vec<Reason>,
}

/// A coach and a learner.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CoachingMatch {
    /// The coach's member id.
    pub coach: String,
    /// The learner's member id.
    pub learner: String,
    /// Their affinity.
    pub score: f64,
    /// What the match gains by a sponsor's priorities, which are no part of the affinity; absent when nothing.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sponsor: Option<super::SponsorTerm>,
    /// What brought them together, strongest first.
    #[serde(default)]
    pub reasons: Vec<Reason>,
}

/// One thing that speaks for a match.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Reason {
    /// The criterion of the scenario, by its position.
    pub criterion: usize,
    /// The members it is about.
    pub members: Vec<String>,
    /// What kind of reason: `common`, `different`, `gives` (offers what the other needs), `known`, `new`, `theme`, `score`;
    /// `everyone`: the match has it in common, but so has everyone in the network; `nothing`: there is no other reason
    /// than that; `broadOnly`: a theme is in common, and next to no need or offer.
    pub kind: String,
    /// The values it is about, at most four: what is shared, what differs, the topics taught; what few in the network have
    /// first.
    #[serde(default)]
    pub value: Vec<String>,
    /// Its share of the match's affinity, 0..1; of a theme, the mean wish of the members for it; 0 of `nothing` and
    /// `broadOnly`.
    pub share: f64,
    /// The sentence's code, which does not change, for programs and other languages.
    #[serde(default)]
    pub code: String,
    /// The sentence's parameters: words, numbers and lists, by name.
    #[serde(default, skip_serializing_if = "Params::is_empty")]
    pub params: Params,
    /// The reason as a sentence.
    pub text: String,
}

/// A member that was not placed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Unplaced {
    /// The member's id.
    pub member: String,
    /// The round, from 1, when there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// Why, as a stable code: `oddOneOut`, `noPartner`, `partnersTaken`, `metEveryone`, `noCoach`, `coachesFull`, `fewerCoaches`,
    /// `noGain`, `noSeat`; of panels `notDrawn`, `noPanel`, `waiting`, `excluded`, `notEligible`.
    pub code: String,
    /// Why, as a sentence.
    pub why: String,
    /// The hard rules that exclude every candidate, by their position in the scenario.
    #[serde(default)]
    pub rules: Vec<usize>,
}

/// What was reached and what is proven about it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Score {
    /// The value of the objective, less the penalties of soft rules.
    pub total: f64,
    /// What the broken soft rules cost; already taken off the total.
    #[serde(default)]
    pub penalties: f64,
    /// Of coaching: what loads cost that should be even, and places left empty that have a price; already taken off the
    /// total. Absent when nothing.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub costs: f64,
    /// Of coaching with a sponsor: what its priorities add; part of the total. Absent when nothing.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    #[serde(default, skip_serializing_if = "super::is_zero")]
    pub sponsor: f64,
    /// No plan that keeps the hard rules can have a larger total; under the objective `worst`, none that serves the
    /// least served as well; under `stable`, none in which nobody would rather have another. Null when nothing is proven.
    #[serde(default)]
    pub bound: Option<f64>,
    /// (bound − total) / |bound|, or by |total| where the bound is 0; null when nothing is proven.
    #[serde(default)]
    pub gap: Option<f64>,
    /// What is proven.
    pub proof: Proof,
}

/// What is proven about a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Proof {
    /// Nothing better exists.
    Optimal,
    /// Nothing exists that is better by more than the gap.
    Bounded,
    /// Neither is proven.
    #[default]
    Heuristic,
}

/// How the two sides of the trade came out over the whole plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Balance {
    /// The mean over all matched pairs of their commonality, 0..1; null without such criteria or answers.
    #[serde(default)]
    pub commonality: Option<f64>,
    /// The mean over all matched pairs of their diversity, 0..1; likewise.
    #[serde(default)]
    pub diversity: Option<f64>,
    /// The mean over all matched pairs of their exchange, 0..1; likewise.
    #[serde(default)]
    pub exchange: Option<f64>,
    /// The member whose mean affinity to its partners is lowest; null when nobody is placed with another.
    #[serde(default)]
    pub worst: Option<Worst>,
    /// Of pairs: how many two would both rather have each other than whom they have, counted in each round; 0 when the
    /// pairs are stable. Null for other forms and for tables.
    #[serde(default)]
    pub blocking_pairs: Option<u32>,
    /// Of several rounds: how often two meet again, whom an earlier round or, by their ties, an earlier plan brought
    /// together. Null for a single round.
    #[serde(default)]
    pub repeats: Option<u32>,
}

/// The member that the plan serves least.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Worst {
    /// The member's id.
    pub member: String,
    /// Its mean affinity to those it is matched with.
    pub score: f64,
}

/// The demand for a theme and what met it, in members.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ThemeReport {
    /// The theme's id.
    pub theme: String,
    /// How many wish for it at all.
    pub wished: u32,
    /// How many wish for no other theme more.
    pub first: u32,
    /// How many communities take it.
    pub groups: u32,
    /// How many places these have.
    pub members: u32,
    /// How many of those placed there wish for it.
    pub chosen: u32,
    /// How many wish for it more than for any theme that they got: the demand that was not met.
    pub unmet: u32,
}

/// One rule of the scenario and whether it holds.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RuleReport {
    /// The rule, by its position in the scenario.
    pub rule: usize,
    /// The rule as a sentence.
    pub text: String,
    /// Whether it must hold; a soft one costs its penalty where it is broken.
    pub hard: bool,
    /// Whether it holds everywhere.
    pub held: bool,
    /// Where it does not.
    #[serde(default)]
    pub broken: Vec<Broken>,
}

/// A group in which a rule does not hold.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Broken {
    /// The group's id; for coaching `coach+learner`.
    pub group: String,
    /// What is wrong, as a sentence.
    pub text: String,
}

/// The effort made: enough to repeat the run.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EffortReport {
    /// The time that was allowed.
    pub seconds: f64,
    /// The random seed.
    pub seed: u32,
    /// How many moves were tried; 0 for exact methods. Given as `effort.iterations`, it repeats a run that ended by
    /// itself on any machine.
    pub iterations: u64,
    /// What ended the run.
    pub ended_by: EndedBy,
}

/// What ended a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum EndedBy {
    /// An exact method came to its end.
    #[default]
    Solved,
    /// The iterations were used up: another machine finds the same plan.
    Iterations,
    /// The time was used up: a faster machine may find another plan.
    Seconds,
    /// The run was cancelled; this is the best plan until then.
    Cancelled,
}
