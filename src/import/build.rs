//! Columns to a network: one member a row, one attribute a question.

use super::facts::{Spelling, by_frequency};
use super::guess::Guess;
use super::reading::Values;
use super::words::{Heading, fold, tidy};
use super::{As, lines, roles, some_of, value};
use crate::network::{Answer, Attribute, Kind, Member, Network, RESERVED, Role, Scale, Theme, ThemeWishes};
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// Ids made from headers are cut at so many characters.
const LONGEST_ID: usize = 48;

/// A network and, for each column, the id of the attribute that it became.
pub(super) struct Built {
    pub network: Network,
    pub ids: Vec<Option<String>>,
}

/// Builds the network; `rows` are the line numbers of the rows.
pub(super) fn network(guesses: &[Guess], rows: &[usize], notes: &mut Vec<Text>) -> Built {
    let mut members: Vec<Member> = rows.iter().map(|_| Member::default()).collect();
    let (attributes, ids) = attributes(guesses);
    for (guess, id) in guesses.iter().zip(&ids) {
        if let Some(id) = id {
            answers(guess, id, &mut members);
        }
    }
    name_members(guesses, &mut members);
    identify(guesses, rows, &mut members, notes);
    let needs = wishes(guesses, As::Needs, rows.len(), notes);
    let offers = wishes(guesses, As::Offers, rows.len(), notes);
    for ((member, needs), offers) in members.iter_mut().zip(needs).zip(offers) {
        (member.needs, member.offers) = (needs, offers);
    }
    one_spelling(guesses, &mut members, notes);
    let themes = themes(guesses, &mut members, notes);
    give_roles(guesses, &mut members, notes);
    ignored(guesses, notes);
    let network = Network { attributes, themes, members, ties: Vec::new(), scores: None };
    Built { network, ids }
}

fn kind(used: As) -> Option<Kind> {
    match used {
        As::Category => Some(Kind::Category),
        As::Set => Some(Kind::Set),
        As::Ordinal => Some(Kind::Ordinal),
        As::Number => Some(Kind::Number),
        As::Cyclic => Some(Kind::Cyclic),
        _ => None,
    }
}

fn attributes(guesses: &[Guess]) -> (Vec<Attribute>, Vec<Option<String>>) {
    let mut names = Names::taken(RESERVED.into_iter());
    let mut attributes = Vec::new();
    let mut ids = Vec::new();
    for guess in guesses {
        let Some(kind) = kind(guess.used) else {
            ids.push(None);
            continue;
        };
        let position = guess.column.positions.first().copied().unwrap_or_default();
        let slug = Some(Heading::new(&guess.column.header).slug(LONGEST_ID)).filter(|slug| !slug.is_empty());
        let id = names.free(&slug.unwrap_or_else(|| format!("column_{position}")), "_");
        let label = guess.label.clone().unwrap_or_else(|| guess.column.header.clone());
        attributes.push(Attribute {
            id: id.clone(),
            label: Some(label),
            kind,
            levels: guess.reading.levels.clone(),
            scale: guess.reading.scale.filter(|scale| *scale == Scale::Log),
            range: None,
            period: guess.reading.period,
            idf: false,
            aliases: Vec::new(),
        });
        ids.push(Some(id));
    }
    (attributes, ids)
}

/// Names that are in use, and the number that each tries next.
#[derive(Default)]
struct Names {
    taken: BTreeSet<String>,
    numbers: BTreeMap<String, usize>,
}

impl Names {
    fn taken<'n>(names: impl Iterator<Item = &'n str>) -> Self {
        Names { taken: names.map(str::to_owned).collect(), numbers: BTreeMap::new() }
    }

    /// A name that is not taken yet: with a number behind it if need be.
    fn free(&mut self, wanted: &str, joint: &str) -> String {
        let mut name = wanted.to_owned();
        let number = self.numbers.entry(wanted.to_owned()).or_insert(2);
        while !self.taken.insert(name.clone()) {
            name = format!("{wanted}{joint}{number}");
            *number += 1;
        }
        name
    }
}

fn answers(guess: &Guess, id: &str, members: &mut [Member]) {
    let answer = |row: usize| match &guess.reading.values {
        Values::Texts(texts) => texts.get(row).cloned().flatten().map(Answer::Text),
        Values::Numbers(numbers) => numbers.get(row).copied().flatten().map(Answer::Number),
        Values::Lists(lists) => lists.get(row).filter(|list| !list.is_empty()).cloned().map(Answer::List),
    };
    for (row, member) in members.iter_mut().enumerate() {
        if let Some(answer) = answer(row) {
            member.values.insert(id.to_owned(), answer);
        }
    }
}

/// What a column says of a row, as it is written.
fn written(guess: &Guess, row: usize) -> Option<String> {
    guess.facts.raw.get(row).cloned().flatten().map(|text| tidy(&text)).filter(|text| !text.is_empty())
}

