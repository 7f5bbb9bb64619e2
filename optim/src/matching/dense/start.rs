//! Before the first round: duals that about cover all pairs, and the pairs with which to start.

use super::super::shortlist::Shortlist;
use super::coarse::{Coarse, LARGEST_DUAL, NEVER};

/// Edges each vertex starts with. Fewer leave more rounds to do, more make each search longer; from 8 to 24 the
/// times on random, planar and hub-structured weights are within a third of each other.
const START: usize = 12;
/// So many binary digits more than the mean error of the duals are left out of account when the first pairs are
/// chosen: among partners that are nearly as good, any will do, and different ones for each.
const COARSER: u32 = 2;
/// Pairs that are looked at together.
const LANES: usize = 16;
/// Sweeps over all pairs that prepare the duals, at most: each about halves what is wrong with them, and costs
/// as much as one round of pricing.
const SWEEPS: usize = 10;
/// Sweeps end when all duals together move by this many times the range of the weights: then a dual is wrong by
/// no more than a few of the steps between the best weights of a vertex.
const SETTLED: i64 = 8;

pub(super) struct Start {
    /// Coarse: they about cover the coarse weights.
    duals: Vec<i32>,
    pub pairs: Vec<(u32, u32)>,
}

impl Start {
    pub fn new(coarse: &mut Coarse) -> Self {
        let n = coarse.n as usize;
        let Ends { heaviest, sums, counts } = Ends::of(coarse);
        // Were every weight the sum of what its two ends offer, these would be the duals.
        let overall = sums.iter().sum::<i64>() / counts.iter().map(|&count| i64::from(count)).sum::<i64>().max(1);
        let own = sums.iter().zip(&counts).map(|(&sum, &count)| sum / i64::from(count).max(1) - overall / 2);
        let mut duals: Vec<i32> = own.map(narrow).collect();
        let linked = |duals: &[i32]| -> i64 {
            duals.iter().zip(&counts).filter(|(_, count)| **count > 0).map(|(&dual, _)| i64::from(dual)).sum()
        };
        let simple = linked(&heaviest) / 2;

        let unit = coarse.scale.narrowed(1).max(1);
        let width = coarse.scale.narrowed(coarse.range.max.saturating_sub(coarse.range.min).max(0));
        let mut grain = 0;
        for _ in 0..SWEEPS {
            let moved = sweep(coarse, &mut duals, &counts);
            grain = COARSER + (moved / n.max(1) as i64).max(unit).ilog2();
            if linked(&duals) >= simple {
                duals = heaviest.iter().map(|heaviest| heaviest / 2).collect();
                grain = 0;
                break;
            }
            if moved <= SETTLED * width {
                break;
            }
        }
        // Of a vertex without pairs it does not matter.
        duals.iter_mut().zip(&counts).filter(|(_, count)| **count == 0).for_each(|(dual, _)| *dual = 0);
        let pairs = shortlist(coarse, &duals, grain).pairs();
        Start { duals, pairs }
    }

    /// The duals in doubled units, when every weight has this bonus.
    pub fn duals(&self, coarse: &Coarse, bonus: i64) -> Vec<i64> {
        let moved = bonus.saturating_add(coarse.scale.centre);
        self.duals.iter().map(|&dual| coarse.scale.widened(i64::from(dual)).saturating_add(moved).max(0)).collect()
    }
}

/// What is known of a vertex from its pairs.
struct Ends {
    heaviest: Vec<i32>,
    sums: Vec<i64>,
    counts: Vec<u32>,
}

