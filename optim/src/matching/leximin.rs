//! The matching whose lowest pair is as high as can be, then the next, and so on.

mod augment;

use super::{Cardinality, Duals, Edge, FORBIDDEN, Nested, PairWeights, sparse};
use augment::Walk;

/// Raises the lowest pair of a matching of maximum cardinality as far as possible, then the next lowest, and so on
/// (leximin): of two matchings the better is the one whose weights, in rising order, are larger where they first
/// differ. What comes out is the best of all matchings of that cardinality, proven step by step.
///
/// # Method
/// The lowest pair is taken apart and an alternating path is sought along heavier pairs (Edmonds 1965). Where there
/// is none, the pair has to be, and stays. Where several pairs weigh the same, which of them stay is left open: a
/// matching with as few of that weight as possible is found together with its duals, and from then on only pairs
/// without slack count, for exactly these form the other matchings with as few (complementary slackness). Levels are
/// settled from the lowest up, like the rank-maximal matchings of Irving, Kavitha, Mehlhorn, Michail and Paluch (2006).
///
/// Whoever is left out is paired with a vertex of its own that all others could take instead, so that nobody is
/// single and a path leads from one end of the pair to the other.
pub struct Leximin {
    n: u32,
    mate: Vec<Option<u32>>,
    /// The pairs that can still occur.
    links: Vec<Link>,
    /// Members whose pair is settled.
    settled: Vec<bool>,
    /// Weights up to this one are settled; pairs that weigh no more are there because they are without slack.
    level: i64,
    face: Face,
    /// Of a member in a pair: what the pair weighs.
    weight: Vec<i64>,
    walk: Walk,
    finished: bool,
}

/// Stands for the weight of a pair with nobody.
const FREE: i64 = i64::MAX;

/// A pair that may be formed.
#[derive(Clone, Copy)]
struct Link {
    u: u32,
    v: u32,
    weight: i64,
}

/// Which matchings have as few pairs of each settled weight as possible.
enum Face {
    /// All.
    All,
    /// All of the pairs that are left.
    Perfect,
    /// Those that fill these blossoms, of the pairs that are left.
    Filled(Nested),
}

impl Leximin {
    /// Begins with a matching of maximum cardinality. Who `must` be placed and is, stays so.
    pub fn new(n: u32, weights: &dyn PairWeights, mate: &[Option<u32>], must: &dyn Fn(u32) -> bool) -> Self {
        let mut lowest = FREE;
        let mut weight = vec![FREE; n as usize];
        for (u, partner) in (0u32..).zip(mate) {
            if let Some(v) = *partner {
                weight[u as usize] = weights.get(u.min(v), u.max(v)).unwrap_or(FREE);
                lowest = lowest.min(weight[u as usize]);
            }
        }
        // What weighs less than the lowest pair there is will never be needed.
        let mut links = Vec::new();
        let mut row = vec![FORBIDDEN; n as usize];
        for u in 0..n {
            weights.row(u, &mut row);
            let others = (u + 1..n).zip(&row[u as usize + 1..]);
            let open = others.filter(|(_, w)| **w >= lowest && **w != FORBIDDEN);
            links.extend(open.map(|(v, &weight)| Link { u, v, weight }));
        }
        let mut mate = mate.to_vec();
        for u in 0..n {
            if mate[u as usize].is_none() {
                let nobody = mate.len() as u32;
                mate[u as usize] = Some(nobody);
                mate.push(Some(u));
                weight.push(FREE);
                let may = (0..n).filter(|&v| v == u || !must(v));
                links.extend(may.map(|v| Link { u: v, v: nobody, weight: FREE }));
            }
        }
        let settled = vec![false; mate.len()];
        let walk = Walk::new(mate.len() as u32, &links);
        Self { n, mate, links, settled, level: i64::MIN, face: Face::All, weight, walk, finished: false }
    }

    /// Of every vertex: its partner in the best matching so far.
    pub fn mate(&self) -> Vec<Option<u32>> {
        let own = &self.mate[..self.n as usize];
        own.iter().map(|mate| mate.filter(|&v| v < self.n)).collect()
    }

    /// Whether nothing better exists.
    pub fn finished(&self) -> bool {
        self.finished
    }

    /// Tries to raise a pair so many times.
    pub fn step(&mut self, attempts: u64) {
        for _ in 0..attempts {
            if self.finished {
                return;
            }
            self.raise();
        }
    }

