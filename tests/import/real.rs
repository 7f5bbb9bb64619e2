//! Tables that real surveys and programmes published; they lie beside the project and are no part of it.

use super::{checked, column, has_note, list, uses};
use commonground::affinity::Want;
use commonground::import::{As, Encoding, Imported, Options, bytes};
use commonground::network::Role;
use std::collections::BTreeMap;
use std::path::PathBuf;

fn shared(name: &str) -> Option<Vec<u8>> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("COMMONGROUND_SHARED").map_or_else(beside, PathBuf::from);
    let path = folder.join("data").join(name);
    let data = std::fs::read(&path).ok();
    if data.is_none() {
        println!("skipped: {} is not there", path.display());
    }
    data
}

fn real(name: &str) -> Option<Imported> {
    Some(checked(bytes(&shared(name)?, &Options::default()).expect("a table")))
}

/// A column as the csv crate reads it: the oracle.
fn raw_column(data: &[u8], name: &str) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(data);
    let at = reader.headers().unwrap().iter().position(|header| header == name).unwrap();
    reader.records().map(|record| record.unwrap().get(at).unwrap_or_default().to_owned()).collect()
}

/// The options of the Carpentries' application form that anyone chose.
const EXPERTISE: [&str; 17] = [
    "Chemistry",
    "Civil, mechanical, chemical, or nuclear engineering",
    "Computer science/electrical engineering",
    "Economics/business",
    "Education",
    "Genetics, genomics, bioinformatics",
    "High performance computing",
    "Humanities",
    "Library and information science",
    "Mathematics/statistics",
    "Medicine",
    "Organismal biology (ecology, botany, zoology, microbiology)",
    "Physics",
    "Planetary sciences (geology, climatology, oceanography, etc.)",
    "Psychology/neuroscience",
    "Social sciences",
    "Space sciences",
];

#[test]
fn the_applicants_of_the_carpentries_import_without_a_question() {
    let (Some(data), Some(imported)) = (shared("carpentries_applicants.csv"), real("carpentries_applicants.csv"))
    else {
        return;
    };
    assert_eq!(imported.network.members.len(), 2231);
    let country = column(&imported, "Country");
    assert_eq!((country.used_as, country.values, country.missing), (As::Category, 62, 0));
    let expertise = column(&imported, "Expertise areas");
    assert_eq!((expertise.used_as, expertise.separator.as_deref()), (As::Set, Some(",")));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for member in &imported.network.members {
        for area in list(member, "expertise_areas") {
            *counts.entry(area).or_insert(0) += 1;
        }
    }
    assert_eq!(counts.keys().map(String::as_str).collect::<Vec<_>>(), EXPERTISE);
    // No option is part of another, so searching the cells for each counts them without splitting anything.
    let cells = raw_column(&data, "Expertise areas");
    for (option, count) in &counts {
        assert_eq!(*count, cells.iter().filter(|cell| cell.contains(option.as_str())).count(), "{option}");
    }
    assert_eq!(counts["Genetics, genomics, bioinformatics"], 598);
    let involvement = column(&imported, "Previous Involvement");
    assert_eq!((involvement.used_as, involvement.missing), (As::Set, 976));
    assert_eq!(column(&imported, "Occupation").missing, 197 + 59);
    let wants: Vec<(&str, Want)> = imported.scenario.criteria.iter().map(|c| (c.on.as_str(), c.want)).collect();
    assert_eq!(
        wants,
        [("country", Want::Different), ("occupation", Want::Different), ("expertise_areas", Want::Common)]
    );
}

#[test]
fn the_mentors_of_coding_coach_import_without_a_question() {
    let Some(imported) = real("codingcoach_mentors.csv") else { return };
    assert_eq!(imported.network.members.len(), 298);
    assert_eq!(uses(&imported), [As::Id, As::Category, As::Set, As::Offers]);
    assert_eq!(column(&imported, "country_iso2").values, 57);
    assert_eq!(
        (column(&imported, "spoken_languages").missing, column(&imported, "spoken_languages").separator.as_deref()),
        (37, Some(";"))
    );
    let first = &imported.network.members[0];
    assert_eq!(first.id, "016613dd");
    assert_eq!(first.offers, ["programming", "ux", "management", "quality", "automation"]);
    assert_eq!(first.roles, [Role::Learner, Role::Coach]);
    assert!(!column(&imported, "tags").sure);
    let tags = raw_column(&shared("codingcoach_mentors.csv").unwrap(), "tags");
    let javascript = tags.iter().filter(|cell| cell.split(';').any(|tag| tag == "javascript")).count();
    assert_eq!(
        imported.network.members.iter().filter(|member| member.offers.iter().any(|o| o == "javascript")).count(),
        javascript
    );
}

