//! What is wrong with an input: a code, where, why, and what to do about it.

use crate::text::{Language, Param, Text};
use serde::Serialize;
use std::fmt;

/// One thing that is wrong with an input.
///
/// The code is stable over versions (`unknownKey`, `duplicateId`, …) and the path names the offending value as
/// one would reach it in JavaScript: `network.members[3].values.region`.
#[derive(Debug, Clone, PartialEq)]
pub struct Error {
    code: &'static str,
    path: String,
    why: Text,
    help: Text,
}

impl Error {
    /// An error whose two sentences stand in the catalogue under `error.<code>` and `help.<code>`.
    pub(crate) fn new(why: Text, help: Text, path: impl Into<String>) -> Self {
        let code = why.code().strip_prefix("error.").unwrap_or(why.code());
        Error { code, path: path.into(), why, help }
    }

    /// The stable code, for programs.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// Where the offending value stands; empty for the whole input.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Why this cannot be accepted.
    pub fn why(&self, language: Language) -> String {
        self.why.render(language)
    }

    /// What to do about it.
    pub fn help(&self, language: Language) -> String {
        self.help.render(language)
    }

    /// The same error for a value that stands inside `outer`.
    pub(crate) fn under(mut self, outer: &str) -> Self {
        self.path = match (outer.is_empty(), self.path.is_empty()) {
            (true, _) => self.path,
            (false, true) => outer.to_owned(),
            (false, false) if self.path.starts_with('[') => format!("{outer}{}", self.path),
            (false, false) => format!("{outer}.{}", self.path),
        };
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let at = if self.path.is_empty() { "input" } else { &self.path };
        write!(f, "error[{}] at {at}: {}", self.code, self.why(Language::English))?;
        write!(f, "\n  help: {}", self.help(Language::English))
    }
}

impl std::error::Error for Error {}

/// Begins an error from its two sentences; further parameters go to both.
pub(crate) fn fault(why: &'static str, help: &'static str, path: impl Into<String>) -> Fault {
    Fault { why: Text::new(why), help: Text::new(help), path: path.into() }
}

/// An error in the making.
pub(crate) struct Fault {
    why: Text,
    help: Text,
    path: String,
}

impl Fault {
    /// One more parameter of both sentences.
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Param>) -> Self {
        let value = value.into();
        self.why = self.why.with(name, value.clone());
        self.help = self.help.with(name, value);
        self
    }
    /// Adds it to those collected.
    pub(crate) fn into(self, errors: &mut Errors) {
        errors.push(Error::new(self.why, self.help, self.path));
    }
}

/// All that was found wrong with an input, in the order of the input; never empty when returned as an `Err`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Errors(Vec<Error>);

impl Errors {
    /// Collects one more.
    pub(crate) fn push(&mut self, error: Error) {
        self.0.push(error);
    }

    /// `Ok` when nothing was collected.
    pub(crate) fn into_result(self) -> Result<(), Errors> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// Whether nothing was collected.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds those of another check.
    pub(crate) fn append(&mut self, others: Errors) {
        self.0.extend(others.0);
    }

    /// The same errors, those at paths that begin with `from` now at `to`.
    pub(crate) fn moved(mut self, from: &str, to: &str) -> Self {
        for error in self.0.iter_mut().filter(|error| error.path.starts_with(from)) {
            error.path = to.to_owned();
        }
        self
    }

    /// The same errors, those of a scenario inside the step of a programme with that number.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub(crate) fn inside_step(self, at: usize) -> Self {
        let outer = format!("steps[{at}]");
        let of_all = |error: &Error| error.path.starts_with("network");
        Errors(self.0.into_iter().map(|error| if of_all(&error) { error } else { error.under(&outer) }).collect())
    }

    /// The same errors, of a value that stands inside `outer`.
    #[cfg(any(feature = "pairs", not(feature = "engine")))]
    pub(crate) fn inside(self, outer: &str) -> Self {
        Errors(self.0.into_iter().map(|error| error.under(outer)).collect())
    }

    /// The errors, in the order of the input.
    pub fn iter(&self) -> std::slice::Iter<'_, Error> {
        self.0.iter()
    }

    /// The errors as plain data, each with `code`, `path`, `why` and `help`.
    pub fn report(&self, language: Language) -> Vec<ErrorReport> {
        let report = |e: &Error| ErrorReport {
            code: e.code.to_owned(),
            path: e.path.clone(),
            why: e.why(language),
            help: e.help(language),
        };
        self.0.iter().map(report).collect()
    }
}

impl From<Error> for Errors {
    fn from(error: Error) -> Self {
        Errors(vec![error])
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{error}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Errors {}

/// An [`Error`] as it crosses to JSON and JavaScript.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ErrorReport {
    /// The stable code, for programs.
    pub code: String,
    /// Where the offending value stands, `network.members[3].values.region`; empty for the whole input.
    pub path: String,
    /// Why it cannot be accepted.
    pub why: String,
    /// What to do about it.
    pub help: String,
}
