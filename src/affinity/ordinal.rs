//! Similarity of two levels of an ordered scale.

/// 1 − |Δlevel| / (levels − 1), for levels counted from 0.
///
/// ```
/// use commonground::affinity::ordinal::similarity;
/// let (pilot, scaling, national) = (0, 1, 2);
/// assert_eq!(similarity(pilot, pilot, 3), 1.0);
/// assert_eq!(similarity(pilot, scaling, 3), 0.5);
/// assert_eq!(similarity(pilot, national, 3), 0.0);
/// ```
#[inline(always)]
pub fn similarity(a: u32, b: u32, levels: usize) -> f64 {
    if levels < 2 { 1.0 } else { 1.0 - f64::from(a.abs_diff(b)) / (levels - 1) as f64 }
}
