//! Looking up the duals of the blossoms around two vertices.

use super::forest::{Forest, NONE};

/// The blossoms of a forest, laid out so that each is a stretch of one order of the vertices.
pub(super) struct Nest {
    n: u32,
    parent: Vec<u32>,
    order: Vec<u32>,
    stretch: Vec<(u32, u32)>,
    /// Of every node: the duals of all blossoms from the outermost to it.
    depth_dual: Vec<i64>,
}

impl Nest {
    pub(super) fn new(forest: &Forest) -> Self {
        let count = forest.node_count();
        let mut nest = Self {
            n: forest.n,
            parent: forest.parent.clone(),
            order: Vec::with_capacity(forest.n as usize),
            stretch: vec![(0, 0); count],
            depth_dual: vec![0; count],
        };
        let mut blossoms = forest.blossoms();
        let mut todo: Vec<u32> = blossoms.iter().copied().filter(|&b| forest.parent[b as usize] == NONE).collect();
        while let Some(node) = todo.pop() {
            let start = nest.order.len() as u32;
            nest.stretch[node as usize] = (start, start);
            if node < forest.n {
                nest.order.push(node);
                nest.stretch[node as usize].1 = start + 1;
            } else {
                todo.extend(&forest.cycle(node).children);
            }
        }
        for &b in &blossoms {
            let parent = forest.parent[b as usize];
            let outside = if parent == NONE { 0 } else { nest.depth_dual[parent as usize] };
            nest.depth_dual[b as usize] = outside + forest.cycle(b).dual;
        }
        blossoms.reverse();
        for b in blossoms {
            let ends = forest.cycle(b).children.iter().map(|&c| nest.stretch[c as usize].1);
            nest.stretch[b as usize].1 = ends.max().unwrap_or(0);
        }
        nest
    }

    /// Writes, for every vertex in a blossom with `u`, the duals of all blossoms around both.
    pub(super) fn fill(&self, u: u32, common: &mut [i64]) {
        let mut inner = self.stretch[u as usize];
        let mut node = self.parent[u as usize];
        while node != NONE {
            let (start, end) = self.stretch[node as usize];
            for v in
                self.order[start as usize..inner.0 as usize].iter().chain(&self.order[inner.1 as usize..end as usize])
            {
                common[*v as usize] = self.depth_dual[node as usize];
            }
            inner = (start, end);
            node = self.parent[node as usize];
        }
    }

    /// The vertices for which [`Self::fill`] writes, and `u` itself: none if it is in no blossom.
    pub(super) fn company(&self, u: u32) -> &[u32] {
        let mut node = u;
        while self.parent[node as usize] != NONE {
            node = self.parent[node as usize];
        }
        if node < self.n {
            return &[];
        }
        let (start, end) = self.stretch[node as usize];
        &self.order[start as usize..end as usize]
    }

    /// Takes back what [`Self::fill`] wrote.
    pub(super) fn clear(&self, u: u32, common: &mut [i64]) {
        self.company(u).iter().for_each(|&v| common[v as usize] = 0);
    }

    /// The duals of all blossoms around both vertices.
    pub(super) fn common(&self, u: u32, v: u32) -> i64 {
        let at = self.stretch[v as usize].0;
        let mut node = self.parent[u as usize];
        while node != NONE {
            let (start, end) = self.stretch[node as usize];
            if start <= at && at < end && self.parent[v as usize] != NONE {
                return self.depth_dual[node as usize];
            }
            node = self.parent[node as usize];
        }
        0
    }
}
