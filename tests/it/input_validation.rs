//! Mistakes of lists, plans and people that must not end in a wrong "done", nor
//! with somebody else.
use crate::support::bench::{Bench, Ran, writes};
use crate::support::faults::{clear_faults, refuse_changes};
use crate::support::files::{audit_file, write_list};
use crate::support::plans::{reseal, write_plan};
use crate::support::text::one_line;
use crate::support::users::{GUEST, ME, enlarge_tenant, is_enabled, ordinary_users, signed_in};
use serde_json::Value;

fn id(bench: &Bench, upn: &str) -> String {
    bench.sandbox.with_tenant(|tenant| {
        let mut all = tenant.users.all();
        let found = all.find(|user| user.text("userPrincipalName") == upn);
        found.unwrap().id().to_owned()
    })
}

fn written(bench: &Bench, name: &str, text: &str) -> String {
    let path = bench.folder.path().join(name);
    std::fs::write(&path, text).unwrap();
    path.to_string_lossy().into_owned()
}

fn next(ran: &Ran) -> Vec<String> {
    let of = |value: &Value| value.as_str().unwrap().to_owned();
    ran.json()["next"]
        .as_array()
        .unwrap()
        .iter()
        .map(of)
        .collect()
}

fn refusals(bench: &Bench) -> usize {
    let log = std::fs::read_to_string(audit_file(bench)).unwrap_or_default();
    log.lines()
        .filter(|line| line.contains("\"refusal\""))
        .count()
}

#[test]
fn a_name_with_a_comma_does_not_move_the_manager_into_the_place_of_the_user() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 3);
    let (user, manager, other) = (&people[0], &people[1], &people[2]);
    let text = format!(
        "name,manager,userPrincipalName\nWexmoor, Giulia,{manager},{user}\nOther,,{other}\n"
    );
    let file = written(&bench, "shifted.csv", &text);
    let ran = bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(2);
    assert!(ran.err.contains("4 cells"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    bench
        .run(&format!("users disable --from {file} --yes --skip-invalid"))
        .exits(9);
    assert!(is_enabled(&bench, manager) && is_enabled(&bench, user));
    assert!(!is_enabled(&bench, other));
}

#[test]
fn list_refuses_id_and_name_of_different_users() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let (one, two) = (&people[0], &people[1]);
    let (id_one, id_two) = (id(&bench, one), id(&bench, two));
    let text = format!("userPrincipalName,id\n{one},{id_two}\n");
    let file = written(&bench, "mixed.csv", &text);
    let ran = bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(2);
    let told = one_line(&ran.err);
    let why = format!("its object id is of {two}, the name beside it is {one}");
    assert!(told.contains(&why), "{told}");
    assert_eq!(writes(&bench.requests()), 0);
    // The same account once right and once wrong: the wrong line is not lost.
    let text = format!("userPrincipalName,id\n{two},{id_two}\n{one},{id_two}\n");
    let file = written(&bench, "again.csv", &text);
    bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(2);
    let json = format!(
        "{{\"id\":\"{id_one}\",\"userPrincipalName\":\"{}\"}}\n",
        one.to_uppercase()
    );
    let file = written(&bench, "right.jsonl", &json);
    bench
        .run(&format!("users disable --from {file} --yes"))
        .exits(0);
    assert!(!is_enabled(&bench, one) && is_enabled(&bench, two));
}

