//! English: what a review of a plan says.

#[cfg(any(feature = "study", not(any(feature = "engine", feature = "pairs", feature = "tools"))))]
pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "review.worst",
        "{name} is served least: a mean affinity of {score} to those matched with, where the mean of all is {mean}.",
    ),
    (
        "review.unmatched",
        "{count} {count|member is|members are} matched with nobody and {count|counts|count} in no mean.",
    ),
    ("review.noEnvy", "Nobody would be better off in the place of another."),
    ("review.envy", "{count} of {of} members would be better off in the place of some other. {mutual}"),
    ("review.envy.none", "In no exchange of two places would both gain."),
    ("review.envy.mutual", "In {count} {count|exchange|exchanges} of two places both would gain, rules aside."),
    (
        "review.swap",
        "{members} would both gain by changing places, {one} and {other}, and the hard rules would hold as they do now.",
    ),
    ("review.noBlocking", "No two would both rather have each other than whom they have."),
    ("review.blocking", "{count} {count|time|times} two would both rather have each other than whom they have."),
    (
        "review.tokens",
        "{count} {count|time a member is|times a member is} the only one of their kind in a group by “{attribute}”.",
    ),
    (
        "review.faultline",
        "Two camps: {one}; and {other}. What differs between these two makes up {percent} % of all that differs in the group. Mix them in small tasks, and look out for talks that stay inside a camp.",
    ),
    (
        "review.split",
        "The group is split on “{attribute}”: answers stand at both ends and few in between (agreement {agreement}, where −1 is half at either end and 0 an even spread).",
    ),
    (
        "review.dominance",
        "{name} has {percent} % of all that the group has in “{attribute}”: more than all others together.",
    ),
    (
        "review.everybody",
        "The group's theme, {theme}, is wished for by everyone who wishes for any: it does not tell this group from others.",
    ),
    (
        "review.smallest",
        "Groups of {size} or more go on with at least {viable} {viable|member|members} with a chance of {wished} %, if {departure} % of members leave.",
    ),
    (
        "review.noSize",
        "No size of group goes on with at least {viable} {viable|member|members} with a chance of {wished} %, if {departure} % of members leave.",
    ),
    (
        "review.shortOf",
        "{count} of {of} groups {count|has|have} a smaller chance than {wished} % to go on with at least {viable} {viable|member|members}.",
    ),
    ("review.critical", "{groups} of {of} groups cannot spare {count} {count|member|members}: {names}."),
    (
        "review.loss",
        "Without {value} (“{attribute}”) {fatal} of the {groups} {groups|group|groups} that it is in would not go on as they should.",
    ),
    ("review.ties", "The plan adds {new} {new|tie|ties} to {before} that were known, which makes {after}."),
    (
        "review.parts",
        "It joins {before} separate parts of the network to {after}; the largest then has {largest} {largest|member|members}.",
    ),
    (
        "review.parts.same",
        "The network stays in {after} {after|part|parts}; the largest has {largest} {largest|member|members}.",
    ),
    (
        "review.overlap",
        "All {groups} groups hang together by the {count} {count|member who is|members who are} in several of them.",
    ),
    (
        "review.overlap.parts",
        "By the {count} {count|member who is|members who are} in several groups the {groups} groups hang together in {parts} parts that share nobody.",
    ),
    (
        "review.overlap.needed",
        "{count} of them {count|is|are} the only {count|link|links} to some group: without {count|this one|any of these} there would be more parts.",
    ),
    (
        "review.joins",
        "{count} {count|group brings|groups bring} together members of separate parts, {group} of {parts}.",
    ),
    (
        "review.path",
        "Between two members who can reach each other it takes {before} steps in the mean before, and {after} after.",
    ),
    (
        "review.across",
        "Ties across “{attribute}” against ties within it: {before} before and {after} after, where −1 is only within and 1 only across.",
    ),
    ("review.needs", "{met} of {needs} {needs|need|needs} {met|is|are} met by someone matched with the member."),
    ("review.unoffered", "Nobody offers {topics}."),
    ("review.unneeded", "Nobody needs {topics}."),
    ("review.scarce", "Fewer offer than need {topics}."),
    ("review.topic", "“{topic}” ({seekers} {seekers|needs|need} it, {offers} {offers|offers|offer} it)"),
    ("review.theme", "{wished} {wished|member wishes|members wish} for {theme}: too few for a group of {fewest}."),
];

/// What a plan can be at odds with the network in; also said by the check.
pub(super) const FITS: &[(&str, &str)] = &[
    ("error.planOfOtherForm", "The plan forms {found}, the scenario asks for {wanted}."),
    ("help.planOfOtherForm", "Check the plan against the scenario that it was made for."),
    ("error.unknownFacilitated", "The plan whose groups are facilitated has no group “{id}”."),
    ("help.unknownFacilitated", "Use the ids of that plan's groups."),
];
