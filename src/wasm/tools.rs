//! Reading tables and verifying plans for JavaScript.

use super::{encode, read, thrown};
use crate::{CheckInput, decode, import, plan};
use wasm_bindgen::prelude::*;

/// Reads a table into a network, a scenario to begin with, and a report of every guess.
#[wasm_bindgen(js_name = importTable)]
pub fn import_table(bytes: &[u8], options: &JsValue) -> Result<JsValue, JsValue> {
    let options = if options.is_null() || options.is_undefined() { import::Options::default() } else { read(options)? };
    encode(&import::bytes(bytes, &options).map_err(|errors| thrown(&errors))?)
}

/// Verifies a plan and recomputes its score.
#[wasm_bindgen]
pub fn check(input: &JsValue) -> Result<JsValue, JsValue> {
    let input: CheckInput = read(input)?;
    encode(&plan::check(&input.network, &input.scenario, &input.plan).map_err(|errors| thrown(&errors))?)
}

/// Reads JSON text as strictly as the command line does: also a key that is given twice is an error, which
/// `JSON.parse` would pass over.
#[wasm_bindgen(js_name = parseJson)]
pub fn parse_json(text: &str) -> Result<JsValue, JsValue> {
    decode::parse(text).and_then(|value| decode::no_key_twice(&value)).map_err(|errors| thrown(&errors))?;
    js_sys::JSON::parse(text.trim_start_matches('\u{feff}'))
}
