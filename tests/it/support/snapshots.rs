//! Complete output of a command, as its user sees it, ready for a snapshot.
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::support::bench::{Bench, Ran};

/// Length of every folder path of a [`Case`], so that lines with the path wrap the same
/// way on every machine.
const FOLDER_LENGTH: usize = 40;

/// Longest line of compact JSON.
const JSON_WIDTH: usize = 110;

/// A simulated tenant in which one command runs. Prepare it, then end with
/// `ordinary`, `json` or `refusal`. `{folder}` in a line is the folder of its files.
pub(crate) struct Case {
    bench: Bench,
}

/// Returns the output of the ordinary case of a command, as a table at 80 columns.
pub(crate) fn ordinary(line: &str) -> String {
    Case::new().ordinary(line)
}

/// Returns the output of the ordinary case of a command, with `-o json`.
pub(crate) fn json(line: &str) -> String {
    Case::new().json(line)
}

/// Returns the output of a command that fails and changes nothing.
pub(crate) fn refusal(line: &str) -> String {
    Case::new().refusal(line)
}

impl Case {
    pub(crate) fn new() -> Self {
        let mut within = std::env::temp_dir();
        if within.as_os_str().len() + 7 > FOLDER_LENGTH {
            // Too long for the outputs as they are stored.
            within = PathBuf::from("/tmp");
        }
        let random = FOLDER_LENGTH - within.as_os_str().len() - 1;
        let folder = tempfile::Builder::new()
            .prefix("")
            .rand_bytes(random)
            .tempdir_in(within)
            .unwrap();
        let mut bench = Bench::within(folder);
        bench.requests();
        Self { bench }
    }

    /// Runs a command first, which must succeed.
    pub(crate) fn after(mut self, line: &str) -> Self {
        self.run(line).exits(0);
        self
    }

    /// Runs a command first, which must fail.
    pub(crate) fn after_failure(mut self, line: &str) -> Self {
        let ran = self.run(line);
        assert_ne!(ran.exit, 0, "{}", ran.all());
        self
    }

    /// Advances the clock first.
    pub(crate) fn hours_later(self, hours: u64) -> Self {
        let time = std::time::Duration::from_secs(hours * 3600);
        self.bench.clock.advance(time);
        self
    }

    /// Changes a line of the audit log first.
    pub(crate) fn damaged_audit_log(self) -> Self {
        let file = crate::support::files::audit_file(&self.bench);
        let text = std::fs::read_to_string(&file).unwrap();
        std::fs::write(&file, text.replacen("INC-1", "INC-2", 1)).unwrap();
        self
    }

    /// Writes a file into the folder first.
    pub(crate) fn file(self, name: &str, text: &str) -> Self {
        entractl::files::replace_private(&self.folder().join(name), text.as_bytes()).unwrap();
        self
    }

    /// Returns the output of the command, as a table at 80 columns.
    #[track_caller]
    pub(crate) fn ordinary(mut self, line: &str) -> String {
        let ran = self.run(&format!("{line} -o table"));
        assert!(!is_refused(&ran), "not an ordinary case: {}", ran.all());
        self.screen(line, &ran)
    }

    /// Returns what the command writes to stdout with `-o json`. Values that fit on one line
    /// are put on one, for readability.
    #[track_caller]
    pub(crate) fn json(mut self, line: &str) -> String {
        let mut ran = self.run(&format!("{line} -o json"));
        assert!(!is_refused(&ran), "not an ordinary case: {}", ran.all());
        let mut out = String::new();
        write_json(&ran.json(), 0, &mut out);
        ran.out = out + "\n";
        ran.err.clear();
        self.screen(&format!("{line} -o json 2>/dev/null"), &ran)
    }

    /// Returns the output of the command, which must fail and change nothing.
    #[track_caller]
    pub(crate) fn refusal(mut self, line: &str) -> String {
        self.bench.requests();
        let ran = self.run(line);
        assert_ne!(ran.exit, 0, "not refused: {}", ran.all());
        let entries = self.bench.requests();
        assert_eq!(
            crate::support::bench::writes(&entries),
            0,
            "changed the tenant: {}",
            ran.all()
        );
        self.screen(line, &ran)
    }

    /// Returns the output of a command that fails after it changed something.
    #[track_caller]
    pub(crate) fn failure(mut self, line: &str) -> String {
        let ran = self.run(line);
        assert_ne!(ran.exit, 0, "no failure: {}", ran.all());
        self.screen(line, &ran)
    }

    fn folder(&self) -> PathBuf {
        self.bench.folder.path().to_owned()
    }

    fn run(&mut self, line: &str) -> Ran {
        let folder = self.folder();
        let line = line.replace("{folder}", &folder.to_string_lossy());
        self.bench.run(&line)
    }

    /// Returns the terminal output, with varying values redacted.
    fn screen(&self, line: &str, ran: &Ran) -> String {
        let mut screen = format!("$ entractl {line}\n");
        for (name, text) in [("stdout", &ran.out), ("stderr", &ran.err)] {
            if !text.is_empty() {
                writeln!(screen, "-- {name} --\n{}", text.trim_end()).unwrap();
            }
        }
        write!(screen, "-- exit {} --", ran.exit).unwrap();
        redacted(&screen, &self.folder(), &self.bench.passwords())
    }
}

/// Whether the exit code means that the command did not do what was requested.
fn is_refused(ran: &Ran) -> bool {
    !matches!(ran.exit, 0 | 10 | 11)
}

/// Replaces values that differ between runs and versions. All other values come from the
/// bench's clock and seed.
fn redacted(text: &str, folder: &Path, passwords: &[String]) -> String {
    let folder = folder.to_string_lossy();
    let placeholder = format!("{:_<1$}", "/folder", folder.len());
    let mut text = text.replace(&*folder, &placeholder);
    for password in passwords {
        text = text.replace(password.as_str(), "[password]");
    }
    text.replace(env!("CARGO_PKG_VERSION"), "[version]")
}

fn write_json(value: &Value, indent: usize, out: &mut String) {
    let short = value.to_string();
    if indent + short.chars().count() <= JSON_WIDTH {
        out.push_str(&short);
        return;
    }
    let pad = |indent: usize| "  ".repeat(indent / 2);
    match value {
        Value::Object(fields) => {
            out.push_str("{\n");
            for (at, (name, value)) in fields.iter().enumerate() {
                write!(out, "{}{name:?}: ", pad(indent + 2)).unwrap();
                write_json(value, indent + 2, out);
                out.push_str(if at + 1 < fields.len() { ",\n" } else { "\n" });
            }
            write!(out, "{}}}", pad(indent)).unwrap();
        }
        Value::Array(items) => {
            out.push_str("[\n");
            for (at, value) in items.iter().enumerate() {
                out.push_str(&pad(indent + 2));
                write_json(value, indent + 2, out);
                out.push_str(if at + 1 < items.len() { ",\n" } else { "\n" });
            }
            write!(out, "{}]", pad(indent)).unwrap();
        }
        _ => out.push_str(&short),
    }
}
