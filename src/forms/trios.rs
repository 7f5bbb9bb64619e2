//! Pairs and one trio under rules, exactly: a trio is judged as the group of three that it is.
//!
//! Three members can keep a rule that two of them would break (with a third who speaks both languages, two have
//! someone to share one with), and break one that any two keep. A soft rule costs its penalty once in three, not
//! once for each two. So every trio is valued as a group, and those that could win are solved for, best bound first.

use crate::optim::matching::{Cardinality, Duals, Matching, dense};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One round in points.
pub(super) struct Round<'a> {
    pub n: u32,
    /// The largest size of any worth, affinity or penalty.
    pub largest: i64,
    /// The worth of each pair that is allowed.
    pub weight: &'a dyn Fn(u32, u32) -> Option<i64>,
    /// The affinity of two who may be in one trio, whether or not the rules allow them as a pair.
    pub affinity: &'a dyn Fn(u32, u32) -> Option<i64>,
    /// What the soft rules take off a trio; `None` where a hard rule forbids it.
    pub penalty: &'a dyn Fn([u32; 3]) -> Option<i64>,
}

/// What a round came to.
pub(super) struct Solved {
    pub mate: Vec<Option<u32>>,
    pub trio: Option<[u32; 3]>,
    /// Twice the bound on the total, in points; `None` when nothing is proven.
    pub bound2: Option<i64>,
    pub optimal: bool,
}

impl Solved {
    /// The best pairs, without a trio.
    pub fn pairs(pairs: Matching) -> Self {
        Solved { bound2: Some(2 * pairs.total), mate: pairs.mate, trio: None, optimal: true }
    }

    /// How many members are in a pair or the trio.
    pub fn placed(&self) -> usize {
        self.mate.iter().flatten().count() + self.trio.map_or(0, |trio| trio.len())
    }
}

/// Solves a round; at most `most_solves` trios are solved for.
pub(super) fn solve(round: &Round, most_solves: u32) -> Solved {
    let n = round.n;
    debug_assert!(n > 2);
    let (pairs, duals) = dense(n, round.weight, Cardinality::First);
    let total2 = 2 * pairs.total;
    let mut found = Solved::pairs(pairs);
    let placed = found.placed();
    // Twice the total with so much for every placed member that placing more comes first. The matching's own bonus
    // will not do: it is as large as the pairs that are allowed require, and a trio may hold others.
    let bonus = duals.bonus + extra(round);
    let lift = |placed: usize, total2: i64| total2 + bonus * placed as i64;
    let mut best2 = lift(placed, total2);
    let mut candidates = candidates(round, &duals, placed, best2);
    let mut solves = 0;
    while let Some((bound, Reverse(trio), own2)) = candidates.pop() {
        if bound <= best2 {
            break;
        }
        if solves == most_solves {
            found.optimal = false;
            found.bound2 = Some(bound - bonus * found.placed() as i64);
            return found;
        }
        solves += 1;
        let rest = |u: u32, v: u32| {
            let free = !trio.contains(&u) && !trio.contains(&v);
            free.then(|| (round.weight)(u, v)).flatten()
        };
        let (pairs, _) = dense(n, &rest, Cardinality::First);
        let total2 = own2 + 2 * pairs.total;
        let plan = Solved { mate: pairs.mate, trio: Some(trio), bound2: Some(total2), optimal: true };
        if lift(plan.placed(), total2) > best2 {
            best2 = lift(plan.placed(), total2);
            found = plan;
        }
    }
    found
}

/// A trio by its bound, then its members; with twice its worth.
type Candidate = (i64, Reverse<[u32; 3]>, i64);

/// The trios whose bound is above what pairs alone reach.
fn candidates(round: &Round, duals: &Duals, placed: usize, best2: i64) -> BinaryHeap<Candidate> {
    let n = round.n;
    // Beside a trio no more can be paired than without one, nor more than are left.
    let most_placed = 3 + placed.min((n as usize - 3) / 2 * 2) as i64;
    let all2 = objective2(duals) + extra(round) * most_placed;
    let mut candidates = BinaryHeap::new();
    for a in 0..n {
        for b in a + 1..n {
            let Some(ab) = (round.affinity)(a, b) else { continue };
            for c in b + 1..n {
                let (Some(ac), Some(bc)) = ((round.affinity)(a, c), (round.affinity)(b, c)) else { continue };
                // By duality the others are worth no more than what the duals of these three leave.
                let own: i64 = [a, b, c].iter().map(|&v| duals.vertex[v as usize]).sum();
                let bound = ab + ac + bc + 3 * duals.bonus + all2 - own;
                // Asking the rules takes longest: only where the trio could win without penalties.
                if bound <= best2 {
                    continue;
                }
                if let Some(penalty) = (round.penalty)([a, b, c])
                    && bound - 2 * penalty > best2
                {
                    candidates.push((bound - 2 * penalty, Reverse([a, b, c]), ab + ac + bc - 2 * penalty));
                }
            }
        }
    }
    candidates
}

/// What each placed member counts beyond the matching's bonus: more than any two totals can differ.
fn extra(round: &Round) -> i64 {
    8 * i64::from(round.n) * round.largest + 1
}

/// Twice the value of the matching that the duals prove, every placed member counting the bonus.
fn objective2(duals: &Duals) -> i64 {
    let vertices: i64 = duals.vertex.iter().sum();
    let blossoms = duals.blossoms.iter().map(|b| b.dual * (b.vertices.len() as i64 - 1) / 2);
    vertices + blossoms.sum::<i64>()
}
