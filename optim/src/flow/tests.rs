//! Statements about assignments, each checked against an oracle that shares nothing with the solver.

mod auction;

use crate::instances::sparse_assignment;

use super::{Bounds, CertificateError, Problem, Shortfall, Solution, certify, solve};

/// SplitMix64 (Steele, Lea and Flood, 2014): enough for test data.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 32) % n
    }

    fn between(&mut self, lo: i64, hi: i64) -> i64 {
        lo + self.below((hi - lo + 1) as u64) as i64
    }

    fn bounds(&mut self, lo: u64, hi: u64) -> Bounds {
        Bounds { lo: self.below(lo + 1) as u32, hi: self.below(hi + 1) as u32 }
    }
}

/// Served left units, units of right wishes met, total weight.
type Value = (u64, u64, i64);

fn value(problem: &Problem, solution: &Solution) -> Value {
    let wished: u64 = problem.right().iter().map(|b| u64::from(b.wanted())).sum();
    let missing: u64 = solution.short.iter().map(|s| u64::from(s.missing)).sum();
    (solution.served, wished - missing, solution.total)
}

fn one_each(n: usize) -> Vec<Bounds> {
    vec![Bounds { lo: 1, hi: 1 }; n]
}

fn proven(problem: &Problem) -> Solution {
    let solution = solve(problem);
    assert_eq!(certify(problem, &solution), Ok(()), "{problem:?}");
    solution
}

fn small(dice: &mut Dice) -> Problem {
    let left = (0..dice.below(6)).map(|_| dice.bounds(2, 2)).collect();
    let right = (0..dice.below(5)).map(|_| dice.bounds(2, 3)).collect();
    let spread = [1, 3, 50][dice.below(3) as usize];
    let forbidden = [0, 2, 5][dice.below(3) as usize];
    let problem =
        Problem::from_fn(left, right, |_, _| (dice.below(10) >= forbidden).then(|| dice.between(-spread, spread)));
    let steps = problem.right().iter().map(|_| dice.between(-spread, spread)).collect();
    problem.with_even_loads(steps)
}

/// Every assignment there is: left node by left node, every set of right nodes.
fn exhaustive(problem: &Problem) -> Vec<Value> {
    fn go(problem: &Problem, l: u32, loads: &mut Vec<u32>, sum: (u64, i64), out: &mut Vec<Value>) {
        let Some(bounds) = problem.left().get(l as usize) else {
            let met = problem.right().iter().zip(loads.iter());
            let met = met.map(|(b, &load)| u64::from(load.min(b.lo))).sum();
            let cost = |(r, &load): (u32, &u32)| (0..i64::from(load)).map(|unit| problem.step(r) * unit).sum::<i64>();
            let dear: i64 = (0..).zip(loads.iter()).map(cost).sum();
            out.push((sum.0, met, sum.1 - dear));
            return;
        };
        for mask in 0_u32..1 << problem.right().len() {
            let set = (0..problem.right().len() as u32).filter(|r| mask >> r & 1 == 1);
            let weights: Option<Vec<i64>> = set.clone().map(|r| problem.weight(l, r)).collect();
            let Some(weights) = weights.filter(|w| w.len() <= bounds.hi as usize) else {
                continue;
            };
            set.clone().for_each(|r| loads[r as usize] += 1);
            let fits = problem.right().iter().zip(loads.iter());
            if fits.clone().all(|(b, &load)| load <= b.hi) {
                let served = u64::from(mask.count_ones().min(bounds.lo));
                let sum = (sum.0 + served, sum.1 + weights.iter().sum::<i64>());
                go(problem, l + 1, loads, sum, out);
            }
            set.for_each(|r| loads[r as usize] -= 1);
        }
    }
    let mut out = Vec::new();
    let mut loads = vec![0; problem.right().len()];
    go(problem, 0, &mut loads, (0, 0), &mut out);
    out
}

#[test]
fn no_assignment_at_all_is_better_than_the_one_found() {
    let mut dice = Dice(1);
    for _ in 0..3000 {
        let problem = small(&mut dice);
        let best = exhaustive(&problem).into_iter().max();
        assert_eq!(Some(value(&problem, &proven(&problem))), best, "{problem:?}");
    }
}

#[test]
fn the_wishes_of_the_two_sides_never_compete() {
    let mut dice = Dice(2);
    for _ in 0..500 {
        let problem = small(&mut dice);
        let all = exhaustive(&problem);
        let found = value(&problem, &proven(&problem));
        assert_eq!(Some(found.0), all.iter().map(|v| v.0).max(), "{problem:?}");
        assert_eq!(Some(found.1), all.iter().map(|v| v.1).max(), "{problem:?}");
    }
}

