//! What the whole network answered: what a group is compared with.

use super::table::Column;

/// Numbers become whole at this many steps to one, so that search and check agree on every group.
const STEPS: f64 = 1e6;

/// No number becomes larger: sums over all members, and sums of squares in 128 bits, then hold.
const LARGEST: f64 = 1e14;

/// The answers to one question in the whole network.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// How many participants answered.
    pub answered: u32,
    /// How many participants hold each value; empty for numbers.
    pub holders: Vec<u32>,
    /// The sum of the participants' numbers, in whole steps.
    pub sum: i64,
    /// Steps to one.
    pub steps: f64,
}

impl Profile {
    /// Numbers are taken to six decimals, or fewer where a member's number has more than eight digits before them.
    pub(super) fn new(column: &Column, takes_part: &[bool]) -> Self {
        let all = || (0..takes_part.len()).filter_map(|member| column.position(member));
        let largest = all().map(libm::fabs).filter(|number| number.is_finite()).fold(0.0, f64::max);
        let mut steps = STEPS;
        while largest * steps > LARGEST {
            steps /= 10.0;
        }
        let mut profile = Profile { answered: 0, holders: vec![0; column.labels().len()], sum: 0, steps };
        for member in (0..takes_part.len()).filter(|&member| takes_part[member]) {
            let (values, position) = (column.values(member), column.position(member));
            profile.answered += u32::from(position.is_some() || !values.is_empty());
            values.iter().for_each(|&value| profile.holders[value as usize] += 1);
            profile.sum += position.map_or(0, |number| profile.whole(number));
        }
        profile
    }

    /// A number in whole steps.
    pub fn whole(&self, number: f64) -> i64 {
        libm::round((number * self.steps).clamp(-LARGEST, LARGEST)) as i64
    }

    /// A limit in whole steps: rounded up, so that what just keeps it still does.
    pub fn limit(&self, number: f64) -> i64 {
        // Beside what a product of two decimals may be off by.
        const NOISE: f64 = 1e-4;
        libm::ceil((number * self.steps).clamp(0.0, LARGEST) - NOISE) as i64
    }

    /// A number of whole steps as it was.
    pub fn number(&self, whole: f64) -> f64 {
        whole / self.steps
    }
}
