//! Paths and cycles in the trees: blossoms made and taken apart, and paths flipped.

use super::super::forest::{Group, Label, NONE};
use super::{Kind, Search};

impl Search<'_> {
    /// The outer node above an outer node: (edge down to the inner node between, edge up from it).
    fn above(&self, node: u32) -> Option<((u32, u32), (u32, u32))> {
        let base = self.forest.base[node as usize];
        let mate = self.forest.mate[base as usize];
        if mate == NONE {
            return None;
        }
        let (outer, inner) = self.forest.groups[self.forest.group[mate as usize] as usize].link;
        Some(((base, mate), (inner, outer)))
    }

    /// The lowest outer node above both of two outer nodes.
    fn common_above(&mut self, a: u32, b: u32) -> u32 {
        self.visited.resize(self.forest.node_count(), 0);
        self.visit += 1;
        let (mut here, mut there) = (Some(a), Some(b));
        loop {
            let Some(node) = here else { return a };
            if self.visited[node as usize] == self.visit {
                return node;
            }
            self.visited[node as usize] = self.visit;
            here = self.above(node).map(|(_, (_, outer))| self.forest.surface(outer));
            if there.is_some() {
                std::mem::swap(&mut here, &mut there);
            }
        }
    }

    /// The way from an outer node up to `top`: nodes below `top`, and the edge that leaves each upwards.
    fn climb(&self, mut node: u32, top: u32) -> (Vec<u32>, Vec<(u32, u32)>) {
        let (mut nodes, mut joins) = (Vec::new(), Vec::new());
        while node != top
            && let Some((matched, link)) = self.above(node)
        {
            nodes.extend([node, self.forest.surface(matched.1)]);
            joins.extend([matched, link]);
            node = self.forest.surface(link.1);
        }
        (nodes, joins)
    }

    /// Makes a blossom of the cycle that a tight edge between two outer nodes closes.
    pub(super) fn shrink(&mut self, u: u32, v: u32) {
        let (a, b) = (self.forest.surface(u), self.forest.surface(v));
        let tree = self.forest.group_of(a).tree;
        let top = self.common_above(a, b);
        let (mut children, mut joins) = (vec![top], Vec::new());
        let (nodes, ups) = self.climb(a, top);
        children.extend(nodes.iter().rev());
        joins.extend(ups.iter().rev().map(|&(low, high)| (high, low)));
        joins.push((u, v));
        let (nodes, ups) = self.climb(b, top);
        children.extend(nodes);
        joins.extend(ups);
        for &child in &children {
            let label = self.forest.group_of(child).label;
            self.settle_blossom(child, label);
            if label == Label::Inner {
                self.make_outer(child, tree);
            }
        }
        let blossom = self.forest.join(children, joins);
        self.forest.cycle_mut(blossom).since = self.now;
        self.trees[tree as usize].push(blossom);
    }

    /// Takes apart an inner blossom whose dual has reached 0: the even way round its cycle stays in the
    /// tree, the rest is free again.
    pub(super) fn expand(&mut self, blossom: u32) {
        if self.forest.node_group[blossom as usize] == NONE {
            return;
        }
        let &Group { label, since, link, tree, .. } = self.forest.group_of(blossom);
        let cycle = self.forest.cycle(blossom);
        if label != Label::Inner || cycle.since + cycle.dual / 2 != self.now {
            return;
        }
        let cycle = self.forest.split(blossom);
        let count = cycle.children.len();
        let entry = self.forest.surface(link.1);
        let entry = cycle.children.iter().position(|&c| c == entry).unwrap_or(0);
        // Matched joins are the odd ones, so the even way to child 0 goes down from an even child.
        let forward = entry % 2 == 1;
        let steps = if forward { count - entry } else { entry };
        let mut at = entry;
        let mut link = link;
        for step in 0..=steps {
            let child = cycle.children[at];
            if step % 2 == 0 {
                self.make_inner(child, tree, link, since);
            } else {
                self.make_outer(child, tree);
            }
            if step < steps {
                let (x, y) = if forward { cycle.joins[at] } else { cycle.joins[at - 1] };
                link = if forward { (x, y) } else { (y, x) };
                at = if forward { (at + 1) % count } else { at - 1 };
            }
        }
        let freed = if forward { 1..entry } else { entry + 1..count };
        for &child in &cycle.children[freed] {
            self.free(child, since);
        }
    }

    /// Puts a former part of an inner blossom outside the tree.
    fn free(&mut self, node: u32, since: i64) {
        self.forest.group_of_mut(node).label = Label::Free;
        let mut members = std::mem::take(&mut self.members);
        self.forest.collect(node, &mut members);
        for &v in &members {
            self.forest.dual[v as usize] += self.now - since;
            self.forest.moved[v as usize] = true;
            let (offset, from) = self.best[v as usize];
            if from != NONE {
                self.push(offset + self.forest.dual[v as usize], Kind::Grow, v);
            }
        }
        members.clear();
        self.members = members;
    }

    /// Flips the alternating path from outer vertex `u` to the root; `u` gets the given partner.
    pub(super) fn augment(&mut self, mut u: u32, mut partner: u32) {
        let forest = &mut *self.forest;
        loop {
            let node = forest.surface(u);
            let freed = forest.mate[forest.base[node as usize] as usize];
            forest.rebase(node, u);
            forest.mate[u as usize] = partner;
            if freed == NONE {
                return;
            }
            let inner = forest.surface(freed);
            let (outer, own) = forest.group_of(inner).link;
            forest.rebase(inner, own);
            forest.mate[own as usize] = outer;
            (u, partner) = (outer, own);
        }
    }
}
