//! The assignment that coaching and facilitators share: a form's options as one minimum-cost flow.

use crate::forms::fixed::{FINEST, Fixed, largest};
use crate::optim::flow::{Bounds, Duals, Problem, solve};
use crate::plan::Case;
use crate::scenario::{Coaching, CoachingObjective};

/// Products and sums of the flow stay within 64 bits up to here (see `Problem::in_range`).
const SAFE_MAGNITUDE: f64 = (1u64 << 57) as f64;

/// Who wants helpers, who helps, and what each two are worth together.
pub(in crate::forms) struct Question<'a> {
    pub case: &'a Case<'a>,
    pub form: &'a Coaching,
    /// How many want helpers.
    pub wanting: usize,
    /// How many each helper can help.
    pub capacity: Vec<u32>,
    /// Whether what two are worth is the affinity of two members, less penalties.
    pub of_pairs: bool,
    /// What one who wants and a helper are worth together; `None` where they may not be matched.
    pub worth: &'a dyn Fn(usize, usize) -> Option<f64>,
    /// One who wants and a helper who are matched in any case; they must be allowed.
    pub forced: Option<(usize, usize)>,
}

/// The best assignment.
pub(in crate::forms) struct Assignment {
    /// Who wants a helper, and the helper.
    pub pairs: Vec<(usize, usize)>,
    pub score: f64,
    /// Of each who wants: how many helpers it has, and whether any may be its.
    has: Vec<u32>,
    candidates: Vec<Vec<usize>>,
    /// Of each helper.
    load: Vec<u32>,
    limit: Vec<[u32; 2]>,
    duals: Duals,
    scale: Fixed,
}

/// Why someone has fewer helpers than wanted.
pub(in crate::forms) enum Lack {
    Nobody,
    Fewer,
    NoGain,
    Full,
}

impl Question<'_> {
    pub fn answer(&self) -> Assignment {
        let (case, form, helpers) = (self.case, self.form, self.capacity.len());
        let [lo, hi] = form.per_learner;
        // With a price, being without a helper is a helper too: one more for each of the fewest that are wanted.
        let price = form.unassigned;
        let none = if price.is_some() { lo as usize } else { 0 };
        let everyone: Vec<usize> = (0..case.table.len()).collect();
        let (wanting, right) = (self.wanting as f64, (helpers + none) as f64);
        let terms = wanting * right + f64::min(wanting, right) + 1.0;
        let mut limit: Vec<[u32; 2]> = self.capacity.iter().map(|&capacity| form.load_of(capacity)).collect();
        let longest = limit.iter().map(|&[_, hi]| f64::from(hi)).fold(0.0, f64::max).min(wanting);
        let magnitude = largest(case, &everyone) + form.even_loads * longest + price.unwrap_or(0.0);
        let limit_of_sums = SAFE_MAGNITUDE / terms;
        let scale = if self.of_pairs {
            Fixed::fitting(case, &everyone, magnitude, limit_of_sums, FINEST)
        } else {
            // A skill, which is 1 at most, may count instead of an affinity.
            Fixed::fine(1.0 + magnitude, limit_of_sums, FINEST)
        };
        let mut left = vec![Bounds { lo, hi }; self.wanting];
        // What is settled takes a unit of both, so that each further one costs its helper a step more.
        if let Some((l, r)) = self.forced {
            left[l] = Bounds { lo: lo.saturating_sub(1), hi: hi.saturating_sub(1) };
            limit[r] = limit[r].map(|units| units.saturating_sub(1));
        }
        let settled = |r: u32| self.forced.is_some_and(|(_, settled)| settled == r as usize);
        let mut bounds: Vec<Bounds> = limit.iter().map(|&[lo, hi]| Bounds { lo, hi }).collect();
        bounds.resize(helpers + none, Bounds::at_most(self.wanting as u32));
        let steps = vec![scale.whole(form.even_loads); helpers];
        let problem = Problem::from_fn(left, bounds, |l, r| match price.filter(|_| r as usize >= helpers) {
            Some(price) => Some(-scale.whole(price)),
            None if self.forced == Some((l as usize, r as usize)) => None,
            None => {
                let step = if settled(r) { scale.whole(form.even_loads) } else { 0 };
                (self.worth)(l as usize, r as usize).map(|worth| scale.whole(worth) - step)
            }
        });
        let problem = problem.with_even_loads(steps);
        debug_assert!(problem.in_range());
        let candidates = (0..self.wanting as u32)
            .map(|l| problem.row(l).map(|(r, _)| r as usize).filter(|&r| r < helpers).collect());
        let candidates = candidates.collect();
        let problem = match form.objective {
            CoachingObjective::Total => problem,
            CoachingObjective::Worst => without_the_worst(problem),
        };
        let solution = solve(&problem);
        let real = solution.assigned.iter().map(|&(l, r)| (l as usize, r as usize)).filter(|&(_, r)| r < helpers);
        let pairs: Vec<(usize, usize)> = real.chain(self.forced).collect();
        let (mut has, mut load) = (vec![0; self.wanting], vec![0; helpers]);
        for &(l, r) in &pairs {
            has[l] += 1;
            load[r] += 1;
        }
        let score = scale.number(solution.total as f64);
        Assignment { pairs, score, has, candidates, load, limit, duals: solution.duals, scale }
    }
}

