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

/// How many pools [`small_pool`] numbers.
pub const SMALL_POOLS: u64 = 40;

/// How many values the attributes of small pools have: two to four attributes, and few enough kinds of members to list
/// every panel there is.
const FEW_VALUES: [&[u32]; 5] = [&[3, 3], &[2, 4], &[2, 2, 3], &[2, 3, 3], &[2, 2, 2, 2]];

/// A pool of 12 to 60 members and a panel of 4 to 8, of which all panels can be listed. Quotas are around shares of a
/// population that is not like the pool, some closely, so that some keep most of a kind out and some leave no panel. In
/// one pool of four someone must be on the panel, in one someone must not, in one two must not be on it together.
pub fn small_pool(seed: u64) -> PanelModel {
    let mut random = Random::new(seed);
    let (members, seats) = (12 + random.below(49), 4 + random.below(5));
    let slack = random.below(3);
    let mut quotas = Vec::new();
    for &values in FEW_VALUES[random.below(FEW_VALUES.len() as u32) as usize] {
        let shares: Vec<u32> = (0..values).map(|_| 2 + random.below(4)).collect();
        let whole: u32 = shares.iter().sum();
        let column: Vec<u32> = (0..members).map(|_| random.below(values).min(random.below(values))).collect();
        for (value, share) in (0..values).zip(shares) {
            let share = seats * share;
            quotas.push(PanelQuota {
                members: (0..members).filter(|&member| column[member as usize] == value).collect(),
                lo: (share / whole).saturating_sub(slack),
                hi: share.div_ceil(whole) + slack,
            });
        }
    }
    let mut model = PanelModel { members, seats, quotas, ..PanelModel::default() };
    let [a, b] = [random.below(members - 1), members - 1];
    match random.below(4) {
        0 => model.include = vec![a],
        1 => model.exclude = vec![a, b],
        2 => model.apart = vec![[a, b]],
        _ => {}
    }
    model
}
