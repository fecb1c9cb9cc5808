//! Completion of command lines in the user's shell: names of apps, permission
//! sets, profiles, tasks, scenarios, faults and codes, from this machine alone.
use std::ffi::OsString;
use std::sync::Arc;

use clap_complete::engine::{ArgValueCandidates, CompletionCandidate};
use clap_complete::env::{CompleteEnv, Shells};

use crate::catalog::{Catalog, explanations};
use crate::cli::completion::Shell;
use crate::env::{COMPLETE, Env};
use crate::journal::Journal;
use crate::machine::StateDirs;
use crate::sandbox::{FaultKind, Scenario};
use crate::settings::Settings;

/// Name of the program, in scripts and in the user's PATH.
const PROGRAM: &str = "entractl";

/// Maximum number of a tenant's tasks to offer.
const MAX_TASKS: u16 = 50;

/// Kind of values that complete an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Values {
    Apps,
    Sets,
    Profiles,
    Tasks,
    Scenarios,
    Faults,
    Codes,
}

impl Values {
    /// Returns the kind of values for the argument `id` of the subcommand `command`.
    fn of(command: &str, id: &str) -> Option<Self> {
        Some(match (command, id) {
            (_, "app" | "apps") => Self::Apps,
            (_, "set" | "sets") => Self::Sets,
            (_, "profile") | ("use" | "show" | "remove", "name") => Self::Profiles,
            ("show" | "resume" | "verify" | "undo" | "export", "id") | (_, "task") => Self::Tasks,
            ("set", "name") => Self::Scenarios,
            ("set", "faults") => Self::Faults,
            ("explain", "text") => Self::Codes,
            _ => return None,
        })
    }

    /// Returns every value with a description. Values that cannot be read are left out, since
    /// a shell cannot show an error.
    fn read(self, dirs: &StateDirs) -> Vec<(String, String)> {
        match self {
            Self::Apps => catalog(dirs)
                .apps
                .iter()
                .map(|app| (app.id.to_string(), app.name.to_string()))
                .collect(),
            Self::Sets => catalog(dirs)
                .sets
                .iter()
                .map(|set| (set.id.to_string(), set.name.to_string()))
                .collect(),
            Self::Profiles => settings(dirs)
                .profiles
                .into_keys()
                .map(|name| (name, String::new()))
                .collect(),
            Self::Tasks => tasks(dirs),
            Self::Scenarios => Scenario::all()
                .into_iter()
                .map(|one| (one.to_string(), one.description()))
                .collect(),
            Self::Faults => FaultKind::ALL
                .iter()
                .map(|one| (one.name().to_owned(), one.description().to_owned()))
                .collect(),
            Self::Codes => explanations::all()
                .map(|one| (one.code.clone(), one.name.clone()))
                .collect(),
        }
    }
}

/// Answers a completion request, if a shell started the program for one. Returns whether it
/// did.
///
/// # Errors
/// Fails if the shell is unknown, or the answer cannot be written.
pub(crate) fn answer(args: &[OsString], env: &Env) -> Result<bool, clap::Error> {
    // Only the script asks like this: a variable that leaked into the environment must
    // not turn a command into a silent success.
    if !env.is_enabled(COMPLETE) || args.get(1).is_none_or(|arg| arg != "--") {
        return Ok(false);
    }
    let sandbox = args.iter().any(|arg| arg == "--sandbox");
    let state = env.state_folder();
    let dirs = if sandbox {
        let state = state.map(|folder| folder.join("sandbox"));
        StateDirs {
            config: state.as_ref().map(|folder| folder.join("config")),
            state,
            sandbox,
            ..StateDirs::default()
        }
    } else {
        StateDirs {
            config: env.config_folder(),
            state,
            ..StateDirs::default()
        }
    };
    let dirs = Arc::new(dirs);
    let folder = Env::working_folder();
    CompleteEnv::with_factory(|| with_values(crate::cli::command(), &dirs))
        .var(COMPLETE)
        .bin(PROGRAM)
        .try_complete(args.to_vec(), folder.as_deref())
}

/// Returns the completion script for `shell`.
///
/// # Errors
/// Fails if the shell is unknown to the completion engine.
pub(crate) fn script(shell: Shell) -> std::io::Result<Vec<u8>> {
    let name = match shell {
        Shell::Bash => "bash",
        Shell::Elvish => "elvish",
        Shell::Fish => "fish",
        Shell::Powershell => "powershell",
        Shell::Zsh => "zsh",
    };
    let shells = Shells::builtins();
    let found = shells.completer(name).ok_or(std::io::ErrorKind::NotFound)?;
    let mut text = Vec::new();
    found.write_registration(COMPLETE, PROGRAM, PROGRAM, PROGRAM, &mut text)?;
    Ok(text)
}

/// Returns the command tree with completion of argument values.
fn with_values(command: clap::Command, dirs: &Arc<StateDirs>) -> clap::Command {
    let name = command.get_name().to_owned();
    command
        .mut_args(|arg| {
            let Some(values) = Values::of(&name, arg.get_id().as_str()) else {
                return arg;
            };
            let dirs = Arc::clone(dirs);
            arg.add(ArgValueCandidates::new(move || {
                let found = values.read(&dirs).into_iter();
                let candidate = |(value, what): (String, String)| {
                    let what = (!what.is_empty()).then(|| crate::text::printable(&what).into());
                    CompletionCandidate::new(value).help(what)
                };
                found.map(candidate).collect()
            }))
        })
        .mut_subcommands(|command| with_values(command, dirs))
}

fn settings(dirs: &StateDirs) -> Settings {
    Settings::load(dirs.config.as_deref()).unwrap_or_default()
}

fn catalog(dirs: &StateDirs) -> Catalog {
    crate::context::lookup::catalog_of(dirs).unwrap_or_else(|_| Catalog::builtin())
}

fn tasks(dirs: &StateDirs) -> Vec<(String, String)> {
    let names = dirs.state.as_deref().map(crate::files::sorted_names);
    let tenants = names
        .into_iter()
        .flatten()
        .filter_map(|name| name.parse().ok());
    let journals =
        tenants.filter_map(|tenant| Journal::open_read_only(dirs, &tenant).ok().flatten());
    journals
        .flat_map(|journal| journal.newest_tasks(MAX_TASKS).unwrap_or_default())
        .map(|task| {
            let what = format!(
                "{}, {}",
                task.action.as_str(),
                crate::text::moment(task.created)
            );
            (task.id.to_string(), what)
        })
        .collect()
}
