//! The audit log: an intent before every write, one chain, and nothing sent
//! where it cannot be kept.
use std::path::{Path, PathBuf};

use crate::support::audit::assert_ocsf;
use crate::support::bench::{Bench, sent, writes};
use entractl::audit::verify;
use entractl::sandbox::{BrowserBehavior, SandboxBrowser};
use serde_json::Value;

const PERSON: &str = "rowan.reyes-vale@meridian.example";

fn file(bench: &Bench) -> PathBuf {
    let tenant = entractl::sandbox::TENANT_ID;
    bench.folder.path().join(tenant).join("audit.jsonl")
}

fn lines(bench: &Bench) -> Vec<Value> {
    let text = std::fs::read_to_string(file(bench)).unwrap();
    let count = verify(&text).unwrap();
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(u64::try_from(lines.len()).unwrap(), count);
    for line in &lines {
        assert_ocsf(line);
    }
    lines
}

fn phases(lines: &[Value]) -> Vec<&str> {
    let all = lines.iter();
    all.map(|line| line["unmapped"]["phase"].as_str().unwrap())
        .collect()
}

/// The parts of a path that name objects.
fn ids(path: &str) -> impl Iterator<Item = &str> {
    path.split('/')
        .filter(|part| part.len() >= 20 && part.contains(|c: char| c.is_ascii_digit()))
}

#[test]
fn each_write_has_an_earlier_intent_that_names_its_object_and_a_result() {
    for command in [
        "grant search --direct --yes --reason CHG-7",
        "grant search --device-code --yes --reason CHG-7",
        "grant risk-insights --direct --yes --reason CHG-7",
        "block mobile-security --revoke --yes --reason CHG-7",
        "block mobile-security --delete --yes --reason CHG-7",
        &format!("users contain {PERSON} --yes --reason CHG-7"),
    ] {
        let mut bench = Bench::new();
        bench.requests();
        bench.run(command).exits(0);
        let made: Vec<_> = bench
            .requests()
            .into_iter()
            .filter(|entry| {
                entry.applied && entry.host == "graph" && !entry.path.ends_with("$batch")
            })
            .collect();
        assert!(!made.is_empty(), "{command}");
        let lines = lines(&bench);
        let changes: Vec<&Value> = lines
            .iter()
            .filter(|line| line["class_uid"] != 3002)
            // The line of the complete task has no result of its own.
            .filter(|line| line["unmapped"]["new"]["accountCount"].is_null())
            .collect();
        for line in &changes {
            assert_eq!(line["unmapped"]["reason"], "CHG-7", "{command}: {line:#}");
            assert!(line["actor"]["user"]["name"].is_string());
        }
        let of = |phase: &str| -> Vec<String> {
            let all = changes.iter();
            all.filter(|line| line["unmapped"]["phase"] == phase)
                .map(ToString::to_string)
                .collect()
        };
        let (intents, results) = (of("intent"), of("result"));
        assert_eq!(intents.len(), results.len(), "{command}");
        for write in &made {
            for id in ids(&write.path) {
                assert!(
                    intents.iter().any(|line| line.contains(id)),
                    "{command}: {write:#?}"
                );
            }
        }
        for line in changes
            .iter()
            .filter(|line| line["unmapped"]["phase"] == "result")
        {
            assert_eq!(line["status"], "Success", "{command}: {line:#}");
            let id = &line["metadata"]["correlation_uid"];
            assert!(id.is_string(), "{command}: {line:#}");
        }
        let intent = phases(&lines).iter().rposition(|one| *one == "intent");
        let result = lines
            .iter()
            .position(|line| line["unmapped"]["phase"] == "result" && line["class_uid"] != 3002);
        assert!(intent < result, "{command}");
    }
}

