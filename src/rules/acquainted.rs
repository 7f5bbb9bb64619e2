//! Some pairs of a group know each other, and not all.

use super::support::{billionths, know};
use super::{Review, RuleKind, Setting, Units};
use crate::network::{Network, Table};
use crate::optim::partition::{Constraint, Density, ONE, Spare};
use crate::text::{Language, Text};
use serde::{Deserialize, Serialize};

/// The share of a group's pairs who know each other is in a range: enough to begin with, and somebody new to meet.
///
/// A group of one holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Acquainted {
    /// The smallest share of the pairs, 0..1. Default 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_least: Option<f64>,
    /// The largest share of the pairs, 0..1. Default 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<f64>,
    /// The least trust of a tie that counts, 0..1; any tie by which they know each other when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust: Option<f64>,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

impl Acquainted {
    /// Whether two members have a tie that counts.
    pub(crate) fn know(&self, table: &Table, a: usize, b: usize) -> bool {
        know(table, a, b, self.trust)
    }

    /// Smallest and largest share in billionths, each rounded so that a third is a third.
    fn range(&self) -> (i64, i64) {
        let (least, most) = (self.at_least.unwrap_or(0.0), self.at_most.unwrap_or(1.0));
        (ONE - billionths(1.0 - least), billionths(most))
    }

    fn density(&self, table: &Table, units: &Units) -> Density {
        let pairs = units.pairs(|a, b| know(table, a, b, self.trust));
        let (least, most) = self.range();
        Density::new(units.member_of.len(), &pairs, least, most)
    }
}

impl RuleKind for Acquainted {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, _: &Table, setting: Setting) -> Text {
        let code = match (self.at_least, self.at_most) {
            (Some(_), Some(_)) => "rule.acquainted.both",
            (_, None) => "rule.acquainted.least",
            (None, Some(_)) => "rule.acquainted.most",
        };
        let trust = |trust: f64| Text::new("rule.acquainted.trust").with("trust", trust).render(Language::English);
        Text::new(code)
            .with("group", setting.group())
            .with("least", self.at_least.unwrap_or(0.0) * 100.0)
            .with("most", self.at_most.unwrap_or(1.0) * 100.0)
            .with("trust", self.trust.map(trust).unwrap_or_default())
    }

    fn review(&self, _: &Network, _: &Table, _: Setting, review: &mut Review) {
        review.share("atLeast", self.at_least);
        review.share("atMost", self.at_most);
        review.share("trust", self.trust);
        match (self.at_least, self.at_most) {
            (None, None) => review.fault("", "error.quotaWithoutRange", "help.quotaWithoutRange", &[]),
            (Some(least), Some(most)) if least > most => {
                review.fault("atMost", "error.quotaUpsideDown", "help.quotaUpsideDown", &[]);
            }
            _ => {}
        }
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let pairs = || group.iter().enumerate().flat_map(|(at, &a)| group[at + 1..].iter().map(move |&b| (a, b)));
        let (all, (least, most)) = (pairs().count() as i64, self.range());
        let found = pairs().filter(|&(a, b)| know(table, a, b, self.trust)).count() as i64;
        let (fewest, largest) = ((least * all + ONE - 1) / ONE, most * all / ONE);
        let (code, count) = if found < fewest {
            ("broken.acquainted.least", fewest)
        } else if found > largest {
            ("broken.acquainted.most", largest)
        } else {
            return None;
        };
        let number = |whole: i64| whole as f64;
        Some(Text::new(code).with("found", number(found)).with("pairs", number(all)).with("count", number(count)))
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        Box::new(self.density(table, units))
    }

    fn spare(&self, table: &Table, units: &Units) -> Option<Box<dyn Spare>> {
        Some(Box::new(self.density(table, units)))
    }
}
