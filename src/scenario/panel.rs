//! The panel: so many seats under quotas, who can have one, and what candidates were rated.

use super::Scenario;
use crate::error::{Errors, fault};
use crate::network::{Column, Network, Role, Table};
use crate::rules::{Quota, Review, Rule, Setting};
use serde::{Deserialize, Serialize};

/// A panel: so many of the members, chosen under quotas.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Panel {
    /// How many are on the panel.
    pub seats: u32,
    /// How many of them hold a value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotas: Vec<SeatQuota>,
    /// Members who must be on the panel.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub include: Vec<String>,
    /// Members who must not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// Only members with this role can be on the panel, for example `lead`. When absent, all who learn or lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// How the panel is chosen. Default `equal`.
    #[serde(default)]
    pub objective: PanelObjective,
    /// What reviewers gave the candidates; for `score`, and for requirements on `rating`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ratings: Vec<Rating>,
    /// What a member must reach to be on the panel.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub eligible: Vec<Requirement>,
}

/// How a panel is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum PanelObjective {
    /// By a lottery whose smallest chance is as large as the quotas allow, then the next smallest, and so on.
    #[default]
    Equal,
    /// The largest sum of ratings.
    Score,
}

/// How many of a panel's members hold a value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SeatQuota {
    /// The attribute, or `needs`, `offers`, `themes`, `roles`.
    pub attribute: String,
    /// The value that is counted.
    pub value: String,
    /// The fewest members that hold it. Default 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<u32>,
    /// The most members that hold it. No limit when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
}

/// What one reviewer gave one candidate.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rating {
    /// The candidate's member id.
    pub member: String,
    /// The reviewer, by any name.
    pub reviewer: String,
    /// The number given, on the reviewer's own scale; the larger the better, at most 1e9 in size.
    pub score: f64,
}

/// What a member must reach to be on the panel.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Requirement {
    /// A number or ordinal attribute (levels count from 1), `offers` (how many), or `rating` (the mean distance from
    /// what the reviewers give otherwise: 0 is average).
    pub on: String,
    /// The least that will do. Who has no answer does not reach it.
    pub at_least: f64,
}

impl SeatQuota {
    /// The same as a rule about one group.
    pub(crate) fn rule(&self) -> Quota {
        let (attribute, value) = (self.attribute.clone(), self.value.clone());
        Quota { attribute, value, at_least: self.at_least, at_most: self.at_most, penalty: None }
    }

    /// The fewest and the most holders.
    pub(crate) fn range(&self) -> (u32, u32) {
        self.rule().range()
    }

    /// The members that hold the value.
    pub(crate) fn holders(&self, table: &Table) -> Vec<usize> {
        let value = self.rule().value_number(table);
        let holds = |member: &usize| {
            value
                .zip(table.column(&self.attribute))
                .is_some_and(|(value, column)| column.values(*member).contains(&value))
        };
        (0..table.len()).filter(holds).collect()
    }
}

impl Panel {
    /// Whether a member is asked for at all: it has the role, or learns or leads.
    pub(crate) fn asks_for(&self, table: &Table, member: usize) -> bool {
        self.role.map_or_else(|| table.takes_part(member), |role| table.roles[member].contains(&role))
    }

    /// Each member's rating, and by how many reviewers: each reviewer's mean is taken off what they gave, so that only
    /// whom they prefer counts and not how generous they are; then the mean over reviewers. None without a review.
    pub(crate) fn rated(&self, table: &Table) -> Vec<(Option<f64>, u32)> {
        let mean_of = |reviewer: &str| {
            let own = || self.ratings.iter().filter(|rating| rating.reviewer == reviewer);
            own().map(|rating| rating.score).sum::<f64>() / own().count() as f64
        };
        let mut means: Vec<(&str, f64)> = Vec::new();
        let (mut sums, mut counts) = (vec![0.0; table.len()], vec![0u32; table.len()]);
        for rating in &self.ratings {
            let reviewer = rating.reviewer.as_str();
            let known = means.iter().find(|(name, _)| *name == reviewer).map(|(_, mean)| *mean);
            let mean = known.unwrap_or_else(|| {
                let mean = mean_of(reviewer);
                means.push((reviewer, mean));
                mean
            });
            if let Some(member) = table.member(&rating.member) {
                sums[member] += rating.score - mean;
                counts[member] += 1;
            }
        }
        sums.into_iter().zip(counts).map(|(sum, n)| ((n > 0).then(|| sum / f64::from(n)), n)).collect()
    }

    /// The requirements that a member does not reach, by position.
    pub(crate) fn misses(&self, table: &Table, rating: Option<f64>, member: usize) -> Vec<usize> {
        let has = |on: &str| match on {
            "rating" => rating,
            "offers" => Some(table.offers.values(member).len() as f64),
            _ => table.column(on).and_then(|column| {
                let first = if matches!(column, Column::Ordinal { .. }) { 1.0 } else { 0.0 };
                Some(first + column.position(member)?)
            }),
        };
        let missed = |at: &usize| {
            let wanted = &self.eligible[*at];
            has(&wanted.on).is_none_or(|found| found < wanted.at_least - 1e-9)
        };
        (0..self.eligible.len()).filter(missed).collect()
    }
}

