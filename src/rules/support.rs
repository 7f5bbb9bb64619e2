//! What several rules need: checks of their fields, and units seen by the search.

use super::Setting;
use crate::error::{Error, Errors};
use crate::network::{Column, Network, Table, TieFacts};
use crate::optim::partition::Lists;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
use crate::optim::partition::ONE;
use crate::text::{Param, Text};

/// Collects what is wrong with one rule.
pub(crate) struct Review<'a> {
    /// The rule's path, `scenario.rules[3]`.
    pub path: String,
    /// The rule's word.
    pub rule: &'static str,
    /// Where faults go.
    pub errors: &'a mut Errors,
}

impl Review<'_> {
    /// Reports a fault of a field; each parameter goes to both sentences.
    pub fn fault(&mut self, field: &str, why: &'static str, help: &'static str, params: &[(&'static str, Param)]) {
        let (mut why, mut help) = (Text::new(why).with("rule", self.rule), Text::new(help).with("rule", self.rule));
        for (name, value) in params {
            why = why.with(name, value.clone());
            help = help.with(name, value.clone());
        }
        let path = if field.is_empty() { self.path.clone() } else { format!("{}.{field}", self.path) };
        self.errors.push(Error::new(why, help, path));
    }

    /// The rule makes no sense in this setting.
    pub fn unsuitable(&mut self, setting: Setting) {
        self.fault("rule", "error.ruleNotForForm", "help.ruleNotForForm", &[("group", setting.group().into())]);
    }

    /// A number that must be at least one.
    pub fn at_least_one(&mut self, field: &'static str, number: u32) {
        if number == 0 {
            self.fault(field, "error.notPositive", "help.notPositive", &[("key", field.into())]);
        }
    }

    /// A share from 0 to 1, when it is given.
    pub fn share(&mut self, field: &'static str, share: Option<f64>) {
        if let Some(number) = share
            && !(0.0..=1.0).contains(&number)
        {
            self.fault(field, "error.notAShare", "help.notAShare", &[("number", number.into())]);
        }
    }

    /// An attribute whose values can be counted.
    pub fn countable(&mut self, network: &Network, table: &Table, id: &str) {
        if let Some(Column::Number { .. } | Column::Cyclic { .. }) = self.known(network, table, id) {
            self.fault("attribute", "error.notCountable", "help.notCountable", &[("id", id.into())]);
        }
    }

    /// An attribute with positions on a line or circle.
    pub fn measurable(&mut self, network: &Network, table: &Table, id: &str) {
        if let Some(Column::Category { .. } | Column::Set { .. }) = self.known(network, table, id) {
            self.fault("attribute", "error.notMeasurable", "help.notMeasurable", &[("id", id.into())]);
        }
    }

    /// The column of an attribute that there is.
    pub fn known<'t>(&mut self, network: &Network, table: &'t Table, id: &str) -> Option<&'t Column> {
        let column = table.column(id);
        if column.is_none() {
            let mut known: Vec<String> = network.attributes.iter().map(|a| a.id.clone()).collect();
            known.extend(["needs", "offers", "themes", "roles"].map(String::from));
            let params = [("id", id.into()), ("known", known.into())];
            self.fault("attribute", "error.unknownAttribute", "help.unknownAttribute", &params);
        }
        column
    }

    /// A value that occurs, or could occur, in the attribute.
    pub fn value(&mut self, table: &Table, id: &str, value: &str) {
        const ROLES: [&str; 4] = ["learner", "coach", "facilitator", "lead"];
        let Some(column) = table.column(id) else { return };
        let known = if id == "roles" { ROLES.map(String::from).to_vec() } else { column.labels().to_vec() };
        if !known.iter().any(|label| label == value) {
            // A long list helps nobody; the first values show the spelling.
            const SHOWN: usize = 12;
            let shown: Vec<String> = known.into_iter().take(SHOWN).collect();
            let params = [("value", value.into()), ("id", id.into()), ("known", shown.into())];
            self.fault("value", "error.unknownValue", "help.unknownValue", &params);
        }
    }

    /// Members that exist, at least two, none twice.
    pub fn members(&mut self, table: &Table, members: &[String]) {
        if members.len() < 2 {
            self.fault("members", "error.tooFewMembers", "help.tooFewMembers", &[]);
        }
        for (at, id) in members.iter().enumerate() {
            let field = format!("members[{at}]");
            if table.member(id).is_none() {
                self.fault(&field, "error.unknownMember", "help.unknownMember", &[("id", id.into())]);
            }
            if members[..at].contains(id) {
                self.fault(&field, "error.namedTwice", "help.namedTwice", &[("id", id.into())]);
            }
        }
    }
}

