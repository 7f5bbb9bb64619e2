//! A report as a web page that needs nothing else: no scripts, no files, no other address.

use super::charts;
use super::document::{Block, Cell, Document, Section, Table};
use super::words::{inert, plain, word};
use crate::text::number;

/// The colours of the page: teal is what members share, ochre where they differ; the dark ones are not for paper.
const STYLE: &str = include_str!("style.css");

/// Tables of up to so many columns fit a telephone.
const NARROW: usize = 3;

pub(super) fn write(document: &Document) -> String {
    let title = escaped(&document.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n"
    );
    if let Some(date) = &document.date {
        out.push_str(&format!("<p class=\"date\">{}</p>\n", escaped(date)));
    }
    out.push_str("</header>\n");
    contents(&mut out, &document.sections);
    out.push_str("<main>\n");
    for section in &document.sections {
        let (id, title) = (section.id, escaped(&section.title()));
        out.push_str(&format!("<section aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">{title}</h2>\n"));
        Page { out: &mut out, section: id, charts: 0 }.put(&section.blocks, 3);
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn contents(out: &mut String, sections: &[Section]) {
    out.push_str(&format!("<nav aria-label=\"{}\">\n<ul>\n", escaped(&word("report.contents"))));
    for section in sections {
        out.push_str(&format!("<li><a href=\"#{}\">{}</a></li>\n", section.id, escaped(&section.title())));
    }
    out.push_str("</ul>\n</nav>\n");
}

/// The page in the making, inside a section.
struct Page<'o> {
    out: &'o mut String,
    section: &'static str,
    charts: usize,
}

impl Page<'_> {
    fn put(&mut self, blocks: &[Block], level: usize) {
        for block in blocks {
            match block {
                Block::Paragraph(text) => self.element("p", "", text),
                Block::Warning(text) => self.element("p", " class=\"warn\"", text),
                Block::List(lines) => {
                    self.out.push_str("<ul>\n");
                    lines.iter().for_each(|text| self.element("li", "", text));
                    self.out.push_str("</ul>\n");
                }
                Block::Heading(text) => self.element(["h3", "h4"][usize::from(level > 3)], "", text),
                Block::Group { title, blocks } => {
                    self.out.push_str("<div class=\"group\">\n");
                    self.element(["h3", "h4"][usize::from(level > 3)], "", title);
                    self.put(blocks, level + 1);
                    self.out.push_str("</div>\n");
                }
                Block::Table(table) => self.table(table),
                Block::Chart(chart) => {
                    self.charts += 1;
                    let id = format!("{}-chart-{}", self.section, self.charts);
                    charts::draw(self.out, chart, &id);
                }
                Block::Fold { summary, blocks } => {
                    self.out.push_str(&format!("<details>\n<summary>{}</summary>\n", escaped(summary)));
                    self.put(blocks, level);
                    self.out.push_str("</details>\n");
                }
                Block::Code(text) => {
                    // Its lines are its own.
                    let lines: Vec<String> = text.lines().map(escaped_line).collect();
                    let label = escaped(&word("report.scenario"));
                    let open = format!("<pre tabindex=\"0\" aria-label=\"{label}\" role=\"group\"><code>");
                    self.out.push_str(&format!("{open}{}</code></pre>\n", lines.join("\n")));
                }
            }
        }
    }

    fn element(&mut self, name: &str, attributes: &str, text: &str) {
        self.out.push_str(&format!("<{name}{attributes}>{}</{name}>\n", escaped(text)));
    }

    /// Wide tables are moved by themselves, which the keyboard can, too.
    fn table(&mut self, table: &Table) {
        let caption = escaped(&table.caption);
        let region = if table.head.len() > NARROW {
            format!(" role=\"group\" aria-label=\"{caption}\" tabindex=\"0\"")
        } else {
            String::new()
        };
        let open = format!("<div class=\"table\"{region}>\n<table>\n<caption>{caption}</caption>\n<thead><tr>");
        self.out.push_str(&open);
        for (at, title) in table.head.iter().enumerate() {
            let class = if table.is_numeric(at) { " class=\"n\"" } else { "" };
            self.out.push_str(&format!("<th scope=\"col\"{class}>{}</th>", escaped(title)));
        }
        self.out.push_str("</tr></thead>\n<tbody>\n");
        for cells in &table.rows {
            self.out.push_str("<tr>");
            for (at, cell) in cells.iter().enumerate() {
                let class = if table.is_numeric(at) { " class=\"n\"" } else { "" };
                let text = text_of(cell);
                self.out.push_str(&match at {
                    0 => format!("<th scope=\"row\"{class}>{text}</th>"),
                    _ => format!("<td{class}>{text}</td>"),
                });
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</tbody>\n</table>\n</div>\n");
    }
}

fn text_of(cell: &Cell) -> String {
    match cell {
        Cell::Words(words) => escaped(&inert(words)),
        Cell::Number(value) => number(*value),
        Cell::Lines(lines) => lines.iter().map(|line| format!("<div>{}</div>", escaped(&inert(line)))).collect(),
        Cell::None => word("report.none"),
    }
}

/// Text between tags or in an attribute.
pub(super) fn escaped(text: &str) -> String {
    escaped_line(&plain(text))
}

fn escaped_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{escaped, text_of};
    use crate::study::report::document::Cell;

    #[test]
    fn a_name_is_no_markup() {
        assert_eq!(escaped("<img src=x onerror='a'>&\"\n\u{202e}"), "&lt;img src=x onerror=&#39;a&#39;&gt;&amp;&quot;");
        assert_eq!(text_of(&Cell::from("@sum")), "&#39;@sum");
        assert_eq!(text_of(&Cell::from(vec!["=a".to_owned(), "b".to_owned()])), "<div>&#39;=a</div><div>b</div>");
    }
}
