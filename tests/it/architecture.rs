//! Who may use whom, and what is done in one place only, read off the source.
//!
//! Each rule is a table here: move the code, or argue for a new line in the table.
use crate::support::source::{self, Source};
use std::path::Path;

mod may_use;
use may_use::MAY_USE;

/// A path, and the only files (or folders, with a `/` at the end) that may name it.
const ONLY_IN: &[(&str, &str)] = &[
    ("anstyle_query", "src/io.rs"),
    ("clap", "src/cli/ src/app.rs src/completion.rs"),
    ("comfy_table", "src/output/human.rs"),
    ("crossterm_winapi", "src/io/"),
    (
        "crate::sandbox",
        "src/app.rs src/completion.rs src/context/mod.rs src/commands/sandbox/ src/sandbox/ src/world.rs",
    ),
    (
        "crate::transport::https",
        "src/transport/ src/app.rs src/world.rs",
    ),
    ("jiff::Timestamp::now", ""),
    ("jiff::Zoned::now", ""),
    ("keyring", "src/auth/keyring_store.rs src/auth/store.rs"),
    (
        "keyring_core",
        "src/auth/keyring_store.rs src/auth/store.rs",
    ),
    ("oauth2", "src/auth/ src/browser/"),
    ("reqwest", "src/transport/https.rs"),
    ("rusqlite", "src/journal/ src/journal.rs"),
    ("std::env", "src/env.rs src/main.rs"),
    ("std::fs", "src/files/"),
    ("hyper", "src/sandbox/server/ src/transport/https.rs"),
    ("hyper_util", "src/sandbox/server/ src/transport/proxy.rs"),
    ("rcgen", "src/sandbox/server/"),
    ("std::net", "src/browser/ src/sandbox/server/"),
    ("std::os::unix::net", "src/machine/sink.rs"),
    (
        "std::process::Command",
        "src/browser/ src/commands/sandbox/exec/ src/machine/sink.rs src/signature.rs",
    ),
    (
        "std::thread",
        "src/auth/ src/browser/ src/clock.rs src/enforcement/execute/writer.rs src/enforcement/plan/background_thread.rs src/files/ src/machine/sink.rs src/transport/https.rs",
    ),
    ("std::time::Instant", "src/clock.rs"),
    ("std::time::SystemTime", "src/clock.rs"),
    ("tokio::fs", ""),
    ("tokio::process", "src/browser/ src/browser.rs"),
    ("tokio::net", "src/browser/ src/sandbox/server/"),
    ("tokio_rustls", "src/sandbox/server/"),
    ("toml_edit", "src/settings/ src/catalog/"),
];

/// Types that may be named anywhere: a handle opens nothing by itself.
const HANDLES: &[&str] = &["std::fs::File"];

/// Modules of rules and text: they neither wait nor read, and know no clock.
const PURE: &str = "catalog domain ids output reports text";
/// Words that a pure module may not contain.
const IMPURE_WORDS: &str = "async await Instant SystemTime";
/// Paths that a pure module may not name.
const IMPURE_PATHS: &str =
    "crate::clock std::env std::fs std::io std::net std::process std::thread tokio";

/// What the simulated tenant may not name: whatever reaches outside of it, or
/// would share a mistake with the code that it checks. Its server may name sockets.
const SANDBOX_NEVER: &str = "crate::auth crate::graph crate::transport::https keyring keyring_core reqwest \
    std::env std::fs std::net std::time::Instant std::time::SystemTime";
/// Longest file, in lines.
const LONGEST: usize = 400;

/// Whether `named` names `rule` or something in it, or brings it in with
/// everything around it (`use std::*`).
fn names(named: &source::Named, rule: &str) -> bool {
    let rule: Vec<&str> = rule.split("::").collect();
    let path: Vec<&str> = named.path.iter().map(String::as_str).collect();
    let all = path.strip_suffix(&["*"]);
    path.starts_with(&rule) || all.is_some_and(|around| rule.starts_with(around))
}

fn lies_in(file: &str, places: &str) -> bool {
    let within = |place: &str| file == place || (place.ends_with('/') && file.starts_with(place));
    places.split(' ').any(within)
}

