//! A column's cells read as one kind of answer; what cannot be read so is said.

use super::blocks::{Cells, Column};
use super::facts::{Facts, Spelling};
use super::words::fold;
use super::{bands, scales, split, value};
use crate::network::Scale;
use crate::text::Text;
use std::collections::BTreeMap;

/// From this ratio of the largest number to the median on, sizes are compared by ratio.
const WIDE: f64 = 20.0;
/// With fewer numbers a median says little.
const FEWEST_FOR_RATIO: usize = 5;
/// Hours in a day: the turn of time zones.
const DAY: f64 = 24.0;

/// The answers to a question, one for each row.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Values {
    Texts(Vec<Option<String>>),
    Lists(Vec<Vec<String>>),
    Numbers(Vec<Option<f64>>),
}

/// A column read as one kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub values: Values,
    pub separator: Option<String>,
    pub levels: Vec<String>,
    pub scale: Option<Scale>,
    pub period: Option<f64>,
    pub notes: Vec<Text>,
}

impl Reading {
    fn of(values: Values) -> Self {
        Reading { values, separator: None, levels: Vec::new(), scale: None, period: None, notes: Vec::new() }
    }
}

/// Each cell as one answer.
pub(super) fn texts(facts: &Facts) -> Reading {
    Reading::of(Values::Texts(facts.texts.clone()))
}

/// A mark or nothing as yes or no.
pub(super) fn marks(facts: &Facts) -> Reading {
    let word = |cell: &Option<String>| Some(if cell.is_some() { "yes" } else { "no" }.to_owned());
    Reading::of(Values::Texts(facts.texts.iter().map(word).collect()))
}

/// Each cell as several answers: as given by checkbox columns, by the separator wanted, or by the one found.
pub(super) fn lists(column: &Column, facts: &Facts, wanted: Option<&str>) -> Reading {
    let whole = || split::by(&facts.raw, "");
    let split = match (&column.cells, wanted) {
        (Cells::Chosen(lists) | Cells::Ranked(lists), None) => {
            return Reading::of(Values::Lists(lists.clone()));
        }
        (_, Some(separator)) => split::by(&facts.raw, separator),
        (_, None) => split::guess(&facts.raw, true).unwrap_or_else(whole),
    };
    of_split(&column.header, split)
}

/// A column that was split.
pub(super) fn of_split(name: &str, split: split::Split) -> Reading {
    let spelling = Spelling::new(split.lists.iter().flatten());
    let lists = split.lists.iter().map(|list| list.iter().map(|answer| spelling.of(answer)).collect()).collect();
    let mut reading = Reading::of(Values::Lists(lists));
    if !split.glued.is_empty() {
        let names = super::some_of(&split.glued);
        let text = Text::new("import.glued").with("column", name).with("separator", shown(&split.separator));
        reading.notes.push(text.with("names", names));
    }
    reading.notes.extend(spellings(name, &spelling));
    reading.separator = Some(split.separator).filter(|separator| !separator.is_empty());
    reading
}

fn shown(separator: &str) -> String {
    if separator == "\n" { super::say(&Text::new("import.lineBreak")) } else { format!("“{separator}”") }
}

/// What was spelt differently and became one answer.
pub(super) fn spellings(name: &str, spelling: &Spelling) -> Option<Text> {
    let quoted = |(chosen, others): (&String, &Vec<String>)| {
        let others: Vec<String> = others.iter().map(|other| format!("“{}”", super::shortened(other))).collect();
        format!("{} → “{}”", others.join(", "), super::shortened(chosen))
    };
    let pairs: Vec<String> = spelling.replaced.iter().map(quoted).collect();
    (!pairs.is_empty()).then(move || {
        let count: usize = spelling.replaced.values().map(Vec::len).sum();
        Text::new("import.spellings").with("column", name).with("count", count).with("pairs", super::capped(pairs))
    })
}

/// Each cell as a number; `preferred` is the decimal mark where the cells do not tell.
pub(super) fn numbers(name: &str, facts: &Facts, preferred: char, scale: Option<Scale>) -> Reading {
    let (mark, certain) = value::decimal_mark(facts.texts.iter().flatten().map(String::as_str), preferred);
    let parse = |cell: &Option<String>| cell.as_deref().and_then(|text| value::number_with(text, mark));
    let mut numbers: Vec<Option<f64>> = facts.texts.iter().map(parse).collect();
    let scale = scale.unwrap_or_else(|| if is_wide(&numbers) { Scale::Log } else { Scale::Linear });
    if scale == Scale::Log {
        numbers.iter_mut().for_each(|number| *number = number.filter(|n| *n > 0.0));
    }
    let mut reading = Reading::of(Values::Numbers(numbers));
    reading.scale = Some(scale);
    reading.note_unread(name, facts, if scale == Scale::Log { "import.unread.log" } else { "import.unread.number" });
    let commas = facts.distinct.iter().any(|(text, _)| text.contains(','));
    if mark == ',' && commas {
        reading.notes.push(Text::new("import.decimalComma").with("column", name));
    } else if !certain {
        reading.notes.push(Text::new("import.decimalPoint").with("column", name));
    }
    reading
}

