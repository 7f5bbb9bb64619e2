//! Peer pairs: exact maximum-weight matching, round by round.

use super::fixed::{
    FINEST, Fixed, excluding_rules, keeps_hard_rules, largest, may_match, may_meet, only_as_group, penalties, worth,
};
use super::run::Progress;
use super::trios::{self, Solved};
use crate::optim::matching::{Cardinality, dense, max_abs_weight, with_trio_where};
use crate::plan::{Case, Draft, EndedBy, LeftOut, Placed};
use crate::scenario::{Odd, Pairs, PairsObjective};
use crate::text::Text;

/// For how many trios the best pairs around them are computed before the bound is given instead. Most networks need
/// fewer than ten; near-ties may need hundreds.
const MOST_TRIOS: u32 = 2_000;

/// Up to so many members all trios are valued as groups where the rules ask for it: half a million of them.
const MOST_FOR_ALL_TRIOS: u32 = 150;

pub(super) struct PairsWork {
    form: Pairs,
    members: Vec<usize>,
    weights: Option<Weights>,
    rounds: Vec<Round>,
}

/// The worth of every pair in points.
struct Weights {
    n: usize,
    scale: Fixed,
    /// Whether trios can be told from their pairs: no soft rule counts, and no two who could be in a trio are kept
    /// apart by a rule that looks at the whole group.
    trios_are_pairs: bool,
    /// The largest size of any worth.
    largest: i64,
    /// Of the pair (u, v) with u < v, row by row; `FORBIDDEN` where the two may not meet.
    upper: Vec<i64>,
    /// What a member who sat out before earns for not doing so again: more than all pairs together.
    again: i64,
}

const FORBIDDEN: i64 = i64::MIN;

struct Round {
    groups: Vec<Vec<u32>>,
    left: Vec<u32>,
    total: f64,
    /// No round of these members has a larger total; `None` when nothing is proven.
    bound: Option<f64>,
    optimal: bool,
}

impl Weights {
    fn new(case: &Case, form: &Pairs, members: &[usize]) -> Self {
        let n = members.len();
        let fair = form.rounds > 1 && form.odd == Odd::SitOut;
        // With fairness a weight also carries what two members who sat out earn: 2 (n W + 1) more.
        let room = if fair { 2.0 * n as f64 + 3.0 } else { 1.0 };
        // With rules over trios every placed member counts eight times as much again: see `trios`.
        let limit = max_abs_weight(n as u32) as f64 / room / 16.0 - 2.0;
        let most = largest(case, members);
        let scale = Fixed::fitting(case, members, most, limit, FINEST);
        let mut trios_are_pairs = case.scenario.penalties() == 0.0;
        let mut upper = Vec::with_capacity(n * n.saturating_sub(1) / 2);
        for (at, &a) in members.iter().enumerate() {
            for &b in &members[at + 1..] {
                if may_match(case, a, b) {
                    upper.push(scale.whole(worth(case, a, b)));
                } else {
                    upper.push(FORBIDDEN);
                    trios_are_pairs = trios_are_pairs && !only_as_group(case, a, b);
                }
            }
        }
        let widest = upper.iter().filter(|&&w| w != FORBIDDEN).map(|w| w.abs()).max().unwrap_or(0);
        let largest = scale.whole(most) + 1;
        Weights { n, scale, trios_are_pairs, largest, upper, again: if fair { n as i64 * widest + 1 } else { 0 } }
    }

    fn at(&self, u: u32, v: u32) -> usize {
        let (u, v) = (u.min(v) as usize, u.max(v) as usize);
        u * (2 * self.n - u - 1) / 2 + v - u - 1
    }

    fn get(&self, u: u32, v: u32) -> Option<i64> {
        Some(self.upper[self.at(u, v)]).filter(|&weight| weight != FORBIDDEN)
    }

    /// Half the sum of what each member could get at most: no pairs, with or without a trio, are worth more.
    fn ceiling(&self) -> f64 {
        let best = |u: u32| (0..self.n as u32).filter(|&v| v != u).filter_map(|v| self.get(u, v)).max();
        let sum: f64 = (0..self.n as u32).map(|u| best(u).unwrap_or(0).max(0) as f64).sum();
        self.scale.number(sum / 2.0)
    }
}

impl PairsWork {
    pub fn new(case: &Case, form: &Pairs) -> Self {
        PairsWork { form: form.clone(), members: case.table.participants(), weights: None, rounds: Vec::new() }
    }

    /// One round.
    pub fn step(&mut self, case: &Case) {
        let weights = self.weights.take().unwrap_or_else(|| Weights::new(case, &self.form, &self.members));
        let round = self.round(case, &weights);
        self.rounds.push(round);
        self.weights = Some(weights);
    }

