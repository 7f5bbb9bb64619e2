//! Every check, one after the other, and what came of them.

use crate::counts::Counts;
use crate::project::Project;
use crate::{build, chromium, command, files, npm, oracles, serve, types};
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

/// Two of each, so that a small machine does not run out of memory.
const JOBS: &str = "2";

struct Step {
    name: &'static str,
    title: &'static str,
    /// Steps without which this one has nothing to work on.
    needs: &'static [&'static str],
    run: fn(&Project) -> Result<Counts>,
}

const STEPS: [Step; 12] = [
    Step { name: "fmt", title: "Rust is formatted", needs: &[], run: format },
    Step { name: "clippy", title: "Clippy has no complaint", needs: &[], run: clippy },
    Step { name: "clippy-wasm", title: "Clippy has no complaint on wasm32", needs: &[], run: clippy_wasm },
    Step { name: "rust", title: "Rust tests and doc tests", needs: &[], run: rust_tests },
    Step { name: "oracles", title: "Optima agree with LEMON, networkx and HiGHS", needs: &[], run: oracles::check },
    Step { name: "files", title: "Files are short, nothing compiled is in git", needs: &[], run: check_files },
    Step {
        name: "wasm",
        title: "The WebAssembly module builds",
        needs: &[],
        run: |project| once(build::build(project)),
    },
    Step { name: "types", title: "pkg/types.d.ts is current", needs: &[], run: |project| once(types::check(project)) },
    Step { name: "typescript", title: "TypeScript finds no error", needs: &["wasm"], run: typescript },
    Step { name: "node", title: "The module works in Node", needs: &["wasm"], run: node_tests },
    Step { name: "page", title: "The page builds within its budget", needs: &["wasm"], run: page_build },
    Step { name: "browser", title: "The page works in Chromium", needs: &["page"], run: page_tests },
];

/// Runs the named steps and what they need, or all; fails when any fails.
pub fn test(project: &Project, names: &[&str]) -> Result<ExitCode> {
    let selected = select(names)?;
    let mut outcomes: Vec<(&Step, Counts, Duration)> = Vec::new();
    for step in STEPS.iter().filter(|step| selected.contains(&step.name)) {
        println!("\n=== {}: {} ===", step.name, step.title);
        let started = Instant::now();
        let stopped_by = outcomes.iter().find(|(earlier, counts, _)| {
            step.needs.contains(&earlier.name) && (counts.failed > 0 || counts.passed == 0)
        });
        let counts = if let Some((earlier, ..)) = stopped_by {
            println!("skipped, since it needs `{}`", earlier.name);
            Counts::SKIPPED
        } else {
            (step.run)(project).unwrap_or_else(|error| {
                println!("error: {error:#}");
                Counts::FAILED
            })
        };
        outcomes.push((step, counts, started.elapsed()));
    }
    Ok(report(&outcomes))
}

fn select(names: &[&str]) -> Result<Vec<&'static str>> {
    if names.is_empty() {
        return Ok(STEPS.iter().map(|step| step.name).collect());
    }
    let mut selected = Vec::new();
    let mut wanted: Vec<&str> = names.to_vec();
    while let Some(name) = wanted.pop() {
        let Some(step) = STEPS.iter().find(|step| step.name == name) else {
            let known = STEPS.map(|step| step.name).join(", ");
            bail!("there is no step `{name}`; the steps are {known}");
        };
        selected.push(step.name);
        wanted.extend(step.needs);
    }
    Ok(selected)
}

