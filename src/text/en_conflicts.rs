//! English: which hard rules cannot hold together, why, and what would mend it.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "conflict.feasible",
        "All rules that must hold can hold together: a plan was found that keeps them all. Nothing needs to change.",
    ),
    ("conflict.none", "There are no rules that must hold, and the form can be filled: nothing needs to change."),
    ("conflict.set", "These {count} cannot all hold together, and any {fewer} of them can: {items}"),
    ("conflict.set.two", "These 2 cannot hold together, and each can be kept without the other: {items}"),
    ("conflict.set.shown", "These {count} cannot all hold together: {items}"),
    ("conflict.set.one", "This cannot be kept by any plan, even by itself: {items}"),
    (
        "conflict.set.nothing",
        "Even without any of your rules there is no plan that gives everyone the place asked for.",
    ),
    (
        "conflict.set.unproven",
        "In {tries} {tries|try|tries} no plan was found that keeps all of these. That does not prove that there is none: {items}",
    ),
    (
        "conflict.set.unproven.one",
        "In {tries} {tries|try|tries} no plan was found that keeps this. That does not prove that there is none: {items}",
    ),
    ("conflict.item", "({at}) {text}"),
    ("conflict.why", "Why: {why}"),
    ("conflict.exhaustive", "All ways to divide the members were gone through, and none keeps this."),
    ("conflict.program", "It was calculated exactly that no choice of members keeps this."),
    ("conflict.further", "Apart from that, {count} more {count|set|sets} of rules cannot hold together either."),
    (
        "conflict.further.unproven",
        "Apart from that, for {count} more {count|set|sets} of rules no plan was found that keeps them.",
    ),
    ("conflict.next", "What to do next: the cheapest change that works is this. {change} {others}"),
    (
        "conflict.next.others",
        "{count} {count|other change that works is|other changes that work are} listed below, dearer ones last.",
    ),
    (
        "conflict.next.none",
        "What to do next: drop one of the rules named, or say of it that it should hold instead of must. No single change was found that mends it all.",
    ),
    (
        "conflict.next.none.quotas",
        "What to do next: drop one of the quotas named, or ask for less of it. No single change was found that mends it all.",
    ),
    (
        "conflict.next.unproven",
        "What to do next: make this change, which was tried and works. {change} Or let it search longer.",
    ),
    (
        "conflict.next.unproven.none",
        "What to do next: let it search longer, or drop one of the rules named, or say of it that it should hold instead of must.",
    ),
    (
        "conflict.next.unproven.none.quotas",
        "What to do next: let it search longer, or drop one of the quotas named, or ask for less of it.",
    ),
    (
        "conflict.next.communities",
        "What to do next: change the size or the number of groups, or let members change groups whose place is settled.",
    ),
    (
        "conflict.next.pairs",
        "What to do next: form fewer rounds, or let members meet who are to be apart or have met before.",
    ),
    (
        "conflict.next.coaching",
        "What to do next: ask for fewer coaches for each learner, let coaches take more learners, or find more coaches.",
    ),
    (
        "conflict.next.facilitators",
        "What to do next: ask for fewer facilitators for each group, let facilitators take more groups, or find more facilitators.",
    ),
    (
        "conflict.next.panel",
        "What to do next: change the number of seats, or who is on the panel, or not on it, in any case.",
    ),
    (
        "conflict.stopped",
        "The search was cut short after {tries} {tries|try|tries}. What is said here holds, but with more time fewer rules may turn out to be enough, and cheaper changes may be found.",
    ),
    (
        "conflict.unsure",
        "Not for each of these could it be shown that the conflict needs it: perhaps fewer of them cannot hold together already.",
    ),
    (
        "conflict.notSmallest",
        "Perhaps another set of fewer rules cannot hold together either; this one was made as small as could be shown.",
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
    ("conflict.size", "Each group is to have {lo..hi} {hi|member|members}."),
    ("conflict.count", "There {count|is|are} to be exactly {count} {count|group|groups}."),
    (
        "conflict.count.even",
        "There {count|is|are} to be exactly {count} {count|group|groups}, as even in size as can be.",
    ),
    ("conflict.pins", "Some places are settled: {pins}."),
    ("conflict.pins.one", "{name} in {group}"),
    ("conflict.ties", "Members in conflict are to be apart: {pairs}."),
    ("conflict.pair", "{one} and {other}"),
    ("conflict.more", "{count} more"),
    ("conflict.sameParent", "Members of one parent organisation are not paired: {pairs}."),
    ("conflict.onlyChosen", "Everyone is to be in a group with a theme of their choice."),
    ("conflict.perTheme", "Each theme is to be taken by {lo..hi} groups."),
    ("conflict.keep", "At most {moves} {moves|member moves|members move} from the earlier plan."),
    ("conflict.rounds", "There are to be {rounds} rounds, in which nobody meets twice or whom they met before."),
    ("conflict.include", "On the panel in any case: {names}."),
    ("conflict.quota.both", "The panel has {least} to {most} members with “{attribute}”: {value}."),
    ("conflict.quota.least", "The panel has at least {least} {least|member|members} with “{attribute}”: {value}."),
    ("conflict.quota.most", "The panel has at most {most} {most|member|members} with “{attribute}”: {value}."),
];

