//! What is to be partitioned: units, slots, affinities, labels, pins and rules.

use std::fmt;

use super::constraint::Constraint;
use super::matrix::Matrix;

/// Fixed-point one: every value that comes back is in affinity points times `UNIT`.
pub const UNIT: i64 = 1 << 16;

/// Largest magnitude of one preference.
pub const MAX_POINTS: i64 = 1 << 30;

/// Bound on any sum of points that the search multiplies by [`UNIT`]: the products stay below 2^60, which leaves
/// room in an `i64` for a value, its preferences and its penalties together.
const MAX_SUM: i128 = 1 << 44;

/// Bound on the sum of a unit's affinities to a group: rows of 32-bit sums are added up in the search.
const MAX_GAIN: i128 = 1 << 25;

/// Bound on units × largest affinity under [`Objective::Worst`], whose pressure on the weakest is quadratic.
const MAX_WORST_SUM: i128 = 1 << 33;

/// Most entries of a slots × units table: beyond, a 32-bit address space is too small.
const MAX_TABLE: u64 = 1 << 27;

/// How many units a group may have: `lo..=hi`, always kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slot {
    /// Fewest units.
    pub lo: u32,
    /// Most units.
    pub hi: u32,
}

/// What a plan is to make large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Objective {
    /// Sum of affinities over all pairs inside groups (the maximally diverse grouping objective).
    Total,
    /// Sum over units of the mean affinity to their groupmates; a unit alone counts 0.
    PerMember,
    /// The smallest of those means first, then the next, and so on to the last (leximin), then the score under
    /// `PerMember`; with penalties or preferences the smallest and then the score. A heuristic.
    Worst,
}

/// Labels (themes) of which every slot carries exactly one.
#[derive(Clone, Debug, Default)]
pub struct Labels {
    /// Number of labels.
    pub count: u32,
    /// How many slots must carry each label.
    pub least: u32,
    /// How many slots may carry the same label.
    pub limit: u32,
    /// Preference of unit u for label l in affinity points at `u * count + l`.
    pub preference: Vec<i64>,
    /// The label a slot must carry. Empty: none is fixed.
    pub fixed: Vec<Option<u32>>,
    /// Whether unit u must not be where label l is, at `u * count + l`: a built-in hard rule. Empty: all may be anywhere.
    pub barred: Vec<bool>,
}

impl Labels {
    /// Whether a unit must not be where a label is.
    pub(super) fn bars(&self, unit: u32, label: u32) -> bool {
        self.barred.get(unit as usize * self.count as usize + label as usize).is_some_and(|&barred| barred)
    }
}

/// What breaking a rule costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cost {
    /// Comes before any score: the total amount of violation is minimised first.
    Hard,
    /// Every group that breaks the rule costs this many affinity points (≥ 0), however badly it does.
    Soft(i64),
}

/// A constraint on every group and what breaking it costs.
pub struct Rule {
    /// The counters.
    pub constraint: Box<dyn Constraint>,
    /// Hard, or the penalty.
    pub cost: Cost,
}

/// A grouping problem. Units go to slots; several units may be seats of one item, and two seats of
/// one item are never wanted in one group (a built-in hard rule).
///
/// Safe ranges, checked by [`Problem::validate`]: |preference| ≤ 2^30; largest |affinity| × largest group ≤ 2^25, and ×
/// pairs inside groups ≤ 2^44 (2^20 points allow groups of 32 and 16 million pairs), units × largest |preference| ≤ 2^44, sum of penalties × slots
/// ≤ 2^44; under [`Objective::Worst`] also units × largest |affinity| ≤ 2^33.
pub struct Problem {
    /// Row in the affinity matrix of every unit.
    pub item_of: Vec<u32>,
    /// Affinities between items.
    pub affinity: Matrix,
    /// The groups to fill.
    pub slots: Vec<Slot>,
    /// Labels of the slots, if any.
    pub labels: Option<Labels>,
    /// Slot to which a unit is pinned. Empty: none is.
    pub fixed: Vec<Option<u32>>,
    /// Slot in which a unit is at home. Empty: none is; a unit without a home is never away.
    pub home: Vec<Option<u32>>,
    /// How many units may be outside their home slot.
    pub max_away: Option<u32>,
    /// What to make large.
    pub objective: Objective,
    /// Rules over every group.
    pub rules: Vec<Rule>,
}

