//! Signing in on any machine: a tenant by its domain name, a device code for one
//! command, a URL that is always shown.
use std::sync::Arc;

use entractl::browser::{Browser, BrowserError, RedirectListener};
use entractl::sandbox::{AUTHORITY, CLIENT_ID, DOMAIN, SandboxBrowser, TENANT_ID};
use entractl::transport::{Request, Response, Transport, TransportError};
use serde_json::json;

use crate::support::bench::Bench;
use crate::support::wire::{Tamper, answer};

/// A GUID that is not the simulated tenant's.
const OTHER: &str = "0e0e0e0e-0e0e-4e0e-8e0e-0e0e0e0e0e0e";

#[test]
fn tenant_is_found_by_its_domain_name() {
    let mut bench = Bench::new();
    let by_domain = format!("--tenant {DOMAIN}");
    let ran = bench.run(&format!("{by_domain} status -o json")).exits(11);
    assert_eq!(ran.json()["tenant"], TENANT_ID);
    let line = format!("{DOMAIN} is tenant {TENANT_ID}");
    assert!(ran.err.contains(&line), "{}", ran.all());
    // What is printed to copy names the tenant by its id.
    let command = ran.json()["apps"][1]["remedy"]["command"].to_string();
    assert!(command.contains(TENANT_ID), "{command}");
    // A command that works on this machine alone looks it up as well.
    let ran = bench.run(&format!("{by_domain} tasks list -o json"));
    assert_eq!(ran.exits(0).json()["tenant"], TENANT_ID);
    bench
        .run(&format!(
            "profile add prod {by_domain} --client-id {CLIENT_ID}"
        ))
        .exits(0);
    let ran = bench.run("profile show prod").exits(0);
    assert!(ran.out.contains(TENANT_ID), "{}", ran.all());
    let ran = bench.run("--tenant nobody.example status").exits(5);
    assert!(ran.err.contains("nobody.example"), "{}", ran.all());
    for wrong in ["common", "contoso.com/..", "https://contoso.com"] {
        bench.run(&format!("--tenant {wrong} status")).exits(2);
    }
}

#[test]
fn tenant_of_a_domain_is_believed_only_from_the_pinned_service() {
    let document = |issuer: &str, tokens: &str| {
        json!({ "issuer": issuer, "token_endpoint": tokens }).to_string()
    };
    let token_of = |tenant: &str| format!("{AUTHORITY}/{tenant}/oauth2/v2.0/token");
    let evil = "https://login.evil.example";
    for (status, body) in [
        (
            200,
            document(&format!("{evil}/{OTHER}/v2.0"), &token_of(OTHER)),
        ),
        (
            200,
            document(
                &format!("{AUTHORITY}/{OTHER}/v2.0"),
                &format!("{evil}/{OTHER}/oauth2/v2.0/token"),
            ),
        ),
        (
            200,
            document(&format!("{AUTHORITY}/{OTHER}/v2.0"), &token_of(TENANT_ID)),
        ),
        (
            200,
            document(
                &format!("{AUTHORITY}/{{tenantid}}/v2.0"),
                &token_of("common"),
            ),
        ),
        (
            200,
            document(
                &format!("{AUTHORITY}.evil.example/{OTHER}/v2.0"),
                &token_of(OTHER),
            ),
        ),
        (200, "<html>sign in to the network</html>".to_owned()),
        (302, String::new()),
    ] {
        let mut bench = Bench::new();
        let reply = body.clone();
        let wire = Tamper::answering(&bench.sandbox, move |request| {
            let path = request.uri().path();
            let asks = path.ends_with("openid-configuration");
            asks.then(|| {
                answer(
                    status,
                    &[("location", "https://login.evil.example/")],
                    &reply,
                )
            })
        });
        bench.wire = Some(Arc::clone(&wire) as _);
        let ran = bench.run(&format!("--tenant {DOMAIN} status"));
        let ran = ran.exits(10);
        assert!(!ran.err.contains("is tenant"), "{body}: {}", ran.all());
        wire.kept_home(&body);
        assert_eq!(wire.asked.lock().unwrap().len(), 1, "{body}");
    }
    // Another tenant of the same service is one that nobody is signed in to.
    let mut bench = Bench::new();
    let reply = document(&format!("{AUTHORITY}/{OTHER}/v2.0"), &token_of(OTHER));
    let wire = Tamper::answering(&bench.sandbox, move |request| {
        let asks = request.uri().path().ends_with("openid-configuration");
        asks.then(|| answer(200, &[], &reply))
    });
    bench.wire = Some(Arc::clone(&wire) as _);
    let ran = bench.run(&format!("--tenant {DOMAIN} status")).exits(2);
    assert!(ran.err.contains(OTHER), "{}", ran.all());
    wire.kept_home("another tenant");
}

