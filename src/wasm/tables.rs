//! Tables for JavaScript.

use super::{encode, read, thrown};
use crate::import;
use wasm_bindgen::prelude::*;

/// Reads a table into a network, a scenario to begin with, and a report of every guess.
#[wasm_bindgen(js_name = importTable)]
pub fn import_table(bytes: &[u8], options: &JsValue) -> Result<JsValue, JsValue> {
    let options = if options.is_null() || options.is_undefined() { import::Options::default() } else { read(options)? };
    encode(&import::bytes(bytes, &options).map_err(|errors| thrown(&errors))?)
}
