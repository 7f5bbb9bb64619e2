//! What persists between searches: a matching on tight edges, feasible duals, and the nested blossoms.
//!
//! A *node* is a vertex (`0..n`) or a blossom (`n..`). A node inside no blossom is *surface*; the vertices
//! of a surface node form a *group*, which carries the node's label during a search. When nodes are joined
//! the largest keeps its group and the others' vertices move over, so that one search relabels
//! O(n log n) vertices even when a blossom swallows the tree two vertices at a time.

use super::graph::Graph;

/// "No such vertex, node or group".
pub(super) const NONE: u32 = u32::MAX;

/// A surface node's place in the alternating tree of the current search.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Label {
    /// Not in the tree.
    Free,
    /// At even distance from the root (S): its vertices' duals fall as time passes.
    Outer,
    /// At odd distance from the root (T): its vertices' duals rise as time passes.
    Inner,
    /// Taken out of the graph.
    Gone,
}

#[derive(Clone)]
pub(super) struct Group {
    pub label: Label,
    pub node: u32,
    /// When an inner group's vertices began to rise.
    pub since: i64,
    /// For an inner group: the tight edge (outer vertex, own vertex) by which it was reached.
    pub link: (u32, u32),
    /// Of an outer or inner group.
    pub tree: u32,
}

/// An odd cycle of nodes. `joins[i]` is the edge (vertex of child i, vertex of child i + 1); child 0
/// holds the base, and joins 1, 3, 5, … are matched.
#[derive(Clone, Default)]
pub(super) struct Cycle {
    pub children: Vec<u32>,
    pub joins: Vec<(u32, u32)>,
    /// The dual; while the blossom is labelled, its value at time `since`.
    pub dual: i64,
    pub since: i64,
}

/// Invariants between searches, with doubled weights: every edge's slack `y_u + y_v + Σ z − 2w` is at
/// least 0, matched edges and blossom joins are tight, blossoms are full, every `y` is at least 0.
#[derive(Clone)]
pub(super) struct Forest {
    pub n: u32,
    pub dual: Vec<i64>,
    pub mate: Vec<u32>,
    /// Vertices that were in a tree since this was last cleared: only with them can slacks have become less.
    pub moved: Vec<bool>,
    pub group: Vec<u32>,
    pub groups: Vec<Group>,
    spare_groups: Vec<u32>,
    /// Of every node: the blossom around it.
    pub parent: Vec<u32>,
    /// Of every node: the one vertex not matched inside it.
    pub base: Vec<u32>,
    size: Vec<u32>,
    /// Of every surface node: its group; `NONE` for others.
    pub node_group: Vec<u32>,
    cycles: Vec<Cycle>,
    spare_cycles: Vec<u32>,
    walk: Vec<u32>,
}

impl Forest {
    /// Nobody matched, with duals that cover all edges.
    pub(super) fn new(dual: Vec<i64>) -> Self {
        let n = dual.len() as u32;
        Self {
            n,
            dual,
            mate: vec![NONE; n as usize],
            moved: vec![true; n as usize],
            group: (0..n).collect(),
            groups: (0..n)
                .map(|node| Group { label: Label::Free, node, since: 0, link: (NONE, NONE), tree: NONE })
                .collect(),
            spare_groups: Vec::new(),
            parent: vec![NONE; n as usize],
            base: (0..n).collect(),
            size: vec![1; n as usize],
            node_group: (0..n).collect(),
            cycles: Vec::new(),
            spare_cycles: Vec::new(),
            walk: Vec::new(),
        }
    }

    /// Lowers each exposed vertex's dual as far as its edges allow and matches it where that makes an
    /// edge to another exposed vertex tight.
    pub(super) fn match_greedily(&mut self, graph: &Graph) {
        for v in 0..self.n {
            if self.mate[v as usize] != NONE {
                continue;
            }
            let needed = |arc: &super::graph::Arc| arc.weight2 - self.dual[arc.to as usize];
            let lowest = graph.arcs(v).iter().map(needed).max().unwrap_or(0).max(0);
            let partner = graph.arcs(v).iter().find(|arc| needed(arc) == lowest && self.mate[arc.to as usize] == NONE);
            if let Some(arc) = partner {
                self.mate[v as usize] = arc.to;
                self.mate[arc.to as usize] = v;
            }
            self.dual[v as usize] = lowest;
        }
    }

