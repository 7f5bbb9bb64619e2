//! A bound from eigenvalues (Donath and Hoffman 1973), for affinities that come from places in some space.
//!
//! With row sums taken out, a(i, j) = b(i) + b(j) + r(i, j) and R·1 = 0. The b sum to a share for each unit. The group
//! indicators divided by √s are orthonormal and 1 is in their span, so what a group of s adds, weighted by half its
//! coefficient times s, is at most the largest weight times the largest eigenvalue of R, plus the second times the
//! second, …, k − 1 of them, and none below 0 (Fan 1949).

use super::super::problem::UNIT;
use super::potentials::{Relaxation, Shares};

/// The eigenvalues take 4/3 n³ steps: some 100 ms.
const MOST_UNITS: usize = 500;

/// Halvings of the range in which an eigenvalue lies.
const HALVINGS: u32 = 60;

/// An upper bound on the value, or infinity where there are too many units.
pub(super) fn bound(relaxation: &Relaxation) -> f64 {
    let n = relaxation.n;
    if n > MOST_UNITS {
        return f64::INFINITY;
    }
    let means = relaxation.means();
    // Pairs that must be apart count for nothing, so they may be what changes the others least.
    let affinity = |u: usize, v: usize| relaxation.of(u, v).map_or(means[u] + means[v], f64::from);
    let sums: Vec<f64> = (0..n).map(|u| (0..n).filter(|&v| v != u).map(|v| affinity(u, v)).sum()).collect();
    let all = sums.iter().sum::<f64>() / (2 * n - 2) as f64;
    let b: Vec<f64> = sums.iter().map(|sum| (sum - all) / (n - 2) as f64).collect();
    let mut rest = vec![0.0; n * n];
    for u in 0..n {
        for v in (0..n).filter(|&v| v != u) {
            rest[u * n + v] = affinity(u, v) - b[u] - b[v];
        }
    }
    let largest = b.iter().fold(0.0, |most, b| f64::max(most, libm::fabs(*b)));
    let norm = libm::sqrt(rest.iter().map(|r| r * r).sum::<f64>()) + largest * n as f64;
    // Householder's reduction and the counts below disturb the eigenvalues by less than n² rounding errors of the norm
    // with a factor below 100 (Higham 2002, theorem 19.4), and so do the errors in b and in the sums that should be 0.
    let error = norm * (n * n) as f64 * libm::scalbn(1.0, -45);
    // Whole coefficients are not quite convex in the size, so half a point more is taken; nor is 0 for a group of one.
    let weight = |size: usize| {
        if relaxation.total {
            return UNIT as f64 * size as f64 / 2.0;
        }
        let size = if relaxation.lo == 1 { 2.0 } else { size as f64 };
        UNIT as f64 * size / (size - 1.0) + relaxation.hi as f64 / 4.0
    };
    let most = relaxation.counts().max().unwrap_or(1);
    let eigenvalues = largest_eigenvalues(&mut rest, n, most - 1);
    let extra = |k: usize| {
        // Weights are convex in the size, so sizes as unequal as can be have the largest sum.
        let mut spare = n - k * relaxation.lo;
        let size = |_| {
            let more = spare.min(relaxation.hi - relaxation.lo);
            spare -= more;
            relaxation.lo + more
        };
        let mut weights: Vec<f64> = (0..k).map(size).map(weight).collect();
        if weights.first() < weights.last() {
            weights.reverse();
        }
        weights.iter().zip(&eigenvalues[..k - 1]).map(|(weight, value)| weight * (f64::max(*value, 0.0) + error)).sum()
    };
    let share = |at: usize| {
        let (u, size) = (at / relaxation.sizes(), relaxation.lo + at % relaxation.sizes());
        if !relaxation.fits(u, size) {
            return f64::NEG_INFINITY;
        }
        relaxation.coefficient[size] * (size - 1) as f64 * b[u] + (UNIT * relaxation.best_wish(u)) as f64
    };
    let shares = Shares((0..n * relaxation.sizes()).map(share).collect());
    relaxation.mixed(&shares, &extra).0 + error * f64::max(weight(relaxation.hi), weight(relaxation.lo))
}

