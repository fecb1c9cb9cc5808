//! Break-glass accounts: permanent Global Administrators that no enabled Block
//! policy of Conditional Access reaches.
use crate::support::bench::{Bench, sent, writes};
use crate::support::files::write_list;
use crate::support::text::one_line;
use crate::support::users::{PLAIN, signed_in};
use entractl::sandbox::seed::{cast, user_id};
use entractl::sandbox::{Object, Sandbox};
use serde_json::{Value, json};

const GLOBAL_ADMINISTRATOR: &str = "62e90394-69f5-4237-9190-012177145e10";
const HELPDESK: &str = "729827e3-9c14-49f7-bb1b-9608f156bbb8";
const GIL: &str = cast::SECOND_ADMINISTRATOR;

/// A policy with this grant control and these people.
fn access_policy(name: &str, control: &str, users: &Value) -> Value {
    let mut people = json!({
        "includeUsers": [], "excludeUsers": [], "includeGroups": [],
        "excludeGroups": [], "includeRoles": [], "excludeRoles": [],
    });
    for (key, value) in users.as_object().unwrap() {
        people[key] = value.clone();
    }
    json!({
        "id": name,
        "displayName": name,
        "state": "enabled",
        "conditions": {
            "applications": {
                "includeApplications": ["All"], "excludeApplications": [], "includeUserActions": [],
            },
            "clientAppTypes": ["all"],
            "users": people,
        },
        "grantControls": { "operator": "OR", "builtInControls": [control] },
        "sessionControls": null,
    })
}

fn block(users: &Value) -> Value {
    access_policy("block", "block", users)
}

/// Puts these policies in place of those that the tenant has.
fn set(sandbox: &Sandbox, policies: &[Value]) {
    sandbox.with_tenant(|tenant| {
        tenant.access_policies.retain(|_| false);
        for policy in policies {
            tenant
                .access_policies
                .insert(Object::from_value(policy.clone()));
        }
    });
}

fn change(sandbox: &Sandbox, upn: &str, name: &str, value: impl Into<Value>) {
    sandbox.with_tenant(|tenant| {
        let mut user = tenant.users.get(&user_id(upn)).unwrap().clone();
        user.set(name, value);
        tenant.users.insert(user);
    });
}

/// Which of the four Global Administrators a typed command and a list refuse as
/// break-glass accounts; both must agree.
fn refused(bench: &mut Bench) -> Vec<&'static str> {
    let mut found = Vec::new();
    for upn in [cast::BREAK_GLASS_1, cast::BREAK_GLASS_2, GIL] {
        let ran = bench.run(&format!("users sign-out {upn} --dry-run"));
        let typed = one_line(&ran.all()).contains("is a break-glass account");
        assert!(ran.exit == if typed { 12 } else { 0 }, "{}", ran.all());
        let file = write_list(bench, &[upn.to_owned()]);
        let ran = bench
            .run(&format!("users sign-out --from {file} --dry-run"))
            .exits(12);
        let listed = one_line(&ran.all()).contains("is a break-glass account");
        assert_eq!(typed, listed, "{upn}: {}", ran.all());
        if typed {
            found.push(upn);
        }
    }
    found
}

const BOTH: [&str; 2] = [cast::BREAK_GLASS_1, cast::BREAK_GLASS_2];

fn ids(upns: &[&str]) -> Vec<String> {
    upns.iter().map(|upn| user_id(upn)).collect()
}

#[test]
fn break_glass_accounts_are_found_beside_a_policy_for_one_group() {
    let mut bench = signed_in();
    let group = bench.sandbox.with_tenant(|tenant| {
        let mut all = tenant.groups.all();
        all.find(|one| one.text("displayName") == cast::CLINICAL_GROUP)
            .unwrap()
            .id()
            .to_owned()
    });
    let everyone = block(&json!({ "includeUsers": ["All"], "excludeUsers": ids(&BOTH) }));
    let mut one_group = block(&json!({ "includeGroups": [group] }));
    one_group["id"] = "one group".into();
    set(&bench.sandbox, &[everyone.clone(), one_group]);
    assert_eq!(refused(&mut bench), BOTH);
    // Microsoft demands phishing-resistant sign-in of them: that is no Block.
    let mut mfa = access_policy("mfa", "mfa", &json!({ "includeUsers": ["All"] }));
    mfa["id"] = "mfa".into();
    set(&bench.sandbox, &[everyone, mfa]);
    assert_eq!(refused(&mut bench), BOTH);
    // One batch reads all that decides, where no policy names a group or another role.
    bench.requests();
    bench
        .run(&format!("users contain {PLAIN} --dry-run"))
        .exits(0);
    let entries = bench.requests();
    assert_eq!(sent(&entries), 1, "{entries:#?}");
    assert_eq!(writes(&entries), 0);
}

