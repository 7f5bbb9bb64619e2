//! Successive shortest augmenting paths on the contracted graph of the right nodes.
//!
//! Units of the left nodes enter one at a time, each by a shortest path from its left node through
//! right nodes: a left node moves from one right node to the next, until a right node takes one
//! more or some left node gives one up. Left nodes are contracted into the arcs between right
//! nodes, so that a search visits at most as many nodes as there are right nodes; their duals
//! follow from the prices at the end. (Shortest augmenting paths: Jonker and Volgenant, 1987.
//! Potentials: Edmonds and Karp, 1972.) One new unit changes an optimal flow by at most one such
//! path, hence the flow is optimal for the units entered so far at every moment.

use super::problem::Problem;
use super::{Duals, Shortfall, Solution, auction, balanced};

/// "No way": above every path length, yet safe to add to one (see `SAFE_MAGNITUDE`).
const NONE: i64 = 1 << 62;

/// The predecessor of a right node reached straight from the entering left node.
const START: u32 = u32::MAX;

/// From this load on a right node keeps its outgoing arcs; below, they are as quickly recomputed.
const KEEP_ARCS_FROM: usize = 4;

/// Uses of a right node whose arcs are recomputed together when one of them changes: small enough
/// to be quick, large enough that the arcs of all groups take less room than the pairs.
const GROUP: usize = 4;

/// Right nodes scanned for each left node, over all searches so far, beyond which another way is tried. It takes as long as
/// some thirty scans for each; where searches are short there are at most three, where they are long a hundred.
const PATIENCE: u64 = 4;

/// Right nodes compared at a time in a scan: whole vectors of `i64` on every target.
const LANES: usize = 8;

/// Finds the best assignment of `problem`, exactly.
///
/// A search takes O(m²) steps at worst for m right nodes, and one is made for every unit. Most end
/// after a few right nodes. Where left nodes all prefer the same few they do not, and in the plain case an auction finds
/// prices from which searches are short again.
/// The weights must be [in range](Problem::in_range).
pub fn solve(problem: &Problem) -> Solution {
    debug_assert!(problem.in_range(), "weights could overflow");
    let mut search = Search::new(problem);
    let mut patience = PATIENCE * problem.left().len() as u64;
    for (l, bounds) in (0..).zip(problem.left()) {
        for unit in 0..bounds.hi {
            let bonus = if unit < bounds.lo { search.bonus } else { 0 };
            if !search.enter(l, bonus) {
                break;
            }
        }
        if search.visits > patience {
            if let Some(solution) = from_prices(problem) {
                return solution;
            }
            patience = u64::MAX;
        }
    }
    search.finish()
}

/// The best assignment by way of an auction, where that can be.
fn from_prices(problem: &Problem) -> Option<Solution> {
    let places = balanced::places(problem)?;
    let prices = auction::prices(problem, &places)?;
    balanced::finish(problem, &places, prices)
}

/// A right node's use of a pair: the left node and the pair's position.
#[derive(Clone, Copy)]
struct Use {
    left: u32,
    at: usize,
}

/// Cheapest move of a left node away from a right node, to every other right node.
#[derive(Clone, Default)]
struct Arcs {
    /// Over each group of uses; a row is empty when out of date.
    groups: Vec<Vec<i64>>,
    /// Over all uses; empty when out of date.
    all: Vec<i64>,
}

struct Search<'a> {
    problem: &'a Problem,
    column: &'a [u32],
    weight: &'a [i64],
    bonus: i64,
    /// Positions of the pairs in use, ascending, of each left node.
    taken: Vec<Vec<usize>>,
    /// Pairs in use of each right node.
    uses: Vec<Vec<Use>>,
    price: Vec<i64>,
    /// Cost of ending a path at a right node: by one more unit of its own, or by taking one away
    /// from a left node.
    exit: Vec<i64>,
    arcs: Vec<Arcs>,
    /// Path lengths of the current search, and the right nodes they come from.
    length: Vec<i64>,
    from: Vec<u32>,
    frontier: Vec<u32>,
    scanned: Vec<u32>,
    /// Right nodes scanned by all searches together.
    visits: u64,
}

/// The shortest path found so far from the entering left node.
struct Nearest {
    /// Its length; without an `end`, that of not entering at all.
    length: i64,
    end: Option<u32>,
    /// Length that marks a right node not in the frontier and not scanned.
    unreached: i64,
}

