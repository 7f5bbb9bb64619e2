//! Diversity against commonality: the best trades of a form.

use super::SweepProgress;
use super::sweep::{Sweep, variants};
use crate::error::{Errors, fault};
use crate::forms::{Run, Trades, by_groups};
use crate::network::{Network, Table};
use crate::optim::partition::Handover;
use crate::plan::{Case, Draft, EndedBy, Placement, Plan, Status, Worst, assemble};
use crate::scenario::{CommunitiesObjective, Form, Scenario};
use crate::text::{Language, Text};
use serde::{Deserialize, Serialize};

/// More mixes than anyone can tell apart.
const MOST_MIXES: u32 = 101;

/// Moves for each place in a group: of the first mix of a size, and of each that goes on from a neighbour. So 5 sizes
/// and 11 mixes of 120 members take one second without rules and five with six rules and themes (measured on one core).
const MOVES_A_SEAT_BY_GROUPS: [u64; 2] = [16_000, 4_000];
/// Where each move is tried by itself, it takes about ten times as long.
const MOVES_A_SEAT: [u64; 2] = [1_600, 400];

/// What to try.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Frontier {
    /// Smallest and largest group sizes to try, for communities; the scenario's own when empty.
    #[serde(default)]
    pub sizes: Vec<[u32; 2]>,
    /// How many mixes to try for each, evenly from 0 to 1, where trades are found by search: 2 to 101. Default 11.
    #[serde(default = "eleven")]
    pub points: u32,
    /// Whether each point comes with its plan. Default false.
    #[serde(default)]
    pub plans: bool,
}

fn eleven() -> u32 {
    11
}

impl Default for Frontier {
    fn default() -> Self {
        Frontier { sizes: Vec::new(), points: eleven(), plans: false }
    }
}

/// A plan as a trade between commonality and diversity.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FrontierPoint {
    /// The group sizes asked for; null where the form has none.
    pub size: Option<[u32; 2]>,
    /// The mix under which it was formed. Of exact trades the middle of those mixes under which it is best, as far as
    /// only commonality and diversity count; null where it is best under none.
    pub mix: Option<f64>,
    /// Whether every hard rule holds.
    pub status: Status,
    /// What the plan would be worth if commonality alone counted, as a mean, 0..1: over pairs; of communities that
    /// count each member, over members. What is not known of two members adds nothing.
    pub commonality: f64,
    /// The same of diversity.
    pub diversity: f64,
    /// The total under the scenario's own mix: comparable between points of one size.
    pub score: f64,
    /// The member whose mean affinity to its partners is lowest, under the scenario's own mix.
    pub worst: Option<Worst>,
    /// Rules that hold everywhere.
    pub rules_held: usize,
    /// Rules, hard or soft, that are broken somewhere.
    pub rules_broken: usize,
    /// Whether another feasible point is at least as good on both sides and better on one.
    pub dominated: bool,
    /// Whether it is on the upper hull of all points: the best under some mix of the two sides.
    pub supported: bool,
    /// The plan, where it was asked for: of the scenario with this point's size and the scenario's own mix.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub plan: Option<Plan>,
}

/// The gap between two neighbouring trades.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Segment {
    /// The position of the first among the points.
    pub from: usize,
    /// The position of the second.
    pub to: usize,
    /// Whether it is proven that no other best trade lies between.
    pub complete: bool,
}

/// The trades of a form.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FrontierResult {
    /// Sizes in the order given, for each from most commonality, or the lowest mix, on.
    pub points: Vec<FrontierPoint>,
    /// Of exact trades: each gap between neighbours. Empty where they were found by search.
    pub segments: Vec<Segment>,
    /// Whether these are proven to be all best trades.
    pub complete: bool,
    /// Of exact trades: sums are compared after rounding each pair's sides to one in so many; null otherwise.
    pub scale: Option<f64>,
    /// All of this as a sentence.
    pub text: String,
}

/// A search for trades that advances in steps.
///
/// One round of pairs is solved exactly; every other form is solved for each mix, communities going on from their
/// neighbours: first upwards from mix 0, then back from mix 1, the better of the two kept.
pub struct FrontierRun {
    network: Network,
    scenario: Scenario,
    table: Table,
    plans: bool,
    work: Work,
}

enum Work {
    Exact(Box<Trades>),
    Mixes(Box<Mixes>),
}