#[test]
fn checkbox_columns_of_a_real_survey_are_merged() {
    let Some(imported) = real("carpentries_longterm_2017.csv") else { return };
    let field = column(&imported, "Field");
    assert_eq!((field.used_as, field.values, field.positions.len()), (As::Set, 12, 12));
    let holders =
        imported.network.members.iter().filter(|m| list(m, "field").iter().any(|f| f == "Life Sciences")).count();
    assert_eq!(holders, 166);
    assert_eq!(column(&imported, "How-Many-Workshops").levels, ["1", "2", "3+"]);
    assert_eq!(
        column(&imported, "How-Long-Ago").levels,
        ["0-6 months ago", "6 months - 1 year ago", "More than 1 year ago"]
    );
    let agree = ["Strongly disagree", "Disagree", "Neutral", "Agree", "Strongly agree"];
    assert_eq!(column(&imported, "Skills-Advance-Career").levels, agree);
}

#[test]
fn two_header_rows_and_foreign_bytes_of_a_real_survey_are_understood() {
    let Some(imported) = real("surveymonkey_starwars_latin1.csv") else { return };
    assert_eq!((imported.report.rows, imported.report.header_rows), (1186, 2));
    assert_eq!(imported.report.encoding, Encoding::Windows1252);
    assert_eq!(uses(&imported)[0], As::Id);
    let seen = column(&imported, "Which of the following Star Wars films have you seen? Please select all that apply.");
    assert_eq!((seen.used_as, seen.values), (As::Set, 6));
    assert_eq!(column(&imported, "Age").levels, ["18-29", "30-44", "45-60", "> 60"]);
    assert_eq!(column(&imported, "Household Income").levels.last().map(String::as_str), Some("$150,000+"));
    assert_eq!(column(&imported, "Education").levels.len(), 5);
}

const REAL: [&str; 7] = [
    "carpentries_applicants.csv",
    "codingcoach_mentors.csv",
    "carpentries_longterm_2017.csv",
    "carpentries_longterm_2020.csv",
    "carpentrycon_2020_feedback.csv",
    "surveymonkey_starwars_latin1.csv",
    "country-codes.csv",
];

#[test]
fn no_column_row_or_answer_of_a_real_table_is_lost_unsaid() {
    for name in REAL {
        let (Some(data), Some(imported)) = (shared(name), real(name)) else { continue };
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(data.as_slice());
        let rows: Vec<csv::ByteRecord> = reader.byte_records().map(Result::unwrap).collect();
        let rows: Vec<_> = rows.iter().filter(|row| row.iter().any(|cell| !cell.trim_ascii().is_empty())).collect();
        let width = rows[0].len();
        let mut positions: Vec<usize> = imported.report.columns.iter().flat_map(|c| c.positions.clone()).collect();
        positions.sort_unstable();
        assert_eq!(positions, (1..=width).collect::<Vec<_>>(), "{name}");
        let body = &rows[imported.report.header_rows..];
        assert_eq!(body.len(), imported.network.members.len(), "{name}");
        for column in &imported.report.columns {
            let Some(id) = &column.id else {
                if column.used_as == As::Ignore {
                    assert!(has_note(&imported, &format!("“{}”", column.column)), "{name}: {}", column.column);
                }
                continue;
            };
            for (row, member) in body.iter().zip(&imported.network.members) {
                let cells = column.positions.iter().filter_map(|at| row.get(at - 1));
                let cells: Vec<String> = cells.map(|cell| String::from_utf8_lossy(cell).trim().to_owned()).collect();
                if !member.values.contains_key(id) {
                    for cell in cells.iter().filter(|cell| !cell.is_empty()) {
                        assert!(
                            has_note(&imported, &format!("“{cell}”")),
                            "{name}: {} of {}: {cell}",
                            column.column,
                            member.id
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn the_same_table_gives_the_same_import() {
    for name in ["codingcoach_mentors.csv", "carpentries_longterm_2020.csv"] {
        let Some(data) = shared(name) else { continue };
        let json = || serde_json::to_string(&bytes(&data, &Options::default()).unwrap()).unwrap();
        assert_eq!(json(), json(), "{name}");
    }
}
