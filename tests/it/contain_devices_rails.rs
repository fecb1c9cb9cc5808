//! Which devices `users contain --devices` leaves, and that one that is left keeps no
//! account from being contained.
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use crate::support::bench::Bench;
use crate::support::devices::{
    PHONE, assert_nothing_sent, device_bench, device_id, device_steps, is_usable, register_device,
};
use crate::support::faults::{clear_faults, inject};
use crate::support::files::write_config;
use crate::support::text::one_line;
use crate::support::users::{PLAIN, TWIN_1, is_enabled, ordinary_users};
use crate::support::wire::{Tamper, each_document};
use entractl::clock::Clock as _;
use entractl::sandbox::seed::cast::{self, BREAK_GLASS_1, SHARED_DEVICE};
use entractl::sandbox::seed::user_id;
use entractl::sandbox::{FaultKind, Lag};
use serde_json::{Value, json};

/// Who else uses a device, besides those who registered it.
fn share(bench: &Bench, name: &str, users: &[String]) {
    let id = device_id(bench, name);
    let ids = users.iter().map(|upn| user_id(upn));
    bench.sandbox.with_tenant(|tenant| {
        tenant.device_users.entry(id).or_default().extend(ids);
    });
}

#[test]
fn contain_devices_asks_owner_and_users() {
    let mut bench = device_bench();
    register_device(&bench, "OWNED-BY-BREAK-GLASS", "AzureAd", &[PLAIN]);
    let id = device_id(&bench, "OWNED-BY-BREAK-GLASS");
    bench.sandbox.with_tenant(|tenant| {
        tenant.device_owners.insert(id, user_id(BREAK_GLASS_1));
    });
    register_device(
        &bench,
        "USED-BY-BREAK-GLASS",
        "AzureAd",
        &[PLAIN, BREAK_GLASS_1],
    );
    let ran = bench
        .run(&format!("users contain {PLAIN} --devices --yes"))
        .exits(9);
    for name in ["OWNED-BY-BREAK-GLASS", "USED-BY-BREAK-GLASS"] {
        assert!(is_usable(&bench, name), "{name}: {}", ran.all());
    }
    assert!(!is_enabled(&bench, PLAIN) && !is_usable(&bench, PHONE));
}

/// Changes what Graph answers of the owners and users of devices.
fn lie(bench: &mut Bench, lie: impl Fn(&mut Value) + Send + Sync + 'static) -> Arc<Tamper> {
    let wire = Tamper::changing(&bench.sandbox, move |_, response| {
        each_document(response, |document| {
            let items = document["value"].as_array().into_iter().flatten();
            let mut names = items.map(|item| &item["userPrincipalName"]);
            let context = document["@odata.context"].as_str().unwrap_or_default();
            if context.contains("#directoryObjects") && names.any(|name| name == PLAIN) {
                lie(document);
            }
        })
    });
    bench.wire = Some(std::sync::Arc::clone(&wire) as _);
    wire
}

#[test]
fn contain_devices_leaves_device_whose_users_do_not_name_the_account() {
    for case in ["none", "another", "more", "garbage"] {
        let mut bench = device_bench();
        let other = user_id(cast::OTHER_MAIL);
        let wire = lie(&mut bench, move |document| match case {
            "none" => document["value"] = json!([]),
            "another" => document["value"] = json!([{ "id": other, "displayName": "x" }]),
            "garbage" => document["value"] = json!([{ "id": 7 }]),
            _ => {
                document["@odata.nextLink"] =
                    "https://graph.microsoft.com/v1.0/devices/x/registeredUsers?$skip=1".into();
            }
        });
        let ran = bench
            .run(&format!("users contain {PLAIN} --devices --yes"))
            .exits(9);
        assert!(wire.lies.load(Ordering::Relaxed) > 0, "{case}");
        assert!(is_usable(&bench, PHONE), "{case}: {}", ran.all());
        assert!(!is_enabled(&bench, PLAIN), "{case}: {}", ran.all());
    }
}

