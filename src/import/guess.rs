//! What each column holds: first by itself, then among the others (one id, one name, needs beside offers).

use super::blocks::{Cells, Column};
use super::facts::Facts;
use super::reading::{self, Reading, Values};
use super::vocabulary as words;
use super::words::fold;
use super::{As, ColumnReport, ColumnUse, Options, blocks, roles, scales, split, value};
use crate::text::Text;

/// The share of answers that must read as numbers, time zones and the like before a column counts as such.
const MOSTLY: f64 = 0.9;
/// The same for addresses, links and dates, which are easier to tell.
const CLEARLY: f64 = 0.8;
/// From this share of different answers on, a column tells members apart and does not bring them together.
const NEARLY_ALL_DIFFER: f64 = 0.9;
/// That holds from so many answers on; among fewer, all may differ by chance.
const ENOUGH_TO_TELL: usize = 20;
/// Answers of more words than this, most of them different, are prose.
const PROSE_WORDS: f64 = 8.0;
/// How many of them are different.
const PROSE_VARIETY: f64 = 0.5;

/// A column and what it was taken for.
pub(super) struct Guess {
    pub column: Column,
    pub facts: Facts,
    pub used: As,
    pub reading: Reading,
    pub label: Option<String>,
    pub why: Text,
    pub sure: bool,
    /// The user said so.
    pub fixed: bool,
}

/// What a column is taken for, by itself.
struct Found {
    used: As,
    reading: Reading,
    why: &'static str,
    sure: bool,
}

impl Guess {
    pub fn report(&self, id: Option<String>) -> ColumnReport {
        let (values, missing, examples) = self.reading.summary();
        ColumnReport {
            column: self.column.header.clone(),
            positions: self.column.positions.clone(),
            id,
            used_as: self.used,
            values,
            missing,
            separator: self.reading.separator.clone(),
            levels: self.reading.levels.clone(),
            scale: self.reading.scale,
            period: self.reading.period,
            examples,
            why: super::say(&self.why),
            sure: self.sure,
        }
    }

    fn becomes(&mut self, used: As, why: &'static str, sure: bool) {
        self.used = used;
        self.why = reason(why, &self.facts, &self.reading);
        self.sure = sure;
    }
}

/// The sentence for a reason, with all that such sentences may speak of.
fn reason(why: &'static str, facts: &Facts, reading: &Reading) -> Text {
    let (values, ..) = reading.summary();
    let separator = match reading.separator.as_deref() {
        Some("\n") => super::say(&Text::new("import.lineBreak")),
        separator => format!("“{}”", separator.unwrap_or_default()),
    };
    Text::new(why)
        .with("count", values)
        .with("answers", facts.filled())
        .with("separator", separator)
        .with("levels", reading.levels.iter().map(|level| format!("“{level}”")).collect::<Vec<_>>())
}

/// Takes every column for something, the user's word first.
pub(super) fn all(
    columns: Vec<Column>,
    delimiter: Option<char>,
    options: &Options,
    notes: &mut Vec<Text>,
) -> Vec<Guess> {
    // Where cells end in semicolons, the comma is usually the decimal mark.
    let decimal = if delimiter == Some(';') { ',' } else { '.' };
    let mut guesses: Vec<Guess> = columns
        .into_iter()
        .map(|column| {
            let facts = Facts::new(&column);
            let wanted = options.columns.get(&column.header);
            let found = match wanted {
                Some(wanted) => as_told(&column, &facts, wanted, decimal),
                None => by_itself(&column, &facts, decimal),
            };
            let why = reason(found.why, &facts, &found.reading);
            let (fixed, label) = (wanted.is_some(), wanted.and_then(|wanted| wanted.label.clone()));
            Guess { column, facts, used: found.used, reading: found.reading, label, why, sure: found.sure, fixed }
        })
        .collect();
    topics(&mut guesses);
    one_id(&mut guesses);
    one_name(&mut guesses);
    for guess in &mut guesses {
        notes.append(&mut guess.reading.notes);
        if matches!(guess.used, As::Category | As::Ordinal) {
            notes.extend(reading::spellings(&guess.column.header, &guess.facts.spellings));
        }
    }
    guesses
}

