mod bounds;
mod chains;
mod counters;
mod exact;
mod mdgplib;
mod oracle;
mod search;
mod sweep;

use super::{Cost, Lists, Matrix, Objective, Problem, Rule, Slot};
use crate::random::Random;

const OBJECTIVES: [Objective; 3] = [Objective::Total, Objective::PerMember, Objective::Worst];

fn random_matrix(n: usize, lo: i32, hi: i32, random: &mut Random) -> Matrix {
    Matrix::from_fn(n, |_, _| lo + random.below((hi - lo + 1) as u32) as i32)
}

/// `count` slots for `units` units, `spread` below and above the mean size.
fn slots(units: u32, count: u32, spread: u32) -> Vec<Slot> {
    let (lo, hi) = ((units / count).saturating_sub(spread), units.div_ceil(count) + spread);
    vec![Slot { lo, hi }; count as usize]
}

/// One value out of `width` for every unit.
fn categories(units: usize, width: u32, random: &mut Random) -> Vec<Vec<u32>> {
    (0..units).map(|_| vec![random.below(width)]).collect()
}

/// Each of `width` values with one chance in three; some units hold none.
fn sets(units: usize, width: u32, random: &mut Random) -> Vec<Vec<u32>> {
    (0..units).map(|_| (0..width).filter(|_| random.one_in(3)).collect()).collect()
}

fn pairs(units: u32, count: usize, random: &mut Random) -> Vec<(u32, u32)> {
    (0..count).map(|_| random.pair(units)).collect()
}

fn hard(constraint: impl super::Constraint + 'static) -> Rule {
    Rule { constraint: Box::new(constraint), cost: Cost::Hard }
}

fn soft(constraint: impl super::Constraint + 'static, points: i64) -> Rule {
    Rule { constraint: Box::new(constraint), cost: Cost::Soft(points) }
}

fn groups(slot_of: &[u32], slots: usize) -> Vec<Vec<u32>> {
    let mut groups = vec![Vec::new(); slots];
    slot_of.iter().zip(0..).for_each(|(&slot, unit)| groups[slot as usize].push(unit));
    groups
}

fn lists(rows: &[Vec<u32>]) -> Lists {
    Lists::new(rows)
}

/// Sizes, pins, homes and label limits of a plan hold.
fn keeps_its_limits(problem: &Problem, slot_of: &[u32], label_of: &[u32]) -> Result<(), String> {
    for (slot, group) in problem.slots.iter().zip(groups(slot_of, problem.slots.len())) {
        if !(slot.lo as usize..=slot.hi as usize).contains(&group.len()) {
            return Err(format!("size {} outside {slot:?}", group.len()));
        }
    }
    if (0..problem.units()).any(|u| problem.fixed.get(u).is_some_and(|pin| pin.is_some_and(|slot| slot != slot_of[u])))
    {
        return Err("a pinned unit moved".into());
    }
    let away = |u: usize| problem.home.get(u).is_some_and(|home| home.is_some_and(|slot| slot != slot_of[u]));
    let away = (0..problem.units()).filter(|&u| away(u)).count();
    if problem.max_away.is_some_and(|most| away > most as usize) {
        return Err(format!("{away} units are away"));
    }
    if let Some(labels) = &problem.labels {
        let uses = |l: u32| label_of.iter().filter(|&&label| label == l).count();
        if (0..labels.count).any(|l| uses(l) > labels.limit as usize) {
            return Err("a label is used too often".into());
        }
        if (0..labels.count).any(|l| uses(l) < labels.least as usize) {
            return Err("a label is not used often enough".into());
        }
        if labels.fixed.iter().zip(label_of).any(|(fixed, &label)| fixed.is_some_and(|l| l != label)) {
            return Err("a fixed label changed".into());
        }
    }
    Ok(())
}
