//! Every number in a report is the plan's or the review's.

use crate::page::Page;
use crate::{Reported, education, formed, n, programme, reported};
use commonground::study::NetworkShape;
use serde_json::json;
use std::collections::BTreeMap;

fn percent(share: f64) -> String {
    n((share * 1000.0).round() / 10.0)
}

fn some(value: Option<f64>) -> String {
    value.map_or("–".to_owned(), n)
}

/// What members are called; in the samples no two are called alike.
fn names(told: &Reported) -> BTreeMap<&str, &str> {
    let named = told.input.network.members.iter();
    named.map(|member| (member.id.as_str(), member.name.as_deref().unwrap_or(&member.id))).collect()
}

fn scores_are_right(told: &Reported) {
    let (names, fairness) = (names(told), &told.review.fairness);
    let table = told.page.table("Members, those served least first");
    assert_eq!(table.rows.len(), fairness.members.len());
    for member in &fairness.members {
        let row = table.row(names[member.member.as_str()]);
        if let Some(shown) = row.get("Score") {
            assert_eq!(*shown, some(member.score));
        } else {
            assert_eq!(member.score, None);
        }
        if fairness.envy.is_some() {
            assert_eq!(row["Places that would suit better"], n(f64::from(member.envies)));
        }
    }
    let order: Vec<f64> = table.rows.iter().map(|row| row[1].parse().unwrap_or(f64::NEG_INFINITY)).collect();
    assert!(order.is_sorted(), "those served least come first");
    if let Some(gini) = fairness.gini {
        let said =
            format!("The Gini coefficient of the scores is {}, where 0 means that all are served alike.", n(gini));
        assert!(told.page.says(&said));
    }
}

fn notes_are_there(told: &Reported) {
    let review = &told.review;
    let notes = [&review.fairness.notes, &review.resilience.notes, &review.connections.notes, &review.demand.notes];
    for note in notes.into_iter().flatten().chain(&told.plan.notes) {
        assert!(told.page.says(note), "{note}");
    }
    for group in &review.groups {
        for warning in &group.warnings {
            assert!(told.page.text().contains(warning.as_str()), "{warning}");
        }
    }
    for one in &told.plan.unplaced {
        assert!(told.page.says(&one.why), "{}", one.why);
    }
}

type Measure = fn(&NetworkShape) -> Option<f64>;

fn connections_are_right(told: &Reported) {
    let table = told.page.table("The network before the plan, and with its ties");
    let measures: [(&str, Measure); 11] = [
        ("Ties", |shape| Some(shape.ties as f64)),
        ("Density: ties by all that there could be", |shape| shape.density),
        ("Separate parts", |shape| Some(shape.parts as f64)),
        ("Members of the largest part", |shape| Some(shape.largest as f64)),
        ("Members who know nobody", |shape| Some(shape.isolated as f64)),
        ("Mean steps between two members", |shape| shape.mean_path),
        ("Clustering", |shape| shape.clustering),
        ("Transitivity", |shape| shape.transitivity),
        ("Ties across against ties within, −1 to 1", |shape| shape.ei_index),
        ("Ties without which a part falls apart", |shape| Some(shape.bridges.len() as f64)),
        ("Members without whom a part falls apart", |shape| Some(shape.cut_members.len() as f64)),
    ];
    let mut shown = 0;
    let connections = &told.review.connections;
    for (name, of) in measures {
        let both = [of(&connections.before), of(&connections.after)];
        if both != [None, None] {
            let row = table.row(name);
            assert_eq!([row["Before"], row["After"]].map(str::to_owned), both.map(some), "{name}");
            shown += 1;
        }
    }
    assert_eq!(table.rows.len(), shown);
}

