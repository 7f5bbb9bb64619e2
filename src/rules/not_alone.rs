//! Nobody is the only one of their kind in a group.

use super::support::holders;
use super::{Review, RuleKind, Setting, Units};
use crate::network::{Network, Table};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use crate::optim::partition::Spare;
use crate::optim::partition::{Constraint, Count, Separable};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Each value (or the one named) is held by nobody in the group or by at least k.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NotAlone {
    /// The attribute, or `needs`, `offers`, `themes`, `roles`.
    pub attribute: String,
    /// The value that the rule protects; every value when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The fewest holders where there are any, at least 1. Default 2.
    #[serde(default = "two")]
    pub at_least: u32,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

fn two() -> u32 {
    2
}

impl NotAlone {
    /// Whether the rule is about a value.
    pub(crate) fn protects(&self, label: &str) -> bool {
        self.value.as_ref().is_none_or(|value| value == label)
    }
}

impl RuleKind for NotAlone {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, table: &Table, setting: Setting) -> Text {
        let text = match &self.value {
            Some(value) => Text::new("rule.notAlone.one").with("value", value),
            None => Text::new("rule.notAlone.every"),
        };
        text.with("group", setting.group()).with("count", self.at_least).with("attribute", table.label(&self.attribute))
    }

    fn review(&self, network: &Network, table: &Table, setting: Setting, review: &mut Review) {
        if setting == Setting::Coaching || (setting == Setting::Pairs && self.at_least > 2) {
            review.unsuitable(setting);
        }
        review.countable(network, table, &self.attribute);
        review.at_least_one("atLeast", self.at_least);
        if let Some(value) = &self.value {
            review.value(table, &self.attribute, value);
        }
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let column = table.column(&self.attribute)?;
        let labels = column.labels();
        let alone = |&(value, count): &(u32, u32)| count < self.at_least && self.protects(&labels[value as usize]);
        holders(column, group).into_iter().find(alone).map(|(value, count)| {
            Text::new("broken.notAlone")
                .with("found", count)
                .with("count", self.at_least)
                .with("attribute", table.label(&self.attribute))
                .with("value", table.value_label(&self.attribute, column, value))
        })
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        Box::new(self.counts(table, units))
    }

    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    fn spare(&self, table: &Table, units: &Units) -> Option<Box<dyn Spare>> {
        Some(Box::new(self.counts(table, units)))
    }
}

impl NotAlone {
    fn counts(&self, table: &Table, units: &Units) -> Separable {
        let column = table.column(&self.attribute);
        let labels = column.map_or(&[][..], |column| column.labels());
        let asked =
            |label: &String| if self.protects(label) { Count::NoneOrAtLeast(self.at_least) } else { Count::Any };
        Separable::new(units.values(column), labels.iter().map(asked).collect())
    }
}
