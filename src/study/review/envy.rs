//! Who would rather have another's place (envy: Foley 1967), and which two would both gain by an exchange (Alcalde 1995).

use super::ground::Ground;
use super::model::{Envy, Swap};
use crate::scenario::{CoachingTo, CommunitiesObjective, Form};
use std::borrow::Cow;

/// More members than this, or places, are not compared with each other: their affinities then take 72 MB.
const MOST_MEMBERS: usize = 3_000;
const MOST_PLACES: usize = 6_000;

/// By so much more, as a share of its size, must a place be worth to be better: sums in another order differ by less.
const TOLERANCE: f64 = 1e-9;

/// So many exchanges are shown, and so many tried for rules.
const SWAPS: usize = 5;
const TRIED: usize = 100;

/// How many places each member would rather have, and what becomes of that in all.
type Found = (Vec<u32>, Option<Envy>);

/// What a mean affinity counts in a group of a size, for one member.
pub(super) fn factor(form: &Form, size: usize) -> f64 {
    match form {
        Form::Pairs(_) => 0.5,
        Form::Communities(form) if form.objective == CommunitiesObjective::Total => (size as f64 - 1.0) / 2.0,
        _ => 1.0,
    }
}

/// A member's place in a group, both by position.
#[derive(Clone, Copy)]
struct Seat {
    member: usize,
    group: usize,
}

/// A group as one member sees it: the sum of its affinities, what that counts, and what the theme is worth to it.
struct Group {
    sum: f64,
    scale: f64,
    wish: f64,
}

/// All that a gain is made of: of each member the affinities to all, and their sums by groups, so that any exchange takes
/// no more than a subtraction. Members are positions among those who are placed.
struct Places<'g> {
    ground: &'g Ground<'g>,
    placed: Vec<usize>,
    seats: Vec<Seat>,
    near: Cow<'g, [f64]>,
    /// Group by group, so that one group's are beside each other for all members.
    sums: Vec<f64>,
    /// What a sum of affinities counts in each group.
    scale: Vec<f64>,
    preference: f64,
    /// The groups of each member, and with whom it must not be in one.
    groups_of: Vec<Vec<usize>>,
    barred: Vec<Vec<usize>>,
}

impl<'g> Places<'g> {
    fn new(ground: &'g Ground<'g>) -> Option<Self> {
        let (case, groups) = (ground.case, &ground.placement.groups);
        let count = groups.iter().map(|group| group.members.len()).sum::<usize>();
        let mut at = vec![None; case.table.len()];
        groups.iter().flat_map(|group| &group.members).for_each(|&member| at[member] = Some(0));
        let placed: Vec<usize> = (0..at.len()).filter(|&member| at[member].is_some()).collect();
        if placed.len() > MOST_MEMBERS || count > MOST_PLACES {
            return None;
        }
        placed.iter().enumerate().for_each(|(place, &member)| at[member] = Some(place));
        let mut places = Places {
            ground,
            seats: Vec::with_capacity(count),
            near: case.affinity.remembered(&placed).map_or_else(|| affinities(ground, &placed).into(), Cow::from),
            sums: vec![0.0; placed.len() * groups.len()],
            scale: Vec::with_capacity(groups.len()),
            preference: case.preference_weight(),
            groups_of: vec![Vec::new(); placed.len()],
            barred: placed.iter().map(|&member| barred(ground, member, &at)).collect(),
            placed,
        };
        let n = places.placed.len();
        for (group, placed) in groups.iter().enumerate() {
            let size = placed.members.len();
            places.scale.push(factor(&case.scenario.form, size) / f64::max(size as f64 - 1.0, 1.0));
            for member in placed.members.iter().filter_map(|&member| at[member]) {
                places.seats.push(Seat { member, group });
                places.groups_of[member].push(group);
                // Its affinity to itself is 0 in the table.
                let sums = &mut places.sums[group * n..(group + 1) * n];
                sums.iter_mut().zip(&places.near[member * n..]).for_each(|(sum, affinity)| *sum += affinity);
            }
        }
        Some(places)
    }

    /// What a place in a group is worth to a member, given the sum of its affinities to the others there.
    #[inline(always)]
    fn worth(&self, member: usize, group: usize, sum: f64) -> f64 {
        self.scale[group] * sum + self.wish(member, group)
    }

    /// What a group's theme is worth to a member.
    #[inline(always)]
    fn wish(&self, member: usize, group: usize) -> f64 {
        let theme = if self.preference > 0.0 { self.ground.placement.groups[group].theme } else { None };
        self.preference * theme.map_or(0.0, |theme| self.ground.case.table.wishes[self.placed[member]][theme])
    }

