//! Starts tasks: inserts a task and all its steps in one durable transaction.
use jiff::Timestamp;
use rusqlite::{Connection, ToSql, params};

use super::{Journal, JournalError, NewTask, StagingTable, StepId, StepPlan, Task, TaskId, schema};
use crate::domain::bulk::BulkRow;
use crate::domain::task::{StepMethod, StepOutcome, TaskStatus};
use crate::ids::TenantId;

/// Steps per INSERT statement: each statement costs time.
const STEPS_PER_INSERT: usize = 20;

/// A task whose open steps are about to be executed.
#[derive(Debug)]
pub struct StartedTask {
    /// The task, without its steps.
    pub task: Task,
    /// Number of open steps.
    pub open: usize,
    /// Whether the task is new, so that nothing was sent yet.
    pub new: bool,
}

impl Journal {
    /// Inserts a task and its steps in one transaction, and returns their ids.
    ///
    /// # Errors
    /// Nothing may be sent if this fails.
    pub fn insert_task(
        &mut self,
        task: &NewTask,
        steps: impl IntoIterator<Item = StepPlan>,
        now: Timestamp,
    ) -> Result<(TaskId, Vec<StepId>), JournalError> {
        let now = now.to_string();
        let change = self.connection.transaction()?;
        let id = insert_task(&change, &self.tenant, task, &now)?;
        let insert = insert_sql(1);
        let mut ids = Vec::new();
        for step in steps {
            insert_steps(&change, &insert, id, &[step], &now)?;
            ids.push(change.last_insert_rowid());
        }
        change.commit()?;
        self.note_task_in_lock(id);
        Ok((id, ids))
    }

    /// Starts a task of these steps, which are grouped by account.
    ///
    /// # Errors
    /// Nothing may be sent if this fails.
    pub fn start_task(
        &mut self,
        task: &NewTask,
        steps: Vec<StepPlan>,
        now: Timestamp,
    ) -> Result<StartedTask, JournalError> {
        let mut started = Task::new(0, task, now);
        let mut last = None;
        let mut open = 0;
        for step in &steps {
            open += usize::from(step.way != StepMethod::NotPossible);
            if last != Some(&step.account_id) {
                started.add_account(|| Ok::<_, JournalError>(step.account_name.clone()))?;
                last = Some(&step.account_id);
            }
        }
        let (id, _) = self.insert_task(task, steps, now)?;
        Ok(StartedTask {
            task: Task { id, ..started },
            open,
            new: true,
        })
    }

    /// Starts a task for the rows of a staging table in one transaction; `steps` returns the
    /// steps of a row.
    ///
    /// # Errors
    /// Nothing may be sent if this fails.
    pub fn start_staged_task(
        &mut self,
        task: &NewTask,
        table: &StagingTable,
        steps: impl Fn(&BulkRow) -> Vec<StepPlan>,
        now: Timestamp,
    ) -> Result<StartedTask, JournalError> {
        // The index by account is filled in random order: with a small cache its pages would
        // go to the disk and back all the time.
        schema::set_cache_size(&self.connection, schema::CACHE_FOR_INSERTS)?;
        let change = self.connection.transaction()?;
        let written = now.to_string();
        let id = insert_task(&change, &self.tenant, task, &written)?;
        let mut started = StartedTask {
            task: Task::new(id, task, now),
            open: 0,
            new: true,
        };
        let insert = insert_sql(STEPS_PER_INSERT);
        let mut waiting = Vec::with_capacity(STEPS_PER_INSERT);
        table.for_each_row::<JournalError>(|row| {
            started
                .task
                .add_account(|| Ok::<_, JournalError>(row.upn.to_string()))?;
            for step in steps(&row) {
                started.open += usize::from(step.way != StepMethod::NotPossible);
                waiting.push(step);
                if waiting.len() == STEPS_PER_INSERT {
                    insert_steps(&change, &insert, id, &waiting, &written)?;
                    waiting.clear();
                }
            }
            Ok(())
        })?;
        if !waiting.is_empty() {
            let insert = insert_sql(waiting.len());
            insert_steps(&change, &insert, id, &waiting, &written)?;
        }
        change.commit()?;
        schema::set_cache_size(&self.connection, schema::CACHE)?;
        self.connection.execute_batch("PRAGMA shrink_memory")?;
        self.note_task_in_lock(id);
        Ok(started)
    }

