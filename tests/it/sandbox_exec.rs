//! `sandbox exec`: unmodified programs under Microsoft's host names.
#![cfg(target_os = "linux")]
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs `sandbox exec` with a script of the shell; `None` if this machine permits no network
/// namespace, which the program must have said.
fn exec(home: &Path, flags: &[&str], script: &str) -> Option<Output> {
    let ran = Command::new(env!("CARGO_BIN_EXE_entractl"))
        .env_clear()
        .envs([("HOME", home.to_str().unwrap()), ("PATH", "/usr/bin:/bin")])
        .envs([
            ("AZURE_CLIENT_ID", "real"),
            ("https_proxy", "http://192.0.2.1"),
        ])
        .args(["sandbox", "exec"])
        .args(flags)
        .args(["--", "sh", "-c", script])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ran.stderr);
    let missing = ["permits no network namespace", "needs the program"];
    if missing.iter().any(|why| said.contains(why)) {
        assert_eq!(ran.status.code(), Some(2), "{said}");
        println!("skipped: {said}");
        return None;
    }
    Some(ran)
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn program_has_its_own_names_home_and_network() {
    let home = tempfile::tempdir().unwrap();
    let script = "getent hosts graph.microsoft.com; getent hosts example.com; \
                  ip -brief link; echo \"$HOME $AZURE_CLIENT_ID [$https_proxy]\"; \
                  touch \"$HOME/left\"; echo aside >&2";
    let Some(ran) = exec(home.path(), &[], script) else {
        return;
    };
    let out = text(&ran.stdout);
    assert_eq!(ran.status.code(), Some(0), "{out}{}", text(&ran.stderr));
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("127.0.0.1"), "{out}");
    assert!(!out.contains("example.com"), "{out}");
    let loopback = lines.iter().filter(|line| line.contains("LOOPBACK"));
    assert_eq!(loopback.count(), 1, "{out}");
    assert!(!out.contains("eth0"), "{out}");
    let last = lines.last().unwrap();
    assert!(last.contains("/sandbox/exec/"), "{last}");
    assert!(
        last.ends_with(&format!("{} []", entractl::sandbox::CLIENT_ID)),
        "{last}"
    );
    assert!(text(&ran.stderr).ends_with("aside\n"));
    // The home folder of the run is gone, with what the program left in it.
    let runs = home.path().join(".local/state/entractl/sandbox/exec");
    assert_eq!(std::fs::read_dir(runs).unwrap().count(), 0);
}

#[test]
fn exit_code_is_the_programs() {
    let home = tempfile::tempdir().unwrap();
    for (script, code) in [("exit 0", 0), ("exit 11", 11), ("kill -KILL $$", 137)] {
        let Some(ran) = exec(home.path(), &[], script) else {
            return;
        };
        assert_eq!(
            ran.status.code(),
            Some(code),
            "{script}: {}",
            text(&ran.stderr)
        );
    }
}

#[test]
fn own_program_signs_in_to_the_public_cloud_in_there() {
    let home = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_entractl");
    let script = format!("exec {program} --no-store users list --limit 3 -o tsv");
    let Some(ran) = exec(home.path(), &["--users", "50"], &script) else {
        return;
    };
    let said = text(&ran.stderr);
    assert_eq!(ran.status.code(), Some(0), "{said}");
    assert_eq!(text(&ran.stdout).lines().count(), 3, "{said}");
    // The second of the two processes does not say it again.
    assert_eq!(said.matches("simulated tenant").count(), 1, "{said}");
}

#[test]
fn approve_accepts_a_device_sign_in_without_a_page() {
    let home = tempfile::tempdir().unwrap();
    let program = env!("CARGO_BIN_EXE_entractl");
    let script = format!(
        "unset AZURE_CLIENT_SECRET; \
         exec {program} --no-store --device-code users list --limit 1 -o tsv"
    );
    let Some(ran) = exec(home.path(), &["--approve"], &script) else {
        return;
    };
    let said = text(&ran.stderr);
    assert_eq!(ran.status.code(), Some(0), "{said}");
    assert!(said.contains("login.microsoftonline.com/device"), "{said}");
    assert!(said.contains("signed in as ada.admin@"), "{said}");
}

#[test]
fn control_path_is_named_to_the_program_only_on_request() {
    let home = tempfile::tempdir().unwrap();
    let script = "echo \"[$ENTRACTL_SANDBOX_CONTROL][${#ENTRACTL_SANDBOX_CONTROL_TOKEN}]\"";
    for (flags, wanted) in [
        (&[][..], "[][0]\n"),
        (&["--control"][..], "[https://localhost/_sandbox][32]\n"),
    ] {
        let Some(ran) = exec(home.path(), flags, script) else {
            return;
        };
        assert_eq!(text(&ran.stdout), wanted, "{}", text(&ran.stderr));
    }
}

#[test]
fn termination_is_passed_on_and_the_folder_removed() {
    let home = tempfile::tempdir().unwrap();
    // The parent of the program is the process that was started.
    let script =
        "sleep 30 & trap 'kill $!; exit 9' TERM; sleep 0.3; kill -TERM $PPID; wait; exit 0";
    let Some(ran) = exec(home.path(), &[], script) else {
        return;
    };
    assert_eq!(ran.status.code(), Some(9), "{}", text(&ran.stderr));
    let runs = home.path().join(".local/state/entractl/sandbox/exec");
    assert_eq!(std::fs::read_dir(runs).unwrap().count(), 0);
}

#[test]
fn folder_that_is_named_stays() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("kept");
    let kept = folder.to_str().unwrap();
    for _ in 0..2 {
        let script = "test -e \"$HOME/mark\" && echo again; touch \"$HOME/mark\"";
        let Some(ran) = exec(home.path(), &["--folder", kept], script) else {
            return;
        };
        assert_eq!(ran.status.code(), Some(0), "{}", text(&ran.stderr));
        assert!(folder.join("home/mark").exists() && folder.join("ca.pem").exists());
    }
}

#[test]
fn inner_process_refuses_to_run_outside_of_its_namespace() {
    let home = tempfile::tempdir().unwrap();
    let ran = Command::new(env!("CARGO_BIN_EXE_entractl"))
        .env_clear()
        .env("HOME", home.path())
        .args(["sandbox", "exec", "--inside"])
        .arg(home.path())
        .args(["--", "true"])
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(2), "{}", text(&ran.stderr));
}
