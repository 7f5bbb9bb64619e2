//! The network as it is given: attributes, members, themes, ties and, optionally, the embedder's own scores.

use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;

/// What is known: who takes part, what they answered, what they want to learn and can teach, whom they know.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Network {
    /// The questions that members answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Attribute>,
    /// The topics that a sub-community can form around.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<Theme>,
    /// The people, teams or organisations that take part; at least one.
    pub members: Vec<Member>,
    /// Known relations between two members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties: Vec<Tie>,
    /// The embedder's own scores of unordered pairs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scores: Option<Scores>,
}

/// A question that every member answered (or left open).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Attribute {
    /// Unique among attributes; not `needs`, `offers`, `themes`, `ties`, `scores` or `roles`.
    pub id: String,
    /// The name shown to people; the id when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How answers compare.
    pub kind: Kind,
    /// For `ordinal`: the levels from lowest to highest, at least two.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    /// For `number`: compare the numbers themselves or, for sizes, their logarithms. Default `linear`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// For `number`: the smallest and largest value that the scale spans; that of the members when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub range: Option<[f64; 2]>,
    /// For `cyclic`: the length of one turn, above 0 (24 for hours of the day).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<f64>,
    /// For `set`: shared values that few members hold count more (inverse document frequency). Default false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub idf: bool,
    /// For `category` and `set`: names of one value, as lists of which the first name stands for all, such as
    /// `["Italy", "Italia"]`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Vec<String>>,
}

/// How the answers to an attribute compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// One of several values without order: a region, an organisation.
    Category,
    /// Any number of values: languages spoken, fields of work.
    Set,
    /// One of several ordered levels: a stage, a grade of experience.
    Ordinal,
    /// A quantity: number of schools, years.
    Number,
    /// A position on a circle: time zone, month.
    Cyclic,
}

/// How a number is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Scale {
    /// By difference.
    Linear,
    /// By ratio: differences of decimal logarithms; all numbers must be above 0.
    Log,
}

/// A topic that a sub-community can form around.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Theme {
    /// Unique among themes.
    pub id: String,
    /// The name shown to people; the id when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// A person, team or organisation that takes part.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Member {
    /// Unique among members.
    pub id: String,
    /// The name shown to people; the id when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What the member may do. Default: `["learner"]`.
    #[serde(default = "learner_only")]
    pub roles: Vec<Role>,
    /// How many learners the member can coach, or groups it can facilitate; takes part only with the role `coach` or
    /// `facilitator`. Default 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
    /// The answers, by attribute id. An attribute that is absent, null or an empty list was not answered.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub values: BTreeMap<String, Answer>,
    /// Topics that the member wants to learn.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// Topics that the member can teach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<String>,
    /// Themes that the member wishes for: ranked, best first, or scored.
    #[serde(default, skip_serializing_if = "ThemeWishes::is_empty")]
    pub themes: ThemeWishes,
}

fn learner_only() -> Vec<Role> {
    vec![Role::Learner]
}

/// What a member may do in the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Role {
    /// Learns with others: is paired, grouped and coached.
    Learner,
    /// Coaches learners, up to `capacity` of them.
    Coach,
    /// Facilitates groups without being part of them.
    Facilitator,
    /// Is willing to lead a group.
    Lead,
}

impl Role {
    /// The word of the contract.
    pub fn word(self) -> &'static str {
        match self {
            Role::Learner => "learner",
            Role::Coach => "coach",
            Role::Facilitator => "facilitator",
            Role::Lead => "lead",
        }
    }
}

/// A member's answer to one attribute.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Answer {
    /// Not answered.
    Missing,
    /// A category, a level, or a single value of a set.
    Text(String),
    /// A number or a position on a circle; for a category or level, its name.
    Number(f64),
    /// The values of a set.
    List(Vec<String>),
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyAnswer;
        impl<'de> serde::de::Visitor<'de> for AnyAnswer {
            type Value = Answer;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a text, a number, a list of texts or null")
            }
            fn visit_unit<E>(self) -> Result<Answer, E> {
                Ok(Answer::Missing)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Answer, E> {
                Ok(Answer::Text(if value { "yes" } else { "no" }.to_owned()))
            }
            fn visit_u64<E>(self, value: u64) -> Result<Answer, E> {
                Ok(Answer::Number(value as f64))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Answer, E> {
                Ok(Answer::Number(value as f64))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Answer, E> {
                Ok(Answer::Number(value))
            }
            fn visit_str<E>(self, value: &str) -> Result<Answer, E> {
                Ok(Answer::Text(value.to_owned()))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<Answer, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Answer::List(list))
            }
        }
        deserializer.deserialize_any(AnyAnswer)
    }
}

/// A member's wishes among the themes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum ThemeWishes {
    /// Theme ids, best first.
    Ranked(Vec<String>),
    /// A wish of 0..1 for each theme id named; 0 for the others.
    Scored(BTreeMap<String, f64>),
}

impl Default for ThemeWishes {
    fn default() -> Self {
        ThemeWishes::Ranked(Vec::new())
    }
}

impl ThemeWishes {
    /// Whether no theme is wished for.
    pub fn is_empty(&self) -> bool {
        match self {
            ThemeWishes::Ranked(list) => list.is_empty(),
            ThemeWishes::Scored(map) => map.is_empty(),
        }
    }
}

impl<'de> Deserialize<'de> for ThemeWishes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyWishes;
        impl<'de> serde::de::Visitor<'de> for AnyWishes {
            type Value = ThemeWishes;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list of theme ids, best first, or an object of theme ids with scores")
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<ThemeWishes, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(ThemeWishes::Ranked(list))
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut entries: A) -> Result<ThemeWishes, A::Error> {
                let mut map = BTreeMap::new();
                while let Some((theme, score)) = entries.next_entry()? {
                    map.insert(theme, score);
                }
                Ok(ThemeWishes::Scored(map))
            }
        }
        deserializer.deserialize_any(AnyWishes)
    }
}

/// A known relation between two members; without direction.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Tie {
    /// One member's id.
    pub a: String,
    /// The other member's id.
    pub b: String,
    /// How much they trust each other, 0..1; 1 when the tie says nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust: Option<f64>,
    /// The round in which they met: the name of an earlier plan, for example `2025-pairs`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<String>,
    /// They must not be brought together, in any form. Default false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub conflict: bool,
    /// They belong to the same parent organisation: never a pair, never coach and learner. Default false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub same_parent: bool,
}

/// The embedder's own scores of unordered pairs: a full `matrix` over `members`, or sparse `pairs` with a `default`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Scores {
    /// The member ids of the matrix's rows and columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<Vec<String>>,
    /// Symmetric, one row and one column a member; the diagonal is ignored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matrix: Option<Vec<Vec<f64>>>,
    /// Two member ids and their score.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pairs: Option<Vec<(String, String, f64)>>,
    /// The score of pairs that are not named. Default 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<f64>,
}
