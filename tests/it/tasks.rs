//! The task list: what a run that was killed, and one that ended, leave behind.
use crate::support::bench::{Bench, sent};

const PLAIN: &str = "rowan.reyes-vale@meridian.example";
const TENANT: &str = "5a4d0b0c-7e11-4a6b-9c1d-0a1b2c3d4e5f";

fn journal(bench: &Bench) -> std::path::PathBuf {
    bench.folder.path().join(TENANT).join("journal.db")
}

#[test]
fn before_the_first_action_the_list_is_empty_and_nothing_is_asked() {
    let mut bench = Bench::new();
    let list = bench.run("tasks list -o json").exits(0).json();
    assert_eq!(list["tasks"].as_array().unwrap().len(), 0);
    bench.run("tasks show 1").exits(5);
    assert_eq!(sent(&bench.requests()), 0);
}

#[test]
fn tasks_are_listed_newest_first() {
    let mut bench = Bench::new();
    bench
        .run(&format!("users sign-out {PLAIN} --yes --reason INC-1"))
        .exits(0);
    bench
        .run(&format!("users disable {PLAIN} --yes --reason INC-2"))
        .exits(0);
    let list = bench.run("tasks list -o json").exits(0).json();
    assert_eq!(list["tasks"][0]["action"], "disable");
    assert_eq!(list["tasks"][0]["reason"], "INC-2");
    assert_eq!(list["tasks"][1]["targets"][0], PLAIN);
    let ran = bench.run("tasks list").exits(0);
    assert!(
        ran.out.lines().all(|line| line.chars().count() <= 80),
        "{}",
        ran.out
    );
}

#[test]
fn every_row_of_a_tasks_csv_stands_alone() {
    let mut bench = Bench::new();
    bench.run(&format!("users contain {PLAIN} --yes")).exits(0);
    let json = bench.run("tasks show 1 -o json").exits(0).json();
    let csv = bench.run("tasks show 1 -o csv").exits(0).out;
    let mut rows = csv.lines();
    let header = "accountId,userPrincipalName,kind,outcome,requestId,deviceId";
    assert_eq!(rows.next(), Some(header));
    let steps = json["steps"].as_array().unwrap();
    assert!(steps.len() > 1, "{json:#}");
    for step in steps {
        let whose = format!("{},{PLAIN},", step["accountId"].as_str().unwrap());
        let row = rows.next().unwrap_or_default();
        assert!(row.starts_with(&whose), "{csv}");
    }
    // A person reads the name once.
    let table = bench.run("tasks show 1").exits(0).out;
    let (_, table) = table.split_once("Account").unwrap();
    let (table, _) = table.split_once("entractl").unwrap_or((table, ""));
    assert_eq!(table.matches("rowan.reyes-vale").count(), 1, "{table}");
}

#[test]
fn the_csv_of_the_tasks_holds_every_name_that_json_holds() {
    let mut bench = Bench::new();
    let list = crate::support::files::write_list(
        &bench,
        &crate::support::users::ordinary_users(&bench, 30),
    );
    bench
        .run(&format!("users sign-out --from {list} --yes"))
        .exits(0);
    let json = bench.run("tasks list -o json").exits(0).json();
    let task = &json["tasks"][0];
    let names: Vec<&str> = task["targets"]
        .as_array()
        .unwrap()
        .iter()
        .map(|name| name.as_str().unwrap())
        .collect();
    assert!(names.len() > 10 && task["accounts"] == 30, "{json:#}");
    let csv = bench.run("tasks list -o csv").exits(0).out;
    let row = format!(",{},\"{}\",", task["accounts"], names.join(", "));
    assert!(
        csv.starts_with("id,status,action,accounts,targets,created,"),
        "{csv}"
    );
    assert!(csv.contains(&row), "{csv}");
    assert!(!csv.contains(" more") && !csv.contains('…'), "{csv}");
    let table = bench.run("tasks list").exits(0).out;
    assert!(table.contains(" more"), "{table}");
}

#[test]
fn a_run_that_was_killed_is_shown_as_not_recorded() {
    let mut bench = Bench::new();
    bench.run(&format!("users contain {PLAIN} --yes")).exits(0);
    let connection = rusqlite::Connection::open(journal(&bench)).unwrap();
    connection
        .execute_batch(
            "UPDATE tasks SET status = 'running'; \
             UPDATE steps SET outcome = NULL, finished = NULL; \
             UPDATE steps SET sent = NULL WHERE kind = 'revoke';",
        )
        .unwrap();
    drop(connection);
    let shown = bench.run("tasks show 1 -o json").exits(0).json();
    assert_eq!(shown["task"]["status"], "unknown");
    let ran = bench.run("tasks show 1").exits(0);
    assert!(ran.out.contains("was sent, outcome"), "{}", ran.out);
    assert!(ran.out.contains("nothing was sent"), "{}", ran.out);
    assert!(ran.out.contains("tasks resume 1"), "{}", ran.out);
}

#[test]
fn another_run_on_the_same_tenant_is_exit_7() {
    let mut bench = Bench::new();
    let lock = bench.folder.path().join(TENANT).join("journal.lock");
    let held = entractl::files::Lock::try_acquire(&lock).unwrap();
    let ran = bench.run(&format!("users contain {PLAIN} --yes")).exits(7);
    assert!(ran.err.contains("journal.lock"), "{}", ran.err);
    drop(held);
    bench.run(&format!("users contain {PLAIN} --yes")).exits(0);
}

#[test]
fn a_journal_of_somebody_else_is_refused_and_nothing_is_sent() {
    let mut bench = Bench::new();
    bench.run(&format!("users sign-out {PLAIN} --yes")).exits(0);
    let connection = rusqlite::Connection::open(journal(&bench)).unwrap();
    connection.pragma_update(None, "application_id", 7).unwrap();
    drop(connection);
    bench.requests();
    bench.run(&format!("users contain {PLAIN} --yes")).exits(10);
    assert_eq!(crate::support::bench::writes(&bench.requests()), 0);
    bench.run("tasks list").exits(10);
}
