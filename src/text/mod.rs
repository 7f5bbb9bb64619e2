//! Every sentence the engine says: a code with parameters, turned into words by one catalogue a language.
//!
//! A template names its parameters in braces, `{count}`. `{count|member|members}` chooses the word by the number: the
//! first where the language takes its singular, the second otherwise. A language with more forms names them by the
//! plural categories of the Unicode CLDR: `{count|one=член|few=члена|other=членов}`. A list is joined as the language
//! does; `{names#4}` says the first four and how many more there are. A further language is one file like `en`, with a
//! [`Catalogue`], and one line in [`Language`]; sentences that it lacks are said in English.

mod en;
#[cfg(any(not(any(feature = "engine", feature = "pairs")), feature = "tools"))]
mod en_check;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod en_coaching;
#[cfg(any(feature = "study", not(any(feature = "engine", feature = "pairs", feature = "tools"))))]
mod en_conflicts;
#[cfg(any(feature = "study", not(any(feature = "engine", feature = "pairs", feature = "tools"))))]
mod en_drift;
mod en_errors;
#[cfg(any(feature = "study", not(any(feature = "engine", feature = "pairs", feature = "tools"))))]
mod en_frontier;
#[cfg(any(not(any(feature = "engine", feature = "pairs")), feature = "tools"))]
mod en_import;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod en_more_rules;
#[cfg(any(feature = "study", not(any(feature = "engine", feature = "pairs", feature = "tools"))))]
mod en_outcomes;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod en_pairs;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod en_panel;
mod en_plan;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod en_programme;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod en_proofs;
#[cfg(any(feature = "study", not(any(feature = "engine", feature = "pairs", feature = "tools"))))]
mod en_report;
#[cfg(any(feature = "pairs", feature = "tools", not(feature = "engine")))]
mod en_review;
mod en_rules;
#[cfg(any(feature = "study", not(any(feature = "engine", feature = "pairs", feature = "tools"))))]
mod en_why_not;
#[cfg(test)]
mod fr;

use serde::{Deserialize, Deserializer, Serialize};
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};

/// A language that the engine can speak. English is complete; further ones are one catalogue file each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// A few sentences of French, which show that a language is one file.
    #[cfg(test)]
    French,
}

impl Language {
    fn catalogue(self) -> &'static Catalogue {
        match self {
            Language::English => &en::ENGLISH,
            #[cfg(test)]
            Language::French => &fr::FRENCH,
        }
    }
}

/// A language: its sentences, and how it writes numbers and lists.
struct Catalogue {
    /// The sentence of a code, with its parameters in braces.
    template: fn(&str) -> Option<&'static str>,
    /// The plural category of a number by the Unicode CLDR: `zero`, `one`, `two`, `few`, `many` or `other`.
    plural: fn(f64) -> &'static str,
    /// What stands before decimals.
    decimal: &'static str,
    /// What stands between thousands, from five digits on: so a year stays a year.
    thousands: &'static str,
    /// What stands between the names of a list, and before the last.
    between: &'static str,
    last: &'static str,
    /// What stands between the ends of a range.
    to: &'static str,
    /// A list without names.
    none: &'static str,
}

/// Fewest digits before the decimals that are written in groups of three.
const GROUPED_FROM: usize = 5;

impl Catalogue {
    /// A number with at most three decimals, none where they are zero.
    fn number(&self, value: f64) -> String {
        let plain = number(value);
        let (sign, digits) = plain.strip_prefix('-').map_or(("", &*plain), |digits| ("-", digits));
        let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
        let mut out = sign.to_owned();
        for (at, digit) in whole.char_indices() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) && whole.len() >= GROUPED_FROM {
                out.push_str(self.thousands);
            }
            out.push(digit);
        }
        if !rest.is_empty() {
            out.push_str(self.decimal);
            out.push_str(rest);
        }
        out
    }

    /// A list as one would say it: "a", "a and b", "a, b and c"; beyond so many names, how many more.
    fn list(&self, list: &[String], most: usize) -> String {
        let more = match (list.len().saturating_sub(most), (self.template)("note.more")) {
            (0, _) | (_, None) => None,
            (count, Some(template)) => Some(Text::new("note.more").with("count", count).fill(template, self)),
        };
        let shown = if more.is_some() { &list[..most] } else { list };
        let (first, last) = match (&more, shown) {
            (Some(more), shown) => (shown, more),
            (None, [first @ .., last]) => (first, last),
            (None, []) => return self.none.to_owned(),
        };
        if first.is_empty() {
            return last.clone();
        }
        format!("{}{}{last}", first.join(self.between), self.last)
    }

    /// The word of a slot for a number: by its category where the words name theirs, else the first for one.
    fn word<'w>(&self, number: f64, words: &[&'w str]) -> &'w str {
        let category = (self.plural)(number);
        let named = words.iter().find_map(|word| word.strip_prefix(category)?.strip_prefix('='));
        let last = words.last().copied().unwrap_or_default();
        match named.or_else(|| last.strip_prefix("other=")) {
            Some(word) => word,
            None if category == "one" => words.first().copied().unwrap_or_default(),
            None => last,
        }
    }
}

