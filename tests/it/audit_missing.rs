//! Logs that fit in themselves and are not the log: what the journal knows of them.
use crate::support::audit::{PERSON, busy_tenant, head_file, log_file, show};
use crate::support::bench::{Bench, Ran, writes};
use crate::support::schemas::assert_described;
use entractl::journal::Journal;
use entractl::machine::StateDirs;
use entractl::sandbox::TENANT_ID;
use serde_json::json;

/// What it said, however the lines broke.
fn words(ran: &Ran) -> String {
    ran.all().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Takes the log and its head away, the journal not.
fn lose(bench: &Bench) {
    std::fs::remove_file(log_file(bench)).unwrap();
    std::fs::remove_file(head_file(bench)).unwrap();
}

#[test]
fn a_log_that_is_gone_with_its_head_is_missed_where_the_journal_has_tasks() {
    let mut bench = busy_tenant();
    lose(&bench);
    for command in [
        "audit show",
        "audit verify",
        "audit export --format csv --out -",
    ] {
        let ran = bench.run(command).exits(10);
        let said = ran.all().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            said.contains("neither a log nor its head")
                && said.contains("journal of this tenant has 1 task"),
            "{command}: {}",
            ran.all()
        );
        assert!(!said.contains("othing was done"), "{}", ran.all());
    }
    let document = bench.run("audit show -o json").exits(10).json();
    assert_described(&document);
    assert_eq!(document["fault"]["damage"], "gone");
    let document = bench.run("audit verify -o json").exits(10).json();
    assert_described(&document);
    assert_eq!(document["intact"], false);
    assert_eq!(document["fault"]["damage"], "gone");
    let next = document["next"].to_string();
    assert!(next.contains("audit archive --reason"), "{next}");
    // Nor is the tenant forgotten where no setting names it.
    bench.settings_decide = true;
    bench.run("audit verify").exits(10);
    bench.settings_decide = false;
    bench.run("audit archive --reason INC-9").exits(0);
    bench.run("audit verify").exits(0);
    let shown = show(&mut bench, "");
    assert_eq!(shown["lines"][0]["action"], "audit archive");
}

#[test]
fn a_log_that_began_anew_in_silence_is_missed_where_the_journal_has_tasks() {
    let mut bench = busy_tenant();
    bench
        .run(&format!("users enable {PERSON} --yes --reason INC-8"))
        .exits(0);
    lose(&bench);
    bench
        .run(&format!("users disable {PERSON} --yes --reason INC-9"))
        .exits(0);
    for command in [
        "audit show",
        "audit verify",
        "audit export --format csv --out -",
    ] {
        let ran = bench.run(command).exits(10);
        assert!(words(&ran).contains("none of tasks 1, 2,"), "{}", ran.all());
    }
    let document = bench.run("audit verify -o json").exits(10).json();
    assert_described(&document);
    assert_eq!(document["fault"]["damage"], "tasks-missing");
    assert_eq!(document["missingTasks"], json!([1, 2]));
    let next = document["next"][0]["command"].as_str().unwrap();
    assert!(next.ends_with("tasks show 1"), "{next}");
    // A new log says which tasks are not looked for in it, and which no log had.
    bench.run("audit archive --reason INC-10").exits(0);
    let begun = show(&mut bench, "");
    let prior = &begun["lines"][0]["prior"];
    assert_eq!(prior["lastTask"], 3, "{begun:#}");
    assert_eq!(prior["missingTasks"], json!([1, 2]), "{begun:#}");
    bench.run("audit verify").exits(0);
    bench
        .run(&format!("users enable {PERSON} --yes --reason INC-11"))
        .exits(0);
    bench.run("audit verify").exits(0);
    lose(&bench);
    bench.run("zero-trust policy-enforcement off").exits(0);
    let ran = bench.run("audit verify").exits(10);
    assert!(words(&ran).contains("tasks 1, 2, 3, 4,"), "{}", ran.all());
}

#[test]
fn what_a_log_lacks_is_told_even_where_it_is_damaged_as_well() {
    let mut bench = busy_tenant();
    lose(&bench);
    bench
        .run(&format!("users enable {PERSON} --yes --reason INC-8"))
        .exits(0);
    let text = std::fs::read_to_string(log_file(&bench)).unwrap();
    std::fs::write(log_file(&bench), text.replacen("INC-8", "INC-7", 1)).unwrap();
    let document = bench.run("audit verify -o json").exits(10).json();
    assert_eq!(document["fault"]["damage"], "edited");
    assert_eq!(document["missingTasks"], json!([1]));
    let ran = bench.run("audit archive --reason INC-9").exits(0);
    assert!(words(&ran).contains("no line of task 1"), "{}", ran.all());
    let begun = show(&mut bench, "");
    assert_eq!(begun["lines"][0]["prior"]["missingTasks"], json!([1]));
}

