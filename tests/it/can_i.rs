//! `users can-i`: what it answers is what the action then meets.
use crate::support::bench::{Bench, Ran, writes};
use crate::support::users::{PLAIN, sign_in_as, signed_in};
use entractl::sandbox::seed::cast;

const ACTIONS: [&str; 5] = ["disable", "enable", "reset-password", "sign-out", "contain"];

const TARGETS: [&str; 12] = [
    cast::PLAIN,
    cast::ELIGIBLE,
    cast::GROUP_OWNER,
    cast::ROLE_BY_GROUP,
    cast::HELPDESK_ADMINISTRATOR,
    cast::USER_ADMINISTRATOR,
    cast::SECOND_ADMINISTRATOR,
    cast::BREAK_GLASS_1,
    cast::SYNC_ACCOUNT,
    cast::SYNCED,
    cast::FEDERATED,
    cast::GUEST,
];

/// Whether Graph refused a step, or the command as a whole.
fn refused(ran: &Ran) -> bool {
    let report = ran.json();
    let steps = report["accounts"][0]["steps"].as_array();
    ran.exit == 4 || steps.is_some_and(|steps| steps.iter().any(|step| step["statusCode"] == 403))
}

/// Asks, acts, compares; returns how often the answer was yes, no and unknown.
fn compare(caller: &str) -> [usize; 3] {
    let mut counted = [0; 3];
    for action in ACTIONS {
        let mut bench = signed_in();
        sign_in_as(&mut bench, caller);
        for target in TARGETS {
            let asked = bench.run(&format!("users can-i {action} '{target}' -o json"));
            assert_eq!(writes(&bench.requests()), 0);
            let report = asked.json();
            let one = &report["accounts"][0];
            let acted = bench.run(&format!("users {action} '{target}' --yes -o json"));
            let applied = writes(&bench.requests());
            let story = format!(
                "{caller} {action} {target}\n{}\n{}",
                asked.all(),
                acted.all()
            );
            assert_eq!(report["answer"], one["answer"], "{story}");
            match one["answer"].as_str().unwrap() {
                "yes" => {
                    counted[0] += 1;
                    assert_eq!(asked.exit, 0, "{story}");
                    let is_done = acted.json()["accounts"][0]["done"] == true;
                    assert_eq!(acted.exit, if is_done { 0 } else { 14 }, "{story}");
                    assert!(applied > 0 && !refused(&acted), "{story}");
                    assert_eq!(one["why"].as_array().unwrap().len(), 0, "{story}");
                }
                "no" => {
                    counted[1] += 1;
                    let role = one["why"].to_string().contains("it takes one of");
                    if role && asked.exit == 4 {
                        // Graph refuses at least one step.
                        assert_eq!(acted.exit, if applied == 0 { 4 } else { 9 }, "{story}");
                        assert!(refused(&acted), "{story}");
                    } else {
                        assert_eq!(asked.exit, acted.exit, "{story}");
                        assert_eq!(applied, 0, "{story}");
                    }
                }
                _ => {
                    counted[2] += 1;
                    assert_eq!(asked.exit, 6, "{story}");
                    assert_ne!(acted.exit, 12, "{story}");
                }
            }
        }
    }
    counted
}

#[test]
fn what_a_global_administrator_is_told_is_what_happens() {
    let [yes, no, unknown] = compare(cast::ADMINISTRATOR);
    assert!(yes > 30 && no > 10 && unknown == 0, "{yes} {no} {unknown}");
}

#[test]
fn what_a_user_administrator_is_told_is_what_happens() {
    let [yes, no, unknown] = compare(cast::USER_ADMINISTRATOR);
    assert!(yes > 10 && no > 20 && unknown == 0, "{yes} {no} {unknown}");
}

#[test]
fn what_a_helpdesk_administrator_is_told_is_what_happens() {
    let [yes, no, unknown] = compare(cast::HELPDESK_ADMINISTRATOR);
    assert!(yes > 5 && no > 20 && unknown == 0, "{yes} {no} {unknown}");
}

