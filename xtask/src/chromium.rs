//! A Chromium for the page's tests: the one that is there, or else a freshly installed one.

use crate::project::Project;
use crate::{apt, command, npm};
use anyhow::{Context, Result, bail};
use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Names a Chromium of the user's choice.
pub const VARIABLE: &str = "COMMONGROUND_CHROMIUM";

const NAMES: [&str; 5] = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser", "chrome"];

/// Where macOS and Windows put it. Windows' are relative to its folders for programs.
const MAC: [&str; 3] = [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];
const WINDOWS: [&str; 3] = [
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
];

/// Fonts come along so that text has a size on a machine that had none.
const DEBIAN: [&str; 2] = ["chromium", "fonts-dejavu-core"];

/// The path of a Chromium that starts.
pub fn find_or_install(project: &Project) -> Result<PathBuf> {
    if let Some(chosen) = env::var_os(VARIABLE) {
        let chosen = PathBuf::from(chosen);
        if !starts(&chosen) {
            bail!("{VARIABLE} names {}, which does not start", chosen.display());
        }
        return Ok(chosen);
    }
    if let Some(found) = find() {
        return Ok(found);
    }
    if apt::may_install() {
        match apt::install(&DEBIAN) {
            Ok(()) => {
                if let Some(found) = find() {
                    return Ok(found);
                }
            }
            Err(error) => eprintln!("warning: {error:#}; trying Playwright's installer"),
        }
    }
    install_with_playwright(project)
        .with_context(|| format!("no Chromium was found or could be installed; install one, or name it in {VARIABLE}"))
}

fn find() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let on_path = env::split_paths(&path)
        .flat_map(|folder| NAMES.map(|name| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))));
    let programs = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];
    let windows = programs
        .into_iter()
        .filter_map(env::var_os)
        .flat_map(|folder| WINDOWS.map(|place| Path::new(&folder).join(place)));
    on_path.chain(MAC.map(PathBuf::from)).chain(windows).find(|candidate| starts(candidate))
}

/// Some systems have a stub by that name which only tells how to install the real one.
fn starts(candidate: &Path) -> bool {
    // On Windows it would open a window instead of printing its version.
    candidate.is_file() && (cfg!(windows) || command::works(Command::new(candidate).arg("--version")))
}

// What installers say goes to standard error: `cargo xtask chromium` prints a path and nothing else.

fn install_with_playwright(project: &Project) -> Result<PathBuf> {
    npm::install(project)?;
    let playwright = "playwright-core/cli.js";
    let path = || -> Result<PathBuf> {
        let script = "console.log(require('playwright-core').chromium.executablePath())";
        Ok(command::output(npm::node(project, "--eval").arg(script))?.trim().into())
    };
    if !starts(&path()?) {
        let mut install = npm::tool(project, playwright);
        install.stdout(std::io::stderr()).args(["install", "chromium"]);
        if apt::may_install() {
            install.arg("--with-deps");
        }
        command::run(&mut install)?;
    }
    let path = path()?;
    if !starts(&path) {
        bail!("{} does not start; its system libraries may be missing", path.display());
    }
    Ok(path)
}
