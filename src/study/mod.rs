//! Several scenarios over one network, side by side.

#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod answers;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod frontier;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod programme;
mod sweep;

#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use answers::{Answers, AnswersRun, Asked, Droppable, Question, answers};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use frontier::{Frontier, FrontierPoint, FrontierResult, FrontierRun, Segment, frontier};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use programme::{MemberPlaces, Place, Programme, Step, StepPlan, programme};
pub use sweep::{MOST_POINTS, Sweep, SweepPoint, SweepProgress, SweepResult, SweepRun, sweep};
