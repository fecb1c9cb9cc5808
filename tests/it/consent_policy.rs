//! What a catalog file, a policy and a reason may and must say before a grant:
//! labels, owners of files, the second signature, the question.
#![cfg(unix)]
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use crate::support::bench::{Bench, writes};
use crate::support::files::{write_config, write_policy};
use crate::support::plans::{create_ssh_key, ssh_sign};
use crate::support::text::one_line;
use crate::support::users::PLAIN;
use serde_json::Value;

/// Graph's id of RoleManagement.ReadWrite.Directory, as an application.
const ROLE_MANAGEMENT: &str = "9e3f62cf-ca93-4989-b6ce-bf83c28f9fe8";
/// Graph's id of Organization.Read.All, as an application and delegated.
const ORGANIZATION: &str = "498476ce-e0fe-48b0-b801-37ba7e2685c6";
const ORGANIZATION_SCOPE: &str = "4908d5b9-3fb2-4b1e-9336-1888b7937185";
/// A critical permission that S3 lists.
const CRITICAL: &str = "Directory.ReadWrite.All";
const S3: &str = "5e700003-aaaa-4aaa-8aaa-00000000da7a";

fn bench() -> Bench {
    let mut bench = Bench::new();
    bench.requests();
    bench
}

fn mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
}

/// A catalog file whose set S3 asks for one permission under this name and id.
fn catalog(bench: &Bench, name: &str, kind: &str, id: &str) -> PathBuf {
    write_config(bench, "catalog = 'own.toml'\n");
    let path = bench.folder.path().join("config/own.toml");
    let text = format!(
        "[[sets]]\nid = 's3'\nname = 'Own'\npermissions = [\n  \
         {{ resource = 'graph', name = '{name}', kind = '{kind}', id = '{id}' }},\n]\n"
    );
    std::fs::write(&path, text).unwrap();
    mode(&path, 0o644);
    path
}

fn audit(bench: &Bench) -> Vec<Value> {
    let log = bench.folder.path().join(entractl::sandbox::TENANT_ID);
    let log = std::fs::read_to_string(log.join("audit.jsonl")).unwrap_or_default();
    let lines = log.lines().map(|line| serde_json::from_str(line).unwrap());
    lines.collect()
}

#[test]
fn grant_refuses_permission_whose_id_has_another_name() {
    for (name, kind, id, real) in [
        // Our own catalog knows the name, and the API the id.
        (
            "Organization.Read.All",
            "application",
            ROLE_MANAGEMENT,
            ORGANIZATION,
        ),
        (
            "Harmless.Read.All",
            "application",
            ROLE_MANAGEMENT,
            "RoleManagement.ReadWrite.Directory",
        ),
        // The id of the other kind of a permission.
        (
            "Harmless.Read.All",
            "application",
            ORGANIZATION_SCOPE,
            "offers no application permission with this id",
        ),
        (
            "Harmless.Read",
            "delegated",
            ORGANIZATION_SCOPE,
            "Organization.Read.All",
        ),
    ] {
        let mut bench = bench();
        catalog(&bench, name, kind, id);
        for line in [
            "grant search --direct --yes",
            "grant search --direct --dry-run",
            "grant search --browser --yes",
            "grant search --url",
            "block search --revoke --yes",
            "status search",
        ] {
            let ran = bench.run(line).exits(12);
            for word in [name, id, real] {
                let found = one_line(&ran.err).contains(word);
                assert!(found, "{line}: {word}: {}", ran.all());
            }
        }
        assert_eq!(writes(&bench.requests()), 0, "{name} {kind}");
    }
}

#[test]
fn grant_takes_catalog_file_whose_names_are_those_of_the_api() {
    let mut bench = bench();
    catalog(&bench, "Organization.Read.All", "application", ORGANIZATION);
    let ran = bench
        .run("grant search --direct --yes -o json")
        .exits(0)
        .json();
    assert_eq!(ran["sets"][0]["adds"][0]["name"], "Organization.Read.All");
    assert_eq!(ran["sets"][0]["state"], "granted");
}

