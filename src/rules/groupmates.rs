//! Members are together, or apart, who were in one group of another plan.

use super::support::{first_pair, names};
use super::{Review, RuleKind, Setting, Units};
use crate::network::{EarlierPlan, Network, Table};
use crate::optim::partition::{Constraint, PairForbid};
use crate::order::map;
use crate::text::Text;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Any two members of a group were in one group of another plan, or no two were: partners from one community, or from two.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Groupmates {
    /// Whether any two were in one group of that plan, or no two. Who was in none was with nobody.
    pub want: GroupmatesWant,
    /// The other plan. In a programme the plan of `step`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<EarlierPlan>,
    /// In a programme: the earlier step whose plan it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// What breaking it costs in each group; hard when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub penalty: Option<f64>,
    /// The groups of each member's id, found when first asked for.
    #[serde(skip)]
    #[cfg_attr(feature = "schema", schemars(skip))]
    groups: OnceLock<BTreeMap<String, Vec<usize>>>,
}

/// What is wished of those who were in one group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum GroupmatesWant {
    /// Any two were in one group.
    Same,
    /// No two were in one group.
    Different,
}

impl PartialEq for Groupmates {
    fn eq(&self, other: &Self) -> bool {
        (self.want, &self.plan, &self.step, self.penalty) == (other.want, &other.plan, &other.step, other.penalty)
    }
}

impl Groupmates {
    /// The same with the plan of its step.
    pub(crate) fn over(&self, plan: EarlierPlan) -> Self {
        Groupmates { plan: Some(plan), groups: OnceLock::new(), ..self.clone() }
    }

    fn were_together(&self, table: &Table, a: usize, b: usize) -> bool {
        let of = |member: usize| self.groups().get(&table.ids[member]).map_or(&[][..], Vec::as_slice);
        of(a).iter().any(|group| of(b).contains(group))
    }

    fn groups(&self) -> &BTreeMap<String, Vec<usize>> {
        self.groups.get_or_init(|| {
            let mut groups: BTreeMap<String, Vec<usize>> = map(None);
            for (at, group) in self.plan.iter().flat_map(|plan| &plan.groups).enumerate() {
                group.members.iter().for_each(|id| groups.entry(id.clone()).or_default().push(at));
            }
            groups
        })
    }

    fn excludes(&self, table: &Table, a: usize, b: usize) -> bool {
        self.were_together(table, a, b) != (self.want == GroupmatesWant::Same)
    }
}

impl RuleKind for Groupmates {
    fn penalty(&self) -> Option<f64> {
        self.penalty
    }

    fn sentence(&self, _: &Table, setting: Setting) -> Text {
        let code = match (self.want, self.step.is_some()) {
            (GroupmatesWant::Same, false) => "rule.groupmates.same",
            (GroupmatesWant::Different, false) => "rule.groupmates.different",
            (GroupmatesWant::Same, true) => "rule.groupmates.same.step",
            (GroupmatesWant::Different, true) => "rule.groupmates.different.step",
        };
        Text::new(code).with("group", setting.group()).with("step", self.step.clone().unwrap_or_default())
    }

    fn review(&self, _: &Network, _: &Table, _: Setting, review: &mut Review) {
        match (&self.plan, &self.step) {
            (Some(_), _) => {}
            (None, Some(step)) => {
                review.fault("step", "error.stepOutside", "help.stepOutside", &[("step", step.clone().into())]);
            }
            (None, None) => review.fault("plan", "error.planMissing", "help.planMissing", &[]),
        }
    }

    fn broken(&self, table: &Table, group: &[usize]) -> Option<Text> {
        let code =
            if self.want == GroupmatesWant::Same { "broken.groupmates.same" } else { "broken.groupmates.different" };
        first_pair(group, |a, b| self.excludes(table, a, b))
            .map(|(a, b)| Text::new(code).with("members", names(table, [a, b])))
    }

    fn is_about_pairs(&self) -> bool {
        true
    }

    fn counters(&self, table: &Table, units: &Units) -> Box<dyn Constraint> {
        Box::new(PairForbid::new(units.member_of.len(), &units.pairs(|a, b| self.excludes(table, a, b))))
    }
}
