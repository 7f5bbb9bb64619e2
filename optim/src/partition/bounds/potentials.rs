//! A bound from potentials: the dual of a fractional matching in which every unit has as many mates as its group's
//! size says.
//!
//! In a group of s any pair may be charged p(i) + p(j) if each unit gets (s − 1) p(i) back: nothing changes, but who is
//! wanted by many becomes dear, and the best mates of different units become the same pairs. Every set of potentials,
//! one for each label of the groups, gives a bound; subgradient steps look for good ones (Held and Karp 1971).

use std::ops::RangeInclusive;

use super::super::problem::{Objective, Problem, UNIT};
use super::smallest_first;

/// Potentials are kept in shares of a point.
const SHARES: i64 = 256;

/// Bound on potentials, far above any affinity: 2,000 of them and of the largest affinities stay within an `i64`.
const MOST_SHARES: i64 = 1 << 44;

/// More units, or more sizes times units, take a second and tens of megabytes.
const MOST_UNITS: usize = 2_000;
const MOST_CELLS: usize = 1 << 20;

/// Looks at a pair that the steps may take together, and the most steps that still gain something.
const LOOKS: usize = 25_000_000;
const MOST_STEPS: usize = 100;

/// The first step in standard deviations of an affinity, and after how many steps it is halved: from trials on
/// samples and random tables.
const FIRST_STEP: f64 = 1.0;
const HALVED_AFTER: f64 = 10.0;

/// Halvings of the range of the price of a group.
const HALVINGS: u32 = 40;

/// Of two units that must be apart.
const APART: i32 = i32::MIN;

/// A problem without its pins and rules, but for pairs that must be apart.
pub(super) struct Relaxation {
    pub n: usize,
    pub lo: usize,
    pub hi: usize,
    /// Whether sums count, not means.
    pub total: bool,
    /// Weight of the sum inside a group, by its size.
    pub coefficient: Vec<f64>,
    affinity: Vec<i32>,
    labels: usize,
    /// Points of unit u for label l at `u * labels + l`; zeros for the one label where there are none.
    preference: Vec<i64>,
    counts: RangeInclusive<u32>,
    /// Sizes of the slot of each pinned unit; empty where none is.
    pinned: Vec<(usize, usize)>,
}

/// A value by unit and size.
pub(super) struct Shares(pub Vec<f64>);

impl Relaxation {
    /// `None` where there is nothing to gain, or too much to do.
    pub fn new(problem: &Problem, counts: RangeInclusive<u32>, apart: &dyn Fn(usize, usize) -> bool) -> Option<Self> {
        let n = problem.units();
        let lo = problem.slots.iter().map(|slot| slot.lo).min()?.max(1) as usize;
        let hi = (problem.slots.iter().map(|slot| slot.hi).max()? as usize).min(n);
        let labels = problem.labels.as_ref().map_or(1, |labels| labels.count.max(1) as usize);
        if n < 3 || lo > hi || hi < 2 || n > MOST_UNITS || n * (hi - lo + 1) * labels > MOST_CELLS {
            return None;
        }
        let mut affinity = vec![APART; n * n];
        for u in 0..n {
            for v in 0..u {
                let (a, b) = (problem.item_of[u] as usize, problem.item_of[v] as usize);
                if a != b && !apart(u, v) {
                    let points = problem.affinity.row(a)[b];
                    (affinity[u * n + v], affinity[v * n + u]) = (points, points);
                }
            }
        }
        let range = |u: usize| {
            let slot = problem.pin(u).map(|slot| problem.slots[slot as usize]);
            slot.map_or((lo, hi), |slot| (slot.lo as usize, slot.hi as usize))
        };
        let wishes = problem.labels.as_ref().map(|labels| labels.preference.clone());
        Some(Self {
            n,
            lo,
            hi,
            total: problem.objective == Objective::Total,
            coefficient: problem.coefficients().into_iter().map(|c| c as f64).collect(),
            affinity,
            labels,
            preference: wishes.filter(|wishes| !wishes.is_empty()).unwrap_or_else(|| vec![0; n * labels]),
            counts,
            pinned: if problem.fixed.is_empty() { Vec::new() } else { (0..n).map(range).collect() },
        })
    }

    pub fn sizes(&self) -> usize {
        self.hi - self.lo + 1
    }

    /// Affinity of two units, or `None` if they must be apart (as a unit is from itself).
    pub fn of(&self, u: usize, v: usize) -> Option<i32> {
        Some(self.affinity[u * self.n + v]).filter(|&a| a != APART)
    }

