//! Lists with lines that cannot be processed: failures and audit events.
use crate::audit::{Event, Target};
use crate::context::Ctx;
use crate::domain::guard_rails::GuardRailReason;
use crate::domain::identity::Identity;
use crate::enforcement::check::refusals;
use crate::enforcement::execute::audit_events::AuditEvents;
use crate::enforcement::request::ActionRequest;
use crate::enforcement::resolve::rows::{CheckedList, InvalidLine, RowProblem};
use crate::exit::Exit;
use crate::failure::Failure;

/// Returns a refusal event for each line that a guard-rail refuses.
pub(crate) fn guard_rail_refusal_events(
    audit_events: &AuditEvents,
    bad: &[InvalidLine],
) -> Vec<Event> {
    bad.iter()
        .filter(|line| line.why.is_guard_rail())
        .map(|line| {
            let target = line.id.as_ref().map(|id| Target {
                id: id.to_string(),
                name: line.user.clone(),
            });
            audit_events.refusal_event(target, line.why.text())
        })
        .collect()
}

/// Records refusals. A refusal remains in effect if recording fails.
pub(crate) fn record_refusals(ctx: &Ctx<'_>, audit_events: &AuditEvents, bad: &[InvalidLine]) {
    if let Err(error) = audit_events.record(
        &guard_rail_refusal_events(audit_events, bad),
        ctx.clock.now(),
    ) {
        ctx.io.warn(&format!(
            "warning: a refusal was not recorded: {:#}",
            error.error
        ));
    }
}

/// Returns the failure for a list without any valid line.
pub(crate) fn no_valid_line_failure(bad: &[InvalidLine]) -> Failure {
    let mut failure = Failure::new(Exit::Usage, "no line is left: nothing was sent");
    for bad in bad.iter().take(10) {
        failure = failure.advise(bad.sentence());
    }
    failure.advise("fix the list and run the same command again")
}

/// Returns the failure for a list with lines that cannot be processed.
pub(crate) fn invalid_lines_failure(
    ctx: &Ctx<'_>,
    request: &ActionRequest<'_>,
    me: &Identity,
    checked: &CheckedList,
) -> Failure {
    let guarded = checked.bad.iter().any(|bad| bad.why.is_guard_rail());
    let exit = if guarded { Exit::Refused } else { Exit::Usage };
    let count = checked.bad.len();
    let lines = if count == 1 {
        "1 line"
    } else {
        &format!("{count} lines")
    };
    let mut failure = Failure::new(
        exit,
        format!("{lines} of the list cannot be processed: nothing was sent"),
    );
    for bad in checked.bad.iter().take(10) {
        failure = failure.advise(bad.sentence());
    }
    if count > 10 {
        failure = failure.advise(format!("and {} more", count - 10));
    }
    if checked
        .bad
        .iter()
        .any(|bad| bad.why == RowProblem::GuardRail(GuardRailReason::RolesUnread))
    {
        return refusals::advise_reading_roles(failure, ctx, me).run(request.command(ctx));
    }
    if request.args.from.as_deref() == Some("-") {
        return failure.advise("fix the list, or leave these lines out with --skip-invalid");
    }
    failure.run(request.command(ctx).flag("--skip-invalid"))
}
