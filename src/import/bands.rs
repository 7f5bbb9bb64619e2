//! Answers that are ranges of numbers, and ratings by number.

use super::{scales, value};
use std::collections::{BTreeMap, BTreeSet};

/// `18-29`, `> 60`, `0-6 months ago`, `$150,000+`, `less than 1 year`: by the numbers they lie between.
pub(super) fn ranks(values: &[String]) -> Option<Vec<usize>> {
    let bands: Vec<Band> = values.iter().map(|value| band(value)).collect::<Option<_>>()?;
    let words: BTreeSet<&String> =
        bands.iter().filter(|band| band.high.is_finite() || band.low.is_finite()).map(|b| &b.words).collect();
    let open_or_wide = bands.iter().any(|band| band.low < band.high);
    let keys: Vec<(f64, f64)> = bands.iter().map(|band| (band.low, band.high)).collect();
    if words.len() == 1 && open_or_wide { scales::ranks(&keys) } else { None }
}

struct Band {
    low: f64,
    high: f64,
    /// The words that are neither units nor comparisons.
    words: String,
}

fn band(value: &str) -> Option<Band> {
    let mut numbers: Vec<(f64, Option<f64>)> = Vec::new();
    let (mut less, mut more, mut words) = (false, false, Vec::new());
    let mut rest = value;
    while let Some(c) = rest.chars().next() {
        let length = match c {
            '0'..='9' => {
                let length = number_length(rest);
                let number = value::number(&rest[..length])?;
                let thousands = rest[length..].starts_with('k') && !rest[length + 1..].starts_with(char::is_alphabetic);
                numbers.push((if thousands { number * 1000.0 } else { number }, None));
                length + usize::from(thousands)
            }
            c if c.is_alphabetic() => {
                let end = rest.find(|c: char| !c.is_alphabetic() && c != '\'').unwrap_or(rest.len());
                let word = &rest[..end];
                match (unit(word), word) {
                    (Some(years), _) => {
                        numbers.iter_mut().filter(|(_, unit)| unit.is_none()).for_each(|(_, unit)| *unit = Some(years));
                    }
                    (
                        _,
                        "under" | "below" | "less" | "fewer" | "up" | "until" | "menos" | "moins" | "hasta" | "ate"
                        | "most",
                    ) => {
                        less = true;
                    }
                    (_, "over" | "above" | "more" | "plus" | "mas" | "mais" | "older" | "least" | "greater") => {
                        more = true
                    }
                    (
                        _,
                        "than" | "to" | "and" | "or" | "de" | "a" | "of" | "que" | "y" | "e" | "ou" | "o" | "et" | "at",
                    ) => {}
                    (_, "between" | "entre" | "from" | "the" | "au" | "et plus" | "jusqu'a") => {}
                    (_, word) => words.push(word),
                }
                end
            }
            '<' | '≤' => {
                less = true;
                c.len_utf8()
            }
            '>' | '≥' | '+' => {
                more = true;
                c.len_utf8()
            }
            c => c.len_utf8(),
        };
        rest = &rest[length..];
    }
    let words = words.join(" ");
    let size = |(number, unit): &(f64, Option<f64>)| number * unit.unwrap_or(1.0);
    let (low, high) = match (numbers.as_slice(), less, more) {
        ([], ..) if matches!(words.as_str(), "none" | "never" | "no" | "no experience" | "ninguno" | "ninguna") => {
            (f64::NEG_INFINITY, f64::NEG_INFINITY)
        }
        ([only], true, false) => (f64::NEG_INFINITY, size(only)),
        ([only], false, true) => (size(only), f64::INFINITY),
        ([only], false, false) => (size(only), size(only)),
        ([low, high], ..) if size(low) <= size(high) => (size(low), size(high)),
        _ => return None,
    };
    Some(Band { low, high, words })
}

