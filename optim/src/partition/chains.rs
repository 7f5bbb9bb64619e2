//! Cyclic exchanges and ejection chains: several units move at once, each to the group that the next one leaves.
//!
//! A chain x → y → z → x puts x where y was, y where z was and z where x was. Every group gains and loses at most one
//! unit, so that what a chain changes is the sum of what its steps change (Thompson and Psaraftis 1993), and among the
//! orders in which a chain may be read one has no start that loses (Lin and Kernighan 1973): a search from every place
//! that drops whatever has lost so far misses none, as far as it keeps the rest. A group with room counts as a unit that is nobody: with it a chain
//! ends where a unit is added and begins where one is missing (ejection chains, Glover 1996).

use super::moves::{Move, Neighbourhood};
use super::state::State;

/// Most units and open places in one chain.
const LONGEST: usize = 5;

/// The best that a walk goes on with: of the first steps so many that up to 200 members all chains of three are looked at, of
/// those of three and more so few that a walk takes not much longer for them.
const FIRST_STEPS: usize = 200;
const LATER_STEPS: usize = 16;

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

impl Place {
    fn unit(self) -> Option<u32> {
        match self {
            Place::Of(unit) => Some(unit),
            Place::Open(_) => None,
        }
    }
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

/// The beginning of a chain: places and their groups, and what it has won so far.
#[derive(Clone, Copy, Debug)]
struct Path {
    places: [(Place, u32); LONGEST],
    length: usize,
    win: Win,
}

impl Path {
    fn from(place: Place, group: u32) -> Self {
        Self { places: [(place, group); LONGEST], length: 1, win: Win::default() }
    }

    fn places(&self) -> &[(Place, u32)] {
        &self.places[..self.length]
    }

    fn last(&self) -> Place {
        self.places[self.length - 1].0
    }

    fn with(mut self, place: Place, group: u32, win: Win) -> Self {
        self.places[self.length] = (place, group);
        self.length += 1;
        Self { win, ..self }
    }

    /// Whether the group is still untouched, as all but the first must be.
    fn may_touch(&self, group: u32) -> bool {
        self.places().iter().all(|&(_, there)| there != group)
    }

    /// Whether nobody enters the next group.
    fn comes_from_open(&self) -> bool {
        matches!(self.last(), Place::Open(_))
    }

    fn has_open(&self) -> bool {
        self.places().iter().any(|(place, _)| matches!(place, Place::Open(_)))
    }
}

/// A walk through all units and open places as the first of a chain.
#[derive(Clone, Debug)]
pub(super) struct Chains {
    cost: Cost,
    /// How many in a row have begun no chain that wins.
    idle: usize,
    next: usize,
    paths: Vec<Path>,
    longer: Vec<Path>,
    best: Option<Path>,
    looked: u64,
}

impl Chains {
    /// A walk from the first unit, whose steps count as those of an annealing two groups at a time, or one by one.
    pub fn new(by_groups: bool) -> Self {
        let cost = if by_groups { BY_GROUPS } else { ONE_BY_ONE };
        Self { cost, idle: 0, next: 0, paths: Vec::new(), longer: Vec::new(), best: None, looked: 0 }
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
        self.best = None;
        self.paths.clear();
        match around.movable.get(at) {
            Some(&unit) => self.paths.push(Path::from(Place::Of(unit), state.group_of(unit) as u32)),
            None => {
                let group = at - around.movable.len();
                if around.flexible && state.may_grow(group) {
                    self.paths.push(Path::from(Place::Open(group as u32), group as u32));
                }
            }
        }
        while !self.paths.is_empty() {
            self.extend(state, around);
        }
        let better = self.best.is_some_and(|best| make(best.places(), state));
        if better {
            self.idle = 0;
        }
        (self.looked, better)
    }

    /// Makes every path one step longer in all ways that win, closes it, and keeps the best.
    fn extend(&mut self, state: &State, around: &Neighbourhood) {
        let paths = std::mem::take(&mut self.paths);
        self.longer.clear();
        for path in &paths {
            for &unit in &around.movable {
                let group = state.group_of(unit);
                if path.may_touch(group as u32) && (!path.comes_from_open() || state.may_shrink(group)) {
                    self.go_on(path, Place::Of(unit), group, state);
                }
            }
            if around.flexible && !path.has_open() {
                for group in 0..around.slots as usize {
                    if state.may_grow(group) && path.may_touch(group as u32) {
                        self.go_on(path, Place::Open(group as u32), group, state);
                    }
                }
            }
        }
        self.paths = paths;
        self.paths.clear();
        self.keep_best();
        // The longest are closed already, as all of three and more are.
        if self.longer.first().is_some_and(|path| path.length < LONGEST) {
            std::mem::swap(&mut self.paths, &mut self.longer);
        }
    }

    fn go_on(&mut self, path: &Path, to: Place, group: usize, state: &State) {
        let Some(win) = self.step(path.win, state, path.last(), to, group) else { return };
        let longer = path.with(to, group as u32, win);
        let (root, home) = longer.places[0];
        if longer.length > 2
            && (!longer.comes_from_open() || state.may_shrink(home as usize))
            && let Some(win) = self.step(win, state, to, root, home as usize)
            && self.best.is_none_or(|best| win > best.win)
        {
            self.best = Some(Path { win, ..longer });
        }
        self.longer.push(longer);
        if self.longer.len() >= 4 * FIRST_STEPS {
            self.keep_best();
        }
    }

    /// Of paths of one length those that have won most; of equals the earlier.
    fn keep_best(&mut self) {
        let most = match self.longer.first() {
            Some(path) if path.length == 2 => FIRST_STEPS,
            _ => LATER_STEPS,
        };
        if self.longer.len() > most {
            self.longer.sort_by_key(|path| std::cmp::Reverse(path.win));
            self.longer.truncate(most);
        }
    }

    /// What a chain has won once one leaves a group and another enters; `None` unless it wins.
    fn step(&mut self, so_far: Win, state: &State, from: Place, to: Place, group: usize) -> Option<Win> {
        self.looked += self.cost.looked;
        let (out, inn) = (to.unit(), from.unit());
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
fn make(chain: &[(Place, u32)], state: &mut State) -> bool {
    let before = (-state.hard(), state.energy());
    for (i, (place, _)) in chain.iter().enumerate() {
        if let Place::Of(unit) = *place {
            let (_, to) = chain[(i + 1) % chain.len()];
            state.apply(&Move::Relocate { unit, to });
        }
    }
    let better = (-state.hard(), state.energy()) > before && state.keeps_homes();
    if !better {
        for &(place, home) in chain {
            if let Place::Of(unit) = place {
                state.apply(&Move::Relocate { unit, to: home });
            }
        }
    }
    better
}
