//! English: why a member is not in another group, why a learner or a group does not have another coach.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    ("whyNot.group", "{group} {number}"),
    ("whyNot.group.theme", "{group} {number}, “{theme}”"),
    ("whyNot.bench", "no group"),
    ("whyNot.nobody", "nobody"),
    ("whyNot.move", "{name} from {from} to {to}"),
    ("whyNot.rises", "the total would rise by {total}"),
    ("whyNot.falls", "the total would fall by {total}"),
    ("whyNot.stays", "the total would stay the same"),
    ("whyNot.there", "{name} is in {group}."),
    ("whyNot.free", "{name} could be in {group} with every hard rule kept and nobody else moved; {total}."),
    (
        "whyNot.further",
        "{name} could be in {group} with every hard rule kept if {count} more {count|member|members} moved: {moves}; {total}.",
    ),
    ("whyNot.alone", "With nobody else moved: {texts}"),
    ("whyNot.soft", "It would cost a wish: {texts}"),
    ("whyNot.never", "{name} cannot be in {group} with every hard rule kept, whoever else in the plan's groups moves."),
    (
        "whyNot.unknown",
        "No way was found to have {name} in {group} with every hard rule kept; all that move up to {count} others were tried.",
    ),
    ("whyNot.because", "What stands in the way: {texts}"),
    (
        "whyNot.best",
        "In the best plan found with this settled, {count} {count|member is|members are} elsewhere and {total}.",
    ),
    ("whyNot.size", "The size of {group} would be {found} instead of {lo..hi}."),
    ("whyNot.leftOut.more", "{found} {found|member|members} would be left out instead of {hi} at most."),
    ("whyNot.conflict", "{members} are in conflict."),
    ("whyNot.sameParent", "{members} belong to the same parent organisation."),
    ("whyNot.met", "{members} meet in another round, or have met before."),
    ("whyNot.unchosen", "{name} did not choose “{theme}”."),
    ("whyNot.pin", "{name} is pinned to {group}."),
    ("whyNot.trios", "There would be {count} groups of three instead of one."),
    (
        "whyNot.strays",
        "{count} more {count|member|members} than allowed would have left the groups of the plan to keep close to.",
    ),
    ("whyNot.coach.there", "{coach} is with {name}."),
    ("whyNot.coach.free", "{name} could have {coach} with nothing else changed; {total}."),
    (
        "whyNot.coach.further",
        "{name} could have {coach} if {count} more {count|match|matches} changed: {moves}; {total}.",
    ),
    ("whyNot.coach.never", "{name} cannot have {coach}."),
    ("whyNot.coach.full", "{coach} has no place left, and no change of the other matches makes one."),
    ("whyNot.coach.move", "{name} from {from} to {to}"),
    ("whyNot.coach.drop", "{name} without {from}"),
    (
        "whyNot.coach.atLeast",
        "However the others are matched, the total would fall by {total} at least, as long as as many are served.",
    ),
    (
        "whyNot.coach.best",
        "With this settled and all others matched as well as can be, {total}, and these would lose their place with {coach}: {names}.",
    ),
    (
        "whyNot.coach.best.none",
        "With this settled and all others matched as well as can be, {total}; nobody would lose a place with {coach}.",
    ),
    ("whyNot.coach.left", "{count} {count|place|places} fewer would be filled."),
    ("whyNot.coach.self", "Nobody coaches themselves."),
    ("whyNot.coach.own", "{coach} is a member of {name}."),
    ("whyNot.coach.places", "{coach} has no place left."),
];

pub(super) const WHY_NOT: &[(&str, &str)] = &[
    ("error.whyNotWhat", "It does not say about whom is asked."),
    (
        "help.whyNotWhat",
        "Give “members” (two of a pair); “member” and “group”; “member” and “coach”; or “group” and “coach”.",
    ),
    ("error.whyNotForm", "This cannot be asked of this form."),
    (
        "help.whyNotForm",
        "Ask about “member” and “group” of pairs and communities; “member” and “coach” of coaching; “group” and “coach” where groups get facilitators.",
    ),
    ("error.whyNotPlan", "The plan forms {found}, the scenario asks for {wanted}."),
    ("help.whyNotPlan", "Give the plan that was made for the scenario, or leave it out to have one formed."),
    ("error.noSuchGroup", "The plan has no group “{id}” there."),
    ("help.noSuchGroup", "Groups there are: {known}."),
    ("error.whyNotCoach", "{name} is no {role}."),
    ("help.whyNotCoach", "Ask about a member with the role {role}."),
];