impl Problem {
    /// One unit per item, nothing pinned, no labels, no rules.
    pub fn new(affinity: Matrix, slots: Vec<Slot>, objective: Objective) -> Self {
        Self {
            item_of: (0..affinity.items() as u32).collect(),
            affinity,
            slots,
            labels: None,
            fixed: Vec::new(),
            home: Vec::new(),
            max_away: None,
            objective,
            rules: Vec::new(),
        }
    }

    /// Number of units.
    pub fn units(&self) -> usize {
        self.item_of.len()
    }

    pub(super) fn pin(&self, unit: usize) -> Option<u32> {
        self.fixed.get(unit).copied().flatten()
    }

    pub(super) fn home_of(&self, unit: usize) -> Option<u32> {
        self.home.get(unit).copied().flatten()
    }

    /// Weight of S_g, the sum of affinities inside a group, for group sizes 0..=units + 1.
    pub(super) fn coefficients(&self) -> Vec<i64> {
        let by_size = |s: i64| match self.objective {
            Objective::Total => UNIT,
            _ if s < 2 => 0,
            _ => (2 * UNIT + (s - 1) / 2) / (s - 1),
        };
        (0..=self.units() as i64 + 1).map(by_size).collect()
    }

    /// Whether all means count under [`Objective::Worst`], one after the other. With penalties or preferences only the
    /// smallest does, before the score: were all compared, those would hardly ever decide.
    pub(super) fn is_leximin(&self) -> bool {
        let soft = self.rules.iter().any(|rule| matches!(rule.cost, Cost::Soft(points) if points > 0));
        let wished = self.labels.as_ref().is_some_and(|labels| labels.preference.iter().any(|&points| points != 0));
        self.objective == Objective::Worst && !soft && !wished
    }

    /// Checks shapes, indices and ranges. Whether units can stay near home is found when a search is built.
    pub fn validate(&self) -> Result<(), Error> {
        let (units, slots) = (self.units(), self.slots.len());
        let shape = |ok: bool, what: &'static str| if ok { Ok(()) } else { Err(Error::Shape(what)) };
        let in_slots = |list: &[Option<u32>]| list.iter().flatten().all(|&s| (s as usize) < slots);
        let table = slots as u64 * units.max(self.affinity.items()) as u64;
        shape(table <= MAX_TABLE, "slots × units is beyond what fits in memory")?;
        shape(units < 1 << 24 && slots < 1 << 24, "units and slots must be fewer than 2^24")?;
        shape(
            self.item_of.iter().all(|&i| (i as usize) < self.affinity.items()),
            "item_of names an item beyond the matrix",
        )?;
        shape(self.fixed.is_empty() || self.fixed.len() == units, "fixed must be empty or as long as the units")?;
        shape(self.home.is_empty() || self.home.len() == units, "home must be empty or as long as the units")?;
        shape(in_slots(&self.fixed) && in_slots(&self.home), "fixed or home names a slot that does not exist")?;
        self.validate_sizes()?;
        self.validate_labels()?;
        self.validate_ranges()
    }

    fn validate_sizes(&self) -> Result<(), Error> {
        if let Some(slot) = self.slots.iter().position(|s| s.lo > s.hi) {
            return Err(Error::EmptyRange { slot });
        }
        let least = self.slots.iter().map(|s| u64::from(s.lo)).sum();
        let most = self.slots.iter().map(|s| u64::from(s.hi)).sum();
        if !(least..=most).contains(&(self.units() as u64)) {
            return Err(Error::Sizes { units: self.units(), least, most });
        }
        let mut pinned: Vec<(u32, u32)> =
            (0..self.units()).filter_map(|u| Some((self.pin(u)?, self.item_of[u]))).collect();
        pinned.sort_unstable();
        if let Some(twice) = pinned.windows(2).find(|w| w[0] == w[1]) {
            return Err(Error::Pins { slot: twice[0].0 as usize });
        }
        let mut pins = vec![0u32; self.slots.len()];
        pinned.iter().for_each(|&(slot, _)| pins[slot as usize] += 1);
        match (0..pins.len()).find(|&s| pins[s] > self.slots[s].hi) {
            Some(slot) => Err(Error::Pins { slot }),
            None => Ok(()),
        }
    }

