//! All best trades between two sums over one matching.
//!
//! # Method
//! Two phases (Visée, Teghem, Pirlot and Ulungu 1998; Przybylski, Gandibleux and Ehrgott 2008). First the corners of
//! the upper hull, by weighted sums whose weights two neighbours give (Aneja and Nair 1979); each is one exact
//! matching. Then, below each edge of the hull, between any two neighbouring trades: is there a matching that reaches
//! more than the one of the first and more than the other of the second? That is asked by branch and bound over pairs,
//! see `corner`, until each such question is answered with no or the budget is used up; what is then unanswered is
//! said.

mod corner;

use super::{Cardinality, TrioValues, dense, with_trio_where, with_valued_trio};
use corner::{Asked, Hunt};

/// For how many trios a weighted sum computes the best pairs around them.
const MOST_TRIOS: u32 = 2_000;

/// Among more vertices no trios are formed: there are 1.3 million of them.
pub const MOST_WITH_TRIO: u32 = 201;

/// No single question may use up more than this share of what is left of the budget, so that one hard box does not
/// leave all others unanswered; and a question may always take a few.
const SHARE_OF_ONE: u64 = 8;
const LEAST_FOR_ONE: u64 = 200;

/// What pairs and trios are worth on both sides.
pub struct Sides<'a> {
    /// Of two vertices u < v; `None` where they may not be paired.
    pub pair: &'a dyn Fn(u32, u32) -> Option<[i64; 2]>,
    /// Where a group of three may be formed when that places more vertices; among [`MOST_WITH_TRIO`] at most.
    pub trio: Option<TrioSides<'a>>,
}

/// What three are worth on both sides: half the sum of what its pairs add.
pub struct TrioSides<'a> {
    /// What u < v add to a trio; `None` where they may not be in one.
    pub near: &'a dyn Fn(u32, u32) -> Option<[i64; 2]>,
    /// Whether ascending vertices may be a trio.
    pub admits: &'a dyn Fn([u32; 3]) -> bool,
}

/// A matching and what it is worth on both sides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trade {
    /// Of every vertex: its partner.
    pub mate: Vec<Option<u32>>,
    /// The group of three, if there is one.
    pub trio: Option<[u32; 3]>,
    /// Twice the sums, so that a trio's are whole.
    pub totals2: [i64; 2],
    /// Whether some weights of both sides, neither of them 0, make it the best.
    pub supported: bool,
}

/// The largest |value| of a pair that is safe with `n` vertices.
pub fn max_abs_side(n: u32, with_trio: bool) -> i64 {
    // A weight is up to 4 n times the square of a value, and has to stay below 2^55 / n²; with trios, a sixteenth of
    // it.
    let n = u64::from(n.max(1));
    let room = (1u64 << 55) / if with_trio { 64 } else { 4 } / (n * n).saturating_mul(n).min(1 << 50);
    room.isqrt().max(1) as i64
}

/// An edge of the hull, and what is known of the trades below it.
#[derive(Default)]
struct Facet {
    left: [i64; 2],
    right: [i64; 2],
    weights: [i64; 2],
    /// Whether nothing lies above it.
    proven: bool,
    /// Pairs that a trade below it may have, once that was asked.
    pairs: Option<Vec<u32>>,
    /// Of each trio: the best weighted sum with it, once that was asked; empty before the first.
    trios: Vec<Option<i64>>,
    /// No trade is at least here on both sides.
    closed: Vec<[i64; 2]>,
    /// Questions that took too long.
    given_up: Vec<[i64; 2]>,
}

/// A search for all best trades between two sums, in steps.
pub struct Frontier {
    n: u32,
    pairs: Vec<(u32, u32)>,
    values: Vec<[i64; 2]>,
    /// Position in `pairs` by u * n + v, u < v.
    at: Vec<u32>,
    near: Vec<Option<[i64; 2]>>,
    /// All that may be formed; empty where none is needed.
    trios: Vec<[u32; 3]>,
    may_trio: bool,
    plain_trios: bool,
    trades: Vec<Trade>,
    open: Vec<([i64; 2], [i64; 2])>,
    facets: Vec<Facet>,
    hunt: Option<Hunt>,
    /// What all totals on a side differ by is a multiple of this.
    grain: [i64; 2],
    started: bool,
    finished: bool,
    proven: bool,
    done: u64,
    budget: u64,
}

