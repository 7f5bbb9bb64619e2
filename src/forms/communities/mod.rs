//! Sub-communities: exact for few members, a search with a proven bound for more.

#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod alternatives;
mod exact;
mod layout;
mod points;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod preference;

use super::fixed::{Fixed, MOVES_A_SECOND, MOVES_A_SECOND_BY_GROUPS, largest_affinity, moves};
use super::hurry::Hurry;
use super::run::Progress;
use crate::error::Errors;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use crate::optim::partition::Handover;
use crate::optim::partition::{self, Best, Problem, Search, UNIT};
use crate::plan::{Case, Draft, EndedBy, Placed, Placement};
use crate::rules::Rule;
use crate::scenario::{Communities, CommunitiesObjective};
use crate::text::Text;
use layout::Layout;
use std::cell::OnceCell;

#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use alternatives::{Alternative, Alternatives, Wanted, alternatives};

/// For few members more moves than this for each find nothing better (measured on networks of 12 to 60 members).
const MOVES_A_SEAT: u64 = 100_000;
const MOVES_A_SEAT_BY_GROUPS: u64 = 200_000;

/// Numbers of groups that are tried before one is chosen, evenly over the range.
const COUNTS_TRIED: u32 = 6;

/// Share of the iterations spent on choosing the number of groups, in percent.
const CHOOSING_PERCENT: u64 = 40;

pub(super) struct CommunitiesWork {
    layout: Layout,
    stages: Vec<Stage>,
    at: usize,
    search: Option<Search>,
    /// How many groups the present search fills.
    groups: u32,
    best: Option<Chosen>,
    exact: Option<Exact>,
    proven_infeasible: bool,
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    preference: Option<preference::Preference>,
    /// The search's bound, which takes a while and is the same for every plan.
    proven: OnceCell<i64>,
    /// What the searches go on from, and where the last one ended.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    handover: [Option<Handover>; 2],
    done: u64,
    of: u64,
    /// Iterations asked for; fewer are planned where they would not fit into the time.
    asked: u64,
    hurry: Hurry,
    seed: u64,
}

/// One search over a fixed number of groups; `None`: the number that came out best so far.
struct Stage {
    groups: Option<u32>,
    iterations: u64,
}

/// The best plan so far and its number of groups.
struct Chosen {
    best: Best,
    groups: u32,
}

/// What the exact method found.
struct Exact {
    groups: Vec<Placed>,
    score: f64,
}

/// Whether searches look at whole groups at once, which takes about a tenth of the time of trying moves one by one.
pub(crate) fn by_groups(objective: CommunitiesObjective) -> bool {
    objective != CommunitiesObjective::Worst
}

/// How many moves a search for such communities may try.
fn moves_for(case: &Case, layout: &Layout) -> u64 {
    let (a_second, a_seat) = if by_groups(layout.objective) {
        (MOVES_A_SECOND_BY_GROUPS, MOVES_A_SEAT_BY_GROUPS)
    } else {
        (MOVES_A_SECOND, MOVES_A_SEAT)
    };
    moves(case, a_second, a_seat * layout.seats() as u64)
}

impl CommunitiesWork {
    pub fn new(case: &Case, form: &Communities) -> Result<Self, Errors> {
        CommunitiesWork::with(case, form, true)
    }

