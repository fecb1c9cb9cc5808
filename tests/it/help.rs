//! Help of every command, as the real binary prints it.
use crate::support::binary::{run, text};

/// Every command of the program with its path, the program itself first.
fn commands() -> Vec<(Vec<String>, clap::Command)> {
    fn add(command: &clap::Command, path: &[String], all: &mut Vec<(Vec<String>, clap::Command)>) {
        all.push((path.to_vec(), command.clone()));
        for below in command.get_subcommands() {
            add(below, &[path, &[below.get_name().to_owned()]].concat(), all);
        }
    }
    let mut all = Vec::new();
    add(&entractl::cli::command(), &[], &mut all);
    all
}

#[test]
fn short_help_fits_a_screen_and_says_where_global_options_are() {
    let mut wrong = Vec::new();
    for (path, command) in commands() {
        let mut args: Vec<&str> = path.iter().map(String::as_str).collect();
        args.push("-h");
        let output = run(&args);
        let help = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        if help.lines().count() > 40 {
            wrong.push(format!("{args:?}: {} lines", help.lines().count()));
        }
        let global = help.lines().filter(|line| line.contains("Global options"));
        assert_eq!(global.count(), 1, "{help}");
        assert!(
            help.contains("--help") && !help.contains("--no-store"),
            "{help}"
        );
        // A line that was broken goes on in the column of the texts.
        let broken = help.lines().filter(|line| line.starts_with("            "));
        wrong.extend(broken.map(|line| format!("{args:?}: {line}")));
        let wide = help.lines().filter(|line| line.chars().count() > 80);
        let wide = wide.filter(|line| !line.starts_with("Usage:"));
        wrong.extend(wide.map(|line| format!("{args:?}: {line}")));
        let about = command.get_about().map(ToString::to_string);
        let options = command.get_arguments().filter(|arg| !arg.is_positional());
        let texts = options.filter_map(|arg| arg.get_help().map(ToString::to_string));
        for said in texts.chain(about) {
            let first = said.split([' ', ',']).next().unwrap_or_default();
            if !VERBS.contains(&first) || said.ends_with('.') || said.contains('`') {
                wrong.push(format!("{args:?}: {said}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The verbs that help begins with.
const VERBS: &[&str] = &[
    "Accept",
    "Act",
    "Add",
    "Allow",
    "Apply",
    "Archive",
    "Ask",
    "Assign",
    "Bind",
    "Check",
    "Choose",
    "Clear",
    "Confirm",
    "Delete",
    "Disable",
    "Disconnect",
    "Enable",
    "Explain",
    "Export",
    "Find",
    "Force",
    "Forget",
    "Give",
    "Grant",
    "Keep",
    "Let",
    "List",
    "Listen",
    "Log",
    "Manage",
    "Name",
    "Never",
    "Open",
    "Print",
    "Re-enable",
    "Read",
    "Refresh",
    "Remove",
    "Require",
    "Reset",
    "Resume",
    "Revoke",
    "Run",
    "Select",
    "Serve",
    "Set",
    "Show",
    "Sign",
    "Skip",
    "Start",
    "Stop",
    "Unblock",
    "Use",
    "Verify",
    "Wait",
    "Walk",
    "Write",
];

#[test]
fn program_help_groups_commands() {
    for flag in ["-h", "--help"] {
        let output = run(&[flag]);
        let help = text(&output.stdout);
        for group in ["Permissions:", "Accounts:", "Tenant:", "More:"] {
            assert!(help.contains(group), "{help}");
        }
        assert_eq!(help.matches("\n  users ").count(), 1, "{help}");
    }
}
