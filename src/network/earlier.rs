//! A plan that was formed before, as far as others look at it.

use serde::{Deserialize, Serialize};

/// What is read of an earlier plan; a whole [`Plan`](crate::plan::Plan) as it was given back is welcome.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EarlierPlan {
    /// What was formed: `communities`.
    pub form: String,
    /// Its groups.
    #[serde(default)]
    pub groups: Vec<EarlierGroup>,
}

/// A group of an earlier plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EarlierGroup {
    /// `g1`, `g2`, …
    pub id: String,
    /// The theme that the group took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Member ids.
    pub members: Vec<String>,
}
