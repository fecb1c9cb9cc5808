//! Output that other programs read: names in it are no links, mentions or
//! characters that these refuse, and no argument moves a terminal.
use crate::support::bench::Bench;
use crate::support::hostile::{assert_harmless, plant_names};
use crate::support::text::one_line;
use entractl::sandbox::seed::{cast, user_id};

#[test]
fn name_is_no_link_and_no_mention_in_markdown() {
    let mut bench = Bench::new();
    let id = user_id(cast::PLAIN);
    let live = [
        "https://evil.example/x",
        "www.evil.example",
        "@security-team",
        "org/repo#12",
        ":white_check_mark:",
        "[x](https://evil.example)",
    ];
    plant_names(&bench, &format!("Ada {} |@ben|", live.join(" ")));
    for line in [
        format!("users show {id} -o markdown"),
        "apps discover -o markdown".to_owned(),
        "status -o markdown".to_owned(),
    ] {
        let out = bench.run(&line).out;
        for word in live {
            let code = out.matches(&format!("`{word}`")).count();
            assert_eq!(out.matches(word).count(), code, "{word}: {out}");
            assert!(code > 0 || !line.starts_with("users"), "{word}: {out}");
        }
        assert!(!out.contains("|@ben") && !out.contains("| @ben"), "{out}");
    }
}

#[test]
fn noncharacters_of_a_name_are_spelled_out() {
    let mut bench = Bench::new();
    let id = user_id(cast::PLAIN);
    let name = "Ada \u{ffff} \u{fffe} \u{1ffff} \u{10fffe} \u{fdd0} \u{1bca0} Admin";
    plant_names(&bench, name);
    for line in [
        format!("users show {id}"),
        format!("users show {id} -o json"),
        format!("users show {id} -o markdown"),
        "users list rowan -o csv".to_owned(),
        "status -o junit".to_owned(),
        "status -o sarif".to_owned(),
        "status -o openmetrics".to_owned(),
        "apps discover".to_owned(),
    ] {
        let ran = bench.run(&line);
        for c in name.chars().filter(|c| !c.is_ascii()) {
            assert!(!ran.all().contains(c), "{line}: {c:?}: {}", ran.all());
        }
    }
    let json = bench
        .run(&format!("users show {id} -o json"))
        .exits(0)
        .json();
    assert!(
        json.to_string().contains('\u{ffff}'),
        "the data stays the same"
    );
    let shown = one_line(&bench.run(&format!("users show {id}")).exits(0).out);
    assert!(
        shown.contains("\\u{ffff}") && shown.contains("hidden characters"),
        "{shown}"
    );
}

#[test]
fn argument_cannot_move_the_terminal_however_it_is_given() {
    let mut bench = Bench::new();
    let nasty = "red\u{1b}[31m\u{9b}2J\u{202e}\u{ffff}";
    for line in [
        vec![format!("-o{nasty}")],
        vec![format!("-o={nasty}")],
        vec![format!("-qo{nasty}")],
        vec!["-o".to_owned(), nasty.to_owned()],
        vec![format!("--output={nasty}")],
        vec![format!("--output=a={nasty}")],
        vec![format!("--{nasty}")],
        vec![format!("-{nasty}")],
        vec![format!("-o{nasty}\n::error::x\n##[group]x")],
        vec!["-o".to_owned(), "json".to_owned(), format!("--x{nasty}")],
        vec![format!("--query={nasty}")],
        vec![format!("--color{nasty}")],
        vec!["users".to_owned(), nasty.to_owned()],
        vec!["users".to_owned(), "show".to_owned(), nasty.to_owned()],
        vec!["tasks".to_owned(), "show".to_owned(), format!("1{nasty}")],
    ] {
        for color in [false, true] {
            bench.terminal.color_err = color;
            let mut args = vec!["entractl".to_owned(), "--sandbox".to_owned()];
            args.extend(line.clone());
            if line.len() == 1 {
                args.push("status".to_owned());
            }
            let ran = bench.run_args(args);
            assert_ne!(ran.exit, 0, "{line:?}: {}", ran.all());
            // Colors are ours; they are the only escape codes.
            let mut err = ran.err.clone();
            for code in [
                "2",
                "0",
                "1",
                "4",
                "31",
                "32",
                "33",
                "1m\u{1b}[31",
                "1m\u{1b}[32",
                "1m\u{1b}[4",
            ] {
                if color {
                    err = err.replace(&format!("\u{1b}[{code}m"), "");
                }
            }
            assert!(!err.contains("[31m\u{9b}"), "{line:?}: {err:?}");
            assert_harmless(&err, &format!("{line:?}"));
            assert_harmless(&ran.out, &format!("{line:?}"));
        }
    }
}

#[test]
fn query_that_is_too_deep_is_refused_before_anything_is_sent() {
    let mut bench = Bench::new();
    bench.requests();
    for query in [
        "(".repeat(4_000),
        "!".repeat(8_000),
        "a".repeat(100_000),
        "[".repeat(100_000),
    ] {
        let args = [
            "entractl",
            "--sandbox",
            "users",
            "disable",
            cast::PLAIN,
            "--yes",
            "--query",
        ];
        let mut args: Vec<String> = args.map(str::to_owned).to_vec();
        args.push(query);
        let ran = bench.run_args(args).exits(2);
        assert!(
            one_line(&ran.err).contains("nested too deeply")
                || one_line(&ran.err).contains("longer than"),
            "{}",
            ran.err
        );
        assert!(bench.requests().is_empty());
    }
}
