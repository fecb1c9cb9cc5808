//! Plans as files, a second person's signature, and accounts that are
//! protected without being named.
use std::path::Path;

use crate::support::bench::writes;
use crate::support::faults::{clear_faults, inject};
use crate::support::files::write_list;
use crate::support::plans::{create_ssh_key, reseal, ssh_sign, write_plan};
use crate::support::users::{add_users, is_enabled, ordinary_users, signed_in};
use entractl::sandbox::FaultKind;
use serde_json::{Value, json};

#[test]
fn a_plan_is_applied_once_and_what_drifted_is_skipped() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 4);
    let file = write_plan(&mut bench, &people);
    bench
        .run(&format!("users disable {} --yes", people[0]))
        .exits(0);
    bench.sandbox.with_tenant(|tenant| {
        let id = tenant
            .users
            .all()
            .find(|user| user.text("userPrincipalName") == people[1])
            .unwrap()
            .id()
            .to_owned();
        let mut user = tenant.users.get(&id).unwrap().clone();
        user.set(
            "userPrincipalName",
            "somebody.else@meridian.example".to_owned(),
        );
        tenant.users.insert(user);
    });
    bench.requests();
    let report = bench
        .run(&format!("tasks apply {file} --yes -o json"))
        .exits(9)
        .json();
    assert_eq!(
        (&report["counts"]["done"], &report["skippedCount"]),
        (&json!(2), &json!(2)),
        "{report}"
    );
    assert_eq!(writes(&bench.requests()), 4);
    let ran = bench.run(&format!("tasks apply {file} --yes")).exits(12);
    assert!(ran.err.contains("applied already"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn a_changed_expired_or_foreign_plan_is_refused() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let file = write_plan(&mut bench, &people);
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(
        &file,
        text.replace("\"enabled\": true", "\"enabled\":  true"),
    )
    .unwrap();
    bench.run(&format!("tasks apply {file} --yes")).exits(10);
    std::fs::write(&file, "{}").unwrap();
    bench.run(&format!("tasks apply {file} --yes")).exits(2);
    std::fs::write(&file, &text).unwrap();
    bench
        .clock
        .advance(std::time::Duration::from_secs(24 * 3_600));
    let ran = bench.run(&format!("tasks apply {file} --yes"));
    assert!(
        ran.exit == 12 && ran.err.contains("expired"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn a_plan_that_names_an_account_twice_is_refused_however_well_it_is_sealed() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let file = write_plan(&mut bench, &people);
    reseal(&file, |rows| rows.push(rows[0].clone()));
    bench.requests();
    bench.run(&format!("tasks apply {file} --yes")).exits(10);
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn above_500_nothing_is_written_without_a_second_person() {
    let mut bench = signed_in();
    let people = add_users(&bench, 501);
    let csv = write_list(&bench, &people);
    let ran = bench
        .run(&format!(
            "users sign-out --from {csv} --yes --expect-count 501"
        ))
        .exits(12);
    assert!(ran.err.contains("second person"), "{}", ran.all());
    let file = bench
        .folder
        .path()
        .join("big.json")
        .to_string_lossy()
        .into_owned();
    let ran = bench
        .run(&format!(
            "users disable --from {csv} --dry-run --plan-out {file}"
        ))
        .exits(0);
    assert!(ran.out.contains("ssh-keygen -Y sign"), "{}", ran.all());
    let first: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let first = first["rows"][0]["id"].as_str().unwrap().to_owned();
    let apply = format!("tasks apply {file} --yes --expect-count 501");
    bench.run(&apply).exits(12);
    if !Path::new("/usr/bin/ssh-keygen").exists() {
        assert_eq!(writes(&bench.requests()), 0);
        return;
    }
    let keys = tempfile::tempdir().unwrap();
    let (mine, theirs) = (
        create_ssh_key(keys.path(), "mine"),
        create_ssh_key(keys.path(), "theirs"),
    );
    create_ssh_key(keys.path(), "strange");
    let allowed = keys.path().join("allowed_signers");
    std::fs::write(
        &allowed,
        format!("Ada.Admin@meridian.example {mine}gil.guardian@meridian.example {theirs}"),
    )
    .unwrap();
    let config = bench.folder.path().join("config");
    std::fs::create_dir_all(&config).unwrap();
    let settings = config.join("config.toml");
    std::fs::write(
        &settings,
        format!(
            "[guard_rails]\nallowed_signers = \"{}\"\n",
            allowed.display()
        ),
    )
    .unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&config, std::fs::Permissions::from_mode(0o700)).unwrap();
        std::fs::set_permissions(&settings, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    for (name, why) in [("mine", "signed by yourself"), ("strange", "no line of")] {
        ssh_sign(keys.path(), name, &file);
        let ran = bench.run(&apply).exits(12);
        assert!(ran.err.contains(why), "{}", ran.all());
        // Nor does a directory that cannot be read hide it.
        inject(&bench, FaultKind::ErrorBefore, |rule| {
            rule.method = Some("GET".to_owned());
            rule.path = Some(format!("/users/{first}"));
            rule.status = Some(403);
        });
        let ran = bench.run(&apply).exits(12);
        assert!(ran.err.contains(why), "{}", ran.all());
        clear_faults(&bench);
    }
    let other = bench
        .folder
        .path()
        .join("other.json")
        .to_string_lossy()
        .into_owned();
    std::fs::write(&other, "something else").unwrap();
    ssh_sign(keys.path(), "theirs", &other);
    let ran = bench
        .run(&format!("{apply} --signature {other}.sig"))
        .exits(12);
    assert!(ran.err.contains("signature is not on"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    ssh_sign(keys.path(), "theirs", &file);
    let report = bench.run(&format!("{apply} -o json")).exits(0).json();
    assert_eq!(report["counts"]["done"], 501);
    bench.clock.advance(std::time::Duration::from_secs(3_600));
    bench.requests();
    // What lets them in again needs their number, and no second person.
    bench.run("tasks undo 1 --yes").exits(13);
    assert_eq!(writes(&bench.requests()), 0);
    bench.run("tasks undo 1 --yes --expect-count 501").exits(0);
}

#[test]
fn break_glass_accounts_and_protected_groups_are_never_touched() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 3);
    let (emergency, member) = (people[0].clone(), people[1].clone());
    let group = bench.sandbox.with_tenant(|tenant| {
        let id = |tenant: &entractl::sandbox::Tenant, upn: &str| {
            let mut all = tenant.users.all();
            let user = all.find(|user| user.text("userPrincipalName") == upn);
            user.unwrap().id().to_owned()
        };
        let (emergency, member) = (id(tenant, &emergency), id(tenant, &member));
        tenant.give_role(&emergency, "62e90394-69f5-4237-9190-012177145e10");
        let policies: Vec<_> = tenant.access_policies.all().cloned().collect();
        assert!(!policies.is_empty());
        for mut policy in policies {
            let mut conditions = policy.get("conditions").clone();
            let excluded = conditions["users"]["excludeUsers"].as_array_mut().unwrap();
            excluded.push(json!(emergency));
            policy.set("conditions", conditions);
            tenant.access_policies.insert(policy);
        }
        let group = tenant.groups.all().next().unwrap().id().to_owned();
        tenant.members.entry(group.clone()).or_default().clear();
        tenant
            .members
            .entry(group.clone())
            .or_default()
            .insert(member);
        group
    });
    let config = bench.folder.path().join("config");
    std::fs::create_dir_all(&config).unwrap();
    let settings = config.join("config.toml");
    std::fs::write(
        &settings,
        format!("[guard_rails]\nprotected_groups = [\"{group}\"]\n"),
    )
    .unwrap();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        std::fs::set_permissions(&config, std::fs::Permissions::from_mode(0o700)).unwrap();
        std::fs::set_permissions(&settings, std::fs::Permissions::from_mode(0o600)).unwrap();
    }
    let why = ["is a break-glass account", "is in a group that config.toml"];
    for (upn, why) in people.iter().zip(why) {
        let ran = bench.run(&format!("users disable {upn} --yes")).exits(12);
        let err = crate::support::text::one_line(&ran.err);
        assert!(err.contains(why), "{}", ran.all());
        let file = write_list(&bench, std::slice::from_ref(upn));
        bench
            .run(&format!("users disable --from {file} --yes"))
            .exits(12);
        assert!(is_enabled(&bench, upn));
    }
    assert_eq!(writes(&bench.requests()), 0);
    bench
        .run(&format!("users disable {} --yes", people[2]))
        .exits(0);
}
