//! Restricted management administrative units: only a role assigned at the unit
//! may change its accounts.
use crate::support::bench::{Bench, writes};
use crate::support::faults::{clear_faults, inject};
use crate::support::files::write_list;
use crate::support::text::one_line;
use crate::support::users::{PLAIN, TWIN_1, is_enabled, ordinary_users, sign_in_as, signed_in};
use entractl::sandbox::seed::{cast, user_id};
use entractl::sandbox::{FaultKind, Object};
use serde_json::json;

const UNIT: &str = "Executive Protection";
const USER_ADMINISTRATOR: &str = "fe930be7-5e62-47db-91af-98c3a49a38b1";

/// A tenant with a restricted unit, and its administrator signed in.
fn restricted() -> Bench {
    let mut bench = signed_in();
    bench
        .run("sandbox reset --scenario restricted-unit")
        .exits(0);
    bench.requests();
    bench
}

/// Assigns User Administrator at the unit.
fn assign_at_unit(bench: &Bench, upn: &str) {
    bench.sandbox.with_tenant(|tenant| {
        let unit = tenant
            .administrative_units
            .all()
            .find(|unit| unit.text("displayName") == UNIT);
        let unit = unit.unwrap().id().to_owned();
        tenant.role_assignments.insert(Object::from_value(json!({
            "id": "at-the-unit",
            "directoryScopeId": format!("/administrativeUnits/{unit}"),
            "principalId": user_id(upn),
            "roleDefinitionId": USER_ADMINISTRATOR,
        })));
    });
}

#[test]
fn can_i_names_the_restricted_unit_and_the_role_that_is_needed() {
    let mut bench = restricted();
    let line = format!("users can-i disable {TWIN_1}");
    let ran = bench.run(&line).exits(4);
    let text = one_line(&ran.out);
    for wanted in [
        UNIT,
        "restricted management administrative unit",
        "assigned at",
    ] {
        assert!(text.contains(wanted), "{wanted}: {}", ran.all());
    }
    assert!(!text.contains("lacks"), "{}", ran.all());
    let acted = bench.run(&format!("users disable {TWIN_1} --yes")).exits(4);
    let text = one_line(&acted.all());
    for wanted in [UNIT, "assigned at"] {
        assert!(text.contains(wanted), "{wanted}: {}", acted.all());
    }
    assert_eq!(writes(&bench.requests()), 0);
    assert!(is_enabled(&bench, TWIN_1));
    // Others of the same tenant are as before.
    bench.run(&format!("users can-i disable {PLAIN}")).exits(0);
}

#[test]
fn role_at_the_restricted_unit_is_enough() {
    let mut bench = restricted();
    assign_at_unit(&bench, cast::HELPDESK_ADMINISTRATOR);
    sign_in_as(&mut bench, cast::HELPDESK_ADMINISTRATOR);
    bench.run(&format!("users can-i disable {TWIN_1}")).exits(0);
    bench.run(&format!("users disable {TWIN_1} --yes")).exits(0);
    assert!(!is_enabled(&bench, TWIN_1));
    // The role reaches the unit alone.
    bench.run(&format!("users disable {PLAIN} --yes"));
    assert!(is_enabled(&bench, PLAIN));
}

#[test]
fn plan_warns_of_the_restricted_unit() {
    let mut bench = restricted();
    let ran = bench
        .run(&format!("users contain {TWIN_1} --dry-run"))
        .exits(0);
    let text = one_line(&ran.out);
    assert!(
        text.contains(UNIT) && text.contains("assigned at"),
        "{}",
        ran.all()
    );
    let ran = bench.run(&format!("users show {TWIN_1}")).exits(0);
    assert!(one_line(&ran.out).contains(UNIT), "{}", ran.all());
}

