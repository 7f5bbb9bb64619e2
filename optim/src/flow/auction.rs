//! Prices that are nearly right, by an auction.
//!
//! Those left over bid for the right node that they gain most with, by as much as it is better than the second best; the
//! lowest bid at a full right node gives way. Bids are raised by a least step that is divided from phase to phase.
//! (Auctions with ε-scaling, for nodes that take several alike: Bertsekas and Castañón, 1989.) Places that stay empty bid
//! too, so that there are as many bidders as places and any prices will do to start a phase from.
//!
//! Weights are taken coarsely, for vectors of `i32`: what comes out is a start and no result.

use super::problem::Problem;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Coarse weights are below this in size, so that prices of some times as much can be taken from them.
const COARSE: i64 = 1 << 26;

/// What a pair that is not allowed is worth, and what nothing may cost: beyond what any weight makes up for.
const FORBIDDEN: i32 = -(1 << 30);
const DEAREST: i32 = 1 << 29;

/// Least steps: the range of the weights over the first of these at the beginning, over the second at the end, divided by
/// the third from phase to phase.
const FIRST: i32 = 4;
const LAST: i32 = 1 << 18;
const FACTOR: i32 = 5;

/// Bids for each place at most, and ranges of the weights that a price may reach: thirty bids and a few ranges are usual, and
/// where not all left nodes can be assigned prices rise for ever.
const MOST_BIDS: usize = 150;
const MOST_RANGES: i32 = 64;

/// Right nodes compared at a time, in vectors.
const LANES: usize = 8;

struct Auction {
    /// Rows of coarse weights, filled up to whole vectors.
    table: Vec<i32>,
    /// As many zeros as a row, for places that stay empty.
    nothing: Vec<i32>,
    left: usize,
    places: Vec<usize>,
    /// The lowest bid of a full right node, otherwise what it cost when the phase began.
    price: Vec<i32>,
    base: Vec<i32>,
    bids: Vec<BinaryHeap<Reverse<(i32, u32)>>>,
    /// What no price may reach.
    dearest: i32,
}

/// Prices near those that balance demand and places, where each left node takes one right node. Of `places` there are at
/// least as many as left nodes. None where the auction leads nowhere.
pub(super) fn prices(problem: &Problem, places: &[usize]) -> Option<Vec<i64>> {
    let left = problem.left().len();
    let width = places.len().next_multiple_of(LANES);
    let (_, weights) = problem.positions();
    let largest = weights.iter().map(|w| w.unsigned_abs()).max()?;
    let mut shift = 0;
    while largest >> shift >= COARSE as u64 {
        shift += 1;
    }
    let mut table = vec![FORBIDDEN; left * width];
    for (l, row) in (0..).zip(table.chunks_mut(width)) {
        for (r, weight) in problem.row(l) {
            row[r as usize] = (weight >> shift) as i32;
        }
    }
    let allowed = || table.iter().copied().filter(|&weight| weight > FORBIDDEN);
    let range = allowed().max()? - allowed().min()?;
    let mut price = vec![0; width];
    price[places.len()..].fill(DEAREST);
    let auction = Auction {
        table,
        nothing: vec![0; width],
        left,
        places: places.to_vec(),
        base: price.clone(),
        price,
        bids: vec![BinaryHeap::new(); places.len()],
        dearest: range.max(1).saturating_mul(MOST_RANGES).min(DEAREST),
    };
    let prices = auction.run(range)?;
    Some(prices[..places.len()].iter().map(|&price| i64::from(price) << shift).collect())
}

impl Auction {
    fn run(mut self, range: i32) -> Option<Vec<i32>> {
        let all: usize = self.places.iter().sum();
        let mut bids_left = all * MOST_BIDS;
        let (mut step, last) = ((range / FIRST).max(1), (range / LAST).max(1));
        loop {
            self.begin();
            let mut waiting: Vec<u32> = (0..all as u32).rev().collect();
            while let Some(bidder) = waiting.pop() {
                bids_left = bids_left.checked_sub(1)?;
                waiting.extend(self.bid(bidder, step)?);
            }
            if step <= last {
                return Some(self.price);
            }
            step = (step / FACTOR).max(last);
        }
    }

    /// Empties all right nodes, at the prices reached.
    fn begin(&mut self) {
        let real = self.places.len();
        let lowest = self.price[..real].iter().copied().min().unwrap_or(0);
        self.price[..real].iter_mut().for_each(|price| *price -= lowest);
        self.base.copy_from_slice(&self.price);
        self.bids.iter_mut().for_each(BinaryHeap::clear);
    }

    /// Takes a place, and returns whoever gives way; nothing where no price is left that may be asked.
    fn bid(&mut self, bidder: u32, step: i32) -> Option<Option<u32>> {
        let width = self.price.len();
        let at = bidder as usize;
        let row = if at < self.left { &self.table[at * width..(at + 1) * width] } else { &self.nothing[..] };
        let (r, best, second) = two_best(row, &self.price)?;
        let bid = self.price[r].checked_add(best - second)?.checked_add(step)?;
        if bid >= self.dearest {
            return None;
        }
        let bids = &mut self.bids[r];
        bids.push(Reverse((bid, bidder)));
        let out = if bids.len() > self.places[r] { bids.pop().map(|Reverse((_, out))| out) } else { None };
        if bids.len() == self.places[r] {
            self.price[r] = bids.peek().map_or(self.base[r], |Reverse((lowest, _))| *lowest);
        }
        Some(out)
    }
}

/// The right node with the largest gain, that gain, and the largest of the others; none where all are forbidden.
fn two_best(row: &[i32], price: &[i32]) -> Option<(usize, i32, i32)> {
    let (rows, prices) = (row.as_chunks::<LANES>().0, price.as_chunks::<LANES>().0);
    let (mut best, mut second) = ([i32::MIN; LANES], [i32::MIN; LANES]);
    for (row, price) in rows.iter().zip(prices) {
        for k in 0..LANES {
            let gain = row[k] - price[k];
            second[k] = second[k].max(gain.min(best[k]));
            best[k] = best[k].max(gain);
        }
    }
    let most = best.into_iter().max().unwrap_or(i32::MIN);
    let lane = best.iter().position(|&gain| gain == most)?;
    let others = best.iter().enumerate().filter(|&(k, _)| k != lane).map(|(_, &gain)| gain);
    let next = others.chain([second[lane]]).max().unwrap_or(most);
    let (block, _) = rows.iter().zip(prices).enumerate().find(|(_, (row, price))| row[lane] - price[lane] == most)?;
    let r = block * LANES + lane;
    // Beside forbidden ones there may be no other.
    let allowed = row[r] > FORBIDDEN;
    let next = if next < most - DEAREST { most } else { next };
    allowed.then_some((r, most, next))
}
