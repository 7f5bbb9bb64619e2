//! Several scenarios over one network, side by side.

#[cfg(any(not(any(feature = "engine", feature = "pairs")), feature = "tools"))]
mod outcomes;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod programme;
mod sweep;

#[cfg(any(not(any(feature = "engine", feature = "pairs")), feature = "tools"))]
pub use outcomes::{Compared, Outcome, Outcomes, Tally, Unmatched, outcomes, outcomes_from_csv};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use programme::{MemberPlaces, Place, Programme, Step, StepPlan, programme};
pub use sweep::{MOST_POINTS, Sweep, SweepPoint, SweepProgress, SweepResult, SweepRun, sweep};
