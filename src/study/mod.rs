//! Several scenarios over one network, side by side; a finished plan, looked at from all sides; and the network itself, over
//! time and as it grows.

#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod answers;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod conflicts;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod drift;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod frontier;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod outcomes;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod pool;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod programme;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod report;
#[cfg(any(feature = "pairs", not(feature = "engine")))]
mod review;
mod sweep;

#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use answers::{Answers, AnswersRun, Asked, Droppable, Question, answers};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use conflicts::{
    ChangeValue, ConflictItem, ConflictKind, ConflictReport, ConflictSet, ConflictStatus, InputChange, Relaxation,
    RelaxationKind, Witness, conflicts, seconds_allowed,
};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use drift::{
    AttributeDrift, Drift, Held, ThemeDrift, TopicDrift, Trend, ValueDrift, Wave, WaveChange, WaveShape, drift,
};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use frontier::{Frontier, FrontierPoint, FrontierResult, FrontierRun, Segment, frontier};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use outcomes::{Compared, Outcome, Outcomes, Tally, Unmatched, outcomes, outcomes_from_csv};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use pool::{Pool, PoolCurve, PoolMember, PoolPoint, Spread, pool};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use programme::{MemberPlaces, Place, Programme, Step, StepPlan, programme};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use report::{ReportFormat, ReportOptions, report};
#[cfg(any(feature = "pairs", not(feature = "engine")))]
pub use review::{
    AttributeMeasures, Connections, CoreValue, Critical, Demand, Envy, Fairness, Familiarity, Faultline,
    GroupResilience, GroupReview, Join, Loss, MemberScore, NetworkShape, Resilience, Review, ReviewOptions, Shock,
    SizeChance, Swap, ThemeDemand, Token, Tokens, TopicDemand, ValueLoss, review,
};
pub use sweep::{MOST_POINTS, Sweep, SweepPoint, SweepProgress, SweepResult, SweepRun, sweep};
