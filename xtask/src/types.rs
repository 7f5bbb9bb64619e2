//! `pkg/types.d.ts`: the contract's TypeScript types, made from the Rust types by way of their JSON Schema.

use crate::project::Project;
use crate::{command, npm};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::Stdio;

/// Writes the types.
pub fn write(project: &Project) -> Result<()> {
    let types = generate(project)?;
    fs::write(path(project), types)?;
    println!("wrote {}", path(project).display());
    Ok(())
}

/// Fails when the committed types are not those that the Rust types make.
pub fn check(project: &Project) -> Result<()> {
    let wanted = generate(project)?;
    let found = fs::read_to_string(path(project)).unwrap_or_default().replace("\r\n", "\n");
    if found == wanted {
        println!("pkg/types.d.ts is current");
        return Ok(());
    }
    let line = 1 + wanted.lines().zip(found.lines()).take_while(|(wanted, found)| wanted == found).count();
    bail!(
        "pkg/types.d.ts is not what the Rust types make (line {line}: expected `{}`, found `{}`); \
         run `cargo xtask types` and commit the file",
        wanted.lines().nth(line - 1).unwrap_or("the end"),
        found.lines().nth(line - 1).unwrap_or("the end"),
    );
}

fn path(project: &Project) -> PathBuf {
    project.root.join("pkg").join("types.d.ts")
}

fn generate(project: &Project) -> Result<String> {
    npm::install(project)?;
    let schema = command::output(command::cargo().current_dir(&project.root).args([
        "run",
        "--package",
        "commonground",
        "--features",
        "schema",
        "--",
        "schema",
    ]))?;
    let mut child = npm::node(project, project.script("types.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("starting node")?;
    if let Some(mut stdin) = child.stdin.take() {
        stdin.write_all(schema.as_bytes())?;
    }
    let output = child.wait_with_output()?;
    if !output.status.success() {
        bail!("making TypeScript types of the JSON Schema failed");
    }
    Ok(String::from_utf8(output.stdout)?)
}
