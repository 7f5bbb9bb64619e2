//! Text to rows of cells: which delimiter it uses, quoted cells, blank lines, and a quotation mark left open.

use csv::{ReaderBuilder, StringRecord};

/// Delimiters that are considered, the likelier first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// So many rows decide the delimiter; later ones can hardly overturn them.
const SAMPLE_ROWS: usize = 300;
/// Below this share of rows with one and the same number of cells, a delimiter is not believed on that ground.
const CONSISTENT: f64 = 0.4;
/// What a header row with another number of cells than most rows takes off that share.
const ODD_HEADER: f64 = 0.5;
/// So many open quotation marks are mended one by one; a text with more is read without quoting from there on.
const MOST_MENDED: usize = 40;

/// A row as it stands in the text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// The line on which it starts, from 1.
    pub line: usize,
    /// Its cells, untrimmed.
    pub cells: Vec<String>,
}

/// All rows that hold anything.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub rows: Vec<Row>,
    /// Rows without any content.
    pub blank: usize,
    /// Lines with a quotation mark that is never closed.
    pub open_quotes: Vec<usize>,
}

/// The delimiter of a text and whether that is beyond doubt; `None` for a table of one column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Delimiter {
    pub byte: Option<u8>,
    /// The share of sampled rows that have the usual number of cells.
    pub share: f64,
    /// The usual number of cells.
    pub width: usize,
}

/// The delimiter that spreadsheet programs write into a first line `sep=;`, and the length of that line.
pub(super) fn declared(text: &str) -> Option<(u8, usize)> {
    let line = text.split_inclusive('\n').next()?;
    let mut rest = line.trim_end_matches(['\r', '\n']).trim_matches('"').chars();
    let said: String = rest.by_ref().take(4).collect();
    let delimiter = u8::try_from(rest.next()?).ok().filter(|byte| usable(*byte))?;
    (said.eq_ignore_ascii_case("sep=") && rest.next().is_none()).then_some((delimiter, line.len()))
}

/// Whether a byte can stand between cells.
pub(super) fn usable(byte: u8) -> bool {
    byte.is_ascii() && !byte.is_ascii_alphanumeric() && !matches!(byte, b'"' | b'\n' | b'\r' | 0)
}

/// The delimiter under which the rows have most consistently the same number of cells, two at least.
pub(super) fn guess(text: &str) -> Delimiter {
    let mut best: Option<(f64, Delimiter)> = None;
    let mut widest_header = (1, None);
    for byte in DELIMITERS {
        let widths = sample_widths(text, byte);
        let Some(&header) = widths.first() else { continue };
        if header > widest_header.0 {
            widest_header = (header, Some(byte));
        }
        let (width, count) = most_frequent(&widths);
        let share = count as f64 / widths.len() as f64;
        // A title above the table is one cell under any delimiter and no reason against it.
        let odd = header != width && (header > 1 || width < 3);
        let score = if odd { share - ODD_HEADER } else { share };
        let better = best.is_none_or(|(most, found)| score > most || (score == most && width > found.width));
        if width >= 2 && better {
            best = Some((score, Delimiter { byte: Some(byte), share, width }));
        }
    }
    match (best, widest_header) {
        (Some((score, found)), _) if score >= CONSISTENT => found,
        (_, (width, Some(byte))) => Delimiter { byte: Some(byte), share: 0.0, width },
        _ => Delimiter { byte: None, share: 1.0, width: 1 },
    }
}

fn sample_widths(text: &str, delimiter: u8) -> Vec<usize> {
    let mut reader = reader(text, delimiter, true);
    let records = reader.records().take(SAMPLE_ROWS).filter_map(Result::ok);
    records.filter(|r| r.iter().any(|cell| !cell.trim().is_empty())).map(|r| r.len()).collect()
}

/// The most frequent number and how often it occurs; the larger one of two equally frequent.
pub(super) fn most_frequent(numbers: &[usize]) -> (usize, usize) {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    let runs = sorted.chunk_by(|a, b| a == b).map(|run| (run[0], run.len()));
    runs.max_by_key(|(_, count)| *count).unwrap_or((0, 0))
}

fn reader(text: &str, delimiter: u8, quoting: bool) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quoting(quoting)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// Reads all rows, without a delimiter as one cell each.
pub(super) fn read(text: &str, delimiter: Option<u8>) -> Rows {
    // A table of one column may hold any delimiter in its cells: read it with one that does not occur.
    let absent = || (1..b' ').rev().find(|b| usable(*b) && *b != b'\t' && !text.as_bytes().contains(b));
    let delimiter = delimiter.or_else(absent).unwrap_or(0x1f);
    let mut out = Rows::default();
    let mut cursor = Cursor { text, at: 0, line: 1 };
    loop {
        let quoting = out.open_quotes.len() < MOST_MENDED;
        let Some((line, start)) = read_on(&mut cursor, delimiter, quoting, &mut out) else { return out };
        // The row swallowed the ones below: read its first line as it stands, then go on there.
        out.open_quotes.push(line);
        let end = text[start..].find(['\n', '\r']).map_or(text.len(), |length| start + length);
        if let Some(Ok(record)) = reader(&text[start..end], delimiter, false).records().next() {
            keep(&mut out, line, &record);
        }
        cursor = Cursor { text, at: end, line };
    }
}

