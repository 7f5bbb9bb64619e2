//! Words and numbers as the reader of a report wants them, harmless wherever they are put.

use crate::text::{Language, Text};

/// A sentence in words.
pub(super) fn say(text: &Text) -> String {
    text.render(Language::English)
}

/// A sentence without parameters.
pub(super) fn word(code: &'static str) -> String {
    say(&Text::new(code))
}

/// A share in percent, to a tenth.
pub(super) fn percent(share: f64) -> f64 {
    libm::round(share * 1000.0) / 10.0
}

/// A share in percent, up to the next tenth, so that no more is claimed than is proven.
pub(super) fn percent_up(share: f64) -> f64 {
    libm::ceil(share * 1000.0) / 10.0
}

/// One line without characters that control how a page or a terminal shows what stands around them: names come from
/// anywhere.
pub(super) fn plain(text: &str) -> String {
    let turning = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let broken = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let kept = text.chars().filter(|&c| !turning(c)).map(|c| if broken(c) { ' ' } else { c });
    kept.collect::<String>().trim().to_owned()
}

/// The text of a table's cell, marked as text where a spreadsheet into which the table is copied would run it as a formula.
pub(super) fn inert(text: &str) -> String {
    let text = plain(text);
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}
