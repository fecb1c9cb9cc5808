//! From a finished run over typed accounts to its report and exit code.
use std::path::PathBuf;

use crate::commands::connect::Connected;
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::domain::account::{Access, Account, who_may};
use crate::domain::restricted;
use crate::domain::stays_open::not_checked;
use crate::domain::task::{Action, ReadBack, StepKind, StepOutcome, TaskStatus};
use crate::enforcement::execute::executor::StepDetail;
use crate::enforcement::execute::run::Finished;
use crate::enforcement::execute::step_run::is_beyond;
use crate::enforcement::execute::stop::StopReason;
use crate::enforcement::plan::account_plan::{Plan, Planned};
use crate::enforcement::report::exit_code::exit_code;
use crate::enforcement::report::suggestions::next;
use crate::enforcement::report::verdict::told_unrecorded;
use crate::enforcement::request::Asked;
use crate::exit::Exit;
use crate::journal::{Journal, JournalError, Step, TaskId};
use crate::reports::users_action::{AccountResult, ActionReport, StepReport};

/// One step after its run.
#[derive(Debug)]
pub(crate) struct StepResult<'p> {
    pub planned: &'p Planned,
    pub step: Step,
    pub detail: StepDetail,
}

impl StepResult<'_> {
    pub(crate) fn outcome(&self) -> StepOutcome {
        match self.step.outcome {
            Some(outcome) => outcome,
            // The journal says that it left, but not what came of it.
            None if self.step.sent.is_some() => StepOutcome::Unconfirmed,
            None => StepOutcome::NotTried,
        }
    }

    fn read_back(&self) -> ReadBack {
        self.step.read_back.unwrap_or(ReadBack::NotRead)
    }

    /// Whether it counts: what cannot be done to a guest from here, or where
    /// another identity provider keeps the password, is not held against the task.
    fn counts(&self, account: Option<&Account>) -> bool {
        let elsewhere = account.is_some_and(|account| {
            account.guest || account.synced || account.federated == Some(true)
        });
        !(elsewhere && self.outcome() == StepOutcome::NotPossible)
    }
}

/// A finished run over typed accounts.
#[derive(Debug)]
pub(crate) struct TypedRun<'p> {
    pub plan: &'p Plan,
    pub steps: Vec<StepResult<'p>>,
    pub journal: Journal,
    pub app_only: bool,
}

impl TypedRun<'_> {
    /// The outcomes that count.
    fn counted(&self) -> Vec<StepOutcome> {
        let counted = self.steps.iter();
        let counted = counted.filter(|step| step.counts(self.plan.account(step.planned)));
        counted.map(StepResult::outcome).collect()
    }

    /// Whether some account is only contained until another user decides.
    fn is_until_sync(&self) -> bool {
        let mut accounts = self.plan.accounts.iter();
        self.plan.action == Action::Contain && accounts.any(|(account, _)| is_elsewhere(account))
    }
}

/// Whether Active Directory or another identity provider decides about it.
fn is_elsewhere(account: &Account) -> bool {
    account.synced || account.federated == Some(true)
}

/// Closes the task and reports it.
///
/// # Errors
/// Where the journal cannot be read.
pub(crate) fn report(
    ctx: &Ctx<'_>,
    asked: &Asked<'_>,
    connected: &Connected,
    plan: &Plan,
    finished: Finished,
) -> CommandResult {
    let Finished {
        journal,
        task,
        stop,
        unrecorded,
        password_file,
        mut details,
    } = finished;
    let closing = journal.closing::<JournalError>(&task, |_| Ok(()))?;
    let mut kept = Vec::new();
    journal.each_step::<JournalError>(task.id, |step| {
        kept.push(step);
        Ok(())
    })?;
    let mut run = TypedRun {
        plan,
        steps: plan
            .steps
            .iter()
            .zip(kept)
            .map(|(planned, step)| StepResult {
                planned,
                detail: details.remove(&step.id).unwrap_or_default(),
                step,
            })
            .collect(),
        journal,
        app_only: connected.me.app_only,
    };
    let status = status(&run, stop.as_ref());
    let exit = exit_code(&closing, false, stop.as_ref());
    let report = action(
        ctx,
        asked,
        connected,
        &run,
        (task.id, status),
        stop.as_ref(),
        password_file,
    );
    let closed = run.journal.finish(task.id, status, ctx.clock.now());
    let exit = told_unrecorded(ctx, stop, unrecorded, closed).unwrap_or(exit);
    Ok(Outcome::with(report, exit))
}

