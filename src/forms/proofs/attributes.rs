//! What the holders of values allow: enough of them, few enough, and none left over.

use super::{About, Found, range, sorted};
use crate::network::Column;
use crate::rules::share::Among;
use crate::rules::{Match, NotAlone, Quota, Rule, Share, Span, holders};
use crate::text::Text;

/// A column and how many of those who take part hold each value.
struct Held<'a> {
    attribute: &'a str,
    column: &'a Column,
    /// By value, only of values that are held.
    values: Vec<(u32, u64)>,
}

impl Held<'_> {
    fn of(&self, value: u32) -> u64 {
        self.values.iter().find(|&&(known, _)| known == value).map_or(0, |&(_, count)| count)
    }

    fn is_single(&self) -> bool {
        !matches!(self.column, Column::Set { .. })
    }
}

impl Found<'_> {
    fn text(&self, code: &'static str, attribute: &str) -> Text {
        let each = if self.shape.per > 1 { "note.proof.each" } else { "note.proof.once" };
        let each = Text::new(each).with("per", self.shape.per as f64).render(crate::text::Language::English);
        Text::new(code).with("attribute", self.case.table.label(attribute)).with("each", each)
    }

    /// Quotas of several values of an attribute together: who holds one holds no other.
    pub(super) fn several_quotas(&mut self) {
        let rules = &self.case.scenario.rules;
        let quotas: Vec<(usize, &Quota)> = (0..rules.len())
            .filter_map(|at| match &rules[at] {
                Rule::Quota(quota) if rules[at].is_hard() && quota.range().0 > 0 => Some((at, quota)),
                _ => None,
            })
            .collect();
        for (first, (_, quota)) in quotas.iter().enumerate() {
            let attribute = &quota.attribute;
            let same = |other: &&(usize, &Quota)| other.1.attribute == *attribute;
            let single = !matches!(self.case.table.column(attribute), Some(Column::Set { .. }));
            if !single || quotas[..first].iter().any(|other| same(&other)) {
                continue;
            }
            let together: Vec<&(usize, &Quota)> = quotas.iter().filter(same).collect();
            // Of several quotas of one value the largest counts.
            let exceeded = |at: usize, (_, quota): &(usize, &Quota)| {
                let (own, value) = (quota.range().0, &quota.value);
                together.iter().enumerate().any(|(other, (_, rule))| {
                    let least = rule.range().0;
                    rule.value == *value && (least > own || (least == own && other < at))
                })
            };
            let counted = together.iter().enumerate().filter(|&(at, quota)| !exceeded(at, quota));
            let counted: Vec<u64> = counted.map(|(_, (_, quota))| u64::from(quota.range().0)).collect();
            if counted.len() < 2 {
                continue;
            }
            let needed: u64 = counted.iter().sum();
            if needed > self.shape.hi {
                let at = together.iter().map(|&&(at, _)| at).collect();
                let text = self.text("note.proof.places", attribute);
                self.certain(at, text.with("count", needed as f64).with("most", self.shape.hi as f64));
            }
        }
    }
}

