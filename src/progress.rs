//! How far a run is, for whoever watches a terminal.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// How far a run is, on a terminal, once it takes longer than a second.
pub(super) struct ProgressLine {
    start: Instant,
    shown: Option<Instant>,
    terminal: bool,
}

impl ProgressLine {
    pub fn new() -> Self {
        ProgressLine { start: Instant::now(), shown: None, terminal: std::io::stderr().is_terminal() }
    }

    pub fn show(&mut self, done: u64, of: u64, score: Option<f64>) {
        const PATIENCE: Duration = Duration::from_secs(1);
        const PAUSE: Duration = Duration::from_millis(100);
        let due = self.shown.is_none_or(|shown| shown.elapsed() >= PAUSE);
        if self.terminal && self.start.elapsed() >= PATIENCE && due {
            let score = score.map_or(String::new(), |score| format!(", score {score:.3}"));
            let percent = 100 * done / of.max(1);
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K{percent} %{score}");
            self.shown = Some(Instant::now());
        }
    }

    pub fn clear(&mut self) {
        if self.shown.is_some() {
            let _ = write!(std::io::stderr().lock(), "\r\x1b[K");
        }
    }
}