fn status(run: &TypedRun<'_>, stop: Option<&StopReason>) -> TaskStatus {
    let outcomes = run.counted();
    let open = outcomes.contains(&StepOutcome::NotTried);
    match TaskStatus::of(&outcomes) {
        TaskStatus::PartiallySuccessful
            if open && matches!(stop, Some(StopReason::Interrupted)) =>
        {
            TaskStatus::Interrupted
        }
        TaskStatus::Successful if run.is_until_sync() => TaskStatus::Unconfirmed,
        status => status,
    }
}

fn action(
    ctx: &Ctx<'_>,
    asked: &Asked<'_>,
    connected: &Connected,
    run: &TypedRun<'_>,
    (task, status): (TaskId, TaskStatus),
    stop: Option<&StopReason>,
    file: Option<PathBuf>,
) -> ActionReport {
    let plan = run.plan;
    let accounts = plan
        .accounts
        .iter()
        .enumerate()
        .map(|(index, (account, _))| {
            let own: Vec<&StepResult<'_>> = run
                .steps
                .iter()
                .filter(|step| step.planned.account == index)
                .collect();
            let all_done = own
                .iter()
                .filter(|step| step.counts(Some(account)))
                .all(|step| step.outcome() == StepOutcome::Done);
            let lasts = plan.action != Action::Contain || !is_elsewhere(account);
            let nothing = own.iter().all(|step| step.outcome() != StepOutcome::Done);
            AccountResult {
                id: account.id.clone(),
                user_principal_name: account.upn.clone(),
                name: account.name.clone(),
                done: all_done && lasts,
                verdict: match taken(run, account) {
                    Some(task) if all_done => format!(
                        "may sign in again, but has no password that anybody knows: task {task} \
                         replaced it"
                    ),
                    _ => verdict(plan.action, account, &own, all_done).to_owned(),
                },
                steps: own
                    .iter()
                    .map(|step| step_report(step, asked, run, connected))
                    .collect(),
                stays_open: if nothing {
                    Vec::new()
                } else {
                    plan.tokens.after(plan.action, account)
                },
            }
        });
    ActionReport {
        task,
        tenant: connected.me.tenant.clone(),
        action: plan.action,
        via: asked.via(),
        reason: asked.args.agreement.reason.clone(),
        status,
        stopped: stop.map(StopReason::sentence),
        accounts: accounts.collect(),
        password_file: file.map(|path| path.to_string_lossy().into_owned()),
        not_checked: not_checked(plan.action),
        next: next(ctx, asked, run, task),
    }
}

/// The task that took the password of an account that is let in again. Without
/// an answer of the journal nothing more is said.
pub(crate) fn taken(run: &TypedRun<'_>, account: &Account) -> Option<TaskId> {
    if run.plan.action != Action::Enable || account.synced || account.guest {
        return None;
    }
    run.journal.password_taken_by(&account.id).ok().flatten()
}

#[expect(clippy::match_same_arms, reason = "what is said of each outcome")]
fn step_report(
    step: &StepResult<'_>,
    asked: &Asked<'_>,
    run: &TypedRun<'_>,
    connected: &Connected,
) -> StepReport {
    let outcome = step.outcome();
    let StepDetail {
        code,
        exit,
        has_yes,
        is_running,
        ..
    } = &step.detail;
    let wants_file = asked.password_file.is_some() && step.planned.kind == StepKind::Reset;
    let error = step.step.error.clone();
    let detail = match outcome {
        StepOutcome::Done if !has_yes && wants_file && !step.detail.is_in_file => Some(
            "the password was changed, but the answer was lost, so it was not written down: \
             reset it again"
                .to_owned(),
        ),
        StepOutcome::Done if !has_yes && !step.detail.is_in_file => {
            Some("the answer was lost; reading showed that it is done".to_owned())
        }
        StepOutcome::Done => error,
        StepOutcome::Unconfirmed if *is_running => Some(
            "the reset was accepted and runs on; its password was not kept: look again in a minute"
                .to_owned(),
        ),
        StepOutcome::Unconfirmed
            if is_beyond(step.step.way, step.planned.kind) && error.is_none() =>
        {
            Some("Entra accepted it, but sessions at the guest's own tenant go on".to_owned())
        }
        StepOutcome::Failed if *exit == Some(Exit::Denied) => {
            Some(denied(step, run.plan, connected))
        }
        StepOutcome::NotTried => {
            Some(error.unwrap_or_else(|| "it was not sent: the run was stopped".to_owned()))
        }
        StepOutcome::Failed | StepOutcome::Unconfirmed | StepOutcome::NotPossible => error,
    };
    StepReport {
        kind: step.planned.kind,
        outcome,
        read_back: step.read_back(),
        status_code: step.step.status_code,
        request_id: step.step.request_id.clone(),
        code: code.clone(),
        detail,
    }
}

