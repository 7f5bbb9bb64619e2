//! What members need and offer, and what of it meets in the plan.

use super::ground::{Ground, say};
use super::model::ReviewOptions;
use super::model_network::{Demand, ThemeDemand, TopicDemand};
use crate::network::Role;
use crate::order::ranked;
use crate::scenario::Form;
use crate::text::Text;

/// So many topics stand in a sentence.
const NAMED: usize = 5;

pub(super) fn demand(ground: &Ground, options: &ReviewOptions) -> Demand {
    let table = ground.case.table;
    let labels = table.needs.labels();
    let (mut seekers, mut offers, mut met) = (vec![0; labels.len()], vec![0; labels.len()], vec![0; labels.len()]);
    let mut demand = Demand {
        needs: 0,
        met: 0,
        unmet: 0,
        alone: 0,
        gain: 0,
        topics: Vec::new(),
        themes: themes(ground, options),
        notes: Vec::new(),
    };
    for &member in &ground.pool {
        table.offers.values(member).iter().for_each(|&topic| offers[topic as usize] += 1);
        for &topic in helped(ground, member) {
            let offered = |other: usize| table.offers.values(other).binary_search(&topic).is_ok();
            let alone = offered(member);
            let by_match = ground.helpers[member].iter().any(|&other| offered(other as usize));
            seekers[topic as usize] += 1;
            met[topic as usize] += usize::from(by_match);
            demand.needs += 1;
            demand.met += usize::from(by_match);
            demand.alone += usize::from(alone);
            demand.gain += usize::from(by_match && !alone);
        }
    }
    demand.unmet = demand.needs - demand.met;
    let topics = (0..labels.len()).filter(|&topic| seekers[topic] + offers[topic] > 0).map(|topic| TopicDemand {
        topic: labels[topic].clone(),
        seekers: seekers[topic],
        offers: offers[topic],
        met: met[topic],
        lacks: lacks(seekers[topic], offers[topic]),
    });
    demand.topics = topics.collect();
    demand.topics.sort_by(|a, b| b.seekers.cmp(&a.seekers).then_with(|| a.topic.cmp(&b.topic)));
    demand.notes = notes(ground, &demand);
    demand
}

/// What is lacking of a topic that somebody needs or offers.
pub(in crate::study) fn lacks(seekers: usize, offers: usize) -> Option<&'static str> {
    match (seekers, offers) {
        (_, 0) => Some("offers"),
        (0, _) => Some("seekers"),
        (seekers, offers) if offers < seekers => Some("enoughOffers"),
        _ => None,
    }
}

/// The needs of a member whom the plan is to serve.
fn helped<'g>(ground: &'g Ground, member: usize) -> &'g [u32] {
    let served = !ground.coaching() || ground.case.table.roles[member].contains(&Role::Learner);
    if served { ground.case.table.needs.values(member) } else { &[] }
}

fn themes(ground: &Ground, options: &ReviewOptions) -> Vec<ThemeDemand> {
    let table = ground.case.table;
    let fewest = match &ground.case.scenario.form {
        Form::Communities(form) => form.size.map(|[lo, _]| lo),
        _ => None,
    };
    let fewest = fewest.unwrap_or_else(|| options.viable.unwrap_or_else(|| ground.viable())) as usize;
    let one = |(theme, id): (usize, &String)| {
        let wished = ground.pool.iter().filter(|&&member| table.wishes[member][theme] > 0.0).count();
        ThemeDemand { theme: id.clone(), wished, fewest, enough: wished >= fewest }
    };
    table.theme_ids.iter().enumerate().map(one).collect()
}

fn notes(ground: &Ground, demand: &Demand) -> Vec<String> {
    let mut notes = Vec::new();
    if demand.needs > 0 {
        notes.push(say(&Text::new("review.needs").with("met", demand.met).with("needs", demand.needs)));
    }
    let lacks = [("offers", "review.unoffered"), ("seekers", "review.unneeded"), ("enoughOffers", "review.scarce")];
    for (lack, code) in lacks {
        let topics: Vec<&TopicDemand> = demand.topics.iter().filter(|topic| topic.lacks == Some(lack)).collect();
        let missing = |topic: &TopicDemand| topic.seekers.abs_diff(topic.offers);
        let count = topics.len();
        let worst = ranked(topics, |a, b| missing(b).cmp(&missing(a)));
        let one = |topic: &&TopicDemand| {
            let text = Text::new("review.topic").with("topic", &topic.topic).with("seekers", topic.seekers);
            say(&text.with("offers", topic.offers))
        };
        let mut named: Vec<String> = worst.iter().take(NAMED).map(one).collect();
        if count > NAMED {
            named.push(say(&Text::new("note.more").with("count", count - NAMED)));
        }
        if count > 0 {
            notes.push(say(&Text::new(code).with("count", count).with("topics", named)));
        }
    }
    for theme in demand.themes.iter().filter(|theme| !theme.enough) {
        let label = ground.case.table.theme(&theme.theme).map(|at| ground.case.table.theme_labels[at].clone());
        let text = Text::new("review.theme").with("theme", label.unwrap_or_default()).with("wished", theme.wished);
        notes.push(say(&text.with("fewest", theme.fewest)));
    }
    notes
}
