//! Panels: so many of the members, under quotas.

use super::model::unit_of;
use super::{Limits, Model, Status, Var, solve};
use std::collections::BTreeMap;

/// Panels are found at once or nearly so; a search that takes more nodes than this has lost its way.
pub(super) const ENOUGH: Limits = Limits::nodes(20_000);

/// Who can be chosen, and what every panel must keep. Members are numbers below `members`; those named beyond are passed
/// over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelModel {
    /// How many members there are.
    pub members: u32,
    /// How many are on a panel.
    pub seats: u32,
    /// How many of some members are on it.
    pub quotas: Vec<PanelQuota>,
    /// Who must be on it.
    pub include: Vec<u32>,
    /// Who must not.
    pub exclude: Vec<u32>,
    /// Two who cannot be on it together.
    pub apart: Vec<[u32; 2]>,
}

/// How many of some members are on a panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelQuota {
    /// Those who count: who hold some value.
    pub members: Vec<u32>,
    /// The fewest of them.
    pub lo: u32,
    /// The most of them.
    pub hi: u32,
}

/// The best panel that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// Who is on it, in order.
    pub members: Vec<u32>,
    /// What they are worth together.
    pub worth: i64,
    /// No panel is worth more, as far as is proven.
    pub bound: Option<i64>,
    /// Whether it is the best there is.
    pub optimal: bool,
}

/// The smallest change of quotas that lets a panel be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// A panel that keeps the changed quotas.
    pub members: Vec<u32>,
    /// For each quota the fewest and the most, as they stand or changed.
    pub ranges: Vec<[u32; 2]>,
    /// Whether less than this is proven not to do.
    pub smallest: bool,
}

/// A model over groups of members, each a variable that counts who of the group is on the panel.
pub(super) struct Program {
    pub model: Model,
    pub vars: Vec<Var>,
}

impl PanelModel {
    /// Members who make no difference to a panel, together: in the same quotas, and in no conflict.
    ///
    /// Whoever must be on the panel is with others of that kind; whoever must not is in no group.
    pub fn alike(&self) -> Vec<Vec<u32>> {
        let mut within: Vec<Vec<u32>> = vec![Vec::new(); self.members as usize];
        for (at, quota) in (0u32..).zip(&self.quotas) {
            for &member in &quota.members {
                if let Some(list) = within.get_mut(member as usize).filter(|list| list.last() != Some(&at)) {
                    list.push(at);
                }
            }
        }
        let mut groups: BTreeMap<_, Vec<u32>> = BTreeMap::new();
        for (member, quotas) in (0u32..).zip(&within).filter(|(member, _)| !self.exclude.contains(member)) {
            let alone = self.apart.iter().flatten().any(|other| *other == member).then_some(member);
            groups.entry((self.include.contains(&member), alone, quotas)).or_default().push(member);
        }
        let mut groups: Vec<Vec<u32>> = groups.into_values().collect();
        groups.sort_unstable();
        groups
    }

    fn singly(&self) -> Vec<Vec<u32>> {
        (0..self.members).filter(|member| !self.exclude.contains(member)).map(|member| vec![member]).collect()
    }

    /// The rows of seats, conflicts, and of those quotas that are kept.
    pub(super) fn program(&self, groups: &[Vec<u32>], keeps: impl Fn(usize) -> bool) -> Program {
        let mut model = Model::new();
        let vars: Vec<Var> = groups
            .iter()
            .map(|group| {
                let size = group.len() as i32;
                let must = group.first().is_some_and(|member| self.include.contains(member));
                model.whole(if must { size } else { 0 }, size, 0.0)
            })
            .collect();
        let seats = f64::from(self.seats);
        model.row(vars.iter().map(|&var| (var, 1.0)), seats, seats);
        for (_, quota) in self.quotas.iter().enumerate().filter(|(at, _)| keeps(*at)) {
            model.row(counted(groups, &vars, quota), f64::from(quota.lo), f64::from(quota.hi));
        }
        let of =
            |member: u32| groups.iter().zip(&vars).find(|(group, _)| **group == [member]).map(|(_, &var)| (var, 1.0));
        for &[a, b] in &self.apart {
            if let (Some(a), Some(b)) = (of(a), of(b)) {
                model.row([a, b], f64::NEG_INFINITY, 1.0);
            }
        }
        Program { model, vars }
    }

