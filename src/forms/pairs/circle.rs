//! Rounds for everyone when the best round after round leads nowhere.
//!
//! What the best rounds leave over may fall apart into parts that cannot be paired. Then the rounds of a tournament are
//! taken (the circle method: one stays, the others move on by one place a round), and members are given places so that
//! nobody meets whom they may not.

use super::round::Round;
use super::weights::Open;
use crate::optim::random::Random;

/// Exchanges of places tried for each member before it is given up.
const TRIES_A_MEMBER: u64 = 500;

/// So many rounds in which everyone is paired once, one sitting out where the number is odd; `None` where none were
/// found.
pub(super) fn rounds(open: &Open, rounds: u32, seed: u32) -> Option<Vec<Round>> {
    let n = open.n();
    let places = n + n % 2;
    let mut random = Random::new(u64::from(seed));
    let mut at: Vec<u32> = (0..places).collect();
    random.shuffle(&mut at);
    let forbidden = |u: u32, v: u32| u64::from(u < n && v < n && open.worth(u, v).is_none());
    // How many forbidden pairs the member at a place meets.
    let bad = |at: &[u32], place: u32| -> u64 {
        (0..rounds).map(|round| forbidden(at[place as usize], at[opposite(places, round, place) as usize])).sum()
    };
    let mut all: u64 = (0..places).map(|place| bad(&at, place)).sum();
    for _ in 0..TRIES_A_MEMBER * u64::from(places) {
        if all == 0 {
            break;
        }
        let (x, y) = random.pair(places);
        let before = bad(&at, x) + bad(&at, y);
        at.swap(x as usize, y as usize);
        let after = bad(&at, x) + bad(&at, y);
        // One in many goes the wrong way, so as not to be stuck.
        if x == y || (after > before && !random.one_in(50 * places)) {
            at.swap(x as usize, y as usize);
        } else {
            all = (0..places).map(|place| bad(&at, place)).sum();
        }
    }
    (all == 0).then(|| (0..rounds).map(|round| read(&at, places, n, round)).collect())
}

/// Who sits opposite a place in a round.
fn opposite(places: u32, round: u32, place: u32) -> u32 {
    let moving = places - 1;
    let hub = round % moving;
    if place == moving {
        return hub;
    }
    if place == hub {
        return moving;
    }
    // Places as far before the hub as the other is after it.
    (2 * hub + moving - place % moving) % moving
}

fn read(at: &[u32], places: u32, n: u32, round: u32) -> Round {
    let mut groups = Vec::new();
    let mut left = Vec::new();
    for place in 0..places {
        let (u, v) = (at[place as usize], at[opposite(places, round, place) as usize]);
        if u < n && v >= n {
            left.push(u);
        } else if u < v {
            groups.push(vec![u, v]);
        }
    }
    groups.sort_unstable();
    Round { groups, left, bound: None, optimal: false, duals: None }
}
