//! The few most promising partners of every vertex.

use super::forest::NONE;

/// For every vertex, the few others of highest score.
pub(super) struct Shortlist {
    size: usize,
    /// Binary digits of a score that do not count.
    grain: u32,
    /// `size` slots a vertex of (score, order among equals, other), the lowest of them first.
    slots: Vec<(i32, u32, u32)>,
    /// Of every vertex: no lower score has a chance.
    pub floor: Vec<i32>,
}

impl Shortlist {
    pub(super) fn new(n: usize, size: usize, grain: u32) -> Self {
        let grain = grain.min(i32::BITS - 1);
        Self { size, grain, slots: vec![(i32::MIN >> grain, 0, NONE); n * size], floor: vec![i32::MIN; n] }
    }

    pub(super) fn offer(&mut self, owner: usize, other: usize, score: i32) {
        let list = &mut self.slots[owner * self.size..(owner + 1) * self.size];
        let entry = (score >> self.grain, scatter(owner as u32, other as u32), other as u32);
        if entry <= list[0] {
            return;
        }
        list[0] = entry;
        let mut lowest = 0;
        for slot in 1..list.len() {
            if list[slot] < list[lowest] {
                lowest = slot;
            }
        }
        list.swap(0, lowest);
        self.floor[owner] = list[0].0 << self.grain;
    }

    /// All pairs listed by either end.
    pub(super) fn pairs(&self) -> Vec<(u32, u32)> {
        let owners = (0u32..).flat_map(|owner| std::iter::repeat_n(owner, self.size));
        let listed = owners.zip(&self.slots).filter(|(_, slot)| slot.2 != NONE);
        let mut pairs: Vec<(u32, u32)> = listed.map(|(owner, slot)| (owner.min(slot.2), owner.max(slot.2))).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }
}

/// A number that differs from pair to pair, to spread choices among equals.
fn scatter(u: u32, v: u32) -> u32 {
    let mixed = (u.wrapping_mul(0x9E37_79B9) ^ v).wrapping_mul(0x85EB_CA6B);
    mixed ^ mixed >> 15
}
