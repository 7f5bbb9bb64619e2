//! A first plan that keeps sizes, pins, label limits and, where possible at all, the limit on units away from home.

use super::problem::{Error, Objective, Problem, Slot};
use crate::random::Random;

/// Slot of every unit and label of every slot.
pub(super) fn initial(problem: &Problem, random: &mut Random) -> Result<(Vec<u32>, Vec<u32>), Error> {
    problem.validate()?;
    let slot_of = place(problem, random)?;
    Ok((slot_of, label(problem, random)))
}

/// Whether a plan keeps what every plan of a problem keeps: sizes, pins, label limits, and who may be away from home.
pub(super) fn keeps_limits(problem: &Problem, slot_of: &[u32], label_of: &[u32]) -> bool {
    let (units, slots) = (problem.units(), problem.slots.len());
    if slot_of.len() != units || slot_of.iter().any(|&slot| slot as usize >= slots) {
        return false;
    }
    let mut size = vec![0; slots];
    slot_of.iter().for_each(|&slot| size[slot as usize] += 1);
    let sized = problem.slots.iter().zip(&size).all(|(slot, size)| (slot.lo..=slot.hi).contains(size));
    let pinned = (0..units).all(|u| problem.pin(u).is_none_or(|pin| pin == slot_of[u]));
    let away = (0..units).filter(|&u| problem.home_of(u).is_some_and(|home| home != slot_of[u])).count();
    let near = problem.max_away.is_none_or(|most| away <= most as usize);
    let labelled = match &problem.labels {
        None => label_of.is_empty(),
        Some(labels) => {
            let uses = |label: u32| label_of.iter().filter(|&&other| other == label).count() as u32;
            let fixed = |slot: usize| labels.fixed.get(slot).copied().flatten();
            label_of.len() == slots
                && label_of.iter().all(|&label| label < labels.count)
                && (0..labels.count).all(|label| (labels.least..=labels.limit).contains(&uses(label)))
                && (0..slots).all(|slot| fixed(slot).is_none_or(|label| label == label_of[slot]))
        }
    };
    sized && pinned && near && labelled
}

struct Filling<'a> {
    problem: &'a Problem,
    slot_of: Vec<Option<u32>>,
    size: Vec<u32>,
    /// How many units each slot is to take at most.
    most: Vec<u32>,
    /// Slots that the placed seats of each item occupy.
    occupied: Vec<Vec<u32>>,
}

impl Filling<'_> {
    fn item(&self, unit: u32) -> usize {
        self.problem.item_of[unit as usize] as usize
    }

    fn put(&mut self, unit: u32, slot: u32) {
        self.slot_of[unit as usize] = Some(slot);
        self.size[slot as usize] += 1;
        let item = self.item(unit);
        self.occupied[item].push(slot);
    }

    fn take(&mut self, unit: u32) {
        if let Some(slot) = self.slot_of[unit as usize].take() {
            self.size[slot as usize] -= 1;
            let item = self.item(unit);
            let seats = &mut self.occupied[item];
            if let Some(at) = seats.iter().position(|&s| s == slot) {
                seats.swap_remove(at);
            }
        }
    }

    fn room(&self, slot: u32) -> u32 {
        self.most[slot as usize].saturating_sub(self.size[slot as usize])
    }

    fn lacking(&self, slot: u32) -> u32 {
        self.problem.slots[slot as usize].lo.saturating_sub(self.size[slot as usize])
    }
}

fn place(problem: &Problem, random: &mut Random) -> Result<Vec<u32>, Error> {
    let units = problem.units() as u32;
    let mut order: Vec<u32> = (0..units).collect();
    random.shuffle(&mut order);
    let mut filling = Filling {
        problem,
        slot_of: vec![None; units as usize],
        size: vec![0; problem.slots.len()],
        most: problem.slots.iter().map(|slot| slot.hi).collect(),
        occupied: vec![Vec::new(); problem.affinity.items()],
    };
    for &unit in &order {
        if let Some(slot) = problem.pin(unit as usize) {
            filling.put(unit, slot);
        }
    }
    // Homes matter only where leaving them is limited; elsewhere they would only bias the start.
    if problem.max_away.is_some() {
        settle_at_home(&mut filling, &order);
    }
    stretch(&mut filling);
    let free: Vec<u32> = order.into_iter().filter(|&u| filling.slot_of[u as usize].is_none()).collect();
    // Items with many seats first: they have the fewest slots to choose from (Gale 1957, Ryser 1957).
    let mut seats = vec![0u32; problem.affinity.items()];
    problem.item_of.iter().for_each(|&item| seats[item as usize] += 1);
    // All of an item follow each other: what others take between two of them may be just what the second needs.
    let mut turn = vec![usize::MAX; seats.len()];
    free.iter().enumerate().rev().for_each(|(at, &unit)| turn[filling.item(unit)] = at);
    let mut waiting = free;
    waiting.sort_by_key(|&unit| (std::cmp::Reverse(seats[filling.item(unit)]), turn[filling.item(unit)]));
    spread(&mut filling, &waiting, random);
    let slot_of: Vec<u32> = filling.slot_of.iter().map(|slot| slot.unwrap_or_default()).collect();
    let needed =
        (0..units as usize).filter(|&u| problem.home_of(u).is_some_and(|home| home != slot_of[u])).count() as u32;
    match problem.max_away {
        Some(allowed) if needed > allowed => Err(Error::Away { needed, allowed }),
        _ => Ok(slot_of),
    }
}

