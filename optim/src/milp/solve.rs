//! From a model to the solver and back.

use super::model::Model;
use good_lp::solvers::microlp::MicroLpProblem;
use good_lp::{Expression, ProblemVariables, SolverModel, constraint, variable};
use microlp::{Error, OptimizationDirection, Problem, ResumeOptions, SolveOptions, SolveOutcome, TerminationReason};

/// An objective reaches a bound if it misses by no more than this share: the solver's own arithmetic is no finer.
const PROVEN_WITHIN: f64 = 1e-6;

/// The solver is asked for so many nodes at a time. It leaves its depth-first dive when it is stopped: were it stopped
/// wherever a caller pauses, what it finds would depend on that.
const SLICE: u64 = 64;

/// When a search ends that has not proven its optimum. It counts nodes of branch and bound, never time, so that the same
/// limits end it at the same place on any machine.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The most nodes that are solved, besides the first relaxation. Models of continuous variables have none.
    pub nodes: u64,
    /// Ends when what is found is within this share of the bound; 0 asks for the optimum.
    pub gap: f64,
}

impl Limits {
    /// The optimum, after so many nodes at most.
    pub const fn nodes(nodes: u64) -> Self {
        Self { nodes, gap: 0.0 }
    }
}

/// What is known about a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The values are the best there are.
    Optimal,
    /// The values keep all rows; none are better than the bound, if there is one.
    Bounded,
    /// No values keep all rows.
    Infeasible,
    /// The objective can be as large as one likes.
    Unbounded,
    /// Nothing was found before the limits, or numbers were too ill-matched to say anything.
    NoneFound,
}

/// What a search came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What is known.
    pub status: Status,
    /// A value for each variable, whole ones rounded; empty unless the status is `Optimal` or `Bounded`. They were checked
    /// against the rows.
    pub values: Vec<f64>,
    /// What the values are worth; 0 without values.
    pub objective: f64,
    /// No values are worth more, as far as is proven.
    pub bound: Option<f64>,
    /// (bound − objective) / |bound|, or by 1 where the bound is nearer to 0; none without values or bound.
    pub gap: Option<f64>,
    /// Nodes solved.
    pub nodes: u64,
}

impl Outcome {
    fn without(status: Status) -> Self {
        Outcome { status, values: Vec::new(), objective: 0.0, bound: None, gap: None, nodes: 0 }
    }

    /// Whether there are values.
    pub fn has_values(&self) -> bool {
        matches!(self.status, Status::Optimal | Status::Bounded)
    }
}

/// Solves a model. Values to start from that keep all rows are never made worse, and cut the search short.
pub fn solve(model: &Model, limits: &Limits, start: Option<&[f64]>) -> Outcome {
    let mut search = Search::new(model.clone(), *limits, start);
    search.step(limits.nodes);
    search.outcome()
}

/// A search that goes on in slices; what it finds does not depend on how it is sliced.
#[derive(Clone, Debug)]
pub struct Search {
    model: Model,
    limits: Limits,
    /// Checked values to start from.
    start: Option<Vec<f64>>,
    state: State,
    nodes: u64,
}

#[derive(Clone, Debug)]
enum State {
    Fresh,
    Running(Box<SolveOutcome>),
    Ended(Result<Box<SolveOutcome>, Failure>),
}

/// Why the solver has nothing to show.
#[derive(Clone, Copy, Debug)]
pub(super) enum Failure {
    Infeasible,
    Unbounded,
    Numbers,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Infeasible => Failure::Infeasible,
            Error::Unbounded => Failure::Unbounded,
            _ => Failure::Numbers,
        }
    }
}

impl Search {
    /// Makes ready; nothing is solved yet.
    pub fn new(model: Model, limits: Limits, start: Option<&[f64]>) -> Self {
        let start = start.and_then(|values| model.checked(values));
        Search { model, limits, start, state: State::Fresh, nodes: 0 }
    }

    /// Whether nothing is left to do.
    pub fn finished(&self) -> bool {
        matches!(self.state, State::Ended(_))
    }

    /// Nodes solved.
    pub fn nodes(&self) -> u64 {
        self.nodes
    }

    /// Goes on by so many nodes, rounded up to what the solver does at a time; first comes the relaxation, as a whole.
    pub fn step(&mut self, nodes: u64) {
        let until = self.nodes.saturating_add(nodes);
        while !self.finished() && (matches!(self.state, State::Fresh) || self.nodes < until) {
            self.slice();
        }
    }