/// Successive shortest paths by Bellman and Ford over an explicit network, with lexicographic
/// costs instead of a bonus.
fn bellman_ford(problem: &Problem) -> (i64, i64) {
    struct Arc {
        from: usize,
        to: usize,
        room: u32,
        cost: (i64, i64),
    }
    let (n, m) = (problem.left().len(), problem.right().len());
    let (source, sink) = (n + m, n + m + 1);
    let mut arcs = Vec::new();
    let mut arc = |from, to, room, cost: (i64, i64)| {
        let back = (-cost.0, -cost.1);
        arcs.push(Arc { from, to, room, cost });
        arcs.push(Arc { from: to, to: from, room: 0, cost: back });
    };
    for (l, b) in problem.left().iter().enumerate() {
        arc(source, l, b.wanted(), (-1, 0));
        arc(source, l, b.hi - b.wanted(), (0, 0));
        for (r, weight) in problem.row(l as u32) {
            arc(l, n + r as usize, 1, (0, -weight));
        }
    }
    for (r, b) in problem.right().iter().enumerate() {
        for unit in 0..b.hi {
            arc(n + r, sink, 1, (-i64::from(unit < b.lo), problem.step(r as u32) * i64::from(unit)));
        }
    }
    let mut sum = (0, 0);
    loop {
        let mut cost = vec![None; n + m + 2];
        let mut by = vec![usize::MAX; n + m + 2];
        cost[source] = Some((0, 0));
        let mut changed = true;
        while changed {
            changed = false;
            for (i, arc) in arcs.iter().enumerate().filter(|(_, arc)| arc.room > 0) {
                let Some((a, b)) = cost[arc.from] else {
                    continue;
                };
                let new = (a + arc.cost.0, b + arc.cost.1);
                if cost[arc.to].is_none_or(|old| new < old) {
                    cost[arc.to] = Some(new);
                    by[arc.to] = i;
                    changed = true;
                }
            }
        }
        let Some((a, b)) = cost[sink].filter(|&cost| cost < (0, 0)) else {
            return sum;
        };
        sum = (sum.0 - a, sum.1 - b);
        let mut at = sink;
        while at != source {
            arcs[by[at]].room -= 1;
            arcs[by[at] ^ 1].room += 1;
            at = arcs[by[at]].from;
        }
    }
}

#[test]
fn larger_problems_agree_with_bellman_and_ford() {
    let mut dice = Dice(3);
    for round in 0..60 {
        let (lo, hi, least_load, load) =
            [(1, 1, 0, 4), (2, 3, 0, 9), (2, 4, 6, 12), (0, 2, 3, 9)][(round % 4) as usize];
        let left = (0..20 + dice.below(20)).map(|_| dice.bounds(lo, hi));
        let left = left.collect::<Vec<_>>();
        let right = (0..5 + dice.below(10)).map(|_| dice.bounds(least_load, load));
        let right = right.collect::<Vec<_>>();
        let fame: Vec<i64> = right.iter().map(|_| dice.between(0, 60)).collect();
        let problem = Problem::from_fn(left, right, |_, r| {
            (dice.below(10) > 0).then(|| fame[r as usize] + dice.between(-50, 50))
        });
        let problem = problem.with_even_loads(vec![(round % 3) * 5; 8]);
        let (served, met, total) = value(&problem, &proven(&problem));
        let oracle = bellman_ford(&problem);
        assert_eq!(((served + met) as i64, total), oracle, "{problem:?}");
    }
}

#[test]
fn hundreds_of_learners_who_want_the_same_few_coaches_are_proven() {
    let mut dice = Dice(7);
    for (capacity, most, least_load) in [(10, 1, 0), (8, 1, 0), (15, 2, 5), (40, 1, 0)] {
        let left = vec![Bounds { lo: 1, hi: most }; 300];
        let right = vec![Bounds { lo: least_load, hi: capacity }; 30];
        let fame: Vec<i64> = right.iter().map(|_| dice.between(0, 1 << 20)).collect();
        let problem = Problem::from_fn(left, right, |_, r| {
            (dice.below(50) > 0).then(|| fame[r as usize] + dice.between(0, 1 << 18))
        });
        let solution = proven(&problem);
        assert_eq!(solution.served, 300.min(30 * u64::from(capacity)));
        assert!(solution.short.is_empty());
    }
}

