//! English: why members were brought together, why some were not, and what else a plan has to say.

pub(super) fn template(code: &str) -> Option<&'static str> {
    Some(match code {
        "reason.common.both" => "Both have “{attribute}”: {values}.",
        "reason.common.all" => "All have “{attribute}” in common: {values}.",
        "reason.common.some" => "{found} of {count} have “{attribute}” in common: {values}.",
        "reason.common.near" => "Close in “{attribute}”: {values}.",
        "reason.different" => "Different in “{attribute}”: {values}.",
        "reason.different.range" => "Apart in “{attribute}”: {values}.",
        "reason.gives.one" => "{giver} offers what {receiver} needs: {topics}.",
        "reason.gives.both" => "{one} needs {second}, which {other} offers; {other} needs {first}, which {one} offers.",
        "reason.gives.group" => "Members can teach each other: {topics}.",
        "reason.known.both" => "They know each other.",
        "reason.known.some" => "{found} of {count} pairs know each other.",
        "reason.new.both" => "They do not know each other yet.",
        "reason.new.some" => "{found} of {count} pairs do not know each other yet.",
        "reason.score.pair" => "The score given for the two is {score}.",
        "reason.score.group" => "The scores given for their pairs are {score} on average.",
        "reason.theme" => "{found} of {count} wished for {theme}.",

        "unplaced.oddOneOut" => "The number of members is odd: one is left over, and leaving {name} out costs least.",
        "unplaced.noPartner" => "No possible partner for {name}; these rules exclude them: {rules}",
        "unplaced.noPartner.ties" => {
            "No possible partner for {name}: conflicts or a shared parent organisation exclude all."
        }
        "unplaced.partnersTaken" => "Everyone with whom {name} could be paired is paired with someone else.",
        "unplaced.noCoach" => "No possible coach for {name}; these rules exclude them: {rules}",
        "unplaced.noCoach.ties" => {
            "No possible coach for {name}: nobody else coaches, or conflicts or a shared parent organisation exclude all."
        }
        "unplaced.coachesFull" => "Every coach whom {name} could have has no place left.",
        "unplaced.fewerCoaches" => {
            "{name} has a coach, but fewer than wanted: no other possible coach has a place left."
        }
        "unplaced.noGain" => "No coach with a free place would add anything to the total for {name}.",

        "note.preferredIdle" => "The wish for preferred themes plays no part in {form}.",
        "note.nothingWished" => {
            "No criterion says who suits whom, so every match counts the same. Say what members should have in common or differ in."
        }
        "note.takeNoPart" => {
            "{count} {count|member|members} neither {count|learns nor leads and takes|learn nor lead and take} no part: {names}."
        }
        "note.more" => "{count} more",
        "note.conflict" => "{members} are in conflict, and no plan was found that keeps them apart.",
        "note.idleCoaches" => "{count} {count|coach has|coaches have} no learner: {names}.",
        "note.tooFewPlaces" => "Coaches have {places} places in all, where learners want {wanted}.",
        "note.provenInfeasible" => {
            "No division of these members keeps all hard rules: every one was ruled out. The plan shown breaks as few as were found."
        }
        "note.noneFound" => {
            "No plan was found that keeps all hard rules. The plan shown breaks as few as were found; more time, other sizes or a penalty instead of a hard rule may help."
        }
        "note.rounds" => "Each round is the best one given those before it.",

        "test.plural" => "{count} {count|member|members}",
        _ => return None,
    })
}
