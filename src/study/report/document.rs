//! What a report is made of, independent of the format in which it is written.

use super::words::{say, word};
use crate::text::Text;

/// So many rows or groups stand open; the others are folded away.
const OPEN_ROWS: usize = 40;
const OPEN_GROUPS: usize = 12;

/// Folding away a few saves nothing.
const FEW: usize = 5;

/// One page.
pub(super) struct Document {
    pub title: String,
    /// As the user gave it: no clock is looked at.
    pub date: Option<String>,
    pub sections: Vec<Section>,
}

/// A part of the page under its heading.
pub(super) struct Section {
    /// The place to link to.
    pub id: &'static str,
    /// The heading's code in the catalogue.
    title: &'static str,
    pub blocks: Vec<Block>,
}

pub(super) enum Block {
    Paragraph(String),
    /// A paragraph that the reader should not miss.
    Warning(String),
    List(Vec<String>),
    Heading(String),
    /// What belongs to one group, under its name.
    Group {
        title: String,
        blocks: Vec<Block>,
    },
    Table(Table),
    Chart(Chart),
    /// What few want to see.
    Fold {
        summary: String,
        blocks: Vec<Block>,
    },
    /// Text that a program reads.
    Code(String),
}

/// A table whose first column names the row.
pub(super) struct Table {
    pub caption: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

pub(super) enum Cell {
    Words(String),
    Number(f64),
    /// Several sentences.
    Lines(Vec<String>),
    /// Nothing is known.
    None,
}

/// A small drawing of numbers; the description says in words what it shows.
pub(super) struct Chart {
    pub title: String,
    pub description: String,
    pub kind: Drawing,
}

pub(super) enum Drawing {
    /// Numbers from the lowest to the highest, and their mean.
    Ranks { numbers: Vec<f64>, mean: f64 },
    /// Points in 0..1 by 0..1, with the names of the two axes.
    Dots { points: Vec<[f64; 2]>, axes: [String; 2] },
    /// Rows of two bars each, with the names of the two.
    Bars { rows: Vec<Bar>, series: [String; 2] },
    /// How many there are of each.
    Columns { columns: Vec<(String, usize)> },
}

/// Two bars under a label: how long, and what is written beside them.
pub(super) struct Bar {
    pub label: String,
    pub numbers: [f64; 2],
    pub shown: [String; 2],
}

impl Section {
    /// A section unless it would be empty.
    pub fn of(id: &'static str, title: &'static str, blocks: Vec<Block>) -> Option<Section> {
        (!blocks.is_empty()).then_some(Section { id, title, blocks })
    }

    pub fn title(&self) -> String {
        word(self.title)
    }
}

impl Table {
    /// A table without rows yet, its caption and columns from the catalogue.
    pub fn new(caption: &'static str, head: &[&'static str]) -> Self {
        let head = head.iter().map(|code| word(code)).collect();
        Table { caption: word(caption), head, rows: Vec::new() }
    }

    /// The table, all but its first rows folded away; nothing when it has none.
    pub fn put(mut self, blocks: &mut Vec<Block>) {
        if self.rows.is_empty() {
            return;
        }
        let rest = if self.rows.len() > OPEN_ROWS + FEW { self.rows.split_off(OPEN_ROWS) } else { Vec::new() };
        let (caption, head) = (self.caption.clone(), self.head.clone());
        blocks.push(Block::Table(self));
        if !rest.is_empty() {
            let summary = say(&Text::new("report.moreRows").with("count", rest.len()).with("caption", &caption));
            blocks.push(Block::Fold { summary, blocks: vec![Block::Table(Table { caption, head, rows: rest })] });
        }
    }

    /// Whether a column holds numbers.
    pub fn is_numeric(&self, column: usize) -> bool {
        let cells = || self.rows.iter().filter_map(|row| row.get(column));
        let numeric = |cell: &Cell| matches!(cell, Cell::Number(_) | Cell::None);
        cells().all(numeric) && cells().any(|cell| matches!(cell, Cell::Number(_)))
    }

    /// Leaves out the columns that say nothing in any row.
    pub fn without_empty_columns(mut self) -> Self {
        for at in (1..self.head.len()).rev() {
            if self.rows.iter().all(|row| row.get(at).is_none_or(Cell::is_empty)) {
                self.head.remove(at);
                self.rows.iter_mut().filter(|row| at < row.len()).for_each(|row| drop(row.remove(at)));
            }
        }
        self
    }
}

impl Cell {
    fn is_empty(&self) -> bool {
        match self {
            Cell::Words(words) => words.is_empty(),
            Cell::Number(_) => false,
            Cell::Lines(lines) => lines.is_empty(),
            Cell::None => true,
        }
    }
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Cell::Words(words)
    }
}
impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Cell::Words(words.to_owned())
    }
}
impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}
impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Cell::Number(f64::from(number))
    }
}
impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Cell::Number(number as f64)
    }
}
impl From<Vec<String>> for Cell {
    fn from(lines: Vec<String>) -> Self {
        Cell::Lines(lines)
    }
}
impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(cell: Option<T>) -> Self {
        cell.map_or(Cell::None, Into::into)
    }
}

/// Groups one after the other, all but the first folded away.
pub(super) fn put_groups(mut groups: Vec<Block>, blocks: &mut Vec<Block>) {
    let rest = if groups.len() > OPEN_GROUPS + FEW { groups.split_off(OPEN_GROUPS) } else { Vec::new() };
    blocks.append(&mut groups);
    if !rest.is_empty() {
        let summary = say(&Text::new("report.moreGroups").with("count", rest.len()));
        blocks.push(Block::Fold { summary, blocks: rest });
    }
}

/// A list unless it would be empty.
pub(super) fn put_list(lines: &[String], blocks: &mut Vec<Block>) {
    if !lines.is_empty() {
        blocks.push(Block::List(lines.to_vec()));
    }
}
