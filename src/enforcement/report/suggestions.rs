//! What to run after an account action: for those who are still open, and to
//! let the others back in.
use std::path::Path;

use crate::catalogue::scopes::Use;
use crate::commands::context::Ctx;
use crate::domain::access::Access;
use crate::domain::account::Account;
use crate::domain::task::{StepKind, StepOutcome};
use crate::enforcement::execute::password_file::free_name;
use crate::enforcement::report::typed_report::{StepResult, TypedRun, taken};
use crate::enforcement::request::{Asked, words};
use crate::exit::Exit;
use crate::journal::TaskId;

/// The commands to run next, the most urgent first.
pub(crate) fn next(
    ctx: &Ctx<'_>,
    asked: &Asked<'_>,
    run: &TypedRun<'_>,
    task: TaskId,
) -> Vec<String> {
    let mut next = Vec::new();
    // No sign-in brings a role that is assigned at a restricted unit.
    let at_unit = |step: &StepResult<'_>| matches!(step.planned.access, Access::NeedsUnitRole(_));
    let refused = run.steps.iter().filter(|step| !at_unit(step));
    let mut refused = refused.filter(|step| step.detail.exit == Some(Exit::Denied));
    if refused.next().is_some() && !run.app_only {
        let purpose = Use::from(asked.purpose());
        next.push(ctx.command(&format!("auth login --for {purpose}")));
    }
    let open = accounts_with(run, |step| {
        matches!(step.outcome(), StepOutcome::Failed | StepOutcome::NotTried)
    });
    if !open.is_empty() {
        // The old file holds the passwords of those who are done.
        let file = asked.password_file.map(free_name);
        next.push(asked.command_for(ctx, &open, file.as_deref()));
    }
    next.push(ctx.command(&format!("tasks show {task}")));
    let mut devices = run.steps.iter();
    if devices.any(|step| step.planned.device.is_some() && step.outcome() == StepOutcome::Done) {
        next.push(ctx.command(&format!("tasks undo {task}")));
    }
    let mut disabled = accounts_with(run, |step| {
        step.planned.kind == StepKind::Disable && step.outcome() == StepOutcome::Done
    });
    disabled.retain(|account| account.enabled != Some(false));
    if !disabled.is_empty() {
        let names = words(disabled.iter().map(|account| account.handle()));
        next.push(ctx.command(&format!("users enable{names}")));
    }
    // Nobody knows the password that was set: letting the person back in takes
    // another one.
    let mut locked = accounts_with(run, |step| {
        step.planned.kind == StepKind::Reset
            && step.outcome() == StepOutcome::Done
            && !step.detail.is_in_file
    });
    if !run.plan.new_password {
        locked.clear();
    }
    locked.extend(
        accounts_with(run, |step| step.outcome() == StepOutcome::Done)
            .into_iter()
            .filter(|account| taken(run, account).is_some()),
    );
    if !locked.is_empty() {
        let names = words(locked.iter().map(|account| account.handle()));
        let file = asked
            .password_file
            .unwrap_or(Path::new("new-passwords.csv"));
        let file = free_name(file).to_string_lossy().into_owned();
        next.push(ctx.command(&format!(
            "users reset-password{names} --new-password --password-file{}",
            words(std::iter::once(file.as_str()))
        )));
    }
    next
}

/// The accounts of which some step is so, each once, in their order.
fn accounts_with<'r>(
    run: &'r TypedRun<'_>,
    is_so: impl Fn(&StepResult<'_>) -> bool,
) -> Vec<&'r Account> {
    let accounts = run.plan.accounts.iter().enumerate();
    let with = |place: usize| {
        let mut own = run
            .steps
            .iter()
            .filter(|step| step.planned.account == place);
        own.any(&is_so)
    };
    accounts
        .filter(|(place, _)| with(*place))
        .map(|(_, (account, _))| account)
        .collect()
}
