//! What a single cell says: nothing, a number, a time zone, a date, an address.

use super::words::fold;

/// Cells that say "not answered", folded. "None" is not among them: it may well be an answer.
const MISSING: [&str; 46] = [
    "na",
    "n/a",
    "n.a.",
    "n.a",
    "#n/a",
    "#na",
    "<na>",
    "null",
    "nan",
    "nil",
    "-",
    "--",
    "---",
    ".",
    "..",
    "...",
    "?",
    "missing",
    "blank",
    "unanswered",
    "not answered",
    "no answer",
    "no response",
    "not applicable",
    "not specified",
    "unspecified",
    "undisclosed",
    "not disclosed",
    "prefer not to say",
    "prefer not to answer",
    "prefer not to disclose",
    "i prefer not to say",
    "i'd rather not say",
    "rather not say",
    "decline to answer",
    "sin respuesta",
    "no contesta",
    "ns/nc",
    "prefiero no decirlo",
    "prefiero no responder",
    "sans reponse",
    "non renseigne",
    "je prefere ne pas repondre",
    "sem resposta",
    "prefiro nao responder",
    "prefiro nao dizer",
];

/// Answers of someone who does not place themselves on a scale, folded: taken as not answered on a scale, kept
/// in a category.
const OFF_SCALE: [&str; 26] = [
    "don't know",
    "i don't know",
    "dont know",
    "do not know",
    "i do not know",
    "don't remember",
    "i don't remember",
    "not sure",
    "unsure",
    "i'm not sure",
    "unfamiliar (n/a)",
    "unfamiliar",
    "no opinion",
    "cannot say",
    "can't say",
    "unknown",
    "other",
    "no se",
    "no lo se",
    "no aplica",
    "je ne sais pas",
    "ne sait pas",
    "sans opinion",
    "nao sei",
    "nao se aplica",
    "not relevant",
];

/// Answers that name no topic when they stand alone as a need or an offer, folded.
const NO_TOPIC: [&str; 14] = [
    "none",
    "nothing",
    "no",
    "none yet",
    "none at the moment",
    "not yet",
    "ninguno",
    "ninguna",
    "nada",
    "aucun",
    "aucune",
    "rien",
    "nenhum",
    "nenhuma",
];

/// Hours ahead of UTC by the usual abbreviations, folded.
const ZONES: [(&str, f64); 26] = [
    ("z", 0.0),
    ("wet", 0.0),
    ("west", 1.0),
    ("bst", 1.0),
    ("cet", 1.0),
    ("wat", 1.0),
    ("cest", 2.0),
    ("eet", 2.0),
    ("cat", 2.0),
    ("sast", 2.0),
    ("eest", 3.0),
    ("eat", 3.0),
    ("msk", 3.0),
    ("ist", 5.5),
    ("sgt", 8.0),
    ("jst", 9.0),
    ("aest", 10.0),
    ("nzst", 12.0),
    ("brt", -3.0),
    ("edt", -4.0),
    ("est", -5.0),
    ("cdt", -5.0),
    ("cst", -6.0),
    ("mdt", -6.0),
    ("mst", -7.0),
    ("pst", -8.0),
];

const CURRENCIES: [&str; 12] = ["US$", "R$", "$", "€", "£", "¥", "₹", "₦", "USD", "EUR", "GBP", "CHF"];

pub(super) fn is_missing(folded: &str) -> bool {
    folded.is_empty() || MISSING.contains(&folded)
}

pub(super) fn is_off_scale(folded: &str) -> bool {
    OFF_SCALE.contains(&folded.trim_end_matches('.'))
}

pub(super) fn is_no_topic(folded: &str) -> bool {
    NO_TOPIC.contains(&folded.trim_end_matches('.'))
}

/// A number written with a decimal point: `1,234.5`, `$20`, `35 %`, `-2e3`.
pub(super) fn number(text: &str) -> Option<f64> {
    number_with(text, '.')
}

