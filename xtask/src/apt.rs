//! Debian's packages: installed where that needs no password, or unpacked into a folder of ours.

use crate::command;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Whether packages can be installed into the system without a password.
pub fn may_install() -> bool {
    let is_root = || command::output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    is_there() && is_root()
}

/// Installs the packages into the system.
pub fn install(packages: &[&str]) -> Result<()> {
    eprintln!("Installing {} with apt-get", packages.join(", "));
    command::run(apt().arg("update"))?;
    command::run(apt().args(["install", "-y", "--no-install-recommends"]).args(packages))
}

/// Whether packages can be had and unpacked.
pub fn may_unpack() -> bool {
    is_there() && command::works(Command::new("dpkg-deb").arg("--version"))
}

/// Unpacks a package's files into the folder; the system stays as it is.
pub fn unpack(package: &str, folder: &Path) -> Result<()> {
    // `apt-get download` writes where it is run.
    let archives = folder.join("archives");
    if archives.exists() {
        fs::remove_dir_all(&archives)?;
    }
    fs::create_dir_all(&archives)?;
    eprintln!("Fetching {package} with apt-get");
    if !command::works(apt().current_dir(&archives).args(["download", package])) {
        // The system's lists of packages are missing, as in a fresh container, or old.
        let own = |name: &str| format!("{name}={}", folder.join("apt").display());
        let apt = || {
            let mut apt = apt();
            apt.current_dir(&archives).args(["-o", &own("Dir::State::Lists"), "-o", &own("Dir::Cache")]);
            apt
        };
        fs::create_dir_all(folder.join("apt"))?;
        command::run(apt().arg("update"))?;
        command::run(apt().args(["download", package]))?;
    }
    let archive = fs::read_dir(&archives)?.next().with_context(|| format!("apt-get fetched no {package}"))??;
    command::run(Command::new("dpkg-deb").arg("-x").arg(archive.path()).arg(folder))
}

fn is_there() -> bool {
    cfg!(target_os = "linux") && command::works(Command::new("apt-get").arg("--version"))
}

/// What it says goes to standard error, where the output is a path or a figure.
fn apt() -> Command {
    let mut command = Command::new("apt-get");
    command.env("DEBIAN_FRONTEND", "noninteractive").stdout(std::io::stderr()).arg("-qq");
    command
}
