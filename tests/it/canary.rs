//! No secret leaves: every token, code, secret and password of the sandbox is
//! looked for in every output and every file, whatever goes wrong.
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Stdio;

use crate::support::bench::{Bench, Ran, words};
use crate::support::commands;
use crate::support::program::{APP_SECRET, TOKEN_END, program_in, serve_cloud};
use entractl::sandbox::FaultKind;

/// What every made-up token, code and secret has in it.
const CANARY: &str = "CANARY";

fn check(ran: &Ran, line: &str, passwords: &[String]) {
    for (name, text) in [("stdout", &ran.out), ("stderr", &ran.err)] {
        assert!(
            !text.contains(CANARY),
            "{line}: a secret on {name}:\n{text}"
        );
        for password in passwords {
            assert!(
                !text.contains(password.as_str()),
                "{line}: a password on {name}:\n{text}"
            );
        }
    }
    assert_ne!(ran.exit, 101, "{line}: {}", ran.all());
}

/// Every file below `folder` but the one in which the simulated tenant itself is
/// kept: that is the other side's memory.
fn check_files(folder: &Path, passwords: &[String]) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            check_files(&path, passwords);
            continue;
        }
        let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        assert!(!text.contains(CANARY), "a secret in {}", path.display());
        for password in passwords {
            assert!(
                !text.contains(password.as_str()),
                "a password in {}",
                path.display()
            );
        }
    }
}

