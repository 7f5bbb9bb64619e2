//! English: why members were brought together, why some were not, and what else a plan has to say.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    ("reason.common.both", "Both have “{attribute}”: {values}."),
    ("reason.common.all", "All have “{attribute}” in common: {values}."),
    ("reason.common.some", "{found} of {count} have “{attribute}” in common: {values}."),
    ("reason.common.near", "Close in “{attribute}”: {values}."),
    ("reason.different", "Different in “{attribute}”: {values}."),
    ("reason.different.range", "Apart in “{attribute}”: {values}."),
    ("reason.gives.one", "{giver} offers what {receiver} needs: {topics}."),
    ("reason.gives.both", "{one} needs {second}, which {other} offers; {other} needs {first}, which {one} offers."),
    ("reason.gives.group", "Members can teach each other: {topics}."),
    ("reason.known.both", "They know each other."),
    ("reason.known.some", "{found} of {count} pairs know each other."),
    ("reason.new.both", "They do not know each other yet."),
    ("reason.new.some", "{found} of {count} pairs do not know each other yet."),
    ("reason.score.pair", "The score given for the two is {score}."),
    ("reason.score.group", "The scores given for their pairs are {score} on average."),
    ("reason.theme", "{found} of {count} wished for {theme}."),
    ("unplaced.oddOneOut", "The number of members is odd: one is left over, and leaving {name} out costs least."),
    ("unplaced.noPartner", "No possible partner for {name}; these rules exclude them: {rules}"),
    (
        "unplaced.noPartner.ties",
        "No possible partner for {name}: conflicts, a shared parent organisation or earlier meetings exclude all.",
    ),
    ("unplaced.metEveryone", "{name} meets everyone they could be paired with in other rounds."),
    ("unplaced.partnersTaken", "Everyone with whom {name} could be paired is paired with someone else."),
    ("unplaced.noCoach", "No possible coach for {name}; these rules exclude them: {rules}"),
    (
        "unplaced.noCoach.ties",
        "No possible coach for {name}: nobody else coaches, or conflicts or a shared parent organisation exclude all.",
    ),
    ("unplaced.coachesFull", "Every coach whom {name} could have has no place left."),
    ("unplaced.fewerCoaches", "{name} has a coach, but fewer than wanted: no other possible coach has a place left."),
    ("unplaced.noGain", "No coach with a free place would add anything to the total for {name}."),
    ("note.preferredIdle", "The wish for preferred themes plays no part in {form}."),
    (
        "note.nothingWished",
        "No criterion says who suits whom, so every match counts the same. Say what members should have in common or differ in.",
    ),
    (
        "note.takeNoPart",
        "{count} {count|member|members} neither {count|learns nor leads and takes|learn nor lead and take} no part: {names}.",
    ),
    (
        "note.unanswered",
        "{count} {count|member has|members have} no answer to “{attribute}” and so {count|has|have} it in common with nobody: {names}.",
    ),
    ("note.nobodyPlaced", "Nobody could be placed; the members left out say why."),
    ("note.more", "{count} more"),
    ("note.conflict", "{members} are in conflict, and no plan was found that keeps them apart."),
    ("note.idleCoaches", "{count} {count|coach has|coaches have} no learner: {names}."),
    ("note.tooFewPlaces", "Coaches have {places} places in all, where learners want {wanted}."),
    (
        "note.provenInfeasible",
        "No division of these members keeps all hard rules: every one was ruled out. The plan shown breaks as few as were found.",
    ),
    (
        "note.noneFound",
        "No plan was found that keeps all hard rules. The plan shown breaks as few as were found; more time, other sizes or a penalty instead of a hard rule may help.",
    ),
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
    ("test.plural", "{count} {count|member|members}"),
];
