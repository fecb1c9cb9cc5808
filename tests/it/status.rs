//! `status`: each state, what it costs, and the command that mends it.
use crate::support::bench::{Bench, sent, start};
use entractl::sandbox::Faults;

fn scenario(bench: &Bench, name: &str) {
    let scenario = name.parse().unwrap();
    bench
        .sandbox
        .with_tenant(|tenant| tenant.apply_scenario(scenario, start()));
}

fn app(value: &serde_json::Value, id: &str) -> serde_json::Value {
    let apps = value["apps"].as_array().unwrap();
    apps.iter().find(|app| app["id"] == id).unwrap().clone()
}

/// Puts the tenant into a scenario, checks the status, runs the command that the
/// report prints and checks again.
#[track_caller]
fn mended(scenarios: &[&str], id: &str, status: &str, exit: u8) {
    let mut bench = Bench::new();
    for name in scenarios {
        scenario(&bench, name);
    }
    let before = bench
        .run(&format!("status {id} -o json"))
        .exits(exit)
        .json();
    let found = app(&before, id);
    assert_eq!(found["status"], status, "{found:#}");
    let command = found["remedy"]["command"].as_str().unwrap();
    bench.run_printed(&format!("{command} --yes")).exits(0);
    let after = bench.run(&format!("status {id} -o json")).exits(0).json();
    assert_eq!(app(&after, id)["status"], "granted", "{after:#}");
    bench.requests();
    bench.run_printed(&format!("{command} --yes")).exits(0);
    let again = bench.requests();
    assert_eq!(crate::support::bench::writes(&again), 0, "{again:#?}");
}

#[test]
fn all_apps_cost_one_batch() {
    let mut bench = Bench::new();
    bench.requests();
    bench.run("status").exits(11);
    let entries = bench.requests();
    assert_eq!(sent(&entries), 1, "{entries:#?}");
}

#[test]
fn an_update_is_mended_by_the_printed_command() {
    mended(&[], "risk-insights", "permission-update-required", 11);
}

#[test]
fn a_missing_permission_is_mended_by_the_printed_command() {
    mended(
        &["s1-permission-error"],
        "mobile-security",
        "permission-error",
        11,
    );
}

#[test]
fn what_was_never_granted_is_mended_by_the_printed_command() {
    // The directory role is another thing to set.
    let mut bench = Bench::new();
    let before = bench.run("status search -o json").exits(11).json();
    assert_eq!(app(&before, "search")["status"], "not-granted");
    let command = app(&before, "search")["remedy"]["command"].clone();
    bench
        .run_printed(&format!("{} --yes", command.as_str().unwrap()))
        .exits(0);
    let after = bench.run("status search -o json").exits(0).json();
    assert_eq!(app(&after, "search")["status"], "needs-settings");
}

#[test]
fn a_missing_directory_role_is_mended_by_the_printed_command() {
    mended(&["s3-needs-settings"], "search", "needs-settings", 0);
}

#[test]
fn a_disabled_application_is_mended_by_the_printed_command() {
    mended(
        &["s1-disabled"],
        "mobile-security",
        "application-disabled",
        11,
    );
}

#[test]
fn a_deleted_application_is_mended_by_the_printed_command() {
    mended(
        &["s1-deleted"],
        "mobile-security",
        "authentication-error",
        11,
    );
}

#[test]
fn a_blocked_app_is_mended_by_the_printed_command() {
    let mut bench = Bench::new();
    bench.run("block mobile-security").exits(0);
    let before = bench.run("status mobile-security -o json").exits(11).json();
    let found = app(&before, "mobile-security");
    assert_eq!(found["status"], "blocked");
    bench.requests();
    let command = found["remedy"]["command"].as_str().unwrap();
    bench.run_printed(&format!("{command} --yes")).exits(0);
    assert_eq!(crate::support::bench::writes(&bench.requests()), 0);
    bench.run("status mobile-security").exits(0);
}

#[test]
fn surplus_is_named_with_its_risk_and_is_no_failure() {
    let mut bench = Bench::new();
    scenario(&bench, "s1-surplus");
    let ran = bench.run("status mobile-security").exits(0);
    assert!(
        ran.out.contains("RoleManagement.ReadWrite.Directory"),
        "{}",
        ran.all()
    );
    let words: Vec<&str> = ran.out.split_whitespace().collect();
    assert!(words.join(" ").contains("critical risk"), "{}", ran.all());
}

#[test]
fn a_read_that_fails_is_unknown_and_never_half_a_truth() {
    let mut bench = Bench::new();
    for (fault, exit) in [("error-before:rate=1.0", 6), ("html:rate=1.0", 10)] {
        bench.sandbox.with_tenant(|tenant| {
            tenant.faults.set(Faults::parse(fault).unwrap());
        });
        let ran = bench.run("status mobile-security -o json").exits(exit);
        assert_eq!(app(&ran.json(), "mobile-security")["status"], "unknown");
        bench
            .sandbox
            .with_tenant(|tenant| tenant.faults.rules.clear());
    }
}

