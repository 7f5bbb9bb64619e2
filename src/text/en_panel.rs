//! English: what panels have to say, and what is wrong with one.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    ("unplaced.notDrawn", "{name} was not drawn; the chance was {percent} %."),
    (
        "unplaced.noPanel",
        "{name} had no chance: with these quotas, no panel that {name} is on fills its seats and keeps them all.",
    ),
    ("unplaced.excluded", "{name} is excluded by the scenario."),
    ("unplaced.notEligible", "{name} does not reach what is required: {required}."),
    (
        "unplaced.waiting",
        "{name} is number {place} on the waiting list, rated {rating} by {count} {count|reviewer|reviewers}.",
    ),
    (
        "unplaced.waiting.quota",
        "{name} is number {place} on the waiting list, rated {rating} by {count} {count|reviewer|reviewers}. Some on the panel are rated lower; in the place of any of them {name} would break a quota: {quotas}",
    ),
    ("unplaced.waiting.unrated", "{name} is number {place} on the waiting list, without a rating."),
    ("panel.required", "“{on}” of at least {least}"),
    ("note.panel.bound", "No way of drawing gives everyone who can be on the panel a chance above {percent} %."),
    (
        "note.panel.unproven",
        "The run ended before the smallest chance was known to be as large as it can be; with more seconds it may be larger.",
    ),
    (
        "note.panel.unsettled",
        "The smallest chance is as large as it can be; those above it may not be as equal as they could.",
    ),
    ("note.panel.never", "{count} {count|member|members} can be on no panel that keeps the quotas: {names}."),
    ("note.panel.clash", "These quotas cannot all be kept with these members and seats: {quotas}"),
    (
        "note.panel.change",
        "The smallest change that makes a panel possible: {changes}. The panel shown keeps the changed quotas.",
    ),
    (
        "note.panel.change.found",
        "This change makes a panel possible: {changes}. The panel shown keeps the changed quotas.",
    ),
    ("note.panel.change.least", "at least {to} instead of {from} with “{attribute}”: {value}"),
    ("note.panel.change.most", "at most {to} instead of {from} with “{attribute}”: {value}"),
    (
        "note.panel.nobody",
        "Whatever the quotas, the members who can be on the panel do not fill its seats: too few are eligible, or conflicts keep too many apart.",
    ),
];

pub(super) const PANEL: &[(&str, &str)] = &[
    ("error.poolTooSmall", "The panel has {seats} seats and {count} {count|member|members} to choose from."),
    ("help.poolTooSmall", "Ask for fewer seats, or leave out “role”."),
    ("error.notInPool", "“{id}” does not have the role that the panel asks for."),
    ("help.notInPool", "Give the member the role, or remove it from “include”."),
    ("error.includedAndExcluded", "“{id}” is to be on the panel and not to be on it."),
    ("help.includedAndExcluded", "Remove it from “include” or from “exclude”."),
    ("error.includedNotEligible", "“{id}” is to be on the panel and does not reach what is required."),
    ("help.includedNotEligible", "Remove it from “include”, or lower what is required under “eligible”."),
    ("error.tooManyIncluded", "{count} members are to be on a panel of {seats}."),
    ("help.tooManyIncluded", "Ask for more seats, or include fewer."),
    ("error.ratingsMissing", "The panel is to be chosen by ratings, and there are none."),
    ("help.ratingsMissing", "Give “ratings”, or the objective “equal”."),
    ("error.ratedTwice", "{reviewer} rated “{id}” before."),
    ("help.ratedTwice", "Keep one of the two ratings."),
    ("error.noMeasure", "“{id}” has no least and most."),
    ("help.noMeasure", "Choose a number or ordinal attribute, “rating” or “offers”."),
    ("error.ruleNotForPanel", "A panel has quotas, and keeps no rules about groups."),
    ("help.ruleNotForPanel", "Say it with “quotas”, “include” or “exclude”; ties of conflict are kept in any case."),
];
