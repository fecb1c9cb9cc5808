//! `audit`: the audit log.
use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::values::{self, When};
use crate::domain::audit_entry::Outcome;

/// `audit ...`
#[derive(Debug, Subcommand)]
pub enum AuditCommand {
    /// Show the audit log, newest first
    Show(ShowArgs),
    /// Verify that the audit log was not changed
    Verify(VerifyArgs),
    /// Export the audit log for a log shipper or as evidence
    Export(ExportArgs),
    /// Archive a damaged audit log as evidence and start a new one
    Archive(ArchiveArgs),
}

/// Filter of log lines.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Which lines")]
pub struct Filter {
    /// Select lines from this time on
    ///
    /// 2026-05-04, 2026-05-04T03:00:00Z, or 2h or 7d ago.
    #[arg(long, value_name = "WHEN", value_parser = values::parse_when)]
    pub since: Option<When>,
    /// Select lines before this time
    #[arg(long, value_name = "WHEN", value_parser = values::parse_when)]
    pub until: Option<When>,
    /// Select lines of this task
    #[arg(long, value_name = "NUMBER")]
    pub task: Option<i64>,
    /// Select lines about this target
    ///
    /// Its object id, or part of its name.
    #[arg(long, alias = "user", value_name = "TEXT")]
    pub target: Option<String>,
    /// Select lines by this person or application
    ///
    /// The object id, or part of the name.
    #[arg(long, value_name = "TEXT")]
    pub actor: Option<String>,
    /// Select actions that begin so, such as grant
    #[arg(long, value_name = "ACTION")]
    pub action: Option<String>,
    /// Select lines with this outcome (can be repeated)
    #[arg(long, value_enum, value_name = "OUTCOME")]
    pub outcome: Vec<OutcomeArg>,
}

/// `audit show`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Examples:\n  entractl audit show --since 2h\n  entractl audit show --user j.doe@contoso.com --outcome failed\n  entractl audit show --task 7 -o json"
)]
pub struct ShowArgs {
    /// Filter of log lines.
    #[command(flatten)]
    pub filter: Filter,
    /// Show at most this many lines
    #[arg(long, value_name = "NUMBER", default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub limit: u16,
}

/// `audit verify`
#[derive(Debug, Args)]
#[command(
    after_long_help = "The hash of the last line, noted somewhere else, proves later that nothing\nup to that line was changed: give it with --kept.\n\nExamples:\n  entractl audit verify\n  entractl audit verify -o json --query lastLine.hash\n  entractl audit verify --kept HASH"
)]
pub struct VerifyArgs {
    /// Require a line with this hash (can be repeated)
    ///
    /// The hash of a line that you noted elsewhere.
    #[arg(long, value_name = "HASH", value_parser = values::parse_hash)]
    pub kept: Vec<String>,
}

/// `audit export`
#[derive(Debug, Args)]
#[command(
    after_long_help = "jsonl is the log as it is, line by line; only that form can be verified later.\n\nExamples:\n  entractl audit export --format jsonl --out audit-2026-05.jsonl\n  entractl audit export --format cef --out - --since 1h | logger --size 64KiB"
)]
pub struct ExportArgs {
    /// Filter of log lines.
    #[command(flatten)]
    pub filter: Filter,
    /// Choose the format
    #[arg(long, value_enum, value_name = "FORM")]
    pub format: ExportFormat,
    /// Write to this new file; - is standard output
    ///
    /// Its mode is 0600.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// `audit archive`
#[derive(Debug, Args)]
#[command(
    after_long_help = "Both the log and its head get a new name beside the old one; nothing is\ndeleted. The first line of the new log says why, and what was wrong.\n\nExample:\n  entractl audit archive --reason INC-4711"
)]
pub struct ArchiveArgs {
    /// Give the reason, for the first line of the new log
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
}

/// Export formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// The log itself, one JSON object a line (OCSF)
    Jsonl,
    /// Comma-separated values, for a spreadsheet
    Csv,
    /// Common Event Format, for a SIEM
    Cef,
}

impl ExportFormat {
    /// Returns the name of the format on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Cef => "cef",
        }
    }
}

/// Outcomes of log lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutcomeArg {
    /// It is about to be done
    Intended,
    /// It was done
    Done,
    /// It failed, or was not attempted
    Failed,
    /// The result is not known
    Unknown,
    /// A guard-rail or a person refused it
    Refused,
    /// It was only planned
    DryRun,
}

impl From<OutcomeArg> for Outcome {
    fn from(outcome: OutcomeArg) -> Self {
        match outcome {
            OutcomeArg::Intended => Self::Intended,
            OutcomeArg::Done => Self::Done,
            OutcomeArg::Failed => Self::Failed,
            OutcomeArg::Unknown => Self::Unknown,
            OutcomeArg::Refused => Self::Refused,
            OutcomeArg::DryRun => Self::DryRun,
        }
    }
}
