//! `grant --browser` and `grant --url`: Microsoft's consent page. Plans, confirms, opens
//! the page, and reads Graph; the user who accepts on the page makes the grants.
use crate::audit::{Activity, Event, Phase};
use crate::cli::auth::Purpose;
use crate::cli::grant::GrantArgs;
use crate::commands::grant::direct::{audit_target, planned_report, record_and_report};
use crate::commands::grant::page::{
    Pages, RedirectResult, consent_in_browser, consent_url, expected_grants,
};
use crate::commands::grant::{Method, WAIT_FOR_OTHERS};
use crate::consent::check::TenantCheck;
use crate::consent::evaluate::record_drift;
use crate::consent::read_back::{Expected, Reading, read_grants};
use crate::consent::selection::{Prepared, Selection, prepare, select};
use crate::consent::signed_plan;
use crate::context::audit_context::AuditContext;
use crate::context::connect::{Connected, connect};
use crate::context::failures::after_writes;
use crate::context::resolve_target;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::confirmation::Confirmed;
use crate::exit::Exit;
use crate::reports::grant::{GrantReport, GrantState, GrantedSet};

/// Runs `grant APP... --browser` or `--url`.
pub(super) async fn run(ctx: &mut Ctx<'_>, args: &GrantArgs, method: Method) -> CommandResult {
    let selection = select(ctx, args)?;
    let connected = connect(ctx, Purpose::Read).await?;
    let action = format!("grant {}", method.flag());
    let trail = AuditContext::for_change(&connected.me, &action, &args.agreement);
    let prepared = prepare(ctx, &connected, &selection).await;
    let (checked, prepared) = trail.record_if_refused(ctx, Activity::Create, prepared)?;
    let authority = resolve_target::choose_target(ctx, None)?.authority;
    let mut report = planned_report(ctx, &connected, &selection, &prepared, method);
    for (set, one) in report.sets.iter_mut().zip(&prepared) {
        // The page requests everything that the application is registered for.
        set.steps.clear();
        if !one.plan.steps.is_empty() {
            let address = consent_url(&authority, &connected.me.tenant, &one.plan.client, None);
            set.address = Some(address);
        }
    }
    report.dry_run = args.agreement.dry_run;
    let plans = || prepared.iter().map(|one| &one.plan);
    if report.dry_run {
        trail.record_or_warn(ctx, &set_events(&trail, Phase::DryRun, &report));
        report.next = signed_plan::write(ctx, &connected, args, method.flag(), plans())?;
        return Ok(Outcome::done(report));
    }
    if report.sets.iter().all(|set| set.address.is_none()) {
        return record_and_report(ctx, &connected, &selection, checked, report);
    }
    let approval = signed_plan::check(ctx, &connected, args, method.flag(), plans()).await;
    let approval = trail.record_if_refused(ctx, Activity::Create, approval)?;
    let trail = trail.with_approval(approval);
    if method == Method::Url {
        trail.record_intent(ctx, &set_events(&trail, Phase::Intent, &report))?;
        return wait_for_url(
            ctx,
            args,
            &trail,
            &connected,
            &selection,
            (&prepared, report),
        )
        .await;
    }
    ctx.show_plan(&report.plan_view());
    let question = report.question(&selection.app_names());
    let line = ctx.repeat_command(args.command_line(method.flag(), None));
    let agreed = ctx.confirm(prepared, &args.agreement, &question, &line);
    let agreed = trail.record_if_refused(ctx, Activity::Create, agreed)?;
    trail.record_intent(ctx, &set_events(&trail, Phase::Intent, &report))?;
    let pages = Pages {
        authority: &authority,
        connected: &connected,
        selection: &selection,
        args,
    };
    open_pages(ctx, &trail, &pages, &agreed, (checked, report)).await
}

/// Opens the pages one after the other. A page's grants are reported even if a later
/// page fails.
async fn open_pages(
    ctx: &Ctx<'_>,
    trail: &AuditContext,
    pages: &Pages<'_>,
    agreed: &Confirmed<Vec<Prepared>>,
    (checked, mut report): (TenantCheck, GrantReport),
) -> CommandResult {
    let mut last = None;
    let mut unrecorded = None;
    let mut trouble = None;
    let mut hold = None;
    for (set, one) in report.sets.iter_mut().zip(agreed.plan()) {
        if one.plan.steps.is_empty() {
            continue;
        }
        if ctx.interrupt.is_requested() {
            set.state = GrantState::Failed;
            set.error = Some("stopped by Ctrl-C; run it again to finish it".to_owned());
            set.exit = Exit::Interrupted.code();
        } else {
            match consent_in_browser(ctx, pages, one).await {
                Ok((reading, heard)) => {
                    evaluate_page(set, one, &reading, &heard);
                    last = Some(reading);
                    // From here on, a failure must not lose the report.
                    if hold.is_none() {
                        hold = Some(ctx.interrupt.hold().await);
                    }
                }
                Err(failure) => {
                    set.state = GrantState::Failed;
                    set.error = Some(format!("{:#}", failure.error));
                    set.exit = failure.exit.code();
                    trouble.get_or_insert(failure);
                }
            }
        }
        unrecorded =
            unrecorded.or(trail.record_or_warn(ctx, &[set_event(trail, phase_of(set), set)]));
    }
    let checked = match (last, trouble) {
        (None, Some(failure)) => return Err(failure),
        (None, None) => checked,
        (Some(reading), _) => reading.checked,
    };
    suggest_consent_url(ctx, pages.args, &mut report);
    let done = report.sets.iter();
    let done = done.filter(|set| set.state == GrantState::Granted).count();
    let mut outcome = record_and_report(ctx, pages.connected, pages.selection, checked, report)
        .map_err(|failure| after_writes(failure, done, ctx.command("status")))?;
    outcome.exit = unrecorded.unwrap_or(outcome.exit);
    Ok(outcome)
}

