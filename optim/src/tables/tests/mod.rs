mod designs;

use super::*;
use crate::random::Random;

/// Equal tables, equal worths, no rules.
fn golfers(tables: u32, size: u32, rounds: u32) -> Problem {
    plain(vec![size; tables as usize], rounds)
}

fn plain(sizes: Vec<u32>, rounds: u32) -> Problem {
    let n: u32 = sizes.iter().sum();
    let entries = (n * n) as usize;
    Problem { n, sizes, rounds, worth: vec![0; entries], apart: vec![false; entries], met: vec![false; entries] }
}

fn with_random_worths(mut problem: Problem, seed: u64) -> Problem {
    let mut random = Random::new(seed);
    let n = problem.n as usize;
    for i in 0..n {
        for j in i + 1..n {
            let points = random.below(201) as i32 - 100;
            problem.worth[i * n + j] = points;
            problem.worth[j * n + i] = points;
        }
    }
    problem
}

fn set(matrix: &mut [bool], n: u32, i: u32, j: u32) {
    matrix[(i * n + j) as usize] = true;
    matrix[(j * n + i) as usize] = true;
}

/// Counts a plan anew, pair by pair; checks that it is one.
fn recount(problem: &Problem, rounds: &[Vec<Vec<u32>>], judge: Judge) -> (u64, u64, i64) {
    let n = problem.n;
    assert_eq!(rounds.len(), problem.rounds as usize);
    let (mut broken, mut repeats, mut total) = (0, 0, 0);
    let mut meetings: Vec<u64> = problem.met.iter().map(|&met| u64::from(met)).collect();
    for tables in rounds {
        let mut sizes: Vec<u32> = tables.iter().map(|table| table.len() as u32).collect();
        let mut asked = problem.sizes.clone();
        sizes.sort_unstable();
        asked.sort_unstable();
        assert_eq!(sizes, asked);
        let mut seated: Vec<u32> = tables.iter().flatten().copied().collect();
        assert!(tables.iter().all(|table| table.is_sorted()) && tables.is_sorted(), "{tables:?}");
        seated.sort_unstable();
        assert_eq!(seated, (0..n).collect::<Vec<_>>());
        for table in tables {
            broken += judge.map_or(0, |judge| judge(table));
            let mut points = 0;
            for (at, &i) in table.iter().enumerate() {
                for &j in &table[at + 1..] {
                    let pair = (i * n + j) as usize;
                    points += i64::from(problem.worth[pair]);
                    broken += u64::from(problem.apart[pair]);
                    repeats += u64::from(meetings[pair] > 0);
                    meetings[pair] += 1;
                }
            }
            if table.len() > 1 {
                let others = table.len() as i64 - 1;
                assert_eq!(i64::from(problem.scale()) % others, 0);
                total += points * i64::from(problem.scale()) / others;
            }
        }
    }
    (broken, repeats, total)
}

/// The best plan after so many iterations, counted anew.
fn solved(problem: &Problem, seed: u64, iterations: u64, judge: Judge) -> Best {
    let mut search = Search::new(problem, seed).expect("a sound problem");
    search.step(iterations, judge);
    let best = search.best().clone();
    assert_eq!((best.broken, best.repeats, best.total), recount(problem, &best.rounds, judge));
    best
}

/// All ways to seat members at tables of these sizes (in this order).
fn all_seatings(sizes: &[u32], left: &[u32]) -> Vec<Vec<Vec<u32>>> {
    let Some((&size, others)) = sizes.split_first() else { return vec![vec![]] };
    let mut seatings = vec![];
    for set in 0u32..1 << left.len() {
        if set.count_ones() == size {
            let (here, rest): (Vec<_>, Vec<_>) = left.iter().enumerate().partition(|(at, _)| set >> at & 1 == 1);
            let here: Vec<u32> = here.into_iter().map(|(_, &member)| member).collect();
            let rest: Vec<u32> = rest.into_iter().map(|(_, &member)| member).collect();
            for mut seating in all_seatings(others, &rest) {
                seating.push(here.clone());
                seating.sort();
                seatings.push(seating);
            }
        }
    }
    seatings.sort();
    seatings.dedup();
    seatings
}