    #[inline(always)]
    fn sum(&self, member: usize, group: usize) -> f64 {
        self.sums[group * self.placed.len() + member]
    }

    /// What a seat's member has now.
    fn now(&self, seat: Seat) -> f64 {
        self.worth(seat.member, seat.group, self.sum(seat.member, seat.group))
    }

    /// What a member would have in the place of another.
    fn then(&self, member: usize, place: Seat) -> f64 {
        let affinity = self.near[member * self.placed.len() + place.member];
        self.worth(member, place.group, self.sum(member, place.group) - affinity)
    }

    /// Whether two can exchange places: they meet at the same time, and neither is in the other's group already.
    fn exchangeable(&self, a: Seat, b: Seat) -> bool {
        let groups = &self.ground.placement.groups;
        groups[a.group].round == groups[b.group].round
            && !self.groups_of[a.member].contains(&b.group)
            && !self.groups_of[b.member].contains(&a.group)
    }

    /// Whether nobody but the one who leaves keeps a member from a group.
    fn open(&self, member: usize, place: Seat) -> bool {
        let there = |other: &&usize| **other != place.member && self.groups_of[**other].contains(&place.group);
        !self.barred[member].iter().any(|other| there(&other))
    }

    /// The members of a seat's group, by positions in the network, with another in its place.
    fn after(&self, seat: Seat, other: usize) -> Vec<usize> {
        let (gone, come) = (self.placed[seat.member], self.placed[other]);
        let members = &self.ground.placement.groups[seat.group].members;
        members.iter().map(|&member| if member == gone { come } else { member }).collect()
    }

    /// Whether the hard rules that two groups keep now they also keep after an exchange.
    fn keeps_rules(&self, a: Seat, b: Seat) -> bool {
        let case = self.ground.case;
        let groups = [(a.group, self.after(a, b.member)), (b.group, self.after(b, a.member))];
        groups.iter().all(|(group, then)| {
            let now = &self.ground.placement.groups[*group].members;
            let mut hard = case.scenario.rules.iter().filter(|rule| rule.is_hard());
            hard.all(|rule| case.broken(rule, then).is_none() || case.broken(rule, now).is_some())
        })
    }

    fn swap(&self, a: Seat, b: Seat) -> Swap {
        Swap {
            members: [a, b].map(|seat| self.ground.id(self.placed[seat.member])),
            groups: [a, b].map(|seat| self.ground.circles[seat.group].id.clone()),
            gains: [self.then(a.member, b) - self.now(a), self.then(b.member, a) - self.now(b)],
        }
    }
}

/// The affinities of any two of some members, row by row; 0 of one to itself.
fn affinities(ground: &Ground, placed: &[usize]) -> Vec<f64> {
    let n = placed.len();
    let (mut near, mut row) = (vec![0.0; n * n], Vec::new());
    for (i, &member) in placed.iter().enumerate() {
        ground.case.affinity.row(member, &placed[i + 1..], &mut row);
        for (j, &affinity) in (i + 1..n).zip(&row) {
            near[i * n + j] = affinity;
            near[j * n + i] = affinity;
        }
    }
    near
}

/// With whom a member must not be in one group: by a tie, or because they meet in another round.
fn barred(ground: &Ground, member: usize, at: &[Option<usize>]) -> Vec<usize> {
    let case = ground.case;
    let forbids = |&other: &usize| match &case.scenario.form {
        Form::Pairs(_) => !case.may_meet(member, other),
        _ => case.table.in_conflict(member, other),
    };
    let mut barred: Vec<usize> = case.table.ties[member].keys().map(|&other| other as usize).filter(forbids).collect();
    if matches!(&case.scenario.form, Form::Pairs(form) if form.rounds > 1 && form.size == 2) {
        barred.extend(ground.partners[member].iter().map(|&other| other as usize));
    }
    barred.into_iter().filter_map(|other| at[other]).collect()
}