impl Nearest {
    /// Notes a shorter way to right node `to`, from where a path can end at the cost `exit`.
    /// Returns whether it is the first.
    fn reach(&mut self, to: usize, length: i64, exit: i64, known: &mut i64) -> bool {
        let first = *known == self.unreached;
        *known = length;
        if length + exit < self.length {
            self.length = length + exit;
            self.end = Some(to as u32);
        }
        first
    }
}

impl<'a> Search<'a> {
    fn new(problem: &'a Problem) -> Self {
        let (column, weight) = problem.positions();
        let (n, m) = (problem.left().len(), problem.right().len());
        // Rows are filled up with right nodes that no pair leads to.
        let width = m.next_multiple_of(LANES);
        let bonus = 2 * n.min(m) as i64 * problem.largest_weight() as i64 + 1;
        let mut search = Self {
            problem,
            column,
            weight,
            bonus,
            taken: vec![Vec::new(); n],
            uses: vec![Vec::new(); m],
            price: vec![0; width],
            exit: vec![NONE; width],
            arcs: vec![Arcs::default(); m],
            length: vec![0; width],
            from: vec![START; width],
            frontier: Vec::with_capacity(m),
            scanned: Vec::with_capacity(m),
            visits: 0,
        };
        for r in 0..m {
            search.exit[r] = search.exit_of(r);
            search.price[r] = search.exit[r].min(0);
        }
        search
    }

    /// Tries to enter one more unit of `l`, worth `bonus` besides its weight. Returns whether it
    /// paid; the prices are brought up to date either way.
    fn enter(&mut self, l: u32, bonus: i64) -> bool {
        let mut nearest = Nearest { length: 0, end: None, unreached: 0 };
        self.depart(l, bonus, &mut nearest);
        while let Some(r) = self.pop(&nearest) {
            self.scanned.push(r);
            self.scan(r as usize, &mut nearest);
        }
        self.visits += self.scanned.len() as u64;
        for &r in &self.scanned {
            self.price[r as usize] += nearest.length - self.length[r as usize];
        }
        if let Some(end) = nearest.end {
            self.augment(l, end);
        }
        nearest.end.is_some()
    }

    /// Starts a search with the right nodes that `l` can take directly. Lengths are relative to
    /// the dearest of them, so that none is negative.
    fn depart(&mut self, l: u32, bonus: i64, nearest: &mut Nearest) {
        self.frontier.clear();
        self.scanned.clear();
        let open = |taken| open(self.problem, taken, l);
        let surplus = open(&self.taken).map(|(r, weight)| weight - self.price[r]);
        let Some(best) = surplus.max().filter(|best| best + bonus > 0) else {
            return;
        };
        nearest.length = best + bonus;
        open(&self.taken).for_each(|(r, weight)| {
            let length = best - weight + self.exit[r];
            if length < nearest.length {
                nearest.length = length;
                nearest.end = Some(r as u32);
                self.from[r] = START;
            }
        });
        nearest.unreached = nearest.length;
        self.length.fill(nearest.length);
        open(&self.taken).for_each(|(r, weight)| {
            let length = best - (weight - self.price[r]);
            if length < nearest.length {
                self.length[r] = length;
                self.from[r] = START;
                self.frontier.push(r as u32);
            }
        });
    }

    /// Takes the closest right node off the frontier, and forgets those beyond the nearest end.
    fn pop(&mut self, nearest: &Nearest) -> Option<u32> {
        let mut closest: Option<(i64, usize)> = None;
        let mut i = 0;
        while let Some(&r) = self.frontier.get(i) {
            let length = self.length[r as usize];
            if length >= nearest.length {
                self.length[r as usize] = nearest.unreached;
                self.frontier.swap_remove(i);
                continue;
            }
            if closest.is_none_or(|(least, _)| length < least) {
                closest = Some((length, i));
            }
            i += 1;
        }
        closest.map(|(_, i)| self.frontier.swap_remove(i))
    }