#[test]
fn a_learner_is_moved_from_their_favourite_when_that_serves_one_more() {
    // The greedy choice 0–0 leaves learner 1, who may work with coach 0 only, alone.
    let problem = Problem::from_list(one_each(2), one_each(2), &[(0, 0, 100), (0, 1, -40), (1, 0, 1)]);
    let solution = proven(&problem);
    assert_eq!(solution.assigned, [(0, 1), (1, 0)]);
    assert_eq!((solution.served, solution.total), (2, -39));
}

#[test]
fn a_first_coach_for_everyone_comes_before_a_second_for_anyone() {
    let left = vec![Bounds { lo: 1, hi: 2 }; 3];
    let right = vec![Bounds::at_most(2); 2];
    let problem = Problem::from_fn(left, right, |l, _| Some(if l == 0 { 90 } else { 1 }));
    let solution = proven(&problem);
    assert_eq!((solution.served, solution.total), (3, 182));
    assert_eq!(solution.assigned.len(), 4);
}

#[test]
fn a_second_coach_is_given_only_where_it_raises_the_total() {
    let problem = Problem::from_list(
        vec![Bounds { lo: 1, hi: 3 }],
        one_each(3).iter().map(|_| Bounds::at_most(1)).collect(),
        &[(0, 0, -5), (0, 1, 7), (0, 2, 0)],
    );
    assert_eq!(proven(&problem).total, 7);
}

#[test]
fn even_loads_share_the_learners_out_where_the_favourite_gains_less_than_it_costs() {
    let problem = |step| {
        Problem::from_fn(one_each(6), vec![Bounds::at_most(6); 3], |_, r| Some(if r == 0 { 10 } else { 0 }))
            .with_even_loads(vec![step; 3])
    };
    let loads = |step| {
        let solution = proven(&problem(step));
        let of = |r| solution.assigned.iter().filter(|pair| pair.1 == r).count();
        (of(0), of(1), of(2), solution.total)
    };
    assert_eq!(loads(0), (6, 0, 0, 60));
    // The fifth learner of the favourite would cost 4 · 3, more than it gains.
    assert_eq!(loads(3), (4, 1, 1, 40 - 3 * 6));
    assert_eq!(loads(100), (2, 2, 2, 20 - 300));
}

#[test]
fn as_many_are_served_as_a_search_for_augmenting_paths_can_serve() {
    // Kuhn's method, which knows no weights.
    fn place(problem: &Problem, l: u32, seen: &mut [bool], with: &mut [Option<u32>]) -> bool {
        problem.row(l).any(|(r, _)| {
            let r = r as usize;
            !std::mem::replace(&mut seen[r], true)
                && (with[r].is_none_or(|other| place(problem, other, seen, with)) && {
                    with[r] = Some(l);
                    true
                })
        })
    }
    for seed in 0..10 {
        let problem = sparse_assignment(500, seed);
        let mut with = vec![None; 500];
        let most = (0..500).filter(|&l| place(&problem, l, &mut [false; 500], &mut with)).count();
        let mut pairs: Vec<(i64, u32, u32)> =
            (0..500).flat_map(|l| problem.row(l).map(move |(r, weight)| (weight, l, r))).collect();
        pairs.sort_unstable();
        let (mut left, mut right) = ([false; 500], [false; 500]);
        let mut greedy = 0;
        for (_, l, r) in pairs.into_iter().rev() {
            if !left[l as usize] && !right[r as usize] {
                (left[l as usize], right[r as usize]) = (true, true);
                greedy += 1;
            }
        }
        assert_eq!(proven(&problem).served, most as u64);
        assert!(10 * greedy < 9 * most, "the heaviest first serve {greedy} of {most}");
    }
}

#[test]
fn two_coaches_are_wanted_before_a_better_third_elsewhere() {
    let left = vec![Bounds { lo: 2, hi: 2 }, Bounds { lo: 0, hi: 2 }];
    let right = one_each(2);
    let problem = Problem::from_fn(left, right, |l, _| Some(i64::from(l) * 1000 - 1));
    let solution = proven(&problem);
    assert_eq!(solution.assigned, [(0, 0), (0, 1)]);
    assert_eq!((solution.served, solution.total), (2, -2));
}

#[test]
fn a_coach_who_is_owed_learners_takes_them_even_at_a_loss() {
    let right = vec![Bounds::at_most(9), Bounds { lo: 2, hi: 9 }];
    let problem = Problem::from_fn(one_each(3), right, |l, r| Some(if r == 0 { 10 } else { -i64::from(l) }));
    let solution = proven(&problem);
    assert_eq!(solution.assigned, [(0, 1), (1, 1), (2, 0)]);
    assert!(solution.short.is_empty());
}

