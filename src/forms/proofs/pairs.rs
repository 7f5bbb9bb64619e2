//! Who cannot be with whom at all, by all hard rules together: members with too few others, and many of whom no two
//! can be together.

use super::{Fact, Found, sorted};
use crate::network::{Column, Table};
use crate::plan::Case;
use crate::rules::spread::whole;
use crate::rules::{NoRepeat, Rule, common};
use crate::scenario::Bonds;
use crate::text::Text;

/// So many times two members are looked at at most; what is not found until then is not said.
const MOST_LOOKS: u64 = 300_000;

/// Members around whom others that cannot be together are gathered: those who can be with fewest first.
const CENTRES: usize = 16;

/// What keeps two members from being in one group.
struct Bar<'a> {
    /// The rule, or the number of rules for conflicts.
    rule: usize,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Conflict,
    Met(&'a NoRepeat),
    /// Both are among these.
    Both(Vec<bool>),
    /// They have fewer values in common.
    Fewer(&'a Column, usize),
    /// They have a value in common.
    Shared(&'a Column),
    /// They lie too far apart.
    Far {
        at: Vec<Option<i64>>,
        reach: i64,
        period: Option<i64>,
    },
}

impl Bar<'_> {
    fn keeps_apart(&self, table: &Table, a: usize, b: usize) -> bool {
        let common = |column: &Column| common(column.values(a), column.values(b));
        match &self.kind {
            Kind::Conflict => table.in_conflict(a, b),
            Kind::Met(rule) => rule.have_met(table, a, b),
            Kind::Both(these) => these[a] && these[b],
            Kind::Fewer(column, count) => common(column) < *count,
            Kind::Shared(column) => common(column) > 0,
            Kind::Far { at, reach, period } => match (at[a], at[b]) {
                (Some(one), Some(other)) => {
                    let straight = (one - other).abs();
                    period.map_or(straight, |period| straight.min(period - straight)) > *reach
                }
                _ => false,
            },
        }
    }
}

fn bars<'a>(case: &Case<'a>) -> Vec<Bar<'a>> {
    let table = case.table;
    let listed = |holds: &dyn Fn(usize) -> bool| Kind::Both((0..table.len()).map(holds).collect());
    let kind = |rule: &'a Rule| match rule {
        Rule::NoRepeat(rule) => Some(Kind::Met(rule)),
        Rule::Apart(rule) => {
            let mut these = vec![false; table.len()];
            rule.members.iter().filter_map(|id| table.member(id)).for_each(|member| these[member] = true);
            Some(Kind::Both(these))
        }
        Rule::Quota(rule) if rule.range().1 == 1 => {
            let (column, value) = (table.column(&rule.attribute)?, rule.value_number(table)?);
            Some(listed(&|member| column.values(member).contains(&value)))
        }
        Rule::Differ(rule) => table.column(&rule.attribute).map(Kind::Shared),
        Rule::Cap(rule) if rule.at_most == 1 => table.column(&rule.attribute).map(Kind::Shared),
        Rule::Match(rule) => table.column(&rule.attribute).map(|column| Kind::Fewer(column, 1)),
        Rule::Share(rule) if rule.core.is_none() => {
            table.column(&rule.attribute).map(|column| Kind::Fewer(column, rule.at_least as usize))
        }
        Rule::Spread(rule) => {
            let column = table.column(&rule.attribute)?;
            let at = (0..table.len()).map(|member| column.position(member).map(whole)).collect();
            Some(Kind::Far { at, reach: whole(rule.at_most), period: column.period().map(whole) })
        }
        _ => None,
    };
    let rules = &case.scenario.rules;
    let conflicts = Bar { rule: rules.len(), kind: Kind::Conflict };
    let hard = rules.iter().enumerate().filter(|(_, rule)| rule.is_hard());
    let mut bars: Vec<Bar> = hard.filter_map(|(at, rule)| Some(Bar { rule: at, kind: kind(rule)? })).collect();
    if table.ties.iter().any(|ties| ties.values().any(|tie| tie.conflict)) {
        bars.push(conflicts);
    }
    bars
}

