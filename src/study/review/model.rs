//! What a review asks and says.

use super::model_network::{Connections, Demand};
use serde::{Deserialize, Serialize};

/// What a review looks at; all has a default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviewOptions {
    /// The attributes on which nobody should be the only one of their kind in a group. Default: those of the rules
    /// `notAlone` (of a rule with a value only that value); without such a rule every category with at most 12 values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tokens: Option<Vec<String>>,
    /// The attributes of which one value after the other is lost with all its members: a country, an organisation.
    /// Default: those of the rules `cap`, `span`, `notAlone` and `differ` and of the category criteria wanted different;
    /// without any every category that at least two members share a value of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shocks: Option<Vec<String>>,
    /// The attribute across which ties are counted (E-I index). Default: the first category that a criterion wants
    /// different, else the first category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub across: Option<String>,
    /// The chance that a member leaves, 0..1. Default 0.2.
    #[serde(default = "a_fifth")]
    pub departure: f64,
    /// The fewest members with whom a group goes on, 1 to 100,000. Default: 4, or the form's smallest size where that is less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub viable: Option<u32>,
    /// The chance with which a group should go on, 0..1. Default 0.9.
    #[serde(default = "nine_tenths")]
    pub wished: f64,
}

fn a_fifth() -> f64 {
    0.2
}
fn nine_tenths() -> f64 {
    0.9
}

impl Default for ReviewOptions {
    fn default() -> Self {
        ReviewOptions {
            tokens: None,
            shocks: None,
            across: None,
            departure: a_fifth(),
            viable: None,
            wished: nine_tenths(),
        }
    }
}

/// What a finished plan means for its members, its groups and the network. All of it is computed from the network and who is
/// with whom; nothing that the plan says of itself is taken over.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Review {
    /// How evenly the plan serves its members.
    pub fairness: Fairness,
    /// Each group's measures, in the order of the plan. In coaching a group is a coach with its learners, or a group with
    /// its facilitators.
    pub groups: Vec<GroupReview>,
    /// What becomes of the groups when members leave.
    pub resilience: Resilience,
    /// Who knows whom before the plan, and after it.
    pub connections: Connections,
    /// What members need and offer, and what of it meets in the plan.
    pub demand: Demand,
}

/// How evenly a plan serves its members.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Fairness {
    /// Everyone whom the plan is to serve, in the order of the network.
    pub members: Vec<MemberScore>,
    /// The member with the lowest score; the first of several. Null when nobody is matched.
    pub worst: Option<crate::plan::Worst>,
    /// The mean of the scores; null when nobody is matched.
    pub mean: Option<f64>,
    /// The Gini coefficient of the scores of all who are matched, 0 (all the same) to 1; null when nobody is, or a score is
    /// below 0.
    pub gini: Option<f64>,
    /// How many are matched with nobody; their scores are null and in no mean.
    pub unmatched: usize,
    /// Who would rather have another's place; null for panels, facilitators, and above 3,000 members or
    /// 6,000 places.
    pub envy: Option<Envy>,
    /// Of pairs: how many two would both rather have each other than whom they have, counted in each round; null for others.
    pub blocking_pairs: Option<u32>,
    /// Members alone of their kind in their group, for each attribute looked at.
    pub tokens: Vec<Tokens>,
    /// All this in sentences.
    pub notes: Vec<String>,
}

/// What a plan is worth to one member.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct MemberScore {
    /// The member's id.
    pub member: String,
    /// The mean affinity to all it is matched with, over all its groups and rounds; in coaching that of a learner to its
    /// coaches. Null when matched with nobody.
    pub score: Option<f64>,
    /// Its part of the objective: these sum to the plan's total before penalties and costs. Null for panels and facilitators.
    pub value: Option<f64>,
    /// How many places of others would suit it better than its own; 0 where envy is null.
    pub envies: u32,
}

/// Who would rather have another's place.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Envy {
    /// How many members would gain by taking the place of some other, who takes theirs.
    pub members: usize,
    /// How many such wishes there are: a member and a place.
    pub wishes: u64,
    /// How many exchanges of two places would both gain by. Rules are not looked at.
    pub mutual: u64,
    /// Up to five of these that keep the hard rules which hold now, those first by which the lesser gain is largest. Empty
    /// in coaching.
    pub swaps: Vec<Swap>,
}

/// Two members who would both gain by exchanging places.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Swap {
    /// The two members' ids.
    pub members: [String; 2],
    /// Their groups' ids.
    pub groups: [String; 2],
    /// What each would gain in its own part of the objective.
    pub gains: [f64; 2],
}

/// Members alone of their kind on one attribute.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Tokens {
    /// The attribute's id.
    pub attribute: String,
    /// How many are, a member in several groups counted in each.
    pub count: usize,
    /// Who, and where.
    pub alone: Vec<Token>,
}

/// A member alone of its kind in a group of three or more.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Token {
    /// The member's id.
    pub member: String,
    /// The group's id.
    pub group: String,
    /// The values that nobody else there holds.
    pub values: Vec<String>,
}

/// What a group is made of.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GroupReview {
    /// The group's id; in coaching the coach's.
    pub group: String,
    /// How many members it has.
    pub size: usize,
    /// Rao's Q without pairs of a member with itself: the mean dissimilarity of two members over all attributes, 0..1.
    /// Null when no two answered the same question.
    pub diversity: Option<f64>,
    /// The same over what the scenario wants different, with its weights; null without such criteria or answers.
    pub wanted_diversity: Option<f64>,
    /// The measures of each attribute, in the order of the network.
    pub attributes: Vec<AttributeMeasures>,
    /// The theme that the most members wish for who are few elsewhere; null when no two share one that says anything.
    pub theme: Option<CoreValue>,
    /// The same over all categories, sets, needs and offers.
    pub shared: Option<CoreValue>,
    /// Who knows whom.
    pub familiarity: Familiarity,
    /// How far the group falls into two camps; null below 4 and above 12 members, and where two
    /// answered no question in common.
    pub faultline: Option<Faultline>,
    /// What to look out for, in sentences. None of it is a rule.
    pub warnings: Vec<String>,
}