#[test]
fn resume_skips_step_that_is_no_longer_in_effect() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let file = write_list(&bench, &people);
    bench.run("zero-trust policy-enforcement on").exits(0);
    bench
        .run(&format!(
            "users disable --from {file} --via zero-trust-secure-access --reason INC-7 --yes"
        ))
        .exits(0);
    // In the console, not by a later task of ours.
    let one = id(&bench, &people[0]);
    bench.sandbox.with_tenant(|tenant| {
        tenant
            .users
            .get_mut(&one)
            .unwrap()
            .set("accountEnabled", true);
    });
    let ran = bench.run("tasks verify 1 -o json").exits(9);
    let next = next(&ran);
    assert!(!next.iter().any(|line| line.contains("resume")), "{next:?}");
    let line = next.iter().find(|line| line.contains("users disable"));
    let line = line.unwrap().split_once("users disable").unwrap().1;
    let as_before = " --via zero-trust-secure-access --reason INC-7";
    assert_eq!(
        line.strip_suffix(as_before),
        Some(format!(" {one}").as_str())
    );
    bench.requests();
    let ran = bench.run("tasks resume 1 --yes").exits(0);
    assert!(ran.err.contains("nothing was sent"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
    bench.run(&format!("users disable{line} --yes")).exits(0);
    bench.run("tasks verify 1").exits(0);
}

#[test]
fn the_sessions_of_a_guest_at_home_are_never_seen_to_end() {
    let mut bench = signed_in();
    let guest = GUEST.trim_matches('\'');
    let file = write_list(&bench, &[guest.to_owned()]);
    bench
        .run(&format!("users sign-out --from {file} --yes"))
        .exits(14);
    let ran = bench.run("tasks verify 1 -o json").exits(14);
    let report = ran.json();
    assert_eq!(report["beyond"], 1, "{report}");
    assert_eq!(report["visibleUnrecorded"], 0, "{report}");
    assert_eq!(report["findings"][0]["finding"], "beyond", "{report}");
}

#[test]
fn a_plan_that_is_refused_leaves_a_line_and_the_true_reason() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let file = write_plan(&mut bench, &people);
    let text = std::fs::read_to_string(&file).unwrap();
    let before = refusals(&bench);
    std::fs::write(&file, text.replace(&people[0], &people[1])).unwrap();
    bench.run(&format!("tasks apply {file} --yes")).exits(10);
    assert_eq!(refusals(&bench), before + 1);
    std::fs::write(&file, &text).unwrap();
    let (me, my_id) = (ME.to_owned(), id(&bench, ME));
    reseal(&file, |rows| {
        rows.truncate(1);
        rows[0].upn = me;
        rows[0].id = my_id.parse().unwrap();
    });
    let ran = bench.run(&format!("tasks apply {file} --yes")).exits(12);
    let told = one_line(&ran.err);
    assert!(
        told.contains("may be touched") && told.contains("it is you"),
        "{told}"
    );
    assert_eq!(refusals(&bench), before + 3);
    std::fs::write(&file, &text).unwrap();
    bench.run(&format!("tasks apply {file}")).exits(13);
    assert_eq!(refusals(&bench), before + 4);
    bench
        .clock
        .advance(std::time::Duration::from_secs(25 * 3_600));
    bench.run(&format!("tasks apply {file} --yes")).exits(12);
    assert_eq!(refusals(&bench), before + 5);
    assert_eq!(writes(&bench.requests()), 0);
    bench.run("audit verify").exits(0);
}

#[test]
fn to_resume_for_show_sends_nothing_and_says_what_is_open() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 100);
    enlarge_tenant(&bench, 100);
    let file = write_list(&bench, &people);
    refuse_changes(&bench);
    bench
        .run(&format!(
            "users disable --from {file} --yes --expect-count 100"
        ))
        .exits(4);
    clear_faults(&bench);
    bench.requests();
    let ran = bench.run("tasks resume 1 --dry-run -o json").exits(0);
    assert_eq!(writes(&bench.requests()), 0);
    let report = ran.json();
    let open = |step: &&Value| step["outcome"].is_null();
    let steps = report["steps"].as_array().unwrap();
    assert!(steps.iter().any(|step| open(&step)), "{report:#}");
    let all = next(&ran);
    assert!(
        all.iter().any(|line| line.ends_with("tasks resume 1")),
        "{all:?}"
    );
    let log = std::fs::read_to_string(audit_file(&bench)).unwrap();
    assert!(log.lines().last().unwrap().contains("dry-run"), "{log}");
}

#[test]
fn a_look_at_open_steps_needs_no_file_for_passwords() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 100);
    enlarge_tenant(&bench, 100);
    let file = write_list(&bench, &people);
    refuse_changes(&bench);
    let folder = bench.folder.path().join("new.csv");
    bench
        .run(&format!(
            "users reset-password --from {file} --new-password --password-file {} --yes \
             --expect-count 100",
            folder.display()
        ))
        .exits(4);
    let ran = bench.run("tasks resume 1").exits(2);
    assert!(ran.err.contains("--password-file"), "{}", ran.all());
    bench.requests();
    bench.run("tasks resume 1 --dry-run").exits(0);
    assert_eq!(writes(&bench.requests()), 0);
}

