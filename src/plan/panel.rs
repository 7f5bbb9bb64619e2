//! What a panel's plan says besides who is on it: chances, the lottery and its proof, ratings.

use super::Case;
use crate::scenario::{Panel, PanelObjective};
use serde::{Deserialize, Serialize};

/// How a panel was chosen.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PanelReport {
    /// For `equal`: everyone's chance, in the order of the network. They sum to the seats.
    #[serde(default)]
    pub chances: Vec<Chance>,
    /// The lottery from which the panel was drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lottery: Option<PanelLottery>,
    /// For `score`: what was made of the ratings, best first, in the order of the waiting list.
    #[serde(default)]
    pub ratings: Vec<Rated>,
}

/// How likely a member is to be drawn.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Chance {
    /// The member's id.
    pub member: String,
    /// 0 to 1.
    pub chance: f64,
}

/// A lottery over panels. First a ticket is drawn, which says how many of each kind are on the panel; then those of each
/// kind are drawn by lot, each as likely as the others.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PanelLottery {
    /// Members who are as good as each other for every quota, together.
    pub kinds: Vec<Vec<String>>,
    /// The panels, by what is on their tickets.
    pub panels: Vec<PanelTickets>,
    /// No lottery gives everyone who can be on the panel, and need not, a larger chance than this.
    pub bound: f64,
    /// The proof of it: weights of 0 and more that sum to 1 over all members, such that those on any one panel weigh no
    /// more than the bound together. Members of no weight are left out.
    pub weights: Vec<Weight>,
    /// Whether not only the smallest chance is as large as can be, but each next smallest, too.
    pub settled: bool,
    /// Who can be on no panel that keeps the quotas.
    #[serde(default)]
    pub never: Vec<String>,
}

/// A member's weight in the proof of a lottery.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Weight {
    /// The member's id.
    pub member: String,
    /// Its weight, above 0.
    pub weight: f64,
}

/// A make-up of the panel and how many tickets bear it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PanelTickets {
    /// How many tickets, of 100,000,000 in all.
    pub tickets: u32,
    /// How many of each kind.
    pub seats: Vec<u32>,
}

/// A candidate's rating.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rated {
    /// The member's id.
    pub member: String,
    /// The mean over its reviewers of what each gave less that reviewer's mean; null without a review.
    pub rating: Option<f64>,
    /// How many rated it.
    pub reviews: u32,
}

/// What a panel is worth: for `equal` the smallest chance of those who can be on it and need not; for `score` the sum of
/// its members' ratings, 0 for who has none.
pub(crate) fn worth(case: &Case, form: &Panel, report: Option<&PanelReport>, members: &[usize]) -> f64 {
    if form.objective == PanelObjective::Score {
        let rated = form.rated(case.table);
        return members.iter().map(|&member| rated[member].0.unwrap_or(0.0)).sum();
    }
    let Some((report, lottery)) = report.and_then(|report| Some((report, report.lottery.as_ref()?))) else {
        return 0.0;
    };
    let named = |id: &String| lottery.kinds.iter().any(|kind| kind.contains(id));
    let open = |id: &String| named(id) && !form.include.contains(id) && !lottery.never.contains(id);
    let least = report.chances.iter().filter(|chance| open(&chance.member)).map(|chance| chance.chance);
    least.fold(1.0, f64::min)
}

/// The quotas that a panel does not keep, by position.
pub(crate) fn broken_quotas(case: &Case, form: &Panel, members: &[usize]) -> Vec<usize> {
    let breaks = |at: &usize| {
        let quota = &form.quotas[*at];
        let holders = quota.holders(case.table);
        let found = members.iter().filter(|member| holders.contains(member)).count();
        let (least, most) = quota.range();
        found < least as usize || found > most as usize
    };
    (0..form.quotas.len()).filter(breaks).collect()
}
