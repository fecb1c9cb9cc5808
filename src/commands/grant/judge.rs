//! What became of each set of a grant: from the answers to the writes and from
//! what Graph shows afterwards. Sends and reads nothing.
use crate::commands::grant::apply::{Became, Taken};
use crate::commands::grant::prepare::Prepared;
use crate::commands::grant::settle::{Expected, Settled};
use crate::domain::consent::plan::GrantStep;
use crate::domain::consent::{Line, drift};
use crate::exit::Exit;
use crate::reports::calls::StepState;
use crate::reports::grant::{GrantReport, GrantState, GrantedSet};

/// What should show: all that was added without a definite no.
pub(super) fn expected_of(one: &Prepared, taken: &[Taken]) -> Vec<Line> {
    let mut failed: Vec<String> = Vec::new();
    for (step, taken) in one.plan.steps.iter().zip(taken) {
        if !matches!(taken.became, Became::Failed { .. } | Became::NotTried) {
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

/// Fills in what became of one set.
pub(super) fn judge(
    report: &mut GrantedSet,
    one: &Prepared,
    taken: &[Taken],
    settled: &Settled,
    expected: &Expected,
) {
    let first_failure = taken.iter().find_map(|one| match &one.became {
        Became::Failed { why, code, exit } => Some((why.clone(), code.clone(), *exit)),
        Became::Done | Became::AlreadyThere | Became::Unclear(_) | Became::NotTried => None,
    });
    let wrote = taken.iter().any(|one| one.became == Became::Done);
    let unsent = taken.iter().any(|one| one.became == Became::NotTried);
    compare(report, one, settled);
    let shows = settled.shows(&one.plan.set, expected);
    (report.state, report.exit) = match first_failure {
        Some((why, code, exit)) => {
            report.error = Some(why);
            report.code = code;
            let exit = if wrote { Exit::Partial } else { exit };
            (GrantState::Failed, exit.code())
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

/// Fills in what became of the calls of one set.
pub(super) fn show(report: &mut GrantedSet, taken: &[Taken]) {
    for (step, one) in report.steps.iter_mut().zip(taken) {
        (step.state, step.error) = match &one.became {
            Became::Done => (StepState::Done, None),
            Became::AlreadyThere => (StepState::AlreadyThere, None),
            Became::Unclear(why) => (StepState::Unclear, Some(why.clone())),
            Became::Failed { why, .. } => (StepState::Failed, Some(why.clone())),
            Became::NotTried => (StepState::NotTried, None),
        };
        one.receipt.clone().put_on(step);
    }
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

pub(super) fn exit_of_all(report: &GrantReport) -> Exit {
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
        None if drifted => Exit::Unhealthy,
        None if codes.contains(&Exit::Unconfirmed.code()) => Exit::Unconfirmed,
        None => Exit::Done,
    }
}
