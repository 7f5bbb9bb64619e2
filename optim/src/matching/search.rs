//! The search: alternating trees grown from all exposed vertices at once, until two meet.
//!
//! Time is the amount by which the outer vertices' duals have fallen. An outer vertex stores its dual as of
//! time 0, so that the moment at which an edge becomes tight never changes while its ends keep their
//! labels, and one queue of moments drives the search, as in Dijkstra's method. What is no longer so when
//! its moment comes is passed over. A tree that has served is taken down and all others go on, so that most of
//! the work is done once.

mod moments;
mod tree;

use super::forest::{Forest, Label, NONE};
use super::graph::Graph;
use moments::Moments;

/// Something that happens to a tree, in the order in which simultaneous ones are taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// An edge between two outer nodes becomes tight.
    Meet,
    /// The edge from a tree to a free vertex becomes tight.
    Grow,
    /// The dual of an inner blossom reaches 0.
    Expand,
    /// The dual of an outer vertex reaches 0: it may stay single.
    Single,
}

struct Search<'a> {
    forest: &'a mut Forest,
    graph: &'a Graph,
    now: i64,
    /// What would happen later is left out.
    limit: i64,
    heap: Moments<(Kind, u32)>,
    /// Of every tree: all nodes that were ever labelled for it.
    trees: Vec<Vec<u32>>,
    standing: i64,
    /// Outer vertices whose edges are not yet looked at.
    queue: Vec<u32>,
    /// Of a vertex outside the outer nodes: the least `dual as of time 0 − doubled weight` over its edges
    /// from outer vertices, and that edge's outer end.
    best: Vec<(i64, u32)>,
    visited: Vec<u32>,
    visit: u32,
    members: Vec<u32>,
    /// Vertices of the trees just taken down.
    freed: Vec<u32>,
    /// Vertices that were best reached from one of those.
    stale: Vec<u32>,
}

const UNREACHED: (i64, u32) = (i64::MAX, NONE);

/// Makes the forest's matching a maximum-weight one on `graph`, as far as that takes no more than `patience`
/// of change to a dual: beyond that, vertices stay exposed though their duals are above 0. Returns whether
/// there are none.
pub(super) fn maximise(forest: &mut Forest, graph: &Graph, patience: i64) -> bool {
    let mut search = Search::new(forest, graph, patience);
    search.plant();
    search.run(i64::MAX)
}

/// Makes the forest's matching a maximum-weight one on `graph`, unless the dual objective falls by `budget` on
/// the way: then returns false, and the forest is of no further use.
pub(super) fn maximise_within(forest: &mut Forest, graph: &Graph, budget: i64) -> bool {
    let before = forest.objective();
    let mut search = Search::new(forest, graph, i64::MAX);
    search.plant();
    let budget = budget + search.forest.objective() - before;
    search.limit = budget;
    search.run(budget)
}

impl<'a> Search<'a> {
    fn new(forest: &'a mut Forest, graph: &'a Graph, limit: i64) -> Self {
        let n = forest.n as usize;
        Self {
            forest,
            graph,
            now: 0,
            limit,
            heap: Moments::new(),
            trees: Vec::new(),
            standing: 0,
            queue: Vec::new(),
            best: vec![UNREACHED; n],
            visited: Vec::new(),
            visit: 0,
            members: Vec::new(),
            freed: Vec::new(),
            stale: Vec::new(),
        }
    }

    /// Makes every exposed vertex that may not stay single the root of a tree.
    ///
    /// All roots need duals of the same parity: then every edge between outer nodes has an even slack, and
    /// moments are whole. Raising an odd one by 1 keeps every slack at least 0.
    fn plant(&mut self) {
        for v in 0..self.forest.n {
            let forest = &mut *self.forest;
            let open = forest.mate[v as usize] == NONE && forest.dual[v as usize] > 0;
            if !open {
                continue;
            }
            if forest.dual[v as usize] % 2 != 0 {
                forest.bare(v);
                forest.dual[v as usize] += forest.dual[v as usize] % 2;
            }
            let root = self.forest.surface(v);
            let tree = self.trees.len() as u32;
            self.trees.push(Vec::new());
            self.standing += 1;
            self.make_outer(root, tree);
        }
    }

