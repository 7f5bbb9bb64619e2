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
    /// Where those who want are learners with a sponsor.
    pub sponsored: Option<Sponsored>,
    /// What one who wants and a helper are worth together; `None` where they may not be matched.
    pub worth: &'a dyn Fn(usize, usize) -> Option<f64>,
    /// One who wants and a helper who are matched in any case; they must be allowed.
    pub forced: Option<(usize, usize)>,
}

/// What a sponsor adds, by who wants, in the order of the question.
pub(in crate::forms) struct Sponsored {
    /// What each match of theirs gains.
    pub gains: Vec<f64>,
    /// The most that any gains.
    pub most: f64,
    /// Those who share seats, and how many.
    pub pools: Vec<(Vec<usize>, u32)>,
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
    /// Who wants and has no seat left.
    seatless: Vec<bool>,
    duals: Duals,
    scale: Fixed,
}

/// Why someone has fewer helpers than wanted.
pub(in crate::forms) enum Lack {
    Nobody,
    Fewer,
    NoGain,
    Full,
    NoSeat,
}

impl Question<'_> {
    pub fn answer(&self) -> Assignment {
        let (case, form, helpers) = (self.case, self.form, self.capacity.len());
        let [lo, hi] = form.per_learner;
        // With a price, being without a helper is a helper too: one more for each of the fewest that are wanted.
        let price = form.unassigned;
        let none = if price.is_some() { lo as usize } else { 0 };
        let everyone: Vec<usize> = (0..case.table.len()).collect();
        // Whoever has no funded seat is with nobody: each pool has as many such places as it has more learners than seats,
        // and all of them are filled before anything else. That makes its seats a bound of a plain assignment.
        let no_pools: &[(Vec<usize>, u32)] = &[];
        let pools = self.sponsored.as_ref().map_or(no_pools, |sponsored| &sponsored.pools);
        let mut pool_of: Vec<Option<usize>> = vec![None; self.wanting];
        for (pool, (learners, _)) in pools.iter().enumerate() {
            learners.iter().for_each(|&l| pool_of[l] = Some(pool));
        }
        let first_pool = helpers + none;
        let (wanting, right) = (self.wanting as f64, (first_pool + pools.len()) as f64);
        let terms = wanting * right + f64::min(wanting, right) + 1.0;
        let mut limit: Vec<[u32; 2]> = self.capacity.iter().map(|&capacity| form.load_of(capacity)).collect();
        let longest = limit.iter().map(|&[_, hi]| f64::from(hi)).fold(0.0, f64::max).min(wanting);
        let magnitude = largest(case, &everyone) + form.even_loads * longest + price.unwrap_or(0.0);
        let magnitude = magnitude + self.sponsored.as_ref().map_or(0.0, |sponsored| sponsored.most);
        let limit_of_sums = SAFE_MAGNITUDE / terms;
        let scale = if self.of_pairs {
            Fixed::fitting(case, &everyone, magnitude, limit_of_sums, FINEST)
        } else {
            // A skill, which is 1 at most, may count instead of an affinity.
            Fixed::fine(1.0 + magnitude, limit_of_sums, FINEST)
        };
        let even = scale.whole(form.even_loads);
        let mut left = vec![Bounds { lo, hi }; self.wanting];
        // What is settled takes a unit of both, so that each further one costs its helper a step more.
        if let Some((l, r)) = self.forced {
            left[l] = Bounds { lo: lo.saturating_sub(1), hi: hi.saturating_sub(1) };
            limit[r] = limit[r].map(|units| units.saturating_sub(1));
        }
        let settled = |r: usize| if self.forced.is_some_and(|(_, settled)| settled == r) { even } else { 0 };
        let mut bounds: Vec<Bounds> = limit.iter().map(|&[lo, hi]| Bounds { lo, hi }).collect();
        bounds.resize(first_pool, Bounds::at_most(self.wanting as u32));
        let without = pools.iter().map(|(learners, seats)| (learners.len() as u32).saturating_sub(*seats));
        bounds.extend(without.map(|count| Bounds { lo: count, hi: count }));
        let steps = vec![even; helpers];
        let unassigned = -scale.whole(price.filter(|_| lo > 0).unwrap_or(0.0));
        let problem = Problem::from_fn(left, bounds, |l, r| match (l as usize, r as usize) {
            (l, r) if self.forced == Some((l, r)) => None,
            (l, r) if r < helpers => (self.worth)(l, r).map(|worth| scale.whole(worth) - settled(r)),
            (l, r) => (r < first_pool || pool_of[l] == Some(r - first_pool)).then_some(unassigned),
        });
        let problem = problem.with_even_loads(steps);
        debug_assert!(problem.in_range());
        let candidates = (0..self.wanting as u32)
            .map(|l| problem.row(l).map(|(r, _)| r as usize).filter(|&r| r < helpers).collect());
        let candidates = candidates.collect();
        let problem = match form.objective {
            CoachingObjective::Total => problem,
            CoachingObjective::Worst => without_the_worst(problem, helpers),
        };
        // After the lowest affinity, which it is no part of.
        let problem = match &self.sponsored {
            Some(sponsored) => with_gains(&problem, helpers, |l| scale.whole(sponsored.gains[l])),
            None => problem,
        };
        debug_assert!(problem.in_range());
        let solution = solve(&problem);
        let real = solution.assigned.iter().map(|&(l, r)| (l as usize, r as usize)).filter(|&(_, r)| r < helpers);
        let pairs: Vec<(usize, usize)> = real.chain(self.forced).collect();
        let (mut has, mut load) = (vec![0; self.wanting], vec![0; helpers]);
        for &(l, r) in &pairs {
            has[l] += 1;
            load[r] += 1;
        }
        let used = |pool: &[usize]| pool.iter().map(|&l| has[l]).sum::<u32>();
        let full: Vec<bool> = pools.iter().map(|(learners, seats)| used(learners) >= *seats).collect();
        let seatless = pool_of.iter().map(|pool| pool.is_some_and(|pool| full[pool])).collect();
        let score = scale.number(solution.total as f64);
        Assignment { seatless, pairs, score, has, candidates, load, limit, duals: solution.duals, scale }
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
        } else if self.seatless[wanting] {
            Lack::NoSeat
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

/// The problem with more on every pair of a helper.
fn with_gains(problem: &Problem, helpers: usize, gain: impl Fn(usize) -> i64) -> Problem {
    let steps = (0..problem.right().len() as u32).map(|r| problem.step(r)).collect();
    let rows = (0..problem.left().len() as u32).flat_map(|l| problem.row(l).map(move |(r, weight)| (l, r, weight)));
    let more = |l: u32, r: u32| if (r as usize) < helpers { gain(l as usize) } else { 0 };
    let pairs: Vec<(u32, u32, i64)> = rows.map(|(l, r, weight)| (l, r, weight + more(l, r))).collect();
    Problem::from_list(problem.left().to_vec(), problem.right().to_vec(), &pairs).with_even_loads(steps)
}

/// The problem without the pairs below the highest weight that the lowest can have while as many are served: found by
/// bisection, since with fewer pairs never more can be served. (A bottleneck assignment: Fulkerson, Glicksberg and Gross,
/// 1953.)
fn without_the_worst(problem: Problem, helpers: usize) -> Problem {
    let rows = || (0..problem.left().len() as u32).flat_map(|l| problem.row(l).map(move |(r, weight)| (l, r, weight)));
    let helps = |r: u32| (r as usize) < helpers;
    let mut weights: Vec<i64> = rows().filter(|&(_, r, _)| helps(r)).map(|(_, _, weight)| weight).collect();
    weights.sort_unstable();
    weights.dedup();
    let (left, right) = (problem.left(), problem.right());
    let above = |least: i64, equal: bool| {
        let kept = rows().filter(|&(_, r, weight)| weight >= least || !helps(r));
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