impl Ends {
    fn of(coarse: &mut Coarse) -> Self {
        let n = coarse.n as usize;
        let (mut heaviest, mut sums, mut counts) = (vec![NEVER; n], vec![0i64; n], vec![0u32; n]);
        for u in 0..coarse.n {
            let at = u as usize + 1;
            let (mut own, mut sum, mut count) = (heaviest[at - 1], 0, 0);
            let others = heaviest[at..].iter_mut().zip(&mut sums[at..]).zip(&mut counts[at..]);
            for (&weight, ((heaviest, total), number)) in coarse.row(u).iter().zip(others) {
                *heaviest = weight.max(*heaviest);
                own = weight.max(own);
                let helps = weight > NEVER;
                let counted = if helps { i64::from(weight) } else { 0 };
                *total += counted;
                *number += u32::from(helps);
                sum += counted;
                count += u32::from(helps);
            }
            heaviest[at - 1] = own;
            sums[at - 1] += sum;
            counts[at - 1] += count;
        }
        Ends { heaviest, sums, counts }
    }
}

/// Moves all duals together half way to what covers their pairs while the others stand still: after that, all pairs
/// are covered. Returns the sum of the distances.
fn sweep(coarse: &mut Coarse, duals: &mut [i32], counts: &[u32]) -> i64 {
    let mut lowest = vec![i32::MIN; duals.len()];
    for u in 0..coarse.n {
        let at = u as usize + 1;
        let dual = duals[at - 1];
        let own = sweep_row(coarse.row(u), &mut lowest[at..], &duals[at..], dual);
        lowest[at - 1] = own.max(lowest[at - 1]);
    }
    let mut moved = 0;
    for ((dual, lowest), _) in duals.iter_mut().zip(lowest).zip(counts).filter(|(_, count)| **count > 0) {
        let (from, to) = (i64::from(*dual), i64::from(lowest));
        moved += (from - to).abs();
        *dual = narrow((from + to) / 2);
    }
    moved
}

/// The part of a sweep that is one row's: raises what the later vertices need and returns what the row's own does.
fn sweep_row(row: &[i32], lowest: &mut [i32], theirs: &[i32], dual: i32) -> i32 {
    let mut lanes = [i32::MIN; LANES];
    let (rows, row_rest) = row.as_chunks::<LANES>();
    let (lows, low_rest) = lowest.as_chunks_mut::<LANES>();
    let (duals, dual_rest) = theirs.as_chunks::<LANES>();
    for ((row, low), theirs) in rows.iter().zip(lows).zip(duals) {
        for i in 0..LANES {
            low[i] = low[i].max(row[i] - dual);
            lanes[i] = lanes[i].max(row[i] - theirs[i]);
        }
    }
    let mut own = lanes.into_iter().fold(i32::MIN, i32::max);
    for ((row, low), theirs) in row_rest.iter().zip(low_rest).zip(dual_rest) {
        *low = (*low).max(row - dual);
        own = own.max(row - theirs);
    }
    own
}

/// For every vertex, the others whose pair with it the duals cover least.
fn shortlist(coarse: &mut Coarse, duals: &[i32], grain: u32) -> Shortlist {
    let n = duals.len();
    let mut closest = Shortlist::new(n, START, grain);
    for u in 0..n {
        let (own, at) = (duals[u], u + 1);
        for (part, weights) in coarse.row(u as u32).chunks(LANES).enumerate() {
            let first = at + part * LANES;
            let rest = first..first + weights.len();
            let (theirs, floors) = (&duals[rest.clone()], &closest.floor[rest]);
            let floor = closest.floor[u];
            // Most chunks are done with this.
            let pairs = weights.iter().zip(theirs).zip(floors);
            if !pairs.fold(false, |any, ((w, dual), theirs)| any | (w - dual >= floor) | (w - own >= *theirs)) {
                continue;
            }
            for ((v, &weight), dual) in (first..).zip(weights).zip(theirs) {
                if weight == NEVER {
                    continue;
                }
                if weight - dual >= closest.floor[u] {
                    closest.offer(u, v, weight - dual);
                }
                if weight - own >= closest.floor[v] {
                    closest.offer(v, u, weight - own);
                }
            }
        }
    }
    closest
}

/// A coarse dual within its limits.
fn narrow(dual: i64) -> i32 {
    dual.clamp(-LARGEST_DUAL, LARGEST_DUAL) as i32
}
