//! Columns that are one question together: a checkbox column for each option, or a rank for each theme.

use super::sheet::{Header, Sheet};
use super::words::{Heading, fold, tidy};
use super::{Options, vocabulary};
use crate::text::Text;
use std::collections::{BTreeMap, BTreeSet};

/// A cell that says: this option was chosen. Folded.
pub(super) const CHOSEN: [&str; 16] =
    ["x", "1", "yes", "y", "true", "checked", "selected", "✓", "✔", "☑", "si", "oui", "sim", "on", "vrai", "verdadero"];
/// A cell that says: this option was not chosen. Folded.
pub(super) const NOT_CHOSEN: [&str; 14] = [
    "0",
    "no",
    "n",
    "false",
    "unchecked",
    "not checked",
    "not selected",
    "non",
    "nao",
    "off",
    "faux",
    "falso",
    "☐",
    "-",
];
/// A question and the answers to it, one for each row.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub header: String,
    /// Where it stands in the table: column numbers from 1.
    pub positions: Vec<usize>,
    pub cells: Cells,
}

#[derive(Debug, Clone)]
pub(super) enum Cells {
    /// As they stand in the table.
    Plain(Vec<String>),
    /// The options chosen in a block of checkbox columns.
    Chosen(Vec<Vec<String>>),
    /// The options of a block of rank columns, best first.
    Ranked(Vec<Vec<String>>),
}

/// A column of the table with its place in a block.
struct Part<'s> {
    at: usize,
    question: String,
    option: Option<String>,
    header: &'s Header,
}

/// The table's columns, blocks merged, every one with a header of its own.
pub(super) fn columns(sheet: &Sheet, options: &Options, notes: &mut Vec<Text>) -> Vec<Column> {
    let mut out = Vec::new();
    let parts = parts(sheet);
    for block in parts.chunk_by(|a, b| belongs(a, b)) {
        let merged = if block.len() > 1 { merge(sheet, block, options) } else { None };
        let rest = match merged {
            Some((column, taken)) => {
                notes.push(
                    Text::new("import.block")
                        .with("column", &column.header)
                        .with("count", taken)
                        .with("first", column.positions.first().copied().unwrap_or_default())
                        .with("last", column.positions.last().copied().unwrap_or_default()),
                );
                out.push(column);
                &block[taken..]
            }
            None => block,
        };
        let after_block = rest.len() < block.len();
        out.extend(rest.iter().map(|part| single(sheet, part, after_block, rest.len())));
    }
    name_apart(&mut out, notes);
    out
}

fn parts(sheet: &Sheet) -> Vec<Part<'_>> {
    let mut question = String::new();
    let mut out: Vec<Part> = Vec::new();
    for (at, header) in sheet.headers.iter().enumerate() {
        let continues = header.placeholder || header.question.is_empty();
        if !continues {
            question.clone_from(&header.question);
        }
        let (stem, inner) = match (&header.option, continues) {
            (None, false) => option_in(&header.question),
            _ => None,
        }
        .unzip();
        let option = header.option.clone().or(inner);
        out.push(Part { at, question: stem.unwrap_or_else(|| question.clone()), option, header });
    }
    out
}

/// `Skills [Python]`, `Skills: Python`, `Skills - Python` and `skills/python` name a question and an option.
fn option_in(header: &str) -> Option<(String, String)> {
    let bracketed = header.strip_suffix(']').and_then(|rest| rest.rsplit_once('['));
    let split = bracketed
        .or_else(|| header.split_once(": "))
        .or_else(|| header.rsplit_once(" - "))
        .or_else(|| header.rsplit_once('/'))?;
    let (question, option) = (tidy(split.0), tidy(split.1));
    (!question.is_empty() && !option.is_empty()).then_some((question, option))
}

fn belongs(left: &Part, right: &Part) -> bool {
    let continues = right.header.placeholder || right.header.question.is_empty();
    let same_stem = left.option.is_some() && right.option.is_some() && left.question == right.question;
    !left.question.is_empty() && (continues || same_stem)
}

/// The name of one column of a block, for itself.
fn own_name(part: &Part) -> String {
    let joined = |question: &str, option: &str| format!("{}: {option}", question.trim_end_matches(['.', ':']));
    match (&part.option, part.header.question.as_str()) {
        (Some(option), "") => joined(&part.question, option),
        (Some(option), own) if part.header.option.is_some() => joined(own, option),
        (_, "") => super::say(&Text::new("import.column").with("number", part.at + 1)),
        (_, own) => own.to_owned(),
    }
}

fn cells<'s>(sheet: &'s Sheet, part: &Part) -> impl Iterator<Item = &'s str> {
    let at = part.at;
    sheet.rows.iter().map(move |row| row.cells.get(at).map_or("", String::as_str))
}

