//! Any prices lead to the optimum, and the auction's are no exception.

use crate::flow::auction::prices;
use crate::flow::balanced;

use super::{Bounds, Dice, Problem, certify, one_each, proven, value};

/// Learners with one coach each, of whom all can be served or nearly all.
fn plain(dice: &mut Dice, most: u64) -> Problem {
    let (n, m) = (dice.below(most) as usize + 1, dice.below(8) as usize + 1);
    let spare = dice.below(6) as usize;
    let mut places = vec![1; m];
    while places.iter().sum::<usize>() < n + spare {
        places[dice.below(m as u64) as usize] += 1;
    }
    let right = places.iter().map(|&count| Bounds::at_most(count as u32)).collect();
    let forbidden = [0, 0, 3, 30][dice.below(4) as usize];
    let (largest, fame) = ([3, 100, 1 << 40][dice.below(3) as usize], dice.between(0, 1));
    Problem::from_fn(one_each(n), right, |_, r| {
        let weight = dice.between(-largest, largest) + fame * i64::from(r) * largest / 2;
        (dice.below(100) >= forbidden).then_some(weight)
    })
}

#[test]
fn from_any_prices_the_same_optimum_is_reached_and_proven() {
    let mut dice = Dice(8);
    let mut reached = 0;
    for round in 0..1500 {
        let problem = plain(&mut dice, 40);
        let Some(places) = balanced::places(&problem) else { continue };
        let best = proven(&problem);
        let start = if round % 3 == 0 {
            prices(&problem, &places)
        } else {
            Some(places.iter().map(|_| dice.between(-500, 500)).collect())
        };
        let found = start.and_then(|prices| balanced::finish(&problem, &places, prices));
        let all_served = best.served == problem.left().len() as u64;
        assert!(all_served || found.is_none());
        if let Some(found) = found {
            assert_eq!(certify(&problem, &found), Ok(()));
            assert_eq!(value(&problem, &found), value(&problem, &best));
            reached += 1;
        } else {
            assert!(!all_served || round % 3 == 0, "an optimum is there, and any prices lead to it");
        }
    }
    assert!(reached > 1000, "only {reached}");
}

#[test]
fn where_all_want_the_far_coaches_the_auction_leads_to_the_optimum() {
    let mut dice = Dice(9);
    for n in [60, 150, 240] {
        let m = n / 10;
        let mut points = |count: usize| -> Vec<[i64; 2]> {
            (0..count).map(|_| [dice.between(0, 1000), dice.between(0, 1000)]).collect()
        };
        let (learners, coaches) = (points(n), points(m));
        let right = vec![Bounds::at_most(11); m];
        let problem = Problem::from_fn(one_each(n), right, |l, r| {
            let (a, b) = (learners[l as usize], coaches[r as usize]);
            Some((a[0] - b[0]).pow(2) + (a[1] - b[1]).pow(2))
        });
        let places = balanced::places(&problem).expect("plain");
        let start = prices(&problem, &places).expect("all can be served");
        let found = balanced::finish(&problem, &places, start).expect("all can be served");
        assert_eq!(certify(&problem, &found), Ok(()));
        assert_eq!(value(&problem, &found), value(&problem, &proven(&problem)));
    }
}