#[test]
fn coaches_who_fall_short_are_named() {
    let right = vec![Bounds { lo: 3, hi: 4 }, Bounds { lo: 1, hi: 1 }, Bounds { lo: 5, hi: 2 }];
    let problem = Problem::from_fn(one_each(2), right, |_, r| (r != 1).then_some(1));
    let short = proven(&problem).short;
    let shape = |right, missing| Shortfall { right, missing };
    assert!(short.contains(&shape(1, 1)));
    assert_eq!(short.iter().map(|s| s.missing).sum::<u32>(), 4);
}

#[test]
fn nothing_to_assign_gives_an_empty_proven_solution() {
    let two = || one_each(2);
    let closed = || vec![Bounds { lo: 1, hi: 0 }; 2];
    let cases = [
        (vec![], vec![], Some(1)),
        (vec![], two(), Some(1)),
        (two(), vec![], Some(1)),
        (two(), two(), None),
        (closed(), two(), Some(1)),
        (two(), closed(), Some(1)),
        (closed(), closed(), Some(1)),
        (vec![Bounds::at_most(2)], vec![Bounds::at_most(2)], Some(-1)),
    ];
    for (left, right, weight) in cases {
        let solution = proven(&Problem::from_fn(left, right, |_, _| weight));
        assert_eq!((solution.served, solution.total), (0, 0));
        assert!(solution.assigned.is_empty());
    }
}

#[test]
fn bounds_beyond_every_number_of_nodes_are_no_limit() {
    let all = Bounds { lo: u32::MAX, hi: u32::MAX };
    let problem = Problem::from_fn(vec![all; 3], vec![all; 4], |_, _| Some(-1));
    let solution = proven(&problem);
    assert_eq!((solution.served, solution.total), (12, -12));
    assert_eq!(solution.short.len(), 4);
}

#[test]
fn the_largest_weights_in_range_are_solved_and_proven() {
    let mut dice = Dice(4);
    for _ in 0..200 {
        let sign = |dice: &mut Dice| if dice.below(2) == 0 { -1 } else { 1 };
        let left: Vec<_> = (0..4).map(|_| dice.bounds(2, 3)).collect();
        let right: Vec<_> = (0..3).map(|_| dice.bounds(2, 3)).collect();
        // 12 pairs, 3 right nodes: 2^53 · 16 = 2^57.
        let problem = Problem::from_fn(left, right, |_, _| Some(sign(&mut dice) * ((1 << 53) - dice.between(0, 1))));
        assert!(problem.in_range());
        let best = exhaustive(&problem).into_iter().max();
        assert_eq!(Some(value(&problem, &proven(&problem))), best);
    }
}

#[test]
fn weights_that_could_overflow_are_out_of_range() {
    for weight in [i64::MIN, i64::MAX, (1 << 55) + 1] {
        let problem = Problem::from_list(one_each(2), one_each(1), &[(0, 0, 1), (1, 0, weight)]);
        assert!(!problem.in_range());
    }
}

#[test]
fn a_list_in_any_order_means_the_same_as_a_function() {
    let mut dice = Dice(5);
    for _ in 0..200 {
        let problem = small(&mut dice);
        let rows = (0..).zip(problem.left());
        let mut pairs: Vec<(u32, u32, i64)> =
            rows.flat_map(|(l, _)| problem.row(l).map(move |(r, w)| (l, r, w))).collect();
        // Lighter repeats and pairs of nobody change nothing.
        pairs.extend(pairs.clone().iter().map(|&(l, r, w)| (l, r, w - dice.between(0, 2))));
        pairs.push((99, 0, 5));
        pairs.push((0, 99, 5));
        pairs.sort_by_cached_key(|_| dice.below(1000));
        let listed = Problem::from_list(problem.left().to_vec(), problem.right().to_vec(), &pairs);
        let listed = listed.with_even_loads((0..problem.right().len() as u32).map(|r| problem.step(r)).collect());
        assert_eq!(solve(&listed), solve(&problem));
    }
}