/// Plans for each size and mix.
struct Mixes {
    /// For each size, the scenario with each mix.
    sizes: Vec<Vec<Scenario>>,
    /// What is still to be done, last first: which size and mix, and from which mix to go on.
    jobs: Vec<(usize, usize, Option<usize>)>,
    of: usize,
    run: Option<Run>,
    found: Vec<Vec<Option<Found>>>,
}

struct Found {
    draft: Draft,
    hard_broken: usize,
    total: f64,
    handover: Option<Handover>,
}

impl FrontierRun {
    /// Checks the scenario and every variant of it.
    ///
    /// # Errors What is wrong with the network, the scenario, or what to try (`frontier.sizes[1]`); that the scenario
    /// wants nothing common or nothing different.
    pub fn new(network: &Network, scenario: &Scenario, wanted: &Frontier) -> Result<Self, Errors> {
        let mut errors = Errors::default();
        if !(2..=MOST_MIXES).contains(&wanted.points) {
            let fault = fault("error.pointCount", "help.pointCount", "frontier.points");
            fault.with("most", MOST_MIXES).into(&mut errors);
        }
        if let Form::Panel(_) = &scenario.form {
            fault("error.frontierNotForForm", "help.frontierNotForForm", "scenario.form")
                .with("form", "panel")
                .into(&mut errors);
        }
        errors.into_result()?;
        let mixes: Vec<f64> = (0..wanted.points).map(|at| f64::from(at) / f64::from(wanted.points - 1)).collect();
        let sizes = wanted.sizes.clone();
        let all = variants(network, scenario, &Sweep { sizes, mixes }, "frontier")?;
        let table = Table::new(network);
        let case = Case::new(network, scenario, &table);
        let sides = case.affinity.side_weights();
        for (weight, side) in sides.into_iter().zip(["common", "different"]) {
            let mut errors = Errors::default();
            if weight <= 0.0 {
                fault("error.oneSided", "help.oneSided", "scenario.criteria").with("side", side).into(&mut errors);
            }
            errors.into_result()?;
        }
        let work = match &scenario.form {
            Form::Pairs(form) if Trades::applies(&case) => Work::Exact(Box::new(Trades::new(&case, form))),
            _ => Work::Mixes(Box::new(Mixes::new(all, wanted.points as usize, &table))),
        };
        let (network, scenario) = (network.clone(), scenario.clone());
        Ok(FrontierRun { network, scenario, table, plans: wanted.plans, work })
    }

    /// The time that all may take: as much as a plan for each point may.
    pub fn seconds(&self) -> f64 {
        let plans = match &self.work {
            Work::Exact(_) => eleven() as usize,
            Work::Mixes(mixes) => mixes.sizes.iter().map(Vec::len).sum(),
        };
        self.scenario.effort.seconds * plans as f64
    }

    /// Goes on by so many iterations of a search; of exact trades by one matching for each thousand of them.
    ///
    /// # Errors
    /// None that validation has not reported before.
    pub fn step(&mut self, iterations: u64) -> Result<(), Errors> {
        const A_MATCHING: u64 = 1_000;
        match &mut self.work {
            Work::Exact(trades) => trades.step(iterations / A_MATCHING),
            Work::Mixes(mixes) => mixes.step(&self.network, &self.table, iterations)?,
        }
        Ok(())
    }

    /// How far it is.
    pub fn progress(&self) -> SweepProgress {
        match &self.work {
            Work::Exact(trades) => {
                let ((done, of), finished) = (trades.progress(), trades.is_done());
                SweepProgress { done: if finished { of } else { done.min(of) }, of, finished }
            }
            Work::Mixes(mixes) => mixes.progress(),
        }
    }

    /// The points so far.
    pub fn result(&self) -> FrontierResult {
        match &self.work {
            Work::Exact(trades) => self.exact(trades),
            Work::Mixes(mixes) => self.by_mixes(mixes),
        }
    }

