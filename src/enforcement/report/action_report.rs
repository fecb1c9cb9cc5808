//! Reports a finished run with its exit code: for named accounts, lists, plans and
//! resumed tasks.
use super::account_result::{FinishedAccount, FinishedStep, RunFacts};
use super::account_stream::AccountStream;
use super::exit_code::exit_code;
use super::suggestions::{self, FinishedRun};
use super::verdict::{task_status, warn_unrecorded};
use crate::context::connect::Connected;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::residual_access::{TokenFacts, unchecked_areas};
use crate::domain::task::{Action, StepKind, StepOutcome, account_count_text};
use crate::enforcement::execute::executor::StepDetail;
use crate::enforcement::execute::run::RunResult;
use crate::enforcement::execute::stop::StopReason;
use crate::enforcement::plan::account_plan::AccountPlan;
use crate::enforcement::request::ActionRequest;
use crate::journal::{Journal, ListingLimits, Step, Task, TaskId, TaskSummary};
use crate::reports::users::account_counts::{AccountCounts, StageCount};
use crate::reports::users::action::{AccountResult, ActionReport, MAX_NOT_DONE, MAX_SHOWN};
use crate::reports::users::bulk_plan::SkippedLine;

/// The skipped records of a list.
#[derive(Debug, Default)]
pub(crate) struct SkippedSummary {
    /// The first of them.
    pub lines: Vec<SkippedLine>,
    /// Their number.
    pub count: usize,
}

/// A request for named accounts, with its plan.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TypedRequest<'a> {
    pub request: &'a ActionRequest<'a>,
    pub plan: &'a AccountPlan,
}

/// Inputs of a report that are not in the journal.
#[derive(Debug)]
pub(crate) struct ReportInputs<'a> {
    pub tokens: &'a TokenFacts,
    pub left_out: SkippedSummary,
    /// `None` for the accounts of a list, a plan or a task.
    pub typed: Option<TypedRequest<'a>>,
}

impl<'a> ReportInputs<'a> {
    /// Creates the inputs for accounts that were not named.
    pub(crate) fn for_rows(tokens: &'a TokenFacts, left_out: SkippedSummary) -> Self {
        Self {
            tokens,
            left_out,
            typed: None,
        }
    }
}

/// Limits of the accounts in a report.
const LISTING: ListingLimits = ListingLimits {
    all_up_to: MAX_SHOWN as u64,
    max_not_done: MAX_NOT_DONE,
};