/// The `many` largest eigenvalues of a symmetric matrix, which is overwritten: Householder's reduction to three
/// diagonals (1958), then bisection by counts of sign changes (Givens 1954).
fn largest_eigenvalues(matrix: &mut [f64], n: usize, many: usize) -> Vec<f64> {
    let (diagonal, beside) = tridiagonal(matrix, n);
    // No eigenvalue is outside of any row's diagonal element and those beside it (Gershgorin 1931).
    let reach = |i: usize| {
        let before = if i > 0 { libm::fabs(beside[i - 1]) } else { 0.0 };
        before + beside.get(i).map_or(0.0, |b| libm::fabs(*b))
    };
    let top = (0..n).map(|i| diagonal[i] + reach(i)).fold(f64::NEG_INFINITY, f64::max);
    let bottom = (0..n).map(|i| diagonal[i] - reach(i)).fold(f64::INFINITY, f64::min);
    let above = |x: f64| {
        let (mut count, mut q) = (0, 1.0);
        for i in 0..n {
            let coupling = if i > 0 { beside[i - 1] * beside[i - 1] } else { 0.0 };
            q = diagonal[i] - x - coupling / q;
            // Neither sign, where x is an eigenvalue of what was seen so far: taken to be above, and counted so.
            if q == 0.0 {
                q = f64::MIN_POSITIVE;
            }
            count += usize::from(q > 0.0);
        }
        count
    };
    let mut upper = top;
    let value = |nth: usize| {
        let mut lower = bottom;
        for _ in 0..HALVINGS {
            let middle = (lower + upper) / 2.0;
            if above(middle) > nth { lower = middle } else { upper = middle }
        }
        upper
    };
    (0..many).map(value).collect()
}

/// Diagonal and the elements beside it of a similar tridiagonal matrix.
fn tridiagonal(a: &mut [f64], n: usize) -> (Vec<f64>, Vec<f64>) {
    let mut beside = Vec::with_capacity(n);
    let mut product = vec![0.0; n];
    for k in 0..n - 1 {
        // Reflects what is below the diagonal in column k onto its first element.
        let mut v: Vec<f64> = a[k * n + k + 1..(k + 1) * n].to_vec();
        let length = libm::sqrt(v.iter().map(|x| x * x).sum());
        let first = v[0];
        let onto = if first > 0.0 { -length } else { length };
        beside.push(onto);
        v[0] = first - onto;
        let square = v.iter().map(|x| x * x).sum::<f64>();
        if square == 0.0 {
            continue;
        }
        let inner = |row: &[f64], v: &[f64]| row.iter().zip(v).map(|(x, y)| x * y).sum::<f64>();
        let m = v.len();
        for (i, p) in product[..m].iter_mut().enumerate() {
            let row = (k + 1 + i) * n;
            *p = 2.0 / square * inner(&a[row + k + 1..row + n], &v);
        }
        let half = inner(&product[..m], &v) / square;
        product[..m].iter_mut().zip(&v).for_each(|(p, x)| *p -= half * x);
        for i in 0..m {
            let row = (k + 1 + i) * n;
            let (x, p) = (v[i], product[i]);
            let cells = a[row + k + 1..row + n].iter_mut();
            cells.zip(v.iter().zip(&product)).for_each(|(cell, (y, q))| *cell -= x * q + p * y);
        }
    }
    ((0..n).map(|i| a[i * n + i]).collect(), beside)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_eigenvalues(n: usize, edges: impl Fn(usize, usize) -> bool, right: &[f64]) {
        let mut matrix = vec![0.0; n * n];
        let tied = (0..n * n).filter(|at| at / n != at % n && edges(at / n, at % n));
        tied.collect::<Vec<_>>().into_iter().for_each(|at| matrix[at] = 1.0);
        let found = largest_eigenvalues(&mut matrix, n, right.len());
        let off = found.iter().zip(right).map(|(found, right)| (found - right).abs()).fold(0.0, f64::max);
        assert!(off < 1e-9, "{found:?} instead of {right:?}");
    }

    /// Of two sides all of whose pairs are tied: √(ab), zeros, −√(ab). Halving the range hits 0 itself.
    #[test]
    fn the_largest_eigenvalue_of_a_complete_bipartite_graph_is_found() {
        for (a, b) in [(1, 1), (2, 2), (3, 3), (2, 5), (4, 4), (1, 6), (8, 8)] {
            let root = libm::sqrt((a * b) as f64);
            let side = |u: usize| u < a;
            assert_eigenvalues(a + b, |u, v| side(u) != side(v), &[root]);
            let zeros = vec![0.0; (a + b).saturating_sub(2).min(2)];
            assert_eigenvalues(a + b, |u, v| side(u) != side(v), &[&[root], &zeros[..]].concat());
        }
    }

    #[test]
    fn the_eigenvalues_of_paths_and_circles_are_cosines() {
        for n in 3..=12usize {
            let cosine =
                |j: usize, of: usize, half: f64| 2.0 * libm::cos(half * std::f64::consts::PI * j as f64 / of as f64);
            let path: Vec<f64> = (1..=n).map(|j| cosine(j, n + 1, 1.0)).collect();
            assert_eigenvalues(n, |u, v| u.abs_diff(v) == 1, &path);
            let mut circle: Vec<f64> = (0..n).map(|j| cosine(j, n, 2.0)).collect();
            circle.sort_by(|a, b| b.total_cmp(a));
            assert_eigenvalues(n, |u, v| u.abs_diff(v) == 1 || u.abs_diff(v) == n - 1, &circle);
        }
    }
}