    fn exact(&self, trades: &Trades) -> FrontierResult {
        let case = Case::new(&self.network, &self.scenario, &self.table);
        let mut result = FrontierResult { scale: Some(trades.scale()), ..FrontierResult::default() };
        for (trade, mix) in trades.found(&case) {
            let draft = trades.draft(&case, &trade);
            result.points.push(FrontierPoint { supported: trade.supported, ..self.point(&case, draft, mix) });
        }
        let gaps = trades.complete();
        result.segments =
            (0usize..).zip(&gaps).map(|(from, &complete)| Segment { from, to: from + 1, complete }).collect();
        result.complete = trades.is_done() && trades.ends_are_proven() && gaps.iter().all(|&complete| complete);
        let open = gaps.iter().filter(|&&complete| !complete).count();
        let text = match () {
            () if result.points.iter().all(|point| point.status == Status::Infeasible) => "frontier.none",
            () if result.complete => "frontier.complete",
            () if open == 0 => "frontier.unproven",
            () => "frontier.partly",
        };
        let text = Text::new(text).with("count", result.points.len()).with("open", open).with("gaps", gaps.len());
        result.text = text.render(Language::English);
        result
    }

    fn by_mixes(&self, mixes: &Mixes) -> FrontierResult {
        let mut points = Vec::new();
        for (variants, found) in mixes.sizes.iter().zip(&mixes.found) {
            for (variant, found) in variants.iter().zip(found) {
                let Some(found) = found else { continue };
                let own = Scenario { mix: self.scenario.mix, ..variant.clone() };
                let case = Case::new(&self.network, &own, &self.table);
                points.push(self.point(&case, found.draft.clone(), Some(variant.mix)));
            }
        }
        mark(&mut points);
        let dominated = points.iter().filter(|point| point.dominated).count();
        let none = points.iter().all(|point| point.status == Status::Infeasible);
        let text = Text::new(if none { "frontier.none" } else { "frontier.search" });
        let text = text.with("count", points.len()).with("dominated", dominated).render(Language::English);
        FrontierResult { points, text, ..FrontierResult::default() }
    }

    fn point(&self, case: &Case, draft: Draft, mix: Option<f64>) -> FrontierPoint {
        let measures = case.measure(&draft.placement);
        let [commonality, diversity] = sides(case, &draft.placement);
        let held = measures.rules.iter().filter(|rule| rule.held).count();
        let size = if let Form::Communities(form) = &case.scenario.form { form.size } else { None };
        FrontierPoint {
            size,
            mix,
            status: if measures.hard_broken == 0 { Status::Feasible } else { Status::Infeasible },
            commonality,
            diversity,
            score: measures.total,
            worst: measures.balance.worst,
            rules_held: held,
            rules_broken: measures.rules.len() - held,
            dominated: false,
            supported: false,
            plan: self.plans.then(|| assemble(case, draft)),
        }
    }
}

impl Mixes {
    fn new(all: Vec<Scenario>, points: usize, table: &Table) -> Self {
        let mut sizes: Vec<Vec<Scenario>> = all.chunks(points).map(<[Scenario]>::to_vec).collect();
        let mut jobs = Vec::new();
        for (at, variants) in sizes.iter_mut().enumerate() {
            let form = if let Form::Communities(form) = &variants[0].form { Some(form) } else { None };
            jobs.extend((0..points).map(|mix| (at, mix, mix.checked_sub(1).filter(|_| form.is_some()))));
            let Some(form) = form else { continue };
            // Back again, so that what is found at one end is not lost to the other.
            jobs.extend((1..points).rev().map(|mix| (at, mix - 1, Some(mix))));
            let seats = table.participants().len() as u64 * u64::from(form.per_member);
            let moves = if by_groups(form.objective) { MOVES_A_SEAT_BY_GROUPS } else { MOVES_A_SEAT };
            for (mix, variant) in variants.iter_mut().enumerate() {
                let usual = moves[usize::from(mix > 0)] * seats;
                variant.effort.iterations = Some(variant.effort.iterations.unwrap_or(usual));
            }
        }
        jobs.reverse();
        let found = sizes.iter().map(|variants| variants.iter().map(|_| None).collect()).collect();
        Mixes { of: jobs.len(), sizes, jobs, run: None, found }
    }

    fn step(&mut self, network: &Network, table: &Table, iterations: u64) -> Result<(), Errors> {
        let Some(&(size, mix, from)) = self.jobs.last() else { return Ok(()) };
        let variant = &self.sizes[size][mix];
        let mut run = match self.run.take() {
            Some(run) => run,
            None => {
                let from = from.and_then(|from| self.found[size][from].as_ref());
                match from.and_then(|from| from.handover.as_ref()) {
                    Some(handover) => Run::going_on(network, variant, handover)?,
                    // The way back serves searches only: what is exact is done.
                    None if self.found[size][mix].is_some() => {
                        self.jobs.pop();
                        return Ok(());
                    }
                    None => Run::new(network, variant)?,
                }
            }
        };
        run.step(iterations);
        if !run.progress().finished {
            self.run = Some(run);
            return Ok(());
        }
        let draft = Draft { ended_by: EndedBy::Iterations, ..run.unproven() };
        let measures = Case::new(network, variant, table).measure(&draft.placement);
        let (hard_broken, total) = (measures.hard_broken, measures.total);
        let known = &mut self.found[size][mix];
        let better = |known: &Found| {
            hard_broken < known.hard_broken || (hard_broken == known.hard_broken && total > known.total)
        };
        if known.as_ref().is_none_or(better) {
            *known = Some(Found { draft, hard_broken, total, handover: run.handover() });
        }
        self.jobs.pop();
        Ok(())
    }

