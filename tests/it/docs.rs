//! README and `docs/`: every command parses and runs, links resolve, and each
//! page is found.
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::support::bench::Bench;
use entractl::domain::health::Condition;
use entractl::sandbox::{CLIENT_ID, TENANT_ID};

/// The client id of the simulated vendor's application for set S3.
const VENDOR_CLIENT_ID: &str = "5e700003-aaaa-4aaa-8aaa-00000000da7a";

/// What an example with a real tenant says, and what stands for it when the
/// example is run in the simulated one.
const PLACEHOLDERS: [(&str, &str); 4] = [
    ("VENDOR_CLIENT_ID", VENDOR_CLIENT_ID),
    ("CLIENT_ID", CLIENT_ID),
    ("TENANT_ID", TENANT_ID),
    ("user1@contoso.example", "chidi.castellane@meridian.example"),
];

/// Examples that are not run: a server, another program, a second terminal, a file of a CI job.
const NOT_RUN: [&str; 5] = [
    "sandbox serve",
    "sandbox exec",
    "-p sandbox-serve",
    "--watch",
    "--certificate",
];

/// Programs other than `entractl` that an example may name.
const OTHER_PROGRAMS: [&str; 3] = ["cargo ", "bash ", "ssh-keygen "];

/// Pages that explain and have no example of their own.
const WITHOUT_EXAMPLES: [&str; 4] = [
    "docs/architecture.md",
    "docs/glossary.md",
    "docs/insider.md",
    "docs/requirements.md",
];

/// A page of the documentation.
pub(crate) struct Page {
    /// From the root of the repository.
    pub path: String,
    pub text: String,
}

/// A fenced block.
struct Block {
    language: String,
    /// The name that a reader saves it under.
    file: Option<String>,
    lines: Vec<String>,
}

