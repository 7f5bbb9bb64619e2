//! Hard rules, ties and pins that cannot hold at once, found without searching.

use super::{Communities, Form, Scenario};
use crate::error::{Errors, fault};
use crate::network::Table;
use crate::rules::{Rule, Setting};

/// Members that must be in one group, by the hard `together` rules: each member's representative.
pub(crate) struct Bonds {
    first: Vec<usize>,
}

impl Bonds {
    pub(crate) fn new(table: &Table, scenario: &Scenario) -> Self {
        let mut bonds = Bonds { first: (0..table.len()).collect() };
        for rule in scenario.rules.iter().filter(|rule| rule.is_hard()) {
            if let Rule::Together(together) = rule {
                let members = known(table, &together.members);
                for pair in members.windows(2) {
                    let (a, b) = (bonds.of(pair[0].1), bonds.of(pair[1].1));
                    bonds.first[a.max(b)] = a.min(b);
                }
            }
        }
        bonds
    }

    /// The first of those with whom a member must be.
    pub(crate) fn of(&self, member: usize) -> usize {
        let mut at = member;
        while self.first[at] != at {
            at = self.first[at];
        }
        at
    }

    fn size(&self, member: usize) -> usize {
        let bond = self.of(member);
        (0..self.first.len()).filter(|&other| self.of(other) == bond).count()
    }
}

/// The members of a rule that exist, each with its place in the rule.
fn known(table: &Table, ids: &[String]) -> Vec<(usize, usize)> {
    ids.iter().enumerate().filter_map(|(at, id)| Some((at, table.member(id)?))).collect()
}

/// Reports hard rules that contradict each other, the ties, the roles or the sizes.
pub(super) fn rules_agree(table: &Table, scenario: &Scenario, errors: &mut Errors) {
    let bonds = Bonds::new(table, scenario);
    for (at, rule) in scenario.rules.iter().enumerate().filter(|(_, rule)| rule.is_hard()) {
        match rule {
            Rule::Apart(apart) => {
                let members = known(table, &apart.members);
                if let Some((a, b)) = first_bonded(&bonds, &members) {
                    fault(
                        "error.contradictoryRules",
                        "help.contradictoryRules",
                        format!("scenario.rules[{at}].members"),
                    )
                    .with("members", vec![table.names[a].clone(), table.names[b].clone()])
                    .into(errors);
                }
            }
            Rule::Together(together) => {
                let members = known(table, &together.members);
                let path = format!("scenario.rules[{at}].members");
                if Setting::from(&scenario.form) != Setting::Coaching {
                    all_take_part(table, &members, &path, errors);
                }
                conflict_inside(table, scenario, &members, &path, errors);
                if let Some(most) = largest_group(scenario)
                    && let Some(&(_, member)) = members.first()
                    && bonds.size(member) > most as usize
                {
                    fault("error.togetherTooLarge", "help.togetherTooLarge", path)
                        .with("found", bonds.size(member))
                        .with("most", most)
                        .into(errors);
                }
            }
            _ => {}
        }
    }
}

/// Two different members that a bond holds together.
fn first_bonded(bonds: &Bonds, members: &[(usize, usize)]) -> Option<(usize, usize)> {
    let mut pairs =
        members.iter().enumerate().flat_map(|(i, &(_, a))| members[i + 1..].iter().map(move |&(_, b)| (a, b)));
    pairs.find(|&(a, b)| a != b && bonds.of(a) == bonds.of(b))
}

fn all_take_part(table: &Table, members: &[(usize, usize)], path: &str, errors: &mut Errors) {
    for &(at, member) in members {
        if !table.takes_part(member) {
            fault("error.takesNoPart", "help.takesNoPart", format!("{path}[{at}]"))
                .with("id", &table.ids[member])
                .into(errors);
        }
    }
}

fn conflict_inside(table: &Table, scenario: &Scenario, members: &[(usize, usize)], path: &str, errors: &mut Errors) {
    let same_parent_matters = matches!(&scenario.form, Form::Pairs(form) if form.size == 2);
    for (i, &(_, a)) in members.iter().enumerate() {
        for &(_, b) in &members[i + 1..] {
            let tied = table.tie(a, b);
            if tied.is_some_and(|tie| tie.conflict || (tie.same_parent && same_parent_matters)) {
                fault("error.togetherInConflict", "help.togetherInConflict", path)
                    .with("members", vec![table.names[a].clone(), table.names[b].clone()])
                    .into(errors);
            }
        }
    }
}

/// How many members the largest group can have; `None` where nothing says so.
fn largest_group(scenario: &Scenario) -> Option<u32> {
    match &scenario.form {
        // Two in a pair; a trio is only for the odd one out.
        Form::Pairs(form) => Some(form.size),
        Form::Communities(form) => form.size.map(|[_, hi]| hi),
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        Form::Coaching(_) => None,
        #[cfg(any(feature = "pairs", not(feature = "engine")))]
        Form::Panel(_) => None,
    }
}

/// Reports pins that the hard rules or the sizes do not allow.
pub(super) fn pins_agree(table: &Table, scenario: &Scenario, form: &Communities, errors: &mut Errors) {
    let bonds = Bonds::new(table, scenario);
    let pins: Vec<(usize, usize, &str)> = scenario
        .pins
        .iter()
        .enumerate()
        .filter_map(|(at, pin)| Some((at, table.member(&pin.member)?, pin.group.as_str())))
        .collect();
    for (i, &(at, a, group)) in pins.iter().enumerate() {
        let path = || format!("scenario.pins[{at}]");
        if form.per_member == 1 {
            let torn = pins[..i].iter().find(|&&(_, b, other)| other != group && bonds.of(a) == bonds.of(b));
            if let Some(&(_, b, _)) = torn {
                let (code, help) = if a == b {
                    ("error.pinnedToTwo", "help.pinnedToTwo")
                } else {
                    ("error.pinsTearTogether", "help.pinsTearTogether")
                };
                fault(code, help, path())
                    .with("members", vec![table.names[b].clone(), table.names[a].clone()])
                    .into(errors);
            }
        }
        let places = form.places_of(table, a);
        if form.per_member > 1 && pins[..i].iter().filter(|&&(_, b, _)| a == b).count() as u32 == places {
            fault("error.pinnedTooOften", "help.pinnedTooOften", path())
                .with("name", &table.names[a])
                .with("most", places)
                .into(errors);
        }
        // A theme may have several groups, so members pinned to one theme need not meet.
        let numbered = super::group_number(group).is_some();
        let apart = |a: usize, b: usize| {
            let ruled = scenario.rules.iter().any(|rule| match rule {
                Rule::Apart(apart) if rule.is_hard() => {
                    let named = |member: usize| apart.members.contains(&table.ids[member]);
                    named(a) && named(b)
                }
                _ => false,
            });
            ruled || table.in_conflict(a, b)
        };
        let clash = pins[..i].iter().find(|&&(_, b, other)| numbered && other == group && a != b && apart(a, b));
        if let Some(&(_, b, _)) = clash {
            fault("error.pinsForceApart", "help.pinsForceApart", path())
                .with("members", vec![table.names[b].clone(), table.names[a].clone()])
                .into(errors);
        }
        let before = pins[..i].iter().filter(|&&(_, _, other)| other == group).count() as u32;
        if let Some([_, hi]) = form.size
            && numbered
            && before == hi
        {
            fault("error.tooManyPins", "help.tooManyPins", path()).with("id", group).with("most", hi).into(errors);
        }
    }
}
