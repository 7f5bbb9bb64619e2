//! What changed between the waves of a network: who joined and left, what is wished for, needed and offered, who knows whom.

mod model;
mod notes;

use crate::error::{Errors, fault};
use crate::network::{Attribute, Column, Kind, Table, validate};
use crate::text::{Language, Text};
use std::collections::{BTreeMap, BTreeSet};

pub use model::{AttributeDrift, Drift, Held, ThemeDrift, TopicDrift, Trend, ValueDrift, Wave, WaveChange, WaveShape};

/// More waves than anyone has asked a network.
const MOST_WAVES: usize = 50;

/// Compares the waves of a network, earliest first. Ties are counted across the attribute `across`.
///
/// # Errors
/// Fewer than two waves or too many; what is wrong with a network, at `waves[1].network…`; an attribute `across` that no wave
/// has, or that has no values.
pub fn drift(waves: &[Wave], across: Option<&str>) -> Result<Drift, Errors> {
    let mut errors = Errors::default();
    if !(2..=MOST_WAVES).contains(&waves.len()) {
        fault("error.waveCount", "help.waveCount", "waves").with("most", MOST_WAVES).into(&mut errors);
    }
    for (at, wave) in waves.iter().enumerate() {
        errors.append(validate(&wave.network).err().unwrap_or_default().inside(&format!("waves[{at}]")));
    }
    if errors.is_empty() {
        across_is_known(waves, across, &mut errors);
    }
    errors.into_result()?;
    let across = across.map(str::to_owned).or_else(|| first_category(waves));
    let tables: Vec<Table> = waves.iter().map(in_order).collect();
    let topics = topics(&tables);
    let mut drift = Drift {
        waves: waves.iter().zip(&tables).enumerate().map(|one| shape(one, across.as_deref())).collect(),
        changes: tables.windows(2).map(|two| change(&two[0], &two[1])).collect(),
        themes: themes(&tables),
        attributes: attributes(waves, &tables),
        topics,
        across,
        notes: Vec::new(),
    };
    drift.notes = notes::notes(&drift, waves);
    Ok(drift)
}

/// The network with its members in the order of their ids, so that nothing depends on how rows were sorted.
fn in_order(wave: &Wave) -> Table {
    let mut network = wave.network.clone();
    network.members.sort_by(|a, b| a.id.cmp(&b.id));
    Table::new(&network)
}

fn across_is_known(waves: &[Wave], across: Option<&str>, errors: &mut Errors) {
    let Some(id) = across else { return };
    let all = || waves.iter().flat_map(|wave| &wave.network.attributes);
    let mut found = all().filter(|attribute| attribute.id == id).peekable();
    if found.peek().is_none() {
        let known: BTreeSet<&String> = all().map(|attribute| &attribute.id).collect();
        let known: Vec<String> = known.into_iter().cloned().collect();
        fault("error.unknownAttribute", "help.unknownAttribute", "across")
            .with("id", id)
            .with("known", known)
            .into(errors);
    } else if !found.any(has_values) {
        fault("error.withoutValues", "help.withoutValues", "across").with("id", id).into(errors);
    }
}

/// Whether members hold values of an attribute, and not places on a line.
fn has_values(attribute: &Attribute) -> bool {
    matches!(attribute.kind, Kind::Category | Kind::Set | Kind::Ordinal)
}

fn first_category(waves: &[Wave]) -> Option<String> {
    let attributes = &waves.last()?.network.attributes;
    attributes.iter().find(|attribute| attribute.kind == Kind::Category).map(|attribute| attribute.id.clone())
}

/// The names that a member holds.
fn names(column: &Column, member: usize) -> BTreeSet<&str> {
    column.values(member).iter().filter_map(|&value| column.labels().get(value as usize)).map(String::as_str).collect()
}

