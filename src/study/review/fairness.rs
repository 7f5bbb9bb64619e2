//! Whom a plan serves how well, and who would rather have another's place.

use super::ground::{Ground, say};
use super::model::{Envy, Fairness, MemberScore, ReviewOptions, Swap, Token, Tokens};
use crate::network::{Column, Role};
use crate::order::ranked;
use crate::plan::Worst;
use crate::rules::{Rule, holders};
use crate::scenario::{CoachingTo, CommunitiesObjective, Form};
use crate::text::Text;

/// More places than this are not compared with each other: all gains then take 64 MB.
const MOST_PLACES: usize = 4_000;

/// By so much more, as a share of its size, must a place be worth to be better: sums in another order differ by less.
const TOLERANCE: f64 = 1e-9;

/// So many exchanges are shown, and so many tried for rules.
const SWAPS: usize = 5;
const TRIED: usize = 100;

/// Categories with more values tell members apart rather than sort them into kinds.
const KINDS: usize = 12;

/// In a group of two, two who differ are no tokens (Kanter 1977 speaks of few among many).
const FEWEST: usize = 3;

pub(super) fn fairness(ground: &Ground, options: &ReviewOptions) -> Fairness {
    let table = ground.case.table;
    let (scores, values) = (scores(ground), values(ground));
    let (envies, envy) = if ground.coaching() { coaching_envy(ground) } else { envy(ground) };
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

/// What a mean affinity counts in a group of a size, for one member.
fn factor(form: &Form, size: usize) -> f64 {
    match form {
        Form::Pairs(_) => 0.5,
        Form::Communities(form) if form.objective == CommunitiesObjective::Total => (size as f64 - 1.0) / 2.0,
        _ => 1.0,
    }
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

/// A member's place in a group.
#[derive(Clone, Copy)]
struct Seat {
    member: usize,
    group: usize,
}

/// How many places each member would rather have, and what becomes of that in all.
fn envy(ground: &Ground) -> (Vec<u32>, Option<Envy>) {
    let none = vec![0; ground.case.table.len()];
    let groups = &ground.placement.groups;
    let of_group = |(group, placed): (usize, &crate::plan::Placed)| {
        placed.members.iter().map(|&member| Seat { member, group }).collect::<Vec<_>>()
    };
    let seats: Vec<Seat> = groups.iter().enumerate().flat_map(of_group).collect();
    if matches!(ground.case.scenario.form, Form::Panel(_)) || seats.len() > MOST_PLACES {
        return (none, None);
    }
    let gains = gains(ground, &seats);
    let (mut envies, mut wishes, mut mutual) = (none, 0, 0);
    let mut best: Vec<(f32, usize, usize)> = Vec::new();
    let n = seats.len();
    for (k, seat) in seats.iter().enumerate() {
        let wished = gains[k * n..(k + 1) * n].iter().filter(|&&gain| gain > 0.0).count();
        envies[seat.member] += wished as u32;
        wishes += wished as u64;
        for l in k + 1..n {
            let lesser = f32::min(gains[k * n + l], gains[l * n + k]);
            if lesser > 0.0 {
                mutual += 1;
                if best.len() < TRIED || best.last().is_some_and(|last| lesser > last.0) {
                    let at = best.partition_point(|other| other.0 >= lesser);
                    best.insert(at, (lesser, k, l));
                    best.truncate(TRIED);
                }
            }
        }
    }
    let open = best.into_iter().map(|(_, k, l)| (seats[k], seats[l])).filter(|&(a, b)| keeps_rules(ground, a, b));
    let swaps = open.take(SWAPS).map(|(a, b)| swap(ground, a, b)).collect();
    let members = envies.iter().filter(|&&count| count > 0).count();
    (envies, Some(Envy { members, wishes, mutual, swaps }))
}

/// What each seat's member would gain in the place of each other seat, 0 where nothing; row by row.
///
/// Of each member the affinities to all are summed up by groups once, so that a place takes no more than a subtraction.
fn gains(ground: &Ground, seats: &[Seat]) -> Vec<f32> {
    let (case, groups) = (ground.case, &ground.placement.groups);
    let preference = case.preference_weight();
    let n = seats.len();
    let mut gains = vec![0.0f32; n * n];
    let others: Vec<usize> = seats.iter().map(|seat| seat.member).collect();
    let (mut row, mut sums, mut bars) = (Vec::new(), vec![0.0; groups.len()], vec![0u32; groups.len()]);
    let mut inside = vec![false; case.table.len()];
    for (k, own) in seats.iter().enumerate() {
        let i = own.member;
        let barred = barred(ground, i);
        case.affinity.row(i, &others, &mut row);
        sums.fill(0.0);
        bars.fill(0);
        let mut with = vec![false; groups.len()];
        for (seat, affinity) in seats.iter().zip(&row) {
            if seat.member == i {
                with[seat.group] = true;
            } else {
                sums[seat.group] += affinity;
                bars[seat.group] += u32::from(barred[seat.member]);
            }
        }
        let worth = |group: usize, sum: f64| {
            let (placed, size) = (&groups[group], groups[group].members.len());
            let mean = if size > 1 { sum / (size as f64 - 1.0) } else { 0.0 };
            let wish = placed.theme.map_or(0.0, |theme| case.table.wishes[i][theme]);
            factor(&case.scenario.form, size) * mean + preference * wish
        };
        let now = worth(own.group, sums[own.group]);
        let least = now + TOLERANCE * f64::max(1.0, libm::fabs(now));
        groups[own.group].members.iter().for_each(|&member| inside[member] = true);
        for (l, (seat, affinity)) in seats.iter().zip(&row).enumerate() {
            let j = seat.member;
            let same_time = groups[seat.group].round == groups[own.group].round;
            if with[seat.group] || inside[j] || !same_time {
                continue;
            }
            let then = worth(seat.group, sums[seat.group] - affinity);
            if then > least && bars[seat.group] == u32::from(barred[j]) {
                gains[k * n + l] = f32::max((then - now) as f32, f32::MIN_POSITIVE);
            }
        }
        groups[own.group].members.iter().for_each(|&member| inside[member] = false);
    }
    gains
}

/// With whom a member must not be in one group: by a tie, or because they meet in another round.
fn barred(ground: &Ground, member: usize) -> Vec<bool> {
    let case = ground.case;
    let mut barred = vec![false; case.table.len()];
    for &other in case.table.ties[member].keys() {
        barred[other as usize] = match &case.scenario.form {
            Form::Pairs(_) => !case.may_meet(member, other as usize),
            _ => case.table.in_conflict(member, other as usize),
        };
    }
    if matches!(&case.scenario.form, Form::Pairs(form) if form.rounds > 1 && form.size == 2) {
        ground.partners[member].iter().for_each(|&other| barred[other as usize] = true);
    }
    barred
}

/// The members of a seat's group, with another in its place.
fn after(ground: &Ground, seat: Seat, other: usize) -> Vec<usize> {
    let members = &ground.placement.groups[seat.group].members;
    members.iter().map(|&member| if member == seat.member { other } else { member }).collect()
}

/// Whether the hard rules that two groups keep now they also keep after an exchange.
fn keeps_rules(ground: &Ground, a: Seat, b: Seat) -> bool {
    let case = ground.case;
    let groups = [(a.group, after(ground, a, b.member)), (b.group, after(ground, b, a.member))];
    groups.iter().all(|(group, then)| {
        let now = &ground.placement.groups[*group].members;
        let hard = case.scenario.rules.iter().filter(|rule| rule.is_hard());
        hard.into_iter().all(|rule| case.broken(rule, then).is_none() || case.broken(rule, now).is_some())
    })
}

fn swap(ground: &Ground, a: Seat, b: Seat) -> Swap {
    let case = ground.case;
    let worth = |member: usize, group: usize, members: &[usize]| {
        let sum: f64 = members.iter().filter(|&&m| m != member).map(|&m| case.affinity.of(member, m)).sum();
        let mean = if members.len() > 1 { sum / (members.len() as f64 - 1.0) } else { 0.0 };
        let theme = ground.placement.groups[group].theme;
        let wish = theme.map_or(0.0, |theme| case.table.wishes[member][theme]);
        factor(&case.scenario.form, members.len()) * mean + case.preference_weight() * wish
    };
    let gain = |from: Seat, to: Seat| {
        let now = worth(from.member, from.group, &ground.placement.groups[from.group].members);
        worth(from.member, to.group, &after(ground, to, from.member)) - now
    };
    Swap {
        members: [ground.id(a.member), ground.id(b.member)],
        groups: [a, b].map(|seat| ground.circles[seat.group].id.clone()),
        gains: [gain(a, b), gain(b, a)],
    }
}

/// In coaching a learner would rather have another's coach; what it is worth does not depend on whose place it takes.
fn coaching_envy(ground: &Ground) -> (Vec<u32>, Option<Envy>) {
    let (case, matches) = (ground.case, &ground.placement.matches);
    let mut envies = vec![0; case.table.len()];
    if matches!(&case.scenario.form, Form::Coaching(form) if form.to == CoachingTo::Groups) {
        return (envies, None);
    }
    let coaches: Vec<usize> = ground.circles.iter().filter_map(|circle| circle.members.first().copied()).collect();
    let place = |coach: usize| coaches.binary_search(&coach).unwrap_or(0);
    let load: Vec<u32> = ground.circles.iter().map(|circle| circle.members.len() as u32 - 1).collect();
    // Of those whom one coach has: how many would rather have each other coach.
    let mut wanted = vec![vec![0u64; coaches.len()]; coaches.len()];
    let mut row = Vec::new();
    for &(coach, learner) in matches {
        case.affinity.row(learner, &coaches, &mut row);
        let now = row[place(coach)];
        let least = now + TOLERANCE * f64::max(1.0, libm::fabs(now));
        for (at, &other) in coaches.iter().enumerate() {
            let has = ground.partners[learner].binary_search(&(other as u32)).is_ok();
            if row[at] > least && !has && other != learner && case.may_meet(learner, other) {
                envies[learner] += load[at];
                wanted[place(coach)][at] += 1;
            }
        }
    }
    let wishes = envies.iter().map(|&count| u64::from(count)).sum();
    let both = |(at, row): (usize, &Vec<u64>)| (0..at).map(|other| row[other] * wanted[other][at]).sum::<u64>();
    let mutual = wanted.iter().enumerate().map(both).sum();
    let members = envies.iter().filter(|&&count| count > 0).count();
    (envies, Some(Envy { members, wishes, mutual, swaps: Vec::new() }))
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
