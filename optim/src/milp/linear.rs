//! Linear programs that grow row by row.

use super::model::{Model, Var};
use super::solve::{formulate, handles};
use microlp::{ComparisonOp, LinearExpr, Solution};

/// A program of continuous variables that is solved again after each new row, from where it stood.
#[derive(Clone, Debug)]
pub(super) struct Linear {
    model: Model,
    handles: Vec<microlp::Variable>,
    solved: Option<Box<Solution>>,
}

impl Linear {
    pub fn new(model: Model) -> Self {
        let handles = handles(model.variables().len());
        Linear { model, handles, solved: None }
    }

    /// The best values; nothing where there are none, or where rounding spoils them.
    pub fn values(&mut self) -> Option<Vec<f64>> {
        if let Some(values) = self.checked() {
            return Some(values);
        }
        let problem = formulate(&self.model).ok()?;
        self.solved = problem.as_inner().solve().ok()?.into_solution().ok().map(Box::new);
        self.checked()
    }

    fn checked(&self) -> Option<Vec<f64>> {
        let values: Vec<f64> = self.solved.as_ref()?.iter().map(|(_, value)| value).collect();
        self.model.checked(&values)
    }

    /// Adds a row whose sum must not be negative.
    pub fn at_least_nothing(&mut self, terms: Vec<(Var, f64)>) {
        let mut sum = LinearExpr::empty();
        terms.iter().for_each(|&(var, coefficient)| sum.add(self.handles[var.index()], coefficient));
        self.model.row(terms, 0.0, f64::INFINITY);
        let again = self.solved.take().and_then(|solved| solved.add_constraint(sum, ComparisonOp::Ge, 0.0).ok());
        self.solved = again.and_then(|outcome| outcome.into_solution().ok()).map(Box::new);
    }
}
