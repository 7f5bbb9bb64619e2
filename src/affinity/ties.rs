//! How well two members know each other.

use crate::network::TieFacts;

/// Their trust where it was stated, 1 where they met, 0 where nothing is known of them.
///
/// ```
/// use commonground::{affinity::ties::known, network::TieFacts};
/// assert_eq!(known(None), 0.0);
/// assert_eq!(known(Some(&TieFacts { trust: Some(0.8), ..TieFacts::default() })), 0.8);
/// assert_eq!(known(Some(&TieFacts { met: vec!["2025-pairs".into()], ..TieFacts::default() })), 1.0);
/// ```
pub fn known(tie: Option<&TieFacts>) -> f64 {
    tie.map_or(0.0, TieFacts::known)
}