    fn validate_labels(&self) -> Result<(), Error> {
        let Some(labels) = &self.labels else { return Ok(()) };
        let slots = self.slots.len();
        if labels.preference.len() as u64 != self.units() as u64 * u64::from(labels.count) {
            return Err(Error::Shape("preference must have units × labels entries"));
        }
        if !labels.barred.is_empty() && labels.barred.len() != labels.preference.len() {
            return Err(Error::Shape("barred must be empty or have units × labels entries"));
        }
        if !labels.fixed.is_empty() && labels.fixed.len() != slots {
            return Err(Error::Shape("fixed labels must be empty or as long as the slots"));
        }
        let mut used = vec![0u32; labels.count as usize];
        for &label in labels.fixed.iter().flatten() {
            match used.get_mut(label as usize) {
                Some(count) => *count += 1,
                None => return Err(Error::Shape("a slot is fixed to a label that does not exist")),
            }
        }
        let enough = u64::from(labels.count) * u64::from(labels.limit) >= slots as u64;
        let lacking: u64 = used.iter().map(|&count| u64::from(labels.least.saturating_sub(count))).sum();
        let free = slots as u64 - used.iter().map(|&count| u64::from(count)).sum::<u64>();
        let kept = used.iter().all(|&count| count <= labels.limit) && lacking <= free;
        if enough && kept { Ok(()) } else { Err(Error::Labels) }
    }

    fn validate_ranges(&self) -> Result<(), Error> {
        let range = |ok: bool, what: &'static str| if ok { Ok(()) } else { Err(Error::Range(what)) };
        let units = self.units() as i128;
        let largest = self.affinity.largest();
        let widest = self.slots.iter().map(|s| i128::from(s.hi)).max().unwrap_or(0).min(units);
        let pairs = (units * (widest - 1).max(1) + 1) / 2;
        let sum = i128::from(largest) * pairs.max(units);
        range(i128::from(largest) * widest.max(1) <= MAX_GAIN && sum <= MAX_SUM, "affinity")?;
        let weakest = i128::from(largest) * units <= MAX_WORST_SUM;
        range(self.objective != Objective::Worst || weakest, "affinity under the worst objective")?;
        if let Some(labels) = &self.labels {
            let preferred = labels.preference.iter().map(|p| i128::from(*p).abs()).max().unwrap_or(0);
            range(preferred <= i128::from(MAX_POINTS) && preferred * units <= MAX_SUM, "preference")?;
        }
        let mut penalties = 0i128;
        for rule in &self.rules {
            if let Cost::Soft(penalty) = rule.cost {
                range(penalty >= 0, "penalty")?;
                penalties += i128::from(penalty);
            }
        }
        range(penalties * self.slots.len() as i128 <= MAX_SUM, "penalty")
    }
}

/// Why a problem cannot be searched.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A list is of the wrong length or an index points nowhere.
    Shape(&'static str),
    /// A slot's smallest size exceeds its largest.
    EmptyRange {
        /// The slot.
        slot: usize,
    },
    /// The units do not fit the sizes.
    Sizes {
        /// Number of units.
        units: usize,
        /// Sum of smallest sizes.
        least: u64,
        /// Sum of largest sizes.
        most: u64,
    },
    /// More units are pinned to a slot than it holds, or two seats of one item are.
    Pins {
        /// The slot.
        slot: usize,
    },
    /// The slots cannot all carry a label within the limits.
    Labels,
    /// Sizes and pins alone force more units away from home than allowed.
    Away {
        /// Fewest units that must be away.
        needed: u32,
        /// How many may be.
        allowed: u32,
    },
    /// A number is outside its safe range.
    Range(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Shape(what) => f.write_str(what),
            Self::EmptyRange { slot } => write!(f, "slot {slot}: the smallest size exceeds the largest"),
            Self::Sizes { units, least, most } => write!(f, "{units} units do not fit slots for {least} to {most}"),
            Self::Pins { slot } => write!(f, "slot {slot}: too many units, or two seats of one item, are pinned to it"),
            Self::Labels => f.write_str("the slots cannot all carry a label within the limits"),
            Self::Away { needed, allowed } => write!(f, "{needed} units must leave home, {allowed} may"),
            Self::Range(what) => write!(f, "{what} is outside its safe range"),
        }
    }
}

impl std::error::Error for Error {}
