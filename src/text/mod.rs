//! Every sentence the engine says: a code with parameters, turned into words by one catalogue a language.
//!
//! A template names its parameters in braces, `{count}`; `{count|member|members}` chooses the word by the
//! number: the first for exactly one, the second otherwise. A list parameter is joined as the language does.

mod en;
#[cfg(any(not(any(feature = "engine", feature = "pairs")), feature = "tools"))]
mod en_check;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod en_coaching;
mod en_errors;
#[cfg(any(not(any(feature = "engine", feature = "pairs")), feature = "tools"))]
mod en_import;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod en_more_rules;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod en_pairs;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod en_panel;
mod en_plan;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod en_programme;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod en_proofs;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod en_report;
#[cfg(any(feature = "pairs", feature = "tools", not(feature = "engine")))]
mod en_review;
mod en_rules;

use std::fmt::Write as _;

/// A language that the engine can speak. English is complete; further ones are one catalogue file each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
}

/// The value of a parameter of a sentence.
#[derive(Debug, Clone, PartialEq)]
pub enum Param {
    /// A word, name or label, put in as it is.
    Word(String),
    /// A number; whole ones are shown without decimals, others with at most three.
    Number(f64),
    /// Several names, joined with commas and "and".
    List(Vec<String>),
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

    /// The sentence in words.
    ///
    /// A code that the catalogue lacks is shown as it is, so that nothing is lost on the way to the reader.
    pub fn render(&self, language: Language) -> String {
        let template = match language {
            Language::English => en::template(self.code),
        };
        match template {
            Some(template) => self.fill(template),
            None => self.code.to_owned(),
        }
    }

    fn fill(&self, template: &str) -> String {
        let mut out = String::with_capacity(template.len() + 32);
        let mut rest = template;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let Some(close) = rest[open..].find('}') else { break };
            self.put(&mut out, &rest[open + 1..open + close]);
            rest = &rest[open + close + 1..];
        }
        out.push_str(rest);
        out
    }

    fn put(&self, out: &mut String, slot: &str) {
        let mut parts = slot.split('|');
        let name = parts.next().unwrap_or_default();
        let value = self.params.iter().find(|(known, _)| *known == name).map(|(_, value)| value);
        match (value, parts.next(), parts.next()) {
            (Some(Param::Number(n)), Some(one), Some(many)) => out.push_str(if *n == 1.0 { one } else { many }),
            (Some(Param::List(l)), Some(one), Some(many)) => out.push_str(if l.len() == 1 { one } else { many }),
            (Some(Param::Word(word)), _, _) => out.push_str(word),
            (Some(Param::Number(n)), _, _) => out.push_str(&number(*n)),
            (Some(Param::List(list)), _, _) => out.push_str(&en::join(list)),
            (None, _, _) => {
                // Shown rather than hidden: a missing parameter is a fault of ours, and the test below finds it.
                let _ = write!(out, "{{{name}}}");
            }
        }
    }
}

/// A number as a reader wants it: at most three decimals, none where they are zero.
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
        assert_eq!(en::join(&["a".into()]), "a");
        assert_eq!(en::join(&["a".into(), "b".into()]), "a and b");
        assert_eq!(en::join(&["a".into(), "b".into(), "c".into()]), "a, b and c");
    }

    #[test]
    fn numbers_carry_no_more_decimals_than_they_need() {
        assert_eq!(number(2.0), "2");
        assert_eq!(number(0.12345), "0.123");
        assert_eq!(number(-0.0001), "0");
    }
}
