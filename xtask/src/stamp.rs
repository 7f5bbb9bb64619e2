//! Skips work whose inputs have not changed since it last succeeded.

use crate::project::Project;
use anyhow::Result;
use std::fs;
use std::path::PathBuf;

/// A remembered input, kept whole under the target folder so that no two inputs can be confused.
pub struct Stamp {
    path: PathBuf,
    input: Vec<u8>,
}

impl Stamp {
    pub fn new(project: &Project, name: &str, input: Vec<u8>) -> Self {
        Self { path: project.target.join("xtask").join(name), input }
    }

    /// Whether the work was last done with the same input.
    pub fn is_current(&self) -> bool {
        fs::read(&self.path).is_ok_and(|seen| seen == self.input)
    }

    /// Forgets the last input: call before the work, so that work cut short is done again.
    pub fn clear(&self) -> Result<()> {
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Remembers the input: call after the work has succeeded.
    pub fn set(&self) -> Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        Ok(fs::write(&self.path, &self.input)?)
    }
}
