//! The sparse graph a search walks: the edges of every vertex side by side.

/// One edge seen from one of its ends.
#[derive(Clone, Copy)]
pub(super) struct Arc {
    pub to: u32,
    /// For [`Graph::edge`].
    pub edge: u32,
    /// Twice the edge's weight, so that every dual is a whole number.
    pub weight2: i64,
}

/// An undirected graph in compressed rows. Parallel edges are allowed, loops are not.
pub(super) struct Graph {
    starts: Vec<u32>,
    arcs: Vec<Arc>,
    edges: Vec<(u32, u32, i64)>,
}

impl Graph {
    /// Builds the rows of `n` vertices from edges `(u, v, doubled weight)`.
    pub(super) fn new(n: u32, edges: &[(u32, u32, i64)]) -> Self {
        let n = n as usize;
        let mut starts = vec![0u32; n + 1];
        for &(u, v, _) in edges {
            starts[u as usize + 1] += 1;
            starts[v as usize + 1] += 1;
        }
        for v in 0..n {
            starts[v + 1] += starts[v];
        }
        let mut next = starts.clone();
        let blank = Arc { to: 0, edge: 0, weight2: 0 };
        let mut arcs = vec![blank; 2 * edges.len()];
        for (edge, &(u, v, weight2)) in (0u32..).zip(edges) {
            for (from, to) in [(u, v), (v, u)] {
                let slot = &mut next[from as usize];
                arcs[*slot as usize] = Arc { to, edge, weight2 };
                *slot += 1;
            }
        }
        Self { starts, arcs, edges: edges.to_vec() }
    }

    pub(super) fn arcs(&self, v: u32) -> &[Arc] {
        let v = v as usize;
        &self.arcs[self.starts[v] as usize..self.starts[v + 1] as usize]
    }

    /// Both ends and the doubled weight.
    pub(super) fn edge(&self, edge: u32) -> (u32, u32, i64) {
        self.edges[edge as usize]
    }
}
