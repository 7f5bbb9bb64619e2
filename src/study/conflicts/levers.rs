//! The numbers of rules that can be loosened, and to what.

use super::model::ChangeValue;
use crate::network::{Column, Table};
use crate::rules::Rule;
use crate::rules::disparity::DisparityMeasure;

/// A share is loosened by so much at a time.
const SHARE_STEP: f64 = 0.05;

/// A number of an attribute by so many steps over the range of all answers.
const RANGE_STEPS: f64 = 20.0;

/// Distances that are tried for a spread at most.
const MOST_DISTANCES: usize = 200;

/// A number of a rule with looser ones, the nearest first.
pub(super) struct Lever {
    pub key: &'static str,
    pub from: f64,
    pub to: Vec<f64>,
}

impl Lever {
    fn new(key: &'static str, from: f64, to: Vec<f64>) -> Option<Lever> {
        (!to.is_empty()).then_some(Lever { key, from, to })
    }
}

fn down(from: u32, least: u32) -> Vec<f64> {
    (least..from).rev().map(f64::from).collect()
}

fn up(from: u32, most: u32) -> Vec<f64> {
    (from.saturating_add(1)..=most).map(f64::from).collect()
}

/// A share towards a limit in even steps, as hundredths that can be read.
fn shares(from: f64, to: f64) -> Vec<f64> {
    let steps = libm::ceil(libm::fabs(to - from) / SHARE_STEP - 1e-9) as u32;
    let at = |step: u32| {
        let moved = if to > from { from + f64::from(step) * SHARE_STEP } else { from - f64::from(step) * SHARE_STEP };
        let moved = libm::round(moved * 100.0) / 100.0;
        if to > from { f64::min(moved, to) } else { f64::max(moved, to) }
    };
    (1..=steps).map(at).filter(|&share| share != from).collect()
}

/// A number of an attribute upwards in even steps over the range of the answers.
fn numbers(table: &Table, attribute: &str, from: f64) -> Vec<f64> {
    let known = || table.participants().into_iter().filter_map(|member| table.column(attribute)?.position(member));
    let (lo, hi) = known().fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), x| (f64::min(lo, x), f64::max(hi, x)));
    if hi <= lo {
        return Vec::new();
    }
    let step = (hi - lo) / RANGE_STEPS;
    // Whole numbers stay whole where steps are larger than one.
    let rounded = |x: f64| if step >= 1.0 { libm::ceil(x) } else { libm::ceil(x * 1000.0) / 1000.0 };
    let mut all: Vec<f64> = (1..=RANGE_STEPS as u32).map(|at| rounded(from + f64::from(at) * step)).collect();
    all.dedup();
    all
}

/// The distances between answers that are larger than the one allowed.
fn distances(table: &Table, attribute: &str, from: f64) -> Vec<f64> {
    let Some(column) = table.column(attribute) else { return Vec::new() };
    let at: Vec<f64> = table.participants().into_iter().filter_map(|member| column.position(member)).collect();
    let mut all: Vec<f64> = Vec::new();
    for (i, a) in at.iter().enumerate() {
        for b in &at[..i] {
            let straight = libm::fabs(a - b);
            // On a circle a group may cover more than half, so the long way round counts, too.
            let ways = [Some(straight), column.period().map(|period| period - straight)];
            all.extend(ways.into_iter().flatten().filter(|&way| way > from));
        }
    }
    all.sort_by(f64::total_cmp);
    all.dedup();
    let every = all.len().div_ceil(MOST_DISTANCES).max(1);
    let last = all.last().copied();
    let mut few: Vec<f64> = all.into_iter().step_by(every).collect();
    if few.last().copied() != last {
        few.extend(last);
    }
    few
}

