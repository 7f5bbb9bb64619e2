//! English: the trade between commonality and diversity, and which answers mattered.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "frontier.complete",
        "Between commonality and diversity there {count|is|are} {count} best {count|trade|trades}, and no other: every plan of pairs that keeps the rules has no more of either side than one of these.",
    ),
    (
        "frontier.partly",
        "{count} best trades were found. Of the {gaps} gaps between them {open} {open|was|were} not searched to the end, so more trades may lie there.",
    ),
    ("frontier.unproven", "{count} {count|trade was|trades were} found; that there are no better ones was not proven."),
    (
        "frontier.search",
        "Of the {count} plans {dominated} {dominated|is|are} no better than another one on either side. They were found by search: better trades may exist.",
    ),
    ("frontier.none", "No plan was found that keeps all hard rules, so there is nothing to trade."),
    ("answers.loses", "Without “{field}” the plan would be worth {share} % less."),
    ("answers.noise", "Without “{field}” the plan would be worth {share} % less: no more than plans differ by chance."),
    ("answers.gain", "Without “{field}” the search even found plans worth {share} % more: the difference is chance."),
    ("answers.nothing", "Without “{field}” the plan would be worth the same."),
    ("answers.open", "What the plan would be worth without “{field}” was not found out."),
    ("answers.unused", "No criterion asks for “{field}”."),
    ("answers.needed", "{rules|A rule needs|Rules need} it."),
    ("answers.form", "The form needs it."),
    ("answers.broken", "Without “{field}” no plan was found that keeps all hard rules."),
    (
        "answers.drop",
        "Without {fields} together the plan would be worth {share} % less. They were chosen one after the other, so another choice may do better.",
    ),
    ("answers.dropNone", "No question could be left out without losing more than {within} % of the plan’s worth."),
    ("answers.needs", "Needs and offers"),
    ("answers.themes", "Themes"),
    ("answers.ties", "Ties"),
    ("answers.scores", "Scores"),
];

pub(super) const FRONTIER: &[(&str, &str)] = &[
    ("error.oneSided", "The scenario wants nothing {side}, so there is no trade between commonality and diversity."),
    ("help.oneSided", "Add a criterion that wants an attribute {side}, with a weight above 0."),
    ("error.frontierNotForForm", "A {form} does not trade commonality against diversity."),
    ("help.frontierNotForForm", "Ask for pairs, communities or coaching."),
    ("error.pointCount", "From 2 to {most} mixes can be tried."),
    ("help.pointCount", "Set “points” to a number from 2 to {most}."),
    ("error.answersNotForForm", "The worth of a {form} does not come from criteria about two members."),
    ("help.answersNotForForm", "Ask for pairs, communities or coaching."),
    ("error.seedCount", "From 1 to {most} seeds can be tried."),
    ("help.seedCount", "Set “seeds” to a number from 1 to {most}."),
    ("error.noWorth", "No criterion has any weight, so no answer can matter."),
    ("help.noWorth", "Add a criterion with a weight above 0."),
];