/// Finishes the task and reports it.
///
/// # Errors
/// Fails if the journal cannot be read.
pub(crate) fn report(
    ctx: &Ctx<'_>,
    connected: &Connected,
    finished: RunResult,
    inputs: ReportInputs<'_>,
) -> CommandResult {
    let RunResult {
        mut journal,
        task,
        stop,
        unrecorded,
        password_file,
        mut details,
    } = finished;
    let closing = journal.summarize(&task, LISTING)?;
    let status = task_status(&closing, stop.as_ref());
    let mut accounts = Vec::new();
    for steps in &closing.listed {
        let steps = journal.steps_in_range(steps)?;
        accounts.push(finished_account(steps, inputs.typed, |step| {
            details.remove(&step.id)
        }));
    }
    let exit = exit_code(&closing, inputs.left_out.count > 0, stop.as_ref());
    let facts = RunFacts {
        action: task.action,
        me: &connected.me,
        tokens: inputs.tokens,
        // An empty file is removed, but was requested.
        has_password_file: password_file.is_some()
            || inputs
                .typed
                .is_some_and(|typed| typed.request.password_file.is_some()),
    };
    let results = account_results(&journal, &accounts, facts);
    let run = FinishedRun {
        task: &task,
        journal: &journal,
        closing: &closing,
        accounts: &accounts,
        typed: inputs.typed,
        stop: stop.as_ref(),
        is_app_only: connected.me.app_only,
    };
    let next = suggestions::next_commands(ctx, &run)
        .into_iter()
        .map(String::from)
        .collect();
    let standing = closing.accounts;
    let report = ActionReport {
        task: task.id,
        tenant: journal.tenant().clone(),
        action: task.action,
        via: task.via,
        reason: task.reason.clone(),
        status,
        stopped: stop.as_ref().map(StopReason::sentence),
        counts: AccountCounts {
            accounts: standing.accounts,
            done: standing.done,
            refused: standing.failed,
            not_verified: standing.unconfirmed,
            not_sent: standing.open,
        },
        stages: stage_counts(task.action, &closing),
        stays_open: {
            let mut open = remaining_access(&results, task.action, &closing, inputs.tokens);
            open.extend(unknown_passwords(&journal, &task, &closing));
            open
        },
        accounts: results,
        skipped: inputs.left_out.lines,
        skipped_count: inputs.left_out.count,
        not_checked: if closing.has_effect {
            let typed = inputs.typed.map(|typed| typed.plan);
            let has_devices = typed.is_some_and(|plan| plan.devices.is_some());
            unchecked_areas(
                task.action,
                has_devices || closing.stages.has(StepKind::DisableDevice),
            )
        } else {
            Vec::new()
        },
        password_file: password_file.map(|path| path.to_string_lossy().into_owned()),
        next,
    };
    let closed = journal.finish_task(task.id, status, ctx.clock.now());
    let exit = warn_unrecorded(ctx, stop, unrecorded, closed).unwrap_or(exit);
    if standing.accounts <= LISTING.all_up_to {
        return Ok(Outcome::with(report, exit));
    }
    let stream = AccountStream::new(journal, task, inputs.tokens, &connected.me);
    Ok(Outcome::streamed(report, exit, stream))
}

/// Builds an account from its steps, with the facts about it if it was named.
pub(crate) fn finished_account(
    steps: Vec<Step>,
    typed: Option<TypedRequest<'_>>,
    mut detail: impl FnMut(&Step) -> Option<StepDetail>,
) -> FinishedAccount<'_> {
    let plan = typed.map(|typed| typed.plan);
    let id = steps.first().map(|step| step.account_id.clone());
    let position = plan.and_then(|plan| {
        let mut accounts = plan.accounts.iter();
        accounts.position(|(account, _)| Some(&account.id) == id.as_ref())
    });
    let own = plan.zip(position);
    let access = |step: &Step| {
        let (plan, position) = own?;
        let mut planned = plan.steps.iter();
        let device = step.device.as_ref().map(|device| &device.id);
        let same = planned.find(|one| {
            let own = one.device.as_ref().map(|one| &one.device.id);
            one.account == position && one.kind == step.kind && own == device
        });
        same.map(|planned| &planned.access)
    };
    FinishedAccount {
        account: own.and_then(|(plan, position)| Some(&plan.accounts.get(position)?.0)),
        steps: steps
            .into_iter()
            .map(|step| FinishedStep {
                detail: detail(&step),
                access: access(&step),
                step,
            })
            .collect(),
    }
}

fn account_results(
    journal: &Journal,
    accounts: &[FinishedAccount<'_>],
    facts: RunFacts<'_>,
) -> Vec<AccountResult> {
    let results = accounts.iter();
    let results = results.filter_map(|account| {
        let taken_by = task_that_discarded_password(journal, facts.action, account);
        let mut result = account.to_report(facts, taken_by)?;
        if let Some(task) = devices_disabled_by(journal, facts.action, account) {
            result.stays_open.push(format!(
                "devices that task {task} disabled stay disabled: tasks undo {task} re-enables them"
            ));
        }
        Some(result)
    });
    results.collect()
}

/// Returns the task that disabled devices of an account that is re-enabled, if they are
/// still disabled according to the journal.
pub(crate) fn devices_disabled_by(
    journal: &Journal,
    action: Action,
    account: &FinishedAccount<'_>,
) -> Option<TaskId> {
    let is_enabled = |one: &FinishedStep<'_>| {
        one.step.kind == StepKind::Enable && one.outcome() == StepOutcome::Done
    };
    let step = account.steps.iter().find(|one| is_enabled(one))?;
    let id = &step.step.account_id;
    let task = journal.devices_disabled_by(id).ok().flatten();
    task.filter(|_| action == Action::Enable)
}

