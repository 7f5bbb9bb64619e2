//! The edge to JavaScript: decode, call, encode. The only folder that knows wasm-bindgen.
//!
//! Four modules are built of it, each by the feature of its name, so that a page can show its first plan before it has
//! what it may need later: `engine` forms communities, `pairs` plans of every kind, and several of them, `study` answers
//! questions about plans, for which it forms some itself, and `tools` reads tables and verifies plans. A fifth, `bench`,
//! is `engine` with benchmarks of matching and grouping, and in no package.

#[cfg(feature = "bench")]
mod bench;
#[cfg(feature = "bench")]
mod bench_mdgp;
// What is asked of `study` forms its plans inside: none is formed by it for its own sake.
#[cfg(any(feature = "engine", all(feature = "pairs", not(feature = "study"))))]
mod engine;
#[cfg(feature = "study")]
mod study;
#[cfg(feature = "tools")]
mod tools;

use crate::canonical_json;
use crate::decode::{self, Value};
use crate::error::{Errors, Fault, fault};
use crate::text::Language;
use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use wasm_bindgen::prelude::*;

/// Data nested deeper than this is not of the contract; it may even contain itself.
const DEEPEST: u32 = 32;

/// Iterations between two looks at the clock.
#[cfg(any(feature = "engine", feature = "pairs"))]
const STEP: u64 = 20_000;

/// A panic becomes an exception with its message; the module must not be used after it.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| wasm_bindgen::throw_str(&format!("Commonground stopped: {info}"))));
}

/// A JavaScript value, kept as it is: also NaN, which no number of the contract may be.
///
/// Written out rather than left to serde-wasm-bindgen, which follows what contains itself until the stack ends.
fn value(js: &JsValue) -> Result<Value, JsValue> {
    plain(js, 0).ok_or_else(|| refused(fault("error.notPlain", "help.notPlain", "")))
}

// Each question crosses over to JavaScript, so that what data holds most of is asked first.
fn plain(js: &JsValue, depth: u32) -> Option<Value> {
    if let Some(text) = js.as_string() {
        return Some(Value::Text(text));
    }
    if !js.is_object() {
        return primitive(js);
    }
    if depth > DEEPEST {
        return None;
    }
    if let Some(list) = js.dyn_ref::<Array>() {
        return list.iter().map(|item| plain(&item, depth + 1)).collect::<Option<_>>().map(Value::List);
    }
    // A Map of texts is as good as an object.
    let entries = match js.dyn_ref::<js_sys::Map>() {
        Some(map) => Array::from(&map.entries()),
        None => Object::entries(js.unchecked_ref()),
    };
    let entry = |entry: JsValue| {
        let entry: Array = entry.unchecked_into();
        Some((entry.get(0).as_string()?, plain(&entry.get(1), depth + 1)?))
    };
    entries.iter().map(entry).collect::<Option<_>>().map(Value::Map)
}

fn primitive(js: &JsValue) -> Option<Value> {
    if let Some(number) = js.as_f64() {
        return Some(Value::Number(number));
    }
    if let Some(value) = js.as_bool() {
        return Some(Value::Bool(value));
    }
    (js.is_null() || js.is_undefined()).then_some(Value::Null)
}

/// Plain JavaScript data, by way of the JSON that the command line writes: one encoding, the same numbers.
fn encode<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&canonical_json(value, false))
}

fn refused(fault: Fault) -> JsValue {
    let mut errors = Errors::default();
    fault.into(&mut errors);
    thrown(&errors)
}

/// An `Error` with the name `CommongroundError`, the first reason as message, and all in `errors`.
fn thrown(errors: &Errors) -> JsValue {
    let reports = errors.report(Language::English);
    let message = reports.first().map_or("", |first| first.why.as_str());
    let error = js_sys::Error::new(message);
    error.set_name("CommongroundError");
    if let Ok(list) = encode(&reports) {
        // Setting a property of a new object of ours cannot fail.
        let _ = Reflect::set(&error, &"errors".into(), &list);
    }
    error.into()
}

fn read<T: serde::de::DeserializeOwned>(js: &JsValue) -> Result<T, JsValue> {
    decode::from_value(&value(js)?).map_err(|errors| thrown(&errors))
}
