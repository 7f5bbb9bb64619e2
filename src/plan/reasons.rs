//! Why members were brought together: each criterion's share of their affinity, with the values that speak for it.

use super::Reason;
use super::measure::{Case, Placed};
use crate::affinity::{Part, Want};
use crate::network::{Answer, Column};
use crate::order::ranked;
use crate::text::{Language, Text, number};

/// Shares below this are not worth a sentence.
const LEAST_SHARE: f64 = 0.05;

/// At most so many values are named in a sentence.
const NAMED: usize = 4;

/// The reasons of a coach and a learner, strongest first.
pub(super) fn reasons_of_match(case: &Case, coach: usize, learner: usize) -> Vec<Reason> {
    among(case, &[learner, coach], None)
}

/// The reasons of a group, strongest first.
pub(super) fn reasons_of_group(case: &Case, group: &Placed) -> Vec<Reason> {
    among(case, &group.members, group.theme)
}

fn among(case: &Case, members: &[usize], theme: Option<usize>) -> Vec<Reason> {
    // Each criterion's mean contribution over the pairs; these sum to the group's mean affinity.
    let mut contributions: Vec<Option<(Part, f64)>> = vec![None; case.scenario.criteria.len()];
    let mut whole = 0.0;
    for (at, &a) in members.iter().enumerate() {
        for &b in &members[at + 1..] {
            for (criterion, part, _, contribution) in case.affinity.contributions(a, b) {
                contributions[criterion].get_or_insert((part, 0.0)).1 += contribution;
                whole += contribution;
            }
        }
    }
    let reasons: Vec<Reason> = contributions
        .into_iter()
        .enumerate()
        .filter_map(|(criterion, found)| {
            let (part, sum) = found?;
            let share = if case.affinity.passes_scores_through() { 1.0 } else { sum / whole };
            (share.is_finite() && share >= LEAST_SHARE).then(|| reason(case, members, criterion, part, share))?
        })
        .collect();
    let mut reasons = ranked(reasons, |a, b| b.share.total_cmp(&a.share));
    reasons.extend(theme.and_then(|theme| theme_reason(case, members, theme)));
    reasons
}

fn reason(case: &Case, members: &[usize], criterion: usize, part: Part, share: f64) -> Option<Reason> {
    let wanted = &case.scenario.criteria[criterion];
    let (kind, value, text) = match part {
        Part::Exchange => exchange(case, members)?,
        Part::Ties => ties(case, members, wanted.want == Want::Known)?,
        Part::Scores => score(case, members),
        Part::Commonality => common(case, members, &wanted.on)?,
        Part::Diversity => different(case, members, &wanted.on)?,
    };
    let members = members.iter().map(|&m| case.table.ids[m].clone()).collect();
    Some(Reason { criterion, members, kind: kind.to_owned(), value, share, text: text.render(Language::English) })
}