fn shape((at, (wave, table)): (usize, (&Wave, &Table)), across: Option<&str>) -> WaveShape {
    let numbered = || Text::new("drift.wave").with("number", at + 1).render(Language::English);
    let (mut needed, mut offered) = (BTreeSet::<u32>::new(), BTreeSet::<u32>::new());
    let (mut needs, mut offers) = (0, 0);
    for member in 0..table.len() {
        let (own_needs, own_offers) = (table.needs.values(member), table.offers.values(member));
        (needs, offers) = (needs + own_needs.len(), offers + own_offers.len());
        needed.extend(own_needs);
        offered.extend(own_offers);
    }
    WaveShape {
        label: wave.label.clone().unwrap_or_else(numbered),
        needs,
        offers,
        unoffered: needed.difference(&offered).count(),
        shape: super::review::shape(table, across),
    }
}

fn change(before: &Table, after: &Table) -> WaveChange {
    let not_in = |one: &Table, other: &Table| -> Vec<String> {
        one.ids.iter().filter(|id| other.member(id).is_none()).cloned().collect()
    };
    let both = || (0..after.len()).filter_map(|now| Some((before.member(&after.ids[now])?, now)));
    let same = |one: &Column, then: usize, other: &Column, now: usize| names(one, then) == names(other, now);
    let revised = |(then, now): &(usize, usize)| {
        !same(&before.needs, *then, &after.needs, *now)
            || !same(&before.offers, *then, &after.offers, *now)
            || !same(&before.themes, *then, &after.themes, *now)
    };
    let id = |(_, now): (usize, usize)| after.ids[now].clone();
    let (was, is) = (ties(before), ties(after));
    WaveChange {
        joined: not_in(after, before),
        left: not_in(before, after),
        stayed: both().map(id).collect(),
        revised: both().filter(revised).map(id).collect(),
        new_ties: is.difference(&was).count(),
        lost_ties: was.difference(&is).count(),
    }
}

/// The ids of all two who know each other; members are in the order of their ids.
fn ties(table: &Table) -> BTreeSet<(&str, &str)> {
    let of = |a: usize| super::review::known(table, a).map(move |b| (a, b as usize)).filter(|(a, b)| a < b);
    (0..table.len()).flat_map(of).map(|(a, b)| (table.ids[a].as_str(), table.ids[b].as_str())).collect()
}

impl Held {
    fn new(waves: Vec<Option<usize>>, tables: &[Table]) -> Held {
        let ends = |list: &mut dyn DoubleEndedIterator<Item = (usize, usize)>| {
            let first = list.next().unwrap_or_default();
            (first, list.next_back().unwrap_or(first))
        };
        let counts = waves.iter().map(|count| count.unwrap_or(0));
        let (first, last) = ends(&mut counts.zip(tables.iter().map(Table::len)));
        let change = last.0 as i64 - first.0 as i64;
        let share = |(count, of): (usize, usize)| count as f64 / of.max(1) as f64;
        let trend = match change {
            1.. => Trend::Rising,
            0 => Trend::Steady,
            _ => Trend::Falling,
        };
        Held { waves, change, share_change: share(last) - share(first), trend }
    }

    /// How much there is to say of it.
    fn size(&self) -> u64 {
        self.change.unsigned_abs()
    }

    /// Members in the last wave.
    fn last(&self) -> usize {
        self.waves.last().copied().flatten().unwrap_or(0)
    }
}

/// Counts who holds each name in the waves that ask for it at all.
fn holders(tables: &[Table], names: impl Fn(usize, &Table, usize) -> Option<BTreeSet<String>>) -> Counts {
    let mut counts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    let mut asked = vec![false; tables.len()];
    for (wave, table) in tables.iter().enumerate() {
        for own in (0..table.len()).filter_map(|member| names(wave, table, member)) {
            asked[wave] = true;
            for name in own {
                counts.entry(name).or_insert_with(|| vec![0; tables.len()])[wave] += 1;
            }
        }
    }
    let known =
        |counts: Vec<usize>| counts.into_iter().zip(&asked).map(|(count, &asked)| asked.then_some(count)).collect();
    counts.into_iter().map(|(name, counts)| (name, known(counts))).collect()
}

/// Members in each wave, by name.
type Counts = BTreeMap<String, Vec<Option<usize>>>;

