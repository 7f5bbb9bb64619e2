//! Conflicts in words.

use super::inquiry::Inquiry;
use super::model::{ConflictKind, ConflictSet, ConflictStatus, Relaxation};
use crate::forms::ConflictProof;
use crate::rules::Setting;
use crate::scenario::Form;
use crate::text::{Language, Text};

/// More names or pairs than these tell nobody more.
const MOST_NAMED: usize = 5;

/// Sentences of an argument that the set itself repeats; all of them stand beside it.
const MOST_SENTENCES: usize = 2;

pub(super) fn say(text: Text) -> String {
    text.render(Language::English)
}

/// A rule or a quota in words.
pub(super) fn part(inquiry: &Inquiry, at: usize) -> String {
    let scenario = inquiry.whole.scenario;
    if let Form::Panel(form) = &scenario.form {
        let Some(quota) = form.quotas.get(at) else { return String::new() };
        let code = match (quota.at_least, quota.at_most) {
            (Some(_), Some(_)) => "conflict.quota.both",
            (_, None) => "conflict.quota.least",
            (None, Some(_)) => "conflict.quota.most",
        };
        let text = Text::new(code)
            .with("least", quota.at_least.unwrap_or(0))
            .with("most", quota.at_most.unwrap_or(form.seats))
            .with("attribute", inquiry.table.label(&quota.attribute))
            .with("value", &quota.value);
        return say(text);
    }
    let sentence = |rule: &crate::rules::Rule| rule.kind().sentence(&inquiry.table, Setting::from(&scenario.form));
    scenario.rules.get(at).map_or(String::new(), |rule| say(sentence(rule)))
}

/// A demand of the form in words.
pub(super) fn ground(inquiry: &Inquiry, kind: ConflictKind) -> String {
    let (scenario, network) = (inquiry.whole.scenario, inquiry.whole.network);
    let name = |id: &String| inquiry.table.member(id).map_or(id.clone(), |at| inquiry.table.names[at].clone());
    let pairs = |wanted: &dyn Fn(&crate::network::Tie) -> bool| {
        let tied = network.ties.iter().filter(|tie| wanted(tie));
        few(tied.map(|tie| say(Text::new("conflict.pair").with("one", name(&tie.a)).with("other", name(&tie.b)))))
    };
    let text = match (kind, &scenario.form) {
        (ConflictKind::Size, Form::Communities(form)) => {
            let [lo, hi] = form.size.unwrap_or([1, 1]);
            let code = if lo == hi { "conflict.size.one" } else { "conflict.size" };
            Text::new(code).with("lo", lo).with("hi", hi)
        }
        (ConflictKind::Count, Form::Communities(form)) => {
            let code = if form.size.is_none() { "conflict.count.even" } else { "conflict.count" };
            Text::new(code).with("count", form.count.unwrap_or(1))
        }
        (ConflictKind::PerTheme, Form::Communities(form)) => {
            let [lo, hi] = form.per_theme.unwrap_or([0, 0]);
            Text::new("conflict.perTheme").with("lo", lo).with("hi", hi)
        }
        (ConflictKind::OnlyChosen, _) => Text::new("conflict.onlyChosen"),
        (ConflictKind::Keep, _) => {
            Text::new("conflict.keep").with("moves", scenario.keep.as_ref().map_or(0, |keep| keep.moves))
        }
        (ConflictKind::Pins, _) => {
            let theme =
                |id: &String| inquiry.table.theme(id).map_or(id.clone(), |at| inquiry.table.theme_labels[at].clone());
            let pins = scenario.pins.iter().map(|pin| {
                say(Text::new("conflict.pins.one").with("name", name(&pin.member)).with("group", theme(&pin.group)))
            });
            Text::new("conflict.pins").with("pins", few(pins))
        }
        (ConflictKind::Rounds, Form::Pairs(form)) => Text::new("conflict.rounds").with("rounds", form.rounds),
        (ConflictKind::Include, Form::Panel(form)) => {
            Text::new("conflict.include").with("names", few(form.include.iter().map(name)))
        }
        (ConflictKind::SameParent, _) => Text::new("conflict.sameParent").with("pairs", pairs(&|tie| tie.same_parent)),
        _ => Text::new("conflict.ties").with("pairs", pairs(&|tie| tie.conflict)),
    };
    say(text)
}

/// The first few, and how many more there are.
fn few(all: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = all.collect();
    if all.len() > MOST_NAMED {
        let more = all.len() - MOST_NAMED;
        all.truncate(MOST_NAMED);
        all.push(say(Text::new("conflict.more").with("count", more)));
    }
    all
}

/// A set in words: what is in it, and why it cannot hold where that is known.
pub(super) fn set(set: &ConflictSet, tries: u32) -> String {
    let numbered = |(at, item): (usize, &super::model::ConflictItem)| {
        say(Text::new("conflict.item").with("at", at + 1).with("text", &item.text))
    };
    let items: Vec<String> = set.items.iter().enumerate().map(numbered).collect();
    let shown = set.items.iter().all(|item| item.witness.is_some());
    let code = match (set.proof, &set.items[..]) {
        (ConflictProof::None, _) => "conflict.set.unproven",
        (_, []) => "conflict.set.nothing",
        (_, [_]) => "conflict.set.one",
        _ if shown => "conflict.set",
        _ => "conflict.set.shown",
    };
    let text = match &set.items[..] {
        [only] if set.proof != ConflictProof::None => Text::new(code).with("items", &only.text),
        _ => Text::new(code).with("items", items.join(" ")),
    };
    let mut text =
        say(text.with("count", items.len()).with("fewer", items.len().saturating_sub(1)).with("tries", tries));
    if !set.why.is_empty() {
        let why = set.why[..set.why.len().min(MOST_SENTENCES)].join(" ");
        text.push(' ');
        text.push_str(&say(Text::new("conflict.why").with("why", why)));
    }
    text
}

/// The report in words.
pub(super) fn report(status: ConflictStatus, sets: &[ConflictSet], relaxations: &[Relaxation], any: bool) -> String {
    if status == ConflictStatus::Feasible {
        return say(Text::new(if any { "conflict.feasible" } else { "conflict.none" }));
    }
    let mut parts: Vec<String> = sets.first().map(|set| set.text.clone()).into_iter().collect();
    if sets.len() > 1 {
        parts.push(say(Text::new("conflict.further").with("count", sets.len() - 1)));
    }
    let proven = status == ConflictStatus::Conflict;
    let next = match relaxations {
        [] if sets.first().is_some_and(|set| proven && set.items.iter().all(|item| item.rule.is_none())) => {
            Text::new("conflict.next.form")
        }
        [] if proven => Text::new("conflict.next.none"),
        [] => Text::new("conflict.next.unproven.none"),
        [first, others @ ..] => {
            let others = match others.len() {
                0 => String::new(),
                count => say(Text::new("conflict.next.others").with("count", count)),
            };
            let code = if proven { "conflict.next" } else { "conflict.next.unproven" };
            Text::new(code).with("change", &first.text).with("others", others)
        }
    };
    parts.push(say(next).trim_end().to_owned());
    parts.join(" ")
}