/// What can be loosened in a rule.
pub(super) fn levers(rule: &Rule, table: &Table) -> Vec<Lever> {
    let n = table.participants().len() as u32;
    let numeric = |attribute: &str| matches!(table.column(attribute), Some(Column::Number { .. }));
    let all = match rule {
        Rule::Share(rule) => vec![match rule.core {
            Some(core) => Lever::new("core", core, shares(core, SHARE_STEP)),
            None => Lever::new("atLeast", f64::from(rule.at_least), down(rule.at_least, 1)),
        }],
        Rule::Span(rule) => vec![Lever::new("atLeast", f64::from(rule.at_least), down(rule.at_least, 1))],
        Rule::Cap(rule) => vec![Lever::new("atMost", f64::from(rule.at_most), up(rule.at_most, n))],
        Rule::Quota(rule) => vec![
            rule.at_least.and_then(|least| Lever::new("atLeast", f64::from(least), down(least, 0))),
            rule.at_most.and_then(|most| Lever::new("atMost", f64::from(most), up(most, n))),
        ],
        Rule::NotAlone(rule) => vec![Lever::new("atLeast", f64::from(rule.at_least), down(rule.at_least, 1))],
        Rule::Spread(rule) => vec![Lever::new("atMost", rule.at_most, distances(table, &rule.attribute, rule.at_most))],
        Rule::Familiar(rule) => vec![Lever::new("atLeast", f64::from(rule.at_least), down(rule.at_least, 1))],
        Rule::Balance(rule) if numeric(&rule.attribute) => {
            vec![Lever::new("tolerance", rule.tolerance, numbers(table, &rule.attribute, rule.tolerance))]
        }
        Rule::Balance(rule) => vec![Lever::new("tolerance", rule.tolerance, shares(rule.tolerance, 1.0))],
        Rule::Disparity(rule) => {
            let gini = rule.measure == DisparityMeasure::Gini;
            let to = if gini { shares(rule.at_most, 1.0) } else { numbers(table, &rule.attribute, rule.at_most) };
            vec![Lever::new("atMost", rule.at_most, to)]
        }
        Rule::Acquainted(rule) => vec![
            rule.at_least.and_then(|least| Lever::new("atLeast", least, shares(least, 0.0))),
            rule.at_most.and_then(|most| Lever::new("atMost", most, shares(most, 1.0))),
        ],
        _ => Vec::new(),
    };
    all.into_iter().flatten().collect()
}

/// The rule with another number.
pub(super) fn pulled(rule: &Rule, key: &str, to: f64) -> Rule {
    let mut rule = rule.clone();
    let whole = to as u32;
    match (&mut rule, key) {
        (Rule::Share(rule), "core") => rule.core = Some(to),
        (Rule::Share(rule), _) => rule.at_least = whole,
        (Rule::Span(rule), _) => rule.at_least = whole,
        (Rule::Cap(rule), _) => rule.at_most = whole,
        (Rule::Quota(rule), "atLeast") => rule.at_least = Some(whole),
        (Rule::Quota(rule), _) => rule.at_most = Some(whole),
        (Rule::NotAlone(rule), _) => rule.at_least = whole,
        (Rule::Spread(rule), _) => rule.at_most = to,
        (Rule::Familiar(rule), _) => rule.at_least = whole,
        (Rule::Balance(rule), _) => rule.tolerance = to,
        (Rule::Disparity(rule), _) => rule.at_most = to,
        (Rule::Acquainted(rule), "atLeast") => rule.at_least = Some(to),
        (Rule::Acquainted(rule), _) => rule.at_most = Some(to),
        _ => {}
    }
    rule
}

/// The members whom a rule lists, where it still says something without one of them.
pub(super) fn listed(rule: &Rule) -> Option<&Vec<String>> {
    let members = match rule {
        Rule::Together(rule) => &rule.members,
        Rule::Apart(rule) => &rule.members,
        _ => return None,
    };
    (members.len() > 2).then_some(members)
}

/// The rule without a member whom it lists.
pub(super) fn released(rule: &Rule, member: &str) -> (Rule, ChangeValue) {
    let mut rule = rule.clone();
    let mut left = Vec::new();
    if let Rule::Together(crate::rules::Together { members, .. }) | Rule::Apart(crate::rules::Apart { members, .. }) =
        &mut rule
    {
        members.retain(|other| other != member);
        left.clone_from(members);
    }
    (rule, ChangeValue::Ids(left))
}
