//! Seating plans: in each of several rounds everyone sits at a table, and no two meet twice while that is possible.
//!
//! With worths that are all equal this is the social golfer problem (Harvey 2002, CSPLib problem 10). First the rules
//! count, then how often members meet again, then how much the meetings are worth. [`Search`] is a heuristic; what
//! [`Best`] says of a plan is counted, not estimated.
//!
//! - `score`: what counts first, and which changes are accepted
//! - `plan`: who sits where, meetings, and what a move changes
//! - `search`: annealing in cycles
//! - `design`: plans without repeats that finite fields give
//! - `starter`: plans without repeats developed from one round by a cyclic group

mod design;
mod plan;
mod score;
mod search;
mod starter;
#[cfg(test)]
mod tests;

pub use self::search::{Judge, Search};

/// Largest number of members: what is known of each pair takes 12 bytes.
pub const MAX_MEMBERS: u32 = 2048;
/// Largest number of rounds.
pub const MAX_ROUNDS: u32 = 1024;
/// Largest worth of a pair, either way.
pub const MAX_POINTS: i32 = 1 << 20;
/// Largest scale of a total (see [`Problem::scale`]).
const MAX_SCALE: u64 = 1 << 16;

/// What is asked: who is worth meeting whom, at tables of which sizes, how often.
///
/// Matrices are row-major and symmetric, a row for each member; only entries above the diagonal are read.
#[derive(Clone, Debug, Default)]
pub struct Problem {
    /// Number of members, at most [`MAX_MEMBERS`].
    pub n: u32,
    /// Seats of every table, the same in every round; they sum to `n`, none is 0.
    pub sizes: Vec<u32>,
    /// Number of rounds, at most [`MAX_ROUNDS`].
    pub rounds: u32,
    /// Worth of two members' meeting in points, at most [`MAX_POINTS`] either way.
    pub worth: Vec<i32>,
    /// Whether two members may not sit at one table.
    pub apart: Vec<bool>,
    /// Whether two members met before the first round.
    pub met: Vec<bool>,
}

impl Problem {
    /// Times how much totals are multiplied so that they are whole: the least common multiple of all seats minus one.
    ///
    /// Of sizes so different that it exceeds 65,536 (such as all from 2 to 14), it is 65,536, and a table's share of it is
    /// rounded down.
    pub fn scale(&self) -> u32 {
        let mut scale = 1;
        for &size in &self.sizes {
            let others = u64::from(size.max(2) - 1);
            scale = scale / gcd(scale, others) * others;
            if scale > MAX_SCALE {
                return MAX_SCALE as u32;
            }
        }
        scale as u32
    }

    /// Whether it keeps within its own limits.
    fn is_sound(&self) -> bool {
        let entries = (self.n as usize).saturating_mul(self.n as usize);
        (1..=MAX_MEMBERS).contains(&self.n)
            && (1..=MAX_ROUNDS).contains(&self.rounds)
            && self.sizes.iter().all(|&size| size > 0)
            && self.sizes.iter().map(|&size| u64::from(size)).sum::<u64>() == u64::from(self.n)
            && [self.worth.len(), self.apart.len(), self.met.len()] == [entries; 3]
            && self.worth.iter().all(|points| (-MAX_POINTS..=MAX_POINTS).contains(points))
    }
}

/// A seating plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Best {
    /// Members of every table of every round, ascending; tables by their first member.
    pub rounds: Vec<Vec<Vec<u32>>>,
    /// Pairs at one table that may not sit together, and what the judge finds; 0: every rule is kept.
    pub broken: u64,
    /// Over all pairs, how often they meet beyond the first time; having met before counts as a meeting.
    pub repeats: u64,
    /// Worth of the plan in points times [`Problem::scale`].
    ///
    /// Every member counts the mean of its worth to its tablemates, and a table the sum over its members, halved: the
    /// worth of its pairs divided by its seats minus one. A pair at a table of two so counts once.
    pub total: i64,
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}
