//! The waves of a network, and what is said of them.

use crate::input::Ignored;
use crate::network::Network;
use crate::study::NetworkShape;
use serde::{Deserialize, Serialize};

/// A network at one time. What an import writes, and what the page saves, is a wave as it is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Wave {
    /// Its name, such as `2025`; `wave 1` and so on when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What was known then. Members are the same when their ids are; so are themes and attributes.
    pub network: Network,
    /// What was wished, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub scenario: Ignored,
    /// The report of an import, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub report: Ignored,
    /// A plan, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub plan: Ignored,
}

/// What changed between the waves of a network. The order of members in them changes nothing.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Drift {
    /// Each wave.
    pub waves: Vec<WaveShape>,
    /// From each wave to the next.
    pub changes: Vec<WaveChange>,
    /// Each theme of any wave and who wishes for it, largest change first.
    pub themes: Vec<ThemeDrift>,
    /// Each topic of any wave, who needs it and who offers it, largest change of needs first.
    pub topics: Vec<TopicDrift>,
    /// Each attribute with values (`category`, `set`, `ordinal`), in the order of the last wave that has it.
    pub attributes: Vec<AttributeDrift>,
    /// The attribute of the E-I index; null when there is none.
    pub across: Option<String>,
    /// The most important of this in sentences.
    pub notes: Vec<String>,
}

/// A wave by itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WaveShape {
    /// Its name.
    pub label: String,
    /// Needs: a member and a topic.
    pub needs: usize,
    /// Offers, likewise.
    pub offers: usize,
    /// Topics that somebody needs and nobody offers.
    pub unoffered: usize,
    /// The members and their ties.
    pub shape: NetworkShape,
}

/// What a wave changed in the one before it. Ids are in the order of the alphabet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WaveChange {
    /// Members who are in it and were not before.
    pub joined: Vec<String>,
    /// Members who were in the one before and are not in it.
    pub left: Vec<String>,
    /// Members who are in both.
    pub stayed: Vec<String>,
    /// Of those who stayed: who now needs, offers or wishes for something else. The order of wishes and how strong they are
    /// are not looked at.
    pub revised: Vec<String>,
    /// Ties by which two know each other now and did not before.
    pub new_ties: usize,
    /// Ties by which two knew each other before and do not now.
    pub lost_ties: usize,
}

/// Where a number of members goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Trend {
    /// More in the last wave than in the first.
    Rising,
    /// Fewer.
    Falling,
    /// As many.
    Steady,
}

/// How many members hold something, over the waves.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Held {
    /// Members in each wave; null where the wave has no such theme or attribute.
    pub waves: Vec<Option<usize>>,
    /// The last wave less the first; null counts 0.
    pub change: i64,
    /// The same of the shares of all members.
    pub share_change: f64,
    /// The sign of `change`.
    pub trend: Trend,
}

/// A theme over the waves.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ThemeDrift {
    /// The theme's id.
    pub theme: String,
    /// Its name in the last wave that has it.
    pub label: String,
    /// Who wishes for it at all.
    pub wished: Held,
}

/// The demand for a topic and its supply over the waves.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TopicDrift {
    /// The topic.
    pub topic: String,
    /// Who needs it.
    pub needs: Held,
    /// Who offers it.
    pub offers: Held,
    /// In each wave how many more need it than offer it.
    pub gap: Vec<i64>,
    /// What is lacking in the last wave: `offers`, `seekers`, `enoughOffers`, or null; null also where nobody needs or
    /// offers it any more.
    pub lacks: Option<&'static str>,
}

/// An attribute over the waves.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AttributeDrift {
    /// The attribute's id.
    pub attribute: String,
    /// Its name in the last wave that has it.
    pub label: String,
    /// Each value that anybody holds, largest change first. The aliases of the last wave that has the attribute stand for
    /// all waves.
    pub values: Vec<ValueDrift>,
}

/// A value over the waves.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ValueDrift {
    /// The value.
    pub value: String,
    /// Who holds it.
    pub held: Held,
}
