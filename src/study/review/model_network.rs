//! What a review says of the network as a whole.

use serde::Serialize;

/// Who knows whom before the plan, and after it, when all who are matched know each other too.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Connections {
    /// Ties by which members know each other.
    pub before: NetworkShape,
    /// These, and all who are matched.
    pub after: NetworkShape,
    /// How many two the plan matches who did not know each other.
    pub new_ties: usize,
    /// The attribute of the E-I index; null when there is none.
    pub across: Option<String>,
    /// Groups whose members come from separate parts of the network before, most parts first.
    pub joins: Vec<Join>,
    /// How communities hang together by members who are in several; null where nobody is, and for other forms.
    pub overlap: Option<Overlap>,
    /// All this in sentences.
    pub notes: Vec<String>,
}

/// How groups hang together by the members they share.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Overlap {
    /// Parts between which no member is shared; 1 where all groups hang together.
    pub parts: usize,
    /// The members who are in several groups, in the order of the network.
    pub bridging: Vec<Bridging>,
}

/// A member of several groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Bridging {
    /// The member's id.
    pub member: String,
    /// The ids of its groups.
    pub groups: Vec<String>,
    /// Whether the groups would fall into more parts without this member.
    pub needed: bool,
}

/// The shape of a network of members and of ties without direction.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct NetworkShape {
    /// Members.
    pub members: usize,
    /// Ties.
    pub ties: usize,
    /// Ties by all that there could be; null below two members.
    pub density: Option<f64>,
    /// Parts between which there is no tie; a member without ties is a part of its own.
    pub parts: usize,
    /// Members of the largest part.
    pub largest: usize,
    /// Members without any tie.
    pub isolated: usize,
    /// The mean number of steps between two members who can reach each other; null when no two can.
    pub mean_path: Option<f64>,
    /// Three times the triangles by the paths of two ties; null without such a path.
    pub transitivity: Option<f64>,
    /// The mean over members of the share of their neighbours' pairs that are tied, 0 below two neighbours (networkx counts
    /// alike); null without members.
    pub clustering: Option<f64>,
    /// (E − I) / (E + I): ties between members who share no value and those who share one, −1 (only within) to 1 (only
    /// across); null without such ties or without an attribute.
    pub ei_index: Option<f64>,
    /// Ties without which a part falls apart, as two ids.
    pub bridges: Vec<[String; 2]>,
    /// Members without whom a part falls apart.
    pub cut_members: Vec<String>,
}

/// A group that joins parts of the network.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Join {
    /// The group's id.
    pub group: String,
    /// How many parts its members come from.
    pub parts: usize,
}

/// What members need and offer, and what of it meets in the plan.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Demand {
    /// How many needs there are: a member and a topic. Of those who take part; in coaching of learners.
    pub needs: usize,
    /// How many of them someone matched with the member offers.
    pub met: usize,
    /// The others.
    pub unmet: usize,
    /// How many the members could meet themselves, by their own offers.
    pub alone: usize,
    /// How many more are covered with their matches than alone.
    pub gain: usize,
    /// Each topic, most seekers first.
    pub topics: Vec<TopicDemand>,
    /// Each theme, in the order of the network.
    pub themes: Vec<ThemeDemand>,
    /// All this in sentences.
    pub notes: Vec<String>,
}

/// The demand for a topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TopicDemand {
    /// The topic.
    pub topic: String,
    /// How many need it.
    pub seekers: usize,
    /// How many offer it.
    pub offers: usize,
    /// How many of the seekers are matched with someone who offers it.
    pub met: usize,
    /// What is lacking: `offers` (somebody needs it and nobody offers it), `seekers` (the other way round), `enoughOffers`
    /// (fewer offers than seekers), or null.
    pub lacks: Option<&'static str>,
}

/// The demand for a theme.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ThemeDemand {
    /// The theme's id.
    pub theme: String,
    /// How many wish for it.
    pub wished: usize,
    /// How many a group needs.
    pub fewest: usize,
    /// Whether enough do.
    pub enough: bool,
}
