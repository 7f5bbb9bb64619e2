//! English: the rules as sentences, and what is wrong where one is broken.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "rule.share.all",
        "All members of a {group} have at least {count} {count|value|values} of “{attribute}” in common.",
    ),
    (
        "rule.share.each",
        "Any two members of a {group} have at least {count} {count|value|values} of “{attribute}” in common.",
    ),
    (
        "rule.share.core",
        "In every {group} at least {percent} % of the members have one value of “{attribute}” in common.",
    ),
    (
        "rule.span",
        "In every {group} at least {count} different {count|value|values} of “{attribute}” {count|occurs|occur}.",
    ),
    ("rule.cap", "In a {group} no value of “{attribute}” is held by more than {count} {count|member|members}."),
    ("rule.quota.both", "Every {group} has {least} to {most} members with “{attribute}”: {value}."),
    ("rule.quota.least", "Every {group} has at least {least} {least|member|members} with “{attribute}”: {value}."),
    ("rule.quota.most", "Every {group} has at most {most} {most|member|members} with “{attribute}”: {value}."),
    (
        "rule.notAlone.every",
        "In a {group} each value of “{attribute}” is held by nobody or by at least {count} {count|member|members}.",
    ),
    (
        "rule.notAlone.one",
        "In a {group} “{attribute}”: {value} is held by nobody or by at least {count} {count|member|members}.",
    ),
    ("rule.spread", "In a {group} “{attribute}” spreads over {count} at most."),
    ("rule.differ", "Any two members of a {group} differ in “{attribute}”."),
    ("rule.match", "Any two members of a {group} agree in “{attribute}”."),
    ("rule.together", "{members} are in one {group}."),
    ("rule.apart", "No two of {members} are in one {group}."),
    ("rule.noRepeat.any", "Nobody is in a {group} with someone they have met before."),
    ("rule.noRepeat.rounds", "Nobody is in a {group} with someone they met in {rounds}."),
    ("rule.familiar.any", "Everyone in a {group} knows at least {count} other {count|member|members} of it."),
    (
        "rule.familiar.trust",
        "Everyone in a {group} has a tie of trust {trust} or more to at least {count} other {count|member|members} of it.",
    ),
    ("broken.share.all", "{found} {found|value|values} of “{attribute}” in common instead of {count}."),
    ("broken.share.each", "{members} have fewer than {count} {count|value|values} of “{attribute}” in common."),
    (
        "broken.share.core",
        "The most common value of “{attribute}” is held by {found} {found|member|members} instead of {count}.",
    ),
    ("broken.span", "{found} different {found|value|values} of “{attribute}” instead of {count}."),
    ("broken.cap", "{found} members with “{attribute}”: {value} instead of {count} at most."),
    ("broken.quota.least", "{found} {found|member|members} with “{attribute}”: {value} instead of at least {least}."),
    ("broken.quota.most", "{found} {found|member|members} with “{attribute}”: {value} instead of at most {most}."),
    (
        "broken.notAlone",
        "Only {found} {found|member|members} with “{attribute}”: {value}, where it takes {count} or none.",
    ),
    ("broken.spread", "“{attribute}” spreads over {found} instead of {count}."),
    ("broken.differ", "{members} have the same “{attribute}”."),
    ("broken.match", "{members} do not agree in “{attribute}”."),
    ("broken.together", "{inside} {inside|is|are} here without {outside}."),
    ("broken.apart", "{members} are together."),
    ("broken.noRepeat", "{members} have met before."),
    ("broken.familiar", "{members} knows {found} {found|other|others} here instead of {count}."),
];
