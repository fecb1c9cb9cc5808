//! The one report of account actions: `users.action` for typed accounts, lists,
//! plans and resumed tasks.
use crate::support::bench::Hook;
use crate::support::faults::refuse_changes_of;
use crate::support::files::write_list;
use crate::support::users::{PLAIN, ordinary_users, signed_in};
use serde_json::Value;

/// The documents of `jsonl`, one a line.
fn lines(text: &str) -> Vec<Value> {
    let lines = text.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn typed_accounts_lists_and_resumed_tasks_have_one_report() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 3);
    let file = write_list(&bench, &people);
    let of_list = bench
        .run(&format!("users disable --from {file} --yes -o json"))
        .exits(0)
        .json();
    let of_task = bench.run("tasks resume 1 --yes -o json").exits(0).json();
    let typed = bench
        .run(&format!("users disable {PLAIN} --yes -o json"))
        .exits(0)
        .json();
    let keys =
        |report: &Value| -> Vec<String> { report.as_object().unwrap().keys().cloned().collect() };
    for report in [&of_list, &of_task, &typed] {
        assert_eq!(report["kind"], "users.action");
        assert_eq!(keys(report), keys(&typed));
        let account = &report["accounts"][0];
        assert_eq!(account["verdict"], "disabled and signed out");
        assert_eq!(keys(account), keys(&typed["accounts"][0]));
        assert_eq!(account["steps"][1]["readBack"], "seen", "{report:#}");
    }
    assert_eq!(of_list["accounts"].as_array().unwrap().len(), 3);
    assert_eq!(of_list["counts"]["done"], 3);
}

#[test]
fn report_of_many_accounts_lists_those_that_are_not_done() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 21);
    let file = write_list(&bench, &people);
    refuse_changes_of(&bench, &people[4]);
    let line = format!("users disable --from {file} --yes");
    let report = bench.run(&format!("{line} -o json")).exits(9).json();
    assert_eq!(report["counts"]["done"], 20, "{report:#}");
    assert_eq!(report["counts"]["refused"], 1);
    let accounts = report["accounts"].as_array().unwrap();
    assert_eq!(accounts.len(), 1, "{report:#}");
    assert_eq!(accounts[0]["userPrincipalName"], people[4].as_str());
    assert_eq!(accounts[0]["steps"].as_array().unwrap().len(), 2);
    let ran = bench.run(&line).exits(9);
    assert!(ran.out.contains(&people[4]), "{}", ran.out);
    assert!(!ran.out.contains(&people[5]), "{}", ran.out);
}

#[test]
fn jsonl_streams_every_account_of_many() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 21);
    let file = write_list(&bench, &people);
    refuse_changes_of(&bench, &people[4]);
    let ran = bench
        .run(&format!("users disable --from {file} --yes -o jsonl"))
        .exits(9);
    let accounts = lines(&ran.out);
    let names: Vec<&Value> = accounts
        .iter()
        .map(|account| &account["userPrincipalName"])
        .collect();
    assert_eq!(names, people.iter().collect::<Vec<_>>());
    let not_done: Vec<&Value> = accounts
        .iter()
        .filter(|account| account["done"] == false)
        .map(|account| &account["userPrincipalName"])
        .collect();
    assert_eq!(not_done, [people[4].as_str()]);
    assert_eq!(accounts[0]["steps"].as_array().unwrap().len(), 2);
}

#[test]
fn query_on_jsonl_selects_from_the_report() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 21);
    let file = write_list(&bench, &people);
    let ran = bench
        .run(&format!(
            "users disable --from {file} --yes -o jsonl --query counts"
        ))
        .exits(0);
    assert_eq!(lines(&ran.out)[0]["done"], 21, "{}", ran.out);
}

#[test]
fn stopped_run_over_many_accounts_lists_refusals_before_what_was_not_sent() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 50);
    let file = write_list(&bench, &people);
    for upn in &people[2..5] {
        refuse_changes_of(&bench, upn);
    }
    bench.hook = Some((7, Hook::CtrlC));
    let line = format!("users disable --from {file} --yes");
    let ran = bench.run(&line).exits(130);
    let shown = ran.out.lines().count();
    assert!(shown < 100, "{shown} lines: {}", ran.out);
    assert!(ran.out.contains("Block sign-in"), "{}", ran.out);
    assert!(ran.out.contains(&people[2]), "{}", ran.out);
    assert!(!ran.out.contains(&people[49]), "{}", ran.out);
}
