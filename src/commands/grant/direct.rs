//! `grant --direct`: plans, confirms, writes through Graph, and reads back.
use crate::audit::{Activity, Target};
use crate::catalog::{App, SetId};
use crate::cli::auth::Purpose;
use crate::cli::grant::GrantArgs;
use crate::commands::grant::Method;
use crate::commands::status::app_status;
use crate::consent::apply::Plan;
use crate::consent::check::TenantCheck;
use crate::consent::evaluate::{evaluate, exit_of_all, expected_of};
use crate::consent::read_back::{Expected, READ_BACK, Reading, read, read_grants};
use crate::consent::selection::{Prepared, Selection, prepare, select};
use crate::consent::signed_plan;
use crate::consent::step::{Step, StepOutcome};
use crate::context::audit_context::AuditContext;
use crate::context::connect::{Connected, connect};
use crate::context::failures::after_writes;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::consent::{PermissionLine, drift};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::grant::{GrantReport, GrantState, GrantedSet};
use crate::state::FailedGrant;

/// The app that needs a switch in the vendor's console before it uses its permissions.
const ZERO_TRUST: &str = "zero-trust-secure-access";
/// How to turn on those switches, with the names on the vendor's page.
const ZERO_TRUST_SWITCHES: &str = "Before Zero Trust Secure Access can use the data, enable Data upload or Policy enforcement in the Vision One console: Zero Trust Secure Access > Secure Access Configuration > Identity and Access Management";

/// Runs `grant APP... --direct`.
pub(super) async fn run(ctx: &mut Ctx<'_>, args: &GrantArgs, method: Method) -> CommandResult {
    let selection = select(ctx, args)?;
    let connected = connect(ctx, Purpose::Grant).await?;
    let action = format!("grant {}", method.flag());
    let trail = AuditContext::for_change(&connected.me, &action, &args.agreement);
    let prepared = prepare(ctx, &connected, &selection).await;
    let (checked, prepared) = trail.record_if_refused(ctx, Activity::Create, prepared)?;
    let mut report = planned_report(ctx, &connected, &selection, &prepared, method);
    let plans = || prepared.iter().map(|one| &one.plan);
    let plan = Plan {
        trail: &trail,
        activity: Activity::Create,
        agreement: &args.agreement,
        steps: prepared.iter().flat_map(Prepared::steps).collect(),
    };
    if args.agreement.dry_run {
        plan.dry_run(ctx);
        report.next = signed_plan::write(ctx, &connected, args, method.flag(), plans())?;
        report.dry_run = true;
        return Ok(Outcome::done(report));
    }
    if plan.steps.is_empty() {
        return finish_unchanged(ctx, &connected, &selection, checked, report);
    }
    let approval = signed_plan::check(ctx, &connected, args, method.flag(), plans()).await;
    let approval = trail.record_if_refused(ctx, Activity::Create, approval)?;
    let trail = trail.clone().with_approval(approval);
    let question = report.question(&selection.app_names());
    let line = ctx.repeat_command(args.command_line(method.flag(), None));
    let view = report.plan_view();
    let plan = Plan {
        trail: &trail,
        ..plan
    };
    let applied = plan.apply(ctx, &connected, &view, &question, &line).await?;
    let mut reports = applied.reports.iter().cloned();
    let mut outcomes = applied.outcomes.as_slice();
    let mut expected = Expected::new();
    let mut of_sets = Vec::new();
    for (set, one) in report.sets.iter_mut().zip(&prepared) {
        let count = set.steps.len();
        set.steps = reports.by_ref().take(count).collect();
        let (own, rest) = outcomes.split_at_checked(count).unwrap_or((outcomes, &[]));
        outcomes = rest;
        expected.insert(one.plan.set.clone(), expected_of(one, own));
        of_sets.push(own);
    }
    let limit = args.wait.unwrap_or(READ_BACK);
    let done = applied.outcomes.iter();
    let done = done.filter(|one| **one == StepOutcome::Done).count();
    let look = ctx.command("status");
    let late = |failure| after_writes(failure, done, look.clone());
    let reading = read_grants(ctx, &connected, &selection, &expected, limit)
        .await
        .map_err(late)?;
    let reading = reread_if_vanished(ctx, &connected, &selection, &prepared, reading)
        .await
        .map_err(late)?;
    let sets = report.sets.iter_mut().zip(&prepared);
    for ((set, one), outcomes) in sets.zip(of_sets) {
        evaluate(set, one, outcomes, &reading, &expected);
    }
    let mut outcome =
        record_and_report(ctx, &connected, &selection, reading.checked, report).map_err(late)?;
    outcome.exit = applied.unrecorded.unwrap_or(outcome.exit);
    Ok(outcome)
}

/// Returns the application of a set, as the audit log names it.
pub(super) fn audit_target(set: &GrantedSet) -> Target {
    Target {
        id: match &set.service_principal_id {
            Some(principal) => principal.to_string(),
            None => set.client_id.to_string(),
        },
        name: set.display_name.clone().unwrap_or_default(),
    }
}

/// Returns the report of a grant before anything is sent.
pub(super) fn planned_report(
    ctx: &Ctx<'_>,
    connected: &Connected,
    selection: &Selection,
    prepared: &[Prepared],
    method: Method,
) -> GrantReport {
    GrantReport {
        tenant: connected.me.tenant.clone(),
        method: method.as_str().to_owned(),
        at: ctx.clock.now(),
        requested: selection.apps.clone(),
        dry_run: false,
        sets: prepared.iter().map(planned_set).collect(),
        apps: Vec::new(),
        notes: Vec::new(),
        again: None,
        next: Vec::new(),
    }
}

