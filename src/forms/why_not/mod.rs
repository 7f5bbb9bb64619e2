//! Why somebody is not elsewhere: what it would take for a member to be in another group of a plan, or for a learner or a
//! group to have another coach or facilitator. Most is there at once, without forming the plan again.

mod board;
mod coaches;
mod groups;
mod repair;

use super::pairs::WhyNot;
use crate::error::{Errors, fault};
use crate::network::{Network, Table};
use crate::plan::{Case, Placed, Plan};
use crate::scenario::{CoachingTo, Form, Scenario};
use serde::{Deserialize, Serialize};

/// Who is where in a plan: what is read of one that is asked about. A whole [`Plan`] as it was given back is welcome.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PlanPlaces {
    /// What was formed.
    pub form: String,
    /// Its groups.
    #[serde(default)]
    pub groups: Vec<GroupPlaces>,
    /// Its coaches and their learners.
    #[serde(default)]
    pub coaching: Vec<CoachPlace>,
    /// Its facilitators and their groups.
    #[serde(default)]
    pub facilitators: Vec<FacilitatorPlace>,
    /// Who was left out.
    #[serde(default)]
    pub unplaced: Vec<LeftOutPlace>,
}

/// A group of a plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct GroupPlaces {
    /// `g1`, `g2`, …
    pub id: String,
    /// The theme that it took.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Its round, when there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
    /// Member ids.
    pub members: Vec<String>,
}

/// A coach and a learner of a plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CoachPlace {
    /// The coach's id.
    pub coach: String,
    /// The learner's id.
    pub learner: String,
}

/// A group and its facilitator in a plan.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FacilitatorPlace {
    /// The group's id.
    pub group: String,
    /// The facilitator's id.
    pub facilitator: String,
}

/// Someone whom a plan leaves out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct LeftOutPlace {
    /// The member's id.
    pub member: String,
    /// The round, when there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub round: Option<u32>,
}

impl From<&Plan> for PlanPlaces {
    fn from(plan: &Plan) -> Self {
        let group = |group: &crate::plan::Group| GroupPlaces {
            id: group.id.clone(),
            theme: group.theme.clone(),
            round: group.round,
            members: group.members.clone(),
        };
        let coach =
            |one: &crate::plan::CoachingMatch| CoachPlace { coach: one.coach.clone(), learner: one.learner.clone() };
        let facilitator = |one: &crate::plan::Facilitated| FacilitatorPlace {
            group: one.group.clone(),
            facilitator: one.facilitator.clone(),
        };
        let left = |one: &crate::plan::Unplaced| LeftOutPlace { member: one.member.clone(), round: one.round };
        PlanPlaces {
            form: plan.form.clone(),
            groups: plan.groups.iter().map(group).collect(),
            coaching: plan.coaching.iter().map(coach).collect(),
            facilitators: plan.facilitators.iter().map(facilitator).collect(),
            unplaced: plan.unplaced.iter().map(left).collect(),
        }
    }
}

/// What is asked of a plan.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Question {
    /// The member asked about: of groups the one who is elsewhere, of coaching the learner.
    pub member: Option<String>,
    /// The group where the member might be, or that might have another facilitator.
    pub group: Option<String>,
    /// The coach that the learner might have, or the group's facilitator.
    pub coach: Option<String>,
    /// The round, from 1.
    pub round: u32,
    /// Whether to form the best plan in which it is so, which takes as long as forming the plan did.
    pub exact: bool,
}

/// What it would take to have somebody elsewhere.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct WhyNotThere {
    /// The member asked about; null where a group is.
    pub member: Option<String>,
    /// The group asked about; null where a learner's coach is.
    pub group: Option<String>,
    /// The coach or facilitator asked about; null where a member's group is.
    pub coach: Option<String>,
    /// Whether it is so already; then nothing else is said.
    pub already: bool,
    /// What doing just that would change.
    pub plain: Option<Change>,
    /// The best exchange with someone who is there; null where nobody is, or nobody may take the other's place.
    pub swap: Option<Change>,
    /// The fewest further changes after which every hard rule holds, and of these the best by the total; null where none
    /// were found.
    pub smallest: Option<Change>,
    /// Up to so many further changes every set was looked at.
    pub tried: u32,
    /// Whether no changes whatever make it so with every hard rule kept, everything else being as the plan has it.
    pub impossible: bool,
    /// Where there is no smallest change: what alone stands in its way, or all that is wrong with doing just that.
    pub obstacles: Vec<Breach>,
    /// Of coaching: by how much the total falls at least, by the prices of the best plan; null elsewhere.
    pub at_least: Option<f64>,
    /// The best plan found in which it is so; null where this was not asked for, or no plan is.
    pub exact: Option<Change>,
    /// All of this in sentences.
    pub text: String,
}

