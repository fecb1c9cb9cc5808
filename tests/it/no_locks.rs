//! File systems whose locks keep no process out.
#![cfg(target_os = "linux")]
use crate::support::text::one_line;
use crate::support::users::PLAIN;
use std::path::Path;
use std::process::{Command, Output};

/// Runs the real program in the simulated tenant with `preload` loaded.
fn program(home: &Path, preload: Option<&Path>, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_entractl"));
    command
        .env_clear()
        .env("HOME", home)
        .env("PATH", "/usr/bin:/bin")
        .arg("--sandbox")
        .args(args);
    if let Some(preload) = preload {
        command.env("LD_PRELOAD", preload);
    }
    command.output().unwrap()
}

#[test]
fn program_refuses_file_system_that_grants_every_lock() {
    let home = tempfile::tempdir().unwrap();
    let shim = home.path().join("no-locks.so");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/real/no-locks.c");
    let built = Command::new("cc")
        .args(["-shared", "-fPIC", "-O1", "-o"])
        .args([&shim, &source])
        .status();
    // SQLite is built from C, so there is a compiler.
    assert!(built.unwrap().success());
    let disable = ["users", "disable", PLAIN, "--yes"];
    let ran = program(home.path(), Some(&shim), &disable);
    let said = one_line(&String::from_utf8_lossy(&ran.stderr));
    assert_eq!(ran.status.code(), Some(8), "{said}");
    assert!(said.contains("does not keep locks"), "{said}");
    // Where locks hold, the same command works.
    let ran = program(home.path(), None, &disable);
    let said = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(0), "{said}");
}
