//! Groups are like the whole network.

use super::support::{billionths, holders};
use super::{Review, RuleKind, Setting, Units};
use crate::network::{Column, Network, Profile, Table};
use crate::optim::partition::{Constraint, Mean, ONE, Shares, Spare};
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// In every group each value has the share that it has among all participants; a number has their mean.
///
/// Whole members cannot come closer to a share than one: of s members who answered, c with a value of share p are in
/// balance when |c − s·p| is at most tolerance·s, or below 1. Numbers are compared in the attribute's own unit, to six
/// decimals (fewer above eight digits), also on a log scale. Who did not answer takes no part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Balance {
    /// The attribute (not a `cyclic` one), or `needs`, `offers`, `themes`, `roles`. Levels count as values.
    pub attribute: String,
    /// How far a share may be from that of the network, 0..1; how far a mean may be, 0 or more, in the attribute's unit.
    pub tolerance: f64,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

/// Steps of the search over the range of all numbers: fine enough to tell the better of two groups, and few enough not
/// to drown other rules.
const STEPS: i64 = 64;

impl Balance {
    fn of_numbers(&self, table: &Table) -> bool {
        matches!(table.column(&self.attribute), Some(Column::Number { .. }))
    }

    fn broken_mean(&self, table: &Table, column: &Column, whole: &Profile, group: &[usize]) -> Option<Text> {
        let numbers = group.iter().filter_map(|&member| column.position(member)).map(|number| whole.whole(number));
        let (count, sum) = numbers.fold((0, 0), |(count, sum), number| (count + 1, sum + i128::from(number)));
        let of = i128::from(whole.answered);
        let off = (sum * of - count * i128::from(whole.sum)).abs();
        (off > i128::from(whole.limit(self.tolerance)) * count * of).then(|| {
            Text::new("broken.balance.mean")
                .with("found", whole.number(sum as f64 / count as f64))
                .with("count", whole.number(whole.sum as f64 / of as f64))
                .with("attribute", table.label(&self.attribute))
        })
    }

    fn broken_share(&self, table: &Table, column: &Column, whole: &Profile, group: &[usize]) -> Option<Text> {
        let of = i64::from(whole.answered);
        let answered = group.iter().filter(|&&member| !column.values(member).is_empty()).count() as u32;
        let held = holders(column, group);
        let found = |value: u32| held.get(&value).copied().unwrap_or(0);
        let in_balance = |value: u32, count: u32| {
            let exact = i64::from(answered) * i64::from(whole.holders[value as usize]);
            let off = (i64::from(count) * of - exact).abs();
            off < of || off * ONE <= billionths(self.tolerance) * i64::from(answered) * of
        };
        let values = 0..whole.holders.len() as u32;
        values.into_iter().find(|&value| answered > 0 && !in_balance(value, found(value))).map(|value| {
            let fits = |count: &u32| in_balance(value, *count);
            Text::new("broken.balance.share")
                .with("found", found(value))
                .with("least", (0..=answered).find(fits).unwrap_or(0))
                .with("most", (0..=answered).rfind(fits).unwrap_or(0))
                .with("attribute", table.label(&self.attribute))
                .with("value", table.value_label(&self.attribute, column, value))
        })
    }

    fn shares(&self, table: &Table, units: &Units) -> Shares {
        let whole = table.profile(&self.attribute);
        let (holders, of) = whole.map_or((Vec::new(), 0), |whole| (whole.holders.clone(), whole.answered));
        Shares::new(units.values(table.column(&self.attribute)), holders, of, billionths(self.tolerance))
    }

    fn mean(&self, table: &Table, units: &Units) -> Mean {
        let numbers = units.numbers(table, &self.attribute);
        let (sum, of, limit) = table
            .profile(&self.attribute)
            .map_or((0, 0, 0), |whole| (whole.sum, whole.answered, whole.limit(self.tolerance)));
        let scale = Units::range(&numbers) / STEPS;
        Mean::new(numbers, sum, of, limit, scale)
    }
}

impl RuleKind for Balance {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, table: &Table, setting: Setting) -> Text {
        let text = if self.of_numbers(table) {
            Text::new("rule.balance.mean").with("count", self.tolerance)
        } else {
            Text::new("rule.balance.share").with("percent", self.tolerance * 100.0)
        };
        text.with("group", setting.group()).with("attribute", table.label(&self.attribute))
    }

    fn review(&self, network: &Network, table: &Table, setting: Setting, review: &mut Review) {
        // Coaches need not be participants, with whom the rule compares.
        if setting == Setting::Coaching {
            review.unsuitable(setting);
        }
        if let Some(Column::Cyclic { .. }) = review.known(network, table, &self.attribute) {
            review.fault(
                "attribute",
                "error.balanceOfCyclic",
                "help.balanceOfCyclic",
                &[("id", (&self.attribute).into())],
            );
        }
        if !(self.tolerance.is_finite() && self.tolerance >= 0.0) {
            review.fault("tolerance", "error.negative", "help.negative", &[("key", "tolerance".into())]);
        } else if self.tolerance > 1.0 && !self.of_numbers(table) {
            review.fault("tolerance", "error.notAShare", "help.notAShare", &[("number", self.tolerance.into())]);
        }
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let (column, whole) = (table.column(&self.attribute)?, table.profile(&self.attribute)?);
        match column {
            Column::Number { .. } => self.broken_mean(table, column, whole, group),
            _ => self.broken_share(table, column, whole, group),
        }
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        if self.of_numbers(table) { Box::new(self.mean(table, units)) } else { Box::new(self.shares(table, units)) }
    }

    fn spare(&self, table: &Table, units: &Units) -> Option<Box<dyn Spare>> {
        Some(if self.of_numbers(table) {
            Box::new(self.mean(table, units))
        } else {
            Box::new(self.shares(table, units))
        })
    }
}
