//! The README shows what the program prints, and names only what exists.
use std::fs;
use std::path::Path;

fn readme() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// Every command that a fenced block shows parses, flags and all.
#[test]
fn every_command_shown_can_be_typed() {
    let readme = readme();
    let (mut inside, mut seen) = (false, 0);
    for line in readme.lines() {
        if line.starts_with("```") {
            inside = line.starts_with("```sh");
            continue;
        }
        let command = line
            .trim_start_matches("$ ")
            .split(" #")
            .next()
            .unwrap_or_default()
            .trim();
        if !inside || !command.starts_with("entractl ") {
            continue;
        }
        let command = command.split(" | ").next().unwrap_or_default();
        let command = command.split(" > ").next().unwrap_or_default();
        seen += 1;
        let result = entractl::cli::command().try_get_matches_from(words(command));
        assert!(result.is_ok(), "{command}\n{}", result.unwrap_err());
    }
    assert!(seen > 15, "only {seen} commands found");
}

/// The words of a shell line; placeholders that stand for an id become one.
fn words(line: &str) -> Vec<String> {
    let id = "0f0e0d0c-0b0a-4908-8706-050403020100";
    let line = line.replace("CLIENT_ID", id).replace("TENANT_ID", id);
    crate::bench::words(&line)
}

#[test]
fn what_it_links_to_exists() {
    let readme = readme();
    for part in readme.split("](").skip(1) {
        let target = part.split(')').next().unwrap();
        let path = target.split('#').next().unwrap();
        if !path.is_empty() && !path.contains("://") {
            let full = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
            assert!(full.exists(), "{target}");
        }
    }
}

#[test]
fn it_says_whose_it_is_not() {
    assert!(readme().contains("not affiliated with Trend Micro or Microsoft"));
}

#[test]
fn the_permissions_to_register_are_those_that_a_sign_in_asks_for() {
    use entractl::catalogue::scopes::{Use, scopes_for};
    let readme = include_str!("../../README.md");
    for purpose in Use::ALL {
        let label = format!("| `--for {}`", purpose.as_str());
        let row = readme.lines().find(|line| line.contains(&label)).unwrap();
        let listed: Vec<&str> = row.split('`').skip(3).step_by(2).collect();
        assert_eq!(listed, scopes_for(purpose), "{label}");
    }
}
