//! Import: tables of every kind become networks, and nothing in them is lost unsaid.

mod any;
mod columns;
mod options;
mod real;
mod tables;

use commonground::affinity::Want;
use commonground::import::{As, ColumnReport, ColumnUse, Imported, Options, table};
use commonground::network::{Answer, Member, validate};
use std::collections::BTreeSet;

fn import(text: &str) -> Imported {
    checked(table(text, &Options::default()).expect("a table"))
}

/// Whatever was imported is a network that can be planned with, and its parts fit together.
fn checked(imported: Imported) -> Imported {
    validate(&imported.network).expect("a valid network");
    let ids: BTreeSet<&String> = imported.network.attributes.iter().map(|attribute| &attribute.id).collect();
    let reported: Vec<&String> = imported.report.columns.iter().filter_map(|column| column.id.as_ref()).collect();
    assert_eq!(reported.len(), ids.len());
    assert!(reported.iter().all(|id| ids.contains(id)));
    for criterion in &imported.scenario.criteria {
        let known = ["needs", "offers", "themes"].contains(&criterion.on.as_str()) || ids.contains(&criterion.on);
        assert!(known && Want::for_subject(&criterion.on).contains(&criterion.want), "{criterion:?}");
    }
    assert!(imported.report.columns.iter().all(|column| column.why.ends_with('.') && column.why.contains(' ')));
    for sentence in imported.report.notes.iter().chain(imported.report.columns.iter().map(|column| &column.why)) {
        assert!(!sentence.starts_with("import."), "a sentence that the catalogue lacks: {sentence}");
        let unfilled = ["count", "column", "columns", "lines", "examples", "levels", "separator", "names", "cells"];
        assert!(!unfilled.iter().any(|name| sentence.contains(&format!("{{{name}}}"))), "{sentence}");
    }
    imported
}

fn column<'i>(imported: &'i Imported, name: &str) -> &'i ColumnReport {
    let found = imported.report.columns.iter().find(|column| column.column == name);
    found.unwrap_or_else(|| panic!("no column {name}: {:?}", imported.report.columns))
}

fn uses(imported: &Imported) -> Vec<As> {
    imported.report.columns.iter().map(|column| column.used_as).collect()
}

fn answer<'m>(member: &'m Member, id: &str) -> Option<&'m Answer> {
    member.values.get(id)
}

fn list(member: &Member, id: &str) -> Vec<String> {
    match answer(member, id) {
        Some(Answer::List(list)) => list.clone(),
        None => Vec::new(),
        other => panic!("{other:?} is no list"),
    }
}

fn text(answer: &str) -> Option<Answer> {
    Some(Answer::Text(answer.to_owned()))
}

fn has_note(imported: &Imported, part: &str) -> bool {
    imported.report.notes.iter().any(|note| note.contains(part))
}

fn told(used_as: As) -> ColumnUse {
    ColumnUse { used_as, label: None, separator: None, levels: None, scale: None, period: None }
}
