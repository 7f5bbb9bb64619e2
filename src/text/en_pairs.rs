//! English: what only pairs of other kinds than the simplest have to say, and why two members are not paired.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    ("unplaced.metEveryone", "{name} meets everyone they could be paired with in other rounds."),
    (
        "note.rounds",
        "Each round is the best one given those before it, and trying to improve all of them together found nothing better.",
    ),
    (
        "note.rounds.together",
        "The rounds were formed one after the other and then improved together, which added {gain} to the total: a round by itself need not be the best one.",
    ),
    ("note.rounds.each", "Each round is the best one given those before it."),
    (
        "note.roundIncomplete",
        "Round {round} leaves {left} members out: those with whom {names} could be paired are all needed by others.",
    ),
    (
        "note.roundIncomplete.met",
        "Round {round} leaves {left} members out: {names} {count|meets|meet} everyone they could be paired with in other rounds.",
    ),
    (
        "note.roundIncomplete.rules",
        "Round {round} leaves {left} members out: for {names} the rules and ties leave no possible partner in any round.",
    ),
    ("whyNot.together", "{members} are paired."),
    ("whyNot.otherRound", "{members} meet in another round."),
    (
        "whyNot.ties",
        "{members} may not be paired: a conflict, a shared parent organisation or an earlier meeting keeps them apart.",
    ),
    ("whyNot.rules", "{members} may not be paired. {rules}"),
    (
        "whyNot.atLeast",
        "{members} could be paired, with an affinity of {affinity}; the total would fall by {loses} at least.",
    ),
    (
        "whyNot.loses",
        "{members} could be paired, with an affinity of {affinity}; the total would fall by {loses}, and {count} other {count|group|groups} would change.",
    ),
    (
        "whyNot.leftOut",
        "{members} could be paired, with an affinity of {affinity}; but {left} more {left|member|members} would be left out.",
    ),
    (
        "whyNot.same",
        "{members} could be paired as well, with an affinity of {affinity}; the total would stay the same, and {count} other {count|group|groups} would change.",
    ),
    (
        "note.repeats",
        "{count} {count|time|times} two members meet who had met before: no plan without was found in the time given.",
    ),
    (
        "note.repeats.must",
        "{count} {count|time|times} two members meet who had met before. Some have to: everyone has {needed} seats beside them to fill and only {others} others to meet.",
    ),
    (
        "note.notStable",
        "In round {round} no pairs are stable when ties are broken by lot: {members} each prefer the next, in a circle. The pairs given have as few who would rather have each other as were found.",
    ),
];
