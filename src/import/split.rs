//! Cells with several answers: by what they are separated, and which commas belong to an answer's own name.
//!
//! The comma trap: survey tools join chosen options with `, ` although options hold commas themselves
//! (`Genetics, genomics, bioinformatics`). Commas inside brackets and numbers never separate; other pieces are
//! glued together again where the whole column shows that they only ever occur as neighbours.

use super::words::{fold, tidy};
use std::collections::{BTreeMap, BTreeSet};

/// Separators that are considered, the surer sign of several answers first.
const SEPARATORS: [char; 4] = ['\n', ';', '|', ','];
/// A separator counts from this share of cells with several pieces on, unless the header asks for several answers.
const MULTIPLE: f64 = 0.02;
/// The share of pieces in such cells that must occur in some other cell too: options recur, prose does not.
const RECURRING: f64 = 0.7;
/// Options have fewer words than this on average; longer pieces are sentences.
const SENTENCE_WORDS: f64 = 11.0;
/// The same where the header alone speaks for several answers.
const HINTED_WORDS: f64 = 6.0;
/// Two pieces that always occur together are one option when they do so at least this often and nothing else
/// speaks for or against it.
const ALWAYS_TOGETHER: usize = 8;
/// A piece that begins with a small letter continues the one before it when seen there so often, even where
/// that one also occurs without it.
const OFTEN_CONTINUED: usize = 12;
/// The share of cells beginning with a capital from which on a small letter means that a piece is no beginning.
const CAPITALISED: f64 = 0.9;

/// Cells split into answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Split {
    pub separator: String,
    /// The answers of each cell, each at most once; none for a missing cell.
    pub lists: Vec<Vec<String>>,
    /// Answers whose own name holds the separator.
    pub glued: Vec<String>,
}

/// Splits at the separator that the column uses, if its cells hold several answers; `hint` says that the header
/// asks for several.
pub(super) fn guess(cells: &[Option<String>], hint: bool) -> Option<Split> {
    let splits = SEPARATORS.iter().filter(|separator| cells.iter().flatten().any(|cell| cell.contains(**separator)));
    splits.map(|separator| by(cells, &separator.to_string())).find(|split| is_plausible(cells, split, hint))
}

/// Splits at a given separator; an empty one leaves each cell whole.
pub(super) fn by(cells: &[Option<String>], separator: &str) -> Split {
    let pieces: Vec<Vec<String>> =
        cells.iter().map(|cell| cell.as_deref().map_or_else(Vec::new, |cell| pieces(cell, separator))).collect();
    let mut glued = BTreeSet::new();
    let lists = if separator.trim() == "," {
        let neighbours = Neighbours::new(&pieces);
        pieces.iter().map(|list| neighbours.glue(list, &mut glued)).collect()
    } else {
        pieces
    };
    let lists = lists.into_iter().map(once_each).collect();
    Split { separator: separator.to_owned(), lists, glued: glued.into_iter().collect() }
}

fn once_each(list: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    list.into_iter().filter(|answer| seen.insert(fold(answer))).collect()
}

fn is_plausible(cells: &[Option<String>], split: &Split, hint: bool) -> bool {
    let filled = cells.iter().flatten().count();
    let several: Vec<&Vec<String>> = split.lists.iter().filter(|list| list.len() > 1).collect();
    if several.is_empty() {
        return false;
    }
    let pieces = || several.iter().flat_map(|list| list.iter());
    let total = pieces().count() as f64;
    let words = pieces().map(|piece| piece.split_whitespace().count()).sum::<usize>() as f64 / total;
    if hint && words <= HINTED_WORDS {
        return true;
    }
    // In how many different cells each piece occurs.
    let mut occurs: BTreeMap<String, usize> = BTreeMap::new();
    let different: BTreeSet<Vec<String>> =
        split.lists.iter().map(|list| list.iter().map(|piece| fold(piece)).collect()).collect();
    for piece in different.iter().flatten() {
        *occurs.entry(piece.clone()).or_insert(0) += 1;
    }
    let recurring = pieces().filter(|piece| occurs.get(&fold(piece)).is_some_and(|n| *n > 1)).count() as f64;
    // "City, Country" has two pieces in every cell; several answers are sometimes one, sometimes three.
    let varied = split.separator != "," || split.lists.iter().any(|list| list.len() == 1);
    let enough = several.len() as f64 >= MULTIPLE * filled as f64;
    varied && enough && words <= SENTENCE_WORDS && recurring >= RECURRING * total
}

