//! Whom a plan serves how well, and who is alone of their kind.

use super::envy::{among_groups, among_learners, factor};
use super::ground::{Ground, say};
use super::model::{Fairness, MemberScore, ReviewOptions, Token, Tokens};
use crate::network::{Column, Role};
use crate::order::ranked;
use crate::plan::Worst;
use crate::rules::{Rule, holders};
use crate::scenario::{CoachingTo, Form};
use crate::text::Text;

/// Categories with more values tell members apart rather than sort them into kinds.
const KINDS: usize = 12;

/// In a group of two, two who differ are no tokens (Kanter 1977 speaks of few among many).
const FEWEST: usize = 3;

pub(super) fn fairness(ground: &Ground, options: &ReviewOptions) -> Fairness {
    let table = ground.case.table;
    let (scores, values) = (scores(ground), values(ground));
    let (envies, envy) = if ground.coaching() { among_learners(ground) } else { among_groups(ground) };
    let served = |&member: &usize| match &ground.case.scenario.form {
        Form::Coaching(form) if form.to == CoachingTo::Groups => scores[member].is_some(),
        Form::Coaching(_) => table.roles[member].contains(&Role::Learner),
        Form::Panel(_) => scores[member].is_some(),
        _ => true,
    };
    let members: Vec<MemberScore> = ground
        .pool
        .iter()
        .filter(|member| served(member))
        .map(|&member| MemberScore {
            member: ground.id(member),
            score: scores[member],
            value: values.as_ref().map(|values| values[member]),
            envies: envies[member],
        })
        .collect();
    let known: Vec<f64> = members.iter().filter_map(|member| member.score).collect();
    let mut worst: Option<Worst> = None;
    for member in &members {
        if let Some(score) = member.score
            && worst.as_ref().is_none_or(|worst| score < worst.score)
        {
            worst = Some(Worst { member: member.member.clone(), score });
        }
    }
    let mean = (!known.is_empty()).then(|| known.iter().sum::<f64>() / known.len() as f64);
    let mut fairness = Fairness {
        unmatched: members.len() - known.len(),
        members,
        worst,
        mean,
        gini: gini(&known),
        envy,
        blocking_pairs: ground.measures.balance.blocking_pairs,
        tokens: tokens(ground, options),
        notes: Vec::new(),
    };
    fairness.notes = notes(ground, &fairness);
    fairness
}

/// The Gini coefficient ΣΣ|x − y| / (2·n²·mean) of numbers from 0; `None` without numbers or with one below 0.
pub(super) fn gini(numbers: &[f64]) -> Option<f64> {
    if numbers.is_empty() || numbers.iter().any(|&number| number < 0.0) {
        return None;
    }
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let (n, sum) = (sorted.len() as f64, sorted.iter().sum::<f64>());
    // Each number is the larger one of as many pairs as stand before it, and the smaller one of those behind.
    let weighted: f64 = (0u32..).zip(&sorted).map(|(at, x)| (2.0 * f64::from(at) + 1.0 - n) * x).sum();
    Some(if sum > 0.0 { f64::max(weighted / (n * sum), 0.0) } else { 0.0 })
}

/// Each member's mean affinity to all it is matched with, each meeting counted; in coaching of those who learn.
fn scores(ground: &Ground) -> Vec<Option<f64>> {
    let case = ground.case;
    let mut sums = vec![(0.0, 0u32); case.table.len()];
    let mut add = |member: usize, affinity: f64| {
        sums[member].0 += affinity;
        sums[member].1 += 1;
    };
    for group in &ground.placement.groups {
        for (at, &a) in group.members.iter().enumerate() {
            for &b in &group.members[at + 1..] {
                let affinity = case.affinity.of(a, b);
                add(a, affinity);
                add(b, affinity);
            }
        }
    }
    ground.placement.matches.iter().for_each(|&(coach, learner)| add(learner, case.affinity.of(learner, coach)));
    let groups = case.groups_to_facilitate();
    for served in &ground.placement.served {
        groups[served.group].iter().for_each(|&m| add(m, case.affinity.of(m, served.facilitator)));
    }
    sums.into_iter().map(|(sum, count)| (count > 0).then(|| sum / f64::from(count))).collect()
}

/// Each member's part of the objective.
fn values(ground: &Ground) -> Option<Vec<f64>> {
    let case = ground.case;
    match &case.scenario.form {
        Form::Panel(_) => return None,
        Form::Coaching(form) if form.to == CoachingTo::Groups => return None,
        _ => {}
    }
    let preference = case.preference_weight();
    let mut values = vec![0.0; case.table.len()];
    for group in &ground.placement.groups {
        let size = group.members.len();
        for &a in &group.members {
            let sum: f64 = group.members.iter().filter(|&&b| b != a).map(|&b| case.affinity.of(a, b)).sum();
            let mean = if size > 1 { sum / (size as f64 - 1.0) } else { 0.0 };
            let wish = group.theme.map_or(0.0, |theme| case.table.wishes[a][theme]);
            values[a] += factor(&case.scenario.form, size) * mean + preference * wish;
        }
    }
    for &(coach, learner) in &ground.placement.matches {
        values[learner] += case.affinity.of(learner, coach);
    }
    Some(values)
}

