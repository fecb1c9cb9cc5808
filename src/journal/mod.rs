//! The journal: all tasks and their steps, in one `SQLite` file per tenant.
//!
//! Only commands that need it open it. A step is on disk before its first byte is sent.
//! Nothing here uses Graph, and secrets are never stored.
mod account_end;
mod begin;
mod bulk;
mod columns;
mod history;
mod missing_db;
mod rows;
mod schema;
mod sent;
mod staging;
mod steps;
mod task;
mod task_summary;

use std::borrow::Cow;
use std::path::PathBuf;

use jiff::Timestamp;
use rusqlite::{Connection, params};
use serde_json::Value;

use missing_db::{TASK_MARK, ensure_present};

pub use account_end::{AccountEnds, StepEnd};
pub use begin::StartedTask;
pub use bulk::OpenStep;
pub use rows::Step;
pub use staging::StagingTable;
pub use task::Task;
pub use task_summary::{
    AccountCounts, AccountState, ListingLimits, StageCounts, Stages, TaskSummary,
};

use crate::clock::ServerTime;
use crate::domain::device::StepDevice;
use crate::domain::task::{
    Action, OnBehalfOf, ReadBack, StepKind, StepMethod, StepOutcome, TaskStatus,
};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::{self, FileError, Lock};
use crate::ids::{ObjectId, TenantId};
use crate::machine::StateDirs;
use crate::text::printable;

/// Errors of the journal.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The file could not be opened or is not private.
    #[error(transparent)]
    File(#[from] FileError),
    /// Another run has locked it; the text identifies the run.
    #[error("another run works on this tenant: {0}")]
    LockedBy(String),
    /// Journal that is missing or empty, although it had tasks.
    #[error(
        "the journal {} is gone, although an earlier run wrote into it ({wrote})",
        path.display()
    )]
    Missing {
        /// The file.
        path: PathBuf,
        /// The run that wrote the last task.
        wrote: String,
    },
    /// `SQLite` failed, such as with a full disk or a damaged file.
    #[error("the journal failed")]
    Sqlite(#[from] rusqlite::Error),
    /// The file is the database of another program.
    #[error("the journal is a database of another program")]
    OtherProgram,
    /// The file was written by a newer entractl.
    #[error("the journal has version {found}, this entractl knows {known}")]
    Newer {
        /// Version of the file.
        found: i64,
        /// Version of this program.
        known: i64,
    },
    /// A column has a value that entractl never writes.
    #[error("the journal holds {0:?}, which no entractl writes")]
    InvalidRow(String),
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        let exit = match &error {
            JournalError::File(FileError::Locked { .. }) | JournalError::LockedBy(_) => {
                Exit::Locked
            }
            JournalError::File(FileError::Untrusted { .. })
            | JournalError::OtherProgram
            | JournalError::Missing { .. }
            | JournalError::InvalidRow(_) => Exit::Untrusted,
            JournalError::Sqlite(error) => match error.sqlite_error_code() {
                Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => {
                    Exit::Untrusted
                }
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => {
                    Exit::Locked
                }
                _ => Exit::Storage,
            },
            JournalError::File(FileError::Io { .. } | FileError::NoLocks { .. })
            | JournalError::Newer { .. } => Exit::Storage,
        };
        let missing = matches!(error, JournalError::Missing { .. });
        let failure = Self::from_error(exit, error);
        match exit {
            _ if missing => failure.advise(
                "put it back from a copy, or remove journal.lock beside it to begin a new one",
            ),
            Exit::Locked => failure
                .advise("wait until the other run has ended, or end it by Ctrl-C; what it did is in the journal"),
            _ => failure,
        }
    }
}

/// Key in the previous state that marks accounts that were typed, not listed.
pub const TYPED: &str = "typed";

/// Id of a task.
pub type TaskId = i64;

/// Id of a step.
pub type StepId = i64;

/// A task before it has an id.
#[derive(Debug, Clone)]
pub struct NewTask {
    /// Requested action.
    pub action: Action,
    /// The app on whose behalf it is done.
    pub via: OnBehalfOf,
    /// Reason, as typed.
    pub reason: Option<String>,
    /// Object id of the caller.
    pub actor_id: ObjectId,
    /// Name of the caller.
    pub actor_name: Option<String>,
    /// Whether a password is set, not only a change required.
    pub new_password: bool,
    /// The task that this one undoes.
    pub undoes: Option<TaskId>,
    /// SHA-256 of the plan file that it applies.
    pub plan_digest: Option<String>,
    /// Second person who signed that plan, if required.
    pub approved_by: Option<String>,
}

/// A step before it is inserted.
#[derive(Debug, Clone)]
pub struct StepPlan {
    /// The account.
    pub account_id: ObjectId,
    /// Current user principal name.
    pub account_name: String,
    /// Kind of change.
    pub kind: StepKind,
    /// Previous state of the account, as JSON.
    pub prior: Value,
    /// Method of the step.
    pub way: StepMethod,
    /// Reason why the step is not possible; `None` if it is.
    pub not_possible: Option<Cow<'static, str>>,
    /// The device to change; `None` if the step changes the account.
    pub device: Option<StepDevice>,
}

/// Result of a step.
#[derive(Debug, Clone)]
pub struct StepResult {
    /// Outcome.
    pub outcome: StepOutcome,
    /// Result of a later read.
    pub read_back: ReadBack,
    /// HTTP status, if there was an answer.
    pub status_code: Option<u16>,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// Error message.
    pub error: Option<String>,
}

