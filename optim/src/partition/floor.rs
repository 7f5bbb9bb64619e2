//! Pressure on the weakest units, for [`Objective::Worst`](super::Objective::Worst).

use super::problem::UNIT;

/// How hard a unit one width below the reference pulls, relative to the mean it lacks.
const STRENGTH: i64 = 4;

/// The gap between the average unit and the weakest is this many widths, so the pressure falls on the lowest quarter.
const WIDTHS_TO_AVERAGE: i64 = 4;

/// Depths are counted in 64ths of a width, and no deeper than 16 widths: the square then stays within 2^20.
const STEPS: i64 = 64;
const DEEPEST: i64 = 16 * STEPS;

/// A smallest mean is flat to almost every move, so the search climbs a smooth stand-in: the square of how far each
/// unit's mean lies below a reference a little above the present smallest. The reference is moved up as it rises.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Floor {
    reference: i64,
    width: i64,
}

impl Floor {
    /// From the smallest and the average unit mean.
    pub fn between(smallest: i64, average: i64) -> Self {
        let width = ((average - smallest) / WIDTHS_TO_AVERAGE).max(UNIT);
        Self { reference: smallest + width, width }
    }

    /// What a unit with this mean costs, in the units of a value.
    pub fn shortfall(&self, mean: i64) -> i64 {
        let depth = ((self.reference - mean).max(0) * STEPS / self.width).min(DEEPEST);
        STRENGTH * depth * depth * (self.width / (STEPS * STEPS))
    }
}

/// Mean affinity of a unit to its groupmates from the sum, times [`UNIT`], rounded down; 0 for a unit alone.
pub(super) fn unit_mean(sum: i64, size: usize) -> i64 {
    if size < 2 { 0 } else { (UNIT * sum).div_euclid(size as i64 - 1) }
}
