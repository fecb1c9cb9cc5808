//! `audit verify`: whether the log was changed.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::fault::Fault;
use crate::audit::Link;
use crate::ids::TenantId;
use crate::output::Report;
use crate::output::view::{Cell, Step, Tone, View};
use crate::text::moment;

/// Result of the check of an audit log.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditVerify {
    /// Id of the tenant.
    pub tenant: TenantId,
    /// Path of the log.
    pub file: String,
    /// Path of the head file, which has the hash of the last line.
    pub head: String,
    /// Whether the log is undamaged and has a line for every hash in `kept`.
    pub intact: bool,
    /// Number of lines in the log.
    pub lines: u64,
    /// Time of the first line.
    #[schemars(with = "Option<String>")]
    pub from: Option<Timestamp>,
    /// Time of the last line.
    #[schemars(with = "Option<String>")]
    pub to: Option<Timestamp>,
    /// The last line; null if the log is damaged.
    pub last_line: Option<LastLine>,
    /// Whether lines are missing at the end because a run was killed while it wrote them.
    pub interrupted: bool,
    /// Lines that are older than a preceding line, because the machine's clock was set back;
    /// truncated if there are many.
    pub time_went_back: Vec<ClockStep>,
    /// Number of lines at which the time went back.
    pub time_went_back_count: u64,
    /// Damage found in the log, if any.
    pub fault: Option<Fault>,
    /// Journal tasks with sent steps but no line in the log; null if the journal cannot be
    /// read.
    pub missing_tasks: Option<Vec<i64>>,
    /// Hashes from the command line that were kept outside this machine.
    pub kept: Vec<RecordedHash>,
    /// Commands to run next.
    pub next: Vec<NextCommand>,
}

/// A line whose time is earlier than the time of a preceding line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ClockStep {
    /// Number of the line.
    pub line: u64,
    /// The latest time of the preceding lines.
    #[schemars(with = "String")]
    pub from: Timestamp,
    /// Time of this line, which is earlier than `from`.
    #[schemars(with = "String")]
    pub to: Timestamp,
}

/// The last line. Its hash covers all lines before it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct LastLine {
    /// Number of the line.
    pub sequence: u64,
    /// Hash of the line.
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

/// A hash that was kept outside this machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct RecordedHash {
    /// The hash.
    pub hash: String,
    /// Number of the line with this hash; null if there is none.
    pub line: Option<u64>,
}

/// A command to run next, with its purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NextCommand {
    /// Purpose of the command.
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