    /// The search alone, as where members are too many for the exact method.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub fn searching(case: &Case, form: &Communities) -> Result<Self, Errors> {
        CommunitiesWork::with(case, form, false)
    }

    fn with(case: &Case, form: &Communities, exactly: bool) -> Result<Self, Errors> {
        let layout = Layout::new(case, form)?;
        let of = moves_for(case, &layout);
        let mut work = CommunitiesWork {
            stages: stages(&layout.counts_to_try(COUNTS_TRIED), of),
            layout,
            at: 0,
            search: None,
            groups: 0,
            best: None,
            exact: None,
            proven_infeasible: false,
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            preference: None,
            proven: OnceCell::new(),
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            handover: [None, None],
            done: 0,
            of,
            asked: of,
            hurry: Hurry::default(),
            seed: u64::from(case.scenario.effort.seed),
        };
        if exactly && exact::applies(case, form, &work.layout) {
            match exact::solve(case, form, &work.layout) {
                Some((groups, score)) => work.exact = Some(Exact { groups, score }),
                None => work.proven_infeasible = true,
            }
        }
        if work.exact.is_none() {
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            if exactly && preference::applies(case, form, &work.layout) {
                work.preference = Some(preference::Preference::new(case, &work.layout));
            }
            // The first plan exists from the start, so that a run cancelled at once has one.
            work.open()?;
        }
        Ok(work)
    }

    /// Begins the search of the present stage.
    fn open(&mut self) -> Result<(), Errors> {
        let Some(stage) = self.stages.get(self.at) else { return Ok(()) };
        let groups = stage.groups.or(self.best.as_ref().map(|chosen| chosen.groups)).unwrap_or(self.layout.fewest());
        let problem = self.layout.problem(groups);
        let search = problem.and_then(|problem| self.search_over(problem, stage.iterations));
        let search = search.map_err(|error| self.layout.refuse(&error))?;
        self.search = Some(search);
        self.groups = groups;
        self.keep_best();
        Ok(())
    }

    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    fn search_over(&self, problem: Problem, iterations: u64) -> Result<Search, partition::Error> {
        match &self.handover[0] {
            Some(from) => Search::going_on(problem, from, self.seed, iterations),
            None => Search::new(problem, self.seed, iterations),
        }
    }

    #[cfg(not(any(feature = "pairs", not(feature = "engine"))))]
    fn search_over(&self, problem: Problem, iterations: u64) -> Result<Search, partition::Error> {
        Search::new(problem, self.seed, iterations)
    }

    /// The same, going on from where another run over the same form ended: with its number of groups.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub fn going_on(case: &Case, form: &Communities, from: &Handover) -> Result<Self, Errors> {
        let mut work = CommunitiesWork::new(case, form)?;
        if work.exact.is_none() && work.layout.counts().contains(&from.slots()) {
            work.stages = stages(&[from.slots()], work.of);
            work.handover = [Some(from.clone()), None];
            work.best = None;
            work.open()?;
        }
        Ok(work)
    }

    /// What another run may go on from; none where the method is exact.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub fn handover(&self) -> Option<Handover> {
        self.search.as_ref().map(Search::handover).or_else(|| self.handover[1].clone())
    }

    /// The best groups so far, without what is proven of them.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub fn groups(&self) -> Vec<Placed> {
        match (&self.exact, &self.best) {
            (Some(exact), _) => exact.groups.clone(),
            (None, Some(chosen)) => self.layout.groups(&chosen.best),
            (None, None) => Vec::new(),
        }
    }

    /// Keeps the search's plan if it is better than all before.
    fn keep_best(&mut self) {
        let Some(search) = &self.search else { return };
        let found = search.best();
        if self.best.as_ref().is_none_or(|chosen| found.rank() > chosen.best.rank()) {
            self.best = Some(Chosen { best: found.clone(), groups: self.groups });
        }
    }

    /// Goes on with what is proven of wishes for themes, before the search and after it; whether there was anything to do.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    fn prove<'a>(&mut self, case: &dyn Fn() -> Case<'a>) -> bool {
        let Some(preference) = &mut self.preference else { return false };
        if self.at >= self.stages.len() && !preference.is_running() {
            let kept = self.best.as_ref().filter(|chosen| chosen.best.hard == 0);
            preference.after_search(kept.map(|chosen| self.layout.groups(&chosen.best)));
        }
        if !preference.is_running() {
            return false;
        }
        preference.step(&case());
        self.proven_infeasible |= preference.impossible;
        if let Some((groups, score)) = preference.best.clone().filter(|_| preference.optimal) {
            self.exact = Some(Exact { groups: self.layout.in_order(groups), score });
        }
        true
    }

    #[cfg(not(any(feature = "pairs", not(feature = "engine"))))]
    fn prove<'a>(&mut self, _: &dyn Fn() -> Case<'a>) -> bool {
        false
    }

    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    fn is_proving(&self) -> bool {
        self.preference.as_ref().is_some_and(|preference| !preference.is_done())
    }

    #[cfg(not(any(feature = "pairs", not(feature = "engine"))))]
    fn is_proving(&self) -> bool {
        false
    }

    /// Puts what is proven of wishes for themes into a draft, and a better plan if there was one: then true.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    fn better(&self, case: &Case, draft: &mut Draft, broken: bool) -> bool {
        let Some(preference) = &self.preference else { return false };
        let mut total = case.measure(&draft.placement).total;
        let better = preference.best.as_ref().filter(|(_, other)| broken || *other > total);
        if let Some((groups, other)) = better {
            (draft.placement.groups, total) = (self.layout.in_order(groups.clone()), *other);
        }
        draft.bound = preference.bound;
        draft.optimal = (!broken || better.is_some()) && preference.is_reached_by(total);
        better.is_some()
    }

    #[cfg(not(any(feature = "pairs", not(feature = "engine"))))]
    fn better(&self, _: &Case, _: &mut Draft, _: bool) -> bool {
        false
    }

    pub fn step<'a>(&mut self, case: &dyn Fn() -> Case<'a>, iterations: u64) {
        let mut left = iterations;
        while left > 0 && !self.finished() {
            if self.prove(case) {
                return;
            }
            let Some(search) = &mut self.search else { return };
            let before = search.progress().done;
            search.step(left);
            let made = search.progress().done - before;
            let ended = search.is_done();
            self.done += made;
            left = left.saturating_sub(made.max(1));
            self.keep_best();
            if ended {
                self.at += 1;
                #[cfg(any(feature = "pairs", not(feature = "engine")))]
                self.hand_over();
                self.search = None;
                // The sizes that one number of groups could not take were left out when the layout was made.
                if self.open().is_err() {
                    self.at = self.stages.len();
                }
            }
        }
    }

    /// Plans fewer iterations where those that are left will not fit into the time, of which this share is used up.
    pub fn keep_time(&mut self, used: f64) {
        let (left, most) = (self.of.saturating_sub(self.done), self.asked.saturating_sub(self.done));
        let Some(search) = &mut self.search else { return };
        let Some(more) = self.hurry.plan(used, self.done, left, most) else { return };
        let share = |iterations: u64| (u128::from(iterations) * u128::from(more) / u128::from(left.max(1))) as u64;
        let now = search.progress();
        search.replan(share(now.planned - now.done).max(1));
        let now = search.progress();
        self.of = self.done + now.planned - now.done;
        for stage in self.stages.iter_mut().skip(self.at + 1) {
            stage.iterations = share(stage.iterations);
            self.of += stage.iterations;
        }
    }

    /// Keeps where the search ended, if it found the best plan.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    fn hand_over(&mut self) {
        let last = self.search.as_ref().filter(|search| {
            self.best.as_ref().is_some_and(|chosen| chosen.best.slot_of_unit == search.best().slot_of_unit)
        });
        self.handover[1] = last.map(Search::handover).or(self.handover[1].take());
    }

    fn finished(&self) -> bool {
        self.exact.is_some() || (self.at >= self.stages.len() && !self.is_proving())
    }

    pub fn progress(&self) -> Progress {
        if let Some(exact) = &self.exact {
            return Progress::at_once(Some(exact.score));
        }
        let best = self.best.as_ref().map(|chosen| &chosen.best);
        Progress {
            done: self.done,
            of: self.of,
            finished: self.finished(),
            score: best.map(|best| self.layout.scale.number((best.value - best.penalty) as f64 / UNIT as f64)),
            hard_broken: best.map_or(0, |best| best.hard.max(0) as u64),
        }
    }

    /// The groups of the search's best plan and by how much it breaks hard rules.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub fn found(&self) -> Option<(i64, Vec<Placed>)> {
        self.best.as_ref().map(|chosen| (chosen.best.hard, self.layout.groups(&chosen.best)))
    }

    pub fn draft(&self, case: &Case) -> Draft {
        if let Some(exact) = &self.exact {
            return Draft {
                placement: Placement { groups: exact.groups.clone(), ..Placement::default() },
                optimal: true,
                ended_by: EndedBy::Solved,
                ..Draft::default()
            };
        }
        let ended_by = if self.hurry.is_hurried() { EndedBy::Seconds } else { EndedBy::Iterations };
        let mut draft = Draft { iterations: self.done, ended_by, ..Draft::default() };
        let Some(chosen) = &self.best else { return draft };
        draft.placement.groups = self.layout.groups(&chosen.best);
        let bettered = self.better(case, &mut draft, chosen.best.hard > 0);
        if chosen.best.hard > 0 && !bettered {
            let code = if self.proven_infeasible { "note.provenInfeasible" } else { "note.noneFound" };
            draft.notes.push(Text::new(code));
        }
        let bound = *self.proven.get_or_init(|| self.layout.bound(case));
        let bound = (bound_in_numbers(case, &self.layout, bound), self.reaches_exact_bound(chosen, bound));
        draft.bound = draft.bound.into_iter().chain(bound.0).reduce(f64::min);
        draft.optimal |= bound.1 && !bettered;
        draft
    }

    /// Whether the plan reaches the bound without any rounding in between: then nothing is better.
    fn reaches_exact_bound(&self, chosen: &Chosen, bound: i64) -> bool {
        // Means are rounded; sums of whole numbers are not.
        let sums = self.layout.objective == CommunitiesObjective::Total;
        let nothing = chosen.best.value == 0 && bound == 0;
        let exact = self.layout.scale_is_exact && (sums || nothing);
        let plain = chosen.best.hard == 0 && self.layout.labels.as_ref().is_none_or(|wishes| !wishes.any());
        exact && plain && bound == chosen.best.value - chosen.best.penalty
    }
}

