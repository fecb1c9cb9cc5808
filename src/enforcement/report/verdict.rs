//! What a run came to as a whole: its status, its exit code, and what could not
//! be recorded.
use crate::commands::context::Ctx;
use crate::domain::task::TaskStatus;
use crate::enforcement::execute::stop::StopReason;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{Closing, JournalError};

/// How a task stands after a run.
pub(crate) fn status(closing: &Closing, stop: Option<&StopReason>) -> TaskStatus {
    let standing = closing.standing;
    let all = standing.accounts;
    let unclear = closing.stages.all().any(|counts| counts.not_verified > 0);
    if standing.done == all {
        TaskStatus::Successful
    } else if standing.open == all && stop.is_some() && !closing.has_effect && !unclear {
        TaskStatus::Cancelled
    } else if matches!(stop, Some(StopReason::Interrupted)) && standing.open > 0 {
        TaskStatus::Interrupted
    } else if standing.failed == all && !closing.has_effect && !unclear {
        TaskStatus::Unsuccessful
    } else if standing.done + standing.unconfirmed == all {
        TaskStatus::Unconfirmed
    } else {
        TaskStatus::PartiallySuccessful
    }
}

/// The exit code of a run. `refusals`: what each refused step asks for alone.
pub(crate) fn exit(
    status: TaskStatus,
    closing: &Closing,
    stop: Option<&StopReason>,
    refusals: impl Iterator<Item = Exit>,
) -> Exit {
    match stop {
        // Ctrl-C came when nothing was left to do.
        Some(StopReason::Interrupted) if closing.open == 0 => {}
        Some(stop) => return stop.exit(),
        None => {}
    }
    match status {
        TaskStatus::Successful => Exit::Done,
        TaskStatus::Unsuccessful => first_to_fix(refusals),
        // Accounts that differ make a run that is done in part.
        TaskStatus::Unconfirmed if closing.standing.done == 0 => Exit::Unconfirmed,
        _ => Exit::Partial,
    }
}

/// Of several reasons why nothing was done the one to fix first.
fn first_to_fix(refusals: impl Iterator<Item = Exit>) -> Exit {
    const ORDER: [Exit; 6] = [
        Exit::Untrusted,
        Exit::SignIn,
        Exit::Denied,
        Exit::NotFound,
        Exit::Refused,
        Exit::TryAgain,
    ];
    let place = |exit: &Exit| ORDER.iter().position(|other| other == exit);
    let first = refusals.min_by_key(|exit| place(exit).unwrap_or(ORDER.len()));
    first.unwrap_or(Exit::Partial)
}

/// Says what could not be recorded, and what the command ends with for it.
pub(crate) fn told_unrecorded(
    ctx: &Ctx<'_>,
    stop: Option<StopReason>,
    unrecorded: Option<Failure>,
    closed: Result<(), JournalError>,
) -> Option<Exit> {
    let failure = match stop {
        Some(StopReason::Storage(failure)) => failure,
        _ => unrecorded.or_else(|| closed.err().map(Failure::from))?,
    };
    ctx.io.warn(&format!(
        "error: not everything could be recorded, so nothing more was sent: {:#}",
        failure.error
    ));
    Some(failure.exit)
}