fn has(words: &str, word: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

/// What a rule finds wrong with the source.
type Rule = fn(&[Source]) -> Vec<String>;

fn arrows(sources: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for source in sources.iter().filter(|source| !source.module().is_empty()) {
        let module = source.module();
        let Some((_, may)) = MAY_USE.iter().find(|(name, _)| *name == module) else {
            wrong.push(format!(
                "{}: no line for `{module}` in MAY_USE",
                source.file
            ));
            continue;
        };
        for named in &source.named {
            let [root, used, ..] = named.path.as_slice() else {
                if named.import.is_some() && named.path == ["crate"] {
                    wrong.push(at(source, named.line, "imports the whole crate"));
                }
                continue;
            };
            let allowed = may.split(' ').any(|rule| {
                let rule: Vec<&str> = std::iter::once("crate").chain(rule.split("::")).collect();
                named
                    .path
                    .iter()
                    .map(String::as_str)
                    .take(rule.len())
                    .eq(rule)
            });
            if root == "crate" && *used != module && !allowed {
                let rule = format!(
                    "`{}`, but MAY_USE of `{module}` lacks it",
                    named.path.join("::")
                );
                wrong.push(at(source, named.line, &rule));
            }
        }
    }
    wrong
}

fn places(sources: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for source in sources {
        for (rule, places) in ONLY_IN {
            if lies_in(&source.file, places) {
                continue;
            }
            let breaches = source.named.iter().filter(|named| names(named, rule));
            for named in breaches.filter(|named| !HANDLES.contains(&named.path.join("::").as_str()))
            {
                let path = named.path.join("::");
                let rule = format!("`{path}`: ONLY_IN keeps `{rule}` to: {places}");
                wrong.push(at(source, named.line, &rule));
            }
        }
    }
    wrong
}

fn purity(sources: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for source in sources.iter().filter(|source| has(PURE, &source.module())) {
        for token in source
            .tokens
            .iter()
            .filter(|token| has(IMPURE_WORDS, &token.text))
        {
            wrong.push(at(
                source,
                token.line,
                &format!("`{}` in a pure module", token.text),
            ));
        }
        for named in &source.named {
            if IMPURE_PATHS.split(' ').any(|rule| names(named, rule)) {
                wrong.push(at(
                    source,
                    named.line,
                    &format!("`{}` in a pure module", named.path.join("::")),
                ));
            }
        }
    }
    for source in sources.iter().filter(|source| source.module() == "sandbox") {
        for named in &source.named {
            let socket = lies_in(&source.file, "src/sandbox/server/") && names(named, "std::net");
            if !socket && SANDBOX_NEVER.split(' ').any(|rule| names(named, rule)) {
                wrong.push(at(
                    source,
                    named.line,
                    &format!("`{}` in the sandbox", named.path.join("::")),
                ));
            }
        }
    }
    wrong
}

/// A test file imports from `support` and from its own folder, never from another
/// test file.
fn shared_by_support(sources: &[Source]) -> Vec<String> {
    let mut wrong = Vec::new();
    for source in sources {
        let module = source.module();
        let from_another = |named: &&source::Named| match named.path.as_slice() {
            [root, used, ..] => root == "crate" && *used != module && used != "support",
            _ => false,
        };
        for named in source.named.iter().filter(from_another) {
            let rule = format!("`{}`: move it to tests/it/support", named.path.join("::"));
            wrong.push(at(source, named.line, &rule));
        }
    }
    wrong
}

fn at(source: &Source, line: usize, rule: &str) -> String {
    format!("{}:{line}: {rule}", source.file)
}

#[track_caller]
fn assert_none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} breaches:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn modules_use_only_what_they_may() {
    assert_none(&arrows(&source::product()));
}

/// Takes away, again and again, the modules that use none of the rest: what stays is a
/// circle, or uses one.
fn circles(table: &[(&str, &str)]) -> Vec<String> {
    let top = |rule: &str| rule.split("::").next().unwrap_or_default().to_owned();
    let mut rest: Vec<(String, Vec<String>)> = table
        .iter()
        .map(|(module, may)| ((*module).to_owned(), may.split(' ').map(top).collect()))
        .collect();
    loop {
        let names: Vec<String> = rest.iter().map(|(module, _)| module.clone()).collect();
        let before = rest.len();
        rest.retain(|(_, may)| may.iter().any(|used| names.contains(used)));
        if rest.len() == before {
            return names;
        }
    }
}

#[test]
fn modules_use_each_other_in_one_direction() {
    assert_none(&circles(MAY_USE));
    assert_eq!(
        circles(&[("a", "b"), ("b", "c::D"), ("c", "a"), ("d", "")]).len(),
        3
    );
}

#[test]
fn what_reaches_outside_is_named_in_one_place() {
    assert_none(&places(&source::product()));
}

