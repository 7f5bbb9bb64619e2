//! How well two members can teach each other.

/// The share of needs that the offers cover, 0..1; `None` without needs.
///
/// ```
/// use commonground::affinity::exchange::coverage;
/// let (assessment, finance, coaching) = (0, 1, 2);
/// assert_eq!(coverage(&[assessment, finance], &[finance, coaching]), Some(0.5));
/// assert_eq!(coverage(&[], &[finance]), None);
/// ```
#[inline(always)]
pub fn coverage(needs: &[u32], offers: &[u32]) -> Option<f64> {
    let met = needs.iter().filter(|need| offers.binary_search(need).is_ok()).count();
    (!needs.is_empty()).then(|| met as f64 / needs.len() as f64)
}

/// The same of topics given as bits.
///
/// ```
/// use commonground::affinity::exchange::{coverage, coverage_of_bits};
/// assert_eq!(coverage_of_bits(0b011, 0b110), coverage(&[0, 1], &[1, 2]));
/// ```
#[inline(always)]
pub fn coverage_of_bits(needs: u64, offers: u64) -> Option<f64> {
    coverage_of_counts((needs & offers).count_ones(), needs.count_ones())
}

/// The same of how many needs are met, and how many there are.
#[inline(always)]
pub(super) fn coverage_of_counts(met: u32, all: u32) -> Option<f64> {
    (all > 0).then(|| f64::from(met) / f64::from(all))
}

/// The harmonic mean of what each gets from the other, 0..1: when either gets nothing they are no peers, and it is 0.
///
/// ```
/// use commonground::affinity::exchange::mutual;
/// assert_eq!(mutual(1.0, 0.5), 2.0 / 3.0);
/// assert_eq!(mutual(1.0, 0.0), 0.0); // one-way
/// ```
#[inline(always)]
pub fn mutual(one: f64, other: f64) -> f64 {
    if one + other > 0.0 { 2.0 * one * other / (one + other) } else { 0.0 }
}
