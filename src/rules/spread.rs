//! Numbers, levels or positions in a group do not spread too far.

use super::{Review, RuleKind, Setting, Units};
use crate::network::{Network, Table};
use crate::optim::partition::{Constraint, Extent};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// Largest minus smallest is at most d: levels for an ordinal attribute, the shorter way round for a cyclic one.
///
/// Numbers are compared to six decimals. Who did not answer takes no part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Spread {
    /// An `ordinal`, `number` or `cyclic` attribute.
    pub attribute: String,
    /// The largest difference allowed, 0 or more, in the attribute's own unit.
    pub at_most: f64,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

/// Numbers become whole at this many steps to one, so that search and check agree on every group.
const STEPS: f64 = 1e6;

/// Beyond this a number no longer fits after multiplication with `STEPS`; it is taken as this large.
const LARGEST: f64 = 1e12;

/// A position or a distance as a whole number of steps.
pub(crate) fn whole(number: f64) -> i64 {
    libm::round(number.clamp(-LARGEST, LARGEST) * STEPS) as i64
}

impl RuleKind for Spread {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, table: &Table, setting: Setting) -> Text {
        Text::new("rule.spread")
            .with("group", setting.group())
            .with("count", self.at_most)
            .with("attribute", table.label(&self.attribute))
    }

    fn review(&self, network: &Network, table: &Table, _: Setting, review: &mut Review) {
        review.measurable(network, table, &self.attribute);
        if !(self.at_most.is_finite() && self.at_most >= 0.0) {
            review.fault("atMost", "error.negative", "help.negative", &[("key", "atMost".into())]);
        }
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let column = table.column(&self.attribute)?;
        let positions = group.iter().filter_map(|&m| column.position(m)).map(whole);
        let (first, last) = (positions.clone().min()?, positions.clone().max()?);
        let spread = match column.period().map(whole) {
            // On a circle the group covers all but the widest gap between neighbours.
            Some(period) => {
                let mut positions: Vec<i64> = positions.collect();
                positions.sort_unstable();
                let gaps = positions.windows(2).map(|pair| pair[1] - pair[0]);
                period - gaps.chain([first + period - last]).max().unwrap_or(period)
            }
            None => last - first,
        };
        (spread > whole(self.at_most)).then(|| {
            Text::new("broken.spread")
                .with("found", spread as f64 / STEPS)
                .with("count", self.at_most)
                .with("attribute", table.label(&self.attribute))
        })
    }

    fn is_beyond_mending(&self) -> bool {
        true
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        let column = table.column(&self.attribute);
        let positions: Vec<Option<i64>> =
            units.member_of.iter().map(|&m| column.and_then(|c| c.position(m)).map(whole)).collect();
        let known = || positions.iter().flatten().copied();
        let range = known().max().unwrap_or(0) - known().min().unwrap_or(0);
        // Sixteen steps over the whole range tell the search which way is better without drowning other rules.
        let scale = (range / 16).max(1);
        let period = column.and_then(|column| column.period()).map(whole);
        Box::new(Extent::new(positions, whole(self.at_most), period, scale))
    }
}
