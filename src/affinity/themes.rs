//! Similarity of two members' wishes among the themes.

/// Σ min / Σ max of the two members' wishes, 0..1 (Ružička 1958); `None` when neither wishes for anything.
///
/// ```
/// use commonground::affinity::themes::similarity;
/// assert_eq!(similarity(&[1.0, 0.5, 0.0], &[0.5, 0.5, 0.0]), Some(1.0 / 1.5));
/// assert_eq!(similarity(&[0.0], &[0.0]), None);
/// ```
pub fn similarity(a: &[f64], b: &[f64]) -> Option<f64> {
    let both = || a.iter().zip(b);
    let all: f64 = both().map(|(x, y)| x.max(*y)).sum();
    let shared: f64 = both().map(|(x, y)| x.min(*y)).sum();
    (all > 0.0).then(|| shared / all)
}
