//! What is generated and checked in is what the code says now: completions,
//! man pages, JSON Schemas and the tables of `docs/`.
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use crate::support::bench::Bench;
use crate::support::man;
use crate::support::schemas;
use entractl::exit::Exit;

/// Folders that hold generated files and nothing else.
const FOLDERS: &[&str] = &["completions", "man", "schemas"];

/// Held by the tests that may write a page.
static WRITER: Mutex<()> = Mutex::new(());

const UPDATE: &str = "UPDATE_GENERATED=1 cargo test --locked --test it generated";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every generated file, by its path from the root of the repository.
fn expected() -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    for (shell, name) in [
        (clap_complete::Shell::Bash, "entractl.bash"),
        (clap_complete::Shell::Zsh, "_entractl"),
        (clap_complete::Shell::Fish, "entractl.fish"),
        (clap_complete::Shell::PowerShell, "_entractl.ps1"),
        (clap_complete::Shell::Elvish, "entractl.elv"),
    ] {
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut entractl::cli::command(), "entractl", &mut text);
        let text = String::from_utf8(text).unwrap();
        files.insert(Path::new("completions").join(name), text);
    }
    for (name, page) in man::pages() {
        files.insert(Path::new("man").join(name), page);
    }
    for (name, schema) in schemas::files() {
        files.insert(Path::new("schemas").join(name), schema);
    }
    for (page, name, table) in [
        ("docs/output.md", "exit-codes", exit_codes()),
        ("docs/environment.md", "environment", environment()),
        ("docs/commands.md", "commands", commands()),
    ] {
        let text = fs::read_to_string(root().join(page)).unwrap();
        let text = put(&text, name, &format!("\n{table}\n"));
        files.insert(PathBuf::from(page), text);
    }
    files
}

/// `text` with what stands between the markers of `name` replaced.
fn put(text: &str, name: &str, between: &str) -> String {
    let (before, _, after) = marked(text, name);
    format!("{before}{between}{after}")
}

/// What stands before, between and after the markers `<!-- name -->` and
/// `<!-- /name -->`; the markers belong to what is outside.
fn marked<'a>(text: &'a str, name: &str) -> (&'a str, &'a str, &'a str) {
    let (begin, end) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let from = text.find(&begin).map(|at| at + begin.len());
    let from = from.unwrap_or_else(|| panic!("the page lacks {begin:?}"));
    let to = text[from..].find(&end).map(|at| from + at);
    let to = to.unwrap_or_else(|| panic!("the page lacks {end:?}"));
    (&text[..from], &text[from..to], &text[to..])
}

fn exit_codes() -> String {
    let mut table = "| Code | Meaning |\n| ---: | --- |\n".to_owned();
    for exit in Exit::ALL {
        table.push_str(&format!("| {} | {} |\n", exit.code(), exit.meaning()));
    }
    table
}

fn environment() -> String {
    let mut table = "| Variable | Effect |\n| --- | --- |\n".to_owned();
    for variable in entractl::env::VARIABLES {
        table.push_str(&format!("| `{}` | {} |\n", variable.name, variable.effect));
    }
    table
}

fn commands() -> String {
    fn rows(command: &clap::Command, above: &str, table: &mut String) {
        for command in command
            .get_subcommands()
            .filter(|one| one.get_name() != "help")
        {
            let name = format!("{above}{}", command.get_name());
            if command.has_subcommands() {
                rows(command, &format!("{name} "), table);
            } else {
                let about = command
                    .get_about()
                    .map(ToString::to_string)
                    .unwrap_or_default();
                table.push_str(&format!("| `{name}` | {about} |\n"));
            }
        }
    }
    let mut table = "| Command | What it does |\n| --- | --- |\n".to_owned();
    rows(&entractl::cli::command(), "", &mut table);
    table
}

/// Files that lie in `folder` and its folders.
fn lying_in(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            lying_in(&path, found);
        } else {
            found.push(path.strip_prefix(root()).unwrap().to_owned());
        }
    }
}

fn is_update() -> bool {
    std::env::var_os("UPDATE_GENERATED").is_some_and(|value| value == "1")
}