    fn progress(&self) -> SweepProgress {
        let within = self.run.as_ref().map_or(0, |run| {
            let progress = run.progress();
            1000 * progress.done / progress.of.max(1)
        });
        let (done, of) = ((self.of - self.jobs.len()) as u64, self.of as u64);
        SweepProgress { done: 1000 * done + within.min(999), of: 1000 * of, finished: self.jobs.is_empty() }
    }
}

/// What a placement would be worth if one side alone counted, as a mean.
fn sides(case: &Case, placement: &Placement) -> [f64; 2] {
    let (mut sums, mut weights) = ([0.0; 2], 0.0);
    let mut add = |pairs: &[(usize, usize)], weight: f64| {
        for &(a, b) in pairs {
            let parts = case.affinity.parts(a, b);
            let found = [parts.commonality, parts.diversity].map(|side| side.unwrap_or(0.0));
            sums.iter_mut().zip(found).for_each(|(sum, side)| *sum += side * weight / pairs.len() as f64);
        }
        weights += weight;
    };
    for group in &placement.groups {
        let members = &group.members;
        let pairs: Vec<(usize, usize)> =
            members.iter().enumerate().flat_map(|(at, &a)| members[at + 1..].iter().map(move |&b| (a, b))).collect();
        let sums =
            matches!(&case.scenario.form, Form::Communities(form) if form.objective == CommunitiesObjective::Total);
        add(&pairs, if sums { pairs.len() as f64 } else { members.len() as f64 });
    }
    placement.matches.iter().for_each(|&(coach, learner)| add(&[(learner, coach)], 1.0));
    let groups = case.groups_to_facilitate();
    for served in &placement.served {
        let pairs: Vec<(usize, usize)> =
            groups[served.group].iter().map(|&member| (member, served.facilitator)).collect();
        add(&pairs, 1.0);
    }
    sums.map(|sum| if weights > 0.0 { sum / weights } else { 0.0 })
}

/// Says which points others better, and which are on the hull of the rest.
fn mark(points: &mut [FrontierPoint]) {
    // Sums in another order differ in their last digits; those are no advantage.
    const SAME: f64 = 1e-12;
    let all: Vec<([f64; 2], bool)> =
        points.iter().map(|p| ([p.commonality, p.diversity], p.status == Status::Feasible)).collect();
    let betters = |a: [f64; 2], b: [f64; 2]| {
        a[0] >= b[0] - SAME && a[1] >= b[1] - SAME && (a[0] > b[0] + SAME || a[1] > b[1] + SAME)
    };
    for (point, (own, feasible)) in points.iter_mut().zip(&all) {
        point.dominated = all.iter().any(|(other, kept)| *kept && betters(*other, *own));
        // Under some weights nothing is better: no line between a point with more of one side and one with more of the
        // other passes above.
        let others = || all.iter().filter(|(_, kept)| *kept).map(|(other, _)| *other);
        let below = others().filter(|a| a[0] < own[0]).any(|a| {
            others()
                .filter(|b| b[0] > own[0])
                .any(|b| (b[0] - a[0]) * (own[1] - a[1]) < (b[1] - a[1]) * (own[0] - a[0]) - SAME)
        });
        point.supported = *feasible && !point.dominated && !below;
    }
}

/// The best trades between commonality and diversity.
///
/// # Errors
/// What is wrong with the network, the scenario or what to try.
pub fn frontier(network: &Network, scenario: &Scenario, wanted: &Frontier) -> Result<FrontierResult, Errors> {
    let mut run = FrontierRun::new(network, scenario, wanted)?;
    const STEP: u64 = 1_000_000;
    while !run.progress().finished {
        run.step(STEP)?;
    }
    Ok(run.result())
}