/// Leaves as many units at home as the sizes allow: overfull homes turn the last away, and where those who have no
/// place yet are too few to fill every slot to its smallest size, homes with units to spare give some up.
fn settle_at_home(filling: &mut Filling, order: &[u32]) {
    let problem = filling.problem;
    for &unit in order {
        if let (None, Some(home)) = (filling.slot_of[unit as usize], problem.home_of(unit as usize))
            && filling.room(home) > 0
        {
            filling.put(unit, home);
        }
    }
    let lacking: u32 = (0..problem.slots.len() as u32).map(|s| filling.lacking(s)).sum();
    let waiting = filling.slot_of.iter().filter(|slot| slot.is_none()).count() as u32;
    let mut missing = lacking.saturating_sub(waiting);
    for &unit in order {
        if let (Some(slot), None) = (filling.slot_of[unit as usize], problem.pin(unit as usize))
            && missing > 0
            && filling.size[slot as usize] > problem.slots[slot as usize].lo
        {
            filling.take(unit);
            missing -= 1;
        }
    }
}

/// Whether the first plan has sizes as uneven as can be: where they differ at all, every pair in a group adds to the
/// score, and there are not too many of them to choose from.
pub(super) fn is_stretched(problem: &Problem) -> bool {
    let Problem { affinity, objective, max_away, slots, .. } = problem;
    let sizes = |slot: &Slot| u64::from(slot.hi.min(problem.units() as u32).saturating_sub(slot.lo)) + 1;
    let sums = slots.iter().map(sizes).sum::<u64>().saturating_mul(problem.units() as u64 + 1);
    *objective == Objective::Total
        && max_away.is_none()
        && slots.iter().any(|slot| slot.lo < slot.hi)
        && sums <= MOST_SUMS
        && affinity.sum() > 0
}

/// Where every pair in a group adds to the score, sizes as uneven as can be make the most pairs: they are where to
/// begin, because a search at low temperature seldom changes them.
fn stretch(filling: &mut Filling) {
    if !is_stretched(filling.problem) {
        return;
    }
    let units = filling.problem.units();
    let slots = filling.problem.slots.iter().zip(&filling.size);
    let range = |(slot, &size): (&Slot, &u32)| (slot.lo.max(size) as usize, (slot.hi as usize).min(units));
    let ranges: Vec<(usize, usize)> = slots.map(range).collect();
    if let Some(sizes) = most_uneven(&ranges, units) {
        filling.most.iter_mut().zip(sizes).for_each(|(most, size)| *most = size as u32);
    }
}

/// Sums tried at most to find the most uneven sizes: a tenth of a second.
const MOST_SUMS: u64 = 50_000_000;

/// Sizes within their ranges that add up to `units` and have the largest sum of squares, by dynamic programming over
/// the slots; `None` if there are none.
pub(super) fn most_uneven(ranges: &[(usize, usize)], units: usize) -> Option<Vec<usize>> {
    let mut best = vec![vec![None::<u64>; units + 1]];
    best[0][0] = Some(0);
    for &(lo, hi) in ranges {
        let mut next = vec![None; units + 1];
        for (sum, squares) in best[best.len() - 1].iter().enumerate() {
            let Some(squares) = squares else { continue };
            for size in lo..=hi.min(units - sum) {
                next[sum + size] = next[sum + size].max(Some(squares + (size * size) as u64));
            }
        }
        best.push(next);
    }
    let mut left = units;
    let mut sizes = Vec::with_capacity(ranges.len());
    for (slot, &(lo, hi)) in ranges.iter().enumerate().rev() {
        let leads = |size: &usize| {
            best[slot][left - size].map(|squares| squares + (size * size) as u64) == best[slot + 1][left]
        };
        let size = (lo..=hi.min(left)).find(leads).filter(|_| best[slot + 1][left].is_some())?;
        sizes.push(size);
        left -= size;
    }
    sizes.reverse();
    Some(sizes)
}

/// Fills smallest sizes first, then any room; roomiest slots first, and away from other seats of the item if it can.
fn spread(filling: &mut Filling, waiting: &[u32], random: &mut Random) {
    let mut slots: Vec<u32> = (0..filling.problem.slots.len() as u32).collect();
    let mut lacking: u32 = slots.iter().map(|&s| filling.lacking(s)).sum();
    random.shuffle(&mut slots);
    for (at, &unit) in waiting.iter().enumerate() {
        let item = filling.item(unit);
        // What slots lack comes first, unless another of the item is there and those to come suffice.
        let spare = waiting.len() - at > lacking as usize;
        let open = |&s: &u32| filling.lacking(s) > 0 || (filling.room(s) > 0 && (spare || lacking == 0));
        let wanted = |s: u32| if lacking > 0 { filling.lacking(s) } else { filling.room(s) };
        let away = |s: u32| !filling.occupied[item].contains(&s);
        let best = slots.iter().copied().filter(open).max_by_key(|&s| (away(s), wanted(s)));
        if let Some(slot) = best {
            lacking -= u32::from(filling.lacking(slot) > 0);
            filling.put(unit, slot);
        }
    }
}

/// Fixed labels, then for each slot at random one of those used least, so that every limit is kept.
fn label(problem: &Problem, random: &mut Random) -> Vec<u32> {
    let Some(labels) = &problem.labels else { return Vec::new() };
    let fixed = |s: usize| labels.fixed.get(s).copied().flatten();
    let slots = problem.slots.len();
    let mut uses = vec![0u32; labels.count as usize];
    (0..slots).filter_map(fixed).for_each(|label| uses[label as usize] += 1);
    let mut order: Vec<u32> = (0..labels.count).collect();
    random.shuffle(&mut order);
    let mut choose = |_| {
        let label = order.iter().copied().min_by_key(|&label| uses[label as usize]).unwrap_or_default();
        uses[label as usize] += 1;
        label
    };
    (0..slots).map(|s| fixed(s).unwrap_or_else(|| choose(s))).collect()
}
