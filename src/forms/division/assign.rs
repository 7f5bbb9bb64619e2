//! Members given to groups one by one, the most constrained first: for rules that tell too many members apart.

use super::kinds::Kinds;

pub(super) enum Assigned {
    Into(Vec<Vec<usize>>),
    Never,
    Unknown,
}

struct Assigning<'a> {
    kinds: &'a Kinds<'a>,
    size: [u32; 2],
    groups: Vec<Vec<u8>>,
    members: Vec<u32>,
    left: Vec<u8>,
    places: u64,
}

/// Gives all units to so many groups.
pub(super) fn assign(kinds: &Kinds, count: u32, size: [u32; 2], places: u64) -> Assigned {
    let groups = vec![vec![0; kinds.len()]; count as usize];
    let members = vec![0; count as usize];
    let mut work = Assigning { kinds, size, groups, members, left: kinds.places.clone(), places };
    match work.go_on() {
        None => Assigned::Unknown,
        Some(false) => Assigned::Never,
        Some(true) => {
            let chosen: Vec<usize> = (0..work.groups.len()).collect();
            Assigned::Into(kinds.filled(&work.groups, &chosen))
        }
    }
}

impl Assigning<'_> {
    fn go_on(&mut self) -> Option<bool> {
        if !self.can_be_filled() {
            return Some(false);
        }
        let Some((kind, open)) = self.next() else {
            return Some(self.groups.iter().all(|group| self.kinds.is_whole(group)));
        };
        for group in open {
            self.places = self.places.checked_sub(1)?;
            self.put(group, kind);
            // Whom a full group lacks nobody can bring.
            let full = self.members[group] == self.size[1];
            let found = if full && !self.kinds.is_whole(&self.groups[group]) { Some(false) } else { self.go_on() };
            if found != Some(false) {
                return found;
            }
            self.take(group, kind);
        }
        Some(false)
    }

    fn put(&mut self, group: usize, kind: usize) {
        self.groups[group][kind] += 1;
        self.members[group] += self.kinds.size(kind);
        self.left[kind] -= 1;
    }

    fn take(&mut self, group: usize, kind: usize) {
        self.groups[group][kind] -= 1;
        self.members[group] -= self.kinds.size(kind);
        self.left[kind] += 1;
    }

    /// The kind with the fewest groups open to it, and these; of groups that are alike one is enough.
    fn next(&mut self) -> Option<(usize, Vec<usize>)> {
        let mut best: Option<(usize, Vec<usize>)> = None;
        for kind in 0..self.kinds.len() {
            if self.left[kind] == 0 {
                continue;
            }
            let mut open: Vec<usize> = Vec::new();
            for group in 0..self.groups.len() {
                let room = self.members[group] + self.kinds.size(kind) <= self.size[1];
                let alike = open.iter().any(|&other| self.groups[other] == self.groups[group]);
                if room && !alike && self.may_take(group, kind) {
                    open.push(group);
                }
            }
            if best.as_ref().is_none_or(|(_, fewest)| open.len() < fewest.len()) {
                let none = open.is_empty();
                best = Some((kind, open));
                if none {
                    break;
                }
            }
        }
        best
    }

    fn may_take(&mut self, group: usize, kind: usize) -> bool {
        self.groups[group][kind] += 1;
        let may = self.kinds.may_grow(&self.groups[group], kind);
        self.groups[group][kind] -= 1;
        may
    }

    /// Whether those left are enough for what all groups still lack, one thing at a time.
    fn can_be_filled(&self) -> bool {
        let lacking: u32 = self.members.iter().map(|&members| self.size[0].saturating_sub(members)).sum();
        let room: u32 = self.members.iter().map(|&members| self.size[1].saturating_sub(members)).sum();
        let left: u32 = self.left.iter().enumerate().map(|(kind, &left)| u32::from(left) * self.kinds.size(kind)).sum();
        if lacking > left || left > room {
            return false;
        }
        self.kinds.limits.iter().all(|limit| {
            let left: u32 = limit.of.iter().zip(&self.left).map(|(of, &left)| of * u32::from(left)).sum();
            let lack = |group: &Vec<u8>| {
                let held = self.kinds.held(limit, group);
                if limit.or_none && held == 0 { 0 } else { limit.lo.saturating_sub(held) }
            };
            let free = |group: &Vec<u8>| u64::from(limit.hi.saturating_sub(self.kinds.held(limit, group)));
            let lacking: u32 = self.groups.iter().map(lack).sum();
            lacking <= left && u64::from(left) <= self.groups.iter().map(free).sum::<u64>()
        })
    }
}