#[test]
fn what_somebody_without_a_role_is_told_is_what_happens() {
    let [yes, _, unknown] = compare(cast::TWIN_2);
    assert!(yes == 0 && unknown > 20, "{yes} {unknown}");
}

#[test]
fn the_answer_names_the_reason_and_the_command_that_helps() {
    let mut bench = signed_in();
    let ran = bench.run(&format!("users can-i contain {PLAIN}")).exits(0);
    assert!(
        ran.out
            .contains(&format!("entractl --sandbox users contain {PLAIN}")),
        "{}",
        ran.all()
    );
    let ran = bench
        .run("users can-i reset-password sven.syncedsson@meridian.example")
        .exits(2);
    assert!(
        ran.out.contains("--new-password --password-file"),
        "{}",
        ran.all()
    );
    bench
        .run("users can-i reset-password sven.syncedsson@meridian.example --new-password")
        .exits(0);
    bench
        .run(&format!("users can-i disable {PLAIN} --new-password"))
        .exits(2);
    let line = format!("users can-i disable {PLAIN} --via zero-trust-secure-access");
    let ran = bench.run(&line).exits(12);
    assert!(
        ran.out.contains("zero-trust policy-enforcement on"),
        "{}",
        ran.all()
    );
    let me = cast::ADMINISTRATOR;
    let ran = bench
        .run(&format!("users can-i disable {PLAIN} {me} -o json"))
        .exits(12);
    let report = ran.json();
    assert_eq!(report["answer"], "no");
    assert_eq!(report["accounts"][0]["answer"], "yes");
    assert_eq!(report["accounts"][1]["answer"], "no");
    assert!(report["accounts"][1]["next"].is_null());
    bench
        .run("users can-i disable nobody@meridian.example")
        .exits(5);
    bench
        .run("users can-i delete nobody@meridian.example")
        .exits(2);
    for width in [80, 60] {
        bench.terminal.width = width;
        let ran = bench
            .run(&format!(
                "users can-i disable {PLAIN} {me} {}",
                cast::ELIGIBLE
            ))
            .exits(12);
        let long =
            |line: &&str| line.chars().count() > usize::from(width) && !line.contains("entractl");
        assert_eq!(ran.out.lines().find(long), None, "{}", ran.out);
    }
}

#[test]
fn a_session_for_reading_may_ask_and_is_told_what_it_lacks() {
    let mut bench = Bench::new();
    bench.run("auth logout").exits(0);
    bench.run("auth login --for read --browser").exits(0);
    let ran = bench
        .run(&format!("users can-i disable {PLAIN} -o json"))
        .exits(4);
    let one = &ran.json()["accounts"][0];
    assert_eq!(one["answer"], "no");
    assert!(
        one["next"]
            .as_str()
            .unwrap()
            .ends_with("auth login --for respond")
    );
}

#[test]
fn a_role_over_a_part_of_the_tenant_makes_it_unknown_and_not_no() {
    let mut bench = signed_in();
    sign_in_as(&mut bench, cast::HELPDESK_ADMINISTRATOR);
    let line = format!("users can-i disable {PLAIN} -o json");
    bench.run(&line).exits(4);
    bench.sandbox.with_tenant(|tenant| {
        let mut part = tenant.role_assignments.all().next().unwrap().clone();
        part.set("id", "part-of-the-tenant");
        part.set("directoryScopeId", "/administrativeUnits/1");
        part.set(
            "principalId",
            entractl::sandbox::seed::user_id(cast::HELPDESK_ADMINISTRATOR),
        );
        part.set("roleDefinitionId", "fe930be7-5e62-47db-91af-98c3a49a38b1");
        tenant.role_assignments.insert(part);
    });
    let ran = bench.run(&line).exits(6);
    assert_eq!(ran.json()["answer"], "unknown", "{}", ran.all());
}
