//! What is printed next after an account command: whether it is what is left to
//! do, and can be copied as it is.
use crate::support::faults::inject;
use std::sync::Arc;

use crate::support::bench::{Bench, writes};
use crate::support::faults::refuse_changes_of;
use crate::support::users::{ME, PLAIN, TWIN_1, TWIN_2, signed_in};
use crate::support::wire::{Tamper, each_document};
use entractl::sandbox::FaultKind;
use entractl::sandbox::seed::{cast, user_id};
use serde_json::Value;

pub(crate) fn clear(bench: &Bench) {
    bench.sandbox.with_tenant(|tenant| {
        tenant.faults.clear(None);
    });
}

/// The command lines under "Next:".
fn commands(text: &str) -> Vec<String> {
    text.lines()
        .filter(|line| line.starts_with("  entractl "))
        .map(|line| line.trim().to_owned())
        .collect()
}

fn next(report: &Value) -> Vec<String> {
    serde_json::from_value(report["next"].clone()).unwrap()
}

fn switched_off(bench: &Bench, upn: &str) {
    bench.sandbox.with_tenant(|tenant| {
        let user = tenant.users.get_mut(&user_id(upn)).unwrap();
        user.set("accountEnabled", false);
    });
}

#[test]
fn users_list_matches_given_and_family_name() {
    let mut bench = signed_in();
    for (text, found) in [
        ("Rivers", TWIN_1),
        ("reyes", PLAIN),
        ("Okafor", cast::OTHER_MAIL),
        ("Zo", cast::NOT_ASCII),
        ("o'harrow", cast::APOSTROPHE),
    ] {
        let line = format!("users list {} -o json", entractl::text::shell_word(text));
        // The bench knows single quotes and the backslash, as a shell does.
        let ran = bench.run(&line).exits(0);
        assert!(ran.out.contains(found), "{text}: {}", ran.out);
        assert_eq!(ran.json()["unreadable"], 0);
    }
    let nobody = bench.run("users list qqq").exits(0);
    assert!(nobody.out.contains("No user found"), "{}", nobody.out);
}

#[test]
fn unreadable_entry_is_counted_and_hides_no_user() {
    for line in ["users list sam", "users list --limit 3"] {
        let mut bench = signed_in();
        let wire = Tamper::changing(&bench.sandbox, |_, response| {
            each_document(response, |body| {
                if let Some(first) = body.pointer_mut("/value/0/userPrincipalName") {
                    *first = Value::from(7);
                }
            })
        });
        bench.wire = Some(Arc::clone(&wire) as _);
        let report = bench.run(&format!("{line} -o json")).exits(9).json();
        assert_eq!(report["unreadable"], 1, "{report:#}");
        assert!(!report["users"].as_array().unwrap().is_empty());
        let said = report["unreadableWhy"].as_str().unwrap();
        assert!(said.contains("string"), "{said}");
        let ran = bench.run(line).exits(9);
        assert!(ran.out.contains("1 entry of Graph's answer could not be"));
        wire.kept_home(line);
    }
}

#[test]
fn partial_reset_suggests_remaining_accounts() {
    let mut bench = signed_in();
    refuse_changes_of(&bench, TWIN_1);
    let file = bench.folder.path().join("new.csv");
    let line = format!(
        "users reset-password {PLAIN} {TWIN_1} {TWIN_2} --new-password --password-file {} --yes \
         --reason 'INC 7' -o json",
        file.display()
    );
    let report = bench.run(&line).exits(9).json();
    let next = next(&report);
    let again: Vec<&String> = next
        .iter()
        .filter(|line| line.contains("reset-password"))
        .collect();
    let [again] = again.as_slice() else {
        panic!("{next:?}")
    };
    assert!(
        again.contains(TWIN_1) && again.contains("--reason 'INC 7'"),
        "{again}"
    );
    assert!(!again.contains(PLAIN) && !again.contains(TWIN_2), "{again}");
    assert!(again.contains("new-2.csv"), "{again}");
    clear(&bench);
    bench.requests();
    bench.run_printed(&format!("{again} --yes")).exits(0);
    assert_eq!(writes(&bench.requests()), 2);
    let second = std::fs::read_to_string(file.with_file_name("new-2.csv")).unwrap();
    assert!(second.contains(TWIN_1) && !second.contains(PLAIN));
}

#[test]
fn partial_containment_suggests_remaining_accounts() {
    let mut bench = signed_in();
    refuse_changes_of(&bench, TWIN_2);
    let line = format!("users contain {PLAIN} {TWIN_2} --yes");
    let ran = bench.run(&line).exits(9);
    let next = commands(&ran.out);
    let of =
        |word: &str| -> Vec<&String> { next.iter().filter(|line| line.contains(word)).collect() };
    assert_eq!(
        of(" contain "),
        [&format!("entractl --sandbox users contain {TWIN_2}")]
    );
    // Whoever was locked out is let in again, and nobody else.
    assert_eq!(
        of(" enable "),
        [&format!("entractl --sandbox users enable {PLAIN}")]
    );
    let [reset] = of("reset-password")[..] else {
        panic!("{next:?}")
    };
    assert!(reset.contains(PLAIN) && !reset.contains(TWIN_2), "{reset}");
    assert_eq!(
        of("auth login"),
        ["entractl --sandbox auth login --for respond"]
    );
}

