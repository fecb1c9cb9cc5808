//! Guard-rails of the machine and of the moment: the system policy, who is
//! Global Administrator just now, and who could become privileged.

use crate::support::bench::{Bench, Hook, sent, writes};
use crate::support::faults::inject;
use crate::support::files::{mode, write_config, write_list, write_policy};
use crate::support::plans::{create_ssh_key, ssh_sign};
use crate::support::text::one_line;
use crate::support::users::{PLAIN, TWIN_1, is_enabled, ordinary_users, sign_in_as, signed_in};
use entractl::sandbox::seed::{cast, user_id};
use entractl::sandbox::{FaultKind, Sandbox};

const GLOBAL_ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";
const GIL: &str = cast::SECOND_ADMINISTRATOR;

#[test]
fn what_the_machine_protects_no_setting_flag_or_variable_lets_go() {
    let mut bench = signed_in();
    write_policy(&bench, &format!("protected = ['{PLAIN}']"));
    write_config(&bench, "[guard_rails]\nprotected = []\n");
    let elsewhere = bench.folder.path().join("elsewhere");
    let elsewhere = elsewhere.to_string_lossy().into_owned();
    for name in [
        "ENTRACTL_POLICY",
        "XDG_CONFIG_HOME",
        "XDG_CONFIG_DIRS",
        "HOME",
        "ETC",
        "ProgramFiles",
        "ProgramData",
    ] {
        bench.env.push((name.to_owned(), elsewhere.clone()));
    }
    let file = write_list(&bench, &[PLAIN.to_owned()]);
    for line in [
        format!("users disable {PLAIN} --yes"),
        format!("--no-store --no-input users contain {PLAIN} --yes --reason x"),
        format!("users disable --from {file} --yes"),
        format!("users can-i disable {PLAIN}"),
    ] {
        let ran = bench.run(&line).exits(12);
        assert!(
            one_line(&ran.all()).contains("machine's policy"),
            "{}",
            ran.all()
        );
    }
    assert_eq!(writes(&bench.requests()), 0);
    let shown = bench.run("profile guard-rails -o json").exits(0).json();
    let rule = &shown["rules"][0];
    assert_eq!(rule["value"], PLAIN, "{shown:#}");
    assert_eq!(rule["from"], "policy");
    assert_eq!(shown["policyInForce"], true);
    let checks = bench.run("auth doctor -o json").exits(0).json();
    assert!(checks.to_string().contains("policy.toml"), "{checks:#}");
}

#[test]
fn a_policy_that_cannot_be_trusted_ends_whatever_would_need_it() {
    let mut bench = signed_in();
    let path = write_policy(&bench, "protected = []");
    for (text, access) in [
        (None, 0o666),
        (None, 0o664),
        (Some("[guard_rails]\nprotcted = []\n"), 0o644),
        (Some("[guard_rails]\nsigned_above = 100000\n"), 0o644),
        (Some("[profiles.x]\n"), 0o644),
        (Some("not toml"), 0o644),
    ] {
        if let Some(text) = text {
            std::fs::write(&path, text).unwrap();
        }
        mode(&path, access);
        for line in [
            format!("users disable {PLAIN} --yes"),
            "users list sam".to_owned(),
            "grant search --direct --yes".to_owned(),
            "profile guard-rails".to_owned(),
            "auth doctor".to_owned(),
            "auth login --browser".to_owned(),
        ] {
            let ran = bench.run(&line).exits(10);
            assert!(
                one_line(&ran.all()).contains("policy.toml"),
                "{}",
                ran.all()
            );
        }
    }
    let entries = bench.requests();
    assert_eq!(writes(&entries), 0);
    assert!(is_enabled(&bench, PLAIN));
}

#[test]
fn another_tenant_than_the_allowed_ones_is_never_asked() {
    let mut bench = signed_in();
    write_policy(
        &bench,
        "allowed_tenants = ['11111111-1111-4111-8111-111111111111']",
    );
    for line in [
        "users list sam".to_owned(),
        "status".to_owned(),
        format!("users disable {PLAIN} --yes"),
        "auth login --browser".to_owned(),
    ] {
        let ran = bench.run(&line).exits(12);
        assert!(
            one_line(&ran.err).contains("does not allow tenant"),
            "{}",
            ran.all()
        );
        assert!(
            one_line(&ran.err).contains("profile guard-rails"),
            "{}",
            ran.all()
        );
    }
    assert_eq!(bench.requests().len(), 0);
    bench.run("auth doctor").exits(12);
    write_policy(
        &bench,
        &format!("allowed_tenants = ['{}']", entractl::sandbox::TENANT_ID),
    );
    bench.run("users list sam").exits(0);
}