/// Reads from the cursor to the end of the text or, giving its line and place, to a row with an open quotation.
fn read_on(cursor: &mut Cursor, delimiter: u8, quoting: bool, out: &mut Rows) -> Option<(usize, usize)> {
    let base = cursor.at;
    let mut reader = reader(&cursor.text[base..], delimiter, quoting);
    let mut record = StringRecord::new();
    let place = |position: &csv::Position| base.saturating_add(usize::try_from(position.byte()).unwrap_or(usize::MAX));
    while reader.read_record(&mut record).unwrap_or(false) {
        let start = record.position().map_or(base, place);
        out.blank += cursor.go_to_content(start);
        let row = cursor.text.as_bytes().get(cursor.at..place(reader.position())).unwrap_or_default();
        if quoting && is_open(row, delimiter) {
            return Some((cursor.line, cursor.at));
        }
        if !keep(out, cursor.line, &record) {
            out.blank += 1;
        }
    }
    None
}

fn keep(out: &mut Rows, line: usize, record: &StringRecord) -> bool {
    let filled = record.iter().any(|cell| !cell.trim().is_empty());
    if filled {
        out.rows.push(Row { line, cells: record.iter().map(str::to_owned).collect() });
    }
    filled
}

/// Counts lines while rows are read: the csv crate passes over empty lines without a word.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl Cursor<'_> {
    /// Goes to a place, then over empty lines to the next content; gives the number of these empty lines.
    fn go_to_content(&mut self, start: usize) -> usize {
        let bytes = self.text.as_bytes();
        while self.at < start.min(bytes.len()) {
            self.step(bytes);
        }
        // Right after a row its own line end comes first, unless the reader has passed it already.
        let before = self.line;
        let line_start = match self.at.checked_sub(1).and_then(|before| bytes.get(before)) {
            None | Some(b'\n') => true,
            Some(b'\r') => bytes.get(self.at) != Some(&b'\n'),
            Some(_) => false,
        };
        while matches!(bytes.get(self.at), Some(b'\n' | b'\r')) {
            self.step(bytes);
        }
        (self.line - before).saturating_sub(usize::from(!line_start))
    }

    fn step(&mut self, bytes: &[u8]) {
        let ends = match bytes.get(self.at) {
            Some(b'\n') => true,
            Some(b'\r') => bytes.get(self.at + 1) != Some(&b'\n'),
            _ => false,
        };
        self.line += usize::from(ends);
        self.at += 1;
    }
}

/// Whether a quotation in a row is never closed: it reaches the end of the text, or ends on a later line in the
/// middle of a cell, where a quotation of that line begins.
fn is_open(row: &[u8], delimiter: u8) -> bool {
    let (mut quoted, mut cell_starts, mut spans_lines, mut at) = (false, true, false, 0);
    while let Some(&byte) = row.get(at) {
        at += 1;
        if !quoted {
            (quoted, spans_lines) = (byte == b'"' && cell_starts, false);
            cell_starts = byte == delimiter || byte == b'\n' || byte == b'\r';
        } else if byte == b'"' {
            match row.get(at) {
                Some(b'"') => at += 1,
                Some(&next) if spans_lines && next != delimiter && !next.is_ascii_whitespace() => return true,
                _ => quoted = false,
            }
        } else {
            spans_lines |= byte == b'\n' || byte == b'\r';
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(rows: &Rows) -> Vec<Vec<&str>> {
        rows.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
    }

    #[test]
    fn the_delimiter_is_the_one_that_gives_even_rows() {
        assert_eq!(guess("a;b;c\n1,5;2;x\n2,5;3;y\n").byte, Some(b';'));
        assert_eq!(guess("a\tb\n\"x, y\"\tz, w\n").byte, Some(b'\t'));
        assert_eq!(guess("a,b\n\"x;y;z\",1\nv;w,2\n").byte, Some(b','));
        assert_eq!(guess("a|b\nc|d\n").byte, Some(b'|'));
    }

    #[test]
    fn a_single_column_is_not_torn_apart() {
        assert_eq!(guess("name\nana\nben\n").byte, None);
        let rows = read("name\n\"Lee, Bo\"\nana; b\n", None);
        assert_eq!(cells(&rows), [["name"], ["Lee, Bo"], ["ana; b"]]);
    }

    #[test]
    fn a_title_above_the_table_does_not_hide_the_delimiter() {
        assert_eq!(guess("Our survey, 2025\n\na;b;c\n1;2;3\n4;5;6\n").byte, Some(b';'));
    }

    #[test]
    fn lines_are_counted_over_blank_lines_and_line_breaks_in_cells() {
        let rows = read("a,b\r\n\r\n\"x\ny\",1\r\n,\r\n\r\n\r\nz,2", Some(b','));
        assert_eq!(cells(&rows), [["a", "b"], ["x\ny", "1"], ["z", "2"]]);
        assert_eq!(rows.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [1, 3, 8]);
        assert_eq!(rows.blank, 4);
    }

    #[test]
    fn an_open_quotation_mark_does_not_swallow_the_rows_below() {
        let rows = read("a,b\n\"x,1\n\"y, z\",2\nw,3\n\"v,4", Some(b','));
        assert_eq!(cells(&rows), [["a", "b"], ["\"x", "1"], ["y, z", "2"], ["w", "3"], ["\"v", "4"]]);
        assert_eq!(rows.open_quotes, [2, 5]);
    }

    #[test]
    fn spreadsheet_programs_may_declare_the_delimiter() {
        assert_eq!(declared("sep=;\r\na;b"), Some((b';', 7)));
        assert_eq!(declared("SEP=\t\na"), Some((b'\t', 6)));
        assert_eq!(declared("separator\n"), None);
    }
}
