//! Positions known in stretches only: where every member has its own number, few kinds are left when near ones are taken
//! as one. What is asked of positions is then asked of the ends of stretches that suit best, so that what is excluded is.

use crate::network::{Column, Table};
use crate::plan::Case;
use crate::rules::Rule;
use crate::rules::spread::whole;

/// Stretches of an attribute: few with the widest gaps between them, or more with as many members each.
const BY_GAPS: usize = 6;
const BY_COUNT: usize = 8;

/// The first position of each stretch but the first, by attribute, in whole steps.
pub(super) struct Coarse {
    cuts: Vec<(String, Vec<i64>)>,
}

/// The attribute whose positions a rule is about.
pub(super) fn of_positions<'r>(rule: &'r Rule, table: &Table) -> Option<&'r str> {
    let attribute = match rule {
        Rule::Spread(rule) => &rule.attribute,
        Rule::Disparity(rule) => &rule.attribute,
        Rule::Balance(rule) => &rule.attribute,
        _ => return None,
    };
    matches!(table.column(attribute), Some(Column::Number { .. } | Column::Cyclic { .. })).then_some(attribute)
}

impl Coarse {
    /// Two ways to cut, where rules are about numbers or positions on a circle.
    pub fn of(case: &Case, members: &[usize]) -> Vec<Coarse> {
        let hard = case.scenario.rules.iter().filter(|rule| rule.is_hard());
        let mut attributes: Vec<&str> = hard.filter_map(|rule| of_positions(rule, case.table)).collect();
        attributes.dedup();
        if attributes.is_empty() {
            return Vec::new();
        }
        let cut = |by_gaps: bool| {
            let of = |attribute: &&str| ((*attribute).to_owned(), cuts(case.table, attribute, members, by_gaps));
            Coarse { cuts: attributes.iter().map(of).collect() }
        };
        vec![cut(true), cut(false)]
    }

    /// The number of the stretch that a member is in; nothing where it did not answer.
    pub fn stretch(&self, table: &Table, attribute: &str, member: usize) -> Vec<i64> {
        let position = table.column(attribute).and_then(|column| column.position(member)).map(whole);
        let cuts = self.cuts.iter().find(|(known, _)| known == attribute).map_or(&[][..], |(_, cuts)| cuts);
        position.map(|position| cuts.partition_point(|&cut| cut <= position) as i64).into_iter().collect()
    }
}

fn cuts(table: &Table, attribute: &str, members: &[usize], by_gaps: bool) -> Vec<i64> {
    let Some(column) = table.column(attribute) else { return Vec::new() };
    let mut at: Vec<i64> = members.iter().filter_map(|&member| column.position(member)).map(whole).collect();
    at.sort_unstable();
    let mut cuts: Vec<i64> = if by_gaps {
        let mut gaps: Vec<(i64, i64)> = at.windows(2).map(|pair| (pair[0] - pair[1], pair[1])).collect();
        gaps.sort_unstable();
        gaps.into_iter().take(BY_GAPS - 1).map(|(_, from)| from).collect()
    } else {
        (1..BY_COUNT).filter_map(|part| at.get(part * at.len() / BY_COUNT).copied()).collect()
    };
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// What a rule asks of positions, by the ends of each kind's stretch.
pub(super) struct Stretched {
    /// The smallest and the largest position of a unit's members, by kind; none where they did not answer.
    ends: Vec<Option<[i64; 2]>>,
    asked: Asked,
}

enum Asked {
    /// Largest less smallest at most.
    Reach(i64),
    /// The mean, of so many who answered with such a sum, is off by so much at most; how many of a unit answered, and the
    /// least and largest sum of their numbers, by kind.
    Mean { answered: i128, sum: i128, limit: i128, units: Vec<[i128; 3]> },
}

impl Stretched {
    /// What a rule asks; nothing where it asks too much to be told by stretches.
    pub fn new(rule: &Rule, table: &Table, units: &[Vec<Vec<usize>>]) -> Option<Stretched> {
        let column = table.column(of_positions(rule, table)?)?;
        let ends = |units: &Vec<Vec<usize>>| {
            let at = || units.iter().flatten().filter_map(|&member| column.position(member)).map(whole);
            Some([at().min()?, at().max()?])
        };
        let asked = match rule {
            // Who belong together may lie far apart: what they cover by themselves is left to other proofs.
            Rule::Spread(rule) if column.period().is_none() => Asked::Reach(whole(rule.at_most)),
            Rule::Balance(rule) => {
                let profile = table.profile(&rule.attribute)?;
                let sums = |unit: &Vec<usize>| {
                    let numbers = unit.iter().filter_map(|&member| column.position(member));
                    numbers
                        .fold([0i128, 0], |[count, sum], number| [count + 1, sum + i128::from(profile.whole(number))])
                };
                let of = |units: &Vec<Vec<usize>>| {
                    let all: Vec<[i128; 2]> = units.iter().map(sums).collect();
                    let sum = |at: &[i128; 2]| at[1];
                    let (lo, hi) = (all.iter().map(sum).min().unwrap_or(0), all.iter().map(sum).max().unwrap_or(0));
                    [all.first().map_or(0, |one| one[0]), lo, hi]
                };
                Asked::Mean {
                    answered: i128::from(profile.answered),
                    sum: i128::from(profile.sum),
                    limit: i128::from(profile.limit(rule.tolerance)),
                    units: units.iter().map(of).collect(),
                }
            }
            _ => return None,
        };
        Some(Stretched { ends: units.iter().map(ends).collect(), asked })
    }

    /// Whether some members of these stretches are within reach of each other.
    pub fn may_grow(&self, group: &[u8]) -> bool {
        let Asked::Reach(reach) = self.asked else { return true };
        let there = || self.ends.iter().zip(group).filter(|(_, count)| **count > 0).filter_map(|(ends, _)| *ends);
        let (last, first) = (there().map(|[lo, _]| lo).max(), there().map(|[_, hi]| hi).min());
        last.zip(first).is_none_or(|(last, first)| last - first <= reach)
    }

    /// Whether some members of these stretches have a mean near enough.
    pub fn may_balance(&self, group: &[u8]) -> bool {
        let Asked::Mean { answered, sum, limit, units } = &self.asked else { return true };
        let (mut count, mut lo, mut hi) = (0, 0, 0);
        for (unit, &there) in units.iter().zip(group) {
            let there = i128::from(there);
            (count, lo, hi) = (count + unit[0] * there, lo + unit[1] * there, hi + unit[2] * there);
        }
        let room = limit * count * answered;
        lo * answered - count * sum <= room && hi * answered - count * sum >= -room
    }
}
