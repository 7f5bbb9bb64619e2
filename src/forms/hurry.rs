//! A run that will not get through its iterations in time plans fewer, so that it has cooled down when its time is up.

/// A run is hurried where it would have to become so many times as fast as it was to get through. Below that it may still,
/// and whatever does must find what it finds on any machine.
const FASTER: f64 = 2.0;

/// Not before this share of its time is used up: code warms up, and other programs come and go.
const EARLIEST: f64 = 0.25;

/// How fast a run is, in iterations for all of its time.
#[derive(Debug, Clone, Default)]
pub(super) struct Hurry {
    /// Share of the time that was used up when it was last looked at, and the iterations made by then.
    last: Option<(f64, u64)>,
    /// Share of the time in which iterations were made, and how many: what else is done takes no part.
    spent: f64,
    made: u64,
    hurried: bool,
}

impl Hurry {
    /// Whether the time decided how many iterations there are.
    pub fn is_hurried(&self) -> bool {
        self.hurried
    }

    /// With `used` of the time (0 to 1) used up and `done` iterations made: how many more to plan instead of those that are
    /// `left`, at most `most`. `None`: as it is.
    pub fn plan(&mut self, used: f64, done: u64, left: u64, most: u64) -> Option<u64> {
        let before = self.last.replace((used, done))?;
        if done > before.1 {
            self.spent += (used - before.0).max(0.0);
            self.made += done - before.1;
        }
        if !(EARLIEST..1.0).contains(&used) || self.spent <= 0.0 {
            return None;
        }
        let fits = (self.made as f64 / self.spent * (1.0 - used)) as u64;
        self.hurried |= left as f64 > FASTER * fits as f64;
        self.hurried.then(|| fits.clamp(1, most.max(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::Hurry;

    /// Iterations at the end of a run of `planned`, at `speed(used)` iterations for all of its time, looked at 1,000 times.
    fn ran(planned: u64, speed: impl Fn(f64) -> f64) -> (u64, bool) {
        let (mut hurry, mut done, mut of) = (Hurry::default(), 0.0, planned);
        for k in 0..1000 {
            let used = f64::from(k) / 1000.0;
            done += speed(used) / 1000.0;
            if done >= of as f64 {
                break;
            }
            if let Some(more) = hurry.plan(used, done as u64, of - done as u64, planned - done as u64) {
                of = done as u64 + more;
            }
        }
        (of.min(done as u64), hurry.is_hurried())
    }

    #[test]
    fn a_run_that_gets_through_is_left_alone() {
        assert_eq!(ran(1_000_000, |_| 1.01e6), (1_000_000, false));
        // Slow at first, as code that is not yet compiled well, or while another program runs.
        assert_eq!(ran(1_000_000, |used| if used < 0.3 { 0.75e6 } else { 1.2e6 }), (1_000_000, false));
    }

    #[test]
    fn a_run_that_does_not_plans_what_it_can_do() {
        for speed in [1e4, 1e5, 4e5, 7e5] {
            let (done, hurried) = ran(1_000_000, |_| speed);
            assert!(hurried && (done as f64 - speed).abs() < speed / 50.0, "{done} at {speed}");
        }
    }

    #[test]
    fn time_without_iterations_does_not_make_a_run_slow() {
        let mut hurry = Hurry::default();
        assert_eq!(hurry.plan(0.01, 10, 990, 990), None);
        assert_eq!(hurry.plan(0.02, 200, 800, 800), None);
        assert_eq!(hurry.plan(0.5, 200, 800, 800), None);
        assert!(!hurry.is_hurried());
    }
}
