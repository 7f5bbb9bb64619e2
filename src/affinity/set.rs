//! Similarity of two sets: what they share of all they hold (Jaccard 1901).

/// |A ∩ B| / |A ∪ B| of two ascending lists; `None` when both are empty.
///
/// ```
/// use commonground::affinity::set::similarity;
/// let (en, fr, es) = (0, 1, 2);
/// assert_eq!(similarity(&[en, fr], &[fr, es]), Some(1.0 / 3.0)); // fr of {en, fr, es}
/// assert_eq!(similarity(&[en], &[fr]), Some(0.0));
/// assert_eq!(similarity(&[], &[]), None);
/// ```
#[inline(always)]
pub fn similarity(a: &[u32], b: &[u32]) -> Option<f64> {
    weighted(a, b, |_| 1.0)
}

/// The same with each value counting its own weight, 0 or more; `None` when all that they hold weighs nothing.
///
/// ```
/// use commonground::affinity::set::weighted;
/// // Sharing the rare value (weight 3) and differing on the common one (weight 1): 3 of 3 + 1.
/// assert_eq!(weighted(&[0, 1], &[1], |value| if value == 1 { 3.0 } else { 1.0 }), Some(0.75));
/// ```
#[inline(always)]
pub fn weighted(a: &[u32], b: &[u32], weight: impl Fn(u32) -> f64) -> Option<f64> {
    let (mut i, mut j) = (0, 0);
    let (mut shared, mut all) = (0.0, 0.0);
    while i < a.len() || j < b.len() {
        let value = match (a.get(i), b.get(j)) {
            (Some(&x), Some(&y)) if x == y => {
                shared += weight(x);
                (i, j) = (i + 1, j + 1);
                x
            }
            (Some(&x), Some(&y)) if x < y => {
                i += 1;
                x
            }
            (Some(&x), None) => {
                i += 1;
                x
            }
            (_, Some(&y)) => {
                j += 1;
                y
            }
            (None, None) => break,
        };
        all += weight(value);
    }
    (all > 0.0).then(|| shared / all)
}

/// A list of values below 64 as bits, for sets that are compared many times; `None` when a value is larger.
///
/// ```
/// use commonground::affinity::set::{bits, of_bits, similarity};
/// let (a, b) = (bits(&[0, 2]).unwrap(), bits(&[2, 5]).unwrap());
/// assert_eq!(of_bits(a, b), similarity(&[0, 2], &[2, 5]));
/// assert_eq!(bits(&[64]), None);
/// ```
pub fn bits(values: &[u32]) -> Option<u64> {
    values.iter().try_fold(0, |bits, &value| Some(bits | 1u64.checked_shl(value)?))
}

/// The same as [`similarity`] of two sets given as bits.
#[inline(always)]
pub fn of_bits(a: u64, b: u64) -> Option<f64> {
    let all = (a | b).count_ones();
    (all > 0).then(|| f64::from((a & b).count_ones()) / f64::from(all))
}

/// The weight of each value by its rarity, ln(N / df): N members answered, df of them hold the value.
///
/// A value that everybody holds weighs nothing (inverse document frequency, Spärck Jones 1972).
///
/// ```
/// use commonground::affinity::set::rarity;
/// let answers = [Some(vec![0, 1]), Some(vec![0]), None];
/// let weights = rarity(&answers, 2);
/// assert_eq!(weights[0], 0.0); // both who answered hold it
/// assert!((weights[1] - 2.0_f64.ln()).abs() < 1e-12); // one of two
/// ```
#[inline(always)]
pub fn rarity(answers: &[Option<Vec<u32>>], values: usize) -> Vec<f64> {
    let mut holders = vec![0.0; values];
    let mut answered = 0.0;
    for set in answers.iter().flatten() {
        answered += 1.0;
        set.iter().for_each(|&value| holders[value as usize] += 1.0);
    }
    holders.iter().map(|&df| if df > 0.0 { libm::log(answered / df) } else { 0.0 }).collect()
}
