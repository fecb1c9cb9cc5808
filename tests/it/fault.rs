//! A fault of the program itself in the middle of a change: a panic that quotes
//! a secret. It is made to happen in a child process, which is this test binary.
use std::process::Command;
use std::sync::Arc;

use crate::support::bench::{Bench, writes};
use crate::support::files::audit_file;
use crate::support::users::{PLAIN, is_enabled};
use entractl::sandbox::Sandbox;
use entractl::transport::{Request, Response, Transport, TransportError};

const FOLDER: &str = "ENTRACTL_TEST_FAULT_FOLDER";
const SECRET: &str = "CANARY-of-the-fault";

/// Carries the first batch of writes out, and panics over the answer.
#[derive(Debug)]
struct Faulty(Arc<Sandbox>);

#[async_trait::async_trait]
impl Transport for Faulty {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let body = String::from_utf8_lossy(request.body().as_bytes()).into_owned();
        let answer = self.0.send(request).await;
        assert!(!body.contains("\"PATCH\""), "{SECRET} {body}");
        answer
    }
}

#[test]
fn internal_error_prints_no_secret_and_keeps_journal_readable() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        faulty_process(&folder);
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let ran = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--nocapture"])
        .arg("fault::internal_error_prints_no_secret_and_keeps_journal_readable")
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&ran.stdout), text(&ran.stderr));
    assert_eq!(ran.status.code(), Some(1), "{out}{err}");
    for stream in [&out, &err] {
        assert!(!stream.contains("CANARY"), "{stream}");
        assert!(!stream.contains("accountEnabled"), "{stream}");
    }
    assert!(
        err.contains("error: internal error, entractl stopped"),
        "{err}"
    );
    assert!(err.contains("fault.rs, line"), "{err}");
    assert!(err.contains("\n  entractl tasks list\n"), "{err}");

    // What was intended, and that it was sent, is in the journal; the audit log
    // holds together; the next run is not locked out.
    let mut left = std::fs::read_dir(folder.path()).unwrap();
    let left = left.next().expect("what the child left").unwrap().path();
    // A bench begins with an empty folder; this one goes on in the child's.
    let mut bench = Bench::within(tempfile::tempdir_in(folder.path()).unwrap());
    std::fs::remove_dir_all(bench.folder.path()).unwrap();
    std::fs::rename(left, bench.folder.path()).unwrap();
    let tasks = bench.run("tasks list -o json").exits(0).json();
    assert_eq!(tasks["tasks"][0]["status"], "unknown", "{tasks:#}");
    let shown = bench.run("tasks show 1 -o json").exits(0).json();
    let steps = shown["steps"].as_array().unwrap();
    assert_eq!(steps.len(), 3, "{shown:#}");
    assert!(
        steps.iter().all(|step| step["sent"].is_string()),
        "{shown:#}"
    );
    assert!(
        steps.iter().all(|step| step["outcome"].is_null()),
        "{shown:#}"
    );
    let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
    assert!(entractl::audit::verify(&log).is_ok(), "{log}");
    bench.run("tasks resume 1 --yes").exits(0);
    assert!(!is_enabled(&bench, PLAIN));
    assert_eq!(writes(&bench.requests()), 3);
}

/// The child: what `main` sets up stays set up after it, and a command then
/// meets the fault.
fn faulty_process(folder: &std::ffi::OsStr) {
    let version = ["entractl", "--version"].map(std::ffi::OsString::from);
    assert_eq!(entractl::main(version), std::process::ExitCode::SUCCESS);
    // The process ends without tidying up, so the folder stays.
    let mut bench = Bench::within(tempfile::tempdir_in(folder).unwrap());
    bench.wire = Some(Arc::new(Faulty(Arc::clone(&bench.sandbox))));
    let ran = bench.run(&format!("users contain {PLAIN} --yes --reason fault"));
    panic!("the fault was survived: {}", ran.exit);
}
