//! Several scenarios over one network, side by side.

mod sweep;

pub use sweep::{MOST_POINTS, Sweep, SweepPoint, SweepProgress, SweepResult, SweepRun, sweep};
