//! What comes after `users contain --devices`, and before it: resumed, undone,
//! verified, asked about with `can-i`, and as an application.
use std::time::Duration;

use crate::support::bench::{Bench, writes};
use crate::support::devices::{
    PHONE, SIGN_IN, assert_nothing_sent, device_bench, device_id, device_steps, is_usable,
    register_device,
};
use crate::support::faults::{clear_faults, inject};
use crate::support::files::write_config;
use crate::support::text::one_line;
use crate::support::users::{PLAIN, TWIN_1, is_enabled, sign_in_as_application, signed_in};
use entractl::clock::Clock as _;
use entractl::sandbox::FaultKind;
use entractl::sandbox::seed::cast::{self, SECOND_ADMINISTRATOR, SHARED_DEVICE, TWIN_2};

const HOUR: Duration = Duration::from_secs(3_600);

/// A task whose account is done, and whose devices are not sent.
fn devices_left_open() -> Bench {
    let mut bench = device_bench();
    inject(&bench, FaultKind::Throttle, |rule| {
        rule.method = Some("PATCH".to_owned());
        rule.path = Some("/devices/".to_owned());
        rule.seconds = Some(7_200);
    });
    let ran = bench.run(&format!("users contain {PLAIN} --devices --yes"));
    assert_eq!(ran.exit, 6, "{}", ran.all());
    assert!(!is_enabled(&bench, PLAIN) && is_usable(&bench, PHONE));
    clear_faults(&bench);
    bench.clock.advance(HOUR);
    bench.clock.advance(HOUR);
    bench.requests();
    bench
}