/// What stands in the way, where, and how it gets there.
type Obstacle = (&'static str, PathBuf, fn(&Path));

/// What stands in the way of a log: its own file, its lock, or its head.
fn sinks() -> Vec<Obstacle> {
    let folder = |path: &Path| std::fs::create_dir_all(path).unwrap();
    let file = |path: &Path| std::fs::write(path, "").unwrap();
    #[cfg(unix)]
    let full = |path: &Path| std::os::unix::fs::symlink("/dev/full", path).unwrap();
    let tenant = entractl::sandbox::TENANT_ID;
    let log = PathBuf::from(tenant).join("audit.jsonl");
    let lock = log.with_extension("lock");
    let head = PathBuf::from("heads").join(format!("{tenant}.json"));
    vec![
        ("a folder as the log", log.clone(), folder),
        ("a folder as the head", head.clone(), folder),
        ("a folder as the lock", lock, folder),
        ("a file as the heads' folder", "heads".into(), file),
        #[cfg(unix)]
        ("a full device as the log", log, full),
        #[cfg(unix)]
        ("a full device as the head", head, full),
    ]
}

#[test]
fn unwritable_audit_log_stops_every_write() {
    let commands = [
        "grant search --direct --yes",
        "grant search --browser --yes",
        "grant search --url",
        "grant search --settings --yes",
        "block mobile-security",
        "block mobile-security --revoke --yes",
        "block mobile-security --delete --yes",
        &format!("users disable {PERSON} --yes --reason test"),
        &format!("users contain {PERSON} --yes --reason test"),
        "users disable --from LIST --yes --reason test",
        "zero-trust policy-enforcement on",
        "auth login --browser",
        "auth login --device-code",
    ];
    for (at, command) in commands.iter().enumerate() {
        for (number, (what, path, plant)) in sinks().into_iter().enumerate() {
            // Every command meets the first, and each of the others some.
            if number != 0 && number != 1 + at % 5 {
                continue;
            }
            let mut bench = Bench::new();
            if command.contains("--settings") {
                bench.sandbox.with_tenant(|tenant| {
                    let scenario = "s3-needs-settings".parse().unwrap();
                    tenant.apply_scenario(scenario, crate::support::bench::start());
                });
            }
            let list = bench.folder.path().join("list.txt");
            let people = format!("{PERSON}\n{}\n", entractl::sandbox::seed::cast::PLAIN);
            std::fs::write(&list, people).unwrap();
            let command = command.replace("LIST", &list.to_string_lossy());
            let path = bench.folder.path().join(path);
            entractl::files::create_private_folder(path.parent().unwrap()).unwrap();
            plant(&path);
            bench.requests();
            let ran = bench.run(&command);
            // What is no regular file is not trusted; a folder cannot be opened.
            let exit = if what.starts_with("a full device") {
                10
            } else {
                8
            };
            assert_eq!(ran.exit, exit, "{what}: {command}\n{}", ran.all());
            assert!(ran.err.contains("audit log"), "{command}\n{}", ran.all());
            let requests = bench.requests();
            assert_eq!(writes(&requests), 0, "{what}: {command}");
            if command.starts_with("auth") {
                assert!(requests.is_empty(), "{command}: {requests:#?}");
            }
        }
    }
}

#[test]
fn a_refusal_and_a_dry_run_leave_a_line_and_send_nothing() {
    for (command, exit, phase) in [
        ("grant search --direct --reason R", 13, "refusal"),
        ("grant search --direct --dry-run --reason R", 0, "dry-run"),
        ("grant search --browser --dry-run --reason R", 0, "dry-run"),
        ("block mobile-security --revoke --reason R", 13, "refusal"),
        (
            "block mobile-security --revoke --dry-run --reason R",
            0,
            "dry-run",
        ),
        ("block mobile-security --dry-run --reason R", 0, "dry-run"),
    ] {
        let mut bench = Bench::new();
        bench.requests();
        bench.run(command).exits(exit);
        let lines = lines(&bench);
        assert!(phases(&lines).iter().all(|one| *one == phase), "{command}");
        assert!(lines.iter().all(|line| line["unmapped"]["reason"] == "R"));
        assert_eq!(writes(&bench.requests()), 0, "{command}");
    }
}

#[test]
fn a_consent_leaves_what_was_asked_for_and_what_graph_shows() {
    for (behavior, exit, status) in [
        (BrowserBehavior::Accept, 0, "Success"),
        (BrowserBehavior::Decline, 13, "Failure"),
        (BrowserBehavior::Ignore, 14, "Unknown"),
    ] {
        let mut bench = Bench::new();
        let browser = SandboxBrowser::new(std::sync::Arc::clone(&bench.sandbox));
        browser.set_behavior(behavior);
        bench.browser = Some(std::sync::Arc::new(browser));
        bench
            .run("grant search --browser --yes --reason CHG-7")
            .exits(exit);
        let lines = lines(&bench);
        assert_eq!(lines.len(), 2, "{lines:#?}");
        assert_eq!(phases(&lines)[0], "intent");
        assert_eq!(lines[1]["status"], status, "{lines:#?}");
        assert_eq!(lines[1]["unmapped"]["reason"], "CHG-7");
        assert!(!lines[0].to_string().contains("state="), "{lines:#?}");
    }
}

#[test]
fn signing_in_and_out_and_failing_to_leaves_a_line() {
    let mut bench = Bench::new();
    bench.run("auth login --browser").exits(0);
    bench.run("auth logout").exits(0);
    let browser = SandboxBrowser::new(std::sync::Arc::clone(&bench.sandbox));
    browser.set_behavior(BrowserBehavior::Decline);
    bench.browser = Some(std::sync::Arc::new(browser));
    bench.run("auth login --browser").exits(3);
    let lines = lines(&bench);
    let names: Vec<&str> = lines
        .iter()
        .map(|line| line["activity_name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        ["Logon", "Logon", "Logoff", "Logoff", "Logon", "Logon"]
    );
    assert!(lines[1]["actor"]["user"]["name"].is_string(), "{lines:#?}");
    assert_eq!(lines[5]["status"], "Failure");
}

#[test]
fn a_switch_on_this_machine_leaves_intent_and_result() {
    let mut bench = Bench::new();
    bench.requests();
    bench.run("block mobile-security --reason R").exits(0);
    assert_eq!(sent(&bench.requests()), 0);
    bench.run("zero-trust policy-enforcement on").exits(0);
    let lines = lines(&bench);
    assert_eq!(phases(&lines), ["intent", "result", "intent", "result"]);
    assert_eq!(lines[0]["entity"]["uid"], "mobile-security");
    assert_eq!(lines[0]["unmapped"]["reason"], "R");
}
