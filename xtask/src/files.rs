//! What may be in the repository.

use crate::command;
use crate::project::Project;
use anyhow::{Context, Result, bail};
use std::fs;
use std::process::Command;

/// A file longer than this wants to be two.
const MOST_LINES: usize = 500;

/// What people write and read as a whole. Lock files and data are neither.
const SOURCES: [&str; 13] = ["rs", "js", "mjs", "cjs", "ts", "tsx", "jsx", "css", "html", "toml", "sh", "py", "yml"];

/// Made by a program, so its length is nobody's choice.
const GENERATED: [&str; 1] = ["pkg/types.d.ts"];

/// Checks every file that git tracks or would track.
pub fn check(project: &Project) -> Result<()> {
    let listed = command::output(Command::new("git").current_dir(&project.root).args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]))?;
    let mut complaints = Vec::new();
    let mut checked = 0;
    for name in listed.split_terminator('\0') {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        if extension == "wasm" {
            complaints.push(format!("{name}: compiled code does not belong into git"));
        }
        let path = project.root.join(name);
        if !SOURCES.contains(&extension) || GENERATED.contains(&name) || !path.is_file() {
            continue;
        }
        checked += 1;
        let text = fs::read_to_string(&path).with_context(|| format!("reading {name}"))?;
        let lines = text.lines().count();
        if lines > MOST_LINES {
            complaints.push(format!("{name}: {lines} lines, at most {MOST_LINES} are allowed"));
        }
    }
    if !complaints.is_empty() {
        bail!("{}", complaints.join("\n"));
    }
    println!("{checked} source files, none over {MOST_LINES} lines");
    Ok(())
}
