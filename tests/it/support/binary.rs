//! The real binary in an empty environment, without network access.
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Returns the binary with an empty environment and its own home folder.
pub(crate) fn entractl(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_entractl"));
    // A dead proxy, so that any request fails fast.
    command
        .env_clear()
        .env("HOME", home)
        .env("APPDATA", home)
        .env("LOCALAPPDATA", home)
        .env("HTTPS_PROXY", "http://127.0.0.1:9")
        .env("CI", "1")
        .stdin(Stdio::null());
    if let Some(root) = std::env::var_os("SystemRoot") {
        command.env("SystemRoot", root);
    }
    command
}

pub(crate) fn run(args: &[&str]) -> Output {
    let home = tempfile::tempdir().unwrap();
    entractl(home.path()).args(args).output().unwrap()
}

pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}
