//! How a task comes into the journal: it and every step that it intends, in one
//! durable change.
use jiff::Timestamp;
use rusqlite::{Connection, ToSql, params};

use super::{Journal, JournalError, NewTask, StagingTable, StepId, StepPlan, Task, TaskId, schema};
use crate::domain::bulk::Row;
use crate::domain::task::{StepMethod, StepOutcome, TaskStatus};
use crate::ids::TenantId;

/// Steps that go into the journal with one statement: each has its price.
const AT_A_TIME: usize = 20;

/// A task whose open steps are about to be taken.
#[derive(Debug)]
pub struct Begun {
    /// The task, without its steps.
    pub task: Task,
    /// How many of its steps are open.
    pub open: usize,
    /// Whether it began just now, so that nothing of it was sent yet.
    pub new: bool,
}

impl Journal {
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
            insert_steps(&change, id, &[step], &now)?;
            ids.push(change.last_insert_rowid());
        }
        change.commit()?;
        self.works_on(id);
        Ok((id, ids))
    }

    /// Begins a task of these steps, each account's in a row.
    ///
    /// # Errors
    /// Nothing may be sent where this fails.
    pub fn begin_steps(
        &mut self,
        task: &NewTask,
        steps: Vec<StepPlan>,
        now: Timestamp,
    ) -> Result<Begun, JournalError> {
        let mut begun = Task::new(0, task, now);
        let mut last = None;
        let mut open = 0;
        for step in &steps {
            open += usize::from(step.way != StepMethod::NotPossible);
            if last != Some(&step.account_id) {
                begun.count_one(|| Ok::<_, JournalError>(step.account_name.clone()))?;
                last = Some(&step.account_id);
            }
        }
        let (id, _) = self.begin(task, steps, now)?;
        Ok(Begun {
            task: Task { id, ..begun },
            open,
            new: true,
        })
    }

    /// Begins a task over the rows of a sheet, of each of which `steps` makes
    /// the steps, in one durable change.
    ///
    /// # Errors
    /// Nothing may be sent where this fails.
    pub fn begin_staged(
        &mut self,
        task: &NewTask,
        sheet: &StagingTable,
        steps: impl Fn(&Row) -> Vec<StepPlan>,
        now: Timestamp,
    ) -> Result<Begun, JournalError> {
        // Steps come in the order of the list, and their index by account in none:
        // its pages would go to the disk and back for every few of them.
        schema::cache(&self.connection, schema::CACHE_TO_BEGIN)?;
        let change = self.connection.transaction()?;
        let written = now.to_string();
        let id = insert_task(&change, &self.tenant, task, &written)?;
        let mut begun = Begun {
            task: Task::new(id, task, now),
            open: 0,
            new: true,
        };
        let mut waiting = Vec::with_capacity(AT_A_TIME);
        sheet.each::<JournalError>(|row| {
            begun
                .task
                .count_one(|| Ok::<_, JournalError>(row.upn.to_string()))?;
            for step in steps(&row) {
                begun.open += usize::from(step.way != StepMethod::NotPossible);
                waiting.push(step);
                if waiting.len() == AT_A_TIME {
                    insert_steps(&change, id, &waiting, &written)?;
                    waiting.clear();
                }
            }
            Ok(())
        })?;
        insert_steps(&change, id, &waiting, &written)?;
        change.commit()?;
        schema::cache(&self.connection, schema::CACHE)?;
        self.connection.execute_batch("PRAGMA shrink_memory")?;
        self.works_on(id);
        Ok(begun)
    }

    /// A task of an earlier run, of which steps may be open.
    ///
    /// # Errors
    /// Fails where the journal cannot be read.
    pub fn begun_before(&self, task: Task) -> Result<Begun, JournalError> {
        Ok(Begun {
            open: self.open_count(task.id)?,
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

/// Inserts steps, at most [`AT_A_TIME`], in their order.
fn insert_steps(
    change: &Connection,
    task: TaskId,
    steps: &[StepPlan],
    now: &str,
) -> Result<(), JournalError> {
    if steps.is_empty() {
        return Ok(());
    }
    let mut insert = change.prepare_cached(&format!(
        "INSERT INTO steps (task, account_id, account_name, kind, prior, intended, way, \
         outcome, error, device_id, device_name) VALUES {}",
        vec!["(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"; steps.len()].join(", ")
    ))?;
    let mut dirs = 1..;
    let mut bind = |value: &dyn ToSql| match dirs.next() {
        Some(dirs) => insert.raw_bind_parameter(dirs, value),
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
    use crate::domain::bulk::Row;
    use crate::domain::task::{Action, InNameOf, StepKind, StepMethod};
    use crate::machine::StateDirs;

    #[test]
    fn what_begins_is_counted_as_the_journal_counts_it() {
        let tenant = "11111111-0000-4000-8000-000000000001".parse().unwrap();
        let mut journal = Journal::open(&StateDirs::default(), &tenant).unwrap();
        let mut sheet = StagingTable::new().unwrap();
        for number in 0..45 {
            sheet.push(&Row::of(&person(number)).unwrap()).unwrap();
        }
        let task = NewTask {
            action: Action::Disable,
            via: InNameOf::Search,
            reason: Some("INC-1".to_owned()),
            actor_id: person(99).id,
            actor_name: Some("me".to_owned()),
            new_password: false,
            undoes: None,
            plan_digest: Some("abc".to_owned()),
            approved_by: None,
        };
        let steps = |row: &Row| {
            let account = row.account().unwrap();
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
        let begun = journal
            .begin_staged(&task, &sheet, |row| steps(row).to_vec(), now)
            .unwrap();
        assert!(begun.new);
        assert_eq!((begun.task.accounts, begun.open), (45, 89));
        let read = journal.task(begun.task.id).unwrap().unwrap();
        assert_eq!(format!("{read:?}"), format!("{:?}", begun.task));
        let before = journal.begun_before(read).unwrap();
        assert_eq!(before.open, begun.open);
    }
}