pub(super) const CHANGES: &[(&str, &str)] = &[
    ("conflict.drop", "Drop this rule: {rules}"),
    ("conflict.drop.several", "Drop these {count} rules: {rules}"),
    ("conflict.drop.quota", "Drop this quota: {rules}"),
    ("conflict.drop.quotas", "Drop these {count} quotas: {rules}"),
    ("conflict.also", "{change} Also drop this rule: {rules}"),
    ("conflict.also.several", "{change} Also drop these {count} rules: {rules}"),
    ("conflict.also.quota", "{change} Also drop this quota: {rules}"),
    ("conflict.also.quotas", "{change} Also drop these {count} quotas: {rules}"),
    (
        "conflict.loosen.share.core",
        "Ask only for {to} % instead of {from} % of the members of a {group} to have one value of “{attribute}” in common.",
    ),
    (
        "conflict.loosen.share.all",
        "Ask only for {to} instead of {from} values of “{attribute}” that all members of a {group} have in common.",
    ),
    (
        "conflict.loosen.share.each",
        "Ask only for {to} instead of {from} values of “{attribute}” that any two members of a {group} have in common.",
    ),
    (
        "conflict.loosen.span",
        "Ask only for {to} instead of {from} different {from|value|values} of “{attribute}” in a {group}.",
    ),
    (
        "conflict.loosen.cap",
        "Allow {to} instead of {from} {from|member|members} with the same value of “{attribute}” in a {group}.",
    ),
    (
        "conflict.loosen.least",
        "Ask only for {to} instead of {from} {from|member|members} with “{attribute}”: {value} in a {group}.",
    ),
    (
        "conflict.loosen.none",
        "Allow a {group} without any member with “{attribute}”: {value}, instead of asking for at least {from}.",
    ),
    (
        "conflict.loosen.most",
        "Allow {to} instead of {from} {from|member|members} with “{attribute}”: {value} in a {group}.",
    ),
    (
        "conflict.loosen.notAlone",
        "Let it be enough when {to} instead of {from} members of a {group} have the same value of “{attribute}”.",
    ),
    (
        "conflict.loosen.notAlone.one",
        "Let it be enough when {to} instead of {from} members of a {group} have “{attribute}”: {value}.",
    ),
    ("conflict.loosen.spread", "Allow “{attribute}” to spread over {to} instead of {from} in a {group}."),
    (
        "conflict.loosen.familiar",
        "Ask only that everyone in a {group} knows {to} instead of {from} other {from|member|members} of it.",
    ),
    (
        "conflict.loosen.balance.share",
        "Allow the shares of “{attribute}” in a {group} to differ by {to} % instead of {from} % from the whole network’s.",
    ),
    (
        "conflict.loosen.balance.mean",
        "Allow the mean of “{attribute}” in a {group} to differ by {to} instead of {from} from the whole network’s.",
    ),
    (
        "conflict.loosen.disparity.sd",
        "Allow a standard deviation of “{attribute}” of {to} instead of {from} in a {group}.",
    ),
    (
        "conflict.loosen.disparity.gini",
        "Allow a Gini coefficient of “{attribute}” of {to} instead of {from} in a {group}.",
    ),
    (
        "conflict.loosen.acquainted.least",
        "Ask only that {to} % instead of {from} % of all pairs of members of a {group} know each other.",
    ),
    (
        "conflict.loosen.acquainted.most",
        "Allow {to} % instead of {from} % of all pairs of members of a {group} to know each other.",
    ),
    ("conflict.resize", "Let groups have {lo..hi} members instead of {fromLo..fromHi}."),
    ("conflict.recount", "Form {to} {to|group|groups} instead of {from}."),
    ("conflict.unpin", "Let {name} be in any group, not only in {group}."),
    ("conflict.release", "Take {name} out of this rule: {rules}"),
    ("conflict.untie", "Let {one} and {other} be together although they are in conflict."),
    (
        "conflict.cost",
        "{change} In the plan found this makes a difference for {members} {members|member|members}; its score is {score}.",
    ),
    ("conflict.cost.nobody", "{change} The plan found has a score of {score}."),
    (
        "conflict.cost.chance",
        "{change} In the lottery found nobody who can be drawn has less than a {percent} % chance.",
    ),
];
