//! The real binary in an empty environment, away from the network.
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The binary with an empty environment and a home of its own.
pub(crate) fn entractl(home: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_entractl"));
    // A dead proxy: whatever tried to leave would fail, and fast.
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
