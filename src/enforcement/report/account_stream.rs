//! Every account of a task as lines of `-o jsonl`, read from the journal while
//! they are printed: there may be a hundred thousand.
use serde_json::Value;

use super::account_result::RunFacts;
use super::action_report::{account, task_that_discarded_password};
use crate::domain::identity::Identity;
use crate::domain::stays_open::Tokens;
use crate::failure::Failure;
use crate::journal::{Journal, Step, Task};
use crate::output::{PrintLine, Records};

/// The accounts of a finished task.
#[derive(Debug)]
pub(crate) struct AccountStream {
    journal: Journal,
    task: Task,
    tokens: Tokens,
    me: Identity,
}

impl AccountStream {
    /// The accounts of `task`. Other runs may write in the journal from now on.
    pub(crate) fn of(mut journal: Journal, task: Task, tokens: &Tokens, me: &Identity) -> Self {
        journal.release_lock();
        Self {
            journal,
            task,
            tokens: tokens.clone(),
            me: me.clone(),
        }
    }

    fn line(&self, steps: Vec<Step>) -> Option<Value> {
        let account = account(steps, None, |_| None);
        let facts = RunFacts {
            action: self.task.action,
            me: &self.me,
            tokens: &self.tokens,
            has_password_file: false,
        };
        let taken_by = task_that_discarded_password(&self.journal, self.task.action, &account);
        serde_json::to_value(account.result(facts, taken_by)?).ok()
    }
}

impl Records for AccountStream {
    fn each(&mut self, print: PrintLine<'_>) -> Result<(), Failure> {
        let mut own: Vec<Step> = Vec::new();
        self.journal
            .for_each_step::<Failure>(self.task.id, |step| {
                let is_next = own
                    .last()
                    .is_some_and(|last| last.account_id != step.account_id);
                if is_next && let Some(line) = self.line(std::mem::take(&mut own)) {
                    print(&line)?;
                }
                own.push(step);
                Ok(())
            })?;
        self.line(own).map_or(Ok(()), |line| print(&line))
    }
}
