//! English: which hard rules cannot hold together, why, and what would mend it.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "conflict.feasible",
        "All hard rules can hold together: a plan was found that keeps them all. Nothing needs to change.",
    ),
    ("conflict.none", "There are no hard rules to keep, and the form can be filled: nothing needs to change."),
    ("conflict.set", "These {count} cannot all hold together, and any {fewer} of them can: {items}"),
    ("conflict.set.shown", "These {count} cannot all hold together: {items}"),
    ("conflict.set.one", "This cannot be kept by any plan, even by itself: {items}"),
    ("conflict.set.nothing", "Even without any of the hard rules no plan can be formed."),
    (
        "conflict.set.unproven",
        "No plan was found that keeps all of these; they were never satisfied together in {tries} {tries|try|tries}. That is no proof that they cannot be: {items}",
    ),
    ("conflict.item", "({at}) {text}"),
    ("conflict.why", "Why: {why}"),
    ("conflict.further", "Apart from that, {count} more {count|set|sets} of rules cannot hold together either."),
    ("conflict.next", "What to do next: the cheapest change that works is this. {change} {others}"),
    (
        "conflict.next.others",
        "{count} {count|other change that works is|other changes that work are} listed below, dearer ones last.",
    ),
    (
        "conflict.next.none",
        "What to do next: give up or soften one of the rules named. No single change was found that mends it all.",
    ),
    (
        "conflict.next.unproven",
        "What to do next: apply this change, which was tried and works. {change} Or let it run longer.",
    ),
    ("conflict.next.unproven.none", "What to do next: let it run longer, or give up or soften one of the rules named."),
    (
        "conflict.next.form",
        "What to do next: change the sizes, the number of groups or the settled places of the form.",
    ),
    (
        "conflict.stopped",
        "The inquiry was cut short after {tries} {tries|try|tries}; what is said here holds, but there may be smaller sets and cheaper changes.",
    ),
    (
        "conflict.unsure",
        "Whether each of the set is necessary could not be shown for all of them: those without a witness may not be.",
    ),
    (
        "conflict.notSmallest",
        "There may be a smaller set of rules that cannot hold together; this one was made as small as could be shown.",
    ),
    ("conflict.alone", "{names} {names|fits|fit} into no group at all, whoever else is in it."),
    ("conflict.alone.several", "{names} are to be together, and no group can hold them all, whoever else is in it."),
    ("conflict.matching", "However the pairs are made, at least {left} of {count} members stay without a partner."),
    (
        "conflict.flow",
        "However learners are matched, {left} {left|learner stays|learners stay} with fewer than {fewest} {fewest|coach|coaches}.",
    ),
    (
        "conflict.flow.groups",
        "However facilitators are matched, {left} {left|group stays|groups stay} with fewer than {fewest} {fewest|facilitator|facilitators}.",
    ),
    ("conflict.size", "Each group has {lo} to {hi} members."),
    ("conflict.size.one", "Each group has {lo} {lo|member|members}."),
    ("conflict.count", "There {count|is|are} exactly {count} {count|group|groups}."),
    ("conflict.count.even", "There {count|is|are} exactly {count} {count|group|groups}, as even in size as can be."),
    ("conflict.pins", "The settled places are kept: {pins}."),
    ("conflict.pins.one", "{name} in {group}"),
    ("conflict.ties", "Members in conflict are apart: {pairs}."),
    ("conflict.pair", "{one} and {other}"),
    ("conflict.more", "{count} more"),
    ("conflict.sameParent", "Members of one parent organisation are not paired: {pairs}."),
    ("conflict.onlyChosen", "Everyone is in a group with a theme of their choice."),
    ("conflict.perTheme", "Each theme is taken by {lo} to {hi} groups."),
    ("conflict.keep", "At most {moves} {moves|member moves|members move} from the earlier plan."),
    ("conflict.rounds", "There are {rounds} rounds, and nobody meets twice or whom they met before."),
    ("conflict.include", "These are on the panel in any case: {names}."),
    ("conflict.quota.both", "The panel has {least} to {most} members with “{attribute}”: {value}."),
    ("conflict.quota.least", "The panel has at least {least} {least|member|members} with “{attribute}”: {value}."),
    ("conflict.quota.most", "The panel has at most {most} {most|member|members} with “{attribute}”: {value}."),
];

pub(super) const CHANGES: &[(&str, &str)] = &[
    ("conflict.drop", "Drop this rule: {rules}"),
    ("conflict.drop.several", "Drop these {count} rules: {rules}"),
    ("conflict.loosen", "Change “{key}” from {from} to {to} in this rule: {rules}"),
    ("conflict.resize", "Let groups have {lo} to {hi} members instead of {fromLo} to {fromHi}."),
    ("conflict.recount", "Form {to} {to|group|groups} instead of {from}."),
    ("conflict.unpin", "Release {name} from {group}."),
    ("conflict.release", "Release {name} from this rule: {rules}"),
    ("conflict.untie", "Set aside the conflict of {one} and {other}."),
    ("conflict.also", "{change} And drop: {rules}"),
    (
        "conflict.cost",
        "{change} That changes {units} {units|unit|units} and concerns {members} {members|member|members}; the plan scores {score}.",
    ),
];
