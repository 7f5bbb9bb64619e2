//! A serde deserializer over [`Value`] whose errors know the path of the value at fault.

use super::Value;
use crate::error::Error;
use crate::text::Text;
use serde::de::{self, DeserializeSeed, Expected, IntoDeserializer, Unexpected, Visitor};
use std::fmt;

/// What did not fit, and where.
#[derive(Debug)]
pub(super) struct Fault {
    error: Box<Error>,
}

impl Fault {
    fn new(why: Text, help: Text) -> Self {
        Fault { error: Box::new(Error::new(why, help, "")) }
    }
    fn under(self, outer: &str) -> Self {
        Fault { error: Box::new(self.error.under(outer)) }
    }
    pub(super) fn into_error(self) -> Error {
        *self.error
    }
    fn wrong_type(found: &str, expected: &dyn fmt::Display) -> Self {
        let why = Text::new("error.wrongType").with("found", found).with("expected", expected.to_string());
        Fault::new(why, Text::new("help.wrongType").with("expected", expected.to_string()))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}
impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let why = Text::new("error.outOfRange").with("what", message.to_string());
        Fault::new(why, Text::new("help.outOfRange"))
    }
    fn invalid_type(found: Unexpected, expected: &dyn Expected) -> Self {
        Fault::wrong_type(&plainly(found), &wanted(expected))
    }
    fn invalid_value(found: Unexpected, expected: &dyn Expected) -> Self {
        Fault::custom(format!("{} was given where {} is expected", plainly(found), wanted(expected)))
    }
    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        let why = Text::new("error.wrongLength").with("length", length).with("expected", wanted(expected));
        Fault::new(why, Text::new("help.wrongLength").with("expected", wanted(expected)))
    }
    fn unknown_variant(found: &str, known: &'static [&'static str]) -> Self {
        // Known, and yet there is nothing for it here: see `tagged_enum`.
        if known.contains(&found) {
            return Fault::new(Text::new("error.otherModule"), Text::new("help.otherModule"));
        }
        let why = Text::new("error.unknownChoice").with("found", found);
        Fault::new(why, Text::new("help.unknownChoice").with("known", words(known)))
    }
    fn unknown_field(found: &str, known: &'static [&'static str]) -> Self {
        let why = Text::new("error.unknownKey").with("key", found);
        Fault::new(why, Text::new("help.unknownKey").with("known", words(known))).under(found)
    }
    fn missing_field(key: &'static str) -> Self {
        Fault::new(Text::new("error.missingKey").with("key", key), Text::new("help.missingKey").with("key", key))
    }
}

/// serde's name for what was found, in the words of someone who writes JSON.
fn plainly(found: Unexpected) -> String {
    match found {
        Unexpected::Unit | Unexpected::Option => "null".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "an object".to_owned(),
        Unexpected::Str(text) => format!("the text \"{text}\""),
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(number) => number.to_string(),
        Unexpected::Signed(number) => number.to_string(),
        Unexpected::Float(number) => number.to_string(),
        other => other.to_string(),
    }
}

/// serde's name for what was expected, likewise.
fn wanted(expected: &dyn Expected) -> String {
    let expected = expected.to_string();
    match expected.as_str() {
        "a string" => "a text".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a map" => "an object".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "u32" => "a whole number from 0 to 4294967295".to_owned(),
        "u8" | "u16" | "u64" | "usize" => "a whole number, zero or more".to_owned(),
        _ if expected.starts_with("struct ") => "an object".to_owned(),
        _ if expected.contains("array of length") || expected.contains("tuple") => {
            let length: String = expected.chars().filter(char::is_ascii_digit).collect();
            format!("a list of {length}")
        }
        _ => expected,
    }
}

fn words(known: &[&str]) -> Vec<String> {
    known.iter().map(|&word| word.to_owned()).collect()
}

/// Reads one value; `hidden` is the tag key that an enclosing tagged enum has already read.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    value: &'a Value,
    hidden: Option<&'a str>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(value: &'a Value) -> Self {
        Reader { value, hidden: None }
    }

    /// The number, when it is finite; a JavaScript NaN or infinity is an error of its own.
    fn finite(number: f64) -> Result<f64, Fault> {
        if number.is_finite() {
            return Ok(number);
        }
        Err(Fault::new(Text::new("error.notFinite"), Text::new("help.notFinite")))
    }

    fn entries(self, entries: &'a [(String, Value)]) -> Result<Entries<'a>, Fault> {
        if let Some(key) = repeated(entries) {
            let why = Text::new("error.duplicateKey").with("key", key);
            return Err(Fault::new(why, Text::new("help.duplicateKey")).under(key));
        }
        Ok(Entries { entries: entries.iter(), current: None, hidden: self.hidden })
    }

    fn not(self, found: &Value, expected: &dyn Expected) -> Fault {
        Fault::wrong_type(found.kind(), &wanted(expected))
    }

    /// Passes a number on as an integer where it is one, so that integer fields accept `3` and `3.0` alike.
    fn visit_number<'de, V: Visitor<'de>>(number: f64, visitor: V) -> Result<V::Value, Fault> {
        let number = Self::finite(number)?;
        // Up to 2^53 every whole number is exact in f64.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if number == libm::trunc(number) && libm::fabs(number) <= EXACT {
            if number < 0.0 { visitor.visit_i64(number as i64) } else { visitor.visit_u64(number as u64) }
        } else {
            visitor.visit_f64(number)
        }
    }
}

