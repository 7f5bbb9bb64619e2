//! The JS side's tools: Node itself and the packages that the lock file pins.

use crate::command;
use crate::project::Project;
use crate::stamp::Stamp;
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::fs;
use std::process::Command;

/// The oldest Node that Vite runs on.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Everything that decides what `npm ci` installs.
const MANIFESTS: [&str; 4] = ["package-lock.json", "package.json", "pkg/package.json", "www/package.json"];

/// Installs the locked packages unless they are there already.
pub fn install(project: &Project) -> Result<()> {
    let mut manifests = Vec::new();
    for name in MANIFESTS {
        manifests.extend(fs::read(project.root.join(name)).unwrap_or_default());
    }
    let stamp = Stamp::new(project, "npm-ci", manifests);
    if stamp.is_current() && project.root.join("node_modules").is_dir() {
        return Ok(());
    }
    check_node()?;
    stamp.clear()?;
    // Install scripts are where packages fetch things from elsewhere; none that we use needs one.
    command::run(npm(project).args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]))
        .context("installing the npm packages; after a change to a package.json, run `npm install` once")?;
    stamp.set()
}

/// npm in the root of the project.
pub fn npm(project: &Project) -> Command {
    let mut command = command::npm();
    command.current_dir(&project.root);
    command
}

/// Node in the root of the project, with a script.
pub fn node(project: &Project, script: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("node");
    command.current_dir(&project.root).arg(script);
    command
}

/// A program of an installed package, started through Node so that it works the same on every system.
pub fn tool(project: &Project, path: &str) -> Command {
    node(project, project.root.join("node_modules").join(path))
}

fn check_node() -> Result<()> {
    let version = command::output(Command::new("node").arg("--version"))
        .context("Node.js is needed: install version 20.19 or newer")?;
    let mut numbers = version.trim().trim_start_matches('v').split('.').map(|part| part.parse().unwrap_or(0));
    if (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0)) < OLDEST_NODE {
        bail!("Node.js {} is too old: install version {}.{} or newer", version.trim(), OLDEST_NODE.0, OLDEST_NODE.1);
    }
    Ok(())
}
