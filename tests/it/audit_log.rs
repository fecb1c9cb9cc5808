//! `audit show`, `verify` and `begin`, by argv.

use crate::support::audit::{AuditDice, Log, PERSON, busy_tenant, head_file, log_file, show};
use crate::support::audit_mutations::KINDS;
use crate::support::bench::Bench;
use crate::support::schemas::assert_described;
use serde_json::Value;

fn sequences(document: &Value) -> Vec<u64> {
    let lines = document["lines"].as_array().unwrap().iter();
    lines
        .map(|line| line["sequence"].as_u64().unwrap())
        .collect()
}

#[test]
fn what_was_done_is_shown_newest_first() {
    let mut bench = busy_tenant();
    let all = show(&mut bench, "");
    let total = all["total"].as_u64().unwrap();
    let expected: Vec<u64> = (1..=total).rev().collect();
    assert_eq!(sequences(&all), expected);
    let lines = all["lines"].as_array().unwrap();
    let task = lines.last().unwrap();
    assert_eq!(task["outcome"], "intended");
    assert_eq!(task["target"], PERSON);
    assert_eq!(task["new"]["accountCount"], 1);
    let first = &lines[lines.len() - 2];
    assert_eq!(first["outcome"], "intended");
    assert_eq!(first["target"], PERSON);
    assert_eq!(first["reason"], "INC-7");
    assert_eq!(first["prior"]["accountEnabled"], true);
    assert_eq!(first["new"]["accountEnabled"], false);
    assert_eq!(sequences(&show(&mut bench, "--limit 2")), expected[..2]);
    let table = bench.run("audit show").exits(0).out;
    for line in table.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    // A narrow terminal may break an action between its words.
    assert!(table.contains("contain: revoke"), "{table}");
    assert!(table.contains("sessions"), "{table}");
    assert!(table.contains("because of INC-7"), "{table}");
    let csv = bench.run("audit show -o csv").exits(0).out;
    assert!(
        csv.starts_with("sequence,time,outcome,action,target,"),
        "{csv}"
    );
    let jsonl = bench.run("audit show -o jsonl").exits(0).out;
    assert_eq!(u64::try_from(jsonl.lines().count()).unwrap(), total);
}

/// Whether a line is as a filter asks for.
type Rule = fn(&Value) -> bool;

#[test]
fn each_filter_takes_what_it_says_and_nothing_else() {
    let mut bench = busy_tenant();
    bench
        .clock
        .advance(std::time::Duration::from_secs(3 * 3600));
    bench
        .run(&format!("users enable {PERSON} --yes --reason INC-9"))
        .exits(0);
    let all = show(&mut bench, "");
    let lines = all["lines"].as_array().unwrap().clone();
    let rules: [(&str, Rule); 11] = [
        ("--since 2h", |line| line["reason"] == "INC-9"),
        ("--until 2026-03-02T04:00:00Z", |line| {
            line["reason"] != "INC-9"
        }),
        ("--task 1", |line| line["task"] == 1),
        ("--user ROWAN", |line| line["target"] == PERSON),
        ("--target s3", |line| {
            line["target"]
                .as_str()
                .is_some_and(|name| name.contains("s3"))
        }),
        ("--actor casey", |line| {
            line["actor"]
                .as_str()
                .is_some_and(|name| name.contains("casey"))
        }),
        ("--action grant", |line| {
            line["action"].as_str().unwrap().starts_with("grant")
        }),
        ("--outcome refused", |line| line["outcome"] == "refused"),
        ("--outcome dry-run --outcome done", |line| {
            line["outcome"] == "dry-run" || line["outcome"] == "done"
        }),
        ("--action contain --outcome done", |line| {
            line["action"] == "contain" && line["outcome"] == "done"
        }),
        ("--user nobody-of-this-name", |_| false),
    ];
    for (flags, rule) in rules {
        let wanted: Vec<u64> = lines
            .iter()
            .filter(|line| rule(line))
            .map(|line| line["sequence"].as_u64().unwrap())
            .collect();
        assert_eq!(sequences(&show(&mut bench, flags)), wanted, "{flags}");
        let some = !wanted.is_empty() || flags.contains("nobody") || flags.contains("s3");
        assert!(some || flags.contains("casey"), "{flags} tells nothing");
    }
    for wrong in ["--since soon", "--outcome maybe", "--limit 0"] {
        bench.run(&format!("audit show {wrong}")).exits(2);
    }
}

