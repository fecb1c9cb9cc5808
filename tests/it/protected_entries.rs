//! Entries of the protected lists that name no account, or cannot be read: the
//! run stops and names the line to fix.
use std::sync::Arc;

use crate::support::bench::{Bench, Ran, sent, writes};
use crate::support::faults::inject;
use crate::support::files::{write_config, write_list, write_policy};
use crate::support::text::one_line;
use crate::support::users::{PLAIN, TWIN_1, is_enabled, signed_in};
use crate::support::wire::Tamper;
use entractl::sandbox::seed::{cast, user_id};
use entractl::sandbox::{FaultKind, Object};
use entractl::transport::{Body, Request, Response};
use serde_json::{Value, json};

/// Full-width forms of visible ASCII.
fn full_width(text: &str) -> String {
    let wide = |c: char| char::from_u32(u32::from(c) + 0xfee0).unwrap();
    text.chars()
        .map(|c| if c.is_ascii_graphic() { wide(c) } else { c })
        .collect()
}

/// Each way to act on an account: typed, and by a list.
fn ways(bench: &Bench, upn: &str) -> [String; 2] {
    let file = write_list(bench, &[upn.to_owned()]);
    [
        format!("users sign-out {upn} --yes"),
        format!("users sign-out --from {file} --yes"),
    ]
}

