//! Upper bounds: what no partition can exceed. The least of three counts.
//!
//! - here: every unit with its best possible groupmates, in whole numbers. Time O(n) a row and O(s log s) for its best
//!   part
//! - `potentials`: the same with potentials that charge for whom many want, and with the sizes and the number of groups
//!   that go together
//! - `spectrum`: from the largest eigenvalues of the centred affinities

mod potentials;
mod spectrum;

use std::ops::RangeInclusive;

use self::potentials::Relaxation;
use super::problem::{Objective, Problem, UNIT};

/// An upper bound on the value of any plan that keeps sizes, pins and seats, has so many groups, and in none two units
/// that must be `apart`: under [`Objective::Worst`] on its `PerMember` value. Soft penalties only lower a score, so it
/// bounds that too. `i64::MAX` if some unit fits nowhere.
pub fn value_bound(problem: &Problem, counts: RangeInclusive<u32>, apart: &dyn Fn(usize, usize) -> bool) -> i64 {
    let direct = direct(problem);
    let relaxed = Relaxation::new(problem, counts, apart)
        .map_or(f64::INFINITY, |relaxation| f64::min(relaxation.by_potentials(), spectrum::bound(&relaxation)));
    // Not finite where the pairs kept apart leave no plan at all: that is for others to say.
    let least = if relaxed.is_finite() { direct.min(libm::ceil(relaxed) as i64) } else { direct };
    // Sums of whole points are whole.
    if problem.objective == Objective::Total && least < i64::MAX { least.div_euclid(UNIT) * UNIT } else { least }
}

fn direct(problem: &Problem) -> i64 {
    let coefficient = problem.coefficients();
    // Both are sums over units; the halves are taken once, of the whole, rounded up.
    let doubled: Option<i64> = each_unit(problem, |unit, slots, best| {
        let affinity = best.iter().enumerate().map(|(s, sum)| sum.map(|sum| coefficient[s] * sum));
        Some(affinity.flatten().max()? + 2 * UNIT * best_preference(problem, unit, slots))
    })
    .into_iter()
    .sum();
    doubled.map_or(i64::MAX, |doubled| doubled.div_euclid(2) + doubled.rem_euclid(2))
}

/// An upper bound on the smallest mean affinity of a unit to its groupmates, times [`UNIT`].
pub fn worst_bound(problem: &Problem) -> i64 {
    let mean = |(s, sum): (usize, &Option<i64>)| sum.map(|sum| super::floor::unit_mean(sum, s));
    let means: Option<Vec<i64>> =
        each_unit(problem, |_, _, best| best.iter().enumerate().filter_map(mean).max()).into_iter().collect();
    means.and_then(|means| means.into_iter().min()).unwrap_or(i64::MAX)
}

/// Per unit what `f` makes of (unit, its possible slots, largest sum of affinities to groupmates by group size).
fn each_unit<T>(problem: &Problem, mut f: impl FnMut(usize, &[usize], &[Option<i64>]) -> T) -> Vec<T> {
    let everywhere: Vec<usize> = (0..problem.slots.len()).collect();
    let anyone = sizes(problem, &everywhere);
    (0..problem.units())
        .map(|unit| match problem.pin(unit) {
            Some(slot) => {
                let slots = [slot as usize];
                f(unit, &slots, &best_sums(problem, unit, &sizes(problem, &slots)))
            }
            None => f(unit, &everywhere, &best_sums(problem, unit, &anyone)),
        })
        .collect()
}

/// Which group sizes the slots allow to a unit inside.
fn sizes(problem: &Problem, slots: &[usize]) -> Vec<bool> {
    let units = problem.units() as u32;
    let most = slots.iter().map(|&s| problem.slots[s].hi).max().unwrap_or(0).min(units);
    let mut possible = vec![false; most as usize + 1];
    for &s in slots {
        let slot = problem.slots[s];
        (slot.lo.max(1)..=slot.hi.min(most)).for_each(|size| possible[size as usize] = true);
    }
    possible
}

/// By group size the largest sum of a unit's affinities to groupmates of other items; `None` for impossible sizes.
fn best_sums(problem: &Problem, unit: usize, possible: &[bool]) -> Vec<Option<i64>> {
    let item = problem.item_of[unit] as usize;
    // Negated, so that the natural order puts the largest first.
    let mut row: Vec<i64> = problem.affinity.row(item).iter().map(|&a| -i64::from(a)).collect();
    row.swap_remove(item);
    smallest_first(&mut row, possible.len().saturating_sub(2));
    let mut sums = vec![None; possible.len()];
    let mut sum = 0;
    for size in 1..possible.len() {
        if size >= 2 {
            match row.get(size - 2) {
                Some(&negated) => sum -= negated,
                None => break,
            }
        }
        sums[size] = possible[size].then_some(sum);
    }
    sums
}

/// Keeps the `most` smallest, in order.
fn smallest_first(row: &mut Vec<i64>, most: usize) {
    if 0 < most && most < row.len() {
        row.select_nth_unstable(most - 1);
        row.truncate(most);
    }
    row.sort_unstable();
}

fn best_preference(problem: &Problem, unit: usize, slots: &[usize]) -> i64 {
    let Some(labels) = &problem.labels else { return 0 };
    let preference = |label: u32| labels.preference[unit * labels.count as usize + label as usize];
    let fixed = |s: &usize| labels.fixed.get(*s).copied().flatten();
    let open = slots.iter().any(|s| fixed(s).is_none());
    let best = if open {
        (0..labels.count).map(preference).max()
    } else {
        slots.iter().filter_map(fixed).map(preference).max()
    };
    best.unwrap_or(0)
}
