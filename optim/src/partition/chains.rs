//! Cyclic exchanges and ejection chains: several units move at once, each to the group that the next one leaves.
//!
//! A chain x → y → z → x puts x where y was, y where z was and z where x was. Every group gains and loses at most one
//! unit, so that what a chain changes is the sum of what its steps change (Thompson and Psaraftis 1993), and among the
//! orders in which a chain may be read one has no start that loses (Lin and Kernighan 1973): a search from every place
//! that drops whatever has lost so far misses none. A group with room counts as a unit that is nobody: with it a chain
//! ends where a unit is added and begins where one is missing (ejection chains, Glover 1996).

use super::moves::{Move, Neighbourhood};
use super::state::State;

/// Most units and open places in one chain.
const LONGEST: usize = 5;

/// Every chain of three is looked at. Beyond, each goes on with so many of its best continuations only.
const ALL_UP_TO: usize = 3;
const WIDTH: usize = 4;

/// What a step counts as where candidates are looked at one by one, and two groups at a time, which makes them so much cheaper
/// (a step took 3 ns and with six rules 0.2 µs, a candidate 0.5 ns); the latter is for asking rules.
const ONE_BY_ONE: Cost = Cost { looked: 1, asked: 0 };
const BY_GROUPS: Cost = Cost { looked: 6, asked: 200 };

#[derive(Clone, Copy, Debug)]
struct Cost {
    looked: u64,
    asked: u64,
}

/// Who leaves a group, for the one before in a chain to enter it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Of(u32),
    /// Nobody: the group has room.
    Open(u32),
}

/// Hard amounts and energy that a chain wins; compared in this order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Win {
    held: i64,
    energy: i64,
}

impl std::ops::Add for Win {
    type Output = Win;

    fn add(self, other: Self) -> Self {
        Self { held: self.held + other.held, energy: self.energy + other.energy }
    }
}

/// A walk through all units and open places as the first of a chain.
#[derive(Clone, Debug)]
pub(super) struct Chains {
    cost: Cost,
    /// How many in a row have begun no chain that wins.
    idle: usize,
    next: usize,
    path: Vec<(Place, usize)>,
    best: Vec<Place>,
    win: Win,
    looked: u64,
}

impl Chains {
    /// A walk from the first unit, whose steps count as those of an annealing two groups at a time, or one by one.
    pub fn new(by_groups: bool) -> Self {
        let cost = if by_groups { BY_GROUPS } else { ONE_BY_ONE };
        let (path, best) = (Vec::with_capacity(LONGEST), Vec::with_capacity(LONGEST));
        Self { cost, idle: 0, next: 0, path, best, win: Win::default(), looked: 0 }
    }

    /// Whether nothing begins a chain that wins.
    pub fn is_done(&self, around: &Neighbourhood) -> bool {
        self.idle >= roots(around)
    }

    /// Looks at the chains that the next unit or open place begins and makes the best of them: how many steps were looked
    /// at, and whether the plan is better now.
    pub fn advance(&mut self, state: &mut State, around: &Neighbourhood) -> (u64, bool) {
        let at = self.next % roots(around).max(1);
        self.next += 1;
        self.idle += 1;
        self.looked = self.cost.looked;
        self.win = Win::default();
        self.path.clear();
        match around.movable.get(at) {
            Some(&unit) => self.path.push((Place::Of(unit), state.group_of(unit))),
            None => {
                let group = at - around.movable.len();
                if around.flexible && state.may_grow(group) {
                    self.path.push((Place::Open(group as u32), group));
                }
            }
        }
        self.extend(Win::default(), state, around);
        let better = self.win > Win::default() && make(&self.best, state);
        if better {
            self.idle = 0;
        }
        (self.looked, better)
    }

    /// All chains that go on from the path.
    fn extend(&mut self, so_far: Win, state: &State, around: &Neighbourhood) {
        let [(root, home), ..] = self.path[..] else { return };
        let Some(&(last, _)) = self.path.last() else { return };
        let length = self.path.len();
        let open_last = matches!(last, Place::Open(_));
        if length > 2
            && (!open_last || state.may_shrink(home))
            && let Some(win) = self.step(so_far, state, last, root, home)
            && win > self.win
        {
            self.win = win;
            self.best = self.path.iter().map(|&(place, _)| place).collect();
        }
        if length == LONGEST {
            return;
        }
        let mut going_on: Vec<(Win, Place, usize)> = Vec::new();
        for &unit in &around.movable {
            let group = state.group_of(unit);
            if self.path.iter().all(|&(_, there)| there != group) && (!open_last || state.may_shrink(group)) {
                let win = self.step(so_far, state, last, Place::Of(unit), group);
                going_on.extend(win.map(|win| (win, Place::Of(unit), group)));
            }
        }
        if around.flexible && self.path.iter().all(|(place, _)| matches!(place, Place::Of(_))) {
            for group in 0..around.slots as usize {
                if state.may_grow(group) && self.path.iter().all(|&(_, there)| there != group) {
                    let open = Place::Open(group as u32);
                    let win = self.step(so_far, state, last, open, group);
                    going_on.extend(win.map(|win| (win, open, group)));
                }
            }
        }
        if length >= ALL_UP_TO && going_on.len() > WIDTH {
            going_on.select_nth_unstable_by(WIDTH, |a, b| b.0.cmp(&a.0).then(a.2.cmp(&b.2)));
            going_on.truncate(WIDTH);
        }
        for (win, to, group) in going_on {
            self.path.push((to, group));
            self.extend(win, state, around);
            self.path.pop();
        }
    }

    /// What a chain has won once one leaves a group and another enters; `None` unless it wins.
    fn step(&mut self, so_far: Win, state: &State, from: Place, to: Place, group: usize) -> Option<Win> {
        let who = |place: Place| match place {
            Place::Of(unit) => Some(unit),
            Place::Open(_) => None,
        };
        self.looked += self.cost.looked;
        let (out, inn) = (who(to), who(from));
        let mut win = so_far + Win { held: 0, energy: state.gain_in(group, out, inn) };
        // Where no rule is broken, rules can only make it worse.
        if win <= Win::default() && !state.is_burdened(group) {
            return None;
        }
        if !state.problem().rules.is_empty() {
            self.looked += self.cost.asked;
        }
        let (hard, penalty) = state.rules_in(group, out, inn);
        win = win + Win { held: -hard, energy: -penalty };
        Some(win).filter(|win| *win > Win::default())
    }
}

fn roots(around: &Neighbourhood) -> usize {
    around.movable.len() + if around.flexible { around.slots as usize } else { 0 }
}

/// Makes a chain, and unmakes it where the plan is no better for it: several seats of one member, and who is away from
/// home, are not sums of steps.
fn make(chain: &[Place], state: &mut State) -> bool {
    let before = (-state.hard(), state.energy());
    let homes: Vec<(u32, usize)> = chain
        .iter()
        .filter_map(|place| match *place {
            Place::Of(unit) => Some((unit, state.group_of(unit))),
            Place::Open(_) => None,
        })
        .collect();
    for (i, place) in chain.iter().enumerate() {
        let Place::Of(unit) = *place else { continue };
        let to = match chain[(i + 1) % chain.len()] {
            Place::Of(next) => homes.iter().find(|home| home.0 == next).map_or(0, |home| home.1 as u32),
            Place::Open(group) => group,
        };
        state.apply(&Move::Relocate { unit, to });
    }
    let better = (-state.hard(), state.energy()) > before && state.keeps_homes();
    if !better {
        homes.iter().for_each(|&(unit, home)| state.apply(&Move::Relocate { unit, to: home as u32 }));
    }
    better
}
