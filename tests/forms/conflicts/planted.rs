//! Conflicts planted in larger networks.