#[test]
fn pure_modules_do_no_io_and_sandbox_shares_no_code() {
    assert_none(&purity(&source::product()));
}

#[test]
fn files_are_short_and_say_what_they_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    for (file, text) in ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| source::rust_files(root, folder))
    {
        let lines = text.lines().count();
        // A snapshot is as long as the output is.
        if lines > LONGEST && !file.starts_with("tests/it/snapshots/") {
            wrong.push(format!("{file}:{lines}: longer than {LONGEST} lines"));
        }
        if !text.starts_with("//!") {
            wrong.push(format!("{file}:1: no `//!` that says what the file owns"));
        }
    }
    assert_none(&wrong);
}

#[test]
fn a_lint_is_expected_with_a_reason_and_never_allowed() {
    let mut wrong = Vec::new();
    for source in source::product() {
        let text = |i: usize| source.tokens.get(i).map_or("", |token| token.text.as_str());
        for (i, token) in source.tokens.iter().enumerate() {
            let inner = usize::from(text(i + 1) == "!");
            if token.text == "#" && text(i + 1 + inner) == "[" && text(i + 2 + inner) == "allow" {
                wrong.push(at(
                    &source,
                    token.line,
                    "`allow`: use `expect` with a reason",
                ));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn test_files_import_only_from_support() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let files = source::rust_files(root, "tests/it");
    let sources: Vec<Source> = files
        .iter()
        .map(|(file, text)| Source::read_with_tests(file, text))
        .collect();
    assert!(sources.len() > 80, "{} files", sources.len());
    assert_none(&shared_by_support(&sources));
}

/// A test file that `main.rs` does not name would never run.
#[test]
fn every_test_file_is_named() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let main = std::fs::read_to_string(root.join("tests/it/main.rs")).unwrap();
    let mut wrong = Vec::new();
    for (file, _) in source::rust_files(root, "tests/it") {
        let module = file.trim_start_matches("tests/it/").trim_end_matches(".rs");
        let top = !module.contains('/') && module != "main";
        if top && !main.lines().any(|line| line == format!("mod {module};")) {
            wrong.push(format!("{file}:1: tests/it/main.rs has no `mod {module};`"));
        }
    }
    assert_none(&wrong);
}

/// The rules themselves: each planted breach is found, and what is fine is not.
#[test]
fn planted_breaches_are_found() {
    let one = |rule: Rule, file: &str, text: &str| rule(&[Source::read(file, text)]);
    let breaches: [(Rule, &str, &str); 18] = [
        (
            arrows,
            "src/graph/call.rs",
            "use crate::{auth::A, clock::Clock};",
        ),
        (arrows, "src/graph/client.rs", "use super::super::auth;"),
        (arrows, "src/graph/call.rs", "fn a() { crate::auth::go() }"),
        (arrows, "src/sandbox/seed.rs", "use crate::domain::plan::A;"),
        (arrows, "src/catalog/mod.rs", "use crate::*;"),
        (arrows, "src/graph/mod.rs", "use crate as all;"),
        (arrows, "src/unheard_of.rs", ""),
        (places, "src/graph/client.rs", "use std::{fs, fmt};"),
        (
            places,
            "src/io.rs",
            "use std as s; fn f() { s::fs::read(p) }",
        ),
        (places, "src/graph/client.rs", "use std::*;"),
        (
            places,
            "src/io.rs",
            "use std::fs::File; fn f() { File::open(p) }",
        ),
        (places, "src/commands/sync.rs", "use crate::sandbox::A;"),
        (
            places,
            "src/commands/grant.rs",
            "fn f() { jiff::Timestamp::now() }",
        ),
        (
            shared_by_support,
            "tests/it/users.rs",
            "use crate::bulk::list;",
        ),
        (
            shared_by_support,
            "tests/it/support/bench.rs",
            "fn f() { crate::bulk::list() }",
        ),
        (purity, "src/domain/confirmation.rs", "async fn f() {}"),
        (purity, "src/output/csv.rs", "use std::{fmt, io::Write};"),
        (
            purity,
            "src/sandbox/rules.rs",
            "fn f() { std::net::TcpStream::connect(a) }",
        ),
    ];
    for (rule, file, text) in breaches {
        assert!(!one(rule, file, text).is_empty(), "{file}: {text}");
    }
    let text =
        "use std::fmt;\nuse std::sync::{Arc, Mutex};\nuse crate::transport::{self, Request};";
    for rule in [arrows, places, purity] {
        assert_none(&one(rule, "src/sandbox/rules.rs", text));
    }
}
