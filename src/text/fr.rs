//! French, as far as the tests of the catalogue's format need it: no part of what is shipped.

use super::Catalogue;

pub(super) const FRENCH: Catalogue = Catalogue {
    template: |code| SENTENCES.iter().find(|(known, _)| *known == code).map(|(_, sentence)| *sentence),
    plural,
    decimal: ",",
    thousands: "\u{202f}",
    between: ", ",
    last: " et ",
    to: " à ",
    none: "aucun",
};

/// Unicode CLDR, plural rules of `fr`: `one` where the whole part is 0 or 1, `many` for whole millions.
fn plural(number: f64) -> &'static str {
    let whole = libm::trunc(libm::fabs(number));
    match whole {
        _ if whole < 2.0 => "one",
        _ if whole == libm::fabs(number) && libm::fmod(whole, 1e6) == 0.0 => "many",
        _ => "other",
    }
}

const SENTENCES: &[(&str, &str)] = &[
    ("reason.common.both", "Les deux ont « {attribute} » en commun\u{a0}: {values#4}."),
    ("note.more", "{count} de plus"),
    ("test.plural", "{count} {count|one=membre|many=de membres|other=membres}"),
];
