//! What a move would change, without making it.

use super::super::constraint::View;
use super::super::floor::unit_mean;
use super::super::moves::Move;
use super::super::problem::{Cost, UNIT};
use super::{Burden, Change, State};

impl State {
    /// Whether sizes, pins, seats, homes and label limits permit a move that changes anything.
    pub fn allows(&self, mv: &Move) -> bool {
        let stays = |limit: Option<u32>, before: u32, after: u32| {
            limit.is_none_or(|limit| after <= before || self.away - before + after <= limit)
        };
        let limit = self.problem.max_away;
        match *mv {
            Move::Relocate { unit, to } => {
                let (from, into) = (self.slot(unit), to as usize);
                let (source, target) = (&self.problem.slots[from], &self.problem.slots[into]);
                from != into
                    && self.members[from].len() > source.lo as usize
                    && self.members[into].len() < target.hi as usize
                    && self.seats_in(into, Some(unit), None) == 0
                    && (limit.is_none() || stays(limit, self.is_away(unit, from as u32), self.is_away(unit, to)))
            }
            Move::Swap { a, b } => {
                let (from, into) = (self.slot_of[a as usize], self.slot_of[b as usize]);
                from != into
                    && self.seats_in(into as usize, Some(a), Some(b)) == 0
                    && self.seats_in(from as usize, Some(b), Some(a)) == 0
                    && (limit.is_none()
                        || stays(
                            limit,
                            self.is_away(a, from) + self.is_away(b, into),
                            self.is_away(a, into) + self.is_away(b, from),
                        ))
            }
            Move::Relabel { slot, label } => {
                let (least, limit) = self.problem.labels.as_ref().map_or((0, 0), |l| (l.least, l.limit));
                let before = self.label_of[slot as usize];
                before != label && self.label_uses[label as usize] < limit && self.label_uses[before as usize] > least
            }
            Move::SwapLabels { a, b } => self.label_of[a as usize] != self.label_of[b as usize],
            Move::SwapSlots { a, b } => {
                let fits = |g: u32, other: u32| {
                    let (slot, size) = (&self.problem.slots[other as usize], self.members[g as usize].len());
                    let free = |&u: &u32| {
                        self.problem.pin(u as usize).is_none()
                            && (limit.is_none() || self.problem.home_of(u as usize).is_none())
                    };
                    let label = self.problem.labels.as_ref().and_then(|l| l.fixed.get(g as usize).copied().flatten());
                    (slot.lo as usize..=slot.hi as usize).contains(&size)
                        && label.is_none()
                        && self.members[g as usize].iter().all(free)
                };
                a != b && fits(a, b) && fits(b, a)
            }
        }
    }

    /// Change of the energy apart from the rules.
    pub fn gain_of(&self, mv: &Move) -> i64 {
        let relabel = |slot: u32, label: u32| -> i64 {
            let members = self.members[slot as usize].iter();
            let wanted: i64 = members.map(|&u| self.preference_for(u, label)).sum();
            UNIT * (wanted - self.preferred[slot as usize])
        };
        match *mv {
            Move::Relocate { unit, to } => {
                let (from, to) = (self.slot(unit), to as usize);
                self.group_gain(from, Some(unit), None) + self.group_gain(to, None, Some(unit))
            }
            Move::Swap { a, b } => {
                let (from, to) = (self.slot(a), self.slot(b));
                self.group_gain(from, Some(a), Some(b)) + self.group_gain(to, Some(b), Some(a))
            }
            Move::Relabel { slot, label } => relabel(slot, label),
            Move::SwapLabels { a, b } => relabel(a, self.label_of[b as usize]) + relabel(b, self.label_of[a as usize]),
            Move::SwapSlots { .. } => 0,
        }
    }

    /// Sum of affinities inside a group after a change.
    #[inline]
    pub(super) fn inside_after(&self, g: usize, out: Option<u32>, inn: Option<u32>) -> i64 {
        let left = out.map_or(0, |u| self.gain_at(g, u));
        let joined = inn.map_or(0, |u| self.gain_at(g, u) - out.map_or(0, |o| self.affinity(u, o)));
        self.inside[g] - left + joined
    }

    #[inline]
    fn group_gain(&self, g: usize, out: Option<u32>, inn: Option<u32>) -> i64 {
        let size = self.members[g].len();
        let after = size + usize::from(inn.is_some()) - usize::from(out.is_some());
        let mut gain =
            self.coefficient[after] * self.inside_after(g, out, inn) - self.coefficient[size] * self.inside[g];
        if !self.label_of.is_empty() {
            let wants = |unit: Option<u32>| unit.map_or(0, |u| self.preference(u, g));
            gain += UNIT * (wants(inn) - wants(out));
        }
        if self.floor.is_some() {
            gain -= self.standing_after(g, out, inn).0 - self.standing[g].0;
        }
        gain
    }

    /// Pressure on and smallest mean in a group after a change, O(size).
    pub(super) fn standing_after(&self, g: usize, out: Option<u32>, inn: Option<u32>) -> (i64, i64) {
        let Some(floor) = self.floor else { return (0, i64::MAX) };
        let means = self.means_in(g, out, inn);
        means.fold((0, i64::MAX), |(pressure, least), mean| (pressure + floor.shortfall(mean), least.min(mean)))
    }

