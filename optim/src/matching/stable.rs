//! Stable matching: no two would both rather have each other than whom they have.
//!
//! The stable roommates problem with incomplete lists (Gusfield and Irving 1989, "The Stable Marriage Problem:
//! Structure and Algorithms"). [`irving`] settles whether a stable matching exists; where none does, [`search`]
//! looks for one that few pairs would break.

pub(super) mod irving;
mod search;

/// A matching, how far it is from stable, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stable {
    /// Of every member: the partner.
    pub mate: Vec<Option<u32>>,
    /// Pairs that would both rather have each other, under the given values; see [`blocking_pairs`].
    pub blocking: u32,
    /// Why there is no stable matching under the tie-broken preferences: all odd parties, of three members or
    /// more, of a stable partition. Each lists its members such that everyone prefers the next to the previous,
    /// cyclically, and begins with its lowest; the parties are ordered by those. Empty where `mate` is stable, so
    /// parties imply `blocking > 0`.
    pub odd_parties: Vec<Vec<u32>>,
}

/// How much one member wants another; `None` where not at all.
type Value<'a> = &'a dyn Fn(u32, u32) -> Option<i64>;

/// A stable matching of `n` members where one exists under the tie-broken preferences.
///
/// `value(u, v)` is how much u wants v, higher is better; `None` if u does not accept v. It must answer the same
/// whenever asked. Only two who accept each other can be paired, and the unpaired prefer anyone they accept. Every
/// i64 is safe: values are compared, never added.
///
/// # Ties
/// Equal values are told apart by a hash of the *pair* and the seed. Hence values that are symmetric remain so,
/// and a stable matching always exists: such pairs are globally ranked (Abraham, Levavi, Manlove and O'Malley
/// 2008, "The stable roommates problem with globally-ranked pairs").
///
/// # Method
/// Irving (1985), "An efficient algorithm for the stable roommates problem", continued past odd parties as in
/// Tan (1991), "A necessary and sufficient condition for the existence of a complete stable matching": O(n²) after
/// sorting, with one list of u32 per member. Where odd parties remain, one member is dropped from each, the dropped
/// are paired in the same way, and a local search of bounded length follows. Nothing is proven about its count: to
/// find the fewest is NP-hard (Abraham, Biró and Manlove 2006, "'Almost stable' matchings in the roommates problem"),
/// as it is to tell whether ties can be broken such that none remain (Ronn 1990, "NP-complete stable matching
/// problems").
///
/// ```
/// # use commonground_optim::matching::stable;
/// // Everyone likes the next of three best, and all like the fourth least.
/// let value = |u: u32, v: u32| Some(if v == 3 { 0 } else if v == (u + 1) % 3 { 2 } else { 1 });
/// assert_eq!(stable(4, &value, 1).odd_parties, [[0, 1, 2]]);
/// assert_eq!(stable(3, &|u, v| Some(i64::from(u + v)), 1).mate, [None, Some(2), Some(1)]);
/// ```
pub fn stable(n: u32, value: &dyn Fn(u32, u32) -> Option<i64>, seed: u32) -> Stable {
    let mut mate = vec![None; n as usize];
    let mut odd_parties = pair_off(n, value, seed, &mut mate);
    if odd_parties.is_empty() {
        return Stable { mate, blocking: 0, odd_parties };
    }
    // Whom the parties dropped pair off among themselves, until no party is left among the dropped.
    while !pair_off(n, value, seed, &mut mate).is_empty() {}
    let (mate, blocking) = search::improve(n, value, mate, seed);
    if blocking == 0 {
        odd_parties.clear();
    }
    Stable { mate, blocking, odd_parties }
}

/// Pairs the single along a stable partition of them, and drops the first of every odd party.
fn pair_off(n: u32, value: Value, seed: u32, mate: &mut [Option<u32>]) -> Vec<Vec<u32>> {
    let single: Vec<bool> = mate.iter().map(Option::is_none).collect();
    let wanted = |u: u32, v: u32| if single[u as usize] && single[v as usize] { value(u, v) } else { None };
    let successor = irving::stable_partition(n, &wanted, seed);
    let parties = odd_parties(&successor);
    for (mate, next) in mate.iter_mut().zip(&successor) {
        *mate = mate.or(*next);
    }
    for party in &parties {
        mate[party[0] as usize] = None;
        for pair in party[1..].chunks_exact(2) {
            mate[pair[0] as usize] = Some(pair[1]);
            mate[pair[1] as usize] = Some(pair[0]);
        }
    }
    parties
}

/// The cycles of three or more.
fn odd_parties(successor: &[Option<u32>]) -> Vec<Vec<u32>> {
    let mut seen = vec![false; successor.len()];
    let mut parties = Vec::new();
    for start in 0..seen.len() as u32 {
        let mut cycle = Vec::new();
        let mut at = Some(start);
        while let Some(u) = at.filter(|&u| !seen[u as usize]) {
            seen[u as usize] = true;
            cycle.push(u);
            at = successor[u as usize];
        }
        if cycle.len() > 2 {
            parties.push(cycle);
        }
    }
    parties
}

/// How many pairs block a matching: two members who accept each other and strictly prefer each other to their
/// partners, or to having none. Equal values do not block; nor does a partner count whom one does not accept.
pub fn blocking_pairs(n: u32, value: &dyn Fn(u32, u32) -> Option<i64>, mate: &[Option<u32>]) -> u32 {
    let held: Vec<Option<i64>> = (0..n).map(|u| held(n, value, mate, u)).collect();
    let block = |u: u32, v: u32| value(u, v) > held[u as usize] && value(v, u) > held[v as usize];
    (0..n).map(|u| (u + 1..n).filter(|&v| block(u, v)).count() as u32).sum()
}

/// What `u` has in its partner. `None`, as for the unpaired, is below every value.
fn held(n: u32, value: Value, mate: &[Option<u32>], u: u32) -> Option<i64> {
    let partner = mate.get(u as usize).copied().flatten();
    partner.filter(|&v| v < n && v != u).and_then(|v| value(u, v))
}

/// The order of two who are wanted equally: a number that no two pairs share, the same from either end.
pub(super) fn tie(seed: u32, u: u32, v: u32) -> u64 {
    let pair = u64::from(u.min(v)) << 32 | u64::from(u.max(v));
    mix(pair ^ u64::from(seed).wrapping_mul(GOLDEN))
}

/// 2⁶⁴ over the golden ratio: multiples of it are spread evenly.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// The output function of SplitMix64 (Steele, Lea and Flood 2014); one to one.
fn mix(x: u64) -> u64 {
    let x = (x ^ x >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let x = (x ^ x >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ x >> 31
}
