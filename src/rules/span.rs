//! At least k distinct values of an attribute occur in every group.

use super::support::holders;
use super::{Review, RuleKind, Setting, Units};
use crate::network::{Column, Network, Table};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use crate::optim::partition::Spare;
use crate::optim::partition::{Constraint, Distinct};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// At least so many distinct values occur. Members who did not answer add none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Span {
    /// The attribute, or `needs`, `offers`, `themes`, `roles`.
    pub attribute: String,
    /// How many distinct values, at least 1.
    pub at_least: u32,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

impl RuleKind for Span {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, table: &Table, setting: Setting) -> Text {
        Text::new("rule.span")
            .with("group", setting.group())
            .with("count", self.at_least)
            .with("attribute", table.label(&self.attribute))
    }

    fn review(&self, network: &Network, table: &Table, setting: Setting, review: &mut Review) {
        review.countable(network, table, &self.attribute);
        // Two members with one value each never show three.
        let single = !matches!(table.column(&self.attribute), Some(Column::Set { .. }));
        if setting.is_of_two() && single && self.at_least > 2 {
            review.unsuitable(setting);
        }
        review.at_least_one("atLeast", self.at_least);
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let found = holders(table.column(&self.attribute)?, group).len();
        (!group.is_empty() && found < self.at_least as usize).then(|| {
            Text::new("broken.span")
                .with("found", found)
                .with("count", self.at_least)
                .with("attribute", table.label(&self.attribute))
        })
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        Box::new(Distinct::new(units.values(table.column(&self.attribute)), self.at_least))
    }

    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    fn spare(&self, table: &Table, units: &Units) -> Option<Box<dyn Spare>> {
        Some(Box::new(Distinct::new(units.values(table.column(&self.attribute)), self.at_least)))
    }
}