/// The journal of one tenant.
#[derive(Debug)]
pub struct Journal {
    connection: Connection,
    tenant: TenantId,
    /// The lock while the journal is open for writing, and the text that names this run.
    lock: Option<(Lock, String)>,
    /// Clock of the service.
    server: ServerTime,
}

fn tenant_folder(dirs: &StateDirs, tenant: &TenantId) -> Option<PathBuf> {
    Some(dirs.state.as_ref()?.join(tenant.as_str()))
}

impl Journal {
    /// Returns the tenant of the journal.
    pub fn tenant(&self) -> &TenantId {
        &self.tenant
    }

    /// Opens the journal for writing and locks it until it is dropped. Without a state
    /// folder it is in memory.
    ///
    /// # Errors
    /// The journal is locked, of another program, newer, or not writable.
    pub fn open(dirs: &StateDirs, tenant: &TenantId) -> Result<Self, JournalError> {
        let Some(folder) = tenant_folder(dirs, tenant) else {
            let connection = Connection::open_in_memory()?;
            return Self::from_connection(connection, tenant, None, dirs.origin.server.clone());
        };
        let path = folder.join("journal.lock");
        let earlier = Lock::read_holder(&path);
        let lock = Lock::try_acquire(&path).map_err(|error| match &error {
            // The text goes to a terminal.
            FileError::Locked { .. } => match Lock::read_holder(&path) {
                Some(holder) => JournalError::LockedBy(printable(&holder)),
                None => error.into(),
            },
            FileError::Io { .. } | FileError::NoLocks { .. } | FileError::Untrusted { .. } => {
                error.into()
            }
        })?;
        let path = folder.join("journal.db");
        ensure_present(&path, earlier.clone())?;
        let holder = dirs.origin.to_holder_text();
        // The id of the last task stays: it reveals a journal that is missing.
        let mark = earlier.and_then(|text| Some(text.rsplit_once(TASK_MARK)?.1.to_owned()));
        lock.write_holder(&match mark {
            Some(task) => format!("{holder}; last{TASK_MARK}{task}"),
            None => holder.clone(),
        });
        // Created or checked first, so that SQLite gives its side files the private mode too.
        drop(files::open_append(&path)?);
        let lock = Some((lock, holder));
        let server = dirs.origin.server.clone();
        Self::from_connection(Connection::open(&path)?, tenant, lock, server)
    }

    /// Unlocks the journal, which is only read from now on.
    pub fn release_lock(&mut self) {
        self.lock = None;
    }

    /// Opens the journal for reading. Returns `None` if there is none.
    ///
    /// # Errors
    /// As [`Journal::open`], but it may be locked.
    pub fn open_read_only(
        dirs: &StateDirs,
        tenant: &TenantId,
    ) -> Result<Option<Self>, JournalError> {
        let Some(folder) = tenant_folder(dirs, tenant) else {
            return Ok(None);
        };
        let path = folder.join("journal.db");
        ensure_present(&path, Lock::read_holder(&folder.join("journal.lock")))?;
        if path.symlink_metadata().is_err() {
            return Ok(None);
        }
        drop(files::open_append(&path)?);
        let mut connection = Connection::open(&path)?;
        schema::migrate(&mut connection, false)?;
        Ok(Some(Self {
            connection,
            tenant: tenant.clone(),
            lock: None,
            server: ServerTime::default(),
        }))
    }

    fn from_connection(
        mut connection: Connection,
        tenant: &TenantId,
        lock: Option<(Lock, String)>,
        server: ServerTime,
    ) -> Result<Self, JournalError> {
        schema::migrate(&mut connection, true)?;
        Ok(Self {
            connection,
            tenant: tenant.clone(),
            lock,
            server,
        })
    }

    /// Whether another run has the journal of `tenant` locked; false if that cannot be read.
    pub fn is_being_written(dirs: &StateDirs, tenant: &TenantId) -> bool {
        tenant_folder(dirs, tenant).is_some_and(|folder| {
            matches!(
                Lock::try_acquire(&folder.join("journal.lock")),
                Err(FileError::Locked { .. })
            )
        })
    }

    /// Writes the task into the lock file, for runs that find the journal locked.
    pub fn note_task_in_lock(&self, task: TaskId) {
        if let Some((lock, holder)) = &self.lock {
            lock.write_holder(&format!("{holder}{TASK_MARK}{task}"));
        }
    }

    /// Records that steps are about to be sent, by one call each.
    #[cfg(test)]
    pub(crate) fn sent(&mut self, steps: &[StepId], now: Timestamp) -> Result<(), JournalError> {
        let steps: Vec<_> = steps.iter().map(|step| (*step, StepMethod::Call)).collect();
        self.record_attempts(&[], &steps, now)
    }

    /// Records the results of steps.
    ///
    /// # Errors
    /// Nothing more may be sent if this fails.
    pub fn record_results(
        &mut self,
        results: &[(StepId, StepResult)],
        now: Timestamp,
    ) -> Result<(), JournalError> {
        let results: Vec<_> = results.iter().map(|(id, result)| (*id, result)).collect();
        self.record_attempts(&results, &[], now)
    }

    /// Records the status of a task.
    ///
    /// # Errors
    /// Fails if the journal cannot be written.
    pub fn finish_task(
        &mut self,
        task: TaskId,
        status: TaskStatus,
        now: Timestamp,
    ) -> Result<(), JournalError> {
        self.connection.execute(
            "UPDATE tasks SET status = ?2, updated = ?3 WHERE id = ?1",
            params![task, status.as_str(), now.to_string()],
        )?;
        Ok(())
    }
}
