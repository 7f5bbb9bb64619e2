//! Every graph of up to nine vertices can be tried out in full.

use super::*;

fn agrees_with_brute_force(table: &Table) {
    for cardinality in BOTH {
        let (pairs, total) = solve_certified(table, cardinality);
        let (most, best) = table.brute_force(cardinality);
        assert_eq!(total, best, "{cardinality:?} {:?}", table.edges());
        if cardinality == Cardinality::First {
            assert_eq!(pairs, most, "{:?}", table.edges());
        }
    }
}

#[test]
fn random_graphs_of_all_densities_get_the_best_matching() {
    let mut rng = rng(1);
    for round in 0..3000u32 {
        let n = rng.random_range(0..=9u32);
        let percent = [15, 30, 50, 80, 100][(round % 5) as usize];
        let table = Table::random(n, percent, -20..=60, &mut rng);
        agrees_with_brute_force(&table);
    }
}

#[test]
fn many_equal_weights_get_the_best_matching() {
    let mut rng = rng(2);
    for round in 0..2000u32 {
        let n = rng.random_range(2..=9u32);
        let range = [0..=1, 1..=1, -1..=1, 0..=3, -2..=-1][(round % 5) as usize].clone();
        let percent = rng.random_range(10..=100u32);
        let table = Table::random(n, percent, range, &mut rng);
        agrees_with_brute_force(&table);
    }
}

#[test]
fn weights_up_to_the_safe_range_do_not_overflow() {
    let mut rng = rng(3);
    for _ in 0..300 {
        let n = rng.random_range(1..=9u32);
        let most = max_abs_weight(n);
        let table = Table::random(n, 70, -most..=most, &mut rng);
        agrees_with_brute_force(&table);
    }
}

#[test]
fn nobody_one_two_and_three() {
    for cardinality in BOTH {
        let none = |_: u32, _: u32| None;
        for n in 0..4 {
            let (matching, duals) = dense(n, &none, cardinality);
            assert_eq!(matching, Matching { mate: vec![None; n as usize], total: 0 });
            assert_eq!(certify(n, &none, &matching, &duals, cardinality), Ok(0));
        }
        let (matching, _) = dense(2, &|_, _| Some(7), cardinality);
        assert_eq!(matching.mate, [Some(1), Some(0)]);
        let (matching, _) = dense(3, &|u, v| Some(i64::from(u + v)), cardinality);
        assert_eq!(matching.mate, [None, Some(2), Some(1)]);
    }
}

#[test]
fn a_pair_of_negative_weight_is_formed_only_where_cardinality_comes_first() {
    let edge = [Edge { u: 0, v: 1, weight: -5 }];
    assert_eq!(sparse(2, &edge, Cardinality::First).0.total, -5);
    assert_eq!(sparse(2, &edge, Cardinality::Free).0.mate, [None, None]);
}

#[test]
fn loops_are_ignored_and_of_parallel_edges_the_heaviest_counts() {
    let edge = |u, v, weight| Edge { u, v, weight };
    let edges = [edge(0, 0, 99), edge(0, 1, 3), edge(1, 0, 8), edge(0, 1, 5), edge(1, 7, 50)];
    for cardinality in BOTH {
        assert_eq!(sparse(2, &edges, cardinality).0.total, 8);
    }
}
