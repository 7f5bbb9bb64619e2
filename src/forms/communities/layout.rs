//! Seats, slots, themes, pins and homes: a form in the terms of the search.

use super::points::matrix;
use super::{Fixed, never_together, scale};
use crate::error::{Errors, fault};
use crate::forms::fixed::largest_affinity;
use crate::optim::partition::{self, Cost, Labels, Matrix, Objective, PairForbid, Problem, Rule, Slot, value_bound};
use crate::order::ranked;
use crate::plan::{Case, Placed};
use crate::rules::Units;
use crate::scenario::{Communities, CommunitiesObjective, group_counts, group_number, size_range, theme_counts};

/// The largest sums that the search multiplies without overflow; see the ranges of `partition::Problem`.
const MAX_SUM: f64 = (1u64 << 44) as f64;
const MAX_POINTS: f64 = (1u64 << 30) as f64;
const MAX_WORST_SUM: f64 = (1u64 << 33) as f64;
const MAX_GAIN: f64 = (1u64 << 25) as f64;

/// Among more members every two are not asked whether rules keep them apart: that would take longer than the bound.
const MOST_JUDGED: usize = 300;

/// How many points each kind of number may take.
pub(super) struct Limits {
    pub affinity: f64,
    pub penalty: f64,
    pub preference: f64,
}

/// A form in the terms of the search.
pub(super) struct Layout {
    pub members: Vec<usize>,
    pub scale: Fixed,
    /// Whether every affinity is a whole number of points.
    pub scale_is_exact: bool,
    pub objective: CommunitiesObjective,
    pub labels: Option<Wishes>,
    pub form: Communities,
    /// The member, by its position in `members`, of each seat.
    item_of: Vec<u32>,
    matrix: Matrix,
    counts: Vec<u32>,
    homes: Option<Homes>,
    pins: Vec<PinnedSeat>,
    rules: Box<dyn Fn() -> Vec<Rule>>,
}

/// How much each seat wishes for each theme.
pub(super) struct Wishes {
    themes: u32,
    points: Vec<i64>,
    /// Whether a seat must not have a theme; empty where all may.
    barred: Vec<bool>,
}

impl Wishes {
    /// Whether anyone wishes for anything.
    pub fn any(&self) -> bool {
        self.points.iter().any(|&points| points != 0)
    }
}

/// Where members were in an earlier plan.
struct Homes {
    /// By seat.
    slot: Vec<Option<u32>>,
    /// The theme of each earlier group.
    themes: Vec<Option<u32>>,
    moves: u32,
}

#[derive(Clone)]
struct PinnedSeat {
    seat: usize,
    place: Place,
    /// Seats pinned before it whose members no group can hold beside its own.
    apart: Vec<usize>,
}

#[derive(Clone, Copy)]
enum Place {
    Slot(u32),
    Theme(u32),
}

impl Layout {
    pub fn new(case: &Case, form: &Communities) -> Result<Self, Errors> {
        let table = case.table;
        let members = table.participants();
        let places = |(item, &member): (u32, &usize)| (0..form.places_of(table, member)).map(move |_| item);
        let item_of: Vec<u32> = (0..).zip(&members).flat_map(places).collect();
        let most_places = form.most_places(table);
        let seats = item_of.len() as u32;
        // Validation has refused sizes that do not add up.
        let counts = group_counts(form, seats).unwrap_or(1..=1);
        let by_theme = theme_counts(form, table.theme_ids.len() as u32);
        let counts = counts.filter(|&count| count >= most_places && by_theme.contains(&count));
        let counts: Vec<u32> = counts.collect();
        let homes = homes(case, form, &members, &counts);
        let counts = near_earlier(counts, homes.as_ref());
        let widest = size_range(form, seats, counts[0])[1].min(seats);
        let (scale, scale_is_exact) = scale(case, &members, limits(form, seats, widest, *counts.last().unwrap_or(&1)));
        let matrix = matrix(case, &members, scale, largest_affinity(case, &members), Matrix::MOST_HELD);
        let weight = case.preference_weight();
        let labels = form.themes.then(|| Wishes {
            themes: table.theme_ids.len() as u32,
            points: item_of
                .iter()
                .flat_map(|&item| table.wishes[members[item as usize]].iter().map(|wish| scale.whole(weight * wish)))
                .collect(),
            barred: if form.only_chosen {
                let of = |&item: &u32| {
                    let member = members[item as usize];
                    (0..table.theme_ids.len()).map(move |theme| table.declines(member, theme))
                };
                item_of.iter().flat_map(of).collect()
            } else {
                Vec::new()
            },
        });
        let member_of: Vec<usize> = item_of.iter().map(|&item| members[item as usize]).collect();
        let mut layout = Layout {
            rules: rules(case, member_of, scale),
            objective: form.objective,
            form: form.clone(),
            pins: Vec::new(),
            members,
            scale,
            scale_is_exact,
            labels,
            item_of,
            matrix,
            counts,
            homes,
        };
        layout.pins = layout.pinned(case);
        // Numbers of groups too few for the pins fall away, as long as one is left.
        let pins_fit = |&count: &u32| layout.fixed(count, &mut vec![None; count as usize]).is_ok();
        let counts: Vec<u32> = layout.counts.iter().copied().filter(pins_fit).collect();
        if !counts.is_empty() {
            layout.counts = counts;
        }
        // What remains to be found out, from the ranges of numbers to the pins, is the same for every number.
        let problem = layout.problem(layout.counts.last().copied().unwrap_or(1));
        problem.and_then(|problem| problem.validate()).map_err(|error| layout.refuse(&error))?;
        Ok(layout)
    }

