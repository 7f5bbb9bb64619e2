//! Expert coaching and neutral facilitators: what can be asked.

use super::Sponsor;
use crate::network::{EarlierPlan, Role};
use serde::{Deserialize, Serialize};

/// Expert coaching: learners get coaches, coaches have capacities. Or groups of an earlier plan get facilitators.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Coaching {
    /// Who is helped: members, each learner by coaches; or groups of an earlier plan, each by facilitators who are neutral
    /// to all its members. Default `members`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub to: CoachingTo,
    /// The fewest and the most coaches a learner (facilitators a group) gets; the fewest come first, before any affinity.
    /// Default `[1, 1]`.
    #[serde(default = "one_each")]
    pub per_learner: [u32; 2],
    /// What is made as large as possible. Default `total`.
    #[serde(default)]
    pub objective: CoachingObjective,
    /// The fewest and the most learners of a coach (groups of a facilitator), where its capacity allows as many. The fewest
    /// come before any affinity, as far as there are learners for them. Default: up to its capacity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load: Option<[u32; 2]>,
    /// What each further learner of a coach costs more than the one before, 0 or more: with 0.1 the second costs 0.1 and
    /// the third 0.2 of the total, so that loads come out more even. Default 0.
    #[serde(default, skip_serializing_if = "is_default")]
    pub even_loads: f64,
    /// What each of the fewest coaches that a learner lacks costs, 0 or more. With it learners may be left out where
    /// serving them costs the total more; without it serving as many as possible comes first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unassigned: Option<f64>,
    /// Needs met are counted, up to this many, instead of taken as a share of the learner's needs; what is wanted common
    /// in a set counts fully as soon as one value is shared, and an answer left out counts as nothing in common. Then no
    /// learner's affinity with any coach rises by answering more narrowly. Shares when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count_needs: Option<u32>,
    /// Each learner also gets a local anchor, who does not count as coach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<Anchor>,
    /// What a sponsor favours and funds among the learners: a term of the total that is shown by itself, and seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sponsor: Option<Sponsor>,
    /// With `to` `groups`: the earlier plan whose groups are facilitated. Members who left since are passed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<EarlierPlan>,
    /// With `to` `groups`: the ordinal or number attribute that tells how well someone facilitates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub skill: Option<String>,
    /// With `to` `groups`: who learns to facilitate. They take no group by themselves; each group may have one beside its
    /// facilitator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trainee: Option<Trainee>,
}

impl Default for Coaching {
    fn default() -> Self {
        Coaching {
            to: CoachingTo::default(),
            per_learner: one_each(),
            objective: CoachingObjective::default(),
            load: None,
            even_loads: 0.0,
            unassigned: None,
            count_needs: None,
            anchor: None,
            sponsor: None,
            plan: None,
            skill: None,
            trainee: None,
        }
    }
}

impl Coaching {
    /// The most learners or groups of someone with such a capacity, and how many of these are wanted first.
    pub(crate) fn load_of(&self, capacity: u32) -> [u32; 2] {
        let [lo, hi] = self.load.unwrap_or([0, u32::MAX]);
        [lo.min(capacity), hi.min(capacity)]
    }
}

/// Who is helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum CoachingTo {
    /// Learners, by coaches.
    #[default]
    Members,
    /// Groups of an earlier plan, by facilitators.
    Groups,
}

/// What coaching makes as large as possible, after serving as many learners as can be served.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum CoachingObjective {
    /// The sum of the assignments' affinities.
    #[default]
    Total,
    /// The lowest affinity of an assignment, less penalties, first; then the sum.
    Worst,
}

/// A local anchor for each learner: a contact who has a value of an attribute in common, such as the country.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Anchor {
    /// The attribute of which anchor and learner have a value in common; `category`, `set` or `ordinal`.
    pub attribute: String,
    /// The role that an anchor must have; anyone but the learner and its coaches when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The most learners of an anchor; no limit when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
}

/// Who learns to facilitate: facilitators with a value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Trainee {
    /// The attribute; `category`, `set` or `ordinal`.
    pub attribute: String,
    /// The value by which trainees are known.
    pub value: String,
}

fn one_each() -> [u32; 2] {
    [1, 1]
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
