//! `grant --direct`: plan, agree, write through Graph, read back.
use std::collections::BTreeMap;

use crate::catalogue::{App, SetId};
use crate::cli::access::GrantArgs;
use crate::cli::auth::Purpose;
use crate::commands::connect::{Connected, connect};
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::commands::grant::apply::{Became, apply, call_of};
use crate::commands::grant::prepare::{Named, Prepared, named, prepare};
use crate::commands::grant::settle::{Expected, Settled, read, settle};
use crate::commands::grant::{Method, READ_BACK, command};
use crate::commands::status::app_status;
use crate::commands::status::check::Checked;
use crate::domain::consent::plan::GrantStep;
use crate::domain::consent::{Line, drift};
use crate::domain::ids::ObjectId;
use crate::domain::plan::Agreed;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::reports::grant::{GrantReport, GrantState, GrantedSet, StepReport, StepState};
use crate::state::FailedGrant;

/// Runs `grant APP... --direct`.
pub(super) async fn run(ctx: &mut Ctx<'_>, args: &GrantArgs, method: Method) -> CommandResult {
    let named = named(ctx, args)?;
    let connected = connect(ctx, Purpose::Grant).await?;
    let (checked, prepared) = prepare(ctx, &connected, &named).await?;
    let mut report = begin(ctx, &connected, &named, &prepared, method);
    if args.agreement.dry_run {
        report.dry_run = true;
        return Ok(Outcome::done(report));
    }
    let writes: usize = prepared.iter().map(|one| one.plan.steps.len()).sum();
    if writes == 0 {
        return finish_unchanged(ctx, &connected, &named, checked, report);
    }
    ctx.show_plan(&report.plan_view());
    let question = report.question();
    let line = command(ctx, args, "--direct");
    let agreed = ctx.agree(prepared, &args.agreement, &question, &line)?;
    let mut outcomes = BTreeMap::new();
    let mut expected = Expected::new();
    {
        let _hold = ctx.interrupt.hold();
        for one in agreed.plan() {
            if ctx.interrupt.is_asked() {
                break;
            }
            let part = agreed_part(&agreed, one);
            let became = apply(ctx, &connected, &part).await;
            expected.insert(one.plan.set.clone(), expected_of(one, &became));
            outcomes.insert(one.plan.set.clone(), became);
        }
    }
    let limit = args.wait.unwrap_or(READ_BACK);
    let settled = settle(ctx, &connected, &named, &expected, limit).await?;
    let settled = look_again(ctx, &connected, &named, agreed.plan(), settled).await?;
    for (set, one) in report.sets.iter_mut().zip(agreed.plan()) {
        let became = outcomes.remove(&one.plan.set).unwrap_or_default();
        judge(set, one, &became, &settled, &expected);
    }
    finish(ctx, &connected, &named, settled.checked, report)
}

/// The agreement to all plans covers each of them.
fn agreed_part<'a>(
    agreed: &'a Agreed<Vec<Prepared>>,
    one: &'a Prepared,
) -> Agreed<&'a crate::domain::consent::plan::GrantPlan> {
    agreed.part(|_| &one.plan)
}

/// What should show: all that was added without a definite no.
fn expected_of(one: &Prepared, became: &[Became]) -> Vec<Line> {
    let mut failed: Vec<String> = Vec::new();
    for (step, became) in one.plan.steps.iter().zip(became) {
        if !matches!(became, Became::Failed { .. } | Became::NotTried) {
            continue;
        }
        match step {
            GrantStep::CreatePrincipal { .. } => return Vec::new(),
            GrantStep::AssignRole { name, .. } => failed.push(name.clone()),
            GrantStep::CreateScopes { scopes: added, .. }
            | GrantStep::ExtendScopes { added, .. } => failed.extend(added.iter().cloned()),
        }
    }
    one.plan
        .adds
        .iter()
        .filter(|line| !failed.contains(&line.name))
        .cloned()
        .collect()
}

