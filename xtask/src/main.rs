//! The project's own chores, so that a fresh machine needs rustup and Node and nothing else.
#![forbid(unsafe_code)]

mod apt;
mod bench;
mod build;
mod chromium;
mod command;
mod counts;
mod files;
mod machine;
mod npm;
mod oracles;
mod project;
mod serve;
mod stamp;
mod test;
mod types;

use anyhow::{Result, bail};
use project::Project;
use std::process::ExitCode;

const HELP: &str = "\
The chores of Commonground

Usage: cargo xtask COMMAND

  serve [--port N]   build everything and serve the page on localhost
  test [STEP]...     run every check, or the named steps and what they need
  build              build the WebAssembly module into pkg/wasm
  types [--check]    write pkg/types.d.ts from the Rust types, or check that it is current
  bench              print the native and the WebAssembly benchmark tables
  chromium           print the path of a Chromium, installing one when there is none
  help               print this
";

fn main() -> ExitCode {
    match run(std::env::args().skip(1).collect()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Vec<String>) -> Result<ExitCode> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some((&command, rest)) = words.split_first() else {
        print!("{HELP}");
        return Ok(ExitCode::FAILURE);
    };
    let project = Project::locate()?;
    match (command, rest) {
        ("serve", []) => serve::serve(&project, None)?,
        ("serve", ["--port", port]) => serve::serve(&project, Some(serve::parse_port(port)?))?,
        ("test", steps) => return test::test(&project, steps),
        ("build", []) => {
            build::build(&project)?;
            build::build_bench(&project)?;
        }
        ("types", []) => types::write(&project)?,
        ("types", ["--check"]) => types::check(&project)?,
        ("bench", []) => bench::bench(&project)?,
        ("chromium", []) => println!("{}", chromium::find_or_install(&project)?.display()),
        ("help" | "--help" | "-h", []) => print!("{HELP}"),
        _ => bail!("cannot understand `{}`\n\n{HELP}", words.join(" ")),
    }
    Ok(ExitCode::SUCCESS)
}
