//! Exact assignment of `left` nodes to `right` nodes, both with bounds on how often they are
//! assigned: learners to coaches.
//!
//! An assignment is a set of allowed pairs, each used at most once, in which no node is used more
//! than its `hi`. The best one is found in this order:
//!
//! 1. as many *wanted first* units as can be had: the first `lo` of every node, on either side, so
//!    that nobody is left out who could be served and no right node idles below its `lo` needlessly;
//! 2. among those, the largest total weight. Units beyond `lo` are used only where they raise it.
//!
//! The two sides' wishes of step 1 never compete: an exchange that serves one more left node moves
//! units between right nodes or takes them from left nodes with units to spare, but never lowers a
//! right node's load, and the reverse (Mendelsohn and Dulmage, 1958). So the largest sum is the
//! largest for each side by itself.
//!
//! With [even loads](Problem::with_even_loads) each further unit of a right node costs more than the one before, and the
//! total is that of the weights less these costs.
//!
//! Both steps are one minimum-cost flow in which a wanted-first unit earns a bonus. An improving
//! exchange is a simple cycle, which meets each node at most once and therefore has at most
//! 2·min(left, right) pairs; a bonus above that number times the largest |weight|, costs of units
//! included, outweighs whatever one more unit may cost.
//!
//! [`solve`] returns the optimum with its dual prices. [`certify`] proves from these, by linear
//! programming duality and without any of the solver's code, that nothing better exists.

mod auction;
mod balanced;
mod certify;
mod problem;
mod solve;
#[cfg(test)]
mod tests;

pub use certify::{CertificateError, certify};
pub use problem::{Bounds, Problem};
pub use solve::solve;

/// The best assignment of a [`Problem`], and the prices that prove it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Solution {
    /// The chosen `(left, right)` pairs, in ascending order.
    pub assigned: Vec<(u32, u32)>,
    /// Wanted-first units of the left nodes that are met: Σ min(assigned, `lo`).
    pub served: u64,
    /// Sum of the weights of the chosen pairs, less what the loads of the right nodes cost.
    pub total: i64,
    /// The right nodes whose `lo` could not be met, in ascending order; empty when all are. Their
    /// sum is the smallest possible; which of several nodes it falls on is decided by the weights.
    pub short: Vec<Shortfall>,
    /// The certificate of optimality.
    pub duals: Duals,
}

/// A right node that is assigned less often than its `lo`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortfall {
    /// The right node.
    pub right: u32,
    /// Units by which it misses its `lo`.
    pub missing: u32,
}

/// Dual values, in units of weight.
///
/// With `left[l]` = u, `right[r]` = p and a bonus b for a wanted-first unit (else 0), the solution
/// is optimal because every chosen pair has weight − u − p ≥ 0 and every other allowed pair ≤ 0;
/// every used unit of a node has b + u (or p, less the unit's cost) ≥ 0 and every unused one ≤ 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duals {
    /// What one more unit of each left node would be worth.
    pub left: Vec<i64>,
    /// The price of each right node: what one more unit of it would be worth.
    pub right: Vec<i64>,
    /// What a wanted-first unit earns: more than any exchange of pairs can outweigh.
    pub bonus: i64,
}
