//! Members whom no hard rule tells apart, and the rules in terms of how many of each kind a group takes.

use super::stretches::{Coarse, Stretched, of_positions};
use super::{Whole, blocks, pinned};
use crate::network::{Column, Table};
use crate::plan::Case;
use crate::rules::Rule;
use crate::rules::share::Among;

/// Kinds of units (members, or members who belong together), and what groups of them must keep.
pub(super) struct Kinds<'a> {
    case: &'a Case<'a>,
    /// The units of each kind.
    pub units: Vec<Vec<Vec<usize>>>,
    /// How many places in groups the units of each kind take.
    pub places: Vec<u8>,
    pub limits: Vec<Limit>,
    /// No group holds units of these two kinds, or two of one kind.
    barred: Vec<Vec<bool>>,
    /// Rules that take a whole group to judge, and whether nobody who joins can mend it.
    others: Vec<(&'a Rule, bool)>,
    /// Who may take each theme, where that matters.
    takers: Option<Vec<Vec<bool>>>,
    /// What is asked of positions, where these are known in stretches only.
    stretched: Vec<Stretched>,
}

/// What rules see of a unit, one list each.
type Key = Vec<Vec<i64>>;

/// Units of one kind, each the members who belong together.
type Units = Vec<Vec<usize>>;

/// How many of a group hold something.
pub(super) struct Limit {
    /// How many in a unit of each kind hold it.
    pub of: Vec<u32>,
    pub lo: u32,
    pub hi: u32,
    /// Whether none at all will do as well.
    pub or_none: bool,
}

/// What a rule sees of a member by itself.
fn seen(rule: &Rule, table: &Table, member: usize) -> Vec<i64> {
    let values = |attribute: &str| -> Vec<i64> {
        let column = table.column(attribute);
        let values = column.map_or(&[][..], |column| column.values(member));
        values.iter().map(|&value| i64::from(value)).collect()
    };
    let position = |attribute: &str| -> Vec<i64> {
        let position = table.column(attribute).and_then(|column| column.position(member));
        position.map(|position| position.to_bits() as i64).into_iter().collect()
    };
    match rule {
        Rule::Quota(rule) => {
            let value = rule.value_number(table).map(i64::from);
            let held = values(&rule.attribute);
            vec![i64::from(value.is_some_and(|value| held.contains(&value)))]
        }
        Rule::NotAlone(rule) => {
            let labels = table.column(&rule.attribute).map_or(&[][..], Column::labels);
            let protected = |value: &i64| labels.get(*value as usize).is_some_and(|label| rule.protects(label));
            values(&rule.attribute).into_iter().filter(protected).collect()
        }
        Rule::Share(rule) => values(&rule.attribute),
        Rule::Span(rule) => values(&rule.attribute),
        Rule::Cap(rule) => values(&rule.attribute),
        Rule::Differ(rule) => values(&rule.attribute),
        Rule::Match(rule) => values(&rule.attribute),
        Rule::Spread(rule) => position(&rule.attribute),
        Rule::Disparity(rule) => position(&rule.attribute),
        Rule::Balance(rule) => {
            if matches!(table.column(&rule.attribute), Some(Column::Number { .. })) {
                position(&rule.attribute)
            } else {
                values(&rule.attribute)
            }
        }
        Rule::Apart(rule) => vec![i64::from(rule.members.contains(&table.ids[member]))],
        Rule::Together(_)
        | Rule::NoRepeat(_)
        | Rule::Familiar(_)
        | Rule::Acquainted(_)
        | Rule::Groupmates(_)
        | Rule::Survive(_) => Vec::new(),
    }
}

/// What a rule sees of two members.
fn related(rule: &Rule, table: &Table, a: usize, b: usize) -> bool {
    match rule {
        Rule::Familiar(rule) => rule.know(table, a, b),
        Rule::Acquainted(rule) => rule.know(table, a, b),
        Rule::NoRepeat(_) | Rule::Groupmates(_) => rule.kind().broken(table, &[a, b]).is_some(),
        _ => false,
    }
}

