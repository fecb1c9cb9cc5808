//! From a finished run over a list to its report and exit code.
use super::exit_code::exit_code;
use super::verdict::{status, told_unrecorded};
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::domain::stays_open::{Tokens, not_checked};
use crate::domain::task::{Action, StepKind, StepOutcome, Way};
use crate::enforcement::execute::run::Finished;
use crate::enforcement::execute::stop::StopReason;
use crate::exit::Exit;
use crate::journal::{Closing, JournalError, Step, Task};
use crate::reports::users_bulk::{BulkReport, BulkRow, MAX_ROWS, SkippedLine, StageCount};

/// The records of a list that were left out.
#[derive(Debug, Default)]
pub(crate) struct LeftOut {
    /// Of many the first.
    pub lines: Vec<SkippedLine>,
    /// How many they are.
    pub count: usize,
}

/// Closes the task and reports it.
///
/// # Errors
/// Where the journal cannot be read.
pub(crate) fn report(
    ctx: &Ctx<'_>,
    finished: Finished,
    left_out: LeftOut,
    tokens: &Tokens,
) -> CommandResult {
    let Finished {
        mut journal,
        task,
        stop,
        unrecorded,
        password_file,
        details: _,
    } = finished;
    let mut rest = Rest::default();
    let closing = journal.closing::<JournalError>(&task, |step| {
        rest.take(step);
        Ok(())
    })?;
    let standing = closing.standing;
    let status = status(&closing, stop.as_ref());
    let closed = journal.finish(task.id, status, ctx.clock.now());
    let exit = exit_code(&closing, left_out.count > 0, stop.as_ref());
    let stages = task.action.steps().iter().map(|kind| {
        let counts = closing.stages.of(*kind);
        StageCount {
            kind: *kind,
            done: counts.done,
            not_verified: counts.not_verified,
            refused: counts.refused,
            not_sent: counts.not_sent,
            not_possible: counts.not_possible,
        }
    });
    let report = BulkReport {
        task: task.id,
        tenant: journal.tenant().clone(),
        action: task.action,
        status,
        stopped: stop.as_ref().map(StopReason::sentence),
        accounts: standing.accounts,
        done: standing.done,
        failed: standing.failed,
        unconfirmed: standing.unconfirmed,
        open: standing.open,
        stages: stages.collect(),
        next: next(ctx, &task, &closing, stop.as_ref()),
        stays_open: rest.stays_open(&task, closing.has_effect, tokens),
        not_checked: if closing.has_effect {
            not_checked(task.action)
        } else {
            Vec::new()
        },
        rows: rest.rows,
        skipped: left_out.lines,
        skipped_count: left_out.count,
        password_file: password_file.map(|path| path.to_string_lossy().into_owned()),
    };
    let exit = told_unrecorded(ctx, stop, unrecorded, closed).unwrap_or(exit);
    Ok(Outcome::with(report, exit))
}

/// The first steps that are not done, and what stays open after the rest.
#[derive(Default)]
struct Rest {
    rows: Vec<BulkRow>,
    guests: bool,
    synced: bool,
}

impl Rest {
    fn take(&mut self, step: Step) {
        self.guests |= step.way == Way::Guest && step.kind == StepKind::Revoke;
        self.synced |= step.kind == StepKind::Disable && step.prior.get("synced").is_some();
        if step.outcome != Some(StepOutcome::Done) && self.rows.len() < MAX_ROWS {
            self.rows.push(BulkRow {
                id: step.account_id,
                user_principal_name: step.account_name,
                kind: step.kind,
                sent: step.sent.is_some(),
                outcome: step.outcome,
                status_code: step.status_code,
                request_id: step.request_id,
                detail: step.error,
            });
        }
    }

    fn stays_open(&self, task: &Task, has_effect: bool, tokens: &Tokens) -> Vec<String> {
        let guests = "sessions at guests' own tenants: until those tenants end them";
        let synced = "sign-in of synchronized accounts, from the next directory sync on (about 30 \
                      minutes): disable them in Active Directory now";
        let mut open = Vec::new();
        if task.action != Action::Enable && has_effect {
            open.extend(tokens.after_all());
            open.push("apps' own sessions: as long as each app decides".to_owned());
        }
        let some = [(self.guests, guests), (self.synced, synced)];
        let some = some.into_iter().filter(|(is_open, _)| *is_open);
        open.extend(some.map(|(_, what)| what.to_owned()));
        open
    }
}

fn next(ctx: &Ctx<'_>, task: &Task, closing: &Closing, stop: Option<&StopReason>) -> Vec<String> {
    let mut next = Vec::new();
    if stop.is_some_and(|stop| stop.exit() == Exit::SignIn) {
        next.push(ctx.command("auth login --for respond"));
    }
    if closing.open > 0 {
        next.push(ctx.command(&format!("tasks resume {}", task.id)));
    }
    next.push(ctx.command(&format!("tasks verify {}", task.id)));
    next.push(ctx.command(&format!("tasks export {}", task.id)));
    if closing.stages.of(StepKind::Disable).done > 0 {
        next.push(ctx.command(&format!("tasks undo {}", task.id)));
    }
    next
}
