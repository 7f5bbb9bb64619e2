//! Several scenarios over one network, side by side.

#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod conflicts;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod programme;
mod sweep;

#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use conflicts::{
    Change, ChangeValue, ConflictItem, ConflictKind, ConflictReport, ConflictSet, ConflictStatus, Relaxation,
    RelaxationKind, Witness, conflicts, seconds_allowed,
};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use programme::{MemberPlaces, Place, Programme, Step, StepPlan, programme};
pub use sweep::{MOST_POINTS, Sweep, SweepPoint, SweepProgress, SweepResult, SweepRun, sweep};
