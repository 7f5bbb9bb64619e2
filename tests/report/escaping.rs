//! Names come from anywhere and change nothing but names.

use crate::{education, input, options, reported, reported_as};
use commonground::solve;
use commonground::study::{ReportFormat, ReportOptions, report};
use serde_json::{Value as Json, json};

/// What names in tables have done to pages, Markdown and spreadsheets.
const NASTY: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "A & B &amp; C",
    "a | b \\| c",
    "`code` ``` fence",
    "line\nbreak\r\n# heading",
    "=HYPERLINK(\"https://example.org\")",
    "+1-2@sum",
    "[click](javascript:alert(1))",
    "**bold** _it_ ~~no~~ $x$",
    "</details></table></svg>",
    "\u{202e}gnp.exe\u{0}",
];

/// The pairs of members, values, topics and themes with such names.
fn nasty(form: Json) -> Json {
    let member = |at: usize| {
        let name = NASTY[at % NASTY.len()];
        json!({"id": format!("m{at}"), "name": name,
               "values": {"kind": NASTY[(at + 5) % NASTY.len()], "words": [name, NASTY[(at + 1) % NASTY.len()]]},
               "needs": [NASTY[(at + 2) % NASTY.len()]], "offers": [NASTY[(at + 3) % NASTY.len()]],
               "themes": {"t": 1, "u": 0.5}})
    };
    json!({
        "network": {
            "attributes": [{"id": "kind", "label": NASTY[0], "kind": "category"},
                           {"id": "words", "label": NASTY[5], "kind": "set"}],
            "themes": [{"id": "t", "label": NASTY[10]}, {"id": "u", "label": NASTY[3]}],
            "members": (0..14).map(member).collect::<Vec<_>>(),
            "ties": [{"a": "m0", "b": "m1"}],
        },
        "scenario": {
            "criteria": [{"on": "kind", "want": "different"}, {"on": "words", "want": "common"},
                         {"on": "needs", "want": "exchange"}],
            "rules": [{"rule": "span", "attribute": "kind", "atLeast": 3, "penalty": 1}],
            "form": form, "effort": {"seconds": 60, "iterations": 2000},
        },
    })
}

#[test]
fn no_name_is_markup_on_a_page() {
    for form in [json!({"form": "pairs"}), json!({"form": "communities", "size": [4, 6], "themes": true})] {
        let mut asked = nasty(form.clone());
        if form["form"] == "pairs" {
            asked["scenario"]["rules"] = json!([]);
        }
        // The strict reader has accepted it, and knows no element and no attribute that we do not write.
        let told = reported(&asked);
        assert!(told.page.text().contains("<script>alert(1)</script>"), "the name is there to be read");
        assert!(!told.html.contains("<script"));
        let elements = || told.page.elements.iter().map(|(name, _)| name.as_str());
        assert!(elements().all(|name| !["script", "img", "b", "i"].contains(&name)));
        assert!(!told.html.contains('\u{202e}') && !told.html.contains('\u{0}'));
    }
}

#[test]
fn no_cell_is_a_formula() {
    let told = reported(&nasty(json!({"form": "communities", "size": [4, 6]})));
    let cells = told.page.tables.iter().flat_map(|table| table.rows.iter().flatten());
    let formulas: Vec<&String> = cells.filter(|cell| cell.starts_with(['=', '+', '@'])).collect();
    assert!(formulas.is_empty(), "{formulas:?}");
    for line in told.markdown.lines().filter(|line| line.starts_with("| ")) {
        assert!(line.split(" | ").all(|cell| !cell.trim_start_matches("| ").starts_with(['=', '+', '@'])), "{line}");
    }
}

/// The cells of a row of a Markdown table: a bar counts unless a backslash stands before it.
fn cells(line: &str) -> usize {
    let mut escaped = false;
    let bars = line.chars().filter(|&c| {
        let bar = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        bar
    });
    bars.count() - 1
}

#[test]
fn no_name_is_markup_in_markdown() {
    let told = reported(&nasty(json!({"form": "communities", "size": [4, 6], "themes": true})));
    let mut width = None;
    let mut code = false;
    for line in told.markdown.lines() {
        if line.starts_with("```") {
            code = !code;
            continue;
        }
        if code {
            continue;
        }
        // Every row of a table has as many cells as its head.
        width = line.starts_with("| ").then(|| *width.get_or_insert(cells(line)));
        assert!(width.is_none_or(|width| width == cells(line)), "{line}");
        // No bracket but those of the tags that we write ourselves.
        let tags = ["<details>", "</details>", "<summary>", "</summary>", "<br>"];
        let bare = tags.iter().fold(line.to_owned(), |line, tag| line.replace(tag, ""));
        assert!(!bare.contains('<'), "{line}");
        let mut before = ' ';
        for c in bare.chars() {
            assert!(!['`', '[', ']', '$', '~', '_'].contains(&c) || before == '\\', "a bare {c} in {line}");
            before = if before == '\\' && c == '\\' { ' ' } else { c };
        }
    }
    assert!(!code, "the fence is closed");
    assert!(told.markdown.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(told.markdown.contains("https\\://example.org"));
}

#[test]
fn the_users_own_title_and_date_are_text_and_nothing_else() {
    let asked = input(&education());
    let plan = solve(&asked.network, &asked.scenario).expect("a plan");
    let write = |format| {
        let title = Some("</title><b>T & U</b>".to_owned());
        let options = ReportOptions { title, date: Some("1. May <i>".to_owned()), ..options(format) };
        report(&asked.network, &asked.scenario, &plan, &options).expect("a report")
    };
    let html = write(ReportFormat::Html);
    let page = crate::page::read(&html);
    assert!(page.says("</title><b>T & U</b>") && page.says("1. May <i>"));
    let markdown = write(ReportFormat::Markdown);
    let head = "# &lt;/title&gt;&lt;b&gt;T &amp; U&lt;/b&gt;\n\n1\\. May &lt;i&gt;\n\n";
    assert!(markdown.starts_with(head), "{}", &markdown[..80]);
}

#[test]
fn without_a_title_it_is_what_was_formed_and_no_date_is_made_up() {
    let told = reported(&education());
    assert!(told.markdown.starts_with("# Communities\n\n## In short\n"), "{}", &told.markdown[..80]);
    assert!(!told.page.elements.iter().any(|(_, attributes)| attributes.get("class").is_some_and(|c| c == "date")));
}

#[test]
fn members_with_one_name_are_told_apart_by_their_ids() {
    let asked = input(&json!({
        "network": {"members": [{"id": "a", "name": "Ana"}, {"id": "b", "name": "Ana"}, {"id": "c"}, {"id": "d"}]},
        "scenario": {"form": {"form": "pairs"}},
    }));
    let plan = solve(&asked.network, &asked.scenario).expect("a plan");
    let told = reported_as(asked, plan);
    let members: Vec<String> =
        told.page.table("Members, those served least first").rows.iter().map(|row| row[0].clone()).collect();
    assert_eq!(members, ["Ana (a)", "Ana (b)", "c", "d"]);
}
