//! Matchings over all pairs, where only few of the pairs are looked at closely.

use super::*;

fn certified(n: u32, weight: &impl Fn(u32, u32) -> Option<i64>, cardinality: Cardinality) -> Matching {
    let (matching, duals) = dense(n, weight, cardinality);
    assert_eq!(certify(n, weight, &matching, &duals, cardinality), Ok(matching.total));
    matching
}

/// A number from a pair, the same each time it is asked for.
fn noise(u: u32, v: u32, most: u32) -> i64 {
    let mut x = (u64::from(u) << 32 | u64::from(v)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x ^= x >> 29;
    x = x.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    i64::from((x >> 33) as u32 % most)
}

#[test]
fn random_weights_are_matched_and_certified() {
    for n in [100, 151, 300] {
        for cardinality in BOTH {
            certified(n, &|u, v| Some(noise(u, v, 1 << 20)), cardinality);
            certified(n, &|u, v| Some(noise(u, v, 4)), cardinality);
        }
    }
}

#[test]
fn where_everyone_wants_the_same_few_the_result_is_still_optimal() {
    for n in [60, 151, 250] {
        let hub = |v: u32| noise(v, v, 1000);
        let weight = |u, v| Some(3000 * hub(u) + 3000 * hub(v) + noise(u, v, 1 << 20));
        for cardinality in BOTH {
            certified(n, &weight, cardinality);
        }
        // One member that outshines all others for everyone.
        let star = |u: u32, v| Some(noise(u, v, 1000) + if u == 0 { 1_000_000 } else { 0 });
        certified(n, &star, Cardinality::First);
    }
}

/// Weights on which the first lists of edges are poor, so that duals and blossoms are carried through many rounds.
#[test]
fn the_result_is_optimal_after_many_rounds_of_pricing() {
    for n in [20, 30, 31, 50, 75, 100, 161] {
        let (x, y) = (|v: u32| noise(v, v, 1000), |v: u32| noise(v, v + 1, 1000));
        let squared = |u, v| (x(u) - x(v)).pow(2) + (y(u) - y(v)).pow(2);
        for cardinality in BOTH {
            certified(n, &|u, v| Some(x(u) * x(v)), cardinality);
            certified(n, &|u, v| Some(-squared(u, v)), cardinality);
            certified(n, &|u, v| Some(squared(u, v).isqrt()), cardinality);
            certified(n, &|u, v| Some(squared(u, v)), cardinality);
        }
    }
}

#[test]
fn nobody_is_left_out_though_everyones_best_pairs_lie_elsewhere() {
    // Thirty want the hundred and one another never; all lists of best pairs hold the hundred alone.
    let n = 130;
    let weight = |u: u32, v: u32| match (u < 30, v < 30) {
        (true, true) => Some(-1_000_000 + noise(u, v, 10)),
        (true, false) => (v < 45).then_some(500_000 + noise(u, v, 10)),
        _ => Some(noise(u, v, 100_000)),
    };
    let matching = certified(n, &weight, Cardinality::First);
    assert!(matching.mate.iter().all(Option::is_some));
}

#[test]
fn as_many_as_possible_are_placed_where_a_few_must_be_shared() {
    // Eighty members may pair only with one of five.
    let weight = |u: u32, v: u32| (u < 5).then_some(noise(u, v, 1000));
    assert_eq!(certified(85, &weight, Cardinality::First).pairs().count(), 5);
    // Three odd closed circles, and a few who may cross.
    let weight = |u: u32, v: u32| (u % 3 == v % 3 || v >= 60).then_some(noise(u, v, 1000));
    assert_eq!(certified(63, &weight, Cardinality::First).pairs().count(), 31);
    assert_eq!(certified(60, &|u, v| (u % 4 == v % 4).then_some(1), Cardinality::First).pairs().count(), 28);
}

#[test]
fn the_same_weights_always_give_the_same_matching() {
    let weight = |u, v| Some(noise(u, v, 6));
    assert_eq!(dense(90, &weight, Cardinality::First), dense(90, &weight, Cardinality::First));
}