    /// Extends the search by all moves of left nodes away from right node `r`.
    fn scan(&mut self, r: usize, nearest: &mut Nearest) {
        let here = self.length[r] - self.price[r];
        if self.uses[r].len() < KEEP_ARCS_FROM {
            for &Use { left, at } in &self.uses[r] {
                let here = here + self.weight[at];
                open(self.problem, &self.taken, left).for_each(|(to, weight)| {
                    let length = here - weight + self.price[to];
                    if length < self.length[to].min(nearest.length) {
                        let exit = self.exit[to] - self.price[to];
                        if nearest.reach(to, length, exit, &mut self.length[to]) {
                            self.frontier.push(to as u32);
                        }
                        self.from[to] = r as u32;
                    }
                });
            }
            return;
        }
        self.refresh_arcs(r);
        let arcs = self.arcs[r].all.as_chunks::<LANES>().0;
        let prices = self.price.as_chunks::<LANES>().0;
        let lengths = self.length.as_chunks_mut::<LANES>().0;
        for (block, ((arcs, prices), known)) in arcs.iter().zip(prices).zip(lengths).enumerate() {
            // The sign tells whether any is shorter: a loop without branches, for vectors.
            let shorter = (0..LANES).fold(0, |sign, k| {
                let length = here + arcs[k] + prices[k];
                sign | ((length - known[k]) & (length - nearest.length))
            });
            if shorter >= 0 {
                continue;
            }
            for (k, known) in known.iter_mut().enumerate() {
                let to = block * LANES + k;
                let length = here + arcs[k] + prices[k];
                if length < (*known).min(nearest.length) {
                    if nearest.reach(to, length, self.exit[to] - prices[k], known) {
                        self.frontier.push(to as u32);
                    }
                    self.from[to] = r as u32;
                }
            }
        }
    }

    fn refresh_arcs(&mut self, r: usize) {
        let Arcs { groups, all } = &mut self.arcs[r];
        if !all.is_empty() {
            return;
        }
        let uses = self.uses[r].chunks(GROUP);
        groups.resize(uses.len(), Vec::new());
        all.resize(self.price.len(), NONE);
        for (row, uses) in groups.iter_mut().zip(uses) {
            if row.is_empty() {
                row.resize(self.price.len(), NONE);
                for &Use { left, at } in uses {
                    open(self.problem, &self.taken, left).for_each(|(to, weight)| {
                        row[to] = row[to].min(self.weight[at] - weight);
                    });
                }
            }
            for (least, &arc) in all.iter_mut().zip(row.iter()) {
                *least = (*least).min(arc);
            }
        }
    }

    /// Cost of giving up the last unit of left node `l`, besides the pair's weight.
    fn give_up(&self, l: u32) -> i64 {
        let lo = self.problem.left()[l as usize].lo as usize;
        if self.taken[l as usize].len() <= lo { self.bonus } else { 0 }
    }

    /// Cost of one more unit of right node `r` itself.
    fn room(&self, r: usize) -> i64 {
        let bounds = self.problem.right()[r];
        let load = self.uses[r].len();
        if load >= bounds.hi as usize {
            NONE
        } else {
            let wanted = if load < bounds.lo as usize { self.bonus } else { 0 };
            self.problem.step(r as u32) * load as i64 - wanted
        }
    }

    fn exit_of(&self, r: usize) -> i64 {
        let given_up = self.uses[r].iter().map(|u| self.weight[u.at] + self.give_up(u.left));
        given_up.min().unwrap_or(NONE).min(self.room(r))
    }

    /// Applies the path from `l` to `end`, backwards.
    fn augment(&mut self, l: u32, end: u32) {
        let mut changes = Vec::new();
        let mut to = end as usize;
        let mut leaving = None;
        if self.room(to) > self.exit[to] {
            let cost = |u: &&Use| self.weight[u.at] + self.give_up(u.left);
            leaving = self.uses[to].iter().min_by_key(cost).copied();
        }
        // Each right node is scanned at most once, so that a path cannot be longer.
        for _ in 0..=self.scanned.len() {
            let r = self.from[to];
            if r == START {
                let at = self.problem.find(l, to as u32);
                changes.extend(at.map(|at| (leaving, Use { left: l, at })));
                break;
            }
            let Some((old, new)) = self.cheapest_move(r as usize, to as u32) else {
                break;
            };
            changes.push((leaving, new));
            leaving = Some(old);
            to = r as usize;
        }
        for &(leaving, entering) in &changes {
            self.exchange(leaving, entering);
        }
        // A left node's units count at each of its right nodes: in where it may move to, and in
        // what giving one up costs.
        for (leaving, entering) in changes {
            for u in leaving.iter().chain([&entering]) {
                for k in 0..self.taken[u.left as usize].len() {
                    self.renew(self.taken[u.left as usize][k]);
                }
            }
        }
    }

