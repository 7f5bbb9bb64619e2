//! The best communities of few members, by dynamic programming over subsets.

use super::{Layout, never_together};
use crate::forms::fixed::{FINEST, Fixed, largest_affinity};
use crate::optim::partition::{MAX_MEMBERS, subset_bottleneck, subset_dp, subset_leximin};
use crate::plan::{Case, Placed};
use crate::rules::Rule;
use crate::scenario::{Communities, CommunitiesObjective};

/// Steps to the largest affinity in which the means of two plans are compared.
const MEAN_STEPS: f64 = (1u64 << 30) as f64;

/// Whether the exact method can take this: few members, one group each, themes that any group may take, and no earlier
/// plan.
pub(super) fn applies(case: &Case, form: &Communities, layout: &Layout) -> bool {
    let anonymous = form.per_theme.is_none() && case.scenario.keep.is_none();
    anonymous && form.per_member == 1 && layout.members.len() <= MAX_MEMBERS as usize
}

/// The best groups and their score; `None` when no division keeps all hard rules.
pub(super) fn solve(case: &Case, form: &Communities, layout: &Layout) -> Option<(Vec<Placed>, f64)> {
    let groups = Groups::new(case, form, layout);
    let n = layout.members.len() as u32;
    let (&fewest, &most) = (layout.counts().first()?, layout.counts().last()?);
    let ([lo, _], [_, hi]) = (layout.sizes(most), layout.sizes(fewest));
    let count = Some(fewest..=most);
    let mut value = |mask: u32| groups.value(mask);
    let masks = if form.objective != CommunitiesObjective::Worst {
        subset_dp(n, lo..=hi, count, &mut |mask| value(mask).map(|(_, own)| own))?.0
    } else if case.scenario.penalties() > 0.0 || form.themes {
        // Penalties and wishes count when the lowest means are equal; were all means compared, they hardly ever would.
        subset_bottleneck(n, lo..=hi, count, &mut value)?.0
    } else {
        let means = |mask: u32, out: &mut [i32]| groups.means(mask, out);
        subset_leximin(n, lo..=hi, count, &mut |mask| groups.allowed(mask), &means)?
    };
    let score = masks.iter().filter_map(|&mask| groups.value(mask)).map(|(_, own)| own).sum::<i64>();
    let score = groups.scale.number(score as f64 / groups.whole as f64);
    let placed = |mask: u32| Placed {
        members: groups.who(mask),
        theme: groups.theme(mask).map(|(theme, _)| theme),
        round: None,
    };
    let placed: Vec<Placed> = layout.numbered(&masks).into_iter().map(placed).collect();
    Some((layout.in_order(placed), score))
}

/// Groups as masks over the members who take part.
struct Groups<'a> {
    case: &'a Case<'a>,
    layout: &'a Layout,
    total: bool,
    scale: Fixed,
    /// Sums are taken times this, so that means are whole, too.
    whole: i64,
    points: Vec<i64>,
    largest: f64,
    /// Who may take each theme that groups choose from; of none where they take none.
    takers: Vec<u32>,
    /// What each member's wish for each theme is worth.
    wishes: Vec<i64>,
    /// Whom a member cannot be with, whoever else is there.
    apart: Vec<u32>,
    /// Hard rules that take a whole group to judge.
    hard: Vec<&'a Rule>,
}

fn members(mask: u32) -> impl Iterator<Item = usize> {
    let mut left = mask;
    std::iter::from_fn(move || {
        let next = left.trailing_zeros() as usize;
        left &= left.wrapping_sub(1);
        (next < 32).then_some(next)
    })
}

