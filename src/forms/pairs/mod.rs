//! Peer pairs: exact matching round by round, then all rounds together.

mod circle;
mod improve;
mod round;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod trades;
mod weights;
mod why_not;
mod worst;

use super::ALL_FORMS;
use super::fixed::{MOVES_A_SECOND, excluding_rules, moves};
use super::run::Progress;
use crate::network::Table;
use crate::optim::matching::{Cardinality, dense};
use crate::plan::{Case, Draft, EndedBy, LeftOut, Placed, named};
use crate::scenario::{Odd, Pairs, PairsObjective};
use crate::text::Text;
use improve::{Improve, TRIES_A_SEAT};
use round::{Ask, Round};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(crate) use trades::Trades;
use weights::{Open, Weights};
pub use why_not::WhyNot;
use worst::Raise;

pub(super) struct PairsWork {
    form: Pairs,
    members: Vec<usize>,
    weights: Option<Weights>,
    rounds: Vec<Round>,
    /// The round whose lowest pairs are being raised.
    raising: Option<Raise>,
    /// What is done about all rounds together.
    improving: Option<Improve>,
    /// By how much all rounds together have become better.
    gained: f64,
    /// Odd parties that rule out a stable round, with its number.
    odd_parties: Vec<(u32, Vec<u32>)>,
    /// What the rounds formed so far are worth; none before the first.
    score: Option<f64>,
    /// How many times it is tried to make all rounds together better.
    tries: u64,
    finished: bool,
}

impl PairsWork {
    pub fn new(case: &Case, form: &Pairs) -> Self {
        let members = case.table.participants();
        let tries = moves(case, MOVES_A_SECOND, TRIES_A_SEAT * members.len() as u64 * u64::from(form.rounds));
        PairsWork {
            form: form.clone(),
            members,
            weights: None,
            rounds: Vec::new(),
            raising: None,
            improving: None,
            gained: 0.0,
            odd_parties: Vec::new(),
            score: None,
            tries,
            finished: false,
        }
    }

    /// A round, or part of one; then the rounds together.
    pub fn step(&mut self, case: &Case, iterations: u64) {
        let weights = self.weights.take().unwrap_or_else(|| Weights::new(case, &self.form, &self.members));
        if self.rounds.len() < self.form.rounds as usize {
            self.step_round(case, &weights);
            self.finished = self.rounds.len() == self.form.rounds as usize && !self.can_improve();
        } else if ALL_FORMS {
            self.step_together(case, &weights, iterations);
        }
        self.weights = Some(weights);
    }

    fn step_round(&mut self, case: &Case, weights: &Weights) {
        let mut raising = self.raising.take();
        let open = self.open(case, weights);
        let number = self.rounds.len() as u32;
        let ask = Ask { case, form: &self.form, members: &self.members, weights, open: &open, number };
        let mut odd_parties = Vec::new();
        let round = match self.form.objective {
            PairsObjective::Stable if ALL_FORMS => {
                let (solved, parties) = ask.stable();
                odd_parties = parties;
                Some(solved.round(weights))
            }
            PairsObjective::Worst if ALL_FORMS => {
                match &mut raising {
                    None => raising = Some(Raise::new(&ask)),
                    Some(raise) => raise.step(),
                }
                raising.as_ref().filter(|raise| raise.finished()).map(|raise| raise.round(weights))
            }
            _ => Some(ask.best().round(weights)),
        };
        self.odd_parties.extend(odd_parties.into_iter().map(|party| (number + 1, party)));
        match round {
            Some(round) => {
                self.rounds.push(round);
                self.score = Some(self.value(case));
            }
            None => self.raising = raising,
        }
    }

