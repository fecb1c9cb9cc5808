//! What a command says of what it did, so that nobody acts on the wrong idea:
//! exit codes that stand, rows that are whole, next commands that can work.
use crate::support::bench::{Bench, Ran, writes};
use crate::support::users::{FEDERATED, PLAIN, SYNCED};

fn fault(bench: &mut Bench, text: &str) {
    bench.run(&format!("sandbox faults set {text}")).exits(0);
}

fn words(text: &str) -> String {
    let words = text.split_whitespace().filter(|word| *word != "#");
    words.collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn says(ran: &Ran, text: &str) {
    let all = words(&ran.all());
    assert!(all.contains(text), "{text}: {}", ran.all());
}

#[test]
fn a_form_that_does_not_fit_never_hides_that_the_command_has_run() {
    let mut bench = Bench::new();
    bench.requests();
    let line = format!("users disable {PLAIN} --yes --query abs(accounts)");
    let ran = bench.run(&line).exits(0);
    assert!(writes(&bench.requests()) > 0);
    assert_eq!(ran.json()["kind"], "users.action");
    says(&ran, "this is the whole answer");
    assert!(!ran.err.contains("\\u{a}"), "{}", ran.err);
    // What has no table has one line of its fields.
    let ran = bench
        .run("block mobile-security --revoke --yes -o csv")
        .exits(0);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines.len(), 2, "{}", ran.all());
    assert!(lines[0].contains("app,"), "{}", ran.all());
    assert!(lines[1].contains("mobile-security"), "{}", ran.all());
}

#[test]
fn every_line_of_an_actions_csv_names_its_account() {
    let mut bench = Bench::new();
    let ran = bench
        .run(&format!("users contain {PLAIN} --yes -o csv"))
        .exits(0);
    let lines: Vec<&str> = ran.out.lines().collect();
    assert_eq!(lines[0], "id,userPrincipalName,kind,outcome,deviceId");
    assert_eq!(lines.len(), 4, "{}", ran.all());
    assert!(
        lines.iter().skip(1).all(|line| line.contains(PLAIN)),
        "{}",
        ran.all()
    );
}

#[test]
fn what_a_query_selects_has_the_form_that_was_asked_for() {
    let mut bench = Bench::new();
    let mut lines = |query: &str| {
        let line = format!("apps list -o jsonl --query {query}");
        let out = bench.run(&line).exits(0).out;
        out.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let names = lines("apps[].id");
    assert_eq!(names.len(), 12, "{names:?}");
    assert!(names.contains(&"\"search\"".to_owned()), "{names:?}");
    assert_eq!(lines("apps[0]").len(), 1);
    assert_eq!(lines("length(apps)"), ["12"]);
}

#[test]
fn a_list_that_is_cut_says_so_in_every_form() {
    let mut bench = Bench::new();
    for form in ["table", "csv", "jsonl"] {
        let ran = bench.run(&format!("users list -o {form}")).exits(0);
        let all = ran.all().to_lowercase();
        assert!(all.contains("there are more"), "{form}: {}", ran.all());
    }
    let ran = bench.run("users list --limit 500 -o csv").exits(0);
    assert!(!ran.err.contains("there are more"), "{}", ran.err);
}

#[test]
fn a_block_names_apps_that_use_the_set_for_something_more() {
    let mut bench = Bench::new();
    let ran = bench.run("block search --revoke --dry-run").exits(0);
    for app in ["workbench", "risk-insights", "identity-security"] {
        says(&ran, app);
    }
}

#[test]
fn a_block_that_finds_nothing_to_take_back_ends_in_the_audit_log_too() {
    let mut bench = Bench::new();
    bench.run("block search --revoke --yes").exits(0);
    let lines = bench.run("audit show -o json").exits(0).json();
    let outcomes: Vec<&str> = lines["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes.len(), 2, "{lines:#}");
    assert!(outcomes.contains(&"done"), "{outcomes:?}");
}

#[test]
fn a_refusal_of_one_account_is_found_under_its_name() {
    let mut bench = Bench::new();
    bench.run(&format!("users disable {PLAIN}")).exits(13);
    let line = format!("audit show --user {PLAIN} -o json");
    let shown = bench.run(&line).exits(0).json();
    assert_eq!(shown["matching"], 1, "{shown:#}");
    assert_eq!(shown["lines"][0]["outcome"], "refused", "{shown:#}");
}

#[test]
fn undo_without_eligible_account_says_why_and_how() {
    let mut bench = Bench::new();
    for _ in 0..2 {
        bench.run(&format!("users disable {PLAIN} --yes")).exits(0);
    }
    let ran = bench.run("tasks undo 1 --yes").exits(5);
    says(&ran, "task 2 changed it since");
    let id = entractl::sandbox::seed::user_id(PLAIN);
    says(&ran, &format!("users enable {id}"));
    let dry = bench.run("tasks undo 1 --dry-run").exits(5);
    says(&dry, "task 2 changed it since");
}

#[test]
fn partial_action_is_announced_before_confirmation() {
    let mut bench = Bench::new();
    for who in [FEDERATED, SYNCED] {
        let ran = bench.run(&format!("users can-i contain {who}"));
        says(&ran, "sync");
    }
}

#[test]
fn a_sign_in_that_is_printed_is_for_what_the_command_does() {
    let mut bench = Bench::new();
    bench.run("auth logout").exits(0);
    let ran = bench.run(&format!("users contain {PLAIN} --yes")).exits(3);
    says(&ran, "auth login --for respond");
    let ran = bench.run("grant search --direct --yes").exits(3);
    says(&ran, "auth login --for grant");
    let ran = bench.run("auth login --for respond").exits(3);
    says(&ran, "auth login --browser --for respond");
}

#[test]
fn a_dry_run_leads_to_no_real_one() {
    let mut bench = Bench::new();
    let ran = bench
        .run(&format!(
            "users disable breakglass1@meridian.example {PLAIN} --dry-run"
        ))
        .exits(12);
    says(&ran, &format!("users disable {PLAIN} --dry-run"));
}

#[test]
fn a_directory_role_that_may_not_be_given_names_who_may() {
    let mut bench = Bench::new();
    bench.run("sandbox scenario set s3-needs-settings").exits(0);
    fault(&mut bench, "roles-denied:method=POST");
    let ran = bench.run("grant search --settings --yes").exits(4);
    says(&ran, "Privileged Role Administrator");
}

#[test]
fn what_was_written_and_does_not_show_is_not_to_be_granted_again() {
    let mut bench = Bench::new();
    fault(&mut bench, "stale:reads=500");
    let ran = bench.run("grant search --direct --yes").exits(14);
    says(&ran, "look again whether it shows");
    says(&ran, "entractl --sandbox status search");
    assert!(!ran.out.contains("sandbox grant search\n"), "{}", ran.all());
}