/// A number written with the given decimal mark; digits may be grouped by the other one, spaces or apostrophes.
pub(super) fn number_with(text: &str, decimal: char) -> Option<f64> {
    let bare = without_unit(text.trim());
    let (sign, bare) = match bare.strip_prefix(['-', '−']) {
        Some(rest) => (-1.0, without_unit(rest)),
        None => (1.0, bare.strip_prefix('+').unwrap_or(bare)),
    };
    let (whole, rest) = match bare.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (bare, None),
    };
    let (fraction, exponent) = match rest.unwrap_or(whole).split_once(['e', 'E']) {
        Some((before, exponent)) => (before, Some(exponent)),
        None => (rest.unwrap_or(whole), None),
    };
    let whole = ungrouped(if rest.is_some() { whole } else { fraction }, decimal)?;
    let fraction = if rest.is_some() { fraction } else { "" };
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let exponent = exponent.unwrap_or("0");
    let power = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    if !digits(fraction) || !digits(power) || power.is_empty() || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    let number: f64 = format!("0{whole}.{fraction}0e{exponent}").parse().ok()?;
    number.is_finite().then_some(sign * number)
}

fn without_unit(text: &str) -> &str {
    let text = text.strip_suffix('%').unwrap_or(text).trim();
    let text = CURRENCIES.iter().find_map(|unit| text.strip_prefix(unit)).unwrap_or(text);
    CURRENCIES.iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text).trim()
}

/// The digits of a whole number, without the marks that group them in threes (or, as in India, in twos).
fn ungrouped(text: &str, decimal: char) -> Option<String> {
    let is_mark = |c: char| c != decimal && matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’');
    let mut groups = text.split(is_mark);
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let first = groups.next().filter(|g| digits(g))?;
    let mut out = first.to_owned();
    let mut length = 3;
    for group in groups {
        if !digits(group) || !(2..=3).contains(&group.len()) || first.is_empty() || first.len() > 3 {
            return None;
        }
        length = group.len();
        out.push_str(group);
    }
    // Whatever the grouping, the last group has three digits.
    (length == 3).then_some(out)
}

/// The decimal mark under which more of the cells are numbers, and whether any cell tells the two apart.
pub(super) fn decimal_mark<'c>(cells: impl Iterator<Item = &'c str>, preferred: char) -> (char, bool) {
    let (mut point, mut comma) = (0usize, 0usize);
    let mut ambiguous = false;
    for cell in cells {
        match (number_with(cell, '.'), number_with(cell, ',')) {
            (Some(_), None) => point += 1,
            (None, Some(_)) => comma += 1,
            (Some(a), Some(b)) => ambiguous |= a != b,
            (None, None) => {}
        }
    }
    match point.cmp(&comma) {
        std::cmp::Ordering::Greater => ('.', true),
        std::cmp::Ordering::Less => (',', true),
        std::cmp::Ordering::Equal => (preferred, !ambiguous),
    }
}

/// Hours ahead of UTC: `UTC+2`, `GMT-3:30`, `(UTC+01:00) Berlin`, `CET`; a bare `-3` or `+05:30` where the header
/// asks for a time zone.
pub(super) fn utc_offset(text: &str, bare: bool) -> Option<f64> {
    let folded = fold(text);
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| *name == folded) {
        return bare.then_some(*hours);
    }
    let named = folded.find("utc").or_else(|| folded.find("gmt")).and_then(|at| folded.get(at + 3..));
    let rest = match named {
        Some(rest) => rest.trim_start_matches([' ', ':']),
        None if bare => folded.as_str(),
        None => return None,
    };
    let signed = rest.strip_prefix("+/-").or(rest.strip_prefix('±'));
    let (sign, digits) = match (signed, rest.chars().next()) {
        (Some(rest), _) => (1.0, rest),
        (None, Some('+')) => (1.0, rest.get(1..)?),
        (None, Some('-')) => (-1.0, rest.get(1..)?),
        (None, Some('0'..='9')) if named.is_none() => (1.0, rest),
        _ => return named.map(|_| 0.0),
    };
    let digits = digits.trim_start();
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    let (hours, rest) = digits.split_at_checked(end)?;
    let (hours, minutes) = match (hours.len(), rest.chars().next()) {
        (3 | 4, _) => hours.split_at_checked(hours.len() - 2)?,
        (1 | 2, Some(':' | 'h')) => (hours, rest.get(1..3).filter(|m| m.bytes().all(|b| b.is_ascii_digit()))?),
        (1 | 2, Some('.' | ',')) => {
            let tail: String = rest[1..].chars().take_while(char::is_ascii_digit).collect();
            let value: f64 = format!("{hours}.{tail}").parse().ok()?;
            return (value <= 14.0).then_some(sign * value);
        }
        (1 | 2, after) if named.is_some() || after.is_none() => (hours, "0"),
        _ => return None,
    };
    let value = hours.parse::<f64>().ok()? + minutes.parse::<f64>().ok()? / 60.0;
    (value <= 14.0).then_some(sign * value + 0.0)
}

