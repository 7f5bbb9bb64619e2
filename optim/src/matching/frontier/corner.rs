//! Is there a matching that reaches so much on both sides? Branch and bound over pairs.
//!
//! A matching that does is worth at least as much as the corner under *any* weights of both sides. So the hull of what
//! is left of the question is walked towards the corner, by weighted sums as everywhere: a sum below the corner's says
//! no, a matching that reaches the corner says yes, and every pair whose reduced cost takes more than the gap falls
//! away. Where the hull passes above the corner without touching a matching that does, one of its pairs is settled:
//! taken or not.

use super::super::{Edge, Nested, sparse};
use super::{Cardinality, Frontier, Trade, add, double, normal, weigh};

/// Turns of the hull before a pair is settled: more seldom help.
const TURNS: u32 = 6;

/// The answer so far.
pub(super) enum Asked {
    Open,
    No,
    Yes(Trade),
}

/// A matching on one side of the corner: its sums and its pairs that are still open, ascending.
#[derive(Clone)]
struct Flank {
    totals2: [i64; 2],
    pairs: Vec<u32>,
}

/// What is left of the question once some pairs are settled.
struct Node {
    trio: Option<usize>,
    taken: Vec<u32>,
    /// Twice the sums of what is taken.
    base2: [i64; 2],
    /// Those still open.
    pairs: Vec<u32>,
    /// How many of them are to be taken.
    wanted: usize,
    weights: [i64; 2],
    /// A matching that reaches the corner on the first side, and one that does on the second.
    flanks: [Option<Flank>; 2],
}

/// The question whether anything reaches a corner below an edge of the hull.
pub(super) struct Hunt {
    pub facet: usize,
    pub corner: [i64; 2],
    /// How many matchings may have been solved for when it is given up.
    pub limit: u64,
    started: bool,
    stack: Vec<Node>,
    /// The next trio to begin with.
    next_trio: usize,
}

impl Hunt {
    pub fn new(facet: usize, corner: [i64; 2], limit: u64) -> Self {
        Hunt { facet, corner, limit, started: false, stack: Vec::new(), next_trio: 0 }
    }

    /// Settles one more part of the question.
    pub fn step(&mut self, frontier: &mut Frontier) -> Asked {
        if !self.started {
            self.started = true;
            if frontier.trios.is_empty() {
                let root = self.root(frontier);
                self.stack.push(root);
            }
        }
        let Some(node) = self.stack.pop().or_else(|| self.with_next_trio(frontier)) else { return Asked::No };
        self.visit(frontier, node).map_or(Asked::Open, Asked::Yes)
    }

    fn root(&self, frontier: &mut Frontier) -> Node {
        let (facet, grain) = (&frontier.facets[self.facet], frontier.grain);
        let (weights, wanted) = (facet.weights, frontier.trades[0].mate.iter().flatten().count() / 2);
        let least = weigh(weights, [facet.left[0] + grain[0], facet.right[1] + grain[1]]);
        let pairs = match facet.pairs.clone() {
            Some(pairs) => pairs,
            None => {
                let all: Vec<u32> = (0..frontier.pairs.len() as u32).collect();
                let (solved, slack) = frontier.best_of(&all, weights);
                let value = weigh(weights, solved.totals2);
                let kept: Vec<u32> =
                    all.into_iter().zip(slack).filter(|(_, slack)| value - slack >= least).map(|(at, _)| at).collect();
                frontier.facets[self.facet].pairs = Some(kept.clone());
                kept
            }
        };
        Node { trio: None, taken: vec![], base2: [0; 2], pairs, wanted, weights, flanks: [None, None] }
    }

    /// The part of the question that has the next trio that may matter.
    fn with_next_trio(&mut self, frontier: &mut Frontier) -> Option<Node> {
        let facet = &mut frontier.facets[self.facet];
        facet.trios.resize(frontier.trios.len(), None);
        let (weights, needed) = (facet.weights, weigh(facet.weights, self.corner));
        let matters = |at: &usize| facet.trios[*at].is_none_or(|best| best >= needed);
        let at = (self.next_trio..frontier.trios.len()).find(matters)?;
        self.next_trio = at + 1;
        let trio = frontier.trios[at];
        let apart = |&pair: &u32| {
            let (u, v) = frontier.pairs[pair as usize];
            !trio.contains(&u) && !trio.contains(&v)
        };
        Some(Node {
            trio: Some(at),
            taken: Vec::new(),
            base2: frontier.trio_value(trio)?,
            pairs: (0..frontier.pairs.len() as u32).filter(apart).collect(),
            wanted: frontier.trades[0].mate.iter().flatten().count() / 2,
            weights,
            flanks: [None, None],
        })
    }