    pub(super) fn is_blossom(&self, node: u32) -> bool {
        node >= self.n
    }

    pub(super) fn cycle(&self, blossom: u32) -> &Cycle {
        &self.cycles[(blossom - self.n) as usize]
    }

    pub(super) fn cycle_mut(&mut self, blossom: u32) -> &mut Cycle {
        &mut self.cycles[(blossom - self.n) as usize]
    }

    pub(super) fn node_count(&self) -> usize {
        self.parent.len()
    }

    /// The surface node that holds vertex `v`.
    pub(super) fn surface(&self, v: u32) -> u32 {
        self.groups[self.group[v as usize] as usize].node
    }

    pub(super) fn group_of(&self, node: u32) -> &Group {
        &self.groups[self.node_group[node as usize] as usize]
    }

    pub(super) fn group_of_mut(&mut self, node: u32) -> &mut Group {
        &mut self.groups[self.node_group[node as usize] as usize]
    }

    /// Appends the vertices of a node to `out`. Blossoms nest deeply, so no recursion.
    pub(super) fn collect(&mut self, node: u32, out: &mut Vec<u32>) {
        self.walk.push(node);
        while let Some(node) = self.walk.pop() {
            if node < self.n {
                out.push(node);
            } else {
                self.walk.extend(&self.cycles[(node - self.n) as usize].children);
            }
        }
    }

    /// Makes a blossom of surface nodes; it takes the group of its largest child.
    pub(super) fn join(&mut self, children: Vec<u32>, joins: Vec<(u32, u32)>) -> u32 {
        let blossom = self.spare_cycles.pop().unwrap_or_else(|| {
            let fresh = self.parent.len() as u32;
            self.parent.push(NONE);
            self.base.push(NONE);
            self.size.push(0);
            self.node_group.push(NONE);
            self.cycles.push(Cycle::default());
            fresh
        });
        let largest = self.largest(&children);
        let kept = self.node_group[largest as usize];
        let mut members = Vec::new();
        let mut size = 0;
        for &child in &children {
            size += self.size[child as usize];
            if child != largest {
                self.collect(child, &mut members);
                self.spare_groups.push(self.node_group[child as usize]);
            }
            self.node_group[child as usize] = NONE;
            self.parent[child as usize] = blossom;
        }
        for &v in &members {
            self.group[v as usize] = kept;
        }
        self.base[blossom as usize] = self.base[children[0] as usize];
        self.size[blossom as usize] = size;
        self.parent[blossom as usize] = NONE;
        self.node_group[blossom as usize] = kept;
        self.groups[kept as usize].node = blossom;
        *self.cycle_mut(blossom) = Cycle { children, joins, dual: 0, since: 0 };
        blossom
    }

    /// Takes a surface blossom apart; its children come to the surface with its label.
    pub(super) fn split(&mut self, blossom: u32) -> Cycle {
        let cycle = std::mem::take(self.cycle_mut(blossom));
        let kept = std::mem::replace(&mut self.node_group[blossom as usize], NONE);
        let largest = self.largest(&cycle.children);
        let mut members = Vec::new();
        for &child in &cycle.children {
            self.parent[child as usize] = NONE;
            if child == largest {
                self.node_group[child as usize] = kept;
                self.groups[kept as usize].node = child;
                continue;
            }
            // Never empty: there are as many groups as vertices.
            let Some(fresh) = self.spare_groups.pop() else {
                continue;
            };
            self.groups[fresh as usize] = Group { node: child, ..self.groups[kept as usize].clone() };
            self.node_group[child as usize] = fresh;
            self.collect(child, &mut members);
            for &v in &members {
                self.group[v as usize] = fresh;
            }
            members.clear();
        }
        self.spare_cycles.push(blossom);
        cycle
    }

    fn largest(&self, nodes: &[u32]) -> u32 {
        let mut largest = nodes[0];
        for &node in nodes {
            if self.size[node as usize] > self.size[largest as usize] {
                largest = node;
            }
        }
        largest
    }

