//! English: the rules that few ask for, as sentences, what is wrong where one is broken, and what is wrong with one.

pub(super) const SENTENCES: &[(&str, &str)] = &[
    (
        "rule.balance.share",
        "In every {group} each value of “{attribute}” has the share that it has in the whole network, give or take {percent} % or what whole members make of it.",
    ),
    (
        "rule.balance.mean",
        "In every {group} the mean of “{attribute}” is that of the whole network, give or take {count}.",
    ),
    ("rule.survive", "In every {group} the other rules that must hold still hold after any one member has left."),
    ("rule.disparity.sd", "In every {group} the standard deviation of “{attribute}” is {count} at most."),
    ("rule.disparity.gini", "In every {group} the Gini coefficient of “{attribute}” is {count} at most."),
    ("rule.acquainted.both", "In every {group} {least} to {most} % of all pairs of members know each other{trust}."),
    ("rule.acquainted.least", "In every {group} at least {least} % of all pairs of members know each other{trust}."),
    ("rule.acquainted.most", "In every {group} at most {most} % of all pairs of members know each other{trust}."),
    ("rule.acquainted.trust", ", with a trust of {trust} or more"),
    (
        "broken.balance.share",
        "{found} {found|member|members} with “{attribute}”: {value} instead of {least} to {most}.",
    ),
    ("broken.balance.mean", "The mean of “{attribute}” is {found}, that of the whole network {count}."),
    ("broken.survive", "Without {members}: {broken}"),
    ("broken.disparity.sd", "The standard deviation of “{attribute}” is {found} instead of {count} at most."),
    ("broken.disparity.gini", "The Gini coefficient of “{attribute}” is {found} instead of {count} at most."),
    ("broken.acquainted.least", "{found} of {pairs} {pairs|pair|pairs} know each other instead of at least {count}."),
    ("broken.acquainted.most", "{found} of {pairs} {pairs|pair|pairs} know each other instead of at most {count}."),
];

pub(super) const ERRORS: &[(&str, &str)] = &[
    ("error.balanceOfCyclic", "“{id}” is a position on a circle, which has neither shares nor a mean."),
    ("help.balanceOfCyclic", "Choose another attribute, or use the rule “spread”."),
    ("error.severalDepartures", "Rules can be asked to survive the departure of one member, not of {count}."),
    ("help.severalDepartures", "Set “departures” to 1, or leave it out."),
    ("error.notANumber", "The rule “{rule}” measures numbers, and “{id}” is of another kind."),
    ("help.notANumber", "Choose a number attribute."),
    ("error.giniOfNegatives", "{member} has {number} for “{id}”; inequality is measured of numbers from 0 upwards."),
    ("help.giniOfNegatives", "Use the measure “sd”, or an attribute without numbers below 0."),
];
