//! What a line of the audit log says beside who, what and why: by which
//! application and flow, at what time of the service, by which plan and program.
use crate::support::bench::{Bench, writes};
use crate::support::faults::inject;
use crate::support::files::audit_file;
use crate::support::plans::write_plan;
use crate::support::users::{ordinary_users, signed_in};
use crate::support::wire::{Tamper, answer};
use entractl::clock::Clock as _;
use entractl::sandbox::FaultKind;
use serde_json::Value;

#[test]
fn lines_name_the_application_the_flow_the_time_of_the_service_and_the_plan() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 3);
    let file = write_plan(&mut bench, &people);
    bench.clock.advance(std::time::Duration::from_secs(60));
    bench
        .run(&format!("tasks apply {file} --yes -o json"))
        .exits(0);
    let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for line in &lines {
        let app = &line["actor"]["app_uid"];
        assert_eq!(app.as_str().map(str::len), Some(36), "{line:#}");
        assert_eq!(line["unmapped"]["authFlow"], "browser", "{line:#}");
    }
    let last = lines.last().unwrap();
    let now = bench.clock.now().to_string();
    assert_eq!(last["unmapped"]["serverTime"], now, "{last:#}");

    let document: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let begun: Vec<&Value> = lines
        .iter()
        .filter(|line| line["unmapped"]["planDigest"].is_string())
        .collect();
    assert_eq!(begun.len(), 1);
    assert_eq!(begun[0]["unmapped"]["planDigest"], document["digest"]);

    let shown = bench.run("audit show -o json").exits(0).json();
    let newest = &shown["lines"][0];
    assert_eq!(newest["authFlow"], "browser", "{newest:#}");
    assert_eq!(newest["serverTime"], now, "{newest:#}");
    let mut exported = |form: &str| {
        let out = bench.folder.path().join(form);
        let out = out.to_string_lossy().into_owned();
        bench
            .run(&format!("audit export --format {form} --out {out}"))
            .exits(0);
        std::fs::read_to_string(out).unwrap()
    };
    let csv = exported("csv");
    let head = csv.lines().next().unwrap();
    let new = "appId,authFlow,planDigest,approvedBy,diagnostic,serverTime,binarySha256";
    assert!(head.ends_with(new), "{head}");
    let cef = exported("cef");
    assert!(cef.contains("requestClientApplication="), "{cef}");
}

#[test]
fn a_process_names_its_program_in_its_first_line_and_no_other() {
    let home = tempfile::tempdir().unwrap();
    let run = |line: &str| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_entractl"))
            .env_clear()
            .env("XDG_STATE_HOME", home.path())
            .env("XDG_CONFIG_HOME", home.path())
            .args(line.split(' '))
            .stdin(std::process::Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{line}: {said}");
    };
    run("--sandbox grant search --direct --yes");
    run("--sandbox grant response-management --direct --yes");
    let log = crate::support::files::find_file(home.path(), "audit.jsonl").unwrap();
    let log = std::fs::read_to_string(log).unwrap();
    let mut before = Value::Null;
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let process = line["actor"]["process"]["pid"].clone();
        let named = line["unmapped"]["binarySha256"].is_string();
        assert_eq!(named, process != before, "{line:#}");
        before = process;
    }
}

#[test]
fn each_try_of_a_grant_and_a_block_is_in_the_log_before_it_is_sent() {
    let mut bench = Bench::new();
    bench.requests();
    // Graph's copies refuse what is too new, and calls are throttled.
    inject(&bench, FaultKind::ErrorBefore, |rule| {
        rule.path = Some("/appRoleAssign".to_owned());
        rule.method = Some("POST".to_owned());
        rule.status = Some(404);
        rule.times = Some(3);
    });
    inject(&bench, FaultKind::Throttle, |rule| {
        rule.path = Some("/appRoleAssign".to_owned());
        rule.method = Some("POST".to_owned());
        rule.times = Some(2);
        rule.seconds = Some(2);
    });
    bench.run("grant search --direct --yes");
    bench.run("block search --delete --yes");
    let mut sent: Vec<String> = bench
        .requests()
        .into_iter()
        .filter(|entry| entry.host == "graph" && entry.method != "GET")
        .filter(|entry| !entry.path.ends_with("$batch"))
        .map(|entry| entry.client_request_id.expect("a number"))
        .collect();
    assert!(sent.len() >= 8, "{sent:?}");
    let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
    let (mut announced, mut ended) = (Vec::new(), Vec::new());
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        let Some(number) = line["unmapped"]["clientRequestId"].as_str() else {
            continue;
        };
        match line["unmapped"]["phase"].as_str().unwrap() {
            "intent" => announced.push(number.to_owned()),
            _ => ended.push((number.to_owned(), line.clone())),
        }
    }
    for (number, line) in ended {
        assert!(announced.contains(&number), "{line:#}");
        assert!(sent.contains(&number), "{line:#}");
        let said = line["unmapped"]["diagnostic"].as_str().unwrap();
        assert!(said.contains("ServerInfo"), "{line:#}");
    }
    sent.sort_unstable();
    announced.sort_unstable();
    assert_eq!(sent, announced);
}

#[test]
fn a_grant_whose_next_try_cannot_be_recorded_sends_nothing_more() {
    let mut bench = Bench::new();
    let log = bench.folder.path().join(entractl::sandbox::TENANT_ID);
    let log = log.join("audit.jsonl");
    let struck = std::sync::atomic::AtomicBool::new(false);
    let wire = Tamper::answering(&bench.sandbox, move |request| {
        let body = String::from_utf8_lossy(request.body().as_bytes()).into_owned();
        let first =
            body.contains("appRoleId") && !struck.swap(true, std::sync::atomic::Ordering::Relaxed);
        first.then(|| {
            let mut text = std::fs::read_to_string(&log).unwrap();
            text.push_str("{}\n");
            std::fs::write(&log, text).unwrap();
            answer(429, &[("retry-after", "1")], "")
        })
    });
    bench.wire = Some(wire);
    bench.requests();
    // Two sets, and the first write of the first is struck.
    let ran = bench.run("grant search risk-insights --direct --yes");
    assert_eq!(ran.exit, 10, "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0, "{}", ran.all());
}
