//! List of all commands, from the command tree, and the command lines of the sweeps.
use clap::Command;

use crate::support::bench::{Bench, words};

/// Returns every command that can be run, such as `users disable`.
pub(crate) fn all() -> Vec<String> {
    fn add(command: &Command, path: &str, found: &mut Vec<String>) {
        let children: Vec<&Command> = command
            .get_subcommands()
            .filter(|child| child.get_name() != "help")
            .collect();
        if children.is_empty() {
            found.push(path.to_owned());
        }
        for child in children {
            let path = format!("{path} {}", child.get_name());
            add(child, path.trim_start(), found);
        }
    }
    let mut found = Vec::new();
    add(&entractl::cli::command(), "", &mut found);
    assert!(found.len() > 40, "{found:?}");
    found
}

/// Returns the command that these arguments run; empty if they name none.
pub(crate) fn of_line(args: &[String]) -> String {
    let root = entractl::cli::command();
    let (mut command, mut path) = (&root, Vec::new());
    for arg in args {
        if let Some(child) = command.find_subcommand(arg) {
            command = child;
            path.push(child.get_name().to_owned());
        } else if !command.has_subcommands() {
            break;
        }
    }
    path.join(" ")
}

/// Commands that a sweep cannot run in process, with the reason.
pub(crate) const NOT_SWEPT: &[(&str, &str)] = &[
    ("sandbox serve", "runs until it is interrupted"),
    ("sandbox exec", "replaces its own process"),
];

/// Every command in one order in one tenant, each with its exit code without faults.
/// `{folder}` is the folder of the bench.
const SWEEP: &[(&str, u8)] = &[
    ("apps discover", 0),
    (
        "apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a",
        0,
    ),
    ("auth doctor", 0),
    ("auth status", 0),
    ("auth login --for respond --browser", 0),
    ("auth login --for grant --device-code", 0),
    ("status", 11),
    ("status search", 11),
    ("troubleshoot search", 11),
    ("explain AADSTS50173", 0),
    ("grant search --direct --dry-run", 0),
    ("grant search --direct --yes --reason sweep", 0),
    ("grant search --browser --yes --reason sweep", 0),
    ("grant search --device-code --yes --reason sweep", 0),
    ("grant search --url", 0),
    ("sync --scope none", 0),
    ("auth login --for read,grant,respond --browser", 0),
    ("users list sam", 0),
    ("users show rowan.reyes-vale@meridian.example", 0),
    ("users can-i disable rowan.reyes-vale@meridian.example", 0),
    (
        "users disable rowan.reyes-vale@meridian.example --yes --reason sweep",
        0,
    ),
    (
        "users enable rowan.reyes-vale@meridian.example --yes --reason sweep",
        0,
    ),
    (
        "users sign-out rowan.reyes-vale@meridian.example --yes --reason sweep",
        0,
    ),
    (
        "users reset-password rowan.reyes-vale@meridian.example --yes --reason sweep",
        0,
    ),
    (
        "users contain rowan.reyes-vale@meridian.example --dry-run",
        0,
    ),
    (
        "users contain rowan.reyes-vale@meridian.example --yes --reason sweep",
        0,
    ),
    (
        "users disable --from {folder}/sweep.csv --dry-run --plan-out {folder}/plan.json --reason sweep",
        0,
    ),
    ("tasks apply {folder}/plan.json --yes", 0),
    ("tasks list", 0),
    ("tasks show 1", 0),
    ("tasks export 1", 0),
    ("tasks verify 1", 0),
    ("tasks resume 1 --yes", 0),
    ("tasks undo 1 --yes", 5),
    ("zero-trust show", 0),
    ("zero-trust policy-enforcement on", 0),
    (
        "profile add sweep --tenant 11111111-2222-4333-8444-555555555555 --client-id 21111111-2222-4333-8444-555555555555",
        0,
    ),
    ("profile list", 0),
    ("profile show sweep", 0),
    ("profile guard-rails", 0),
    ("profile use sweep", 0),
    ("profile remove sweep", 0),
    ("block mobile-security --revoke --yes --reason sweep", 0),
    ("reset search", 0),
    ("audit show", 0),
    ("audit verify", 0),
    ("audit export --format csv --out {folder}/audit.csv", 0),
    ("audit archive --reason sweep", 12),
    ("sandbox faults set slow:times=0", 0),
    ("sandbox faults list", 0),
    ("sandbox faults clear", 0),
    ("auth logout", 0),
    ("status", 3),
    ("users show rowan.reyes-vale@meridian.example", 3),
    ("sandbox scenario list", 0),
    ("sandbox scenario set all-granted", 0),
    ("sandbox reset", 0),
    ("sandbox tour", 0),
    ("completion bash", 0),
];

/// Returns the command lines of a sweep of this bench, each with its exit code.
pub(crate) fn sweep(bench: &Bench) -> Vec<(String, u8)> {
    let folder = bench.folder.path();
    let user = "sam.rivers@meridian.example";
    std::fs::write(folder.join("sweep.csv"), format!("upn\n{user}\n")).unwrap();
    let folder = folder.to_string_lossy();
    let line = |line: &str| line.replace("{folder}", &folder);
    let listed = SWEEP.iter().map(|(text, exit)| (line(text), *exit));
    let swept: Vec<String> = SWEEP
        .iter()
        .map(|(text, _)| of_line(&words(text)))
        .chain(NOT_SWEPT.iter().map(|(name, _)| (*name).to_owned()))
        .collect();
    // Other commands come first, as in their snapshots: in a tenant that nothing has changed.
    let others = all().into_iter().filter(|name| !swept.contains(name));
    others
        .filter_map(|name| ordinary_case(&name))
        .chain(listed)
        .collect()
}

/// Returns the first ordinary case in the snapshots of a command, with its exit code.
fn ordinary_case(command: &str) -> Option<(String, u8)> {
    let name = command.replace([' ', '-'], "_");
    let file = format!(
        "{}/tests/it/snapshots/{name}.rs",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(file).ok()?;
    let (_, rest) = text.split_once("ordinary(\"")?;
    let (line, rest) = rest.split_once('"')?;
    let (_, rest) = rest.split_once("-- exit ")?;
    let (exit, _) = rest.split_once(' ')?;
    Some((line.to_owned(), exit.parse().ok()?))
}

#[test]
fn ordinary_case_is_read_from_the_snapshots() {
    let status = ("status".to_owned(), 11);
    assert_eq!(ordinary_case("status"), Some(status));
    assert_eq!(ordinary_case("sandbox serve"), None);
}
