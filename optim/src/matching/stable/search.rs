//! A local search for a matching that few pairs block.

use super::{GOLDEN, Value, held, mix};

/// Moves tried where few members make them cheap. Of some 5,500 random instances with up to eight members they left
/// none with more than the fewest blocking pairs, a quarter of them one, a sixteenth thirteen.
const MOVES: u32 = 4096;

/// Moves times members, at most: bounds the time where there are many. A move looks at up to four rows of values.
const LOOKS: u32 = 1 << 21;

/// Moves without a new best after which the search returns to the best.
const PATIENCE: u32 = 64;

/// One in so many moves for the worse is made all the same, as what helps may take two. On 25 to 201 members, an odd
/// number of whom one must be left out, 8 left fewer pairs than 1 or 2 and hardly more or fewer than 4 or 16.
const LENIENCE: u64 = 8;

/// The matching with the fewest blocking pairs met on a walk from the one given, and their number.
pub(super) fn improve(n: u32, value: Value, mate: Vec<Option<u32>>, seed: u32) -> (Vec<Option<u32>>, u32) {
    let mut random = Random(mix(u64::from(seed)));
    let mut best = State { mate, held: vec![None; n as usize], blocking: Vec::new() };
    best.refresh(n, value, &Vec::from_iter(0..n));
    let mut here = best.copy();
    let mut since = 0;
    for _ in 0..MOVES.min(LOOKS / n.max(1)) {
        if best.blocking.is_empty() {
            break;
        }
        if since == PATIENCE {
            here = best.copy();
            since = 0;
        }
        since += 1;
        let mut there = here.copy();
        there.change(n, value, &mut random);
        if there.blocking.len() <= here.blocking.len() || random.below(LENIENCE) == 0 {
            here = there;
        }
        if here.blocking.len() < best.blocking.len() {
            best = here.copy();
            since = 0;
        }
    }
    let count = best.blocking.len() as u32;
    (best.mate, count)
}

struct State {
    mate: Vec<Option<u32>>,
    /// What everyone has in its partner.
    held: Vec<Option<i64>>,
    blocking: Vec<(u32, u32)>,
}

impl State {
    // Five copies would each be inlined.
    #[inline(never)]
    fn copy(&self) -> Self {
        Self { mate: self.mate.clone(), held: self.held.clone(), blocking: self.blocking.clone() }
    }

    /// Finds anew what these members hold and what pairs of theirs block.
    fn refresh(&mut self, n: u32, value: Value, members: &[u32]) {
        self.blocking.retain(|(u, v)| !members.contains(u) && !members.contains(v));
        members.iter().for_each(|&u| self.held[u as usize] = held(n, value, &self.mate, u));
        for (at, &u) in members.iter().enumerate() {
            let own = self.held[u as usize];
            for (v, &theirs) in (0u32..).zip(&self.held) {
                let block = v != u && value(u, v) > own && value(v, u) > theirs;
                if block && !members[..at].contains(&v) {
                    self.blocking.push((u, v));
                }
            }
        }
    }

    /// Whom `u` wants most of those it blocks with.
    fn best_for(&self, u: u32, value: Value) -> Option<u32> {
        let with = |&(a, b): &(u32, u32)| if a == u { Some(b) } else { (b == u).then_some(a) };
        self.blocking.iter().filter_map(with).max_by_key(|&v| value(u, v))
    }

    /// Pairs a member who is in a blocking pair with the one it would most like of those, the other, or anyone; and
    /// perhaps those whom they leave.
    fn change(&mut self, n: u32, value: Value, random: &mut Random) {
        let at = random.below(self.blocking.len() as u64);
        let Some(&(u, v)) = self.blocking.get(at as usize) else { return };
        let (u, v) = if random.below(2) == 0 { (u, v) } else { (v, u) };
        let v = match random.below(4) {
            0 => random.below(u64::from(n)) as u32,
            1 => v,
            _ => self.best_for(u, value).unwrap_or(v),
        };
        if self.mate[u as usize] == Some(v) || !acceptable(value, u, v) {
            return;
        }
        self.pair(n, value, u, v, random.below(2) == 0);
    }

    /// Pairs two, and those whom they leave if they are to join and accept each other.
    fn pair(&mut self, n: u32, value: Value, u: u32, v: u32, join: bool) {
        let mut touched = vec![u, v];
        let left = [self.mate[u as usize].replace(v), self.mate[v as usize].replace(u)];
        for w in left.into_iter().flatten() {
            self.mate[w as usize] = None;
            touched.push(w);
        }
        if let [Some(x), Some(y)] = left
            && join
            && acceptable(value, x, y)
        {
            self.mate[x as usize] = Some(y);
            self.mate[y as usize] = Some(x);
        }
        self.refresh(n, value, &touched);
    }
}

fn acceptable(value: Value, u: u32, v: u32) -> bool {
    u != v && value(u, v).is_some() && value(v, u).is_some()
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Random(u64);

impl Random {
    /// A number below `n`, of at most 32 bits; 0 when `n` is 0.
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        ((mix(self.0) >> 32) * n) >> 32
    }
}
