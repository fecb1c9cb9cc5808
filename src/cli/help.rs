//! Layout of help: short help fits on a screen, long help is complete.
use clap::builder::styling::Styles;
use clap::{Arg, Command, ValueHint};

/// Groups of commands, by purpose.
const GROUPS: [(&str, &[&str]); 4] = [
    (
        "Permissions",
        &["apps", "grant", "status", "block", "reset", "troubleshoot"],
    ),
    ("Accounts", &["users", "tasks", "zero-trust"]),
    ("Tenant", &["auth", "profile", "sync"]),
    (
        "More",
        &["explain", "audit", "sandbox", "completion", "help"],
    ),
];

/// Maximum length of a list of possible values beside a flag in short help.
const MAX_INLINE_VALUES: usize = 24;

/// Returns the command tree with the layout of its help.
pub(super) fn with_help_layout(command: Command) -> Command {
    let command = command.mut_args(|arg| {
        let global = arg.is_global_set();
        arg.hide_short_help(global)
    });
    lay_out_subcommands(command)
}

fn lay_out_subcommands(command: Command) -> Command {
    let command = command
        .after_help("Global options, such as --output, --profile and --sandbox: see --help")
        .mut_args(lay_out_arg);
    // Long help lists the global options, so it needs no reference to them.
    let command = match command.get_after_long_help() {
        Some(_) => command,
        None => command.after_long_help(""),
    };
    command.mut_subcommands(lay_out_subcommands)
}

/// Returns the argument with file completion only if it takes a file, and with long lists
/// of values only in long help.
fn lay_out_arg(arg: Arg) -> Arg {
    if !arg.get_action().takes_values() {
        return arg;
    }
    let arg = match arg.get_value_hint() {
        ValueHint::Unknown => match arg.get_value_names().and_then(<[_]>::first) {
            Some(name) if matches!(name.as_str(), "FILE" | "FOLDER") => {
                arg.value_hint(ValueHint::AnyPath)
            }
            Some(_) | None => arg.value_hint(ValueHint::Other),
        },
        _ => arg,
    };
    let values = arg.get_possible_values();
    let length: usize = values.iter().map(|value| value.get_name().len() + 2).sum();
    if length <= MAX_INLINE_VALUES {
        return arg;
    }
    let help = arg.get_long_help().or(arg.get_help());
    let mut text = help.map(ToString::to_string).unwrap_or_default();
    text.push_str("\n\nPossible values:");
    for value in values.iter().filter(|value| !value.is_hide_set()) {
        text.push_str(&format!("\n- {}", value.get_name()));
        if let Some(help) = value.get_help() {
            text.push_str(&format!(": {help}"));
        }
    }
    arg.hide_possible_values(true).long_help(text)
}

/// Returns the command tree with commands under headings, for printed help.
pub fn with_command_groups(command: Command) -> Command {
    let header = *Styles::styled().get_header();
    let mut text =
        format!("{{about}}\n\n{header}Usage:{header:#} entractl [OPTIONS] <COMMAND>\n\n");
    for (group, names) in GROUPS {
        text.push_str(&format!("{header}{group}:{header:#}\n"));
        for name in names {
            let about = match command.find_subcommand(name) {
                Some(command) => command.get_about().map(ToString::to_string),
                None => Some("Print help of a command".to_owned()),
            };
            let about = about.unwrap_or_default();
            text.push_str(&format!("  {name:<12}  {about}\n"));
        }
        text.push('\n');
    }
    command
        .help_template(text + "{all-args}{after-help}")
        .mut_subcommands(|command| command.hide(true))
}

#[cfg(test)]
mod tests {
    use super::GROUPS;

    #[test]
    fn every_command_is_in_one_group() {
        let grouped = GROUPS.iter().flat_map(|(_, names)| names.iter().copied());
        let mut grouped: Vec<&str> = grouped.filter(|name| *name != "help").collect();
        grouped.sort_unstable();
        let command = crate::cli::command();
        let mut known: Vec<&str> = command
            .get_subcommands()
            .map(clap::Command::get_name)
            .collect();
        known.sort_unstable();
        assert_eq!(grouped, known);
    }
}
