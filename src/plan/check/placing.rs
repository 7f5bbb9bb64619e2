//! Whether everyone is where the form allows them to be.

use crate::error::{Errors, fault};
use crate::network::Table;
use crate::plan::{Case, Placement, Plan};
use crate::scenario::{Communities, Pairs};
use std::collections::BTreeSet;

/// How often each member is placed, and whether it is listed as unplaced, in one round.
struct Roll {
    placed: Vec<u32>,
    unplaced: Vec<bool>,
}

impl Roll {
    fn new(table: &Table, plan: &Plan, placement: &Placement, round: Option<u32>, errors: &mut Errors) -> Self {
        let mut roll = Roll { placed: vec![0; table.len()], unplaced: vec![false; table.len()] };
        for group in placement.groups.iter().filter(|group| round.is_none() || group.round == round) {
            group.members.iter().for_each(|&member| roll.placed[member] += 1);
        }
        for (at, left) in plan.unplaced.iter().enumerate().filter(|(_, l)| round.is_none() || l.round == round) {
            match table.member(&left.member) {
                Some(member) => roll.unplaced[member] = true,
                None => fault("error.unknownMember", "help.unknownMember", format!("plan.unplaced[{at}].member"))
                    .with("id", &left.member)
                    .into(errors),
            }
        }
        roll
    }

    /// Everyone who takes part is placed as often as they should be, or listed as unplaced; nobody else is placed.
    fn complete(&self, table: &Table, times: impl Fn(usize) -> u32, errors: &mut Errors) {
        for member in 0..table.len() {
            let times = times(member);
            let (placed, unplaced) = (self.placed[member], self.unplaced[member]);
            let say = |why, help, errors: &mut Errors| {
                fault(why, help, "plan.groups")
                    .with("id", &table.ids[member])
                    .with("name", &table.names[member])
                    .with("found", placed)
                    .with("count", times)
                    .into(errors);
            };
            if !table.takes_part(member) {
                if placed > 0 || unplaced {
                    say("error.takesNoPart", "help.takesNoPart", errors);
                }
            } else if placed > times {
                say("error.placedTwice", "help.placedTwice", errors);
            } else if placed > 0 && unplaced {
                say("error.placedAndUnplaced", "help.placedAndUnplaced", errors);
            } else if placed < times && !unplaced {
                say("error.notPlaced", "help.notPlaced", errors);
            }
        }
    }
}

pub(super) fn same_parent(table: &Table, a: usize, b: usize) -> bool {
    table.tie(a, b).is_some_and(|tie| tie.same_parent)
}

fn group_size(path: String, found: usize, lo: u32, hi: u32, errors: &mut Errors) {
    if !(lo as usize..=hi as usize).contains(&found) {
        fault("error.groupSize", "help.groupSize", path)
            .with("found", found)
            .with("lo", lo)
            .with("hi", hi)
            .into(errors);
    }
}

/// Pairs: each round pairs everyone once, with one trio at most, and nobody meets twice.
pub(super) fn pairs(case: &Case, form: &Pairs, plan: &Plan, placement: &Placement, errors: &mut Errors) {
    let table = case.table;
    // In several rounds, who met in an earlier plan does not meet again either.
    let mut met: BTreeSet<(usize, usize)> = BTreeSet::new();
    if form.rounds > 1 {
        for a in 0..table.len() {
            let known = table.ties[a].iter().filter(|(_, tie)| !tie.met.is_empty());
            met.extend(known.map(|(&b, _)| (a.min(b as usize), a.max(b as usize))));
        }
    }
    for round in 1..=form.rounds {
        let wanted = (form.rounds > 1).then_some(round);
        Roll::new(table, plan, placement, wanted, errors).complete(table, |_| 1, errors);
        let mut trios = 0;
        for (at, group) in placement.groups.iter().enumerate().filter(|(_, group)| group.round == wanted) {
            let path = format!("plan.groups[{at}].members");
            let trio_allowed = trios == 0 && form.odd == crate::scenario::Odd::Trio;
            group_size(path.clone(), group.members.len(), 2, if trio_allowed { 3 } else { 2 }, errors);
            trios += usize::from(group.members.len() > 2);
            for (i, &a) in group.members.iter().enumerate() {
                for &b in &group.members[i + 1..] {
                    let names = || vec![table.names[a].clone(), table.names[b].clone()];
                    if same_parent(table, a, b) {
                        fault("error.sameParent", "help.sameParent", path.clone())
                            .with("members", names())
                            .into(errors);
                    }
                    if !met.insert((a.min(b), a.max(b))) {
                        fault("error.metInEarlierRound", "help.metInEarlierRound", path.clone())
                            .with("members", names())
                            .into(errors);
                    }
                }
            }
        }
    }
    rounds_are_known(form, plan, errors);
}

