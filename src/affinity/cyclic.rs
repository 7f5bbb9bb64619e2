//! Similarity of two positions on a circle, such as time zones.

/// The shorter way round between two positions, 0..period/2.
///
/// ```
/// use commonground::affinity::cyclic::distance;
/// assert_eq!(distance(23.0, 2.0, 24.0), 3.0);
/// ```
#[inline(always)]
pub fn distance(a: f64, b: f64, period: f64) -> f64 {
    let straight = libm::fabs(a - b);
    f64::min(straight, period - straight)
}

/// 1 − circular distance / (period / 2).
///
/// ```
/// use commonground::affinity::cyclic::similarity;
/// assert_eq!(similarity(23.0, 2.0, 24.0), 0.75); // 3 of at most 12 hours apart
/// assert_eq!(similarity(0.0, 12.0, 24.0), 0.0);
/// ```
#[inline(always)]
pub fn similarity(a: f64, b: f64, period: f64) -> f64 {
    1.0 - distance(a, b, period) / (period / 2.0)
}