/// Members, those who stay together as one, and what keeps them apart.
struct Graph<'a> {
    table: &'a Table,
    bars: Vec<Bar<'a>>,
    units: Vec<Vec<usize>>,
    /// The largest size of a group.
    hi: u64,
    looks: u64,
}

impl Graph<'_> {
    /// What keeps two units apart: `Some` of a bar, or of nothing where they are too many for a group.
    fn barred(&mut self, x: usize, y: usize) -> Option<Option<usize>> {
        let (one, other) = (&self.units[x], &self.units[y]);
        self.looks += (one.len() * other.len()) as u64;
        for (&a, &b) in one.iter().flat_map(|a| other.iter().map(move |b| (a, b))) {
            if let Some(at) = self.bars.iter().position(|bar| bar.keeps_apart(self.table, a, b)) {
                return Some(Some(at));
            }
        }
        ((one.len() + other.len()) as u64 > self.hi).then_some(None)
    }

    /// How many members can be with a unit, counted until there are enough.
    fn company(&mut self, x: usize, enough: u64) -> u64 {
        let mut found = self.units[x].len() as u64 - 1;
        for y in 0..self.units.len() {
            if found >= enough || self.looks > MOST_LOOKS {
                return found.max(if self.looks > MOST_LOOKS { enough } else { 0 });
            }
            if y != x && self.barred(x, y).is_none() {
                found += self.units[y].len() as u64;
            }
        }
        found
    }

    /// The bar that alone leaves a unit too few, or else all that keep anyone from it.
    fn reasons(&self, x: usize, enough: u64) -> Vec<usize> {
        let mut all = Vec::new();
        for (at, bar) in self.bars.iter().enumerate() {
            let apart = |y: &usize| {
                let mut pairs = self.units[x].iter().flat_map(|&a| self.units[*y].iter().map(move |&b| (a, b)));
                pairs.any(|(a, b)| bar.keeps_apart(self.table, a, b))
            };
            let others = (0..self.units.len()).filter(|&y| y != x);
            let kept: u64 = others.filter(apart).map(|y| self.units[y].len() as u64).sum();
            let members: u64 = self.units.iter().map(|unit| unit.len() as u64).sum();
            if members - 1 - kept < enough {
                return vec![at];
            }
            if kept > 0 {
                all.push(at);
            }
        }
        all
    }

    /// Units of whom no two can be together, more than `enough` if they are found, and what keeps them apart.
    fn strangers(&mut self, enough: u64) -> (Vec<usize>, Vec<Option<usize>>) {
        let n = self.units.len();
        let barred = |graph: &mut Self, x: usize| (0..n).filter(|&y| y != x && graph.barred(x, y).is_some()).count();
        // With many members the number of ties stands for the number of those whom one cannot be with.
        let few = (n * n) as u64 <= MOST_LOOKS / 2;
        let ties = |graph: &Self, x: usize| graph.units[x].iter().map(|&m| graph.table.ties[m].len()).sum();
        // The largest units first, then those who can be with fewest.
        let degree = |graph: &mut Self, x: usize| if few { barred(graph, x) } else { ties(graph, x) };
        let key = |graph: &mut Self, x: usize| -(((graph.units[x].len() as i64) << 32) | degree(graph, x) as i64);
        let order: Vec<usize> = sorted((0..n).map(|x| (key(self, x), x))).into_iter().map(|(_, x)| x).collect();
        self.looks = 0;
        let mut best: (Vec<usize>, Vec<Option<usize>>) = Default::default();
        for centre in 0..n.min(CENTRES) {
            let mut chosen = vec![order[centre]];
            let mut why = Vec::new();
            for &x in order.iter().filter(|&&x| x != order[centre]) {
                if self.looks > MOST_LOOKS || chosen.len() as u64 > enough {
                    break;
                }
                let bars: Option<Vec<Option<usize>>> = chosen.iter().map(|&y| self.barred(x, y)).collect();
                if let Some(bars) = bars {
                    chosen.push(x);
                    why.extend(bars);
                }
            }
            if chosen.len() > best.0.len() {
                best = (chosen, why);
            }
            if best.0.len() as u64 > enough {
                break;
            }
        }
        best
    }
}