impl Assignment {
    /// By how much the score falls at least with two matched who are not, and who are worth so much together, as many
    /// being served: what the prices of both exceed their worth by.
    pub fn reduced_cost(&self, wanting: usize, helper: usize, worth: f64) -> f64 {
        let price = self.duals.left[wanting].saturating_add(self.duals.right[helper]);
        self.scale.number(price.saturating_sub(self.scale.whole(worth)) as f64)
    }

    /// Why one who wants has fewer than the fewest; `None` where it has enough. Who wants none at least is told why it
    /// has none.
    pub fn lack(&self, wanting: usize, fewest: u32) -> Option<Lack> {
        let (has, candidates) = (self.has[wanting], &self.candidates[wanting]);
        if has >= fewest.max(1) {
            return None;
        }
        Some(if candidates.is_empty() {
            Lack::Nobody
        } else if has > 0 {
            Lack::Fewer
        } else if candidates.iter().any(|&helper| self.load[helper] < self.limit[helper][1]) {
            Lack::NoGain
        } else {
            Lack::Full
        })
    }

    /// Helpers who help nobody.
    pub fn idle(&self) -> impl Iterator<Item = usize> {
        (0..self.load.len()).filter(|&helper| self.load[helper] == 0)
    }

    /// Helpers with as many as they can help.
    pub fn full(&self) -> impl Iterator<Item = usize> {
        (0..self.load.len()).filter(|&helper| self.load[helper] > 0 && self.load[helper] == self.limit[helper][1])
    }

    /// Helpers with fewer than the fewest asked for.
    pub fn short(&self) -> impl Iterator<Item = usize> {
        (0..self.load.len()).filter(|&helper| self.load[helper] < self.limit[helper][0])
    }
}

/// The problem without the pairs below the highest weight that the lowest can have while as many are served: found by
/// bisection, since with fewer pairs never more can be served. (A bottleneck assignment: Fulkerson, Glicksberg and Gross,
/// 1953.)
fn without_the_worst(problem: Problem) -> Problem {
    let rows = || (0..problem.left().len() as u32).flat_map(|l| problem.row(l).map(move |(r, weight)| (l, r, weight)));
    let mut weights: Vec<i64> = rows().map(|(_, _, weight)| weight).collect();
    weights.sort_unstable();
    weights.dedup();
    let (left, right) = (problem.left(), problem.right());
    let above = |least: i64, equal: bool| {
        let kept = rows().filter(|&(_, _, weight)| weight >= least);
        let kept: Vec<(u32, u32, i64)> = kept.map(|(l, r, weight)| (l, r, if equal { 0 } else { weight })).collect();
        Problem::from_list(left.to_vec(), right.to_vec(), &kept)
    };
    // How many units wanted first are had, on both sides.
    let served = |problem: &Problem| {
        let solution = solve(problem);
        let missing: i64 = solution.short.iter().map(|short| i64::from(short.missing)).sum();
        solution.served as i64 - missing
    };
    let Some(&lowest) = weights.first() else { return problem };
    let most = served(&above(lowest, true));
    let reaching = weights.partition_point(|&least| served(&above(least, true)) == most);
    let least = reaching.checked_sub(1).and_then(|at| weights.get(at)).copied().unwrap_or(lowest);
    let steps = (0..right.len() as u32).map(|r| problem.step(r)).collect();
    above(least, false).with_even_loads(steps)
}
