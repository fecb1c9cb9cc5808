//! The exit code of a finished run, for named accounts and lists.
use std::collections::BTreeSet;

use crate::context::failures::exit_of_status;
use crate::enforcement::execute::stop::StopReason;
use crate::exit::Exit;
use crate::journal::{StepEnd, TaskSummary};

/// Exit codes in order of urgency, for an account with several failures.
const BY_URGENCY: [Exit; 6] = [
    Exit::Untrusted,
    Exit::SignIn,
    Exit::Denied,
    Exit::NotFound,
    Exit::Refused,
    Exit::TryAgain,
];

/// Returns the exit code of a run: that of its accounts if all have the same, else 9.
/// `left_out`: records of the list were skipped. The reason for a stop takes precedence
/// if it left steps open.
pub(crate) fn exit_code(closing: &TaskSummary, left_out: bool, stop: Option<&StopReason>) -> Exit {
    let unsent = stop.map(StopReason::exit);
    let ends = closing.ends.iter();
    let exits: BTreeSet<Exit> = ends.map(|ends| account_exit(ends, unsent)).collect();
    let exit = match exits.first() {
        Some(exit) if exits.len() == 1 && !left_out => *exit,
        None if !left_out => Exit::Done,
        Some(_) | None => Exit::Partial,
    };
    let is_no = !matches!(exit, Exit::Done | Exit::Unconfirmed | Exit::Partial);
    match stop {
        // Too many steps failed for the same reason: that reason says more.
        Some(StopReason::Breaker(_)) if is_no => exit,
        // A stop after the last step does not matter.
        Some(stop) if closing.open > 0 => stop.exit(),
        Some(_) | None => exit,
    }
}

/// Returns the exit code of one account. `unsent` is the exit code of the reason that
/// stopped the run.
fn account_exit(ends: &BTreeSet<StepEnd>, unsent: Option<Exit>) -> Exit {
    let nos: Vec<Exit> = ends.iter().filter_map(|end| refusal_exit(*end)).collect();
    let is_done = ends.contains(&StepEnd::Done);
    let is_unclear = ends.contains(&StepEnd::NotVerified);
    let mut not_sent = ends.iter().filter_map(|end| match end {
        StepEnd::NotSent(status) => Some(status_exit(*status)),
        _ => None,
    });
    if let Some(first) = nos.first() {
        return if is_done {
            Exit::Partial
        } else if is_unclear {
            Exit::Unconfirmed
        } else {
            let urgent = BY_URGENCY.into_iter().find(|exit| nos.contains(exit));
            urgent.unwrap_or(*first)
        };
    }
    match not_sent.next() {
        Some(_) if is_done => Exit::Partial,
        Some(_) | None if is_unclear => Exit::Unconfirmed,
        Some(exit) => unsent.unwrap_or(exit),
        None => Exit::Done,
    }
}

/// Returns the exit code of a failed step; `None` if it did not fail.
fn refusal_exit(end: StepEnd) -> Option<Exit> {
    match end {
        StepEnd::Refused(status) => Some(status_exit(status)),
        StepEnd::Barred => Some(Exit::Refused),
        StepEnd::NotPossible => Some(Exit::Usage),
        StepEnd::Done | StepEnd::NotVerified | StepEnd::NotSent(_) => None,
    }
}

/// Returns the exit code for an HTTP status. An operation that was accepted and failed
/// later has none.
fn status_exit(status: Option<u16>) -> Exit {
    let refusal = status.filter(|status| *status >= 400);
    refusal.map_or(Exit::Partial, exit_of_status)
}

#[cfg(test)]
mod tests {
    use super::account_exit;
    use crate::exit::Exit;
    use crate::journal::StepEnd as E;

    #[test]
    fn one_account_ends_with_what_its_steps_came_to() {
        let breaker = Some(Exit::Partial);
        for (ends, unsent, exit) in [
            (vec![E::Done], None, Exit::Done),
            (vec![E::Done, E::NotVerified], None, Exit::Unconfirmed),
            (vec![E::Refused(Some(403))], None, Exit::Denied),
            (vec![E::Refused(Some(404))], None, Exit::NotFound),
            (vec![E::Refused(Some(400))], None, Exit::Untrusted),
            (vec![E::Refused(Some(202))], None, Exit::Partial),
            (vec![E::Barred], None, Exit::Refused),
            (vec![E::NotPossible], None, Exit::Usage),
            (vec![E::Done, E::Refused(Some(403))], None, Exit::Partial),
            (vec![E::Done, E::NotPossible], None, Exit::Partial),
            (
                vec![E::NotVerified, E::Refused(Some(403))],
                None,
                Exit::Unconfirmed,
            ),
            (
                vec![E::Refused(Some(404)), E::Refused(Some(403))],
                None,
                Exit::Denied,
            ),
            (
                vec![E::Refused(Some(403)), E::NotSent(None)],
                breaker,
                Exit::Denied,
            ),
            (vec![E::NotSent(None)], breaker, Exit::Partial),
            (vec![E::NotSent(Some(423))], None, Exit::TryAgain),
            (vec![E::Done, E::NotSent(Some(423))], None, Exit::Partial),
        ] {
            let set = ends.iter().copied().collect();
            assert_eq!(account_exit(&set, unsent), exit, "{ends:?}");
        }
    }
}