/// The best plan by trying all.
fn exhausted(problem: &Problem) -> (u64, u64, i64) {
    let seatings = all_seatings(&problem.sizes, &(0..problem.n).collect::<Vec<_>>());
    let mut plans: Vec<Vec<Vec<Vec<u32>>>> = vec![vec![]];
    for _ in 0..problem.rounds {
        plans =
            plans.iter().flat_map(|plan| seatings.iter().map(|s| [plan.clone(), vec![s.clone()]].concat())).collect();
    }
    let best = plans.iter().map(|plan| recount(problem, plan, None)).min_by_key(|&(b, r, total)| (b, r, -total));
    best.expect("a plan")
}

#[test]
fn what_a_plan_claims_is_what_is_counted() {
    for seed in 0..12 {
        let mut random = Random::new(seed);
        let sizes: Vec<u32> = (0..2 + random.below(4)).map(|_| 1 + random.below(5)).collect();
        let mut problem = with_random_worths(plain(sizes, 1 + random.below(6)), seed);
        for i in 0..problem.n {
            for j in 0..i {
                if random.one_in(9) {
                    set(&mut problem.apart, problem.n, i, j);
                }
                if random.one_in(5) {
                    set(&mut problem.met, problem.n, i, j);
                }
            }
        }
        let judge = |table: &[u32]| u64::from(table.iter().sum::<u32>() % 3 == 0);
        // Counted anew within.
        solved(&problem, seed, 20_000, Some(&judge));
        solved(&problem, seed, 20_000, None);
    }
}

#[test]
fn small_plans_are_the_best_there_are() {
    let mut problems = vec![];
    for seed in 0..4 {
        let shapes = [
            (vec![3, 3], 2),
            (vec![2, 2], 3),
            (vec![3, 3], 3),
            (vec![2, 2, 2], 2),
            (vec![3, 2], 3),
            (vec![4, 2, 1], 2),
        ];
        for (sizes, rounds) in shapes {
            problems.push(with_random_worths(plain(sizes, rounds), seed));
        }
    }
    for (at, problem) in problems.iter_mut().enumerate() {
        if at % 2 == 1 {
            set(&mut problem.apart, problem.n, 0, 1);
            set(&mut problem.met, problem.n, 1, 2);
            set(&mut problem.met, problem.n, 2, 3);
        }
        let best = solved(problem, at as u64, 60_000, None);
        assert_eq!((best.broken, best.repeats, best.total), exhausted(problem), "{problem:?}");
    }
}

#[test]
fn repeats_that_cannot_be_avoided_are_as_few_as_possible() {
    // Of three at one table, two sit together again in the next round, at each of two tables.
    for rounds in 2..5 {
        let problem = golfers(2, 3, rounds);
        assert_eq!(solved(&problem, 0, 20_000, None).repeats, exhausted(&problem).1);
    }
    // One table: all pairs meet in every round.
    let problem = golfers(1, 5, 3);
    assert_eq!(solved(&problem, 0, 1000, None).repeats, 20);
    // Sixteen have met all others after five rounds.
    assert_eq!(solved(&golfers(4, 4, 6), 0, 400_000, None).repeats, 24);
}

#[test]
fn fewer_members_than_two_tables_hold_and_single_seats_are_seated() {
    for sizes in [vec![1], vec![1, 1], vec![2], vec![4, 1], vec![1, 1, 3], vec![2, 1, 2]] {
        let problem = with_random_worths(plain(sizes, 3), 5);
        solved(&problem, 5, 5000, None);
    }
}

#[test]
fn those_who_may_not_sit_together_never_do_while_that_is_possible() {
    // In ten rounds each of the 32 misses exactly one other: these six pairs must be among those.
    let mut problem = with_random_worths(golfers(8, 4, 10), 3);
    for pair in 0..6 {
        set(&mut problem.apart, 32, 2 * pair, 2 * pair + 1);
    }
    let best = solved(&problem, 3, 300_000, None);
    assert_eq!((best.broken, best.repeats), (0, 0));
    // Of three at two tables, two sit together in every round.
    let mut problem = golfers(2, 3, 4);
    for (i, j) in [(0, 1), (0, 2), (1, 2)] {
        set(&mut problem.apart, 6, i, j);
    }
    assert_eq!(solved(&problem, 3, 20_000, None).broken, 4);
}