fn demand_is_right(told: &Reported) {
    let table = told.page.table("Topics");
    assert_eq!(table.rows.len(), told.review.demand.topics.len());
    for topic in &told.review.demand.topics {
        let row = table.row(&topic.topic);
        let counts = [topic.seekers, topic.offers, topic.met].map(|count| count.to_string());
        assert_eq!([row["Need it"], row["Offer it"], row["Met in the plan"]].map(str::to_owned), counts);
    }
    let labels: BTreeMap<&str, &str> = told
        .input
        .network
        .themes
        .iter()
        .map(|theme| (theme.id.as_str(), theme.label.as_deref().unwrap_or(&theme.id)))
        .collect();
    let table = told.page.table("Themes");
    assert_eq!(table.rows.len(), told.plan.themes.len());
    for theme in &told.plan.themes {
        let row = table.rows.iter().find(|row| row[0] == labels[theme.theme.as_str()]).expect("the theme");
        let counts = [theme.wished, theme.first, theme.groups, theme.members, theme.chosen, theme.unmet];
        assert_eq!(row[1..], counts.map(|count| count.to_string()));
    }
}

fn fragility_is_right(told: &Reported) {
    let resilience = &told.review.resilience;
    // Pairs end when one leaves.
    if told.page.tables.iter().any(|table| table.caption == "Pairs") {
        assert!(told.page.table("Groups that could fall").rows.is_empty());
        return;
    }
    let table = told.page.table("Groups that could fall");
    let falls = |group: &&commonground::study::GroupResilience| {
        !group.critical.is_empty()
            || group.chance < resilience.wished
            || group.shocks.iter().any(|shock| !shock.fatal.is_empty())
    };
    let groups: Vec<_> = resilience.groups.iter().filter(falls).collect();
    assert_eq!(table.rows.len(), groups.len());
    for (row, group) in table.rows.iter().zip(groups) {
        let size = told.review.groups.iter().find(|other| other.group == group.group).expect("the group").size;
        assert_eq!(row[1..3], [size.to_string(), percent(group.chance)]);
    }
    let table = told.page.table("Losses that groups would not outlive");
    let losses: Vec<Vec<String>> = resilience
        .losses
        .iter()
        .map(|loss| {
            let attribute = told.input.network.attributes.iter().find(|one| one.id == loss.attribute).expect("it");
            let label = attribute.label.clone().unwrap_or_else(|| attribute.id.clone());
            vec![loss.value.clone(), label, loss.groups.to_string(), loss.fatal.to_string()]
        })
        .collect();
    assert_eq!(table.rows, losses);
    let alone: usize = told.review.fairness.tokens.iter().map(|tokens| tokens.count).sum();
    assert_eq!(told.page.table("Members alone of their kind").rows.len(), alone);
}

fn rules_are_right(told: &Reported) {
    let table = told.page.table("Rules");
    assert_eq!(table.rows.len(), told.plan.rules.len());
    for (row, rule) in table.rows.iter().zip(&told.plan.rules) {
        assert_eq!(row[..2], [(rule.rule + 1).to_string(), rule.text.clone()]);
        assert_eq!(row[2] == "must hold", rule.hard);
        assert_eq!(row[3], if rule.held { "yes" } else { "no" });
        let broken = row.get(4).map_or(0, |lines| lines.lines().count());
        assert_eq!(broken, rule.broken.len());
    }
}

/// Text in some element, in the order of the page.
fn texts<'p>(page: &'p Page, element: &str) -> Vec<&'p str> {
    let inside = |(open, _): &&(Vec<String>, String)| open.last().is_some_and(|last| last == element);
    page.texts.iter().filter(inside).map(|(_, text)| text.as_str()).collect()
}

/// What is said of a match and is no share of its affinity.
fn beside(reason: &commonground::plan::Reason) -> bool {
    ["theme", "nothing", "broadOnly"].contains(&reason.kind.as_str())
}