fn single(sheet: &Sheet, part: &Part, after_block: bool, left: usize) -> Column {
    let nameless = part.option.is_none() && (part.header.placeholder || part.header.question.is_empty());
    let header = match (after_block && nameless, left) {
        (true, 1) => super::say(&Text::new("import.other").with("column", &part.question)),
        (true, _) => format!("{} ({})", part.question, own_name(part)),
        _ => own_name(part),
    };
    let cells = cells(sheet, part).map(str::to_owned).collect();
    Column { header, positions: vec![part.at + 1], cells: Cells::Plain(cells) }
}

/// The block's leading option columns as one column, and how many they are; `None` where it is no such block or
/// the user speaks of one of its columns by its own name.
fn merge(sheet: &Sheet, block: &[Part], options: &Options) -> Option<(Column, usize)> {
    let question = block.first()?.question.clone();
    let speaks_of = |part: &Part| own_name(part) != question && options.columns.contains_key(&own_name(part));
    if block.iter().any(speaks_of) {
        return None;
    }
    let positions = |taken: usize| block[..taken].iter().map(|part| part.at + 1).collect();
    if let Some(ranked) = ranked(sheet, block, &question) {
        return Some((
            Column { header: question, positions: positions(block.len()), cells: Cells::Ranked(ranked) },
            block.len(),
        ));
    }
    let mut labels: Vec<String> = Vec::new();
    for part in block {
        match label(sheet, part) {
            Some(label) if !labels.contains(&label) => labels.push(label),
            _ => break,
        }
    }
    let taken = labels.len();
    if taken < 2 {
        return None;
    }
    let chosen = |row: usize| {
        let of = |(part, label): (&Part, &String)| {
            let value = fold(sheet.rows[row].cells.get(part.at)?);
            let chosen = !value.is_empty() && (value == fold(label) || !NOT_CHOSEN.contains(&value.as_str()));
            chosen.then(|| label.clone())
        };
        block.iter().zip(&labels).filter_map(of).collect()
    };
    let cells = Cells::Chosen((0..sheet.rows.len()).map(chosen).collect());
    Some((Column { header: question, positions: positions(taken), cells }, taken))
}

/// The option that a column stands for, when all its cells are blank, chosen or not chosen.
fn label(sheet: &Sheet, part: &Part) -> Option<String> {
    if let Some(option) = &part.option {
        let name = fold(option);
        let says = |value: String| {
            value.is_empty()
                || value == name
                || CHOSEN.contains(&value.as_str())
                || NOT_CHOSEN.contains(&value.as_str())
        };
        return cells(sheet, part).all(|cell| says(fold(cell))).then(|| option.clone());
    }
    let mut values = cells(sheet, part).filter(|cell| !cell.trim().is_empty());
    let first = tidy(values.next()?);
    let name = fold(&first);
    let says_which = !CHOSEN.contains(&name.as_str()) && !NOT_CHOSEN.contains(&name.as_str());
    (says_which && values.all(|cell| fold(cell) == name)).then_some(first)
}

/// The options of each row by their rank, where all columns hold ranks of themes.
fn ranked(sheet: &Sheet, block: &[Part], question: &str) -> Option<Vec<Vec<String>>> {
    if !Heading::new(question).says(vocabulary::THEMES) {
        return None;
    }
    let options: Vec<&String> = block.iter().map(|part| part.option.as_ref()).collect::<Option<_>>()?;
    let mut seen = BTreeSet::new();
    let mut rows = Vec::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        let mut ranks = Vec::new();
        for (part, option) in block.iter().zip(&options) {
            let cell = row.cells.get(part.at).map_or("", |cell| cell.trim());
            if !cell.is_empty() {
                let rank: usize = cell.parse().ok().filter(|rank| (1..=block.len()).contains(rank))?;
                seen.insert(rank);
                ranks.push((rank, option.to_string()));
            }
        }
        ranks.sort_by_key(|(rank, _)| *rank);
        rows.push(ranks.into_iter().map(|(_, option)| option).collect());
    }
    // Ones alone are ticks, not ranks.
    (seen.len() >= 2).then_some(rows)
}

/// Gives columns of the same name a number, and says so.
fn name_apart(columns: &mut [Column], notes: &mut Vec<Text>) {
    let mut taken: BTreeSet<String> = columns.iter().map(|column| column.header.clone()).collect();
    let mut count: BTreeMap<String, usize> = BTreeMap::new();
    for column in columns {
        let times = count.entry(column.header.clone()).or_insert(0);
        *times += 1;
        if *times > 1 {
            let before = column.header.clone();
            let mut number = *times;
            while !taken.insert(column.header.clone()) {
                column.header = format!("{before} ({number})");
                number += 1;
            }
            notes.push(Text::new("import.sameHeader").with("column", before).with("now", &column.header));
        }
    }
}