/// A task of which nothing was done: each of its writes was throttled.
fn all_left_open() -> Bench {
    let mut bench = device_bench();
    inject(&bench, FaultKind::Throttle, |rule| {
        rule.method = Some("PATCH".to_owned());
        rule.seconds = Some(7_200);
    });
    bench.run(&format!("users contain {PLAIN} --devices --yes"));
    assert!(is_enabled(&bench, PLAIN) && is_usable(&bench, PHONE));
    clear_faults(&bench);
    bench.clock.advance(Duration::from_secs(7_300));
    bench.requests();
    bench
}

fn delete(bench: &Bench, name: &str) {
    let (id, now) = (device_id(bench, name), bench.clock.now());
    bench.sandbox.with_tenant(|tenant| {
        tenant.devices.remove(&id, Lag::default(), now);
    });
}

#[test]
fn contain_devices_resumed_without_device_that_was_deleted() {
    let mut bench = all_left_open();
    delete(&bench, PHONE);
    let ran = bench.run("tasks resume 1 --yes -o json").exits(9);
    assert!(one_line(&ran.all()).contains("is gone"), "{}", ran.all());
    let steps = device_steps(&ran.json());
    assert!(
        steps.contains(&format!("{PHONE} not-possible not-read")),
        "{steps:?}"
    );
    assert!(!is_enabled(&bench, PLAIN) && !is_usable(&bench, SHARED_DEVICE));
}

#[test]
fn contain_devices_resumed_without_device_that_many_users_share_by_now() {
    let mut bench = all_left_open();
    share(&bench, PHONE, &ordinary_users(&bench, 20));
    let ran = bench.run("tasks resume 1 --yes").exits(9);
    assert!(one_line(&ran.all()).contains("share it"), "{}", ran.all());
    assert!(!is_enabled(&bench, PLAIN) && is_usable(&bench, PHONE));
    assert!(!is_usable(&bench, SHARED_DEVICE));
}

#[test]
fn contain_devices_resumed_holds_back_device_whose_users_cannot_be_read() {
    for status in [403, 503] {
        let mut bench = all_left_open();
        inject(&bench, FaultKind::ErrorBefore, |rule| {
            rule.method = Some("GET".to_owned());
            rule.path = Some(device_id(&bench, PHONE));
            rule.status = Some(status);
        });
        let ran = bench.run("tasks resume 1 --yes").exits(9);
        assert!(
            one_line(&ran.all()).contains("could not be read"),
            "{}",
            ran.all()
        );
        assert!(!is_enabled(&bench, PLAIN), "{}", ran.all());
        assert!(is_usable(&bench, PHONE) && !is_usable(&bench, SHARED_DEVICE));
        // Alone it is no reason to say that all is done.
        bench.run("tasks resume 1 --yes").exits(12);
        assert!(is_usable(&bench, PHONE));
        clear_faults(&bench);
        bench.run("tasks resume 1 --yes").exits(0);
        assert!(!is_usable(&bench, PHONE));
    }
}

const PRIVILEGED: [(&str, &str); 4] = [
    ("ELIGIBLE", cast::ELIGIBLE),
    ("USER-ADMIN", cast::USER_ADMINISTRATOR),
    ("AUTH-ADMIN", cast::AUTHENTICATION_ADMINISTRATOR),
    ("BY-GROUP", cast::ROLE_BY_GROUP),
];

fn register_privileged(bench: &Bench) {
    for (name, user) in PRIVILEGED {
        register_device(bench, name, "AzureAd", &[PLAIN, user]);
    }
}

#[test]
fn contain_devices_leaves_device_of_privileged_user_who_was_not_named() {
    let mut bench = device_bench();
    register_privileged(&bench);
    let ran = bench
        .run(&format!("users contain {PLAIN} --devices --yes"))
        .exits(9);
    for (name, user) in PRIVILEGED {
        assert!(is_usable(&bench, name), "{name}: {}", ran.all());
        let text = one_line(&ran.all());
        assert!(text.contains(&format!("its user {user}")), "{}", ran.all());
    }
    assert!(!is_usable(&bench, PHONE) && !is_usable(&bench, SHARED_DEVICE));
    // Who is named goes with the device.
    let mut bench = device_bench();
    register_privileged(&bench);
    let line = format!("users contain {PLAIN} {} --devices --yes", cast::ELIGIBLE);
    let ran = bench.run(&line).exits(9);
    assert!(!is_usable(&bench, "ELIGIBLE"), "{}", ran.all());
}