/// The value of a parameter of a sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Param {
    /// A word, name or label, put in as it is.
    Word(String),
    /// A number; whole ones are shown without decimals, others with at most three.
    Number(f64),
    /// Several names, joined as the language does.
    List(Vec<String>),
}

/// The parameters of a sentence, by name.
pub type Params = BTreeMap<String, Param>;

impl<'de> Deserialize<'de> for Param {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyParam;
        impl<'de> serde::de::Visitor<'de> for AnyParam {
            type Value = Param;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text, a number or a list of texts")
            }
            fn visit_u64<E>(self, value: u64) -> Result<Param, E> {
                Ok(Param::Number(value as f64))
            }
            fn visit_i64<E>(self, value: i64) -> Result<Param, E> {
                Ok(Param::Number(value as f64))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Param, E> {
                Ok(Param::Number(value))
            }
            fn visit_str<E>(self, value: &str) -> Result<Param, E> {
                Ok(Param::Word(value.to_owned()))
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut items: A) -> Result<Param, A::Error> {
                let mut list = Vec::new();
                while let Some(item) = items.next_element()? {
                    list.push(item);
                }
                Ok(Param::List(list))
            }
        }
        deserializer.deserialize_any(AnyParam)
    }
}

impl From<&str> for Param {
    fn from(word: &str) -> Self {
        Param::Word(word.to_owned())
    }
}
impl From<String> for Param {
    fn from(word: String) -> Self {
        Param::Word(word)
    }
}
impl From<&String> for Param {
    fn from(word: &String) -> Self {
        Param::Word(word.clone())
    }
}
impl From<f64> for Param {
    fn from(number: f64) -> Self {
        Param::Number(number)
    }
}
impl From<u32> for Param {
    fn from(number: u32) -> Self {
        Param::Number(f64::from(number))
    }
}
impl From<usize> for Param {
    fn from(number: usize) -> Self {
        Param::Number(number as f64)
    }
}
impl From<Vec<String>> for Param {
    fn from(list: Vec<String>) -> Self {
        Param::List(list)
    }
}

/// A sentence before it is put into words: its code in the catalogue and its parameters.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    code: &'static str,
    params: Vec<(&'static str, Param)>,
}

impl Text {
    /// A sentence without parameters yet.
    pub fn new(code: &'static str) -> Self {
        Text { code, params: Vec::new() }
    }

    /// The same sentence with one more parameter.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        self.params.push((name, value.into()));
        self
    }

    /// The stable code under which the catalogues know this sentence.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The parameters, for whoever puts the sentence into words of their own.
    pub fn params(&self) -> Params {
        crate::order::map(self.params.iter().map(|(name, value)| ((*name).to_owned(), value.clone())))
    }

    /// The sentence in words; in English where the language lacks it.
    ///
    /// A code that no catalogue has is shown as it is, so that nothing is lost on the way to the reader.
    pub fn render(&self, language: Language) -> String {
        let said = |catalogue: &Catalogue| Some(self.fill((catalogue.template)(self.code)?, catalogue));
        said(language.catalogue()).or_else(|| said(&en::ENGLISH)).unwrap_or_else(|| self.code.to_owned())
    }

    fn fill(&self, template: &str, catalogue: &Catalogue) -> String {
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let Some(close) = rest[open..].find('}') else { break };
            self.put(&mut out, &rest[open + 1..open + close], catalogue);
            rest = &rest[open + close + 1..];
        }
        out.push_str(rest);
        out
    }

    fn value(&self, name: &str) -> Option<&Param> {
        self.params.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    fn put(&self, out: &mut String, slot: &str, catalogue: &Catalogue) {
        // A range, or one number where both ends are the same.
        if let Some((least, most)) = slot.split_once("..") {
            self.put(out, least, catalogue);
            if self.value(least) != self.value(most) {
                out.push_str(catalogue.to);
                self.put(out, most, catalogue);
            }
            return;
        }
        let mut parts = slot.split('|');
        let head = parts.next().unwrap_or_default();
        let words: Vec<&str> = parts.collect();
        let (name, most) = head.split_once('#').unwrap_or((head, ""));
        match self.value(name) {
            Some(Param::Number(n)) if !words.is_empty() => out.push_str(catalogue.word(*n, &words)),
            Some(Param::List(l)) if !words.is_empty() => out.push_str(catalogue.word(l.len() as f64, &words)),
            Some(Param::Word(word)) => out.push_str(word),
            Some(Param::Number(n)) => out.push_str(&catalogue.number(*n)),
            Some(Param::List(list)) => out.push_str(&catalogue.list(list, most.parse().unwrap_or(usize::MAX))),
            None => {
                // Shown rather than hidden: a missing parameter is a fault of ours, and a test finds it.
                let _ = write!(out, "{{{name}}}");
            }
        }
    }
}