    /// Raises the lowest pairs that are not settled, or settles them.
    fn raise(&mut self) {
        let open: Vec<(u32, u32)> = self.open_pairs().collect();
        let Some(lowest) = open.iter().map(|&(u, _)| self.weight[u as usize]).min() else {
            self.finished = true;
            return;
        };
        let low: Vec<(u32, u32)> = open.into_iter().filter(|&(u, _)| self.weight[u as usize] == lowest).collect();
        if !matches!(self.face, Face::Filled(_)) {
            if low.iter().any(|&pair| self.replace(pair, lowest)) {
                return;
            }
            let as_low = self.links.iter().filter(|link| link.weight == lowest).count();
            if as_low == low.len() {
                // None of them can be done without, and there are no others.
                low.iter().for_each(|&(u, v)| [u, v].iter().for_each(|&w| self.settled[w as usize] = true));
                self.prune(lowest);
                self.level = lowest;
                return;
            }
        }
        self.settle(lowest);
    }

    /// The pairs (u, v), u < v, whose weight is not settled.
    fn open_pairs(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let pairs = (0u32..).zip(&self.mate).filter_map(|(u, mate)| mate.filter(|&v| u < v).map(|v| (u, v)));
        pairs.filter(|&(u, _)| !self.settled[u as usize] && self.weight[u as usize] > self.level)
    }

    /// Replaces a pair by heavier ones; returns whether it could be.
    fn replace(&mut self, (u, v): (u32, u32), lowest: i64) -> bool {
        self.mate[u as usize] = None;
        self.mate[v as usize] = None;
        let perfect = matches!(self.face, Face::Perfect);
        let level = self.level;
        let usable = |w: i64| w > lowest || (perfect && w <= level);
        if self.walk.augment(u, &mut self.mate, &mut self.weight, &self.settled, &usable) {
            return true;
        }
        self.mate[u as usize] = Some(v);
        self.mate[v as usize] = Some(u);
        false
    }

    /// Drops the pairs below `lowest` that are not settled, and those of settled members.
    fn prune(&mut self, lowest: i64) {
        let (level, settled) = (self.level, &self.settled);
        self.links.retain(|link| {
            (link.weight <= level || link.weight >= lowest) && !settled[link.u as usize] && !settled[link.v as usize]
        });
        // The walk passes over what is no longer usable, so that it need not be laid out anew each time.
        if 4 * self.links.len() < 3 * self.walk.links() || matches!(self.face, Face::Perfect) {
            self.walk = Walk::new(self.mate.len() as u32, &self.links);
        }
    }

    /// Finds a matching with as few pairs of the lowest weight as possible, and leaves open which.
    fn settle(&mut self, lowest: i64) {
        self.prune(lowest);
        let n = self.mate.len() as u32;
        let heavy = i64::from(n) + 1;
        let reward = |link: &Link| match &self.face {
            Face::All | Face::Perfect => 0,
            Face::Filled(blossoms) => blossoms.common(link.u, link.v),
        };
        let edge = |link: &Link| Edge {
            u: link.u,
            v: link.v,
            weight: heavy * reward(link) - i64::from(link.weight == lowest),
        };
        let edges: Vec<Edge> = self.links.iter().map(edge).collect();
        let (matching, duals) = sparse(n, &edges, Cardinality::First);
        let before = self.count(lowest);
        let present = self.mate.clone();
        self.adopt(&matching.mate);
        let needed = self.count(lowest);
        if needed == before {
            // What there was is as good, and further on perhaps better.
            self.mate = present;
            self.weigh();
        }
        if needed > 0 {
            self.restrict(&edges, &duals);
            self.level = lowest;
        } else {
            // None is needed after all.
            self.links.retain(|link| link.weight != lowest);
            self.walk = Walk::new(n, &self.links);
        }
    }

    /// How many pairs that are not settled have this weight.
    fn count(&self, weight: i64) -> usize {
        self.open_pairs().filter(|&(u, _)| self.weight[u as usize] == weight).count()
    }

    /// Takes over the partners of all who are not settled.
    fn adopt(&mut self, mate: &[Option<u32>]) {
        for (v, partner) in mate.iter().enumerate().filter(|&(v, _)| !self.settled[v]) {
            self.mate[v] = *partner;
        }
        self.weigh();
    }

    fn weigh(&mut self) {
        for link in &self.links {
            if self.mate[link.u as usize] == Some(link.v) {
                self.weight[link.u as usize] = link.weight;
                self.weight[link.v as usize] = link.weight;
            }
        }
    }

    /// From now on only matchings count that are optimal by these duals.
    fn restrict(&mut self, edges: &[Edge], duals: &Duals) {
        let dual = Nested::new(duals, |blossom| blossom.dual);
        let slack = |edge: &Edge| {
            let ends = duals.vertex[edge.u as usize] + duals.vertex[edge.v as usize];
            ends + dual.common(edge.u, edge.v) - 2 * (edge.weight + duals.bonus)
        };
        let mut edges = edges.iter();
        self.links.retain(|_| edges.next().is_some_and(|edge| slack(edge) == 0));
        self.face = if duals.blossoms.is_empty() { Face::Perfect } else { Face::Filled(Nested::new(duals, |_| 1)) };
        self.walk = Walk::new(self.mate.len() as u32, &self.links);
    }
}
