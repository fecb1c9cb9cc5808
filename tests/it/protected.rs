//! A protected account, however it is written in the settings and in whatever
//! spelling it is named: nothing is ever written to it.
use crate::support::bench::{Bench, writes};
use crate::support::files::{write_config, write_policy};
use crate::support::users::{PLAIN, signed_in};
use entractl::sandbox::seed::{cast, user_id};
use serde_json::json;

const UPN: &str = cast::OTHER_MAIL;
const MAIL: &str = cast::OTHER_MAIL_ADDRESS;
const ALIAS: &str = "pharmacy.night@meridian.example";

/// Ways to name the account; some of them name nobody.
fn spellings() -> Vec<String> {
    let id = user_id(UPN);
    let (local, domain) = UPN.split_once('@').unwrap();
    let mut mixed = String::new();
    for (place, c) in UPN.chars().enumerate() {
        if place % 2 == 0 {
            mixed.extend(c.to_uppercase());
        } else {
            mixed.push(c);
        }
    }
    vec![
        UPN.to_owned(),
        UPN.to_uppercase(),
        mixed,
        format!("  {UPN}"),
        format!("{UPN}\t "),
        id.clone(),
        id.to_uppercase(),
        format!("{{{id}}}"),
        MAIL.to_owned(),
        MAIL.to_uppercase(),
        ALIAS.to_owned(),
        format!("smtp:{ALIAS}"),
        format!("mailto:{UPN}"),
        format!("MAILTO:{MAIL}"),
        format!("{UPN}."),
        format!("\u{feff}{UPN}"),
        format!("\"{UPN}\""),
        // The same letters in other forms of Unicode.
        format!("{local}\u{ff20}{domain}"),
        format!("{local}\u{200b}@{domain}"),
        UPN.replace('o', "o\u{301}"),
        UPN.replace('k', "\u{212a}"),
        UPN.replace('a', "\u{430}"),
        format!("{local}_{domain}#EXT#@{domain}"),
        format!("../users/{id}"),
        format!("{id}%2f"),
    ]
}

/// The same names as lists.
fn lists(spelling: &str) -> Vec<String> {
    let quoted = spelling.replace('"', "\"\"");
    vec![
        format!("{spelling}\r\n"),
        format!("\u{feff}{spelling}\n"),
        format!("name;upn\nsomebody;\"{quoted}\"\n"),
        format!("\u{feff}Object Id,Mail\r\n,\"{quoted}\"\r\n"),
        format!("{}\n", json!({ "userPrincipalName": spelling })),
        format!("{PLAIN}\n{spelling}\n"),
    ]
}

/// Protects the account in one of the ways that there are.
type Protect = fn(&Bench);

const WAYS: [(&str, Protect); 6] = [
    ("its principal name", |bench| {
        write_config(bench, &format!("[guard_rails]\nprotected = ['{UPN}']\n"));
    }),
    ("its object id in capitals", |bench| {
        let id = user_id(UPN).to_uppercase();
        write_config(bench, &format!("[guard_rails]\nprotected = ['{id}']\n"));
    }),
    ("its mail address", |bench| {
        let mail = MAIL.to_uppercase();
        write_config(bench, &format!("[guard_rails]\nprotected = ['{mail}']\n"));
    }),
    ("its second mail address", |bench| {
        write_config(bench, &format!("[guard_rails]\nprotected = ['{ALIAS}']\n"));
    }),
    ("the machine's policy", |bench| {
        write_policy(bench, &format!("protected = ['{UPN}']"));
    }),
    ("a group in a group", |bench| {
        let outer = bench.sandbox.with_tenant(|tenant| {
            let mut ids = tenant.groups.all().map(|group| group.id().to_owned());
            let (outer, inner) = (ids.next().unwrap(), ids.next().unwrap());
            drop(ids);
            tenant.members.insert(outer.clone(), [inner.clone()].into());
            tenant.members.insert(inner, [user_id(UPN)].into());
            outer
        });
        let text = format!(
            "[guard_rails]\nprotected_groups = ['{}']\n",
            outer.to_uppercase()
        );
        write_config(bench, &text);
    }),
];

fn with_alias() -> Bench {
    let bench = signed_in();
    bench.sandbox.with_tenant(|tenant| {
        let mut user = tenant.users.get(&user_id(UPN)).unwrap().clone();
        user.set(
            "proxyAddresses",
            json!([format!("SMTP:{MAIL}"), format!("smtp:{ALIAS}")]),
        );
        tenant.users.insert(user);
    });
    bench
}

fn untouched(bench: &mut Bench, story: &str) {
    let id = user_id(UPN);
    let entries = bench.requests();
    let touched: Vec<_> = entries
        .iter()
        .filter(|entry| entry.applied && entry.path.contains(&id))
        .collect();
    assert!(touched.is_empty(), "{story}: {touched:#?}");
}

#[test]
fn a_protected_account_is_never_written_to_in_any_spelling() {
    let mut refused = std::collections::BTreeSet::new();
    for (way, protect) in WAYS {
        let mut bench = with_alias();
        protect(&bench);
        for spelling in spellings() {
            let story = format!("{way}: {spelling:?}");
            let args = [
                "entractl",
                "--sandbox",
                "users",
                "sign-out",
                &spelling,
                "--yes",
            ];
            let ran = bench.run_args(args.map(str::to_owned).to_vec());
            assert!([2, 5, 10, 12].contains(&ran.exit), "{story}: {}", ran.all());
            assert_eq!(writes(&bench.requests()), 0, "{story}");
            if ran.exit == 12 {
                refused.insert(spelling.clone());
            }
            for (number, text) in lists(&spelling).into_iter().enumerate() {
                let file = bench.folder.path().join("spelling.csv");
                std::fs::write(&file, &text).unwrap();
                let line = format!("users sign-out --from {} --yes", file.display());
                let ran = bench.run(&line);
                let story = format!("{story}, list {number}");
                assert!([2, 10, 12].contains(&ran.exit), "{story}: {}", ran.all());
                assert_eq!(writes(&bench.requests()), 0, "{story}");
                if ran.exit == 12 {
                    refused.insert(spelling.clone());
                }
            }
            let line = format!(
                "users sign-out --from {} --yes --skip-invalid",
                bench.folder.path().join("spelling.csv").display()
            );
            bench.run(&line);
            untouched(&mut bench, &story);
        }
    }
    // The others name nobody, and are said to.
    assert!(refused.len() >= 12, "{refused:#?}");
}
