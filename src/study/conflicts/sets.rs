//! The smallest sets that cannot hold together.
//!
//! Every set that some plan keeps leaves out at least one member of each conflict. A smallest set that meets all that was
//! left out so far is therefore no larger than the smallest conflict: if a plan keeps it, what that plan leaves out is one
//! more thing to meet; if it is proven that none does, it is a smallest conflict (implicit hitting sets: Ignatiev, Previti,
//! Liffiton & Marques-Silva 2015, after Liffiton & Sakallah 2008). Each of its members is necessary: without it the set no
//! longer meets everything, so one of the plans found keeps the others.

use super::inquiry::{Answer, Inquiry};
use super::parts::Parts;
use crate::forms::Proof;

/// Steps to a smallest set that meets all that was left out; conflicts of a dozen rules take a few hundred.
const MEETING_STEPS: u64 = 200_000;

/// A set that cannot hold together, as far as is known.
pub(super) struct Core {
    pub parts: Parts,
    /// `None` where it is not proven.
    pub proof: Option<Proof>,
    pub smallest: bool,
}

/// The smallest conflict within some parts; `None` where a plan keeps them all, or nothing could be found.
pub(super) fn smallest(inquiry: &mut Inquiry, within: &Parts) -> Option<Core> {
    let mut found: Option<Core> = None;
    loop {
        let left_out: Vec<Parts> =
            inquiry.kept.iter().map(|kept| within.difference(&kept.parts).copied().collect()).collect();
        if left_out.iter().any(Parts::is_empty) {
            return None;
        }
        let Some(parts) = meeting(&left_out) else { return found.or_else(|| shrunk(inquiry, within)) };
        // No conflict has fewer parts than what meets all that was left out.
        if let Some(core) = found.take_if(|core| core.proof.is_some() && core.parts.len() <= parts.len()) {
            return Some(Core { smallest: true, ..core });
        }
        match inquiry.ask(&parts) {
            Answer::Possible if inquiry.keeps(&parts) => {}
            Answer::Impossible(proof) => return Some(Core { parts, proof: Some(proof), smallest: true }),
            Answer::Stopped => return found,
            _ if found.is_some() => return found,
            _ => found = shrunk(inquiry, within).or(Some(Core { parts, proof: None, smallest: false })),
        }
    }
}

/// A proven conflict within some parts, made as small as can be by leaving out one after the other.
fn shrunk(inquiry: &mut Inquiry, within: &Parts) -> Option<Core> {
    let Answer::Impossible(mut proof) = inquiry.ask(within) else { return None };
    let mut parts = within.clone();
    for part in within {
        let mut fewer = parts.clone();
        fewer.remove(part);
        match inquiry.ask(&fewer) {
            Answer::Impossible(found) => (parts, proof) = (fewer, found),
            Answer::Stopped => return None,
            _ => {}
        }
    }
    Some(Core { parts, proof: Some(proof), smallest: false })
}

/// A smallest set that has something of each; `None` when that takes too many steps.
pub(super) fn meeting(sets: &[Parts]) -> Option<Parts> {
    let mut steps = MEETING_STEPS;
    for size in 0..=sets.len() {
        let mut chosen = Parts::new();
        if meet(sets, size, &mut chosen, &mut Parts::new(), &mut steps)? {
            return Some(chosen);
        }
    }
    None
}

fn meet(sets: &[Parts], size: usize, chosen: &mut Parts, barred: &mut Parts, steps: &mut u64) -> Option<bool> {
    *steps = steps.checked_sub(1)?;
    let open = sets.iter().filter(|set| set.is_disjoint(chosen));
    let free = |set: &&Parts| set.difference(barred).count();
    let Some(set) = open.min_by_key(free) else { return Some(true) };
    if size == 0 {
        return Some(false);
    }
    let mut tried = Vec::new();
    let candidates: Vec<usize> = set.difference(barred).copied().collect();
    for part in candidates {
        chosen.insert(part);
        let found = meet(sets, size - 1, chosen, barred, steps);
        if found != Some(false) {
            return found;
        }
        chosen.remove(&part);
        // All sets with this one were looked through.
        barred.insert(part);
        tried.push(part);
    }
    tried.iter().for_each(|part| {
        barred.remove(part);
    });
    Some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets(lists: &[&[usize]]) -> Vec<Parts> {
        lists.iter().map(|list| list.iter().copied().collect()).collect()
    }

    #[test]
    fn what_meets_all_sets_is_as_small_as_can_be() {
        assert_eq!(meeting(&[]), Some(Parts::new()));
        assert_eq!(meeting(&sets(&[&[1, 2], &[2, 3], &[3, 4]])).map(|met| met.len()), Some(2));
        assert_eq!(meeting(&sets(&[&[1, 2, 3], &[3, 4], &[3, 5]])), Some([3].into()));
        let triangles = sets(&[&[1, 2], &[2, 3], &[1, 3], &[4, 5], &[5, 6], &[4, 6]]);
        assert_eq!(meeting(&triangles).map(|met| met.len()), Some(4));
    }
}
