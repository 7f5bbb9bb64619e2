//! English: what only coaching and facilitators have to say.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    ("note.fullCoaches", "{count} {count|coach has|coaches have} no place left: {names}."),
    ("note.shortLoads", "{count} {count|coach has|coaches have} fewer learners than the fewest asked for: {names}."),
    ("note.noAnchor", "{count} {count|learner has|learners have} no local anchor: {names}."),
    ("note.fullFacilitators", "{count} {count|facilitator has|facilitators have} no place left: {names}."),
    ("note.idleFacilitators", "{count} {count|facilitator has|facilitators have} no group: {names}."),
    (
        "note.shortFacilitators",
        "{count} {count|facilitator has|facilitators have} fewer groups than the fewest asked for: {names}.",
    ),
    ("note.noTrainee", "{count} {count|group has|groups have} no trainee beside the facilitator: {names}."),
    ("note.unserved", "{count} {count|group has|groups have} no facilitator, or fewer than wanted: {names}."),
    ("unserved.noFacilitator", "Nobody may facilitate {group}: every candidate is excluded."),
    ("unserved.facilitatorsFull", "Everyone who may facilitate {group} has no place left."),
    (
        "unserved.fewerFacilitators",
        "{group} has a facilitator, but fewer than wanted: nobody else who may has a place left.",
    ),
    ("unserved.noGain", "No facilitator with a free place would add anything to the total for {group}."),
    ("excluded.rule", "{name}: {text}"),
    ("excluded.own", "{name} is a member of the group."),
    ("excluded.conflict", "{name} is in conflict with {other}."),
    ("excluded.parent", "{name} belongs to the same parent organisation as {other}."),
    ("fit.both", "Technical fit {technical}, facilitation skill {skill}: the lower of the two counts."),
    ("fit.technical", "Technical fit {technical}; the scenario names no skill."),
    ("fit.skill", "Facilitation skill {skill}; nothing is known of the technical fit."),
    ("fit.unknown", "Nothing is known of technical fit or skill."),
];

pub(super) const FORM: &[(&str, &str)] = &[
    ("error.loadUpsideDown", "A load of {lo} to {hi} is no range."),
    ("help.loadUpsideDown", "Give [fewest, most], with at least 1 as the most."),
    (
        "error.worstWithoutServing",
        "The lowest affinity can only come first where serving everyone comes before it: it would be highest with nobody served.",
    ),
    (
        "help.worstWithoutServing",
        "Ask for at least 1 in “perLearner” and leave “unassigned” out, or choose the objective “total”.",
    ),
    ("error.onlyForGroups", "“{key}” is of use only where groups get facilitators."),
    ("help.onlyForGroups", "Set “to” to “groups”, or leave “{key}” out."),
    ("error.anchorForGroups", "Groups have no local anchors."),
    ("help.anchorForGroups", "Leave “anchor” out, or set “to” to “members”."),
    ("error.groupsMissing", "No groups are given that could have facilitators."),
    ("help.groupsMissing", "Give an earlier plan with its groups as “plan”."),
    ("error.noFacilitators", "Nobody has the role facilitator."),
    ("help.noFacilitators", "Give the role facilitator to those who can facilitate."),
    ("error.notASkill", "“{id}” has neither levels nor numbers, so it does not say how well someone facilitates."),
    ("help.notASkill", "Choose an ordinal or number attribute, or leave “skill” out."),
    ("error.withoutValues", "“{id}” is a number or a position, of which two members seldom have the same."),
    ("help.withoutValues", "Choose a category, set or ordinal attribute."),
];