#[test]
fn stricter_limits_hold_for_lists_plans_and_what_is_undone() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 4);
    let file = write_list(&bench, &people);
    write_config(&bench, "[guard_rails]\ntyped_above = 2\n");
    bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(13);
    bench
        .run(&format!(
            "users disable --from {file} --yes --expect-count 4"
        ))
        .exits(0);
    assert_eq!(writes(&bench.requests()), 8);
    write_policy(&bench, "signed_above = 3");
    write_config(&bench, "[guard_rails]\nsigned_above = 4\n");
    // Undo tells the tasks below from this one by their times.
    bench.clock.advance(std::time::Duration::from_secs(3_600));
    // What lets in again needs no second person.
    let enable = format!("users enable --from {file} --yes");
    bench.run(&enable).exits(0);
    assert_eq!(writes(&bench.requests()), 4);
    let disable = format!("users disable --from {file}");
    let ran = bench.run(&format!("{disable} --yes")).exits(12);
    assert!(
        one_line(&ran.err).contains("second person"),
        "{}",
        ran.all()
    );
    assert!(one_line(&ran.err).contains("--plan-out"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    let plan = bench.folder.path().join("plan.json");
    let plan = plan.to_string_lossy().into_owned();
    let line = format!("{disable} --dry-run --plan-out {plan}");
    let ran = bench.run(&line).exits(0);
    assert!(
        one_line(&ran.out).contains("ssh-keygen -Y sign"),
        "{}",
        ran.all()
    );
    let apply = format!("tasks apply {plan} --yes");
    bench.run(&apply).exits(12);
    if !std::path::Path::new("/usr/bin/ssh-keygen").exists() {
        return;
    }
    let keys = tempfile::tempdir().unwrap();
    let theirs = create_ssh_key(keys.path(), "theirs");
    let own = keys.path().join("own_signers");
    std::fs::write(&own, format!("eve@meridian.example {theirs}")).unwrap();
    write_config(
        &bench,
        &format!("[guard_rails]\nallowed_signers = '{}'\n", own.display()),
    );
    ssh_sign(keys.path(), "theirs", &plan);
    // The machine names who may sign: the user's own file adds nobody.
    let signers = bench.folder.path().join("signers");
    std::fs::write(&signers, "").unwrap();
    mode(&signers, 0o644);
    let rules = format!(
        "signed_above = 3\nallowed_signers = '{}'",
        signers.display()
    );
    write_policy(&bench, &rules);
    let ran = bench.run(&apply).exits(12);
    assert!(one_line(&ran.err).contains("has its key"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    bench.clock.advance(std::time::Duration::from_secs(3_600));
    std::fs::write(&signers, format!("gil.guardian@meridian.example {theirs}")).unwrap();
    bench.run(&apply).exits(0);
    assert_eq!(writes(&bench.requests()), 8);
    // The audit log of the tenant is complete by then.
    bench.clock.advance(std::time::Duration::from_secs(3_600));
    bench.run("tasks undo 3 --yes").exits(0);
    let task = bench.run("tasks show 4 -o json").exits(0).json();
    assert_eq!(task["task"]["undoes"], 3, "{task:#}");
    for upn in &people {
        assert!(is_enabled(&bench, upn));
    }
}

fn disable(sandbox: &Sandbox, upns: &[&str]) {
    sandbox.with_tenant(|tenant| {
        for upn in upns {
            let mut user = tenant.users.get(&user_id(upn)).unwrap().clone();
            user.set("accountEnabled", false);
            tenant.users.insert(user);
        }
    });
}

#[test]
fn the_last_two_administrators_are_looked_at_again_just_before_the_write() {
    let mut bench = signed_in();
    // After the first read, before the write: somebody else disables two.
    bench.hook = Some((
        1,
        Hook::Meddle(|sandbox| disable(sandbox, &[cast::BREAK_GLASS_1, cast::BREAK_GLASS_2])),
    ));
    let ran = bench.run(&format!("users disable {GIL} --yes")).exits(12);
    assert!(
        one_line(&ran.out).contains("last Global Administrators"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
    assert!(is_enabled(&bench, GIL));
    // Whoever is none costs no further request.
    bench.run(&format!("users sign-out {PLAIN} --yes")).exits(0);
    assert_eq!(sent(&bench.requests()), 3);
}

fn only_ada_is_left(sandbox: &Sandbox) {
    disable(
        sandbox,
        &[
            cast::BREAK_GLASS_1,
            cast::BREAK_GLASS_2,
            cast::SECOND_ADMINISTRATOR,
        ],
    );
    sandbox.with_tenant(|tenant| {
        let first = user_id(PLAIN);
        tenant.give_role(&first, GLOBAL_ADMINISTRATOR);
    });
}

#[test]
fn a_long_run_looks_again_who_is_global_administrator() {
    let mut bench = signed_in();
    let mut names = ordinary_users(&bench, 10);
    names.retain(|upn| upn != PLAIN);
    names.push(PLAIN.to_owned());
    let file = write_list(&bench, &names);
    inject(&bench, FaultKind::ThrottleBatch, |rule| {
        rule.path = Some("revokeSignInSessions".to_owned());
        rule.times = Some(names.len() as u64);
        rule.seconds = Some(40);
    });
    // Two reads of the tenant, one of the list, one write that is throttled.
    bench.hook = Some((4, Hook::Meddle(only_ada_is_left)));
    let report = bench
        .run(&format!("users sign-out --from {file} --yes -o json"))
        .exits(9)
        .json();
    assert_eq!(report["counts"]["done"], names.len() - 1, "{report:#}");
    let mut accounts = report["accounts"].as_array().unwrap().iter();
    let account = accounts.find(|one| one["done"] == false).unwrap();
    assert_eq!(account["userPrincipalName"], PLAIN, "{report:#}");
    let step = &account["steps"][0];
    assert!(step["detail"].to_string().contains("last Global"), "{step}");
    let touched = bench
        .requests()
        .into_iter()
        .any(|entry| entry.applied && entry.path.contains(&user_id(PLAIN)));
    assert!(!touched);
    // It has its outcome: nothing is left to resume.
    bench.run("tasks resume 1 --yes").exits(9);
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn a_task_is_resumed_without_those_who_may_not_be_touched_by_now() {
    for meddle in [
        (|bench: &Bench| {
            write_policy(bench, &format!("protected = ['{PLAIN}']"));
        }) as fn(&Bench),
        |bench| {
            bench.sandbox.with_tenant(|tenant| {
                let role = "d29b2b05-8046-44ba-8758-1e26182fcf32";
                tenant.give_role(&user_id(PLAIN), role);
            });
        },
        |bench| only_ada_is_left(&bench.sandbox),
    ] {
        let mut bench = signed_in();
        let file = write_list(&bench, &[TWIN_1.to_owned(), PLAIN.to_owned()]);
        bench.kill_at(4, false);
        bench.run(&format!("users disable --from {file} --yes"));
        let mut bench = bench.killed().expect("it was killed");
        assert!(is_enabled(&bench, PLAIN));
        meddle(&bench);
        bench.requests();
        let ran = bench.run("tasks resume 1 --yes").exits(9);
        assert!(one_line(&ran.err).contains("by now"), "{}", ran.all());
        assert_eq!(writes(&bench.requests()), 2);
        assert!(is_enabled(&bench, PLAIN) && !is_enabled(&bench, TWIN_1));
    }
}

#[test]
fn who_could_become_privileged_is_only_touched_when_named() {
    for (upn, why) in [
        (cast::ELIGIBLE, "eligible"),
        (cast::GROUP_OWNER, "owns a group"),
        (cast::SYNC_ACCOUNT, "synchronization"),
    ] {
        let mut bench = signed_in();
        let file = write_list(&bench, &[upn.to_owned()]);
        let ran = bench
            .run(&format!("users disable --from {file} --yes"))
            .exits(12);
        assert!(one_line(&ran.err).contains(why), "{}", ran.all());
        assert_eq!(writes(&bench.requests()), 0);
    }
    let mut bench = signed_in();
    for (upn, why) in [
        (cast::ELIGIBLE, "it is eligible for a directory role"),
        (cast::GROUP_OWNER, "it owns a group"),
    ] {
        let ran = bench
            .run(&format!("users sign-out {upn} --dry-run"))
            .exits(0);
        assert!(one_line(&ran.out).contains(why), "{}", ran.all());
        let shown = bench.run(&format!("users show {upn} -o json")).exits(0);
        assert_eq!(shown.json()["tier"], "administrator");
        bench.run(&format!("users sign-out {upn} --yes")).exits(0);
    }
}

#[test]
fn what_of_roles_cannot_be_read_is_said_and_never_taken_for_safe() {
    let mut bench = signed_in();
    sign_in_as(&mut bench, cast::USER_ADMINISTRATOR);
    let plan = bench
        .run(&format!("users sign-out {PLAIN} --dry-run -o json"))
        .exits(0)
        .json();
    let one = &plan["accounts"][0];
    assert_eq!(one["tier"], "unknown", "{plan:#}");
    assert!(one["warnings"].to_string().contains("could not be read"));
    let file = write_list(&bench, &[PLAIN.to_owned()]);
    let line = format!("users sign-out --from {file} --yes");
    let ran = bench.run(&line).exits(0);
    assert!(
        one_line(&ran.err).contains("could not be read"),
        "{}",
        ran.all()
    );
    bench.requests();
    write_policy(&bench, "require_eligibility = true");
    let ran = bench.run(&line).exits(12);
    assert!(
        one_line(&ran.err).contains("activate a role"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
    // Without the license nobody is eligible.
    bench.sandbox.with_tenant(|tenant| tenant.skus.clear());
    bench.run(&line).exits(0);
}
