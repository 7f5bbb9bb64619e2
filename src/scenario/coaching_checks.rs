//! Whether coaching and facilitators can be asked of a network.

use super::sponsor::sponsor_fits;
use super::validate::{MOST, known, not_negative};
use super::{Coaching, CoachingObjective, CoachingTo};
use crate::error::{Errors, fault};
use crate::network::{Column, Role, Table};
use std::collections::BTreeSet;

pub(super) fn coaching_can_be_formed(table: &Table, form: &Coaching, errors: &mut Errors) {
    let [lo, hi] = form.per_learner;
    if hi == 0 || lo > hi || hi > MOST {
        fault("error.perLearnerUpsideDown", "help.perLearnerUpsideDown", "scenario.form.perLearner")
            .with("lo", lo)
            .with("hi", hi)
            .into(errors);
    }
    if let Some([lo, hi]) = form.load
        && (hi == 0 || lo > hi || hi > MOST)
    {
        fault("error.loadUpsideDown", "help.loadUpsideDown", "scenario.form.load")
            .with("lo", lo)
            .with("hi", hi)
            .into(errors);
    }
    not_negative(form.even_loads, "evenLoads", "scenario.form.evenLoads".to_owned(), errors);
    not_negative(form.unassigned.unwrap_or(0.0), "unassigned", "scenario.form.unassigned".to_owned(), errors);
    if form.count_needs == Some(0) {
        fault("error.notPositive", "help.notPositive", "scenario.form.countNeeds")
            .with("key", "countNeeds")
            .into(errors);
    }
    let serving_comes_first = lo > 0 && form.unassigned.is_none();
    if form.objective == CoachingObjective::Worst && !serving_comes_first {
        fault("error.worstWithoutServing", "help.worstWithoutServing", "scenario.form.objective").into(errors);
    }
    let having = |role: Role| table.roles.iter().any(|roles| roles.contains(&role));
    match form.to {
        CoachingTo::Members => {
            if !having(Role::Coach) {
                fault("error.noCoaches", "help.noCoaches", "network.members").into(errors);
            }
            if !having(Role::Learner) {
                fault("error.noLearners", "help.noLearners", "network.members").into(errors);
            }
            let given = [("plan", form.plan.is_some()), ("skill", form.skill.is_some())];
            let given = given.into_iter().chain([("trainee", form.trainee.is_some())]);
            for (key, _) in given.filter(|&(_, given)| given) {
                fault("error.onlyForGroups", "help.onlyForGroups", format!("scenario.form.{key}"))
                    .with("key", key)
                    .into(errors);
            }
            anchors_fit(table, form, errors);
            if let Some(sponsor) = &form.sponsor {
                sponsor_fits(table, form, sponsor, errors);
            }
        }
        CoachingTo::Groups => {
            if !having(Role::Facilitator) {
                fault("error.noFacilitators", "help.noFacilitators", "network.members").into(errors);
            }
            if form.anchor.is_some() {
                fault("error.anchorForGroups", "help.anchorForGroups", "scenario.form.anchor").into(errors);
            }
            if form.sponsor.is_some() {
                fault("error.sponsorForGroups", "help.sponsorForGroups", "scenario.form.sponsor").into(errors);
            }
            groups_are_given(form, errors);
            skill_and_trainees_fit(table, form, errors);
        }
    }
}

fn anchors_fit(table: &Table, form: &Coaching, errors: &mut Errors) {
    let Some(anchor) = &form.anchor else { return };
    has_values(table, &anchor.attribute, "scenario.form.anchor.attribute", errors);
    if anchor.at_most == Some(0) {
        fault("error.notPositive", "help.notPositive", "scenario.form.anchor.atMost")
            .with("key", "atMost")
            .into(errors);
    }
}

fn groups_are_given(form: &Coaching, errors: &mut Errors) {
    let groups = form.plan.as_ref().map(|plan| plan.groups.as_slice()).unwrap_or_default();
    if groups.is_empty() {
        fault("error.groupsMissing", "help.groupsMissing", "scenario.form.plan").into(errors);
    }
    let mut seen = BTreeSet::new();
    for (at, group) in groups.iter().enumerate() {
        if !seen.insert(&group.id) {
            fault("error.duplicateId", "help.duplicateId", format!("scenario.form.plan.groups[{at}].id"))
                .with("id", &group.id)
                .with("first", "scenario.form.plan.groups")
                .into(errors);
        }
    }
}

fn skill_and_trainees_fit(table: &Table, form: &Coaching, errors: &mut Errors) {
    if let Some(skill) = &form.skill {
        let column = known(table, skill, "scenario.form.skill", errors);
        if column.is_some_and(|column| !matches!(column, Column::Ordinal { .. } | Column::Number { .. })) {
            fault("error.notASkill", "help.notASkill", "scenario.form.skill").with("id", skill).into(errors);
        }
    }
    if let Some(trainee) = &form.trainee {
        has_values(table, &trainee.attribute, "scenario.form.trainee.attribute", errors);
    }
}

pub(super) fn has_values(table: &Table, id: &str, path: &str, errors: &mut Errors) {
    if let Some(Column::Number { .. } | Column::Cyclic { .. }) = known(table, id, path, errors) {
        fault("error.withoutValues", "help.withoutValues", path).with("id", id).into(errors);
    }
}
