//! `audit verify`, `export` and `begin`: whether the log is as it was written.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::audit::{Damage, Link};
use crate::ids::TenantId;
use crate::output::view::{Cell, Step, Tone, View};
use crate::output::{Show, data_of};
use crate::text::moment;

/// What is wrong with a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Fault {
    /// The first line that is not as it was written.
    pub line: u64,
    /// What was done.
    pub damage: Damage,
    /// What is seen of it.
    pub why: String,
}

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
    pub kept: Vec<Kept>,
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
pub struct Kept {
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

/// What was written out.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditExport {
    /// The tenant.
    pub tenant: TenantId,
    /// Where it was written.
    pub file: String,
    /// In which form.
    pub format: String,
    /// How many lines.
    pub lines: u64,
    /// What was done to the log, where it is not as it was written.
    pub fault: Option<Fault>,
    /// What to run next.
    pub next: Vec<String>,
}

/// A log that was put away.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditArchive {
    /// The tenant.
    pub tenant: TenantId,
    /// What was wrong with the old log.
    pub fault: Fault,
    /// Where the old log lies now; null where it was gone.
    pub put_away: Option<String>,
    /// Where the new log lies.
    pub file: String,
    /// What to run next.
    pub next: String,
}

pub(super) fn commands(next: &[String]) -> impl Iterator<Item = Step> {
    next.iter().map(|command| Step::run("", command))
}

impl Fault {
    /// What is wrong, and in which line where it is in one.
    pub(crate) fn told(&self) -> String {
        if self.damage.is_of_a_line() {
            format!("in line {}: {}", self.line, self.why)
        } else {
            self.why.clone()
        }
    }

    /// A sentence that says what is wrong.
    pub(super) fn sentence(&self) -> Cell {
        Cell::bad(format!(
            "The audit log is not as it was written: {}.",
            self.told()
        ))
    }
}

impl Show for AuditVerify {
    fn kind(&self) -> &'static str {
        "audit.verify"
    }

    fn data(&self) -> serde_json::Value {
        data_of(self)
    }

    fn view(&self) -> View {
        let lost: Vec<&Kept> = self.kept.iter().filter(|one| one.line.is_none()).collect();
        let (verdict, tone) = match (&self.fault, lost.is_empty()) {
            (Some(_), _) => ("The audit log is not as it was written", Tone::Bad),
            (None, false) => (
                "The audit log is not the one whose hash you kept",
                Tone::Bad,
            ),
            (None, true) => ("The audit log is as it was written", Tone::Good),
        };
        let mut facts: Vec<(&'static str, Cell)> = Vec::new();
        if let Some(fault) = &self.fault {
            facts.push(("What was done", Cell::bad(fault.damage.to_string())));
            if fault.damage.is_of_a_line() {
                facts.push(("Line", Cell::strong(fault.line.to_string())));
            }
            facts.push(("What is seen", fault.why.clone().into()));
        }
        for one in &self.kept {
            let begins: String = one.hash.chars().take(16).collect();
            let cell = match one.line {
                Some(line) => Cell::good(format!("{begins}… is line {line}")),
                None => Cell::bad(format!("{begins}… is nowhere in it")),
            };
            facts.push(("Kept hash", cell));
        }
        facts.push(("Lines", self.lines.to_string().into()));
        if let (Some(from), Some(to)) = (self.from, self.to) {
            facts.push(("From", moment(from).into()));
            facts.push(("To", moment(to).into()));
        }
        if let Some(last) = &self.last_line {
            facts.push(("Last hash", last.hash.clone().into()));
        }
        facts.push(("File", self.file.clone().into()));
        facts.push(("Head", self.head.clone().into()));
        let mut view = View::new().text(Cell::new(verdict, tone)).facts(facts);
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

impl Show for AuditExport {
    fn kind(&self) -> &'static str {
        "audit.export"
    }

    fn data(&self) -> serde_json::Value {
        data_of(self)
    }

    fn view(&self) -> View {
        let mut view = View::new();
        if let Some(fault) = &self.fault {
            view = view.text(fault.sentence());
        }
        view.facts([
            ("Lines", Cell::strong(self.lines.to_string())),
            ("Form", self.format.clone().into()),
            ("File", self.file.clone().into()),
        ])
        .next(commands(&self.next))
    }
}

impl Show for AuditArchive {
    fn kind(&self) -> &'static str {
        "audit.archive"
    }

    fn data(&self) -> serde_json::Value {
        data_of(self)
    }

    fn view(&self) -> View {
        let old = match &self.put_away {
            Some(path) => path.clone().into(),
            None => Cell::warning("it was gone"),
        };
        let mut view = View::new()
            .text(Cell::good("A new audit log was begun."))
            .facts([
                ("What was wrong", self.fault.why.clone().into()),
                ("Old log", old),
                ("New log", self.file.clone().into()),
            ]);
        if self.put_away.is_some() {
            view = view
                .text("Keep the old log and its head as evidence, where no one can change them.");
        }
        view.next([Step::run("", self.next.as_str())])
    }
}
