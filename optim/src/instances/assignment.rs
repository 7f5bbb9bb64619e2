//! Assignment problems: learners to coaches by the thousand for the benchmarks, small ones of every character for the
//! oracles.

use super::large::{Kind, Members};
use super::{Points, Random};
use crate::flow::{Bounds, Problem};
use std::io::{Result, Write};

/// How many small problems there are.
pub const SMALL_ASSIGNMENTS: u32 = 10_000;

/// Every learner to one coach; one pair in fifty is in conflict, and a coach has places for 10 to 12. The same for the
/// same seed.
pub fn large_assignment(kind: Kind, learners: u32, coaches: u32, seed: u64) -> Problem {
    let mut random = Random::new(seed);
    let left = vec![Bounds { lo: 1, hi: 1 }; learners as usize];
    let right: Vec<Bounds> = (0..coaches).map(|_| Bounds::at_most(10 + random.below(3))).collect();
    let fame = random.column(coaches, 100);
    let points = Points::new(learners + coaches, 1_000_000, &mut random);
    let members = Members::new(learners + coaches, &mut random);
    Problem::from_fn(left, right, |l, c| {
        let own = random.below(1_000_001);
        let weight = match kind {
            Kind::Random => i64::from(own),
            Kind::Far => points.apart(l, learners + c),
            Kind::Near => -points.apart(l, learners + c),
            Kind::Hub => i64::from(3000 * fame[c as usize] + own % 1000),
            Kind::Ties => i64::from(own % 10),
            Kind::Affinity => i64::from(members.affinity(l as usize, (learners + c) as usize)),
        };
        (random.below(50) > 0).then_some(weight)
    })
}

/// As many learners as coaches, each with one place, and so few pairs that some must stay alone: how many can be served
/// is the question.
pub fn sparse_assignment(size: u32, seed: u64) -> Problem {
    let mut random = Random::new(seed);
    let one = vec![Bounds { lo: 1, hi: 1 }; size as usize];
    let places = vec![Bounds::at_most(1); size as usize];
    // About two and a half coaches a learner.
    Problem::from_fn(one, places, |_, _| {
        let weight = i64::from(random.below(1_000_001));
        (random.below(2 * size) < 5).then_some(weight)
    })
}

/// The small problem of this number: a third has one coach a learner, the rest bounds of all kinds on both sides.
pub fn small_assignment(index: u32) -> Problem {
    let mut random = Random::new(u64::from(index));
    let simple = index.is_multiple_of(3);
    let (learners, coaches) = (random.below(13), random.below(8));
    let mut bounds = |lo: u32, hi: u32| Bounds { lo: random.below(lo + 1), hi: random.below(hi + 1) };
    let left = (0..learners).map(|_| if simple { Bounds { lo: 1, hi: 1 } } else { bounds(2, 3) }).collect();
    let right = (0..coaches).map(|_| if simple { bounds(0, 4) } else { bounds(3, 5) }).collect();
    let forbidden = [0, 2, 20, 60, 100][random.below(5) as usize];
    let fame = random.column(coaches, 60);
    let (largest, kind) = ([1, 9, 1_000_000][random.below(3) as usize], random.below(3));
    Problem::from_fn(left, right, |_, c| {
        let own = i64::from(random.below(2 * largest + 1));
        let weight = match kind {
            0 => own,
            1 => own - i64::from(largest),
            _ => own % 10 + 10 * i64::from(fame[c as usize]),
        };
        (random.below(100) >= forbidden).then_some(weight)
    })
}

/// Writes an assignment problem as one line, as the programs in `tests/oracles` read it: `assign`, the numbers of learners,
/// coaches and pairs, the bounds of each learner, then of each coach, and for each pair its two ends and its weight.
pub fn write_assignment(out: &mut impl Write, problem: &Problem) -> Result<()> {
    write!(out, "assign {} {} {}", problem.left().len(), problem.right().len(), problem.pairs())?;
    for bounds in problem.left().iter().chain(problem.right()) {
        write!(out, " {} {}", bounds.wanted(), bounds.hi)?;
    }
    for (l, _) in (0..).zip(problem.left()) {
        for (r, weight) in problem.row(l) {
            write!(out, " {l} {r} {weight}")?;
        }
    }
    writeln!(out)
}
