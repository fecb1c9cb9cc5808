//! Files that tests write or read.
use crate::support::bench::Bench;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

pub(crate) fn write_list(bench: &Bench, lines: &[String]) -> String {
    let path = bench.folder.path().join("list.csv");
    std::fs::write(&path, format!("upn\n{}\n", lines.join("\n"))).unwrap();
    path.to_string_lossy().into_owned()
}

pub(crate) fn write_policy(bench: &Bench, text: &str) -> PathBuf {
    let path = bench.folder.path().join("policy.toml");
    std::fs::write(&path, format!("[guard_rails]\n{text}\n")).unwrap();
    mode(&path, 0o644);
    path
}

pub(crate) fn write_config(bench: &Bench, text: &str) {
    let config = bench.folder.path().join("config/config.toml");
    entractl::files::replace_private(&config, text.as_bytes()).unwrap();
}

pub(crate) fn mode(path: &std::path::Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// Returns a folder in memory if possible, since thousands of small durable writes are slow
/// on a disk.
pub(crate) fn memory_folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    let made = if memory.is_dir() {
        tempfile::tempdir_in(memory)
    } else {
        tempfile::tempdir()
    };
    made.unwrap()
}

pub(crate) fn write_file(bench: &Bench, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path = bench.folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path.to_string_lossy().into_owned()
}

pub(crate) fn audit_file(bench: &Bench) -> std::path::PathBuf {
    find_file(bench.folder.path(), "audit.jsonl").expect("an audit log")
}

pub(crate) fn find_file(folder: &std::path::Path, name: &str) -> Option<std::path::PathBuf> {
    for entry in std::fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        if path.is_dir() {
            if let Some(found) = find_file(&path, name) {
                return Some(found);
            }
        } else if path.file_name().is_some_and(|found| found == name) {
            return Some(path);
        }
    }
    None
}
