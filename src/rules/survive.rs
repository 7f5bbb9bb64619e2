//! The other rules outlast departures.

use super::support::names;
use super::{Review, Rule, RuleKind, Setting, Units};
use crate::network::{Network, Table};
use crate::optim::partition::{self, Constraint};
use crate::text::{Language, Text};
use serde::{Deserialize, Serialize};

/// Every other hard rule that a group keeps it still keeps after any one member has left.
///
/// `together` is left aside: it says who goes where, and whoever leaves the network goes nowhere. So are the sizes of
/// the form. A group of one leaves nobody behind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Survive {
    /// How many members may leave: 1, which is the default.
    #[serde(default = "one")]
    pub departures: u32,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

fn one() -> u32 {
    1
}

/// The rules that are to survive.
fn others(rules: &[Rule]) -> impl Iterator<Item = &dyn RuleKind> {
    let asked = |rule: &&Rule| rule.is_hard() && !matches!(rule, Rule::Survive(_) | Rule::Together(_));
    rules.iter().filter(asked).map(Rule::kind)
}

/// What would be wrong in a finished group without one of its members, in a plan with these rules.
pub(super) fn broken(rules: &[Rule], table: &Table, group: &[usize]) -> Option<Text> {
    others(rules).filter(|rule| rule.broken(table, group).is_none()).find_map(|rule| {
        group.iter().find_map(|&gone| {
            let left: Vec<usize> = group.iter().copied().filter(|&member| member != gone).collect();
            rule.broken(table, &left).filter(|_| !left.is_empty()).map(|broken| {
                Text::new("broken.survive")
                    .with("members", names(table, [gone]))
                    .with("broken", broken.render(Language::English))
            })
        })
    })
}

/// Counters of the members whom the groups cannot spare, by any of these rules.
pub(super) fn counters(rules: &[Rule], table: &Table, units: &Units) -> Box<dyn Constraint> {
    Box::new(partition::Survive::new(others(rules).filter_map(|rule| rule.spare(table, units)).collect()))
}

impl RuleKind for Survive {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, _: &Table, setting: Setting) -> Text {
        Text::new("rule.survive").with("group", setting.group())
    }

    fn review(&self, _: &Network, _: &Table, setting: Setting, review: &mut Review) {
        if setting.is_of_two() {
            review.unsuitable(setting);
        }
        if self.departures != 1 {
            let params = [("count", self.departures.into())];
            review.fault("departures", "error.severalDepartures", "help.severalDepartures", &params);
        }
    }

    /// By itself nothing: `Rule::broken` knows the other rules.
    fn broken(&self, _: &Table, _: &[usize]) -> Option<Text> {
        None
    }

    /// By itself nothing: `Rule::counters` knows the other rules.
    fn counters(&self, _: &Table, _: &Units) -> Box<dyn Constraint> {
        Box::new(partition::Survive::new(Vec::new()))
    }
}