    /// Rotates the blossoms between vertex `v` and `node`, so that `v` becomes the node's base. The
    /// caller sees to the mate of `v` and of the former base.
    pub(super) fn rebase(&mut self, node: u32, v: u32) {
        let mut todo = vec![(node, v)];
        while let Some((top, v)) = todo.pop() {
            let mut child = v;
            while child != top {
                let blossom = self.parent[child as usize];
                self.base[blossom as usize] = v;
                let cycle = &mut self.cycles[(blossom - self.n) as usize];
                let first = cycle.children.iter().position(|&c| c == child).unwrap_or(0);
                cycle.children.rotate_left(first);
                cycle.joins.rotate_left(first);
                for i in (1..cycle.children.len()).step_by(2) {
                    let (x, y) = cycle.joins[i];
                    if self.mate[x as usize] != y {
                        self.mate[x as usize] = y;
                        self.mate[y as usize] = x;
                        for (end, side) in [(x, i), (y, i + 1)] {
                            let side = cycle.children[side];
                            if self.base[side as usize] != end {
                                todo.push((side, end));
                            }
                        }
                    }
                }
                child = blossom;
            }
        }
    }

    /// Brings the children of a surface blossom of dual 0 to the surface, and theirs in turn.
    pub(super) fn dissolve_empty(&mut self, blossom: u32) {
        let mut todo = vec![blossom];
        while let Some(node) = todo.pop() {
            if self.is_blossom(node) && self.cycle(node).dual == 0 {
                todo.extend(self.split(node).children);
            }
        }
    }

    /// Replaces a surface blossom by half its dual on each of its vertices. Slacks only grow, and the
    /// only matched edge that may lose its tightness is the base's: it is unmatched.
    pub(super) fn dissolve(&mut self, blossom: u32) {
        let half = self.cycle(blossom).dual / 2;
        let base = self.base[blossom as usize];
        let mut members = Vec::new();
        self.collect(blossom, &mut members);
        for &v in &members {
            self.dual[v as usize] += half;
        }
        if half > 0 {
            self.unmatch(base);
        }
        self.split(blossom);
    }

    /// Dissolves every blossom around `v`.
    pub(super) fn bare(&mut self, v: u32) {
        while self.surface(v) != v {
            self.dissolve(self.surface(v));
        }
    }

    pub(super) fn unmatch(&mut self, v: u32) {
        let mate = std::mem::replace(&mut self.mate[v as usize], NONE);
        if mate != NONE {
            self.mate[mate as usize] = NONE;
        }
    }

    /// The dual objective: an upper bound on twice the weight of every matching.
    pub(super) fn objective(&self) -> i64 {
        let vertices: i64 = (0..self.n).filter(|&v| !self.is_gone(v)).map(|v| self.dual[v as usize]).sum();
        let live = (self.n..self.node_count() as u32).filter(|&b| !self.cycle(b).children.is_empty());
        let blossoms = live.map(|b| self.cycle(b).dual * i64::from((self.size[b as usize] - 1) / 2));
        vertices + blossoms.sum::<i64>()
    }

    fn is_gone(&self, v: u32) -> bool {
        self.groups[self.group[v as usize] as usize].label == Label::Gone
    }

    /// Live blossoms, outer before inner.
    pub(super) fn blossoms(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (self.n..self.node_count() as u32)
            .filter(|&b| !self.cycle(b).children.is_empty() && self.parent[b as usize] == NONE)
            .collect();
        let mut next = 0;
        while next < order.len() {
            let inner = self.cycle(order[next]).children.iter().filter(|&&c| c >= self.n);
            let inner: Vec<u32> = inner.copied().collect();
            order.extend(inner);
            next += 1;
        }
        order
    }

    /// Takes a vertex out of the graph; its partner, or that of a blossom around it, is left exposed.
    pub(super) fn remove(&mut self, v: u32) {
        let node = self.surface(v);
        self.unmatch(self.base[node as usize]);
        // Its former partner, if inside the same blossom, has another now.
        self.rebase(node, v);
        self.mate[v as usize] = NONE;
        self.bare(v);
        self.group_of_mut(v).label = Label::Gone;
        self.dual[v as usize] = 0;
    }
}
