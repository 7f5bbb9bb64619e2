//! The page: built, and served on localhost.

use crate::project::Project;
use crate::{build, command, npm};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Builds all and serves the page until interrupted. A port that is asked for must be free; otherwise the usual
/// one is taken, or any free one.
pub fn serve(project: &Project, port: Option<u16>) -> Result<()> {
    build::build(project)?;
    build_page(project)?;
    let mut server = npm::node(project, project.script("serve.mjs"));
    server.arg(page(project));
    if let Some(port) = port {
        server.arg(port.to_string());
    }
    command::run(&mut server)
}

/// Builds the page from what is in `pkg/`.
pub fn build_page(project: &Project) -> Result<()> {
    npm::install(project)?;
    command::run(npm::npm(project).args(["run", "--silent", "build", "--workspace", "www"]))
}

/// Where the built page is.
pub fn page(project: &Project) -> PathBuf {
    project.root.join("www").join("dist")
}

/// Reads a port's number.
pub fn parse_port(text: &str) -> Result<u16> {
    text.parse().with_context(|| format!("`{text}` is not a port: give a number from 0 to 65535"))
}
