//! Group sizes × mixes over one network.

use crate::error::{Errors, fault};
use crate::forms::{Pace, Run};
use crate::network::{Network, Table};
use crate::plan::{Case, Placed, Placement, Plan, Score, Status, Worst};
use crate::scenario::{Form, Scenario};
use serde::{Deserialize, Serialize};

/// More plans than anyone can compare.
pub const MOST_POINTS: usize = 400;

/// What to vary.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Sweep {
    /// Smallest and largest group sizes to try, for communities; the scenario's own when empty.
    #[serde(default)]
    pub sizes: Vec<[u32; 2]>,
    /// Mixes to try, each 0..1; the scenario's own when empty.
    #[serde(default)]
    pub mixes: Vec<f64>,
}

/// One plan of a sweep: the same as solving the scenario with that size and mix.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SweepPoint {
    /// The group sizes asked for; null where the form has none.
    pub size: Option<[u32; 2]>,
    /// The mix asked for.
    pub mix: f64,
    /// Whether every hard rule holds.
    pub status: Status,
    /// The score under this point's own mix, and what is proven about it.
    pub score: Score,
    /// The total of the same groups under the scenario's mix: comparable between points of one size.
    pub reference: f64,
    /// The mean over matched pairs of their commonality; null without such criteria or answers.
    pub commonality: Option<f64>,
    /// The mean over matched pairs of their diversity; likewise.
    pub diversity: Option<f64>,
    /// The mean over matched pairs of their exchange; likewise.
    pub exchange: Option<f64>,
    /// The member whose mean affinity to its partners is lowest.
    pub worst: Option<Worst>,
    /// How many groups, pairs or coaching matches there are.
    pub groups: usize,
    /// The smallest group's size; 0 without groups.
    pub smallest: usize,
    /// The largest group's size; 0 without groups.
    pub largest: usize,
    /// Rules that hold everywhere.
    pub rules_held: usize,
    /// Rules, hard or soft, that are broken somewhere.
    pub rules_broken: usize,
    /// How many members were left out.
    pub unplaced: usize,
    /// Whether another feasible point is at least as good in commonality and in diversity and better in one.
    pub dominated: bool,
}

/// All plans of a sweep, sizes in the order given and for each the mixes.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SweepResult {
    /// One point a size and mix.
    pub points: Vec<SweepPoint>,
}

/// How far a sweep is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SweepProgress {
    /// Thousandths of a plan done.
    pub done: u64,
    /// Thousandths of a plan in all.
    pub of: u64,
    /// Whether the sweep has come to its end.
    pub finished: bool,
}

/// A sweep that advances in steps.
pub struct SweepRun {
    network: Network,
    scenario: Scenario,
    table: Table,
    variants: Vec<Scenario>,
    at: usize,
    run: Option<Run>,
    points: Vec<SweepPoint>,
}

impl SweepRun {
    /// Checks the scenario and every variant of it.
    ///
    /// # Errors
    /// What is wrong with the network, the scenario, or a size or mix of the sweep (`sweep.sizes[1]`).
    pub fn new(network: &Network, scenario: &Scenario, sweep: &Sweep) -> Result<Self, Errors> {
        let variants = variants(network, scenario, sweep, "sweep")?;
        let table = Table::new(network);
        let (network, scenario) = (network.clone(), scenario.clone());
        Ok(SweepRun { network, scenario, table, variants, at: 0, run: None, points: Vec::new() })
    }

    /// The time that each plan may take.
    pub fn seconds_each(&self) -> f64 {
        self.scenario.effort.seconds
    }

    /// Whether the next step begins a new plan.
    pub fn between_plans(&self) -> bool {
        self.run.is_none()
    }

    /// Goes on by so many iterations of the present plan.
    ///
    /// # Errors
    /// None that validation has not reported before.
    pub fn step(&mut self, iterations: u64) -> Result<(), Errors> {
        let Some(variant) = self.variants.get(self.at) else { return Ok(()) };
        let mut run = match self.run.take() {
            Some(run) => run,
            None => Run::new(&self.network, variant)?,
        };
        run.step(iterations);
        if run.progress().finished {
            self.close(&run.plan(Pace::On));
        } else {
            self.run = Some(run);
        }
        Ok(())
    }

    /// Ends the present plan as it is and goes on with the next.
    pub fn skip(&mut self) {
        if let Some(run) = self.run.take() {
            self.close(&run.plan(Pace::OutOfTime));
        }
    }

    fn close(&mut self, plan: &Plan) {
        let variant = &self.variants[self.at];
        let point = self.point(variant, plan);
        self.points.push(point);
        self.at += 1;
    }

    /// How far the sweep is.
    pub fn progress(&self) -> SweepProgress {
        let within = self.run.as_ref().map_or(0, |run| {
            let progress = run.progress();
            1000 * progress.done / progress.of.max(1)
        });
        let of = 1000 * self.variants.len() as u64;
        SweepProgress { done: 1000 * self.at as u64 + within.min(999), of, finished: self.at >= self.variants.len() }
    }