#[test]
fn contain_devices_leaves_shared_device_while_roles_cannot_be_read() {
    for path in [
        "roleAssignments",
        "roleEligibilityScheduleInstances",
        "/groups",
    ] {
        let mut bench = device_bench();
        inject(&bench, FaultKind::ErrorBefore, |rule| {
            rule.path = Some(path.to_owned());
            rule.status = Some(403);
        });
        let ran = bench
            .run(&format!("users contain {PLAIN} --devices --yes"))
            .exits(9);
        assert!(is_usable(&bench, SHARED_DEVICE), "{path}: {}", ran.all());
        assert!(!is_usable(&bench, PHONE), "{path}: {}", ran.all());
    }
}

#[test]
fn contain_devices_resumed_leaves_device_of_user_who_is_privileged_by_now() {
    let mut bench = all_left_open();
    share(
        &bench,
        SHARED_DEVICE,
        &[cast::USER_ADMINISTRATOR.to_owned()],
    );
    let ran = bench.run("tasks resume 1 --yes").exits(9);
    assert!(is_usable(&bench, SHARED_DEVICE), "{}", ran.all());
    assert!(!is_usable(&bench, PHONE) && !is_enabled(&bench, PLAIN));
}

fn verdict<'a>(report: &'a Value, upn: &str) -> &'a Value {
    let mut all = report["accounts"].as_array().unwrap().iter();
    let own = all.find(|one| one["userPrincipalName"] == upn);
    &own.unwrap()["verdict"]
}

#[test]
fn contain_devices_kept_leaves_no_named_user_contained() {
    let mut bench = device_bench();
    register_device(&bench, "KIOSK", "AzureAd", &[PLAIN, TWIN_1, BREAK_GLASS_1]);
    let line = format!("users contain {PLAIN} {TWIN_1} --devices --yes -o json");
    let report = bench.run(&line).exits(9).json();
    assert!(is_usable(&bench, "KIOSK"));
    for upn in [PLAIN, TWIN_1] {
        assert_ne!(verdict(&report, upn), "contained", "{report:#}");
    }
}

#[test]
fn contain_devices_lists_shared_device_under_each_named_user() {
    let mut bench = device_bench();
    let line = format!("users contain {PLAIN} {TWIN_1} --devices --dry-run");
    let ran = bench.run(&line).exits(0);
    let text = one_line(&ran.out);
    let none = format!("{TWIN_1}: no registered devices");
    assert!(!text.contains(&none), "{}", ran.all());
    let plan = bench.run(&format!("{line} -o json")).exits(0).json();
    for account in plan["accounts"].as_array().unwrap() {
        let devices = account["devices"].to_string();
        assert!(devices.contains(SHARED_DEVICE), "{plan:#}");
    }
}

#[test]
fn contain_devices_of_two_named_users_is_undone_for_each() {
    let mut bench = device_bench();
    let line = format!("users contain {PLAIN} {TWIN_1} --devices --yes -o json");
    let report = bench.run(&line).exits(0).json();
    assert_eq!(device_steps(&report).len(), 3, "{report:#}");
    for upn in [PLAIN, TWIN_1] {
        assert_eq!(verdict(&report, upn), "contained", "{report:#}");
    }
    bench.run("tasks verify 1").exits(0);
    bench.clock.advance(Duration::from_secs(3_600));
    let ran = bench.run("tasks undo 1 --yes").exits(0);
    assert!(is_usable(&bench, SHARED_DEVICE), "{}", ran.all());
    assert!(is_enabled(&bench, PLAIN) && is_enabled(&bench, TWIN_1));
    bench.run("tasks verify 2").exits(0);
}

