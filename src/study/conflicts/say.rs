//! Conflicts in words.

use super::inquiry::Inquiry;
use super::model::{ConflictKind, ConflictSet, ConflictStatus, Relaxation};
use super::parts::Parts;
use crate::forms::ConflictProof;
use crate::network::Column;
use crate::plan::Plan;
use crate::rules::disparity::DisparityMeasure;
use crate::rules::share::Among;
use crate::rules::{Rule, Setting};
use crate::scenario::{CoachingTo, Form};
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
    let Some(rule) = scenario.rules.get(at) else { return String::new() };
    let setting = Setting::from(&scenario.form);
    let (code, members) = match rule {
        Rule::Together(rule) => ("rule.together", &rule.members),
        Rule::Apart(rule) => ("rule.apart", &rule.members),
        other => return say(other.kind().sentence(&inquiry.table, setting)),
    };
    let members = few(members.iter().map(|id| name(inquiry, id)));
    say(Text::new(code).with("members", members).with("group", setting.group()))
}

fn name(inquiry: &Inquiry, id: &str) -> String {
    inquiry.table.member(id).map_or(id.to_owned(), |at| inquiry.table.names[at].clone())
}

/// A group that is settled for somebody: by its theme, or as it is called.
fn place(inquiry: &Inquiry, group: &str) -> String {
    inquiry.table.theme(group).map_or(group.to_owned(), |at| inquiry.table.theme_labels[at].clone())
}

/// That somebody may leave the group that is settled for them.
pub(super) fn unpinned(inquiry: &Inquiry, member: &str, group: &str) -> Text {
    Text::new("conflict.unpin").with("name", name(inquiry, member)).with("group", place(inquiry, group))
}

/// That two who are in conflict may be together.
pub(super) fn untied(inquiry: &Inquiry, one: &str, other: &str) -> Text {
    Text::new("conflict.untie").with("one", name(inquiry, one)).with("other", name(inquiry, other))
}

/// That somebody is no longer in the list of a rule.
pub(super) fn released(inquiry: &Inquiry, member: &str, at: usize) -> Text {
    Text::new("conflict.release").with("name", name(inquiry, member)).with("rules", part(inquiry, at))
}

/// What is given up altogether.
pub(super) fn dropped(inquiry: &Inquiry, parts: &Parts) -> Text {
    let code = match (inquiry.whole.of_panel(), parts.len()) {
        (false, 1) => "conflict.drop",
        (false, _) => "conflict.drop.several",
        (true, 1) => "conflict.drop.quota",
        (true, _) => "conflict.drop.quotas",
    };
    Text::new(code).with("count", parts.len()).with("rules", sentences(inquiry, parts))
}

/// A change, and what is given up besides for other conflicts.
pub(super) fn also(inquiry: &Inquiry, change: String, parts: &Parts) -> Text {
    let code = match (inquiry.whole.of_panel(), parts.len()) {
        (false, 1) => "conflict.also",
        (false, _) => "conflict.also.several",
        (true, 1) => "conflict.also.quota",
        (true, _) => "conflict.also.quotas",
    };
    Text::new(code).with("change", change).with("count", parts.len()).with("rules", sentences(inquiry, parts))
}

fn sentences(inquiry: &Inquiry, parts: &Parts) -> String {
    parts.iter().map(|&at| part(inquiry, at)).collect::<Vec<String>>().join(" ")
}

/// What a rule asks less of, or allows more of.
pub(super) fn loosened(inquiry: &Inquiry, rule: &Rule, key: &str, from: f64, to: f64) -> Text {
    let table = &inquiry.table;
    let label = |attribute: &String| table.label(attribute).to_owned();
    let percents = (from * 100.0, to * 100.0);
    let (code, attribute, (from, to)) = match (rule, key) {
        (Rule::Share(rule), "core") => ("conflict.loosen.share.core", label(&rule.attribute), percents),
        (Rule::Share(rule), _) if rule.among == Some(Among::Each) => {
            ("conflict.loosen.share.each", label(&rule.attribute), (from, to))
        }
        (Rule::Share(rule), _) => ("conflict.loosen.share.all", label(&rule.attribute), (from, to)),
        (Rule::Span(rule), _) => ("conflict.loosen.span", label(&rule.attribute), (from, to)),
        (Rule::Cap(rule), _) => ("conflict.loosen.cap", label(&rule.attribute), (from, to)),
        (Rule::Quota(rule), _) => {
            return of_quota(key, from, to).with("attribute", label(&rule.attribute)).with("value", &rule.value);
        }
        (Rule::NotAlone(rule), _) => match &rule.value {
            Some(value) => {
                let text = Text::new("conflict.loosen.notAlone.one").with("value", value);
                return text.with("attribute", label(&rule.attribute)).with("from", from).with("to", to);
            }
            None => ("conflict.loosen.notAlone", label(&rule.attribute), (from, to)),
        },
        (Rule::Spread(rule), _) => ("conflict.loosen.spread", label(&rule.attribute), (from, to)),
        (Rule::Balance(rule), _) if matches!(table.column(&rule.attribute), Some(Column::Number { .. })) => {
            ("conflict.loosen.balance.mean", label(&rule.attribute), (from, to))
        }
        (Rule::Balance(rule), _) => ("conflict.loosen.balance.share", label(&rule.attribute), percents),
        (Rule::Disparity(rule), _) if rule.measure == DisparityMeasure::Gini => {
            ("conflict.loosen.disparity.gini", label(&rule.attribute), (from, to))
        }
        (Rule::Disparity(rule), _) => ("conflict.loosen.disparity.sd", label(&rule.attribute), (from, to)),
        (Rule::Acquainted(_), "atLeast") => ("conflict.loosen.acquainted.least", String::new(), percents),
        (Rule::Acquainted(_), _) => ("conflict.loosen.acquainted.most", String::new(), percents),
        _ => ("conflict.loosen.familiar", String::new(), (from, to)),
    };
    Text::new(code).with("attribute", attribute).with("from", from).with("to", to)
}

