//! Two people are two people: who may sign a plan, which accounts count, and
//! what a resume believes of the journal.
use std::path::Path;
use std::time::Duration;

use crate::support::bench::{Bench, Ran, writes};
use crate::support::files::{find_file, write_policy};
use crate::support::plans::{create_ssh_key, ssh_sign, write_plan};
use crate::support::text::one_line;
use crate::support::users::{
    add_users, is_enabled, ordinary_users, sign_in_as_application, signed_in,
};
use entractl::domain::plan_file::{PlanHead, PlanRow};
use entractl::domain::plan_text::PlanWriter;
use entractl::sandbox::seed::{cast, user_id};
use serde_json::Value;

const GIL: &str = cast::SECOND_ADMINISTRATOR;

/// A folder of keys and the file of those who may sign.
struct Keys(tempfile::TempDir);

impl Keys {
    /// Two accounts may be decided on alone; above that `key` signs.
    fn new(bench: &Bench) -> Self {
        let keys = Self(tempfile::tempdir().unwrap());
        create_ssh_key(keys.0.path(), "key");
        let signers = keys.0.path().join("allowed_signers");
        std::fs::write(&signers, "").unwrap();
        let rules = format!(
            "signed_above = 2\nallowed_signers = '{}'",
            signers.display()
        );
        write_policy(bench, &rules);
        keys
    }

    /// The key of `key` has these names, each on a line of its own.
    fn allow(&self, names: &[&str]) {
        let own = std::fs::read_to_string(self.0.path().join("key.pub")).unwrap();
        let lines: String = names.iter().map(|name| format!("{name} {own}")).collect();
        std::fs::write(self.0.path().join("allowed_signers"), lines).unwrap();
    }

    fn sign(&self, plan: &str) {
        ssh_sign(self.0.path(), "key", plan);
    }
}

/// Writes a plan again as if this account had made it.
fn authored(file: &str, author: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    let mut head: Value = serde_json::from_str(&text).unwrap();
    let fields = head.as_object_mut().unwrap();
    fields.remove("digest");
    let rows: Vec<PlanRow> = serde_json::from_value(fields.remove("rows").unwrap()).unwrap();
    let mut head: PlanHead = serde_json::from_value(head).unwrap();
    head.author_id = user_id(author).parse().unwrap();
    let (mut sealer, mut text) = PlanWriter::begin(head);
    for row in &rows {
        text.push_str(&sealer.row(row));
    }
    std::fs::write(file, text + &sealer.end()).unwrap();
}

fn set(bench: &Bench, upn: &str, field: &str, value: impl Into<Value>) {
    bench.sandbox.with_tenant(|tenant| {
        let mut user = tenant.users.get(&user_id(upn)).unwrap().clone();
        user.set(field, value);
        tenant.users.insert(user);
    });
}

fn has_ssh_keygen() -> bool {
    Path::new("/usr/bin/ssh-keygen").exists()
}

/// Disables these accounts by typing them, twenty at a time.
fn disable(bench: &mut Bench, people: &[String]) -> Ran {
    bench.run(&format!("users disable {} --yes", people.join(" ")))
}

#[test]
fn typed_accounts_of_24_hours_need_second_person_as_a_list_does() {
    let mut bench = signed_in();
    write_policy(&bench, "signed_above = 50");
    let people = add_users(&bench, 60);
    disable(&mut bench, &people[..20]).exits(0);
    disable(&mut bench, &people[20..40]).exits(0);
    bench.requests();
    let ran = disable(&mut bench, &people[40..60]).exits(12);
    let said = one_line(&ran.err);
    assert!(said.contains("20 accounts, with 40 more"), "{said}");
    assert!(said.contains("second person"), "{said}");
    assert!(
        said.contains("--from accounts.txt --dry-run --plan-out plan.json"),
        "{said}"
    );
    assert_eq!(writes(&bench.requests()), 0);
    let asked = format!("users can-i disable {}", people[40..60].join(" "));
    let ran = bench.run(&asked).exits(12);
    assert!(
        one_line(&ran.out).contains("second person"),
        "{}",
        ran.all()
    );
    // The same accounts again add nothing, and what repairs always may.
    disable(&mut bench, &people[..20]).exits(0);
    let line = format!("users enable {} --yes", people[..20].join(" "));
    bench.run(&line).exits(0);
    // The audit log of the tenant is complete by then.
    bench.clock.advance(Duration::from_secs(3_600));
    bench.run("tasks undo 2 --yes").exits(0);
    disable(&mut bench, &people[40..60]).exits(12);
    // Another kind of lockout is one too.
    let line = format!("users sign-out {} --yes", people[40..60].join(" "));
    bench.run(&line).exits(12);
    bench.clock.advance(Duration::from_secs(24 * 3_600 + 2));
    disable(&mut bench, &people[40..60]).exits(0);
}