#[test]
fn scenarios_show_block_policies_for_one_group_and_none_at_all() {
    let mut bench = signed_in();
    bench.run("sandbox reset --scenario group-block").exits(0);
    assert_eq!(refused(&mut bench), BOTH);
    bench
        .run("sandbox reset --scenario no-block-policy")
        .exits(0);
    assert!(refused(&mut bench).is_empty());
}

#[test]
fn break_glass_follows_who_a_policy_reaches() {
    let mut bench = signed_in();
    let outer = "aaaaaaaa-0000-4000-8000-000000000001";
    let inner = "aaaaaaaa-0000-4000-8000-000000000002";
    bench.sandbox.with_tenant(|tenant| {
        for id in [outer, inner] {
            tenant.groups.insert(Object::from_value(json!({
                "id": id, "displayName": "Emergency", "isAssignableToRole": null,
            })));
        }
        tenant
            .members
            .insert(outer.to_owned(), [inner.to_owned()].into());
        tenant
            .members
            .insert(inner.to_owned(), ids(&BOTH).into_iter().collect());
        tenant.give_role(&user_id(GIL), HELPDESK);
    });
    let all = json!(["All"]);
    let (both, none): (&[&str], &[&str]) = (&BOTH, &[]);
    let (second, gil) = (&both[1..], [GIL]);
    let three = [BOTH[0], BOTH[1], GIL];
    let cases: Vec<(Value, &[&str])> = vec![
        // A group in the excluded group.
        (
            json!({ "includeUsers": all, "excludeGroups": [outer] }),
            both,
        ),
        // Exclusion wins over inclusion by name.
        (
            json!({ "includeUsers": ids(both), "includeRoles": [GLOBAL_ADMINISTRATOR], "excludeGroups": [outer] }),
            both,
        ),
        // Only one of them is left out.
        (
            json!({ "includeUsers": all, "excludeUsers": ids(&[cast::BREAK_GLASS_2]) }),
            second,
        ),
        // Everybody with the role, but for none.
        (json!({ "includeRoles": [GLOBAL_ADMINISTRATOR] }), none),
        // Another active role.
        (json!({ "includeRoles": [HELPDESK] }), both),
        (
            json!({ "includeUsers": all, "excludeRoles": [HELPDESK] }),
            gil.as_slice(),
        ),
        // Guests only.
        (
            json!({ "includeUsers": ["GuestsOrExternalUsers"] }),
            three.as_slice(),
        ),
        (
            json!({ "includeUsers": all, "excludeGuestsOrExternalUsers": {
                "guestOrExternalUserTypes": "internalGuest,b2bCollaborationGuest",
                "externalTenants": { "membershipKind": "all" },
            } }),
            none,
        ),
    ];
    for (users, wanted) in cases {
        set(&bench.sandbox, &[block(&users)]);
        assert_eq!(refused(&mut bench), wanted, "{users:#}");
    }
}

#[test]
fn break_glass_needs_an_enabled_cloud_only_permanent_administrator() {
    let mut bench = signed_in();
    let everyone =
        block(&json!({ "includeUsers": ["All"], "excludeUsers": ids(&[BOTH[0], BOTH[1], GIL]) }));
    set(&bench.sandbox, &[everyone]);
    assert_eq!(refused(&mut bench), [BOTH[0], BOTH[1], GIL]);
    change(&bench.sandbox, BOTH[0], "onPremisesSyncEnabled", true);
    assert_eq!(refused(&mut bench), [BOTH[1], GIL]);
    change(
        &bench.sandbox,
        BOTH[0],
        "onPremisesSyncEnabled",
        Value::Null,
    );
    change(&bench.sandbox, BOTH[1], "userType", "Guest");
    assert_eq!(refused(&mut bench), [BOTH[0], GIL]);
    change(&bench.sandbox, BOTH[1], "userType", "Member");
    // A role that was activated for a time.
    bench.sandbox.with_tenant(|tenant| {
        let held = tenant.role_assignments.all().find(|one| {
            one.text("principalId") == user_id(GIL)
                && one.text("roleDefinitionId") == GLOBAL_ADMINISTRATOR
        });
        let mut held = held.unwrap().clone();
        held.set("endDateTime", "2026-03-02T09:00:00Z");
        held.set("assignmentType", "Activated");
        tenant.role_assignments.insert(held);
    });
    assert_eq!(refused(&mut bench), BOTH);
    // Without the license every assignment is permanent.
    bench.sandbox.with_tenant(|tenant| tenant.skus.clear());
    assert_eq!(refused(&mut bench), [BOTH[0], BOTH[1], GIL]);
}

