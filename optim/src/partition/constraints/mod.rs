//! The constraints that the rules of a network are made of, one a file.

mod core;
mod degree;
mod distinct;
mod extent;
mod pair_forbid;
mod separable;
mod tally;
mod universal;

pub use self::core::Core;
pub use self::degree::Degree;
pub use self::distinct::Distinct;
pub use self::extent::Extent;
pub use self::pair_forbid::PairForbid;
pub use self::separable::{Count, Separable};
pub use self::universal::Universal;
