//! What a run came to as a whole: its status, and what could not be recorded.
use crate::context::Ctx;
use crate::domain::task::TaskStatus;
use crate::enforcement::execute::stop::StopReason;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::journal::{JournalError, TaskSummary};

/// How a task stands after a run.
pub(crate) fn status(closing: &TaskSummary, stop: Option<&StopReason>) -> TaskStatus {
    let standing = closing.accounts;
    let all = standing.accounts;
    let unclear = closing.stages.all().any(|counts| counts.not_verified > 0);
    if standing.done == all {
        TaskStatus::Successful
    } else if standing.open == all && stop.is_some() && !closing.has_effect && !unclear {
        TaskStatus::Canceled
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

/// Says what could not be recorded, and what the command ends with for it.
pub(crate) fn warn_unrecorded(
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
