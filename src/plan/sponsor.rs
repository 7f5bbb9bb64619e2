//! What a sponsor's priorities add to a plan of coaching, and the seats that it funds.

use super::measure::{Case, Placement};
use crate::scenario::Sponsor;
use crate::text::{Language, Text, number};
use serde::{Deserialize, Serialize};

/// What a match gains by the sponsor's priorities, beside its affinity.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SponsorTerm {
    /// What it adds to the total: the weights of the learner's values, but no more than the cap.
    pub score: f64,
    /// The values of the learner that the sponsor favours.
    pub values: Vec<String>,
    /// The same as a sentence.
    pub text: String,
}

/// What a sponsor's priorities came to.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SponsorReport {
    /// The share of `score.sponsor` in it and the affinities of the matches together; null where these are not above 0.
    #[serde(default)]
    pub share: Option<f64>,
    /// Each of the sponsor's values, in its order.
    pub values: Vec<SponsoredSeats>,
    /// The same of the learners with another value, where their seats are limited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<SponsoredSeats>,
}

/// Who holds a value that a sponsor favours or funds, and how many of them have a coach.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SponsoredSeats {
    /// The value; absent of the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The learners who hold it.
    pub learners: u32,
    /// Their matches: the seats used.
    pub used: u32,
    /// The seats funded; null where they are not limited.
    #[serde(default)]
    pub seats: Option<u32>,
}

/// Learners who share a number of seats.
pub(crate) struct SeatPool {
    /// Members' positions.
    pub learners: Vec<usize>,
    pub seats: u32,
}

impl Case<'_> {
    pub fn sponsor(&self) -> Option<&Sponsor> {
        self.coaching().and_then(|form| form.sponsor.as_ref())
    }

    /// The sponsor's values that a learner holds, by position; none where it did not answer.
    fn sponsored(&self, sponsor: &Sponsor, learner: usize) -> Option<Vec<usize>> {
        let column = self.table.column(&sponsor.attribute)?;
        let held = column.values(learner);
        let holds = |value: &String| held.iter().any(|&v| column.labels()[v as usize] == *value);
        let found = (0..sponsor.values.len()).filter(|&at| holds(&sponsor.values[at].value)).collect();
        (!held.is_empty()).then_some(found)
    }

    /// What each match of a learner gains by the sponsor's priorities.
    pub fn sponsor_gain(&self, learner: usize) -> f64 {
        self.sponsor().map_or(0.0, |sponsor| {
            let held = self.sponsored(sponsor, learner).unwrap_or_default();
            f64::min(sponsor.cap, held.into_iter().map(|at| sponsor.values[at].weight).fold(0.0, |a, b| a + b))
        })
    }

    /// Learners whose seats are limited: a pool for each such value, one for all other values, one without seats for those
    /// who did not answer.
    pub fn seat_pools(&self, learners: &[usize]) -> Vec<SeatPool> {
        let Some(sponsor) = self.sponsor().filter(|sponsor| sponsor.limits_seats()) else { return Vec::new() };
        let of = |wanted: Option<Option<usize>>| -> Vec<usize> {
            let value = |&learner: &usize| self.sponsored(sponsor, learner).map(|held| held.first().copied());
            learners.iter().copied().filter(|learner| value(learner) == wanted).collect()
        };
        let funded = sponsor.values.iter().enumerate().filter_map(|(at, one)| Some((Some(Some(at)), one.seats?)));
        let others = sponsor.others.map(|seats| (Some(None), seats));
        let pools = funded.chain(others).chain([(None, 0)]);
        pools.map(|(wanted, seats)| SeatPool { learners: of(wanted), seats }).collect()
    }

    pub(super) fn sponsor_term(&self, learner: usize) -> Option<SponsorTerm> {
        let sponsor = self.sponsor()?;
        let score = self.sponsor_gain(learner);
        let held = self.sponsored(sponsor, learner)?;
        let favoured = held.into_iter().map(|at| &sponsor.values[at]).filter(|one| one.weight > 0.0);
        let (values, weights): (Vec<String>, Vec<f64>) = favoured.map(|one| (one.value.clone(), one.weight)).unzip();
        let capped = weights.iter().sum::<f64>() > sponsor.cap;
        let text = Text::new(if capped { "reason.sponsor.capped" } else { "reason.sponsor" })
            .with("attribute", self.table.label(&sponsor.attribute))
            .with("values", values.clone())
            .with("score", number(score));
        (score > 0.0).then(|| SponsorTerm { score, values, text: text.render(Language::English) })
    }

    /// What the sponsor's priorities came to, from the matches and the sum of their affinities.
    pub(super) fn sponsor_report(&self, placement: &Placement, gained: f64, affinities: f64) -> Option<SponsorReport> {
        let sponsor = self.sponsor()?;
        let learners = self.learners();
        let held: Vec<Option<Vec<usize>>> = (0..self.table.len()).map(|m| self.sponsored(sponsor, m)).collect();
        let count = |holds: &dyn Fn(usize) -> bool, value: Option<String>, seats: Option<u32>| SponsoredSeats {
            value,
            learners: learners.iter().filter(|&&learner| holds(learner)).count() as u32,
            used: placement.matches.iter().filter(|&&(_, learner)| holds(learner)).count() as u32,
            seats,
        };
        let values = sponsor.values.iter().enumerate().map(|(at, one)| {
            let holds = |learner: usize| held[learner].as_ref().is_some_and(|held| held.contains(&at));
            count(&holds, Some(one.value.clone()), one.seats)
        });
        let others = sponsor.others.map(|seats| {
            let holds = |learner: usize| held[learner].as_ref().is_some_and(Vec::is_empty);
            count(&holds, None, Some(seats))
        });
        let whole = gained + affinities;
        Some(SponsorReport { share: (whole > 0.0).then(|| gained / whole), values: values.collect(), others })
    }
}