fn name_members(guesses: &[Guess], members: &mut [Member]) {
    let mut parts: Vec<&Guess> = guesses.iter().filter(|guess| guess.used == As::Name).collect();
    // "Ana Lima" rather than "Lima Ana", however the columns stand.
    parts.sort_by_key(|guess| !guess.facts.heading.is(super::vocabulary::GIVEN_NAME));
    for (row, member) in members.iter_mut().enumerate() {
        let name: Vec<String> = parts.iter().filter_map(|guess| written(guess, row)).collect();
        member.name = Some(name.join(" ")).filter(|name| !name.is_empty());
    }
}

fn identify(guesses: &[Guess], rows: &[usize], members: &mut [Member], notes: &mut Vec<Text>) {
    let column = guesses.iter().find(|guess| guess.used == As::Id);
    let given: Vec<Option<String>> =
        (0..members.len()).map(|row| column.and_then(|guess| written(guess, row))).collect();
    // Ids that are given come before ids that are made up.
    let mut names = Names::taken(given.iter().flatten().map(String::as_str));
    let mut seen = BTreeSet::new();
    let (mut repeated, mut without) = (Vec::new(), Vec::new());
    for (row, member) in members.iter_mut().enumerate() {
        member.id = match given.get(row).and_then(Option::as_ref) {
            Some(id) if seen.insert(id) => id.clone(),
            Some(id) => {
                repeated.push(id.clone());
                names.free(id, "-")
            }
            None => {
                without.extend(rows.get(row));
                names.free(&format!("m{}", row + 1), "-")
            }
        };
    }
    match column {
        None => notes.push(Text::new("import.noId")),
        Some(column) => {
            let name = &column.column.header;
            if !repeated.is_empty() {
                let text = Text::new("import.repeatedIds").with("column", name).with("count", repeated.len());
                notes.push(text.with("examples", some_of(&repeated)));
            }
            if !without.is_empty() {
                let text = Text::new("import.withoutId").with("column", name).with("count", without.len());
                notes.push(text.with("lines", lines(&without)));
            }
        }
    }
}

/// What a row lists in all columns of one use: a list a column.
fn listed(guesses: &[Guess], used: As, row: usize) -> impl Iterator<Item = &Vec<String>> {
    guesses.iter().filter(move |guess| guess.used == used).filter_map(move |guess| match &guess.reading.values {
        Values::Lists(lists) => lists.get(row),
        Values::Texts(_) | Values::Numbers(_) => None,
    })
}

/// Each answer once.
fn once_each<'a>(answers: impl Iterator<Item = &'a String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    answers.filter(|answer| seen.insert(fold(answer))).cloned().collect()
}

/// What each row lists in all columns of one use, each answer once; "none" alone in a cell lists nothing.
fn wishes(guesses: &[Guess], used: As, rows: usize, notes: &mut Vec<Text>) -> Vec<Vec<String>> {
    let says_none = |list: &&Vec<String>| matches!(list.as_slice(), [only] if value::is_no_topic(&fold(only)));
    let of_row = |row| once_each(listed(guesses, used, row).filter(|list| !says_none(list)).flatten());
    let none: Vec<String> =
        (0..rows).flat_map(|row| listed(guesses, used, row).filter(says_none).flatten().cloned()).collect();
    if !none.is_empty() {
        let code = match used {
            As::Needs => "import.noNeeds",
            As::Offers => "import.noOffers",
            _ => "import.noThemes",
        };
        notes.push(Text::new(code).with("count", none.len()).with("examples", some_of(&none)));
    }
    (0..rows).map(of_row).collect()
}

/// Needs and offers meet by name: one spelling for both.
fn one_spelling(guesses: &[Guess], members: &mut [Member], notes: &mut Vec<Text>) {
    let spelling = Spelling::new(members.iter().flat_map(|member| member.needs.iter().chain(&member.offers)));
    for member in members.iter_mut() {
        let topics = member.needs.iter_mut().chain(&mut member.offers);
        topics.for_each(|topic| *topic = spelling.of(topic));
    }
    let both = [As::Needs, As::Offers].iter().all(|used| guesses.iter().any(|guess| guess.used == *used));
    if both {
        let (needed, offered): (BTreeSet<&String>, BTreeSet<&String>) =
            (members.iter().flat_map(|m| &m.needs).collect(), members.iter().flat_map(|m| &m.offers).collect());
        let unmet: Vec<String> = needed.difference(&offered).map(|topic| (*topic).clone()).collect();
        if !unmet.is_empty() {
            let text = Text::new("import.unmet").with("count", unmet.len()).with("needs", needed.len());
            notes.push(text.with("topics", some_of(&unmet)));
        }
    }
}

