//! Pairs and one trio.

use super::*;

/// Members placed and doubled total of a plan; panics if it is not one.
fn value(table: &Table, plan: &TrioResult) -> (u32, i64) {
    let weight = |u, v| table.get(u, v).unwrap_or_else(|| panic!("{u} and {v} may not meet"));
    let mut placed = 0;
    let mut total2 = 0;
    for (u, mate) in (0u32..).zip(&plan.mate) {
        if let Some(v) = *mate {
            assert_eq!(plan.mate[v as usize], Some(u));
            placed += 1;
            total2 += weight(u, v);
        }
    }
    if let Some([i, j, k]) = plan.trio {
        assert!(i < j && j < k);
        assert!([i, j, k].iter().all(|&v| plan.mate[v as usize].is_none()));
        placed += 3;
        total2 += weight(i, j) + weight(i, k) + weight(j, k);
    }
    assert_eq!(total2, plan.total2);
    (placed, total2)
}

/// The best by solving exactly for every trio, each on its own.
fn by_every_trio(table: &Table, best_pairs: impl Fn(&Table) -> (u32, i64)) -> (u32, i64) {
    let n = table.n;
    let (pairs, total) = best_pairs(table);
    let mut best = (2 * pairs, 2 * total);
    for i in 0..n {
        for j in i + 1..n {
            for k in j + 1..n {
                let (Some(a), Some(b), Some(c)) = (table.get(i, j), table.get(i, k), table.get(j, k)) else {
                    continue;
                };
                let touched = |v: u32| [i, j, k].contains(&v);
                let rest = Table::new(n, |u, v| table.get(u, v).filter(|_| !touched(u) && !touched(v)));
                let (pairs, total) = best_pairs(&rest);
                best = best.max((2 * pairs + 3, 2 * total + a + b + c));
            }
        }
    }
    best
}

fn optimal(table: &Table) -> (u32, i64) {
    let plan = with_trio(table.n, &|u, v| table.get(u, v), u32::MAX);
    assert!(plan.optimal);
    assert_eq!(plan.bound2, plan.total2);
    value(table, &plan)
}

#[test]
fn up_to_nine_members_get_the_best_trio_and_pairs() {
    let mut rng = rng(41);
    for round in 0..600u32 {
        let n = [3, 5, 7, 7, 9][rng.random_range(0..5u32) as usize];
        let percent = [20, 40, 60, 90, 100][(round % 5) as usize];
        let range = [-20..=60, 0..=2, 1..=1, -9..=-1][(round % 4) as usize].clone();
        let table = Table::random(n, percent, range, &mut rng);
        let expected = by_every_trio(&table, |t| t.brute_force(Cardinality::First));
        assert_eq!(optimal(&table), expected, "{:?}", table.edges());
    }
}

#[test]
fn an_even_number_of_members_gets_a_trio_only_where_that_places_more() {
    let mut rng = rng(42);
    for round in 0..200u32 {
        let n = [2, 4, 6, 8][rng.random_range(0..4u32) as usize];
        let table = Table::random(n, 20 + 20 * (round % 5), -5..=30, &mut rng);
        let expected = by_every_trio(&table, |t| t.brute_force(Cardinality::First));
        assert_eq!(optimal(&table), expected, "{:?}", table.edges());
    }
}

#[test]
fn some_thirty_members_get_the_best_trio_and_pairs() {
    let mut rng = rng(43);
    for round in 0..12u32 {
        let n = [15, 21, 25][(round % 3) as usize];
        let percent = [100, 40, 15, 100][(round % 4) as usize];
        let most = [1_000_000, 5, 100][(round / 4) as usize];
        let table = Table::random(n, percent, 0..=most, &mut rng);
        let certified = |t: &Table| {
            let (matching, _) = dense(t.n, &|u, v| t.get(u, v), Cardinality::First);
            (pair_count(&matching), matching.total)
        };
        assert_eq!(optimal(&table), by_every_trio(&table, certified));
    }
}

/// Where the far apart belong together, or rings hang together by few pairs, joining the one left out of an optimal
/// matching to a pair is not enough: other trios have to be solved for.
#[test]
fn trios_that_only_the_search_finds_are_found() {
    let mut rng = rng(46);
    let mut solves = 0;
    for round in 0..400u32 {
        let n = [7, 9, 9][(round % 3) as usize];
        let points: Vec<(i64, i64)> = (0..n).map(|_| (rng.random_range(0..1000), rng.random_range(0..1000))).collect();
        let table = Table::new(n, |u, v| {
            let (a, b) = (points[u as usize], points[v as usize]);
            let squared = (a.0 - b.0).pow(2) + (a.1 - b.1).pow(2);
            let near = rng.random_range(0..4u32) > 0 || u + 1 == v;
            (round % 2 == 0 || near).then(|| squared.isqrt())
        });
        let plan = with_trio(n, &|u, v| table.get(u, v), u32::MAX);
        solves += plan.solves;
        let expected = by_every_trio(&table, |t| t.brute_force(Cardinality::First));
        assert_eq!(value(&table, &plan), expected);
        assert!(plan.optimal);
    }
    assert!(solves > 0);
}

#[test]
fn two_hundred_and_one_members_are_solved_to_the_optimum() {
    let mut rng = rng(44);
    for most in [1 << 20, 50] {
        let table = Table::random(201, 100, 0..=most, &mut rng);
        assert_eq!(optimal(&table).0, 201);
    }
}

#[test]
fn without_solves_the_plan_is_complete_and_its_bound_holds() {
    let mut rng = rng(45);
    for _ in 0..60 {
        let table = Table::random(9, 80, 0..=100, &mut rng);
        let hasty = with_trio(9, &|u, v| table.get(u, v), 0);
        let (placed, total2) = value(&table, &hasty);
        let (most, best2) = by_every_trio(&table, |t| t.brute_force(Cardinality::First));
        assert!(placed <= most);
        if placed == most {
            assert!(total2 <= best2 && best2 <= hasty.bound2);
        }
        if hasty.optimal {
            assert_eq!((placed, total2), (most, best2));
        }
    }
}

#[test]
fn a_forbidden_pair_is_not_hidden_in_a_trio() {
    // 0 and 1 may never meet; without that rule, the three together would be best.
    let weight = |u: u32, v: u32| if (u, v) == (0, 1) { None } else { Some(5) };
    let plan = with_trio(3, &weight, u32::MAX);
    assert_eq!((plan.trio, plan.total2, plan.optimal), (None, 10, true));
}