    fn cheapest_move(&self, r: usize, to: u32) -> Option<(Use, Use)> {
        let moves = self.uses[r].iter().filter_map(|&old| {
            let at = self.problem.find(old.left, to)?;
            let open = !self.taken[old.left as usize].contains(&at);
            let left = old.left;
            open.then_some((old, Use { left, at }))
        });
        moves.min_by_key(|(old, new)| self.weight[old.at] - self.weight[new.at])
    }

    /// Replaces one use of a right node by another, or adds one.
    fn exchange(&mut self, leaving: Option<Use>, entering: Use) {
        let uses = &mut self.uses[self.column[entering.at] as usize];
        if let Some(old) = leaving {
            self.taken[old.left as usize].retain(|&at| at != old.at);
            if let Some(same) = uses.iter_mut().find(|other| other.at == old.at) {
                *same = entering;
            }
        } else {
            uses.push(entering);
        }
        let taken = &mut self.taken[entering.left as usize];
        let place = taken.partition_point(|&at| at < entering.at);
        taken.insert(place, entering.at);
    }

    /// Brings the exit of a right node up to date, and marks the arcs that a use of it gives.
    fn renew(&mut self, at: usize) {
        let r = self.column[at] as usize;
        self.exit[r] = self.exit_of(r);
        self.arcs[r].all.clear();
        let place = self.uses[r].iter().position(|u| u.at == at);
        if let Some(group) = place.and_then(|k| self.arcs[r].groups.get_mut(k / GROUP)) {
            group.clear();
        }
    }

    fn finish(mut self) -> Solution {
        let mut assigned = Vec::new();
        let mut total = 0;
        let mut served = 0;
        let mut left = Vec::with_capacity(self.taken.len());
        for (l, (bounds, taken)) in (0..).zip(self.problem.left().iter().zip(&self.taken)) {
            assigned.extend(taken.iter().map(|&at| (l, self.column[at])));
            total += taken.iter().map(|&at| self.weight[at]).sum::<i64>();
            served += taken.len().min(bounds.lo as usize) as u64;
            left.push(self.left_dual(l));
        }
        let short = (0..).zip(self.problem.right().iter().zip(&self.uses));
        let short = short.filter_map(|(right, (bounds, uses))| {
            let missing = bounds.wanted().saturating_sub(uses.len() as u32);
            (missing > 0).then_some(Shortfall { right, missing })
        });
        let short = short.collect();
        let loads = (0..).zip(&self.uses).map(|(r, uses)| (r, uses.len() as i64));
        total -= loads.map(|(r, load)| self.problem.step(r) * (load * (load - 1) / 2)).sum::<i64>();
        self.price.truncate(self.uses.len());
        Solution { assigned, served, total, short, duals: Duals { left, right: self.price, bonus: self.bonus } }
    }

    /// The value nearest to zero between what the units of `l` in use and those not in use allow.
    fn left_dual(&self, l: u32) -> i64 {
        let bounds = self.problem.left()[l as usize];
        let taken = &self.taken[l as usize];
        let unused = open(self.problem, &self.taken, l).map(|(r, weight)| weight - self.price[r]);
        let mut least = unused.max().unwrap_or(-NONE);
        if !taken.is_empty() {
            least = least.max(-self.give_up(l));
        }
        let used = taken.iter().map(|&at| self.weight[at] - self.price[self.column[at] as usize]);
        let mut most = used.min().unwrap_or(NONE);
        if taken.len() < bounds.lo.min(bounds.hi) as usize {
            most = most.min(-self.bonus);
        } else if taken.len() < bounds.hi as usize {
            most = most.min(0);
        }
        0.max(least).min(most)
    }
}

/// Right nodes and weights of the pairs of left node `l` that are not in use.
fn open<'a>(problem: &'a Problem, taken: &'a [Vec<usize>], l: u32) -> impl Iterator<Item = (usize, i64)> {
    let row = problem.range(l);
    let (column, weight) = problem.positions();
    let taken = taken[l as usize].iter().copied();
    let mut from = row.start;
    taken.chain([row.end]).flat_map(move |to| {
        let gap = from..to;
        from = to + 1;
        let columns = column[gap.clone()].iter().map(|&r| r as usize);
        columns.zip(weight[gap].iter().copied())
    })
}
