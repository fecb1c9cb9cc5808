//! `grant`: what is written, what is proved, and what is refused.
use std::sync::Arc;

use crate::support::bench::{Bench, writes};
use entractl::sandbox::{BrowserBehavior, SandboxBrowser};

fn with_browser(behavior: BrowserBehavior) -> Bench {
    let mut bench = Bench::new();
    let browser = SandboxBrowser::new(Arc::clone(&bench.sandbox));
    browser.set_behavior(behavior);
    bench.browser = Some(Arc::new(browser));
    bench
}

#[test]
fn grant_to_disabled_application_is_not_healthy_and_names_the_fix() {
    let mut bench = Bench::new();
    bench.run("sandbox scenario set s3-disabled").exits(0);
    let ran = bench.run("grant search --direct --yes").exits(11);
    assert!(ran.out.contains("grant search --enable"), "{}", ran.all());
}

#[test]
fn a_direct_grant_is_written_once_and_a_second_run_writes_nothing() {
    let mut bench = Bench::new();
    bench.requests();
    let ran = bench
        .run("grant search --direct --yes -o json")
        .exits(0)
        .json();
    assert_eq!(ran["sets"][0]["state"], "granted");
    assert_eq!(writes(&bench.requests()), 3);
    let again = bench
        .run("grant search --direct --yes -o json")
        .exits(0)
        .json();
    assert_eq!(again["sets"][0]["state"], "already-granted");
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn without_agreement_nothing_is_written() {
    let mut bench = Bench::new();
    bench.requests();
    let ran = bench.run("grant search --direct").exits(13);
    assert!(ran.err.contains("Directory.ReadWrite.All"), "{}", ran.all());
    assert!(
        ran.err.contains("grant search --direct --yes"),
        "{}",
        ran.all()
    );
    bench.typed = Some("n\n".to_owned());
    bench.run("grant search --direct").exits(13);
    let dry = bench
        .run("grant search --direct --dry-run -o json")
        .exits(0)
        .json();
    assert_eq!(dry["sets"][0]["steps"].as_array().unwrap().len(), 3);
    assert_eq!(writes(&bench.requests()), 0);
    bench.typed = Some("y\n".to_owned());
    bench.run("grant search --direct").exits(0);
    assert_eq!(writes(&bench.requests()), 3);
}

#[test]
fn a_consent_in_the_browser_is_proved_by_graph() {
    for behavior in [
        BrowserBehavior::Accept,
        BrowserBehavior::ForgeState,
        BrowserBehavior::WrongTenant,
        BrowserBehavior::Twice,
    ] {
        let mut bench = with_browser(behavior);
        let ran = bench
            .run("grant search --browser --yes -o json")
            .exits(0)
            .json();
        assert_eq!(ran["sets"][0]["state"], "granted", "{behavior:?}");
    }
}

#[test]
fn a_consent_that_was_not_given_is_never_a_grant() {
    for (behavior, exit) in [
        (BrowserBehavior::Decline, 13),
        (BrowserBehavior::ErrorWithAdminConsentTrue, 13),
        (BrowserBehavior::Ignore, 14),
    ] {
        let mut bench = with_browser(behavior);
        let ran = bench.run("grant search --browser --yes -o json");
        assert_eq!(ran.exit, exit, "{behavior:?}\n{}", ran.all());
        assert_ne!(ran.json()["sets"][0]["state"], "granted");
        bench.run("status search").exits(11);
    }
}

#[test]
fn a_page_that_cannot_come_back_is_proved_by_asking_graph() {
    let mut bench = Bench::new();
    let ran = bench
        .run("grant risk-insights --browser --yes -o json")
        .exits(0)
        .json();
    assert_eq!(ran["sets"][0]["state"], "granted");
}

#[test]
fn a_declined_grant_is_recorded_until_it_is_reset() {
    let mut bench = with_browser(BrowserBehavior::Decline);
    bench.run("grant search --browser --yes").exits(13);
    let status = bench.run("status search -o json").exits(11).json();
    assert!(status["apps"][0]["failedGrant"].is_string(), "{status:#}");
    let forgotten = bench.run("reset search -o json").exits(0).json();
    assert!(forgotten["forgotten"].is_string());
    let nothing = bench.run("reset search -o json").exits(0).json();
    assert!(nothing["forgotten"].is_null());
}

#[test]
fn grant_url_is_printed_for_another_administrator() {
    let mut bench = Bench::new();
    bench.requests();
    let ran = bench.run("grant search --url").exits(0);
    assert!(
        ran.out.contains("/adminconsent?client_id=5e700003"),
        "{}",
        ran.all()
    );
    bench.run("grant search --url --wait 10s").exits(14);
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn what_is_typed_wrong_sends_nothing() {
    let mut bench = Bench::new();
    bench.requests();
    bench.run("grant serch --yes").exits(2);
    bench.run("grant search --set s4 --yes").exits(2);
    bench.run("grant search --set s77 --yes").exits(2);
    assert!(bench.requests().is_empty());
}

#[test]
fn a_new_service_principal_is_made_and_granted() {
    let mut bench = Bench::new();
    bench.sandbox.with_tenant(|tenant| {
        tenant.apply_scenario(
            "s1-deleted".parse().unwrap(),
            crate::support::bench::start(),
        );
    });
    bench.requests();
    let ran = bench
        .run("grant mobile-security --direct --yes -o json")
        .exits(0)
        .json();
    assert_eq!(ran["sets"][0]["state"], "granted", "{ran:#}");
    assert_eq!(writes(&bench.requests()), 5);
}

#[test]
fn grant_of_zero_trust_prints_its_switches() {
    let mut bench = Bench::new();
    let app = "zero-trust-secure-access";
    let dry = bench
        .run(&format!("grant {app} --direct --dry-run"))
        .exits(0);
    assert!(!dry.out.contains("Data upload"), "{}", dry.all());
    let ran = bench.run(&format!("grant {app} --direct --yes")).exits(0);
    let flat: Vec<&str> = ran.out.split_whitespace().collect();
    let flat = flat.join(" ");
    for word in [
        "Data upload",
        "Policy enforcement",
        "Identity and Access Management",
    ] {
        assert!(flat.contains(word), "{}", ran.all());
    }
    let other = bench.run("grant mobile-security --direct --yes").exits(0);
    assert!(!other.out.contains("Data upload"), "{}", other.all());
}

#[test]
fn device_code_is_never_ignored() {
    let mut bench = Bench::new();
    for method in ["--settings", "--enable", "--direct"] {
        let ran = bench.run(&format!("--device-code grant search {method} --dry-run"));
        let ran = ran.exits(2);
        assert!(ran.err.contains("--device-code"), "{}", ran.err);
    }
}
