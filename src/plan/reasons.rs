//! Why members were brought together: each criterion's share of their affinity, with the values that speak for it, what
//! few in the network have first and what everyone has last.

use super::Reason;
use super::measure::{Case, Placed};
use crate::affinity::{Criterion, Part, Want};
use crate::network::{Answer, Column, Role};
use crate::order::ranked;
use crate::rules::{Setting, holders};
use crate::text::{Language, Param, Text, number};
use std::cmp::Ordering;

/// Shares below this are not worth a sentence.
const LEAST_SHARE: f64 = 0.05;

/// At most so many values are given as a reason's `value`; its sentence says how many more there are.
const NAMED: usize = 4;

/// A theme in common is no more than that where of the pairs that share one and state topics less than a quarter have a
/// topic in common.
const FEW: usize = 4;

/// What the whole network has, against which a match's reasons are weighed.
pub(super) struct Reasons<'a> {
    case: &'a Case<'a>,
    /// Everyone who could be matched.
    pool: Vec<usize>,
    /// Of each criterion: how many of the pool hold each value of what it is about; of an exchange, how many offer it.
    holders: Vec<Vec<u32>>,
    /// How many pairs of the pool know each other.
    known: usize,
}

type Said = (&'static str, Vec<String>, Text);

impl<'a> Reasons<'a> {
    pub fn new(case: &'a Case<'a>) -> Self {
        let table = case.table;
        let matchable = |member: &usize| match case.setting {
            Setting::Coaching => table.roles[*member].iter().any(|role| matches!(role, Role::Learner | Role::Coach)),
            _ => table.takes_part(*member),
        };
        let pool: Vec<usize> = (0..table.len()).filter(matchable).collect();
        let count = |criterion: &Criterion| {
            let exchange = criterion.want == Want::Exchange;
            let column = if exchange { Some(&table.offers) } else { table.column(&criterion.on) };
            let mut counts = vec![0; column.map_or(0, |column| column.labels().len())];
            for &member in column.iter().flat_map(|_| &pool) {
                let values = column.map_or(&[][..], |column| column.values(member));
                values.iter().for_each(|&value| counts[value as usize] += 1);
            }
            counts
        };
        let knows = |a: &usize| {
            table.ties[*a].iter().filter(|(b, tie)| tie.known() > 0.0 && matchable(&(**b as usize))).count()
        };
        let known = if case.scenario.criteria.iter().any(|criterion| criterion.on == "ties") {
            pool.iter().map(knows).sum::<usize>() / 2
        } else {
            0
        };
        Reasons { case, holders: case.scenario.criteria.iter().map(count).collect(), known, pool }
    }

    /// The reasons of a coach and a learner, strongest first.
    pub fn of_match(&self, coach: usize, learner: usize) -> Vec<Reason> {
        self.among(&[learner, coach], None)
    }

    /// The reasons of a group, strongest first.
    pub fn of_group(&self, group: &Placed) -> Vec<Reason> {
        self.among(&group.members, group.theme)
    }

    fn among(&self, members: &[usize], theme: Option<usize>) -> Vec<Reason> {
        // Each criterion's mean contribution over the pairs; these sum to the group's mean affinity.
        let affinity = &self.case.affinity;
        let mut contributions: Vec<Option<(Part, f64)>> = vec![None; self.holders.len()];
        let mut whole = 0.0;
        for (a, b) in pairs(members) {
            for (criterion, part, _, contribution) in affinity.contributions(a, b) {
                contributions[criterion].get_or_insert((part, 0.0)).1 += contribution;
                whole += contribution;
            }
        }
        let found = contributions.into_iter().enumerate().filter_map(|(criterion, found)| {
            let (part, sum) = found?;
            let share = if affinity.passes_scores_through() { 1.0 } else { sum / whole };
            if !share.is_finite() || share < LEAST_SHARE {
                return None;
            }
            Some(self.put(members, criterion, share, self.said(members, criterion, part)?))
        });
        let mut reasons = ranked(found, |a, b| b.share.total_cmp(&a.share));
        reasons.extend(theme.and_then(|theme| self.theme(members, theme)));
        // What everyone has speaks for no match before others: it comes last, and is no reason by itself.
        let common = |reason: &Reason| reason.kind == "everyone";
        let mut reasons = ranked(reasons, |a, b| common(a).cmp(&common(b)));
        if let Some(first) = reasons.first().filter(|first| common(first)) {
            let nothing = ("nothing", Vec::new(), Text::new("reason.nothing"));
            reasons.insert(0, self.put(members, first.criterion, 0.0, nothing));
        }
        reasons.extend(self.broad_only(members));
        reasons
    }

    fn put(&self, members: &[usize], criterion: usize, share: f64, (kind, value, text): Said) -> Reason {
        Reason {
            criterion,
            members: members.iter().map(|&m| self.case.table.ids[m].clone()).collect(),
            kind: kind.to_owned(),
            value,
            share,
            code: text.code().to_owned(),
            text: text.render(Language::English),
            params: text.params(),
        }
    }

    fn said(&self, members: &[usize], criterion: usize, part: Part) -> Option<Said> {
        let Criterion { on, want, .. } = &self.case.scenario.criteria[criterion];
        match part {
            Part::Exchange => self.exchange(members, criterion),
            Part::Ties => self.ties(members, *want == Want::Known),
            Part::Scores => Some(self.score(members)),
            Part::Commonality => self.common(members, criterion, on),
            Part::Diversity => self.different(members, criterion, on),
        }
    }

    /// Whether so many holders are everyone, beside whom there is someone to compare with.
    fn is_everyone(&self, holders: u32, members: &[usize]) -> bool {
        holders as usize == self.pool.len() && self.pool.len() > members.len()
    }

    /// Values in the order of their rarity; equally rare ones as their attribute orders them, or by name.
    fn by_rarity(&self, criterion: usize, on: &str, column: &Column, values: impl Iterator<Item = u32>) -> Vec<String> {
        let rarity = &self.holders[criterion];
        let label = |value: &u32| self.case.table.value_label(on, column, *value);
        let own = |a: &u32, b: &u32| match column {
            Column::Ordinal { .. } => a.cmp(b),
            _ => label(a).cmp(label(b)),
        };
        let order = |a: &u32, b: &u32| match rarity[*a as usize].cmp(&rarity[*b as usize]) {
            Ordering::Equal => own(a, b),
            rarer => rarer,
        };
        ranked(values, order).iter().map(|value| label(value).to_owned()).collect()
    }

    fn common(&self, members: &[usize], criterion: usize, on: &str) -> Option<Said> {
        let table = self.case.table;
        let column = table.column(on)?;
        let held: Vec<(u32, u32)> = holders(column, members).into_iter().collect();
        if held.is_empty() || matches!(column, Column::Ordinal { .. }) {
            return self.near(members, on);
        }
        let everyone = |value: u32| self.is_everyone(self.holders[criterion][value as usize], members);
        let shared = || held.iter().filter(|(_, n)| *n > 1);
        let most = shared().filter(|(value, _)| !everyone(*value)).map(|(_, n)| *n).max();
        let most_of = |most: u32| shared().filter(move |(_, n)| *n == most).map(|(value, _)| *value);
        let Some(most) = most else {
            let values = self.by_rarity(criterion, on, column, most_of(members.len() as u32));
            return (!values.is_empty()).then(|| everyone_has(table.label(on), values));
        };
        let values = self.by_rarity(criterion, on, column, most_of(most));
        let code = match (most as usize == members.len(), members.len()) {
            (true, 2) => "reason.common.both",
            (true, _) => "reason.common.all",
            (false, _) => "reason.common.some",
        };
        let text = Text::new(code).with("attribute", table.label(on)).with("values", values.clone());
        Some(("common", first(values), text.with("found", most).with("count", members.len())))
    }

    /// Levels, numbers or positions that are close.
    fn near(&self, members: &[usize], on: &str) -> Option<Said> {
        let ends = self.ends(members, on)?;
        let same = plain(&ends).len() == 1;
        let all_answered = same && self.pool.len() > members.len() && self.answered_by_all(on);
        if all_answered && plain(&self.ends(&self.pool, on)?).len() == 1 {
            return Some(everyone_has(self.case.table.label(on), plain(&ends)));
        }
        let code = if same { "reason.common.same" } else { "reason.common.near" };
        Some(("common", plain(&ends), self.between(code, on, ends)))
    }

    fn answered_by_all(&self, on: &str) -> bool {
        let column = self.case.table.column(on);
        self.pool.iter().all(|&member| column.is_some_and(|column| column.position(member).is_some()))
    }

    fn different(&self, members: &[usize], criterion: usize, on: &str) -> Option<Said> {
        let column = self.case.table.column(on)?;
        let held = holders(column, members);
        if held.is_empty() {
            let ends = self.ends(members, on)?;
            return Some(("different", plain(&ends), self.between("reason.different.range", on, ends)));
        }
        let table = self.case.table;
        // What all have is no difference; of the rest the levels stay in their order.
        let distinct: Vec<u32> =
            held.into_iter().filter(|(_, n)| (*n as usize) < members.len()).map(|(v, _)| v).collect();
        let values = match column {
            Column::Ordinal { .. } => distinct.iter().map(|&v| table.value_label(on, column, v).to_owned()).collect(),
            _ => self.by_rarity(criterion, on, column, distinct.into_iter()),
        };
        if values.is_empty() {
            return None;
        }
        let text = Text::new("reason.different").with("attribute", table.label(on)).with("values", values.clone());
        let text = text.with("count", values.len());
        Some(("different", first(values), text))
    }

    /// The smallest and the largest of the members' levels, which are words, or of their numbers or positions.
    fn ends(&self, members: &[usize], on: &str) -> Option<[Param; 2]> {
        let column = self.case.table.column(on)?;
        // A position on a circle is shown as it was given: −5, not 19.
        let given = |member: usize| match self.case.network.members[member].values.get(on) {
            Some(Answer::Number(number)) if column.period().is_some() => Some(*number),
            _ => column.position(member),
        };
        let positions = || members.iter().filter_map(|&m| given(m));
        let name = |position: f64| match column {
            Column::Ordinal { levels, .. } => Param::Word(levels[position as usize].clone()),
            _ => Param::Number(position),
        };
        Some([name(positions().reduce(f64::min)?), name(positions().reduce(f64::max)?)])
    }

    fn between(&self, code: &'static str, on: &str, [least, most]: [Param; 2]) -> Text {
        let text = Text::new(code).with("attribute", self.case.table.label(on));
        text.with("least", least).with("most", most)
    }

    /// What members can teach each other: each topic is a need of one and an offer of another.
    fn exchange(&self, members: &[usize], criterion: usize) -> Option<Said> {
        let table = self.case.table;
        let (needs, offers) = (&table.needs, &table.offers);
        let coaching = self.case.setting == Setting::Coaching;
        let gives = |from: usize, to: usize, topic: u32| {
            from != to && needs.values(to).contains(&topic) && offers.values(from).contains(&topic)
        };
        // In coaching only what the learner, who stands first, gets from the coach counts.
        let takers = if coaching { &members[..1] } else { members };
        let taught = |from: usize, to: usize| {
            let topics = needs.values(to).iter().copied().filter(|&topic| gives(from, to, topic));
            self.by_rarity(criterion, "needs", needs, topics)
        };
        let taken =
            |to: usize| members.iter().any(|&from| needs.values(to).iter().any(|&topic| gives(from, to, topic)));
        let given = |from: usize| takers.iter().any(|&to| needs.values(to).iter().any(|&topic| gives(from, to, topic)));
        let all = (0..needs.labels().len() as u32)
            .filter(|&topic| takers.iter().any(|&to| members.iter().any(|&from| gives(from, to, topic))));
        let values = self.by_rarity(criterion, "needs", needs, all.clone());
        if values.is_empty() {
            return None;
        }
        if all.clone().all(|topic| self.is_everyone(self.holders[criterion][topic as usize], members)) {
            return Some(everyone_has(table.label("offers"), values));
        }
        let one_way = |code, from: usize, to: usize, topics: Vec<String>| {
            let text = Text::new(code).with("giver", &table.names[from]).with("receiver", &table.names[to]);
            text.with("found", topics.len()).with("count", needs.values(to).len()).with("topics", topics)
        };
        let text = match *members {
            [learner, coach] if coaching => one_way("reason.gives.coach", coach, learner, taught(coach, learner)),
            [a, b] => match (taught(a, b), taught(b, a)) {
                (first, second) if !first.is_empty() && !second.is_empty() => Text::new("reason.gives.both")
                    .with("one", &table.names[a])
                    .with("other", &table.names[b])
                    .with("first", first)
                    .with("second", second),
                (first, second) if second.is_empty() => one_way("reason.gives.one", a, b, first),
                (_, second) => one_way("reason.gives.one", b, a, second),
            },
            _ => Text::new("reason.gives.group")
                .with("topics", values.clone())
                .with("giving", members.iter().filter(|&&m| given(m)).count())
                .with("getting", members.iter().filter(|&&m| taken(m)).count())
                .with("both", members.iter().filter(|&&m| given(m) && taken(m)).count())
                .with("count", members.len()),
        };
        Some(("gives", first(values), text))
    }

    fn ties(&self, members: &[usize], known: bool) -> Option<Said> {
        let knows = |&(a, b): &(usize, usize)| self.case.table.tie(a, b).is_some_and(|tie| tie.known() > 0.0);
        let found = pairs(members).filter(|pair| knows(pair) == known).count();
        if found == 0 {
            return None;
        }
        let all = self.pool.len() * self.pool.len().saturating_sub(1) / 2;
        let everyone = self.pool.len() > members.len() && self.known == if known { all } else { 0 };
        let code = match (known, members.len()) {
            (true, _) if everyone => "reason.known.everyone",
            (false, _) if everyone => "reason.new.everyone",
            (true, 2) => "reason.known.both",
            (true, _) => "reason.known.some",
            (false, 2) => "reason.new.both",
            (false, _) => "reason.new.some",
        };
        let kind = match known {
            _ if everyone => "everyone",
            true => "known",
            false => "new",
        };
        Some((kind, Vec::new(), Text::new(code).with("found", found).with("count", pairs(members).count())))
    }

    fn score(&self, members: &[usize]) -> Said {
        let scores = self.case.table.scores.as_ref();
        let sum: f64 = pairs(members).map(|(a, b)| scores.map_or(0.0, |scores| scores.get(a, b))).sum();
        let mean = sum / f64::max(pairs(members).count() as f64, 1.0);
        let code = if members.len() == 2 { "reason.score.pair" } else { "reason.score.group" };
        ("score", vec![number(mean)], Text::new(code).with("score", mean))
    }

    /// Who wished for the group's theme.
    fn theme(&self, members: &[usize], theme: usize) -> Option<Reason> {
        let table = self.case.table;
        let weighted = |c: &Criterion| c.want == Want::Preferred && c.weight > 0.0;
        let criterion = self.case.scenario.criteria.iter().position(weighted)?;
        let wishes = |of: &[usize]| of.iter().map(|&m| table.wishes[m][theme]).sum::<f64>() / of.len() as f64;
        let wishing =
            |of: &[usize]| of.iter().copied().filter(|&m| table.wishes[m][theme] > 0.0).collect::<Vec<usize>>();
        let (found, share) = (wishing(members), wishes(members));
        if found.is_empty() {
            return None;
        }
        let label = table.theme_labels[theme].clone();
        // A theme that everyone wants, and the group no more than others, says nothing of the group.
        let everyone = self.is_everyone(wishing(&self.pool).len() as u32, members) && share <= wishes(&self.pool);
        let said = if everyone {
            everyone_has(table.label("themes"), vec![label])
        } else {
            let text = Text::new("reason.theme").with("found", found.len()).with("count", members.len());
            ("theme", vec![label.clone()], text.with("theme", label))
        };
        Some(self.put(&found, criterion, share, said))
    }

    /// That members have a theme in common, and next to nothing in particular: such common ground may be an illusion.
    fn broad_only(&self, members: &[usize]) -> Option<Reason> {
        let table = self.case.table;
        let about = |on: &[&str]| {
            let speaks = |c: &Criterion| c.weight > 0.0 && on.contains(&c.on.as_str());
            self.case.scenario.criteria.iter().position(speaks)
        };
        let criterion = about(&["themes"]).or_else(|| about(&["needs", "offers"]))?;
        let meet = |one: &Column, other: &Column, a: usize, b: usize| {
            one.values(a).iter().any(|value| other.values(b).binary_search(value).is_ok())
        };
        let (needs, offers) = (&table.needs, &table.offers);
        let states = |m: usize| !(needs.values(m).is_empty() && offers.values(m).is_empty());
        let topic = |a: usize, b: usize| {
            [(needs, needs), (needs, offers), (offers, needs), (offers, offers)].iter().any(|(x, y)| meet(x, y, a, b))
        };
        let (mut all, mut found, mut stated, mut specific) = (0, 0, 0, 0);
        for (a, b) in pairs(members) {
            let broad = meet(&table.themes, &table.themes, a, b);
            let known = broad && states(a) && states(b);
            all += 1;
            found += usize::from(broad);
            stated += usize::from(known);
            specific += usize::from(known && topic(a, b));
        }
        if 2 * found <= all || 2 * stated < found || FEW * specific >= stated {
            return None;
        }
        let held: Vec<(u32, u32)> = holders(&table.themes, members).into_iter().collect();
        let most = held.iter().map(|(_, n)| *n).max()?;
        let themes =
            held.iter().filter(|(_, n)| *n == most).map(|(theme, _)| table.theme_labels[*theme as usize].clone());
        let themes: Vec<String> = themes.collect();
        let code = if members.len() == 2 { "reason.broad.both" } else { "reason.broad.group" };
        let text = Text::new(code).with("themes", themes.clone()).with("found", found).with("count", all);
        let text = text.with("stated", stated).with("specific", specific);
        Some(self.put(members, criterion, 0.0, ("broadOnly", first(themes), text)))
    }
}

fn pairs(members: &[usize]) -> impl Iterator<Item = (usize, usize)> {
    members.iter().enumerate().flat_map(move |(at, &a)| members[at + 1..].iter().map(move |&b| (a, b)))
}

/// The ends as data; one where they are the same.
fn plain(ends: &[Param; 2]) -> Vec<String> {
    let word = |end: &Param| match end {
        Param::Word(word) => word.clone(),
        Param::Number(position) => number(*position),
        Param::List(_) => String::new(),
    };
    let mut words = vec![word(&ends[0]), word(&ends[1])];
    words.dedup();
    words
}

fn first(mut values: Vec<String>) -> Vec<String> {
    values.truncate(NAMED);
    values
}

fn everyone_has(attribute: &str, values: Vec<String>) -> Said {
    let text = Text::new("reason.everyone").with("attribute", attribute).with("values", values.clone());
    ("everyone", first(values), text)
}
