//! What stays open after an action is computed from what the tenant says.
use std::time::Duration;

use crate::support::bench::{Bench, Ran, sent};
use crate::support::faults::inject;
use entractl::clock::Clock as _;
use entractl::sandbox::FaultKind;
use entractl::sandbox::seed::cast;

const PLAIN: &str = cast::PLAIN;

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn bench() -> Bench {
    let mut bench = Bench::new();
    bench.requests();
    bench
}

fn with_long_tokens() -> Bench {
    let bench = bench();
    let now = bench.clock.now();
    bench
        .sandbox
        .with_tenant(|tenant| tenant.apply_scenario("long-tokens".parse().unwrap(), now));
    bench
}

#[track_caller]
fn says(ran: &Ran, what: &str) {
    assert!(words(&ran.out).contains(what), "{what}: {}", ran.all());
}

fn contain(bench: &mut Bench) -> Ran {
    bench.run(&format!("users contain {PLAIN} --yes")).exits(0)
}

#[test]
fn contain_names_policy_that_lengthens_access_tokens() {
    let mut bench = with_long_tokens();
    let plan = bench
        .run(&format!("users contain {PLAIN} --dry-run -o json"))
        .exits(0)
        .json();
    let open = plan["accounts"][0]["staysOpen"].to_string();
    assert!(open.contains("up to 23 hours"), "{plan:#}");
    let ran = contain(&mut bench);
    says(
        &ran,
        "up to 23 hours (token lifetime policy Ward terminals keep their tokens)",
    );
    assert!(!words(&ran.out).contains("1 hour;"), "{}", ran.all());
}

#[test]
fn list_names_policy_and_reads_it_once() {
    let mut bench = with_long_tokens();
    let people = [cast::TWIN_1.to_owned(), PLAIN.to_owned()];
    let file = crate::support::files::write_list(&bench, &people);
    bench.requests();
    let ran = bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(0);
    says(&ran, "up to 23 hours");
    let asked = bench.requests();
    let policies = asked
        .iter()
        .filter(|entry| entry.path.ends_with("/tokenLifetimePolicies"));
    assert_eq!(policies.count(), 1, "{asked:#?}");
}

#[test]
fn contain_names_apps_that_account_used_in_one_batch_of_reads() {
    let mut bench = bench();
    let ran = contain(&mut bench);
    says(&ran, "up to 90 minutes");
    says(&ran, "the own sessions of Ward Portal (simulated)");
    let asked = bench.requests();
    let first_write = asked
        .iter()
        .position(|entry| entry.applied && !entry.path.ends_with("$batch"))
        .unwrap();
    // The batch of the reads itself comes after its items.
    assert_eq!(sent(&asked[..first_write]), 1, "{asked:#?}");
}

#[test]
fn what_could_not_be_read_is_said_to_be_unknown() {
    for (path, text) in [
        ("tokenLifetimePolicies", "unknown, at most 24 hours"),
        (
            "auditLogs/signIns",
            "which apps the account used could not be read",
        ),
    ] {
        let mut bench = bench();
        inject(&bench, FaultKind::ErrorBefore, |rule| {
            rule.path = Some(path.to_owned());
            rule.status = Some(403);
        });
        let ran = contain(&mut bench);
        says(&ran, text);
    }
}

#[test]
fn contain_waits_for_neither_sign_ins_nor_policies() {
    let mut bench = bench();
    for path in ["auditLogs/signIns", "tokenLifetimePolicies"] {
        bench
            .run(&format!(
                "sandbox faults set throttle-batch:path={path},seconds=60"
            ))
            .exits(0);
        let before = bench.clock.now();
        let ran = contain(&mut bench);
        says(&ran, "unknown");
        let took = bench.clock.now().duration_since(before);
        let most = jiff::SignedDuration::try_from(Duration::from_secs(30)).unwrap();
        assert!(took < most, "{took:?}: {}", ran.all());
    }
}
