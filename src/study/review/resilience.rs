//! What becomes of groups when members leave: one alone, all of a country or organisation, each by chance.

use super::ground::{Circle, Ground, say};
use super::model::{Critical, GroupResilience, Loss, Resilience, ReviewOptions, Shock, SizeChance, ValueLoss};
use crate::affinity::Want;
use crate::network::Column;
use crate::order::ranked;
use crate::plan::broken_quotas;
use crate::rules::{Rule, holders};
use crate::scenario::{CoachingTo, Form};
use crate::text::Text;

/// No group is meant to be larger; where none of this size reaches the chance wished, none is said to.
const LARGEST: u32 = 1_000;

/// A table of more sizes is not read.
const SIZES: usize = 24;

/// So many names or values stand in a sentence.
const NAMED: usize = 5;

pub(super) fn resilience(ground: &Ground, options: &ReviewOptions) -> Resilience {
    let viable = options.viable.unwrap_or_else(|| ground.viable());
    let largest = ground.circles.iter().map(|circle| circle.members.len() as u32).max().unwrap_or(0);
    let chances = chances(options.departure, viable, largest.max(LARGEST));
    let chance = |size: u32| size.checked_sub(viable).map_or(0.0, |at| chances[at as usize]);
    let smallest = (viable..=LARGEST).find(|&size| chance(size) >= options.wished);
    let last = largest.max(smallest.unwrap_or(0));
    let sizes = (viable..=last).take(SIZES).map(|size| SizeChance { size, chance: chance(size) });
    let shocks = shocks(ground, options);
    let of_group = |circle: &Circle| {
        let kept = kept(ground, &circle.members);
        GroupResilience {
            group: circle.id.clone(),
            chance: chance(circle.members.len() as u32),
            critical: critical(ground, circle, &kept),
            shocks: shocks.iter().map(|id| shock(ground, circle, id, &kept, viable)).collect(),
        }
    };
    let groups: Vec<GroupResilience> = ground.circles.iter().map(of_group).collect();
    let mut resilience = Resilience {
        departure: options.departure,
        viable,
        wished: options.wished,
        smallest,
        sizes: sizes.collect(),
        losses: losses(ground, &groups),
        groups,
        notes: Vec::new(),
    };
    resilience.notes = notes(ground, &resilience);
    resilience
}

/// P(Binomial(n, 1 − p) ≥ m) of each n from m to the last.
///
/// With one member more enough stay when enough stayed before, or when exactly one was missing and the new one stays. That
/// chance is kept as a logarithm: of large groups its first ones are smaller than any number.
fn chances(departure: f64, viable: u32, last: u32) -> Vec<f64> {
    let stay = 1.0 - departure;
    let m = f64::from(viable);
    // One missing of n: C(n, m − 1) · stay^(m − 1) · departure^(n − m + 1).
    let mut missing = if stay > 0.0 && departure > 0.0 {
        libm::log(m) + (m - 1.0) * libm::log(stay) + libm::log(departure)
    } else {
        f64::NEG_INFINITY
    };
    let mut chance = libm::pow(stay, m);
    let mut chances = Vec::new();
    for n in viable..=last.max(viable) {
        chances.push(f64::min(chance, 1.0));
        chance += stay * libm::exp(missing);
        missing += libm::log(departure * f64::from(n + 1) / f64::from(n + 2 - viable));
    }
    chances
}

/// What must hold in a group and does: the positions of the hard rules, or of a panel's quotas.
fn kept(ground: &Ground, members: &[usize]) -> Vec<usize> {
    let case = ground.case;
    if let Form::Panel(form) = &case.scenario.form {
        let broken = broken_quotas(case, form, members);
        return (0..form.quotas.len()).filter(|at| !broken.contains(at)).collect();
    }
    // Of two members one is left, who keeps or breaks no rule about a group.
    if case.setting.is_of_two() {
        return Vec::new();
    }
    let asked = |rule: &Rule| rule.is_hard() && !matches!(rule, Rule::Survive(_) | Rule::Together(_));
    let rules = case.scenario.rules.iter().enumerate().filter(|(_, rule)| asked(rule));
    rules.filter(|(_, rule)| case.broken(rule, members).is_none()).map(|(at, _)| at).collect()
}