/// The pieces between separators, tidied, without empty ones. Nothing is cut inside brackets or numbers.
fn pieces(cell: &str, separator: &str) -> Vec<String> {
    let Some(mark) = separator.trim_matches(' ').chars().next().or(separator.chars().next()) else {
        return Some(tidy(cell)).filter(|piece| !piece.is_empty()).into_iter().collect();
    };
    let mut cuts = Vec::new();
    let mut depth = 0usize;
    let balanced = is_balanced(cell);
    let mut before = ' ';
    let mut rest = cell.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        match c {
            '(' | '[' | '{' if balanced => depth += 1,
            ')' | ']' | '}' if balanced => depth = depth.saturating_sub(1),
            _ if c == mark && depth == 0 => {
                let digit_follows = rest.peek().is_some_and(|(_, next)| next.is_ascii_digit());
                if !(mark == ',' && before.is_ascii_digit() && digit_follows) {
                    cuts.push((at, at + c.len_utf8()));
                }
            }
            _ => {}
        }
        before = c;
    }
    let starts = std::iter::once(0).chain(cuts.iter().map(|(_, after)| *after));
    let ends = cuts.iter().map(|(at, _)| *at).chain(std::iter::once(cell.len()));
    let piece = |(start, end)| cell.get(start..end).map(tidy);
    starts.zip(ends).filter_map(piece).filter(|piece| !piece.is_empty()).collect()
}

