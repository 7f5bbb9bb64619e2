//! The members of a group have values in common.

use super::support::{common, first_pair, holders, names};
use super::{Review, RuleKind, Setting, Units};
use crate::network::{Network, Table};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use crate::optim::partition::Spare;
use crate::optim::partition::{Constraint, Core, PairForbid, Universal};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Members have values in common: all of them together, every two of them, or a core of them.
///
/// Who did not answer has nothing in common with anyone. A group of one holds trivially.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Share {
    /// The attribute, or `needs`, `offers`, `themes`, `roles`.
    pub attribute: String,
    /// How many values, at least 1. Default 1.
    #[serde(default = "one")]
    pub at_least: u32,
    /// Who has them in common. Default `all`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub among: Option<Among>,
    /// Instead of `among`: some value is held by at least this share of the group, above 0 and at most 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub core: Option<f64>,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

fn one() -> u32 {
    1
}

/// Who has values in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum Among {
    /// All members have the same values in common.
    All,
    /// Every two members have values in common, each two perhaps others.
    Each,
}

impl Share {
    /// The share of the core in thousandths: whole numbers, so that search and check agree on every group.
    pub(crate) fn permille(core: f64) -> u32 {
        libm::round(core * 1000.0) as u32
    }

    fn too_few_in_common(&self, table: &Table) -> impl Fn(usize, usize) -> bool {
        let column = table.column(&self.attribute);
        move |a, b| column.is_some_and(|c| common(c.values(a), c.values(b)) < self.at_least as usize)
    }
}

impl RuleKind for Share {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, table: &Table, setting: Setting) -> Text {
        let text = match (self.core, self.among) {
            (Some(core), _) => Text::new("rule.share.core").with("percent", core * 100.0),
            (None, Some(Among::Each)) => Text::new("rule.share.each"),
            (None, _) => Text::new("rule.share.all"),
        };
        text.with("group", setting.group()).with("count", self.at_least).with("attribute", table.label(&self.attribute))
    }

    fn review(&self, network: &Network, table: &Table, _: Setting, review: &mut Review) {
        review.countable(network, table, &self.attribute);
        review.at_least_one("atLeast", self.at_least);
        if let Some(core) = self.core {
            if !(core > 0.0 && core <= 1.0) {
                review.fault("core", "error.notAShare", "help.notAShare", &[("number", core.into())]);
            }
            if self.among.is_some() || self.at_least != 1 {
                review.fault("core", "error.coreAndAmong", "help.coreAndAmong", &[]);
            }
        }
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let column = table.column(&self.attribute)?;
        if group.len() < 2 {
            return None;
        }
        let label = table.label(&self.attribute);
        let held = holders(column, group);
        if let Some(core) = self.core {
            let needed = (group.len() * Self::permille(core) as usize).div_ceil(1000);
            let most = held.values().copied().max().unwrap_or(0);
            return ((most as usize) < needed).then(|| {
                Text::new("broken.share.core").with("found", most).with("count", needed).with("attribute", label)
            });
        }
        if self.among == Some(Among::Each) {
            return first_pair(group, self.too_few_in_common(table)).map(|(a, b)| {
                Text::new("broken.share.each")
                    .with("members", names(table, [a, b]))
                    .with("count", self.at_least)
                    .with("attribute", label)
            });
        }
        let found = held.values().filter(|&&count| count as usize == group.len()).count();
        (found < self.at_least as usize).then(|| {
            Text::new("broken.share.all").with("found", found).with("count", self.at_least).with("attribute", label)
        })
    }

    fn is_about_pairs(&self) -> bool {
        self.core.is_none() && self.among == Some(Among::Each)
    }

    fn is_beyond_mending(&self) -> bool {
        self.core.is_none()
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        let values = units.values(table.column(&self.attribute));
        match (self.core, self.among) {
            (Some(core), _) => Box::new(Core::new(values, Self::permille(core))),
            (None, Some(Among::Each)) => {
                Box::new(PairForbid::new(units.member_of.len(), &units.pairs(self.too_few_in_common(table))))
            }
            (None, _) => Box::new(Universal::new(values, self.at_least)),
        }
    }

    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    fn spare(&self, table: &Table, units: &Units) -> Option<Box<dyn Spare>> {
        // What all or any two have in common they keep when one leaves.
        let values = units.values(table.column(&self.attribute));
        self.core.map(|core| Box::new(Core::new(values, Self::permille(core))) as Box<dyn Spare>)
    }
}
