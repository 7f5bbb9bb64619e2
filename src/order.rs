//! Maps and short sorted lists in little code.
//!
//! The standard library sorts before it builds a map from an iterator. That is faster for many elements, but
//! takes kilobytes of WebAssembly for each type, of which we have dozens; here elements are put in one by one.

use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The map of some keys and values; of a repeated key the last value counts.
pub(crate) fn map<K: Ord, V>(entries: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(entries);
    map
}

/// Elements in order, equal ones as they came. For short lists: it takes time quadratic in their length.
pub(crate) fn ranked<T>(elements: impl IntoIterator<Item = T>, order: impl Fn(&T, &T) -> Ordering) -> Vec<T> {
    let mut ranked = Vec::new();
    for element in elements {
        let at = ranked.partition_point(|other| order(other, &element) != Ordering::Greater);
        ranked.insert(at, element);
    }
    ranked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_elements_keep_the_order_in_which_they_came() {
        let words = ["three", "one", "four", "two", "five"];
        assert_eq!(ranked(words, |a, b| a.len().cmp(&b.len())), ["one", "two", "four", "five", "three"]);
    }

    #[test]
    fn of_a_repeated_key_the_last_value_counts() {
        assert_eq!(map([(1, 'a'), (2, 'b'), (1, 'c')]).into_iter().collect::<Vec<_>>(), [(1, 'c'), (2, 'b')]);
    }
}