impl<'a> Kinds<'a> {
    /// The kinds; members who belong together and are in no group that keeps the rules, if there are such.
    pub fn new(case: &'a Case<'a>, whole: &Whole, coarse: Option<&Coarse>) -> Result<Self, Vec<usize>> {
        let table = case.table;
        let hard: Vec<&Rule> = case.scenario.rules.iter().filter(|rule| rule.is_hard()).collect();
        let slots = if whole.places && whole.per == 1 { pinned(case) } else { vec![None; table.len()] };
        let blocks = blocks(case, whole, &slots);
        let takes = whole.places.then(|| takes(case, whole.per)).flatten();
        let mut kinds = Kinds {
            case,
            units: alike(table, &hard, blocks, whole, &slots, takes.as_deref(), coarse),
            places: Vec::new(),
            limits: Vec::new(),
            barred: Vec::new(),
            others: Vec::new(),
            takers: None,
            stretched: Vec::new(),
        };
        let count = |units: &Vec<Vec<usize>>| (units.len() as u32 * whole.per).min(255) as u8;
        kinds.places = kinds.units.iter().map(count).collect();
        kinds.takers = takes.map(|takes| {
            let may = |theme: usize| {
                let all = |units: &Vec<Vec<usize>>| units[0].iter().all(|&member| takes[theme][member]);
                kinds.units.iter().map(all).collect()
            };
            (0..takes.len()).map(may).collect()
        });
        for rule in &hard {
            match coarse.filter(|_| of_positions(rule, table).is_some()) {
                Some(_) => kinds.stretched.extend(Stretched::new(rule, table, &kinds.units)),
                // What is to outlast departures asks of positions as well.
                None if coarse.is_some() && matches!(rule, Rule::Survive(_)) => {}
                None => kinds.add(rule),
            }
        }
        kinds.bar(&hard, &slots, coarse.is_some());
        let alone = (0..kinds.len()).find(|&kind| {
            let mut one = vec![0; kinds.len()];
            one[kind] = 1;
            kinds.size(kind) > whole.size[1] || !kinds.may_grow(&one, kind)
        });
        match alone {
            Some(kind) => Err(kinds.units[kind][0].clone()),
            None => Ok(kinds),
        }
    }

    pub fn len(&self) -> usize {
        self.units.len()
    }

    /// How many members a unit of a kind has.
    pub fn size(&self, kind: usize) -> u32 {
        self.units[kind][0].len() as u32
    }

    pub fn sizes(&self) -> Vec<u32> {
        (0..self.len()).map(|kind| self.size(kind)).collect()
    }

    /// How many units of a kind one group can take.
    pub fn most(&self, kind: usize) -> u8 {
        if self.barred[kind][kind] { 1 } else { self.units[kind].len().min(255) as u8 }
    }

    fn add(&mut self, rule: &'a Rule) {
        let table = self.case.table;
        match rule {
            Rule::Quota(quota) => {
                let (lo, hi) = quota.range();
                let value = quota.value_number(table);
                let column = table.column(&quota.attribute);
                let holds = |member: usize| {
                    value.zip(column).is_some_and(|(value, column)| column.values(member).contains(&value))
                };
                self.limit(&holds, lo, hi, false);
            }
            Rule::Cap(cap) => self.limit_each(&cap.attribute, cap.at_most),
            Rule::Differ(differ) => self.limit_each(&differ.attribute, 1),
            Rule::NotAlone(rule) => {
                let Some(column) = table.column(&rule.attribute) else { return };
                for (value, label) in column.labels().iter().enumerate().filter(|(_, label)| rule.protects(label)) {
                    debug_assert!(!label.is_empty());
                    let holds = |member: usize| column.values(member).contains(&(value as u32));
                    self.limit(&holds, rule.at_least, u32::MAX, true);
                }
            }
            Rule::Apart(apart) => {
                let listed = |member: usize| apart.members.contains(&table.ids[member]);
                self.limit(&listed, 0, 1, false);
            }
            // Two by two, in `bar`, or by who belongs together.
            Rule::NoRepeat(_) | Rule::Groupmates(_) | Rule::Together(_) | Rule::Match(_) => {}
            Rule::Share(share) if share.core.is_none() && share.among == Some(Among::Each) => {}
            // On a line whoever is furthest from whom says it all, and is barred from them.
            Rule::Spread(spread) if table.column(&spread.attribute).is_some_and(|column| column.period().is_none()) => {
            }
            rule => self.others.push((rule, rule.kind().is_beyond_mending())),
        }
    }

