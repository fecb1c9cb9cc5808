//! Reads tasks and steps.
use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};
use serde_json::Value;

use super::columns::{parse_column, parse_object_id, parse_time};
use super::{Journal, JournalError, StepId, Task, TaskId};
use crate::domain::device::StepDevice;
use crate::domain::task::{
    Action, OnBehalfOf, ReadBack, StepKind, StepMethod, StepOutcome, TaskStatus,
};
use crate::ids::ObjectId;

/// Maximum number of accounts that are compared when a task is counted.
const MAX_REMEMBERED: usize = 1_000;

/// A recorded step.
#[derive(Debug, Clone)]
pub struct Step {
    /// Id.
    pub id: StepId,
    /// The account.
    pub account_id: ObjectId,
    /// User principal name at that time.
    pub account_name: String,
    /// Kind of change.
    pub kind: StepKind,
    /// Previous state of the account.
    pub prior: Value,
    /// Time at which the intent was recorded.
    pub intended: Timestamp,
    /// Time at which the step was sent; `None` if no byte was sent.
    pub sent: Option<Timestamp>,
    /// Time at which the outcome was recorded.
    pub finished: Option<Timestamp>,
    /// Outcome; `None` if the run ended before it was known.
    pub outcome: Option<StepOutcome>,
    /// Result of a later read.
    pub read_back: Option<ReadBack>,
    /// HTTP status.
    pub status_code: Option<u16>,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// Error message.
    pub error: Option<String>,
    /// Method of the step.
    pub way: StepMethod,
    /// Time of the service before the first attempt.
    pub served_from: Option<Timestamp>,
    /// Time of the service after the last answer.
    pub served_until: Option<Timestamp>,
    /// The device to change; `None` if the step changes the account.
    pub device: Option<StepDevice>,
}

impl Step {
    /// Returns the object id of the device or account to change.
    pub fn object_id(&self) -> &ObjectId {
        self.device
            .as_ref()
            .map_or(&self.account_id, |device| &device.id)
    }
}

impl Journal {
    /// Returns the newest tasks, newest first, without their steps.
    ///
    /// # Errors
    /// Fails if the journal cannot be read or has invalid rows.
    pub fn newest_tasks(&self, most: u16) -> Result<Vec<Task>, JournalError> {
        let mut query = self
            .connection
            .prepare("SELECT * FROM tasks ORDER BY id DESC LIMIT ?1")?;
        let mut rows = query.query(params![most])?;
        let mut tasks = Vec::new();
        while let Some(row) = rows.next()? {
            tasks.push(task_from_row(row)?);
        }
        for task in &mut tasks {
            self.count_accounts(task)?;
        }
        Ok(tasks)
    }

    /// Returns a task without its steps, or `None` if there is no such id.
    ///
    /// # Errors
    /// As [`Journal::newest_tasks`].
    pub fn task(&self, id: TaskId) -> Result<Option<Task>, JournalError> {
        let found = self
            .connection
            .query_row("SELECT * FROM tasks WHERE id = ?1", params![id], |row| {
                Ok(task_from_row(row))
            })
            .optional()?
            .transpose()?;
        found
            .map(|mut task| self.count_accounts(&mut task).map(|()| task))
            .transpose()
    }

    /// Counts the accounts of a task. The steps of an account follow each other; only in
    /// small tasks an account may come again.
    fn count_accounts(&self, task: &mut Task) -> Result<(), JournalError> {
        let mut query = self.connection.prepare_cached(
            "SELECT account_id, account_name FROM steps WHERE task = ?1 ORDER BY id",
        )?;
        let mut rows = query.query(params![task.id])?;
        let mut seen = BTreeSet::new();
        let mut last: Option<ObjectId> = None;
        while let Some(row) = rows.next()? {
            let account = parse_column(row, 0, parse_object_id)?;
            let again = last.as_ref() == Some(&account);
            if again || (seen.len() < MAX_REMEMBERED && !seen.insert(account.clone())) {
                continue;
            }
            task.add_account(|| row.get(1))?;
            last = Some(account);
        }
        Ok(())
    }

