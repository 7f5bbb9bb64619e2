//! Rows to a rectangle with headers: titles above the table, second header rows of survey tools, ragged rows.

use super::dialect::{self, Row};
use super::value;
use super::words::{fold, tidy};
use super::{Options, lines};
use crate::error::{Error, Errors};
use crate::text::Text;

/// What survey tools write below a question that has a single column.
const RESPONSE: [&str; 9] = [
    "response",
    "open-ended response",
    "reponse",
    "reponse ouverte",
    "respuesta",
    "respuesta abierta",
    "resposta",
    "resposta aberta",
    "responses",
];
/// A title above the table has one cell where the table has at least so many.
const TABLE_BELOW_TITLE: usize = 3;
/// Titles and notes are looked for in so many rows at the top.
const MOST_TITLES: usize = 12;
/// The share of unnamed columns whose second row must look like the name of an option.
const OPTION_NAMES: f64 = 0.8;

/// A table with as many cells in every row as there are headers.
#[derive(Debug)]
pub(super) struct Sheet {
    pub delimiter: Option<char>,
    pub headers: Vec<Header>,
    pub header_rows: usize,
    pub rows: Vec<Row>,
    pub notes: Vec<Text>,
}

/// What stands above a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Header {
    /// The question; empty where the column belongs to the question on its left.
    pub question: String,
    /// The option, from a second header row.
    pub option: Option<String>,
    /// The program that wrote the table made the name up: `Column7`, `Unnamed: 7`.
    pub placeholder: bool,
}

pub(super) fn read(text: &str, options: &Options) -> Result<Sheet, Errors> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut notes = Vec::new();
    let (delimiter, skipped) = delimiter(text, options, &mut notes)?;
    let mut found = dialect::read(text.get(skipped..).unwrap_or_default(), delimiter);
    if skipped > 0 {
        found.rows.iter_mut().for_each(|row| row.line += 1);
        found.open_quotes.iter_mut().for_each(|line| *line += 1);
    }
    let fault = |why, help| Error::new(Text::new(why), Text::new(help), "table");
    let holds_something = |c: char| !c.is_whitespace() && !matches!(c, ',' | ';' | '|' | '"');
    if found.rows.is_empty() || !text.contains(holds_something) {
        return Err(fault("error.emptyTable", "help.emptyTable").into());
    }
    if found.blank > 0 {
        notes.push(Text::new("import.blankRows").with("count", found.blank));
    }
    if !found.open_quotes.is_empty() {
        notes.push(Text::new("import.openQuotes").with("lines", lines(&found.open_quotes)));
    }
    let mut rows = found.rows;
    pass_over_titles(&mut rows, &mut notes);
    let (headers, header_rows) = headers(&mut rows);
    if headers.iter().all(|h| h.question.is_empty() || value::number(&h.question).is_some()) {
        return Err(fault("error.noHeader", "help.noHeader").into());
    }
    if rows.is_empty() {
        return Err(fault("error.noRows", "help.noRows").into());
    }
    if header_rows > 1 {
        notes.push(Text::new("import.headerRows").with("count", header_rows));
    }
    let mut sheet = Sheet { delimiter: delimiter.map(char::from), headers, header_rows, rows, notes };
    square(&mut sheet);
    Ok(sheet)
}

/// The delimiter that was given, that the text declares, or that fits best; and the length of the declaration.
fn delimiter(text: &str, options: &Options, notes: &mut Vec<Text>) -> Result<(Option<u8>, usize), Errors> {
    let declared = dialect::declared(text);
    let skipped = declared.map_or(0, |(_, length)| length);
    if let Some(given) = options.delimiter {
        let byte = u8::try_from(given).ok().filter(|byte| dialect::usable(*byte));
        let fault = || {
            let why = Text::new("error.delimiterNotUsable").with("delimiter", given.to_string());
            Errors::from(Error::new(why, Text::new("help.delimiterNotUsable"), "options.delimiter"))
        };
        return byte.map(|byte| (Some(byte), skipped)).ok_or_else(fault);
    }
    if let Some((byte, length)) = declared {
        notes.push(Text::new("import.delimiter.declared").with("delimiter", name(char::from(byte))));
        return Ok((Some(byte), length));
    }
    let guess = dialect::guess(text);
    notes.push(match guess.byte {
        None => Text::new("import.delimiter.none"),
        Some(byte) => {
            let code = if guess.share >= 1.0 { "import.delimiter" } else { "import.delimiter.unsure" };
            let percent = (guess.share * 100.0).floor();
            let text = Text::new(code).with("delimiter", name(char::from(byte)));
            text.with("cells", guess.width).with("percent", percent)
        }
    });
    Ok((guess.byte, 0))
}

/// A delimiter as one says it.
fn name(delimiter: char) -> String {
    let code = match delimiter {
        ',' => "import.comma",
        ';' => "import.semicolon",
        '\t' => "import.tab",
        '|' => "import.bar",
        other => return format!("“{other}”"),
    };
    super::say(&Text::new(code))
}

fn filled(row: &Row) -> usize {
    row.cells.iter().filter(|cell| !cell.trim().is_empty()).count()
}

