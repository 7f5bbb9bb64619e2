//! Complete graphs of thousands of vertices, for the benchmarks.

use super::{Points, Random};
use crate::matching::{Edge, PairWeights};

/// What the weights of a complete graph are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Anything up to a million.
    Random,
    /// Distances of points in a square with sides of a million: the far apart belong together.
    Far,
    /// The same below 0: neighbours belong together.
    Near,
    /// Some vertices are wanted by all: nearly the sum of what its two ends offer.
    Hub,
    /// 0 to 9.
    Ties,
    /// Likeness of members in six attributes, in thousandths.
    Affinity,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] = [Self::Random, Self::Far, Self::Near, Self::Hub, Self::Ties, Self::Affinity];

    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Far => "far",
            Self::Near => "near",
            Self::Hub => "hub",
            Self::Ties => "ties",
            Self::Affinity => "affinity",
        }
    }

    /// The kind of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The weights of all pairs.
pub struct Table {
    n: u32,
    /// Of the pairs u < v, by u.
    upper: Vec<i32>,
}

impl Table {
    /// A table of this kind, the same for the same seed. With n = 5000 it takes 50 MB.
    pub fn new(kind: Kind, n: u32, seed: u64) -> Self {
        let mut random = Random::new(seed);
        match kind {
            Kind::Random => Self::of(n, |_, _| random.below(1_000_001) as i32),
            Kind::Far => {
                let points = Points::new(n, 1_000_000, &mut random);
                Self::of(n, |u, v| points.apart(u, v) as i32)
            }
            Kind::Near => {
                let points = Points::new(n, 1_000_000, &mut random);
                Self::of(n, |u, v| -points.apart(u, v) as i32)
            }
            Kind::Hub => {
                let wanted = random.column(n, 100);
                Self::of(n, |u, v| (3000 * (wanted[u as usize] + wanted[v as usize]) + random.below(1000)) as i32)
            }
            Kind::Ties => Self::of(n, |_, _| random.below(10) as i32),
            Kind::Affinity => {
                let members = Members::new(n, &mut random);
                Self::of(n, |u, v| members.affinity(u as usize, v as usize) as i32)
            }
        }
    }

    fn of(n: u32, mut weight: impl FnMut(u32, u32) -> i32) -> Self {
        let size = n as usize * n.saturating_sub(1) as usize / 2;
        let mut upper = Vec::with_capacity(size);
        for u in 0..n {
            upper.extend((u + 1..n).map(|v| weight(u, v)));
        }
        Self { n, upper }
    }

    /// The weight of the pair u < v.
    pub fn get(&self, u: u32, v: u32) -> Option<i64> {
        let (n, u, v) = (self.n as usize, u as usize, v as usize);
        // Of rows of n − 1, n − 2, … pairs, u stand before.
        let row = u * (2 * n - u - 1) / 2;
        self.upper.get(row + v - u - 1).map(|&weight| i64::from(weight))
    }

    /// The weights of `u` with all later vertices.
    fn after(&self, u: u32) -> &[i32] {
        let (n, u) = (self.n as usize, u as usize);
        let start = u * (2 * n - u - 1) / 2;
        &self.upper[start..start + n - u - 1]
    }

    /// All pairs, by their ends.
    pub fn edges(&self) -> Vec<Edge> {
        let pairs = (0..self.n).flat_map(|u| (u + 1..self.n).map(move |v| (u, v)));
        pairs.zip(&self.upper).map(|((u, v), &weight)| Edge { u, v, weight: i64::from(weight) }).collect()
    }
}

/// Answers of members as a programme asks them.
pub(super) struct Members {
    region: Vec<u32>,
    languages: Vec<u32>,
    stage: Vec<u32>,
    years: Vec<u32>,
    zone: Vec<u32>,
    needs: Vec<u32>,
    offers: Vec<u32>,
}

impl Members {
    pub fn new(n: u32, random: &mut Random) -> Self {
        let mut sets = |kinds, most| (0..n).map(|_| random.set(kinds, most)).collect();
        let (languages, needs, offers) = (sets(6, 3), sets(15, 3), sets(15, 3));
        Self {
            region: random.column(n, 12),
            languages,
            stage: random.column(n, 4),
            years: random.column(n, 41),
            zone: random.column(n, 24),
            needs,
            offers,
        }
    }

    /// The weighted mean over the attributes, in thousandths, rounded down.
    pub fn affinity(&self, u: usize, v: usize) -> u32 {
        let region = if self.region[u] == self.region[v] { 0 } else { 1000 };
        let common = (self.languages[u] & self.languages[v]).count_ones();
        let languages = 1000 * common / (self.languages[u] | self.languages[v]).count_ones();
        let stage = 1000 - 1000 * self.stage[u].abs_diff(self.stage[v]) / 3;
        let years = 1000 * self.years[u].abs_diff(self.years[v]) / 40;
        let hours = self.zone[u].abs_diff(self.zone[v]);
        let zone = 1000 - 1000 * hours.min(24 - hours) / 12;
        let met = |a: usize, b: usize| (self.needs[a] & self.offers[b]).count_ones();
        let needs = (self.needs[u].count_ones() + self.needs[v].count_ones()).max(1);
        let exchange = 1000 * (met(u, v) + met(v, u)) / needs;
        (2 * region + 3 * languages + stage + years + zone + 2 * exchange) / 10
    }
}

impl PairWeights for Table {
    fn get(&self, u: u32, v: u32) -> Option<i64> {
        Table::get(self, u, v)
    }

    fn row(&self, u: u32, row: &mut [i64]) {
        for (wide, &weight) in row[u as usize + 1..].iter_mut().zip(self.after(u)) {
            *wide = i64::from(weight);
        }
    }
}
