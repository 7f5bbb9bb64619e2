//! Conflicts planted in larger networks.

use super::planting::planted;
use super::{all_sound, reported, rules_of};
use commonground::study::ConflictStatus;

#[test]
fn a_planted_conflict_is_found_with_a_witness_for_each_rule_and_changes_that_work() {
    for seed in 0..24 {
        let case = planted(seed, 24);
        let report = reported(&case.input);
        assert_eq!(report.status, ConflictStatus::Conflict, "{seed} {}: {}\n{}", case.name, report.text, case.input);
        let set = &report.sets[0];
        assert!(set.smallest, "{seed} {}: {}", case.name, set.text);
        assert!(set.items.iter().all(|item| item.witness.is_some()), "{seed} {}: {}", case.name, set.text);
        // The rules around it may conflict in fewer, never in more.
        let found = rules_of(&report, 0);
        assert!(found.len() <= case.rules.len(), "{seed} {}: {found:?} instead of {:?}", case.name, case.rules);
        assert!(!report.relaxations.is_empty(), "{seed} {}: {}", case.name, report.text);
        all_sound(&case.input, &report);
    }
}