#[test]
fn those_who_met_before_do_not_meet_again_while_that_is_possible() {
    // The first of the plane's five rounds has already been played.
    let mut problem = with_random_worths(golfers(4, 4, 4), 4);
    for i in 0..16 {
        for j in (0..i).filter(|j| j / 4 == i / 4) {
            set(&mut problem.met, 16, i, j);
        }
    }
    assert_eq!(solved(&problem, 4, 300_000, None).repeats, 0);
    problem.rounds = 5;
    assert_eq!(solved(&problem, 4, 100_000, None).repeats, 24);
}

#[test]
fn the_judge_is_obeyed_before_repeats_and_worth() {
    // Each table needs one of the first eight, who are worth nothing to others and all to each other.
    let mut problem = with_random_worths(golfers(8, 4, 5), 6);
    for i in 0..8 {
        for j in (0..8).filter(|&j| j != i) {
            problem.worth[i * 32 + j] = 1000;
        }
    }
    let judge = |table: &[u32]| u64::from(table.iter().filter(|&&member| member < 8).count().abs_diff(1) as u32);
    let best = solved(&problem, 6, 300_000, Some(&judge));
    assert_eq!((best.broken, best.repeats), (0, 0));
    assert!(solved(&problem, 6, 300_000, None).total > best.total);
    // Members 0 and 1 at one table in both rounds are one repeat. Of the first round's tables, theirs then has two left
    // for the three others, of which the third has four seats for three tables: a second one.
    let together = |table: &[u32]| u64::from(table.contains(&0) != table.contains(&1));
    let best = solved(&golfers(4, 4, 2), 6, 20_000, Some(&together));
    assert_eq!((best.broken, best.repeats), (0, 2));
}

#[test]
fn the_total_grows_with_iterations_without_repeats() {
    let problem = with_random_worths(golfers(8, 4, 10), 7);
    let (short, long) = (solved(&problem, 7, 60_000, None), solved(&problem, 7, 400_000, None));
    assert_eq!((short.repeats, long.repeats), (0, 0));
    assert!(long.total >= short.total && long.total > 0);
}

#[test]
fn how_a_search_is_sliced_does_not_matter() {
    let judge = |table: &[u32]| u64::from(table[0].is_multiple_of(2) && table[1] == table[0] + 1);
    let problems =
        [golfers(7, 4, 9), plain(vec![4, 3, 3], 5), golfers(6, 3, 8), with_random_worths(golfers(4, 4, 4), 8)];
    for (problem, judge) in problems.iter().zip([None, Some(&judge as &dyn Fn(&[u32]) -> u64), None, None]) {
        let whole = solved(problem, 8, 60_000, judge);
        let mut search = Search::new(problem, 8).expect("a sound problem");
        let mut random = Random::new(8);
        while search.iterations() < 60_000 {
            let slice = u64::from(1 + random.below(7000)).min(60_000 - search.iterations());
            search.step(slice, judge);
        }
        assert_eq!(*search.best(), whole);
    }
}

#[test]
fn a_problem_beyond_its_limits_is_refused() {
    let sound = with_random_worths(golfers(3, 3, 2), 9);
    assert!(Search::new(&sound, 0).is_some());
    let broken = |change: fn(&mut Problem)| {
        let mut problem = sound.clone();
        change(&mut problem);
        Search::new(&problem, 0).is_none()
    };
    assert!(broken(|problem| problem.sizes[0] = 4));
    assert!(broken(|problem| problem.sizes.push(0)));
    assert!(broken(|problem| problem.rounds = 0));
    assert!(broken(|problem| problem.worth[5] = MAX_POINTS + 1));
    assert!(broken(|problem| problem.met.truncate(80)));
    assert!(broken(|problem| *problem = Problem::default()));
}

#[test]
fn the_largest_worths_and_verdicts_do_not_overflow() {
    let mut problem = plain((1..15).collect(), 3);
    assert_eq!(problem.scale(), 65_536);
    for (at, points) in problem.worth.iter_mut().enumerate() {
        *points = if at % 3 == 0 { MAX_POINTS } else { -MAX_POINTS };
    }
    let mut search = Search::new(&problem, 10).expect("a sound problem");
    search.step(100_000, Some(&|table: &[u32]| if table.len().is_multiple_of(2) { u64::MAX } else { 0 }));
    assert_eq!(search.best().broken, 3 * 7 * 65_536);
}
