//! `users contain --devices`: registered devices are disabled after the account, who
//! else owns one is named first, and a device of a protected account is left.
use crate::support::bench::Bench;
use crate::support::devices::{
    PHONE, SIGN_IN, assert_nothing_sent, device_bench, device_id, device_steps, is_usable,
    register_device,
};
use crate::support::faults::{clear_faults, inject};
use crate::support::files::{audit_file, write_config, write_list};
use crate::support::text::one_line;
use crate::support::users::{PLAIN, TWIN_1, is_enabled, signed_in};
use entractl::sandbox::FaultKind;
use entractl::sandbox::seed::cast::{
    self, BREAK_GLASS_1, GUARDED_DEVICE, SECOND_ADMINISTRATOR, SHARED_DEVICE, TWIN_2,
};
use serde_json::Value;

/// The same in the scenario in which devices break the rules.
pub(crate) fn odd() -> Bench {
    let mut bench = signed_in();
    bench.run("sandbox reset --scenario odd-devices").exits(0);
    bench.run(&format!("{SIGN_IN} --browser")).exits(0);
    bench.requests();
    bench
}

#[test]
fn contain_devices_needs_a_sign_in_of_its_own() {
    let mut bench = signed_in();
    let line = format!("users contain {PLAIN} --devices --yes");
    let ran = bench.run(&line).exits(4);
    assert!(one_line(&ran.err).contains(SIGN_IN), "{}", ran.all());
    assert_nothing_sent(&mut bench, &ran);
    bench.run(&format!("users contain {PLAIN} --yes")).exits(0);
    bench.run(&format!("{SIGN_IN} --browser")).exits(0);
    bench.run(&line).exits(0);
    assert!(!is_usable(&bench, PHONE));
}

#[test]
fn contain_devices_names_co_owners_before_the_question() {
    let mut bench = device_bench();
    bench.typed = Some("n\n".to_owned());
    let line = format!("users contain {PLAIN} --devices");
    let ran = bench.run(&line).exits(13);
    let text = one_line(&ran.all());
    for wanted in [
        PHONE,
        &format!("shared: {TWIN_1} cannot use it either"),
        "disable 2 registered devices",
    ] {
        assert!(text.contains(wanted), "{wanted}: {}", ran.all());
    }
    assert_nothing_sent(&mut bench, &ran);
    // Without a question it is a warning.
    let ran = bench.run(&format!("{line} --yes")).exits(0);
    let text = one_line(&ran.err);
    assert!(text.contains(&format!("shared: {TWIN_1}")), "{}", ran.all());
    let text = one_line(&ran.out);
    let shared = format!("{SHARED_DEVICE} is shared: {TWIN_1} cannot use it either");
    assert!(text.contains(&shared), "{}", ran.all());
}

#[test]
fn contain_devices_disables_them_after_the_account_and_reads_them_back() {
    let mut bench = device_bench();
    let line = format!("users contain {PLAIN} --devices --yes --reason INC-7 -o json");
    let ran = bench.run(&line).exits(0);
    let report = ran.json();
    let mut expected = vec![
        format!("{PHONE} done seen"),
        format!("{SHARED_DEVICE} done seen"),
    ];
    expected.sort();
    assert_eq!(device_steps(&report), expected);
    assert_eq!(report["accounts"][0]["verdict"], "contained");
    assert!(
        !report["notChecked"]
            .to_string()
            .contains("registered devices")
    );
    assert!(!is_usable(&bench, PHONE) && !is_usable(&bench, SHARED_DEVICE));
    let entries = bench.requests();
    let applied: Vec<&str> = entries
        .iter()
        .filter(|entry| entry.applied && entry.in_batch.is_some())
        .map(|entry| entry.path.as_str())
        .collect();
    let first = applied.iter().position(|path| path.contains("/devices/"));
    assert_eq!(first, Some(3), "{applied:?}");
    assert_eq!(applied.len(), 5, "{applied:?}");
    let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
    let id = device_id(&bench, PHONE);
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let own = lines.iter().filter(|line| line["entity"]["uid"] == id);
    let phases: Vec<&Value> = own.map(|line| &line["unmapped"]["phase"]).collect();
    assert_eq!(phases, ["intent", "result"]);
    let shown = bench.run("tasks show 1 -o json").exits(0).json();
    let steps = shown["steps"].as_array().unwrap();
    let own = steps.iter().find(|step| step["device"]["id"] == id);
    assert_eq!(own.unwrap()["prior"]["accountEnabled"], true);
    let csv = bench.run("tasks export 1 -o csv").exits(0);
    assert!(csv.out.contains(&id), "{}", csv.all());
    bench.run("tasks verify 1").exits(0);
}

