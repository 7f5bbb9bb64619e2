//! English. What the engine says is in a file for each part of it.

use super::{en_errors, en_import, en_plan, en_rules};

/// The sentence of a code, with its parameters in braces.
pub(super) fn template(code: &str) -> Option<&'static str> {
    en_rules::template(code)
        .or_else(|| en_plan::template(code))
        .or_else(|| en_errors::template(code))
        .or_else(|| en_import::template(code))
}

/// A list as one would say it: "a", "a and b", "a, b and c".
pub(super) fn join(list: &[String]) -> String {
    match list {
        [] => "none".to_owned(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