/// What the search places: each unit is a member's seat in one group.
pub(crate) struct Units<'a> {
    /// The member of each unit.
    pub member_of: &'a [usize],
}

impl Units<'_> {
    /// Each unit's values on a column.
    pub fn values(&self, column: Option<&Column>) -> Lists {
        let rows: Vec<&[u32]> =
            self.member_of.iter().map(|&m| column.map_or(&[][..], |column| column.values(m))).collect();
        Lists::new(&rows)
    }

    /// Each unit's number in whole steps of the network's profile.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub fn numbers(&self, table: &Table, attribute: &str) -> Vec<Option<i64>> {
        let known = table.column(attribute).zip(table.profile(attribute));
        let number = |&m: &usize| known.and_then(|(column, whole)| Some(whole.whole(column.position(m)?)));
        self.member_of.iter().map(number).collect()
    }

    /// Largest minus smallest of some numbers.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub fn range(numbers: &[Option<i64>]) -> i64 {
        let known = || numbers.iter().flatten().copied();
        known().max().unwrap_or(0) - known().min().unwrap_or(0)
    }

    /// Value 0 for the units of the members listed, nothing for others.
    pub fn listed(&self, members: &[usize]) -> Lists {
        let rows: Vec<&[u32]> =
            self.member_of.iter().map(|m| if members.contains(m) { &[0][..] } else { &[][..] }).collect();
        Lists::new(&rows)
    }

    /// The pairs of units of two members of whom `chosen` holds.
    pub fn pairs(&self, chosen: impl Fn(usize, usize) -> bool) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for (v, &b) in self.member_of.iter().enumerate() {
            for (u, &a) in self.member_of[..v].iter().enumerate() {
                if a != b && chosen(a, b) {
                    pairs.push((u as u32, v as u32));
                }
            }
        }
        pairs
    }
}

/// The positions of members named by id; unknown ones are passed over, as validation has reported them.
pub(super) fn positions(table: &Table, ids: &[String]) -> Vec<usize> {
    ids.iter().filter_map(|id| table.member(id)).collect()
}

/// The names of members as people see them.
pub(super) fn names(table: &Table, members: impl IntoIterator<Item = usize>) -> Vec<String> {
    members.into_iter().map(|member| table.names[member].clone()).collect()
}

/// A limit of a share in billionths: upwards, so that a third is a third.
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub(super) fn billionths(share: f64) -> i64 {
    libm::ceil(share.clamp(0.0, 1.0) * ONE as f64) as i64
}

/// How many of the group hold each value that any of them holds, by value.
pub(crate) fn holders(column: &Column, group: &[usize]) -> std::collections::BTreeMap<u32, u32> {
    let mut holders = std::collections::BTreeMap::new();
    for &member in group {
        for &value in column.values(member) {
            *holders.entry(value).or_insert(0) += 1;
        }
    }
    holders
}

/// Whether two members know each other with a trust of so much; by any tie that says so when no trust is asked.
pub(super) fn know(table: &Table, a: usize, b: usize, trust: Option<f64>) -> bool {
    let counts = |tie: &TieFacts| match trust {
        Some(trust) => tie.known() >= trust,
        None => tie.known() > 0.0,
    };
    table.tie(a, b).is_some_and(counts)
}

/// How many values two ascending lists have in common.
pub(crate) fn common(a: &[u32], b: &[u32]) -> usize {
    a.iter().filter(|value| b.binary_search(value).is_ok()).count()
}

/// The first two members of a group of whom `wrong` holds.
pub(super) fn first_pair(group: &[usize], wrong: impl Fn(usize, usize) -> bool) -> Option<(usize, usize)> {
    let pairs = group.iter().enumerate().flat_map(|(at, &a)| group[at + 1..].iter().map(move |&b| (a, b)));
    pairs.into_iter().find(|&(a, b)| wrong(a, b))
}
