//! One alternating path along pairs that may be used, by growing a tree and shrinking blossoms (Edmonds 1965).

use super::Link;
use std::collections::VecDeque;

/// The pairs of every vertex, and room for a search.
pub(super) struct Walk {
    starts: Vec<u32>,
    /// Other end and weight.
    arcs: Vec<(u32, i64)>,
    /// The vertices of the tree, to be cleared after the search.
    touched: Vec<u32>,
    outer: Vec<bool>,
    /// From where a vertex was reached, and the weight of that pair.
    parent: Vec<Option<(u32, i64)>>,
    /// The first vertex of the blossom that a vertex is in.
    base: Vec<u32>,
    queue: VecDeque<u32>,
}

impl Walk {
    pub fn new(n: u32, links: &[Link]) -> Self {
        let size = n as usize;
        let mut starts = vec![0u32; size + 1];
        for link in links {
            starts[link.u as usize + 1] += 1;
            starts[link.v as usize + 1] += 1;
        }
        for v in 0..size {
            starts[v + 1] += starts[v];
        }
        let mut next = starts.clone();
        let mut arcs = vec![(0, 0); 2 * links.len()];
        for link in links {
            for (from, to) in [(link.u, link.v), (link.v, link.u)] {
                arcs[next[from as usize] as usize] = (to, link.weight);
                next[from as usize] += 1;
            }
        }
        Self {
            starts,
            arcs,
            touched: Vec::new(),
            outer: vec![false; size],
            parent: vec![None; size],
            base: (0..n).collect(),
            queue: VecDeque::new(),
        }
    }

    /// How many pairs it was laid out for.
    pub fn links(&self) -> usize {
        self.arcs.len() / 2
    }

    /// Looks for an augmenting path from `root` to another single vertex along pairs of usable weight, and augments
    /// along it. Of vertices in a pair, `weights` holds what it weighs.
    pub fn augment(
        &mut self,
        root: u32,
        mate: &mut [Option<u32>],
        weights: &mut [i64],
        settled: &[bool],
        usable: &dyn Fn(i64) -> bool,
    ) -> bool {
        let end = self.search(root, mate, settled, usable);
        if let Some(end) = end {
            self.flip(end, mate, weights);
        }
        for v in self.touched.drain(..) {
            self.outer[v as usize] = false;
            self.parent[v as usize] = None;
            self.base[v as usize] = v;
        }
        self.queue.clear();
        end.is_some()
    }

    fn search(
        &mut self,
        root: u32,
        mate: &[Option<u32>],
        settled: &[bool],
        usable: &dyn Fn(i64) -> bool,
    ) -> Option<u32> {
        self.make_outer(root);
        while let Some(u) = self.queue.pop_front() {
            for at in self.starts[u as usize]..self.starts[u as usize + 1] {
                let (v, weight) = self.arcs[at as usize];
                let paired = mate[u as usize] == Some(v) || settled[v as usize];
                if paired || !usable(weight) || self.base[u as usize] == self.base[v as usize] {
                    continue;
                }
                if self.outer[v as usize] {
                    self.shrink(u, v, weight, mate);
                } else if self.parent[v as usize].is_none() {
                    match mate[v as usize] {
                        Some(partner) => {
                            self.parent[v as usize] = Some((u, weight));
                            self.touched.push(v);
                            self.make_outer(partner);
                        }
                        None => {
                            self.parent[v as usize] = Some((u, weight));
                            self.touched.push(v);
                            return Some(v);
                        }
                    }
                }
            }
        }
        None
    }

    fn make_outer(&mut self, v: u32) {
        self.outer[v as usize] = true;
        self.touched.push(v);
        self.queue.push_back(v);
    }

    /// Shrinks the odd cycle that the pair (u, v) closes.
    fn shrink(&mut self, u: u32, v: u32, weight: i64, mate: &[Option<u32>]) {
        let top = self.meeting(u, v, mate);
        let mut inside = vec![false; self.base.len()];
        self.mark(u, v, weight, top, mate, &mut inside);
        self.mark(v, u, weight, top, mate, &mut inside);
        // Only what the tree touched can be in the cycle.
        for at in 0..self.touched.len() {
            let w = self.touched[at];
            if inside[self.base[w as usize] as usize] {
                self.base[w as usize] = top;
                if !self.outer[w as usize] {
                    self.outer[w as usize] = true;
                    self.queue.push_back(w);
                }
            }
        }
    }

    /// Where the ways from two outer vertices to the root meet.
    fn meeting(&self, u: u32, v: u32, mate: &[Option<u32>]) -> u32 {
        let up = |at: u32| {
            let inner = mate[at as usize]?;
            self.parent[inner as usize].map(|(from, _)| self.base[from as usize])
        };
        let mut passed = vec![false; self.base.len()];
        let mut at = Some(self.base[u as usize]);
        while let Some(w) = at {
            passed[w as usize] = true;
            at = up(w);
        }
        let mut w = self.base[v as usize];
        while !passed[w as usize] {
            match up(w) {
                Some(next) => w = next,
                // The root is passed by both.
                None => break,
            }
        }
        w
    }

    /// Marks the blossoms between `at` and `top`, and points every vertex on the way at the side of `child`.
    fn mark(
        &mut self,
        mut at: u32,
        mut child: u32,
        mut weight: i64,
        top: u32,
        mate: &[Option<u32>],
        inside: &mut [bool],
    ) {
        while self.base[at as usize] != top {
            let Some(inner) = mate[at as usize] else { return };
            inside[self.base[at as usize] as usize] = true;
            inside[self.base[inner as usize] as usize] = true;
            self.parent[at as usize] = Some((child, weight));
            let Some((next, w)) = self.parent[inner as usize] else { return };
            (at, child, weight) = (next, inner, w);
        }
    }

    /// Exchanges pairs along the way from `end` to the root.
    fn flip(&self, end: u32, mate: &mut [Option<u32>], weights: &mut [i64]) {
        let mut v = end;
        while let Some((u, weight)) = self.parent[v as usize] {
            let next = mate[u as usize];
            mate[u as usize] = Some(v);
            mate[v as usize] = Some(u);
            weights[u as usize] = weight;
            weights[v as usize] = weight;
            match next {
                Some(next) => v = next,
                None => return,
            }
        }
    }
}
