//! From a plan or a finished run to its report and exit code.
use std::path::PathBuf;

use super::act::Run;
use super::asked::Asked;
use super::live::{Live, Made};
use super::next::next;
use super::preflight::{Plan, stays_open, steps_in_words, warnings};
use crate::commands::connect::Connected;
use crate::commands::context::Ctx;
use crate::domain::account::{Access, Account, who_may};
use crate::domain::identity::Identity;
use crate::domain::restricted;
use crate::domain::task::{Action, ReadBack, StepKind, StepOutcome, TaskStatus};
use crate::exit::Exit;
use crate::journal::TaskId;
use crate::reports::users_action::{AccountResult, ActionReport, StepReport};
use crate::reports::users_plan::{PlanReport, PlannedAccount, PlannedCall, PlannedStep};
use crate::secret::Secret;

/// The plan as it is shown before the question, or by `--dry-run`.
pub(super) fn plan(ctx: &Ctx<'_>, asked: &Asked<'_>, plan: &Plan, me: &Identity) -> PlanReport {
    let accounts = plan.accounts.iter().map(|(account, _)| PlannedAccount {
        id: account.id.clone(),
        user_principal_name: account.upn.clone(),
        name: account.name.clone(),
        account_enabled: account.enabled,
        tier: account.tier_word().to_owned(),
        tier_title: account.tier_title().to_owned(),
        warnings: warnings(plan, account),
        stays_open: stays_open(plan.action, account),
    });
    let calls = plan
        .steps
        .iter()
        .filter(|step| step.is_possible())
        .filter_map(|step| {
            let account = plan.account(step)?;
            // A dry run makes no password; an empty one shows where it goes.
            let password = plan.new_password.then(|| Secret::new(""));
            let call = step.call(account, password);
            Some(PlannedCall {
                account_id: account.id.clone(),
                kind: step.kind,
                method: call.method.to_string(),
                body: call.shown(),
                path: call.path,
            })
        });
    PlanReport {
        tenant: me.tenant.clone(),
        action: plan.action,
        via: asked.via(),
        steps: possible(plan, asked),
        accounts: accounts.collect(),
        calls: calls.collect(),
        next: vec![asked.command_in_earnest(ctx)],
    }
}

/// The steps that will be taken, and to how many where not to all.
fn possible(plan: &Plan, asked: &Asked<'_>) -> Vec<PlannedStep> {
    let all = plan.accounts.len();
    let mut steps = steps_in_words(asked.action, asked.new_password, asked.password_file);
    steps.retain_mut(|one| {
        let own = plan.steps.iter().filter(|step| step.kind == one.kind);
        let able = own.filter(|step| step.is_possible()).count();
        if able < all {
            one.what.push_str(&format!(" ({able} of {all} accounts)"));
        }
        able > 0
    });
    steps
}

/// The outcomes that count: what cannot be done to a guest from here is not
/// held against the task.
pub(super) fn counted(run: &Run<'_>) -> Vec<StepOutcome> {
    run.steps
        .iter()
        .filter(|step| counts(step))
        .map(Live::outcome)
        .collect()
}

fn counts(step: &Live) -> bool {
    !(step.planned.guest && step.outcome() == StepOutcome::NotPossible)
}

/// The exit code of a finished run.
pub(super) fn exit(run: &Run<'_>, stopped: bool) -> Exit {
    if stopped {
        return Exit::Interrupted;
    }
    let outcomes = counted(run);
    match TaskStatus::of(&outcomes) {
        TaskStatus::Successful | TaskStatus::Queued => Exit::Done,
        TaskStatus::Unconfirmed => Exit::Unconfirmed,
        TaskStatus::Unsuccessful | TaskStatus::Cancelled => worst(run),
        TaskStatus::PartiallySuccessful
        | TaskStatus::Running
        | TaskStatus::PendingApproval
        | TaskStatus::Rejected
        | TaskStatus::Unknown => Exit::Partial,
    }
}

/// Of several reasons why nothing was done the one to mend first.
fn worst(run: &Run<'_>) -> Exit {
    let found: Vec<Exit> = run.steps.iter().filter_map(|step| step.exit).collect();
    [
        Exit::Untrusted,
        Exit::SignIn,
        Exit::Denied,
        Exit::NotFound,
        Exit::TryAgain,
    ]
    .into_iter()
    .find(|exit| found.contains(exit))
    .or_else(|| found.first().copied())
    .unwrap_or(Exit::Partial)
}

