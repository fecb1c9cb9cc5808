//! What a hostile consent page, a lagging or lying Graph and a second
//! administrator can do to a grant (R24 to R29).
use std::sync::Arc;

use crate::support::bench::{Bench, writes};
use crate::support::text::one_line;
use entractl::sandbox::seed::LOOK_ALIKE_CLIENT_ID;
use entractl::sandbox::{BrowserBehavior, FaultKind, Object, SandboxBrowser};
use serde_json::{Value, json};

const S3: &str = "5e700003-aaaa-4aaa-8aaa-00000000da7a";
const GRANT: &str = "grant search --direct --yes --reason x -o json";

fn bench() -> Bench {
    let mut bench = Bench::new();
    bench.requests();
    bench
}

fn fault(bench: &mut Bench, text: &str) {
    bench.run(&format!("sandbox faults set {text}")).exits(0);
    bench.requests();
}

/// Id of the service principal of an application.
fn principal(bench: &Bench, client: &str) -> String {
    bench
        .sandbox
        .with_tenant(|tenant| tenant.service_principal_of(client).unwrap().id().to_owned())
}

/// What the tenant truly holds for an application: permissions and scopes.
fn held(bench: &Bench, client: &str) -> Vec<String> {
    let id = principal(bench, client);
    bench.sandbox.with_tenant(|tenant| {
        let roles = tenant.app_role_assignments.all();
        let roles = roles.filter(|one| one.text("principalId") == id);
        let mut all: Vec<String> = roles.map(|one| one.text("appRoleId").to_owned()).collect();
        for grant in tenant.grants.all() {
            if grant.text("clientId") == id {
                all.extend(grant.text("scope").split_whitespace().map(str::to_owned));
            }
        }
        all.sort();
        all
    })
}

#[test]
fn a_look_alike_is_never_picked_by_its_name() {
    let mut bench = bench();
    let name = "Trend Vision One (simulated): account actions";
    bench.sandbox.with_tenant(|tenant| {
        let mut fake = tenant
            .service_principal_of(LOOK_ALIKE_CLIENT_ID)
            .unwrap()
            .clone();
        fake.set("displayName", name);
        tenant.service_principals.insert(fake);
    });
    // A name is no client id: there is no way to bind by it.
    bench
        .run(&format!("apps bind s3 --client-id '{name}'"))
        .exits(2);
    let found = bench.run("apps discover -o json").exits(0).out;
    assert!(
        found.contains(S3) && found.contains(LOOK_ALIKE_CLIENT_ID),
        "{found}"
    );
    let shown = bench.run("apps discover").exits(0).out;
    assert!(
        shown.contains(S3) && shown.contains(LOOK_ALIKE_CLIENT_ID),
        "{shown}"
    );
    // By its id, it replaces the bound application only after a question that says what is
    // wrong with it.
    let bind = format!("apps bind s3 --client-id {LOOK_ALIKE_CLIENT_ID}");
    let bound = |bench: &mut Bench| bench.run("apps show search -o json").out.contains(S3);
    let refused = bench.run(&bind).exits(13);
    assert!(
        refused.all().contains("--yes") && bound(&mut bench),
        "{}",
        refused.all()
    );
    bench.typed = Some("n\n".to_owned());
    let refused = bench.run(&bind).exits(13);
    let question = one_line(&refused.err);
    assert!(
        question.contains("publisher not verified") && question.contains(S3),
        "{}",
        refused.all()
    );
    assert!(bound(&mut bench));
    bench.run(&format!("{bind} --yes")).exits(0);
    assert!(!bound(&mut bench));
    bench
        .run(&format!("apps bind s3 --client-id {S3} --yes"))
        .exits(0);
    bench.run(GRANT).exits(0);
    assert!(held(&bench, LOOK_ALIKE_CLIENT_ID).is_empty());
}

