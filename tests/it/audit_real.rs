//! The audit log under real processes: many at once, and a disk that is full.
use crate::support::files::memory_folder;
use entractl::sandbox::TENANT_ID;
use serde_json::Value;

/// How many write at once.
const WRITERS: usize = 20;

fn program_digest() -> String {
    let program = std::fs::read(env!("CARGO_BIN_EXE_entractl")).unwrap();
    let digest = ring::digest::digest(&ring::digest::SHA256, &program);
    let bytes = digest.as_ref().iter();
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

/// A program of its own each, as cron and a person would start them.
#[test]
fn processes_at_once_keep_one_chain() {
    let home = memory_folder();
    let dirs = entractl::machine::StateDirs {
        state: Some(home.path().join("state/entractl")),
        ..Default::default()
    };
    let tenant = TENANT_ID.parse().unwrap();
    entractl::state::Store::for_tenant(&dirs, &tenant)
        .update(|_| {})
        .unwrap();
    let entractl = |line: &str| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_entractl"));
        command
            .env_clear()
            .env("XDG_STATE_HOME", home.path().join("state"))
            .env("XDG_CONFIG_HOME", home.path().join("config"))
            .env("CI", "1")
            .env("GITHUB_RUN_ID", "4711")
            .args(line.split(' '))
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        command
    };
    let start = |writer: usize| {
        let line = format!("block mobile-security --dry-run --reason writer-{writer}");
        entractl(&line).spawn().unwrap()
    };
    let mut running: Vec<_> = (0..WRITERS).map(|writer| (writer, start(writer))).collect();
    // A process waits five seconds for the lock, then warns and writes no line. On a
    // loaded machine that happens: the process is started again.
    while let Some((writer, process)) = running.pop() {
        let output = process.wait_with_output().unwrap();
        let message = String::from_utf8_lossy(&output.stderr);
        if message.contains("another run holds") {
            running.push((writer, start(writer)));
            continue;
        }
        assert!(
            output.status.success() && !message.contains("recorded"),
            "{message}"
        );
    }
    let output = entractl("audit verify -o json").output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["intact"], true, "{document:#}");
    assert_eq!(document["lines"], WRITERS);
    let output = entractl("audit show -o json").output().unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    for line in document["lines"].as_array().unwrap() {
        assert_eq!(line["ciRun"], "4711");
        // Each process wrote one line.
        assert_eq!(line["binarySha256"], program_digest());
        #[cfg(target_os = "linux")]
        assert!(line["host"].is_string() && line["osUser"].is_string());
    }
}

/// A disk that is full, as the system tells of it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_stops_a_change_before_it_is_sent_and_leaves_the_chain_whole() {
    let home = tempfile::tempdir().unwrap();
    let run = |limit: &str, line: &str| {
        let script = format!("trap '' XFSZ; {limit} exec \"$0\" --sandbox {line}");
        std::process::Command::new("bash")
            .env_clear()
            .env("PATH", "/usr/bin:/bin")
            .env("XDG_STATE_HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path())
            .args(["-c", &script, env!("CARGO_BIN_EXE_entractl")])
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap()
    };
    for _ in 0..3 {
        assert!(run("", "block search --dry-run").status.success());
    }
    let lines = |output: &std::process::Output| {
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(document["intact"], true, "{document:#}");
        document["lines"].as_u64().unwrap()
    };
    let before = lines(&run("", "audit verify -o json"));
    let full = run(
        "ulimit -f 2;",
        "block mobile-security --revoke --yes --reason x",
    );
    let said = String::from_utf8_lossy(&full.stderr);
    assert_eq!(full.status.code(), Some(8), "{said}");
    assert!(
        said.contains("nothing was sent") && said.contains("audit log"),
        "{said}"
    );
    assert_eq!(lines(&run("", "audit verify -o json")), before);
    assert!(
        run("", "block mobile-security --revoke --yes --reason x")
            .status
            .success()
    );
    assert!(lines(&run("", "audit verify -o json")) > before);
}
