//! `audit verify`: whether the log is as it was written.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::fault::Fault;
use crate::audit::Link;
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, Step, Tone, View};
use crate::text::moment;

/// Whether the log is as it was written.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditVerify {
    /// The tenant.
    pub tenant: TenantId,
    /// Where the log lies.
    pub file: String,
    /// Where its head lies.
    pub head: String,
    /// Whether every line is as it was written, and every kept hash is there.
    pub intact: bool,
    /// How many lines there are.
    pub lines: u64,
    /// When the first was written.
    #[schemars(with = "Option<String>")]
    pub from: Option<Timestamp>,
    /// When the last was written.
    #[schemars(with = "Option<String>")]
    pub to: Option<Timestamp>,
    /// The last line; null where the log is not intact.
    pub last_line: Option<LastLine>,
    /// A run was killed while it wrote its last lines: not all of them are there.
    pub interrupted: bool,
    /// Lines whose time is earlier than that of a line before: the machine's clock
    /// was set back. Of many the first.
    pub time_went_back: Vec<ClockStep>,
    /// How many such lines there are.
    pub time_went_back_count: u64,
    /// What was done to the log, where it is not as it was written.
    pub fault: Option<Fault>,
    /// Tasks of the journal of which something was sent and the log has no line; null
    /// where the journal cannot be read, so that nothing tells.
    pub missing_tasks: Option<Vec<i64>>,
    /// The hashes that were kept elsewhere.
    pub kept: Vec<RecordedHash>,
    /// What to run next.
    pub next: Vec<NextCommand>,
}

/// A line whose time is earlier than that of a line before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClockStep {
    /// Its number.
    pub line: u64,
    /// The latest time before it.
    #[schemars(with = "String")]
    pub from: Timestamp,
    /// Its own time.
    #[schemars(with = "String")]
    pub to: Timestamp,
}

/// What identifies a log up to a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LastLine {
    /// Its number.
    pub sequence: u64,
    /// Its hash.
    pub hash: String,
}

impl From<Link> for LastLine {
    fn from(link: Link) -> Self {
        Self {
            sequence: link.sequence,
            hash: link.hash,
        }
    }
}

/// A hash that somebody kept elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordedHash {
    /// The hash.
    pub hash: String,
    /// The line that has it; null where none has.
    pub line: Option<u64>,
}

/// A command to run next, and what for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NextCommand {
    /// What it is for.
    pub why: String,
    /// The command line.
    pub command: String,
}

impl Report for AuditVerify {
    fn view(&self) -> View {
        let lost: Vec<&RecordedHash> = self.kept.iter().filter(|one| one.line.is_none()).collect();
        let (verdict, tone) = match (&self.fault, lost.is_empty()) {
            (Some(_), _) => ("The audit log is not as it was written", Tone::Bad),
            (None, false) => (
                "The audit log is not the one whose hash you kept",
                Tone::Bad,
            ),
            (None, true) => ("The audit log is as it was written", Tone::Good),
        };
        let mut view = View::new().text(Cell::new(verdict, tone));
        if let Some(fault) = &self.fault {
            let line = fault.damage.affects_one_line().then_some(fault.line);
            view = view
                .fact("What was done", Cell::bad(fault.damage.to_string()))
                .fact_if("Line", line.map(|line| Cell::strong(line.to_string())))
                .fact("What is seen", &fault.why);
        }
        for one in &self.kept {
            let begins: String = one.hash.chars().take(16).collect();
            let cell = match one.line {
                Some(line) => Cell::good(format!("{begins}… is line {line}")),
                None => Cell::bad(format!("{begins}… is nowhere in it")),
            };
            view = view.fact("Kept hash", cell);
        }
        view = view
            .fact("Lines", self.lines.to_string())
            .fact_if("From", self.from.map(moment))
            .fact_if("To", self.to.map(moment))
            .fact_if("Last hash", self.last_line.as_ref().map(|last| &last.hash))
            .fact("File", &self.file)
            .fact("Head", &self.head);
        if self.missing_tasks.is_none() {
            view = view.text(Cell::bad(
                "The journal cannot be read, so nothing tells whether the log lacks tasks.",
            ));
        }
        if let Some(first) = self.time_went_back.first() {
            let more = match self.time_went_back_count {
                1 => String::new(),
                count => format!(" ({count} times in all)"),
            };
            view = view.text(Cell::warning(format!(
                "The time goes back in line {}, from {} to {}{more}: the clock of the machine was \
                 set. Compare with serverTime, which is the service's own clock.",
                first.line,
                moment(first.from),
                moment(first.to),
            )));
        }
        if self.interrupted {
            view = view.text(Cell::warning(
                "A run was killed while it wrote its last lines. What they announced was not \
                 sent; the next run takes the log up again.",
            ));
        }
        view.next(
            self.next
                .iter()
                .map(|one| Step::run(one.why.as_str(), one.command.as_str())),
        )
    }
}
