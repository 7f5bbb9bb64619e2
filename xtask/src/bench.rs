//! The figures of speed, native and in WebAssembly, side by side.

use crate::project::Project;
use crate::{build, command, machine, npm};
use anyhow::Result;

/// Prints both tables, under the machine's name.
pub fn bench(project: &Project) -> Result<()> {
    build::build(project)?;
    println!("\nMachine: {}", machine::name());
    println!("\nNative\n");
    command::run(command::cargo().current_dir(&project.root).args([
        "run",
        "--release",
        "--package",
        "commonground",
        "--example",
        "bench",
    ]))?;
    println!("\nWebAssembly, in Node\n");
    command::run(&mut npm::node(project, project.root.join("pkg").join("bench").join("bench.mjs")))
}