/// Which of these no longer hold without some members.
fn breaks(ground: &Ground, kept: &[usize], left: &[usize]) -> Vec<usize> {
    let case = ground.case;
    if left.is_empty() || kept.is_empty() {
        return Vec::new();
    }
    if let Form::Panel(form) = &case.scenario.form {
        let broken = broken_quotas(case, form, left);
        return kept.iter().copied().filter(|at| broken.contains(at)).collect();
    }
    let broken = |at: &usize| case.broken(&case.scenario.rules[*at], left).is_some();
    kept.iter().copied().filter(broken).collect()
}

fn critical(ground: &Ground, circle: &Circle, kept: &[usize]) -> Vec<Critical> {
    let mut critical = Vec::new();
    for &gone in &circle.members {
        let left: Vec<usize> = circle.members.iter().copied().filter(|&member| member != gone).collect();
        let own = Critical {
            member: ground.id(gone),
            rules: breaks(ground, kept, &left),
            strands: stranded(ground, circle, gone),
        };
        if !own.rules.is_empty() || !own.strands.is_empty() {
            critical.push(own);
        }
    }
    critical
}

/// Of coaching: who of a group has no coach or facilitator but this one.
fn stranded(ground: &Ground, circle: &Circle, gone: usize) -> Vec<String> {
    let Form::Coaching(form) = &ground.case.scenario.form else { return Vec::new() };
    if form.to == CoachingTo::Members {
        let alone = |learner: &&usize| ground.helpers[**learner].len() == 1;
        let is_coach = circle.members.first() == Some(&gone);
        return circle.members.iter().skip(1).filter(|_| is_coach).filter(alone).map(|&m| ground.id(m)).collect();
    }
    let groups = ground.case.groups_to_facilitate();
    let served = &ground.placement.served;
    let of_group = |group: usize| served.iter().filter(move |one| one.group == group);
    let only = (0..groups.len()).find(|&group| {
        ground.case.facilitated_id(group) == circle.id
            && of_group(group).count() == 1
            && of_group(group).any(|one| one.facilitator == gone)
    });
    only.map_or(Vec::new(), |group| groups[group].iter().map(|&member| ground.id(member)).collect())
}

/// The attributes of which values are lost.
fn shocks(ground: &Ground, options: &ReviewOptions) -> Vec<String> {
    if let Some(asked) = &options.shocks {
        return asked.clone();
    }
    let (scenario, table) = (ground.case.scenario, ground.case.table);
    let of_rules = scenario.rules.iter().filter_map(|rule| match rule {
        Rule::Cap(rule) => Some(&rule.attribute),
        Rule::Span(rule) => Some(&rule.attribute),
        Rule::NotAlone(rule) => Some(&rule.attribute),
        Rule::Differ(rule) => Some(&rule.attribute),
        _ => None,
    });
    let category = |id: &str| matches!(table.column(id), Some(Column::Category { .. }));
    let differing = scenario.criteria.iter().filter(|c| c.want == Want::Different && c.weight > 0.0).map(|c| &c.on);
    let mut asked: Vec<String> = Vec::new();
    for id in of_rules.chain(differing.filter(|id| category(id))) {
        if !asked.contains(id) {
            asked.push(id.clone());
        }
    }
    if asked.is_empty() {
        let shared = |id: &&str| {
            category(id)
                && table.column(id).is_some_and(|column| holders(column, &ground.pool).values().any(|&n| n > 1))
        };
        asked.extend(table.attribute_ids().filter(shared).map(str::to_owned));
    }
    asked
}

fn shock(ground: &Ground, circle: &Circle, attribute: &str, kept: &[usize], viable: u32) -> Shock {
    let mut shock = Shock { attribute: attribute.to_owned(), survival: 1.0, fatal: Vec::new() };
    let Some(column) = ground.case.table.column(attribute) else { return shock };
    let size = circle.members.len();
    let labels = |value: u32| ground.case.table.value_label(attribute, column, value);
    for (value, count) in ranked(holders(column, &circle.members), |a, b| labels(a.0).cmp(labels(b.0))) {
        let left: Vec<usize> = circle.members.iter().copied().filter(|&m| !column.values(m).contains(&value)).collect();
        shock.survival = f64::min(shock.survival, left.len() as f64 / size as f64);
        debug_assert_eq!(left.len(), size - count as usize);
        let rules = breaks(ground, kept, &left);
        if left.len() < viable as usize || !rules.is_empty() {
            shock.fatal.push(Loss { value: labels(value).to_owned(), left: left.len(), rules });
        }
    }
    shock
}