    /// How many places in groups there are to fill.
    pub fn seats(&self) -> usize {
        self.item_of.len()
    }

    /// The first of a member's seats.
    fn first_seat(&self, item: usize) -> usize {
        self.item_of.partition_point(|&other| (other as usize) < item)
    }

    /// How many seats a member has.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub fn seats_of(&self, item: usize) -> usize {
        self.first_seat(item + 1) - self.first_seat(item)
    }

    /// The smallest number of groups.
    pub fn fewest(&self) -> u32 {
        self.counts.first().copied().unwrap_or(1)
    }

    /// The largest size that any group may have.
    pub fn largest_size(&self) -> u32 {
        size_range(&self.form, self.seats() as u32, self.fewest())[1].min(self.seats() as u32)
    }

    /// At most so many of the numbers of groups, evenly over the range, both ends included.
    pub fn counts_to_try(&self, most: u32) -> Vec<u32> {
        let last = self.counts.len() - 1;
        let tried = (most as usize).min(self.counts.len());
        if tried < 2 {
            return vec![self.counts[0]];
        }
        let mut counts: Vec<u32> = (0..tried).map(|i| self.counts[i * last / (tried - 1)]).collect();
        counts.dedup();
        counts
    }

    pub fn counts(&self) -> &[u32] {
        &self.counts
    }

    /// The sizes that groups may have when there are so many.
    pub fn sizes(&self, groups: u32) -> [u32; 2] {
        size_range(&self.form, self.seats() as u32, groups)
    }

    /// The problem with so many groups.
    ///
    /// # Errors
    /// Pins to a theme that its groups cannot hold.
    pub fn problem(&self, groups: u32) -> Result<Problem, partition::Error> {
        let mut problem = self.bare(groups);
        problem.rules = (self.rules)();
        let mut fixed_labels = vec![None; groups as usize];
        if let Some(homes) = &self.homes {
            problem.home = homes.slot.iter().map(|slot| slot.filter(|&slot| slot < groups)).collect();
            problem.max_away = Some(homes.moves);
            fixed_labels.iter_mut().zip(&homes.themes).for_each(|(label, theme)| *label = *theme);
        }
        problem.fixed = self.fixed(groups, &mut fixed_labels)?;
        if let Some(wishes) = &self.labels {
            let [least, limit] = self.per_theme(groups);
            keep_to_limit(&mut fixed_labels, limit);
            problem.labels = Some(Labels {
                count: wishes.themes,
                least,
                limit,
                preference: wishes.points.clone(),
                fixed: fixed_labels,
                barred: wishes.barred.clone(),
            });
        }
        Ok(problem)
    }

    /// The fewest and the most of so many groups that a theme may be taken by.
    pub fn per_theme(&self, groups: u32) -> [u32; 2] {
        self.form.per_theme.map_or([0, groups], |[lo, hi]| [lo, hi.min(groups)])
    }

    /// What no plan that keeps the hard rules exceeds, whatever its number of groups.
    pub fn bound(&self, case: &Case) -> i64 {
        let n = self.members.len();
        let mut apart = Vec::new();
        if n <= MOST_JUDGED && !case.scenario.rules.is_empty() {
            apart.resize(n * n, false);
            for (at, apart) in apart.iter_mut().enumerate().filter(|(at, _)| at / n != at % n) {
                *apart = never_together(case, self.members[at / n], self.members[at % n]);
            }
        }
        // Not only the numbers of groups that are searched.
        let counts = group_counts(&self.form, self.seats() as u32).unwrap_or(1..=self.seats() as u32);
        let item = |unit: usize| self.item_of[unit] as usize;
        value_bound(&self.widest(), counts, &|u, v| apart.get(item(u) * n + item(v)) == Some(&true))
    }

    /// Sizes, affinities and wishes only, with slots for every size that groups can have in some number.
    fn widest(&self) -> Problem {
        let mut problem = self.bare(self.fewest());
        if let Some(wishes) = &self.labels {
            problem.labels = Some(Labels {
                count: wishes.themes,
                limit: self.fewest(),
                preference: wishes.points.clone(),
                ..Labels::default()
            });
        }
        let smallest = self.counts.iter().map(|&count| self.sizes(count)[0]).min().unwrap_or(1);
        problem.slots = vec![Slot { lo: smallest, hi: self.largest_size() }; self.fewest() as usize];
        problem
    }

    fn bare(&self, groups: u32) -> Problem {
        let [lo, hi] = self.sizes(groups);
        let objective = match self.objective {
            CommunitiesObjective::PerMember => Objective::PerMember,
            CommunitiesObjective::Total => Objective::Total,
            CommunitiesObjective::Worst => Objective::Worst,
        };
        let slots = vec![Slot { lo, hi: hi.min(self.seats() as u32) }; groups as usize];
        let mut problem = Problem::new(self.matrix.clone(), slots, objective);
        problem.item_of.clone_from(&self.item_of);
        problem
    }

    /// The slot of each pinned seat; a theme's pins go to slots that are set aside for it, to the first where nobody is
    /// whom they must be apart from, if there is one.
    fn fixed(&self, groups: u32, labels: &mut [Option<u32>]) -> Result<Vec<Option<u32>>, partition::Error> {
        if self.pins.is_empty() {
            return Ok(Vec::new());
        }
        let [most, most_of_theme] = [self.sizes(groups)[1], self.per_theme(groups)[1]];
        let mut fixed = vec![None; self.seats()];
        let mut load = vec![0; groups as usize];
        let put = |fixed: &mut Vec<Option<u32>>, load: &mut Vec<u32>, seat: usize, slot: u32| {
            fixed[seat] = Some(slot);
            load[slot as usize] += 1;
        };
        for pin in &self.pins {
            if let Place::Slot(slot) = pin.place {
                if slot >= groups || load[slot as usize] == most {
                    return Err(partition::Error::Pins { slot: slot as usize });
                }
                put(&mut fixed, &mut load, pin.seat, slot);
            }
        }
        for pin in &self.pins {
            if let Place::Theme(theme) = pin.place {
                let taking = |slot: &usize, label: Option<u32>| labels[*slot] == label && load[*slot] < most;
                let taken = labels.iter().filter(|&&label| label == Some(theme)).count();
                let more = taken < most_of_theme as usize;
                let apart = |slot: &usize| pin.apart.iter().all(|&seat| fixed[seat] != Some(*slot as u32));
                let slots = 0..groups as usize;
                let slot = slots
                    .clone()
                    .find(|slot| taking(slot, Some(theme)) && apart(slot))
                    .or_else(|| slots.clone().find(|slot| more && taking(slot, None) && apart(slot)))
                    .or_else(|| slots.clone().find(|slot| taking(slot, Some(theme))))
                    .or_else(|| slots.clone().find(|slot| more && taking(slot, None)))
                    .ok_or(partition::Error::Labels)?;
                labels[slot] = Some(theme);
                put(&mut fixed, &mut load, pin.seat, slot as u32);
            }
        }
        Ok(fixed)
    }

    /// Which seat each pin takes: the first of its member, then the next.
    fn pinned(&self, case: &Case) -> Vec<PinnedSeat> {
        let mut taken = vec![0; self.members.len()];
        let mut before: Vec<(usize, usize)> = Vec::new();
        let pin = |pin: &crate::scenario::Pin| {
            let member = case.table.member(&pin.member)?;
            let item = self.members.iter().position(|&m| m == member)?;
            let place = match group_number(&pin.group) {
                Some(number) if !case.table.theme_ids.contains(&pin.group) => Place::Slot(number - 1),
                _ => Place::Theme(case.table.theme(&pin.group)? as u32),
            };
            let seat = self.first_seat(item) + taken[item];
            taken[item] += 1;
            let apart = |&&(other, _): &&(usize, usize)| super::never_together(case, member, other);
            let apart = before.iter().filter(apart).map(|&(_, seat)| seat).collect();
            before.push((member, seat));
            (self.item_of.get(seat) == Some(&(item as u32))).then_some(PinnedSeat { seat, place, apart })
        };
        case.scenario.pins.iter().filter_map(pin).collect()
    }

    /// Whether a group of members, as a mask, has those pinned to one numbered group and to no other; every member has
    /// one seat.
    pub fn keeps_pins(&self, mask: u32) -> bool {
        self.pinned_together()
            .filter(|&(_, pinned)| mask & pinned != 0)
            .fold((0, true), |(groups, kept), (_, pinned)| (groups + 1, kept && groups == 0 && mask & pinned == pinned))
            .1
    }

    /// Each numbered group that members are pinned to, and these as a mask.
    fn pinned_together(&self) -> impl Iterator<Item = (usize, u32)> {
        self.pins.iter().enumerate().filter_map(|(at, pin)| {
            let here =
                |other: &&PinnedSeat| matches!((other.place, pin.place), (Place::Slot(a), Place::Slot(b)) if a == b);
            let Place::Slot(slot) = pin.place else { return None };
            let first = !self.pins[..at].iter().any(|other| here(&other));
            first.then(|| (slot as usize, self.pins.iter().filter(here).map(|pin| 1 << pin.seat).sum()))
        })
    }

    /// Groups in the order of their numbers, where members are pinned to some; the others take what is free.
    pub fn numbered(&self, masks: &[u32]) -> Vec<u32> {
        let slot = |mask: u32| self.pinned_together().find(|&(_, pinned)| mask & pinned != 0).map(|(slot, _)| slot);
        let mut free = masks.iter().copied().filter(|&mask| slot(mask).is_none());
        let pinned = |at: usize| masks.iter().copied().find(|&mask| slot(mask) == Some(at));
        (0..masks.len()).filter_map(|at| pinned(at).or_else(|| free.next())).collect()
    }

    /// The groups of a plan, in the order of their slots where that has a meaning, else of their first members.
    pub fn groups(&self, best: &partition::Best) -> Vec<Placed> {
        let slots = best.slot_of_unit.iter().max().map_or(0, |&slot| slot as usize + 1);
        let mut groups = vec![Placed::default(); slots];
        for (seat, &slot) in best.slot_of_unit.iter().enumerate() {
            groups[slot as usize].members.push(self.members[self.item_of[seat] as usize]);
        }
        for (slot, group) in groups.iter_mut().enumerate() {
            group.members.dedup();
            group.theme = best.label_of_slot.get(slot).map(|&label| label as usize);
        }
        self.in_order(groups)
    }

    /// Groups in the order of their themes and first members, unless their numbers have a meaning.
    pub fn in_order(&self, groups: Vec<Placed>) -> Vec<Placed> {
        if self.pins.is_empty() && self.homes.is_none() {
            return ranked(groups, |a, b| (a.theme, &a.members).cmp(&(b.theme, &b.members)));
        }
        groups
    }

    /// Whether a member with one seat may be where a theme is: neither pinned to another nor to be spared this one.
    pub fn may_take(&self, seat: usize, theme: usize) -> bool {
        let pinned_off =
            |pin: &PinnedSeat| pin.seat == seat && matches!(pin.place, Place::Theme(other) if other as usize != theme);
        let wishes = self.labels.as_ref().filter(|wishes| !wishes.barred.is_empty());
        let barred = wishes.is_some_and(|wishes| wishes.barred[seat * wishes.themes as usize + theme]);
        !barred && !self.pins.iter().any(pinned_off)
    }

    /// What the search cannot take, as an error of the scenario.
    pub fn refuse(&self, error: &partition::Error) -> Errors {
        let mut errors = Errors::default();
        match error {
            partition::Error::Pins { slot } => fault("error.tooManyPins", "help.tooManyPins", "scenario.pins")
                .with("id", format!("g{}", slot + 1))
                .with("most", self.largest_size()),
            partition::Error::Away { needed, allowed } => {
                fault("error.tooFewMoves", "help.tooFewMoves", "scenario.keep.moves")
                    .with("needed", *needed)
                    .with("allowed", *allowed)
            }
            partition::Error::Labels => fault("error.pinnedThemes", "help.pinnedThemes", "scenario.pins"),
            other => fault("error.beyondRange", "help.beyondRange", "scenario.form").with("what", other.to_string()),
        }
        .into(&mut errors);
        errors
    }
}