fn communities_are_right(told: &Reported) {
    let names = names(told);
    let tables: Vec<_> = told.page.tables.iter().filter(|table| table.caption == "Members").collect();
    assert_eq!(tables.len(), told.plan.groups.len());
    let said = texts(&told.page, "p");
    let reasons = texts(&told.page, "li");
    for (table, group) in tables.into_iter().zip(&told.plan.groups) {
        let members: Vec<&str> = table.rows.iter().map(|row| row[0].as_str()).collect();
        assert_eq!(members, group.members.iter().map(|id| names[id.as_str()]).collect::<Vec<_>>());
        let mut facts = format!("{} members · mean affinity {}", group.members.len(), n(group.score));
        let measures = [("commonality", group.commonality), ("diversity", group.diversity)];
        for (word, value) in measures.into_iter().filter_map(|(word, value)| Some((word, value?))) {
            facts += &format!(" · {word} {}", n(value));
        }
        assert!(said.contains(&facts.as_str()), "{facts}");
        for reason in group.reasons.iter().filter(|reason| !beside(reason)).take(3) {
            let said = format!("{} ({}\u{a0}%)", reason.text, percent(reason.share));
            assert!(reasons.contains(&said.as_str()), "{said}");
        }
        for reason in group.reasons.iter().filter(|reason| beside(reason)) {
            assert!(reasons.contains(&reason.text.as_str()), "{}", reason.text);
        }
    }
}

fn summary_is_right(told: &Reported) {
    let score = &told.plan.score;
    let text = told.page.text();
    assert!(text.contains(&format!("The plan scores {}:", n(score.total))), "{}", score.total);
    if let (commonground::plan::Proof::Bounded, Some(bound), Some(gap)) = (score.proof, score.bound, score.gap) {
        let gap = n((gap * 1000.0).ceil() / 10.0);
        assert!(text.contains(&format!("more than {}: at most {gap} % more than this one", n(bound))));
    }
    let effort = &told.plan.effort;
    let made = told.page.table("To repeat it");
    assert_eq!(made.row("Seed")["Value"], effort.seed.to_string());
    assert_eq!(made.row("Moves tried")["Value"], effort.iterations.to_string());
    assert_eq!(made.row("Seconds allowed")["Value"], n(effort.seconds));
    assert_eq!(made.row("Mix of commonality (0) and diversity (1)")["Value"], n(told.input.scenario.mix));
    assert_eq!(made.row("Commonground")["Value"], env!("CARGO_PKG_VERSION"));
}

fn all_are_right(told: &Reported) {
    scores_are_right(told);
    notes_are_there(told);
    connections_are_right(told);
    demand_is_right(told);
    fragility_is_right(told);
    rules_are_right(told);
    summary_is_right(told);
}

#[test]
fn of_communities() {
    for sample in [education(), programme()] {
        let told = reported(&sample);
        all_are_right(&told);
        communities_are_right(&told);
    }
}

#[test]
fn of_pairs_over_two_rounds() {
    let told = reported(&formed(education(), json!({"form": "pairs", "rounds": 2})));
    all_are_right(&told);
    let names = names(&told);
    let table = told.page.table("Pairs");
    assert_eq!(table.rows.len(), told.plan.groups.len());
    for (row, group) in table.rows.iter().zip(&told.plan.groups) {
        let members: Vec<&str> = group.members.iter().map(|id| names[id.as_str()]).collect();
        assert_eq!([row[0].as_str(), row[1].as_str()], [group.id.as_str(), members.join("\n").as_str()]);
        assert_eq!(row[2], n(group.score));
        let reasons: Vec<String> = group
            .reasons
            .iter()
            .filter(|one| !beside(one))
            .take(3)
            .map(|one| format!("{} ({}\u{a0}%)", one.text, percent(one.share)))
            .chain(group.reasons.iter().filter(|one| beside(one)).map(|one| one.text.clone()))
            .collect();
        assert_eq!(row.get(3).map_or("", String::as_str), reasons.join("\n"));
    }
    assert!(told.page.says("Round 1") && told.page.says("Round 2"));
}

#[test]
fn of_coaching() {
    let told = reported(&formed(education(), json!({"form": "coaching"})));
    all_are_right(&told);
    let names = names(&told);
    let table = told.page.table("Learners and their coaches");
    assert_eq!(table.rows.len(), told.plan.coaching.len());
    for (row, one) in table.rows.iter().zip(&told.plan.coaching) {
        assert_eq!(
            row[..3],
            [names[one.learner.as_str()].to_owned(), names[one.coach.as_str()].to_owned(), n(one.score)]
        );
    }
}

#[test]
fn of_tables() {
    let told = reported(&formed(education(), json!({"form": "pairs", "size": 4, "rounds": 2})));
    all_are_right(&told);
    communities_are_right(&told);
}
