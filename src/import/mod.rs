//! Tables to networks: a CSV file of a survey or a sign-up list becomes a [`Network`], with a scenario to begin with.
//!
//! Delimiter, encoding, header rows, what each column holds and which of its commas separate answers are guessed.
//! Every guess is reported with its reason, can be overruled by [`Options`], and nothing is dropped unsaid: each
//! column and each row is in the network or in the notes.
//!
//! ```
//! use commonground::import::{As, Options, table};
//! let text = "Name;Country;Languages\nAna;Peru;es, pt\nBen;Ghana;en\nChi;Kenya;en, fr\n";
//! let imported = table(text, &Options::default())?;
//! assert_eq!(imported.network.members.len(), 3);
//! assert_eq!(imported.network.members[0].name.as_deref(), Some("Ana"));
//! let uses: Vec<As> = imported.report.columns.iter().map(|column| column.used_as).collect();
//! assert_eq!(uses, [As::Name, As::Category, As::Set]);
//! # Ok::<(), commonground::Errors>(())
//! ```

mod bands;
mod blocks;
mod build;
mod dialect;
mod encoding;
mod facts;
mod guess;
mod reading;
mod roles;
mod scales;
mod sheet;
mod split;
mod suggest;
mod value;
mod vocabulary;
mod words;

pub use encoding::Encoding;

use crate::error::{Error, Errors};
use crate::network::{Network, Scale};
use crate::scenario::Scenario;
use crate::text::{Language, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What the user knows better than the guesses.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ImportOptions"))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Options {
    /// The character between cells; guessed when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delimiter: Option<char>,
    /// What columns hold, by their name in the report; the others are guessed. Naming a single column of a block
    /// of checkbox columns takes that block apart.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: BTreeMap<String, ColumnUse>,
}

/// What a column holds, as the user says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ColumnUse {
    /// What the column becomes.
    #[serde(rename = "as")]
    pub used_as: As,
    /// The attribute's name; the column's header when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What separates several answers in a cell; empty when a cell is always one answer; guessed when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// For `ordinal`: the levels from lowest to highest; guessed when absent. Other answers count as not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levels: Option<Vec<String>>,
    /// For `number`: how numbers compare; guessed when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// For `cyclic`: the length of one turn, above 0. Default 24.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<f64>,
}

/// What a column of a table becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub enum As {
    /// The members' ids.
    Id,
    /// The members' names, or a part of them: several such columns are joined.
    Name,
    /// What members may do: learner, coach, facilitator, lead.
    Roles,
    /// How many learners a coach can take.
    Capacity,
    /// Topics that members want to learn.
    Needs,
    /// Topics that members can teach.
    Offers,
    /// Themes that members wish for, best first.
    Themes,
    /// An attribute with one of several values.
    Category,
    /// An attribute with any number of values.
    Set,
    /// An attribute with ordered levels.
    Ordinal,
    /// An attribute that is a quantity.
    Number,
    /// An attribute that is a position on a circle, such as a time zone.
    Cyclic,
    /// Nothing: it is left out.
    Ignore,
}

/// A table as a network, a scenario to begin with, and what was guessed on the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ImportResult"))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Imported {
    /// One member a row.
    pub network: Network,
    /// A suggestion that can be solved as it is.
    pub scenario: Scenario,
    /// What was guessed, and why.
    pub report: Report,
}

/// What was guessed about a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ImportReport"))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Report {
    /// The character between cells; null for a table of one column.
    pub delimiter: Option<char>,
    /// How the bytes were read.
    pub encoding: Encoding,
    /// How many rows became members.
    pub rows: usize,
    /// How many rows at the top are headers.
    pub header_rows: usize,
    /// The columns in the order of the table; a block of checkbox columns counts as one.
    pub columns: Vec<ColumnReport>,
    /// What else the reader should know, as sentences.
    pub notes: Vec<String>,
}

/// What was guessed about a column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ColumnReport {
    /// Its name, by which [`Options`] speak of it.
    pub column: String,
    /// Where it stands in the table: column numbers from 1, several for a block of checkbox columns.
    pub positions: Vec<usize>,
    /// The attribute's id in the network; null for what is no attribute.
    pub id: Option<String>,
    /// What it became.
    #[serde(rename = "as")]
    pub used_as: As,
    /// How many different answers there are.
    pub values: usize,
    /// How many rows have no answer.
    pub missing: usize,
    /// What separates several answers in a cell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
    /// For `ordinal`: the levels, lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    /// For `number`: how numbers compare.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// For `cyclic`: the length of one turn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<f64>,
    /// Up to three answers, the most frequent first.
    pub examples: Vec<String>,
    /// Why it became that, as a sentence.
    pub why: String,
    /// Whether there is little doubt about it.
    pub sure: bool,
}

