//! What plans are compared by, and which changes are accepted.

/// What a plan is judged by, or a change of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Score {
    pub broken: i64,
    pub repeats: i64,
    pub total: i64,
}

impl Score {
    /// Rules first, then repeats.
    pub fn faults(&self) -> (i64, i64) {
        (self.broken, self.repeats)
    }

    /// Smaller is better.
    pub fn key(&self) -> (i64, i64, i64) {
        (self.broken, self.repeats, -self.total)
    }

    pub fn add(&mut self, change: Score) {
        self.broken += change.broken;
        self.repeats += change.repeats;
        self.total += change.total;
    }
}

/// Which changes are accepted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    /// Points that a broken rule and a repeat weigh; `None`: neither may become worse, whatever the points.
    pub weights: Option<(i64, i64)>,
    /// Points by which a change may be worse.
    pub loss: i64,
}

impl Rule {
    pub fn accepts(&self, change: Score) -> bool {
        match self.weights {
            Some((broken, repeat)) => {
                let faults = broken.saturating_mul(change.broken).saturating_add(repeat.saturating_mul(change.repeats));
                faults.saturating_sub(change.total) <= self.loss
            }
            None => change.faults() < (0, 0) || (change.faults() == (0, 0) && -change.total <= self.loss),
        }
    }
}
