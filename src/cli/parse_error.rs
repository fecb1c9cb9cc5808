//! Output for a command line that could not be parsed: the requested format, and clap's
//! message without the lines meant for terminals.
use std::ffi::OsString;

use clap::ValueEnum as _;

use super::Format;

/// Returns the format that `args` request, without parsing the invalid arguments; `None`
/// if they request none.
pub fn requested_format(args: &[OsString]) -> Option<Format> {
    let args: Vec<_> = args.iter().map(|arg| arg.to_string_lossy()).collect();
    let form = |value: &str| Format::from_str(value, false).ok();
    let mut wants = None;
    let mut query = false;
    for (place, arg) in args.iter().enumerate() {
        let next = args.get(place + 1).map_or("", |next| next.as_ref());
        match arg.as_ref() {
            "--" => break,
            "-o" | "--output" => wants = form(next).or(wants),
            "--query" => query = true,
            arg => {
                let value = arg.strip_prefix("--output=").or_else(|| {
                    let value = arg.strip_prefix("-o")?;
                    Some(value.strip_prefix('=').unwrap_or(value))
                });
                wants = value.and_then(form).or(wants);
                query |= arg.starts_with("--query=");
            }
        }
    }
    wants.or(query.then_some(Format::Json))
}

/// Returns the error of a command line in one line.
pub fn error_message(error: &clap::Error) -> String {
    let text = error.render().to_string();
    let lines = text.lines().map(str::trim);
    let lines =
        lines.take_while(|line| !line.starts_with("Usage:") && !line.starts_with("For more"));
    let words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
    let text = words.join(" ");
    text.strip_prefix("error: ").unwrap_or(&text).to_owned()
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::{Format, error_message, requested_format};

    fn args(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn a_script_is_known_by_the_form_that_it_asks_for() {
        for line in [
            "entractl statsu -o json",
            "entractl -ojsonl statsu",
            "entractl -o=json statsu",
            "entractl --output json statsu",
            "entractl --output=jsonl statsu",
            "entractl statsu --query apps",
            "entractl statsu --query=apps",
        ] {
            let wanted = if line.contains("jsonl") {
                Format::Jsonl
            } else {
                Format::Json
            };
            assert_eq!(requested_format(&args(line)), Some(wanted), "{line}");
        }
        for line in [
            "entractl statsu",
            "entractl statsu -- -o json",
            "entractl users list json",
        ] {
            assert_eq!(requested_format(&args(line)), None, "{line}");
        }
    }

    #[test]
    fn what_is_wrong_fits_into_one_line() {
        let error = crate::cli::command()
            .try_get_matches_from(["entractl", "statsu"])
            .unwrap_err();
        let said = error_message(&error);
        assert!(
            said.starts_with("unrecognized subcommand 'statsu'"),
            "{said}"
        );
        assert!(said.contains("'status'") && !said.contains('\n'), "{said}");
        assert!(!said.contains("Usage"), "{said}");
    }
}