type Said = (&'static str, Vec<String>, Text);

/// How many members hold each value, most first, then in the order of the column.
fn held(column: &Column, members: &[usize]) -> Vec<(u32, u32)> {
    ranked(crate::rules::holders(column, members), |a, b| b.1.cmp(&a.1))
}

fn common(case: &Case, members: &[usize], on: &str) -> Option<Said> {
    let column = case.table.column(on)?;
    let attribute = case.table.label(on);
    let held = held(column, members);
    if held.is_empty() || matches!(column, Column::Ordinal { .. }) {
        return range(case, members, on, "reason.common.near").map(|(values, text)| ("common", values, text));
    }
    let label = |value: u32| case.table.value_label(on, column, value).to_owned();
    let most = held[0].1;
    if most < 2 {
        return None;
    }
    let values: Vec<String> = held.iter().filter(|(_, n)| *n == most).take(NAMED).map(|(v, _)| label(*v)).collect();
    let all = most as usize == members.len();
    let code = match (all, members.len()) {
        (true, 2) => "reason.common.both",
        (true, _) => "reason.common.all",
        (false, _) => "reason.common.some",
    };
    let text = Text::new(code).with("attribute", attribute).with("values", values.clone());
    Some(("common", values, text.with("found", most).with("count", members.len())))
}

fn different(case: &Case, members: &[usize], on: &str) -> Option<Said> {
    let column = case.table.column(on)?;
    let held = held(column, members);
    if held.is_empty() {
        return range(case, members, on, "reason.different.range").map(|(values, text)| ("different", values, text));
    }
    let label = |value: u32| case.table.value_label(on, column, value).to_owned();
    let mut distinct: Vec<u32> = held.iter().map(|&(value, _)| value).collect();
    if distinct.len() < 2 {
        return None;
    }
    if matches!(column, Column::Ordinal { .. }) {
        distinct = ranked(distinct, u32::cmp);
    }
    let values: Vec<String> = distinct.iter().take(NAMED).map(|&value| label(value)).collect();
    let mut shown = values.clone();
    if distinct.len() > NAMED {
        shown.push(Text::new("note.more").with("count", distinct.len() - NAMED).render(Language::English));
    }
    let text = Text::new("reason.different").with("attribute", case.table.label(on)).with("values", shown);
    Some(("different", values, text.with("count", distinct.len())))
}

/// The smallest and the largest of the members' levels, numbers or positions.
fn range(case: &Case, members: &[usize], on: &str, code: &'static str) -> Option<(Vec<String>, Text)> {
    let column = case.table.column(on)?;
    // A position on a circle is shown as it was given: −5, not 19.
    let given = |member: usize| match case.network.members[member].values.get(on) {
        Some(Answer::Number(number)) if column.period().is_some() => Some(*number),
        _ => column.position(member),
    };
    let positions = || members.iter().filter_map(|&m| given(m));
    let (first, last) = (positions().reduce(f64::min)?, positions().reduce(f64::max)?);
    let name = |position: f64| match column {
        Column::Ordinal { levels, .. } => levels[position as usize].clone(),
        _ => number(position),
    };
    let mut values = vec![name(first), name(last)];
    values.dedup();
    let text = Text::new(code).with("attribute", case.table.label(on)).with("values", values.clone());
    Some((values, text))
}

/// What members can teach each other, by how many of them learn it.
fn exchange(case: &Case, members: &[usize]) -> Option<Said> {
    let (needs, offers) = (&case.table.needs, &case.table.offers);
    let mut taught: Vec<Vec<(usize, usize)>> = vec![Vec::new(); needs.labels().len()];
    for &learner in members {
        for &topic in needs.values(learner) {
            let teachers = members.iter().filter(|&&m| m != learner && offers.values(m).binary_search(&topic).is_ok());
            taught[topic as usize].extend(teachers.map(|&teacher| (teacher, learner)));
        }
    }
    // In coaching only what the learner, who stands first, gets from the coach counts.
    if case.setting == crate::rules::Setting::Coaching {
        let learner = *members.first()?;
        taught.iter_mut().for_each(|pairs| pairs.retain(|&(_, to)| to == learner));
    }
    let taught = (0u32..).zip(taught).filter(|(_, pairs)| !pairs.is_empty());
    let topics: Vec<(u32, Vec<(usize, usize)>)> = ranked(taught, |a, b| b.1.len().cmp(&a.1.len()));
    let label = |topic: u32| needs.labels()[topic as usize].clone();
    let values: Vec<String> = topics.iter().take(NAMED).map(|&(topic, _)| label(topic)).collect();
    if values.is_empty() {
        return None;
    }
    if let [a, b] = *members {
        let gives = |from: usize, to: usize| -> Vec<String> {
            let own = topics.iter().filter(|(_, pairs)| pairs.contains(&(from, to)));
            own.take(NAMED).map(|&(topic, _)| label(topic)).collect()
        };
        let (first, second) = (gives(a, b), gives(b, a));
        let one_way = |from: usize, to: usize, topics: Vec<String>| {
            Text::new("reason.gives.one")
                .with("giver", &case.table.names[from])
                .with("receiver", &case.table.names[to])
                .with("topics", topics)
        };
        let text = match (first.is_empty(), second.is_empty()) {
            (false, false) => Text::new("reason.gives.both")
                .with("one", &case.table.names[a])
                .with("other", &case.table.names[b])
                .with("first", first)
                .with("second", second),
            (false, true) => one_way(a, b, first),
            _ => one_way(b, a, second),
        };
        return Some(("gives", values, text));
    }
    Some(("gives", values.clone(), Text::new("reason.gives.group").with("topics", values)))
}

fn ties(case: &Case, members: &[usize], known: bool) -> Option<Said> {
    let pairs = || members.iter().enumerate().flat_map(|(at, &a)| members[at + 1..].iter().map(move |&b| (a, b)));
    let known_pairs = pairs().filter(|&(a, b)| case.table.tie(a, b).is_some_and(|tie| tie.known() > 0.0)).count();
    let all = pairs().count();
    let found = if known { known_pairs } else { all - known_pairs };
    let code = match (known, members.len()) {
        (true, 2) => "reason.known.both",
        (true, _) => "reason.known.some",
        (false, 2) => "reason.new.both",
        (false, _) => "reason.new.some",
    };
    let kind = if known { "known" } else { "new" };
    (found > 0).then(|| (kind, Vec::new(), Text::new(code).with("found", found).with("count", all)))
}

fn score(case: &Case, members: &[usize]) -> Said {
    let scores = case.table.scores.as_ref();
    let (mut sum, mut count) = (0.0, 0.0);
    for (at, &a) in members.iter().enumerate() {
        for &b in &members[at + 1..] {
            sum += scores.map_or(0.0, |scores| scores.get(a, b));
            count += 1.0;
        }
    }
    let mean = number(sum / f64::max(count, 1.0));
    let code = if members.len() == 2 { "reason.score.pair" } else { "reason.score.group" };
    ("score", vec![mean.clone()], Text::new(code).with("score", mean))
}

/// Who wished for the group's theme.
fn theme_reason(case: &Case, members: &[usize], theme: usize) -> Option<Reason> {
    let weighted = |c: &crate::affinity::Criterion| c.want == Want::Preferred && c.weight > 0.0;
    let criterion = case.scenario.criteria.iter().position(weighted)?;
    let wishing: Vec<usize> = members.iter().copied().filter(|&m| case.table.wishes[m][theme] > 0.0).collect();
    if wishing.is_empty() {
        return None;
    }
    let share = wishing.iter().map(|&m| case.table.wishes[m][theme]).sum::<f64>() / members.len() as f64;
    let label = case.table.theme_labels[theme].clone();
    let text = Text::new("reason.theme")
        .with("found", wishing.len())
        .with("count", members.len())
        .with("theme", &label)
        .render(Language::English);
    let members = wishing.iter().map(|&m| case.table.ids[m].clone()).collect();
    Some(Reason { criterion, members, kind: "theme".to_owned(), value: vec![label], share, text })
}
