//! Whole reports as they were read and found good. `COMMONGROUND_GOLDEN=write` writes them anew, to be read again.

use crate::{Reported, education, programme, reported};
use serde_json::json;
use std::path::Path;

/// What changes with every version of the program.
fn without_version(text: &str) -> String {
    text.replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

fn compare(name: &str, found: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/report/golden").join(name);
    let found = without_version(found);
    if std::env::var("COMMONGROUND_GOLDEN").is_ok_and(|what| what == "write") {
        std::fs::write(&path, &found).expect("the golden file can be written");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let line = golden.lines().zip(found.lines()).position(|(one, other)| one != other);
    let line = line.unwrap_or_else(|| golden.lines().count().min(found.lines().count()));
    let at = |text: &str| text.lines().nth(line).unwrap_or("(its end)").to_owned();
    assert!(golden == found, "{name}, line {}:\n{}\ninstead of\n{}", line + 1, at(&found), at(&golden));
}

#[test]
fn the_communities_of_the_education_network_are_reported_as_before() {
    compare("education-24.md", &reported(&education()).markdown);
}

#[test]
fn the_communities_of_the_programme_are_reported_as_before() {
    compare("programme-120.md", &reported(&programme()).markdown);
}

#[test]
fn a_page_of_four_pairs_is_written_as_before() {
    let member = |(at, name): (usize, &str)| {
        let region = ["north", "south"][at % 2];
        let (topic, given) = (["maths", "music", "art"][at % 3], ["art", "maths", "music"][at % 3]);
        json!({"id": format!("m{at}"), "name": name, "values": {"region": region},
               "needs": [topic], "offers": [given]})
    };
    let names = ["Ana <b>", "Ben & Co", "=Chi", "Dee | Dee", "Eve", "Eve", "Fay", "Gil \"G\""];
    let members: Vec<_> = names.into_iter().enumerate().map(member).collect();
    let Reported { html, .. } = reported(&json!({
        "network": {"attributes": [{"id": "region", "label": "Region", "kind": "category"}], "members": members,
                    "ties": [{"a": "m0", "b": "m2"}, {"a": "m1", "b": "m2"}]},
        "scenario": {"criteria": [{"on": "region", "want": "different"}, {"on": "needs", "want": "exchange"}],
                     "rules": [{"rule": "differ", "attribute": "region", "penalty": 1}], "form": {"form": "pairs"}},
    }));
    compare("pairs-8.html", &html);
}