#[test]
fn an_intact_log_verifies_and_its_hash_can_be_kept() {
    // Nothing that is in the journal too.
    let mut bench = Bench::new();
    bench.run("zero-trust policy-enforcement on").exits(0);
    bench.run("grant search --direct --reason CHG-1").exits(13);
    let document = bench.run("audit verify -o json").exits(0).json();
    assert_described(&document);
    assert_eq!(document["intact"], true);
    let hash = document["lastLine"]["hash"].as_str().unwrap().to_owned();
    bench.run("zero-trust policy-enforcement off").exits(0);
    bench.run(&format!("audit verify --kept {hash}")).exits(0);
    let other = "0".repeat(64);
    let ran = bench.run(&format!("audit verify --kept {hash} --kept {other}"));
    let ran = ran.exits(10);
    assert!(ran.out.contains("is nowhere in it"), "{}", ran.out);
    // A chain and a head that were written anew: only the kept hash tells.
    let (text, top) = (
        std::fs::read(log_file(&bench)).unwrap(),
        std::fs::read(head_file(&bench)).unwrap(),
    );
    std::fs::remove_file(log_file(&bench)).unwrap();
    std::fs::remove_file(head_file(&bench)).unwrap();
    bench.run("zero-trust policy-enforcement on").exits(0);
    bench.run("audit verify").exits(0);
    bench.run(&format!("audit verify --kept {hash}")).exits(10);
    std::fs::write(log_file(&bench), text).unwrap();
    std::fs::write(head_file(&bench), top).unwrap();
    bench.run(&format!("audit verify --kept {hash}")).exits(0);
}

#[test]
fn nothing_to_verify_is_no_success() {
    let mut bench = Bench::new();
    for command in [
        "audit verify",
        "audit export --format csv --out -",
        "audit archive --reason x",
    ] {
        let ran = bench.run(command).exits(5);
        assert!(
            ran.err.contains("entractl --sandbox audit show"),
            "{}",
            ran.all()
        );
    }
    let ran = bench.run("audit show").exits(0);
    assert!(ran.out.contains("Nothing was done"), "{}", ran.out);
}

#[test]
fn the_whole_program_finds_what_was_changed() {
    let mut bench = busy_tenant();
    bench
        .run(&format!("users enable {PERSON} --yes --reason INC-9"))
        .exits(0);
    let mut stranger = busy_tenant();
    stranger.run("block search --reason other").exits(0);
    let files = |bench: &Bench| {
        let top = std::fs::read(head_file(bench)).unwrap();
        Log::of(std::fs::read(log_file(bench)).unwrap(), &top)
    };
    let (own, other) = (files(&bench), files(&stranger));
    for (seed, (name, mutate)) in (1..=3).flat_map(|seed| KINDS.map(|kind| (seed, kind))) {
        let mut dice = AuditDice(seed * 7 + 3);
        let changed = mutate(&mut dice, &own, &other);
        if changed == own.text {
            continue;
        }
        std::fs::write(log_file(&bench), &changed).unwrap();
        let ran = bench.run("audit verify -o json").exits(10);
        let document = ran.json();
        assert_described(&document);
        assert_eq!(document["intact"], false, "{name}");
        assert!(document["fault"]["why"].is_string(), "{name}");
        // Not only the journal, which goes on, tells.
        assert_ne!(document["fault"]["damage"], "tasks-missing", "{name}");
        bench.requests();
        let ran = bench.run(&format!("users disable {PERSON} --yes --reason x"));
        let sent = crate::support::bench::writes(&bench.requests());
        // What stands in the middle is found by verify; the end stops the tool.
        assert!(
            ran.exit == 0 || (ran.exit == 10 && sent == 0),
            "{name}: {}",
            ran.all()
        );
        std::fs::write(log_file(&bench), &own.text).unwrap();
        std::fs::write(head_file(&bench), &own.top).unwrap();
    }
    // Log and head are an older copy now, as fits: only the journal tells.
    let document = bench.run("audit verify -o json").exits(10).json();
    assert_eq!(document["fault"]["damage"], "tasks-missing");
}

#[test]
fn a_damaged_log_is_put_away_and_a_new_one_says_so() {
    let mut bench = busy_tenant();
    bench.run("audit archive --reason x").exits(12);
    let text = std::fs::read_to_string(log_file(&bench)).unwrap();
    let cut: String = text.split_inclusive('\n').take(3).collect();
    std::fs::write(log_file(&bench), &cut).unwrap();
    let ran = bench.run("audit verify").exits(10);
    assert!(ran.out.contains("cut off, or an older copy"), "{}", ran.out);
    assert!(ran.out.contains("ends after line 3"), "{}", ran.out);
    let shown = bench.run("audit show").exits(10);
    assert!(
        shown.out.contains("is not as it was written"),
        "{}",
        shown.out
    );
    let ran = bench.run(&format!("users disable {PERSON} --yes --reason x"));
    let ran = ran.exits(10);
    assert!(
        ran.err.contains("audit archive --reason TEXT"),
        "{}",
        ran.err
    );
    let begun = bench
        .run("audit archive --reason INC-7 -o json")
        .exits(0)
        .json();
    assert_described(&begun);
    let put_away = begun["putAway"].as_str().unwrap();
    assert_eq!(std::fs::read_to_string(put_away).unwrap(), cut);
    bench.run("audit verify").exits(0);
    let first = bench.run("audit show -o json").exits(0).json();
    assert_eq!(first["lines"][0]["action"], "audit archive");
    assert_eq!(first["lines"][0]["reason"], "INC-7");
    assert_eq!(first["lines"][0]["prior"]["lines"], 3);
    bench
        .run(&format!("users disable {PERSON} --yes --reason x"))
        .exits(0);
}
