//! Any input at all.

use super::checked;
use commonground::import::{Options, bytes};
use proptest::prelude::*;

fn survives(data: &[u8]) {
    if let Ok(imported) = bytes(data, &Options::default()) {
        let imported = checked(imported);
        assert_eq!(imported.report.rows, imported.network.members.len());
        let mut positions: Vec<usize> = imported.report.columns.iter().flat_map(|c| c.positions.clone()).collect();
        positions.sort_unstable();
        assert_eq!(positions, (1..=positions.len()).collect::<Vec<_>>());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bytes_of_any_kind_never_panic(data in prop::collection::vec(any::<u8>(), 0..400)) {
        survives(&data);
    }

    #[test]
    fn text_of_any_kind_never_panics(text in "\\PC{0,200}") {
        survives(format!("Needs,Time zone,Themes\n{text}\n").as_bytes());
        survives(text.as_bytes());
    }

    #[test]
    fn broken_tables_never_panic(text in "[ab1é,;|\"\n\r\t ()+<>.:$-]{0,200}") {
        survives(text.as_bytes());
        survives(format!("a,b: c,b: d,,\n{text}").as_bytes());
    }

    #[test]
    fn tables_of_odd_cells_never_panic(
        headers in prop::collection::vec(prop::sample::select(HEADERS.to_vec()), 1..6),
        cells in prop::collection::vec(prop::collection::vec(prop::sample::select(CELLS.to_vec()), 1..7), 1..12),
    ) {
        let rows = cells.iter().map(|row| row.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(","));
        survives(format!("{}\n{}\n", headers.join(","), rows.collect::<Vec<_>>().join("\n")).as_bytes());
    }
}

const HEADERS: [&str; 16] = [
    "id",
    "Name",
    "First name",
    "Role",
    "Capacity",
    "Needs",
    "Offers",
    "Topics [A]",
    "Topics [B]",
    "UTC",
    "Age",
    "",
    "Column3",
    "Languages",
    "ties",
    "How many?",
];
const CELLS: [&str; 30] = [
    "",
    " ",
    "1",
    "2",
    "-7",
    "1e300",
    "1,5",
    "3+",
    "18-29",
    "> 60",
    "UTC+2",
    "NA",
    "None",
    "yes",
    "x",
    "Agree",
    "Disagree",
    "Mentor",
    "both",
    "a;b",
    "a, b (c, d), e",
    "é\u{301}",
    "Response",
    "2025-01-01",
    "a@b.org",
    "http://x",
    "0",
    "—",
    "b",
    "\u{feff}",
];