/// Themes fixed by an earlier plan beyond what may take them become free again, last first.
fn keep_to_limit(labels: &mut [Option<u32>], limit: u32) {
    for at in 0..labels.len() {
        let before = labels[..at].iter().filter(|&&label| label == labels[at]).count();
        if labels[at].is_some() && before >= limit as usize {
            labels[at] = None;
        }
    }
}

fn limits(form: &Communities, seats: u32, widest: u32, groups: u32) -> Limits {
    let seats = f64::from(seats);
    let pairs = f64::max(seats, (seats * f64::from(widest.saturating_sub(1).max(1)) + 1.0) / 2.0 + 1.0);
    // Rounding adds half a point to each of a group's affinities at most.
    let by_gain = MAX_GAIN / f64::from(widest.max(1)) - 1.0;
    let by_sum = (MAX_SUM / pairs).min(by_gain);
    let worst = form.objective == CommunitiesObjective::Worst;
    let affinity = if worst { by_sum.min(MAX_WORST_SUM / seats) } else { by_sum };
    Limits {
        affinity,
        // Each penalty may be rounded up by half a point.
        penalty: MAX_SUM / f64::from(groups) / 2.0,
        preference: (MAX_SUM / seats / 2.0).min(MAX_POINTS),
    }
}

fn rules(case: &Case, member_of: Vec<usize>, scale: Fixed) -> Box<dyn Fn() -> Vec<Rule>> {
    let (table, rules) = (case.table.clone(), case.scenario.rules.clone());
    Box::new(move || {
        let units = Units { member_of: &member_of };
        let conflicts = units.pairs(|a, b| table.in_conflict(a, b));
        let mut out: Vec<Rule> = rules
            .iter()
            .map(|rule| Rule {
                constraint: rule.counters(&rules, &table, &units),
                cost: if rule.is_hard() { Cost::Hard } else { Cost::Soft(scale.whole(rule.penalty())) },
            })
            .collect();
        if !conflicts.is_empty() {
            out.push(Rule { constraint: Box::new(PairForbid::new(member_of.len(), &conflicts)), cost: Cost::Hard });
        }
        out
    })
}