    fn limit_each(&mut self, attribute: &str, hi: u32) {
        let Some(column) = self.case.table.column(attribute) else { return };
        for value in 0..column.labels().len() as u32 {
            self.limit(&|member| column.values(member).contains(&value), 0, hi, false);
        }
    }

    fn limit(&mut self, holds: &dyn Fn(usize) -> bool, lo: u32, hi: u32, or_none: bool) {
        let of = |units: &Vec<Vec<usize>>| units[0].iter().filter(|&&member| holds(member)).count() as u32;
        let of: Vec<u32> = self.units.iter().map(of).collect();
        let all: u32 = of.iter().zip(&self.units).map(|(of, units)| of * units.len() as u32).sum();
        // A limit that all together keep says nothing, nor does one of holders that nobody is.
        if all > hi || (lo > 0 && !(or_none && all == 0)) {
            self.limits.push(Limit { of, lo, hi, or_none });
        }
    }

    /// Finds whom no group holds together; with `coarse` numbers are not known of kinds.
    fn bar(&mut self, hard: &[&Rule], slots: &[Option<u32>], coarse: bool) {
        let table = self.case.table;
        let two = |rule: &&&Rule| match rule {
            Rule::NoRepeat(_) | Rule::Groupmates(_) | Rule::Match(_) => true,
            Rule::Spread(_) => !coarse || of_positions(rule, table).is_none(),
            Rule::Share(share) => share.core.is_none() && share.among == Some(Among::Each),
            _ => false,
        };
        let two: Vec<&&Rule> = hard.iter().filter(two).collect();
        let never = |a: usize, b: usize| {
            let pins = slots[a].zip(slots[b]).is_some_and(|(one, other)| one != other);
            pins || table.in_conflict(a, b) || two.iter().any(|rule| rule.kind().broken(table, &[a, b]).is_some())
        };
        let n = self.len();
        self.barred = vec![vec![false; n]; n];
        for one in 0..n {
            for other in one..n {
                let second = if one == other { self.units[one].get(1) } else { self.units[other].first() };
                let first = &self.units[one][0];
                let barred = second.is_some_and(|second| first.iter().any(|&a| second.iter().any(|&b| never(a, b))));
                let inside = one == other
                    && first.iter().enumerate().any(|(at, &a)| first[at + 1..].iter().any(|&b| never(a, b)));
                self.barred[one][other] = barred;
                self.barred[other][one] = barred;
                if inside {
                    // Barred from every group: two of one kind are marked, and `may_grow` refuses one as well.
                    self.limits.push(Limit { of: self.only(one), lo: 0, hi: 0, or_none: false });
                }
            }
        }
    }

    fn only(&self, kind: usize) -> Vec<u32> {
        (0..self.len()).map(|other| u32::from(other == kind)).collect()
    }

