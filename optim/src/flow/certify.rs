//! Proof of optimality by linear programming duality. Written against the definition of the
//! problem alone: it shares no code with the solver, so that each can catch the other.

use std::fmt;

use super::problem::{Bounds, Problem};
use super::{Shortfall, Solution};

/// Why a [`Solution`] is not proven to be the best of its [`Problem`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CertificateError {
    /// The numbers of dual values and of nodes differ.
    Shape,
    /// The pairs are not in strictly ascending order here, so one might be used twice.
    Order(u32, u32),
    /// This pair is forbidden or does not exist.
    Forbidden(u32, u32),
    /// This left node is assigned more often than its `hi`.
    LeftOverfull(u32),
    /// This right node is assigned more often than its `hi`.
    RightOverfull(u32),
    /// The weights of the chosen pairs do not add up to the stated total.
    Total,
    /// The stated number of served units is not what the pairs give.
    Served,
    /// The stated shortfalls are not what the pairs give.
    Shortfalls,
    /// A wanted-first unit earns too little to come before every weight.
    Bonus,
    /// The prices say that this pair should be dropped (if chosen) or chosen (if not).
    Pair(u32, u32),
    /// The dual value of this left node does not fit the number of its units.
    Left(u32),
    /// The dual value of this right node does not fit the number of its units.
    Right(u32),
}

impl fmt::Display for CertificateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape => write!(f, "the dual values do not match the nodes"),
            Self::Order(l, r) => write!(f, "pair ({l}, {r}) is repeated or out of order"),
            Self::Forbidden(l, r) => write!(f, "pair ({l}, {r}) is not allowed"),
            Self::LeftOverfull(l) => write!(f, "left node {l} is assigned too often"),
            Self::RightOverfull(r) => write!(f, "right node {r} is assigned too often"),
            Self::Total => write!(f, "the total is not the sum of the weights"),
            Self::Served => write!(f, "the number of served units is wrong"),
            Self::Shortfalls => write!(f, "the shortfalls are wrong"),
            Self::Bonus => write!(f, "the bonus does not outweigh every exchange"),
            Self::Pair(l, r) => write!(f, "pair ({l}, {r}) violates complementary slackness"),
            Self::Left(l) => write!(f, "left node {l} violates complementary slackness"),
            Self::Right(r) => write!(f, "right node {r} violates complementary slackness"),
        }
    }
}

impl std::error::Error for CertificateError {}

/// Proves that `solution` is feasible, is described truthfully and is the best there is on both
/// levels, or says what is wrong with it.
///
/// Sums are taken in `i128`, so the proof holds for any input.
///
/// # Errors
///
/// The first defect found, see [`CertificateError`]. A defect of the prices alone means *not
/// proven*, not that a better assignment exists.
pub fn certify(problem: &Problem, solution: &Solution) -> Result<(), CertificateError> {
    let loads = feasible(problem, solution)?;
    described(problem, solution, &loads)?;
    bonus_dominates(problem, solution)?;
    pairs_fit(problem, solution)?;
    let bonus = i128::from(solution.duals.bonus);
    let left = problem.left().iter().zip(&loads.left);
    for (l, ((&bounds, &units), &dual)) in (0..).zip(left.zip(&solution.duals.left)) {
        if !units_fit(bounds, units, i128::from(dual), bonus, 0) {
            return Err(CertificateError::Left(l));
        }
    }
    let right = problem.right().iter().zip(&loads.right);
    for (r, ((&bounds, &units), &dual)) in (0..).zip(right.zip(&solution.duals.right)) {
        if !units_fit(bounds, units, i128::from(dual), bonus, i128::from(problem.step(r))) {
            return Err(CertificateError::Right(r));
        }
    }
    Ok(())
}

/// How often every node is assigned.
struct Loads {
    left: Vec<u32>,
    right: Vec<u32>,
}