/// What a quota of groups, or of a panel, asks less of or allows more of.
pub(super) fn of_quota(key: &str, from: f64, to: f64) -> Text {
    let code = match key {
        "atMost" => "conflict.loosen.most",
        _ if to > 0.0 => "conflict.loosen.least",
        _ => "conflict.loosen.none",
    };
    Text::new(code).with("from", from).with("to", to)
}

/// A change with what comes of it.
pub(super) fn cost(inquiry: &Inquiry, change: &str, members: u32, plan: &Plan) -> String {
    let lottery = plan.panel.as_ref().is_some_and(|panel| !panel.chances.is_empty());
    let text = match members {
        _ if lottery => {
            Text::new("conflict.cost.chance").with("percent", libm::floor(plan.score.total * 1000.0 + 1e-6) / 10.0)
        }
        0 => Text::new("conflict.cost.nobody").with("score", plan.score.total),
        _ => Text::new("conflict.cost").with("members", members).with("score", plan.score.total),
    };
    say(text.with("change", change).with("group", Setting::from(&inquiry.whole.scenario.form).group()))
}

/// A demand of the form in words.
pub(super) fn ground(inquiry: &Inquiry, kind: ConflictKind) -> String {
    let (scenario, network) = (inquiry.whole.scenario, inquiry.whole.network);
    let name = |id: &String| name(inquiry, id);
    let pairs = |wanted: &dyn Fn(&crate::network::Tie) -> bool| {
        let tied = network.ties.iter().filter(|tie| wanted(tie));
        few(tied.map(|tie| say(Text::new("conflict.pair").with("one", name(&tie.a)).with("other", name(&tie.b)))))
    };
    let text = match (kind, &scenario.form) {
        (ConflictKind::Size, Form::Communities(form)) => {
            let [lo, hi] = form.size.unwrap_or([1, 1]);
            Text::new("conflict.size").with("lo", lo).with("hi", hi)
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
            let pins = scenario.pins.iter().map(|pin| {
                let group = place(inquiry, &pin.group);
                say(Text::new("conflict.pins.one").with("name", name(&pin.member)).with("group", group))
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
        (ConflictProof::None, [_]) => "conflict.set.unproven.one",
        (ConflictProof::None, _) => "conflict.set.unproven",
        (_, []) => "conflict.set.nothing",
        (_, [_]) => "conflict.set.one",
        (_, [_, _]) if shown => "conflict.set.two",
        _ if shown => "conflict.set",
        _ => "conflict.set.shown",
    };
    let text = match &set.items[..] {
        [only] => Text::new(code).with("items", &only.text),
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

/// The report in words, and what to do next.
pub(super) fn report(
    inquiry: &Inquiry,
    status: ConflictStatus,
    sets: &[ConflictSet],
    relaxations: &[Relaxation],
) -> (String, String) {
    if status == ConflictStatus::Feasible {
        let none = inquiry.whole.parts.is_empty();
        return (say(Text::new(if none { "conflict.none" } else { "conflict.feasible" })), String::new());
    }
    let mut parts: Vec<String> = sets.first().map(|set| set.text.clone()).into_iter().collect();
    let others = sets.iter().skip(1);
    let unproven = others.clone().filter(|set| set.proof == ConflictProof::None).count();
    let mut further = |code: &'static str, count: usize| {
        if count > 0 {
            parts.push(say(Text::new(code).with("count", count)));
        }
    };
    further("conflict.further", others.count() - unproven);
    further("conflict.further.unproven", unproven);
    let proven = status == ConflictStatus::Conflict;
    let quotas = inquiry.whole.of_panel();
    let next = match relaxations {
        [] if sets.first().is_some_and(|set| proven && set.items.iter().all(|item| item.rule.is_none())) => {
            Text::new(of_form(&inquiry.whole.scenario.form))
        }
        [] if proven && quotas => Text::new("conflict.next.none.quotas"),
        [] if proven => Text::new("conflict.next.none"),
        [] if quotas => Text::new("conflict.next.unproven.none.quotas"),
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
    let next = say(next).trim_end().to_owned();
    parts.push(next.clone());
    (parts.join(" "), next)
}

/// What to change where no rule is at fault.
fn of_form(form: &Form) -> &'static str {
    match form {
        Form::Communities(_) => "conflict.next.communities",
        Form::Pairs(_) => "conflict.next.pairs",
        Form::Coaching(form) if form.to == CoachingTo::Groups => "conflict.next.facilitators",
        Form::Coaching(_) => "conflict.next.coaching",
        Form::Panel(_) => "conflict.next.panel",
    }
}