#[test]
fn unreadable_names_are_no_names() {
    let mut bench = bench();
    catalog(&bench, "Organization.Read.All", "application", ORGANIZATION);
    bench
        .run("sandbox faults set error-before:method=GET,path=00000003-0000")
        .exits(0);
    bench.requests();
    bench.run("grant search --direct --yes").exits(6);
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn catalog_file_that_others_may_write_is_refused() {
    let mut bench = bench();
    let path = catalog(&bench, "Organization.Read.All", "application", ORGANIZATION);
    bench.run("apps show search").exits(0);
    for bad in [0o664, 0o646] {
        mode(&path, bad);
        let ran = bench.run("apps show search").exits(10);
        assert!(one_line(&ran.err).contains("chmod go-w"), "{}", ran.all());
    }
    mode(&path, 0o644);
    // A link is as good as the file, and the folders of both count.
    let real = tempfile::tempdir().unwrap();
    let target = real.path().join("own.toml");
    std::fs::rename(&path, &target).unwrap();
    std::os::unix::fs::symlink(&target, &path).unwrap();
    bench.run("apps show search").exits(0);
    mode(real.path(), 0o777);
    bench.run("apps show search").exits(10);
    mode(real.path(), 0o755);
    drop(std::os::unix::fs::chown(&target, Some(65_534), None));
    if std::os::unix::fs::MetadataExt::uid(&std::fs::metadata(&target).unwrap()) == 65_534 {
        let ran = bench.run("apps show search").exits(10);
        assert!(one_line(&ran.err).contains("65534"), "{}", ran.all());
    }
}

/// Two people's keys, and who may sign.
fn signers(bench: &Bench) -> Option<tempfile::TempDir> {
    if !Path::new("/usr/bin/ssh-keygen").exists() {
        return None;
    }
    let keys = tempfile::tempdir().unwrap();
    let (mine, theirs) = (
        create_ssh_key(keys.path(), "mine"),
        create_ssh_key(keys.path(), "theirs"),
    );
    let allowed = keys.path().join("allowed_signers");
    std::fs::write(
        &allowed,
        format!("ada.admin@meridian.example {mine}gil.guardian@meridian.example {theirs}"),
    )
    .unwrap();
    mode(&allowed, 0o644);
    write_config(
        bench,
        &format!("[guard_rails]\nallowed_signers = '{}'\n", allowed.display()),
    );
    Some(keys)
}

#[test]
fn policy_demands_second_signature_for_critical_permissions() {
    let mut bench = bench();
    write_policy(&bench, "signed_for_critical = true");
    let shown = bench.run("profile guard-rails -o json").exits(0).out;
    assert!(shown.contains("signed_for_critical"), "{shown}");
    // What is not critical is one person's to decide.
    bench.run("grant mobile-security --direct --yes").exits(0);
    bench.requests();
    for line in [
        "grant search --direct --yes",
        "grant search --browser --yes",
        "grant search --url",
    ] {
        let ran = bench.run(line).exits(12);
        let said = one_line(&ran.err);
        for word in ["second person", CRITICAL, "--dry-run --plan-out"] {
            assert!(said.contains(word), "{line}: {word}: {}", ran.all());
        }
    }
    assert_eq!(writes(&bench.requests()), 0);
    assert!(
        audit(&bench)
            .iter()
            .any(|line| line["unmapped"]["phase"] == "refusal"),
    );
    let plan = bench.folder.path().join("grant.json");
    let plan = plan.to_string_lossy().into_owned();
    let dry = format!("grant search --direct --dry-run --plan-out {plan}");
    let ran = bench.run(&dry).exits(0);
    assert!(
        one_line(&ran.out).contains(&format!(
            "ssh-keygen -Y sign -f KEY -n entractl-plan {plan}"
        )),
        "{}",
        ran.all()
    );
    let apply = format!("grant search --direct --plan {plan} --yes");
    let ran = bench.run(&apply).exits(12);
    assert!(
        one_line(&ran.err).contains("allowed_signers"),
        "{}",
        ran.all()
    );
    let Some(keys) = signers(&bench) else {
        return;
    };
    bench.run(&apply).exits(12);
    ssh_sign(keys.path(), "mine", &plan);
    let ran = bench.run(&apply).exits(12);
    assert!(one_line(&ran.err).contains("yourself"), "{}", ran.all());
    ssh_sign(keys.path(), "theirs", &plan);
    // Signed for one app, not for another with other permissions.
    bench
        .run(&format!(
            "grant risk-insights --all-sets --direct --plan {plan} --yes"
        ))
        .exits(12);
    mode(&keys.path().join("allowed_signers"), 0o666);
    let ran = bench.run(&apply).exits(12);
    assert!(one_line(&ran.err).contains("chmod go-w"), "{}", ran.all());
    mode(&keys.path().join("allowed_signers"), 0o644);
    assert_eq!(writes(&bench.requests()), 0);
    bench.run(&apply).exits(0);
    assert_eq!(writes(&bench.requests()), 3);
    let approved = audit(&bench)
        .iter()
        .filter(|line| line["unmapped"]["approvedBy"] == "gil.guardian@meridian.example")
        .count();
    assert_eq!(approved, 6);
}

#[test]
fn grant_plan_that_was_changed_or_expired_is_refused() {
    let mut bench = bench();
    let Some(keys) = signers(&bench) else {
        return;
    };
    write_policy(&bench, "signed_for_critical = true");
    let plan = bench.folder.path().join("grant.json");
    let plan = plan.to_string_lossy().into_owned();
    let dry = format!("grant search --direct --dry-run --plan-out {plan}");
    bench.run(&dry).exits(0);
    let ran = bench.run(&dry).exits(8);
    assert!(one_line(&ran.err).contains("plan"), "{}", ran.all());
    let apply = format!("grant search --direct --plan {plan} --yes");
    ssh_sign(keys.path(), "theirs", &plan);
    let text = std::fs::read_to_string(&plan).unwrap();
    std::fs::write(&plan, text.replace('{', "{ ")).unwrap();
    bench.run(&apply).exits(10);
    std::fs::write(
        &plan,
        text.replace(S3, "5e700001-aaaa-4aaa-8aaa-00000000da7a"),
    )
    .unwrap();
    bench.run(&apply).exits(12);
    std::fs::write(&plan, "{}").unwrap();
    bench.run(&apply).exits(2);
    std::fs::write(&plan, &text).unwrap();
    bench
        .clock
        .advance(std::time::Duration::from_secs(24 * 3_600));
    let ran = bench.run(&apply).exits(12);
    assert!(one_line(&ran.err).contains("expired"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn apps_bind_leaves_audit_lines() {
    let mut bench = bench();
    let before = audit(&bench).len();
    bench
        .run(&format!("apps bind s3 --client-id {S3} --reason CHG-7"))
        .exits(0);
    let lines = audit(&bench).split_off(before);
    let phases: Vec<&Value> = lines
        .iter()
        .map(|line| &line["unmapped"]["phase"])
        .collect();
    assert_eq!(phases, ["intent", "result"], "{lines:#?}");
    for line in &lines {
        let text = line.to_string();
        for word in [S3, "\"s3\"", "apps bind", "CHG-7"] {
            assert!(text.contains(word), "{word}: {line:#}");
        }
    }
}

#[test]
fn reason_is_optional_until_a_file_requires_it() {
    let mut bench = bench();
    bench.run("block mobile-security").exits(0);
    let plan = bench.folder.path().join("plan.json");
    let plan = plan.to_string_lossy().into_owned();
    let from = crate::support::files::write_list(&bench, &[PLAIN.to_owned()]);
    let lines = [
        "grant search --direct --yes".to_owned(),
        "block mobile-security --revoke --yes".to_owned(),
        format!("users disable {PLAIN} --yes"),
        format!("users contain {PLAIN} --yes"),
        format!("users reset-password {PLAIN} --yes"),
        format!("users disable --from {from} --dry-run --plan-out {plan}"),
        format!("apps bind s3 --client-id {S3}"),
    ];
    bench.requests();
    for (machine, own) in [
        ("reason_required = true", ""),
        ("", "[guard_rails]\nreason_required = true\n"),
        ("", "[profiles.default]\nreason_required = true\n"),
    ] {
        write_policy(&bench, machine);
        write_config(&bench, own);
        for line in &lines {
            let ran = bench.run(line).exits(2);
            assert!(ran.err.contains("--reason"), "{line}: {}", ran.all());
        }
        assert!(bench.requests().is_empty(), "{machine}{own}");
        // What changes nothing needs none, and what says why is done.
        bench.run("grant search --direct --dry-run").exits(0);
        bench.run(&format!("users show {PLAIN}")).exits(0);
        bench.requests();
    }
    write_policy(&bench, "reason_required = true");
    bench
        .run("grant search --direct --yes --reason CHG-1")
        .exits(0);
    write_config(&bench, "[profiles.other]\nreason_required = true\n");
    write_policy(&bench, "");
    bench.run(&format!("users disable {PLAIN} --yes")).exits(0);
}

#[test]
fn questions_name_the_app() {
    let mut bench = bench();
    for (line, wanted) in [
        (
            "grant search --direct",
            "Grant 3 permissions, 3 of high or critical risk, to Search: ",
        ),
        (
            "grant search --browser",
            "Open Microsoft's page to grant 3 permissions, 3 of high or critical risk, to Search: ",
        ),
        ("block mobile-security --revoke", "from Mobile Security?"),
        ("block mobile-security --delete", "of Mobile Security?"),
    ] {
        bench.typed = Some("n\n".to_owned());
        let ran = bench.run(line).exits(13);
        let said = one_line(&ran.err);
        assert!(said.contains(wanted), "{line}: {wanted}: {}", ran.all());
    }
    let name = "account actions";
    bench.typed = Some("n\n".to_owned());
    let said = one_line(&bench.run("grant search --direct").exits(13).err);
    let question = said.split("Grant 3").last().unwrap();
    assert!(question.contains(name) && question.contains(S3), "{said}");
    bench.sandbox.with_tenant(|tenant| {
        let scenario = "s1-disabled".parse().unwrap();
        tenant.apply_scenario(scenario, crate::support::bench::start());
    });
    bench.typed = Some("n\n".to_owned());
    let ran = bench.run("grant mobile-security --enable").exits(13);
    assert!(
        one_line(&ran.err).contains("Mobile Security in Entra?"),
        "{}",
        ran.all()
    );
}
