//! What a run costs, for the benchmarks.

use std::fs;
use std::time::Instant;

/// Processor time of this process, which has one thread; where the system does not tell, time that passes.
pub struct Clock {
    wall: Instant,
    processor: Option<u64>,
}

impl Clock {
    /// From now on.
    pub fn start() -> Self {
        Self { wall: Instant::now(), processor: Self::nanoseconds() }
    }

    /// Since the start.
    pub fn seconds(&self) -> f64 {
        let processor = self.processor.zip(Self::nanoseconds()).map(|(start, now)| (now - start) as f64 / 1e9);
        processor.unwrap_or_else(|| self.wall.elapsed().as_secs_f64())
    }

    fn nanoseconds() -> Option<u64> {
        fs::read_to_string("/proc/self/schedstat").ok()?.split_whitespace().next()?.parse().ok()
    }
}

/// The peak of the whole process in megabytes, where the system tells.
pub fn peak_of_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