fn as_told(column: &Column, facts: &Facts, wanted: &ColumnUse, decimal: char) -> Found {
    let name = &column.header;
    let told = |used, reading| Found { used, reading, why: "import.why.told", sure: true };
    match wanted.used_as {
        used @ (As::Id | As::Name | As::Roles | As::Capacity | As::Category | As::Ignore) => {
            told(used, reading::texts(facts))
        }
        used @ (As::Needs | As::Offers | As::Themes | As::Set) => {
            told(used, reading::lists(column, facts, wanted.separator.as_deref()))
        }
        As::Number => told(As::Number, reading::numbers(name, facts, decimal, wanted.scale)),
        As::Cyclic => told(As::Cyclic, reading::cyclic(name, facts, wanted.period)),
        As::Ordinal => match reading::ordinal(name, facts, wanted.levels.as_deref()) {
            Some(reading) => told(As::Ordinal, reading),
            None => {
                Found { used: As::Category, reading: reading::texts(facts), why: "import.why.oneLevel", sure: false }
            }
        },
    }
}

fn by_itself(column: &Column, facts: &Facts, decimal: char) -> Found {
    let heading = &facts.heading;
    let found = |used, why, sure| Found { used, reading: reading::texts(facts), why, sure };
    match column.cells {
        Cells::Plain(_) => {}
        Cells::Ranked(_) => {
            return Found {
                reading: reading::lists(column, facts, None),
                ..found(As::Themes, "import.why.ranks", true)
            };
        }
        Cells::Chosen(_) => {
            return Found {
                reading: reading::lists(column, facts, None),
                ..found(As::Set, "import.why.checkboxes", true)
            };
        }
    }
    if facts.filled() == 0 {
        return found(As::Ignore, "import.why.empty", true);
    }
    if facts.share(value::is_email) >= CLEARLY || heading.is(words::EMAIL) {
        return found(As::Id, "import.why.email", true);
    }
    if heading.is(words::CONTACT) || facts.share(value::is_link) >= CLEARLY {
        return found(As::Ignore, "import.why.contact", true);
    }
    if heading.is(words::RECORD) || facts.share(value::is_date) >= CLEARLY {
        return found(As::Ignore, "import.why.record", true);
    }
    let differ = facts.variety() >= NEARLY_ALL_DIFFER;
    if differ && (heading.is(words::ID) || heading.ends(words::ID_END)) {
        return found(As::Id, "import.why.id", true);
    }
    if heading.is(words::GIVEN_NAME) || heading.is(words::FAMILY_NAME) || differ && heading.is(words::NAME) {
        return found(As::Name, "import.why.name", true);
    }
    let asks_zone = heading.says(words::TIME_ZONE);
    if facts.share(|text| value::utc_offset(text, asks_zone).is_some()) >= MOSTLY {
        return Found {
            reading: reading::cyclic(&column.header, facts, None),
            ..found(As::Cyclic, "import.why.timeZone", true)
        };
    }
    if let Some(sure) = roles::speaks_of_roles(facts) {
        return found(As::Roles, "import.why.roles", sure);
    }
    if heading.says(words::CAPACITY) && facts.share(|text| roles::capacity(text).is_some()) >= MOSTLY {
        return found(As::Capacity, "import.why.capacity", true);
    }
    if is_mark(facts) {
        return Found { reading: reading::marks(facts), ..found(As::Category, "import.why.mark", false) };
    }
    // "1, 2, 3+" are mostly numbers and yet a scale.
    let all_numbers = facts.share(is_number) == 1.0;
    let ranges = if all_numbers { None } else { scale(column, facts) };
    ranges
        .or_else(|| quantity(column, facts, decimal))
        .or_else(|| several(column, facts))
        .unwrap_or_else(|| one_of_several(facts))
}

/// `x` or nothing.
fn is_mark(facts: &Facts) -> bool {
    let only = if facts.distinct.len() == 1 { facts.distinct.first() } else { None };
    only.is_some_and(|(text, count)| blocks::CHOSEN.contains(&fold(text).as_str()) && *count < facts.raw.len())
}

fn is_number(text: &str) -> bool {
    value::number_with(text, '.').is_some() || value::number_with(text, ',').is_some()
}

