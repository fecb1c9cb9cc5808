//! Reading the journal: tasks and steps as they were written.
use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};
use serde_json::Value;

use super::columns::{id, time, word};
use super::{Journal, JournalError, StepId, Task, TaskId};
use crate::domain::device::StepDevice;
use crate::domain::task::{
    Action, InNameOf, ReadBack, StepKind, StepMethod, StepOutcome, TaskStatus,
};
use crate::ids::ObjectId;

/// Accounts of a task that are remembered while it is counted.
const REMEMBERED: usize = 1_000;

/// A step as the journal knows it.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its number.
    pub id: StepId,
    /// The account.
    pub account_id: ObjectId,
    /// Its user principal name at the time.
    pub account_name: String,
    /// What was to be done.
    pub kind: StepKind,
    /// What was so before.
    pub prior: Value,
    /// When the intent was written.
    pub intended: Timestamp,
    /// When it was sent; `None`: no byte was sent.
    pub sent: Option<Timestamp>,
    /// When the outcome was written.
    pub finished: Option<Timestamp>,
    /// What came of it; `None`: the run ended before it could say.
    pub outcome: Option<StepOutcome>,
    /// What reading afterwards showed.
    pub read_back: Option<ReadBack>,
    /// HTTP status.
    pub status_code: Option<u16>,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// What went wrong.
    pub error: Option<String>,
    /// How it is taken.
    pub way: StepMethod,
    /// The service's time before it was sent first.
    pub served_from: Option<Timestamp>,
    /// The service's time after it was answered last.
    pub served_until: Option<Timestamp>,
    /// The device that it changes; `None`: it changes the account.
    pub device: Option<StepDevice>,
}

impl Step {
    /// Object id of what it changes: the device, or else the account.
    pub fn object_id(&self) -> &ObjectId {
        self.device
            .as_ref()
            .map_or(&self.account_id, |device| &device.id)
    }
}

impl Journal {
    /// The newest tasks, newest first, without their steps.
    ///
    /// # Errors
    /// Fails where the journal cannot be read or holds what we never write.
    pub fn list(&self, most: u16) -> Result<Vec<Task>, JournalError> {
        let mut query = self
            .connection
            .prepare("SELECT * FROM tasks ORDER BY id DESC LIMIT ?1")?;
        let mut rows = query.query(params![most])?;
        let mut tasks = Vec::new();
        while let Some(row) = rows.next()? {
            tasks.push(task(row)?);
        }
        for task in &mut tasks {
            self.count(task)?;
        }
        Ok(tasks)
    }

    /// One task without its steps; `None` where there is none of this number.
    ///
    /// # Errors
    /// As [`Journal::list`].
    pub fn task(&self, id: TaskId) -> Result<Option<Task>, JournalError> {
        let found = self
            .connection
            .query_row("SELECT * FROM tasks WHERE id = ?1", params![id], |row| {
                Ok(task(row))
            })
            .optional()?
            .transpose()?;
        found
            .map(|mut task| self.count(&mut task).map(|()| task))
            .transpose()
    }

    /// Counts the accounts of a task. A list has each once, with its steps in a
    /// row; only of a few it is remembered who was there.
    fn count(&self, task: &mut Task) -> Result<(), JournalError> {
        let mut query = self.connection.prepare_cached(
            "SELECT account_id, account_name FROM steps WHERE task = ?1 ORDER BY id",
        )?;
        let mut rows = query.query(params![task.id])?;
        let mut seen = BTreeSet::new();
        let mut last: Option<ObjectId> = None;
        while let Some(row) = rows.next()? {
            let account = word(row, 0, id)?;
            let again = last.as_ref() == Some(&account);
            if again || (seen.len() < REMEMBERED && !seen.insert(account.clone())) {
                continue;
            }
            task.count_one(|| row.get(1))?;
            last = Some(account);
        }
        Ok(())
    }

    /// One task with its steps; `None` where there is none of this number.
    ///
    /// # Errors
    /// As [`Journal::list`].
    pub fn task_with_steps(&self, id: TaskId) -> Result<Option<Task>, JournalError> {
        let Some(mut task) = self.task(id)? else {
            return Ok(None);
        };
        let mut steps = Vec::new();
        self.each_step::<JournalError>(id, |step| {
            steps.push(step);
            Ok(())
        })?;
        task.steps = steps;
        Ok(Some(task))
    }
}

fn task(row: &Row<'_>) -> Result<Task, JournalError> {
    Ok(Task {
        id: row.get("id")?,
        action: word(row, "action", Action::parse)?,
        via: word(row, "via", InNameOf::parse)?,
        reason: row.get("reason")?,
        actor_id: word(row, "actor_id", id)?,
        actor_name: row.get("actor_name")?,
        created: word(row, "created", time)?,
        updated: word(row, "updated", time)?,
        status: word(row, "status", TaskStatus::parse)?,
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
        Action, InNameOf, ReadBack, StepKind, StepMethod, StepOutcome, TaskStatus,
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
            via: InNameOf::Search,
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
        journal.begin(&task, steps, now()).unwrap()
    }

    #[test]
    fn what_a_killed_run_intended_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let dirs = dirs(&folder);
        let mut journal = Journal::open(&dirs, &tenant()).unwrap();
        let (id, steps) = begin(&mut journal);
        journal.sent(&steps[..1], now()).unwrap();
        drop(journal);
        let journal = Journal::read(&dirs, &tenant()).unwrap().unwrap();
        let task = journal.task_with_steps(id).unwrap().unwrap();
        assert_eq!(task.status, TaskStatus::Running);
        assert!(task.steps[0].sent.is_some() && task.steps[0].outcome.is_none());
        assert!(task.steps[1].sent.is_none());
        assert_eq!(task.steps[0].prior["accountEnabled"], true);
        assert!(journal.task(99).unwrap().is_none());
    }

    #[test]
    fn outcomes_are_kept() {
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
        journal.finish_steps(&[(steps[0], result)], now()).unwrap();
        journal.finish(id, TaskStatus::Successful, now()).unwrap();
        let task = journal.task_with_steps(id).unwrap().unwrap();
        assert_eq!(task.status, TaskStatus::Successful);
        assert_eq!(task.steps[0].status_code, Some(204));
        assert_eq!(task.steps[0].outcome, Some(StepOutcome::Done));
    }

    #[test]
    fn a_step_that_was_barred_before_it_left_was_not_sent() {
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
            // This one was read because an earlier try may have left.
            (steps[1], barred(ReadBack::NotVisibleYet)),
        ];
        journal.finish_steps(&results, now()).unwrap();
        let task = journal.task_with_steps(id).unwrap().unwrap();
        assert!(task.steps[0].sent.is_none() && task.steps[1].sent.is_some());
    }

    #[test]
    fn one_run_a_tenant_may_write() {
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
    fn a_foreign_a_newer_and_a_damaged_file_are_refused() {
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
        assert!(matches!(error, JournalError::Foreign));
        std::fs::write(&path, "x".repeat(5000)).unwrap();
        let error = Journal::open(&dirs, &tenant()).unwrap_err();
        assert_eq!(Failure::from(error).exit, Exit::Untrusted);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_the_files() {
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
    fn without_a_state_folder_it_lives_in_memory() {
        let dirs = StateDirs::default();
        let mut journal = Journal::open(&dirs, &tenant()).unwrap();
        let (id, _) = begin(&mut journal);
        assert!(journal.task_with_steps(id).unwrap().is_some());
        assert!(Journal::read(&dirs, &tenant()).unwrap().is_none());
    }
}