    /// Returns a task with its steps, or `None` if there is no such id.
    ///
    /// # Errors
    /// As [`Journal::newest_tasks`].
    pub fn task_with_steps(&self, id: TaskId) -> Result<Option<Task>, JournalError> {
        let Some(mut task) = self.task(id)? else {
            return Ok(None);
        };
        let mut steps = Vec::new();
        self.for_each_step::<JournalError>(id, |step| {
            steps.push(step);
            Ok(())
        })?;
        task.steps = steps;
        Ok(Some(task))
    }
}

fn task_from_row(row: &Row<'_>) -> Result<Task, JournalError> {
    Ok(Task {
        id: row.get("id")?,
        action: parse_column(row, "action", Action::parse)?,
        via: parse_column(row, "via", OnBehalfOf::parse)?,
        reason: row.get("reason")?,
        actor_id: parse_column(row, "actor_id", parse_object_id)?,
        actor_name: row.get("actor_name")?,
        created: parse_column(row, "created", parse_time)?,
        updated: parse_column(row, "updated", parse_time)?,
        status: parse_column(row, "status", TaskStatus::parse)?,
        new_password: row.get("new_password")?,
        undoes: row.get("undoes")?,
        plan_digest: row.get("plan_digest")?,
        approved_by: row.get("approved_by")?,
        accounts: 0,
        targets: Vec::new(),
        steps: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::super::{Journal, JournalError, NewTask, StepPlan, StepResult};
    use crate::domain::task::{
        Action, OnBehalfOf, ReadBack, StepKind, StepMethod, StepOutcome, TaskStatus,
    };
    use crate::exit::Exit;
    use crate::failure::Failure;
    use crate::ids::{ObjectId, TenantId};
    use crate::machine::StateDirs;

    fn tenant() -> TenantId {
        "11111111-0000-4000-8000-000000000001".parse().unwrap()
    }

    fn account() -> ObjectId {
        "22222222-0000-4000-8000-000000000002".parse().unwrap()
    }

    fn dirs(folder: &tempfile::TempDir) -> StateDirs {
        StateDirs {
            state: Some(folder.path().join("state")),
            ..StateDirs::default()
        }
    }

    fn now() -> jiff::Timestamp {
        "2026-05-04T03:02:01Z".parse().unwrap()
    }

    fn begin(journal: &mut Journal) -> (i64, Vec<i64>) {
        let task = NewTask {
            action: Action::Contain,
            via: OnBehalfOf::Search,
            reason: Some("INC-1'; DROP TABLE tasks".to_owned()),
            actor_id: account(),
            actor_name: None,
            new_password: true,
            undoes: None,
            plan_digest: None,
            approved_by: None,
        };
        let step = |kind| StepPlan {
            account_id: account(),
            account_name: "j.doe@contoso.com".to_owned(),
            kind,
            prior: serde_json::json!({ "accountEnabled": true }),
            way: StepMethod::Call,
            not_possible: None,
            device: None,
        };
        let steps = [step(StepKind::Disable), step(StepKind::Revoke)];
        journal.insert_task(&task, steps, now()).unwrap()
    }

    #[test]
    fn steps_of_killed_run_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let dirs = dirs(&folder);
        let mut journal = Journal::open(&dirs, &tenant()).unwrap();
        let (id, steps) = begin(&mut journal);
        journal.sent(&steps[..1], now()).unwrap();
        drop(journal);
        let journal = Journal::open_read_only(&dirs, &tenant()).unwrap().unwrap();
        let task = journal.task_with_steps(id).unwrap().unwrap();
        assert_eq!(task.status, TaskStatus::Running);
        assert!(task.steps[0].sent.is_some() && task.steps[0].outcome.is_none());
        assert!(task.steps[1].sent.is_none());
        assert_eq!(task.steps[0].prior["accountEnabled"], true);
        assert!(journal.task(99).unwrap().is_none());
    }

    #[test]
    fn outcomes_are_recorded() {
        let folder = tempfile::tempdir().unwrap();
        let dirs = dirs(&folder);
        let mut journal = Journal::open(&dirs, &tenant()).unwrap();
        let (id, steps) = begin(&mut journal);
        let result = StepResult {
            outcome: StepOutcome::Done,
            read_back: ReadBack::Seen,
            status_code: Some(204),
            request_id: Some("r-1".to_owned()),
            error: None,
        };
        journal
            .record_results(&[(steps[0], result)], now())
            .unwrap();
        journal
            .finish_task(id, TaskStatus::Successful, now())
            .unwrap();
        let task = journal.task_with_steps(id).unwrap().unwrap();
        assert_eq!(task.status, TaskStatus::Successful);
        assert_eq!(task.steps[0].status_code, Some(204));
        assert_eq!(task.steps[0].outcome, Some(StepOutcome::Done));
    }

    #[test]
    fn step_that_was_barred_before_sending_was_not_sent() {
        let folder = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(&dirs(&folder), &tenant()).unwrap();
        let (id, steps) = begin(&mut journal);
        journal.sent(&steps, now()).unwrap();
        let barred = |read_back| StepResult {
            outcome: StepOutcome::NotPossible,
            read_back,
            status_code: None,
            request_id: None,
            error: None,
        };
        let results = [
            (steps[0], barred(ReadBack::NotRead)),
            // Read because an earlier attempt may have been sent.
            (steps[1], barred(ReadBack::NotVisibleYet)),
        ];
        journal.record_results(&results, now()).unwrap();
        let task = journal.task_with_steps(id).unwrap().unwrap();
        assert!(task.steps[0].sent.is_none() && task.steps[1].sent.is_some());
    }

    #[test]
    fn second_writer_of_a_tenant_is_locked_out() {
        let folder = tempfile::tempdir().unwrap();
        let dirs = dirs(&folder);
        let first = Journal::open(&dirs, &tenant()).unwrap();
        assert!(Journal::is_being_written(&dirs, &tenant()));
        let second = Failure::from(Journal::open(&dirs, &tenant()).unwrap_err());
        assert_eq!(second.exit, Exit::Locked);
        drop(first);
        assert!(!Journal::is_being_written(&dirs, &tenant()));
        assert!(Journal::open(&dirs, &tenant()).is_ok());
    }

    #[test]
    fn invalid_newer_and_damaged_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let dirs = dirs(&folder);
        drop(Journal::open(&dirs, &tenant()).unwrap());
        let path = dirs
            .state
            .as_ref()
            .unwrap()
            .join(tenant().as_str())
            .join("journal.db");
        let set = |pragma: &str, value: i64| {
            let connection = rusqlite::Connection::open(&path).unwrap();
            connection.pragma_update(None, pragma, value).unwrap();
        };
        set("user_version", 99);
        let error = Journal::open(&dirs, &tenant()).unwrap_err();
        assert!(matches!(error, JournalError::Newer { found: 99, .. }));
        assert_eq!(Failure::from(error).exit, Exit::Storage);
        set("user_version", 2);
        set("application_id", 7);
        let error = Journal::open(&dirs, &tenant()).unwrap_err();
        assert!(matches!(error, JournalError::OtherProgram));
        std::fs::write(&path, "x".repeat(5000)).unwrap();
        let error = Journal::open(&dirs, &tenant()).unwrap_err();
        assert_eq!(Failure::from(error).exit, Exit::Untrusted);
    }

    #[cfg(unix)]
    #[test]
    fn files_are_private() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let dirs = dirs(&folder);
        let mut journal = Journal::open(&dirs, &tenant()).unwrap();
        begin(&mut journal);
        let inside = dirs.state.as_ref().unwrap().join(tenant().as_str());
        for entry in std::fs::read_dir(inside).unwrap() {
            let entry = entry.unwrap();
            let mode = entry.metadata().unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{}", entry.path().display());
        }
    }

    #[test]
    fn journal_without_state_folder_is_in_memory() {
        let dirs = StateDirs::default();
        let mut journal = Journal::open(&dirs, &tenant()).unwrap();
        let (id, _) = begin(&mut journal);
        assert!(journal.task_with_steps(id).unwrap().is_some());
        assert!(Journal::open_read_only(&dirs, &tenant()).unwrap().is_none());
    }
}