/// A report of what is planned.
pub(super) fn begin(
    ctx: &Ctx<'_>,
    connected: &Connected,
    named: &Named,
    prepared: &[Prepared],
    method: Method,
) -> GrantReport {
    GrantReport {
        tenant: connected.me.tenant.clone(),
        method: method.as_str().to_owned(),
        at: ctx.clock.now(),
        requested: named.apps.clone(),
        dry_run: false,
        sets: prepared.iter().map(planned).collect(),
        apps: Vec::new(),
        notes: Vec::new(),
    }
}

fn planned(one: &Prepared) -> GrantedSet {
    let new = "00000000-0000-0000-0000-000000000000";
    let nobody: Option<ObjectId> = new.parse().ok();
    let principal = one.plan.principal.clone().or(nobody);
    let steps = one.plan.steps.iter().filter_map(|step| {
        let call = call_of(step, principal.as_ref()?);
        let body = call.shown().map(|body| {
            let text = body.to_string().replace(new, "(made by the first call)");
            serde_json::from_str(&text).unwrap_or(body)
        });
        Some(StepReport {
            method: call.method.to_string(),
            path: call.path.clone(),
            body,
            state: StepState::Planned,
            error: None,
        })
    });
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
        steps: steps.collect(),
        address: None,
        error: None,
        code: None,
        vanished: Vec::new(),
        unexpected: Vec::new(),
        exit: 0,
    }
}

/// Something seems to be gone: Graph's copies may only be behind, so it is
/// read once more before it is said.
async fn look_again(
    ctx: &Ctx<'_>,
    connected: &Connected,
    named: &Named,
    prepared: &[Prepared],
    settled: Settled,
) -> Result<Settled, Failure> {
    let lost = prepared.iter().any(|one| {
        settled.sets.get(&one.plan.set).is_some_and(|after| {
            let adds: Vec<&Line> = one.plan.adds.iter().collect();
            !drift(&one.before.difference, &after.difference, &adds)
                .vanished
                .is_empty()
        })
    });
    if !lost {
        return Ok(settled);
    }
    ctx.clock.sleep(std::time::Duration::from_secs(5)).await;
    read(ctx, connected, named).await
}

/// Fills in what became of one set.
fn judge(
    report: &mut GrantedSet,
    one: &Prepared,
    became: &[Became],
    settled: &Settled,
    expected: &Expected,
) {
    let mut first_failure = None;
    let mut wrote = false;
    for (step, became) in report.steps.iter_mut().zip(became) {
        (step.state, step.error) = match became {
            Became::Done => (StepState::Done, None),
            Became::AlreadyThere => (StepState::AlreadyThere, None),
            Became::Unclear(why) => (StepState::Unclear, Some(why.clone())),
            Became::Failed { why, code, exit } => {
                first_failure.get_or_insert((why.clone(), code.clone(), *exit));
                (StepState::Failed, Some(why.clone()))
            }
            Became::NotTried => (StepState::NotTried, None),
        };
        wrote |= *became == Became::Done;
    }
    compare(report, one, settled);
    let shows = settled.shows(&one.plan.set, expected);
    (report.state, report.exit) = match first_failure {
        Some((why, code, exit)) => {
            report.error = Some(why);
            report.code = code;
            let exit = if wrote { Exit::Partial } else { exit };
            (GrantState::Failed, exit.code())
        }
        None if became.is_empty() && !report.steps.is_empty() => {
            (GrantState::Failed, Exit::Interrupted.code())
        }
        None if !shows => (GrantState::NotVisibleYet, Exit::Unconfirmed.code()),
        None if !report.unavailable.is_empty() => (GrantState::Partial, Exit::Partial.code()),
        None if report.steps.is_empty() => (GrantState::AlreadyGranted, 0),
        None => (GrantState::Granted, 0),
    };
}

