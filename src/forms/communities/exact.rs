//! The best communities of few members, by dynamic programming over subsets.

use super::Layout;
use crate::forms::fixed::{FINEST, Fixed, largest_affinity};
use crate::optim::partition::{subset_bottleneck, subset_dp};
use crate::plan::Case;
use crate::scenario::{Communities, CommunitiesObjective};

/// Up to so many members the exact method takes less time than a search that people would wait for (3^n steps).
const MOST_MEMBERS: usize = 15;

/// Steps to one in which the lowest means of two plans are compared, before their sums.
const LOWEST_STEPS: f64 = (1u64 << 30) as f64;

/// Whether the exact method can take this: few members, one group each, nothing said of which group is which.
pub(super) fn applies(case: &Case, form: &Communities, layout: &Layout) -> bool {
    let anonymous = !form.themes && case.scenario.pins.is_empty() && case.scenario.keep.is_none();
    anonymous && form.per_member == 1 && layout.members.len() <= MOST_MEMBERS
}

/// The best groups and their score; `None` when no division keeps all hard rules.
pub(super) fn solve(case: &Case, form: &Communities, layout: &Layout) -> Option<(Vec<Vec<usize>>, f64)> {
    let members = &layout.members;
    let n = members.len();
    let (&fewest, &most) = (layout.counts().first()?, layout.counts().last()?);
    let ([lo, _], [_, hi]) = (layout.sizes(most), layout.sizes(fewest));
    // Means are shares of sums, so sums are taken times the least common multiple of all divisors: all stays whole.
    let whole = if form.objective == CommunitiesObjective::Total { 1 } else { common_multiple(hi.min(n as u32)) };
    let pairs = if form.objective == CommunitiesObjective::Total { (n * n) as f64 } else { n as f64 };
    let terms = (pairs * largest_affinity(case, members) + n as f64 * case.scenario.penalties()) * whole as f64;
    const SAFE: f64 = (1u64 << 60) as f64;
    let scale = Fixed::fitting(case, members, 1.0, SAFE / terms, FINEST);
    let points: Vec<i64> = members
        .iter()
        .flat_map(|&a| members.iter().map(move |&b| (a, b)))
        .map(|(a, b)| scale.whole(case.affinity.of(a, b)))
        .collect();
    let inside = |mask: u32| (0..n).filter(move |&i| mask >> i & 1 == 1);
    let group = |mask: u32| inside(mask).map(|i| members[i]).collect::<Vec<usize>>();
    let mut value = |mask: u32| -> Option<(i64, i64)> {
        let who = group(mask);
        let in_conflict = |&a: &usize| who.iter().any(|&b| case.table.in_conflict(a, b));
        if who.iter().any(in_conflict) || !case.keeps_hard_rules(&who) {
            return None;
        }
        let penalty = case.penalties(&who);
        let row = |i: usize| inside(mask).filter(move |&j| j != i).map(|j| points[i * n + j]).sum::<i64>();
        let doubled: i64 = inside(mask).map(row).sum();
        let mates = who.len() as i64 - 1;
        let own = match form.objective {
            CommunitiesObjective::Total => doubled / 2,
            _ if mates == 0 => 0,
            _ => doubled * (whole / mates),
        };
        let lowest = if mates == 0 { 0 } else { inside(mask).map(row).min().unwrap_or(0) * (whole / mates) };
        // Equal means of different groups must be equal here too, so they are compared to nine digits only.
        let lowest = libm::round(scale.number(lowest as f64 / whole as f64) * LOWEST_STEPS) as i64;
        Some((lowest, own - scale.whole(penalty) * whole))
    };
    let count = Some(fewest..=most);
    let (masks, sum) = if form.objective == CommunitiesObjective::Worst {
        let (masks, _, sum) = subset_bottleneck(n as u32, lo..=hi, count, &mut value)?;
        (masks, sum)
    } else {
        subset_dp(n as u32, lo..=hi, count, &mut |mask| value(mask).map(|(_, own)| own))?
    };
    Some((masks.into_iter().map(group).collect(), scale.number(sum as f64 / whole as f64)))
}

/// The least common multiple of 1 … size − 1.
fn common_multiple(size: u32) -> i64 {
    fn divisor(a: i64, b: i64) -> i64 {
        if b == 0 { a } else { divisor(b, a % b) }
    }
    (1..i64::from(size)).fold(1, |whole, k| whole / divisor(whole, k) * k)
}