#[test]
fn contain_devices_that_were_not_sent_are_resumed() {
    let mut bench = devices_left_open();
    bench.run("auth logout").exits(0);
    bench.run("auth login --for respond --browser").exits(0);
    bench.requests();
    let ran = bench.run("tasks resume 1 --yes").exits(4);
    assert!(one_line(&ran.err).contains(SIGN_IN), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    bench.run(&format!("{SIGN_IN} --browser")).exits(0);
    let ran = bench.run("tasks resume 1 --yes -o json").exits(0);
    assert!(!is_usable(&bench, PHONE) && !is_usable(&bench, SHARED_DEVICE));
    let stages = ran.json()["stages"].to_string();
    assert!(stages.contains("disable-device"), "{stages}");
}

#[test]
fn contain_devices_resumed_leaves_device_of_account_that_is_protected_by_now() {
    let mut bench = devices_left_open();
    write_config(
        &bench,
        &format!("[guard_rails]\nprotected = ['{TWIN_1}']\n"),
    );
    let ran = bench.run("tasks resume 1 --yes").exits(9);
    let text = one_line(&ran.all());
    assert!(text.contains("protected by config.toml"), "{}", ran.all());
    assert!(is_usable(&bench, SHARED_DEVICE) && !is_usable(&bench, PHONE));
    // Users that cannot be read hold back their device, and nothing else.
    let mut bench = devices_left_open();
    inject(&bench, FaultKind::ErrorBefore, |rule| {
        rule.method = Some("GET".to_owned());
        rule.path = Some(device_id(&bench, SHARED_DEVICE));
        rule.status = Some(403);
    });
    bench.run("tasks resume 1 --yes").exits(9);
    assert!(is_usable(&bench, SHARED_DEVICE) && !is_usable(&bench, PHONE));
    clear_faults(&bench);
    bench.run("tasks resume 1 --yes").exits(0);
}

#[test]
fn contain_devices_is_undone_with_its_account() {
    let mut bench = device_bench();
    let old = register_device(&bench, "OLD-LT", "AzureAd", &[PLAIN]);
    bench.sandbox.with_tenant(|tenant| {
        let device = tenant.devices.get_mut(&old).unwrap();
        device.set("accountEnabled", false);
    });
    bench
        .run(&format!("users contain {PLAIN} --devices --yes"))
        .exits(0);
    bench.clock.advance(HOUR);
    let plan = bench.run("tasks undo 1 --dry-run").exits(0);
    assert!(
        one_line(&plan.out).contains("enable 2 registered devices"),
        "{}",
        plan.all()
    );
    let ran = bench.run("tasks undo 1 --yes").exits(0);
    assert!(is_enabled(&bench, PLAIN), "{}", ran.all());
    assert!(is_usable(&bench, PHONE) && is_usable(&bench, SHARED_DEVICE));
    assert!(!is_usable(&bench, "OLD-LT"), "it was disabled before");
    bench.run("tasks verify 2").exits(0);
}

#[test]
fn contain_devices_undo_leaves_device_that_colleague_changed_since() {
    let mut bench = device_bench();
    bench
        .run(&format!("users contain {PLAIN} --devices --yes"))
        .exits(0);
    bench.clock.advance(HOUR);
    let (now, id) = (bench.clock.now(), device_id(&bench, SHARED_DEVICE));
    bench.sandbox.with_tenant(|tenant| {
        tenant.audit_device_change(SECOND_ADMINISTRATOR, &id, false, now);
    });
    bench.clock.advance(HOUR);
    let ran = bench.run("tasks undo 1 --yes -o json").exits(9);
    let text = one_line(&ran.all());
    for wanted in [SECOND_ADMINISTRATOR, SHARED_DEVICE, &id] {
        assert!(text.contains(wanted), "{wanted}: {}", ran.all());
    }
    assert!(is_usable(&bench, PHONE) && !is_usable(&bench, SHARED_DEVICE));
    assert!(is_enabled(&bench, PLAIN));
}

#[test]
fn contain_devices_undo_without_the_sign_in_says_what_is_left() {
    let mut bench = device_bench();
    bench
        .run(&format!("users contain {PLAIN} --devices --yes"))
        .exits(0);
    bench.clock.advance(HOUR);
    bench.run("auth logout").exits(0);
    bench.run("auth login --for respond --browser").exits(0);
    let ran = bench.run("tasks undo 1 --yes").exits(9);
    assert!(one_line(&ran.all()).contains(SIGN_IN), "{}", ran.all());
    assert!(is_enabled(&bench, PLAIN) && !is_usable(&bench, PHONE));
    bench.run(&format!("{SIGN_IN} --browser")).exits(0);
    bench.run("tasks undo 1 --yes");
    assert!(is_usable(&bench, PHONE) && is_usable(&bench, SHARED_DEVICE));
}

#[test]
fn contain_devices_undo_within_the_lag_of_the_log_asks() {
    let mut bench = device_bench();
    bench
        .run(&format!("users contain {PLAIN} --devices --yes"))
        .exits(0);
    bench.run("tasks undo 1 --yes").exits(9);
    assert!(!is_usable(&bench, PHONE) && !is_enabled(&bench, PLAIN));
    bench.typed = Some("y\ny\n".to_owned());
    let ran = bench.run("tasks undo 1 --yes").exits(0);
    assert!(
        one_line(&ran.err).contains("2 registered devices"),
        "{}",
        ran.all()
    );
    assert!(is_usable(&bench, PHONE) && is_enabled(&bench, PLAIN));
}

#[test]
fn contain_devices_verify_finds_device_that_is_enabled_again() {
    let mut bench = device_bench();
    bench
        .run(&format!("users contain {PLAIN} --devices --yes"))
        .exits(0);
    let (now, id) = (bench.clock.now(), device_id(&bench, PHONE));
    bench.sandbox.with_tenant(|tenant| {
        tenant.audit_device_change(SECOND_ADMINISTRATOR, &id, true, now);
    });
    let ran = bench.run("tasks verify 1 -o json").exits(9);
    let finding = &ran.json()["findings"][0];
    assert_eq!(finding["device"]["id"], id);
    assert_eq!(finding["finding"], "drifted");
    assert!(
        ran.json()["next"][0]
            .as_str()
            .unwrap()
            .contains("--devices")
    );
}

#[test]
fn contain_devices_can_i_answers_for_the_devices() {
    let mut bench = signed_in();
    let line = format!("users can-i contain {PLAIN} --devices");
    let ran = bench.run(&line).exits(4);
    assert!(one_line(&ran.out).contains(SIGN_IN), "{}", ran.all());
    bench.run(&format!("{SIGN_IN} --browser")).exits(0);
    let ran = bench.run(&line).exits(0);
    let text = one_line(&ran.out);
    assert!(text.contains(&format!("shared: {TWIN_1}")), "{}", ran.all());
    assert!(
        text.contains(&format!("users contain {PLAIN} --devices")),
        "{}",
        ran.all()
    );
    bench
        .run(&format!("users can-i disable {PLAIN} --devices"))
        .exits(2);
    crate::support::users::sign_in_as(&mut bench, cast::USER_ADMINISTRATOR);
    bench.run(&format!("{SIGN_IN} --browser")).exits(0);
    let ran = bench.run(&line).exits(4);
    let text = one_line(&ran.out);
    assert!(text.contains("Cloud Device Administrator"), "{}", ran.all());
}

#[test]
fn contain_devices_as_application_needs_a_permission_of_its_own() {
    let mut bench = signed_in();
    sign_in_as_application(&mut bench);
    let line = format!("users contain {PLAIN} --devices --yes");
    let ran = bench.run(&line).exits(4);
    assert!(
        one_line(&ran.err).contains("Device.ReadWrite.All"),
        "{}",
        ran.all()
    );
    assert_nothing_sent(&mut bench, &ran);
    bench.sandbox.with_tenant(|tenant| {
        let id = |app: &str| tenant.service_principal_of(app).unwrap().id().to_owned();
        let own = id(entractl::sandbox::CLIENT_ID);
        let graph = id("00000003-0000-0000-c000-000000000000");
        for role in [
            "1138cb37-bd11-4084-a2b7-9f71582aeddb",
            "cc117bb9-00cf-4eb8-b580-ea2a878fe8f7",
        ] {
            let role = serde_json::json!({
                "id": role,
                "appRoleId": role,
                "createdDateTime": "2026-01-01T00:00:00Z",
                "principalId": own,
                "principalType": "ServicePrincipal",
                "resourceId": graph,
            });
            let role = entractl::sandbox::Object::from_value(role);
            tenant.app_role_assignments.insert(role);
        }
    });
    // The password takes a role that this application does not hold.
    let ran = bench.run(&line).exits(9);
    assert!(!is_usable(&bench, PHONE), "{}", ran.all());
    assert!(!is_enabled(&bench, PLAIN), "{}", ran.all());
}

#[test]
fn contain_devices_shows_no_control_characters_of_a_device_name() {
    let mut bench = device_bench();
    register_device(
        &bench,
        "\u{1b}[31mEVIL\u{202e}\r\nPC",
        "AzureAd",
        &[PLAIN, TWIN_1],
    );
    bench.typed = Some("y\n".to_owned());
    let ran = bench
        .run(&format!("users contain {PLAIN} --devices"))
        .exits(0);
    let shown = bench.run("tasks show 1").exits(0);
    for text in [ran.all(), shown.all()] {
        assert!(
            !text.contains("\u{1b}[31m") && !text.contains('\u{202e}'),
            "{text}"
        );
        assert!(!text.contains('\r'), "{text}");
    }
}

#[test]
fn contain_devices_shared_by_two_named_accounts_is_a_step_of_each() {
    let mut bench = device_bench();
    let line = format!("users contain {PLAIN} {TWIN_1} --devices --yes -o json");
    let ran = bench.run(&line).exits(0);
    let report = ran.json();
    assert_eq!(device_steps(&report).len(), 3, "{}", ran.all());
    for account in report["accounts"].as_array().unwrap() {
        assert_eq!(account["verdict"], "contained", "{}", ran.all());
        let steps = account["steps"].to_string();
        assert!(steps.contains(SHARED_DEVICE), "{}", ran.all());
    }
    assert!(!is_usable(&bench, SHARED_DEVICE));
}

#[test]
fn contain_devices_of_account_without_any_says_so() {
    let mut bench = device_bench();
    let ran = bench
        .run(&format!("users contain {TWIN_2} --devices --dry-run"))
        .exits(0);
    assert!(
        one_line(&ran.out).contains("no registered devices"),
        "{}",
        ran.all()
    );
    bench
        .run(&format!("users contain {TWIN_2} --devices --yes"))
        .exits(0);
}

#[test]
fn enable_after_contain_devices_says_how_the_devices_come_back() {
    let mut bench = device_bench();
    let contain = format!("users contain {PLAIN} --devices --yes");
    bench.run(&contain).exits(0);
    bench.clock.advance(HOUR);
    let enable = format!("users enable {PLAIN} --yes -o json");
    let report = bench.run(&enable).exits(0).json();
    assert!(is_enabled(&bench, PLAIN) && !is_usable(&bench, PHONE));
    let open = report["staysOpen"].to_string();
    assert!(open.contains("task 1 disabled stay disabled"), "{open}");
    let next = report["next"].as_array().unwrap();
    let undo = "entractl --sandbox tasks undo 1";
    assert!(next.iter().any(|one| one == undo), "{next:?}");
    let ran = bench.run_printed(&format!("{undo} --yes"));
    assert!(is_usable(&bench, PHONE), "{}", ran.all());
    bench.run(&format!("users disable {PLAIN} --yes")).exits(0);
    let report = bench.run(&enable).exits(0).json();
    let open = report["staysOpen"].to_string();
    assert!(!open.contains("stay disabled"), "{open}");
}