#[test]
fn a_password_file_that_exists_is_refused_before_anything_is_read_or_sent() {
    let mut bench = signed_in();
    let file = bench.folder.path().join("new.csv");
    std::fs::write(&file, "").unwrap();
    let reset = format!("users reset-password {PLAIN} --new-password");
    for line in [
        reset.clone(),
        format!("{reset} --dry-run"),
        format!("users contain {PLAIN}"),
        "users contain --from nowhere.csv".to_owned(),
        "tasks resume 1".to_owned(),
        "tasks apply plan.json".to_owned(),
    ] {
        let agreed = if line.contains("dry-run") {
            ""
        } else {
            " --yes"
        };
        let line = format!("{line} --password-file {}{agreed}", file.display());
        let ran = bench.run(&line).exits(2);
        // The path may be so long that the line is broken.
        let err = ran.err.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(err.contains("exists already"), "{}", ran.all());
        assert!(err.contains("new-2.csv"), "{}", ran.all());
        assert_eq!(bench.requests().len(), 0, "{line}");
    }
    let line = format!("{reset} --password-file {} --yes", file.display());
    let printed = commands(&bench.run(&line).exits(2).err);
    bench.run_printed(&format!("{} --yes", printed[0])).exits(0);
}

#[test]
fn roles_that_cannot_be_read_name_the_way_to_read_them() {
    let mut bench = signed_in();
    inject(&bench, FaultKind::RolesDenied, |_| {});
    let line = format!("users disable {PLAIN} --reason x --yes");
    let ran = bench.run(&line).exits(12);
    assert!(ran.err.contains("Global Reader"), "{}", ran.err);
    assert!(ran.err.contains("Insufficient privileges"), "{}", ran.err);
    assert_eq!(
        commands(&ran.err),
        [
            "entractl --sandbox auth login --for respond".to_owned(),
            format!("entractl --sandbox users disable {PLAIN} --reason x"),
        ]
    );
    let shown = bench.run(&format!("users show {PLAIN}")).exits(0);
    assert_eq!(
        commands(&shown.out),
        ["entractl --sandbox auth login --for respond"]
    );
    clear(&bench);
    bench.terminal.interactive = true;
    for command in commands(&ran.err) {
        let agreed = if command.contains("users") {
            " --yes"
        } else {
            ""
        };
        bench.run_printed(&format!("{command}{agreed}")).exits(0);
    }
}

#[test]
fn a_refused_write_names_the_roles_and_the_sign_in_that_brings_them() {
    let mut bench = signed_in();
    bench.sandbox.with_tenant(|tenant| {
        let ada = user_id(cast::ADMINISTRATOR);
        tenant.take_role(&ada, "62e90394-69f5-4237-9190-012177145e10");
        // Helpdesk Administrator: may revoke sessions, may not disable.
        tenant.give_role(&ada, "729827e3-9c14-49f7-bb1b-9608f156bbb8");
    });
    let ran = bench.run(&format!("users disable {PLAIN} --yes"));
    assert!([4, 9].contains(&ran.exit), "{}", ran.all());
    let told = ran.out.replace("\n  ", " ");
    assert!(told.contains("User Administrator"), "{told}");
    assert!(told.contains("sign in again"), "{told}");
    let next = commands(&ran.out);
    assert_eq!(next[0], "entractl --sandbox auth login --for respond");
    assert_eq!(next[1], format!("entractl --sandbox users disable {PLAIN}"));
}

#[test]
fn a_disabled_account_is_offered_to_be_enabled() {
    let mut bench = signed_in();
    let shown = bench
        .run(&format!("users show {}", cast::DISABLED))
        .exits(0);
    let enable = format!("entractl --sandbox users enable {}", cast::DISABLED);
    assert_eq!(commands(&shown.out), [enable], "{}", shown.out);
    // Switched off behind our back: who was signed in still is.
    switched_off(&bench, PLAIN);
    let shown = bench.run(&format!("users show {PLAIN}")).exits(0);
    assert_eq!(
        commands(&shown.out),
        ["enable", "sign-out"].map(|what| format!("entractl --sandbox users {what} {PLAIN}")),
    );
    for command in commands(&shown.out) {
        bench.run_printed(&format!("{command} --yes")).exits(0);
    }
    let shown = bench.run(&format!("users show {PLAIN}")).exits(0);
    assert_eq!(
        commands(&shown.out),
        [format!("entractl --sandbox users contain {PLAIN}")]
    );
}

#[test]
fn your_own_account_and_protected_ones_say_who_can_act() {
    let mut bench = signed_in();
    let shown = bench.run(&format!("users show {ME}")).exits(0);
    let next = commands(&shown.out);
    assert_eq!(next[0], "entractl --sandbox auth status");
    assert!(shown.out.contains("another administrator"), "{}", shown.out);
    bench.run_printed(&next[0]).exits(0);
    let shown = bench
        .run(&format!("users show {}", cast::SYNC_ACCOUNT))
        .exits(0);
    assert!(commands(&shown.out).is_empty(), "{}", shown.out);
    assert!(
        shown.out.contains("leaves this account alone"),
        "{}",
        shown.out
    );
}

#[test]
fn a_name_that_is_no_user_leads_to_a_command_that_finds_one() {
    let mut bench = signed_in();
    for (typed, command) in [
        ("me", "entractl --sandbox auth status"),
        ("rowan", "entractl --sandbox users list rowan"),
        ("sam@meridian", "entractl --sandbox users list sam"),
    ] {
        for verb in ["show", "contain"] {
            let ran = bench.run(&format!("users {verb} {typed}")).exits(2);
            assert_eq!(commands(&ran.err), [command], "{}", ran.err);
            bench.run_printed(command).exits(0);
        }
    }
    let other = bench.run("users list --limit none").exits(2);
    assert!(commands(&other.err).is_empty(), "{}", other.err);
}