#[test]
fn accounts_of_a_restricted_unit_are_only_touched_when_named() {
    let mut bench = restricted();
    assign_at_unit(&bench, cast::USER_ADMINISTRATOR);
    sign_in_as(&mut bench, cast::USER_ADMINISTRATOR);
    let file = write_list(&bench, &[TWIN_1.to_owned(), PLAIN.to_owned()]);
    let ran = bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(12);
    let text = one_line(&ran.err);
    for wanted in [UNIT, "name it on the command line"] {
        assert!(text.contains(wanted), "{wanted}: {}", ran.all());
    }
    assert_eq!(writes(&bench.requests()), 0);
    bench
        .run(&format!("users disable --from {file} --yes --skip-invalid"))
        .exits(9);
    assert!(is_enabled(&bench, TWIN_1) && !is_enabled(&bench, PLAIN));
    bench.run(&format!("users disable {TWIN_1} --yes")).exits(0);
    // What was named is undone; a plan of a list does not reach into a unit.
    // Who may not read the audit log does not know who changed it since; an
    // administrator does.
    bench.run("tasks undo 2 --yes").exits(9);
    assert!(!is_enabled(&bench, TWIN_1));
}

/// Moves an account into the restricted unit, or as Graph marks it.
fn move_in(bench: &Bench, upn: &str) {
    bench.sandbox.with_tenant(|tenant| {
        let unit = tenant
            .administrative_units
            .all()
            .find(|unit| unit.text("displayName") == UNIT);
        let unit = unit.unwrap().id().to_owned();
        tenant
            .unit_members
            .entry(unit)
            .or_default()
            .insert(user_id(upn));
        let mut user = tenant.users.get(&user_id(upn)).unwrap().clone();
        user.set("isManagementRestricted", true);
        tenant.users.insert(user);
    });
}

/// Leaves every step of a task open: its first writes are refused by the service.
fn left_open(bench: &mut Bench, command: &str) {
    inject(bench, FaultKind::ErrorBefore, |rule| {
        rule.method = Some("PATCH".to_owned());
        rule.status = Some(423);
    });
    inject(bench, FaultKind::ErrorBefore, |rule| {
        rule.method = Some("POST".to_owned());
        rule.path = Some("revokeSignInSessions".to_owned());
        rule.status = Some(423);
    });
    let ran = bench.run(command);
    assert_ne!(ran.exit, 0, "{}", ran.all());
    clear_faults(bench);
    bench.requests();
}

#[test]
fn resume_leaves_account_that_moved_into_a_restricted_unit() {
    let mut bench = restricted();
    let people = ordinary_users(&bench, 3);
    let file = write_list(&bench, &people);
    left_open(&mut bench, &format!("users disable --from {file} --yes"));
    move_in(&bench, &people[1]);
    let ran = bench.run("tasks resume 1 --yes").exits(9);
    assert!(one_line(&ran.all()).contains(UNIT), "{}", ran.all());
    assert!(is_enabled(&bench, &people[1]));
    assert!(!is_enabled(&bench, &people[0]) && !is_enabled(&bench, &people[2]));
    let sent = bench.requests();
    let id = user_id(&people[1]);
    let touched = sent
        .iter()
        .any(|one| one.method != "GET" && one.path.contains(&id));
    assert!(!touched, "{sent:#?}");
}

#[test]
fn resume_of_a_typed_account_in_a_restricted_unit_goes_on() {
    let mut bench = restricted();
    let people = ordinary_users(&bench, 1);
    let typed = &people[0];
    left_open(&mut bench, &format!("users disable {typed} --yes"));
    move_in(&bench, typed);
    assign_at_unit(&bench, cast::USER_ADMINISTRATOR);
    // Graph decides: whoever began the task has no role at the unit.
    let ran = bench.run("tasks resume 1 --yes").exits(4);
    assert!(
        bench.requests().iter().any(|one| one.method == "PATCH"),
        "{}",
        ran.all()
    );
}

#[test]
fn resume_sends_nothing_where_a_restricted_unit_cannot_be_ruled_out() {
    let mut bench = restricted();
    let people = ordinary_users(&bench, 2);
    let file = write_list(&bench, &people);
    left_open(&mut bench, &format!("users disable --from {file} --yes"));
    inject(&bench, FaultKind::ErrorBefore, |rule| {
        rule.method = Some("GET".to_owned());
        rule.path = Some(format!("/users/{}", user_id(&people[1])));
    });
    let ran = bench.run("tasks resume 1 --yes").exits(12);
    assert!(ran.err.contains("restricted unit"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    clear_faults(&bench);
    bench.run("tasks resume 1 --yes").exits(0);
}