#[test]
fn a_task_that_was_killed_under_way_is_missed_too() {
    let mut bench = crate::support::users::signed_in();
    let list = crate::support::files::write_list(
        &bench,
        &crate::support::users::ordinary_users(&bench, 2),
    );
    bench.kill_at(4, false);
    bench.run(&format!("users disable --from {list} --yes --reason INC-8"));
    let mut bench = bench.killed().expect("it was killed");
    let steps = bench.run("tasks show 1 -o json").exits(0).json();
    assert!(steps["steps"][0]["outcome"].is_null(), "{steps:#}");
    bench.run("audit verify").exits(0);
    lose(&bench);
    bench.run("zero-trust policy-enforcement off").exits(0);
    let document = bench.run("audit verify -o json").exits(10).json();
    assert_eq!(document["missingTasks"], json!([1]));
}

#[test]
fn a_log_is_not_begun_anew_beside_a_run_nor_beside_a_journal_that_cannot_be_read() {
    let mut bench = busy_tenant();
    let text = std::fs::read_to_string(log_file(&bench)).unwrap();
    std::fs::write(log_file(&bench), text.replacen("INC-7", "INC-6", 1)).unwrap();
    let dirs = StateDirs {
        state: Some(bench.folder.path().to_owned()),
        ..StateDirs::default()
    };
    let run = Journal::open(&dirs, &TENANT_ID.parse().unwrap()).unwrap();
    let ran = bench.run("audit archive --reason INC-9").exits(7);
    assert!(words(&ran).contains("another run works"), "{}", ran.all());
    drop(run);
    let journal = log_file(&bench).with_file_name("journal.db");
    let aside = journal.with_extension("aside");
    std::fs::rename(&journal, &aside).unwrap();
    let ran = bench.run("audit archive --reason INC-9").exits(10);
    assert!(words(&ran).contains("the journal"), "{}", ran.all());
    std::fs::rename(&aside, &journal).unwrap();
    bench.run("audit archive --reason INC-9").exits(0);
    bench.run("audit verify").exits(0);
}

#[test]
fn a_journal_that_cannot_be_read_leaves_the_log_readable() {
    let mut bench = busy_tenant();
    let journal = log_file(&bench).with_file_name("journal.db");
    std::fs::write(journal, "no database, but long enough to be taken for one").unwrap();
    let ran = bench.run("audit show").exits(0);
    let told = "nothing tells whether tasks are missing";
    assert!(ran.err.contains(told), "{}", ran.all());
    // What could not be checked is no success.
    let ran = bench.run("audit verify").exits(10);
    assert!(
        words(&ran).contains("journal cannot be read"),
        "{}",
        ran.all()
    );
    let document = bench.run("audit verify -o json").exits(10).json();
    assert_described(&document);
    assert_eq!(document["intact"], true);
    assert!(document["missingTasks"].is_null());
}

#[test]
fn a_log_that_nothing_vouches_for_is_not_missed() {
    // What leaves no task, and a task that came to nothing before its first byte.
    let mut bench = Bench::new();
    bench.run("zero-trust policy-enforcement on").exits(0);
    lose(&bench);
    bench.run("audit verify").exits(5);
    entractl::files::create_private_folder(&log_file(&bench)).unwrap();
    bench
        .run(&format!("users contain {PERSON} --yes --reason INC-7"))
        .exits(8);
    let list = bench.run("tasks list -o json").exits(0).json();
    assert_eq!(list["tasks"].as_array().unwrap().len(), 1, "{list:#}");
    std::fs::remove_dir(log_file(&bench)).unwrap();
    if head_file(&bench).exists() {
        std::fs::remove_file(head_file(&bench)).unwrap();
    }
    bench.run("audit verify").exits(5);
    let ran = bench.run("audit show").exits(0);
    assert!(ran.out.contains("Nothing was done"), "{}", ran.out);
}

#[test]
fn a_list_that_cannot_be_recorded_sends_nothing_and_its_task_can_be_resumed() {
    let mut bench = crate::support::users::signed_in();
    let list = crate::support::files::write_list(
        &bench,
        &crate::support::users::ordinary_users(&bench, 3),
    );
    entractl::files::create_private_folder(&log_file(&bench)).unwrap();
    let disable = format!("users disable --from {list} --yes --reason INC-7");
    for command in [disable.as_str(), "tasks resume 1 --yes"] {
        let ran = bench.run(command).exits(8);
        assert!(words(&ran).contains("nothing was sent"), "{}", ran.all());
        let tasks = bench.run("tasks list -o json").exits(0).json();
        assert_eq!(tasks["tasks"][0]["status"], "canceled", "{command}");
    }
    assert_eq!(writes(&bench.requests()), 0);
    std::fs::remove_dir(log_file(&bench)).unwrap();
    if head_file(&bench).exists() {
        std::fs::remove_file(head_file(&bench)).unwrap();
    }
    bench.run("tasks resume 1 --yes").exits(0);
    bench.run("audit verify").exits(0);
}