/// Reads a table of separated values.
///
/// # Errors
/// `emptyTable`, `noHeader` or `noRows` where there is nothing to read; `unknownColumn`, `delimiterNotUsable` or
/// `badPeriod` where the options do not fit.
pub fn table(text: &str, options: &Options) -> Result<Imported, Errors> {
    let mut sheet = sheet::read(text, options)?;
    let mut notes = std::mem::take(&mut sheet.notes);
    let columns = blocks::columns(&sheet, options, &mut notes);
    fit_columns(options, &columns)?;
    let guesses = guess::all(columns, sheet.delimiter, options, &mut notes);
    let lines: Vec<usize> = sheet.rows.iter().map(|row| row.line).collect();
    let built = build::network(&guesses, &lines, &mut notes);
    let scenario = suggest::scenario(&built.network, &guesses, &built.ids);
    let report = Report {
        delimiter: sheet.delimiter,
        encoding: Encoding::Utf8,
        rows: built.network.members.len(),
        header_rows: sheet.header_rows,
        columns: guesses.iter().zip(built.ids).map(|(guess, id)| guess.report(id)).collect(),
        notes: notes.iter().map(say).collect(),
    };
    Ok(Imported { network: built.network, scenario, report })
}

/// Spreadsheet programs' own files are no tables of separated values, though every byte of them can be read as one.
fn not_a_workbook(data: &[u8]) -> Result<(), Errors> {
    // ZIP (XLSX, ODS), the older compound file (XLS), PDF.
    const BEGINNINGS: [&[u8]; 3] = [b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-"];
    if BEGINNINGS.iter().any(|beginning| data.starts_with(beginning)) {
        return Err(Error::new(Text::new("error.notATable"), Text::new("help.notATable"), "").into());
    }
    Ok(())
}

/// Reads a table of separated values from a file's bytes: UTF-8, UTF-16 with a byte order mark, and otherwise
/// Windows-1252.
///
/// # Errors
/// `notATable` for a spreadsheet program's own file, and as [`table`].
pub fn bytes(data: &[u8], options: &Options) -> Result<Imported, Errors> {
    not_a_workbook(data)?;
    let decoded = encoding::decode(data);
    let mut imported = table(&decoded.text, options)?;
    imported.report.encoding = decoded.encoding;
    let mut first = Vec::new();
    if decoded.encoding == Encoding::Windows1252 {
        first.push(say(&Text::new("import.encoding.guessed")));
    }
    if decoded.unreadable > 0 {
        first.push(say(&Text::new("import.encoding.unreadable").with("count", decoded.unreadable)));
    }
    imported.report.notes.splice(0..0, first);
    Ok(imported)
}

/// Whether the options speak of columns that exist, in terms that can be followed.
fn fit_columns(options: &Options, columns: &[blocks::Column]) -> Result<(), Errors> {
    let mut errors = Errors::default();
    for (name, wanted) in &options.columns {
        let path = format!("options.columns.{name}");
        if !columns.iter().any(|column| column.header == *name) {
            let known: Vec<String> = columns.iter().map(|column| column.header.clone()).collect();
            let why = Text::new("error.unknownColumn").with("column", name);
            errors.push(Error::new(why, Text::new("help.unknownColumn").with("known", known), path.clone()));
        }
        if wanted.period.is_some_and(|period| !(period.is_finite() && period > 0.0)) {
            errors.push(Error::new(
                Text::new("error.badPeriod"),
                Text::new("help.badPeriod"),
                format!("{path}.period"),
            ));
        }
    }
    errors.into_result()
}

/// A sentence in the one language that there is so far.
fn say(text: &Text) -> String {
    text.render(Language::English)
}

/// So many examples are named in a sentence before "and more".
const MOST_NAMED: usize = 8;

/// The first of many things, and how many more there are.
fn capped(mut things: Vec<String>) -> Vec<String> {
    if things.len() > MOST_NAMED {
        let more = say(&Text::new("import.more").with("count", things.len() - MOST_NAMED));
        things.truncate(MOST_NAMED);
        things.push(more);
    }
    things
}

/// Some of many answers, each once and in quotation marks.
fn some_of(answers: &[String]) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let distinct = answers.iter().filter(|answer| seen.insert(answer.as_str()));
    capped(distinct.map(|answer| format!("“{}”", shortened(answer))).collect())
}

/// Some of many line numbers.
fn lines(lines: &[usize]) -> Vec<String> {
    capped(lines.iter().map(usize::to_string).collect())
}

/// An answer as an example: long ones are cut.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST - 1).chain(std::iter::once('…')).collect()
}
