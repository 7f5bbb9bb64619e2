//! English: why hard rules over groups cannot all hold, found by counting, and plans that are nearly as good.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    ("alternatives.all", "{count} {count|alternative|alternatives} found, as many as asked for."),
    (
        "alternatives.fewer",
        "{count} of {asked} alternatives found that keep all hard rules, differ in {moves} {moves|place|places} and lose at most {percent} % of the score. More time, fewer places or a larger loss may bring more.",
    ),
    (
        "alternatives.none",
        "No alternative found that keeps all hard rules, differs in {moves} {moves|place|places} and loses at most {percent} % of the score. More time, fewer places or a larger loss may bring some.",
    ),
    ("alternatives.broken", "The plan breaks hard rules, so alternatives to it were not sought."),
    (
        "note.proof",
        "No plan can keep all hard rules, for the reasons that follow. The plan shown breaks as few as were found.",
    ),
    ("note.proof.most", "{fact} That is enough for {bound} {bound|group|groups}; the plan needs {range}."),
    ("note.proof.none", "{fact} That is not enough for a single group."),
    ("note.proof.least", "{fact} That takes at least {bound} {bound|group|groups}; the plan may have {range}."),
    (
        "note.proof.both",
        "{one} That takes at least {least} {least|group|groups}. {other} That is enough for {most} {most|group|groups}.",
    ),
    ("note.proof.range", "{least..most}"),
    ("note.proof.once", ""),
    ("note.proof.each", ", each in {per} groups"),
    ("note.proof.others", "{count} {count|other|others}"),
    (
        "note.proof.few",
        "{names} {count|has|have} at most {found} {found|other|others} to be in a group with, where it takes {needed}. {rules}",
    ),
    ("note.proof.nobody", "{names} {count|has|have} nobody to be in a group with. {rules}"),
    (
        "note.proof.theme",
        "Of the themes that {names} chose none suits more than {found} {found|member|members}, where a group needs {needed}.",
    ),
    (
        "note.proof.themes",
        "Whichever themes are taken, {groups} groups of {sizes} cannot all be on themes that their members chose.",
    ),
    ("note.proof.conflicts", "Those in conflict are apart."),
    ("note.proof.rule", "{rules}"),
    ("note.proof.apart", "No two of these {count} can be in one group: {names}. {rules}"),
    (
        "note.proof.needs",
        "Each group needs {count} {count|member|members} with “{attribute}”: {value}, and {found} {found|has|have} it{each}.",
    ),
    (
        "note.proof.takes",
        "A group takes at most {count} {count|member|members} with “{attribute}”: {value}, and {found} {found|has|have} it{each}.",
    ),
    (
        "note.proof.refused",
        "No group takes anyone with “{attribute}”: {value}, and {found} {found|member has|members have} it.",
    ),
    (
        "note.proof.places",
        "Each group is to have at least {count} members with what is asked of “{attribute}”, and none has more than {most} members.",
    ),
    (
        "note.proof.room",
        "With at most {count} {count|member|members} for each value of “{attribute}”, a group has at most {found} members.",
    ),
    (
        "note.proof.distinct",
        "Each group needs {count} different values of “{attribute}”, and the members have only {found}.",
    ),
    (
        "note.proof.shown",
        "Each group needs {count} different values of “{attribute}”, and its {most} members at most have no more than {found}.",
    ),
    (
        "note.proof.spans",
        "Each group needs {count} different {count|value|values} of “{attribute}”, and too few members have other values than the most common ones.",
    ),
    (
        "note.proof.alone",
        "In a group “{attribute}”: {value} takes at least {count} members, and only {found} {found|has|have} it: {names}.",
    ),
    (
        "note.proof.divided",
        "The {found} {found|member|members} with “{attribute}”: {value} cannot be divided into parts of {range}.",
    ),
    ("note.proof.core", "Each group needs at least {count} members with one value of “{attribute}” in common."),
    (
        "note.proof.common",
        "Each group needs a value of “{attribute}” that all of its members have, at least {count}, and not enough members have the same.",
    ),
    (
        "note.proof.each.value",
        "Each of the {count} values of “{attribute}” needs groups of its own, of {most} members at most.",
    ),
    (
        "note.proof.known",
        "Everyone is to know {count} others of their group, and no group has more than {most} members.",
    ),
];