fn owned(names: BTreeSet<&str>) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

fn themes(tables: &[Table]) -> Vec<ThemeDrift> {
    let mut labels = BTreeMap::new();
    for table in tables {
        labels.extend(table.theme_ids.iter().zip(&table.theme_labels));
    }
    let wished = |table: &Table, id: &str| {
        let theme = table.theme(id)?;
        Some(table.wishes.iter().filter(|wishes| wishes[theme] > 0.0).count())
    };
    let one = |(id, label): (&String, &String)| ThemeDrift {
        theme: id.clone(),
        label: label.clone(),
        wished: Held::new(tables.iter().map(|table| wished(table, id)).collect(), tables),
    };
    let mut themes: Vec<ThemeDrift> = labels.into_iter().map(one).collect();
    // Two themes may have one label; they are in the order of their ids before.
    themes.sort_by(|a, b| b.wished.size().cmp(&a.wished.size()).then_with(|| a.label.cmp(&b.label)));
    themes
}

fn topics(tables: &[Table]) -> Vec<TopicDrift> {
    let needs = holders(tables, |_, table, member| Some(owned(names(&table.needs, member))));
    let offers = holders(tables, |_, table, member| Some(owned(names(&table.offers, member))));
    let all: BTreeSet<&String> = needs.keys().chain(offers.keys()).collect();
    let none = vec![Some(0); tables.len()];
    let one = |topic: &String| {
        let of = |counts: &Counts| Held::new(counts.get(topic).unwrap_or(&none).clone(), tables);
        let (needs, offers) = (of(&needs), of(&offers));
        let gap =
            |(needs, offers): (&Option<usize>, &Option<usize>)| needs.unwrap_or(0) as i64 - offers.unwrap_or(0) as i64;
        let is_there = needs.last() + offers.last() > 0;
        TopicDrift {
            topic: topic.clone(),
            gap: needs.waves.iter().zip(&offers.waves).map(gap).collect(),
            lacks: super::review::lacks(needs.last(), offers.last()).filter(|_| is_there),
            needs,
            offers,
        }
    };
    let mut topics: Vec<TopicDrift> = all.into_iter().map(one).collect();
    topics.sort_by(|a, b| b.needs.size().cmp(&a.needs.size()).then_with(|| a.topic.cmp(&b.topic)));
    topics
}

fn attributes(waves: &[Wave], tables: &[Table]) -> Vec<AttributeDrift> {
    let mut found: Vec<&Attribute> = Vec::new();
    for wave in waves.iter().rev() {
        for attribute in wave.network.attributes.iter().filter(|attribute| has_values(attribute)) {
            if !found.iter().any(|known| known.id == attribute.id) {
                found.push(attribute);
            }
        }
    }
    let one = |attribute: &Attribute| {
        let counts = holders(tables, |wave, table, member| {
            let own = waves[wave].network.attributes.iter().find(|own| own.id == attribute.id)?;
            let column = table.column(&attribute.id).filter(|_| has_values(own))?;
            Some(names(column, member).into_iter().map(|name| one_name(attribute, name).to_owned()).collect())
        });
        let value = |(value, waves): (String, Vec<Option<usize>>)| ValueDrift { value, held: Held::new(waves, tables) };
        let mut values: Vec<ValueDrift> = counts.into_iter().map(value).collect();
        values.sort_by(|a, b| b.held.size().cmp(&a.held.size()).then_with(|| a.value.cmp(&b.value)));
        AttributeDrift {
            attribute: attribute.id.clone(),
            label: attribute.label.clone().unwrap_or_else(|| attribute.id.clone()),
            values,
        }
    };
    found.into_iter().map(one).collect()
}

/// The name that stands for a value: a wave may have learnt only later that two names are one.
fn one_name<'a>(attribute: &'a Attribute, name: &'a str) -> &'a str {
    let names = attribute.aliases.iter().find(|names| names.iter().any(|other| other == name));
    names.and_then(|names| names.first()).map_or(name, String::as_str)
}