    fn round(&self, case: &Case, weights: &Weights) -> Round {
        let n = self.members.len();
        let mut met: Vec<Vec<u32>> = vec![Vec::new(); n];
        let mut sat_out = vec![0u32; n];
        for round in &self.rounds {
            round.left.iter().for_each(|&u| sat_out[u as usize] += 1);
            for group in &round.groups {
                for (at, &u) in group.iter().enumerate() {
                    met[u as usize].extend(group[at + 1..].iter().copied());
                }
            }
        }
        let least = sat_out.iter().copied().min().unwrap_or(0);
        let again: Vec<i64> = sat_out.iter().map(|&times| if times > least { weights.again } else { 0 }).collect();
        // The matching asks for weights millions of times: in the first round straight from the table, later from one
        // that holds what the rounds before have changed.
        let mut changed = Vec::new();
        if !self.rounds.is_empty() {
            changed.clone_from(&weights.upper);
            for (u, partners) in (0u32..).zip(&met) {
                for v in u + 1..n as u32 {
                    let weight = &mut changed[weights.at(u, v)];
                    if *weight != FORBIDDEN {
                        *weight += again[u as usize] + again[v as usize];
                    }
                }
                partners.iter().for_each(|&v| changed[weights.at(u, v)] = FORBIDDEN);
            }
        }
        let upper = if self.rounds.is_empty() { &weights.upper } else { &changed };
        let weight = |u: u32, v: u32| Some(upper[weights.at(u, v)]).filter(|&weight| weight != FORBIDDEN);
        let member = |u: u32| self.members[u as usize];
        let affinity = |u: u32, v: u32| {
            let new = !met[u as usize].contains(&v) && !met[v as usize].contains(&u);
            (new && may_meet(case, member(u), member(v)))
                .then(|| weights.scale.whole(case.affinity.of(member(u), member(v))))
        };
        let penalty = |trio: [u32; 3]| {
            let group = trio.map(member);
            let whole = |penalty| weights.scale.whole(penalty);
            keeps_hard_rules(case, &group).then(|| penalties(case, &group).map(whole).sum())
        };
        let round = trios::Round {
            n: n as u32,
            largest: weights.largest,
            weight: &weight,
            affinity: &affinity,
            penalty: &penalty,
        };
        let solved = match self.form.objective {
            PairsObjective::Total => self.solve(weights, &round),
            PairsObjective::Worst => self.solve_worst(weights, &round),
        };
        self.read(weights, &solved)
    }

    fn solve(&self, weights: &Weights, round: &trios::Round) -> Solved {
        let (n, weight) = (round.n, round.weight);
        if self.form.odd == Odd::Trio {
            let odd = !n.is_multiple_of(2);
            let pairs = (!odd).then(|| dense(n, weight, Cardinality::First).0);
            if let Some(pairs) = pairs.filter(|pairs| pairs.mate.iter().all(Option::is_some)) {
                return Solved::pairs(pairs);
            }
            if !weights.trios_are_pairs && (3..=MOST_FOR_ALL_TRIOS).contains(&n) {
                return trios::solve(round, MOST_TRIOS);
            }
            let admits = |trio: [u32; 3]| (round.penalty)(trio).is_some();
            let found = with_trio_where(n, weight, &admits, MOST_TRIOS);
            // Other trios, or the same at another price, might do better.
            let bound2 = weights.trios_are_pairs.then_some(found.bound2);
            return Solved { mate: found.mate, trio: found.trio, bound2, optimal: found.optimal && bound2.is_some() };
        }
        Solved::pairs(dense(n, weight, Cardinality::First).0)
    }

    /// The largest threshold at which as many members are placed as without one, then the largest sum above it.
    fn solve_worst(&self, weights: &Weights, round: &trios::Round) -> Solved {
        let n = round.n;
        let all = self.solve(weights, round);
        let mut levels: Vec<i64> = (0..n).flat_map(|u| (u + 1..n).filter_map(move |v| (round.weight)(u, v))).collect();
        levels.sort_unstable();
        levels.dedup();
        let (mut best, mut low, mut high) = (all, 0, levels.len());
        let placed = best.placed();
        // Levels below `low` are reached; those from `high` on are not.
        while low < high {
            let middle = (low + high) / 2;
            let above = |u: u32, v: u32| (round.weight)(u, v).filter(|&worth| worth >= levels[middle]);
            let near = |u: u32, v: u32| (round.affinity)(u, v).filter(|&worth| worth >= levels[middle]);
            let found = self.solve(
                weights,
                &trios::Round { n, largest: weights.largest, weight: &above, affinity: &near, penalty: round.penalty },
            );
            if found.placed() == placed {
                (best, low) = (found, middle + 1);
            } else {
                high = middle;
            }
        }
        // A trio's lowest pair was held to the threshold too, though only its members' means need be: no proof then.
        best.optimal &= best.trio.is_none();
        best
    }