/// Graph's refusal, with what it takes as far as the token says.
fn denied(step: &StepResult<'_>, plan: &Plan, connected: &Connected) -> String {
    let said = step.step.error.clone().unwrap_or_default();
    let fix = if connected.me.app_only {
        "give it to the application"
    } else {
        "activate it (Entra admin center, My roles) and sign in again"
    };
    let needs = match &step.planned.access {
        Access::NeedsPermission(names) => format!("it takes {}", names.join(", ")),
        Access::NeedsRole(roles) => format!("it takes one of: {}; {fix}", roles.join(", ")),
        Access::NeedsUnitRole(roles) => {
            let account = plan.account(step.planned);
            let units = account.and_then(|account| account.restricted.as_deref());
            format!(
                "{} (one of: {})",
                restricted::needs(units.unwrap_or_default()),
                roles.join(", ")
            )
        }
        Access::Allowed | Access::Unknown if said.contains(restricted::PHRASE) => {
            restricted::needs(&[])
        }
        Access::Allowed | Access::Unknown => {
            let enough = plan
                .account(step.planned)
                .map(|account| who_may(account, step.planned.kind))
                .unwrap_or_default();
            let names: Vec<&str> = enough.iter().map(|role| role.name).collect();
            if connected.me.directory_roles.is_empty() {
                format!("it takes one of: {}; {fix}", names.join(", "))
            } else {
                format!(
                    "your roles should do ({}), unless they ended or reach a part of the tenant \
                     only; {fix}",
                    names.join(", ")
                )
            }
        }
    };
    format!("{said}; {needs}")
}

fn verdict(action: Action, account: &Account, own: &[&StepResult<'_>], done: bool) -> &'static str {
    let lag = own
        .iter()
        .any(|step| step.read_back() == ReadBack::NotVisibleYet);
    let unconfirmed = own
        .iter()
        .any(|step| step.outcome() == StepOutcome::Unconfirmed);
    let some = own.iter().any(|step| step.outcome() == StepOutcome::Done);
    let failed = own.iter().any(|step| {
        step.counts(Some(account))
            && matches!(
                step.outcome(),
                StepOutcome::Failed | StepOutcome::NotTried | StepOutcome::NotPossible
            )
    });
    match (done, failed, some, unconfirmed) {
        (true, ..) => match action {
            Action::Contain if account.synced => {
                "disabled only until the next directory sync: disable it in Active Directory now"
            }
            Action::Contain if account.federated == Some(true) => {
                "disabled and signed out; the password is kept by another identity provider: \
                 reset it there"
            }
            Action::Contain if lag => "contained; Entra does not show all of it yet",
            Action::Contain => "contained",
            Action::Disable if account.synced => {
                "disabled until the next directory sync: disable it in Active Directory now"
            }
            Action::Disable => "disabled and signed out",
            Action::Enable => "may sign in again",
            Action::ResetPassword => "must use a new password, signed out",
            Action::SignOut => "signed out",
        },
        (false, true, true, _) => "done in part: see the steps above",
        (false, true, false, true) => "not confirmed, and not all of it could be done",
        (false, true, false, false) => "nothing was changed",
        (false, false, _, true) => "accepted, not confirmed",
        (false, false, _, false) => "nothing was to be done",
    }
}
