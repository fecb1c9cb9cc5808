//! `block --disable`, `--revoke` and `--delete`: disables the enterprise applications
//! of the app's required sets, revokes what those sets list, or deletes the
//! applications.
use crate::audit::{Activity, Phase};
use crate::catalog::{App, Catalog, PermissionSet};
use crate::cli::auth::Purpose;
use crate::cli::block::{BlockArgs, EntraBlock};
use crate::commands::block::{mark_blocked, other_affected_apps, switch_event};
use crate::consent::apply::{Applied, Plan};
use crate::consent::read_back::{READ_BACK, Reading, or_warn, read, read_back};
use crate::consent::removal::{self, Removal};
use crate::consent::selection::Selection;
use crate::context::audit_context::AuditContext;
use crate::context::connect::connect;
use crate::context::lookup;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::block::{BlockReport, BlockStep};
use crate::reports::calls::StepState;

/// Runs `block APP` with a change in Entra.
pub(super) async fn run(
    ctx: &mut Ctx<'_>,
    args: &BlockArgs,
    change: EntraBlock,
    catalog: Catalog,
    app: &App,
) -> CommandResult {
    let connected = connect(ctx, Purpose::Grant).await?;
    let selection = Selection {
        apps: vec![app.id.to_string()],
        sets: app.required.clone(),
        catalog,
    };
    let sets: Vec<&PermissionSet> = selection.sets();
    let tenant = &connected.me.tenant;
    let (_, state) = lookup::load_tenant_state(ctx, tenant)?;
    lookup::bound_sets(ctx, &state, &sets)?;
    let reading = read(ctx, &connected, &selection).await?;
    let checked = reading.checked;
    let flag = change.flag();
    let activity = match change {
        EntraBlock::Disable => Activity::Update,
        EntraBlock::Revoke | EntraBlock::Delete => Activity::Delete,
    };
    let trail = AuditContext::for_change(&connected.me, &format!("block {flag}"), &args.agreement);
    let removals = removal::plan(ctx, &connected.me, &selection, &checked, change);
    let removals = trail.record_if_refused(ctx, activity, removals)?;
    let mut report = BlockReport {
        tenant: tenant.clone(),
        app: app.id.to_string(),
        name: app.name.to_string(),
        action: flag.trim_start_matches('-').to_owned(),
        already_blocked: state.blocked.contains_key(app.id.as_ref()),
        blocked: state.blocked.contains_key(app.id.as_ref()),
        dry_run: args.agreement.dry_run,
        lost: app.enables.to_string(),
        also_affected: other_affected_apps(&selection.catalog, app, &sets),
        steps: removals.iter().map(to_block_step).collect(),
        reconnect: ctx
            .command(match change {
                EntraBlock::Disable => "grant --enable",
                EntraBlock::Revoke | EntraBlock::Delete => "grant --direct",
            })
            .arg(&app.id)
            .to_string(),
        further: Vec::new(),
    };
    let plan = Plan {
        trail: &trail,
        activity,
        agreement: &args.agreement,
        steps: removals.iter().map(|(_, step)| step.clone()).collect(),
    };
    if report.dry_run {
        plan.dry_run(ctx);
        return Ok(Outcome::done(report));
    }
    let mut exit = Exit::Done;
    let mut unrecorded = None;
    let only_here = removals.is_empty();
    if only_here {
        trail.record_intent(ctx, &[switch_event(&trail, app, Phase::Intent)])?;
    } else {
        let question = removal_question(change, removals.len(), &app.name);
        let line = ctx.repeat_command(args.command_line());
        let view = report.plan_view();
        let applied = plan.apply(ctx, &connected, &view, &question, &line).await?;
        for (shown, sent) in report.steps.iter_mut().zip(&applied.reports) {
            shown.step = sent.clone();
        }
        unrecorded = applied.unrecorded;
        let gone = |reading: &Reading| {
            let checked = &reading.checked;
            removal::plan(ctx, &connected.me, &selection, checked, change)
                .is_ok_and(|left| left.is_empty())
        };
        let read = read_back(ctx, &connected, &selection, READ_BACK, gone).await;
        let read = or_warn(ctx, &mut unrecorded, "it could not be read back", read);
        let gone = read.map(|read| read.is_break());
        for one in report.steps.iter_mut().map(|one| &mut one.step) {
            if gone == Some(true) && one.state == StepState::Unclear {
                (one.state, one.error) = (StepState::Done, None);
            }
        }
        exit = exit_of(&applied, gone);
    }
    let what = "this machine could not remember it";
    if matches!(exit, Exit::Done | Exit::Partial | Exit::Unconfirmed) {
        let marked = mark_blocked(ctx, tenant, app, Some(connected.me.label().to_owned()));
        report.blocked |= marked.is_ok();
        if only_here && marked.is_ok() {
            unrecorded = trail.record_or_warn(ctx, &[switch_event(&trail, app, Phase::Success)]);
        }
        or_warn(ctx, &mut unrecorded, what, marked);
    }
    if change != EntraBlock::Disable && matches!(exit, Exit::Done | Exit::Unconfirmed) {
        // The set was removed on purpose, so its absence is no longer an error.
        let kept = checked.store.update(|state| {
            for set in &sets {
                state.granted.remove(&set.id);
            }
        });
        or_warn(ctx, &mut unrecorded, what, kept.map_err(Failure::from));
    }
    Ok(Outcome::with(report, unrecorded.unwrap_or(exit)))
}

/// Returns the exit code. `gone` is whether the last reading shows that the access is gone;
/// `None` if no reading succeeded.
fn exit_of(applied: &Applied, gone: Option<bool>) -> Exit {
    match (applied.failed(), gone) {
        (Some(Exit::Interrupted), _) => Exit::Interrupted,
        (Some(_), _) if applied.any_done() => Exit::Partial,
        (Some(exit), _) => exit,
        (None, Some(true)) => Exit::Done,
        (None, None) if !applied.any_unclear() => Exit::Done,
        (None, Some(false) | None) => Exit::Unconfirmed,
    }
}

fn to_block_step((text, step): &Removal) -> BlockStep {
    BlockStep {
        text: text.clone(),
        step: step.report(),
    }
}

/// Returns the confirmation question for this number of steps and the app's name.
fn removal_question(change: EntraBlock, steps: usize, app: &str) -> String {
    let applications = match steps {
        1 => "the enterprise application".to_owned(),
        many => format!("{many} enterprise applications"),
    };
    match (change, steps) {
        (EntraBlock::Disable, _) => format!("Disable {applications} of {app}?"),
        (EntraBlock::Delete, _) => format!("Delete {applications} of {app}?"),
        (EntraBlock::Revoke, 1) => format!("Revoke this permission from {app}?"),
        (EntraBlock::Revoke, many) => format!("Revoke these {many} grants from {app}?"),
    }
}
