//! Nobody meets again whom they have met before.

use super::support::{first_pair, names};
use super::{Review, RuleKind, Setting, Units};
use crate::network::{Network, Table};
use crate::optim::partition::{Constraint, PairForbid};
use crate::order::map;
use crate::text::Text;
use serde::{Deserialize, Serialize};

/// No two members have met before, by the `met` rounds of their ties.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct NoRepeat {
    /// The rounds that count; any when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<Vec<String>>,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
}

impl NoRepeat {
    /// Whether two members met in a round that counts.
    pub(crate) fn have_met(&self, table: &Table, a: usize, b: usize) -> bool {
        let counts = |round: &String| self.met.as_ref().is_none_or(|rounds| rounds.contains(round));
        table.tie(a, b).is_some_and(|tie| tie.met.iter().any(counts))
    }
}

impl RuleKind for NoRepeat {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, _: &Table, setting: Setting) -> Text {
        match &self.met {
            Some(rounds) => Text::new("rule.noRepeat.rounds").with("rounds", rounds.clone()),
            None => Text::new("rule.noRepeat.any"),
        }
        .with("group", setting.group())
    }

    fn review(&self, network: &Network, _: &Table, _: Setting, review: &mut Review) {
        for (at, round) in self.met.iter().flatten().enumerate() {
            if !network.ties.iter().any(|tie| tie.met.as_ref() == Some(round)) {
                let rounds = map(network.ties.iter().filter_map(|tie| Some((tie.met.clone()?, 0))));
                let known: Vec<String> = rounds.into_keys().collect();
                let params = [("round", round.into()), ("known", known.into())];
                review.fault(&format!("met[{at}]"), "error.unknownRound", "help.unknownRound", &params);
            }
        }
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        first_pair(group, |a, b| self.have_met(table, a, b))
            .map(|(a, b)| Text::new("broken.noRepeat").with("members", names(table, [a, b])))
    }

    fn is_about_pairs(&self) -> bool {
        true
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        Box::new(PairForbid::new(units.member_of.len(), &units.pairs(|a, b| self.have_met(table, a, b))))
    }
}
