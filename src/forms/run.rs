//! A run that advances in steps, so that a page stays awake and a cancelled run keeps its best plan.

use super::ALL_FORMS;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use super::coaching::{CoachingWork, FacilitatorsWork};
use super::communities::CommunitiesWork;
use super::pairs::PairsWork;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use super::panel::PanelWork;
use super::tables::TablesWork;
use crate::error::{Errors, fault};
use crate::network::{Network, Table};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use crate::optim::partition::Handover;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use crate::plan::Placement;
use crate::plan::{Case, Draft, EndedBy, Plan, assemble};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use crate::scenario::CoachingTo;
use crate::scenario::{Form, Scenario};
use serde::Serialize;

/// How far a run is.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Progress {
    /// Steps done.
    pub done: u64,
    /// Steps in all.
    pub of: u64,
    /// Whether the run has come to its end.
    pub finished: bool,
    /// The score of the best plan so far; null before the first.
    pub score: Option<f64>,
    /// By how much the best plan so far breaks hard rules; 0 when it keeps all.
    pub hard_broken: u64,
}

impl Progress {
    /// Of a method that ends in one step: `score` is that of the plan, once there is one.
    pub(super) fn at_once(score: Option<f64>) -> Self {
        let finished = score.is_some();
        Progress { done: u64::from(finished), of: 1, finished, score, hard_broken: 0 }
    }
}

/// What to do after a step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Pace {
    /// Go on.
    On,
    /// Go on; this share of the time is used up, from 0 to 1.
    Within(f64),
    /// The time is used up.
    OutOfTime,
    /// Whoever asked does not want to wait any longer.
    Cancelled,
}

impl Pace {
    /// Whether it is the end.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub(crate) fn ends(self) -> bool {
        matches!(self, Pace::OutOfTime | Pace::Cancelled)
    }

    /// For a run that may take so many seconds.
    pub fn after(elapsed: f64, seconds: f64) -> Self {
        if elapsed < seconds { Pace::Within(elapsed / seconds) } else { Pace::OutOfTime }
    }
}

/// A run over one network and scenario.
///
/// What it finds after a number of iterations does not depend on how they are divided into steps.
pub struct Run {
    pub(super) network: Network,
    pub(super) scenario: Scenario,
    pub(super) table: Table,
    pub(super) work: Work,
}

pub(super) enum Work {
    Pairs(Box<PairsWork>),
    Tables(Box<TablesWork>),
    Communities(Box<CommunitiesWork>),
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    Coaching(CoachingWork),
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    Facilitators(FacilitatorsWork),
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    Panel(Box<PanelWork>),
}

impl Run {
    /// Checks the input and makes ready.
    ///
    /// # Errors
    /// What is wrong with the network or the scenario.
    pub fn new(network: &Network, scenario: &Scenario) -> Result<Run, Errors> {
        crate::scenario::validate(network, scenario)?;
        if !ALL_FORMS && !matches!(scenario.form, Form::Communities(_)) {
            return Err(other_module());
        }
        let table = Table::new(network);
        let work = {
            let case = Case::new(network, scenario, &table);
            match &scenario.form {
                Form::Communities(form) => Work::Communities(Box::new(CommunitiesWork::new(&case, form)?)),
                Form::Pairs(form) if ALL_FORMS && form.size > 2 => Work::Tables(Box::new(TablesWork::new(&case, form))),
                Form::Pairs(form) if ALL_FORMS => Work::Pairs(Box::new(PairsWork::new(&case, form))),
                #[cfg(any(feature = "pairs", not(feature = "engine")))]
                Form::Coaching(form) if form.to == CoachingTo::Groups => {
                    Work::Facilitators(FacilitatorsWork::new(&case, form))
                }
                #[cfg(any(feature = "pairs", not(feature = "engine")))]
                Form::Coaching(form) => Work::Coaching(CoachingWork::new(&case, form)),
                #[cfg(any(feature = "pairs", not(feature = "engine")))]
                Form::Panel(form) => Work::Panel(Box::new(PanelWork::new(&case, form))),
                Form::Pairs(_) => return Err(other_module()),
            }
        };
        Ok(Run { network: network.clone(), scenario: scenario.clone(), table, work })
    }

    /// A run over communities that goes on from where another one ended, whose scenario is much the same.
    ///
    /// # Errors
    /// As [`Run::new`].
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub(crate) fn going_on(network: &Network, scenario: &Scenario, from: &Handover) -> Result<Run, Errors> {
        let Form::Communities(form) = &scenario.form else { return Run::new(network, scenario) };
        crate::scenario::validate(network, scenario)?;
        let table = Table::new(network);
        let work = CommunitiesWork::going_on(&Case::new(network, scenario, &table), form, from)?;
        let work = Work::Communities(Box::new(work));
        Ok(Run { network: network.clone(), scenario: scenario.clone(), work, table })
    }

