//! An audit log compared with the journal. The comparison finds a log that was replaced by
//! an older copy together with its head, or restarted after both were removed: such a log
//! is consistent in itself.
use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use crate::audit::{self, AuditError, Broken, Damage, Head, Intact, OpenLog};
use crate::context::Ctx;
use crate::failure::Failure;
use crate::ids::TenantId;
use crate::journal::{Journal, TaskId};

/// Name of the field, in the record about the previous log, for the last task that
/// need not be in the current log.
pub(super) const LAST_TASK: &str = "lastTask";

/// Maximum number of tasks that are named.
const MAX_NAMED: usize = 10;

/// A log that is open for reading, and the tasks that must be in it.
pub(super) struct Log {
    opened: OpenLog,
    tasks: BTreeSet<TaskId>,
    /// Error that kept the journal from being read, if any.
    unread: Option<Failure>,
}

/// The result of checking a log.
pub(super) struct CheckedLog {
    /// Whether the log is intact and has all tasks.
    pub(super) result: Result<Intact, Broken>,
    /// Tasks with no line in the log.
    pub(super) missing: BTreeSet<TaskId>,
}

/// Task ids in a log line.
#[derive(Deserialize)]
struct LoggedLine {
    unmapped: TaskLine,
}

#[derive(Deserialize)]
struct TaskLine {
    phase: String,
    action: String,
    task: Option<TaskId>,
    prior: Option<serde_json::Value>,
}

impl Log {
    /// Opens the log of a tenant. `None` if there is none and never was one.
    ///
    /// # Errors
    /// Fails if the log cannot be opened, or if it is missing and the journal, which could
    /// show that it existed, cannot be read.
    pub(super) fn open(ctx: &Ctx<'_>, tenant: &TenantId) -> Result<Option<Self>, Failure> {
        // Read the journal before the log: a task that starts in between may be in neither.
        let sent = sent_tasks(ctx, tenant);
        let Some(opened) = audit::open(ctx.dirs, tenant)? else {
            let tasks = sent?;
            return Ok(lost_log_report(ctx, tenant, &tasks).map(|opened| Self {
                opened,
                tasks,
                unread: None,
            }));
        };
        let (tasks, unread) = match sent {
            Ok(tasks) => (tasks, None),
            Err(failure) => (BTreeSet::new(), Some(failure)),
        };
        if let Some(failure) = &unread {
            ctx.io.warn(&format!(
                "warning: nothing tells whether tasks are missing in the audit log: {:#}",
                failure.error
            ));
        }
        Ok(Some(Self {
            opened,
            tasks,
            unread,
        }))
    }

    /// Returns the path of the log.
    pub(super) fn path(&self) -> &Path {
        &self.opened.path
    }

    /// Returns the head of the log, if it can be read.
    pub(super) fn head(&self) -> Option<&Head> {
        self.opened.head()
    }

    /// Returns the last task that must be in this log or in an earlier one.
    pub(super) fn last_task(&self) -> Option<TaskId> {
        self.tasks.last().copied()
    }

    /// Takes the error that kept the journal from being read. Without the journal, the
    /// required tasks are unknown.
    pub(super) fn take_unread(&mut self) -> Option<Failure> {
        self.unread.take()
    }

    /// Calls `each` for every line, including its line break, and returns the result of the
    /// check.
    ///
    /// # Errors
    /// Fails if the log cannot be read, or if `each` does.
    pub(super) fn for_each_line<E: From<AuditError>>(
        self,
        mut each: impl FnMut(u64, &[u8]) -> Result<(), E>,
    ) -> Result<CheckedLog, E> {
        let Self { opened, tasks, .. } = self;
        let mut missing = tasks;
        let chain = opened.for_each_line(|number, line| {
            if !missing.is_empty()
                && let Ok(line) = serde_json::from_slice::<LoggedLine>(line)
            {
                line.unmapped.mark_present(&mut missing);
            }
            each(number, line)
        })?;
        let result = match (chain, task_list(&missing)) {
            (Ok(_), Some(whose)) => Err(Broken {
                line: 1,
                damage: Damage::TasksMissing,
                why: format!(
                    "every line fits, but there is none of {whose}, of which the journal says that \
                     something was sent: log and head were put back from an older copy, or taken \
                     away so that a new log began"
                ),
            }),
            (Err(broken), Some(whose)) if broken.damage != Damage::Gone => Err(Broken {
                why: format!("{}; and there is no line of {whose}", broken.why),
                ..broken
            }),
            (chain, _) => chain,
        };
        Ok(CheckedLog { result, missing })
    }
}

impl TaskLine {
    /// Removes the tasks of this line from `tasks`.
    fn mark_present(&self, tasks: &mut BTreeSet<TaskId>) {
        if let Some(task) = self.task
            && !matches!(self.phase.as_str(), "refusal" | "dry-run")
        {
            tasks.remove(&task);
        }
        if self.action == "audit archive" {
            let last = self.prior.as_ref().and_then(|prior| prior.get(LAST_TASK));
            if let Some(last) = last.and_then(serde_json::Value::as_i64) {
                tasks.retain(|task| *task > last);
            }
        }
    }
}

/// Returns the tasks with sent steps. Each must have a line in the audit log, because an
/// intent is logged before anything is sent.
fn sent_tasks(ctx: &Ctx<'_>, tenant: &TenantId) -> Result<BTreeSet<TaskId>, Failure> {
    Ok(match Journal::open_read_only(ctx.dirs, tenant)? {
        Some(journal) => journal.tasks_with_sent_steps()?,
        None => BTreeSet::new(),
    })
}

/// Returns these tasks in words, truncated if there are many; `None` if there are none.
fn task_list(tasks: &BTreeSet<TaskId>) -> Option<String> {
    let first = tasks.iter().take(MAX_NAMED);
    let first: Vec<String> = first.map(ToString::to_string).collect();
    let first = first.join(", ");
    match (tasks.len(), tasks.len().saturating_sub(MAX_NAMED)) {
        (0, _) => None,
        (1, _) => Some(format!("task {first}")),
        (_, 0) => Some(format!("tasks {first}")),
        (_, more) => Some(format!("tasks {first} and {more} more")),
    }
}

/// Returns the missing log if both log and head are gone, but the journal has tasks with
/// sent steps.
fn lost_log_report(ctx: &Ctx<'_>, tenant: &TenantId, tasks: &BTreeSet<TaskId>) -> Option<OpenLog> {
    let tasks = match tasks.len() {
        0 => return None,
        1 => "1 task".to_owned(),
        many => format!("{many} tasks"),
    };
    let why = format!(
        "there is neither a log nor its head, although the journal of this tenant has {tasks} \
         of which something was sent"
    );
    OpenLog::missing(ctx.dirs, tenant, why)
}