/// Tables: each round seats everyone once, at as few tables as the size allows, of sizes as even as can be.
pub(super) fn tables(case: &Case, form: &Pairs, plan: &Plan, placement: &Placement, errors: &mut Errors) {
    let members = case.table.participants().len();
    let tables = members.div_ceil(form.size.max(1) as usize).max(1);
    for round in 1..=form.rounds {
        let wanted = (form.rounds > 1).then_some(round);
        Roll::new(case.table, plan, placement, wanted, errors).complete(case.table, |_| 1, errors);
        let of_round = || placement.groups.iter().enumerate().filter(move |(_, group)| group.round == wanted);
        for (at, group) in of_round() {
            let [lo, hi] = [members / tables, members.div_ceil(tables)].map(|size| size as u32);
            group_size(format!("plan.groups[{at}].members"), group.members.len(), lo, hi, errors);
        }
        if of_round().count() != tables {
            fault("error.groupCount", "help.groupCount", "plan.groups")
                .with("found", of_round().count())
                .with("count", tables)
                .into(errors);
        }
    }
    rounds_are_known(form, plan, errors);
}

/// Every group and everyone left out belongs to a round that there is.
fn rounds_are_known(form: &Pairs, plan: &Plan, errors: &mut Errors) {
    let groups = plan.groups.iter().enumerate().map(|(at, group)| (format!("plan.groups[{at}].round"), group.round));
    let left = plan.unplaced.iter().enumerate().map(|(at, left)| (format!("plan.unplaced[{at}].round"), left.round));
    for (path, round) in groups.chain(left) {
        let fits = match round {
            Some(round) => form.rounds > 1 && (1..=form.rounds).contains(&round),
            None => form.rounds == 1,
        };
        if !fits {
            fault("error.unknownPlanRound", "help.unknownPlanRound", path).with("count", form.rounds).into(errors);
        }
    }
}

/// Communities: sizes, counts, themes, pins and moves.
pub(super) fn communities(case: &Case, form: &Communities, plan: &Plan, placement: &Placement, errors: &mut Errors) {
    let table = case.table;
    Roll::new(table, plan, placement, None, errors).complete(table, |member| form.places_of(table, member), errors);
    let groups = placement.groups.len();
    let seats: usize = placement.groups.iter().map(|group| group.members.len()).sum();
    let [lo, hi] = match form.size {
        Some(size) => size,
        None => [(seats / groups.max(1)) as u32, seats.div_ceil(groups.max(1)) as u32],
    };
    for (at, group) in placement.groups.iter().enumerate() {
        group_size(format!("plan.groups[{at}].members"), group.members.len(), lo, hi, errors);
        if group.theme.is_some() != form.themes && plan.groups[at].theme.is_some() != form.themes {
            fault("error.themeMissing", "help.themeMissing", format!("plan.groups[{at}].theme")).into(errors);
        }
    }
    if let Some(count) = form.count
        && count as usize != groups
    {
        fault("error.groupCount", "help.groupCount", "plan.groups")
            .with("found", groups)
            .with("count", count)
            .into(errors);
    }
    if let Some(range) = form.per_theme {
        themes_are_in_range(table, range, placement, errors);
    }
    pins_are_kept(case, plan, placement, errors);
    moves_are_few(case, plan, errors);
}

/// Each theme is taken as often as is asked for.
fn themes_are_in_range(table: &Table, [least, most]: [u32; 2], placement: &Placement, errors: &mut Errors) {
    let mut taken = vec![0; table.theme_ids.len()];
    placement.groups.iter().filter_map(|group| group.theme).for_each(|theme| taken[theme] += 1);
    for (theme, found) in taken.into_iter().enumerate() {
        let off = match found {
            _ if found > most => fault("error.themeTooOften", "help.themeTooOften", "plan.groups").with("most", most),
            _ if found < least => {
                fault("error.themeTooSeldom", "help.themeTooSeldom", "plan.groups").with("least", least)
            }
            _ => continue,
        };
        off.with("id", &table.theme_labels[theme]).with("found", found).into(errors);
    }
}

fn pins_are_kept(case: &Case, plan: &Plan, placement: &Placement, errors: &mut Errors) {
    for (at, pin) in case.scenario.pins.iter().enumerate() {
        let Some(member) = case.table.member(&pin.member) else { continue };
        let kept = plan.groups.iter().zip(&placement.groups).any(|(group, placed)| {
            let named = group.id == pin.group || group.theme.as_ref() == Some(&pin.group);
            named && placed.members.contains(&member)
        });
        if !kept {
            fault("error.pinNotKept", "help.pinNotKept", format!("scenario.pins[{at}]"))
                .with("name", &case.table.names[member])
                .with("id", &pin.group)
                .into(errors);
        }
    }
}

fn moves_are_few(case: &Case, plan: &Plan, errors: &mut Errors) {
    let Some(keep) = &case.scenario.keep else { return };
    let home = |member: &String| keep.plan.groups.iter().find(|group| group.members.contains(member)).map(|g| &g.id);
    let moved: usize = plan
        .groups
        .iter()
        .map(|group| group.members.iter().filter(|m| home(m).is_some_and(|home| *home != group.id)).count())
        .sum();
    if moved > keep.moves as usize {
        fault("error.tooManyMoves", "help.tooManyMoves", "plan.groups")
            .with("found", moved)
            .with("most", keep.moves)
            .into(errors);
    }
}
