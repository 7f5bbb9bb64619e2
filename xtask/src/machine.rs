//! What machine this is, so that a measured figure can be read.

use crate::command;
use std::fs;
use std::process::Command;

/// The processor's name and how many threads it runs at once.
pub fn name() -> String {
    let model = processor().unwrap_or_else(|| "unknown processor".into());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    format!("{model}, {threads} threads, {} {}", std::env::consts::OS, std::env::consts::ARCH)
}

fn processor() -> Option<String> {
    let model = if cfg!(target_os = "macos") {
        command::output(Command::new("sysctl").args(["-n", "machdep.cpu.brand_string"])).ok()?
    } else if cfg!(windows) {
        std::env::var("PROCESSOR_IDENTIFIER").ok()?
    } else {
        let text = fs::read_to_string("/proc/cpuinfo").ok()?;
        let line = text.lines().find(|line| line.starts_with("model name"))?;
        line.split_once(':')?.1.to_owned()
    };
    Some(model.split_whitespace().collect::<Vec<_>>().join(" "))
}
