//! The figures of speed, native and in WebAssembly, side by side.

use crate::project::Project;
use crate::{build, command, machine, npm, oracles};
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::process::Command;

/// Prints both tables of the engine, then those of the matching, of the assignment, and of themes and
/// panels, under the machine's name.
pub fn bench(project: &Project) -> Result<()> {
    build::build(project)?;
    println!("\nMachine: {}", machine::name());
    println!("\nNative\n");
    command::run(example(project, "commonground").arg("bench"))?;
    println!("\nWebAssembly, in Node\n");
    command::run(&mut npm::node(project, script(project, "bench.mjs")))?;
    against_lemon(project)
}

/// The methods natively, against LEMON where that has them, then the same problems in WebAssembly: the totals must be equal.
fn against_lemon(project: &Project) -> Result<()> {
    let lemon = oracles::lemon(project)?;
    let module = build::build_bench(project)?;
    let methods = [
        ("matching", "Matching against LEMON", true),
        ("flow", "Learners to coaches against LEMON", true),
        ("milp", "Members to themes, and lotteries over panels", false),
    ];
    for (name, shown, is_known_to_lemon) in methods {
        println!("\n{shown}, the same problems, one run: seconds of processor time\n");
        let mut native = example(project, "commonground-optim");
        native.args([&format!("{name}_bench"), "--features", "instances", "--"]);
        let native = rows(native.args(lemon.iter().filter(|_| is_known_to_lemon)))?;
        println!("\nThe same in WebAssembly, in Node\n");
        let wasm = rows(npm::node(project, script(project, &format!("{name}.mjs"))).arg(&module))?;
        ensure!(native.len() == wasm.len(), "{} cases natively, {} in WebAssembly", native.len(), wasm.len());
        for (native, wasm) in native.iter().zip(&wasm) {
            let same = ["kind", "n", "total"].iter().all(|key| native[key] == wasm[key]);
            ensure!(same, "natively {native}, in WebAssembly {wasm}");
        }
        println!("\nNatively and in WebAssembly, all {} totals are equal.", native.len());
    }
    Ok(())
}

/// Runs it with its output passed through, and reads the line of JSON in which that ends.
fn rows(command: &mut Command) -> Result<Vec<Value>> {
    let (succeeded, text) = command::tee(command)?;
    ensure!(succeeded, "the benchmark failed");
    let last = text.lines().last().context("the benchmark printed nothing")?;
    let mut figures: Value = serde_json::from_str(last).context("reading the benchmark's figures")?;
    serde_json::from_value(figures["rows"].take()).context("the benchmark's figures have no rows")
}

fn example(project: &Project, package: &str) -> Command {
    let mut command = command::cargo();
    command.current_dir(&project.root).args(["run", "--release", "--package", package, "--example"]);
    command
}

fn script(project: &Project, name: &str) -> std::path::PathBuf {
    project.root.join("pkg").join("bench").join(name)
}
