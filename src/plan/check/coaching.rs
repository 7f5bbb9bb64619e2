//! Whether coaches, anchors and facilitators are where the form allows them to be.

use super::known;
use super::placing::same_parent;
use crate::error::{Errors, fault};
use crate::network::Role;
use crate::plan::{Case, Placement, Plan};
use crate::scenario::Coaching;
use std::collections::BTreeSet;

/// Coaching: roles, capacities, and how many coaches each learner has.
pub(super) fn members(case: &Case, form: &Coaching, plan: &Plan, placement: &Placement, errors: &mut Errors) {
    let table = case.table;
    let (mut load, mut coaches, mut seen) = (vec![0u32; table.len()], vec![0u32; table.len()], BTreeSet::new());
    let readable = placement.matches.len() == plan.coaching.len();
    for (at, &(coach, learner)) in placement.matches.iter().enumerate() {
        let path = if readable { format!("plan.coaching[{at}]") } else { "plan.coaching".to_owned() };
        let names = || vec![table.names[coach].clone(), table.names[learner].clone()];
        if !table.roles[coach].contains(&Role::Coach) {
            fault("error.notACoach", "help.notACoach", path.clone()).with("name", &table.names[coach]).into(errors);
        }
        if !table.roles[learner].contains(&Role::Learner) || coach == learner {
            fault("error.notALearner", "help.notALearner", path.clone())
                .with("name", &table.names[learner])
                .into(errors);
        }
        if !seen.insert((coach, learner)) {
            fault("error.matchedTwice", "help.matchedTwice", path.clone()).with("members", names()).into(errors);
        }
        if same_parent(table, coach, learner) {
            fault("error.sameParent", "help.sameParent", path).with("members", names()).into(errors);
        }
        load[coach] += 1;
        coaches[learner] += 1;
    }
    let [lo, hi] = form.per_learner;
    for (at, left) in plan.unplaced.iter().enumerate() {
        let path = format!("plan.unplaced[{at}].member");
        match table.member(&left.member) {
            None => fault("error.unknownMember", "help.unknownMember", path).with("id", &left.member).into(errors),
            Some(member) if !table.roles[member].contains(&Role::Learner) => {
                fault("error.notALearner", "help.notALearner", path).with("name", &table.names[member]).into(errors);
            }
            Some(member) if coaches[member] >= lo.max(1) => {
                fault("error.placedAndUnplaced", "help.placedAndUnplaced", path)
                    .with("name", &table.names[member])
                    .into(errors);
            }
            Some(_) => {}
        }
    }
    let listed = |member: usize| plan.unplaced.iter().any(|left| left.member == table.ids[member]);
    for member in 0..table.len() {
        let say = |why, help, found: u32, most: u32, errors: &mut Errors| {
            fault(why, help, "plan.coaching")
                .with("id", &table.ids[member])
                .with("name", &table.names[member])
                .with("found", found)
                .with("count", most)
                .into(errors);
        };
        let capacity = form.load_of(case.network.members[member].capacity.unwrap_or(1))[1];
        if load[member] > capacity && table.roles[member].contains(&Role::Coach) {
            say("error.coachOverCapacity", "help.coachOverCapacity", load[member], capacity, errors);
        }
        if !table.roles[member].contains(&Role::Learner) {
            continue;
        }
        if coaches[member] > hi {
            say("error.tooManyCoaches", "help.tooManyCoaches", coaches[member], hi, errors);
        }
        if coaches[member] < lo.max(1) && !listed(member) {
            say("error.notPlaced", "help.notPlaced", coaches[member], lo.max(1), errors);
        }
    }
    seats(case, form, plan, placement, errors);
    anchors(case, form, plan, placement, errors);
}

