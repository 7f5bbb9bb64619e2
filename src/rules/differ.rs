//! Any two members of a group differ on an attribute.

use super::support::{common, first_pair, names};
use super::{Review, RuleKind, Setting, Units};
use crate::network::{Network, Table};
use crate::optim::partition::{Constraint, Count, Separable};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Any two members differ; on sets they have nothing in common. Who did not answer differs from everybody.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Differ {
    /// The attribute, or `needs`, `offers`, `themes`, `roles`.
    pub attribute: String,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

impl RuleKind for Differ {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, table: &Table, setting: Setting) -> Text {
        Text::new("rule.differ").with("group", setting.group()).with("attribute", table.label(&self.attribute))
    }

    fn review(&self, network: &Network, table: &Table, _: Setting, review: &mut Review) {
        review.countable(network, table, &self.attribute);
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let column = table.column(&self.attribute)?;
        first_pair(group, |a, b| common(column.values(a), column.values(b)) > 0).map(|(a, b)| {
            Text::new("broken.differ")
                .with("members", names(table, [a, b]))
                .with("attribute", table.label(&self.attribute))
        })
    }

    fn is_about_pairs(&self) -> bool {
        true
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        Box::new(Separable::every(units.values(table.column(&self.attribute)), Count::Apart))
    }
}