#[test]
fn contain_devices_dry_run_shows_each_call_and_sends_none() {
    let mut bench = device_bench();
    let line = format!("users contain {PLAIN} --devices --dry-run -o json");
    let ran = bench.run(&line).exits(0);
    let plan = ran.json();
    let devices = plan["accounts"][0]["devices"].as_array().unwrap();
    assert_eq!(devices.len(), 2, "{plan:#}");
    let shared = devices.iter().find(|one| one["name"] == SHARED_DEVICE);
    assert_eq!(shared.unwrap()["otherOwners"][0], TWIN_1);
    let calls = plan["calls"].as_array().unwrap();
    let id = device_id(&bench, PHONE);
    let own = calls.iter().find(|call| call["deviceId"] == id).unwrap();
    assert_eq!(own["path"], format!("/devices/{id}"));
    let next = plan["next"][0].as_str().unwrap();
    assert!(
        next.ends_with(&format!("users contain {PLAIN} --devices")),
        "{next}"
    );
    assert_nothing_sent(&mut bench, &ran);
}

#[test]
fn contain_devices_leaves_device_of_protected_account() {
    let mut bench = odd();
    write_config(
        &bench,
        &format!("[guard_rails]\nprotected = ['{TWIN_1}']\n"),
    );
    let line = format!("users contain {PLAIN} --devices --yes");
    let ran = bench.run(&format!("{line} -o json")).exits(9);
    let text = one_line(&ran.err);
    for wanted in [BREAK_GLASS_1, "break-glass account", "protected by config"] {
        assert!(text.contains(wanted), "{wanted}: {}", ran.all());
    }
    let steps = device_steps(&ran.json());
    for name in [GUARDED_DEVICE, SHARED_DEVICE] {
        assert!(is_usable(&bench, name), "{}", ran.all());
        assert!(steps.contains(&format!("{name} not-possible not-read")));
        let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
        let id = device_id(&bench, name);
        let refusal = |line: &&str| line.contains(&id) && line.contains("\"refusal\"");
        assert_eq!(log.lines().filter(refusal).count(), 1, "{name}");
    }
    assert!(!is_enabled(&bench, PLAIN) && !is_usable(&bench, PHONE));
    // What a guard-rail keeps is no open step.
    bench.run("tasks resume 1 --yes").exits(9);
    assert!(is_usable(&bench, GUARDED_DEVICE));
}

#[test]
fn contain_devices_leaves_device_of_administrator_who_was_not_named() {
    let mut bench = device_bench();
    register_device(
        &bench,
        "ADMIN-LT",
        "AzureAd",
        &[PLAIN, SECOND_ADMINISTRATOR],
    );
    register_device(&bench, "MINE", "AzureAd", &[PLAIN, cast::ADMINISTRATOR]);
    let ran = bench
        .run(&format!("users contain {PLAIN} --devices --yes"))
        .exits(9);
    let text = one_line(&ran.all());
    assert!(
        text.contains("Global Administrator who was not named"),
        "{}",
        ran.all()
    );
    assert!(text.contains("is you"), "{}", ran.all());
    assert!(is_usable(&bench, "ADMIN-LT") && is_usable(&bench, "MINE"));
}

#[test]
fn contain_devices_leaves_device_whose_owners_cannot_be_read() {
    let mut bench = device_bench();
    inject(&bench, FaultKind::ErrorBefore, |rule| {
        rule.method = Some("GET".to_owned());
        rule.path = Some(device_id(&bench, SHARED_DEVICE));
        rule.status = Some(403);
    });
    let line = format!("users contain {PLAIN} --devices --yes");
    let ran = bench.run(&line).exits(9);
    let text = one_line(&ran.all());
    assert!(
        text.contains("not all of its owners and users could be read"),
        "{}",
        ran.all()
    );
    assert!(is_usable(&bench, SHARED_DEVICE) && !is_usable(&bench, PHONE));
    clear_faults(&bench);
    // What 20 users share is no device of one account.
    let people = crate::support::users::ordinary_users(&bench, 19);
    let mut owners: Vec<&str> = people.iter().map(String::as_str).collect();
    owners.push(PLAIN);
    register_device(&bench, "KIOSK", "AzureAd", &owners);
    bench.run(&line).exits(9);
    assert!(is_usable(&bench, "KIOSK") && !is_usable(&bench, SHARED_DEVICE));
}

