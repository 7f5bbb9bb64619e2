//! Affinities a row at a time.

use crate::world::{World, rng};
use commonground::Input;
use commonground::affinity::{Affinity, Relation};
use commonground::network::Table;
use rand::RngExt;
use serde_json::json;

#[test]
fn a_row_of_affinities_is_the_same_to_the_last_bit_as_one_after_the_other() {
    let mut rng = rng(71);
    for round in 0..30u32 {
        let n = rng.random_range(2..=20u32) as usize;
        let world = match round % 3 {
            0 => World::scored(n, -9, 99, 2, &mut rng),
            _ => World::answered(n, &mut rng),
        };
        let world = world.tied(n, &mut rng);
        let input = world.input(&json!({"form": "pairs"}), &json!({}));
        let input = Input::from_json(&input.to_string()).expect("an input");
        let table = Table::new(&input.network);
        let (criteria, mix) = (&input.scenario.criteria, input.scenario.mix);
        for relation in [Relation::Peers, Relation::Coaching] {
            let affinity = Affinity::new(&input.network, &table, criteria, mix, relation);
            let mut row = Vec::new();
            for a in 0..n {
                let others: Vec<usize> = (0..n).filter(|&b| b != a).collect();
                affinity.row(a, &others, &mut row);
                let single: Vec<u64> = others.iter().map(|&b| affinity.of(a, b).to_bits()).collect();
                assert_eq!(row.iter().map(|number| number.to_bits()).collect::<Vec<_>>(), single);
            }
        }
    }
}
