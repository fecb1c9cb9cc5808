//! The journal: every task and each of its steps, in one `SQLite` file a tenant.
//!
//! It is opened only by commands that need it. What a step is about to do is
//! on disk before its first byte is sent. Nothing here knows Graph, and no
//! secret ever comes here.
mod bulk;
mod rows;
mod schema;
mod sheet;

use std::path::PathBuf;

use jiff::Timestamp;
use rusqlite::{Connection, params};
use serde_json::Value;

pub use bulk::{OpenStep, Standing};
pub use rows::{Step, Task};
pub use sheet::Sheet;

use crate::commands::context::Place;
use crate::domain::bulk::Row;
use crate::domain::ids::{ObjectId, TenantId};
use crate::domain::task::{Action, InNameOf, ReadBack, StepKind, StepOutcome, TaskStatus, Way};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::files::{self, FileError, Lock};

/// Why the journal could not be used.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// Its file could not be opened or is not private.
    #[error(transparent)]
    File(#[from] FileError),
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
            JournalError::File(FileError::Locked { .. }) => Exit::Locked,
            JournalError::File(FileError::Untrusted { .. })
            | JournalError::Foreign
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
            JournalError::File(FileError::Io { .. }) | JournalError::Newer { .. } => Exit::Storage,
        };
        let failure = Self::from_error(exit, error);
        match exit {
            Exit::Locked => failure.advise("wait until the other run has ended"),
            _ => failure,
        }
    }
}

/// Number of a task.
pub type TaskId = i64;

/// Number of a step.
pub type StepId = i64;

/// A task before it has a number.
#[derive(Debug, Clone)]
pub struct NewTask {
    /// What was asked.
    pub action: Action,
    /// In the name of which app.
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
    pub way: Way,
    /// Why it cannot be taken, where it cannot.
    pub not_possible: Option<&'static str>,
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
    /// Held while this journal is open for writing.
    _lock: Option<Lock>,
}

fn folder(place: &Place, tenant: &TenantId) -> Option<PathBuf> {
    Some(place.state.as_ref()?.join(tenant.as_str()))
}

impl Journal {
    /// Opens the journal to write in it, and keeps other runs on this tenant
    /// out until it is dropped. Without a state folder it lives in memory.
    ///
    /// # Errors
    /// Locked by another run, foreign, newer, or not writable.
    pub fn open(place: &Place, tenant: &TenantId) -> Result<Self, JournalError> {
        let Some(folder) = folder(place, tenant) else {
            return Self::in_memory(tenant);
        };
        let lock = Lock::try_take(&folder.join("journal.lock"))?;
        let path = folder.join("journal.db");
        // Made or checked by us first, so that SQLite finds a private file and
        // gives its side files the same mode.
        drop(files::open_append(&path)?);
        let mut connection = Connection::open(&path)?;
        schema::prepare(&mut connection, true)?;
        Ok(Self {
            connection,
            tenant: tenant.clone(),
            _lock: Some(lock),
        })
    }

    /// Opens the journal to read it; `None` where nothing was ever written.
    ///
    /// # Errors
    /// As [`Journal::open`], but no other run keeps it away.
    pub fn read(place: &Place, tenant: &TenantId) -> Result<Option<Self>, JournalError> {
        let Some(folder) = folder(place, tenant) else {
            return Ok(None);
        };
        let path = folder.join("journal.db");
        if path.symlink_metadata().is_err() {
            return Ok(None);
        }
        drop(files::open_append(&path)?);
        let mut connection = Connection::open(&path)?;
        schema::prepare(&mut connection, false)?;
        Ok(Some(Self {
            connection,
            tenant: tenant.clone(),
            _lock: None,
        }))
    }

    fn in_memory(tenant: &TenantId) -> Result<Self, JournalError> {
        let mut connection = Connection::open_in_memory()?;
        schema::prepare(&mut connection, true)?;
        Ok(Self {
            connection,
            tenant: tenant.clone(),
            _lock: None,
        })
    }

    /// Whether a run is writing for `tenant` at this moment. Where locks
    /// cannot be asked, nobody is said to be.
    pub fn is_being_written(place: &Place, tenant: &TenantId) -> bool {
        folder(place, tenant).is_some_and(|folder| {
            matches!(
                Lock::try_take(&folder.join("journal.lock")),
                Err(FileError::Locked { .. })
            )
        })
    }