fn report(outcomes: &[(&Step, Counts, Duration)]) -> ExitCode {
    let mut sum = Counts::default();
    println!("\n{:<13}{:>8}{:>8}{:>8}{:>10}", "step", "passed", "failed", "skipped", "seconds");
    for (step, counts, time) in outcomes {
        let Counts { passed, failed, skipped } = counts;
        println!("{:<13}{passed:>8}{failed:>8}{skipped:>8}{:>10.1}", step.name, time.as_secs_f64());
        sum += *counts;
    }
    println!("\n{} passed, {} failed, {} skipped", sum.passed, sum.failed, sum.skipped);
    if sum.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// A check that is one test by itself.
fn once(result: Result<()>) -> Result<Counts> {
    result.map(|()| Counts::PASSED)
}

fn cargo(project: &Project) -> Command {
    let mut command = command::cargo();
    command.current_dir(&project.root);
    command
}

fn check_files(project: &Project) -> Result<Counts> {
    if !project.root.join(".git").exists() {
        println!("skipped, since this is no git checkout");
        return Ok(Counts::SKIPPED);
    }
    once(files::check(project))
}

fn format(project: &Project) -> Result<Counts> {
    once(command::run(cargo(project).args(["fmt", "--all", "--check"])))
}

// The packages are always built apart: together they would agree on other features of their dependencies, and
// everything, this running program included, would be built a second time.

const OPTIM: &str = "commonground-optim";
const PACKAGES: [&str; 3] = [OPTIM, "commonground", "xtask"];

fn clippy(project: &Project) -> Result<Counts> {
    let mut counts = Counts::default();
    for package in PACKAGES {
        let mut clippy = cargo(project);
        clippy.args(["clippy", "--jobs", JOBS, "--all-targets", "--package", package]);
        if package == OPTIM {
            // Its examples need one.
            clippy.arg("--all-features");
        }
        counts += settle(command::run(clippy.args(["--", "--deny", "warnings"])));
    }
    Ok(counts)
}

fn clippy_wasm(project: &Project) -> Result<Counts> {
    build::add_target(project)?;
    once(command::run(
        cargo(project)
            .args(["clippy", "--jobs", JOBS, "--package", "commonground", "--lib", "--no-default-features"])
            .args(["--features", "engine,pairs,study,tools,bench"])
            .args(["--target", build::TARGET, "--", "--deny", "warnings"]),
    ))
}

fn rust_tests(project: &Project) -> Result<Counts> {
    let mut counts = Counts::default();
    for package in PACKAGES {
        let (succeeded, text) = command::tee(
            cargo(project).args(["test", "--jobs", JOBS, "--no-fail-fast", "--package", package]).args([
                "--",
                "--test-threads",
                JOBS,
            ]),
        )?;
        counts += Counts::of_cargo(&text).judged(succeeded);
    }
    Ok(counts)
}

/// The page in strict TypeScript, the package's hand-written JS by its JSDoc: each as its tsconfig says.
fn typescript(project: &Project) -> Result<Counts> {
    npm::install(project)?;
    let mut counts = Counts::default();
    for folder in ["pkg", "www"] {
        println!("{folder}");
        let result = command::run(npm::tool(project, "typescript/bin/tsc").args(["--noEmit", "--project", folder]));
        counts += settle(result);
    }
    Ok(counts)
}

fn settle(result: Result<()>) -> Counts {
    match result {
        Ok(()) => Counts::PASSED,
        Err(error) => {
            println!("error: {error:#}");
            Counts::FAILED
        }
    }
}

/// The module must write the very bytes that the command line writes, so that is built first.
fn node_tests(project: &Project) -> Result<Counts> {
    command::run(cargo(project).args(["build", "--jobs", JOBS, "--package", "commonground"]))?;
    let binary = project.target.join("debug").join(format!("commonground{}", std::env::consts::EXE_SUFFIX));
    node_test(project, "wasm", &[("COMMONGROUND_BIN", &binary)])
}

fn page_build(project: &Project) -> Result<Counts> {
    serve::build_page(project)?;
    once(command::run(npm::node(project, project.script("first-load.mjs")).arg(serve::page(project))))
}

fn page_tests(project: &Project) -> Result<Counts> {
    let chromium = chromium::find_or_install(project)?;
    println!("{}", chromium.display());
    node_test(project, "page", &[(chromium::VARIABLE, &chromium)])
}

fn node_test(project: &Project, folder: &str, variables: &[(&str, &Path)]) -> Result<Counts> {
    let mut node = npm::node(project, "--test");
    // The reporter and its plain form are what `Counts::of_node` reads; without them both depend on Node's version.
    node.args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
        .env("NO_COLOR", "1")
        .env_remove("FORCE_COLOR");
    // Named one by one, since Node 20 takes a folder here and later versions a pattern.
    node.args(test_files(&project.root.join("tests").join(folder))?).envs(variables.iter().copied());
    let (succeeded, text) = command::tee(&mut node)?;
    Ok(Counts::of_node(&text).judged(succeeded))
}

fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("reading {}", folder.display()))? {
        let path = entry?.path();
        if path.to_string_lossy().ends_with(".test.mjs") {
            found.push(path);
        }
    }
    if found.is_empty() {
        bail!("{} holds no test (a file that ends in .test.mjs)", folder.display());
    }
    found.sort();
    Ok(found)
}