/// Members with too few others, each with how many there are, and the rules that leave them so few.
struct Few {
    rules: Vec<usize>,
    members: Vec<(usize, u64)>,
}

impl Found<'_> {
    /// What all rules that concern two members say together.
    pub(super) fn two_by_two(&mut self) {
        let (lo, hi) = (self.shape.lo, self.shape.hi);
        let units = units(self.case, &self.shape.members);
        let bars = bars(self.case);
        if bars.is_empty() && units.len() == self.shape.members.len() {
            return;
        }
        let mut graph = Graph { table: self.case.table, bars, units, hi, looks: 0 };
        let mut few: Vec<Few> = Vec::new();
        for x in 0..graph.units.len() {
            let company = graph.company(x, lo - 1);
            if company >= lo - 1 || graph.units[x].iter().any(|&member| self.named[member]) {
                continue;
            }
            graph.looks += (graph.units.len() * graph.bars.len()) as u64;
            let mut rules: Vec<usize> = graph.reasons(x, lo - 1).iter().map(|&at| graph.bars[at].rule).collect();
            if graph.units[x].len() > 1 {
                rules.extend(bonds_of(self.case, graph.units[x][0]));
            }
            let members = graph.units[x].iter().map(|&member| (member, company));
            match few.iter_mut().find(|few| few.rules == rules) {
                Some(few) => few.members.extend(members),
                None => few.push(Few { rules, members: members.collect() }),
            }
        }
        for Few { rules, members } in few {
            self.too_few(rules, members, lo - 1);
        }
        graph.looks = 0;
        let (strangers, why) = graph.strangers(self.shape.most / self.shape.per);
        let mut rules: Vec<usize> = why.iter().flatten().map(|&at| graph.bars[at].rule).collect();
        let bonded = strangers.iter().filter(|&&x| graph.units[x].len() > 1);
        rules.extend(bonded.flat_map(|&x| bonds_of(self.case, graph.units[x][0])));
        rules.sort_unstable();
        rules.dedup();
        // What a rule by itself says is said.
        if self.certain.iter().any(|(known, _)| rules.iter().all(|rule| known.contains(rule))) {
            return;
        }
        let text = Text::new("note.proof.apart")
            .with("count", strangers.len())
            .with("names", self.names(strangers.iter().map(|&x| graph.units[x][0])))
            .with("rules", self.say(&rules));
        let least = strangers.len() as u64 * self.shape.per;
        self.fact(Fact { rules, text, least, most: u64::MAX });
    }
}

/// Members, with those whom hard rules hold together as one; in the order of their first.
fn units(case: &Case, members: &[usize]) -> Vec<Vec<usize>> {
    let bonds = Bonds::new(case.table, case.scenario);
    let mut units: Vec<Vec<usize>> = vec![Vec::new(); case.table.len()];
    members.iter().for_each(|&member| units[bonds.of(member)].push(member));
    units.retain(|unit| !unit.is_empty());
    units
}

/// The hard rules that hold a member together with others.
fn bonds_of(case: &Case, member: usize) -> Vec<usize> {
    let rules = case.scenario.rules.iter().enumerate();
    let bond = |rule: &Rule| match rule {
        Rule::Together(together) => rule.is_hard() && together.members.contains(&case.table.ids[member]),
        _ => false,
    };
    rules.filter(|(_, rule)| bond(rule)).map(|(at, _)| at).collect()
}