    /// The points so far.
    pub fn result(&self) -> SweepResult {
        let mut points = self.points.clone();
        let beaten: Vec<bool> = points.iter().map(|point| points.iter().any(|other| dominates(other, point))).collect();
        points.iter_mut().zip(beaten).for_each(|(point, beaten)| point.dominated = beaten);
        SweepResult { points }
    }

    fn point(&self, variant: &Scenario, plan: &Plan) -> SweepPoint {
        let size = match &variant.form {
            Form::Communities(form) => form.size,
            _ => None,
        };
        let sizes = || plan.groups.iter().map(|group| group.members.len());
        let held = plan.rules.iter().filter(|rule| rule.held).count();
        SweepPoint {
            size,
            mix: variant.mix,
            status: plan.status,
            score: plan.score.clone(),
            reference: self.reference(plan),
            commonality: plan.balance.commonality,
            diversity: plan.balance.diversity,
            exchange: plan.balance.exchange,
            worst: plan.balance.worst.clone(),
            groups: plan.groups.len() + plan.coaching.len(),
            smallest: sizes().min().unwrap_or(0),
            largest: sizes().max().unwrap_or(0),
            rules_held: held,
            rules_broken: plan.rules.len() - held,
            unplaced: plan.unplaced.len(),
            dominated: false,
        }
    }

    /// What the plan's groups are worth under the scenario's own mix.
    fn reference(&self, plan: &Plan) -> f64 {
        let member = |id: &String| self.table.member(id);
        let groups = plan.groups.iter().map(|group| Placed {
            members: group.members.iter().filter_map(member).collect(),
            theme: group.theme.as_ref().and_then(|theme| self.table.theme(theme)),
            round: group.round,
        });
        let matches = plan.coaching.iter().filter_map(|found| member(&found.coach).zip(member(&found.learner)));
        let placement = Placement { groups: groups.collect(), matches: matches.collect(), ..Placement::default() };
        let case = Case::new(&self.network, &self.scenario, &self.table);
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        let placement = Placement { served: case.served_in(plan), ..placement };
        case.measure(&placement).total
    }
}

fn dominates(other: &SweepPoint, point: &SweepPoint) -> bool {
    let sides = |point: &SweepPoint| (point.commonality.unwrap_or(0.0), point.diversity.unwrap_or(0.0));
    let ((c, d), (own_c, own_d)) = (sides(other), sides(point));
    // Means of the same pairs in another order differ in their last digits; those are no advantage.
    const SAME: f64 = 1e-12;
    let better = c > own_c + SAME || d > own_d + SAME;
    other.status == Status::Feasible && c >= own_c - SAME && d >= own_d - SAME && better
}

/// The scenario with each size and mix; `called` is where they were given.
pub(super) fn variants(
    network: &Network,
    scenario: &Scenario,
    sweep: &Sweep,
    called: &str,
) -> Result<Vec<Scenario>, Errors> {
    let mut errors = Errors::default();
    let is_communities = matches!(scenario.form, Form::Communities(_));
    if !sweep.sizes.is_empty() && !is_communities {
        fault("error.sizesNotForForm", "help.sizesNotForForm", format!("{called}.sizes")).into(&mut errors);
    }
    let points = sweep.sizes.len().max(1) * sweep.mixes.len().max(1);
    if points > MOST_POINTS {
        fault("error.tooManyPoints", "help.tooManyPoints", called)
            .with("count", points)
            .with("most", MOST_POINTS)
            .into(&mut errors);
    }
    for (at, mix) in sweep.mixes.iter().enumerate() {
        if !(0.0..=1.0).contains(mix) {
            fault("error.notAShare", "help.notAShare", format!("{called}.mixes[{at}]"))
                .with("number", *mix)
                .into(&mut errors);
        }
    }
    errors.into_result()?;
    let mixes = if sweep.mixes.is_empty() { vec![scenario.mix] } else { sweep.mixes.clone() };
    let sizes: Vec<Option<[u32; 2]>> =
        if sweep.sizes.is_empty() { vec![None] } else { sweep.sizes.iter().copied().map(Some).collect() };
    let mut out = Vec::new();
    for (at, size) in sizes.iter().enumerate() {
        let mut sized = scenario.clone();
        if let (Form::Communities(form), Some(size)) = (&mut sized.form, size) {
            form.size = Some(*size);
        }
        // A size of the sweep that cannot be formed is the sweep's fault, not the scenario's.
        crate::scenario::validate(network, &sized).map_err(|found| match size {
            Some(_) => found.moved("scenario.form.", &format!("{called}.sizes[{at}]")),
            None => found,
        })?;
        out.extend(mixes.iter().map(|&mix| Scenario { mix, ..sized.clone() }));
    }
    Ok(out)
}

/// Plans for each size and mix, one after the other.
///
/// # Errors
/// What is wrong with the network, the scenario or the sweep.
pub fn sweep(network: &Network, scenario: &Scenario, sweep: &Sweep) -> Result<SweepResult, Errors> {
    let mut run = SweepRun::new(network, scenario, sweep)?;
    const STEP: u64 = 1_000_000;
    while !run.progress().finished {
        run.step(STEP)?;
    }
    Ok(run.result())
}