/// `2025-03-31`, `31/3/2025 14:05`, `3.31.25`.
pub(super) fn is_date(text: &str) -> bool {
    let text = text.trim();
    let day = text.split([' ', 'T']).next().unwrap_or_default();
    let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
    let whole = |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(whole) && (parts[0].len() == 4 || parts[2].len() >= 2)
}

/// `someone@example.org`.
pub(super) fn is_email(text: &str) -> bool {
    let text = text.trim();
    text.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.contains('@') && !text.contains(char::is_whitespace)
    })
}

/// `https://…`, `www.…`.
pub(super) fn is_link(text: &str) -> bool {
    let folded = text.trim().to_ascii_lowercase();
    ["http://", "https://", "www."].iter().any(|start| folded.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (text, expected) in [
            ("12", 12.0),
            ("1,234.5", 1234.5),
            ("$ 1,000,000", 1e6),
            ("35 %", 35.0),
            ("-$20", -20.0),
            ("−3", -3.0),
            (".5", 0.5),
            ("1'234", 1234.0),
            ("12,34,567", 1_234_567.0),
            ("1.2E+03", 1200.0),
            ("7 000", 7000.0),
        ] {
            assert_eq!(number(text), Some(expected), "{text}");
        }
        for text in ["", "-", ".", "1,23", "12 years", "NaN", "inf", "1,2,3", "e5", "0x10", "1e999", "3+", "1234,567"] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number_with("1.234,5", ','), Some(1234.5));
        assert_eq!(number_with("0,5", ','), Some(0.5));
    }

    #[test]
    fn the_decimal_mark_is_read_off_the_cells_that_tell() {
        assert_eq!(decimal_mark(["1,5", "2", "1,234"].into_iter(), '.'), (',', true));
        assert_eq!(decimal_mark(["1,234", "2.5"].into_iter(), ','), ('.', true));
        assert_eq!(decimal_mark(["1,234"].into_iter(), '.'), ('.', false));
        assert_eq!(decimal_mark(["1", "2"].into_iter(), '.'), ('.', true));
    }

    #[test]
    fn time_zones_are_hours_ahead_of_utc() {
        for (text, hours) in [
            ("UTC+2", 2.0),
            ("GMT -3:30", -3.5),
            ("UTC", 0.0),
            ("(UTC+05:45) Kathmandu", 5.75),
            ("utc+0530", 5.5),
            ("UTC+5.5", 5.5),
            ("UTC−7", -7.0),
            ("UTC±0", 0.0),
            ("Berlin (GMT+1)", 1.0),
        ] {
            assert_eq!(utc_offset(text, false), Some(hours), "{text}");
        }
        assert_eq!(utc_offset("-3", true), Some(-3.0));
        assert_eq!(utc_offset("CET", true), Some(1.0));
        for text in ["-3", "Berlin", "UTC+99", ""] {
            assert_eq!(utc_offset(text, false), None, "{text}");
        }
    }

    #[test]
    fn dates_and_addresses_are_told_from_answers() {
        assert!(is_date("2025-03-31T10:00:00Z") && is_date("31/3/2025 14:05") && !is_date("1-2") && !is_date("a-b-c"));
        assert!(is_email("a.b@example.org") && !is_email("@home") && !is_email("a @b.c"));
        assert!(is_link("https://example.org") && !is_link("example"));
    }
}