    /// The round in members' terms.
    fn read(&self, weights: &Weights, solved: &Solved) -> Round {
        let pairs = (0u32..).zip(&solved.mate).filter_map(|(u, mate)| mate.filter(|&v| u < v).map(|v| vec![u, v]));
        let mut groups: Vec<Vec<u32>> = pairs.collect();
        if let Some(trio) = solved.trio {
            groups.insert(groups.partition_point(|pair| pair[0] < trio[0]), trio.to_vec());
        }
        let in_trio = |u: u32| solved.trio.is_some_and(|trio| trio.contains(&u));
        let left = (0u32..).zip(&solved.mate).filter(|&(u, mate)| mate.is_none() && !in_trio(u)).map(|(u, _)| u);
        let points = |u: u32, v: u32| weights.get(u, v).unwrap_or(0) as f64;
        let total: f64 = groups
            .iter()
            .map(|group| match group[..] {
                [u, v] => points(u, v),
                [u, v, w] => (points(u, v) + points(u, w) + points(v, w)) / 2.0,
                _ => 0.0,
            })
            .sum();
        let plain = weights.again == 0 && self.form.objective == PairsObjective::Total;
        let bound = solved.bound2.map(|bound2| weights.scale.number(bound2 as f64 / 2.0));
        Round {
            left: left.collect(),
            total: weights.scale.number(total),
            bound: bound.filter(|_| plain),
            optimal: solved.optimal,
            groups,
        }
    }

    pub fn progress(&self) -> Progress {
        let (done, of) = (self.rounds.len() as u64, u64::from(self.form.rounds));
        let score = (done > 0).then(|| self.rounds.iter().map(|round| round.total).sum());
        Progress { done, of, finished: done >= of, score, hard_broken: 0 }
    }

    pub fn draft(&self, case: &Case) -> Draft {
        let several = self.form.rounds > 1;
        let mut draft = Draft { ended_by: EndedBy::Solved, ..Draft::default() };
        for (number, round) in (1u32..).zip(&self.rounds) {
            let round_number = several.then_some(number);
            draft.placement.groups.extend(round.groups.iter().map(|group| Placed {
                members: group.iter().map(|&u| self.members[u as usize]).collect(),
                theme: None,
                round: round_number,
            }));
            draft.unplaced.extend(round.left.iter().map(|&u| self.left_out(case, u, round, round_number)));
        }
        // Rounds that were not reached leave everyone out.
        for number in self.rounds.len() as u32 + 1..=self.form.rounds {
            let round = several.then_some(number);
            let all =
                self.members.iter().map(|&member| LeftOut { member, round, code: "partnersTaken", rules: vec![] });
            draft.unplaced.extend(all);
        }
        match (&self.rounds[..], several) {
            ([only], false) => {
                draft.optimal = only.optimal;
                draft.bound = only.bound;
            }
            (rounds, true) => {
                draft.bound = self.bound_over_rounds();
                if !rounds.is_empty() {
                    draft.notes.push(Text::new("note.rounds"));
                }
            }
            _ => {}
        }
        draft
    }

    /// Each round is the best given those before, which does not make all together the best.
    fn bound_over_rounds(&self) -> Option<f64> {
        let weights = self.weights.as_ref().filter(|_| self.form.objective == PairsObjective::Total)?;
        let n = self.members.len() as u32;
        // Where everyone may meet everyone, at least half of the others are still new to each before round n/2, and
        // an even number can be paired whatever the rounds before (Dirac 1952).
        let always_paired = n.is_multiple_of(2) && self.form.rounds <= n / 2 && !weights.upper.contains(&FORBIDDEN);
        let may_have_trio = self.form.odd == Odd::Trio && !always_paired;
        // What the ceiling says of pairs holds for trios only where these are no more than their pairs.
        if may_have_trio && !weights.trios_are_pairs {
            return None;
        }
        let mut ceiling = weights.ceiling();
        if !may_have_trio {
            // No round is worth more than the heaviest matching of any number of pairs.
            let (heaviest, _) = dense(n, &|u, v| weights.get(u, v), Cardinality::Free);
            ceiling = ceiling.min(weights.scale.number(heaviest.total as f64));
        }
        Some(ceiling * f64::from(self.form.rounds))
    }

    fn left_out(&self, case: &Case, u: u32, round: &Round, number: Option<u32>) -> LeftOut {
        let n = self.members.len() as u32;
        let weights = self.weights.as_ref();
        let partners = (0..n).filter(|&v| v != u && weights.is_some_and(|w| w.get(u, v).is_some())).count();
        let member = self.members[u as usize];
        if partners == 0 {
            let rules = excluding_rules(case, member, &self.members);
            return LeftOut { member, round: number, code: "noPartner", rules };
        }
        let code = if !n.is_multiple_of(2) && round.left.len() == 1 { "oddOneOut" } else { "partnersTaken" };
        LeftOut { member, round: number, code, rules: Vec::new() }
    }
}
