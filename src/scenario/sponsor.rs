//! What a sponsor favours and funds among the learners of coaching.

use super::Coaching;
use super::coaching_checks::has_values;
use super::validate::not_negative;
use crate::error::{Errors, fault};
use crate::network::{Column, Table};
use serde::{Deserialize, Serialize};

/// What a sponsor favours and funds: a term of its own in the total, never part of an affinity, and seats.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sponsor {
    /// The learners' attribute that the sponsor looks at, such as the country; `category`, `set` or `ordinal`.
    pub attribute: String,
    /// The values that are favoured or funded, each once.
    pub values: Vec<SponsoredValue>,
    /// The most that a match gains by the weights of its learner's values together, 0 or more, in the unit of affinities.
    pub cap: f64,
    /// The seats of all learners with another value together; no limit when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub others: Option<u32>,
}

/// A value that a sponsor favours or funds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SponsoredValue {
    /// The value.
    pub value: String,
    /// What each match of a learner who holds it gains, 0 or more. Default 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub weight: f64,
    /// The most learners who hold it that get a coach: so many seats are funded. No limit when absent. Where anything has
    /// such a limit, who did not answer has no seat, since nobody is to gain one by not answering.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<u32>,
}

fn is_zero(number: &f64) -> bool {
    *number == 0.0
}

impl Sponsor {
    /// Whether seats are limited at all.
    pub(crate) fn limits_seats(&self) -> bool {
        self.others.is_some() || self.values.iter().any(|one| one.seats.is_some())
    }

    /// The most that any match can gain.
    pub(crate) fn most(&self) -> f64 {
        f64::min(self.cap, self.values.iter().map(|one| one.weight).sum())
    }
}

pub(super) fn sponsor_fits(table: &Table, form: &Coaching, sponsor: &Sponsor, errors: &mut Errors) {
    let path = |field: &str| format!("scenario.form.sponsor.{field}");
    has_values(table, &sponsor.attribute, &path("attribute"), errors);
    not_negative(sponsor.cap, "cap", path("cap"), errors);
    for (at, one) in sponsor.values.iter().enumerate() {
        not_negative(one.weight, "weight", path(&format!("values[{at}].weight")), errors);
        if sponsor.values[..at].iter().any(|other| other.value == one.value) {
            fault("error.sponsoredTwice", "help.sponsoredTwice", path(&format!("values[{at}].value")))
                .with("value", &one.value)
                .into(errors);
        }
    }
    if !sponsor.limits_seats() {
        return;
    }
    if let Some(Column::Set { .. }) = table.column(&sponsor.attribute) {
        fault("error.seatsOfSet", "help.seatsOfSet", path("attribute")).with("id", &sponsor.attribute).into(errors);
    }
    if form.per_learner[1] > 1 {
        fault("error.seatsOfSeveral", "help.seatsOfSeveral", "scenario.form.perLearner").into(errors);
    }
    if form.load.is_some_and(|[lo, _]| lo > 0) {
        fault("error.seatsBesideLoad", "help.seatsBesideLoad", "scenario.form.load").into(errors);
    }
}