/// A command line of `entractl` in an example.
struct Example {
    shown: String,
    args: Vec<String>,
    /// The exit code that the page states; 0 if it states none.
    exit: u8,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The README, then the pages of `docs/` by name.
pub(crate) fn pages() -> Vec<Page> {
    let mut paths = vec!["README.md".to_owned()];
    let mut found: Vec<String> = fs::read_dir(root().join("docs"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .map(|path| format!("docs/{}", path.file_name().unwrap().to_string_lossy()))
        .collect();
    found.sort();
    paths.extend(found);
    paths
        .into_iter()
        .map(|path| Page {
            text: fs::read_to_string(root().join(&path)).unwrap(),
            path,
        })
        .collect()
}

fn page(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

/// The fenced blocks of a page, and its lines outside of them.
fn split(text: &str) -> (Vec<Block>, Vec<&str>) {
    let (mut blocks, mut prose) = (Vec::new(), Vec::new());
    let mut open: Option<Block> = None;
    for line in text.lines() {
        match (line.trim_start().strip_prefix("```"), open.as_mut()) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(info), None) => {
                let mut words = info.split_whitespace().map(str::to_owned);
                open = Some(Block {
                    language: words.next().unwrap_or_default(),
                    file: words.next(),
                    lines: Vec::new(),
                });
            }
            (None, Some(block)) => block.lines.push(line.trim().to_owned()),
            (None, None) => prose.push(line),
        }
    }
    assert!(open.is_none(), "a block has no end");
    (blocks, prose)
}

/// Reads a line of a `sh` block; `None` for another program or an empty line.
fn example(line: &str) -> Option<Example> {
    let line = line.trim_start_matches("$ ");
    if line.is_empty() || OTHER_PROGRAMS.iter().any(|one| line.starts_with(one)) {
        return None;
    }
    assert!(line.starts_with("entractl "), "unknown program: {line}");
    let (command, comment) = line.split_once(" # ").unwrap_or((line, ""));
    let exit = comment.strip_prefix("exit ").map_or(0, |rest| {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    });
    let command = command.split(" | ").next().unwrap_or_default();
    let command = command.split(" > ").next().unwrap_or_default();
    let mut command = command.trim().to_owned();
    for (placeholder, value) in PLACEHOLDERS {
        command = command.replace(placeholder, value);
    }
    Some(Example {
        shown: line.to_owned(),
        args: crate::support::bench::words(&command),
        exit,
    })
}

fn examples(text: &str) -> Vec<Example> {
    let (blocks, _) = split(text);
    let shell = blocks.iter().filter(|block| block.language == "sh");
    shell
        .flat_map(|block| block.lines.iter().filter_map(|line| example(line)))
        .collect()
}

/// The heading's anchor, as GitHub makes it.
fn anchor(heading: &str) -> String {
    heading
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

fn anchors(text: &str) -> BTreeSet<String> {
    let (_, prose) = split(text);
    let headings = prose.iter().filter(|line| line.starts_with('#'));
    headings
        .map(|line| anchor(line.trim_start_matches('#').trim()))
        .collect()
}

#[test]
fn every_command_in_docs_parses() {
    for page in pages() {
        for one in examples(&page.text) {
            let result = entractl::cli::command().try_get_matches_from(&one.args);
            assert!(
                result.is_ok(),
                "{}: {}\n{}",
                page.path,
                one.shown,
                result.unwrap_err()
            );
        }
    }
}

/// Runs the examples of each page in their order against one simulated tenant,
/// as a user at a terminal who answers every question with yes.
#[test]
fn every_example_in_docs_ends_with_the_exit_code_that_the_page_states() {
    let mut wrong = Vec::new();
    for page in pages() {
        let mut bench = Bench::new();
        let folder = tempfile::tempdir().unwrap();
        for block in split(&page.text).0 {
            if let Some(file) = &block.file {
                fs::write(folder.path().join(file), block.lines.join("\n") + "\n").unwrap();
            }
        }
        let mut ran = 0;
        for one in examples(&page.text) {
            if NOT_RUN.iter().any(|part| one.shown.contains(part)) {
                continue;
            }
            let mut args = one.args;
            if !args.iter().any(|arg| arg == "--sandbox") {
                args.insert(1, "--sandbox".to_owned());
            }
            for arg in &mut args {
                let is_file = [".csv", ".json", ".jsonl"]
                    .iter()
                    .any(|end| arg.ends_with(end));
                if is_file && !arg.contains('/') {
                    *arg = folder.path().join(&*arg).to_string_lossy().into_owned();
                }
            }
            bench.typed = Some("y\n".to_owned());
            let result = bench.run_args(args);
            ran += 1;
            if result.exit != one.exit {
                wrong.push(format!("{}: {}\n{}", page.path, one.shown, result.all()));
            }
        }
        let expects_none = WITHOUT_EXAMPLES.contains(&page.path.as_str());
        assert_eq!(ran == 0, expects_none, "{}: {ran} examples", page.path);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// The policy and the settings that the pages show are understood.
#[test]
fn settings_shown_in_docs_load() {
    let mut shown = 0;
    for page in pages() {
        for block in split(&page.text).0 {
            let (Some(file), "toml") = (&block.file, block.language.as_str()) else {
                continue;
            };
            let mut bench = Bench::new();
            let text = block.lines.join("\n") + "\n";
            match file.as_str() {
                "policy.toml" => {
                    let path = bench.folder.path().join(file);
                    entractl::files::replace_private(&path, text.as_bytes()).unwrap();
                }
                "config.toml" => {
                    let path = bench.folder.path().join("config").join(file);
                    entractl::files::replace_private(&path, text.as_bytes()).unwrap();
                }
                other => panic!("{}: {other}", page.path),
            }
            bench.run("profile guard-rails").exits(0);
            bench.run("profile list").exits(0);
            shown += 1;
        }
    }
    assert_eq!(shown, 2);
}

#[test]
fn links_in_docs_resolve() {
    let others = [
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "packaging/README.md",
    ];
    let others = others.map(|path| Page {
        path: path.to_owned(),
        text: page(path),
    });
    for page in pages().into_iter().chain(others) {
        let folder = Path::new(&page.path).parent().unwrap();
        for part in page.text.split("](").skip(1) {
            let target = part.split(')').next().unwrap();
            if target.contains("://") {
                continue;
            }
            let (path, wanted) = target.split_once('#').unwrap_or((target, ""));
            let full = root().join(folder).join(path);
            let name = &page.path;
            if !path.is_empty() {
                assert!(full.exists(), "{name}: {target}");
            }
            if !wanted.is_empty() {
                let text = if path.is_empty() {
                    page.text.clone()
                } else {
                    fs::read_to_string(&full).unwrap()
                };
                assert!(anchors(&text).contains(wanted), "{name}: {target}");
            }
        }
    }
}

#[test]
fn every_page_has_a_heading_and_is_linked_from_readme() {
    let readme = page("README.md");
    for page in pages() {
        assert!(page.text.starts_with("# "), "{}", page.path);
        if page.path != "README.md" {
            let link = format!("]({})", page.path);
            assert!(
                readme.contains(&link),
                "README.md does not link {}",
                page.path
            );
        }
    }
}

#[test]
fn status_page_names_every_status() {
    let text = page("docs/status.md");
    let anchors = anchors(&text);
    for condition in Condition::ALL {
        let heading = anchor(condition.text());
        assert!(
            anchors.contains(&heading),
            "no heading: {}",
            condition.text()
        );
        let word = format!("`{}`", condition.as_str());
        let row = format!("| {} | {word} |", condition.text());
        assert!(text.contains(&row), "no row: {row}");
    }
}

#[test]
fn requirements_page_has_one_line_for_each_number() {
    let text = page("docs/requirements.md");
    let numbers = (1..=66).map(|number| format!("R{number}"));
    for number in numbers.chain((1..=7).map(|number| format!("I{number}"))) {
        let row = format!("| {number} | ");
        let found = text.lines().filter(|line| line.starts_with(&row)).count();
        assert_eq!(found, 1, "{number}");
    }
}

#[test]
fn readme_has_between_1200_and_1600_words() {
    let text = page("README.md");
    let words = split(&text)
        .1
        .iter()
        .flat_map(|line| line.split_whitespace())
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count();
    assert!((1_200..=1_600).contains(&words), "{words} words");
}

#[test]
fn example_reads_exit_code_pipes_and_placeholders() {
    let one = example("entractl users show user1@contoso.example > out.txt   # exit 5: not here");
    let one = one.unwrap();
    assert_eq!(one.exit, 5);
    assert_eq!(
        one.args,
        [
            "entractl",
            "users",
            "show",
            "chidi.castellane@meridian.example"
        ]
    );
    assert!(example("cargo run --locked -- sandbox tour").is_none());
    assert_eq!(example("entractl status # a comment").unwrap().exit, 0);
    assert_eq!(
        anchor("What `audit verify` proves"),
        "what-audit-verify-proves"
    );
}
