//! The constraints that the rules of a network are made of, one a file.

mod core;
mod degree;
mod density;
mod deviation;
mod distinct;
mod extent;
mod gini;
mod mean;
mod pair_forbid;
mod separable;
mod shares;
mod survive;
mod tally;
mod universal;

pub use self::core::Core;
pub use self::degree::Degree;
pub use self::density::Density;
pub use self::deviation::Deviation;
pub use self::distinct::Distinct;
pub use self::extent::Extent;
pub use self::gini::Gini;
pub use self::mean::Mean;
pub use self::pair_forbid::PairForbid;
pub use self::separable::{Count, Separable};
pub use self::shares::{ONE, Shares};
pub use self::survive::{Spare, Survive};
pub use self::universal::Universal;