impl<'a> Groups<'a> {
    fn new(case: &'a Case, form: &Communities, layout: &'a Layout) -> Self {
        let who = &layout.members;
        let n = who.len();
        let total = form.objective == CommunitiesObjective::Total;
        // Means are shares of sums, so sums are taken times the least common multiple of all divisors: all stays whole.
        let whole = if total { 1 } else { common_multiple(layout.largest_size()) };
        let pairs = if total { (n * n) as f64 } else { n as f64 };
        let largest = largest_affinity(case, who);
        let others = n as f64 * (case.scenario.penalties() + case.preference_weight());
        let terms = (pairs * largest + others) * whole as f64;
        const SAFE: f64 = (1u64 << 59) as f64;
        let scale = Fixed::fitting(case, who, 1.0, SAFE / terms, FINEST);
        let pairs = || who.iter().flat_map(|&a| who.iter().map(move |&b| (a, b)));
        let hard = |rule: &&Rule| rule.is_hard() && !rule.kind().is_about_pairs();
        let hard = case.scenario.rules.iter().filter(hard).collect();
        let never = |&(_, (a, b)): &(usize, (usize, usize))| a != b && never_together(case, a, b);
        let mut apart = vec![0; n];
        (0..n * n).zip(pairs()).filter(never).for_each(|(at, _)| apart[at / n] |= 1 << (at % n));
        let points = pairs().map(|(a, b)| if a == b { 0 } else { scale.whole(case.affinity.of(a, b)) }).collect();
        let themes = if form.themes { case.table.theme_ids.len() } else { 0 };
        let may = |theme: usize| (0..n).filter(|&i| layout.may_take(i, theme)).fold(0, |mask, i| mask | 1 << i);
        let takers = (0..themes).map(may).collect();
        let weight = case.preference_weight();
        let wishes = who.iter().flat_map(|&member| &case.table.wishes[member][..themes]);
        let wishes = wishes.map(|wish| scale.whole(weight * wish)).collect();
        Groups { case, layout, total, scale, whole, points, largest, takers, wishes, apart, hard }
    }

    fn who(&self, mask: u32) -> Vec<usize> {
        members(mask).map(|i| self.layout.members[i]).collect()
    }

    fn allowed(&self, mask: u32) -> bool {
        let themed = || self.takers.is_empty() || self.takers.iter().any(|takers| mask & !takers == 0);
        members(mask).all(|i| self.apart[i] & mask == 0) && self.layout.keeps_pins(mask) && themed() && {
            let who = self.who(mask);
            self.hard.iter().all(|rule| rule.kind().broken(self.case.table, &who).is_none())
        }
    }

    /// The theme that suits a group best, the first of several, and what its members' wishes for it are worth; `None`
    /// where none can be taken.
    fn theme(&self, mask: u32) -> Option<(usize, i64)> {
        let mut best: Option<(usize, i64)> = None;
        for (theme, _) in self.takers.iter().enumerate().filter(|&(_, takers)| mask & !takers == 0) {
            let points = members(mask).map(|i| self.wishes[i * self.takers.len() + theme]).sum();
            if best.is_none_or(|(_, most)| points > most) {
                best = Some((theme, points));
            }
        }
        best
    }

    /// Sum of a member's affinities to the others.
    fn row(&self, i: usize, mask: u32) -> i64 {
        let row = &self.points[i * self.layout.members.len()..];
        members(mask).map(|j| row[j]).sum()
    }

    /// A sum over the mates of a member as a mean, in steps: equal means of different groups must be equal here too, so
    /// they are compared to nine digits only.
    fn mean(&self, sum: i64, mates: i64) -> i64 {
        if mates == 0 {
            return 0;
        }
        libm::round(
            self.scale.number((sum * (self.whole / mates)) as f64 / self.whole as f64) / self.largest * MEAN_STEPS,
        ) as i64
    }

    fn means(&self, mask: u32, out: &mut [i32]) {
        let mates = i64::from(mask.count_ones()) - 1;
        // At most the largest affinity, and so 2^30 steps.
        members(mask).zip(out).for_each(|(i, mean)| *mean = self.mean(self.row(i, mask), mates) as i32);
    }

    /// The lowest mean and the score of a group that may be.
    fn value(&self, mask: u32) -> Option<(i64, i64)> {
        if !self.allowed(mask) {
            return None;
        }
        let mates = i64::from(mask.count_ones()) - 1;
        let (mut doubled, mut lowest) = (0, i64::MAX);
        for i in members(mask) {
            let row = self.row(i, mask);
            doubled += row;
            lowest = lowest.min(row);
        }
        let own = match mates {
            _ if self.total => doubled / 2,
            0 => 0,
            _ => doubled * (self.whole / mates),
        };
        let penalty = if self.case.scenario.penalties() > 0.0 { self.case.penalties(&self.who(mask)) } else { 0.0 };
        let wishes = self.theme(mask).map_or(0, |(_, points)| points);
        Some((self.mean(lowest, mates), own + (wishes - self.scale.whole(penalty)) * self.whole))
    }
}

/// The least common multiple of 1 … size − 1.
fn common_multiple(size: u32) -> i64 {
    fn divisor(a: i64, b: i64) -> i64 {
        if b == 0 { a } else { divisor(b, a % b) }
    }
    (1..i64::from(size)).fold(1, |whole, k| whole / divisor(whole, k) * k)
}