fn themes(guesses: &[Guess], members: &mut [Member], notes: &mut Vec<Text>) -> Vec<Theme> {
    let mut wishes = wishes(guesses, As::Themes, members.len(), notes);
    let spelling = Spelling::new(wishes.iter().flatten());
    wishes.iter_mut().flatten().for_each(|wish| *wish = spelling.of(wish));
    let mut names = Names::default();
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    let mut themes = Vec::new();
    for (label, _) in by_frequency(wishes.iter().flatten()) {
        let slug = Some(Heading::new(&label).slug(LONGEST_ID)).filter(|slug| !slug.is_empty());
        let id = names.free(&slug.unwrap_or_else(|| format!("theme_{}", themes.len() + 1)), "_");
        ids.insert(label.clone(), id.clone());
        themes.push(Theme { id, label: Some(label) });
    }
    for (member, wishes) in members.iter_mut().zip(wishes) {
        member.themes = ThemeWishes::Ranked(wishes.iter().filter_map(|wish| ids.get(wish).cloned()).collect());
    }
    if !themes.is_empty() {
        notes.push(Text::new("import.themes").with("count", themes.len()));
    }
    themes
}

/// Roles and capacities: as the table says; where it says nothing, everyone learns and those who offer can coach.
fn give_roles(guesses: &[Guess], members: &mut [Member], notes: &mut Vec<Text>) {
    let of = |used: As| guesses.iter().filter(move |guess| guess.used == used);
    let asked = of(As::Roles).next().is_some();
    let counts_places = of(As::Capacity).next().is_some();
    let (mut unknown, mut uncounted) = (Vec::new(), Vec::new());
    for (row, member) in members.iter_mut().enumerate() {
        let places = of(As::Capacity).filter_map(|guess| written(guess, row));
        uncounted.extend(places.filter(|text| roles::capacity(text).is_none()));
        let capacity = of(As::Capacity).filter_map(|guess| roles::capacity(&written(guess, row)?)).max();
        member.capacity = capacity;
        let mut all = BTreeSet::new();
        for guess in of(As::Roles) {
            let Some(answer) = written(guess, row) else { continue };
            let consent = if roles::asks_consent(&guess.facts) { roles::of_consent(&answer) } else { None };
            let named = consent.unwrap_or_else(|| roles::named(&answer));
            if named.is_empty() {
                unknown.push(answer);
            }
            all.extend(named);
        }
        let coaches = if counts_places { capacity.is_some_and(|places| places > 0) } else { !member.offers.is_empty() };
        if !asked && coaches {
            all.extend([Role::Learner, Role::Coach]);
        }
        if all.is_empty() {
            all.insert(Role::Learner);
        }
        member.roles = all.into_iter().collect();
    }
    let count = |role: Role| members.iter().filter(|member| member.roles.contains(&role)).count();
    if !unknown.is_empty() {
        notes.push(Text::new("import.unknownRoles").with("count", unknown.len()).with("examples", some_of(&unknown)));
    }
    if let Some(guess) = of(As::Capacity).next().filter(|_| !uncounted.is_empty()) {
        let text = Text::new("import.unread.capacity").with("column", &guess.column.header);
        notes.push(text.with("count", uncounted.len()).with("examples", some_of(&uncounted)));
    }
    let code = match (asked, counts_places, count(Role::Coach)) {
        (true, ..) => "import.roles",
        (false, _, 0) => "import.roles.none",
        (false, true, _) => "import.roles.places",
        (false, false, _) => "import.roles.offers",
    };
    notes.push(Text::new(code).with("learners", count(Role::Learner)).with("coaches", count(Role::Coach)));
}

/// Names what was left out, what counts as not answered, and what was kept although it looks so.
fn ignored(guesses: &[Guess], notes: &mut Vec<Text>) {
    let left: Vec<String> =
        guesses.iter().filter(|guess| guess.used == As::Ignore).map(|guess| guess.column.header.clone()).collect();
    if !left.is_empty() {
        let quoted = left.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>();
        notes.push(Text::new("import.ignored").with("count", left.len()).with("columns", quoted));
    }
    let mut markers: BTreeMap<&String, (usize, usize)> = BTreeMap::new();
    for (marker, count) in guesses.iter().flat_map(|guess| &guess.facts.markers) {
        let (cells, columns) = markers.entry(marker).or_insert((0, 0));
        *cells += count;
        *columns += 1;
    }
    for (marker, (cells, columns)) in markers {
        notes.push(Text::new("import.missing").with("marker", marker).with("count", cells).with("columns", columns));
    }
    for guess in guesses {
        let name = &guess.column.header;
        let holds_na = guess.facts.texts.iter().flatten().any(|text| text == "NA");
        if guess.facts.na_is_code && holds_na {
            notes.push(Text::new("import.codeNa").with("column", name));
        }
        let none = guess.facts.distinct.iter().find(|(text, _)| fold(text) == "none");
        let compared = kind(guess.used).is_some() && matches!(guess.reading.values, Values::Texts(_));
        if let Some((text, count)) = none.filter(|_| compared) {
            notes
                .push(Text::new("import.noneIsAnswer").with("column", name).with("answer", text).with("count", *count));
        }
    }
}