/// No more learners of a value have a coach than seats are funded for it, nobody has one without an answer where seats are
/// limited, and the plan's counts are these.
fn seats(case: &Case, form: &Coaching, plan: &Plan, placement: &Placement, errors: &mut Errors) {
    let Some(sponsor) = &form.sponsor else {
        if plan.sponsor.is_some() || plan.coaching.iter().any(|found| found.sponsor.is_some()) {
            fault("error.sponsorDiffers", "help.sponsorDiffers", "plan.sponsor").into(errors);
        }
        return;
    };
    let held = |member: usize| -> Vec<&String> {
        case.table.column(&sponsor.attribute).map_or_else(Vec::new, |column| {
            column.values(member).iter().map(|&value| &column.labels()[value as usize]).collect()
        })
    };
    let of_others = |held: &[&String]| !held.is_empty() && sponsor.values.iter().all(|one| !held.contains(&&one.value));
    let limits = sponsor.values.iter().map(|one| (Some(&one.value), one.seats));
    let limits: Vec<(Option<&String>, Option<u32>)> =
        limits.chain(sponsor.others.map(|seats| (None, Some(seats)))).collect();
    let mut right = Vec::new();
    for &(value, seats) in &limits {
        let counts = |member: usize| value.map_or_else(|| of_others(&held(member)), |v| held(member).contains(&v));
        let used = placement.matches.iter().filter(|&&(_, learner)| counts(learner)).count() as u32;
        let is_learner = |member: &usize| case.network.members[*member].roles.contains(&Role::Learner);
        let learners = (0..case.table.len()).filter(is_learner).filter(|&member| counts(member)).count() as u32;
        right.push((value, learners, used, seats));
        if seats.is_some_and(|seats| used > seats) {
            fault("error.seatsOverused", "help.seatsOverused", "plan.coaching")
                .with("found", used)
                .with("count", seats.unwrap_or(0))
                .with("value", value.map_or("…", String::as_str))
                .into(errors);
        }
    }
    for (at, &(_, learner)) in placement.matches.iter().enumerate() {
        if limits.iter().any(|(_, seats)| seats.is_some()) && held(learner).is_empty() {
            fault("error.seatWithoutAnswer", "help.seatWithoutAnswer", format!("plan.coaching[{at}].learner"))
                .with("name", &case.table.names[learner])
                .with("attribute", case.table.label(&sponsor.attribute))
                .into(errors);
        }
    }
    let stated = plan.sponsor.iter().flat_map(|report| report.values.iter().chain(&report.others));
    let stated = stated.map(|one| (one.value.as_ref(), one.learners, one.used, one.seats));
    if plan.sponsor.is_none() || !stated.eq(right) {
        fault("error.sponsorDiffers", "help.sponsorDiffers", "plan.sponsor").into(errors);
    }
}

/// Every anchor suits its learner, no learner has two, no anchor too many learners.
fn anchors(case: &Case, form: &Coaching, plan: &Plan, placement: &Placement, errors: &mut Errors) {
    let table = case.table;
    let mut load = vec![0u32; table.len()];
    let mut seen = BTreeSet::new();
    for (at, found) in plan.anchors.iter().enumerate() {
        let path = format!("plan.anchors[{at}]");
        let member = |id: &String, key: &str, errors: &mut Errors| known(table, id, format!("{path}.{key}"), errors);
        let (anchor, learner) = (member(&found.anchor, "anchor", errors), member(&found.learner, "learner", errors));
        let Some((anchor, learner)) = anchor.zip(learner) else { continue };
        // The contract's words once more: a value in common, the role, not oneself, not one's coach, no conflict.
        let fits = form.anchor.as_ref().is_some_and(|wanted| {
            let values =
                |member: usize| table.column(&wanted.attribute).map_or(&[][..], |column| column.values(member));
            values(anchor).iter().any(|value| values(learner).contains(value))
                && wanted.role.is_none_or(|role| case.network.members[anchor].roles.contains(&role))
                && !table.tie(anchor, learner).is_some_and(|tie| tie.conflict)
        });
        let is_learner = table.roles[learner].contains(&Role::Learner);
        if !fits || !is_learner || anchor == learner || placement.matches.contains(&(anchor, learner)) {
            fault("error.anchorDoesNotFit", "help.anchorDoesNotFit", path.clone())
                .with("anchor", &table.names[anchor])
                .with("learner", &table.names[learner])
                .into(errors);
        }
        if !seen.insert(learner) {
            fault("error.anchoredTwice", "help.anchoredTwice", path).with("name", &table.names[learner]).into(errors);
        }
        load[anchor] += 1;
    }
    let most = form.anchor.as_ref().and_then(|anchor| anchor.at_most).unwrap_or(u32::MAX);
    for (member, &found) in load.iter().enumerate().filter(|&(_, &found)| found > most) {
        fault("error.anchorOverCapacity", "help.anchorOverCapacity", "plan.anchors")
            .with("name", &table.names[member])
            .with("found", found)
            .with("count", most)
            .into(errors);
    }
}

