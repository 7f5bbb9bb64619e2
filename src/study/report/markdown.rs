//! A report as Markdown (GitHub's, for its tables).

use super::document::{Block, Cell, Document, Drawing, Table};
use super::words::{inert, plain, word};
use crate::text::number;

/// What Markdown reads as markup anywhere in a line.
const MARKUP: [char; 9] = ['\\', '`', '*', '_', '[', ']', '|', '~', '$'];

/// Two levels below the title.
const GROUP_LEVEL: usize = 3;

pub(super) fn write(document: &Document) -> String {
    let mut out = format!("# {}\n\n", escaped(&document.title));
    if let Some(date) = &document.date {
        out.push_str(&format!("{}\n\n", line(date)));
    }
    for section in &document.sections {
        out.push_str(&format!("## {}\n\n", escaped(&section.title())));
        put(&mut out, &section.blocks, GROUP_LEVEL);
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

fn put(out: &mut String, blocks: &[Block], level: usize) {
    for block in blocks {
        match block {
            Block::Paragraph(text) => out.push_str(&format!("{}\n\n", line(text))),
            Block::Warning(text) => out.push_str(&format!("**{}**\n\n", escaped(text))),
            Block::List(lines) => {
                lines.iter().for_each(|text| out.push_str(&format!("- {}\n", line(text))));
                out.push('\n');
            }
            Block::Heading(text) => heading(out, text, level),
            Block::Group { title, blocks } => {
                heading(out, title, level);
                put(out, blocks, level + 1);
            }
            Block::Table(table) => {
                // Under a group's heading it needs no other.
                if level == GROUP_LEVEL {
                    out.push_str(&format!("{}\n\n", line(&table.caption)));
                }
                put_table(out, table);
            }
            // Of bars a table says the same.
            Block::Chart(chart) if matches!(chart.kind, Drawing::Bars { .. }) => {}
            Block::Chart(chart) => out.push_str(&format!("{}\n\n", line(&chart.description))),
            Block::Fold { summary, blocks } => {
                out.push_str(&format!("<details>\n<summary>{}</summary>\n\n", super::html::escaped(summary)));
                put(out, blocks, level);
                out.push_str("</details>\n\n");
            }
            // No line of ours begins with a fence: it is indented JSON.
            Block::Code(text) => out.push_str(&format!("```json\n{text}\n```\n\n")),
        }
    }
}

fn heading(out: &mut String, text: &str, level: usize) {
    out.push_str(&format!("{} {}\n\n", "#".repeat(level), escaped(text)));
}

fn put_table(out: &mut String, table: &Table) {
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    out.push_str(&row(table.head.iter().map(|title| escaped(title)).collect()));
    let side = |at: usize| if table.is_numeric(at) { "---:" } else { "---" }.to_owned();
    out.push_str(&row((0..table.head.len()).map(side).collect()));
    for cells in &table.rows {
        out.push_str(&row(cells.iter().map(cell).collect()));
    }
    out.push('\n');
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Words(words) => escaped(&inert(words)),
        Cell::Number(value) => number(*value),
        Cell::Lines(lines) => lines.iter().map(|line| escaped(&inert(line))).collect::<Vec<_>>().join("<br>"),
        Cell::None => word("report.none"),
    }
}

/// A text that begins a line: what would make it a heading, a list or a rule there is escaped, too.
fn line(text: &str) -> String {
    let text = escaped(text);
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let marker = match text[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => Some(digits),
        Some('#' | '+' | '-' | '=') if digits == 0 => Some(0),
        _ => None,
    };
    match marker {
        Some(at) => format!("{}\\{}", &text[..at], &text[at..]),
        None => text,
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let text = plain(text);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // The end of a scheme, which alone would make a link.
            ':' if rest.peek() == Some(&'/') => out.push_str("\\:"),
            _ if MARKUP.contains(&c) => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{cell, escaped, line};
    use crate::study::report::document::Cell;

    #[test]
    fn a_name_is_no_markup() {
        assert_eq!(escaped("<b>A & `B` | *C*</b>\n# x"), "&lt;b&gt;A &amp; \\`B\\` \\| \\*C\\*&lt;/b&gt; # x");
        assert_eq!(escaped("[a](b://c)"), "\\[a\\](b\\://c)");
        assert_eq!(line("1. Ana"), "1\\. Ana");
        assert_eq!(line("# Ana"), "\\# Ana");
        assert_eq!(line("- Ana"), "\\- Ana");
        assert_eq!(line("24 members"), "24 members");
    }

    #[test]
    fn a_cell_is_no_formula() {
        assert_eq!(cell(&Cell::from("=1+1")), "'=1+1");
        assert_eq!(cell(&Cell::from(-0.5)), "-0.5");
    }
}