    /// The panel whose members are worth most together; none where the quotas cannot be kept.
    pub fn best(&self, worth: &[i64]) -> Option<Panel> {
        let groups = self.singly();
        let mut program = self.program(&groups, |_| true);
        let of = |group: &[u32]| group.first().and_then(|&member| worth.get(member as usize)).copied().unwrap_or(0);
        let largest = worth.iter().map(|worth| worth.unsigned_abs()).max().unwrap_or(0);
        let unit = unit_of(largest);
        for (group, &var) in groups.iter().zip(&program.vars) {
            program.model.set_gain(var, of(group) as f64 / unit);
        }
        let found = solve(&program.model, &ENOUGH, None);
        if !found.has_values() {
            return None;
        }
        let chosen = groups.iter().zip(&program.vars).filter(|(_, var)| found.values[var.index()] > 0.5);
        let members: Vec<u32> = chosen.flat_map(|(group, _)| group.iter().copied()).collect();
        let worth = members.iter().map(|&member| of(&[member])).sum();
        let optimal = found.status == Status::Optimal;
        let bound = found.bound.map(|bound| (libm::ceil(bound * unit) as i64).max(worth));
        Some(Panel { members, worth, bound: if optimal { Some(worth) } else { bound }, optimal })
    }

    /// Whether there is a panel that keeps these of the quotas; nothing where that could not be found out.
    fn possible(&self, groups: &[Vec<u32>], keeps: impl Fn(usize) -> bool) -> Option<bool> {
        match solve(&self.program(groups, keeps).model, &ENOUGH, None).status {
            Status::Optimal | Status::Bounded => Some(true),
            Status::Infeasible => Some(false),
            Status::Unbounded | Status::NoneFound => None,
        }
    }

    /// Whether it is proven that no panel keeps everything.
    pub fn is_impossible(&self) -> bool {
        self.possible(&self.alike(), |_| true) == Some(false)
    }

    /// Quotas that cannot hold together, of which none can be left out: the others then can. Empty where it is not the
    /// quotas that leave no panel.
    pub fn clash(&self) -> Vec<usize> {
        let groups = self.alike();
        let mut kept = vec![true; self.quotas.len()];
        if self.possible(&groups, |_| true) != Some(false) {
            return Vec::new();
        }
        for at in 0..kept.len() {
            kept[at] = false;
            if self.possible(&groups, |quota| kept[quota]) != Some(false) {
                kept[at] = true;
            }
        }
        (0..kept.len()).filter(|&at| kept[at]).collect()
    }

    /// The quotas changed as little as lets a panel be, counted over all their numbers; none where no change of quotas
    /// will do.
    pub fn nearest(&self) -> Option<Repair> {
        let groups = self.alike();
        let Program { mut model, vars } = self.program(&groups, |_| false);
        let mut change = |quota: &PanelQuota| {
            // A quota may ask for more than there are seats.
            let [fewer, more] = [quota.lo, self.seats].map(|most| most.min(i32::MAX as u32) as i32);
            let (down, up) = (model.whole(0, fewer, -1.0), model.whole(0, more, -1.0));
            let sum = counted(&groups, &vars, quota);
            model.row(sum.iter().copied().chain([(down, 1.0)]), f64::from(quota.lo), f64::INFINITY);
            model.row(sum.into_iter().chain([(up, -1.0)]), f64::NEG_INFINITY, f64::from(quota.hi));
            (down, up)
        };
        let changes: Vec<(Var, Var)> = self.quotas.iter().map(&mut change).collect();
        let found = solve(&model, &ENOUGH, None);
        if !found.has_values() {
            return None;
        }
        let value = |var: Var| found.values[var.index()] as u32;
        let ranges = self.quotas.iter().zip(&changes);
        let ranges = ranges.map(|(quota, &(down, up))| [quota.lo.saturating_sub(value(down)), quota.hi + value(up)]);
        let seats: Vec<u32> = vars.iter().map(|&var| value(var)).collect();
        Some(Repair {
            members: first(&groups, &seats),
            ranges: ranges.collect(),
            smallest: found.status == Status::Optimal,
        })
    }
}

/// The first so many of each group, in order.
fn first(groups: &[Vec<u32>], seats: &[u32]) -> Vec<u32> {
    let chosen = groups.iter().zip(seats).flat_map(|(group, &count)| group.iter().take(count as usize).copied());
    let mut members: Vec<u32> = chosen.collect();
    members.sort_unstable();
    members
}

/// The groups that count in a quota: all of a group's members do, or none.
fn counted(groups: &[Vec<u32>], vars: &[Var], quota: &PanelQuota) -> Vec<(Var, f64)> {
    let counts = |group: &Vec<u32>| group.first().is_some_and(|member| quota.members.contains(member));
    groups.iter().zip(vars).filter(|(group, _)| counts(group)).map(|(_, &var)| (var, 1.0)).collect()
}
