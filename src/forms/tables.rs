//! Tables of an event: rounds in which everyone meets as many others as there are seats, and nobody twice while that
//! is possible.

use super::fixed::{Fixed, MOVES_A_SECOND, largest_affinity, moves};
use super::run::Progress;
use crate::optim::tables::{MAX_POINTS, Problem, Search};
use crate::plan::{Case, Draft, EndedBy, Placed};
use crate::rules::Rule;
use crate::scenario::Pairs;
use crate::text::Text;

/// Moves tried for each member and round: more found next to nothing better.
const MOVES_A_SEAT: u64 = 20_000;

pub(super) struct TablesWork {
    members: Vec<usize>,
    /// The sizes of the tables.
    sizes: Vec<u32>,
    rounds: u32,
    scale: Fixed,
    search: Option<Search>,
    /// Total of the search for each point.
    per_point: f64,
    of: u64,
}

impl TablesWork {
    pub fn new(case: &Case, form: &Pairs) -> Self {
        let members = case.table.participants();
        let n = members.len();
        let tables = n.div_ceil(form.size as usize).max(1);
        // As even as can be, the larger ones first.
        let sizes: Vec<u32> = (0..tables).map(|at| (n / tables + usize::from(at < n % tables)) as u32).collect();
        let scale = Fixed::fitting(case, &members, largest_affinity(case, &members), f64::from(MAX_POINTS - 1), 20);
        let mut problem = Problem {
            n: n as u32,
            sizes: sizes.clone(),
            rounds: form.rounds,
            worth: vec![0; n * n],
            apart: vec![false; n * n],
            met: vec![false; n * n],
        };
        let two = |rule: &&Rule| rule.is_hard() && rule.kind().is_about_pairs();
        let rules: Vec<&Rule> = case.scenario.rules.iter().filter(two).collect();
        let mut affinities = Vec::new();
        for (u, &a) in members.iter().enumerate() {
            case.affinity.row(a, &members[u + 1..], &mut affinities);
            for ((v, &b), &affinity) in members.iter().enumerate().skip(u + 1).zip(&affinities) {
                let met = case.history_counts() && case.table.have_met(a, b);
                let breaks = |rule: &&Rule| case.broken(rule, &[a, b]).is_some();
                let apart = !case.may_meet(a, b) || rules.iter().any(breaks);
                for at in [u * n + v, v * n + u] {
                    problem.worth[at] = scale.whole(affinity) as i32;
                    problem.apart[at] = apart;
                    problem.met[at] = met;
                }
            }
        }
        let per_point = f64::from(problem.scale());
        let search = Search::new(&problem, u64::from(case.scenario.effort.seed));
        let of = moves(case, MOVES_A_SECOND, MOVES_A_SEAT * n as u64 * u64::from(form.rounds));
        TablesWork { members, sizes, rounds: form.rounds, scale, search, per_point, of }
    }

    pub fn step(&mut self, case: &Case, iterations: u64) {
        let left = self.of.saturating_sub(self.done());
        let Some(search) = &mut self.search else { return };
        let whole = |rule: &&Rule| rule.is_hard() && !rule.kind().is_about_pairs();
        let rules: Vec<&Rule> = case.scenario.rules.iter().filter(whole).collect();
        let judge = |table: &[u32]| {
            let group: Vec<usize> = table.iter().map(|&u| self.members[u as usize]).collect();
            rules.iter().filter(|rule| case.broken(rule, &group).is_some()).count() as u64
        };
        search.step(iterations.min(left), if rules.is_empty() { None } else { Some(&judge) });
    }

    fn done(&self) -> u64 {
        self.search.as_ref().map_or(self.of, Search::iterations)
    }

    pub fn progress(&self) -> Progress {
        let (done, of) = (self.done(), self.of);
        let best = self.search.as_ref().map(Search::best);
        Progress {
            done,
            of,
            finished: done >= of,
            score: best.map(|best| self.scale.number(best.total as f64 / self.per_point)),
            hard_broken: best.map_or(0, |best| best.broken),
        }
    }

    pub fn draft(&self, case: &Case) -> Draft {
        let mut draft = Draft { ended_by: EndedBy::Iterations, iterations: self.done(), ..Draft::default() };
        let Some(best) = self.search.as_ref().map(Search::best) else { return draft };
        for (number, tables) in (1u32..).zip(&best.rounds) {
            draft.placement.groups.extend(tables.iter().map(|table| Placed {
                members: table.iter().map(|&u| self.members[u as usize]).collect(),
                theme: None,
                round: (self.rounds > 1).then_some(number),
            }));
        }
        if best.broken > 0 {
            draft.notes.push(Text::new("note.noneFound"));
        } else if best.repeats == 0 {
            draft.bound = Some(self.most_without_repeats(case));
        } else {
            draft.notes.push(self.why_repeats(best.repeats));
        }
        draft
    }

    /// What everyone would have with the partners that suit them best, each once.
    fn most_without_repeats(&self, case: &Case) -> f64 {
        let seats = |size: Option<&u32>| size.map_or(1, |&size| size.max(2) - 1);
        let (most, fewest) = (seats(self.sizes.iter().max()), seats(self.sizes.iter().min()));
        let partners = (most * self.rounds) as usize;
        let mut affinities = Vec::new();
        let mut sum = 0.0;
        for &a in &self.members {
            let others: Vec<usize> = self.members.iter().copied().filter(|&b| b != a).collect();
            case.affinity.row(a, &others, &mut affinities);
            affinities.sort_unstable_by(|a, b| b.total_cmp(a));
            sum += affinities.iter().take(partners).map(|&affinity| f64::max(affinity, 0.0)).sum::<f64>();
        }
        sum / 2.0 / f64::from(fewest)
    }

    fn why_repeats(&self, repeats: u64) -> Text {
        let fewest = self.sizes.iter().min().map_or(0, |&size| size.max(1) - 1);
        let (needed, others) = (fewest * self.rounds, self.members.len().saturating_sub(1));
        let code = if needed as usize > others { "note.repeats.must" } else { "note.repeats" };
        Text::new(code).with("count", repeats as usize).with("needed", needed).with("others", others)
    }
}