#[test]
fn generated_files_are_current() {
    let _one_writer = WRITER.lock().unwrap_or_else(PoisonError::into_inner);
    let update = is_update();
    let expected = expected();
    let mut wrong = Vec::new();
    for (path, text) in &expected {
        let full = root().join(path);
        let state = match fs::read(&full) {
            Ok(bytes) if bytes == text.as_bytes() => continue,
            Ok(_) => "stale",
            Err(_) => "missing",
        };
        wrong.push(format!("{state}: {}", path.display()));
        if update {
            fs::create_dir_all(full.parent().unwrap()).unwrap();
            fs::write(full, text).unwrap();
        }
    }
    let mut lying = Vec::new();
    for folder in FOLDERS {
        lying_in(&root().join(folder), &mut lying);
    }
    for path in lying.iter().filter(|path| !expected.contains_key(*path)) {
        wrong.push(format!("left over: {}", path.display()));
        if update {
            fs::remove_file(root().join(path)).unwrap();
        }
    }
    assert!(
        update || wrong.is_empty(),
        "{}\nrun: {UPDATE}",
        wrong.join("\n")
    );
}

/// The tour on the sandbox's page is what the tour prints.
#[test]
fn sandbox_page_shows_what_the_tour_prints() {
    let ran = Bench::new().run_printed("entractl sandbox tour").exits(0);
    let printed = format!("```text\n$ entractl sandbox tour\n{}```\n", ran.out);
    let _one_writer = WRITER.lock().unwrap_or_else(PoisonError::into_inner);
    let path = root().join("docs/sandbox.md");
    let page = fs::read_to_string(&path).unwrap();
    if is_update() {
        fs::write(&path, put(&page, "tour", &printed)).unwrap();
        return;
    }
    let (_, shown, _) = marked(&page, "tour");
    assert_eq!(shown, printed, "run: {UPDATE}");
}

#[test]
fn man_pages_are_sound_roff() {
    if Command::new("groff").arg("--version").output().is_err() {
        eprintln!("skipped: groff is not installed");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (name, page) in man::pages() {
        let path = folder.path().join(name);
        fs::write(&path, page).unwrap();
        files.push(path);
    }
    let checked = Command::new("groff")
        .args(["-man", "-Tutf8", "-ww"])
        .args(&files)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success() && said.is_empty(), "{said}");
}

#[test]
fn the_manual_says_what_an_incident_needs() {
    let pages = man::pages();
    let main = &pages["entractl.1"];
    for part in ["EXIT STATUS", "ENVIRONMENT", "FILES", "SEE ALSO"] {
        let headed = main
            .lines()
            .any(|line| line.replace('"', "") == format!(".SH {part}"));
        assert!(headed, "{part}");
    }
    for exit in Exit::ALL {
        assert!(
            main.contains(&format!("\\fB{}\\fR", exit.code())),
            "{exit:?}"
        );
    }
    assert!(pages.contains_key("entractl-users-contain.1"));
}

/// NAME says what a command is; DESCRIPTION says more, or is not there. Scripts
/// find every exit code on every page.
#[test]
fn manual_page_says_nothing_twice_and_lists_exit_codes() {
    for (name, page) in man::pages() {
        let section = |title: &str| {
            let page = page.replace('"', "");
            let (_, rest) = page.split_once(&format!(".SH {title}\n"))?;
            let text = rest.split("\n.SH ").next().unwrap_or_default();
            let lines = text.lines().filter(|line| !line.starts_with('.'));
            Some(lines.collect::<Vec<_>>().join("\n"))
        };
        let about = section("NAME").unwrap();
        let (_, about) = about.split_once(" \\- ").unwrap();
        if let Some(description) = section("DESCRIPTION") {
            assert!(!description.contains(about.trim()), "{name}: {about}");
        }
        let codes = section("EXIT STATUS").unwrap();
        for exit in Exit::ALL {
            assert!(
                codes.contains(&format!("\\fB{}\\fR", exit.code())),
                "{name}"
            );
        }
    }
}

#[test]
fn a_marker_keeps_what_is_around_it() {
    let text = "a\n<!-- x -->\nold\n<!-- /x -->\nb";
    let (before, between, after) = marked(text, "x");
    assert_eq!(before, "a\n<!-- x -->\n");
    assert_eq!(between, "old\n");
    assert_eq!(after, "<!-- /x -->\nb");
}