    fn slice(&mut self) {
        let nodes = SLICE.min(self.limits.nodes.saturating_sub(self.nodes));
        let went_on = match std::mem::replace(&mut self.state, State::Fresh) {
            State::Fresh => self.begin(nodes),
            State::Running(outcome) => {
                let mut options = ResumeOptions::default();
                options.node_limit = Some(nodes);
                options.mip_gap = (self.limits.gap > 0.0).then_some(self.limits.gap);
                outcome.resume_with(options).map_err(Failure::from)
            }
            State::Ended(ended) => {
                self.state = State::Ended(ended);
                return;
            }
        };
        self.state = match went_on.map(Box::new) {
            Err(failure) => State::Ended(Err(failure)),
            Ok(outcome) => {
                self.nodes = outcome.stats().nodes_solved;
                let may_go_on = outcome.termination_reason() == TerminationReason::NodeLimit;
                if may_go_on && self.nodes < self.limits.nodes {
                    State::Running(outcome)
                } else {
                    State::Ended(Ok(outcome))
                }
            }
        };
    }

    fn begin(&self, nodes: u64) -> Result<SolveOutcome, Failure> {
        let problem = formulate(&self.model)?;
        let mut options = SolveOptions::default();
        options.node_limit = Some(nodes);
        options.mip_gap = self.limits.gap;
        options.warm_start =
            self.start.as_ref().map(|values| handles(values.len()).into_iter().zip(values.iter().copied()).collect());
        Ok(problem.as_inner().solve_with(options)?)
    }

    /// The best so far.
    pub fn outcome(&self) -> Outcome {
        let (found, failure) = match &self.state {
            State::Fresh => (None, None),
            State::Running(outcome) | State::Ended(Ok(outcome)) => (Some(outcome), None),
            State::Ended(Err(failure)) => (None, Some(*failure)),
        };
        let solution = found.and_then(|outcome| outcome.solution());
        let raw = solution.map(|solution| solution.iter().map(|(_, value)| value).collect::<Vec<f64>>());
        let mut best = raw.and_then(|values| self.model.checked(&values));
        if let Some(start) = &self.start
            && best.as_ref().is_none_or(|best| self.model.objective(best) < self.model.objective(start))
        {
            best = Some(start.clone());
        }
        let Some(values) = best else {
            let status = match failure {
                Some(Failure::Infeasible) => Status::Infeasible,
                Some(Failure::Unbounded) => Status::Unbounded,
                Some(Failure::Numbers) | None => Status::NoneFound,
            };
            let bound = found.and_then(|outcome| outcome.stats().best_bound);
            return Outcome { bound, nodes: self.nodes, ..Outcome::without(status) };
        };
        if let Some(Failure::Unbounded) = failure {
            return Outcome { nodes: self.nodes, ..Outcome::without(Status::Unbounded) };
        }
        let objective = self.model.objective(&values);
        // The solver's bound and our sum are rounded differently.
        let bound = found.and_then(|outcome| outcome.stats().best_bound).map(|bound| bound.max(objective));
        let gap = bound.map(|bound| (bound - objective) / bound.abs().max(1.0));
        let proven = found.is_some_and(|outcome| outcome.is_optimal()) && gap.is_some_and(|gap| gap <= PROVEN_WITHIN);
        let status = if proven { Status::Optimal } else { Status::Bounded };
        Outcome { status, values, objective, bound, gap, nodes: self.nodes }
    }
}

/// The model in the solver's terms.
pub(super) fn formulate(model: &Model) -> Result<MicroLpProblem, Failure> {
    let mut variables = ProblemVariables::new();
    let mut objective = Expression::with_capacity(model.variables().len());
    let mut handles = Vec::with_capacity(model.variables().len());
    for one in model.variables() {
        if one.lo > one.hi {
            return Err(Failure::Infeasible);
        }
        let definition = variable().min(one.lo).max(one.hi);
        let handle = variables.add(if one.whole { definition.integer() } else { definition });
        objective.add_mul(one.gain, handle);
        handles.push(handle);
    }
    let mut problem = variables.maximise(objective).using(good_lp::solvers::microlp::microlp);
    for row in model.rows() {
        if row.lo > row.hi || (row.terms.is_empty() && !(row.lo <= 0.0 && row.hi >= 0.0)) {
            return Err(Failure::Infeasible);
        }
        if row.terms.is_empty() {
            continue;
        }
        let sum = || {
            let mut sum = Expression::with_capacity(row.terms.len());
            row.terms.iter().for_each(|&(var, coefficient)| {
                sum.add_mul(coefficient, handles[var.index()]);
            });
            sum
        };
        if row.lo == row.hi {
            problem.add_constraint(constraint::eq(sum(), row.lo));
            continue;
        }
        if row.lo.is_finite() {
            problem.add_constraint(constraint::geq(sum(), row.lo));
        }
        if row.hi.is_finite() {
            problem.add_constraint(constraint::leq(sum(), row.hi));
        }
    }
    Ok(problem)
}

/// The solver knows variables by their positions; good_lp keeps its own handles to itself.
pub(super) fn handles(count: usize) -> Vec<microlp::Variable> {
    let mut positions = Problem::new(OptimizationDirection::Maximize);
    (0..count).map(|_| positions.add_var(0.0, (0.0, 1.0))).collect()
}
