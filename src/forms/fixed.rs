//! Affinities as whole numbers, so that sums are exact and the same on every machine.

use crate::plan::Case;
use crate::rules::Rule;

/// Exact methods take no finer scale than 2^50: a double cannot hold an affinity more finely anyway.
pub(super) const FINEST: i32 = 50;

/// Moves tried a second on a slow machine: turns `effort.seconds` into iterations, so that the plan does not depend
/// on the machine. A current one tries two to ten million, the fewer the more rules there are, and two thirds of that in
/// WebAssembly.
pub(super) const MOVES_A_SECOND: f64 = 1e6;

/// The same where all exchanges between two groups are tried at once: a current one tries a hundred million and more
/// without rules, twenty million with many.
pub(super) const MOVES_A_SECOND_BY_GROUPS: f64 = 1e7;

/// How many moves a search may try: as many as asked for, otherwise what the time allows at so many a second, if it finds
/// better plans with up to `most`.
pub(super) fn moves(case: &Case, a_second: f64, most: u64) -> u64 {
    let effort = &case.scenario.effort;
    effort.iterations.unwrap_or_else(|| most.min((effort.seconds * a_second) as u64))
}

/// The whole number of points that stands for 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fixed {
    points: f64,
}

const DECIMALS: [f64; 10] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

impl Fixed {
    /// The finest scale on which `largest` takes no more than `limit` points.
    ///
    /// Scores that are passed through and have few decimals become whole without rounding: then a sum of them is
    /// exact. All else takes a power of two, at most 2^`finest`.
    pub fn fitting(case: &Case, members: &[usize], largest: f64, limit: f64, finest: i32) -> Self {
        if let Some(points) = decimals(case, members).filter(|points| points * largest <= limit) {
            return Fixed { points };
        }
        Fixed::fine(largest, limit, finest)
    }

    /// The finest power of two on which `largest` takes no more than `limit` points, at most 2^`finest`.
    pub fn fine(largest: f64, limit: f64, finest: i32) -> Self {
        let power = libm::floor(libm::log2(limit / f64::max(largest, f64::MIN_POSITIVE))) as i32;
        // The logarithm may round up at the edge; one binary digit less is always safe.
        let power = if libm::scalbn(1.0, power) * largest > limit { power - 1 } else { power };
        Fixed { points: libm::scalbn(1.0, power.min(finest)) }
    }

    /// Whether all scores are whole numbers of points.
    pub fn is_decimal(self, case: &Case, members: &[usize]) -> bool {
        decimals(case, members).is_some_and(|points| points <= self.points && libm::fmod(self.points, points) == 0.0)
    }

    /// A number in points, rounded to the nearest.
    pub fn whole(self, number: f64) -> i64 {
        libm::round(number * self.points) as i64
    }

    /// The same within 32 bits, for many at once: what is cut off is exact, so it rounds as the library does.
    pub fn nearest(self, number: f64) -> i32 {
        let points = number * self.points;
        let whole = points as i32;
        let rest = points - f64::from(whole);
        whole.saturating_add(i32::from(rest >= 0.5)).saturating_sub(i32::from(rest <= -0.5))
    }

    /// Points as a number.
    pub fn number(self, points: f64) -> f64 {
        points / self.points
    }
}

/// The power of ten that makes all scores and penalties whole, when they are the affinities.
fn decimals(case: &Case, members: &[usize]) -> Option<f64> {
    let scores = case.table.scores.as_ref().filter(|_| case.affinity.passes_scores_through())?;
    let penalties = || case.scenario.rules.iter().map(|rule| rule.penalty()).chain(case.prices());
    let whole = |number: f64, points: f64| libm::round(number * points) / points == number;
    DECIMALS.into_iter().find(|&points| {
        penalties().all(|penalty| whole(penalty, points))
            && members.iter().enumerate().all(|(at, &a)| members[..at].iter().all(|&b| whole(scores.get(a, b), points)))
    })
}

/// The largest size of an affinity between members, with all penalties on top.
pub(super) fn largest(case: &Case, members: &[usize]) -> f64 {
    case.scenario.penalties() + largest_affinity(case, members)
}

/// The largest size of an affinity between members.
pub(super) fn largest_affinity(case: &Case, members: &[usize]) -> f64 {
    match &case.table.scores {
        Some(scores) if case.affinity.passes_scores_through() => {
            let pairs = members.iter().enumerate().flat_map(|(at, &a)| members[..at].iter().map(move |&b| (a, b)));
            let largest = pairs.fold(0.0, |most, (a, b)| f64::max(most, libm::fabs(scores.get(a, b))));
            // All zero: any scale will do.
            if largest > 0.0 { largest } else { 1.0 }
        }
        _ => 1.0,
    }
}

/// Whether two members may be matched one to one: no tie forbids it and every hard rule holds in their pair.
pub(super) fn may_match(case: &Case, a: usize, b: usize) -> bool {
    case.may_meet(a, b) && case.keeps_hard_rules(&[a, b])
}

/// Whether two members are no pair by a hard rule that a third might mend.
pub(super) fn only_as_group(case: &Case, a: usize, b: usize) -> bool {
    let of_groups = |rule: &&Rule| rule.is_hard() && !rule.kind().is_about_pairs();
    case.may_meet(a, b) && case.scenario.rules.iter().filter(of_groups).any(|rule| case.broken(rule, &[a, b]).is_some())
}

/// What two members are worth together: their affinity less the penalties of the soft rules that they break.
pub(super) fn worth(case: &Case, a: usize, b: usize) -> f64 {
    case.affinity.of(a, b) - case.penalties(&[a, b])
}

/// The hard rules that keep a member from some of the candidates, by position.
pub(super) fn excluding_rules(case: &Case, member: usize, candidates: &[usize]) -> Vec<usize> {
    let excludes = |at: &usize| {
        let rule = &case.scenario.rules[*at];
        let breaks = |&other: &usize| other != member && case.broken(rule, &[member, other]).is_some();
        rule.is_hard() && candidates.iter().any(breaks)
    };
    (0..case.scenario.rules.len()).filter(excludes).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_alike_one_by_one_and_many_at_once() {
        let scale = Fixed { points: 1024.0 };
        let halves = (-5000..5000).map(|k| f64::from(k) / 2048.0);
        let near = halves.flat_map(|half| [half, half.next_up(), half.next_down()]);
        let all = near.chain((0..2000).map(|k| libm::sin(f64::from(k)) * 30_000.0));
        for number in all {
            assert_eq!(i64::from(scale.nearest(number)), scale.whole(number), "{number}");
        }
    }
}
