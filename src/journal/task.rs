//! A recorded task.
use jiff::Timestamp;

use super::{NewTask, Step, TaskId};
use crate::domain::task::{Action, OnBehalfOf, TaskStatus};
use crate::ids::ObjectId;

/// A recorded task.
#[derive(Debug, Clone)]
pub struct Task {
    /// Id.
    pub id: TaskId,
    /// Requested action.
    pub action: Action,
    /// The app on whose behalf it is done.
    pub via: OnBehalfOf,
    /// Reason.
    pub reason: Option<String>,
    /// Object id of the caller.
    pub actor_id: ObjectId,
    /// Name of the caller.
    pub actor_name: Option<String>,
    /// Start time.
    pub created: Timestamp,
    /// Time of the last record of the status.
    pub updated: Timestamp,
    /// Status at that time.
    pub status: TaskStatus,
    /// Whether a password is set, not only a change required.
    pub new_password: bool,
    /// The task that this one undoes.
    pub undoes: Option<TaskId>,
    /// SHA-256 of the plan file that it applied.
    pub plan_digest: Option<String>,
    /// The second person who signed that plan.
    pub approved_by: Option<String>,
    /// Number of accounts.
    pub accounts: u64,
    /// Names of the first accounts.
    pub targets: Vec<String>,
    /// Steps in order; empty in lists of tasks.
    pub steps: Vec<Step>,
}

impl Task {
    /// A task that starts now, without accounts.
    pub(super) fn new(id: TaskId, task: &NewTask, now: Timestamp) -> Self {
        Self {
            id,
            action: task.action,
            via: task.via,
            reason: task.reason.clone(),
            actor_id: task.actor_id.clone(),
            actor_name: task.actor_name.clone(),
            created: now,
            updated: now,
            status: TaskStatus::Running,
            new_password: task.new_password,
            undoes: task.undoes,
            plan_digest: task.plan_digest.clone(),
            approved_by: task.approved_by.clone(),
            accounts: 0,
            targets: Vec::new(),
            steps: Vec::new(),
        }
    }

    /// Counts one more account, and keeps its name if it is one of the first.
    pub(super) fn add_account<E>(
        &mut self,
        name: impl FnOnce() -> Result<String, E>,
    ) -> Result<(), E> {
        self.accounts += 1;
        if self.targets.len() < MAX_TARGET_NAMES {
            self.targets.push(name()?);
        }
        Ok(())
    }

    /// Whether the passwords are written to a file. That of a contained account is not.
    pub fn has_password_file(&self) -> bool {
        self.new_password && self.action == Action::ResetPassword
    }
}

/// Maximum number of names in [`Task::targets`].
const MAX_TARGET_NAMES: usize = 20;
