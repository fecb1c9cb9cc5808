//! Man pages, generated from the command tree, the exit codes and the variables.
use std::collections::BTreeMap;

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use entractl::exit::Exit;

/// Files that users may look for, each with its contents.
const FILES: &[(&str, &str)] = &[
    (
        "~/.config/entractl/config.toml",
        "Profiles, clouds, your own guard-rails, and the name of a catalog file of your own",
    ),
    (
        "/etc/entractl/policy.toml",
        "Guard-rails of the machine, which only root may write: the same [guard_rails] as in \
         config.toml, which can only add to them. On macOS it lies in \
         /Library/Application Support/entractl, on Windows in C:\\Program Files\\entractl",
    ),
    (
        "~/.local/state/entractl/TENANT_ID/state.json",
        "Bindings, last status and switches of a tenant",
    ),
    (
        "~/.local/state/entractl/TENANT_ID/journal.db",
        "Tasks and their steps (SQLite)",
    ),
    (
        "~/.local/state/entractl/TENANT_ID/audit.jsonl",
        "Audit log, one JSON line an event, each with the hash of the one before",
    ),
    (
        "~/.local/state/entractl/heads/TENANT_ID.json",
        "Which line of the audit log is its last; entractl audit verify compares",
    ),
];

/// Returns every page by its file name.
pub(crate) fn pages() -> BTreeMap<String, String> {
    let mut command = entractl::cli::command().disable_help_subcommand(true);
    command.build();
    let mut pages = BTreeMap::new();
    add(&command, None, &mut pages);
    pages
}

fn add(command: &clap::Command, above: Option<&str>, pages: &mut BTreeMap<String, String>) {
    let name = match above {
        Some(above) => format!("{above}-{}", command.get_name()),
        None => command.get_name().to_owned(),
    };
    pages.insert(format!("{name}.1"), page(command, &name, above));
    for below in command.get_subcommands() {
        add(below, Some(&name), pages);
    }
}

fn page(command: &clap::Command, name: &str, above: Option<&str>) -> String {
    let version = format!("entractl {}", env!("CARGO_PKG_VERSION"));
    let mut shown = command.clone().display_name(name);
    if above.is_some() {
        // Listed once, in entractl(1), instead of on every page.
        let global: Vec<_> = command
            .get_arguments()
            .filter(|arg| arg.is_global_set())
            .collect();
        for id in global.iter().map(|arg| arg.get_id().clone()) {
            shown = shown.mut_arg(id, |arg| arg.hide(true));
        }
    }
    let has_options = shown.get_arguments().any(|arg| !arg.is_hide_set());
    let man = Man::new(shown)
        .title(name.to_uppercase())
        .source(version)
        .manual("entractl manual");
    let mut bytes = Vec::new();
    man.render_title(&mut bytes).unwrap();
    man.render_name_section(&mut bytes).unwrap();
    man.render_synopsis_section(&mut bytes).unwrap();
    let (notes, examples) = notes_and_examples(command);
    let mut roff = Roff::new();
    if let Some(notes) = &notes {
        verbatim(&mut roff, "DESCRIPTION", notes);
    }
    roff.to_writer(&mut bytes).unwrap();
    if has_options {
        man.render_options_section(&mut bytes).unwrap();
    }
    if command.has_subcommands() {
        man.render_subcommands_section(&mut bytes).unwrap();
    }
    let mut roff = Roff::new();
    if let Some(examples) = &examples {
        verbatim(&mut roff, "EXAMPLES", examples);
    }
    let codes = Exit::ALL.map(|exit| (exit.code().to_string(), exit.meaning()));
    list(&mut roff, "EXIT STATUS", codes);
    match above {
        None => whole_program(&mut roff),
        Some(above) => see_also(&mut roff, &["entractl", above]),
    }
    roff.to_writer(&mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// Returns the long help of a command without its options: the text that NAME does not
/// have, and the examples.
fn notes_and_examples(command: &clap::Command) -> (Option<String>, Option<String>) {
    let long = command.get_long_about().map(ToString::to_string);
    let about = command
        .get_about()
        .map(ToString::to_string)
        .unwrap_or_default();
    let more = long.and_then(|long| Some(long.strip_prefix(&about)?.trim().to_owned()));
    let after = command.get_after_long_help().map(ToString::to_string);
    let after = after.unwrap_or_default();
    let heading = ["Examples:\n", "Example:\n"];
    let parts = heading.iter().find_map(|heading| after.split_once(heading));
    let (notes, examples) = parts.unwrap_or((&after, ""));
    let notes = format!("{}\n\n{}", more.unwrap_or_default(), notes.trim());
    let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim_matches('\n').to_owned());
    (some(&notes), some(examples))
}

/// Adds lines that are kept as they are, such as commands to copy.
fn verbatim(roff: &mut Roff, title: &str, help: &str) {
    roff.control("SH", [title]);
    roff.control("nf", []);
    for line in help.lines() {
        roff.text([roman(line)]);
    }
    roff.control("fi", []);
}

fn whole_program(roff: &mut Roff) {
    let variables = entractl::env::VARIABLES
        .iter()
        .map(|one| (one.name.to_owned(), one.effect));
    let files = FILES
        .iter()
        .map(|(path, holds)| ((*path).to_owned(), *holds));
    list(roff, "ENVIRONMENT", variables);
    list(roff, "FILES", files);
    see_also(
        roff,
        &["entractl-status", "entractl-grant", "entractl-users"],
    );
}

fn list<'a>(roff: &mut Roff, title: &str, items: impl IntoIterator<Item = (String, &'a str)>) {
    roff.control("SH", [title]);
    for (term, text) in items {
        roff.control("TP", []);
        roff.text([bold(term)]);
        roff.text([roman(text)]);
    }
}

fn see_also(roff: &mut Roff, names: &[&str]) {
    let mut names: Vec<&str> = names.to_vec();
    names.dedup();
    roff.control("SH", ["SEE ALSO"]);
    for (count, name) in names.iter().enumerate() {
        let comma = if count + 1 < names.len() {
            "(1),"
        } else {
            "(1)"
        };
        roff.text([bold(*name), roman(comma)]);
    }
}
