//! Evaluates the outcome of each set of a grant from the answers to the writes and from
//! the read-back. Sends and reads nothing.
use crate::consent::read_back::{Expected, Reading};
use crate::consent::selection::Prepared;
use crate::consent::step::StepOutcome;
use crate::domain::consent::plan::GrantStep;
use crate::domain::consent::{PermissionLine, drift};
use crate::domain::health::Condition;
use crate::exit::Exit;
use crate::reports::grant::{GrantReport, GrantState, GrantedSet};

/// Returns the permissions that Graph should show: all that were added and not
/// definitely refused.
pub(crate) fn expected_of(one: &Prepared, outcomes: &[StepOutcome]) -> Vec<PermissionLine> {
    let mut failed: Vec<String> = Vec::new();
    for (step, outcome) in one.plan.steps.iter().zip(outcomes) {
        if !matches!(outcome, StepOutcome::Refused { .. } | StepOutcome::NotSent) {
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

/// Fills in the outcome of one set.
pub(crate) fn evaluate(
    report: &mut GrantedSet,
    one: &Prepared,
    outcomes: &[StepOutcome],
    reading: &Reading,
    expected: &Expected,
) {
    let first_failure = outcomes.iter().find_map(|one| match one {
        StepOutcome::Refused { why, code, exit } => Some((why.clone(), code.clone(), *exit)),
        _ => None,
    });
    // If the application may not exist, the steps that need it were not sent.
    let creation = outcomes.first().filter(|_| one.plan.principal.is_none());
    let wrote = outcomes.contains(&StepOutcome::Done);
    let unsent = outcomes.contains(&StepOutcome::NotSent);
    record_drift(report, one, reading);
    let shows = reading.shows(&one.plan.set, expected);
    (report.state, report.exit) = match first_failure {
        Some((why, code, exit)) => {
            report.error = Some(why);
            report.code = code;
            let exit = if wrote { Exit::Partial } else { exit };
            (GrantState::Failed, exit.code())
        }
        None if unsent && matches!(creation, Some(StepOutcome::Unclear(_))) => {
            (GrantState::NotVisibleYet, Exit::Unconfirmed.code())
        }
        None if unsent => {
            report.error = Some("stopped by Ctrl-C; run it again to finish it".to_owned());
            (GrantState::Failed, Exit::Interrupted.code())
        }
        None if !shows => (GrantState::NotVisibleYet, Exit::Unconfirmed.code()),
        None if !report.unavailable.is_empty() => (GrantState::Partial, Exit::Partial.code()),
        None if report.steps.is_empty() => (GrantState::AlreadyGranted, 0),
        None => (GrantState::Granted, 0),
    };
}

/// Records permissions that appeared or vanished without being in the plan.
pub(crate) fn record_drift(report: &mut GrantedSet, one: &Prepared, reading: &Reading) {
    let Some(after) = reading.sets.get(&one.plan.set) else {
        return;
    };
    if after.principal.is_none() {
        return;
    }
    report.service_principal_id.clone_from(&after.principal);
    let adds: Vec<&PermissionLine> = one.plan.adds.iter().collect();
    let found = drift(&one.before.difference, &after.difference, &adds);
    report.vanished = found.vanished;
    report.unexpected = found.added;
    report.surplus.clone_from(&after.difference.surplus);
}

/// Returns the exit code of a grant: that of its sets. 11 if everything is granted, but an app
/// cannot use it since its application is disabled.
pub(crate) fn exit_of_all(report: &GrantReport) -> Exit {
    let disabled = report
        .apps
        .iter()
        .any(|app| app.status == Condition::ApplicationDisabled);
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
        _ if codes.contains(&Exit::Interrupted.code()) => Exit::Interrupted,
        Some(_) if done => Exit::Partial,
        Some(exit) => exit,
        None if codes.contains(&Exit::Partial.code()) => Exit::Partial,
        None if drifted || disabled => Exit::Unhealthy,
        None if codes.contains(&Exit::Unconfirmed.code()) => Exit::Unconfirmed,
        None => Exit::Done,
    }
}