/// Drops titles above the table and says what they were.
fn pass_over_titles(rows: &mut Vec<Row>, notes: &mut Vec<Text>) {
    let widths: Vec<usize> = rows.iter().map(filled).collect();
    let (usual, _) = dialect::most_frequent(&widths);
    let titles = widths.iter().take(MOST_TITLES).take_while(|width| **width == 1).count();
    if usual < TABLE_BELOW_TITLE || titles == 0 || widths.get(titles).is_none_or(|width| *width < TABLE_BELOW_TITLE) {
        return;
    }
    let title = |row: Row| row.cells.into_iter().map(|c| tidy(&c)).find(|c| !c.is_empty()).unwrap_or_default();
    let titles: Vec<String> = rows.drain(..titles).map(title).collect();
    notes.push(Text::new("import.titles").with("titles", titles));
}

/// Takes the header rows off the top.
fn headers(rows: &mut Vec<Row>) -> (Vec<Header>, usize) {
    let count = header_rows(rows);
    let mut top = rows.drain(..count).map(|row| row.cells);
    let first: Vec<String> = top.next().unwrap_or_default().iter().map(|cell| tidy(cell)).collect();
    let second: Vec<String> = top.next().unwrap_or_default().iter().map(|cell| tidy(cell)).collect();
    drop(top);
    let full_questions = count == 3;
    let width = first.len().max(second.len());
    let header = |at: usize| {
        let (above, below) = (first.get(at).cloned().unwrap_or_default(), second.get(at).cloned().unwrap_or_default());
        let question = if full_questions && !below.is_empty() { below.clone() } else { above };
        let names_option = count == 2 && !below.is_empty() && !RESPONSE.contains(&fold(&below).as_str());
        let placeholder = at > 0 && is_placeholder(&question);
        Header { option: names_option.then_some(below), placeholder, question }
    };
    ((0..width).map(header).collect(), count)
}

/// How many of the first rows are headers: one; two where a survey tool names the options below the questions;
/// three where it adds question texts and import codes.
fn header_rows(rows: &[Row]) -> usize {
    if rows.get(2).is_some_and(|row| row.cells.iter().any(|cell| cell.trim_start().starts_with("{\"ImportId\":"))) {
        return 3;
    }
    let (Some(first), Some(second)) = (rows.first(), rows.get(1)) else { return 1 };
    let cell = |row: &Row, at: usize| row.cells.get(at).map(|cell| fold(cell)).unwrap_or_default();
    let responses = (0..second.cells.len()).filter(|&at| RESPONSE.contains(&cell(second, at).as_str())).count();
    let unnamed: Vec<usize> = (0..second.cells.len()).filter(|&at| cell(first, at).is_empty()).collect();
    if unnamed.iter().any(|&at| cell(second, at).is_empty()) {
        return 1;
    }
    let names_option = |at: &&usize| {
        let name = cell(second, **at);
        let below = rows.iter().skip(2).map(|row| cell(row, **at)).filter(|value| !value.is_empty());
        let (same, other) = below.fold((false, false), |(s, o), value| (s || value == name, o || value != name));
        !(same && other)
    };
    let options = unnamed.iter().filter(names_option).count();
    let many = unnamed.len() >= 2 && options as f64 >= OPTION_NAMES * unnamed.len() as f64;
    if responses > 0 && (responses >= 2 || many) || many && cell(second, 0).is_empty() { 2 } else { 1 }
}

/// `Column7`, `Unnamed: 7`, `Field 7`, `V7`: a name that a program made up for a column without one.
fn is_placeholder(header: &str) -> bool {
    let folded = fold(header);
    let stem = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    stem.len() < folded.len()
        && matches!(stem.trim_end(), "column" | "unnamed:" | "unnamed" | "field" | "columna" | "colonne")
}

/// Gives every row as many cells as there are headers, without losing one unsaid.
fn square(sheet: &mut Sheet) {
    let widths: Vec<usize> = sheet.rows.iter().map(|row| row.cells.len()).collect();
    let (usual, _) = dialect::most_frequent(&widths);
    let width = sheet.headers.len().max(usual);
    let nameless = || Header { question: String::new(), option: None, placeholder: false };
    sheet.headers.resize_with(width, nameless);
    let (mut short, mut long, mut lost) = (Vec::new(), Vec::new(), Vec::new());
    for row in &mut sheet.rows {
        let over = row.cells.iter().skip(width).map(|cell| tidy(cell)).filter(|cell| !cell.is_empty());
        let before = lost.len();
        lost.extend(over);
        if lost.len() > before {
            long.push(row.line);
        }
        if row.cells.len() < width {
            short.push(row.line);
        }
        row.cells.resize(width, String::new());
    }
    if !short.is_empty() {
        sheet.notes.push(Text::new("import.shortRows").with("count", short.len()).with("lines", lines(&short)));
    }
    if !long.is_empty() {
        let text = Text::new("import.longRows").with("count", long.len()).with("lines", lines(&long));
        sheet.notes.push(text.with("cells", super::some_of(&lost)));
    }
    // Trailing delimiters make columns with neither name nor content.
    let hollow = |at: usize, header: &Header| {
        header.question.is_empty()
            && header.option.is_none()
            && sheet.rows.iter().all(|r| r.cells[at].trim().is_empty())
    };
    let trailing = sheet.headers.iter().enumerate().rev().take_while(|(at, header)| hollow(*at, header)).count();
    let width = width - trailing;
    if trailing > 0 {
        sheet.headers.truncate(width);
        sheet.rows.iter_mut().for_each(|row| row.cells.truncate(width));
        sheet.notes.push(Text::new("import.hollowColumns").with("count", trailing));
    }
}
