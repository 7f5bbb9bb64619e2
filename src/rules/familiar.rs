//! Everyone knows somebody in their group.

use super::support::{know, names};
use super::{Review, RuleKind, Setting, Units};
use crate::network::{Network, Table};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use crate::optim::partition::Spare;
use crate::optim::partition::{Constraint, Degree};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Everyone has a tie of some trust to at least k others of the group.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Familiar {
    /// How many others, at least 1.
    pub at_least: u32,
    /// The least trust of a tie that counts, 0..1; any tie by which they know each other when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust: Option<f64>,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

impl Familiar {
    /// Whether two members have a tie that counts.
    pub(crate) fn know(&self, table: &Table, a: usize, b: usize) -> bool {
        know(table, a, b, self.trust)
    }
}

impl RuleKind for Familiar {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, _: &Table, setting: Setting) -> Text {
        match self.trust {
            Some(trust) => Text::new("rule.familiar.trust").with("trust", trust),
            None => Text::new("rule.familiar.any"),
        }
        .with("group", setting.group())
        .with("count", self.at_least)
    }

    fn review(&self, _: &Network, _: &Table, setting: Setting, review: &mut Review) {
        review.at_least_one("atLeast", self.at_least);
        if setting.is_of_two() && self.at_least > 1 {
            review.fault("atLeast", "error.familiarInPairs", "help.familiarInPairs", &[]);
        }
        review.share("trust", self.trust);
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let known = |member: usize| group.iter().filter(|&&other| self.know(table, member, other)).count();
        group.iter().find(|&&member| known(member) < self.at_least as usize).map(|&member| {
            Text::new("broken.familiar")
                .with("members", names(table, [member]))
                .with("found", known(member))
                .with("count", self.at_least)
        })
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        let pairs = units.pairs(|a, b| self.know(table, a, b));
        Box::new(Degree::new(units.member_of.len(), &pairs, self.at_least))
    }

    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    fn spare(&self, table: &Table, units: &Units) -> Option<Box<dyn Spare>> {
        let pairs = units.pairs(|a, b| self.know(table, a, b));
        Some(Box::new(Degree::new(units.member_of.len(), &pairs, self.at_least)))
    }
}
