//! The journal: every task and each of its steps, in one `SQLite` file a tenant.
//!
//! It is opened only by commands that need it. What a step is about to do is
//! on disk before its first byte is sent. Nothing here knows Graph, and no
//! secret ever comes here.
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

use missing_db::{MARK, ensure_present};

pub use account_end::{AccountEnds, StepEnd};
pub use begin::Begun;
pub use bulk::OpenStep;
pub use rows::Step;
pub use staging::StagingTable;
pub use task::Task;
pub use task_summary::{AccountState, Listing, StageCounts, Stages, Standing, TaskSummary};

use crate::clock::ServerTime;
use crate::domain::device::StepDevice;
use crate::domain::task::{
    Action, InNameOf, ReadBack, StepKind, StepMethod, StepOutcome, TaskStatus,
};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::{self, FileError, Lock};
use crate::ids::{ObjectId, TenantId};
use crate::machine::StateDirs;
use crate::text::printable;

/// Why the journal could not be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Its file could not be opened or is not private.
    #[error(transparent)]
    File(#[from] FileError),
    /// Another run writes in it.
    #[error("another run works on this tenant: {0}")]
    Held(String),
    /// It is empty or gone, although a run wrote a task into it.
    #[error(
        "the journal {} is gone, although an earlier run wrote into it ({wrote})",
        path.display()
    )]
    Gone {
        /// The file.
        path: PathBuf,
        /// What that run said of itself.
        wrote: String,
    },
    /// `SQLite` failed: disk full, damaged file.
    #[error("the journal failed")]
    Sqlite(#[from] rusqlite::Error),
    /// The file is somebody else's database.
    #[error("the journal is a database of another program")]
    Foreign,
    /// The file was written by a newer entractl.
    #[error("the journal has version {found}, this entractl knows {known}")]
    Newer {
        /// Version of the file.
        found: i64,
        /// Version of this program.
        known: i64,
    },
    /// A row holds what no entractl writes.
    #[error("the journal holds {0:?}, which no entractl writes")]
    Strange(String),
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        let exit = match &error {
            JournalError::File(FileError::Locked { .. }) | JournalError::Held(_) => Exit::Locked,
            JournalError::File(FileError::Untrusted { .. })
            | JournalError::Foreign
            | JournalError::Gone { .. }
            | JournalError::Strange(_) => Exit::Untrusted,
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
        let gone = matches!(error, JournalError::Gone { .. });
        let failure = Self::from_error(exit, error);
        match exit {
            _ if gone => failure.advise(
                "put it back from a copy, or remove journal.lock beside it to begin a new one",
            ),
            Exit::Locked => failure
                .advise("wait until the other run has ended, or end it by Ctrl-C; what it did is in the journal"),
            _ => failure,
        }
    }
}

/// Name of the mark, in what was so before, of an account that was typed.
pub const TYPED: &str = "typed";

/// Number of a task.
pub type TaskId = i64;

/// Number of a step.
pub type StepId = i64;

/// A task before it has a number.
#[derive(Debug, Clone)]
pub struct NewTask {
    /// What was asked.
    pub action: Action,
    /// On behalf of which app.
    pub via: InNameOf,
    /// Why, as typed.
    pub reason: Option<String>,
    /// Who asked.
    pub actor_id: ObjectId,
    /// Who asked, by name.
    pub actor_name: Option<String>,
    /// A password is set, not only asked for.
    pub new_password: bool,
    /// The task that this one undoes.
    pub undoes: Option<TaskId>,
    /// SHA-256 of the plan file that it applies.
    pub plan_digest: Option<String>,
    /// The second person who signed that plan, where one was needed.
    pub approved_by: Option<String>,
}

/// A step that is about to be taken.
#[derive(Debug, Clone)]
pub struct StepPlan {
    /// The account.
    pub account_id: ObjectId,
    /// Its user principal name at this time.
    pub account_name: String,
    /// What is done.
    pub kind: StepKind,
    /// What was so before, as JSON.
    pub prior: Value,
    /// How it is taken.
    pub way: StepMethod,
    /// Why it cannot be taken, where it cannot.
    pub not_possible: Option<Cow<'static, str>>,
    /// The device that it changes; `None`: it changes the account.
    pub device: Option<StepDevice>,
}

/// What came of a step.
#[derive(Debug, Clone)]
pub struct StepResult {
    /// What came of it.
    pub outcome: StepOutcome,
    /// What reading afterwards showed.
    pub read_back: ReadBack,
    /// HTTP status, where an answer came.
    pub status_code: Option<u16>,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// What went wrong.
    pub error: Option<String>,
}

/// The journal of one tenant.
#[derive(Debug)]
pub struct Journal {
    connection: Connection,
    tenant: TenantId,
    /// Held while this journal is open for writing, and by whom.
    lock: Option<(Lock, String)>,
    /// The time by the service's clock, as its answers say it.
    server: ServerTime,
}