fn planned_set(one: &Prepared) -> GrantedSet {
    let difference = &one.before.difference;
    let done = one.plan.steps.is_empty() && one.plan.unavailable.is_empty();
    GrantedSet {
        set: one.plan.set.to_string(),
        name: one.before.name.clone(),
        client_id: one.plan.client.clone(),
        service_principal_id: one.plan.principal.clone(),
        display_name: one.display_name.clone(),
        verified_publisher: one.publisher.clone(),
        state: if done {
            GrantState::AlreadyGranted
        } else {
            GrantState::Planned
        },
        adds: one.plan.adds.clone(),
        present: difference.granted.clone(),
        surplus: difference.surplus.clone(),
        unavailable: one.plan.unavailable.clone(),
        steps: one.steps().iter().map(Step::report).collect(),
        address: None,
        error: None,
        code: None,
        vanished: Vec::new(),
        unexpected: Vec::new(),
        exit: 0,
    }
}

/// Reads once more if permissions seem to have vanished, since Graph's replicas may be
/// behind.
async fn reread_if_vanished(
    ctx: &Ctx<'_>,
    connected: &Connected,
    selection: &Selection,
    prepared: &[Prepared],
    reading: Reading,
) -> Result<Reading, Failure> {
    let lost = prepared.iter().any(|one| {
        reading.sets.get(&one.plan.set).is_some_and(|after| {
            let adds: Vec<&PermissionLine> = one.plan.adds.iter().collect();
            !drift(&one.before.difference, &after.difference, &adds)
                .vanished
                .is_empty()
        })
    });
    if !lost {
        return Ok(reading);
    }
    ctx.clock.sleep(std::time::Duration::from_secs(5)).await;
    read(ctx, connected, selection).await
}

/// Finishes a grant that needs no writes, and clears a recorded failure or block.
fn finish_unchanged(
    ctx: &Ctx<'_>,
    connected: &Connected,
    selection: &Selection,
    checked: TenantCheck,
    mut report: GrantReport,
) -> CommandResult {
    for set in &mut report.sets {
        if !set.unavailable.is_empty() {
            set.state = GrantState::Partial;
            set.exit = Exit::Partial.code();
        }
    }
    record_and_report(ctx, connected, selection, checked, report)
}

/// Records the outcome of the grant in the local state and returns the complete report.
pub(super) fn record_and_report(
    ctx: &Ctx<'_>,
    connected: &Connected,
    selection: &Selection,
    mut checked: TenantCheck,
    mut report: GrantReport,
) -> CommandResult {
    let now = ctx.clock.now();
    let in_order = |id: &SetId, report: &GrantReport| {
        let state = report.sets.iter().find(|one| one.set == id.as_str());
        state
            .is_none_or(|one| matches!(one.state, GrantState::Granted | GrantState::AlreadyGranted))
    };
    let apps = selection.apps();
    let kept = checked.store.update(|state| {
        for app in &apps {
            let id = app.id.to_string();
            let bad = app.required.iter().find_map(|set| {
                let mut all = report.sets.iter();
                all.find(|one| one.set == set.as_str() && one.state == GrantState::Failed)
            });
            let stopped = Exit::Interrupted.code();
            if bad.is_some_and(|one| one.exit == stopped) {
                // Nothing failed, so the same command finishes the grant.
            } else if let Some(bad) = bad {
                let failed = FailedGrant {
                    at: now,
                    method: report.method.clone(),
                    why: bad.error.clone().unwrap_or_default(),
                    code: bad.code.clone(),
                };
                state.failed.insert(id, failed);
            } else if app.required.iter().all(|set| in_order(set, &report)) {
                state.failed.remove(&id);
                state.blocked.remove(&id);
            }
        }
    });
    let state = kept?;
    checked.record.blocked = state.blocked.keys().cloned().collect();
    checked.record.failed = state
        .failed
        .iter()
        .map(|(app, failed)| (app.clone(), failed.why.clone()))
        .collect();
    let whole: Vec<&App> = apps
        .iter()
        .copied()
        .filter(|app| {
            app.required
                .iter()
                .all(|set| checked.facts.sets.contains_key(set))
        })
        .collect();
    let health = checked.assess(&selection.catalog, &whole);
    checked.remember(ctx, &selection.catalog, &health);
    report.apps = health.iter().map(|app| app_status(ctx, app)).collect();
    report.notes = role_notes(connected, &report);
    if health
        .iter()
        .any(|app| app.id == ZERO_TRUST && app.condition.is_healthy())
    {
        report.notes.push(ZERO_TRUST_SWITCHES.to_owned());
    }
    let late = |one: &GrantedSet| one.state == GrantState::NotVisibleYet;
    if matches!(report.method.as_str(), "direct" | "device-code") && report.sets.iter().any(late) {
        // Everything was written, so no new grant is needed.
        report.again = Some(ctx.command("status").args(&report.requested).to_string());
    }
    let exit = exit_of_all(&report);
    Ok(Outcome::with(report, exit))
}

/// Returns a note on the roles that can grant, if Graph refused because a role is missing.
fn role_notes(connected: &Connected, report: &GrantReport) -> Vec<String> {
    let denied = report.sets.iter().any(|one| {
        one.state == GrantState::Failed
            && one.code.as_deref() == Some("Authorization_RequestDenied")
    });
    if !denied {
        return Vec::new();
    }
    let roles: Vec<&str> =
        crate::catalog::roles::who_may_consent(crate::catalog::roles::Consent::GraphApplication)
            .iter()
            .map(|role| role.name)
            .collect();
    vec![format!(
        "{} may not grant this; one of these roles may: {}",
        connected.me.label(),
        roles.join(", ")
    )]
}
