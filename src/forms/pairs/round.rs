//! One round: who is paired with whom, given who met before.

use super::weights::{Open, Weights};
use crate::forms::ALL_FORMS;
use crate::optim::matching::{
    Cardinality, Duals, PairWeights, TrioValues, choose_left_out, dense, stable, with_trio_where, with_valued_trio,
};
use crate::plan::Case;
use crate::scenario::{Odd, Pairs};

/// For how many trios the best pairs around them are computed before the bound is given instead. Most networks need
/// fewer than ten; near-ties may need hundreds.
const MOST_TRIOS: u32 = 2_000;

/// Up to so many members all trios are valued as groups where the rules ask for it: 1.3 million of them.
const MOST_FOR_ALL_TRIOS: u32 = 201;

/// Who is with whom in a round.
#[derive(Debug, Clone)]
pub(super) struct Round {
    /// Pairs and trios, by their first member.
    pub groups: Vec<Vec<u32>>,
    pub left: Vec<u32>,
    /// No round of these members, given the others, has a larger total; `None` when nothing is proven.
    pub bound: Option<f64>,
    pub optimal: bool,
    /// The proof, where it is about pairs alone and nobody had to go first.
    pub duals: Option<Duals>,
}

/// What a method came to.
pub(super) struct Solved {
    pub mate: Vec<Option<u32>>,
    pub trio: Option<[u32; 3]>,
    /// Twice the bound on the total, in points; `None` when nothing is proven.
    pub bound2: Option<i64>,
    pub optimal: bool,
    pub duals: Option<Duals>,
}

impl Solved {
    /// How many members are in a pair or the trio.
    pub fn placed(&self) -> usize {
        self.mate.iter().flatten().count() + self.trio.map_or(0, |trio| trio.len())
    }

    /// The round in these terms.
    pub fn round(self, weights: &Weights) -> Round {
        let pairs = (0u32..).zip(&self.mate).filter_map(|(u, mate)| mate.filter(|&v| u < v).map(|v| vec![u, v]));
        let mut groups: Vec<Vec<u32>> = pairs.collect();
        if let Some(trio) = self.trio {
            groups.insert(groups.partition_point(|pair| pair[0] < trio[0]), trio.to_vec());
        }
        let in_trio = |u: u32| self.trio.is_some_and(|trio| trio.contains(&u));
        let left = (0u32..).zip(&self.mate).filter(|&(u, mate)| mate.is_none() && !in_trio(u)).map(|(u, _)| u);
        let bound = self.bound2.map(|bound2| weights.scale.number(bound2 as f64 / 2.0));
        Round { left: left.collect(), bound, optimal: self.optimal, duals: self.duals, groups }
    }
}

/// What is asked of a round.
pub(super) struct Ask<'a> {
    pub case: &'a Case<'a>,
    pub form: &'a Pairs,
    pub members: &'a [usize],
    pub weights: &'a Weights,
    pub open: &'a Open<'a>,
    /// From 0.
    pub number: u32,
}