/// One defect at a time in a proven solution, and what must be said about it.
#[test]
fn a_tampered_solution_is_not_proven() {
    let left = vec![Bounds { lo: 1, hi: 2 }; 3];
    let right = vec![Bounds { lo: 1, hi: 2 }, Bounds::at_most(1), Bounds { lo: 2, hi: 2 }];
    let problem = Problem::from_list(left, right, &[(0, 0, 9), (0, 1, 4), (1, 0, 7), (1, 1, 6), (2, 0, 8), (2, 1, 1)]);
    let good = proven(&problem);
    assert_eq!(good.assigned, [(0, 0), (1, 1), (2, 0)]);
    let verdict = |tamper: &dyn Fn(&mut Solution)| {
        let mut bad = good.clone();
        tamper(&mut bad);
        certify(&problem, &bad)
    };
    use CertificateError as E;
    assert_eq!(verdict(&|s| s.total += 1), Err(E::Total));
    assert_eq!(verdict(&|s| s.served -= 1), Err(E::Served));
    assert_eq!(verdict(&|s| s.short.clear()), Err(E::Shortfalls));
    assert_eq!(verdict(&|s| s.short[0].missing = 1), Err(E::Shortfalls));
    assert_eq!(verdict(&|s| s.duals.bonus = 54), Err(E::Bonus));
    assert_eq!(verdict(&|s| s.duals.bonus = -1), Err(E::Bonus));
    assert_eq!(verdict(&|s| s.duals.left.truncate(2)), Err(E::Shape));
    assert_eq!(verdict(&|s| s.duals.right.push(0)), Err(E::Shape));
    assert_eq!(verdict(&|s| s.assigned.swap(0, 1)), Err(E::Order(0, 0)));
    assert_eq!(verdict(&|s| s.assigned[1] = (0, 0)), Err(E::Order(0, 0)));
    assert_eq!(verdict(&|s| s.assigned[2] = (2, 2)), Err(E::Forbidden(2, 2)));
    assert_eq!(verdict(&|s| s.assigned[2] = (9, 9)), Err(E::Forbidden(9, 9)));
    assert_eq!(verdict(&|s| s.assigned[1] = (1, 0)), Err(E::RightOverfull(0)));
    for l in 0..3 {
        assert!(verdict(&|s| s.duals.left[l] += 200).is_err());
        assert!(verdict(&|s| s.duals.left[l] -= 200).is_err());
        assert!(verdict(&|s| s.duals.right[l] += 200).is_err());
    }
    for r in 0..2 {
        assert!(verdict(&|s| s.duals.right[r] -= 200).is_err());
    }
    // A feasible, truthfully described but worse assignment.
    let worse = |s: &mut Solution| {
        s.assigned = vec![(0, 1), (1, 0), (2, 0)];
        s.total = 19;
    };
    assert!(matches!(verdict(&worse), Err(E::Pair(..))));
    let fewer = |s: &mut Solution| {
        s.assigned.pop();
        (s.served, s.total) = (2, 15);
    };
    assert!(verdict(&fewer).is_err());
}

#[test]
fn a_left_node_with_too_many_units_is_named() {
    let problem = Problem::from_fn(one_each(1), one_each(2), |_, _| Some(3));
    let mut solution = proven(&problem);
    solution.assigned = vec![(0, 0), (0, 1)];
    let verdict = certify(&problem, &solution);
    assert_eq!(verdict, Err(CertificateError::LeftOverfull(0)));
}

/// No prices prove a worse assignment: a solution that is not the best is rejected with the
/// optimum's prices, whatever was changed.
#[test]
fn a_worse_assignment_is_rejected_whichever_pair_is_changed() {
    let mut dice = Dice(6);
    for _ in 0..500 {
        let problem = small(&mut dice);
        let best = proven(&problem);
        for drop in 0..best.assigned.len() {
            let mut worse = best.clone();
            let (l, r) = worse.assigned.remove(drop);
            let load = worse.assigned.iter().filter(|pair| pair.1 == r).count();
            let units = worse.assigned.iter().filter(|pair| pair.0 == l).count();
            let left = problem.left()[l as usize];
            worse.total -= problem.weight(l, r).unwrap_or(0);
            worse.served -= u64::from(units < left.wanted() as usize);
            let wish = problem.right()[r as usize].wanted();
            worse.short.retain(|s| s.right != r);
            if load < wish as usize {
                worse.short.push(Shortfall { right: r, missing: wish - load as u32 });
                worse.short.sort_by_key(|s| s.right);
            }
            let verdict = certify(&problem, &worse);
            if value(&problem, &worse) < value(&problem, &best) {
                assert!(verdict.is_err(), "{problem:?}");
            }
        }
    }
}

#[test]
fn a_pair_taken_at_a_loss_is_not_proven_whoever_bears_it() {
    let free = || vec![Bounds::at_most(1)];
    let problem = Problem::from_list(free(), free(), &[(0, 0, -1)]);
    let mut solution = proven(&problem);
    (solution.assigned, solution.total) = (vec![(0, 0)], -1);
    (solution.duals.left[0], solution.duals.right[0]) = (-1, 0);
    assert_eq!(certify(&problem, &solution), Err(CertificateError::Left(0)));
    (solution.duals.left[0], solution.duals.right[0]) = (0, -1);
    let verdict = certify(&problem, &solution);
    assert_eq!(verdict, Err(CertificateError::Right(0)));
}
