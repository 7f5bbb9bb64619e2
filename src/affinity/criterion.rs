//! A soft wish about two members.

use serde::{Deserialize, Serialize};

/// A soft wish about two members.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Criterion {
    /// What the wish is about: an attribute's id, or `needs`, `offers`, `themes`, `ties` or `scores`.
    pub on: String,
    /// What is wished.
    pub want: Want,
    /// How much the wish counts beside the others, 0 or more. Default 1.
    #[serde(default = "one")]
    pub weight: f64,
}

fn one() -> f64 {
    1.0
}

/// What is wished of two members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Want {
    /// That they are alike: on an attribute, `needs`, `offers` or `themes`.
    Common,
    /// That they differ: likewise.
    Different,
    /// That each offers what the other needs: on `needs`.
    Exchange,
    /// That they know each other: on `ties`.
    Known,
    /// That they do not know each other yet: on `ties`.
    New,
    /// That members get the themes that they wish for: on `themes`, in communities that take themes.
    Preferred,
    /// That the embedder's score is high: on `scores`.
    High,
}

impl Want {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Want::Common => "common",
            Want::Different => "different",
            Want::Exchange => "exchange",
            Want::Known => "known",
            Want::New => "new",
            Want::Preferred => "preferred",
            Want::High => "high",
        }
    }

    /// The wishes that make sense about something.
    pub fn for_subject(on: &str) -> &'static [Want] {
        match on {
            "needs" => &[Want::Exchange, Want::Common, Want::Different],
            "themes" => &[Want::Preferred, Want::Common, Want::Different],
            "ties" => &[Want::New, Want::Known],
            "scores" => &[Want::High],
            _ => &[Want::Common, Want::Different],
        }
    }
}
