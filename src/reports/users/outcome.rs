//! Words for outcomes in every report on account actions: the same words and
//! the same tone for every step and task.
use crate::domain::task::{ReadBack, StepKind, StepOutcome, TaskStatus};
use crate::output::view::{Cell, Tone};

/// Returns an outcome in words; `None` means that none was recorded.
pub fn outcome_cell(kind: StepKind, outcome: Option<StepOutcome>, read_back: ReadBack) -> Cell {
    match (outcome, read_back) {
        (Some(StepOutcome::Done), ReadBack::Seen) => Cell::good("done"),
        (Some(StepOutcome::Done), ReadBack::NotVisibleYet) => {
            Cell::good("done, not visible in Entra yet")
        }
        (Some(StepOutcome::Done), ReadBack::NotRead) => Cell::good("done, not verified"),
        (Some(StepOutcome::Failed), _) => Cell::bad("failed"),
        (Some(StepOutcome::Unconfirmed), _) if kind == StepKind::Revoke => {
            Cell::warning("accepted, not verified")
        }
        (Some(StepOutcome::Unconfirmed), _) => Cell::warning("not verified"),
        (Some(StepOutcome::NotTried), _) => Cell::bad("not sent"),
        (Some(StepOutcome::NotPossible), _) => Cell::warning("not possible from here"),
        (None, _) => Cell::warning("outcome not recorded"),
    }
}

/// Returns the tone in which a task's status is shown.
pub fn status_tone(status: TaskStatus) -> Tone {
    match status {
        TaskStatus::Successful => Tone::Good,
        TaskStatus::Unsuccessful | TaskStatus::Rejected | TaskStatus::Canceled => Tone::Bad,
        TaskStatus::PartiallySuccessful
        | TaskStatus::Unconfirmed
        | TaskStatus::Queued
        | TaskStatus::Running
        | TaskStatus::Interrupted
        | TaskStatus::PendingApproval
        | TaskStatus::Unknown => Tone::Warning,
    }
}

#[cfg(test)]
mod tests {
    use super::outcome_cell;
    use crate::domain::task::{ReadBack, StepKind, StepOutcome};
    use crate::output::view::Tone;

    #[test]
    fn only_a_definite_yes_is_called_done() {
        let outcomes = [
            StepOutcome::Done,
            StepOutcome::Failed,
            StepOutcome::Unconfirmed,
            StepOutcome::NotTried,
            StepOutcome::NotPossible,
        ];
        for outcome in outcomes.map(Some).into_iter().chain([None]) {
            for read_back in [ReadBack::Seen, ReadBack::NotVisibleYet, ReadBack::NotRead] {
                let cell = outcome_cell(StepKind::Reset, outcome, read_back);
                let done = outcome == Some(StepOutcome::Done);
                assert_eq!(cell.text.starts_with("done"), done, "{cell:?}");
                assert_eq!(cell.tone == Tone::Good, done, "{cell:?}");
            }
        }
    }
}
