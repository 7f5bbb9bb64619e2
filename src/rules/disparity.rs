//! The numbers in a group do not differ too much.

use super::support::billionths;
use super::{Review, RuleKind, Setting, Units};
use crate::network::{Column, Network, Profile, Table};
use crate::optim::partition::{Constraint, Deviation, Gini, ONE, Spare};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// The population standard deviation, or the Gini coefficient, of the group's numbers is at most so much.
///
/// Numbers are taken in the attribute's own unit, to six decimals (fewer above eight digits), also on a log scale: the
/// Gini coefficient is the measure that does not depend on the unit. Who did not answer takes no part; of no number, or
/// of zeros alone, both are 0.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Disparity {
    /// A `number` attribute.
    pub attribute: String,
    /// How disparity is measured.
    pub measure: DisparityMeasure,
    /// The largest value allowed, 0 or more; for `gini` at most 1.
    pub at_most: f64,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

/// How disparity is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum DisparityMeasure {
    /// Population standard deviation, in the attribute's unit.
    Sd,
    /// Gini coefficient, from 0 (all equal) to below 1; of numbers from 0 upwards.
    Gini,
}

/// Steps of the search over the range of all numbers: fine enough to tell the better of two groups, and few enough not
/// to drown other rules.
const STEPS: i64 = 64;

impl Disparity {
    fn numbers(&self, table: &Table, whole: &Profile, group: &[usize]) -> Vec<i128> {
        let number = |&member: &usize| table.column(&self.attribute).and_then(|column| column.position(member));
        group.iter().filter_map(number).map(|number| i128::from(whole.whole(number))).collect()
    }

    fn deviation(&self, table: &Table, units: &Units) -> Deviation {
        let numbers = units.numbers(table, &self.attribute);
        let limit = table.profile(&self.attribute).map_or(0, |whole| whole.limit(self.at_most));
        let scale = Units::range(&numbers) / STEPS;
        Deviation::new(numbers, limit, scale)
    }

    fn gini(&self, table: &Table, units: &Units) -> Gini {
        Gini::new(units.numbers(table, &self.attribute), billionths(self.at_most))
    }
}

/// The square of count · deviation: the squared difference of every two.
fn squared(numbers: &[i128]) -> i128 {
    numbers.iter().enumerate().flat_map(|(at, x)| numbers[..at].iter().map(move |y| (x - y) * (x - y))).sum()
}

/// The sum of the differences of every two: each number in order is above those before it and below those behind.
fn apart(numbers: &[i128]) -> i128 {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let count = sorted.len() as i128;
    (0..).zip(&sorted).map(|(at, number): (i128, _)| (2 * at + 1 - count) * number).sum()
}

impl RuleKind for Disparity {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, table: &Table, setting: Setting) -> Text {
        let code = match self.measure {
            DisparityMeasure::Sd => "rule.disparity.sd",
            DisparityMeasure::Gini => "rule.disparity.gini",
        };
        Text::new(code)
            .with("group", setting.group())
            .with("count", self.at_most)
            .with("attribute", table.label(&self.attribute))
    }

    fn review(&self, network: &Network, table: &Table, _: Setting, review: &mut Review) {
        let column = review.known(network, table, &self.attribute);
        let id = || ("id", (&self.attribute).into());
        if column.is_some_and(|column| !matches!(column, Column::Number { .. })) {
            return review.fault("attribute", "error.notANumber", "help.notANumber", &[id()]);
        }
        if !(self.at_most.is_finite() && self.at_most >= 0.0) {
            review.fault("atMost", "error.negative", "help.negative", &[("key", "atMost".into())]);
        }
        if self.measure == DisparityMeasure::Gini {
            if self.at_most > 1.0 {
                review.fault("atMost", "error.notAShare", "help.notAShare", &[("number", self.at_most.into())]);
            }
            let number = |member: usize| Some((member, column?.position(member)?));
            if let Some((member, number)) = (0..table.len()).filter_map(number).find(|&(_, number)| number < 0.0) {
                let params = [id(), ("number", number.into()), ("member", (&table.names[member]).into())];
                review.fault("measure", "error.giniOfNegatives", "help.giniOfNegatives", &params);
            }
        }
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let whole = table.profile(&self.attribute)?;
        let numbers = self.numbers(table, whole, group);
        let (count, sum) = (numbers.len() as i128, numbers.iter().sum::<i128>());
        let found = match self.measure {
            DisparityMeasure::Sd => {
                let (squared, most) = (squared(&numbers), count * i128::from(whole.limit(self.at_most)));
                let deviation = || whole.number(libm::sqrt(squared as f64) / count as f64);
                (squared > most * most).then(|| Text::new("broken.disparity.sd").with("found", deviation()))
            }
            DisparityMeasure::Gini => {
                let (apart, all) = (apart(&numbers), count * sum);
                let beyond = apart * i128::from(ONE) > i128::from(billionths(self.at_most)) * all;
                beyond.then(|| Text::new("broken.disparity.gini").with("found", apart as f64 / all as f64))
            }
        };
        found.map(|text| text.with("count", self.at_most).with("attribute", table.label(&self.attribute)))
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        match self.measure {
            DisparityMeasure::Sd => Box::new(self.deviation(table, units)),
            DisparityMeasure::Gini => Box::new(self.gini(table, units)),
        }
    }

    fn spare(&self, table: &Table, units: &Units) -> Option<Box<dyn Spare>> {
        Some(match self.measure {
            DisparityMeasure::Sd => Box::new(self.deviation(table, units)),
            DisparityMeasure::Gini => Box::new(self.gini(table, units)),
        })
    }
}