/// A rating, a quantity or a code, for a column of numbers.
fn quantity(column: &Column, facts: &Facts, decimal: char) -> Option<Found> {
    if facts.share(is_number) < MOSTLY {
        return None;
    }
    let leading_zero = |text: &str| text.len() > 1 && text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
    if facts.heading.says(words::CODE) || facts.distinct.iter().any(|(text, _)| leading_zero(text)) {
        let found = one_of_several(facts);
        let why = if found.used == As::Category { "import.why.code" } else { found.why };
        return Some(Found { why, sure: false, ..found });
    }
    let recur = facts.variety() < NEARLY_ALL_DIFFER || facts.filled() < ENOUGH_TO_TELL;
    if recur && !facts.heading.says(words::COUNT) {
        let reading = reading::rating(facts).and_then(|levels| reading::levels_as(&column.header, facts, levels));
        if let Some(reading) = reading {
            return Some(Found { used: As::Ordinal, reading, why: "import.why.rating", sure: true });
        }
    }
    if facts.distinct.len() == 2 && facts.share(|text| text == "0" || text == "1") == 1.0 {
        return Some(Found {
            used: As::Category,
            reading: reading::texts(facts),
            why: "import.why.zeroOne",
            sure: false,
        });
    }
    let reading = reading::numbers(&column.header, facts, decimal, None);
    let why = if reading.scale == Some(crate::network::Scale::Log) { "import.why.size" } else { "import.why.number" };
    Some(Found {
        used: As::Number,
        reading,
        why,
        sure: facts.variety() < NEARLY_ALL_DIFFER || facts.heading.says(words::COUNT),
    })
}

fn scale(column: &Column, facts: &Facts) -> Option<Found> {
    let values: Vec<String> = facts.distinct.iter().map(|(text, _)| text.clone()).collect();
    let order = scales::order(&values, &facts.heading)?;
    let sure = order.off.is_empty() || order.levels.len() > 2;
    let reading = reading::levels_as(&column.header, facts, order.levels)?;
    Some(Found { used: As::Ordinal, reading, why: order.why, sure })
}

fn several(column: &Column, facts: &Facts) -> Option<Found> {
    let heading = &facts.heading;
    let topics = [words::NEEDS, words::NEEDS_PERHAPS, words::OFFERS, words::OFFERS_PERHAPS, words::THEMES];
    let hint =
        heading.says(words::SEVERAL) || heading.says(words::LANGUAGE) || topics.iter().any(|list| heading.says(list));
    let split = split::guess(&facts.raw, hint)?;
    // A comma is the weakest sign: it also stands in titles and sentences.
    let sure = split.separator != "," || hint || split.glued.is_empty() && facts.filled() >= ENOUGH_TO_TELL;
    let why = if split.separator == "," { "import.why.commas" } else { "import.why.separated" };
    Some(Found { used: As::Set, reading: reading::of_split(&column.header, split), why, sure })
}

fn one_of_several(facts: &Facts) -> Found {
    let found = |used, why, sure| Found { used, reading: reading::texts(facts), why, sure };
    if facts.words() > PROSE_WORDS && facts.variety() >= PROSE_VARIETY {
        return found(As::Ignore, "import.why.prose", true);
    }
    if facts.heading.says(words::REMARKS) && facts.words() > 1.0 {
        return found(As::Ignore, "import.why.remarks", false);
    }
    if facts.variety() >= NEARLY_ALL_DIFFER && facts.filled() >= ENOUGH_TO_TELL {
        return found(As::Ignore, "import.why.allDiffer", false);
    }
    match facts.distinct.len() {
        1 => found(As::Category, "import.why.constant", true),
        _ => found(As::Category, "import.why.category", facts.variety() < PROSE_VARIETY),
    }
}

