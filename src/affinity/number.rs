//! Similarity of two numbers on a scale of known range.

/// 1 − |Δ| / range, never below 0; 1 when the range is 0, for then all members are equal.
///
/// Sizes are compared on a logarithmic scale: pass decimal logarithms and their range.
///
/// ```
/// use commonground::affinity::number::similarity;
/// assert_eq!(similarity(10.0, 30.0, 80.0), 0.75);
/// // 10 and 1,000 schools where the network spans 1 to 10,000: two of four decades apart.
/// assert_eq!(similarity(1.0, 3.0, 4.0), 0.5);
/// assert_eq!(similarity(7.0, 7.0, 0.0), 1.0);
/// ```
#[inline(always)]
pub fn similarity(a: f64, b: f64, range: f64) -> f64 {
    if range > 0.0 { f64::max(0.0, 1.0 - libm::fabs(a - b) / range) } else { 1.0 }
}
