//! Who is within reach of whom: on a line or circle, and by ties.

use super::{About, sorted};
use crate::rules::spread::whole;
use crate::rules::{Apart, Familiar, Spread};
use crate::text::Text;

impl About<'_, '_> {
    pub(super) fn spread(&mut self, rule: &Spread) {
        let case = self.found.case;
        let Some(column) = case.table.column(&rule.attribute) else { return };
        let (reach, period) = (whole(rule.at_most), column.period().map(whole));
        if period.is_some_and(|period| reach >= period) {
            return;
        }
        let members = &self.found.shape.members;
        let placed = sorted(members.iter().filter_map(|&m| column.position(m).map(|at| (whole(at), m))));
        let free = (members.len() - placed.len()) as u64;
        let lo = self.found.shape.lo;
        let alone: Vec<(usize, u64)> = largest_windows(&placed, reach, period)
            .into_iter()
            .map(|(member, within)| (member, within + free))
            .filter(|&(_, largest)| largest < lo)
            .map(|(member, largest)| (member, largest - 1))
            .collect();
        self.too_few(alone, lo - 1);
        // Those who are each beyond the reach of the one before are all in different groups.
        let mut far: Vec<(i64, usize)> = Vec::new();
        for &(at, member) in &placed {
            let past = far.last().is_none_or(|&(last, _)| at - last > reach);
            let round = far.first().zip(period).is_none_or(|(&(first, _), period)| first + period - at > reach);
            if past && round {
                far.push((at, member));
            }
        }
        let far: Vec<usize> = far.into_iter().map(|(_, member)| member).collect();
        let text = Text::new("note.proof.apart")
            .with("count", far.len())
            .with("names", self.found.names(far.iter().copied()))
            .with("rules", self.found.say(&[self.at]));
        self.all_apart(far, text);
    }

    pub(super) fn apart(&mut self, rule: &Apart) {
        let table = self.found.case.table;
        let takes_part = |member: &usize| table.takes_part(*member);
        let members = rule.members.iter().filter_map(|id| table.member(id)).filter(takes_part).collect();
        let text = Text::new("note.proof.rule").with("rules", self.found.say(&[self.at]));
        self.all_apart(members, text);
    }

    /// No two of these are in one group.
    fn all_apart(&mut self, members: Vec<usize>, text: Text) {
        self.at_least(members.len() as u64 * self.found.shape.per, text);
    }

    pub(super) fn familiar(&mut self, rule: &Familiar) {
        let table = self.found.case.table;
        let needed = u64::from(rule.at_least);
        let known = |member: usize| {
            let others = table.ties[member].keys().map(|&other| other as usize);
            others
                .filter(|&other| other != member && table.takes_part(other) && rule.know(table, member, other))
                .count()
        };
        let members = self.found.shape.members.iter().map(|&member| (member, known(member) as u64));
        let few = members.filter(|&(_, known)| known < needed).collect();
        self.too_few(few, needed);
        if needed >= self.found.shape.hi {
            let text =
                Text::new("note.proof.known").with("count", needed as f64).with("most", self.found.shape.hi as f64);
            self.certain(text);
        }
    }
}

/// Of each member, with those of all others in order: how many there are, itself included, in the fullest stretch of a
/// length that it lies in. On a circle stretches go past its end.
fn largest_windows(placed: &[(i64, usize)], length: i64, period: Option<i64>) -> Vec<(usize, u64)> {
    let n = placed.len();
    let turns = if period.is_some() { 2 } else { 1 };
    let place = |i: usize| placed[i % n].0 + (i / n) as i64 * period.unwrap_or(0);
    let mut largest = vec![0; n];
    // Stretches that begin at a place; each is the fullest for the places from where the last fuller one ends.
    let mut end = 0;
    let mut ends: Vec<usize> = Vec::with_capacity(n);
    for start in 0..n {
        while end < turns * n && end < start + n && place(end) - place(start) <= length {
            end += 1;
        }
        ends.push(end);
    }
    let order = sorted((0..n).map(|start| (-((ends[start] - start) as i64), start)));
    // The fullest first: a place that one covered needs no other, and `next` leads past all that are covered.
    let mut next: Vec<usize> = (0..=n).collect();
    for (_, start) in order {
        let count = (ends[start] - start) as u64;
        let pieces = [(start, ends[start].min(n)), (0, ends[start].saturating_sub(n))];
        for (from, to) in pieces {
            let mut at = first_open(&mut next, from);
            while at < to {
                largest[at] = count;
                next[at] = at + 1;
                at = first_open(&mut next, at);
            }
        }
    }
    placed.iter().zip(largest).map(|(&(_, member), count)| (member, count)).collect()
}

/// The first place from one on that is not covered, with the ways there shortened.
fn first_open(next: &mut [usize], from: usize) -> usize {
    let mut at = from;
    while next[at] != at {
        next[at] = next[next[at]];
        at = next[at];
    }
    at
}