    /// Begins a task, with every step that it intends, in one durable change.
    ///
    /// # Errors
    /// Nothing may be sent where this fails.
    pub fn begin(
        &mut self,
        task: &NewTask,
        steps: impl IntoIterator<Item = StepPlan>,
        now: Timestamp,
    ) -> Result<(TaskId, Vec<StepId>), JournalError> {
        let now = now.to_string();
        let change = self.connection.transaction()?;
        let id = insert_task(&change, &self.tenant, task, &now)?;
        let mut ids = Vec::new();
        for step in steps {
            insert_step(&change, id, &step, &now)?;
            ids.push(change.last_insert_rowid());
        }
        change.commit()?;
        Ok((id, ids))
    }

    /// Begins a task over the rows of a sheet, of each of which `steps` makes
    /// the steps, in one durable change.
    ///
    /// # Errors
    /// Nothing may be sent where this fails.
    pub fn begin_sheet(
        &mut self,
        task: &NewTask,
        sheet: &Sheet,
        steps: impl Fn(&Row) -> Vec<StepPlan>,
        now: Timestamp,
    ) -> Result<TaskId, JournalError> {
        let now = now.to_string();
        let change = self.connection.transaction()?;
        let id = insert_task(&change, &self.tenant, task, &now)?;
        sheet.each::<JournalError>(|row| {
            let steps = steps(&row);
            steps
                .iter()
                .try_for_each(|step| insert_step(&change, id, step, &now))
        })?;
        change.commit()?;
        Ok(id)
    }

    /// Notes that steps are sent from now on; durable before it returns.
    ///
    /// # Errors
    /// The steps may not be sent where this fails.
    pub fn sent(&mut self, steps: &[StepId], now: Timestamp) -> Result<(), JournalError> {
        let change = self.connection.transaction()?;
        for step in steps {
            change.execute(
                "UPDATE steps SET sent = ?2 WHERE id = ?1",
                params![step, now.to_string()],
            )?;
        }
        change.commit()?;
        Ok(())
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
        let change = self.connection.transaction()?;
        for (step, result) in results {
            change.execute(
                "UPDATE steps SET finished = ?2, outcome = ?3, read_back = ?4, status_code = ?5, \
                 request_id = ?6, error = ?7 WHERE id = ?1",
                params![
                    step,
                    now.to_string(),
                    result.outcome.as_str(),
                    result.read_back.as_str(),
                    result.status_code,
                    result.request_id,
                    result.error,
                ],
            )?;
        }
        change.commit()?;
        Ok(())
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

fn insert_task(
    change: &Connection,
    tenant: &TenantId,
    task: &NewTask,
    now: &str,
) -> Result<TaskId, JournalError> {
    change.execute(
        "INSERT INTO tasks (tenant, action, via, reason, actor_id, actor_name, created, \
         updated, status, tool_version, new_password, undoes, plan_digest, approved_by) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        params![
            tenant.as_str(),
            task.action.as_str(),
            task.via.as_str(),
            task.reason,
            task.actor_id.as_str(),
            task.actor_name,
            now,
            TaskStatus::Running.as_str(),
            env!("CARGO_PKG_VERSION"),
            task.new_password,
            task.undoes,
            task.plan_digest,
            task.approved_by,
        ],
    )?;
    Ok(change.last_insert_rowid())
}

fn insert_step(
    change: &Connection,
    task: TaskId,
    step: &StepPlan,
    now: &str,
) -> Result<(), JournalError> {
    let impossible = (step.way == Way::NotPossible).then_some(StepOutcome::NotPossible);
    let mut insert = change.prepare_cached(
        "INSERT INTO steps (task, account_id, account_name, kind, prior, intended, way, \
         outcome, error) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    insert.execute(params![
        task,
        step.account_id.as_str(),
        step.account_name,
        step.kind.as_str(),
        step.prior.to_string(),
        now,
        step.way.as_str(),
        impossible.map(StepOutcome::as_str),
        step.not_possible,
    ])?;
    Ok(())
}
