//! English: why a member is not elsewhere.

pub(super) const SENTENCES: &[(&str, &str)] = &[];
