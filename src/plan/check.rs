//! Verifies any plan against network and scenario, however it was made. It shares no code with the solvers.

mod claims;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod coaching;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod panel;
mod placing;

use super::{Balance, Case, Placed, Placement, Plan, RuleReport};
use crate::error::{ErrorReport, Errors, fault};
use crate::network::{Network, Table};
use crate::scenario::{Form, Scenario};
use crate::text::Language;
use serde::Serialize;
use std::collections::BTreeSet;

/// What the check found, and the plan's numbers recomputed from network and scenario alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CheckReport {
    /// Whether the plan is sound: everyone is accounted for, every hard rule holds, every number is right.
    pub ok: bool,
    /// What is wrong, with the path of the offending value; empty when the plan is sound.
    pub errors: Vec<ErrorReport>,
    /// The value of the objective less the penalties, recomputed.
    pub total: f64,
    /// The penalties, recomputed.
    pub penalties: f64,
    /// The balance, recomputed.
    pub balance: Balance,
    /// The rules, checked again.
    pub rules: Vec<RuleReport>,
}

/// Verifies a plan.
///
/// Codes of what it can find: `planOfOtherForm`, `unknownMember`, `duplicateId`, `unknownTheme`, `themeMissing`,
/// `takesNoPart`, `namedTwice`, `placedTwice`, `notPlaced`, `placedAndUnplaced`, `groupSize`, `groupCount`,
/// `themeTooOften`, `themeTooSeldom`, `unchosenTheme`, `themesDiffer`, `pinNotKept`, `tooManyMoves`, `notACoach`, `notALearner`,
/// `coachOverCapacity`, `tooManyCoaches`, `matchedTwice`, `anchorDoesNotFit`, `anchoredTwice`, `anchorOverCapacity`,
/// `seatsOverused`, `seatWithoutAnswer`, `sponsorDiffers`,
/// `unknownFacilitated`, `notAFacilitator`, `facilitatorOverCapacity`, `facilitators`, `unservedDiffers`,
/// `metInEarlierRound`, `unknownPlanRound`, `brokenRule`, `conflict`, `sameParent`,
/// `notOnPanel`, `notIncluded`, `lotteryWrong`, `statusDiffers`, `numberDiffers`, `rulesDiffer`, `proofTooStrong`.
///
/// # Errors
/// What is wrong with the network or the scenario: then no plan can be checked.
pub fn check(network: &Network, scenario: &Scenario, plan: &Plan) -> Result<CheckReport, Errors> {
    crate::scenario::validate(network, scenario)?;
    let table = Table::new(network);
    let case = Case::new(network, scenario, &table);
    let mut errors = Errors::default();
    let placement = placement_of(&case, plan, &mut errors);
    match &scenario.form {
        Form::Pairs(form) if form.size > 2 => placing::tables(&case, form, plan, &placement, &mut errors),
        Form::Pairs(form) => placing::pairs(&case, form, plan, &placement, &mut errors),
        Form::Communities(form) => placing::communities(&case, form, plan, &placement, &mut errors),
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        Form::Coaching(form) if form.to == crate::scenario::CoachingTo::Groups => {
            coaching::groups(&case, form, plan, &mut errors);
        }
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        Form::Coaching(form) => coaching::members(&case, form, plan, &placement, &mut errors),
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        Form::Panel(form) => panel::panel(&case, form, plan, &placement, &mut errors),
    }
    #[cfg_attr(not(any(feature = "pairs", not(feature = "engine"))), expect(unused_mut))]
    let mut measures = case.measure(&placement);
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    if let Form::Panel(form) = &scenario.form {
        measures.total = panel::worth(&case, form, plan, &placement);
    }
    claims::rules_hold(&case, &measures, &mut errors);
    // Numbers of a plan whose members could not be read would all differ, which helps nobody.
    if readable(&errors) {
        claims::numbers_are_right(&case, plan, &measures, &mut errors);
    }
    Ok(CheckReport {
        ok: errors.is_empty(),
        errors: errors.report(Language::English),
        total: measures.total,
        penalties: measures.penalties,
        balance: measures.balance,
        rules: measures.rules,
    })
}

fn readable(errors: &Errors) -> bool {
    !errors.iter().any(|e| {
        matches!(e.code(), "unknownMember" | "unknownTheme" | "unknownFacilitated" | "namedTwice" | "planOfOtherForm")
    })
}

/// Who is with whom in a plan; what does not fit form and network is reported and passed over, but for facilitators.
pub(crate) fn placement_of(case: &Case, plan: &Plan, errors: &mut Errors) -> Placement {
    let form = case.scenario.form.word();
    if plan.form != form {
        fault("error.planOfOtherForm", "help.planOfOtherForm", "plan.form")
            .with("found", &plan.form)
            .with("wanted", form)
            .into(errors);
    }
    let placement = read(case.table, plan, errors);
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    let placement = Placement { served: case.served_in(plan), ..placement };
    placement
}

/// The plan by positions; what names nobody is reported and passed over.
fn read(table: &Table, plan: &Plan, errors: &mut Errors) -> Placement {
    let mut placement = Placement::default();
    let mut ids = BTreeSet::new();
    for (at, group) in plan.groups.iter().enumerate() {
        let path = format!("plan.groups[{at}]");
        if !ids.insert(&group.id) {
            fault("error.duplicateId", "help.duplicateId", format!("{path}.id"))
                .with("id", &group.id)
                .with("first", "plan.groups")
                .into(errors);
        }
        let theme = group.theme.as_ref().and_then(|theme| {
            let found = table.theme(theme);
            if found.is_none() {
                fault("error.unknownTheme", "help.unknownTheme", format!("{path}.theme"))
                    .with("id", theme)
                    .with("known", table.theme_ids.clone())
                    .into(errors);
            }
            found
        });
        let mut members = Vec::new();
        for (i, id) in group.members.iter().enumerate() {
            let member = known(table, id, format!("{path}.members[{i}]"), errors);
            if member.is_some_and(|member| members.contains(&member)) {
                fault("error.namedTwice", "help.namedTwice", format!("{path}.members[{i}]"))
                    .with("id", id)
                    .into(errors);
            } else {
                members.extend(member);
            }
        }
        placement.groups.push(Placed { members, theme, round: group.round });
    }
    for (at, found) in plan.coaching.iter().enumerate() {
        let coach = known(table, &found.coach, format!("plan.coaching[{at}].coach"), errors);
        let learner = known(table, &found.learner, format!("plan.coaching[{at}].learner"), errors);
        placement.matches.extend(coach.zip(learner));
    }
    placement
}

fn known(table: &Table, id: &str, path: String, errors: &mut Errors) -> Option<usize> {
    let member = table.member(id);
    if member.is_none() {
        fault("error.unknownMember", "help.unknownMember", path).with("id", id).into(errors);
    }
    member
}
