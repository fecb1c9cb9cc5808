//! Streams every account of a task as lines of `-o jsonl` from the journal, since there
//! may be a hundred thousand.
use serde_json::Value;

use super::account_result::RunFacts;
use super::action_report::{finished_account, task_that_discarded_password};
use crate::domain::identity::Identity;
use crate::domain::residual_access::TokenFacts;
use crate::failure::Failure;
use crate::journal::{Journal, Step, Task};
use crate::output::{PrintLine, Records};

/// The accounts of a finished task, as a stream.
#[derive(Debug)]
pub(crate) struct AccountStream {
    journal: Journal,
    task: Task,
    tokens: TokenFacts,
    me: Identity,
}

impl AccountStream {
    /// Creates the stream for `task`. Releases the journal for other runs.
    pub(crate) fn new(
        mut journal: Journal,
        task: Task,
        tokens: &TokenFacts,
        me: &Identity,
    ) -> Self {
        journal.release_lock();
        Self {
            journal,
            task,
            tokens: tokens.clone(),
            me: me.clone(),
        }
    }

    fn account_line(&self, steps: Vec<Step>) -> Option<Value> {
        let account = finished_account(steps, None, |_| None);
        let facts = RunFacts {
            action: self.task.action,
            me: &self.me,
            tokens: &self.tokens,
            has_password_file: false,
        };
        let taken_by = task_that_discarded_password(&self.journal, self.task.action, &account);
        serde_json::to_value(account.to_report(facts, taken_by)?).ok()
    }
}

impl Records for AccountStream {
    fn print_each(&mut self, print: PrintLine<'_>) -> Result<(), Failure> {
        let mut own: Vec<Step> = Vec::new();
        self.journal
            .for_each_step::<Failure>(self.task.id, |step| {
                let is_next = own
                    .last()
                    .is_some_and(|last| last.account_id != step.account_id);
                if is_next && let Some(line) = self.account_line(std::mem::take(&mut own)) {
                    print(&line)?;
                }
                own.push(step);
                Ok(())
            })?;
        self.account_line(own).map_or(Ok(()), |line| print(&line))
    }
}
