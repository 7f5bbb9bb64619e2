//! Where things are.

use crate::command;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

/// The folders of this checkout.
pub struct Project {
    /// The root of the repository.
    pub root: PathBuf,
    /// Where cargo puts what it builds.
    pub target: PathBuf,
}

impl Project {
    /// Asks cargo, since the target folder can be moved by several settings.
    pub fn locate() -> Result<Self> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or(env!("CARGO_MANIFEST_DIR").into());
        let root = Path::new(&manifest).parent().context("xtask has no parent folder")?.to_path_buf();
        let metadata = command::output(command::cargo().current_dir(&root).args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
        ]))?;
        let metadata: serde_json::Value = serde_json::from_str(&metadata).context("reading cargo metadata")?;
        let target = metadata["target_directory"].as_str().context("cargo metadata names no target folder")?.into();
        Ok(Self { root, target })
    }

    /// Where the generated WebAssembly module and its JS go.
    pub fn wasm_package(&self) -> PathBuf {
        self.root.join("pkg").join("wasm")
    }

    /// A script of xtask's own.
    pub fn script(&self, name: &str) -> PathBuf {
        self.root.join("xtask").join("js").join(name)
    }
}