    /// Mean affinity of every unit of a group to its groupmates after a change.
    pub(super) fn means_in(&self, g: usize, out: Option<u32>, inn: Option<u32>) -> impl Iterator<Item = i64> {
        let view = View::new(&self.members, &self.slot_of);
        let size = view.size_after(g, out, inn);
        view.members_after(g, out, inn).map(move |u| {
            // The unit itself may be `inn`: its affinity to itself is 0.
            let to = |other: Option<u32>| other.map_or(0, |o| self.affinity(u, o));
            unit_mean(self.gain_at(g, u) - to(out) + to(inn), size)
        })
    }

    /// Mean affinity of every unit to its groupmates, from the smallest upwards.
    pub fn levels(&self) -> Vec<i64> {
        let mut levels: Vec<i64> = (0..self.members.len()).flat_map(|g| self.means_in(g, None, None)).collect();
        levels.sort_unstable();
        levels
    }

    /// Mean affinities of the units of two groups to their groupmates once a move between them is made, and as they are
    /// now; all of a group's where it stays as it is. Each from the smallest upwards: only the others' are left out, so the
    /// larger of the two is the larger of the plans, compared from the smallest upwards (Moulin 1988).
    pub fn lifts(&self, mv: &Move, before: &mut Vec<i64>, after: &mut Vec<i64>) -> bool {
        let changes = match *mv {
            Move::Relocate { unit, to } => [(self.slot(unit), Some(unit), None), (to as usize, None, Some(unit))],
            Move::Swap { a, b } => [(self.slot(a), Some(a), Some(b)), (self.slot(b), Some(b), Some(a))],
            Move::Relabel { .. } | Move::SwapLabels { .. } | Move::SwapSlots { .. } => return false,
        };
        before.clear();
        after.clear();
        for (g, out, inn) in changes {
            before.extend(self.means_in(g, None, None));
            after.extend(self.means_in(g, out, inn));
        }
        before.sort_unstable();
        after.sort_unstable();
        after > before
    }

    /// Whether the groups a move touches break any rule now; if not, rules can only make the move worse.
    #[inline]
    pub fn burdened(&self, mv: &Move) -> bool {
        let broken = |g: usize| self.is_burdened(g);
        match *mv {
            Move::Relocate { unit, to } => broken(self.slot(unit)) || broken(to as usize),
            Move::Swap { a, b } => broken(self.slot(a)) || broken(self.slot(b)),
            Move::Relabel { slot, .. } => broken(slot as usize),
            Move::SwapLabels { a, b } => broken(a as usize) || broken(b as usize),
            Move::SwapSlots { .. } => false,
        }
    }

    /// Change of the hard amount and of the penalties.
    pub fn rules_of(&self, mv: &Move) -> (i64, i64) {
        let relabel = |slot: u32, label: u32| {
            let g = slot as usize;
            self.barred_from(g, Some(label)) - self.barred_from(g, Some(self.label_of[g]))
        };
        let (one, other) = match *mv {
            Move::Relocate { unit, to } => {
                (self.burden_after(self.slot(unit), Some(unit), None), self.burden_after(to as usize, None, Some(unit)))
            }
            Move::Swap { a, b } => {
                (self.burden_after(self.slot(a), Some(a), Some(b)), self.burden_after(self.slot(b), Some(b), Some(a)))
            }
            Move::Relabel { slot, label } => return (relabel(slot, label), 0),
            Move::SwapLabels { a, b } => {
                return (relabel(a, self.label_of[b as usize]) + relabel(b, self.label_of[a as usize]), 0);
            }
            Move::SwapSlots { .. } => return (0, 0),
        };
        (one.hard + other.hard, one.penalty + other.penalty)
    }

    /// Change of a group's part of the energy apart from the rules.
    #[inline]
    pub fn gain_in(&self, g: usize, out: Option<u32>, inn: Option<u32>) -> i64 {
        self.group_gain(g, out, inn)
    }

    /// Change of a group's hard amount and of its penalties.
    pub fn rules_in(&self, g: usize, out: Option<u32>, inn: Option<u32>) -> (i64, i64) {
        let Burden { hard, penalty } = self.burden_after(g, out, inn);
        (hard, penalty)
    }

    /// Whether a group breaks any rule now.
    pub fn is_burdened(&self, g: usize) -> bool {
        self.burden[g] != Burden::default()
    }

    /// Change of a group's burden.
    fn burden_after(&self, g: usize, out: Option<u32>, inn: Option<u32>) -> Burden {
        let view = View::new(&self.members, &self.slot_of);
        let rules = &self.problem.rules;
        let mut change = Burden::default();
        for (rule, &now) in rules.iter().zip(&self.amount[g * rules.len()..]) {
            let after = rule.constraint.after(g, out, inn, &view);
            match rule.cost {
                Cost::Hard => change.hard += after - now,
                Cost::Soft(points) => change.penalty += UNIT * points * (i64::from(after > 0) - i64::from(now > 0)),
            }
        }
        change.hard += self.seats_in(g, inn, out) - self.seats_in(g, out, None);
        change.hard += self.is_barred(inn, g) - self.is_barred(out, g);
        change
    }

    /// Everything a move changes.
    pub fn evaluate(&self, mv: &Move) -> Change {
        let (hard, penalty) = self.rules_of(mv);
        Change { hard, energy: self.gain_of(mv) - penalty }
    }
}