const NO_PAIR: u32 = u32::MAX;

impl Frontier {
    /// A search over `n` vertices that solves for at most about `budget` matchings. Values are at most
    /// [`max_abs_side`] in size.
    pub fn new(n: u32, sides: &Sides, budget: u64) -> Self {
        let (mut pairs, mut values) = (Vec::new(), Vec::new());
        let mut at = vec![NO_PAIR; n as usize * n as usize];
        let mut near = vec![None; if sides.trio.is_some() { at.len() } else { 0 }];
        let mut plain_trios = true;
        for (u, v) in (0..n).flat_map(|u| (u + 1..n).map(move |v| (u, v))) {
            let cell = u as usize * n as usize + v as usize;
            let value = (sides.pair)(u, v);
            if let Some(value) = value {
                debug_assert!(value.iter().all(|side| side.abs() <= max_abs_side(n, sides.trio.is_some())));
                at[cell] = pairs.len() as u32;
                pairs.push((u, v));
                values.push(value);
            }
            if let Some(trio) = &sides.trio {
                near[cell] = (trio.near)(u, v);
                plain_trios &= near[cell] == value;
            }
        }
        let mut frontier = Frontier {
            n,
            pairs,
            values,
            at,
            near,
            trios: Vec::new(),
            may_trio: sides.trio.is_some() && (3..=MOST_WITH_TRIO).contains(&n),
            plain_trios,
            trades: Vec::new(),
            open: Vec::new(),
            facets: Vec::new(),
            hunt: None,
            grain: [1, 1],
            started: false,
            finished: false,
            proven: true,
            done: 0,
            budget,
        };
        if let Some(trio) = sides.trio.as_ref().filter(|_| frontier.may_trio) {
            let all = (0..n).flat_map(|i| (i + 1..n).flat_map(move |j| (j + 1..n).map(move |k| [i, j, k])));
            let formed = |trio: &[u32; 3]| frontier.trio_value(*trio).is_some();
            frontier.trios = all.filter(formed).filter(|&three| (trio.admits)(three)).collect();
        }
        frontier
    }

    /// Goes on by about so many matchings.
    pub fn step(&mut self, matchings: u64) {
        let end = self.done.saturating_add(matchings.max(1));
        while self.done < end && !self.finished {
            if !self.started {
                self.begin();
            } else if let Some((left, right)) = self.open.pop() {
                self.divide(left, right);
            } else {
                self.ask();
            }
        }
    }

    /// Whether there is nothing left to do, or no budget to do it.
    pub fn is_done(&self) -> bool {
        self.finished
    }

    /// Matchings solved for so far.
    pub fn done(&self) -> u64 {
        self.done
    }

    /// The trades found so far, by their first sum, none of them worse than another on both sides.
    pub fn trades(&self) -> &[Trade] {
        &self.trades
    }

    /// Of each two neighbouring trades: whether it is proven that nothing lies between them.
    pub fn complete(&self) -> Vec<bool> {
        self.trades.windows(2).map(|two| self.is_closed(&two[0], &two[1])).collect()
    }

    /// Whether the first and the last trade are proven to be the ends.
    pub fn ends_are_proven(&self) -> bool {
        self.started && self.proven
    }

    /// The ends: most of one side, then of the other.
    fn begin(&mut self) {
        self.started = true;
        let ends = [[1, self.heavy()], [self.heavy(), 1]];
        let [low, high] = ends.map(|weights| self.solve(weights));
        self.proven = low.1 && high.1;
        let [low, high] = [low.0, high.0];
        if low.trio.is_none() {
            self.trios.clear();
        }
        self.grain = [0, 1].map(|side| self.common_grain(side));
        if low.totals2 != high.totals2 {
            self.open.push((low.totals2, high.totals2));
        }
        self.insert(low);
        self.insert(high);
    }

