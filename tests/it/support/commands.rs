//! Every command, from the command tree, and the command lines of the sweeps.
use clap::Command;

/// Every command that can be run, such as `users disable`.
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

/// The command that these arguments run; empty if they name none.
pub(crate) fn of_line(args: &[String]) -> String {
    let root = entractl::cli::command();
    let (mut command, mut path) = (&root, Vec::new());
    for arg in args {
        if let Some(child) = command.find_subcommand(arg) {
            command = child;
            path.push(child.get_name().to_owned());
        } else if command.has_subcommands() {
            continue;
        } else {
            break;
        }
    }
    path.join(" ")
}

/// Every command, each in a form that gets far; `{}` stands for more flags.
pub(crate) const COMMANDS: &[&str] = &[
    "apps list",
    "apps show search",
    "apps discover",
    "apps bind s3 --client-id 5e700003-aaaa-4aaa-8aaa-00000000da7a",
    "auth doctor",
    "auth status",
    "auth login --for respond --browser",
    "auth login --for grant --device-code",
    "status",
    "status search",
    "troubleshoot search",
    "explain AADSTS50173",
    "grant search --direct --yes --reason sweep",
    "grant search --browser --yes --reason sweep",
    "grant search --device-code --yes --reason sweep",
    "grant search --url",
    "sync --scope none",
    "auth login --for respond --browser",
    "users list sam",
    "users show rowan.reyes-vale@meridian.example",
    "users disable rowan.reyes-vale@meridian.example --yes --reason sweep",
    "users enable rowan.reyes-vale@meridian.example --yes --reason sweep",
    "users sign-out rowan.reyes-vale@meridian.example --yes --reason sweep",
    "users reset-password rowan.reyes-vale@meridian.example --yes --reason sweep",
    "users contain rowan.reyes-vale@meridian.example --dry-run",
    "users contain rowan.reyes-vale@meridian.example --yes --reason sweep",
    "tasks list",
    "tasks show 1",
    "zero-trust show",
    "zero-trust policy-enforcement on",
    "profile list",
    "block mobile-security --revoke --yes --reason sweep",
    "reset search",
    "sandbox faults list",
    "auth logout",
    "status",
    "users show rowan.reyes-vale@meridian.example",
];