    /// Returns a task of an earlier run, whose steps may be open.
    ///
    /// # Errors
    /// Fails if the journal cannot be read.
    pub fn resume_task(&self, task: Task) -> Result<StartedTask, JournalError> {
        Ok(StartedTask {
            open: self.count_open_steps(task.id)?,
            task,
            new: false,
        })
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

/// Returns the statement that inserts `steps` steps.
fn insert_sql(steps: usize) -> String {
    format!(
        "INSERT INTO steps (task, account_id, account_name, kind, prior, intended, way, \
         outcome, error, device_id, device_name) VALUES {}",
        vec!["(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"; steps].join(", ")
    )
}

/// Inserts steps in order, by the statement `insert` for their number.
fn insert_steps(
    change: &Connection,
    insert: &str,
    task: TaskId,
    steps: &[StepPlan],
    now: &str,
) -> Result<(), JournalError> {
    let mut insert = change.prepare_cached(insert)?;
    let mut index = 1..;
    let mut bind = |value: &dyn ToSql| match index.next() {
        Some(index) => insert.raw_bind_parameter(index, value),
        None => Ok(()),
    };
    for step in steps {
        let impossible = (step.way == StepMethod::NotPossible).then_some(StepOutcome::NotPossible);
        bind(&task)?;
        bind(&step.account_id.as_str())?;
        bind(&step.account_name)?;
        bind(&step.kind.as_str())?;
        bind(&step.prior.to_string())?;
        bind(&now)?;
        bind(&step.way.as_str())?;
        bind(&impossible.map(StepOutcome::as_str))?;
        bind(&step.not_possible.as_deref())?;
        bind(&step.device.as_ref().map(|device| device.id.as_str()))?;
        bind(&step.device.as_ref().map(|device| device.name.as_str()))?;
    }
    insert.raw_execute()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{Journal, NewTask, StagingTable, StepPlan};
    use crate::domain::account::tests::person;
    use crate::domain::bulk::BulkRow;
    use crate::domain::task::{Action, OnBehalfOf, StepKind, StepMethod};
    use crate::machine::StateDirs;

    #[test]
    fn started_task_has_same_counts_as_journal() {
        let tenant = "11111111-0000-4000-8000-000000000001".parse().unwrap();
        let mut journal = Journal::open(&StateDirs::default(), &tenant).unwrap();
        let mut table = StagingTable::new().unwrap();
        for number in 0..45 {
            table
                .push(&BulkRow::from_account(&person(number)).unwrap())
                .unwrap();
        }
        let task = NewTask {
            action: Action::Disable,
            via: OnBehalfOf::Search,
            reason: Some("INC-1".to_owned()),
            actor_id: person(99).id,
            actor_name: Some("me".to_owned()),
            new_password: false,
            undoes: None,
            plan_digest: Some("abc".to_owned()),
            approved_by: None,
        };
        let steps = |row: &BulkRow| {
            let account = row.to_account().unwrap();
            [StepKind::Disable, StepKind::Revoke].map(|kind| StepPlan {
                account_id: account.id.clone(),
                account_name: account.upn.clone(),
                kind,
                prior: serde_json::Value::Null,
                way: match kind {
                    StepKind::Revoke if account.id == person(7).id => StepMethod::NotPossible,
                    _ => StepMethod::Call,
                },
                not_possible: None,
                device: None,
            })
        };
        let now = "2026-05-04T03:02:01.000000001Z".parse().unwrap();
        let started = journal
            .start_staged_task(&task, &table, |row| steps(row).to_vec(), now)
            .unwrap();
        assert!(started.new);
        assert_eq!((started.task.accounts, started.open), (45, 89));
        let read = journal.task(started.task.id).unwrap().unwrap();
        assert_eq!(format!("{read:?}"), format!("{:?}", started.task));
        let before = journal.resume_task(read).unwrap();
        assert_eq!(before.open, started.open);
    }
}
