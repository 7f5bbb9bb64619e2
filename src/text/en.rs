//! English. What the engine says is in a file for each part of it.

use super::{Catalogue, en_errors, en_plan, en_rules};
#[cfg(any(not(any(feature = "engine", feature = "pairs")), feature = "tools"))]
use super::{en_check, en_import};

/// What only tables and checks say: the module that a page loads first goes without.
#[cfg(any(not(any(feature = "engine", feature = "pairs")), feature = "tools"))]
const LATER: [&[(&str, &str)]; 2] = [en_check::SENTENCES, en_import::SENTENCES];
#[cfg(all(any(feature = "engine", feature = "pairs"), not(feature = "tools")))]
const LATER: [&[(&str, &str)]; 2] = [&[]; 2];

/// What only pairs and rules that few ask for say: the same.
#[cfg(any(feature = "pairs", not(feature = "engine")))]
const FEW: [&[(&str, &str)]; 10] = [
    super::en_coaching::SENTENCES,
    super::en_coaching::FORM,
    super::en_programme::SENTENCES,
    super::en_programme::PROGRAMME,
    super::en_pairs::SENTENCES,
    super::en_proofs::SENTENCES,
    super::en_more_rules::SENTENCES,
    super::en_more_rules::ERRORS,
    super::en_panel::SENTENCES,
    super::en_panel::PANEL,
];
#[cfg(not(any(feature = "pairs", not(feature = "engine"))))]
const FEW: [&[(&str, &str)]; 10] = [&[]; 10];

/// What only questions about plans say.
#[cfg(any(feature = "study", not(any(feature = "engine", feature = "pairs", feature = "tools"))))]
const STUDY: [&[(&str, &str)]; 12] = [
    super::en_why_not::SENTENCES,
    super::en_why_not::WHY_NOT,
    super::en_review::SENTENCES,
    super::en_report::SENTENCES,
    super::en_report::TABLES,
    super::en_frontier::SENTENCES,
    super::en_frontier::FRONTIER,
    super::en_conflicts::SENTENCES,
    super::en_conflicts::CHANGES,
    super::en_outcomes::SENTENCES,
    super::en_drift::SENTENCES,
    super::en_drift::DRIFT,
];
#[cfg(not(any(feature = "study", not(any(feature = "engine", feature = "pairs", feature = "tools")))))]
const STUDY: [&[(&str, &str)]; 12] = [&[]; 12];

/// What checks and reviews say of a plan that does not fit.
#[cfg(any(feature = "pairs", feature = "tools", not(feature = "engine")))]
const FITS: &[(&str, &str)] = super::en_review::FITS;
#[cfg(not(any(feature = "pairs", feature = "tools", not(feature = "engine"))))]
const FITS: &[(&str, &str)] = &[];

pub(super) const ENGLISH: Catalogue = Catalogue {
    template,
    plural: |number| if number == 1.0 { "one" } else { "other" },
    decimal: ".",
    thousands: ",",
    between: ", ",
    last: " and ",
    to: " to ",
    none: "none",
};

/// The sentence of a code, with its parameters in braces.
fn template(code: &str) -> Option<&'static str> {
    let [reading, network, scenario, rule] = en_errors::SENTENCES;
    let first = [en_rules::SENTENCES, en_plan::SENTENCES, reading, network, scenario, rule, FITS];
    let mut tables = first.iter().chain(&LATER).chain(&FEW).chain(&STUDY);
    tables.find_map(|table| table.iter().find(|(known, _)| *known == code)).map(|(_, sentence)| *sentence)
}