impl<'de> de::Deserializer<'de> for Reader<'_> {
    type Error = Fault;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => Self::visit_number(*number, visitor),
            Value::Text(text) => visitor.visit_str(text),
            Value::List(items) => visitor.visit_seq(Items { items: items.iter(), at: 0 }),
            Value::Map(entries) => visitor.visit_map(self.entries(entries)?),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Number(number) => visitor.visit_f64(Self::finite(*number)?),
            other => Err(Fault::wrong_type(other.kind(), &"a number")),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_newtype_struct(self)
    }

    /// A text is a plain choice. An object is a tagged enum: `name` is then the key of its tag (see `tagged_enum`).
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        match self.value {
            Value::Text(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            Value::Map(entries) => match entries.iter().find(|(key, _)| key == name) {
                Some((_, Value::Text(tag))) if !known.contains(&tag.as_str()) => {
                    Err(<Fault as de::Error>::unknown_variant(tag, known).under(name))
                }
                Some((_, Value::Text(tag))) => visitor.visit_enum(Variant { tag, name, value: self.value }),
                Some((_, other)) => Err(Fault::wrong_type(other.kind(), &"a text").under(name)),
                None => Err(de::Error::missing_field(name)),
            },
            other => Err(Fault::wrong_type(other.kind(), &"a text")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        visitor.visit_unit()
    }

    // One kind of value each: a type then holds the code for what it expects and for nothing else.

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Bool(value) => visitor.visit_bool(*value),
            other => Err(self.not(other, &visitor)),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Number(number) => Self::visit_number(*number, visitor),
            other => Err(self.not(other, &visitor)),
        }
    }
    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Text(text) => visitor.visit_str(text),
            other => Err(self.not(other, &visitor)),
        }
    }
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }
    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::List(items) => visitor.visit_seq(Items { items: items.iter(), at: 0 }),
            other => Err(self.not(other, &visitor)),
        }
    }
    fn deserialize_tuple<V: Visitor<'de>>(self, length: usize, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            // The visitor stops reading where it has enough.
            Value::List(items) if items.len() > length => Err(de::Error::invalid_length(items.len(), &visitor)),
            _ => self.deserialize_seq(visitor),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Fault> {
        match self.value {
            Value::Map(entries) => visitor.visit_map(self.entries(entries)?),
            other => Err(self.not(other, &visitor)),
        }
    }
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Fault> {
        self.deserialize_map(visitor)
    }

    serde::forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u128 f32 bytes byte_buf unit unit_struct tuple_struct identifier
    }
}

/// Looks through all of a value for a key given twice.
#[cfg(feature = "tools")]
pub(super) fn no_key_twice(value: &Value) -> Result<(), Fault> {
    match value {
        Value::List(items) => {
            let look = |(at, item)| no_key_twice(item).map_err(|fault: Fault| fault.under(&format!("[{at}]")));
            items.iter().enumerate().try_for_each(look)
        }
        Value::Map(entries) => {
            Reader::new(value).entries(entries)?;
            entries.iter().try_for_each(|(key, inner)| no_key_twice(inner).map_err(|fault| fault.under(key)))
        }
        _ => Ok(()),
    }
}

fn repeated(entries: &[(String, Value)]) -> Option<&str> {
    // Objects have few keys, but a member's scored themes or a wide table's values may have hundreds.
    let mut keys: Vec<&str> = entries.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    keys.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0])
}

struct Items<'a> {
    items: std::slice::Iter<'a, Value>,
    at: usize,
}

impl<'de> de::SeqAccess<'de> for Items<'_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Fault> {
        let Some(value) = self.items.next() else { return Ok(None) };
        let at = self.at;
        self.at += 1;
        seed.deserialize(Reader::new(value)).map(Some).map_err(|fault| fault.under(&format!("[{at}]")))
    }
    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Entries<'a> {
    entries: std::slice::Iter<'a, (String, Value)>,
    current: Option<&'a (String, Value)>,
    hidden: Option<&'a str>,
}

impl<'de> de::MapAccess<'de> for Entries<'_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Fault> {
        for entry in self.entries.by_ref() {
            if Some(entry.0.as_str()) == self.hidden {
                continue;
            }
            self.current = Some(entry);
            return seed.deserialize(entry.0.as_str().into_deserializer()).map(Some);
        }
        Ok(None)
    }
    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Fault> {
        match self.current.take() {
            Some((key, value)) => seed.deserialize(Reader::new(value)).map_err(|fault| fault.under(key)),
            None => Err(de::Error::custom("a value was asked for before its key")),
        }
    }
}

struct Variant<'a> {
    tag: &'a str,
    name: &'static str,
    value: &'a Value,
}

impl<'de, 'a> de::EnumAccess<'de> for Variant<'a> {
    type Error = Fault;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Fault> {
        let tag: de::value::StrDeserializer<'a, Fault> = self.tag.into_deserializer();
        let value = seed.deserialize(tag).map_err(|fault| fault.under(self.name))?;
        Ok((value, self))
    }
}

impl<'de> de::VariantAccess<'de> for Variant<'_> {
    type Error = Fault;

    fn unit_variant(self) -> Result<(), Fault> {
        Ok(())
    }
    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Fault> {
        seed.deserialize(Reader { value: self.value, hidden: Some(self.name) })
    }
    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Fault> {
        de::Deserializer::deserialize_seq(Reader::new(self.value), visitor)
    }
    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, Fault> {
        de::Deserializer::deserialize_map(Reader { value: self.value, hidden: Some(self.name) }, visitor)
    }
}