/// The report of a finished run.
pub(super) fn action(
    ctx: &Ctx<'_>,
    asked: &Asked<'_>,
    connected: &Connected,
    run: &Run<'_>,
    (task, status): (TaskId, TaskStatus),
    file: Option<PathBuf>,
) -> ActionReport {
    let plan = run.plan;
    let accounts = plan
        .accounts
        .iter()
        .enumerate()
        .map(|(place, (account, _))| {
            let own: Vec<&Live> = run
                .steps
                .iter()
                .filter(|step| step.planned.account == place)
                .collect();
            let done = own
                .iter()
                .filter(|step| counts(step))
                .all(|step| step.outcome() == StepOutcome::Done);
            let nothing = own.iter().all(|step| step.outcome() != StepOutcome::Done);
            AccountResult {
                id: account.id.clone(),
                user_principal_name: account.upn.clone(),
                name: account.name.clone(),
                done,
                verdict: match taken(run, account) {
                    Some(task) if done => format!(
                        "may sign in again, but has no password that anybody knows: task {task} \
                         replaced it"
                    ),
                    _ => verdict(plan.action, account, &own, done).to_owned(),
                },
                steps: own
                    .iter()
                    .map(|step| step_report(step, asked, run, connected))
                    .collect(),
                stays_open: if nothing {
                    Vec::new()
                } else {
                    stays_open(plan.action, account)
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
        accounts: accounts.collect(),
        password_file: file.map(|path| path.to_string_lossy().into_owned()),
        next: next(ctx, asked, run, task),
    }
}

/// The task that took the password of an account that is let in again. Without
/// an answer of the journal nothing more is said.
pub(super) fn taken(run: &Run<'_>, account: &Account) -> Option<TaskId> {
    if run.plan.action != Action::Enable || account.synced || account.guest {
        return None;
    }
    run.journal.password_taken_by(&account.id).ok().flatten()
}

fn step_report(step: &Live, asked: &Asked<'_>, run: &Run<'_>, connected: &Connected) -> StepReport {
    let outcome = step.outcome();
    let wants_file = asked.password_file.is_some() && step.planned.kind == StepKind::Reset;
    let detail = match (outcome, step.made) {
        (StepOutcome::Done, Made::Unclear | Made::Failed) if wants_file => Some(
            "the password was changed, but the answer was lost, so it was not written down: \
             reset it again"
                .to_owned(),
        ),
        (StepOutcome::Done, _) if step.made == Made::Done => step.error.clone(),
        (StepOutcome::Done, _) => {
            Some("the answer was lost; reading showed that it is done".to_owned())
        }
        (StepOutcome::Unconfirmed, Made::Running) => Some(
            "the reset was accepted and runs on; its password was not kept: look again in a minute"
                .to_owned(),
        ),
        (StepOutcome::Unconfirmed, Made::Done) => {
            Some("Entra accepted it, but sessions at the guest's own tenant go on".to_owned())
        }
        (StepOutcome::Failed, _) if step.exit == Some(Exit::Denied) => {
            Some(denied(step, run.plan, connected))
        }
        (StepOutcome::NotTried, _) => Some(
            step.error
                .clone()
                .unwrap_or_else(|| "it was not sent: the run was stopped".to_owned()),
        ),
        _ => step.error.clone(),
    };
    StepReport {
        kind: step.planned.kind,
        outcome,
        read_back: step.read_back,
        status_code: step.status,
        request_id: step.request_id.clone(),
        code: step.code.clone(),
        detail,
    }
}

/// Graph's refusal, with what it takes as far as the token says.
fn denied(step: &Live, plan: &Plan, connected: &Connected) -> String {
    let said = step.error.clone().unwrap_or_default();
    let mend = if connected.me.app_only {
        "give it to the application"
    } else {
        "activate it (Entra admin center, My roles) and sign in again"
    };
    let needs = match &step.planned.access {
        Access::NeedsPermission(names) => format!("it takes {}", names.join(", ")),
        Access::NeedsRole(roles) => format!("it takes one of: {}; {mend}", roles.join(", ")),
        Access::NeedsUnitRole(roles) => {
            let account = plan.account(&step.planned);
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
                .account(&step.planned)
                .map(|account| who_may(account, step.planned.kind))
                .unwrap_or_default();
            let names: Vec<&str> = enough.iter().map(|role| role.name).collect();
            if connected.me.directory_roles.is_empty() {
                format!("it takes one of: {}; {mend}", names.join(", "))
            } else {
                format!(
                    "your roles should do ({}), unless they ended or reach a part of the tenant \
                     only; {mend}",
                    names.join(", ")
                )
            }
        }
    };
    format!("{said}; {needs}")
}

fn verdict(action: Action, account: &Account, own: &[&Live], done: bool) -> &'static str {
    let lag = own
        .iter()
        .any(|step| step.read_back == ReadBack::NotVisibleYet);
    let unconfirmed = own
        .iter()
        .any(|step| step.outcome() == StepOutcome::Unconfirmed);
    let some = own.iter().any(|step| step.outcome() == StepOutcome::Done);
    let failed = own.iter().any(|step| {
        counts(step)
            && matches!(
                step.outcome(),
                StepOutcome::Failed | StepOutcome::NotTried | StepOutcome::NotPossible
            )
    });
    match (done, failed, some, unconfirmed) {
        (true, ..) => match action {
            Action::Contain if account.synced => {
                "contained until the next directory sync: disable it in Active Directory now"
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