/// Some changes to a plan and what they come to.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Who goes from where to where, whoever was asked about first.
    pub moves: Vec<Move>,
    /// What is added to the plan's total; below 0 what is lost.
    pub total: f64,
    /// What is added to the mean affinity that the member asked about has to those it is with; null where it was, or is
    /// then, with nobody.
    pub own: Option<f64>,
    /// Whether everything that must hold then does, in all groups that are touched.
    pub allowed: bool,
    /// What would newly be wrong, in the groups that are touched.
    pub breaks: Vec<Breach>,
    /// What would no longer be wrong.
    pub mends: Vec<Breach>,
}

/// One who changes places.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Move {
    /// The member; of facilitators the group.
    pub who: String,
    /// The group left; in coaching the coach or facilitator. Null where there was none.
    pub from: Option<String>,
    /// The group joined; in coaching the coach or facilitator. Null where there is none then.
    pub to: Option<String>,
}

/// Something that is wrong in a group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Breach {
    /// What kind of thing: `rule`, `size`, `conflict`, `sameParent`, `met`, `unchosenTheme`, `pin`, `trios`, `tooManyMoves`,
    /// `full` (a coach without a free place), `ownGroup` (a facilitator who is a member), `themselves`.
    pub code: String,
    /// The rule, by its position in the scenario.
    pub rule: Option<usize>,
    /// Whether it must hold; a soft rule costs its penalty.
    pub hard: bool,
    /// The group; in coaching `coach+learner`.
    pub group: Option<String>,
    /// What is wrong, as a sentence.
    pub text: String,
}

/// What it would take to have somebody elsewhere than a plan has them.
///
/// Asked are a `member` and a `group` of communities, tables or pairs; a `member` (a learner) and a `coach`; or a `group` and
/// a `coach` (its facilitator).
///
/// # Errors
/// What is wrong with the network, the scenario, the plan or the question.
pub fn why_not_there(
    network: &Network,
    scenario: &Scenario,
    plan: &PlanPlaces,
    question: &Question,
) -> Result<WhyNotThere, Errors> {
    crate::scenario::validate(network, scenario)?;
    let table = Table::new(network);
    let case = Case::new(network, scenario, &table);
    let mut errors = Errors::default();
    if plan.form != scenario.form.word() {
        fault("error.whyNotPlan", "help.whyNotPlan", "plan.form")
            .with("found", &plan.form)
            .with("wanted", scenario.form.word())
            .into(&mut errors);
    }
    let suits = match (&scenario.form, &question.member, &question.group, &question.coach) {
        (Form::Pairs(_) | Form::Communities(_), Some(_), Some(_), None) => true,
        (Form::Coaching(form), Some(_), None, Some(_)) => form.to == CoachingTo::Members,
        (Form::Coaching(form), None, Some(_), Some(_)) => form.to == CoachingTo::Groups,
        _ => false,
    };
    if !suits {
        fault("error.whyNotForm", "help.whyNotForm", "scenario.form").into(&mut errors);
    }
    if let Form::Pairs(form) = &scenario.form
        && !(1..=form.rounds).contains(&question.round)
    {
        fault("error.noSuchRound", "help.noSuchRound", "round").with("count", form.rounds).into(&mut errors);
    }
    errors.into_result()?;
    match &scenario.form {
        Form::Coaching(form) => coaches::answer(&case, form, plan, question),
        _ => groups::answer(&case, plan, question),
    }
}

/// An answer to either kind of question.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum WhyNotAnswer {
    /// Of two members of pairs.
    Pair(WhyNot),
    /// Of somebody elsewhere.
    There(Box<WhyNotThere>),
}

/// A member that there is, by its id.
fn known(table: &Table, id: &str, path: String, errors: &mut Errors) -> Option<usize> {
    let member = table.member(id);
    if member.is_none() {
        fault("error.unknownMember", "help.unknownMember", path).with("id", id).into(errors);
    }
    member
}

/// The groups of a plan by positions, members in the order of the network.
fn placed(table: &Table, plan: &PlanPlaces, errors: &mut Errors) -> Vec<Placed> {
    let one = |(at, group): (usize, &GroupPlaces)| {
        let member = |(i, id): (usize, &String)| known(table, id, format!("plan.groups[{at}].members[{i}]"), errors);
        let mut members: Vec<usize> = group.members.iter().enumerate().filter_map(member).collect();
        members.sort_unstable();
        members.dedup();
        Placed { members, theme: group.theme.as_ref().and_then(|id| table.theme(id)), round: group.round }
    };
    plan.groups.iter().enumerate().map(one).collect()
}
