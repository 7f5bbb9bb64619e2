//! All best trades between commonality and diversity of one round of pairs.

use crate::forms::fixed::{excluding_rules, may_match};
use crate::optim::matching::{Frontier, MOST_WITH_TRIO, Sides, Trade, TrioSides, max_abs_side};
use crate::plan::{Case, Draft, EndedBy, LeftOut, Placed, Placement};
use crate::scenario::{Form, Odd, Pairs, PairsObjective};

/// Whole numbers that stand for 1, finest first: halves, thirds and so on to twelfths are whole, so that sums which are
/// equal are seen to be.
const SCALES: [i64; 4] = [55_440, 5_040, 840, 60];

/// How many matchings are solved for: so many divided by the square of the number of members, as each takes about that
/// much time (one to four seconds in all up to 240 members, twelve for 1,000), but never fewer than this.
const WORK: u64 = 100_000_000;
const FEWEST: u64 = 400;

/// Among more members the values of all pairs would take too much memory.
const MOST: usize = 2_000;

/// A search for all best trades of one round of pairs.
pub(crate) struct Trades {
    members: Vec<usize>,
    frontier: Frontier,
    budget: u64,
    scale: f64,
}

impl Trades {
    /// Whether a form is one round of pairs, for which this is the method.
    pub fn applies(case: &Case) -> bool {
        let Form::Pairs(form) = &case.scenario.form else { return false };
        let n = case.table.participants().len();
        // A trio among so many would be no trade that could be found.
        let too_many = form.odd == Odd::Trio && !n.is_multiple_of(2) && n > MOST_WITH_TRIO as usize;
        let plain = form.rounds == 1 && form.size == 2 && form.objective == PairsObjective::Total;
        plain && n <= MOST && !too_many
    }

    pub fn new(case: &Case, form: &Pairs) -> Self {
        let members = case.table.participants();
        let n = members.len() as u32;
        let with_trio = form.odd == Odd::Trio && n <= MOST_WITH_TRIO;
        let safe = max_abs_side(n, with_trio);
        let scale = SCALES.into_iter().find(|&scale| scale <= safe).unwrap_or(1);
        let values = |u: u32, v: u32| {
            let parts = case.affinity.parts(members[u as usize], members[v as usize]);
            // What is not known adds nothing, as to an affinity of two about whom nothing is known.
            [parts.commonality, parts.diversity].map(|side| libm::round(side.unwrap_or(0.0) * scale as f64) as i64)
        };
        let pair = |u: u32, v: u32| may_match(case, members[u as usize], members[v as usize]).then(|| values(u, v));
        let near = |u: u32, v: u32| case.may_meet(members[u as usize], members[v as usize]).then(|| values(u, v));
        let admits = |three: [u32; 3]| case.keeps_hard_rules(&three.map(|u| members[u as usize]));
        let trio = with_trio.then_some(TrioSides { near: &near, admits: &admits });
        let usual = (WORK / u64::from(n * n).max(1)).max(FEWEST);
        let budget = case.scenario.effort.iterations.unwrap_or(usual);
        let frontier = Frontier::new(n, &Sides { pair: &pair, trio }, budget);
        Trades { members, frontier, budget, scale: scale as f64 }
    }

    /// Goes on by so many matchings.
    pub fn step(&mut self, matchings: u64) {
        self.frontier.step(matchings);
    }

    pub fn is_done(&self) -> bool {
        self.frontier.is_done()
    }

    /// Matchings solved for, and how many there may be.
    pub fn progress(&self) -> (u64, u64) {
        (self.frontier.done(), self.budget)
    }

    /// The trades, most commonality first, each with the mix under which it is best if only the two sides count.
    pub fn found(&self, case: &Case) -> Vec<(Trade, Option<f64>)> {
        let trades = self.frontier.trades();
        let corners: Vec<[i64; 2]> = trades.iter().filter(|trade| trade.supported).map(|trade| trade.totals2).collect();
        let [common, different] = case.affinity.side_weights();
        // Between two of the hull: the mix under which both are worth the same.
        let between = |two: &[[i64; 2]]| {
            let weights = [(two[0][1] - two[1][1]) as f64, (two[1][0] - two[0][0]) as f64];
            weights[1] * common / (weights[0] * different + weights[1] * common)
        };
        let turns: Vec<f64> = corners.windows(2).map(between).collect();
        let mix = |trade: &Trade| {
            let at = corners.iter().position(|corner| *corner == trade.totals2)?;
            let before = at.checked_sub(1).map_or(1.0, |before| turns[before]);
            Some((before + turns.get(at).copied().unwrap_or(0.0)) / 2.0)
        };
        trades.iter().rev().map(|trade| (trade.clone(), mix(trade))).collect()
    }

    /// Of each two neighbours among those found: whether it is proven that nothing lies between.
    pub fn complete(&self) -> Vec<bool> {
        self.frontier.complete().into_iter().rev().collect()
    }

    /// Whether the ends are proven.
    pub fn ends_are_proven(&self) -> bool {
        self.frontier.ends_are_proven()
    }

    /// By what all sums are rounded: one in so many.
    pub fn scale(&self) -> f64 {
        self.scale
    }

    /// A trade as a plan is made of.
    pub fn draft(&self, case: &Case, trade: &Trade) -> Draft {
        let pairs = (0u32..).zip(&trade.mate).filter_map(|(u, mate)| mate.filter(|&v| u < v).map(|v| vec![u, v]));
        let mut groups: Vec<Vec<u32>> = pairs.chain(trade.trio.map(|trio| trio.to_vec())).collect();
        groups.sort_unstable();
        let placed: Vec<u32> = groups.concat();
        let left: Vec<usize> =
            (0u32..).zip(&self.members).filter(|(u, _)| !placed.contains(u)).map(|(_, &member)| member).collect();
        let placed = |group: &Vec<u32>| Placed {
            members: group.iter().map(|&u| self.members[u as usize]).collect(),
            ..Placed::default()
        };
        Draft {
            placement: Placement { groups: groups.iter().map(placed).collect(), ..Placement::default() },
            unplaced: left.iter().map(|&member| self.left_out(case, member, left.len())).collect(),
            iterations: self.frontier.done(),
            ended_by: EndedBy::Solved,
            ..Draft::default()
        }
    }

    fn left_out(&self, case: &Case, member: usize, left: usize) -> LeftOut {
        let partner = |&other: &usize| other != member && may_match(case, member, other);
        let (code, rules) = match self.members.iter().any(partner) {
            false => ("noPartner", excluding_rules(case, member, &self.members)),
            true if left == 1 && !self.members.len().is_multiple_of(2) => ("oddOneOut", Vec::new()),
            true => ("partnersTaken", Vec::new()),
        };
        LeftOut { member, round: None, code, rules }
    }
}