/// How a group's members differ in one attribute. Who did not answer takes no part.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AttributeMeasures {
    /// The attribute's id.
    pub attribute: String,
    /// How many answered.
    pub answered: usize,
    /// The mean dissimilarity of two members, 0..1; null when fewer than two answered.
    pub distance: Option<f64>,
    /// Of a category: Blau's index without bias, 0 (one value) to 1 (all different); null for others and below two answers.
    pub blau: Option<f64>,
    /// Of levels and numbers: the standard deviation, in levels or in the attribute's own unit; null for others.
    pub deviation: Option<f64>,
    /// The same on the attribute's scale as a share of the largest that the whole network's range allows, 0..1.
    pub separation: Option<f64>,
    /// Of numbers from 0: their Gini coefficient; null for others.
    pub gini: Option<f64>,
    /// Of numbers from 0: standard deviation by mean; null for others, and when the mean is 0.
    pub variation: Option<f64>,
    /// Of numbers from 0: the largest by the sum of all; null for others, and when the sum is 0.
    pub dominance: Option<f64>,
    /// Of levels: van der Eijk's agreement, −1 (half at either end) over 0 (evenly spread) to 1 (all on one level); null for
    /// others, below three levels and below four answers.
    pub agreement: Option<f64>,
}

/// What a group's members share.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CoreValue {
    /// The attribute's id, or `themes`, `needs`, `offers`.
    pub on: String,
    /// The value, as it is called in the network; of a theme its id.
    pub value: String,
    /// How many of the group hold it.
    pub holders: usize,
    /// The same as a share of the group.
    pub coverage: f64,
    /// ln(N / df): of N who answered in the whole pool, df hold it. 0 is held by all, and never the core.
    pub specificity: f64,
    /// Coverage × specificity.
    pub score: f64,
}

/// Who knows whom in a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Familiarity {
    /// How many two there are.
    pub pairs: usize,
    /// How many of them know each other by a tie.
    pub known: usize,
    /// Known by all; null in a group of one.
    pub density: Option<f64>,
    /// The mean trust of those who know each other, a tie without trust counting 1; null when nobody does.
    pub trust: Option<f64>,
}

/// How far a group falls into two camps.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Faultline {
    /// The share of all that differs between members which lies between the camps, 0..1, of the division that makes it
    /// largest; 0 when nobody differs.
    pub strength: f64,
    /// The two camps' member ids, at least two in each; the first division of several. Empty when nobody differs.
    pub camps: [Vec<String>; 2],
}

/// What becomes of the groups when members leave.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Resilience {
    /// The chance that a member leaves, as asked.
    pub departure: f64,
    /// The fewest members with whom a group goes on.
    pub viable: u32,
    /// The chance with which a group should go on, as asked.
    pub wished: f64,
    /// The smallest size that goes on with the chance wished; null when none up to 1,000 does.
    pub smallest: Option<u32>,
    /// The chance to go on of each size from `viable` to the largest group's or the smallest that does, at most 24 of them.
    pub sizes: Vec<SizeChance>,
    /// Each group, in the order of the plan.
    pub groups: Vec<GroupResilience>,
    /// Values whose loss some group does not survive, most groups first.
    pub losses: Vec<ValueLoss>,
    /// All this in sentences.
    pub notes: Vec<String>,
}

/// How likely a group of some size goes on.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SizeChance {
    /// Members.
    pub size: u32,
    /// P(Binomial(size, 1 − departure) ≥ viable).
    pub chance: f64,
}

/// What becomes of one group when members leave.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GroupResilience {
    /// The group's id.
    pub group: String,
    /// The chance that enough stay when each leaves with the chance asked, independently.
    pub chance: f64,
    /// Members whom it cannot spare.
    pub critical: Vec<Critical>,
    /// For each attribute looked at: what is left after the loss of a value.
    pub shocks: Vec<Shock>,
}

/// A member whom a group cannot spare.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Critical {
    /// The member's id.
    pub member: String,
    /// The hard rules that hold with it and break without it, by their position in the scenario; of a panel its quotas.
    pub rules: Vec<usize>,
    /// In coaching: who would be left without any coach or facilitator.
    pub strands: Vec<String>,
}

/// What the loss of one value of an attribute leaves of a group.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Shock {
    /// The attribute's id.
    pub attribute: String,
    /// The share of members left after the worst loss; 0 when all hold one value, 1 when nobody answered.
    pub survival: f64,
    /// The losses after which fewer than viable are left or a hard rule breaks that holds now, by value.
    pub fatal: Vec<Loss>,
}

/// The loss of all who hold a value.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Loss {
    /// The value.
    pub value: String,
    /// How many members are left.
    pub left: usize,
    /// The hard rules that break, by their position in the scenario; of a panel its quotas.
    pub rules: Vec<usize>,
}

/// A value whose loss some groups do not survive.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ValueLoss {
    /// The attribute's id.
    pub attribute: String,
    /// The value.
    pub value: String,
    /// How many groups have members with it.
    pub groups: usize,
    /// How many of these its loss is fatal to.
    pub fatal: usize,
}