/// Facilitators: roles, neutrality beside the rules, places, and how many each group has.
pub(super) fn groups(case: &Case, form: &Coaching, plan: &Plan, errors: &mut Errors) {
    let table = case.table;
    let groups = case.groups_to_facilitate();
    let at = |id: &String| (0..groups.len()).find(|&group| case.facilitated_id(group) == id);
    let unknown = |id: &String, path: String, errors: &mut Errors| {
        fault("error.unknownFacilitated", "help.unknownFacilitated", path).with("id", id).into(errors);
    };
    let (mut load, mut has) = (vec![0u32; table.len()], vec![0u32; groups.len()]);
    let mut seen = BTreeSet::new();
    for (number, found) in plan.facilitators.iter().enumerate() {
        let path = format!("plan.facilitators[{number}]");
        let Some(group) = at(&found.group) else {
            unknown(&found.group, format!("{path}.group"), errors);
            continue;
        };
        has[group] += 1;
        let people = [(Some(&found.facilitator), "facilitator"), (found.trainee.as_ref(), "trainee")];
        for (id, key) in people.into_iter().filter_map(|(id, key)| Some((id?, key))) {
            let path = format!("{path}.{key}");
            let Some(member) = known(table, id, path.clone(), errors) else { continue };
            load[member] += 1;
            let learns = form.trainee.as_ref().is_some_and(|trainee| {
                let column = table.column(&trainee.attribute);
                let is = |&value: &u32| column.is_some_and(|c| c.labels()[value as usize] == trainee.value);
                column.is_some_and(|column| column.values(member).iter().any(is))
            });
            let fits = table.roles[member].contains(&Role::Facilitator) && learns == (key == "trainee");
            if !fits || groups[group].contains(&member) || !seen.insert((group, member)) {
                fault("error.notAFacilitator", "help.notAFacilitator", path.clone())
                    .with("name", &table.names[member])
                    .with("group", &found.group)
                    .into(errors);
            }
            if let Some(&other) = groups[group].iter().find(|&&other| same_parent(table, other, member)) {
                fault("error.sameParent", "help.sameParent", path)
                    .with("members", vec![table.names[member].clone(), table.names[other].clone()])
                    .into(errors);
            }
        }
    }
    for (member, &found) in load.iter().enumerate() {
        let most = form.load_of(case.network.members[member].capacity.unwrap_or(1))[1];
        if found > most {
            fault("error.facilitatorOverCapacity", "help.facilitatorOverCapacity", "plan.facilitators")
                .with("name", &table.names[member])
                .with("found", found)
                .with("count", most)
                .into(errors);
        }
    }
    let [lo, hi] = form.per_learner;
    let mut listed = vec![false; groups.len()];
    for (number, left) in plan.unserved.iter().enumerate() {
        let Some(group) = at(&left.group) else {
            unknown(&left.group, format!("plan.unserved[{number}].group"), errors);
            continue;
        };
        listed[group] = true;
        // Where nobody may, each is named with what excludes them.
        let right = case.excluded(&groups[group]);
        let nobody = right.len() == case.facilitators().0.len();
        let same = left.excluded.iter().map(|one| (&one.member, &one.rules));
        let same = same.eq(right.iter().filter(|_| nobody).map(|one| (&one.member, &one.rules)));
        if !same || (left.code == "noFacilitator") != nobody {
            fault("error.unservedDiffers", "help.unservedDiffers", format!("plan.unserved[{number}]"))
                .with("group", &left.group)
                .into(errors);
        }
    }
    for (group, members) in groups.iter().enumerate() {
        let enough = has[group] >= lo.max(1);
        let wanted = !members.is_empty();
        if has[group] > hi || (wanted && enough == listed[group]) || (!wanted && has[group] > 0) {
            fault("error.facilitators", "help.facilitators", "plan.facilitators")
                .with("group", case.facilitated_id(group))
                .with("found", has[group])
                .with("lo", lo)
                .with("hi", hi)
                .into(errors);
        }
    }
}
