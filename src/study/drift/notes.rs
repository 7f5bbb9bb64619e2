//! What changed, in sentences.

use super::model::{Drift, Held, Trend, Wave};
use crate::text::{Language, Text};

/// So many themes, and so many topics, have a sentence of their own.
const NAMED: usize = 5;

fn say(text: &Text) -> String {
    text.render(Language::English)
}

pub(super) fn notes(drift: &Drift, waves: &[Wave]) -> Vec<String> {
    let then = say(&Text::new(if drift.waves.len() == 2 { "drift.before" } else { "drift.first" }));
    let mut notes = members(drift);
    let wished: Vec<&Held> = drift.themes.iter().map(|theme| &theme.wished).collect();
    notes.extend(counted("drift.themes", &wished, &then));
    for theme in drift.themes.iter().take(NAMED).filter(|theme| theme.wished.change != 0) {
        let code = if theme.wished.change > 0 { "drift.theme.more" } else { "drift.theme.fewer" };
        notes.push(say(&of(code, &theme.wished, &then).with("theme", &theme.label)));
    }
    let needs: Vec<&Held> = drift.topics.iter().map(|topic| &topic.needs).collect();
    notes.extend(counted("drift.topics", &needs, &then));
    for topic in drift.topics.iter().take(NAMED).filter(|topic| topic.needs.change != 0) {
        let code = if topic.needs.change > 0 { "drift.topic.more" } else { "drift.topic.fewer" };
        let text = of(code, &topic.needs, &then).with("topic", &topic.topic);
        notes.push(say(&text.with("offers", topic.offers.last())));
    }
    notes.extend(supply(drift, &then));
    notes.extend(ties(drift, waves, &then));
    notes
}

fn of(code: &'static str, held: &Held, then: &str) -> Text {
    Text::new(code).with("count", held.last()).with("change", held.size() as f64).with("then", then)
}

/// How many rise, fall and stay; nothing where there are none.
fn counted(code: &'static str, all: &[&Held], then: &str) -> Option<String> {
    let count = |trend: Trend| all.iter().filter(|held| held.trend == trend).count();
    let text = Text::new(code).with("rising", count(Trend::Rising)).with("falling", count(Trend::Falling));
    (!all.is_empty()).then(|| say(&text.with("steady", count(Trend::Steady)).with("then", then)))
}

fn members(drift: &Drift) -> Vec<String> {
    let one = |(two, change): (&[super::WaveShape], &super::WaveChange)| {
        let text = Text::new("drift.members").with("from", &two[0].label).with("to", &two[1].label);
        let text = text.with("joined", change.joined.len()).with("left", change.left.len());
        say(&text.with("stayed", change.stayed.len()).with("revised", change.revised.len()))
    };
    drift.waves.windows(2).zip(&drift.changes).map(one).collect()
}

/// Demand against supply, and the topics that nobody offers.
fn supply(drift: &Drift, then: &str) -> Vec<String> {
    let (Some(first), Some(last)) = (drift.waves.first(), drift.waves.last()) else { return Vec::new() };
    if drift.topics.is_empty() {
        return Vec::new();
    }
    let text = Text::new("drift.supply").with("needs", last.needs).with("offers", last.offers).with("then", then);
    let supply = say(&text.with("neededThen", first.needs).with("offeredThen", first.offers));
    let text = Text::new("drift.unoffered").with("count", last.unoffered).with("was", first.unoffered);
    let unoffered = (last.unoffered + first.unoffered > 0).then(|| say(&text.with("then", then)));
    std::iter::once(supply).chain(unoffered).collect()
}

fn ties(drift: &Drift, waves: &[Wave], then: &str) -> Vec<String> {
    let (Some(first), Some(last)) = (drift.waves.first(), drift.waves.last()) else { return Vec::new() };
    let (was, is) = (&first.shape, &last.shape);
    if was.ties + is.ties == 0 {
        return Vec::new();
    }
    let text = Text::new("drift.ties").with("ties", is.ties).with("was", was.ties).with("then", then);
    let mut notes = vec![say(&text)];
    if let (Some(is), Some(was)) = (is.density, was.density) {
        notes.push(say(&Text::new("drift.density").with("density", is).with("was", was).with("then", then)));
    }
    if let (Some(id), Some(is), Some(was)) = (&drift.across, is.ei_index, was.ei_index) {
        let all = waves.iter().rev().flat_map(|wave| &wave.network.attributes);
        let label = all.filter(|attribute| attribute.id == *id).find_map(|attribute| attribute.label.clone());
        // From −1..1 to a share of the ties.
        let percent = |index: f64| libm::round((index + 1.0) * 500.0) / 10.0;
        let text = Text::new("drift.across").with("attribute", label.unwrap_or_else(|| id.clone())).with("then", then);
        notes.push(say(&text.with("share", percent(is)).with("was", percent(was))));
    }
    notes
}
