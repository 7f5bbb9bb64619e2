//! Expert coaching: learners to coaches by an exact minimum-cost flow.

use super::fixed::{FINEST, Fixed, excluding_rules, largest, may_match, worth};
use super::run::Progress;
use crate::network::Role;
use crate::optim::flow::{Bounds, Problem, solve};
use crate::plan::{Case, Draft, EndedBy, LeftOut, Placement};
use crate::scenario::{Coaching, CoachingObjective};
use crate::text::Text;

pub(super) struct CoachingWork {
    form: Coaching,
    learners: Vec<usize>,
    coaches: Vec<usize>,
    found: Option<Found>,
}

struct Found {
    /// Each coach and learner.
    matches: Vec<(usize, usize)>,
    unplaced: Vec<LeftOut>,
    score: f64,
}

/// Products and sums of the flow stay within 64 bits up to here (see `Problem::in_range`).
const SAFE_MAGNITUDE: f64 = (1u64 << 57) as f64;

impl CoachingWork {
    pub fn new(case: &Case, form: &Coaching) -> Self {
        let having = |role: Role| (0..case.table.len()).filter(|&m| case.table.roles[m].contains(&role)).collect();
        CoachingWork { form: form.clone(), learners: having(Role::Learner), coaches: having(Role::Coach), found: None }
    }

    pub fn step(&mut self, case: &Case) {
        // One objective today; a further one must be told apart here.
        let CoachingObjective::Total = self.form.objective;
        let [lo, hi] = self.form.per_learner;
        let (learners, coaches) = (&self.learners, &self.coaches);
        let everyone: Vec<usize> = (0..case.table.len()).collect();
        let pairs = learners.len() as f64 * coaches.len() as f64;
        let terms = pairs + learners.len().min(coaches.len()) as f64 + 1.0;
        let scale = Fixed::fitting(case, &everyone, largest(case, &everyone), SAFE_MAGNITUDE / terms, FINEST);
        let left = vec![Bounds { lo, hi }; learners.len()];
        let right: Vec<Bounds> = coaches.iter().map(|&coach| Bounds::at_most(case.table.capacity[coach])).collect();
        let problem = Problem::from_fn(left, right, |l, c| {
            let (learner, coach) = (learners[l as usize], coaches[c as usize]);
            (learner != coach && may_match(case, learner, coach)).then(|| scale.whole(worth(case, learner, coach)))
        });
        debug_assert!(problem.in_range());
        let solution = solve(&problem);
        let matches: Vec<(usize, usize)> =
            solution.assigned.iter().map(|&(l, c)| (coaches[c as usize], learners[l as usize])).collect();
        let unplaced = self.left_out(case, &problem, &solution.assigned);
        self.found = Some(Found { matches, unplaced, score: scale.number(solution.total as f64) });
    }

    /// Learners with fewer coaches than wanted, and why.
    fn left_out(&self, case: &Case, problem: &Problem, assigned: &[(u32, u32)]) -> Vec<LeftOut> {
        let (mut coaches_of, mut load) = (vec![0; self.learners.len()], vec![0; self.coaches.len()]);
        for &(l, c) in assigned {
            coaches_of[l as usize] += 1;
            load[c as usize] += 1;
        }
        let free = |c: u32| load[c as usize] < case.table.capacity[self.coaches[c as usize]];
        let lo = self.form.per_learner[0];
        let left = (0u32..).zip(&self.learners).filter_map(|(l, &learner)| {
            let has = coaches_of[l as usize];
            if has >= lo.max(1) {
                return None;
            }
            let mut rules = Vec::new();
            let code = if problem.row(l).next().is_none() {
                rules = excluding_rules(case, learner, &self.coaches);
                "noCoach"
            } else if has > 0 {
                "fewerCoaches"
            } else if problem.row(l).any(|(c, _)| free(c)) {
                "noGain"
            } else {
                "coachesFull"
            };
            Some(LeftOut { member: learner, round: None, code, rules })
        });
        left.collect()
    }

    pub fn progress(&self) -> Progress {
        let finished = self.found.is_some();
        let score = self.found.as_ref().map(|found| found.score);
        Progress { done: u64::from(finished), of: 1, finished, score, hard_broken: 0 }
    }

    pub fn draft(&self, case: &Case) -> Draft {
        let Some(found) = &self.found else {
            let all =
                self.learners.iter().map(|&member| LeftOut { member, round: None, code: "coachesFull", rules: vec![] });
            return Draft { unplaced: all.collect(), ..Draft::default() };
        };
        let idle: Vec<usize> =
            self.coaches.iter().copied().filter(|coach| found.matches.iter().all(|(busy, _)| busy != coach)).collect();
        let mut notes = Vec::new();
        if !idle.is_empty() {
            let names: Vec<String> = idle.iter().map(|&coach| case.table.names[coach].clone()).collect();
            notes.push(crate::plan::named("note.idleCoaches", names));
        }
        let places: u64 = self.coaches.iter().map(|&coach| u64::from(case.table.capacity[coach])).sum();
        let wanted = self.learners.len() as u64 * u64::from(self.form.per_learner[0]);
        if places < wanted {
            notes.push(Text::new("note.tooFewPlaces").with("places", places as f64).with("wanted", wanted as f64));
        }
        Draft {
            placement: Placement { groups: Vec::new(), matches: found.matches.clone() },
            unplaced: found.unplaced.clone(),
            optimal: true,
            ended_by: EndedBy::Solved,
            notes,
            ..Draft::default()
        }
    }
}
