//! What can be counted in a column before anything is guessed: answers, spellings, missing ones.

use super::blocks::{Cells, Column};
use super::value;
use super::words::{Heading, fold, tidy};
use std::collections::{BTreeMap, BTreeSet};

/// The share of answers that are codes of two capitals from which on `NA` is one of them (Namibia, North America).
const TWO_LETTER_CODES: f64 = 0.8;
/// From so many different ones on.
const FEWEST_CODES: usize = 3;

/// A column's answers, cleaned.
pub(super) struct Facts {
    pub heading: Heading,
    /// As written, with line breaks; `None` where not answered.
    pub raw: Vec<Option<String>>,
    /// With single spaces and one spelling for each answer.
    pub texts: Vec<Option<String>>,
    /// The different answers, the most frequent first.
    pub distinct: Vec<(String, usize)>,
    /// Words that were read as "not answered", as written, with their number.
    pub markers: BTreeMap<String, usize>,
    /// `NA` is a code here and an answer.
    pub na_is_code: bool,
    /// Spellings that were replaced by a more frequent one.
    pub spellings: Spelling,
}

impl Facts {
    pub fn new(column: &Column) -> Self {
        let heading = Heading::new(&column.header);
        let joined: Vec<String>;
        let plain: Vec<&str> = match &column.cells {
            Cells::Plain(cells) => cells.iter().map(String::as_str).collect(),
            Cells::Chosen(lists) | Cells::Ranked(lists) => {
                joined = lists.iter().map(|list| list.join("; ")).collect();
                joined.iter().map(String::as_str).collect()
            }
        };
        let na_is_code = holds_codes(&plain);
        let mut markers = BTreeMap::new();
        let answer = |cell: &str| {
            let folded = fold(cell);
            let is_code = na_is_code && cell.trim() == "NA";
            if is_code || !value::is_missing(&folded) {
                return Some(cell.trim().to_owned());
            }
            if !folded.is_empty() {
                *markers.entry(tidy(cell)).or_insert(0) += 1;
            }
            None
        };
        let raw: Vec<Option<String>> = plain.into_iter().map(answer).collect();
        let tidied: Vec<Option<String>> = raw.iter().map(|cell| cell.as_deref().map(tidy)).collect();
        let spellings = Spelling::new(tidied.iter().flatten());
        let texts: Vec<Option<String>> =
            tidied.iter().map(|cell| cell.as_deref().map(|text| spellings.of(text))).collect();
        let distinct = by_frequency(texts.iter().flatten());
        Facts { heading, raw, texts, distinct, markers, na_is_code, spellings }
    }

    /// How many rows have an answer.
    pub fn filled(&self) -> usize {
        self.raw.iter().flatten().count()
    }

    /// The share of answers that have a property.
    pub fn share(&self, has: impl Fn(&str) -> bool) -> f64 {
        let having: usize = self.distinct.iter().filter(|(text, _)| has(text)).map(|(_, count)| count).sum();
        having as f64 / self.filled().max(1) as f64
    }

    /// The share of answers that would be left if each were counted once: 1 when all differ.
    pub fn variety(&self) -> f64 {
        self.distinct.len() as f64 / self.filled().max(1) as f64
    }

    /// The mean number of words of an answer.
    pub fn words(&self) -> f64 {
        let words: usize = self.distinct.iter().map(|(text, _)| text.split(' ').count()).sum();
        words as f64 / self.distinct.len().max(1) as f64
    }
}

fn holds_codes(cells: &[&str]) -> bool {
    let is_code = |cell: &&&str| {
        let cell = cell.trim();
        cell.len() == 2 && cell.bytes().all(|b| b.is_ascii_uppercase()) && cell != "NA"
    };
    let others = cells.iter().filter(|cell| !value::is_missing(&fold(cell))).count();
    let codes: Vec<&str> = cells.iter().filter(is_code).map(|cell| cell.trim()).collect();
    let distinct = codes.iter().collect::<BTreeSet<_>>().len();
    distinct >= FEWEST_CODES && codes.len() as f64 >= TWO_LETTER_CODES * others as f64
}

/// Different texts with how often each occurs, the most frequent first, then by name.
pub(super) fn by_frequency<'t>(texts: impl Iterator<Item = &'t String>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for text in texts {
        *counts.entry(text).or_insert(0) += 1;
    }
    let mut out: Vec<(String, usize)> = counts.into_iter().map(|(text, count)| (text.clone(), count)).collect();
    out.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    out
}

/// One spelling for texts that differ in case, accents or spacing only: the most frequent one; of several the one written
/// with most care, with capitals and small letters and with accents.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    chosen: BTreeMap<String, String>,
    /// Spellings that give way, by the one chosen.
    pub replaced: BTreeMap<String, Vec<String>>,
}

impl Spelling {
    pub fn new<'t>(texts: impl Iterator<Item = &'t String>) -> Self {
        let mut out = Spelling::default();
        let mut spelled = by_frequency(texts);
        spelled.sort_by_key(|(text, count)| std::cmp::Reverse((*count, care(text))));
        for (text, _) in spelled {
            match out.chosen.get(&fold(&text)) {
                Some(chosen) => out.replaced.entry(chosen.clone()).or_default().push(text),
                None => {
                    out.chosen.insert(fold(&text), text);
                }
            }
        }
        out
    }

    /// The spelling chosen for a text; the text itself when it is new.
    pub fn of(&self, text: &str) -> String {
        self.chosen.get(&fold(text)).cloned().unwrap_or_else(|| text.to_owned())
    }
}

/// Whether a text has capitals and small letters, and how many of its letters are no plain ones.
fn care(text: &str) -> (bool, usize) {
    let mixed = text.chars().any(char::is_uppercase) && text.chars().any(char::is_lowercase);
    (mixed, text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_spellings_as_frequent_the_most_careful_is_kept() {
        let chosen = |cells: &[&str]| facts(cells).distinct[0].0.clone();
        assert_eq!(chosen(&["KENYA", "Kenya", "kenya"]), "Kenya");
        assert_eq!(chosen(&["Senegal", "SENEGAL", "Sénégal"]), "Sénégal");
        assert_eq!(chosen(&["za", "ZA", "ZA"]), "ZA");
    }

    fn facts(cells: &[&str]) -> Facts {
        let cells = cells.iter().map(|cell| (*cell).to_owned()).collect();
        Facts::new(&Column { header: "q".into(), positions: vec![1], cells: Cells::Plain(cells) })
    }

    #[test]
    fn na_is_not_answered_unless_it_is_a_country() {
        let survey = facts(&["yes", "NA", "no", "n/a", " "]);
        assert_eq!((survey.filled(), survey.markers.len()), (2, 2));
        let countries = facts(&["ZA", "BW", "NA", "ZW", "n/a"]);
        assert_eq!((countries.filled(), countries.na_is_code), (4, true));
    }

    #[test]
    fn none_is_an_answer() {
        assert_eq!(facts(&["None", "A workshop"]).filled(), 2);
    }

    #[test]
    fn spellings_of_one_answer_become_the_most_frequent_one() {
        let facts = facts(&["São Paulo", "sao paulo", "São  Paulo", "Lima"]);
        assert_eq!(facts.distinct, [("São Paulo".to_owned(), 3), ("Lima".to_owned(), 1)]);
        assert_eq!(facts.spellings.replaced["São Paulo"], ["sao paulo"]);
    }
}