#[test]
fn without_a_block_policy_about_people_a_warning_says_so() {
    let mut bench = signed_in();
    let everyone = json!({ "includeUsers": ["All"] });
    let mut workloads = block(&json!({ "includeUsers": ["None"] }));
    workloads["conditions"]["clientApplications"] =
        json!({ "includeServicePrincipals": ["ServicePrincipalsInMyTenant"] });
    let mut actions = block(&everyone);
    actions["conditions"]["applications"] = json!({
        "includeApplications": [], "includeUserActions": ["urn:user:registersecurityinfo"],
    });
    let mut context = block(&everyone);
    context["conditions"]["applications"] = json!({
        "includeApplications": [], "includeAuthenticationContextClassReferences": ["c1"],
    });
    let mut report_only = block(&json!({ "includeUsers": ["All"], "excludeUsers": ids(&BOTH) }));
    report_only["state"] = "enabledForReportingButNotEnforced".into();
    let mfa = access_policy(
        "mfa",
        "mfa",
        &json!({ "includeUsers": ["All"], "excludeUsers": ids(&BOTH) }),
    );
    for policies in [
        vec![],
        vec![mfa],
        vec![workloads],
        vec![actions],
        vec![context],
        vec![report_only],
    ] {
        set(&bench.sandbox, &policies);
        assert!(refused(&mut bench).is_empty(), "{policies:#?}");
        let file = write_list(&bench, &[PLAIN.to_owned()]);
        for line in [
            format!("users sign-out {PLAIN} --dry-run"),
            format!("users sign-out --from {file} --dry-run"),
        ] {
            let ran = bench.run(&line).exits(0);
            let err = one_line(&ran.err);
            assert!(
                err.contains("break-glass accounts cannot be detected"),
                "{}",
                ran.all()
            );
            assert!(err.contains("guard_rails"), "{}", ran.all());
        }
    }
}

#[test]
fn guard_rails_show_break_glass_accounts_by_name() {
    let mut bench = signed_in();
    let everyone = block(&json!({ "includeUsers": ["All"], "excludeUsers": ids(&BOTH) }));
    let mut strong = access_policy("Strong for admins", "", &json!({ "includeUsers": ["All"] }));
    strong["grantControls"] = json!({
        "operator": "OR", "builtInControls": [],
        "authenticationStrength": { "id": "00000000-0000-0000-0000-000000000004" },
    });
    let mut report_only =
        access_policy("Device code", "block", &json!({ "includeUsers": ["All"] }));
    report_only["state"] = "enabledForReportingButNotEnforced".into();
    set(&bench.sandbox, &[everyone, strong, report_only]);
    let shown = bench.run("profile guard-rails -o json").exits(0).json();
    let found = shown["breakGlass"]["accounts"].as_array().unwrap();
    let names: Vec<&str> = found
        .iter()
        .map(|one| one["userPrincipalName"].as_str().unwrap())
        .collect();
    assert_eq!(names, BOTH, "{shown:#}");
    assert_eq!(
        found[0]["policies"],
        json!(["Strong for admins"]),
        "{shown:#}"
    );
    assert_eq!(found[0]["phishingResistantOnly"], true, "{shown:#}");
    assert_eq!(
        found[0]["reportOnlyBlocks"],
        json!(["Device code"]),
        "{shown:#}"
    );
    let ran = bench.run("profile guard-rails").exits(0);
    for upn in BOTH {
        assert!(ran.out.contains(upn), "{}", ran.all());
    }
    assert!(
        one_line(&ran.all()).contains("Device code"),
        "{}",
        ran.all()
    );
    set(&bench.sandbox, &[]);
    let ran = bench.run("profile guard-rails").exits(0);
    assert!(
        one_line(&ran.all()).contains("cannot be detected"),
        "{}",
        ran.all()
    );
    // It shows the files without a session, too.
    bench.run("auth logout").exits(0);
    let shown = bench.run("profile guard-rails -o json").exits(0).json();
    assert!(shown["breakGlass"]["unread"].is_string(), "{shown:#}");
}