    /// More than all that one side can make of a difference, counting 1 for each.
    fn heavy(&self) -> i64 {
        let all = self.values.iter().chain(self.near.iter().flatten());
        let widest = all.flatten().map(|value| value.abs()).max().unwrap_or(0);
        2 * i64::from(self.n) * widest + 1
    }

    fn common_grain(&self, side: usize) -> i64 {
        let first = self.values.first().map_or(0, |value| value[side]);
        let pairs = self.values.iter().map(|value| 2 * (value[side] - first));
        let trio = |trio: &[u32; 3]| self.trio_value(*trio).map_or(0, |value| value[side]);
        let first = self.trios.first().map_or(0, trio);
        pairs.chain(self.trios.iter().map(|three| trio(three) - first)).fold(0, gcd).max(1)
    }

    /// The best matching for weights of both sides, and whether it is proven to be that.
    fn solve(&mut self, weights: [i64; 2]) -> (Trade, bool) {
        self.done += 1;
        let value = |u: u32, v: u32| self.value(u, v).map(|value| weigh(weights, value));
        let (mate, trio, proven) = if self.may_trio {
            let near = |u: u32, v: u32| self.near[self.cell(u, v)].map(|value| weigh(weights, value));
            let found = if self.plain_trios {
                with_trio_where(self.n, &value, &|three| self.admits(three), MOST_TRIOS)
            } else {
                let penalty = |three: [u32; 3]| self.admits(three).then_some(0);
                let all = self.near.iter().flatten().chain(&self.values);
                let largest = all.map(|value| weigh(weights, *value).abs()).max().unwrap_or(0);
                with_valued_trio(self.n, &value, &TrioValues { pair: &near, penalty: &penalty, largest }, MOST_TRIOS)
            };
            (found.mate, found.trio, found.optimal)
        } else {
            (dense(self.n, &value, Cardinality::First).0.mate, None, true)
        };
        let mut totals2 = trio.and_then(|trio| self.trio_value(trio)).unwrap_or_default();
        for (u, v) in (0u32..).zip(&mate).filter_map(|(u, mate)| mate.filter(|&v| u < v).map(|v| (u, v))) {
            totals2 = add(totals2, self.value(u, v).map_or([0; 2], double));
        }
        (Trade { mate, trio, totals2, supported: true }, proven)
    }

    fn admits(&self, trio: [u32; 3]) -> bool {
        self.trios.binary_search(&trio).is_ok()
    }

    fn cell(&self, u: u32, v: u32) -> usize {
        u.min(v) as usize * self.n as usize + u.max(v) as usize
    }

    fn value(&self, u: u32, v: u32) -> Option<[i64; 2]> {
        let at = self.at[self.cell(u, v)];
        (at != NO_PAIR).then(|| self.values[at as usize])
    }

    /// Twice what a trio is worth.
    fn trio_value(&self, [i, j, k]: [u32; 3]) -> Option<[i64; 2]> {
        let near = |u, v| self.near[self.cell(u, v)];
        Some(add(add(near(i, j)?, near(i, k)?), near(j, k)?))
    }

    /// Is anything above the line through two trades?
    fn divide(&mut self, left: [i64; 2], right: [i64; 2]) {
        let weights = normal(left, right);
        let (trade, proven) = self.solve(weights);
        let found = trade.totals2;
        if weigh(weights, found) > weigh(weights, left) {
            self.open.push((found, right));
            self.open.push((left, found));
            self.insert(trade);
        } else {
            // Whatever lies on the line is as good.
            if found != left && found != right && weigh(weights, found) == weigh(weights, left) {
                self.insert(trade);
            }
            let nothing = Facet { left, right, weights, proven, ..Facet::default() };
            let place = self.facets.partition_point(|other| other.left[0] < left[0]);
            self.facets.insert(place, nothing);
        }
        if self.done >= self.budget && !self.open.is_empty() {
            self.finished = true;
        }
    }

