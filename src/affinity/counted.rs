//! Coaching in which a narrower answer never raises an affinity.
//!
//! As shares, an answer counts the more the less it says: who drops a need that nobody meets has a larger share of them met.
//! Counted, every measure can only fall when the learner says less.

use super::compiled::{Affinity, Measure, Term};
use crate::network::Column;

/// The needs met, up to so many, as a share of that number; offers are in ascending order.
///
/// ```
/// use commonground::affinity::counted::met;
/// let (assessment, finance, coaching) = (0, 1, 2);
/// assert_eq!(met(&[assessment, finance], &[finance], 2), 0.5);
/// assert_eq!(met(&[finance], &[finance], 2), 0.5); // dropping a need gains nothing
/// assert_eq!(met(&[assessment, finance, coaching], &[assessment, finance, coaching], 2), 1.0);
/// ```
pub fn met(needs: &[u32], offers: &[u32], most: u32) -> f64 {
    let met = needs.iter().filter(|need| offers.binary_search(need).is_ok()).count() as f64;
    f64::min(met / f64::from(most.max(1)), 1.0)
}

/// 1 when two lists, the second in ascending order, share a value, 0 otherwise, also when either is empty.
pub fn shared(a: &[u32], b: &[u32]) -> f64 {
    if a.iter().any(|value| b.binary_search(value).is_ok()) { 1.0 } else { 0.0 }
}

impl Affinity<'_> {
    /// How far a criterion is fulfilled when answers are counted; an answer left out fulfils nothing.
    pub(super) fn counted(&self, most: u32, term: &Term, learner: usize, coach: usize) -> Option<f64> {
        let values = |column: &Column| shared(column.values(learner), column.values(coach));
        match &term.measure {
            Measure::Exchange | Measure::ExchangeBits { .. } => {
                let table = &self.table;
                Some(met(table.needs.values(learner), table.offers.values(coach), most))
            }
            Measure::Similar { column, wanted: true, .. } if matches!(**column, Column::Set { .. }) => {
                Some(values(column))
            }
            Measure::SimilarBits { sets, wanted: true } => {
                let both = sets[learner].unwrap_or(0) & sets[coach].unwrap_or(0);
                Some(if both > 0 { 1.0 } else { 0.0 })
            }
            _ => Some(self.measured(term, learner, coach).unwrap_or(0.0)),
        }
    }
}