#[test]
fn contain_devices_stops_if_the_devices_cannot_be_read() {
    for (status, exit) in [(403, 4), (503, 6)] {
        let mut bench = device_bench();
        inject(&bench, FaultKind::ErrorBefore, |rule| {
            rule.path = Some("registeredDevices".to_owned());
            rule.status = Some(status);
        });
        let line = format!("users contain {PLAIN} --devices --yes");
        let ran = bench.run(&line).exits(exit);
        let text = one_line(&ran.err);
        assert!(text.contains("registered devices of"), "{}", ran.all());
        assert_eq!(text.contains(SIGN_IN), status == 403, "{}", ran.all());
        assert_nothing_sent(&mut bench, &ran);
    }
}

#[test]
fn contain_devices_of_hybrid_device_is_until_the_next_sync() {
    let mut bench = device_bench();
    register_device(&bench, "MHH-LT-0500", "ServerAd", &[PLAIN]);
    let ran = bench
        .run(&format!("users contain {PLAIN} --devices --yes -o json"))
        .exits(14);
    let account = &ran.json()["accounts"][0];
    assert_eq!(account["done"], false);
    let verdict = account["verdict"].as_str().unwrap();
    assert!(
        verdict.contains("disable the computer in Active Directory"),
        "{verdict}"
    );
    assert!(account["staysOpen"].to_string().contains("MHH-LT-0500"));
    assert!(!is_usable(&bench, "MHH-LT-0500"));
}

#[test]
fn contain_devices_names_what_a_device_of_a_restricted_unit_needs() {
    let mut bench = odd();
    let ran = bench
        .run(&format!("users contain {PLAIN} --devices --yes -o json"))
        .exits(9);
    assert!(
        one_line(&ran.err).contains("only a role scoped to that unit"),
        "{}",
        ran.all()
    );
    let steps = device_steps(&ran.json());
    assert!(
        steps.contains(&"EXEC-LT-1 failed not-read".to_owned()),
        "{steps:?}"
    );
    assert!(is_usable(&bench, "EXEC-LT-1"));
    // What is disabled already is not written.
    let old = device_id(&bench, "Rowan's old phone");
    let entries = bench.requests();
    let mut touched = entries.iter().filter(|entry| entry.path.contains(&old));
    assert!(touched.all(|entry| entry.method == "GET"));
}

#[test]
fn contain_devices_takes_more_than_a_batch_and_no_more_than_a_user_may_register() {
    let mut bench = odd();
    inject(&bench, FaultKind::TinyPages, |rule| {
        rule.path = Some("registeredDevices".to_owned());
    });
    let line = format!("users contain {TWIN_2} --devices --yes -o json");
    let ran = bench.run(&line).exits(0);
    assert_eq!(device_steps(&ran.json()).len(), 25);
    let entries = bench.requests();
    let patched = entries.iter();
    let patched = patched.filter(|entry| entry.path.contains("/devices/") && entry.applied);
    let batches: Vec<u64> = patched.filter_map(|entry| entry.in_batch).collect();
    assert_eq!(batches.len(), 25);
    for number in &batches {
        let size = batches.iter().filter(|one| *one == number).count();
        assert!(size <= 20, "{batches:?}");
    }
    for number in 0..50 {
        register_device(&bench, &format!("PHONE-{number}"), "Workplace", &[PLAIN]);
    }
    bench.requests();
    let ran = bench
        .run(&format!("users contain {PLAIN} --devices --yes"))
        .exits(12);
    assert!(
        one_line(&ran.err).contains("56 registered devices"),
        "{}",
        ran.all()
    );
    assert_nothing_sent(&mut bench, &ran);
}

#[test]
fn contain_devices_throttled_or_lost_patch_is_sent_again() {
    for (kind, times) in [
        (FaultKind::Throttle, 2),
        (FaultKind::ErrorAfter, 1),
        (FaultKind::ErrorBefore, 2),
    ] {
        let mut bench = device_bench();
        inject(&bench, kind, |rule| {
            rule.method = Some("PATCH".to_owned());
            rule.path = Some("/devices/".to_owned());
            rule.times = Some(times);
        });
        let ran = bench
            .run(&format!("users contain {PLAIN} --devices --yes"))
            .exits(0);
        assert!(!is_usable(&bench, PHONE), "{kind}: {}", ran.all());
        assert!(!is_usable(&bench, SHARED_DEVICE), "{kind}: {}", ran.all());
    }
}

#[test]
fn contain_devices_refuses_lists() {
    let mut bench = device_bench();
    let file = write_list(&bench, &[PLAIN.to_owned()]);
    let ran = bench
        .run(&format!("users contain --from {file} --devices --yes"))
        .exits(2);
    assert!(ran.err.contains("--devices"), "{}", ran.all());
    assert_nothing_sent(&mut bench, &ran);
}