/// Who of a plan of groups would rather have another's place; nothing for panels and very large plans.
pub(super) fn among_groups(ground: &Ground) -> Found {
    let mut envies = vec![0; ground.case.table.len()];
    let places = if let Form::Panel(_) = ground.case.scenario.form { None } else { Places::new(ground) };
    let Some(places) = places else { return (envies, None) };
    let (mut wishes, mut mutual) = (0, 0);
    let mut best: Vec<(f64, Seat, Seat)> = Vec::new();
    let now: Vec<f64> = places.seats.iter().map(|&seat| places.now(seat)).collect();
    let least = |worth: f64| worth + TOLERANCE * f64::max(1.0, libm::fabs(worth));
    let least: Vec<f64> = now.iter().map(|&worth| least(worth)).collect();
    let n = places.placed.len();
    let wishes_count = places.preference > 0.0;
    let mut mine = Vec::new();
    for (k, &a) in places.seats.iter().enumerate() {
        // What is read for all others lies in a row: a's affinities, its sums by groups, and its group's sums by members.
        let near = &places.near[a.member * n..(a.member + 1) * n];
        let theirs = &places.sums[a.group * n..(a.group + 1) * n];
        mine.clear();
        mine.extend((0..places.scale.len()).map(|group| Group {
            sum: places.sum(a.member, group),
            scale: places.scale[group],
            wish: places.wish(a.member, group),
        }));
        let own = places.scale[a.group];
        let more = places.seats.iter().zip(&least).enumerate().skip(k + 1);
        for (l, (&b, &enough)) in more {
            let (affinity, place) = (near[b.member], &mine[b.group]);
            let one = place.scale * (place.sum - affinity) + place.wish;
            let other =
                own * (theirs[b.member] - affinity) + if wishes_count { places.wish(b.member, a.group) } else { 0.0 };
            let wanted = [one > least[k], other > enough];
            if !(wanted[0] | wanted[1]) || !places.exchangeable(a, b) {
                continue;
            }
            let wanted = [wanted[0] && places.open(a.member, b), wanted[1] && places.open(b.member, a)];
            for (seat, _) in [a, b].iter().zip(wanted).filter(|(_, wanted)| *wanted) {
                envies[places.placed[seat.member]] += 1;
                wishes += 1;
            }
            if wanted == [true, true] {
                mutual += 1;
                let lesser = f64::min(one - now[k], other - now[l]);
                if best.len() < TRIED || best.last().is_some_and(|last| lesser > last.0) {
                    let at = best.partition_point(|known| known.0 >= lesser);
                    best.insert(at, (lesser, a, b));
                    best.truncate(TRIED);
                }
            }
        }
    }
    let open = best.into_iter().map(|(_, a, b)| (a, b)).filter(|&(a, b)| places.keeps_rules(a, b));
    let swaps = open.take(SWAPS).map(|(a, b)| places.swap(a, b)).collect();
    let members = envies.iter().filter(|&&count| count > 0).count();
    (envies, Some(Envy { members, wishes, mutual, swaps }))
}

/// In coaching a learner would rather have another's coach; what it is worth does not depend on whose place it takes.
pub(super) fn among_learners(ground: &Ground) -> Found {
    let (case, matches) = (ground.case, &ground.placement.matches);
    let mut envies = vec![0; case.table.len()];
    if matches!(&case.scenario.form, Form::Coaching(form) if form.to == CoachingTo::Groups) {
        return (envies, None);
    }
    let coaches: Vec<usize> = ground.circles.iter().filter_map(|circle| circle.members.first().copied()).collect();
    let place = |coach: usize| coaches.binary_search(&coach).unwrap_or(0);
    let load: Vec<u32> = ground.circles.iter().map(|circle| circle.members.len() as u32 - 1).collect();
    // Of those whom one coach has: how many would rather have each other coach.
    let mut wanted = vec![vec![0u64; coaches.len()]; coaches.len()];
    let mut row = Vec::new();
    for &(coach, learner) in matches {
        case.affinity.row(learner, &coaches, &mut row);
        let now = row[place(coach)];
        let least = now + TOLERANCE * f64::max(1.0, libm::fabs(now));
        for (at, &other) in coaches.iter().enumerate() {
            let has = ground.partners[learner].binary_search(&(other as u32)).is_ok();
            if row[at] > least && !has && other != learner && case.may_meet(learner, other) {
                envies[learner] += load[at];
                wanted[place(coach)][at] += 1;
            }
        }
    }
    let wishes = envies.iter().map(|&count| u64::from(count)).sum();
    let both = |(at, row): (usize, &Vec<u64>)| (0..at).map(|other| row[other] * wanted[other][at]).sum::<u64>();
    let mutual = wanted.iter().enumerate().map(both).sum();
    let members = envies.iter().filter(|&&count| count > 0).count();
    (envies, Some(Envy { members, wishes, mutual, swaps: Vec::new() }))
}