    /// What another run may go on from, of communities that were searched for.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub(crate) fn handover(&self) -> Option<Handover> {
        if let Work::Communities(work) = &self.work { work.handover() } else { None }
    }

    /// The best so far, without what is proven of it.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub(crate) fn unproven(&self) -> Draft {
        match &self.work {
            Work::Communities(work) => {
                let placement = Placement { groups: work.groups(), ..Placement::default() };
                Draft { placement, iterations: work.progress().done, ..Draft::default() }
            }
            _ => Draft { bound: None, optimal: false, ..self.draft() },
        }
    }

    pub(super) fn case(&self) -> Case<'_> {
        Case::new(&self.network, &self.scenario, &self.table)
    }

    /// Goes on by so many iterations; an exact method takes a whole stage at once.
    pub fn step(&mut self, iterations: u64) {
        if self.progress().finished {
            return;
        }
        let case = || Case::new(&self.network, &self.scenario, &self.table);
        match &mut self.work {
            Work::Communities(work) => work.step(&case, iterations),
            Work::Pairs(work) if ALL_FORMS => work.step(&case(), iterations),
            Work::Tables(work) if ALL_FORMS => work.step(&case(), iterations),
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Work::Coaching(work) => work.step(&case()),
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Work::Facilitators(work) => work.step(&case()),
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Work::Panel(work) => work.step(&case()),
            _ => {}
        }
    }

    /// Tells the run which share of its time is used up, from 0 to 1. A search for communities that would have to become twice
    /// as fast to get through its iterations plans fewer from then on, so that it has cooled down by the end of its time; it
    /// then counts as ended by time. Everything else goes on as before.
    pub fn keep_time(&mut self, used: f64) {
        if let Work::Communities(work) = &mut self.work {
            work.keep_time(used);
        }
    }

    /// How far the run is.
    pub fn progress(&self) -> Progress {
        match &self.work {
            Work::Communities(work) => work.progress(),
            Work::Pairs(work) if ALL_FORMS => work.progress(),
            Work::Tables(work) if ALL_FORMS => work.progress(),
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Work::Coaching(work) => work.progress(),
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Work::Facilitators(work) => work.progress(),
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Work::Panel(work) => work.progress(),
            _ => Progress::default(),
        }
    }

    /// The best plan so far, with what ended the run if it is not finished.
    ///
    /// There always is one: before the first step everyone is unplaced, or placed as it came.
    pub fn plan(&self, pace: Pace) -> Plan {
        let case = self.case();
        let mut draft = self.draft();
        if !self.progress().finished {
            draft.ended_by = if pace == Pace::Cancelled { EndedBy::Cancelled } else { EndedBy::Seconds };
        }
        #[cfg_attr(not(any(feature = "pairs", not(feature = "engine"))), expect(unused_mut))]
        let mut plan = assemble(&case, draft);
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        super::proofs::explain(&case, &mut plan);
        plan
    }

    fn draft(&self) -> Draft {
        let case = self.case();
        match &self.work {
            Work::Communities(work) => work.draft(&case),
            Work::Pairs(work) if ALL_FORMS => work.draft(&case),
            Work::Tables(work) if ALL_FORMS => work.draft(&case),
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Work::Coaching(work) => work.draft(&case),
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Work::Facilitators(work) => work.draft(&case),
            #[cfg(any(feature = "pairs", not(feature = "engine")))]
            Work::Panel(work) => work.draft(&case),
            _ => Draft::default(),
        }
    }
}

/// What a form asks for is in another WebAssembly module.
fn other_module() -> Errors {
    let mut errors = Errors::default();
    fault("error.otherModule", "help.otherModule", "scenario.form").into(&mut errors);
    errors
}

/// Forms a plan.
///
/// Ends when the iterations are used up, or after `effort.seconds` of time, whichever comes first. In a WebAssembly
/// module, which has no clock of its own, only the iterations count; the module's edge uses [`solve_while`].
///
/// # Errors
/// What is wrong with the network or the scenario. That no plan keeps all hard rules is no error but a plan with
/// the status `infeasible`.
pub fn solve(network: &Network, scenario: &Scenario) -> Result<Plan, Errors> {
    #[cfg(not(target_arch = "wasm32"))]
    let mut pace = {
        let start = std::time::Instant::now();
        let seconds = scenario.effort.seconds;
        move |_: &Progress| Pace::after(start.elapsed().as_secs_f64(), seconds)
    };
    #[cfg(target_arch = "wasm32")]
    let mut pace = |_: &Progress| Pace::On;
    solve_while(network, scenario, &mut pace)
}

/// Forms a plan, asking after each step whether to go on.
///
/// # Errors
/// As [`solve`].
pub fn solve_while(
    network: &Network,
    scenario: &Scenario,
    pace: &mut dyn FnMut(&Progress) -> Pace,
) -> Result<Plan, Errors> {
    let mut run = Run::new(network, scenario)?;
    loop {
        // Short enough that asking the clock in between is prompt, long enough that it costs nothing.
        const STEP: u64 = 100_000;
        run.step(STEP);
        let progress = run.progress();
        if progress.finished {
            return Ok(run.plan(Pace::On));
        }
        match pace(&progress) {
            Pace::On => {}
            Pace::Within(used) => run.keep_time(used),
            ended => return Ok(run.plan(ended)),
        }
    }
}