#[test]
fn status_reports_surplus_permissions() {
    let mut bench = bench();
    fault(&mut bench, "extra-grant:times=1");
    let ran = bench.run(GRANT);
    let report = ran.json();
    let sets = report["sets"].as_array().unwrap();
    let unexpected: Vec<&Value> = sets
        .iter()
        .flat_map(|set| set["unexpected"].as_array().unwrap())
        .collect();
    assert!(!unexpected.is_empty(), "{}", ran.all());
    assert_eq!(ran.exit, 11, "{}", ran.all());
    let name = unexpected[0]["name"].as_str().unwrap();
    let text = bench.run("status search -o json").out;
    assert!(text.contains(name), "{text}");
}

#[test]
fn the_redirect_never_decides() {
    for (behavior, declined) in [
        (BrowserBehavior::Accept, false),
        (BrowserBehavior::Decline, false),
        (BrowserBehavior::Ignore, false),
        (BrowserBehavior::ForgeState, false),
        (BrowserBehavior::WrongTenant, false),
        (BrowserBehavior::ErrorWithAdminConsentTrue, false),
        (BrowserBehavior::Twice, false),
        // The page says yes and the tenant refuses.
        (BrowserBehavior::Accept, true),
        (BrowserBehavior::WrongTenant, true),
        (BrowserBehavior::ForgeState, true),
    ] {
        let mut bench = bench();
        if declined {
            fault(&mut bench, "declined");
        }
        let browser = SandboxBrowser::new(Arc::clone(&bench.sandbox));
        browser.set_behavior(behavior);
        bench.browser = Some(Arc::new(browser));
        let before = held(&bench, S3);
        let ran = bench.run("grant search --browser --yes --wait 20s -o json");
        let granted = held(&bench, S3) != before;
        let said = ran.json()["sets"][0]["state"] == "granted";
        assert_eq!(said, granted, "{behavior:?}: {}", ran.all());
        assert_eq!(ran.exit == 0, granted, "{behavior:?}: {}", ran.all());
    }
}

#[test]
fn a_redirect_that_lies_about_an_old_grant_proves_nothing() {
    // Accepted by somebody, then taken back: the redirect still says yes.
    let mut bench = bench();
    let browser = SandboxBrowser::new(Arc::clone(&bench.sandbox));
    browser.set_behavior(BrowserBehavior::Accept);
    bench.browser = Some(Arc::new(browser));
    bench.sandbox.with_tenant(|tenant| {
        // What the page would grant is nothing at all.
        tenant
            .registration_mut(S3)
            .unwrap()
            .set("requiredResourceAccess", json!([]));
    });
    let ran = bench
        .run("grant search --browser --yes --wait 20s -o json")
        .exits(14);
    assert_eq!(ran.json()["sets"][0]["state"], "not-visible-yet");
}

#[test]
fn grant_that_is_not_visible_yet_is_written_once() {
    for (lag, exit) in [
        ("stale:seconds=20", 0),
        ("stale:seconds=600", 14),
        ("stale:reads=4", 0),
    ] {
        let mut bench = bench();
        fault(&mut bench, lag);
        let ran = bench.run(GRANT);
        assert_eq!(ran.exit, exit, "{lag}: {}", ran.all());
        assert!(!ran.out.contains("\"failed\""), "{lag}: {}", ran.all());
        let first = writes(&bench.requests());
        assert!(first > 0);
        let after = held(&bench, S3);
        // Once more while it still does not show: nothing comes twice.
        let again = bench.run(GRANT);
        assert_eq!(again.exit, exit, "{lag}: {}", again.all());
        assert_eq!(held(&bench, S3), after, "{lag}");
        let id = principal(&bench, S3);
        let grants = bench.sandbox.with_tenant(|tenant| {
            let own = tenant.grants.all().filter(|one| one.text("clientId") == id);
            own.map(|one| one.text("resourceId").to_owned())
                .collect::<Vec<_>>()
        });
        let mut unique = grants.clone();
        unique.dedup();
        assert_eq!(unique, grants, "{lag}: one grant for each resource");
    }
}

