//! Members who wish for themes and for nothing else: a mixed-integer program says how well they can fare.
//!
//! It knows sizes, the number of groups on each theme, what members will not have, and the hard rules that count holders
//! of a value. What it leaves out only takes away from what it allows, so nothing is better than its bound, and where it
//! finds that there is no assignment there is none.

use super::layout::Layout;
use crate::affinity::Want;
use crate::optim::milp::{Limits, MOST_CELLS, Status, ThemeModel, ThemeOutcome, ThemePlan, ThemeQuota, ThemeSearch};
use crate::plan::{Case, Placed, Placement};
use crate::rules::Rule;
use crate::scenario::Communities;

/// Nodes of branch and bound before the search begins, and once more from the plan that it found. Models that are proven
/// at all are with a few hundred (measured on 150 to 1,000 members and 8 to 12 themes).
const NODES: u64 = 500;

/// So many of them at a time: a node of the largest models takes some milliseconds.
const NODES_AT_ONCE: u64 = 64;

/// A wish times this is a whole number if it is a rank among up to ten, or has up to three decimals.
const DENOMINATORS: [f64; 4] = [1.0, 60.0, 1_000.0, 2_520.0];

/// The scale of wishes that are no such numbers: all that the solver's tolerances tell apart.
const FINEST: f64 = 1e6;

/// What is known of how well members can fare.
pub(super) struct Preference {
    model: ThemeModel,
    search: ThemeSearch,
    /// The members, by their position in the table.
    members: Vec<usize>,
    /// Points for a wish of 1, before the weight that wishes have.
    points: f64,
    /// Whether points are whole without rounding.
    whole: bool,
    stage: Stage,
    /// The best assignment that keeps all rules, and what it is worth.
    pub best: Option<(Vec<Placed>, f64)>,
    /// No plan is worth more.
    pub bound: Option<f64>,
    /// Nothing better than `best` exists.
    pub optimal: bool,
    pub impossible: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Before the search.
    First,
    /// While the search goes on.
    Waiting,
    /// From the search's plan.
    Again,
    Done,
}

/// Whether wishes for themes are all there is to go by.
pub(super) fn applies(case: &Case, form: &Communities, layout: &Layout) -> bool {
    let silent = case.scenario.criteria.iter().all(|c| c.want == Want::Preferred || c.weight == 0.0);
    let cells = layout.members.len() * case.table.theme_ids.len();
    let alone = form.themes && silent && case.affinity.says_nothing();
    alone && form.per_member == 1 && case.scenario.keep.is_none() && (1..=MOST_CELLS).contains(&cells)
}

impl Preference {
    pub fn new(case: &Case, layout: &Layout) -> Self {
        let wishes = || layout.members.iter().flat_map(|&member| &case.table.wishes[member]);
        let is_whole =
            |&points: &f64| wishes().all(|wish| libm::fabs(wish * points - libm::round(wish * points)) < 1e-9);
        let found = DENOMINATORS.into_iter().find(is_whole);
        let points = found.unwrap_or(FINEST);
        let model = model(case, layout, points);
        let search = ThemeSearch::new(&model, Limits::nodes(NODES), None);
        Preference {
            model,
            search,
            members: layout.members.clone(),
            points,
            whole: found.is_some(),
            stage: Stage::First,
            best: None,
            bound: None,
            optimal: false,
            impossible: false,
        }
    }

    /// Whether it is its turn, before the search or after it.
    pub fn is_running(&self) -> bool {
        matches!(self.stage, Stage::First | Stage::Again)
    }

    /// Whether there is nothing left to find out.
    pub fn is_done(&self) -> bool {
        self.stage == Stage::Done
    }

    /// Goes on for a while.
    pub fn step(&mut self, case: &Case) {
        self.search.step(NODES_AT_ONCE);
        if self.search.finished() {
            let proven = self.conclude(case);
            self.stage = if proven || self.stage == Stage::Again { Stage::Done } else { Stage::Waiting };
        }
    }

    /// The search has ended, without a plan that keeps all rules or with one to begin from once more.
    pub fn after_search(&mut self, groups: Option<Vec<Placed>>) {
        let Some(groups) = groups else {
            self.stage = Stage::Done;
            return;
        };
        self.stage = Stage::Again;
        let mut start = ThemePlan { theme: vec![0; self.members.len()], groups: vec![0; self.model.sizes.len()] };
        for group in &groups {
            let Some(theme) = group.theme else { continue };
            start.groups[theme] += 1;
            for member in &group.members {
                if let Some(at) = self.members.iter().position(|m| m == member) {
                    start.theme[at] = theme as u32;
                }
            }
        }
        self.search = ThemeSearch::new(&self.model, Limits::nodes(NODES), Some(&start));
    }