/// Whether every bracket is closed; in a cell where one is not, brackets say nothing.
fn is_balanced(cell: &str) -> bool {
    let mut depth = 0i64;
    for c in cell.chars() {
        depth += match c {
            '(' | '[' | '{' => 1,
            ')' | ']' | '}' => -1,
            _ => 0,
        };
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// How often pieces occur, begin a cell, and follow one another, by their folded text.
struct Neighbours {
    occurs: BTreeMap<String, usize>,
    begins: BTreeSet<String>,
    follows: BTreeMap<(String, String), usize>,
    capitalised: bool,
}

impl Neighbours {
    fn new(cells: &[Vec<String>]) -> Self {
        let mut out = Neighbours {
            occurs: BTreeMap::new(),
            begins: BTreeSet::new(),
            follows: BTreeMap::new(),
            capitalised: false,
        };
        let (mut capital, mut small) = (0usize, 0usize);
        for list in cells {
            let folded: Vec<String> = list.iter().map(|piece| fold(piece)).collect();
            if let (Some(first), Some(written)) = (folded.first(), list.first()) {
                out.begins.insert(first.clone());
                capital += usize::from(written.starts_with(char::is_uppercase));
                small += usize::from(begins_small(written));
            }
            for pair in folded.windows(2) {
                if let [left, right] = pair {
                    *out.follows.entry((left.clone(), right.clone())).or_insert(0) += 1;
                }
            }
            for piece in folded {
                *out.occurs.entry(piece).or_insert(0) += 1;
            }
        }
        out.capitalised = capital > 0 && capital as f64 >= CAPITALISED * (capital + small) as f64;
        out
    }

    /// Whether a piece that follows another is the rest of the same answer.
    fn one_answer(&self, left: &str, right: &str) -> bool {
        let (a, b) = (fold(left), fold(right));
        let count = |piece: &String| self.occurs.get(piece).copied().unwrap_or(0);
        let (left_count, right_count) = (count(&a), count(&b));
        let begins = self.begins.contains(&b);
        let joined = !begins && continues_a_list(&b);
        let together = self.follows.get(&(a, b)).copied().unwrap_or(0);
        let always = together == right_count;
        let continues = self.capitalised
            && begins_small(right)
            && !begins
            && always
            && together >= 2
            && (together == left_count || together >= OFTEN_CONTINUED);
        joined || continues || always && together == left_count && together >= ALWAYS_TOGETHER
    }

    fn glue(&self, list: &[String], glued: &mut BTreeSet<String>) -> Vec<String> {
        let answers = list.chunk_by(|left, right| self.one_answer(left, right));
        let answers = answers.map(|run| {
            let answer = run.join(", ");
            if run.len() > 1 {
                glued.insert(answer.clone());
            }
            answer
        });
        answers.collect()
    }
}

/// `or nuclear engineering`, `etc.`: no option begins so.
fn continues_a_list(folded: &str) -> bool {
    let first = folded.split(' ').next().unwrap_or_default();
    matches!(first, "etc" | "etc.")
        || folded.contains(' ') && matches!(first, "or" | "and" | "ou" | "et" | "y" | "e" | "und")
}

/// Whether a piece begins with a small letter, as the middle of a phrase does; `iOS` and `jQuery` do not.
fn begins_small(piece: &str) -> bool {
    let mut letters = piece.chars();
    letters.next().is_some_and(char::is_lowercase) && !letters.next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[&str]) -> Vec<Option<String>> {
        cells.iter().map(|cell| Some((*cell).to_owned()).filter(|cell| !cell.is_empty())).collect()
    }

    #[test]
    fn commas_of_an_option_s_own_name_do_not_split_it() {
        let cells = column(&[
            "Genetics, genomics, bioinformatics, Education",
            "Education, Humanities",
            "Genetics, genomics, bioinformatics",
            "Humanities",
            "Education",
            "Planetary sciences (geology, climatology, etc.), Education",
        ]);
        let split = guess(&cells, false).expect("several answers");
        assert_eq!(split.lists[0], ["Genetics, genomics, bioinformatics", "Education"]);
        assert_eq!(split.lists[5], ["Planetary sciences (geology, climatology, etc.)", "Education"]);
        assert_eq!(split.glued, ["Genetics, genomics, bioinformatics"]);
    }

    #[test]
    fn options_that_were_chosen_together_by_some_stay_apart() {
        let cells = column(&["English, french", "English", "English, french", "Spanish, English"]);
        assert_eq!(guess(&cells, true).expect("several answers").lists[0], ["English", "french"]);
        let cells = column(&["helper, learner", "learner", "helper", "helper, learner, host", "host"]);
        assert_eq!(guess(&cells, false).expect("several answers").lists[3], ["helper", "learner", "host"]);
    }

    #[test]
    fn a_last_piece_with_or_belongs_to_the_option_before_it() {
        let cells = column(&["Civil, mechanical, or nuclear engineering, Physics", "Physics"]);
        let split = by(&cells, ",");
        assert_eq!(split.lists[0].last().map(String::as_str), Some("Physics"));
        assert!(split.lists[0].iter().any(|answer| answer.ends_with("mechanical, or nuclear engineering")));
    }

    #[test]
    fn stronger_separators_leave_commas_alone() {
        let cells = column(&["R;Using R, or the command line", "R", "Using R, or the command line;Git", "Git"]);
        let split = guess(&cells, false).expect("several answers");
        assert_eq!((split.separator.as_str(), split.lists[0].len()), (";", 2));
        let lines = column(&["a\nb", "b", "a"]);
        assert_eq!(guess(&lines, false).expect("several answers").separator, "\n");
    }

    #[test]
    fn prose_amounts_and_places_are_not_split() {
        let prose = column(&["I like cats, and my dog likes me", "Well, it depends on the day", "No"]);
        assert_eq!(guess(&prose, false), None);
        let amounts = column(&["$50,000 - $99,999", "$0 - $24,999", "$50,000 - $99,999"]);
        assert_eq!(guess(&amounts, false), None);
        let places = column(&["Paris, France", "Lyon, France", "Paris, France", "Berlin, Germany"]);
        assert_eq!(guess(&places, false), None);
    }

    #[test]
    fn brackets_that_are_never_closed_hide_nothing() {
        assert_eq!(by(&column(&["a (b, c; d)"]), ",").lists[0], ["a (b, c; d)"]);
        assert_eq!(by(&column(&[":( , b"]), ",").lists[0], [":(", "b"]);
    }

    #[test]
    fn an_answer_given_twice_counts_once() {
        assert_eq!(by(&column(&["R; r ;;Git"]), ";").lists[0], ["R", "Git"]);
    }
}
