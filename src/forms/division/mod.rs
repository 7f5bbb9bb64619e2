//! Whether members can be divided into groups that keep hard rules: a proof either way, where it is found within a
//! number of steps.
//!
//! Few rules tell few members apart. Those whom no rule tells apart are interchangeable, and so are groups: what counts
//! is how many of each kind a group takes. All groups that keep the rules are listed by these counts, then
//! 1. a kind that is in none of them cannot be placed;
//! 2. weights on kinds are sought by which every such group weighs nothing or less, and all members together more than
//!    nothing (Farkas 1902): then no number of such groups makes up all members. The weights come from a linear program and
//!    are checked in whole numbers;
//! 3. groups are put together one after the other, each with a member of the kind that is in the fewest groups, with what
//!    is left over remembered where it led nowhere.
//!
//! Where the groups are too many to list, members are given to groups one by one instead, the most constrained first.

mod assign;
mod cover;
mod fits;
mod groups;
mod kinds;
mod stretches;
mod weights;

use crate::plan::Case;
use crate::scenario::{Bonds, group_number};
use kinds::Kinds;
use std::ops::RangeInclusive;
use stretches::Coarse;

/// Beyond so many members kinds are too many for this.
const MOST_MEMBERS: usize = 200;

/// Looks at possible groups while they are listed; a look takes a microsecond or less.
const LOOKS: u64 = 150_000;

/// Groups that are looked at to find one that a kind is in, where they are too many to list.
const LOOKS_A_KIND: u64 = 2_000;

/// Groups that are listed at most.
const MOST_GROUPS: usize = 40_000;

/// Groups that are tried while they are put together, for each number of groups.
const TRIES: u64 = 400_000;

/// Places that are tried while members are given to groups one by one, for each number of groups.
const PLACES: u64 = 20_000;

/// What is to be divided.
pub(super) struct Whole {
    pub members: Vec<usize>,
    /// In how many groups each is.
    pub per: u32,
    pub counts: RangeInclusive<u32>,
    /// The smallest and the largest size of a group.
    pub size: [u32; 2],
    /// Whether pins and themes count.
    pub places: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Divided {
    /// These, who belong together, are in no group that keeps the rules.
    Alone(Vec<usize>),
    /// No groups make up all members.
    Never,
    /// These do.
    Into(Vec<Vec<usize>>),
    /// None of this within the steps.
    Unknown,
}

/// Divides members, or shows that it cannot be done. `go` ends it when false.
pub(super) fn divide(case: &Case, whole: &Whole, go: &mut dyn FnMut() -> bool) -> Divided {
    if whole.members.len() > MOST_MEMBERS || whole.counts.is_empty() {
        return Divided::Unknown;
    }
    let kinds = match Kinds::new(case, whole, None) {
        Ok(kinds) => kinds,
        Err(alone) => return Divided::Alone(alone),
    };
    let listed = groups::list(&kinds, whole.size, LOOKS, MOST_GROUPS);
    if let Some(listed) = &listed {
        let found = put_together(&kinds, whole, listed, go);
        if found != Divided::Unknown {
            return found;
        }
    }
    // What members cannot do whose positions are known roughly, they cannot do.
    for coarse in Coarse::of(case, &whole.members) {
        match divide_coarsely(case, whole, &coarse, go) {
            Divided::Into(_) | Divided::Unknown => {}
            never => return never,
        }
    }
    if listed.is_some() {
        return Divided::Unknown;
    }
    let nowhere = |kind: &usize| fits::fits(&kinds, *kind, whole.size, LOOKS_A_KIND) == Some(false);
    match (0..kinds.len()).find(nowhere) {
        Some(kind) => Divided::Alone(kinds.units[kind][0].clone()),
        None => one_by_one(&kinds, whole, go),
    }
}

fn divide_coarsely(case: &Case, whole: &Whole, coarse: &Coarse, go: &mut dyn FnMut() -> bool) -> Divided {
    let kinds = match Kinds::new(case, whole, Some(coarse)) {
        Ok(kinds) => kinds,
        Err(alone) => return Divided::Alone(alone),
    };
    match groups::list(&kinds, whole.size, LOOKS, MOST_GROUPS) {
        Some(listed) => put_together(&kinds, whole, &listed, go),
        None => Divided::Unknown,
    }
}

fn put_together(kinds: &Kinds, whole: &Whole, listed: &[Vec<u8>], go: &mut dyn FnMut() -> bool) -> Divided {
    let in_some = |kind: &usize| listed.iter().any(|group| group[*kind] > 0);
    if let Some(kind) = (0..kinds.len()).find(|kind| !in_some(kind)) {
        return Divided::Alone(kinds.units[kind][0].clone());
    }
    let mut open = false;
    for count in whole.counts.clone() {
        if !go() {
            return Divided::Unknown;
        }
        if weights::exclude(listed, &kinds.places, count) {
            continue;
        }
        match cover::cover(listed, &kinds.places, &kinds.sizes(), count, whole.size, TRIES) {
            cover::Cover::Never => {}
            cover::Cover::Unknown => open = true,
            // Of a member in several groups each place is another's: which of them it takes is not settled here.
            cover::Cover::With(_) if whole.per > 1 => open = true,
            cover::Cover::With(chosen) => return Divided::Into(kinds.filled(listed, &chosen)),
        }
    }
    if open { Divided::Unknown } else { Divided::Never }
}

fn one_by_one(kinds: &Kinds, whole: &Whole, go: &mut dyn FnMut() -> bool) -> Divided {
    if whole.per > 1 {
        return Divided::Unknown;
    }
    let mut open = false;
    for count in whole.counts.clone() {
        if !go() {
            return Divided::Unknown;
        }
        match assign::assign(kinds, count, whole.size, PLACES) {
            assign::Assigned::Never => {}
            assign::Assigned::Unknown => open = true,
            assign::Assigned::Into(groups) => return Divided::Into(groups),
        }
    }
    if open { Divided::Unknown } else { Divided::Never }
}

/// The number of the group that each member is pinned to, by position in the table.
fn pinned(case: &Case) -> Vec<Option<u32>> {
    let mut slots = vec![None; case.table.len()];
    for pin in &case.scenario.pins {
        if case.table.theme_ids.contains(&pin.group) {
            continue;
        }
        if let (Some(member), Some(number)) = (case.table.member(&pin.member), group_number(&pin.group)) {
            slots[member] = Some(number);
        }
    }
    slots
}

/// Members who must be in one group, by rules and pins, as lists of positions in the table.
fn blocks(case: &Case, whole: &Whole, slots: &[Option<u32>]) -> Vec<Vec<usize>> {
    let bonds = Bonds::new(case.table, case.scenario);
    let pins = whole.places && whole.per == 1;
    let mut first: Vec<usize> = (0..case.table.len()).map(|member| bonds.of(member)).collect();
    if pins {
        for (a, slot) in slots.iter().enumerate().filter(|(_, slot)| slot.is_some()) {
            if let Some(b) = (0..a).find(|&b| slots[b] == *slot) {
                let (from, to) = (first[a].max(first[b]), first[a].min(first[b]));
                first.iter_mut().filter(|bond| **bond == from).for_each(|bond| *bond = to);
            }
        }
    }
    let mut blocks: Vec<Vec<usize>> = Vec::new();
    let mut known: Vec<usize> = Vec::new();
    for &member in &whole.members {
        match known.iter().position(|&bond| bond == first[member]) {
            Some(at) => blocks[at].push(member),
            None => {
                known.push(first[member]);
                blocks.push(vec![member]);
            }
        }
    }
    blocks
}