#[test]
fn contain_devices_counts_other_users_for_the_size_rules() {
    let mut bench = device_bench();
    let all = ordinary_users(&bench, 70);
    let others: Vec<&str> = all.iter().map(String::as_str).collect();
    let others: Vec<&str> = others.into_iter().filter(|upn| *upn != PLAIN).collect();
    for (number, pair) in others.chunks(2).enumerate() {
        let name = format!("WARD-{number}");
        register_device(&bench, &name, "AzureAd", &[&[PLAIN], pair].concat());
    }
    let line = format!("users contain {PLAIN} --devices --yes");
    let ran = bench.run(&line).exits(12);
    let text = one_line(&ran.err);
    for wanted in ["1 account, and", "other users of", "leave out --devices"] {
        assert!(text.contains(wanted), "{wanted}: {}", ran.all());
    }
    assert_nothing_sent(&mut bench, &ran);
    bench
        .run(&format!("users can-i contain {PLAIN} --devices"))
        .exits(12);
    bench.run(&format!("users contain {PLAIN} --yes")).exits(0);
}

#[test]
fn contain_devices_asks_about_other_users() {
    let mut bench = device_bench();
    register_device(
        &bench,
        "WARD-1",
        "AzureAd",
        &[PLAIN, TWIN_1, cast::OTHER_MAIL],
    );
    register_device(
        &bench,
        "KIOSK",
        "AzureAd",
        &[PLAIN, BREAK_GLASS_1, cast::TWIN_2],
    );
    write_config(&bench, "[guard_rails]\ntyped_above = 2\n");
    let line = format!("users contain {PLAIN} --devices");
    bench.typed = Some("1\n".to_owned());
    let ran = bench.run(&line).exits(13);
    // TWIN_1 uses two of the devices, and the device that is kept locks no one out.
    let wanted = "and 2 other users of its devices";
    assert!(one_line(&ran.err).contains(wanted), "{}", ran.all());
    let ran = bench
        .run(&format!("{line} --yes --expect-count 1"))
        .exits(12);
    assert!(
        one_line(&ran.err).contains("says 1, but the command would affect 3"),
        "{}",
        ran.all()
    );
    assert_nothing_sent(&mut bench, &ran);
    bench
        .run(&format!("{line} --yes --expect-count 3"))
        .exits(9);
    assert!(!is_usable(&bench, "WARD-1") && is_usable(&bench, "KIOSK"));
}

#[test]
fn contain_devices_can_i_tells_of_device_that_is_kept() {
    let mut bench = device_bench();
    register_device(&bench, "KIOSK", "AzureAd", &[PLAIN, BREAK_GLASS_1]);
    let line = format!("users can-i contain {PLAIN} --devices");
    let ran = bench.run(&line).exits(9);
    let text = one_line(&ran.out);
    for wanted in ["KIOSK", BREAK_GLASS_1, "in part"] {
        assert!(text.contains(wanted), "{wanted}: {}", ran.all());
    }
    assert_eq!(
        bench.run(&format!("{line} -o json")).exits(9).json()["answer"],
        "in-part"
    );
    bench.run(&format!("users can-i contain {PLAIN}")).exits(0);
    bench
        .run(&format!("users contain {PLAIN} --devices --yes"))
        .exits(9);
}

#[test]
fn contain_devices_verify_reports_deleted_device() {
    let mut bench = device_bench();
    bench
        .run(&format!("users contain {PLAIN} --devices --yes"))
        .exits(0);
    delete(&bench, PHONE);
    let ran = bench.run("tasks verify 1").exits(9);
    let text = one_line(&ran.out);
    assert!(text.contains("the device is"), "{}", ran.all());
    assert!(!text.contains("the account is"), "{}", ran.all());
}

#[test]
fn contain_devices_undo_of_devices_alone_plans_no_account() {
    let mut bench = device_bench();
    bench
        .run(&format!("users contain {PLAIN} --devices --yes"))
        .exits(0);
    bench.sandbox.with_tenant(|tenant| {
        let user = tenant.users.get_mut(&user_id(PLAIN)).unwrap();
        user.set("accountEnabled", true);
    });
    bench.clock.advance(Duration::from_secs(3_600));
    let plan = bench.run("tasks undo 1 --dry-run -o json").exits(0).json();
    let steps = plan["steps"].as_array().unwrap();
    let kinds: Vec<&Value> = steps.iter().map(|step| &step["kind"]).collect();
    assert_eq!(kinds, ["enable-device"], "{plan:#}");
    assert_eq!(plan["writes"], 2);
}