/// The length of the number at the start, with its decimal and grouping marks.
fn number_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = 0;
    while digit(at) || matches!(bytes.get(at), Some(b'.' | b',' | b'\'')) && digit(at + 1) {
        at += 1;
    }
    at
}

/// A unit of time in years.
fn unit(word: &str) -> Option<f64> {
    let years = match word {
        "hour" | "hours" | "hora" | "horas" | "heure" | "heures" | "h" => 1.0 / 8760.0,
        "day" | "days" | "dia" | "dias" | "jour" | "jours" => 1.0 / 365.0,
        "week" | "weeks" | "semana" | "semanas" | "semaine" | "semaines" => 7.0 / 365.0,
        "month" | "months" | "mes" | "meses" | "mois" => 1.0 / 12.0,
        "year" | "years" | "yr" | "yrs" | "ano" | "anos" | "an" | "ans" => 1.0,
        _ => return None,
    };
    Some(years)
}

/// Levels `1` … `5` for whole numbers from 0 or 1 to at most 10, filled up where nobody chose one.
pub(super) fn rating(numbers: &BTreeMap<String, f64>) -> Option<Vec<String>> {
    let whole = |number: &f64| number.fract() == 0.0 && (0.0..=10.0).contains(number);
    if numbers.len() < 2 || !numbers.values().all(whole) {
        return None;
    }
    let highest = numbers.values().copied().fold(0.0, f64::max) as u8;
    let lowest = u8::from(!numbers.values().any(|number| *number == 0.0));
    (highest >= 2).then(|| (lowest..=highest).map(|level| level.to_string()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted(values: &[&str]) -> Option<Vec<String>> {
        let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        let mut ranked: Vec<(usize, String)> = ranks(&values)?.into_iter().zip(values).collect();
        ranked.sort();
        Some(ranked.into_iter().map(|(_, value)| value).collect())
    }

    #[test]
    fn bands_are_ordered_by_the_numbers_they_lie_between() {
        assert_eq!(sorted(&["> 60", "18-29", "45-60", "30-44"]).unwrap(), ["18-29", "30-44", "45-60", "> 60"]);
        assert_eq!(
            sorted(&["more than 1 year ago", "0-6 months ago", "6 months - 1 year ago"]).unwrap(),
            ["0-6 months ago", "6 months - 1 year ago", "more than 1 year ago"]
        );
        assert_eq!(
            sorted(&["$150,000+", "$0 - $24,999", "$25,000 - $49,999"]).unwrap(),
            ["$0 - $24,999", "$25,000 - $49,999", "$150,000+"]
        );
        assert_eq!(sorted(&["3+", "1", "2"]).unwrap(), ["1", "2", "3+"]);
        assert_eq!(
            sorted(&["10 years or more", "none", "1 to 9 years"]).unwrap(),
            ["none", "1 to 9 years", "10 years or more"]
        );
        assert_eq!(
            sorted(&["mas de 5 anos", "menos de 1 ano", "1-5 anos"]).unwrap(),
            ["menos de 1 ano", "1-5 anos", "mas de 5 anos"]
        );
    }

    #[test]
    fn numbers_with_different_words_are_no_bands() {
        for values in
            [&["grade 1-2", "room 3-4"][..], &["1", "2"], &["5-3", "6-7"], &["1-2", "a few"], &["18-29", "18 - 29"]]
        {
            assert_eq!(sorted(values), None, "{values:?}");
        }
    }

    #[test]
    fn ratings_have_all_levels_from_one() {
        let numbers = |list: &[u8]| list.iter().map(|n| (n.to_string(), f64::from(*n))).collect();
        assert_eq!(rating(&numbers(&[3, 5])).unwrap(), ["1", "2", "3", "4", "5"]);
        assert_eq!(rating(&numbers(&[0, 2])).unwrap(), ["0", "1", "2"]);
        assert_eq!(rating(&numbers(&[0, 1])), None);
        assert_eq!(rating(&numbers(&[4, 11])), None);
    }
}
