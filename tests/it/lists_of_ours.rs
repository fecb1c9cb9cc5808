//! What this program exports is taken back as a list: the same object ids, and
//! never an account that was given the name since.
use crate::support::bench::{Bench, writes};
use crate::support::files::{write_file, write_list};
use crate::support::text::one_line_of;
use crate::support::users::{id_of, is_enabled, ordinary_users, rename, signed_in};

/// The object ids that a list stands for.
fn ids_of(bench: &mut Bench, file: &str) -> Vec<String> {
    let ran = bench.run(&format!("users enable --from {file} --dry-run -o json"));
    let plan = ran.exits(0).json();
    let first = plan["first"].as_array().unwrap();
    assert_eq!(plan["accounts"], first.len());
    first
        .iter()
        .map(|account| account["id"].as_str().unwrap().to_owned())
        .collect()
}

/// Three accounts, of which one begins with what a CSV cell is guarded from.
fn odd_people(bench: &Bench) -> (Vec<String>, Vec<String>) {
    let mut people = ordinary_users(bench, 3);
    let ids: Vec<String> = people.iter().map(|upn| id_of(bench, upn)).collect();
    for (number, upn) in [
        (0, "-dash@meridian.example"),
        (1, "'quote@meridian.example"),
    ] {
        rename(bench, &ids[number], upn);
        upn.clone_into(&mut people[number]);
    }
    (people, ids)
}

#[test]
fn every_export_that_names_accounts_is_taken_back_by_object_id() {
    let mut bench = signed_in();
    let (people, ids) = odd_people(&bench);
    let file = write_list(&bench, &people);
    let quoted: Vec<String> = ids.clone();
    let typed = quoted.join(" ");
    let disable = format!("users disable --from {file} --yes --reason INC-7");
    bench.run(&disable).exits(0);
    for command in [
        "tasks export 1".to_owned(),
        "tasks show 1".to_owned(),
        "audit show --task 1".to_owned(),
        format!("users can-i disable {typed}"),
        format!("users sign-out {typed} --yes"),
    ] {
        for output in ["csv", "jsonl"] {
            let ran = bench.run(&format!("{command} -o {output}"));
            let text = ran.out.clone();
            assert!(!text.is_empty(), "{command} {output}: {}", ran.all());
            let file = write_file(&bench, "ours.txt", &text);
            let mut found = ids_of(&mut bench, &file);
            found.sort();
            let mut wanted = ids.clone();
            wanted.sort();
            assert_eq!(found, wanted, "{command} -o {output}\n{text}");
        }
    }
}

#[test]
fn users_list_is_taken_back_by_object_id() {
    let mut bench = signed_in();
    let (_, ids) = odd_people(&bench);
    for output in ["csv", "jsonl"] {
        let ran = bench.run(&format!("users list --limit 500 -o {output}"));
        let text = ran.exits(0).out;
        let kept: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("id,") || ids.iter().any(|id| line.contains(id)))
            .collect();
        let file = write_file(&bench, "ours.txt", kept.join("\r\n"));
        let mut found = ids_of(&mut bench, &file);
        found.sort();
        let mut wanted = ids.clone();
        wanted.sort();
        assert_eq!(found, wanted, "{kept:?}");
    }
}

#[test]
fn what_is_not_done_is_taken_back_by_object_id() {
    let mut bench = signed_in();
    let (people, ids) = odd_people(&bench);
    let file = write_list(&bench, &people);
    crate::support::faults::refuse_changes(&bench);
    for output in ["csv", "jsonl"] {
        let ran = bench.run(&format!("users disable --from {file} --yes -o {output}"));
        let text = ran.exits(9).out;
        let file = write_file(&bench, "ours.txt", &text);
        assert_eq!(ids_of(&mut bench, &file), ids, "{text}");
    }
    crate::support::faults::clear_faults(&bench);
    for id in &ids {
        bench.run(&format!("users disable {id} --yes")).exits(0);
        bench.sandbox.with_tenant(|tenant| {
            tenant
                .users
                .get_mut(id)
                .unwrap()
                .set("accountEnabled", true);
        });
    }
    for (number, id) in ids.iter().enumerate() {
        for output in ["csv", "jsonl"] {
            let ran = bench.run(&format!("tasks verify {} -o {output}", number + 3));
            let file = write_file(&bench, "ours.txt", &ran.out);
            assert_eq!(
                ids_of(&mut bench, &file),
                std::slice::from_ref(id),
                "{}",
                ran.all()
            );
        }
    }
}