impl<'a> About<'_, 'a> {
    fn held<'b>(&self, attribute: &'b str) -> Option<Held<'b>>
    where
        'a: 'b,
    {
        let column = self.found.case.table.column(attribute)?;
        let values = holders(column, &self.found.shape.members);
        let values = values.into_iter().map(|(value, count)| (value, u64::from(count))).collect();
        Some(Held { attribute, column, values })
    }

    fn say(&self, code: &'static str, held: &Held, value: u32) -> Text {
        let label = self.found.case.table.value_label(held.attribute, held.column, value);
        self.found.text(code, held.attribute).with("value", label).with("found", held.of(value) as f64)
    }

    pub(super) fn quota(&mut self, rule: &Quota) {
        let Some(held) = self.held(&rule.attribute) else { return };
        let (per, hi) = (self.found.shape.per, self.found.shape.hi);
        let (least, most) = rule.range();
        let value = rule.value_number(self.found.case.table);
        let found = value.map_or(0, |value| held.of(value));
        let label = value
            .map_or(rule.value.as_str(), |value| self.found.case.table.value_label(held.attribute, held.column, value));
        let found_by = &self.found;
        let text = |code| found_by.text(code, held.attribute).with("value", label).with("found", found as f64);
        let (needs, places) = (text("note.proof.needs"), text("note.proof.places"));
        let (takes, refused) = (text("note.proof.takes").with("count", most), text("note.proof.refused"));
        if least > 0 {
            let count = u64::from(least);
            if count > hi {
                self.certain(places.with("count", count as f64).with("most", hi as f64));
            }
            let groups = if found < count { 0 } else { found * per / count };
            self.at_most(groups, needs.with("count", count as f64));
        }
        if most < u32::MAX && found > 0 {
            match u64::from(most) {
                0 => self.certain(refused),
                most => self.at_least((found * per).div_ceil(most), takes),
            }
        }
    }

    /// No value is held by more than so many in a group.
    pub(super) fn limit(&mut self, attribute: &str, most: u64) {
        let Some(held) = self.held(attribute) else { return };
        let (per, seats) = (self.found.shape.per, self.found.shape.seats());
        let Some(&(value, found)) = held.values.iter().max_by_key(|&&(value, count)| (count, std::cmp::Reverse(value)))
        else {
            return;
        };
        let most = most.max(1);
        let text = self.say("note.proof.takes", &held, value).with("count", most as f64);
        let by_value = (found * per).div_ceil(most);
        self.at_least(by_value, text);
        // Whoever answered takes one of the places that the values have.
        let silent = self.found.shape.members.iter().filter(|&&m| held.column.values(m).is_empty()).count() as u64;
        let room = silent + held.values.iter().map(|&(_, count)| count.min(most)).sum::<u64>();
        let by_room = seats.div_ceil(room.max(1));
        if by_room > by_value {
            let text = self.found.text("note.proof.room", attribute).with("count", most as f64);
            self.at_least(by_room, text.with("found", room as f64));
        }
    }

    pub(super) fn span(&mut self, rule: &Span) {
        let Some(held) = self.held(&rule.attribute) else { return };
        let count = u64::from(rule.at_least);
        let shape = &self.found.shape;
        let text = |code| self.found.text(code, &rule.attribute).with("count", count as f64);
        let distinct = held.values.len() as u64;
        if distinct < count {
            let text = text("note.proof.distinct").with("found", distinct as f64);
            return self.certain(text);
        }
        // The largest group, of those who answered most, still has too few.
        let answers = sorted(shape.members.iter().map(|&m| (held.column.values(m).len() as i64, m)));
        let shown: u64 = answers.iter().rev().take(shape.hi as usize).map(|&(answers, _)| answers as u64).sum();
        if shown < count {
            let text = text("note.proof.shown").with("most", shape.hi as f64).with("found", shown as f64);
            return self.certain(text);
        }
        // A value occurs in as many groups as its holders have places, but in each only once for this.
        let goes_round = |groups: u64| {
            let places: u64 = held.values.iter().map(|&(_, found)| (found * shape.per).min(groups)).sum();
            places >= count * groups
        };
        // The places grow ever more slowly with the groups: what is not enough for some is not enough for more.
        let (mut enough, mut beyond) = (0, shape.most + 1);
        while beyond - enough > 1 {
            let middle = enough + (beyond - enough) / 2;
            if goes_round(middle) { enough = middle } else { beyond = middle }
        }
        if enough < shape.most {
            let text = text("note.proof.spans");
            self.at_most(enough, text);
        }
    }

    pub(super) fn not_alone(&mut self, rule: &NotAlone) {
        let Some(held) = self.held(&rule.attribute) else { return };
        let (per, hi, least) = (self.found.shape.per, self.found.shape.hi, u64::from(rule.at_least));
        for &(value, found) in &held.values {
            if !held.column.labels().get(value as usize).is_some_and(|label| rule.protects(label)) {
                continue;
            }
            let text = self.say("note.proof.alone", &held, value).with("count", least as f64);
            if found < least {
                let holds = |&&member: &&usize| held.column.values(member).contains(&value);
                let who = self.found.shape.members.iter().filter(holds).copied();
                let names = self.found.names(who);
                return self.certain(text.with("names", names));
            }
            let most = hi.min(found);
            if (found * per).div_ceil(most) > found * per / least {
                let text = self.say("note.proof.divided", &held, value);
                return self.certain(text.with("range", range(least, hi)));
            }
        }
    }

    pub(super) fn share(&mut self, rule: &Share) {
        let lo = self.found.shape.lo;
        if lo < 2 {
            // Members may be in groups of their own.
            return;
        }
        match rule.core {
            Some(core) => self.core(rule, Share::permille(core)),
            // Two by two is looked at with all that concerns two.
            None if rule.among == Some(Among::Each) => {}
            None => self.in_common(&rule.attribute, u64::from(rule.at_least)),
        }
    }

    pub(super) fn agree(&mut self, rule: &Match) {
        let Some(held) = self.held(&rule.attribute) else { return };
        // Those who agree two by two on one value each have it all in common; on sets that is another matter.
        if held.is_single() && self.found.shape.lo > 1 {
            self.in_common(&rule.attribute, 1);
        }
    }

    /// A core of the group holds one value.
    fn core(&mut self, rule: &Share, permille: u32) {
        let Some(held) = self.held(&rule.attribute) else { return };
        let shape = &self.found.shape;
        let needed = (shape.lo * u64::from(permille)).div_ceil(1000);
        if needed > 0 {
            let groups = held.values.iter().filter(|&&(_, found)| found >= needed);
            let groups = groups.map(|&(_, found)| found * shape.per / needed).sum();
            let text = self.found.text("note.proof.core", &rule.attribute).with("count", needed as f64);
            self.at_most(groups, text);
        }
    }

    /// All of a group, which has at least two members, hold the same values, so many of them.
    fn in_common(&mut self, attribute: &str, values: u64) {
        let Some(held) = self.held(attribute) else { return };
        let shape = &self.found.shape;
        let (per, lo, hi) = (shape.per, shape.lo, shape.hi);
        let alone = |&member: &usize| {
            let with = sorted(held.column.values(member).iter().map(|&value| (held.of(value) as i64, member)));
            // The values that all share are held by all of the group, so the least common of them says how large it is.
            let largest = with.iter().rev().nth(values as usize - 1).map_or(1, |&(found, _)| found as u64);
            (largest < lo).then_some((member, largest - 1))
        };
        let alone: Vec<(usize, u64)> = shape.members.iter().filter_map(alone).collect();
        let all_have = alone.is_empty();
        self.too_few(alone, lo - 1);
        if values > 1 || !all_have {
            return;
        }
        let divided = |&&(_, found): &&(u32, u64)| (found * per).div_ceil(hi.min(found)) > found * per / lo;
        if let Some(&(value, _)) = held.values.iter().find(divided).filter(|_| held.is_single()) {
            let text = self.say("note.proof.divided", &held, value);
            return self.certain(text.with("range", range(lo, hi)));
        }
        let enough: u64 = held.values.iter().map(|&(_, found)| if found < lo { 0 } else { found * per / lo }).sum();
        if enough < self.found.shape.most {
            let text = self.found.text("note.proof.common", attribute).with("count", lo as f64);
            self.at_most(enough, text);
        }
        if !held.is_single() {
            return;
        }
        let apart: u64 = held.values.iter().map(|&(_, found)| (found * per).div_ceil(hi.min(found))).sum();
        if apart > self.found.shape.fewest {
            let text = self.found.text("note.proof.each.value", attribute).with("count", held.values.len());
            self.at_least(apart, text.with("most", hi as f64));
        }
    }
}
