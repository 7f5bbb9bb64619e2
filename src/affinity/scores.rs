//! The embedder's own scores beside other criteria.

/// A score on the range from the network's smallest to its largest, 0..1; 1 when all are equal.
///
/// ```
/// use commonground::affinity::scores::scaled;
/// assert_eq!(scaled(3.0, 1.0, 5.0), 0.5);
/// assert_eq!(scaled(2.0, 2.0, 2.0), 1.0);
/// ```
#[inline(always)]
pub fn scaled(score: f64, smallest: f64, largest: f64) -> f64 {
    if largest > smallest { (score - smallest) / (largest - smallest) } else { 1.0 }
}