/// Suggests the URL for another administrator if a set is not granted yet.
fn suggest_consent_url(ctx: &Ctx<'_>, args: &GrantArgs, report: &mut GrantReport) {
    let open = report.sets.iter().any(|set| {
        matches!(
            set.state,
            GrantState::Failed | GrantState::NotVisibleYet | GrantState::Waiting
        )
    });
    if open {
        report.again = Some(
            ctx.repeat_command(args.command_line("--url", Some(WAIT_FOR_OTHERS)))
                .to_string(),
        );
    }
}

/// Returns the audit events of every set with a consent page.
fn set_events(trail: &AuditContext, phase: Phase, report: &GrantReport) -> Vec<Event> {
    let asked = report.sets.iter().filter(|set| set.address.is_some());
    asked.map(|set| set_event(trail, phase, set)).collect()
}

/// Returns the audit event of one consent, with the permissions to grant but without the
/// URL and its `state`.
fn set_event(trail: &AuditContext, phase: Phase, set: &GrantedSet) -> Event {
    let adds: Vec<&str> = set.adds.iter().map(|line| line.name.as_str()).collect();
    Event {
        target: Some(audit_target(set)),
        new: Some(serde_json::json!({
            "set": set.set,
            "clientId": set.client_id,
            "adds": adds,
        })),
        detail: set.error.clone(),
        ..trail.event(Activity::Create, phase)
    }
}

fn phase_of(set: &GrantedSet) -> Phase {
    match set.state {
        GrantState::Granted | GrantState::AlreadyGranted | GrantState::Partial => Phase::Success,
        GrantState::Planned | GrantState::Waiting | GrantState::NotVisibleYet => Phase::Unknown,
        GrantState::Failed if set.exit == Exit::NotConfirmed.code() => Phase::Refused,
        GrantState::Failed => Phase::Failure,
    }
}

/// Fills in the outcome of one set. Graph decides; the redirect only explains.
fn evaluate_page(
    report: &mut GrantedSet,
    one: &Prepared,
    reading: &Reading,
    heard: &RedirectResult,
) {
    record_drift(report, one, reading);
    if reading.all_shown(&expected_grants(one)) {
        (report.state, report.exit) = if report.unavailable.is_empty() {
            (GrantState::Granted, 0)
        } else {
            (GrantState::Partial, Exit::Partial.code())
        };
        report.address = None;
        return;
    }
    match heard {
        RedirectResult::Nothing | RedirectResult::Accepted => {
            report.state = GrantState::NotVisibleYet;
            report.exit = Exit::Unconfirmed.code();
        }
        RedirectResult::Refused(error, text) => {
            let known = crate::catalog::explanations::explain(text)
                .or_else(|| crate::catalog::explanations::explain(error));
            let code = known.map_or(error.as_str(), |found| &found.code);
            let declined = error == "permission_denied" || code == "AADSTS65004";
            report.state = GrantState::Failed;
            report.exit = if declined {
                Exit::NotConfirmed.code()
            } else {
                Exit::Denied.code()
            };
            report.code = Some(code.to_owned());
            report.error = Some(match known {
                Some(found) => found.meaning.clone(),
                None => format!("the consent page answered {error}"),
            });
        }
    }
}

async fn wait_for_url(
    ctx: &Ctx<'_>,
    args: &GrantArgs,
    trail: &AuditContext,
    connected: &Connected,
    selection: &Selection,
    (prepared, mut report): (&[Prepared], GrantReport),
) -> CommandResult {
    let Some(limit) = args.wait else {
        for set in &mut report.sets {
            if set.address.is_some() {
                set.state = GrantState::Waiting;
            }
        }
        suggest_consent_url(ctx, args, &mut report);
        return Ok(Outcome::done(report));
    };
    ctx.io.show(&crate::output::human::text(
        &report.plan_view(),
        ctx.stderr_style(),
    ));
    let all: Expected = prepared
        .iter()
        .filter(|one| !one.plan.steps.is_empty())
        .map(|one| (one.plan.set.clone(), one.plan.adds.clone()))
        .collect();
    let reading = read_grants(ctx, connected, selection, &all, limit).await?;
    let mut unrecorded = None;
    for (set, one) in report.sets.iter_mut().zip(prepared) {
        if !one.plan.steps.is_empty() {
            evaluate_page(set, one, &reading, &RedirectResult::Nothing);
            unrecorded =
                unrecorded.or(trail.record_or_warn(ctx, &[set_event(trail, phase_of(set), set)]));
        }
    }
    suggest_consent_url(ctx, args, &mut report);
    let mut outcome = record_and_report(ctx, connected, selection, reading.checked, report)?;
    outcome.exit = unrecorded.unwrap_or(outcome.exit);
    Ok(outcome)
}
