//! Pools from which a panel is chosen: those who come forward are not like those for whom they are to stand.

use super::Random;
use crate::milp::{PanelModel, PanelQuota};

/// How many values each attribute has.
const VALUES: [u32; 5] = [2, 3, 3, 4, 5];

/// A pool of a seed: five attributes, for each of their values a quota around its share of the population, while in the
/// pool the first values are too many.
pub fn pool(seed: u64, members: u32, seats: u32) -> PanelModel {
    let mut random = Random::new(seed);
    let mut quotas = Vec::new();
    for values in VALUES {
        let shares: Vec<u32> = (0..values).map(|_| 2 + random.below(4)).collect();
        let whole: u32 = shares.iter().sum();
        // The smaller of two draws: values that come first are taken too often.
        let column: Vec<u32> = (0..members).map(|_| random.below(values).min(random.below(values + 2))).collect();
        for value in 0..values {
            let share = seats * shares[value as usize];
            let holding = (0..members).filter(|&member| column[member as usize] == value).collect();
            quotas.push(PanelQuota {
                members: holding,
                lo: (share / whole).saturating_sub(1),
                hi: share.div_ceil(whole) + 1,
            });
        }
    }
    PanelModel { members, seats, quotas, ..PanelModel::default() }
}
