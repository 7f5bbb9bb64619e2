//! Similarity of two categories: equal or not.

/// 1 when the two are equal, 0 otherwise.
///
/// ```
/// use commonground::affinity::category::similarity;
/// let (andes, sahel) = (0, 1);
/// assert_eq!(similarity(andes, andes), 1.0);
/// assert_eq!(similarity(andes, sahel), 0.0);
/// ```
#[inline(always)]
pub fn similarity(a: u32, b: u32) -> f64 {
    if a == b { 1.0 } else { 0.0 }
}