    /// Says no to a part of the question, finds what is asked for, or puts off its two halves.
    fn visit(&mut self, frontier: &mut Frontier, mut node: Node) -> Option<Trade> {
        for turn in 0.. {
            let (mut solved, slack) = frontier.best_of(&node.pairs, node.weights);
            solved.totals2 = add(solved.totals2, node.base2);
            let (value, needed) = (weigh(node.weights, solved.totals2), weigh(node.weights, self.corner));
            let enough = solved.pairs.len() == node.wanted;
            // Parts of a part begin with a matching that is known.
            if let (0, Some(trio), [None, None]) = (turn, node.trio, &node.flanks) {
                frontier.facets[self.facet].trios[trio] = Some(if enough { value } else { i64::MIN });
            }
            if !enough || value < needed {
                return None;
            }
            let reaches = [0, 1].map(|side| solved.totals2[side] >= self.corner[side]);
            if reaches == [true, true] {
                return Some(frontier.trade(&node, &solved));
            }
            let mut slack = slack.into_iter();
            node.pairs.retain(|_| slack.next().is_some_and(|slack| value - slack >= needed));
            let side = usize::from(!reaches[0]);
            let before = node.weights;
            node.weights = match &node.flanks[1 - side] {
                Some(other) => {
                    let ends = [&solved, other];
                    normal(ends[1 - side].totals2, ends[side].totals2)
                }
                // Nothing reaches the other side yet: as far as can be there, or never.
                None if side == 0 => [1, frontier.heavy()],
                None => [frontier.heavy(), 1],
            };
            node.flanks[side] = Some(solved);
            if (node.weights == before || turn == TURNS) && node.flanks[1 - side].is_some() {
                self.split(frontier, node, side);
                return None;
            }
        }
        None
    }

    /// The two halves: with a pair that the matching on this side has and the one on the other does not, and without.
    fn split(&mut self, frontier: &Frontier, node: Node, side: usize) {
        let [Some(first), Some(second)] = &node.flanks else { return };
        let (own, other) = if side == 0 { (first, second) } else { (second, first) };
        // That pair whose settling changes most.
        let partner = |v: u32| {
            let with = |pair: &&u32| {
                let (a, b) = frontier.pairs[**pair as usize];
                a == v || b == v
            };
            other.pairs.iter().find(with).map_or([0; 2], |&pair| frontier.values[pair as usize])
        };
        let change = |pair: u32| {
            let (u, v) = frontier.pairs[pair as usize];
            let (own, [one, two]) = (frontier.values[pair as usize], [partner(u), partner(v)]);
            [0, 1].map(|side| (2 * own[side] - one[side] - two[side]).abs()).iter().sum::<i64>()
        };
        let apart = own.pairs.iter().copied().filter(|pair| other.pairs.binary_search(pair).is_err());
        let chosen =
            apart.map(|pair| (change(pair), pair)).reduce(|best, next| if next.0 > best.0 { next } else { best });
        let Some((_, pair)) = chosen else { return };
        let (u, v) = frontier.pairs[pair as usize];
        let without: Vec<u32> = node.pairs.iter().copied().filter(|&other| other != pair).collect();
        let touches = |other: &u32| {
            let (a, b) = frontier.pairs[*other as usize];
            a == u || b == u || a == v || b == v
        };
        let with: Vec<u32> = without.iter().copied().filter(|other| !touches(other)).collect();
        let rest =
            Flank { totals2: own.totals2, pairs: own.pairs.iter().copied().filter(|&other| other != pair).collect() };
        let flanks = |own: Option<Flank>, other: Option<Flank>| if side == 0 { [own, other] } else { [other, own] };
        let other = other.clone();
        let mut taken = node.taken.clone();
        taken.push(pair);
        self.stack.push(Node { pairs: without, flanks: flanks(None, Some(other)), taken: node.taken, ..node });
        self.stack.push(Node {
            trio: node.trio,
            taken,
            base2: add(node.base2, double(frontier.values[pair as usize])),
            pairs: with,
            wanted: node.wanted - 1,
            weights: node.weights,
            flanks: flanks(Some(rest), None),
        });
    }
}

impl Frontier {
    /// The best matching of some pairs, and of each of them twice what taking it costs at least.
    fn best_of(&mut self, pairs: &[u32], weights: [i64; 2]) -> (Flank, Vec<i64>) {
        self.done += 1;
        let edge = |&at: &u32| {
            let (u, v) = self.pairs[at as usize];
            Edge { u, v, weight: weigh(weights, self.values[at as usize]) }
        };
        let edges: Vec<Edge> = pairs.iter().map(edge).collect();
        let (matching, duals) = sparse(self.n, &edges, Cardinality::First);
        let nested = Nested::new(&duals, |blossom| blossom.dual);
        let slack = |edge: &Edge| {
            let cover = duals.vertex[edge.u as usize] + duals.vertex[edge.v as usize] + nested.common(edge.u, edge.v);
            cover - 2 * (edge.weight + duals.bonus)
        };
        let slack = edges.iter().map(slack).collect();
        let taken = |&at: &u32| {
            let (u, v) = self.pairs[at as usize];
            matching.mate[u as usize] == Some(v)
        };
        let taken: Vec<u32> = pairs.iter().copied().filter(taken).collect();
        let sum = |sum, &at: &u32| add(sum, double(self.values[at as usize]));
        (Flank { totals2: taken.iter().fold([0; 2], sum), pairs: taken }, slack)
    }

    fn trade(&self, node: &Node, solved: &Flank) -> Trade {
        let mut mate = vec![None; self.n as usize];
        for &pair in node.taken.iter().chain(&solved.pairs) {
            let (u, v) = self.pairs[pair as usize];
            (mate[u as usize], mate[v as usize]) = (Some(v), Some(u));
        }
        let trio = node.trio.map(|at| self.trios[at]);
        Trade { mate, trio, totals2: solved.totals2, supported: false }
    }
}
