//! The preview of undoing a task.
use crate::cli::command_line::CommandLine;
use crate::context::connect::Connected;
use crate::domain::account::Account;
use crate::domain::task::Action;
use crate::enforcement::plan::account_plan::describe_steps;
use crate::journal::Task;
use crate::reports::users::bulk_plan::{BulkAccount, BulkPlan, MAX_ROWS, SkippedLine};

/// Returns the preview of undoing a task, for the confirmation.
pub(crate) fn preview_undo(
    connected: &Connected,
    task: &Task,
    accounts: &[Account],
    skipped: &[SkippedLine],
    command: &CommandLine,
) -> BulkPlan {
    BulkPlan {
        tenant: connected.me.tenant.clone(),
        action: Action::Enable,
        via: task.via,
        accounts: accounts.len(),
        steps: match accounts {
            [] => Vec::new(),
            _ => describe_steps(Action::Enable, false, None),
        },
        writes: accounts.len(),
        requests: accounts.len().div_ceil(crate::graph::batch::BATCH_SIZE),
        repeated: 0,
        first: accounts
            .iter()
            .take(3)
            .map(|account| BulkAccount {
                id: account.id.clone(),
                user_principal_name: account.upn.clone(),
            })
            .collect(),
        skipped: skipped.iter().take(MAX_ROWS).cloned().collect(),
        skipped_count: skipped.len(),
        warnings: vec!["passwords and sessions are not restored".to_owned()],
        plan_file: None,
        next: match accounts {
            [] => Vec::new(),
            _ => vec![command.to_string()],
        },
    }
}