/// Reports what is wrong with a panel's fields, and rules, which it has none of.
pub(super) fn can_be_chosen(network: &Network, table: &Table, scenario: &Scenario, form: &Panel, errors: &mut Errors) {
    let pool = (0..table.len()).filter(|&member| form.asks_for(table, member)).count();
    if form.seats == 0 {
        fault("error.notPositive", "help.notPositive", "scenario.form.seats").with("key", "seats").into(errors);
    } else if form.seats as usize > pool {
        fault("error.poolTooSmall", "help.poolTooSmall", "scenario.form.seats")
            .with("seats", form.seats)
            .with("count", pool)
            .into(errors);
    }
    for (at, quota) in form.quotas.iter().enumerate() {
        let mut review = Review { path: format!("scenario.form.quotas[{at}]"), rule: "quota", errors };
        let rule = Rule::Quota(quota.rule());
        rule.kind().review(network, table, Setting::Panel, &mut review);
    }
    members_are_known(table, form, errors);
    ratings_are_sound(table, form, errors);
    requirements_are_sound(network, table, form, errors);
    for (at, _) in scenario.rules.iter().enumerate() {
        let path = format!("scenario.rules[{at}].rule");
        fault("error.ruleNotForPanel", "help.ruleNotForPanel", path).into(errors);
    }
}

fn members_are_known(table: &Table, form: &Panel, errors: &mut Errors) {
    let ratings = form.rated(table);
    for (key, list) in [("include", &form.include), ("exclude", &form.exclude)] {
        for (at, id) in list.iter().enumerate() {
            let path = format!("scenario.form.{key}[{at}]");
            let mut say = |why, help| fault(why, help, path.clone()).with("id", id).into(errors);
            match table.member(id) {
                None => say("error.unknownMember", "help.unknownMember"),
                Some(_) if list[..at].contains(id) => say("error.namedTwice", "help.namedTwice"),
                Some(_) if key == "exclude" => {}
                Some(_) if form.exclude.contains(id) => say("error.includedAndExcluded", "help.includedAndExcluded"),
                Some(member) if !form.asks_for(table, member) => say("error.notInPool", "help.notInPool"),
                Some(member) if !form.misses(table, ratings[member].0, member).is_empty() => {
                    say("error.includedNotEligible", "help.includedNotEligible");
                }
                Some(_) => {}
            }
        }
    }
    if form.include.len() > form.seats as usize {
        fault("error.tooManyIncluded", "help.tooManyIncluded", "scenario.form.include")
            .with("count", form.include.len())
            .with("seats", form.seats)
            .into(errors);
    }
}

fn ratings_are_sound(table: &Table, form: &Panel, errors: &mut Errors) {
    /// Beyond it a slip of the pen is likelier than a scale.
    const LARGEST: f64 = 1e9;
    if form.objective == PanelObjective::Score && form.ratings.is_empty() {
        fault("error.ratingsMissing", "help.ratingsMissing", "scenario.form.ratings").into(errors);
    }
    let mut seen = std::collections::BTreeSet::new();
    for (at, rating) in form.ratings.iter().enumerate() {
        let path = |field: &str| format!("scenario.form.ratings[{at}].{field}");
        if table.member(&rating.member).is_none() {
            fault("error.unknownMember", "help.unknownMember", path("member")).with("id", &rating.member).into(errors);
        }
        if !rating.score.is_finite() {
            fault("error.notFinite", "help.notFinite", path("score")).into(errors);
        } else if rating.score.abs() > LARGEST {
            fault("error.tooLarge", "help.tooLarge", path("score"))
                .with("key", "score")
                .with("most", LARGEST)
                .into(errors);
        }
        if !seen.insert((&rating.member, &rating.reviewer)) {
            fault("error.ratedTwice", "help.ratedTwice", path("reviewer"))
                .with("id", &rating.member)
                .with("reviewer", &rating.reviewer)
                .into(errors);
        }
    }
}

fn requirements_are_sound(network: &Network, table: &Table, form: &Panel, errors: &mut Errors) {
    for (at, wanted) in form.eligible.iter().enumerate() {
        let path = |field: &str| format!("scenario.form.eligible[{at}].{field}");
        let on = wanted.on.as_str();
        let own = on == "rating" || on == "offers";
        match table.column(on).filter(|_| !own && network.attributes.iter().any(|attribute| attribute.id == on)) {
            Some(Column::Number { .. } | Column::Ordinal { .. }) => {}
            Some(_) => fault("error.noMeasure", "help.noMeasure", path("on")).with("id", on).into(errors),
            None if own => {}
            None => {
                let known: Vec<String> = table.attribute_ids().chain(["rating", "offers"]).map(str::to_owned).collect();
                fault("error.unknownAttribute", "help.unknownAttribute", path("on"))
                    .with("id", on)
                    .with("known", known)
                    .into(errors);
            }
        }
        if !wanted.at_least.is_finite() {
            fault("error.notFinite", "help.notFinite", path("atLeast")).into(errors);
        }
    }
}
