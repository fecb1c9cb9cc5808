//! A run that is killed, and its files and tenant at that moment.
use crate::support::files::memory_folder;
use std::path::Path;

use entractl::sandbox::{Sandbox, Tenant};

/// Time at which to kill the run, and the state of machine and tenant at that time.
#[derive(Debug)]
pub struct Kill {
    /// Number of requests left until then.
    pub left: u64,
    /// Whether to kill after the request was carried out, not before it is sent.
    pub after: bool,
    pub folder: std::path::PathBuf,
    pub left_behind: Option<(tempfile::TempDir, Tenant)>,
}

impl Kill {
    /// Records the files, as a killed process leaves them, and the tenant.
    pub fn strike(&mut self, sandbox: &Sandbox) {
        let copy = memory_folder();
        copy_folder(&self.folder, copy.path());
        self.left_behind = Some((copy, sandbox.snapshot()));
    }
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir(&target).unwrap();
            let mode = std::fs::metadata(entry.path()).unwrap().permissions();
            std::fs::set_permissions(&target, mode).unwrap();
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), &target).unwrap();
        }
    }
}
