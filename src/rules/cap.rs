//! No value of an attribute is held by more than k members of a group.

use super::support::holders;
use super::{Review, RuleKind, Setting, Units};
use crate::network::{Network, Table};
use crate::optim::partition::{Constraint, Count, Separable};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// No value is held by more than so many members: a parent organisation, a country.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cap {
    /// The attribute, or `needs`, `offers`, `themes`, `roles`.
    pub attribute: String,
    /// How many members may hold the same value, at least 1.
    pub at_most: u32,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

impl RuleKind for Cap {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, table: &Table, setting: Setting) -> Text {
        Text::new("rule.cap")
            .with("group", setting.group())
            .with("count", self.at_most)
            .with("attribute", table.label(&self.attribute))
    }

    fn review(&self, network: &Network, table: &Table, setting: Setting, review: &mut Review) {
        if setting == Setting::Coaching {
            review.unsuitable(setting);
        }
        review.countable(network, table, &self.attribute);
        review.at_least_one("atMost", self.at_most);
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let column = table.column(&self.attribute)?;
        let over = holders(column, group).into_iter().find(|&(_, count)| count > self.at_most);
        over.map(|(value, count)| {
            Text::new("broken.cap")
                .with("found", count)
                .with("count", self.at_most)
                .with("attribute", table.label(&self.attribute))
                .with("value", table.value_label(&self.attribute, column, value))
        })
    }

    fn is_beyond_mending(&self) -> bool {
        true
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        Box::new(Separable::every(units.values(table.column(&self.attribute)), Count::AtMost(self.at_most)))
    }
}
