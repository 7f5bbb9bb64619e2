//! From JSON or a JavaScript object to the contract's types, strictly: the same checks on both ways in.
//!
//! Both first become a [`Value`], which keeps what either source would hide (a JavaScript `NaN`, a key given
//! twice); the types are then read from it by a deserializer of our own that knows the path of every value.
//! Of the ready-made ways, serde-wasm-bindgen ignores `deny_unknown_fields` and serde's tagged enums forget paths.

mod deserializer;
mod tagged;
mod value;

pub(crate) use tagged::tagged_enum;
pub use value::Value;

use crate::error::{Error, Errors};
use crate::text::Text;
use serde::de::DeserializeOwned;

/// Reads a `T` out of a value.
///
/// # Errors
/// The first value that does not fit, with its path: `unknownKey`, `missingKey`, `wrongType`, `unknownChoice`,
/// `duplicateKey`, `notFinite`, `outOfRange`.
pub fn from_value<T: DeserializeOwned>(value: &Value) -> Result<T, Errors> {
    T::deserialize(deserializer::Reader::new(value)).map_err(|fault| Errors::from(fault.into_error()))
}

/// Reads a `T` out of JSON text.
///
/// # Errors
/// `notJson` with line and column, or what [`from_value`] reports.
pub fn from_json<T: DeserializeOwned>(json: &str) -> Result<T, Errors> {
    from_value(&parse(json)?)
}

/// JSON text as a [`Value`].
///
/// # Errors
/// `notJson` with line and column.
pub fn parse(json: &str) -> Result<Value, Errors> {
    // Spreadsheet programs and some editors put a byte order mark before the text.
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    serde_json::from_str(json).map_err(|fault| {
        let why = Text::new("error.notJson")
            .with("line", fault.line())
            .with("column", fault.column())
            .with("what", without_place(&fault.to_string()));
        Errors::from(Error::new(why, Text::new("help.notJson"), ""))
    })
}

/// Reports the first key that an object gives twice.
///
/// # Errors
/// `duplicateKey` with its path.
#[cfg(feature = "tools")]
pub(crate) fn no_key_twice(value: &Value) -> Result<(), Errors> {
    deserializer::no_key_twice(value).map_err(|fault| Errors::from(fault.into_error()))
}

/// serde_json ends its messages with " at line L column C", which our sentence already says.
fn without_place(message: &str) -> &str {
    message.rfind(" at line ").map_or(message, |at| &message[..at])
}