/// The values whose loss is fatal to some group.
fn losses(ground: &Ground, groups: &[GroupResilience]) -> Vec<ValueLoss> {
    let table = ground.case.table;
    let mut losses: Vec<ValueLoss> = Vec::new();
    let asked = groups.first().map_or(0, |group| group.shocks.len());
    for at in 0..asked {
        let attribute = &groups[0].shocks[at].attribute;
        let Some(column) = table.column(attribute) else { continue };
        let value_of = |label: &str| {
            (0..column.labels().len() as u32).find(|&value| table.value_label(attribute, column, value) == label)
        };
        let mut fatal = vec![0usize; column.labels().len()];
        for loss in groups.iter().flat_map(|group| &group.shocks[at].fatal) {
            if let Some(value) = value_of(&loss.value) {
                fatal[value as usize] += 1;
            }
        }
        let mut present = vec![0usize; column.labels().len()];
        for circle in &ground.circles {
            holders(column, &circle.members).keys().for_each(|&value| present[value as usize] += 1);
        }
        for value in (0..fatal.len()).filter(|&value| fatal[value] > 0) {
            losses.push(ValueLoss {
                attribute: attribute.clone(),
                value: table.value_label(attribute, column, value as u32).to_owned(),
                groups: present[value],
                fatal: fatal[value],
            });
        }
    }
    losses.sort_by(|a, b| {
        b.fatal.cmp(&a.fatal).then_with(|| a.attribute.cmp(&b.attribute)).then_with(|| a.value.cmp(&b.value))
    });
    losses
}

fn notes(ground: &Ground, resilience: &Resilience) -> Vec<String> {
    let mut notes = Vec::new();
    let percent = |share: f64| libm::round(share * 100.0);
    let asked = |code| {
        let text = Text::new(code).with("viable", resilience.viable).with("departure", percent(resilience.departure));
        text.with("wished", percent(resilience.wished))
    };
    match resilience.smallest {
        Some(smallest) => notes.push(say(&asked("review.smallest").with("size", smallest))),
        None => notes.push(say(&asked("review.noSize"))),
    }
    let short = resilience.groups.iter().filter(|group| group.chance < resilience.wished).count();
    let of = resilience.groups.len();
    if short > 0 {
        notes.push(say(&asked("review.shortOf").with("count", short).with("of", of)));
    }
    let critical: Vec<(&GroupResilience, &Critical)> =
        resilience.groups.iter().flat_map(|group| group.critical.iter().map(move |one| (group, one))).collect();
    let name = |id: &String| ground.case.table.member(id).map(|member| ground.name(member)).unwrap_or_default();
    if !critical.is_empty() {
        let groups = resilience.groups.iter().filter(|group| !group.critical.is_empty()).count();
        let mut names: Vec<String> = critical.iter().take(NAMED).map(|(_, one)| name(&one.member)).collect();
        if critical.len() > NAMED {
            names.push(say(&Text::new("note.more").with("count", critical.len() - NAMED)));
        }
        let text = Text::new("review.critical").with("count", critical.len()).with("names", names);
        notes.push(say(&text.with("groups", groups).with("of", of)));
    }
    for loss in resilience.losses.iter().take(NAMED) {
        let attribute = ground.case.table.label(&loss.attribute);
        let text = Text::new("review.loss").with("attribute", attribute).with("value", &loss.value);
        notes.push(say(&text.with("fatal", loss.fatal).with("groups", loss.groups)));
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_of_large_groups_do_not_vanish() {
        // That just 600 stay of 600 has a chance below any number; the others were summed up in whole numbers.
        let chances = chances(0.75, 600, 2400);
        assert_eq!(chances[0], 0.0);
        assert!((chances[1800] - 0.5078354644680658).abs() < 1e-9, "{}", chances[1800]);
        let half = super::chances(0.5, 501, 1001);
        assert!((half[500] - 0.5).abs() < 1e-9, "{}", half[500]);
    }

    #[test]
    fn who_never_leaves_stays_and_who_always_does_is_gone() {
        assert_eq!(chances(0.0, 4, 6), [1.0; 3]);
        assert_eq!(chances(1.0, 1, 3), [0.0; 3]);
    }
}