    /// Whether a unit may be in a group of that size.
    pub fn fits(&self, u: usize, size: usize) -> bool {
        self.pinned.get(u).is_none_or(|&(lo, hi)| (lo..=hi).contains(&size))
    }

    fn wish(&self, u: usize, label: usize) -> i64 {
        self.preference[u * self.labels + label]
    }

    /// The largest wish of a unit.
    pub fn best_wish(&self, u: usize) -> i64 {
        (0..self.labels).map(|label| self.wish(u, label)).max().unwrap_or(0)
    }

    /// Numbers of groups that the sizes allow.
    pub fn counts(&self) -> impl Iterator<Item = usize> {
        let (lo, hi, n) = (self.lo, self.hi, self.n);
        self.counts.clone().map(|k| k as usize).filter(move |k| k * lo <= n && n <= k * hi)
    }

    /// Mean affinity of a unit to those that it may meet, less half of the mean of all: a first potential.
    pub fn means(&self) -> Vec<f64> {
        let mean = |u: usize| {
            let (sum, count) =
                (0..self.n).filter_map(|v| self.of(u, v)).fold((0, 0), |(s, c), a| (s + i64::from(a), c + 1));
            if count > 0 { sum as f64 / f64::from(count) } else { 0.0 }
        };
        let means: Vec<f64> = (0..self.n).map(mean).collect();
        let half = means.iter().sum::<f64>() / (2 * self.n) as f64;
        means.into_iter().map(|mean| mean - half).collect()
    }

    /// Root of the mean square of what the potentials `means` leave of the affinities.
    fn deviation(&self, means: &[f64]) -> f64 {
        let (mut sum, mut count) = (0.0, 0u32);
        for u in 0..self.n {
            for v in 0..u {
                if let Some(a) = self.of(u, v) {
                    let left = f64::from(a) - means[u] - means[v];
                    sum += left * left;
                    count += 1;
                }
            }
        }
        libm::sqrt(sum / f64::from(count.max(1)))
    }

    /// The largest sum of shares with sizes that some number of groups can have, and the price of a group by which it
    /// was found. Whoever is in a group of s is 1/s of a group, so with k groups Σ 1/s = k, and any price for a group
    /// may be paid to the units if k of it are taken back (Lagrange).
    ///
    /// Rounding is made up for: each term is off by a few times 2^-53 of the largest, and summing n by n times that.
    pub fn mixed(&self, shares: &Shares, extra: &dyn Fn(usize) -> f64) -> (f64, f64) {
        let sizes = self.sizes();
        let finite = || shares.0.iter().copied().filter(|share| share.is_finite());
        let range = finite().fold(f64::NEG_INFINITY, f64::max) - finite().fold(f64::INFINITY, f64::min);
        let largest = finite().fold(0.0, |most, share| f64::max(most, libm::fabs(share)));
        let rounding = (self.n * (self.n + 64)) as f64 * libm::scalbn(1.0, -52);
        let widest = if sizes > 1 { range * (self.hi * self.hi) as f64 } else { 0.0 };
        let mut most = (f64::NEG_INFINITY, 0.0);
        for k in self.counts() {
            let (mut from, mut to) = (-widest, widest);
            let mut least = (f64::INFINITY, 0.0);
            for _ in 0..if sizes > 1 { HALVINGS } else { 1 } {
                let price = (from + to) / 2.0;
                let (mut sum, mut groups) = (0.0, 0.0);
                for own in shares.0.chunks_exact(sizes) {
                    let (share, size) = self.best_size(own, price);
                    sum += share;
                    groups += 1.0 / size as f64;
                }
                sum += (largest + libm::fabs(price)) * rounding - price * k as f64;
                if sum < least.0 {
                    least = (sum, price);
                }
                if groups > k as f64 { to = price } else { from = price }
            }
            let sum = least.0 + extra(k);
            if sum > most.0 {
                most = (sum, least.1);
            }
        }
        most
    }

    /// The best share of a unit that is paid so much for a group, and its size.
    fn best_size(&self, own: &[f64], price: f64) -> (f64, usize) {
        let mut best = (f64::NEG_INFINITY, self.hi);
        for (share, size) in own.iter().zip(self.lo..) {
            let paid = share + price / size as f64;
            if paid > best.0 {
                best = (paid, size);
            }
        }
        best
    }