    /// What is open after the rounds so far, and what members earn who sat out more often than others.
    fn open<'a>(&'a self, case: &'a Case, weights: &'a Weights) -> Open<'a> {
        let mut sat_out = vec![0u32; self.members.len()];
        for round in &self.rounds {
            round.left.iter().for_each(|&u| sat_out[u as usize] += 1);
        }
        let least = sat_out.iter().copied().min().unwrap_or(0);
        let bonus = sat_out.iter().map(|&times| if times > least { weights.again } else { 0 }).collect();
        Open::new(case, &self.members, weights, self.met(None), bonus)
    }

    /// With whom each member meets in the rounds so far, but for one.
    fn met(&self, but: Option<u32>) -> Vec<Vec<u32>> {
        let mut met: Vec<Vec<u32>> = vec![Vec::new(); self.members.len()];
        for (_, round) in (0u32..).zip(&self.rounds).filter(|(number, _)| Some(*number) != but) {
            for group in &round.groups {
                for &u in group {
                    met[u as usize].extend(group.iter().copied().filter(|&v| v != u));
                }
            }
        }
        met
    }

    /// Several rounds of pairs with the sum of all as the aim.
    fn can_improve(&self) -> bool {
        self.form.rounds > 1 && self.form.objective == PairsObjective::Total
    }

    fn step_together(&mut self, case: &Case, weights: &Weights, iterations: u64) {
        let members = self.members.clone();
        let open = Open::all(case, &members, weights);
        let mut improve = match self.improving.take() {
            Some(improve) => improve,
            None => {
                self.complete(&open, case.scenario.effort.seed);
                Improve::new(&open, &self.rounds, self.tries, case.scenario.effort.seed)
            }
        };
        improve.step(&open, iterations);
        if let Some((rounds, gain)) = improve.better() {
            self.rounds = rounds;
            self.gained = weights.scale.number(gain as f64);
        }
        self.score = Some(self.value(case));
        self.finished = improve.finished();
        self.improving = Some(improve);
    }

    /// Replaces rounds that leave more out than their number makes it, where others leave nobody.
    fn complete(&mut self, open: &Open, seed: u32) {
        let odd = usize::from(!open.n().is_multiple_of(2));
        let all = self.rounds.iter().all(|round| round.left.len() <= odd);
        if !all && (odd == 0 || self.form.odd == Odd::SitOut) {
            self.rounds = circle::rounds(open, self.form.rounds, seed).unwrap_or(std::mem::take(&mut self.rounds));
        }
    }

    /// The rounds so far, with the one that is being worked on.
    fn so_far(&self) -> Vec<Round> {
        let unfinished = self.raising.as_ref().zip(self.weights.as_ref()).map(|(raise, w)| raise.round(w));
        self.rounds.iter().cloned().chain(unfinished).collect()
    }

    fn value(&self, case: &Case) -> f64 {
        self.rounds.iter().flat_map(|round| &round.groups).map(|group| self.value_of(case, group)).sum()
    }

    pub fn progress(&self) -> Progress {
        // All rounds together take about as long as forming them; how long raising a round takes is not known before.
        const PARTS: u64 = 1000;
        let tries = if self.can_improve() { self.tries } else { 0 };
        let each = PARTS.max(tries / u64::from(self.form.rounds));
        let of = each * u64::from(self.form.rounds) + tries;
        let raised = self.raising.as_ref().map_or(0, |raise| raise.steps().min(PARTS - 1));
        let done = each * self.rounds.len() as u64 + raised + self.improving.as_ref().map_or(0, Improve::done);
        Progress {
            done: if self.finished { of } else { done },
            of,
            finished: self.finished,
            score: self.score,
            hard_broken: 0,
        }
    }

    pub fn draft(&self, case: &Case) -> Draft {
        let several = ALL_FORMS && self.form.rounds > 1;
        let mut draft = Draft { ended_by: EndedBy::Solved, ..Draft::default() };
        draft.iterations = self.improving.as_ref().map_or(0, Improve::done);
        let rounds = self.so_far();
        for (number, round) in (1u32..).zip(&rounds) {
            let round_number = several.then_some(number);
            draft.placement.groups.extend(round.groups.iter().map(|group| Placed {
                members: group.iter().map(|&u| self.members[u as usize]).collect(),
                theme: None,
                round: round_number,
            }));
            let left = round.left.iter().map(|&u| self.left_out(case, &rounds, u, round, round_number));
            draft.unplaced.extend(left);
        }
        // Rounds that were not reached leave everyone out.
        for number in rounds.len() as u32 + 1..=self.form.rounds {
            let round = several.then_some(number);
            let all =
                self.members.iter().map(|&member| LeftOut { member, round, code: "partnersTaken", rules: vec![] });
            draft.unplaced.extend(all);
        }
        if let ([only], false) = (&rounds[..], several) {
            draft.optimal = only.optimal;
            draft.bound = only.bound.filter(|_| self.form.objective == PairsObjective::Total);
        } else if several && !rounds.is_empty() {
            draft.bound = self.bound_over_rounds(case);
            // What reaches the bound is the best there is; sums in another order differ in their last digits.
            let total = self.value(case);
            let near = 1e-9 * f64::max(1.0, libm::fabs(total));
            // Placing more would come first.
            let spare = usize::from(self.form.odd == Odd::SitOut && !self.members.len().is_multiple_of(2));
            let complete = rounds.iter().all(|round| round.left.len() <= spare);
            draft.optimal = self.finished && complete && draft.bound.is_some_and(|bound| bound - total <= near);
            draft.notes.push(self.how_rounds_were_made());
            draft.notes.extend(
                (1u32..)
                    .zip(&rounds)
                    .filter_map(|(number, round)| self.incomplete(case.table, number, round, &draft.unplaced)),
            );
        }
        draft.notes.extend(self.unstable(case.table));
        draft
    }

    fn how_rounds_were_made(&self) -> Text {
        if self.gained > 0.0 {
            return Text::new("note.rounds.together").with("gain", self.gained);
        }
        Text::new(if self.can_improve() { "note.rounds" } else { "note.rounds.each" })
    }

    /// Why a round has more members left over than their number makes it.
    fn incomplete(&self, table: &Table, number: u32, round: &Round, unplaced: &[LeftOut]) -> Option<Text> {
        let odd = usize::from(!self.members.len().is_multiple_of(2));
        if round.left.len() <= odd {
            return None;
        }
        let of = |code: &str| {
            let left = unplaced.iter().filter(|left| left.round == Some(number) && left.code == code);
            left.map(|left| table.names[left.member].clone()).collect::<Vec<_>>()
        };
        let (code, names) =
            [("note.roundIncomplete.met", of("metEveryone")), ("note.roundIncomplete.rules", of("noPartner"))]
                .into_iter()
                .find(|(_, names)| !names.is_empty())
                .unwrap_or(("note.roundIncomplete", of("partnersTaken")));
        Some(named(code, names).with("round", number).with("left", round.left.len()))
    }

    fn unstable(&self, table: &Table) -> Vec<Text> {
        let name = |&u: &u32| table.names[self.members[u as usize]].clone();
        let say = |(round, party): &(u32, Vec<u32>)| {
            let names: Vec<String> = party.iter().map(name).collect();
            Text::new("note.notStable").with("round", *round).with("members", names)
        };
        self.odd_parties.iter().map(say).collect()
    }

    /// No rounds have a larger total, however they are made.
    fn bound_over_rounds(&self, case: &Case) -> Option<f64> {
        let weights = self.weights.as_ref().filter(|_| self.form.objective == PairsObjective::Total)?;
        let open = Open::all(case, &self.members, weights);
        let (n, rounds) = (open.n(), self.form.rounds);
        // Where everyone may meet everyone, at least half of the others are still new to each before round n/2, and
        // an even number can be paired whatever the rounds before (Dirac 1952).
        let always_paired = n.is_multiple_of(2) && rounds <= n / 2 && !weights.some_forbidden;
        // An even number of whom everyone is placed has no trio, nor has any plan that places as many.
        let all_in_pairs = n.is_multiple_of(2)
            && self.rounds.len() == rounds as usize
            && self.rounds.iter().all(|r| r.left.is_empty());
        let may_have_trio = self.form.odd == Odd::Trio && !always_paired && !all_in_pairs;
        // What is said of pairs holds for trios only where these are no more than their pairs.
        if may_have_trio && !weights.trios_are_pairs {
            return None;
        }
        let mut bound = weights.scale.number(most_from_partners(&open, rounds) as f64 / 2.0);
        if !may_have_trio {
            // No round is worth more than the heaviest matching of any number of pairs.
            let (heaviest, _) = dense(n, &open, Cardinality::Free);
            bound = bound.min(weights.scale.number(heaviest.total as f64) * f64::from(rounds));
        }
        Some(bound)
    }

    fn left_out(&self, case: &Case, rounds: &[Round], u: u32, round: &Round, number: Option<u32>) -> LeftOut {
        let n = self.members.len() as u32;
        let member = self.members[u as usize];
        let code = |code, rules| LeftOut { member, round: number, code, rules };
        let Some(weights) = &self.weights else { return code("partnersTaken", Vec::new()) };
        let open = Open::all(case, &self.members, weights);
        let possible: Vec<u32> = (0..n).filter(|&v| v != u && open.worth(u, v).is_some()).collect();
        if possible.is_empty() {
            return code("noPartner", excluding_rules(case, member, &self.members));
        }
        let meets = |v: u32| rounds.iter().flat_map(|r| &r.groups).any(|g| g.contains(&u) && g.contains(&v));
        if possible.iter().all(|&v| meets(v)) {
            return code("metEveryone", Vec::new());
        }
        let odd_one_out = !n.is_multiple_of(2) && round.left.len() == 1;
        code(if odd_one_out { "oddOneOut" } else { "partnersTaken" }, Vec::new())
    }
}

/// What all members together get at most from as many different partners, each pair counted from both sides.
fn most_from_partners(open: &Open, partners: u32) -> i64 {
    let n = open.n();
    let most = |u: u32| {
        let mut worth: Vec<i64> = (0..n).filter(|&v| v != u).filter_map(|v| open.worth(u, v)).collect();
        worth.sort_unstable();
        // Meeting fewer is possible, and better than meeting those who take something off.
        worth.iter().rev().take(partners as usize).map(|&worth| worth.max(0)).sum::<i64>()
    };
    (0..n).map(most).sum()
}
