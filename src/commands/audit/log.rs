//! The log beside what the journal knows of it: a log that is gone, or that
//! somebody took away so that a new one began, fits in itself.
use std::collections::BTreeSet;
use std::path::Path;

use serde::Deserialize;

use crate::audit::{self, AuditError, Broken, Damage, Head, Intact, Opened};
use crate::commands::context::Ctx;
use crate::domain::ids::TenantId;
use crate::failure::Failure;
use crate::journal::{Journal, TaskId};

/// Name of the field, in what was so before a log began, of the last task whose
/// lines are in the logs before it.
pub(super) const LAST_TASK: &str = "lastTask";

/// A log that is open to be read, and the tasks that must be in it.
pub(super) struct Log {
    opened: Opened,
    tasks: BTreeSet<TaskId>,
}

/// What a line says of tasks.
#[derive(Deserialize)]
struct Line {
    unmapped: Unmapped,
}

#[derive(Deserialize)]
struct Unmapped {
    action: String,
    task: Option<TaskId>,
    prior: Option<serde_json::Value>,
}

impl Log {
    /// Opens the log of a tenant; `None` where there is none and never was one.
    ///
    /// # Errors
    /// Fails where the log cannot be opened, or where it is gone and the journal,
    /// which may know of it, cannot be read.
    pub(super) fn open(ctx: &Ctx<'_>, tenant: &TenantId) -> Result<Option<Self>, Failure> {
        // Read before the log is: a task that begins by now may be in neither.
        let known = known(ctx, tenant);
        let (opened, tasks) = match audit::open(ctx.place, tenant)? {
            Some(opened) => {
                let tasks = known.unwrap_or_else(|failure| {
                    ctx.io.warn(&format!(
                        "warning: nothing tells whether tasks are missing in the audit log: {:#}",
                        failure.error
                    ));
                    BTreeSet::new()
                });
                (opened, tasks)
            }
            None => match lost(ctx, tenant)? {
                Some(opened) => (opened, known?),
                None => return Ok(None),
            },
        };
        Ok(Some(Self { opened, tasks }))
    }

    /// Where it lies.
    pub(super) fn path(&self) -> &Path {
        &self.opened.path
    }

    /// Its head, where that can be read.
    pub(super) fn head(&self) -> Option<&Head> {
        self.opened.head()
    }

    /// The last task that must be in it or in a log before it.
    pub(super) fn last_task(&self) -> Option<TaskId> {
        self.tasks.last().copied()
    }

    /// Hands every line to `each`, with its end where it has one, and says whether
    /// all are as they were written and no task is missing.
    ///
    /// # Errors
    /// Fails where the log cannot be read, or where `each` does.
    pub(super) fn each<E: From<AuditError>>(
        self,
        mut each: impl FnMut(u64, &[u8]) -> Result<(), E>,
    ) -> Result<Result<Intact, Broken>, E> {
        let Self { opened, mut tasks } = self;
        let judged = opened.each(|number, line| {
            if !tasks.is_empty()
                && let Ok(line) = serde_json::from_slice::<Line>(line)
            {
                line.unmapped.strike_out(number, &mut tasks);
            }
            each(number, line)
        })?;
        Ok(judged.and_then(|intact| match tasks.first() {
            None => Ok(intact),
            Some(first) => Err(missing(&tasks, *first)),
        }))
    }
}

impl Unmapped {
    /// Strikes out what need not be looked for any more.
    fn strike_out(&self, number: u64, tasks: &mut BTreeSet<TaskId>) {
        if let Some(task) = self.task {
            tasks.remove(&task);
        }
        if number == 1 && self.action == "audit begin" {
            let last = self.prior.as_ref().and_then(|prior| prior.get(LAST_TASK));
            if let Some(last) = last.and_then(serde_json::Value::as_i64) {
                tasks.retain(|task| *task > last);
            }
        }
    }
}

/// The tasks of which the log has lines.
fn known(ctx: &Ctx<'_>, tenant: &TenantId) -> Result<BTreeSet<TaskId>, Failure> {
    Ok(match Journal::read(ctx.place, tenant)? {
        Some(journal) => journal.settled_tasks()?,
        None => BTreeSet::new(),
    })
}

fn missing(tasks: &BTreeSet<TaskId>, first: TaskId) -> Broken {
    let whose = match tasks.len() {
        1 => format!("task {first}"),
        many => format!("{many} tasks, of which {first} is the first"),
    };
    Broken {
        line: 1,
        damage: Damage::Gone,
        why: format!(
            "every line fits, but there is none of {whose}, of which the journal says that \
             something was sent: the log was taken away, and a new one began"
        ),
    }
}

/// A log that is gone with its head, where the journal knows of something that
/// was sent: nothing is sent before there is a line of it.
fn lost(ctx: &Ctx<'_>, tenant: &TenantId) -> Result<Option<Opened>, Failure> {
    let tasks = match Journal::read(ctx.place, tenant)? {
        Some(journal) => journal.sent_tasks()?,
        None => 0,
    };
    let tasks = match tasks {
        0 => return Ok(None),
        1 => "1 task".to_owned(),
        many => format!("{many} tasks"),
    };
    let why = format!(
        "there is neither a log nor its head, although the journal of this tenant has {tasks} \
         of which something was sent"
    );
    Ok(Opened::lost(ctx.place, tenant, why))
}