    /// Takes in what was found; whether no more can be.
    fn conclude(&mut self, case: &Case) -> bool {
        let outcome = self.search.outcome();
        let weight = case.preference_weight();
        if outcome.status == Status::Infeasible {
            self.impossible = true;
            return true;
        }
        // Where wishes are rounded, each may be worth half a point more.
        let slack = if self.whole { 0.0 } else { 0.5 * self.members.len() as f64 };
        if let Some(bound) = outcome.bound {
            let bound = (bound as f64 + slack) / self.points * weight;
            self.bound = Some(self.bound.map_or(bound, |before| f64::min(before, bound)));
        }
        if !outcome.plan.theme.is_empty() {
            let groups = self.groups(&outcome);
            let placement = Placement { groups, ..Placement::default() };
            let measures = case.measure(&placement);
            let better = self.best.as_ref().is_none_or(|&(_, total)| measures.total > total);
            if measures.hard_broken == 0 && better && self.keeps_pins(case, &placement) {
                self.best = Some((placement.groups, measures.total));
            }
        }
        self.optimal = self.best.as_ref().is_some_and(|&(_, total)| self.is_reached_by(total));
        outcome.status == Status::Optimal
    }

    /// Whether nothing is worth more than so much.
    pub fn is_reached_by(&self, total: f64) -> bool {
        // Sums in another order differ in their last digits.
        let reaches = |bound: f64| total >= bound - 1e-9 * f64::max(1.0, libm::fabs(bound));
        self.whole && self.bound.is_some_and(reaches)
    }

    /// Of numbered groups the assignment knows nothing.
    fn keeps_pins(&self, case: &Case, placement: &Placement) -> bool {
        case.scenario.pins.iter().all(|pin| {
            let member = case.table.member(&pin.member);
            let theme = case.table.theme(&pin.group);
            let there = |group: &Placed| group.theme == theme && member.is_some_and(|m| group.members.contains(&m));
            theme.is_some() && placement.groups.iter().any(there)
        })
    }

    /// The members of each theme dealt out to its groups, those alike in what rules count one after the other, so that each
    /// group has its share of them.
    fn groups(&self, outcome: &ThemeOutcome) -> Vec<Placed> {
        let kind = |at: u32| -> Vec<bool> { self.model.quotas.iter().map(|q| q.members.contains(&at)).collect() };
        let mut groups = Vec::new();
        for (theme, &count) in outcome.plan.groups.iter().enumerate().filter(|&(_, &count)| count > 0) {
            let there = |&at: &u32| outcome.plan.theme[at as usize] == theme as u32;
            let mut members: Vec<u32> = (0..self.members.len() as u32).filter(there).collect();
            members.sort_by_cached_key(|&at| kind(at));
            let first = groups.len();
            groups.extend((0..count).map(|_| Placed { members: Vec::new(), theme: Some(theme), round: None }));
            for (turn, at) in members.into_iter().enumerate() {
                groups[first + turn % count as usize].members.push(self.members[at as usize]);
            }
        }
        groups.iter_mut().for_each(|group| group.members.sort_unstable());
        groups
    }
}

/// The form and what can be counted of its rules.
fn model(case: &Case, layout: &Layout, points: f64) -> ThemeModel {
    let table = case.table;
    let themes = table.theme_ids.len();
    let row = |(seat, &member): (usize, &usize)| {
        let worth = |theme: usize| libm::round(table.wishes[member][theme] * points) as i64;
        (0..themes).map(|theme| layout.may_take(seat, theme).then(|| worth(theme))).collect()
    };
    let (fewest, most) = (layout.fewest(), layout.counts().last().copied().unwrap_or(1));
    let [[lo, _], [_, hi]] = [layout.sizes(most), layout.sizes(fewest)];
    ThemeModel {
        points: layout.members.iter().enumerate().map(row).collect(),
        sizes: vec![[lo, hi]; themes],
        groups: vec![layout.per_theme(most); themes],
        opened: [fewest, most],
        quotas: quotas(case, layout, themes as u32),
    }
}

fn quotas(case: &Case, layout: &Layout, themes: u32) -> Vec<ThemeQuota> {
    let everyone = layout.members.len() as u32;
    let mut quotas = Vec::new();
    let mut count = |attribute: &str, value: u32, lo: u32, hi: u32| {
        let Some(column) = case.table.column(attribute) else { return };
        let holds = |&at: &u32| column.values(layout.members[at as usize]).contains(&value);
        let members: Vec<u32> = (0..everyone).filter(holds).collect();
        // Those who are no more than one group may have say nothing.
        if lo > 0 || members.len() as u32 > hi {
            let hi = hi.min(everyone);
            quotas.extend((0..themes).map(|theme| ThemeQuota { theme, members: members.clone(), lo, hi }));
        }
    };
    for rule in case.scenario.rules.iter().filter(|rule| rule.is_hard()) {
        let most = match rule {
            Rule::Quota(rule) => {
                let (lo, hi) = rule.range();
                if let Some(value) = rule.value_number(case.table) {
                    count(&rule.attribute, value, lo, hi);
                }
                continue;
            }
            Rule::Cap(rule) => (&rule.attribute, rule.at_most),
            Rule::Differ(rule) => (&rule.attribute, 1),
            _ => continue,
        };
        let values = case.table.column(most.0).map_or(0, |column| column.labels().len());
        (0..values as u32).for_each(|value| count(most.0, value, 0, most.1));
    }
    quotas
}