fn stopped(bench: &mut Bench, ran: Ran, wanted: &[&str]) {
    let ran = ran.exits(12);
    for text in wanted {
        assert!(one_line(&ran.err).contains(text), "{text}: {}", ran.all());
    }
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn protected_entry_without_account_stops_the_run() {
    for entry in [
        "break.glas1@meridian.example".to_owned(),
        full_width("nobody.here") + "@meridian.example",
        full_width("nobody@meridian.example"),
        "jose\u{301}@meridian.example".to_owned(),
    ] {
        let mut bench = signed_in();
        write_config(
            &bench,
            &format!("[guard_rails]\nprotected = [\n  '{TWIN_1}',\n  '{entry}',\n]\n"),
        );
        for line in ways(&bench, PLAIN) {
            let ran = bench.run(&line);
            stopped(
                &mut bench,
                ran,
                &[&entry, "config.toml", "line 4", "nothing was sent"],
            );
        }
        bench.run(&format!("users can-i disable {PLAIN}")).exits(12);
        write_config(&bench, "");
        write_policy(&bench, &format!("protected = ['{entry}']"));
        for line in ways(&bench, PLAIN) {
            let ran = bench.run(&line);
            stopped(&mut bench, ran, &[&entry, "policy.toml", "line 2"]);
        }
    }
}

#[test]
fn protected_entry_in_any_unicode_form_protects() {
    let mail = "zoe\u{308}.vale@meridian.example";
    for (entry, composed) in [
        (full_width(cast::OTHER_MAIL), None),
        (full_width("m.okafor") + "@meridian.example", None),
        (mail.to_owned(), Some("zo\u{eb}.vale@meridian.example")),
    ] {
        let mut bench = signed_in();
        if let Some(composed) = composed {
            bench.sandbox.with_tenant(|tenant| {
                let id = user_id(cast::OTHER_MAIL);
                let mut user = tenant.users.get(&id).unwrap().clone();
                user.set("mail", composed);
                tenant.users.insert(user);
            });
        }
        write_config(&bench, &format!("[guard_rails]\nprotected = ['{entry}']\n"));
        for line in ways(&bench, cast::OTHER_MAIL) {
            let ran = bench.run(&line);
            stopped(&mut bench, ran, &["is protected by config.toml"]);
        }
        for line in ways(&bench, PLAIN) {
            bench.run(&line).exits(0);
        }
    }
}

/// Refuses the items of a batch whose address contains `part`.
fn refusing(bench: &Bench, part: &'static str, status: u16) -> Arc<Tamper> {
    let change = move |request: &Request, mut response: Response| {
        let asked: Value = serde_json::from_slice(request.body().as_bytes()).unwrap_or_default();
        let numbers: Vec<&Value> = asked["requests"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|one| one["url"].as_str().is_some_and(|url| url.contains(part)))
            .map(|one| &one["id"])
            .collect();
        let mut body: Value =
            serde_json::from_slice(response.body().as_bytes()).unwrap_or_default();
        for item in body["responses"].as_array_mut().into_iter().flatten() {
            if numbers.contains(&&item["id"]) {
                item["status"] = status.into();
                item["body"] = json!({ "error": { "code": "Some", "message": "no" } });
            }
        }
        if !numbers.is_empty() {
            let text = serde_json::to_vec(&body).unwrap();
            *response.body_mut() = Body::from(text);
        }
        response
    };
    Tamper::changing(&bench.sandbox, change)
}

#[test]
fn protected_entry_that_cannot_be_read_stops_the_run() {
    for status in [400, 403, 500] {
        for part in ["proxyAddresses", "mail%20eq%20'night", "mail eq 'night"] {
            let mut bench = signed_in();
            let alias = "night.desk@meridian.example";
            bench.sandbox.with_tenant(|tenant| {
                let mut user = tenant.users.get(&user_id(TWIN_1)).unwrap().clone();
                user.set("proxyAddresses", json!([format!("smtp:{alias}")]));
                tenant.users.insert(user);
            });
            write_config(&bench, &format!("[guard_rails]\nprotected = ['{alias}']\n"));
            for line in ways(&bench, PLAIN) {
                let wire = refusing(&bench, part, status);
                bench.wire = Some(Arc::clone(&wire) as _);
                let ran = bench.run(&line);
                if wire.lies.load(std::sync::atomic::Ordering::Relaxed) == 0 {
                    continue;
                }
                stopped(&mut bench, ran, &[alias, "config.toml", "line 2"]);
            }
            bench.wire = None;
            assert!(is_enabled(&bench, PLAIN));
        }
    }
    for (key, value, path) in [
        ("protected", user_id(TWIN_1), user_id(TWIN_1)),
        (
            "protected_groups",
            group(&signed_in(), cast::CLINICAL_GROUP),
            "/transitiveMembers".to_owned(),
        ),
    ] {
        for status in [403, 500] {
            let mut bench = signed_in();
            write_config(&bench, &format!("[guard_rails]\n{key} = ['{value}']\n"));
            inject(&bench, FaultKind::ErrorBefore, |rule| {
                rule.path = Some(path.clone());
                rule.status = Some(status);
            });
            for line in ways(&bench, PLAIN) {
                let ran = bench.run(&line);
                stopped(&mut bench, ran, &[&value, "config.toml", "line 2"]);
            }
        }
    }
}

fn group(bench: &Bench, name: &str) -> String {
    bench.sandbox.with_tenant(|tenant| {
        let mut all = tenant.groups.all();
        let group = all.find(|group| group.text("displayName") == name);
        group.unwrap().id().to_owned()
    })
}

#[test]
fn deleted_object_id_on_a_protected_list_is_a_warning() {
    let gone = "0f3b1c2d-0000-4000-8000-00000000abcd";
    for key in ["protected", "protected_groups"] {
        let mut bench = signed_in();
        write_config(&bench, &format!("[guard_rails]\n{key} = ['{gone}']\n"));
        for line in ways(&bench, PLAIN) {
            let ran = bench.run(&line).exits(0);
            let err = one_line(&ran.err);
            assert!(
                err.contains(gone) && err.contains("line 2"),
                "{}",
                ran.all()
            );
        }
    }
}

#[test]
fn group_on_the_list_of_accounts_stops_the_run() {
    let mut bench = signed_in();
    let id = group(&bench, cast::CLINICAL_GROUP);
    write_config(&bench, &format!("[guard_rails]\nprotected = ['{id}']\n"));
    for line in ways(&bench, PLAIN) {
        let ran = bench.run(&line);
        stopped(&mut bench, ran, &[&id, "protected_groups", "line 2"]);
    }
}

/// A protected group with one more member than are listed.
fn large_group(bench: &Bench) -> String {
    let id = group(bench, cast::CLINICAL_GROUP);
    bench.sandbox.with_tenant(|tenant| {
        let mut members: std::collections::BTreeSet<String> = (0..20_000)
            .map(|n| format!("eeeeeeee-0000-4000-8000-{n:012}"))
            .collect();
        for member in &members {
            tenant.groups.insert(Object::from_value(json!({
                "id": member, "displayName": "nested", "isAssignableToRole": null,
            })));
        }
        let inner = "eeeeeeee-0000-4000-8000-000000000007".to_owned();
        members.insert(user_id(TWIN_1));
        tenant.members.insert(id.clone(), members);
        tenant.members.insert(inner, [user_id(PLAIN)].into());
    });
    id
}

#[test]
fn members_of_a_very_large_protected_group_are_asked_per_account() {
    let mut bench = signed_in();
    let id = large_group(&bench);
    write_config(
        &bench,
        &format!("[guard_rails]\nprotected_groups = ['{id}']\n"),
    );
    for upn in [PLAIN, TWIN_1] {
        for line in ways(&bench, upn) {
            let ran = bench.run(&line);
            let entries = bench.requests();
            assert!(sent(&entries) < 40, "{}", sent(&entries));
            let asked = entries
                .iter()
                .any(|entry| entry.path.ends_with("/checkMemberGroups"));
            assert!(asked, "{line}: {}", ran.all());
            let why = ["in a group that config.toml protects"];
            stopped(&mut bench, ran, &why);
        }
    }
    for line in ways(&bench, cast::NOT_ASCII) {
        bench.run(&line).exits(0);
    }
    bench.requests();
    inject(&bench, FaultKind::ErrorBefore, |rule| {
        rule.path = Some("/checkMemberGroups".to_owned());
        rule.status = Some(403);
    });
    for line in ways(&bench, cast::NOT_ASCII) {
        let ran = bench.run(&line);
        stopped(&mut bench, ran, &[&id, "could not be read", "line 2"]);
    }
}

#[test]
fn refusal_names_the_one_rule_that_protects() {
    let mut bench = signed_in();
    let id = group(&bench, cast::CLINICAL_GROUP);
    bench.sandbox.with_tenant(|tenant| {
        tenant.members.insert(id.clone(), [user_id(PLAIN)].into());
    });
    for (config, machine, wanted) in [
        (
            format!("protected = ['{PLAIN}']"),
            String::new(),
            "is protected by config.toml",
        ),
        (
            String::new(),
            format!("protected = ['{PLAIN}']"),
            "is protected by this machine's policy",
        ),
        (
            format!("protected_groups = ['{id}']"),
            String::new(),
            "is in a group that config.toml protects",
        ),
        (
            String::new(),
            format!("protected_groups = ['{id}']"),
            "is in a group that this machine's policy protects",
        ),
    ] {
        write_config(&bench, &format!("[guard_rails]\n{config}\n"));
        write_policy(&bench, &machine);
        for line in ways(&bench, PLAIN) {
            let ran = bench.run(&line);
            let text = one_line(&ran.all());
            let all = ["config.toml", "this machine's policy", "Conditional Access"];
            let rules: Vec<&str> = all.into_iter().filter(|rule| text.contains(rule)).collect();
            assert!(rules.len() == 1, "{rules:?}: {}", ran.all());
            stopped(&mut bench, ran, &[wanted]);
        }
    }
    write_policy(&bench, "");
    write_config(&bench, "");
    for line in ways(&bench, cast::BREAK_GLASS_1) {
        let ran = bench.run(&line);
        let text = one_line(&ran.all());
        assert!(!text.contains("config.toml"), "{}", ran.all());
        stopped(&mut bench, ran, &["is a break-glass account"]);
    }
}