/// The search's bound as a number, with room for what its whole numbers round.
fn bound_in_numbers(case: &Case, layout: &Layout, bound: i64) -> Option<f64> {
    if bound == i64::MAX {
        return None;
    }
    let points = bound as f64 / UNIT as f64;
    // Each mean is weighted by a rounded share of its group's size.
    let rounding = match layout.objective {
        CommunitiesObjective::Total => 0.0,
        _ => {
            let widest = f64::from(layout.largest_size().max(2) - 1);
            let share = widest / (4.0 * UNIT as f64);
            let largest = if case.affinity.says_nothing() { 0.0 } else { largest_affinity(case, &layout.members) };
            share * largest * layout.seats() as f64
        }
    };
    // Each affinity is rounded by half a point at most, in one pair for every two seats' mates.
    let pairs = match layout.objective {
        CommunitiesObjective::Total => f64::from(layout.largest_size().max(1) - 1) / 2.0,
        _ => 1.0,
    };
    let seats = layout.seats() as f64;
    let halves = if layout.scale_is_exact { 0.0 } else { 0.5 * pairs * seats };
    let wished = layout.labels.as_ref().is_some_and(|wishes| wishes.any());
    let preferences = if wished { 0.5 * seats } else { 0.0 };
    Some(layout.scale.number(points + halves + preferences) + rounding)
}

