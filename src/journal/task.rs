//! A task as the journal knows it.
use jiff::Timestamp;

use super::{NewTask, Step, TaskId};
use crate::domain::task::{Action, InNameOf, TaskStatus};
use crate::ids::ObjectId;

/// A task as the journal knows it.
#[derive(Debug, Clone)]
pub struct Task {
    /// Its number.
    pub id: TaskId,
    /// What was asked.
    pub action: Action,
    /// On behalf of which app.
    pub via: InNameOf,
    /// Why.
    pub reason: Option<String>,
    /// Who asked.
    pub actor_id: ObjectId,
    /// Who asked, by name.
    pub actor_name: Option<String>,
    /// When it began.
    pub created: Timestamp,
    /// When its status was last written.
    pub updated: Timestamp,
    /// How it stood then.
    pub status: TaskStatus,
    /// A password is set, not only asked for.
    pub new_password: bool,
    /// The task that this one undoes.
    pub undoes: Option<TaskId>,
    /// SHA-256 of the plan file that it applied.
    pub plan_digest: Option<String>,
    /// The second person who signed that plan.
    pub approved_by: Option<String>,
    /// How many accounts it is about.
    pub accounts: u64,
    /// Names of the first of them.
    pub targets: Vec<String>,
    /// Its steps, in their order; a list of tasks leaves them out.
    pub steps: Vec<Step>,
}

impl Task {
    /// A task that begins now, about nobody yet.
    pub(super) fn new(id: TaskId, task: &NewTask, now: Timestamp) -> Self {
        let NewTask {
            action,
            via,
            reason,
            actor_id,
            actor_name,
            new_password,
            undoes,
            plan_digest,
            approved_by,
        } = task.clone();
        Self {
            id,
            action,
            via,
            reason,
            actor_id,
            actor_name,
            created: now,
            updated: now,
            status: TaskStatus::Running,
            new_password,
            undoes,
            plan_digest,
            approved_by,
            accounts: 0,
            targets: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Counts one more account, and keeps the names of the first.
    pub(super) fn count_one<E>(
        &mut self,
        name: impl FnOnce() -> Result<String, E>,
    ) -> Result<(), E> {
        self.accounts += 1;
        if self.targets.len() < NAMES {
            self.targets.push(name()?);
        }
        Ok(())
    }

    /// Whether its passwords go into a file; that of a contained account is one
    /// that nobody ever learns.
    pub fn writes_passwords_down(&self) -> bool {
        self.new_password && self.action == Action::ResetPassword
    }
}

/// Names of accounts that a task carries with it.
const NAMES: usize = 20;