fn is_wide(numbers: &[Option<f64>]) -> bool {
    let mut known: Vec<f64> = numbers.iter().flatten().copied().collect();
    known.sort_by(f64::total_cmp);
    match (known.first(), known.get(known.len() / 2), known.last()) {
        (Some(least), Some(median), Some(most)) => {
            known.len() >= FEWEST_FOR_RATIO && *least > 0.0 && most / median >= WIDE
        }
        _ => false,
    }
}

/// Each cell as a position on a circle: a time zone, or a plain number where a turn is given or none is named.
pub(super) fn cyclic(name: &str, facts: &Facts, period: Option<f64>) -> Reading {
    let zone = |text: &str| if period.is_none_or(|p| p == DAY) { value::utc_offset(text, true) } else { None };
    let parse = |cell: &Option<String>| {
        let text = cell.as_deref()?;
        zone(text).or_else(|| value::number(text))
    };
    let mut reading = Reading::of(Values::Numbers(facts.texts.iter().map(parse).collect()));
    reading.period = Some(period.unwrap_or(DAY));
    reading.note_unread(name, facts, "import.unread.position");
    reading
}

/// Each cell as a level: those given, or those that the answers show; `None` where there are fewer than two.
pub(super) fn ordinal(name: &str, facts: &Facts, wanted: Option<&[String]>) -> Option<Reading> {
    let values: Vec<String> = facts.distinct.iter().map(|(text, _)| text.clone()).collect();
    let levels = match wanted {
        Some(levels) => levels.to_vec(),
        None => scales::order(&values, &facts.heading)
            .map(|order| order.levels)
            .or_else(|| rating(facts))
            .or_else(|| by_number(facts))
            .unwrap_or_else(|| in_order_of_appearance(facts)),
    };
    levels_as(name, facts, levels)
}

/// Each cell as one of the levels; what is none of them is said and counts as not answered.
pub(super) fn levels_as(name: &str, facts: &Facts, levels: Vec<String>) -> Option<Reading> {
    let mut by_name: BTreeMap<String, String> = BTreeMap::new();
    let mut once = Vec::new();
    for level in levels {
        if let std::collections::btree_map::Entry::Vacant(free) = by_name.entry(fold(&level)) {
            free.insert(level.clone());
            once.push(level);
        }
    }
    if once.len() < 2 {
        return None;
    }
    let level = |cell: &Option<String>| {
        let text = cell.as_deref()?;
        let number = || value::number(text).and_then(|number| by_name.get(&number.to_string()));
        by_name.get(&fold(text)).or_else(number).cloned()
    };
    let mut reading = Reading::of(Values::Texts(facts.texts.iter().map(level).collect()));
    reading.levels = once;
    reading.note_unread(name, facts, "import.unread.level");
    Some(reading)
}

/// The answers as numbers, by the level that each would be; `None` where one is no number.
fn level_numbers(facts: &Facts) -> Option<BTreeMap<String, f64>> {
    let number = |(text, _): &(String, usize)| value::number(text).map(|number| (number.to_string(), number));
    facts.distinct.iter().map(number).collect()
}

/// The levels of a rating: few whole numbers from 0 or 1 on.
pub(super) fn rating(facts: &Facts) -> Option<Vec<String>> {
    bands::rating(&level_numbers(facts)?)
}

/// Each number that occurs as a level.
fn by_number(facts: &Facts) -> Option<Vec<String>> {
    let mut sorted: Vec<(String, f64)> = level_numbers(facts)?.into_iter().collect();
    sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
    Some(sorted.into_iter().map(|(text, _)| text).collect())
}

fn in_order_of_appearance(facts: &Facts) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    facts.texts.iter().flatten().filter(|text| seen.insert(text.as_str())).cloned().collect()
}

impl Reading {
    /// Says which answers could not be read as this kind.
    fn note_unread(&mut self, name: &str, facts: &Facts, code: &'static str) {
        let read: Vec<bool> = match &self.values {
            Values::Texts(texts) => texts.iter().map(Option::is_some).collect(),
            Values::Numbers(numbers) => numbers.iter().map(Option::is_some).collect(),
            Values::Lists(_) => return,
        };
        let unread = facts.texts.iter().zip(read).filter(|(_, read)| !read).filter_map(|(text, _)| text.clone());
        let unread: Vec<String> = unread.collect();
        if !unread.is_empty() {
            let text = Text::new(code).with("column", name).with("count", unread.len());
            self.notes.push(text.with("examples", super::some_of(&unread)));
        }
    }

    /// How many different answers there are, how many rows have none, and up to three, the most frequent first.
    pub fn summary(&self) -> (usize, usize, Vec<String>) {
        let texts: Vec<Vec<String>> = match &self.values {
            Values::Texts(texts) => texts.iter().map(|text| text.iter().cloned().collect()).collect(),
            Values::Lists(lists) => lists.clone(),
            Values::Numbers(numbers) => numbers.iter().map(|n| n.iter().map(f64::to_string).collect()).collect(),
        };
        let distinct = super::facts::by_frequency(texts.iter().flatten());
        let examples = distinct.iter().take(3).map(|(text, _)| super::shortened(text)).collect();
        (distinct.len(), texts.iter().filter(|list| list.is_empty()).count(), examples)
    }
}
