//! Themes by preference: every member to one theme, within sizes and quotas, some themes left closed.

use super::model::unit_of;
use super::{Limits, Model, Search, Status, Var};
use std::collections::BTreeMap;

/// Members times themes beyond which the first relaxation takes longer than a caller is likely to wait.
pub const MOST_CELLS: usize = 20_000;

/// Who may have which theme, what it is worth, and what every opened theme must keep.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThemeModel {
    /// For each member and theme what their match is worth, or nothing where it is forbidden. Every member has a row of
    /// the same length. Points are safe up to 2^53 in sum.
    pub points: Vec<Vec<Option<i64>>>,
    /// The fewest and the most members of each group on a theme.
    pub sizes: Vec<[u32; 2]>,
    /// The fewest and the most groups on each theme; none or one on each when empty. Where there are several, sizes and
    /// quotas are kept by all together as if by each, which is less than each keeping them.
    pub groups: Vec<[u32; 2]>,
    /// The fewest and the most groups in all.
    pub opened: [u32; 2],
    /// What else each group must keep.
    pub quotas: Vec<ThemeQuota>,
}

impl ThemeModel {
    fn groups(&self, theme: usize) -> [u32; 2] {
        self.groups.get(theme).copied().unwrap_or([0, 1])
    }
}

/// Each member's theme and the number of groups on each theme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThemePlan {
    /// Each member's theme.
    pub theme: Vec<u32>,
    /// How many groups are on each theme.
    pub groups: Vec<u32>,
}

/// How many of some members a group on a theme must have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThemeQuota {
    /// The theme.
    pub theme: u32,
    /// The members that count, each once: those who hold some value.
    pub members: Vec<u32>,
    /// The fewest of them.
    pub lo: u32,
    /// The most of them.
    pub hi: u32,
}

/// What an assignment to themes came to.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemeOutcome {
    /// What is known.
    pub status: Status,
    /// The assignment; empty when there is none.
    pub plan: ThemePlan,
    /// What the assignment is worth.
    pub points: i64,
    /// No assignment is worth more, as far as is proven; a whole number, since all points are.
    pub bound: Option<i64>,
    /// (bound − points) / |bound|, or by 1 where the bound is 0.
    pub gap: Option<f64>,
    /// Nodes solved.
    pub nodes: u64,
}

/// The best assignment that the limits allow to find, from another one if there is one that keeps everything.
///
/// Members with the same points and in the same quotas are one variable a theme, x ≤ n·y with y for its groups: with x ≤ y for
/// each, the relaxation is whole or nearly so, and without quotas and closed themes it is a flow.
pub fn assign_themes(model: &ThemeModel, limits: &Limits, start: Option<&ThemePlan>) -> ThemeOutcome {
    let mut search = ThemeSearch::new(model, *limits, start);
    while !search.finished() {
        search.step(limits.nodes);
    }
    search.outcome()
}

/// How few and how many groups there can be: as asked for, and so that everyone who counts in a quota has room in it and
/// no group lacks any. The rows imply it of whole themes only; without it a search goes on long over parts of themes.
fn opened(model: &ThemeModel) -> [u32; 2] {
    let everyone = model.points.len() as u32;
    // Those who count, and for each theme their range; sizes are a quota of everyone.
    let mut kinds: BTreeMap<&[u32], Vec<[u32; 2]>> = BTreeMap::new();
    for quota in &model.quotas {
        let ranges =
            kinds.entry(&quota.members).or_insert_with(|| model.sizes.iter().map(|&[_, hi]| [0, hi]).collect());
        if let Some([lo, hi]) = ranges.get_mut(quota.theme as usize) {
            (*lo, *hi) = (quota.lo.max(*lo), quota.hi.min(*hi));
        }
    }
    let quotas = kinds.into_iter().map(|(members, ranges)| (members.len() as u32, ranges));
    let [mut fewest, mut most] = model.opened;
    for (count, ranges) in quotas.chain([(everyone, model.sizes.clone())]) {
        // A theme's range once for each group that it may have.
        let most_of = |theme: usize| model.groups(theme)[1].min(everyone) as usize;
        let ranges =
            ranges.into_iter().enumerate().flat_map(|(theme, range)| std::iter::repeat_n(range, most_of(theme)));
        let (mut least, mut largest): (Vec<u32>, Vec<u32>) = ranges.map(<(u32, u32)>::from).unzip();
        let all = largest.len() as u32;
        least.sort_unstable();
        largest.sort_unstable_by(|a, b| b.cmp(a));
        let sum = |list: &[u32], first: u32| list.iter().take(first as usize).map(|&n| u64::from(n)).sum::<u64>();
        let can_hold = (0..all).find(|&n| sum(&largest, n) >= u64::from(count));
        fewest = fewest.max(can_hold.unwrap_or(all));
        most = most.min((0..=all).rev().find(|&n| sum(&least, n) <= u64::from(count)).unwrap_or(0));
    }
    [fewest, most]
}

/// The same in slices.
#[derive(Clone, Debug)]
pub struct ThemeSearch {
    points: Vec<Vec<Option<i64>>>,
    /// Members who are as good as each other.
    classes: Vec<Vec<u32>>,
    /// For each class and theme, how many of the class are in it.
    placed: Vec<Vec<Option<Var>>>,
    /// How many groups are on each theme.
    open: Vec<Var>,
    /// What one unit of the solver's objective is in points.
    unit: f64,
    search: Search,
}