#[test]
fn an_application_that_microsoft_disabled_is_refused() {
    let mut bench = bench();
    bench.sandbox.with_tenant(|tenant| {
        let mut own = tenant.service_principal_of(S3).unwrap().clone();
        own.set(
            "disabledByMicrosoftStatus",
            "DisabledDueToViolationOfServicesAgreement",
        );
        tenant.service_principals.insert(own);
    });
    for line in [GRANT, "grant search --browser --yes", "grant search --url"] {
        let ran = bench.run(line).exits(12);
        assert!(ran.err.contains("disabled"), "{}", ran.all());
    }
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn what_is_dangerous_is_named_before_the_question() {
    let mut bench = bench();
    bench.typed = Some("n\n".to_owned());
    let ran = bench.run("grant search --direct").exits(13);
    for word in [S3, "Directory.ReadWrite.All", "User.ReadWrite.All", "high"] {
        let found = ran.err.to_lowercase().contains(&word.to_lowercase());
        assert!(found, "{word}: {}", ran.err);
    }
    assert_eq!(writes(&bench.requests()), 0);
    // Nobody to ask and no --yes: nothing either.
    bench.run("grant search --direct").exits(13);
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn granting_again_writes_nothing() {
    let mut bench = bench();
    bench.run(GRANT).exits(0);
    assert!(writes(&bench.requests()) > 0);
    for line in [
        GRANT,
        "grant search --browser --yes",
        "grant search --direct",
    ] {
        bench.run(line).exits(0);
        assert_eq!(writes(&bench.requests()), 0, "{line}");
    }
}

#[test]
fn a_grant_that_is_already_there_is_no_failure() {
    for text in [
        "duplicate",
        "drop-after:method=POST,path=/appRoleAssign",
        "error-after:method=POST,path=/appRoleAssign",
        "error-after:method=POST,path=/oauth2PermissionGrants,status=500",
    ] {
        let mut bench = bench();
        fault(&mut bench, text);
        let ran = bench.run(GRANT);
        assert_eq!(ran.exit, 0, "{text}: {}", ran.all());
        assert_eq!(ran.json()["sets"][0]["state"], "granted", "{text}");
        let all = held(&bench, S3);
        let mut unique = all.clone();
        unique.dedup();
        assert_eq!(all, unique, "{text}: nothing twice");
    }
}

/// Somebody else added the application a moment ago: not every copy knows it.
#[test]
fn an_application_that_not_every_copy_knows_yet_is_granted_a_little_later() {
    let mut bench = bench();
    fault(&mut bench, "missing-after-create:times=3");
    let ran = bench.run(GRANT).exits(0);
    assert_eq!(ran.json()["sets"][0]["state"], "granted");
    let mut bench = self::bench();
    fault(&mut bench, "missing-after-create:times=0");
    bench.run(GRANT).exits(5);
}

#[test]
fn scopes_that_others_granted_stay() {
    let mut bench = bench();
    let id = principal(&bench, S3);
    let graph = principal(&bench, "00000003-0000-0000-c000-000000000000");
    bench.sandbox.with_tenant(|tenant| {
        tenant.grants.insert(Object::from_value(json!({
            "id": "grant-of-another-administrator",
            "clientId": id,
            "consentType": "AllPrincipals",
            "principalId": null,
            "resourceId": graph,
            "scope": "Calendars.Read openid",
        })));
    });
    let ran = bench.run(GRANT);
    assert_eq!(ran.exit, 0, "{}", ran.all());
    let all = held(&bench, S3);
    for scope in ["Calendars.Read", "openid"] {
        assert!(all.iter().any(|one| one == scope), "{scope}: {all:?}");
    }
    assert!(ran.out.contains("Calendars.Read"), "{}", ran.out);
}

#[test]
fn denied_permission_write_is_not_reported_granted() {
    for (kind, exit) in [
        (FaultKind::PermissionsDenied, 4),
        (FaultKind::ErrorBefore, 14),
    ] {
        let mut bench = bench();
        fault(
            &mut bench,
            &format!("{}:method=POST,path=/appRoleAssign", kind.name()),
        );
        let ran = bench.run(GRANT);
        assert_eq!(ran.exit, exit, "{}", ran.all());
        assert_ne!(ran.json()["sets"][0]["state"], "granted");
    }
}