#[test]
fn an_unknown_app_is_refused_with_near_names_and_nothing_is_sent() {
    let mut bench = Bench::new();
    bench.requests();
    let ran = bench.run("status serch").exits(2);
    assert!(ran.err.contains("search"), "{}", ran.all());
    assert!(bench.requests().is_empty());
}

#[test]
fn other_forms_are_what_they_say() {
    let mut bench = Bench::new();
    let junit = bench.run("status -o junit").exits(11).out;
    assert!(junit.starts_with("<?xml") && junit.contains("name=\"search\""));
    let sarif = bench.run("status -o sarif").exits(11).json();
    assert_eq!(sarif["version"], "2.1.0");
    let metrics = bench.run("status -o openmetrics").exits(11).out;
    assert!(metrics.ends_with("# EOF\n"));
}

#[test]
fn troubleshooting_ends_with_the_code_of_the_status() {
    let mut bench = Bench::new();
    let ran = bench.run("troubleshoot risk-insights").exits(11);
    assert!(
        ran.out.contains("entractl --sandbox grant risk-insights"),
        "{}",
        ran.all()
    );
    bench.run("troubleshoot mobile-security").exits(0);
}

/// Removes what this machine recorded of the tenant: its bindings among it.
fn forget_bindings(bench: &Bench) {
    let tenant = bench.folder.path().join(entractl::sandbox::TENANT_ID);
    let state = std::fs::read_dir(tenant)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.file_name().is_some_and(|name| name == "state.json"));
    std::fs::remove_file(state.unwrap()).unwrap();
}

#[test]
fn unbound_app_is_not_bound_and_says_where_its_client_id_is_found() {
    let mut bench = Bench::new();
    forget_bindings(&bench);
    let value = bench.run("status -o json").exits(11).json();
    let found = app(&value, "search");
    assert_eq!(found["status"], "not-bound");
    assert_eq!(found["statusText"], "Not bound");
    assert_eq!(
        found["remedy"]["command"],
        "entractl --sandbox apps discover"
    );
    let ran = bench.run("status search --color never").exits(11);
    assert!(ran.out.contains("Not bound"), "{}", ran.all());
    assert!(ran.out.contains("apps discover"), "{}", ran.all());
    let flat = ran.out.replace('#', "");
    let flat = flat.split_whitespace().collect::<Vec<_>>().join(" ");
    let path = entractl::domain::binding::CLIENT_ID_IN_CONSOLE;
    assert!(flat.contains(path), "{}", ran.all());
    let sarif = bench.run("status search -o sarif").exits(11).json();
    assert_eq!(sarif["runs"][0]["results"][0]["ruleId"], "not-bound");
    // Granting cannot work before: it says the same way out.
    let refused = bench.run("grant search --direct --yes").exits(2);
    assert!(refused.err.contains("apps discover"), "{}", refused.all());
    bench
        .run("apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a")
        .exits(0);
    let bound = bench.run("status search -o json").exits(11).json();
    assert_eq!(app(&bound, "search")["status"], "not-granted");
}

#[test]
fn watch_has_a_floor_against_a_real_tenant() {
    let mut bench = Bench::new();
    bench.settings_decide = true;
    bench.requests();
    let ran = bench.run("status --watch --interval 9s").exits(2);
    assert!(ran.err.contains("at least 10s"), "{}", ran.all());
    assert!(bench.requests().is_empty());
}

#[test]
fn watch_shows_on_a_terminal_that_it_is_alive() {
    for redraws in [true, false] {
        let mut bench = Bench::new();
        bench.terminal.redraws = redraws;
        bench.hook = Some((4, crate::support::bench::Hook::CtrlC));
        let ran = bench
            .run("status mobile-security --watch --interval 2s -o jsonl")
            .exits(130);
        for line in ["next check in 2 s", "next check in 1 s"] {
            assert_eq!(ran.err.contains(line), redraws, "{}", ran.all());
        }
        assert!(!ran.out.contains("next check"), "{}", ran.all());
    }
}

#[cfg(unix)]
#[test]
fn watch_ends_with_its_reader() {
    use std::io::BufRead as _;
    let home = tempfile::tempdir().unwrap();
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_entractl"))
        .args([
            "--sandbox",
            "status",
            "--watch",
            "--interval",
            "1h",
            "-o",
            "jsonl",
        ])
        .env_clear()
        .env("HOME", home.path())
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut out = std::io::BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    assert!(line.contains("mobile-security"), "{line}");
    drop(out);
    let began = std::time::Instant::now();
    let ended = child.wait_with_output().unwrap();
    // The status that it saw last, and nothing about a broken pipe.
    assert_eq!(ended.status.code(), Some(11), "{ended:?}");
    let err = String::from_utf8(ended.stderr).unwrap();
    assert!(!err.to_lowercase().contains("pipe"), "{err}");
    assert!(!err.contains("error"), "{err}");
    assert!(began.elapsed().as_secs() < 60);
}