#[test]
fn commands_that_are_printed_can_be_run() {
    let mut bench = signed_in();
    let people = ordinary_users(&bench, 2);
    let file = write_plan(&mut bench, &people);
    let ran = bench.run(&format!("tasks apply {file}")).exits(13);
    assert!(ran.err.contains("--dry-run"), "{}", ran.all());
    let ran = bench.run(&format!("tasks apply {file} --dry-run -o json"));
    let report = ran.exits(0);
    assert_eq!(report.json()["accounts"], 2);
    let all = next(&report);
    assert!(
        all.iter().all(|line| !line.contains("--dry-run")),
        "{all:?}"
    );
    bench.run("tasks resume 1 --dry-run").exits(5);
    assert_eq!(writes(&bench.requests()), 0);

    // What was planned is carried out by what comes next.
    let file = write_list(&bench, &people);
    for whom in [format!("--from {file}"), people.join(" ")] {
        let ran = bench
            .run(&format!("users disable {whom} --dry-run -o json"))
            .exits(0);
        let all = next(&ran);
        assert!(
            all.iter().all(|line| !line.contains("--dry-run")),
            "{all:?}"
        );
    }
    let nobody = write_list(&bench, &["no.body@meridian.example".to_owned()]);
    let out = bench.folder.path().join("nobody.json");
    let ran = bench
        .run(&format!(
            "users disable --from {nobody} --dry-run --skip-invalid --plan-out {}",
            out.display()
        ))
        .exits(2);
    assert!(ran.err.contains("no line is left"), "{}", ran.all());
    assert!(!out.exists());
}

#[test]
fn declined_list_is_recorded_in_audit_log() {
    let mut bench = signed_in();
    let file = write_list(&bench, &ordinary_users(&bench, 100));
    enlarge_tenant(&bench, 100);
    let list = format!("users disable --from {file}");
    let mut lines = 0;
    for (command, exit) in [
        (format!("{list} --yes"), 13),
        (format!("{list} --yes --expect-count 50"), 12),
        (list.clone(), 13),
    ] {
        let ran = bench.run(&command).exits(exit);
        assert!(ran.err.contains("--dry-run"), "{}", ran.all());
        lines += 1;
        assert_eq!(refusals(&bench), lines, "{command}");
    }
    refuse_changes(&bench);
    bench
        .run(&format!("{list} --yes --expect-count 100"))
        .exits(4);
    clear_faults(&bench);
    bench.run("tasks resume 1").exits(13);
    assert_eq!(refusals(&bench), lines + 1);
    bench
        .run(&format!("{list} --yes --expect-count 100"))
        .exits(0);
    bench.clock.advance(std::time::Duration::from_secs(3_600));
    bench.run("tasks undo 2").exits(13);
    assert_eq!(refusals(&bench), lines + 2);
    bench.run("audit verify").exits(0);
}

#[test]
fn invalid_list_or_plan_prints_next_step() {
    let mut bench = signed_in();
    for (text, way) in [
        ("", "one person a line"),
        ("# nobody\n\n", "one person a line"),
        ("name,phone\nRowan,1\n", "column that names people"),
    ] {
        let file = written(&bench, "wrong.csv", text);
        let ran = bench
            .run(&format!("users disable --from {file} --yes"))
            .exits(2);
        let told = one_line(&ran.err);
        assert!(told.contains(way), "{text:?}: {told}");
    }
    let people = ordinary_users(&bench, 2);
    let file = write_plan(&mut bench, &people);
    let text = std::fs::read_to_string(&file).unwrap();
    let changed = text.replace(&people[0], &people[1]);
    let (cut, _) = text.rsplit_once("  ],\n").unwrap();
    let carried = text.replace('\n', "\r\n");
    let lines = refusals(&bench);
    for (text, exit, why) in [
        (changed.as_str(), 10, "was changed"),
        (cut, 10, "its end is missing"),
        (carried.as_str(), 10, "CRLF"),
        ("{}", 2, "not an entractl plan"),
        ("", 2, "not an entractl plan"),
    ] {
        std::fs::write(&file, text).unwrap();
        let ran = bench.run(&format!("tasks apply {file} --yes")).exits(exit);
        let told = one_line(&ran.err);
        assert!(told.contains("--dry-run --plan-out"), "{told}");
        assert!(
            told.contains(why) && told.contains("nothing was sent"),
            "{told}"
        );
    }
    assert_eq!(refusals(&bench), lines + 3);
    std::fs::remove_file(&file).unwrap();
    let ran = bench.run(&format!("tasks apply {file} --yes")).exits(2);
    assert!(one_line(&ran.err).contains("--plan-out"), "{}", ran.all());
    assert_eq!(writes(&bench.requests()), 0);
}