    /// Whether a group may go on to grow after units of a kind joined: nothing is broken that nobody can mend.
    pub fn may_grow(&self, group: &[u8], joined: usize) -> bool {
        let within =
            |limit: &Limit| limit.of[joined] == 0 || limit.hi == u32::MAX || self.held(limit, group) <= limit.hi;
        let barred = || {
            let with = |other: usize| group[other] > u8::from(other == joined) && self.barred[joined][other];
            (0..self.len()).any(with)
        };
        let themed =
            || self.takers.as_ref().is_none_or(|takers| takers.iter().any(|takers| self.all_take(takers, group)));
        let reached = || self.stretched.iter().all(|stretched| stretched.may_grow(group));
        self.limits.iter().all(within) && !barred() && reached() && themed() && self.others_hold(group, true)
    }

    /// Whether a group that broke nothing beyond mending keeps all rules.
    pub fn is_whole(&self, group: &[u8]) -> bool {
        let kept = |limit: &Limit| {
            let held = self.held(limit, group);
            held >= limit.lo || (limit.or_none && held == 0)
        };
        let balanced = || self.stretched.iter().all(|stretched| stretched.may_balance(group));
        self.limits.iter().all(kept) && balanced() && self.others_hold(group, false)
    }

    /// The kinds of which at least one more must join for a group to keep the rules: those who could give what it lacks, for
    /// the lack that fewest can mend; `None` where it lacks nothing that is known to come from some only.
    pub fn lacking(&self, group: &[u8]) -> Option<Vec<usize>> {
        let mut fewest: Option<Vec<usize>> = None;
        let mut offer = |helpers: Vec<usize>| {
            if fewest.as_ref().is_none_or(|few| helpers.len() < few.len()) {
                fewest = Some(helpers);
            }
        };
        for limit in &self.limits {
            let held = self.held(limit, group);
            if held < limit.lo && !(limit.or_none && held == 0) {
                offer((0..self.len()).filter(|&kind| limit.of[kind] > 0).collect());
            }
        }
        let members = self.members(group);
        for (rule, _) in &self.others {
            let Rule::Familiar(rule) = rule else { continue };
            let table = self.case.table;
            for &member in &members {
                let known = members.iter().filter(|&&other| other != member && rule.know(table, member, other)).count();
                if known < rule.at_least as usize {
                    let knows = |kind: &usize| {
                        let next = self.units[*kind].get(usize::from(group[*kind]));
                        next.is_some_and(|unit| unit.iter().any(|&other| rule.know(table, member, other)))
                    };
                    offer((0..self.len()).filter(knows).collect());
                }
            }
        }
        fewest
    }

    /// How many of a group hold what a limit is about.
    pub fn held(&self, limit: &Limit, group: &[u8]) -> u32 {
        limit.of.iter().zip(group).map(|(of, &count)| of * u32::from(count)).sum()
    }

    fn all_take(&self, takers: &[bool], group: &[u8]) -> bool {
        takers.iter().zip(group).all(|(&takes, &count)| takes || count == 0)
    }

    fn others_hold(&self, group: &[u8], beyond_mending: bool) -> bool {
        let mut asked = self.others.iter().filter(|(_, early)| *early == beyond_mending).peekable();
        if asked.peek().is_none() {
            return true;
        }
        let members = self.members(group);
        asked.all(|(rule, _)| rule.broken(&self.case.scenario.rules, self.case.table, &members).is_none())
    }

    /// Some group with so many units of each kind.
    pub fn members(&self, group: &[u8]) -> Vec<usize> {
        let mut members = Vec::with_capacity(group.len());
        // Asked for every group that is looked at, in most of which most kinds are missing.
        for (units, &count) in self.units.iter().zip(group).filter(|(_, count)| **count > 0) {
            members.extend(units[..usize::from(count)].iter().flatten());
        }
        members.sort_unstable();
        members
    }

    /// The groups with these counts, each unit in one of them.
    pub fn filled(&self, listed: &[Vec<u8>], chosen: &[usize]) -> Vec<Vec<usize>> {
        let mut next = vec![0usize; self.len()];
        let fill = |&at: &usize| {
            let mut members = Vec::new();
            for (kind, &count) in listed[at].iter().enumerate() {
                members.extend(self.units[kind][next[kind]..next[kind] + usize::from(count)].iter().flatten());
                next[kind] += usize::from(count);
            }
            members.sort_unstable();
            members
        };
        chosen.iter().map(fill).collect()
    }
}