/// The attributes looked at, each with whether a value counts.
fn marked<'g>(ground: &'g Ground, options: &ReviewOptions) -> Vec<(String, Vec<&'g crate::rules::NotAlone>)> {
    if let Some(asked) = &options.tokens {
        return asked.iter().map(|id| (id.clone(), Vec::new())).collect();
    }
    let mut marked: Vec<(String, Vec<&crate::rules::NotAlone>)> = Vec::new();
    for rule in &ground.case.scenario.rules {
        if let Rule::NotAlone(rule) = rule {
            match marked.iter_mut().find(|(id, _)| *id == rule.attribute) {
                Some((_, rules)) => rules.push(rule),
                None => marked.push((rule.attribute.clone(), vec![rule])),
            }
        }
    }
    if marked.is_empty() {
        let few = |id: &&str| matches!(ground.case.table.column(id), Some(Column::Category { labels, .. }) if labels.len() <= KINDS);
        marked.extend(ground.case.table.attribute_ids().filter(few).map(|id| (id.to_owned(), Vec::new())));
    }
    marked
}

fn tokens(ground: &Ground, options: &ReviewOptions) -> Vec<Tokens> {
    let table = ground.case.table;
    let of_attribute = |(attribute, rules): (String, Vec<&crate::rules::NotAlone>)| {
        let column = table.column(&attribute)?;
        let counts = |value: u32| {
            let label = &column.labels()[value as usize];
            rules.is_empty() || rules.iter().any(|rule| rule.protects(label))
        };
        let mut alone = Vec::new();
        for circle in ground.circles.iter().filter(|circle| circle.members.len() >= FEWEST) {
            let held = holders(column, &circle.members);
            for &member in &circle.members {
                let only = |value: &&u32| held.get(value) == Some(&1) && counts(**value);
                let label = |&value: &u32| table.value_label(&attribute, column, value).to_owned();
                let mut values: Vec<String> = column.values(member).iter().filter(only).map(label).collect();
                values.sort_unstable();
                if !values.is_empty() {
                    alone.push(Token { member: ground.id(member), group: circle.id.clone(), values });
                }
            }
        }
        Some(Tokens { count: alone.len(), attribute, alone })
    };
    marked(ground, options).into_iter().filter_map(of_attribute).collect()
}

fn notes(ground: &Ground, fairness: &Fairness) -> Vec<String> {
    let mut notes = Vec::new();
    if let (Some(worst), Some(mean)) = (&fairness.worst, fairness.mean) {
        let name = ground.case.table.member(&worst.member).map(|member| ground.name(member)).unwrap_or_default();
        let text = Text::new("review.worst").with("name", name).with("score", worst.score).with("mean", mean);
        notes.push(say(&text));
    }
    if fairness.unmatched > 0 {
        notes.push(say(&Text::new("review.unmatched").with("count", fairness.unmatched)));
    }
    if let Some(envy) = &fairness.envy {
        let code = if envy.members == 0 { "review.noEnvy" } else { "review.envy" };
        let mutual = if envy.mutual == 0 { "review.envy.none" } else { "review.envy.mutual" };
        let mutual = say(&Text::new(mutual).with("count", envy.mutual as f64));
        let text = Text::new(code).with("count", envy.members).with("of", fairness.members.len());
        notes.push(say(&text.with("mutual", mutual)));
        for swap in &envy.swaps {
            let name = |id: &String| ground.case.table.member(id).map(|m| ground.name(m)).unwrap_or_default();
            let text = Text::new("review.swap").with("members", swap.members.iter().map(name).collect::<Vec<_>>());
            notes.push(say(&text.with("one", swap.gains[0]).with("other", swap.gains[1])));
        }
    }
    if let Some(count) = fairness.blocking_pairs {
        let code = if count == 0 { "review.noBlocking" } else { "review.blocking" };
        notes.push(say(&Text::new(code).with("count", count)));
    }
    let some = fairness.tokens.iter().filter(|tokens| tokens.count > 0);
    for tokens in ranked(some, |a, b| b.count.cmp(&a.count)) {
        let attribute = ground.case.table.label(&tokens.attribute);
        notes.push(say(&Text::new("review.tokens").with("count", tokens.count).with("attribute", attribute)));
    }
    notes
}
