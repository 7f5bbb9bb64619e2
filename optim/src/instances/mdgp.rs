//! Instances of the maximally diverse grouping problem in the format of MDGPLIB.

use crate::partition::{Matrix, Objective, Problem, Slot};

/// Sums of distances in the search stay below this many points ([`Problem`] says why).
const MOST_POINTS: f64 = (1u64 << 25) as f64;

/// Elements to be divided into groups so that the distances inside groups add up to as much as possible (Gallego,
/// Laguna, Martí and Duarte 2013).
pub struct Mdgp {
    slots: Vec<Slot>,
    n: usize,
    distances: Vec<f64>,
}

impl Mdgp {
    /// Reads `n m (ds|ss) L1 U1 … Lm Um`, then `i j d` for every pair.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut words = text.split_whitespace();
        let n = whole(words.next(), "the number of elements")?;
        let count = whole(words.next(), "the number of groups")?;
        if !matches!(words.next(), Some("ds" | "ss")) {
            return Err("after the number of groups comes ds or ss".to_owned());
        }
        let mut slots = Vec::new();
        for _ in 0..count {
            let lo = whole(words.next(), "a smallest size")? as u32;
            slots.push(Slot { lo, hi: whole(words.next(), "a largest size")? as u32 });
        }
        if n > 10_000 {
            return Err(format!("{n} elements are more than fit in memory"));
        }
        let mut distances = vec![0.0; n * n];
        while let Some(word) = words.next() {
            let (i, j) = (whole(Some(word), "an element")?, whole(words.next(), "a pair's second element")?);
            let distance =
                words.next().and_then(|word| word.parse::<f64>().ok()).filter(|distance| distance.is_finite());
            let distance = distance.ok_or_else(|| format!("the pair {i} {j} has no distance"))?;
            if i >= n || j >= n {
                return Err(format!("the pair {i} {j} is beyond the {n} elements"));
            }
            (distances[i * n + j], distances[j * n + i]) = (distance, distance);
        }
        Ok(Self { slots, n, distances })
    }

    /// The same in whole points, as many decimals of the file as there is room for.
    pub fn problem(&self) -> Problem {
        let largest = self.distances.iter().fold(0.0, |most, &d| f64::max(most, d.abs()));
        let widest = self.slots.iter().map(|slot| slot.hi).max().unwrap_or(1);
        let fits = |points: f64| (largest * points).round() * f64::from(widest) <= MOST_POINTS;
        let points = [1e5, 1e4, 1e3, 1e2, 1e1].into_iter().find(|&points| fits(points)).unwrap_or(1.0);
        self.problem_in(points)
    }

    /// The same in so many points to one.
    pub(crate) fn problem_in(&self, points: f64) -> Problem {
        let whole = |i: usize, j: usize| (self.distances[i * self.n + j] * points).round() as i32;
        Problem::new(Matrix::from_fn(self.n, whole), self.slots.clone(), Objective::Total)
    }

    /// The sum of distances inside groups, from the file's own numbers.
    pub fn value(&self, slot_of: &[u32]) -> f64 {
        let mut value = 0.0;
        for i in 0..self.n {
            for j in i + 1..self.n {
                if slot_of[i] == slot_of[j] {
                    value += self.distances[i * self.n + j];
                }
            }
        }
        (value * 1e6).round() / 1e6
    }

    /// Whether every element is in a group and every group's size in its range.
    pub fn is_feasible(&self, slot_of: &[u32]) -> bool {
        let size = |g: usize| slot_of.iter().filter(|&&slot| slot as usize == g).count() as u32;
        let sizes_fit = self.slots.iter().enumerate().all(|(g, slot)| (slot.lo..=slot.hi).contains(&size(g)));
        sizes_fit && slot_of.len() == self.n && slot_of.iter().all(|&slot| (slot as usize) < self.slots.len())
    }
}

fn whole(word: Option<&str>, what: &str) -> Result<usize, String> {
    let word = word.ok_or_else(|| format!("the text ends before {what}"))?;
    word.parse().map_err(|_| format!("“{word}” is no {what}"))
}