/// A number with a point, as data: at most three decimals, none where they are zero.
pub fn number(value: f64) -> String {
    let rounded = libm::round(value * 1000.0) / 1000.0;
    // Adding zero turns -0 into 0.
    format!("{}", rounded + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_chooses_the_word_that_follows_it() {
        let text = |n: u32| Text::new("test.plural").with("count", n).render(Language::English);
        assert_eq!(text(1), "1 member");
        assert_eq!(text(3), "3 members");
    }

    #[test]
    fn lists_are_joined_as_one_would_say_them() {
        let names = |count: usize| ["a", "b", "c", "d", "e"].map(String::from)[..count].to_vec();
        let all = |count| en::ENGLISH.list(&names(count), usize::MAX);
        assert_eq!([all(0), all(1), all(2), all(3)], ["none", "a", "a and b", "a, b and c"]);
        assert_eq!(en::ENGLISH.list(&names(5), 2), "a, b and 3 more");
        assert_eq!(en::ENGLISH.list(&names(3), 3), "a, b and c");
    }

    #[test]
    fn a_range_of_one_number_is_that_number() {
        let text = |lo: u32, hi: u32| Text::new("error.groupSize").with("found", 9u32).with("lo", lo).with("hi", hi);
        assert_eq!(text(2, 2).render(Language::English), "The group has 9 members; 2 are allowed.");
        assert_eq!(text(2, 3).render(Language::English), "The group has 9 members; 2 to 3 are allowed.");
    }

    #[test]
    fn numbers_carry_no_more_decimals_than_they_need() {
        assert_eq!(number(2.0), "2");
        assert_eq!(number(0.12345), "0.123");
        assert_eq!(number(-0.0001), "0");
    }

    #[test]
    fn numbers_are_written_as_their_language_does() {
        let both = |value| (en::ENGLISH.number(value), fr::FRENCH.number(value));
        assert_eq!(both(1998.0), ("1998".to_owned(), "1998".to_owned()));
        assert_eq!(both(-12_345.5), ("-12,345.5".to_owned(), "-12\u{202f}345,5".to_owned()));
        assert_eq!(both(1_234_567.0), ("1,234,567".to_owned(), "1\u{202f}234\u{202f}567".to_owned()));
    }

    #[test]
    fn another_language_has_its_own_plurals_and_lists_and_falls_back_to_english() {
        let say = |count: f64| Text::new("test.plural").with("count", count).render(Language::French);
        // French counts none and a half in the singular, and its millions take a "de" (Unicode CLDR).
        assert_eq!(say(0.0), "0 membre");
        assert_eq!(say(1.5), "1,5 membre");
        assert_eq!(say(2.0), "2 membres");
        assert_eq!(say(1_000_000.0), "1\u{202f}000\u{202f}000 de membres");
        let values = ["Niger", "Mali", "Sénégal"].map(String::from).to_vec();
        let reason = Text::new("reason.common.both").with("attribute", "Pays").with("values", values);
        assert_eq!(reason.render(Language::French), "Les deux ont « Pays » en commun\u{a0}: Niger, Mali et Sénégal.");
        let lacking = Text::new("reason.known.both");
        assert_eq!(lacking.render(Language::French), lacking.render(Language::English));
    }

    #[test]
    fn the_parameters_of_a_sentence_are_written_as_plain_values() {
        let text = Text::new("x").with("count", 2u32).with("name", "Ana").with("values", vec!["a".to_owned()]);
        let json = serde_json::json!({"count": 2.0, "name": "Ana", "values": ["a"]});
        assert_eq!(serde_json::to_value(text.params()).ok(), Some(json.clone()));
        assert_eq!(serde_json::from_value::<Params>(json).ok(), Some(text.params()));
    }
}