    /// Puts a trade among the others; those that it betters on both sides fall away.
    fn insert(&mut self, trade: Trade) {
        let at_least = |a: [i64; 2], b: [i64; 2]| a[0] >= b[0] && a[1] >= b[1];
        if self.trades.iter().any(|other| at_least(other.totals2, trade.totals2)) {
            return;
        }
        self.trades.retain(|other| !at_least(trade.totals2, other.totals2));
        let place = self.trades.partition_point(|other| other.totals2[0] < trade.totals2[0]);
        self.trades.insert(place, trade);
    }

    /// The edge of the hull above two neighbouring trades.
    fn facet_above(&self, left: &Trade, right: &Trade) -> Option<usize> {
        let above = |facet: &Facet| facet.left[0] <= left.totals2[0] && right.totals2[0] <= facet.right[0];
        self.facets.iter().position(above)
    }

    /// The least that a trade between two others reaches on both sides.
    fn corner(&self, left: &Trade, right: &Trade) -> [i64; 2] {
        [left.totals2[0] + self.grain[0], right.totals2[1] + self.grain[1]]
    }

    fn is_closed(&self, left: &Trade, right: &Trade) -> bool {
        let corner = self.corner(left, right);
        let Some(facet) = self.facet_above(left, right).map(|at| &self.facets[at]) else { return false };
        facet.proven && facet.is_closed(corner)
    }

    /// Goes on with the question at hand, or takes up the one about the largest gap.
    fn ask(&mut self) {
        let Some(mut hunt) = self.hunt.take().or_else(|| self.next_hunt()) else {
            self.finished = true;
            return;
        };
        match hunt.step(self) {
            Asked::Open if self.done >= hunt.limit => {
                let corner = hunt.corner;
                self.facets[hunt.facet].given_up.push(corner);
            }
            Asked::Open => self.hunt = Some(hunt),
            Asked::No => self.facets[hunt.facet].closed.push(hunt.corner),
            Asked::Yes(mut trade) => {
                let facet = &self.facets[hunt.facet];
                trade.supported = weigh(facet.weights, trade.totals2) == weigh(facet.weights, facet.left);
                self.insert(trade);
            }
        }
        self.finished |= self.done >= self.budget;
    }

    fn next_hunt(&self) -> Option<Hunt> {
        // Each trio is a question of its own.
        if self.trios.len() as u64 > self.budget {
            return None;
        }
        let boxes = self.trades.windows(2).filter_map(|two| {
            let (facet, corner) = (self.facet_above(&two[0], &two[1])?, self.corner(&two[0], &two[1]));
            let known = &self.facets[facet];
            let settled = !known.proven || known.is_closed(corner) || known.given_up.contains(&corner);
            let area = |side: usize| i128::from(two[1].totals2[side] - two[0].totals2[side]).abs();
            (!settled).then_some((area(0) * area(1), facet, corner))
        });
        // Of equal ones the first, so that the order is the same everywhere.
        let (_, facet, corner) = boxes.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
        let left = self.budget.saturating_sub(self.done);
        let limit = self.done + (left / SHARE_OF_ONE).max(LEAST_FOR_ONE);
        Some(Hunt::new(facet, corner, limit.min(self.budget)))
    }
}

impl Facet {
    fn is_closed(&self, corner: [i64; 2]) -> bool {
        weigh(self.weights, corner) > weigh(self.weights, self.left)
            || self.closed.iter().any(|closed| corner[0] >= closed[0] && corner[1] >= closed[1])
    }
}

/// Weights under which two points, the first further left and higher, are worth the same.
fn normal(left: [i64; 2], right: [i64; 2]) -> [i64; 2] {
    let weights = [left[1] - right[1], right[0] - left[0]];
    let common = gcd(weights[0], weights[1]).max(1);
    weights.map(|weight| weight / common)
}

fn weigh(weights: [i64; 2], value: [i64; 2]) -> i64 {
    weights[0] * value[0] + weights[1] * value[1]
}

fn add(a: [i64; 2], b: [i64; 2]) -> [i64; 2] {
    [a[0] + b[0], a[1] + b[1]]
}

fn double(value: [i64; 2]) -> [i64; 2] {
    value.map(|side| 2 * side)
}

fn gcd(a: i64, b: i64) -> i64 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}