#[test]
fn targets_of_the_audit_log_are_taken_back_by_object_id() {
    let mut bench = signed_in();
    let (people, ids) = odd_people(&bench);
    let file = write_list(&bench, &people);
    bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(0);
    // Lines about an app and about signing in name no account.
    bench.run("grant search --yes").exits(0);
    for format in ["csv", "jsonl"] {
        let out = bench.folder.path().join(format!("audit.{format}"));
        let out = out.to_string_lossy().into_owned();
        bench
            .run(&format!("audit export --format {format} --out {out}"))
            .exits(0);
        let mut found = ids_of(&mut bench, &out);
        found.sort();
        let mut wanted = ids.clone();
        wanted.sort();
        assert_eq!(found, wanted, "{format}");
    }
}

#[test]
fn lines_that_were_left_out_are_taken_back() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let file = write_list(
        &bench,
        &[people[0].clone(), "missing@meridian.example".to_owned()],
    );
    for output in ["csv", "jsonl"] {
        let words = format!("users disable --from {file} --skip-invalid --dry-run -o {output}");
        let text = bench.run(&words).exits(0).out;
        let back = write_file(&bench, "left-out.txt", &text);
        let ran = bench
            .run(&format!("users disable --from {back} --yes"))
            .exits(2);
        assert!(
            one_line_of(&ran).contains("missing@meridian.example"),
            "{}",
            ran.all()
        );
    }
}

#[test]
fn export_never_hits_account_that_was_given_the_name_since() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let (leaver, hire) = (&people[0], &people[1]);
    let (id_leaver, id_hire) = (id_of(&bench, leaver), id_of(&bench, hire));
    let file = write_list(&bench, std::slice::from_ref(leaver));
    bench
        .run(&format!("users sign-out --from {file} --yes"))
        .exits(0);
    let mut exports = Vec::new();
    for output in ["csv", "jsonl"] {
        let text = bench
            .run(&format!("tasks export 1 -o {output}"))
            .exits(0)
            .out;
        exports.push(write_file(&bench, &format!("export.{output}"), text));
    }
    rename(&bench, &id_leaver, "leaver@meridian.example");
    rename(&bench, &id_hire, leaver);
    bench.requests();
    for file in &exports {
        let ran = bench
            .run(&format!("users disable --from {file} --yes"))
            .exits(2);
        let why =
            format!("its object id is of leaver@meridian.example, the name beside it is {leaver}");
        assert!(one_line_of(&ran).contains(&why), "{}", ran.all());
        bench
            .run(&format!("users disable --from {file} --yes --skip-invalid"))
            .exits(2);
    }
    assert_eq!(writes(&bench.requests()), 0);
    assert!(is_enabled(&bench, leaver) && is_enabled(&bench, "leaver@meridian.example"));
}

#[test]
fn account_that_was_renamed_since_is_taken_by_its_object_id() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let old = &people[0];
    let id_old = id_of(&bench, old);
    let file = write_list(&bench, std::slice::from_ref(old));
    bench
        .run(&format!("users sign-out --from {file} --yes"))
        .exits(0);
    let text = bench.run("tasks export 1 -o csv").exits(0).out;
    let file = write_file(&bench, "export.csv", text);
    rename(&bench, &id_old, "married@meridian.example");
    let ran = bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(0);
    let told = one_line_of(&ran);
    assert!(
        told.contains(old.as_str()) && told.contains("married@"),
        "{told}"
    );
    assert!(!is_enabled(&bench, "married@meridian.example"));
}

#[test]
fn mail_address_beside_an_object_id_that_is_another_upn_is_refused() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let (one, two) = (&people[0], &people[1]);
    let id_one = id_of(&bench, one);
    let text = format!("id,userPrincipalName\n{id_one},{one}.mail\n");
    let file = write_file(&bench, "mail.csv", &text);
    bench.sandbox.with_tenant(|tenant| {
        let user = tenant.users.get_mut(&id_one).unwrap();
        user.set("mail", format!("{one}.mail"));
    });
    let plan = format!("users disable --from {file} --dry-run -o json");
    let plan = bench.run(&plan).exits(0).json();
    assert_eq!(plan["first"][0]["id"], id_one);
    assert_eq!(plan["warnings"], serde_json::json!([]));
    bench.sandbox.with_tenant(|tenant| {
        let user = tenant.users.get_mut(&id_one).unwrap();
        user.set("mail", two.as_str());
    });
    let text = format!("id,userPrincipalName\n{id_one},{two}\n");
    let file = write_file(&bench, "mail.csv", &text);
    bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(2);
    assert_eq!(writes(&bench.requests()), 0);
}