/// What came or went beyond the plan.
pub(super) fn compare(report: &mut GrantedSet, one: &Prepared, settled: &Settled) {
    let Some(after) = settled.sets.get(&one.plan.set) else {
        return;
    };
    if after.principal.is_none() {
        return;
    }
    report.service_principal_id.clone_from(&after.principal);
    let adds: Vec<&Line> = one.plan.adds.iter().collect();
    let found = drift(&one.before.difference, &after.difference, &adds);
    report.vanished = found.vanished;
    report.unexpected = found.added;
    report.surplus.clone_from(&after.difference.surplus);
}

/// Everything was there: nothing is written, and what was failed or blocked is
/// so no more.
fn finish_unchanged(
    ctx: &Ctx<'_>,
    connected: &Connected,
    named: &Named,
    checked: Checked,
    mut report: GrantReport,
) -> CommandResult {
    for set in &mut report.sets {
        if !set.unavailable.is_empty() {
            set.state = GrantState::Partial;
            set.exit = Exit::Partial.code();
        }
    }
    finish(ctx, connected, named, checked, report)
}

/// Records what came of it and ends with the code that weighs most.
pub(super) fn finish(
    ctx: &Ctx<'_>,
    connected: &Connected,
    named: &Named,
    mut checked: Checked,
    mut report: GrantReport,
) -> CommandResult {
    let now = ctx.clock.now();
    let in_order = |id: &SetId, report: &GrantReport| {
        let state = report.sets.iter().find(|one| one.set == id.as_str());
        state
            .is_none_or(|one| matches!(one.state, GrantState::Granted | GrantState::AlreadyGranted))
    };
    let apps = named.apps();
    let kept = checked.store.change(|state| {
        for app in &apps {
            let id = app.id.to_string();
            let bad = app.required.iter().find_map(|set| {
                let mut all = report.sets.iter();
                all.find(|one| one.set == set.as_str() && one.state == GrantState::Failed)
            });
            if let Some(bad) = bad {
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
    let state = kept.map_err(crate::commands::apps::known::state_failure)?;
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
    let health = checked.assess(&named.catalogue, &whole);
    checked.remember(ctx, &named.catalogue, &health);
    report.apps = health.iter().map(|app| app_status(ctx, app)).collect();
    report.notes = notes(connected, &report);
    let exit = exit_of_all(&report);
    Ok(Outcome::with(report, exit))
}

/// Who could have done it, where Graph said no.
fn notes(connected: &Connected, report: &GrantReport) -> Vec<String> {
    let denied = report.sets.iter().any(|one| {
        one.state == GrantState::Failed
            && one.code.as_deref() == Some("Authorization_RequestDenied")
    });
    if !denied {
        return Vec::new();
    }
    let roles: Vec<&str> = crate::catalogue::roles::who_may_consent(
        crate::catalogue::roles::Consent::GraphApplication,
    )
    .iter()
    .map(|role| role.name)
    .collect();
    vec![format!(
        "{} may not grant this; one of these roles may: {}",
        connected.me.label(),
        roles.join(", ")
    )]
}

fn exit_of_all(report: &GrantReport) -> Exit {
    let drifted = report
        .sets
        .iter()
        .any(|one| !one.unexpected.is_empty() || !one.vanished.is_empty());
    let done = report
        .sets
        .iter()
        .any(|one| matches!(one.state, GrantState::Granted | GrantState::Partial));
    let codes: Vec<u8> = report.sets.iter().map(|one| one.exit).collect();
    let failed = Exit::ALL
        .into_iter()
        .filter(|exit| !matches!(exit, Exit::Done | Exit::Unconfirmed | Exit::Partial))
        .find(|exit| codes.contains(&exit.code()));
    match failed {
        Some(_) if done => Exit::Partial,
        Some(exit) => exit,
        None if codes.contains(&Exit::Partial.code()) => Exit::Partial,
        None if drifted => Exit::Unhealthy,
        None if codes.contains(&Exit::Unconfirmed.code()) => Exit::Unconfirmed,
        None => Exit::Done,
    }
}
