//! `block`: on this machine, and in Entra where that is asked for.
use crate::support::bench::{Bench, writes};
use crate::support::files::audit_file;
use crate::support::wire::Tamper;
use serde_json::Value;

#[test]
fn a_block_is_local_and_says_so() {
    let mut bench = Bench::new();
    bench.requests();
    let ran = bench.run("block mobile-security").exits(0);
    assert!(ran.out.contains("on this machine"), "{}", ran.all());
    assert!(bench.requests().is_empty());
    let list = bench.run("apps list").exits(0);
    assert!(list.out.contains("Blocked on this"), "{}", list.all());
}

#[test]
fn a_revocation_names_who_else_loses_and_takes_the_set_alone() {
    let mut bench = Bench::new();
    bench.sandbox.with_tenant(|tenant| {
        tenant.apply_scenario(
            "s1-surplus".parse().unwrap(),
            crate::support::bench::start(),
        );
    });
    bench.requests();
    let dry = bench
        .run("block mobile-security --revoke --dry-run")
        .exits(0);
    assert!(dry.out.contains("user-accounts"), "{}", dry.all());
    bench.run("block mobile-security --revoke").exits(13);
    assert_eq!(writes(&bench.requests()), 0);
    bench.run("block mobile-security --revoke --yes").exits(0);
    assert_eq!(writes(&bench.requests()), 4);
    let after = bench.run("status user-accounts -o json").exits(11).json();
    let set = &after["apps"][0]["sets"][0];
    assert_eq!(set["counts"]["granted"], 0, "{set:#}");
    assert_eq!(set["counts"]["surplus"], 1, "{set:#}");
    assert_eq!(set["status"], "not-granted");
    bench.run("grant mobile-security --direct --yes").exits(0);
    bench.run("status mobile-security").exits(0);
}

#[test]
fn a_deletion_takes_the_application_and_a_grant_brings_it_back() {
    let mut bench = Bench::new();
    bench.requests();
    bench.run("block mobile-security --delete --yes").exits(0);
    assert_eq!(writes(&bench.requests()), 1);
    bench.run("status mobile-security").exits(11);
    bench.run("grant mobile-security --direct --yes").exits(0);
    bench.run("status mobile-security").exits(0);
}

#[test]
fn what_was_gone_before_it_was_taken_back_has_no_number_in_its_result() {
    let mut bench = Bench::new();
    let sandbox = std::sync::Arc::clone(&bench.sandbox);
    let wire = Tamper::answering(&bench.sandbox, move |request| {
        if request.method() == "DELETE" {
            // Somebody else takes the delegated grants back meanwhile.
            sandbox.with_tenant(|tenant| tenant.grants.retain(|_| false));
        }
        None
    });
    bench.wire = Some(wire);
    bench.requests();
    bench.run("block mobile-security --revoke --yes").exits(0);
    let sent: Vec<String> = bench
        .requests()
        .into_iter()
        .filter(|entry| entry.method != "GET")
        .filter_map(|entry| entry.client_request_id)
        .collect();
    let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
    let results: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|line: &Value| line["unmapped"]["phase"] == "result")
        .collect();
    let mut without = 0;
    for line in &results {
        match line["unmapped"]["clientRequestId"].as_str() {
            Some(number) => assert!(sent.iter().any(|one| one == number), "{line:#}"),
            None => without += 1,
        }
    }
    assert_eq!(without, 1, "{results:#?}");
    assert!(results.len() > 1, "{results:#?}");
}

#[test]
fn plain_block_says_first_that_nothing_changes_in_entra() {
    let mut bench = Bench::new();
    bench.requests();
    for line in ["block search --dry-run", "block search"] {
        let ran = bench.run(line).exits(0);
        let first = ran.out.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("Nothing changes in Entra"),
            "{}",
            ran.all()
        );
        assert!(first.contains("only this machine"), "{}", ran.all());
    }
    assert!(bench.requests().is_empty());
}

#[test]
fn disabled_application_is_enabled_again_by_the_printed_command() {
    let mut bench = Bench::new();
    bench.requests();
    let disable = "block mobile-security --disable";
    let dry = bench.run(&format!("{disable} --dry-run")).exits(0);
    assert!(
        dry.out.contains("{\"accountEnabled\":false}"),
        "{}",
        dry.all()
    );
    bench.run(disable).exits(13);
    assert_eq!(writes(&bench.requests()), 0);
    let ran = bench.run(&format!("{disable} --yes -o json")).exits(0);
    let report = ran.json();
    assert_eq!(report["action"], "disable");
    assert_eq!(report["blocked"], true);
    assert_eq!(report["steps"].as_array().unwrap().len(), 1, "{report:#}");
    let sent = bench.requests();
    assert_eq!(writes(&sent), 1, "{sent:#?}");
    let patch = sent.iter().find(|entry| entry.method == "PATCH").unwrap();
    // It was announced under the number that left, and its result names it too.
    let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
    let number = patch.client_request_id.as_deref().unwrap();
    assert_eq!(log.lines().filter(|line| line.contains(number)).count(), 2);
    let disabled = bench.run("status mobile-security -o json").exits(11).json();
    let app = &disabled["apps"][0];
    assert_eq!(app["status"], "blocked");
    assert_eq!(app["sets"][0]["status"], "application-disabled");
    assert_eq!(app["sets"][0]["counts"]["missing"], 0, "{app:#}");
    // Again: nothing to send.
    bench.requests();
    bench.run(&format!("{disable} --yes")).exits(0);
    assert_eq!(writes(&bench.requests()), 0);
    let enable = report["reconnect"].as_str().unwrap();
    assert!(
        enable.ends_with("grant mobile-security --enable"),
        "{enable}"
    );
    assert_eq!(app["remedy"]["command"], enable);
    bench.run_printed(&format!("{enable} --yes")).exits(0);
    let after = bench.run("status mobile-security -o json").exits(0).json();
    assert_eq!(after["apps"][0]["status"], "granted", "{after:#}");
}

#[test]
fn disabling_needs_the_permission_and_sends_nothing_without() {
    let mut bench = Bench::new();
    bench.run("auth logout").exits(0);
    bench.run("auth login --browser --for read").exits(0);
    bench.requests();
    let ran = bench.run("block mobile-security --disable --yes").exits(4);
    assert!(ran.err.contains("auth login --for grant"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
}