impl ThemeSearch {
    /// Writes the model; nothing is solved yet.
    pub fn new(model: &ThemeModel, limits: Limits, start: Option<&ThemePlan>) -> Self {
        let members = model.points.len();
        let mut within: Vec<Vec<u32>> = vec![Vec::new(); members];
        // Quotas of different themes over the same members count as one kind, so that they part nobody.
        let mut kinds: BTreeMap<&[u32], u32> = BTreeMap::new();
        for quota in &model.quotas {
            let next = kinds.len() as u32;
            if *kinds.entry(&quota.members).or_insert(next) == next && kinds.len() as u32 > next {
                let known = quota.members.iter().filter(|&&member| (member as usize) < members);
                known.for_each(|&member| within[member as usize].push(next));
            }
        }
        let mut alike: BTreeMap<_, Vec<u32>> = BTreeMap::new();
        for (at, member) in (0..).zip(0..members) {
            alike.entry((&model.points[member], &within[member])).or_default().push(at);
        }
        let classes: Vec<Vec<u32>> = alike.into_values().collect();

        let largest = model.points.iter().flatten().flatten().map(|points| points.unsigned_abs()).max().unwrap_or(0);
        let unit = unit_of(largest);
        let mut program = Model::new();
        let groups =
            (0..model.sizes.len()).map(|theme| model.groups(theme).map(|count| count.min(members as u32) as i32));
        let open: Vec<Var> = groups.map(|[least, most]| program.whole(least, most, 0.0)).collect();
        let placed: Vec<Vec<Option<Var>>> = classes
            .iter()
            .map(|class| {
                let row = &model.points[class[0] as usize];
                let size = class.len() as i32;
                row.iter().map(|points| points.map(|p| program.whole(0, size, p as f64 / unit))).collect()
            })
            .collect();
        for (class, row) in classes.iter().zip(&placed) {
            program.row(row.iter().flatten().map(|&var| (var, 1.0)), class.len() as f64, class.len() as f64);
        }
        for (theme, (&opened, &[lo, hi])) in open.iter().zip(&model.sizes).enumerate() {
            let of_theme = || placed.iter().filter_map(|row| *row.get(theme)?).map(|var| (var, 1.0));
            program.row(of_theme().chain([(opened, -f64::from(lo))]), 0.0, f64::INFINITY);
            program.row(of_theme().chain([(opened, -f64::from(hi))]), f64::NEG_INFINITY, 0.0);
            for (class, row) in classes.iter().zip(&placed) {
                if let Some(Some(var)) = row.get(theme) {
                    let most = (class.len() as f64).min(f64::from(hi));
                    program.row([(*var, 1.0), (opened, -most)], f64::NEG_INFINITY, 0.0);
                }
            }
        }
        for quota in &model.quotas {
            let theme = quota.theme as usize;
            let Some(&opened) = open.get(theme) else { continue };
            let counted = classes.iter().zip(&placed).filter(|(class, _)| quota.members.contains(&class[0]));
            let sum: Vec<(Var, f64)> = counted.filter_map(|(_, row)| *row.get(theme)?).map(|var| (var, 1.0)).collect();
            let with = |count: u32| sum.iter().copied().chain([(opened, -f64::from(count))]);
            if quota.lo > 0 {
                program.row(with(quota.lo), 0.0, f64::INFINITY);
            }
            if (quota.hi as usize) < quota.members.len() {
                program.row(with(quota.hi), f64::NEG_INFINITY, 0.0);
            }
        }
        let [fewest, most] = opened(model).map(f64::from);
        program.row(open.iter().map(|&var| (var, 1.0)), fewest, most);
        let start = start.map(|plan| {
            let mut values = vec![0.0; program.variables().len()];
            open.iter().zip(&plan.groups).for_each(|(var, &count)| values[var.index()] = f64::from(count));
            for (class, row) in classes.iter().zip(&placed) {
                for &member in class {
                    let Some(&theme) = plan.theme.get(member as usize) else { continue };
                    if let Some(Some(var)) = row.get(theme as usize) {
                        values[var.index()] += 1.0;
                    }
                }
            }
            values
        });
        let search = Search::new(program, limits, start.as_deref());
        ThemeSearch { points: model.points.clone(), classes, placed, open, unit, search }
    }

    /// Whether nothing is left to do.
    pub fn finished(&self) -> bool {
        self.search.finished()
    }

    /// Goes on by so many nodes.
    pub fn step(&mut self, nodes: u64) {
        self.search.step(nodes);
    }

    /// The best so far.
    pub fn outcome(&self) -> ThemeOutcome {
        let found = self.search.outcome();
        let (mut theme, mut groups) = (Vec::new(), Vec::new());
        if found.has_values() {
            theme = vec![0; self.points.len()];
            groups = self.open.iter().map(|var| found.values[var.index()] as u32).collect();
            for (class, row) in self.classes.iter().zip(&self.placed) {
                let mut members = class.iter();
                for (at, var) in (0u32..).zip(row) {
                    let count = var.map_or(0, |var| found.values[var.index()] as usize);
                    members.by_ref().take(count).for_each(|&member| theme[member as usize] = at);
                }
            }
        }
        let worth = |(row, &theme): (&Vec<Option<i64>>, &u32)| row.get(theme as usize).copied().flatten().unwrap_or(0);
        let points: i64 = self.points.iter().zip(&theme).map(worth).sum();
        let bound = found.bound.map(|bound| {
            let bound = bound * self.unit;
            // What the solver's arithmetic may have taken off; then down to a whole number.
            let bound = libm::floor(bound + 1e-6 * bound.abs().max(1.0)) as i64;
            if found.has_values() { bound.max(points) } else { bound }
        });
        let bound = if found.status == Status::Optimal && self.unit == 1.0 { Some(points) } else { bound };
        let gap = bound.filter(|_| found.has_values());
        let gap = gap.map(|bound| (bound - points) as f64 / bound.unsigned_abs().max(1) as f64);
        ThemeOutcome { status: found.status, plan: ThemePlan { theme, groups }, points, bound, gap, nodes: found.nodes }
    }
}