#[test]
fn device_code_signs_in_for_one_command_and_keeps_nothing() {
    let mut bench = Bench::new();
    bench.run("auth logout").exits(0);
    bench.run("--no-store status").exits(3);
    let ran = bench.run("--no-store --device-code status").exits(11);
    assert!(ran.err.contains("never pass it on"), "{}", ran.all());
    assert!(ran.err.contains("for this command only"), "{}", ran.all());
    bench.run("auth status").exits(3);
    // The flags belong to what is printed to copy.
    let ran = bench
        .run("status --no-store --device-code -o json")
        .exits(11);
    let command = ran.json()["apps"][1]["remedy"]["command"].to_string();
    assert!(command.contains("--no-store --device-code"), "{command}");
    let granted = "grant search --device-code --no-store --yes -o json";
    let ran = bench.run(granted).exits(0);
    assert_eq!(ran.json()["method"], "device-code");
    bench.run("auth status").exits(3);
}

#[test]
fn device_code_is_refused_where_it_would_do_nothing() {
    let mut bench = Bench::new();
    for line in [
        "--device-code status",
        "apps list --device-code",
        "auth login --device-code --browser",
        "--device-code auth login --certificate /no/such/file",
        "grant search --device-code --url",
        "grant search --browser --device-code",
    ] {
        let ran = bench.run(line).exits(2);
        assert!(ran.err.contains("--device-code"), "{}", ran.all());
    }
    assert!(bench.requests().is_empty());
}

/// A browser that does not open.
#[derive(Debug)]
struct Broken(SandboxBrowser);

#[async_trait::async_trait]
impl Browser for Broken {
    async fn listen(&self) -> Result<Box<dyn RedirectListener>, BrowserError> {
        self.0.listen().await
    }

    async fn open(&self, _url: &str) -> Result<String, BrowserError> {
        Err(BrowserError::Open("there is no display".to_owned()))
    }
}

#[test]
fn url_of_a_page_is_always_shown() {
    let sign_in = format!("{AUTHORITY}/{TENANT_ID}/oauth2/v2.0/authorize?");
    let consent = format!("{AUTHORITY}/{TENANT_ID}/adminconsent?client_id=");
    for (line, url, exit) in [
        ("auth login --browser", sign_in, 3),
        ("grant search --browser --yes", consent, 1),
    ] {
        let mut bench = Bench::new();
        let ran = bench.run(line).exits(0);
        assert!(ran.err.contains(&url), "{}", ran.all());
        let mut bench = Bench::new();
        let browser = SandboxBrowser::new(Arc::clone(&bench.sandbox));
        bench.browser = Some(Arc::new(Broken(browser)));
        let ran = bench.run(line).exits(exit);
        assert!(ran.err.contains(&url), "{}", ran.all());
        assert!(ran.err.contains("there is no display"), "{}", ran.all());
        assert!(!ran.err.contains("accepted"), "{}", ran.all());
    }
}

#[test]
fn login_without_a_profile_keeps_its_purposes() {
    let mut bench = Bench::new();
    bench.settings_decide = true;
    let ran = bench.run("auth login --for respond,grant").exits(2);
    let line = "auth login --tenant TENANT_ID --client-id CLIENT_ID --for respond,grant";
    assert!(ran.err.contains(line), "{}", ran.all());
    assert!(ran.err.contains("User.RevokeSessions.All"), "{}", ran.all());
    assert!(
        ran.err.contains("AppRoleAssignment.ReadWrite.All"),
        "{}",
        ran.all()
    );
}

/// A wire whose answers are not there at once.
#[derive(Debug)]
struct Slow(Arc<entractl::sandbox::Sandbox>);

#[async_trait::async_trait]
impl Transport for Slow {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        tokio::task::yield_now().await;
        self.0.send(request).await
    }
}

#[test]
fn guard_rails_wait_for_a_network_that_answers_later() {
    let mut bench = Bench::new();
    bench.wire = Some(Arc::new(Slow(Arc::clone(&bench.sandbox))));
    let ran = bench.run("profile guard-rails -o json").exits(0);
    assert!(
        ran.json()["breakGlass"]["unread"].is_null(),
        "{}",
        ran.all()
    );
}