impl Ask<'_> {
    /// The most members placed, then the largest total.
    pub fn best(&self) -> Solved {
        self.best_of(self.open, &|u, v| self.near(u, v))
    }

    /// The same among pairs whose worth, and trios all of whose pairs', is at least so much.
    pub fn best_above(&self, threshold: i64) -> Solved {
        let pairs = |u: u32, v: u32| self.open.get(u, v).filter(|_| self.open.worth(u, v) >= Some(threshold));
        self.best_of(&pairs, &|u, v| self.near(u, v).filter(|&worth| worth >= threshold))
    }

    /// What two add to a trio: their affinity, whether or not the rules allow them as a pair.
    fn near(&self, u: u32, v: u32) -> Option<i64> {
        let (a, b) = (self.members[u as usize], self.members[v as usize]);
        let may = !self.open.have_met(u, v) && self.case.may_meet(a, b);
        may.then(|| self.weights.scale.whole(self.case.affinity.of(a, b)))
    }

    /// What the soft rules take off a trio; `None` where a hard one forbids it.
    pub fn penalty(&self, trio: [u32; 3]) -> Option<i64> {
        let group = trio.map(|u| self.members[u as usize]);
        self.case.keeps_hard_rules(&group).then(|| self.weights.scale.whole(self.case.penalties(&group)))
    }

    fn best_of(&self, pairs: &dyn PairWeights, near: &dyn Fn(u32, u32) -> Option<i64>) -> Solved {
        let n = self.open.n();
        let only_pairs = self.form.odd == Odd::SitOut || n < 3;
        if only_pairs || n.is_multiple_of(2) {
            let (mut best, duals) = dense(n, pairs, Cardinality::First);
            if ALL_FORMS && only_pairs && best.mate.contains(&None) {
                best = choose_left_out(n, pairs, best, &duals, &self.ranks());
            }
            if only_pairs || best.mate.iter().all(Option::is_some) {
                let (bound2, optimal) = (Some(2 * best.total), true);
                return Solved { bound2, mate: best.mate, trio: None, optimal, duals: Some(duals) };
            }
        }
        let penalty = |trio: [u32; 3]| self.penalty(trio);
        let valued = !self.weights.trios_are_pairs && n <= MOST_FOR_ALL_TRIOS;
        let found = if valued {
            let values = TrioValues { pair: near, penalty: &penalty, largest: self.weights.largest };
            with_valued_trio(n, pairs, &values, MOST_TRIOS)
        } else {
            with_trio_where(n, pairs, &|trio| penalty(trio).is_some(), MOST_TRIOS)
        };
        // Other trios than those made of pairs, or the same at another price, might do better.
        let bound2 = (valued || self.weights.trios_are_pairs).then_some(found.bound2);
        let optimal = found.optimal && bound2.is_some();
        Solved { mate: found.mate, trio: found.trio, bound2, optimal, duals: None }
    }

    /// Six times the mean of a trio's pairs, less its penalties; `None` where it may not be formed.
    pub fn trio_mean6(&self, trio: [u32; 3]) -> Option<i64> {
        let [i, j, k] = trio;
        let pairs = self.near(i, j)? + self.near(i, k)? + self.near(j, k)?;
        Some(2 * pairs - 6 * self.penalty(trio)?)
    }

    /// In which order members sit out who might as well: drawn by lot, anew in each round.
    fn ranks(&self) -> Vec<i64> {
        let n = self.open.n();
        let mut lots: Vec<(u32, u32)> =
            (0..n).map(|u| (mixed(self.case.scenario.effort.seed, self.number, u), u)).collect();
        lots.sort_unstable();
        let mut ranks = vec![0; n as usize];
        (1i64..).zip(lots).for_each(|(rank, (_, u))| ranks[u as usize] = rank);
        ranks
    }

    /// Pairs of which no two members would rather have each other; whoever is left over joins the pair that it suits
    /// best, where that is wished.
    pub fn stable(&self) -> (Solved, Vec<Vec<u32>>) {
        let n = self.open.n();
        let found = stable(
            n,
            &|u, v| self.open.worth(u, v).filter(|_| !self.open.have_met(u, v)),
            self.case.scenario.effort.seed,
        );
        let mut solved =
            Solved { mate: found.mate, trio: None, bound2: None, optimal: found.blocking == 0, duals: None };
        if self.form.odd == Odd::Trio {
            self.join_to_a_pair(&mut solved);
        }
        (solved, found.odd_parties)
    }

    fn join_to_a_pair(&self, solved: &mut Solved) {
        let n = self.open.n();
        let mut best: Option<(i64, [u32; 3])> = None;
        for k in (0..n).filter(|&k| solved.mate[k as usize].is_none()) {
            for (i, j) in (0..n).filter_map(|i| solved.mate[i as usize].filter(|&j| i < j).map(|j| (i, j))) {
                let mut trio = [i, j, k];
                trio.sort_unstable();
                let (Some(ij), Some(ik), Some(jk)) = (self.near(i, j), self.near(i, k), self.near(j, k)) else {
                    continue;
                };
                if let Some(penalty) = self.penalty(trio) {
                    let gain = ij + ik + jk - 2 * penalty - 2 * self.open.worth(i, j).unwrap_or(0);
                    if best.is_none_or(|(most, _)| gain > most) {
                        best = Some((gain, trio));
                    }
                }
            }
        }
        if let Some((_, trio)) = best {
            trio.iter().for_each(|&u| solved.mate[u as usize] = None);
            solved.trio = Some(trio);
            solved.optimal = false;
        }
    }
}

/// A number that looks drawn by lot.
fn mixed(seed: u32, round: u32, u: u32) -> u32 {
    let mut x = seed ^ round.wrapping_mul(0x9E37_79B9) ^ u.wrapping_mul(0x85EB_CA6B);
    for shift in [16, 13, 16] {
        x = (x ^ x >> shift).wrapping_mul(0xC2B2_AE35);
    }
    x ^ x >> 15
}