fn folder(dirs: &StateDirs, tenant: &TenantId) -> Option<PathBuf> {
    Some(dirs.state.as_ref()?.join(tenant.as_str()))
}

impl Journal {
    /// The tenant that it is about.
    pub fn tenant(&self) -> &TenantId {
        &self.tenant
    }

    /// Opens the journal to write in it, and keeps other runs on this tenant
    /// out until it is dropped. Without a state folder it lives in memory.
    ///
    /// # Errors
    /// Locked by another run, foreign, newer, or not writable.
    pub fn open(dirs: &StateDirs, tenant: &TenantId) -> Result<Self, JournalError> {
        let Some(folder) = folder(dirs, tenant) else {
            return Self::in_memory(dirs, tenant);
        };
        let path = folder.join("journal.lock");
        let earlier = Lock::signature(&path);
        let lock = Lock::try_take(&path).map_err(|error| match &error {
            // What a file says goes to a terminal.
            FileError::Locked { .. } => match Lock::signature(&path) {
                Some(holder) => JournalError::Held(printable(&holder)),
                None => error.into(),
            },
            FileError::Io { .. } | FileError::NoLocks { .. } | FileError::Untrusted { .. } => {
                error.into()
            }
        })?;
        let path = folder.join("journal.db");
        ensure_present(&path, earlier.clone())?;
        let holder = dirs.origin.holder();
        // The mark of an earlier task stays: it tells of a journal that is gone.
        let mark = earlier.and_then(|text| Some(text.rsplit_once(MARK)?.1.to_owned()));
        lock.sign(&match mark {
            Some(task) => format!("{holder}; last{MARK}{task}"),
            None => holder.clone(),
        });
        // Made or checked by us first, so that SQLite finds a private file and
        // gives its side files the same mode.
        drop(files::open_append(&path)?);
        let mut connection = Connection::open(&path)?;
        schema::prepare(&mut connection, true)?;
        Ok(Self {
            connection,
            tenant: tenant.clone(),
            lock: Some((lock, holder)),
            server: dirs.origin.server.clone(),
        })
    }

    /// Lets other runs write for this tenant; this journal is only read from now on.
    pub fn release(&mut self) {
        self.lock = None;
    }

    /// Opens the journal to read it; `None` where nothing was ever written.
    ///
    /// # Errors
    /// As [`Journal::open`], but no other run keeps it away.
    pub fn read(dirs: &StateDirs, tenant: &TenantId) -> Result<Option<Self>, JournalError> {
        let Some(folder) = folder(dirs, tenant) else {
            return Ok(None);
        };
        let path = folder.join("journal.db");
        ensure_present(&path, Lock::signature(&folder.join("journal.lock")))?;
        if path.symlink_metadata().is_err() {
            return Ok(None);
        }
        drop(files::open_append(&path)?);
        let mut connection = Connection::open(&path)?;
        schema::prepare(&mut connection, false)?;
        Ok(Some(Self {
            connection,
            tenant: tenant.clone(),
            lock: None,
            server: ServerTime::default(),
        }))
    }

    fn in_memory(dirs: &StateDirs, tenant: &TenantId) -> Result<Self, JournalError> {
        let mut connection = Connection::open_in_memory()?;
        schema::prepare(&mut connection, true)?;
        Ok(Self {
            connection,
            tenant: tenant.clone(),
            lock: None,
            server: dirs.origin.server.clone(),
        })
    }

    /// Whether a run is writing for `tenant` at this moment. Where locks
    /// cannot be asked, nobody is said to be.
    pub fn is_being_written(dirs: &StateDirs, tenant: &TenantId) -> bool {
        folder(dirs, tenant).is_some_and(|folder| {
            matches!(
                Lock::try_take(&folder.join("journal.lock")),
                Err(FileError::Locked { .. })
            )
        })
    }

    /// Says to other runs, which are kept out, what this one is about.
    pub fn works_on(&self, task: TaskId) {
        if let Some((lock, holder)) = &self.lock {
            lock.sign(&format!("{holder}{MARK}{task}"));
        }
    }

    /// Notes that steps are sent from now on, by one call each.
    #[cfg(test)]
    pub(crate) fn sent(&mut self, steps: &[StepId], now: Timestamp) -> Result<(), JournalError> {
        let steps: Vec<_> = steps.iter().map(|step| (*step, StepMethod::Call)).collect();
        self.exchange(&[], &steps, now)
    }

    /// Notes what came of steps.
    ///
    /// # Errors
    /// Nothing more may be sent where this fails.
    pub fn finish_steps(
        &mut self,
        results: &[(StepId, StepResult)],
        now: Timestamp,
    ) -> Result<(), JournalError> {
        let results: Vec<_> = results.iter().map(|(id, result)| (*id, result)).collect();
        self.exchange(&results, &[], now)
    }

    /// Notes how a task ended.
    ///
    /// # Errors
    /// Fails where the journal cannot be written.
    pub fn finish(
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