#[test]
fn typed_accounts_above_the_limit_of_a_file_need_their_number() {
    let mut bench = signed_in();
    write_policy(&bench, "typed_above = 2");
    let people = ordinary_users(&bench, 3);
    disable(&mut bench, &people).exits(13);
    assert!(is_enabled(&bench, &people[0]));
    let line = format!("users disable {} --yes --expect-count", people.join(" "));
    bench.run(&format!("{line} 4")).exits(12);
    bench.run(&format!("{line} 3")).exits(0);
    assert!(!is_enabled(&bench, &people[2]));
}

#[test]
fn sum_of_24_hours_survives_deleted_journal() {
    let mut bench = signed_in();
    write_policy(&bench, "signed_above = 3");
    let people = ordinary_users(&bench, 6);
    disable(&mut bench, &people[..2]).exits(0);
    let journal = find_file(bench.folder.path(), "journal.db").unwrap();
    let folder = journal.parent().unwrap().to_owned();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("journal.") {
            std::fs::remove_file(path).unwrap();
        }
    }
    bench.requests();
    let ran = disable(&mut bench, &people[2..4]).exits(12);
    assert!(one_line(&ran.err).contains("2 more"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    disable(&mut bench, &people[2..3]).exits(0);
    disable(&mut bench, &people[3..4]).exits(12);
}

#[test]
fn signer_is_one_account_whatever_it_is_called() {
    if !has_ssh_keygen() {
        return;
    }
    let mut bench = signed_in();
    let keys = Keys::new(&bench);
    let people = ordinary_users(&bench, 3);
    let file = write_plan(&mut bench, &people);
    keys.sign(&file);
    set(
        &bench,
        cast::ADMINISTRATOR,
        "mail",
        "ada@mail.meridian.example",
    );
    let ada = user_id(cast::ADMINISTRATOR);
    let yourself = "signed by yourself";
    let apply = format!("tasks apply {file} --yes");
    for (names, why) in [
        (vec!["ada@mail.meridian.example"], yourself),
        (vec![ada.as_str()], yourself),
        (vec![GIL, cast::ADMINISTRATOR], yourself),
        (vec![GIL, "ada@mail.meridian.example"], yourself),
        (vec!["ben@elsewhere.example"], "no account of this tenant"),
        (vec!["ben"], "no account of this tenant"),
        (vec![GIL, cast::PLAIN], "two accounts"),
        (vec![cast::DISABLED], "not an enabled account"),
        (vec!["*@meridian.example"], "has its key"),
    ] {
        keys.allow(&names);
        bench.requests();
        let ran = bench.run(&apply).exits(12);
        assert!(one_line(&ran.err).contains(why), "{names:?}: {}", ran.all());
        assert_eq!(writes(&bench.requests()), 0, "{names:?}");
    }
    // Two names of one account, and one that is none, are one person.
    let id = user_id(GIL);
    keys.allow(&[id.as_str(), GIL, "gil"]);
    bench.run(&apply).exits(0);
    let log = bench.run("audit show --outcome intended -o json").exits(0);
    let log = log.json();
    let lines = log["lines"].as_array().unwrap();
    assert!(lines.len() > 3, "{log:#}");
    assert!(
        lines.iter().all(|line| line["approvedBy"] == GIL),
        "{log:#}"
    );
}

#[test]
fn author_of_plan_does_not_sign_it() {
    if !has_ssh_keygen() {
        return;
    }
    let mut bench = signed_in();
    let keys = Keys::new(&bench);
    let people = ordinary_users(&bench, 3);
    let file = write_plan(&mut bench, &people);
    authored(&file, GIL);
    keys.sign(&file);
    keys.allow(&[GIL]);
    bench.requests();
    let ran = bench.run(&format!("tasks apply {file} --yes")).exits(12);
    assert!(
        one_line(&ran.err).contains("made the plan"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
    keys.allow(&[cast::USER_ADMINISTRATOR]);
    bench.run(&format!("tasks apply {file} --yes")).exits(0);
}

#[test]
fn owner_of_application_does_not_sign_for_it() {
    if !has_ssh_keygen() {
        return;
    }
    let mut bench = signed_in();
    sign_in_as_application(&mut bench);
    let keys = Keys::new(&bench);
    let people = ordinary_users(&bench, 3);
    let file = write_plan(&mut bench, &people);
    keys.sign(&file);
    keys.allow(&[cast::APPLICATION_OWNER]);
    bench.requests();
    let ran = bench.run(&format!("tasks apply {file} --yes")).exits(12);
    let said = one_line(&ran.err);
    assert!(said.contains("owns the application"), "{said}");
    assert_eq!(writes(&bench.requests()), 0);
    keys.allow(&[GIL]);
    bench.run(&format!("tasks apply {file} --yes")).exits(0);
}

/// A signed task of five accounts that was killed before its first write left.
fn left_open() -> (Bench, Keys, Vec<String>) {
    for at in 3..30 {
        let mut bench = signed_in();
        let keys = Keys::new(&bench);
        let people = ordinary_users(&bench, 5);
        let file = write_plan(&mut bench, &people);
        keys.sign(&file);
        keys.allow(&[GIL]);
        bench.kill_at(at, false);
        bench.run(&format!("tasks apply {file} --yes"));
        let mut killed = bench.killed().expect("it was killed");
        let shown = killed.run("tasks show 1");
        assert!(people.iter().all(|upn| is_enabled(&killed, upn)));
        if shown.exit == 0 {
            return (killed, keys, people);
        }
    }
    panic!("no task began");
}

#[test]
fn resume_checks_approval_again() {
    if !has_ssh_keygen() {
        return;
    }
    let (mut bench, keys, people) = left_open();
    let resume = "tasks resume 1 --yes";
    let refused = |bench: &mut Bench, why: &str| {
        bench.requests();
        let ran = bench.run(resume).exits(12);
        assert!(one_line(&ran.err).contains(why), "{why}: {}", ran.all());
        assert_eq!(writes(&bench.requests()), 0, "{why}");
    };
    set(&bench, GIL, "accountEnabled", false);
    refused(&mut bench, "not an enabled account");
    set(&bench, GIL, "accountEnabled", true);
    keys.allow(&[cast::ADMINISTRATOR]);
    refused(&mut bench, "signed by yourself");
    keys.allow(&[GIL]);
    // The journal is the first person's own: it adds no account to what was signed.
    let journal = find_file(bench.folder.path(), "journal.db").unwrap();
    let change = |sql: &str| {
        let connection = rusqlite::Connection::open(&journal).unwrap();
        connection.execute_batch(sql).unwrap();
    };
    let step = "(SELECT id FROM steps WHERE account_id <> 'x' ORDER BY id LIMIT 1)";
    change(&format!(
        "CREATE TABLE kept AS SELECT account_id FROM steps WHERE id = {step}; \
         UPDATE steps SET account_id = '{}' WHERE id = {step};",
        user_id(cast::PLAIN)
    ));
    refused(&mut bench, "not in the signed plan");
    change(&format!(
        "UPDATE steps SET account_id = (SELECT account_id FROM kept) WHERE id = {step}; \
         DROP TABLE kept;"
    ));
    change("UPDATE tasks SET action = 'sign-out'");
    refused(&mut bench, "another one");
    change("UPDATE tasks SET action = 'disable'");
    bench.run(resume).exits(0);
    assert!(people.iter().all(|upn| !is_enabled(&bench, upn)));
}

#[test]
fn resume_believes_no_approval_of_the_journal_alone() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 5);
    let csv = crate::support::files::write_list(&bench, &people);
    bench.kill_at(4, false);
    bench.run(&format!("users disable --from {csv} --yes"));
    let mut bench = bench.killed().expect("it was killed");
    write_policy(&bench, "signed_above = 2");
    let journal = find_file(bench.folder.path(), "journal.db").unwrap();
    let connection = rusqlite::Connection::open(&journal).unwrap();
    connection
        .execute_batch("UPDATE tasks SET approved_by = 'ben@meridian.example', plan_digest = 'abc'")
        .unwrap();
    drop(connection);
    bench.requests();
    let ran = bench.run("tasks resume 1 --yes").exits(12);
    assert!(
        one_line(&ran.err).contains("cannot be confirmed"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn plan_is_applied_once_although_the_journal_began_again() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let file = write_plan(&mut bench, &people);
    bench.run(&format!("tasks apply {file} --yes")).exits(0);
    let line = format!("users enable {} --yes", people.join(" "));
    bench.run(&line).exits(0);
    let journal = find_file(bench.folder.path(), "journal.db").unwrap();
    for name in [
        "journal.db",
        "journal.db-wal",
        "journal.db-shm",
        "journal.lock",
    ] {
        drop(std::fs::remove_file(journal.with_file_name(name)));
    }
    bench.requests();
    let ran = bench.run(&format!("tasks apply {file} --yes")).exits(12);
    assert!(
        one_line(&ran.err).contains("applied already"),
        "{}",
        ran.all()
    );
    assert_eq!(writes(&bench.requests()), 0);
    assert!(people.iter().all(|upn| is_enabled(&bench, upn)));
}
