//! The number of a group's members that hold a value is in a range.

use super::support::holders;
use super::{Review, RuleKind, Setting, Units};
use crate::network::{Network, Table};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use crate::optim::partition::Spare;
use crate::optim::partition::{Constraint, Count, Separable};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The number of members with a value is in a range: a lead in each group, at most two academics.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Quota {
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
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

impl Quota {
    /// The fewest and the most holders.
    pub(crate) fn range(&self) -> (u32, u32) {
        (self.at_least.unwrap_or(0), self.at_most.unwrap_or(u32::MAX))
    }

    /// The number that stands for the value; `None` when nobody could hold it.
    pub(crate) fn value_number(&self, table: &Table) -> Option<u32> {
        let column = table.column(&self.attribute)?;
        column.labels().iter().position(|label| *label == self.value).map(|at| at as u32)
    }

    fn say(&self, code: &'static str, table: &Table) -> Text {
        let column = table.column(&self.attribute);
        let value = self.value_number(table).zip(column).map(|(v, c)| table.value_label(&self.attribute, c, v));
        Text::new(code)
            .with("attribute", table.label(&self.attribute))
            .with("value", value.unwrap_or(&self.value))
            .with("least", self.range().0)
            .with("most", self.range().1)
    }

    fn code(&self, both: &'static str, least: &'static str, most: &'static str) -> &'static str {
        match (self.at_least, self.at_most) {
            (Some(_), Some(_)) => both,
            (_, None) => least,
            (None, Some(_)) => most,
        }
    }
}

impl RuleKind for Quota {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, table: &Table, setting: Setting) -> Text {
        let code = self.code("rule.quota.both", "rule.quota.least", "rule.quota.most");
        self.say(code, table).with("group", setting.group())
    }

    fn review(&self, network: &Network, table: &Table, setting: Setting, review: &mut Review) {
        if setting == Setting::Coaching || (setting == Setting::Pairs && self.range().0 > 2) {
            review.unsuitable(setting);
        }
        review.countable(network, table, &self.attribute);
        review.value(table, &self.attribute, &self.value);
        if self.at_least.is_none() && self.at_most.is_none() {
            review.fault("", "error.quotaWithoutRange", "help.quotaWithoutRange", &[]);
        }
        if self.range().0 > self.range().1 {
            review.fault("atMost", "error.quotaUpsideDown", "help.quotaUpsideDown", &[]);
        }
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let column = table.column(&self.attribute)?;
        let value = self.value_number(table);
        let found = value.and_then(|value| holders(column, group).get(&value).copied()).unwrap_or(0);
        let (least, most) = self.range();
        (!group.is_empty() && !(least..=most).contains(&found)).then(|| {
            let code = if found < least { "broken.quota.least" } else { "broken.quota.most" };
            self.say(code, table).with("found", found)
        })
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        Box::new(self.counts(table, units))
    }

    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    fn spare(&self, table: &Table, units: &Units) -> Option<Box<dyn Spare>> {
        // No departure makes them too many.
        (self.range().0 > 0).then(|| Box::new(self.counts(table, units)) as Box<dyn Spare>)
    }
}

impl Quota {
    fn counts(&self, table: &Table, units: &Units) -> Separable {
        let (lo, hi) = self.range();
        let values = units.values(table.column(&self.attribute));
        // A value that nobody holds is still asked for: its count is 0 everywhere.
        let value = self.value_number(table).map_or(values.width(), |value| value as usize);
        let mut asked = vec![Count::Any; value + 1];
        asked[value] = Count::Range { lo, hi };
        Separable::new(values, asked)
    }
}
