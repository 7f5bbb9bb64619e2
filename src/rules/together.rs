//! Some members are in one group.

use super::support::{names, positions};
use super::{Review, RuleKind, Setting, Units};
use crate::network::{Network, Table};
use crate::optim::partition::{Constraint, Count, Separable};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// These members are in one group; in pairs, the two are a pair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Together {
    /// Member ids, at least two.
    pub members: Vec<String>,
    /// What breaking it costs in each group that has only some of them; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

impl RuleKind for Together {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, table: &Table, setting: Setting) -> Text {
        Text::new("rule.together")
            .with("group", setting.group())
            .with("members", names(table, positions(table, &self.members)))
    }

    fn review(&self, _: &Network, table: &Table, setting: Setting, review: &mut Review) {
        if setting == Setting::Coaching {
            review.unsuitable(setting);
        }
        review.members(table, &self.members);
        if setting == Setting::Pairs && self.members.len() > 2 {
            review.fault("members", "error.togetherInPairs", "help.togetherInPairs", &[]);
        }
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let members = positions(table, &self.members);
        let (inside, outside): (Vec<usize>, Vec<usize>) = members.into_iter().partition(|m| group.contains(m));
        (!inside.is_empty() && !outside.is_empty()).then(|| {
            Text::new("broken.together").with("inside", names(table, inside)).with("outside", names(table, outside))
        })
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        let members = positions(table, &self.members);
        let values = units.listed(&members);
        Box::new(Separable::every(values, Count::Whole(members.len() as u32)))
    }
}