    /// The least bound that subgradient steps find.
    pub fn by_potentials(&self) -> f64 {
        let n = self.n;
        let means = self.means();
        // Half of a wish is charged to the mates, in groups of the mean size.
        let size = (self.lo + self.hi).div_ceil(2);
        let wish_share = UNIT as f64 / (self.coefficient[size] * (size - 1) as f64).max(1.0);
        let wishes = self.preference.iter().map(|&wish| (wish * wish) as f64).sum::<f64>();
        let wish = wish_share * libm::sqrt(wishes / self.preference.len() as f64);
        let step = FIRST_STEP * f64::max(self.deviation(&means), wish) * SHARES as f64;
        let start = |at: usize| {
            let (label, u) = (at / n, at % n);
            ((means[u] - wish_share * self.wish(u, label) as f64) * SHARES as f64) as i64
        };
        let mut potentials: Vec<i64> = (0..self.labels * n).map(start).collect();
        let steps = (LOOKS / (n * n * (self.labels + 1))).min(MOST_STEPS);
        let mut least = f64::INFINITY;
        for at in 0..=steps {
            let (shares, labels) = self.shares(&potentials);
            let (bound, price) = self.mixed(&shares, &|_| 0.0);
            least = least.min(bound);
            if at < steps {
                let length = step / (1.0 + at as f64 / HALVED_AFTER);
                self.advance(&mut potentials, &shares, &labels, price, length);
            }
        }
        least
    }

    /// What the potentials make of each unit and size, and the label with which.
    fn shares(&self, potentials: &[i64]) -> (Shares, Vec<u32>) {
        let sizes = self.sizes();
        let mut shares = vec![f64::NEG_INFINITY; self.n * sizes];
        let mut labels = vec![0; self.n * sizes];
        let mut row = Vec::with_capacity(self.n);
        for u in 0..self.n {
            for label in 0..self.labels {
                let own = potentials[label * self.n + u];
                self.costs(u, &potentials[label * self.n..], &mut row);
                smallest_first(&mut row, self.hi - 1);
                let wish = (UNIT * self.wish(u, label)) as f64;
                let mut sum: i64 = row.iter().take(self.lo - 1).sum();
                for size in self.lo..=self.hi.min(row.len() + 1) {
                    if size > self.lo {
                        sum += row[size - 2];
                    }
                    let points = (own * (size as i64 - 1) - sum) as f64 / (2 * SHARES) as f64;
                    let share = self.coefficient[size] * points + wish;
                    let cell = u * sizes + size - self.lo;
                    if share > shares[cell] && self.fits(u, size) {
                        (shares[cell], labels[cell]) = (share, label as u32);
                    }
                }
            }
        }
        (Shares(shares), labels)
    }

    /// What each possible mate costs a unit: its potential less the affinity.
    fn costs(&self, u: usize, potentials: &[i64], row: &mut Vec<i64>) {
        let affinities = self.affinity[u * self.n..(u + 1) * self.n].iter();
        row.clear();
        row.extend(affinities.zip(potentials).filter(|(a, _)| **a != APART).map(|(&a, p)| p - SHARES * i64::from(a)));
    }

    /// Makes those dearer who are chosen more often than they have mates, and the others cheaper.
    fn advance(&self, potentials: &mut [i64], shares: &Shares, labels: &[u32], price: f64, length: f64) {
        let sizes = self.sizes();
        let mut slope = vec![0.0; potentials.len()];
        let mut row = Vec::with_capacity(self.n);
        for (u, own) in shares.0.chunks_exact(sizes).enumerate() {
            let size = self.best_size(own, price).1;
            let first = labels[u * sizes + size - self.lo] as usize * self.n;
            let mates = size - 1;
            self.costs(u, &potentials[first..], &mut row);
            if mates == 0 || row.len() < mates {
                continue;
            }
            let dearest = *row.select_nth_unstable(mates - 1).1;
            let mut equal = mates - row[..mates].iter().filter(|&&cost| cost < dearest).count();
            let weight = 1.0 / mates as f64;
            slope[first + u] -= 1.0;
            for v in 0..self.n {
                let Some(a) = self.of(u, v) else { continue };
                let cost = potentials[first + v] - SHARES * i64::from(a);
                let chosen = cost < dearest || (cost == dearest && equal > 0);
                if chosen {
                    equal -= usize::from(cost == dearest);
                    slope[first + v] += weight;
                }
            }
        }
        for (p, s) in potentials.iter_mut().zip(&slope) {
            *p = (*p + (length * s) as i64).clamp(-MOST_SHARES, MOST_SHARES);
        }
    }
}