    /// Goes on until no tree is left, and returns true; or until nothing more happens within the limit, or the
    /// dual objective has fallen by `budget`, and returns false.
    fn run(&mut self, mut budget: i64) -> bool {
        loop {
            self.scan_queue();
            if self.standing == 0 {
                return true;
            }
            let Some((time, (kind, id))) = self.heap.pop() else {
                (0..self.trees.len() as u32).for_each(|tree| self.take_down(tree));
                return false;
            };
            debug_assert!(time >= self.now);
            budget -= self.standing * (time - self.now);
            if budget <= 0 {
                return false;
            }
            self.now = time;
            match kind {
                Kind::Meet => self.meet(id),
                Kind::Grow => self.grow(id),
                Kind::Expand => self.expand(id),
                Kind::Single => self.leave_single(id),
            }
        }
    }

    fn push(&mut self, time: i64, kind: Kind, id: u32) {
        if time <= self.limit {
            self.heap.push(time, (kind, id));
        }
    }

    fn label(&self, v: u32) -> Label {
        self.forest.groups[self.forest.group[v as usize] as usize].label
    }

    /// Labels a surface node outer. A blossom's stored dual must be up to date.
    fn make_outer(&mut self, node: u32, tree: u32) {
        let now = self.now;
        let first = self.queue.len();
        self.forest.collect(node, &mut self.queue);
        let group = self.forest.group_of_mut(node);
        let risen = if group.label == Label::Inner { now - group.since } else { 0 };
        group.label = Label::Outer;
        group.tree = tree;
        let mut soonest = (i64::MAX, NONE);
        for &v in &self.queue[first..] {
            let dual = &mut self.forest.dual[v as usize];
            *dual += risen + now;
            self.forest.moved[v as usize] = true;
            soonest = soonest.min((*dual, v));
        }
        if self.forest.is_blossom(node) {
            self.forest.cycle_mut(node).since = now;
        }
        self.trees[tree as usize].push(node);
        self.push(soonest.0, Kind::Single, soonest.1);
    }

    /// Labels a surface node inner, reached by the tight edge `link`.
    fn make_inner(&mut self, node: u32, tree: u32, link: (u32, u32), since: i64) {
        let group = self.forest.group_of_mut(node);
        group.label = Label::Inner;
        group.since = since;
        group.link = link;
        group.tree = tree;
        if self.forest.is_blossom(node) {
            let cycle = self.forest.cycle_mut(node);
            cycle.since = self.now;
            let empty = self.now + cycle.dual / 2;
            self.push(empty, Kind::Expand, node);
        }
        self.trees[tree as usize].push(node);
    }

    fn scan_queue(&mut self) {
        while let Some(u) = self.queue.pop() {
            let from = self.forest.dual[u as usize];
            let own = self.forest.group[u as usize];
            let graph = self.graph;
            for arc in graph.arcs(u) {
                let v = arc.to as usize;
                let group = self.forest.group[v];
                if group == own {
                    continue;
                }
                let label = self.forest.groups[group as usize].label;
                let offset = from - arc.weight2;
                match label {
                    Label::Outer => {
                        let twice = offset + self.forest.dual[v];
                        debug_assert!(twice % 2 == 0);
                        self.push(twice / 2, Kind::Meet, arc.edge);
                    }
                    Label::Free if offset < self.best[v].0 => {
                        self.best[v] = (offset, u);
                        self.push(offset + self.forest.dual[v], Kind::Grow, arc.to);
                    }
                    Label::Inner if offset < self.best[v].0 => self.best[v] = (offset, u),
                    _ => {}
                }
            }
        }
    }

    /// Adds the free node of `v` to the tree that reaches it, and the node it is matched to.
    fn grow(&mut self, v: u32) {
        let node = self.forest.surface(v);
        let (offset, u) = self.best[v as usize];
        // Since it was put on the heap the vertex may have been in a tree, or the tree is gone.
        if self.label(v) != Label::Free || u == NONE || offset + self.forest.dual[v as usize] != self.now {
            return;
        }
        let tree = self.forest.group_of(self.forest.surface(u)).tree;
        let mate = self.forest.mate[self.forest.base[node as usize] as usize];
        if mate == NONE {
            self.forest.rebase(node, v);
            self.forest.mate[v as usize] = u;
            self.augment(u, v);
            self.take_down(tree);
            self.refresh();
        } else {
            self.make_inner(node, tree, (u, v), self.now);
            self.make_outer(self.forest.surface(mate), tree);
        }
    }

