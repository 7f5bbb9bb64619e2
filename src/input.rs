//! The envelopes in which inputs arrive.

use crate::decode::{self, Value};
use crate::error::Errors;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use crate::error::fault;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use crate::forms::{self, PlanPlaces, Question, WhyNotAnswer};
use crate::network::Network;
use crate::plan::Plan;
use crate::scenario::{EarlierPlan, Scenario};
use crate::study::Sweep;
use serde::{Deserialize, Serialize};

/// A network and what is wished of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Input {
    /// What is known.
    pub network: Network,
    /// What is wished.
    pub scenario: Scenario,
    /// The report of an import, passed over: what `import` writes can be solved as it is.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub report: Ignored,
    /// An earlier plan, passed over: what the page saves can be solved again.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub plan: Ignored,
}

/// An [`Input`] and what to vary over it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SweepInput {
    /// What is known.
    pub network: Network,
    /// What is wished.
    pub scenario: Scenario,
    /// What to vary.
    #[serde(default)]
    pub sweep: Sweep,
    /// The report of an import, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub report: Ignored,
    /// An earlier plan, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub plan: Ignored,
}

/// An [`Input`] and a plan to verify against it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CheckInput {
    /// What is known.
    pub network: Network,
    /// What is wished.
    pub scenario: Scenario,
    /// The plan, however it was made.
    pub plan: Plan,
    /// The report of an import, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub report: Ignored,
}

/// An [`Input`] and whom to ask about: two `members` who are not paired; a `member` who is not in a `group`; a `member` who
/// does not have a `coach`; or a `group` that does not have a facilitator, as `coach`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct WhyNotInput {
    /// What is known.
    pub network: Network,
    /// What is wished.
    pub scenario: Scenario,
    /// Of pairs: the two members' ids.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<[String; 2]>,
    /// The member's id, or the learner's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member: Option<String>,
    /// Of pairs: with whom the member might be paired; the same as two `members`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub partner: Option<String>,
    /// The group's id in the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// The coach's or the facilitator's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coach: Option<String>,
    /// The round, from 1. Default 1.
    #[serde(default = "first")]
    pub round: u32,
    /// Whether to find what the total would lose exactly, which takes as long as forming the plan. Default true, but false
    /// for a member and a group.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exact: Option<bool>,
    /// The plan that is asked about; it is formed when absent. Of two members always the best pairs, whatever is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub plan: Option<PlanPlaces>,
    /// The report of an import, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub report: Ignored,
}

#[cfg(any(feature = "pairs", not(feature = "engine")))]
impl WhyNotInput {
    /// Answers what is asked.
    ///
    /// # Errors
    /// What is wrong with the network, the scenario, the plan or the question.
    pub fn answer(&self) -> Result<WhyNotAnswer, Errors> {
        let (network, scenario) = (&self.network, &self.scenario);
        let two = self.members.clone().or_else(|| Some([self.member.clone()?, self.partner.clone()?]));
        let question = Question {
            member: self.member.clone(),
            group: self.group.clone(),
            coach: self.coach.clone(),
            round: self.round,
            exact: self.exact.unwrap_or(self.group.is_none() || self.member.is_none()),
        };
        let asked = [&self.member, &self.group, &self.coach].into_iter().flatten().count();
        match two {
            Some(two) if self.group.is_none() && self.coach.is_none() => {
                let exact = self.exact.unwrap_or(true);
                forms::why_not(network, scenario, &two, self.round, exact).map(WhyNotAnswer::Pair)
            }
            None if asked == 2 => {
                let answer = match &self.plan {
                    Some(plan) => forms::why_not_there(network, scenario, plan, &question),
                    None => {
                        let plan = forms::solve(network, scenario)?;
                        forms::why_not_there(network, scenario, &PlanPlaces::from(&plan), &question)
                    }
                };
                Ok(WhyNotAnswer::There(Box::new(answer?)))
            }
            _ => {
                let mut errors = Errors::default();
                fault("error.whyNotWhat", "help.whyNotWhat", "").into(&mut errors);
                Err(errors)
            }
        }
    }
}

/// An [`Input`] and what is asked of plans that are nearly as good.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AlternativesInput {
    /// What is known.
    pub network: Network,
    /// What is wished: a scenario that forms communities.
    pub scenario: Scenario,
    /// The plan to which alternatives are asked for; it is formed when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<EarlierPlan>,
    /// How many, 1 to 5. Default 3.
    #[serde(default = "three")]
    pub count: u32,
    /// By how many members' places each differs from the plan and from the others at least. Default a tenth of all, but
    /// at least 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moves: Option<u32>,
    /// The share of the score that may be lost, 0..1. Default 0.02.
    #[serde(default = "little")]
    pub within: f64,
    /// The report of an import, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub report: Ignored,
}

/// A network and the steps of a programme over it.
#[cfg(any(feature = "pairs", not(feature = "engine")))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ProgrammeInput {
    /// What is known.
    pub network: Network,
    /// What is to be formed, one after the other.
    pub steps: Vec<crate::study::Step>,
}

/// An [`Input`] with a finished plan, and what to look at.
#[cfg(any(feature = "pairs", not(feature = "engine")))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReviewInput {
    /// What is known.
    pub network: Network,
    /// What is wished.
    pub scenario: Scenario,
    /// The plan, however it was made.
    pub plan: Plan,
    /// What to look at.
    #[serde(default)]
    pub options: crate::study::ReviewOptions,
    /// The report of an import, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub report: Ignored,
}