fn feasible(problem: &Problem, solution: &Solution) -> Result<Loads, CertificateError> {
    let duals = &solution.duals;
    if duals.left.len() != problem.left().len() || duals.right.len() != problem.right().len() {
        return Err(CertificateError::Shape);
    }
    let mut loads = Loads { left: vec![0; problem.left().len()], right: vec![0; problem.right().len()] };
    let mut before = None;
    for &(l, r) in &solution.assigned {
        if before >= Some((l, r)) {
            return Err(CertificateError::Order(l, r));
        }
        before = Some((l, r));
        if problem.weight(l, r).is_none() {
            return Err(CertificateError::Forbidden(l, r));
        }
        loads.left[l as usize] += 1;
        loads.right[r as usize] += 1;
    }
    for (l, (bounds, &units)) in (0..).zip(problem.left().iter().zip(&loads.left)) {
        if units > bounds.hi {
            return Err(CertificateError::LeftOverfull(l));
        }
    }
    for (r, (bounds, &units)) in (0..).zip(problem.right().iter().zip(&loads.right)) {
        if units > bounds.hi {
            return Err(CertificateError::RightOverfull(r));
        }
    }
    Ok(loads)
}

/// The stated sums are those of the pairs.
fn described(problem: &Problem, solution: &Solution, loads: &Loads) -> Result<(), CertificateError> {
    let weights = solution.assigned.iter().filter_map(|&(l, r)| problem.weight(l, r));
    let costs = (0..).zip(&loads.right).map(|(r, &units)| i128::from(problem.step(r)) * cost_in_steps(units));
    let costs = costs.sum::<i128>();
    if weights.map(i128::from).sum::<i128>() - costs != i128::from(solution.total) {
        return Err(CertificateError::Total);
    }
    let served = problem.left().iter().zip(&loads.left);
    let served: u64 = served.map(|(bounds, &units)| u64::from(units.min(bounds.lo))).sum();
    if served != solution.served {
        return Err(CertificateError::Served);
    }
    let short = (0..).zip(problem.right().iter().zip(&loads.right));
    let short = short.filter_map(|(right, (bounds, &units))| {
        let missing = bounds.lo.min(bounds.hi).saturating_sub(units);
        (missing > 0).then_some(Shortfall { right, missing })
    });
    if !short.eq(solution.short.iter().copied()) {
        return Err(CertificateError::Shortfalls);
    }
    Ok(())
}

/// In steps, what so many units of a right node cost together: 0 + 1 + 2 + …
fn cost_in_steps(units: u32) -> i128 {
    i128::from(units) * (i128::from(units) - 1) / 2
}

/// An improving exchange is a simple cycle with at most two pairs at each node of the smaller
/// side, and at most one more unit of a right node. If one with one more wanted-first unit existed, it would raise the
/// objective by the bonus less at most that many weights and that unit's cost: so a larger bonus rules it out at the
/// optimum.
fn bonus_dominates(problem: &Problem, solution: &Solution) -> Result<(), CertificateError> {
    let nodes = problem.left().len().min(problem.right().len()) as i128;
    let rows = (0..).zip(problem.left());
    let heaviest =
        rows.flat_map(|(l, _)| problem.row(l)).map(|(_, weight)| i128::from(weight).abs()).max().unwrap_or(0);
    let most = problem.left().len() as i128;
    let dearest = (0..).zip(problem.right()).map(|(r, b)| i128::from(problem.step(r)) * most.min(i128::from(b.hi)));
    let dearest = dearest.max().unwrap_or(0);
    if i128::from(solution.duals.bonus) <= 2 * nodes * heaviest + dearest {
        return Err(CertificateError::Bonus);
    }
    Ok(())
}

/// A chosen pair is worth its prices, any other allowed pair is not worth more than them.
fn pairs_fit(problem: &Problem, solution: &Solution) -> Result<(), CertificateError> {
    let mut chosen = solution.assigned.iter().copied().peekable();
    for (l, &value) in (0..).zip(&solution.duals.left) {
        for (r, weight) in problem.row(l) {
            let price = i128::from(solution.duals.right[r as usize]);
            let surplus = i128::from(weight) - i128::from(value) - price;
            let is_chosen = chosen.next_if_eq(&(l, r)).is_some();
            if (is_chosen && surplus < 0) || (!is_chosen && surplus > 0) {
                return Err(CertificateError::Pair(l, r));
            }
        }
    }
    Ok(())
}

/// The last unit in use is worth having and the next one is not. Units are worth less and less,
/// so these two speak for all.
fn units_fit(bounds: Bounds, units: u32, dual: i128, bonus: i128, step: i128) -> bool {
    let worth = |unit: u32| dual - step * i128::from(unit) + if unit < bounds.lo { bonus } else { 0 };
    let last_is_worth_it = units == 0 || worth(units - 1) >= 0;
    let next_is_not = units >= bounds.hi || worth(units) <= 0;
    last_is_worth_it && next_is_not
}