fn homes(case: &Case, form: &Communities, members: &[usize], counts: &[u32]) -> Option<Homes> {
    let keep = case.scenario.keep.as_ref()?;
    let groups = &keep.plan.groups;
    let most = counts.last().copied().unwrap_or(1).max(1);
    let slot_of = |member: usize| {
        let at = groups.iter().position(|group| group.members.contains(&case.table.ids[member]))?;
        // A group is its number where it has one, so that g3 stays g3 when g2 was dissolved.
        let number = group_number(&groups[at].id).map_or(at as u32, |number| number - 1);
        (number < most).then_some(number)
    };
    let mut themes = vec![None; most as usize];
    for (at, group) in groups.iter().enumerate().filter(|_| form.themes) {
        let slot = group_number(&group.id).map_or(at as u32, |number| number - 1);
        if let Some(place) = themes.get_mut(slot as usize) {
            *place = group.theme.as_ref().and_then(|theme| case.table.theme(theme)).map(|theme| theme as u32);
        }
    }
    let slot: Vec<Option<u32>> = members.iter().map(|&member| slot_of(member)).collect();
    // Members of groups that no longer exist move in any case.
    let was_placed = |member: usize| groups.iter().any(|group| group.members.contains(&case.table.ids[member]));
    let forced = members.iter().zip(&slot).filter(|&(&m, slot)| slot.is_none() && was_placed(m)).count() as u32;
    Some(Homes { slot, themes, moves: keep.moves.saturating_sub(forced) })
}

/// With an earlier plan, the number of groups nearest to its own.
fn near_earlier(counts: Vec<u32>, homes: Option<&Homes>) -> Vec<u32> {
    let Some(homes) = homes else { return counts };
    let earlier = homes.slot.iter().flatten().max().map_or(1, |&slot| slot + 1);
    let nearest = counts.iter().copied().min_by_key(|&count| (count.abs_diff(earlier), count));
    nearest.map_or(counts, |count| vec![count])
}
