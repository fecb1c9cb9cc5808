//! Lists with lines that cannot be processed: what is said and recorded.
use crate::audit::{Event, Target};
use crate::context::Ctx;
use crate::domain::guard_rails::Why;
use crate::domain::identity::Identity;
use crate::enforcement::check::refusals;
use crate::enforcement::execute::audit_events::AuditEvents;
use crate::enforcement::request::Asked;
use crate::enforcement::resolve::rows::{Bad, BadLine, Judged};
use crate::exit::Exit;
use crate::failure::Failure;

/// A refusal for the audit log, for each line that a guard-rail stops.
pub(crate) fn refusals(trail: &AuditEvents, bad: &[BadLine]) -> Vec<Event> {
    bad.iter()
        .filter(|line| line.why.is_guard_rail())
        .map(|line| {
            let target = line.id.as_ref().map(|id| Target {
                id: id.to_string(),
                name: line.user.clone(),
            });
            trail.refusal(target, line.why.text())
        })
        .collect()
}

/// Records refusals. Where that fails the refusal stands all the same.
pub(crate) fn note(ctx: &Ctx<'_>, trail: &AuditEvents, bad: &[BadLine]) {
    if let Err(error) = trail.record(&refusals(trail, bad), ctx.clock.now()) {
        ctx.io.warn(&format!(
            "warning: a refusal was not recorded: {:#}",
            error.error
        ));
    }
}

/// The failure of a list of which every line is left out.
pub(crate) fn none_left(bad: &[BadLine]) -> Failure {
    let mut failure = Failure::new(Exit::Usage, "no line is left: nothing was sent");
    for bad in bad.iter().take(10) {
        failure = failure.advise(bad.sentence());
    }
    failure.advise("fix the list and run the same command again")
}

/// The failure of a list with lines that cannot be processed.
pub(crate) fn refused(ctx: &Ctx<'_>, asked: &Asked<'_>, me: &Identity, judged: &Judged) -> Failure {
    let guarded = judged.bad.iter().any(|bad| bad.why.is_guard_rail());
    let exit = if guarded { Exit::Refused } else { Exit::Usage };
    let count = judged.bad.len();
    let lines = if count == 1 {
        "1 line"
    } else {
        &format!("{count} lines")
    };
    let mut failure = Failure::new(
        exit,
        format!("{lines} of the list cannot be processed: nothing was sent"),
    );
    for bad in judged.bad.iter().take(10) {
        failure = failure.advise(bad.sentence());
    }
    if count > 10 {
        failure = failure.advise(format!("and {} more", count - 10));
    }
    if judged
        .bad
        .iter()
        .any(|bad| bad.why == Bad::Guarded(Why::RolesUnread))
    {
        return refusals::with_right_to_read_roles(failure, ctx, me).run(asked.command(ctx));
    }
    if asked.args.from.as_deref() == Some("-") {
        return failure.advise("fix the list, or leave these lines out with --skip-invalid");
    }
    failure.run(asked.command(ctx).flag("--skip-invalid"))
}
