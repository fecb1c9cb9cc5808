//! Suggestions after a command line without a valid user: clap reports the error, and
//! this adds what to type instead.
use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::command_line::{CommandLine, TargetFlags};
use crate::text::is_hostile;

/// Returns lines that suggest a command, if the error is an invalid user argument.
pub fn next_command_hint(error: &clap::Error, sandbox: bool) -> Option<String> {
    if error.kind() != ErrorKind::ValueValidation {
        return None;
    }
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        _ => None,
    };
    let is_user = text(ContextKind::InvalidArg).is_some_and(|arg| arg.contains("USER"));
    let typed = text(ContextKind::InvalidValue)?;
    if !is_user || typed.is_empty() || typed.contains(is_hostile) {
        return None;
    }
    let (why, line) = match typed.to_lowercase().as_str() {
        "me" | "@me" => ("says who you are", CommandLine::from_words("auth status")),
        _ => {
            let local = typed.split('@').next().unwrap_or(typed);
            (
                "finds people by how a name begins",
                CommandLine::from_words("users list").arg(local),
            )
        }
    };
    let line = line.with_target(&TargetFlags::sandbox_only(sandbox));
    Some(format!("\nNext:\n  # {why}\n  {line}\n"))
}
