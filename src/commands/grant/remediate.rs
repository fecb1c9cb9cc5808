//! `grant --settings` and `grant --enable`: changes that an app needs in Entra
//! besides its permissions.
use crate::audit::Activity;
use crate::catalog::roles::{Consent, who_may_assign_roles, who_may_consent};
use crate::cli::auth::Purpose;
use crate::cli::grant::GrantArgs;
use crate::commands::status::app_status;
use crate::consent::apply::{Applied, Plan};
use crate::consent::read_back::{READ_BACK, Reading, or_warn, read, read_back};
use crate::consent::remediation::{Fix, FixKind, plan};
use crate::consent::selection::select;
use crate::consent::step::StepOutcome;
use crate::context::audit_context::AuditContext;
use crate::context::connect::{Connected, connect};
use crate::context::lookup;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::poll::into_value;
use crate::reports::grant::remediation::{GrantRemediation, RemediationStep};

/// Runs `grant APP... --settings` or `--enable`.
pub(super) async fn run(ctx: &mut Ctx<'_>, args: &GrantArgs, kind: FixKind) -> CommandResult {
    let selection = select(ctx, args)?;
    let connected = connect(ctx, Purpose::Grant).await?;
    let (_, state) = lookup::load_tenant_state(ctx, &connected.me.tenant)?;
    lookup::bound_sets(ctx, &state, &selection.sets())?;
    let mut reading = read(ctx, &connected, &selection).await?;
    let flag = format!("--{}", kind.as_str());
    let trail = AuditContext::for_change(&connected.me, &format!("grant {flag}"), &args.agreement);
    let grant = ctx.repeat_command(args.command_line("--direct", None));
    let fixes = plan(ctx, &connected.me, &reading, kind, &grant);
    let fixes = trail.record_if_refused(ctx, Activity::Update, fixes)?;
    let mut report = GrantRemediation {
        tenant: connected.me.tenant.clone(),
        what: kind.as_str().to_owned(),
        at: ctx.clock.now(),
        dry_run: args.agreement.dry_run,
        steps: fixes.iter().map(planned_step).collect(),
        apps: Vec::new(),
        notes: Vec::new(),
    };
    let plan = Plan {
        trail: &trail,
        activity: Activity::Update,
        agreement: &args.agreement,
        steps: fixes.iter().map(|fix| fix.step.clone()).collect(),
    };
    if report.dry_run {
        plan.dry_run(ctx);
        return Ok(Outcome::done(report));
    }
    let mut exit = Exit::Done;
    let mut unrecorded = None;
    if !fixes.is_empty() {
        let what = match fixes.len() {
            1 => "this change".to_owned(),
            many => format!("these {many} changes"),
        };
        let question = format!("Make {what} for {} in Entra?", selection.app_names());
        let line = ctx.repeat_command(args.command_line(kind.flag(), None));
        let view = report.plan_view();
        let applied = plan.apply(ctx, &connected, &view, &question, &line).await?;
        for (shown, sent) in report.steps.iter_mut().zip(&applied.reports) {
            shown.step = sent.clone();
        }
        unrecorded = applied.unrecorded;
        let seen = |reading: &Reading| {
            let mut all = fixes.iter().zip(&applied.outcomes);
            all.all(|(fix, outcome)| {
                matches!(outcome, StepOutcome::Refused { .. }) || fix.shows(reading)
            })
        };
        let limit = args.wait.unwrap_or(READ_BACK);
        let read = read_back(ctx, &connected, &selection, limit, seen).await;
        let what = "it could not be read back";
        if let Some(read) = or_warn(ctx, &mut unrecorded, what, read) {
            reading = into_value(read);
        }
        for (fix, shown) in fixes.iter().zip(&mut report.steps) {
            shown.visible = fix.shows(&reading);
        }
        if applied.failed() == Some(Exit::Denied) {
            report.notes.push(who_may_note(&connected, kind));
        }
        exit = exit_of(&applied, &report.steps);
    }
    let mut checked = reading.checked;
    if kind == FixKind::Enable && exit == Exit::Done {
        // `block --disable` also blocked the apps on this machine.
        let state = checked.store.update(|state| {
            state.blocked.retain(|app, _| !selection.apps.contains(app));
        });
        let what = "this machine could not remember it";
        if let Some(state) = or_warn(ctx, &mut unrecorded, what, state.map_err(Failure::from)) {
            checked.record.blocked = state.blocked.keys().cloned().collect();
        }
    }
    let health = checked.assess(&selection.catalog, &selection.apps());
    checked.remember(ctx, &selection.catalog, &health);
    report.apps = health.iter().map(|app| app_status(ctx, app)).collect();
    Ok(Outcome::with(report, unrecorded.unwrap_or(exit)))
}

/// Returns the exit code. Graph refuses a role that is already assigned, so the reading
/// decides.
fn exit_of(applied: &Applied, steps: &[RemediationStep]) -> Exit {
    match applied.failed() {
        _ if steps.iter().all(|one| one.visible) => Exit::Done,
        Some(Exit::Interrupted) => Exit::Interrupted,
        Some(_) if steps.iter().any(|one| one.visible) => Exit::Partial,
        Some(exit) => exit,
        None => Exit::Unconfirmed,
    }
}

/// Returns a note on the directory roles that can make the change.
fn who_may_note(connected: &Connected, kind: FixKind) -> String {
    let may = match kind {
        FixKind::Settings => who_may_assign_roles(),
        FixKind::Enable => who_may_consent(Consent::Other),
    };
    let names: Vec<&str> = may.iter().map(|role| role.name).collect();
    format!(
        "{} may not do this; one of these roles may: {}; with PIM, activate it and sign in again",
        connected.me.label(),
        names.join(", ")
    )
}

fn planned_step(fix: &Fix) -> RemediationStep {
    RemediationStep {
        set: fix.set.clone(),
        service_principal_id: fix.principal.clone(),
        display_name: fix.name.clone(),
        role: fix.role.clone(),
        text: fix.text.clone(),
        visible: false,
        step: fix.step.report(),
    }
}