/// An [`Input`] with a finished plan, and how it is to be reported.
#[cfg(any(feature = "pairs", not(feature = "engine")))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReportInput {
    /// What is known.
    pub network: Network,
    /// What is wished.
    pub scenario: Scenario,
    /// The plan, however it was made.
    pub plan: Plan,
    /// The format, and what else is to be on the page.
    #[serde(default)]
    pub options: crate::study::ReportOptions,
    /// The report of an import, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub report: Ignored,
}

/// An [`Input`] and which trades to look for.
#[cfg(any(feature = "pairs", not(feature = "engine")))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct FrontierInput {
    /// What is known.
    pub network: Network,
    /// What is wished.
    pub scenario: Scenario,
    /// What to try.
    #[serde(default)]
    pub frontier: crate::study::Frontier,
    /// The report of an import, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub report: Ignored,
    /// An earlier plan, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub plan: Ignored,
}

/// An [`Input`] and how to find out which answers mattered.
#[cfg(any(feature = "pairs", not(feature = "engine")))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AnswersInput {
    /// What is known.
    pub network: Network,
    /// What is wished.
    pub scenario: Scenario,
    /// How many plans are formed for each question left out, each from a seed of its own: 1 to 20. Default 3.
    #[serde(default = "three")]
    pub seeds: u32,
    /// The share of the worth that may be lost by the questions that could be left out together, 0..1. Default 0.02.
    #[serde(default = "little")]
    pub within: f64,
    /// The report of an import, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub report: Ignored,
    /// An earlier plan, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub plan: Ignored,
}

/// A finished plan and what was said of its matches.
#[cfg(any(feature = "pairs", not(feature = "engine")))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OutcomesInput {
    /// The plan.
    pub plan: Plan,
    /// What was said: a list, or the text of a table.
    pub outcomes: Said,
}

#[cfg(any(feature = "pairs", not(feature = "engine")))]
impl OutcomesInput {
    /// Counts what was said.
    ///
    /// # Errors
    /// What is wrong with the table or the list.
    pub fn count(&self) -> Result<crate::study::Outcomes, Errors> {
        match &self.outcomes {
            Said::Rows(rows) => crate::study::outcomes(&self.plan, rows),
            Said::Table(table) => crate::study::outcomes(&self.plan, &crate::study::outcomes_from_csv(table)?),
        }
    }
}

/// What was said of a plan's matches.
#[cfg(any(feature = "pairs", not(feature = "engine")))]
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Said {
    /// Row by row.
    Rows(Vec<crate::study::Outcome>),
    /// The text of a table (CSV) with a line of names: `a`, `b`, `member`, `group`, `met`, `useful`.
    Table(String),
}

#[cfg(any(feature = "pairs", not(feature = "engine")))]
impl<'de> Deserialize<'de> for Said {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnySaid;
        impl<'de> serde::de::Visitor<'de> for AnySaid {
            type Value = Said;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a list of outcomes or the text of a table")
            }
            fn visit_str<E>(self, table: &str) -> Result<Said, E> {
                Ok(Said::Table(table.to_owned()))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<Said, A::Error> {
                let mut rows = Vec::new();
                while let Some(row) = items.next_element()? {
                    rows.push(row);
                }
                Ok(Said::Rows(rows))
            }
        }
        deserializer.deserialize_any(AnySaid)
    }
}

/// An [`Input`] of which to ask what cannot hold together in it.
#[cfg(any(feature = "pairs", not(feature = "engine")))]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConflictsInput {
    /// What is known.
    pub network: Network,
    /// What is wished.
    pub scenario: Scenario,
    /// The most time to take, above 0. Default 30; the scenario's own is for one plan. Ends the inquiry; never decides
    /// what it finds until then.
    #[serde(default = "thirty")]
    pub seconds: f64,
    /// The report of an import, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub report: Ignored,
    /// An earlier plan, passed over.
    #[serde(default, skip_serializing)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub plan: Ignored,
}

#[cfg(any(feature = "pairs", not(feature = "engine")))]
fn thirty() -> f64 {
    30.0
}

fn three() -> u32 {
    3
}
fn little() -> f64 {
    0.02
}

fn first() -> u32 {
    1
}

/// Something that may stand in an input and is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Ignored;

impl<'de> Deserialize<'de> for Ignored {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde::de::IgnoredAny::deserialize(deserializer).map(|_| Ignored)
    }
}

macro_rules! readable {
    ($($name:ident),+) => {$(
        impl $name {
            /// Reads JSON text strictly: unknown and repeated keys, wrong types and missing keys are errors.
            ///
            /// # Errors
            /// What does not fit, with its path.
            pub fn from_json(json: &str) -> Result<Self, Errors> {
                decode::from_json(json)
            }

            /// Reads a value that was decoded before.
            ///
            /// # Errors
            /// What does not fit, with its path.
            pub fn from_value(value: &Value) -> Result<Self, Errors> {
                decode::from_value(value)
            }
        }
    )+};
}

#[cfg(any(feature = "pairs", not(feature = "engine")))]
readable!(ConflictsInput, OutcomesInput, ProgrammeInput, ReportInput, ReviewInput, FrontierInput, AnswersInput);
readable!(Input, SweepInput, CheckInput, WhyNotInput, AlternativesInput);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_report_of_an_import_is_passed_over_and_other_keys_are_not() {
        let input = |extra: &str| {
            format!(r#"{{"network":{{"members":[{{"id":"a"}}]}},"scenario":{{"form":{{"form":"pairs"}}}}{extra}}}"#)
        };
        assert!(Input::from_json(&input(r#","report":{"rows":3}"#)).is_ok());
        let errors = Input::from_json(&input(r#","reprot":1"#)).unwrap_err();
        assert_eq!(errors.iter().next().map(|e| (e.code(), e.path())), Some(("unknownKey", "reprot")));
    }
}
