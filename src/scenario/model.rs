//! What is wished: criteria, mix, rules, form and effort over one network.

#[cfg(any(feature = "pairs", not(feature = "engine")))]
use super::Coaching;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use super::panel::Panel;
use crate::affinity::Criterion;
use crate::decode::tagged_enum;
use crate::network::EarlierPlan;
use crate::rules::Rule;
use serde::{Deserialize, Serialize};

/// One way of asking for a plan; a what-if is another scenario over the same network.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scenario {
    /// Soft wishes about two members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion>,
    /// The dial between commonality (0) and diversity (1). Default 0.5.
    #[serde(default = "middle")]
    pub mix: f64,
    /// What must hold, or costs a penalty when broken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
    /// What to form.
    pub form: Form,
    /// Stay close to an earlier plan; for communities.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<Keep>,
    /// Members whose group is settled; for communities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<Pin>,
    /// How long to look, and from which random seed.
    #[serde(default)]
    pub effort: Effort,
}

impl Scenario {
    /// What all soft rules together can cost a group.
    pub(crate) fn penalties(&self) -> f64 {
        self.rules.iter().map(Rule::penalty).sum()
    }
}

fn middle() -> f64 {
    0.5
}

tagged_enum! {
    /// What to form.
    Form, tag "form" {
        /// Peer pairs.
        "pairs" => Pairs,
        /// Sub-communities.
        "communities" => Communities,
        /// Learners and coaches.
        "coaching" => Coaching [any(feature = "pairs", not(feature = "engine"))],
        /// A panel.
        "panel" => Panel [any(feature = "pairs", not(feature = "engine"))],
    }
}

impl Form {
    /// The word of the contract: `pairs`, `communities`, `coaching`, `panel`.
    pub fn word(&self) -> &'static str {
        match self {
            Form::Pairs(_) => "pairs",
            Form::Communities(_) => "communities",
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Form::Coaching(_) => "coaching",
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Form::Panel(_) => "panel",
        }
    }
}

/// Peer pairs: everyone who learns or leads is paired with one other, once a round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pairs {
    /// How many rounds, no two members meeting twice, nor those who met before by their ties. Each is formed as the best
    /// given the ones before, then all are improved together. Default 1.
    #[serde(default = "one")]
    pub rounds: u32,
    /// How many sit together: 2 for pairs. More make the rounds a table plan, with tables of that size and, where
    /// the number of members asks for it, some of one less. Default 2.
    #[serde(default = "two")]
    pub size: u32,
    /// What becomes of the odd one out of pairs. Default `trio`.
    #[serde(default)]
    pub odd: Odd,
    /// What is made as large as possible. Default `total`.
    #[serde(default)]
    pub objective: PairsObjective,
}

impl Default for Pairs {
    fn default() -> Self {
        Pairs { rounds: one(), size: two(), odd: Odd::default(), objective: PairsObjective::default() }
    }
}

/// What becomes of the odd one out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Odd {
    /// One group of three.
    #[default]
    Trio,
    /// One member sits the round out: one who has sat out least, among those the one whose absence costs least, and
    /// among those one drawn by lot.
    SitOut,
}

/// What pairs make as large as possible. All come after placing as many members as can be placed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PairsObjective {
    /// The sum of the pairs' affinities.
    #[default]
    Total,
    /// The lowest affinity of a pair first, then the next lowest, and so on.
    Worst,
    /// No two would both rather have each other than whom they have; this comes before placing as many as can be.
    Stable,
}

/// Sub-communities: everyone who learns or leads is placed in a group of a size in a range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Communities {
    /// Smallest and largest size of a group. When absent, `count` groups as even as can be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<[u32; 2]>,
    /// How many groups; as many as serve the objective best when absent or null.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Each group takes one of the network's themes; which are taken, and how often, follows from what members wish
    /// for. Default false.
    #[serde(default)]
    pub themes: bool,
    /// The fewest and the most groups that each theme is taken by. When absent, as members' wishes have it, from none
    /// to all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per_theme: Option<[u32; 2]>,
    /// Nobody is in a group whose theme they do not wish for; members without any wish may be anywhere. Default false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub only_chosen: bool,
    /// In how many groups each member takes part. Default 1.
    #[serde(default = "one")]
    pub per_member: u32,
    /// A `number` attribute, 1 or more, such as the groups that members have time for: whoever answered is in at most so
    /// many, though never in more than `perMember`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limited_by: Option<String>,
    /// What is made as large as possible. Default `perMember`.
    #[serde(default)]
    pub objective: CommunitiesObjective,
}

impl Default for Communities {
    fn default() -> Self {
        Communities {
            size: None,
            count: None,
            themes: false,
            per_theme: None,
            only_chosen: false,
            per_member: one(),
            limited_by: None,
            objective: Default::default(),
        }
    }
}

/// What communities make as large as possible. All come after the hard rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum CommunitiesObjective {
    /// The sum over members of the mean affinity to their groupmates (and of the theme preference).
    #[default]
    PerMember,
    /// The sum of affinities over all pairs inside groups (and of the theme preference).
    Total,
    /// The lowest mean affinity of a member to its groupmates first, then as `perMember`.
    Worst,
}

fn one() -> u32 {
    1
}
fn two() -> u32 {
    2
}

/// Stay close to an earlier plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Keep {
    /// The earlier plan. Members who left since are passed over; newcomers are placed freely.
    pub plan: EarlierPlan,
    /// At most so many members may be in another group than in that plan.
    pub moves: u32,
}

/// A member whose group is settled.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Pin {
    /// The member's id.
    pub member: String,
    /// The group: `g1`, `g2`, …, or a theme's id where groups take themes.
    pub group: String,
}

/// How long to look, and from which random seed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Effort {
    /// The most time a search may take, above 0. Default 5. Ends a run; never decides what an iteration finds.
    #[serde(default = "five_seconds")]
    pub seconds: f64,
    /// How many moves a search tries. When absent, as many as a slow machine tries in `seconds`, so that the plan
    /// does not depend on the machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub iterations: Option<u64>,
    /// The random seed, 0 to 4,294,967,295. Default 1.
    #[serde(default = "one")]
    pub seed: u32,
}

fn five_seconds() -> f64 {
    5.0
}

impl Default for Effort {
    fn default() -> Self {
        Effort { seconds: five_seconds(), iterations: None, seed: one() }
    }
}