/// Whether no group can hold two members: in conflict, or breaking a hard rule that nobody who joins can mend.
fn never_together(case: &Case, a: usize, b: usize) -> bool {
    let lost = |rule: &&Rule| rule.is_hard() && rule.kind().is_beyond_mending();
    let breaks = |rule: &Rule| rule.kind().broken(case.table, &[a, b]).is_some();
    case.table.in_conflict(a, b) || case.scenario.rules.iter().filter(lost).any(breaks)
}

/// A short search for each number of groups, then a long one for the best of them.
fn stages(counts: &[u32], iterations: u64) -> Vec<Stage> {
    if let [only] = counts {
        return vec![Stage { groups: Some(*only), iterations }];
    }
    let each = iterations * CHOOSING_PERCENT / 100 / counts.len().max(1) as u64;
    let mut stages: Vec<Stage> = counts.iter().map(|&count| Stage { groups: Some(count), iterations: each }).collect();
    stages.push(Stage { groups: None, iterations: iterations - each * counts.len() as u64 });
    stages
}

/// The scale of a layout: fine, but within what the search's sums can hold.
fn scale(case: &Case, members: &[usize], limits: layout::Limits) -> (Fixed, bool) {
    let largest = largest_affinity(case, members);
    let penalties = case.scenario.penalties();
    let preference = case.preference_weight();
    // Each kind of number has its own limit; the scale is the finest that keeps all three.
    let by_affinity = limits.affinity / largest;
    let by_penalty = if penalties > 0.0 { limits.penalty / penalties } else { f64::INFINITY };
    let by_preference = if preference > 0.0 { limits.preference / preference } else { f64::INFINITY };
    let points = by_affinity.min(by_penalty).min(by_preference);
    // A double keeps the affinities of 0..1 to 2^-53, and 2^20 tells apart any two that people would.
    const FINEST: i32 = 20;
    let scale = Fixed::fitting(case, members, 1.0, points, FINEST);
    (scale, case.affinity.says_nothing() || scale.is_decimal(case, members))
}