/// Needs, offers and themes among the columns with one or several answers.
fn topics(guesses: &mut [Guess]) {
    let may = |guess: &Guess| {
        let answers_yes = ["yes", "no", "maybe", "si", "oui", "non", "sim", "nao", "true", "false"];
        let yes_or_no = guess.facts.distinct.iter().all(|(text, _)| answers_yes.contains(&fold(text).as_str()));
        let kind = matches!(guess.used, As::Set | As::Category)
            || guess.used == As::Ignore && guess.why.code() == "import.why.allDiffer";
        kind && !guess.fixed && !yes_or_no && !guess.facts.heading.says(words::NO_TOPICS)
    };
    let needs = |guess: &Guess| may(guess) && guess.facts.heading.says(words::NEEDS);
    let offers = |guess: &Guess| may(guess) && !needs(guess) && guess.facts.heading.says(words::OFFERS);
    let is = |used: As| move |guess: &Guess| guess.fixed && guess.used == used;
    let some_needs = guesses.iter().any(|guess| needs(guess) || is(As::Needs)(guess));
    let some_offers = guesses.iter().any(|guess| offers(guess) || is(As::Offers)(guess));
    for guess in guesses {
        let says = |list: &str| guess.facts.heading.says(list);
        let (used, why, sure) = if !may(guess) {
            continue;
        } else if needs(guess) {
            (As::Needs, "import.why.needs", true)
        } else if offers(guess) {
            let why = if some_needs { "import.why.offers" } else { "import.why.offersOnly" };
            (As::Offers, why, some_needs)
        } else if says(words::THEMES) {
            (As::Themes, "import.why.themes", true)
        } else if some_needs && says(words::OFFERS_PERHAPS) {
            (As::Offers, "import.why.offers", false)
        } else if some_offers && says(words::NEEDS_PERHAPS) {
            (As::Needs, "import.why.needs", false)
        } else {
            continue;
        };
        if let Values::Texts(_) = guess.reading.values {
            guess.reading = reading::lists(&guess.column, &guess.facts, None);
        }
        guess.becomes(used, why, sure);
    }
}

/// Of several columns that could be the id, the most complete one stays; an e-mail address only for want of another.
fn one_id(guesses: &mut [Guess]) {
    let is_email = |guess: &Guess| guess.why.code() == "import.why.email";
    let chosen = |guesses: &[Guess]| {
        let candidates = guesses.iter().enumerate().filter(|(_, guess)| guess.used == As::Id);
        candidates.min_by_key(|(_, guess)| (!guess.fixed, is_email(guess), guess.reading.summary().1)).map(|(at, _)| at)
    };
    let kept = chosen(guesses);
    for (at, guess) in guesses.iter_mut().enumerate() {
        if guess.used == As::Id && Some(at) != kept {
            let why = if is_email(guess) { "import.why.contact" } else { "import.why.otherId" };
            guess.becomes(As::Ignore, why, true);
        }
    }
}

/// A full name, or a given and a family name; an organisation's where members have no other.
fn one_name(guesses: &mut [Guess]) {
    if guesses.iter().any(|guess| guess.fixed && guess.used == As::Name) {
        let others = guesses.iter_mut().filter(|guess| !guess.fixed && guess.used == As::Name);
        others.for_each(|guess| guess.becomes(As::Ignore, "import.why.otherName", true));
        return;
    }
    let first =
        |guesses: &[Guess], list: &str| guesses.iter().position(|g| g.used == As::Name && g.facts.heading.is(list));
    let full = first(guesses, words::NAME);
    let (given, family) = (first(guesses, words::GIVEN_NAME), first(guesses, words::FAMILY_NAME));
    // Beside a given name alone, "Nom" or "Name" is the family name.
    let kept = match (full, given, family) {
        (Some(full), Some(given), None) => vec![given, full],
        (Some(full), ..) => vec![full],
        (None, given, family) => given.into_iter().chain(family).collect(),
    };
    for (at, guess) in guesses.iter_mut().enumerate() {
        if guess.used == As::Name && !kept.contains(&at) {
            guess.becomes(As::Ignore, "import.why.otherName", true);
        }
    }
    if kept.is_empty() {
        let names = |guess: &&mut Guess| {
            let heading = &guess.facts.heading;
            let named = heading.is(words::ORGANISATION) || heading.ends("name|nombre|nom|nome");
            let kind = matches!(guess.used, As::Category | As::Ignore) && !guess.fixed;
            kind && named && guess.facts.variety() >= NEARLY_ALL_DIFFER && guess.facts.words() <= PROSE_WORDS
        };
        if let Some(guess) = guesses.iter_mut().find(names) {
            guess.becomes(As::Name, "import.why.nameForWant", false);
        }
    }
}
