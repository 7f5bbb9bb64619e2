//! Every sentence is true: the numbers and names in it are worked out here from what the review lists one by one.

use crate::{criteria, in_order, of_groups, random_network, solved};
use commonground::study::{GroupReview, Review, TopicDemand};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// A number as a reader wants it.
fn n(value: f64) -> String {
    format!("{}", (value * 1000.0).round() / 1000.0 + 0.0)
}

fn percent(share: f64) -> String {
    n((share * 100.0).round())
}

fn list(words: &[String]) -> String {
    match words {
        [] => "none".into(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn some(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// Of members with the ids `m7` and the names "Name 7".
fn name(id: &str) -> String {
    id.replacen('m', "Name ", 1)
}

fn few(words: Vec<String>) -> Vec<String> {
    let more = words.len().saturating_sub(5);
    let mut few: Vec<String> = words.into_iter().take(5).collect();
    few.extend((more > 0).then(|| format!("{more} more")));
    few
}

fn fairness(review: &Review) -> Vec<String> {
    let fairness = &review.fairness;
    let mut said = Vec::new();
    let scores: Vec<f64> = fairness.members.iter().filter_map(|one| one.score).collect();
    if let Some(least) = scores.iter().copied().reduce(f64::min) {
        let worst = fairness.members.iter().find(|one| one.score == Some(least)).expect("the least");
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        said.push(format!(
            "{} is served least: a mean affinity of {} to those matched with, where the mean of all is {}.",
            name(&worst.member),
            n(least),
            n(mean)
        ));
    }
    match fairness.members.len() - scores.len() {
        0 => {}
        1 => said.push("1 member is matched with nobody and counts in no mean.".into()),
        many => said.push(format!("{many} members are matched with nobody and count in no mean.")),
    }
    if let Some(envy) = &fairness.envy {
        let envious = fairness.members.iter().filter(|one| one.envies > 0).count();
        let mutual = match envy.mutual {
            0 => "In no exchange of two places would both gain.".into(),
            many => format!(
                "In {} of two places both would gain, rules aside.",
                some(many as usize, "exchange", "exchanges")
            ),
        };
        said.push(match envious {
            0 => "Nobody would be better off in the place of another.".into(),
            many => format!(
                "{many} of {} members would be better off in the place of some other. {mutual}",
                fairness.members.len()
            ),
        });
        for swap in &envy.swaps {
            let [one, other] = &swap.members;
            said.push(format!(
                "{} and {} would both gain by changing places, {} and {}, and the hard rules would hold as they do now.",
                name(one), name(other), n(swap.gains[0]), n(swap.gains[1])
            ));
        }
    }
    match fairness.blocking_pairs {
        None => {}
        Some(0) => said.push("No two would both rather have each other than whom they have.".into()),
        Some(many) => said.push(format!(
            "{} two would both rather have each other than whom they have.",
            some(many as usize, "time", "times")
        )),
    }
    let mut tokens: Vec<_> = fairness.tokens.iter().filter(|tokens| !tokens.alone.is_empty()).collect();
    tokens.sort_by_key(|tokens| std::cmp::Reverse(tokens.alone.len()));
    said.extend(tokens.iter().map(|tokens| {
        let times = some(tokens.alone.len(), "time a member is", "times a member is");
        format!("{times} the only one of their kind in a group by “{}”.", tokens.attribute)
    }));
    said
}

fn resilience(review: &Review) -> Vec<String> {
    let resilience = &review.resilience;
    let [viable, wished, leave] = [
        some(resilience.viable as usize, "member", "members"),
        percent(resilience.wished),
        percent(resilience.departure),
    ];
    let mut said = vec![match resilience.smallest {
        Some(size) => format!(
            "Groups of {size} or more go on with at least {viable} with a chance of {wished} %, if {leave} % of members leave."
        ),
        None => format!(
            "No size of group goes on with at least {viable} with a chance of {wished} %, if {leave} % of members leave."
        ),
    }];
    let of = resilience.groups.len();
    let short = resilience.groups.iter().filter(|group| group.chance < resilience.wished).count();
    if short > 0 {
        let has = if short == 1 { "has" } else { "have" };
        said.push(format!(
            "{short} of {of} groups {has} a smaller chance than {wished} % to go on with at least {viable}."
        ));
    }
    let critical: Vec<String> =
        resilience.groups.iter().flat_map(|group| &group.critical).map(|one| name(&one.member)).collect();
    let groups = resilience.groups.iter().filter(|group| !group.critical.is_empty()).count();
    if groups > 0 {
        let count = some(critical.len(), "member", "members");
        said.push(format!("{groups} of {of} groups cannot spare {count}: {}.", list(&few(critical))));
    }
    for loss in resilience.losses.iter().take(5) {
        let fatal = |group: &&commonground::study::GroupResilience| {
            let of = group.shocks.iter().filter(|shock| shock.attribute == loss.attribute);
            of.flat_map(|shock| &shock.fatal).any(|one| one.value == loss.value)
        };
        let fatal = resilience.groups.iter().filter(fatal).count();
        let groups = some(loss.groups, "group", "groups");
        said.push(format!(
            "Without {} (“{}”) {fatal} of the {groups} that it is in would not go on as they should.",
            loss.value, loss.attribute
        ));
    }
    said
}

fn connections(review: &Review) -> Vec<String> {
    let connections = &review.connections;
    let (before, after) = (&connections.before, &connections.after);
    let largest = some(after.largest, "member", "members");
    let mut said = vec![
        format!(
            "The plan adds {} to {} that were known, which makes {}.",
            some(after.ties - before.ties, "tie", "ties"),
            before.ties,
            before.ties + connections.new_ties
        ),
        if after.parts < before.parts {
            format!(
                "It joins {} separate parts of the network to {}; the largest then has {largest}.",
                before.parts, after.parts
            )
        } else {
            format!("The network stays in {}; the largest has {largest}.", some(after.parts, "part", "parts"))
        },
    ];
    if let Some(most) = connections.joins.iter().map(|join| join.parts).max() {
        let first = connections.joins.iter().find(|join| join.parts == most).expect("one");
        let bring = some(connections.joins.len(), "group brings", "groups bring");
        said.push(format!("{bring} together members of separate parts, {} of {most}.", first.group));
    }
    if let (Some(one), Some(other)) = (before.mean_path, after.mean_path) {
        said.push(format!(
            "Between two members who can reach each other it takes {} steps in the mean before, and {} after.",
            n(one),
            n(other)
        ));
    }
    if let (Some(across), Some(one), Some(other)) = (&connections.across, before.ei_index, after.ei_index) {
        said.push(format!(
            "Ties across “{across}” against ties within it: {} before and {} after, where −1 is only within and 1 only across.",
            n(one), n(other)
        ));
    }
    said
}

/// Which topics a sentence is about.
type Kind = fn(&TopicDemand) -> bool;

fn demand(review: &Review) -> Vec<String> {
    let demand = &review.demand;
    let mut said = Vec::new();
    let met: usize = demand.topics.iter().map(|topic| topic.met).sum();
    let needs: usize = demand.topics.iter().map(|topic| topic.seekers).sum();
    if needs > 0 {
        let is = if met == 1 { "is" } else { "are" };
        said.push(format!("{met} of {} {is} met by someone matched with the member.", some(needs, "need", "needs")));
    }
    let kinds: [(&str, Kind); 3] = [
        ("Nobody offers", |topic| topic.offers == 0),
        ("Nobody needs", |topic| topic.seekers == 0 && topic.offers > 0),
        ("Fewer offer than need", |topic| topic.offers > 0 && topic.offers < topic.seekers),
    ];
    for (words, is) in kinds {
        let mut topics: Vec<&TopicDemand> = demand.topics.iter().filter(|topic| is(topic)).collect();
        topics.sort_by_key(|topic| std::cmp::Reverse(topic.seekers.abs_diff(topic.offers)));
        let one = |topic: &&TopicDemand| {
            let [needs, offers] = [some(topic.seekers, "needs", "need"), some(topic.offers, "offers", "offer")];
            format!("“{}” ({needs} it, {offers} it)", topic.topic)
        };
        if !topics.is_empty() {
            said.push(format!("{words} {}.", list(&few(topics.iter().map(one).collect()))));
        }
    }
    for theme in demand.themes.iter().filter(|theme| theme.wished < theme.fewest) {
        let wish = some(theme.wished, "member wishes", "members wish");
        said.push(format!("{wish} for {}: too few for a group of {}.", theme.theme, theme.fewest));
    }
    said
}

/// The warnings of a group, from its measures and from the members' own answers.
fn warnings(network: &Json, group: &GroupReview, members: &[String]) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(line) = group.faultline.as_ref().filter(|line| line.strength >= 0.6) {
        let [one, other] = line.camps.each_ref().map(|camp| list(&camp.iter().map(|id| name(id)).collect::<Vec<_>>()));
        said.push(format!(
            "Two camps: {one}; and {other}. What differs between these two makes up {} % of all that differs in the group. Mix them in small tasks, and look out for talks that stay inside a camp.",
            percent(line.strength)
        ));
    }
    for own in &group.attributes {
        if let Some(agreement) = own.agreement.filter(|&agreement| agreement <= -0.25) {
            said.push(format!(
                "The group is split on “{}”: answers stand at both ends and few in between (agreement {}, where −1 is half at either end and 0 an even spread).",
                own.attribute, n(agreement)
            ));
        }
        let people = network["members"].as_array().expect("members");
        let number = |id: &String| {
            let member = people.iter().find(|member| member["id"] == json!(id)).expect("a member");
            member["values"][&own.attribute].as_f64().map(|number| (id.clone(), number))
        };
        let known: Vec<(String, f64)> =
            if own.gini.is_some() { members.iter().filter_map(number).collect() } else { Vec::new() };
        let sum: f64 = known.iter().map(|(_, number)| number).sum();
        if let Some((id, most)) = known.iter().find(|(_, most)| 2.0 * most > sum).filter(|_| known.len() > 2) {
            said.push(format!(
                "{} has {} % of all that the group has in “{}”: more than all others together.",
                name(id),
                percent(most / sum),
                own.attribute
            ));
        }
    }
    said
}

fn all_true(network: &Json, plan: &Json, review: &Review) -> usize {
    assert_eq!(review.fairness.notes, fairness(review));
    assert_eq!(review.resilience.notes, resilience(review));
    assert_eq!(review.connections.notes, connections(review));
    assert_eq!(review.demand.notes, demand(review));
    for (group, given) in review.groups.iter().zip(plan["groups"].as_array().expect("groups")) {
        let members: Vec<String> = serde_json::from_value(given["members"].clone()).expect("ids");
        assert_eq!(group.warnings, warnings(network, group, &members));
    }
    review.groups.iter().map(|group| group.warnings.len()).sum()
}

#[test]
fn every_sentence_is_true() {
    let rules =
        json!([{"rule": "span", "attribute": "region", "atLeast": 2}, {"rule": "notAlone", "attribute": "gender"}]);
    let effort = json!({"iterations": 3000, "seconds": 600});
    let (mut kinds, mut warned) = (BTreeSet::new(), 0);
    for seed in 0..6 {
        let network = random_network(13 + 4 * seed as usize, seed);
        for form in [
            json!({"form": "communities", "size": [4, 6]}),
            json!({"form": "pairs"}),
            json!({"form": "pairs", "rounds": 2, "odd": "sitOut"}),
        ] {
            let rules = if form["form"] == "pairs" { json!([]) } else { rules.clone() };
            let scenario = json!({"criteria": criteria(), "form": form, "rules": rules, "effort": effort});
            let (plan, review) = solved(&json!({"network": network, "scenario": scenario}));
            warned += all_true(&network, &plan, &review);
            let all =
                [&review.fairness.notes, &review.resilience.notes, &review.connections.notes, &review.demand.notes];
            kinds.extend(
                all.into_iter().flatten().map(|note| note.split(' ').take(2).map(str::to_owned).collect::<String>()),
            );
        }
    }
    assert!(warned > 10 && kinds.len() > 20, "{warned} warnings, {} kinds of notes", kinds.len());
}

#[test]
fn sentences_about_nothing_are_true_as_well() {
    let member = |at: usize| json!({"id": format!("m{at}"), "name": format!("Name {at}")});
    let network = json!({"members": (0..4).map(member).collect::<Vec<_>>()});
    for groups in [in_order(4, &[4]), in_order(4, &[1])] {
        let review = of_groups(&network, &json!({}), &groups, &json!({"departure": 1, "viable": 1}));
        all_true(&network, &crate::plan("communities", &groups), &review);
    }
}