/// Runs every command and looks for secrets. Without faults, each must do its work.
fn sweep(bench: &mut Bench, flags: &str, faulty: bool) {
    let mut wrong = Vec::new();
    for (line, exit) in commands::sweep(bench) {
        let line = format!("{line} {flags}");
        let ran = bench.run(&line);
        check(&ran, &line, &bench.passwords());
        if !faulty && ran.exit != exit {
            wrong.push(format!("{line}: not {exit}: {}", ran.all()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    check_files(bench.folder.path(), &bench.passwords());
}

#[test]
fn sweep_runs_every_command() {
    let bench = Bench::new();
    let swept: BTreeSet<String> = commands::sweep(&bench)
        .iter()
        .map(|(line, _)| commands::of_line(&words(line)))
        .chain(
            commands::NOT_SWEPT
                .iter()
                .map(|(name, _)| (*name).to_owned()),
        )
        .collect();
    let all: BTreeSet<String> = commands::all().into_iter().collect();
    assert_eq!(swept, all);
}

#[test]
fn no_secret_is_in_any_output_or_file_in_any_form() {
    for flags in [
        "",
        "-o json",
        "-o csv",
        "-o jsonl --debug",
        "-o markdown --verbose",
        "--debug",
    ] {
        let mut bench = Bench::new();
        sweep(&mut bench, flags, false);
        assert!(!bench.passwords().is_empty(), "the sweep set no password");
    }
}

#[test]
fn no_secret_is_in_any_output_or_file_whatever_goes_wrong() {
    for fault in FaultKind::ALL {
        let mut bench = Bench::new();
        bench.run(&format!(
            "sandbox faults set {}:rate=0.5,seed=3",
            fault.name()
        ));
        sweep(&mut bench, "--debug", true);
    }
}

#[test]
fn a_password_leaves_by_its_file_alone() {
    let mut bench = Bench::new();
    let file = bench.folder.path().join("new-passwords.txt");
    let ran = bench
        .run(&format!(
            "users reset-password rowan.reyes-vale@meridian.example --new-password \
             --password-file {} --yes --reason sweep",
            file.display()
        ))
        .exits(0);
    let set = bench.passwords();
    check(&ran, "reset-password", &set);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(
        set.iter().all(|password| text.contains(password.as_str())),
        "{set:?}"
    );
    std::fs::remove_file(&file).unwrap();
    check_files(bench.folder.path(), &set);
}

#[test]
fn a_secret_is_never_an_argument() {
    let mut bench = Bench::new();
    for line in [
        "auth login --client-secret CANARY",
        "auth login --client-secret=CANARY",
        "auth login --password CANARY",
        "auth login --token CANARY",
        "auth login --refresh-token CANARY",
        "users reset-password a@b.c --password CANARY",
        "users contain a@b.c --password CANARY",
        "profile add x --client-secret CANARY",
    ] {
        bench.run(line).exits(2);
    }
}

/// A secret in every form in which it could leave unseen.
fn forms(secret: &str) -> Vec<String> {
    use base64::Engine as _;
    use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
    let url: String = oauth2::url::form_urlencoded::byte_serialize(secret.as_bytes()).collect();
    let hex: String = secret.bytes().map(|b| format!("{b:02x}")).collect();
    vec![
        secret.to_owned(),
        url,
        STANDARD_NO_PAD.encode(secret),
        URL_SAFE_NO_PAD.encode(secret),
        hex,
    ]
}

fn finds_no_secret(name: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).replace('\0', "");
    for secret in [APP_SECRET, TOKEN_END] {
        for form in forms(secret) {
            assert!(!text.contains(&form), "{name} holds a secret:\n{text}");
        }
    }
}

/// Looks at a running process from outside while Graph lets it wait.
#[cfg(target_os = "linux")]
#[test]
fn a_running_process_shows_no_secret_and_leaves_no_core() {
    use std::os::unix::fs::MetadataExt as _;
    let server = serve_cloud(|_| {
        std::thread::sleep(std::time::Duration::from_millis(1_500));
        let body = serde_json::json!({ "value": [] }).to_string();
        (200, "Content-Type: application/json\r\n".to_owned(), body)
    });
    let home = tempfile::tempdir().unwrap();
    let mut child = program_in(home.path(), &server.origin(), &server.origin())
        .args(["users", "list", "sam", "--debug"])
        .env("RUST_BACKTRACE", "full")
        .env("RUST_LOG", "trace")
        .env("SSLKEYLOGFILE", home.path().join("keys"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    while server.count() < 2 {
        std::thread::sleep(std::time::Duration::from_millis(10));
        assert!(child.try_wait().unwrap().is_none(), "it ended too soon");
    }
    let proc = Path::new("/proc").join(child.id().to_string());
    finds_no_secret("argv", &std::fs::read(proc.join("cmdline")).unwrap());
    let limits = std::fs::read_to_string(proc.join("limits")).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core"));
    let core: Vec<&str> = core.unwrap().split_whitespace().collect();
    assert_eq!(core[4..6], ["0", "0"], "{limits}");
    // What cannot be dumped belongs to root, whoever runs it.
    assert_eq!(std::fs::metadata(proc.join("environ")).unwrap().uid(), 0);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    finds_no_secret("stdout", &output.stdout);
    finds_no_secret("stderr", &output.stderr);
    assert!(String::from_utf8_lossy(&output.stderr).contains("authorization: (left out)"));
    assert!(!home.path().join("keys").exists(), "TLS keys were written");
}

/// Whoever runs as root sees root as the owner of everything: a second user
/// shows whether the process hides itself.
#[cfg(target_os = "linux")]
#[test]
fn a_process_of_any_user_hides_its_memory() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    if std::fs::metadata("/proc/self/environ").unwrap().uid() != 0 {
        return; // The test above has shown it for this user.
    }
    let server = serve_cloud(|_| {
        std::thread::sleep(std::time::Duration::from_millis(1_500));
        (200, String::new(), "{}".to_owned())
    });
    let home = tempfile::tempdir().unwrap();
    let open = |path: &Path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    let command = program_in(home.path(), &server.origin(), &server.origin());
    let copy = home.path().join("entractl");
    std::fs::copy(env!("CARGO_BIN_EXE_entractl"), &copy).unwrap();
    for path in [home.path(), &copy] {
        open(path, 0o755);
    }
    let given = std::process::Command::new("chown")
        .args(["-R", "65534:65534"])
        .arg(home.path().join("config"))
        .status();
    let mut child = std::process::Command::new("setpriv");
    child
        .args(["--reuid=65534", "--regid=65534", "--clear-groups"])
        .arg(&copy)
        .args(["users", "list", "sam"])
        .env_clear()
        .envs(
            command
                .get_envs()
                .filter_map(|(name, value)| Some((name, value?))),
        )
        .env("PATH", "/usr/bin:/bin")
        .stdin(Stdio::null());
    let Ok(mut child) = child.spawn() else {
        eprintln!("skipped: there is no setpriv");
        return;
    };
    assert!(given.unwrap().success());
    while server.count() < 2 {
        std::thread::sleep(std::time::Duration::from_millis(10));
        assert!(child.try_wait().unwrap().is_none(), "it ended too soon");
    }
    let proc = Path::new("/proc").join(child.id().to_string());
    let status = std::fs::read_to_string(proc.join("status")).unwrap();
    assert!(status.contains("Uid:\t65534"), "{status}");
    let owner = std::fs::metadata(proc.join("environ")).unwrap().uid();
    child.wait().unwrap();
    assert_eq!(owner, 0, "other programs of the same user may read it");
}

#[test]
fn failures_of_the_real_program_show_no_secret() {
    let answers: [(u16, &str, &str); 6] = [
        (500, "", "{}"),
        (401, "WWW-Authenticate: Bearer error=\"x\"\r\n", "{}"),
        (403, "", "{\"error\":{\"code\":\"x\",\"message\":\"no\"}}"),
        (200, "", "<html>"),
        (200, "", "{\"value\": [{\"id\": 7"),
        (429, "Retry-After: 9999\r\n", "{}"),
    ];
    for (status, headers, body) in answers {
        let json = "Content-Type: application/json\r\n";
        let server = serve_cloud(move |_| (status, format!("{headers}{json}"), body.to_owned()));
        // An answer of the sign-in service that repeats what it was sent.
        let echo = crate::support::wire::Server::start(move |heard| {
            let text =
                serde_json::json!({ "error": "invalid_client", "error_description": heard.body });
            (400, json.to_owned(), text.to_string())
        });
        for origin in [echo.origin(), server.origin()] {
            let home = tempfile::tempdir().unwrap();
            let output = program_in(home.path(), &origin, &origin)
                .args(["users", "list", "sam", "--debug", "-o", "json"])
                .env("RUST_BACKTRACE", "full")
                .env("RUST_LOG", "trace")
                .output()
                .unwrap();
            assert_ne!(output.status.code(), Some(0), "{status} {body}");
            finds_no_secret("stdout", &output.stdout);
            finds_no_secret("stderr", &output.stderr);
            check_folder(home.path());
        }
    }
}

fn check_folder(folder: &Path) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            check_folder(&path);
        } else {
            finds_no_secret(&path.to_string_lossy(), &std::fs::read(&path).unwrap());
        }
    }
}
