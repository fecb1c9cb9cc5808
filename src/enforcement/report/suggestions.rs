//! Commands to run after an account action: to finish open accounts and to re-enable
//! the others.
use std::path::Path;

use super::account_result::{FinishedAccount, FinishedStep};
use super::action_report::{TypedRequest, devices_disabled_by, task_that_discarded_password};
use crate::catalog::scopes::Use;
use crate::cli::auth::Purpose;
use crate::cli::command_line::CommandLine;
use crate::cli::users::MAX_ACCOUNTS;
use crate::context::Ctx;
use crate::context::suggested::unused_path;
use crate::domain::access::Access;
use crate::domain::account::Account;
use crate::domain::task::{StepKind, StepOutcome};
use crate::enforcement::execute::stop::StopReason;
use crate::exit::Exit;
use crate::journal::{Journal, Task, TaskId, TaskSummary};

/// The properties of a finished run that determine the next commands.
#[derive(Debug)]
pub(crate) struct FinishedRun<'a> {
    pub task: &'a Task,
    pub journal: &'a Journal,
    pub closing: &'a TaskSummary,
    pub accounts: &'a [FinishedAccount<'a>],
    pub typed: Option<TypedRequest<'a>>,
    pub stop: Option<&'a StopReason>,
    pub is_app_only: bool,
}

/// Returns the next commands, most urgent first.
pub(crate) fn next_commands(ctx: &Ctx<'_>, run: &FinishedRun<'_>) -> Vec<CommandLine> {
    let mut next = Vec::new();
    let task = run.task.id;
    if run.needs_sign_in() {
        let purpose = Use::from(run.purpose());
        next.push(ctx.command("auth login").option("--for", purpose));
    }
    if let Some(typed) = run.typed {
        add_typed_commands(ctx, run, typed, &mut next);
        return next;
    }
    if run.closing.open > 0 {
        next.push(ctx.command("tasks resume").arg(task));
    }
    next.push(ctx.command("tasks verify").arg(task));
    next.push(ctx.command("tasks export").arg(task));
    let locked = run.accounts_without_password();
    if (1..=MAX_ACCOUNTS).contains(&locked.len()) {
        next.push(reset_command(ctx, locked.into_iter(), None));
    }
    if run.has_disabled(StepKind::Disable) || run.has_disabled(StepKind::DisableDevice) {
        next.push(ctx.command("tasks undo").arg(task));
    }
    next
}

/// Adds commands for named accounts.
fn add_typed_commands(
    ctx: &Ctx<'_>,
    run: &FinishedRun<'_>,
    typed: TypedRequest<'_>,
    next: &mut Vec<CommandLine>,
) {
    let TypedRequest { request, plan } = typed;
    let open = run.accounts_with(|step| {
        matches!(step.outcome(), StepOutcome::Failed | StepOutcome::NotTried)
    });
    if !open.is_empty() {
        // The old file has the passwords of the finished accounts.
        let file = request.password_file.map(|file| unused_path(file, &[]));
        next.push(request.command_for(ctx, &open, file.as_deref()));
    }
    next.push(ctx.command("tasks verify").arg(run.task.id));
    let mut undone: Vec<TaskId> = Vec::new();
    for account in run.accounts {
        let task = devices_disabled_by(run.journal, run.task.action, account);
        undone.extend(task.filter(|task| !undone.contains(task)));
    }
    let undo = undone.iter();
    next.extend(undo.map(|task| ctx.command("tasks undo").arg(task)));
    if run.has_disabled(StepKind::DisableDevice) {
        next.push(ctx.command("tasks undo").arg(run.task.id));
    }
    let is_done = |step: &FinishedStep<'_>, kind| {
        step.step.kind == kind && step.outcome() == StepOutcome::Done
    };
    let mut disabled = run.accounts_with(|step| is_done(step, StepKind::Disable));
    disabled.retain(|account| account.enabled != Some(false));
    if !disabled.is_empty() {
        let names = disabled.iter().map(|account| account.typeable_name());
        next.push(ctx.command("users enable").args(names));
    }
    // The password that was set is unknown: enabling the account requires a new one.
    let mut locked = run.accounts_with(|step| {
        let is_in_file = step.detail.as_ref().is_some_and(|detail| detail.is_in_file);
        is_done(step, StepKind::Reset) && !is_in_file
    });
    if !plan.new_password {
        locked.clear();
    }
    let enabled = run.accounts.iter().filter(|account| {
        let mut steps = account.steps.iter();
        steps.any(|step| step.outcome() == StepOutcome::Done)
            && task_that_discarded_password(run.journal, run.task.action, account).is_some()
    });
    locked.extend(enabled.filter_map(|account| account.account));
    if !locked.is_empty() {
        let names = locked.iter().map(|account| account.typeable_name());
        next.push(reset_command(ctx, names, request.password_file));
    }
}

/// Returns the command that sets new passwords for these accounts and writes them to a
/// new file.
fn reset_command<'n>(
    ctx: &Ctx<'_>,
    names: impl Iterator<Item = &'n str>,
    file: Option<&Path>,
) -> CommandLine {
    let file = file.unwrap_or(Path::new("new-passwords.csv"));
    ctx.command("users reset-password --new-password")
        .args(names)
        .file_option("--password-file", Some(&unused_path(file, &[])))
}

impl FinishedRun<'_> {
    fn has_disabled(&self, kind: StepKind) -> bool {
        self.closing.stages.counts_of(kind).done > 0
    }

    /// Returns the sign-in that its steps need.
    fn purpose(&self) -> Purpose {
        let stages = &self.closing.stages;
        if stages.has(StepKind::DisableDevice) || stages.has(StepKind::EnableDevice) {
            Purpose::RespondDevices
        } else {
            Purpose::Respond
        }
    }

    /// Whether another sign-in may help. It does not add a role that is assigned at a
    /// restricted unit.
    fn needs_sign_in(&self) -> bool {
        let mut steps = self.accounts.iter().flat_map(|account| &account.steps);
        let is_denied = steps.any(|step| {
            let at_unit = matches!(step.access, Some(Access::NeedsUnitRole(_)));
            let exit = step.detail.as_ref().and_then(|detail| detail.exit);
            !at_unit && exit == Some(Exit::Denied)
        });
        let has_ended = self.stop.is_some_and(|stop| stop.exit() == Exit::SignIn);
        has_ended || (is_denied && !self.is_app_only)
    }

    /// Returns accounts that were enabled and whose users do not know their passwords.
    fn accounts_without_password(&self) -> Vec<&str> {
        let accounts = self.accounts.iter();
        let locked = accounts.filter(|account| {
            let mut steps = account.steps.iter();
            steps.any(|step| step.outcome() == StepOutcome::Done)
                && task_that_discarded_password(self.journal, self.task.action, account).is_some()
        });
        let first = locked.filter_map(|account| account.steps.first());
        // Another account may have the name since.
        first.map(|step| step.step.account_id.as_str()).collect()
    }

    /// Returns the typed accounts with a step that matches, in their order.
    fn accounts_with(&self, is_such: impl Fn(&FinishedStep<'_>) -> bool) -> Vec<&Account> {
        let accounts = self.accounts.iter();
        let with = accounts.filter(|account| account.steps.iter().any(&is_such));
        with.filter_map(|account| account.account).collect()
    }
}