/// Who may take each theme: not those who chose others only, where that matters, nor those pinned to another.
fn takes(case: &Case, per: u32) -> Option<Vec<Vec<bool>>> {
    let crate::scenario::Form::Communities(form) = &case.scenario.form else { return None };
    let table = case.table;
    let pin = |member: usize| {
        let own = |pin: &&crate::scenario::Pin| pin.member == table.ids[member];
        case.scenario.pins.iter().filter(own).find_map(|pin| table.theme(&pin.group))
    };
    let pinned = per == 1 && case.scenario.pins.iter().any(|pin| table.theme(&pin.group).is_some());
    if !form.themes || !(form.only_chosen || pinned) {
        return None;
    }
    let may = |theme: usize, member: usize| {
        let elsewhere = pinned && pin(member).is_some_and(|other| other != theme);
        !(elsewhere || (form.only_chosen && table.declines(member, theme)))
    };
    Some((0..table.theme_ids.len()).map(|theme| (0..table.len()).map(|m| may(theme, m)).collect()).collect())
}

/// Units sorted by what rules see of them: two are alike where all stays the same when they change places.
fn alike(
    table: &Table,
    hard: &[&Rule],
    blocks: Vec<Vec<usize>>,
    whole: &Whole,
    slots: &[Option<u32>],
    takes: Option<&[Vec<bool>]>,
    coarse: Option<&Coarse>,
) -> Vec<Vec<Vec<usize>>> {
    let key = |member: usize| -> Vec<Vec<i64>> {
        let of = |rule: &&Rule| match coarse.zip(of_positions(rule, table)) {
            Some((coarse, attribute)) => coarse.stretch(table, attribute, member),
            None => seen(rule, table, member),
        };
        let mut key: Vec<Vec<i64>> = hard.iter().map(of).collect();
        key.push(slots[member].map(i64::from).into_iter().collect());
        key.push(takes.into_iter().flatten().map(|takers| i64::from(takers[member])).collect());
        key
    };
    let about_two = |rule: &&&Rule| {
        matches!(rule, Rule::Familiar(_) | Rule::Acquainted(_) | Rule::NoRepeat(_) | Rule::Groupmates(_))
    };
    let relations: Vec<&&Rule> = hard.iter().filter(about_two).collect();
    let members = &whole.members;
    let relate = |rule: &&&Rule| -> Vec<Vec<bool>> {
        members.iter().map(|&a| members.iter().map(|&b| a != b && related(rule, table, a, b)).collect()).collect()
    };
    let mut graphs: Vec<Vec<Vec<bool>>> = relations.iter().map(relate).collect();
    graphs.push(members.iter().map(|&a| members.iter().map(|&b| table.in_conflict(a, b)).collect()).collect());
    let place = |member: usize| members.iter().position(|&other| other == member).unwrap_or(0);
    let exchangeable = |a: usize, b: usize| {
        let (a, b) = (place(a), place(b));
        let same = |graph: &Vec<Vec<bool>>| (0..members.len()).all(|w| w == a || w == b || graph[a][w] == graph[b][w]);
        graphs.iter().all(same)
    };
    let mut kinds: Vec<(Key, Units)> = Vec::new();
    for block in blocks {
        let [member] = block[..] else {
            kinds.push((vec![vec![i64::MIN]], vec![block]));
            continue;
        };
        let own = key(member);
        let like = |(key, units): &&mut (Key, Units)| *key == own && exchangeable(units[0][0], member);
        match kinds.iter_mut().find(like) {
            Some((_, units)) => units.push(block),
            None => kinds.push((own, vec![block])),
        }
    }
    kinds.into_iter().map(|(_, units)| units).collect()
}
