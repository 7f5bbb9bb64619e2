//! Stable partitions: proposals, then rotations.
//!
//! The table of both phases is implied: members u and v are still on each other's lists if each finds the other at
//! least as good as the last on its list. As everyone's first has that one last, the lists' ends say it all.

use super::{Value, tie};

/// Of every member: its successor in a stable partition under the tie-broken preferences; of the single: none. Two
/// who are paired succeed each other. The others form odd parties, cycles of three or more in which everyone prefers
/// the successor to the predecessor.
pub(in crate::matching) fn stable_partition(n: u32, value: Value, seed: u32) -> Vec<Option<u32>> {
    let mut table = Table::new(n, Order { value, seed });
    (0..n).for_each(|u| table.propose(u));
    let mut path = Path { members: Vec::new(), place: vec![OFF; n as usize] };
    for start in 0..n {
        while !table.settled(start) {
            table.rotate(start, &mut path);
        }
    }
    (0..n).map(|u| table.first(u)).collect()
}

/// Not on the path.
const OFF: u32 = u32::MAX;

/// Members each of whom is last on the list of the second choice of the one before.
struct Path {
    members: Vec<u32>,
    /// Of every member: where it is in `members`.
    place: Vec<u32>,
}

impl Path {
    fn push(&mut self, u: u32) {
        self.place[u as usize] = self.members.len() as u32;
        self.members.push(u);
    }

    /// Takes off everything from a place on.
    fn cut(&mut self, place: u32) {
        let from = self.members.len().min(place as usize);
        for u in self.members.drain(from..) {
            self.place[u as usize] = OFF;
        }
    }
}

/// The tie-broken preferences.
#[derive(Clone, Copy)]
struct Order<'a> {
    value: Value<'a>,
    seed: u32,
}

impl Order<'_> {
    /// What `u` sees in a `v` it accepts: higher is better, no two are equal.
    fn key(self, u: u32, v: u32) -> (i64, u64) {
        ((self.value)(u, v).unwrap_or(i64::MIN), tie(self.seed, u, v))
    }

    /// Makes a heap, the best for `u` on top, of one in which only `root` may be out of place.
    fn sift(self, u: u32, heap: &mut [u32], mut root: usize) {
        let Some(&sunk) = heap.get(root) else { return };
        let key = self.key(u, sunk);
        loop {
            let (mut best, mut to) = (key, root);
            for child in [2 * root + 1, 2 * root + 2] {
                if let Some(&v) = heap.get(child) {
                    let other = self.key(u, v);
                    if other > best {
                        (best, to) = (other, child);
                    }
                }
            }
            if to == root {
                return;
            }
            heap.swap(root, to);
            root = to;
        }
    }
}

/// All whom a member could be paired with. It is sorted only as far as it was read, which is seldom far: a heap,
/// and behind it whom was taken off its top, the best at the very end.
struct List {
    others: Vec<u32>,
    heap: usize,
}

struct Table<'a> {
    order: Order<'a>,
    lists: Vec<List>,
    /// Of every member: the rank of the first on its list.
    head: Vec<u32>,
    /// Of every member: no rank between the head and this one is on its list.
    next: Vec<u32>,
    /// Of every member: the last on its list, once somebody proposed.
    last: Vec<Option<u32>>,
}

impl<'a> Table<'a> {
    fn new(n: u32, order: Order<'a>) -> Self {
        let list = |u: u32| {
            let accepted = |&v: &u32| v != u && (order.value)(u, v).is_some() && (order.value)(v, u).is_some();
            let mut others: Vec<u32> = (0..n).filter(accepted).collect();
            (0..others.len() / 2).rev().for_each(|root| order.sift(u, &mut others, root));
            List { heap: others.len(), others }
        };
        let ranks = vec![0; n as usize];
        Self {
            order,
            lists: (0..n).map(list).collect(),
            head: ranks.clone(),
            next: ranks,
            last: vec![None; n as usize],
        }
    }

    /// Whom `u` ranks so, 0 being the best, of all whom it could be paired with.
    fn at(&mut self, u: u32, rank: u32) -> Option<u32> {
        let List { others, heap } = &mut self.lists[u as usize];
        while others.len() - *heap <= rank as usize && *heap > 0 {
            *heap -= 1;
            others.swap(0, *heap);
            self.order.sift(u, &mut others[..*heap], 0);
        }
        others.iter().rev().nth(rank as usize).copied()
    }

    fn first(&mut self, u: u32) -> Option<u32> {
        self.at(u, self.head[u as usize])
    }

    /// Whether nobody worse than `u` is on the list of `v`.
    fn keeps(&self, v: u32, u: u32) -> bool {
        self.last[v as usize].is_none_or(|last| self.order.key(v, u) >= self.order.key(v, last))
    }

    /// Whether there is nothing left to choose.
    fn settled(&mut self, u: u32) -> bool {
        self.first(u) == self.last[u as usize]
    }

    /// Phase 1: `u` proposes by falling preference until somebody holds the proposal; whoever is let go for it
    /// proposes next.
    fn propose(&mut self, mut u: u32) {
        while let Some(v) = self.first(u) {
            if self.keeps(v, u) {
                match self.last[v as usize].replace(u) {
                    None => return,
                    Some(other) => u = other,
                }
            }
            self.head[u as usize] += 1;
        }
    }

    /// The second on the list of a member who is not settled.
    fn second(&mut self, u: u32) -> Option<u32> {
        let mut rank = self.next[u as usize].max(self.head[u as usize] + 1);
        while let Some(v) = self.at(u, rank) {
            if self.keeps(v, u) {
                self.next[u as usize] = rank;
                return Some(v);
            }
            rank += 1;
        }
        None
    }

    /// Phase 2: follows the path, from `start` if it is empty, until it closes to a rotation, and eliminates that
    /// or sets it aside as an odd party.
    fn rotate(&mut self, start: u32, path: &mut Path) {
        if path.members.is_empty() {
            path.push(start);
        }
        let mut u = path.members.last().copied().unwrap_or(start);
        // Whoever is not settled has a second, and whoever is last there is not settled either.
        while let Some(v) = self.second(u).and_then(|v| self.last[v as usize]) {
            u = v;
            if path.place[u as usize] != OFF {
                break;
            }
            path.push(u);
        }
        let from = path.place[u as usize];
        let rotation = path.members[from as usize..].to_vec();
        path.cut(from);
        // Eliminating empties a list if, and only if, a member's first is left with that member alone just when it
        // turns the member down. All lists of the rotation are then of length two and name its members only, who
        // form one odd cycle.
        if let Some(v) = self.first(u)
            && rotation.contains(&v)
            && self.second(v) == Some(u)
        {
            debug_assert!(path.members.is_empty());
            while !self.settled(u) {
                let next = self.first(u);
                self.last[u as usize] = next;
                u = next.unwrap_or(u);
            }
            return;
        }
        for &u in &rotation {
            self.head[u as usize] = self.next[u as usize];
            if let Some(v) = self.first(u) {
                self.last[v as usize] = Some(u);
            }
        }
        // A path through somebody settled is none.
        for &u in &rotation {
            if let Some(v) = self.first(u)
                && self.settled(v)
            {
                path.cut(path.place[v as usize]);
            }
        }
    }
}
