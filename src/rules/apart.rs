//! Some members are in groups of their own.

use super::support::{first_pair, names, positions};
use super::{Review, RuleKind, Setting, Units};
use crate::network::{Network, Table};
use crate::optim::partition::{Constraint, Count, Separable};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// No two of these members are in one group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Apart {
    /// Member ids, at least two.
    pub members: Vec<String>,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

impl RuleKind for Apart {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, table: &Table, setting: Setting) -> Text {
        Text::new("rule.apart")
            .with("group", setting.group())
            .with("members", names(table, positions(table, &self.members)))
    }

    fn review(&self, _: &Network, table: &Table, _: Setting, review: &mut Review) {
        review.members(table, &self.members);
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let members = positions(table, &self.members);
        first_pair(group, |a, b| members.contains(&a) && members.contains(&b))
            .map(|(a, b)| Text::new("broken.apart").with("members", names(table, [a, b])))
    }

    fn is_about_pairs(&self) -> bool {
        true
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        Box::new(Separable::every(units.listed(&positions(table, &self.members)), Count::Apart))
    }
}