    fn leave_single(&mut self, v: u32) {
        if self.label(v) == Label::Outer && self.forest.dual[v as usize] == self.now {
            let tree = self.forest.group_of(self.forest.surface(v)).tree;
            self.augment(v, NONE);
            self.take_down(tree);
            self.refresh();
        }
    }

    /// A tight edge between outer nodes: within one tree it closes a blossom, between two it augments.
    fn meet(&mut self, edge: u32) {
        let (u, v, weight2) = self.graph.edge(edge);
        let (a, b) = (self.forest.surface(u), self.forest.surface(v));
        let both = self.label(u) == Label::Outer && self.label(v) == Label::Outer;
        let tight = self.forest.dual[u as usize] + self.forest.dual[v as usize] - weight2;
        if a == b || !both || tight != 2 * self.now {
            return;
        }
        let trees = [a, b].map(|node| self.forest.group_of(node).tree);
        if trees[0] == trees[1] {
            self.shrink(u, v);
        } else {
            self.augment(u, v);
            self.augment(v, u);
            trees.iter().for_each(|&tree| self.take_down(tree));
            self.refresh();
        }
    }

    /// Brings a blossom's stored dual up to now.
    fn settle_blossom(&mut self, node: u32, label: Label) {
        if self.forest.is_blossom(node) {
            let now = self.now;
            let cycle = self.forest.cycle_mut(node);
            let change = 2 * (now - cycle.since);
            cycle.dual += if label == Label::Outer { change } else { -change };
            cycle.since = now;
            debug_assert!(cycle.dual >= 0);
        }
    }

    /// Writes the duals of a tree's vertices as of now and frees them.
    fn take_down(&mut self, tree: u32) {
        let now = self.now;
        let nodes = std::mem::take(&mut self.trees[tree as usize]);
        for node in nodes {
            if self.forest.node_group[node as usize] == NONE {
                continue;
            }
            let group = self.forest.group_of_mut(node);
            let change = match group.label {
                Label::Outer => -now,
                Label::Inner => now - group.since,
                Label::Free | Label::Gone => continue,
            };
            // The number of a blossom taken apart may be another's by now.
            if group.tree != tree {
                continue;
            }
            let label = std::mem::replace(&mut group.label, Label::Free);
            let first = self.freed.len();
            self.forest.collect(node, &mut self.freed);
            for &v in &self.freed[first..] {
                self.forest.dual[v as usize] += change;
                self.forest.moved[v as usize] = true;
            }
            self.settle_blossom(node, label);
            self.forest.dissolve_empty(node);
        }
        self.standing -= 1;
    }

    /// Finds from which outer vertices those just freed, and those best reached from them, are reached now.
    fn refresh(&mut self) {
        let freed = std::mem::take(&mut self.freed);
        let mut stale = std::mem::take(&mut self.stale);
        for &v in &freed {
            self.best[v as usize] = UNREACHED;
        }
        for &v in &freed {
            for arc in self.graph.arcs(v) {
                let other = &mut self.best[arc.to as usize];
                if other.1 == v {
                    *other = UNREACHED;
                    stale.push(arc.to);
                }
            }
        }
        for &v in freed.iter().chain(&stale) {
            self.reach(v);
        }
        stale.clear();
        self.stale = stale;
        self.freed = freed;
        self.freed.clear();
    }

    /// Looks for the best edge to `v` from an outer vertex.
    fn reach(&mut self, v: u32) {
        let mut best = UNREACHED;
        for arc in self.graph.arcs(v) {
            if self.label(arc.to) == Label::Outer {
                best = best.min((self.forest.dual[arc.to as usize] - arc.weight2, arc.to));
            }
        }
        self.best[v as usize] = best;
        if best.1 != NONE && self.label(v) == Label::Free {
            self.push(best.0 + self.forest.dual[v as usize], Kind::Grow, v);
        }
    }
}