/// Returns the task that replaced the password of an account that is re-enabled. `None`
/// also if the journal cannot be read.
pub(crate) fn task_that_discarded_password(
    journal: &Journal,
    action: Action,
    account: &FinishedAccount<'_>,
) -> Option<TaskId> {
    let authority = match account.account {
        Some(account) => account.authority(),
        None => account.authority(),
    };
    if action != Action::Enable || authority.synced || authority.guest {
        return None;
    }
    let id = &account.steps.first()?.step.account_id;
    journal.task_that_discarded_password(id).ok().flatten()
}

fn stage_counts(action: Action, closing: &TaskSummary) -> Vec<StageCount> {
    let kinds = action.sending_order().iter();
    let kinds = kinds.filter(|kind| !kind.is_device_step() || closing.stages.has(**kind));
    let stages = kinds.map(|kind| {
        let counts = closing.stages.counts_of(*kind);
        StageCount {
            kind: *kind,
            done: counts.done,
            not_verified: counts.not_verified,
            refused: counts.refused,
            not_sent: counts.not_sent,
            not_possible: counts.not_possible,
        }
    });
    stages.collect()
}

/// Returns a warning about accounts that were enabled while their users do not know the
/// password. A report of few accounts has it at each account instead.
fn unknown_passwords(journal: &Journal, task: &Task, closing: &TaskSummary) -> Option<String> {
    if task.action != Action::Enable || closing.accounts.accounts <= LISTING.all_up_to {
        return None;
    }
    let count = journal.enabled_without_password(task.id).ok()?;
    (count > 0).then(|| {
        format!(
            "{} may sign in again but have no password that their users know: set new ones with \
             users reset-password --from LIST --new-password --password-file FILE",
            account_count_text(count)
        )
    })
}

/// Returns the kinds of changes that the run did not complete, to be listed first.
fn unfinished_changes(action: Action, closing: &TaskSummary) -> Vec<String> {
    let mut open = Vec::new();
    let stages = action
        .steps()
        .iter()
        .map(|kind| (*kind, closing.stages.counts_of(*kind)));
    for (kind, counts) in stages {
        let count = counts.not_sent + counts.refused + counts.not_verified;
        let what = match kind {
            StepKind::Disable => "sign-in is not blocked",
            StepKind::Reset => "the old password still works",
            StepKind::Revoke => "sessions go on",
            StepKind::Enable | StepKind::DisableDevice | StepKind::EnableDevice => continue,
        };
        if count > 0 && closing.accounts.accounts > 1 {
            let accounts = account_count_text(usize::try_from(count).unwrap_or(usize::MAX));
            open.push(format!(
                "{what}: {accounts}, refused, not sent or not verified"
            ));
        }
    }
    open
}

/// Describes the remaining access: the details of a few accounts, or a summary for a
/// large number.
fn remaining_access(
    results: &[AccountResult],
    action: Action,
    closing: &TaskSummary,
    tokens: &TokenFacts,
) -> Vec<String> {
    let mut open = unfinished_changes(action, closing);
    if closing.accounts.accounts <= LISTING.all_up_to {
        for text in results.iter().flat_map(|account| &account.stays_open) {
            if !open.contains(text) {
                open.push(text.clone());
            }
        }
        return open;
    }
    if action != Action::Enable && closing.has_effect {
        open.extend(tokens.remaining_access_for_any_account());
        open.push("apps' own sessions: as long as each app decides".to_owned());
    }
    if closing.has_guests {
        open.push("sessions at guests' own tenants: until those tenants end them".to_owned());
    }
    if closing.has_synced {
        open.push(
            "sign-in of synced accounts, from the next directory sync on (about 30 \
             minutes): disable them in Active Directory now"
                .to_owned(),
        );
    }
    open
}
