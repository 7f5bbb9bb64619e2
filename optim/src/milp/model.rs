//! A model in plain numbers.

/// The largest gain that the solver is given, since its tolerances are absolute.
const LARGEST_GAIN: f64 = 1e6;

/// What one unit of the solver's objective stands for, so that no gain of whole numbers is larger than it should be.
pub(super) fn unit_of(largest: u64) -> f64 {
    (largest as f64 / LARGEST_GAIN).max(1.0)
}

/// A row holds if its sum is within this share of its bounds, by the size of its terms: values come from a simplex method
/// in floating point, which keeps rows within 1e-7.
const ROW_TOLERANCE: f64 = 1e-6;

/// A variable, by its position in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Var(pub(super) u32);

impl Var {
    /// The position, from 0 in the order of creation.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A variable's bounds and its part of the objective.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Variable {
    /// The least value; may be `-inf`.
    pub lo: f64,
    /// The largest value; may be `inf`.
    pub hi: f64,
    /// What one unit adds to the objective.
    pub gain: f64,
    /// Whether only whole numbers are allowed; then the bounds are of `i32`.
    pub whole: bool,
}

/// A sum of variables that is to be in a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Variables and their coefficients; those named twice add up.
    pub terms: Vec<(Var, f64)>,
    /// The least value of the sum; may be `-inf`.
    pub lo: f64,
    /// The largest value of the sum; may be `inf`.
    pub hi: f64,
}

impl Row {
    /// Whether the sum over these values is in its range.
    fn holds(&self, values: &[f64]) -> bool {
        let (mut sum, mut size) = (0.0, 1.0);
        for &(var, coefficient) in &self.terms {
            let term = coefficient * values.get(var.index()).copied().unwrap_or(f64::NAN);
            sum += term;
            size += term.abs();
        }
        let slack = ROW_TOLERANCE * size;
        sum >= self.lo - slack && sum <= self.hi + slack
    }
}

/// Variables and rows; the objective, a sum of the variables' gains, is made as large as possible.
///
/// All numbers but bounds must be finite.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Model {
    variables: Vec<Variable>,
    rows: Vec<Row>,
}

impl Model {
    /// A model without variables.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a variable that may have any value in its bounds.
    pub fn continuous(&mut self, lo: f64, hi: f64, gain: f64) -> Var {
        self.add(Variable { lo, hi, gain, whole: false })
    }

    /// Adds a variable that may have any whole value in its bounds.
    pub fn whole(&mut self, lo: i32, hi: i32, gain: f64) -> Var {
        self.add(Variable { lo: f64::from(lo), hi: f64::from(hi), gain, whole: true })
    }

    fn add(&mut self, variable: Variable) -> Var {
        debug_assert!(variable.gain.is_finite() && !variable.lo.is_nan() && !variable.hi.is_nan());
        let var = Var(self.variables.len() as u32);
        self.variables.push(variable);
        var
    }

    /// Adds a row; a range of one value is an equation.
    pub fn row(&mut self, terms: impl IntoIterator<Item = (Var, f64)>, lo: f64, hi: f64) {
        let terms: Vec<(Var, f64)> = terms.into_iter().collect();
        debug_assert!(terms.iter().all(|(var, c)| c.is_finite() && var.index() < self.variables.len()));
        debug_assert!(!lo.is_nan() && !hi.is_nan());
        self.rows.push(Row { terms, lo, hi });
    }

    /// Puts another gain on a variable.
    pub fn set_gain(&mut self, var: Var, gain: f64) {
        debug_assert!(gain.is_finite());
        if let Some(variable) = self.variables.get_mut(var.index()) {
            variable.gain = gain;
        }
    }

    /// The variables, in the order of creation.
    pub fn variables(&self) -> &[Variable] {
        &self.variables
    }

    /// The rows, in the order of creation.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// What these values are worth.
    pub fn objective(&self, values: &[f64]) -> f64 {
        self.variables.iter().zip(values).map(|(variable, value)| variable.gain * value).sum()
    }

    /// The values with whole variables rounded, each within its bounds, if every row then holds.
    pub fn checked(&self, values: &[f64]) -> Option<Vec<f64>> {
        if values.len() != self.variables.len() || !values.iter().all(|value| value.is_finite()) {
            return None;
        }
        let near = |variable: &Variable, value: f64| {
            let slack = ROW_TOLERANCE * (1.0 + value.abs());
            let rounded = libm::round(value);
            let in_bounds = value >= variable.lo - slack && value <= variable.hi + slack;
            let whole = !variable.whole || (value - rounded).abs() <= ROW_TOLERANCE.sqrt();
            let value = if variable.whole { rounded } else { value };
            // Not `clamp`, which panics where the bounds are upside down.
            (in_bounds && whole).then(|| value.max(variable.lo).min(variable.hi))
        };
        let pairs = self.variables.iter().zip(values);
        let rounded: Vec<f64> = pairs.map(|(variable, &value)| near(variable, value)).collect::<Option<_>>()?;
        self.rows.iter().all(|row| row.holds(&rounded)).then_some(rounded)
    }
}
