//! How many tests passed, read from what the test runners print.

use std::ops::AddAssign;

/// Tests by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl Counts {
    pub const PASSED: Self = Self { passed: 1, failed: 0, skipped: 0 };
    pub const FAILED: Self = Self { passed: 0, failed: 1, skipped: 0 };
    pub const SKIPPED: Self = Self { passed: 0, failed: 0, skipped: 1 };

    /// Sums the `test result:` lines of `cargo test`.
    pub fn of_cargo(text: &str) -> Self {
        let mut counts = Self::default();
        for line in text.lines() {
            let Some((_, results)) = line.split_once("test result:") else {
                continue;
            };
            let words: Vec<&str> = results.split_whitespace().collect();
            for pair in words.windows(2) {
                if let [number, name] = pair {
                    counts.add(name.trim_end_matches(';'), number);
                }
            }
        }
        counts
    }

    /// Reads the closing lines of Node's `spec` reporter: `ℹ pass 3`.
    pub fn of_node(text: &str) -> Self {
        let mut counts = Self::default();
        for line in text.lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            if let ["ℹ", name, number] = words.as_slice() {
                counts.add(name, number);
            }
        }
        counts
    }

    fn add(&mut self, name: &str, number: &str) {
        let Ok(number) = number.parse::<u64>() else {
            return;
        };
        match name {
            "passed" | "pass" => self.passed += number,
            "failed" | "fail" | "cancelled" => self.failed += number,
            "ignored" | "skipped" | "todo" => self.skipped += number,
            _ => {}
        }
    }

    /// The counts of a run, given whether its runner was content: one that failed without naming a test, or
    /// ran no test at all, has failed.
    pub fn judged(mut self, succeeded: bool) -> Self {
        let ran_none = self.passed + self.failed == 0;
        if self.failed == 0 && (!succeeded || ran_none) {
            self.failed = 1;
        }
        self
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_result_line_of_cargo_is_summed() {
        let text = "running 3 tests\n\
            test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\
            noise 7 passed; 7 failed;\n\
            test result: FAILED. 2 passed; 4 failed; 0 ignored; 0 measured; 9 filtered out; finished in 0.01s\n";
        assert_eq!(Counts::of_cargo(text), Counts { passed: 5, failed: 4, skipped: 1 });
    }

    #[test]
    fn the_closing_lines_of_node_are_read() {
        let text = "✔ pass 9 (1ms)\nℹ tests 6\nℹ suites 0\nℹ pass 3\nℹ fail 1\nℹ cancelled 1\nℹ skipped 1\nℹ todo 0\nℹ duration_ms 81.5\n";
        assert_eq!(Counts::of_node(text), Counts { passed: 3, failed: 2, skipped: 1 });
    }

    #[test]
    fn a_run_that_failed_or_ran_nothing_is_never_a_success() {
        let three = Counts { passed: 3, ..Counts::default() };
        assert_eq!(three.judged(true), three);
        assert_eq!(three.judged(false).failed, 1);
        assert_eq!(Counts::default().judged(true).failed, 1);
        assert_eq!(Counts::SKIPPED.judged(true).failed, 1);
    }
}
