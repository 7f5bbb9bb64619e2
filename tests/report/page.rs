//! A strict reader of the pages: what it accepts is well-formed, and its tables can be compared.

use std::collections::BTreeMap;

/// A table of a page.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct Table {
    pub caption: String,
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// What was read of a page.
#[derive(Debug, Default)]
pub struct Page {
    pub tables: Vec<Table>,
    /// Every text between two tags, with the names of the elements around it.
    pub texts: Vec<(Vec<String>, String)>,
    /// Every element's attributes.
    pub elements: Vec<(String, BTreeMap<String, String>)>,
}

/// Elements that end where they begin, by the standard.
const VOID: [&str; 1] = ["meta"];

/// Reads a page; panics at the first thing that is not well-formed.
pub fn read(html: &str) -> Page {
    let mut page = Page::default();
    let mut open: Vec<String> = Vec::new();
    let mut rest = html.strip_prefix("<!DOCTYPE html>").expect("a doctype");
    while !rest.is_empty() {
        let at = rest.find('<').unwrap_or(rest.len());
        if at > 0 {
            let text = unescaped(&rest[..at], open.last().is_some_and(|name| name == "style"));
            put(&mut page, &open, text);
            rest = &rest[at..];
            continue;
        }
        let end = rest.find('>').unwrap_or_else(|| panic!("a tag without an end: {}", &rest[..rest.len().min(80)]));
        let tag = &rest[1..end];
        rest = &rest[end + 1..];
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name), "what ends is not what began last");
            continue;
        }
        let (tag, closed) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(!name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric()), "a tag <{tag}>");
        page.elements.push((name.to_owned(), attributes_of(attributes)));
        begin(&mut page, name, &open);
        if !closed && !VOID.contains(&name) {
            open.push(name.to_owned());
        }
    }
    assert!(open.is_empty(), "never ended: {open:?}");
    let mut ids: Vec<&String> = page.elements.iter().filter_map(|(_, all)| all.get("id")).collect();
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "an id stands twice");
    for (name, attributes) in &page.elements {
        for id in attributes.get("aria-labelledby").into_iter().flat_map(|list| list.split(' ')) {
            assert!(ids.iter().any(|known| *known == id), "<{name}> is labelled by {id}, which is nowhere");
        }
        if let Some(target) = attributes.get("href") {
            let id = target.strip_prefix('#').expect("links stay on the page");
            assert!(ids.iter().any(|known| *known == id), "a link to {id}, which is nowhere");
        }
    }
    page
}

fn begin(page: &mut Page, name: &str, open: &[String]) {
    match name {
        "table" => page.tables.push(Table::default()),
        "tr" if open.iter().any(|name| name == "tbody") => {
            page.tables.last_mut().expect("a table").rows.push(Vec::new());
        }
        "th" | "td" => {
            let table = page.tables.last_mut().expect("a table");
            let scope = page.elements.last().and_then(|(_, attributes)| attributes.get("scope"));
            if open.iter().any(|name| name == "thead") {
                assert_eq!(scope.map(String::as_str), Some("col"));
                table.head.push(String::new());
            } else {
                let row = table.rows.last_mut().expect("a row");
                assert_eq!(scope.map(String::as_str), row.is_empty().then_some("row"), "the first cell names the row");
                row.push(String::new());
            }
        }
        // Each line of a cell is a block of its own.
        "div" if open.iter().any(|name| name == "td") => {
            let row = page.tables.last().and_then(|table| table.rows.last());
            if row.and_then(|row| row.last()).is_some_and(|cell| !cell.is_empty()) {
                put(page, open, "\n".to_owned());
            }
        }
        _ => {}
    }
}

fn put(page: &mut Page, open: &[String], text: String) {
    let inside = |name: &str| open.iter().any(|other| other == name);
    if let Some(table) = page.tables.last_mut().filter(|_| inside("table")) {
        if inside("caption") {
            table.caption += &text;
        } else if inside("th") || inside("td") {
            let cells = if inside("thead") { &mut table.head } else { table.rows.last_mut().expect("a row") };
            cells.last_mut().expect("a cell").push_str(&text);
        }
    }
    page.texts.push((open.to_vec(), text));
}

fn attributes_of(mut text: &str) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    while !text.is_empty() {
        let (name, rest) = text.split_once("=\"").unwrap_or_else(|| panic!("an attribute without a value: {text}"));
        let (value, rest) = rest.split_once('"').expect("a quote at the end");
        assert!(name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "an attribute {name}");
        assert!(!name.starts_with("on") && name != "src", "{name} may not be here");
        let before = found.insert(name.to_owned(), unescaped(value, false));
        assert_eq!(before, None, "{name} stands twice");
        text = rest.strip_prefix(' ').unwrap_or(rest);
    }
    found
}

/// Text as it is read: five entities and no other, and no bare ampersand or bracket.
fn unescaped(text: &str, raw: bool) -> String {
    if raw {
        return text.to_owned();
    }
    assert!(!text.contains('>'), "a bare bracket in {text}");
    let mut parts = text.split('&');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (entity, rest) = part.split_once(';').unwrap_or_else(|| panic!("a bare ampersand in {text}"));
        out.push(match entity {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#39" => '\'',
            _ => panic!("an entity {entity}"),
        });
        out += rest;
    }
    out
}

impl Page {
    /// The table with a caption, with what is folded away.
    pub fn table(&self, caption: &str) -> Table {
        let mut all = self.tables.iter().filter(|table| table.caption == caption);
        let mut whole = all.next().cloned().unwrap_or_default();
        all.for_each(|table| {
            assert_eq!(table.head, whole.head);
            whole.rows.extend(table.rows.clone());
        });
        whole
    }

    /// Whether some text of the page is this one.
    pub fn says(&self, text: &str) -> bool {
        self.texts.iter().any(|(_, said)| said == text)
    }

    /// All that is to be read.
    pub fn text(&self) -> String {
        let shown = self.texts.iter().filter(|(open, _)| !open.iter().any(|name| name == "style"));
        shown.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n")
    }
}

impl Table {
    /// A row's cells by their columns' names.
    pub fn row(&self, first: &str) -> BTreeMap<&str, &str> {
        let mut found = self.rows.iter().filter(|row| row[0] == first);
        let row = found.next().unwrap_or_else(|| panic!("no row {first} in {}", self.caption));
        assert!(found.next().is_none(), "{first} twice in {}", self.caption);
        assert_eq!(row.len(), self.head.len());
        self.head.iter().map(String::as_str).zip(row.iter().map(String::as_str)).collect()
    }
}
