//! Carries out a task of the journal and reports what came of it: a new one,
//! or one that an earlier run left open.
use super::books::Books;
use super::engine::{Engine, Halt};
use super::progress::Progress;
use super::recheck::Recheck;
use super::trail::Trail;
use super::writer::Writer;
use crate::audit::{Actor, Event, Phase};
use crate::commands::connect::Connected;
use crate::commands::context::{CommandResult, Ctx, Outcome};
use crate::commands::users::passwords::PasswordFile;
use crate::domain::bulk::{Breaker, Ramp};
use crate::domain::task::{Action, StepKind, StepOutcome, TaskStatus, Way};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::pace::{Pace, WINDOW};
use crate::journal::{Begun, Closing, Journal, JournalError, Standing, Step, Task};
use crate::reports::users_bulk::{BulkReport, BulkRow, MOST_ROWS, SkippedLine};

/// What a run brings along beside its task.
#[derive(Debug, Default)]
pub(crate) struct Luggage {
    /// Where generated passwords go.
    pub passwords: Option<PasswordFile>,
    /// Lines of the list that are left out, of many the first.
    pub skipped: Vec<SkippedLine>,
    /// How many are left out.
    pub skipped_count: usize,
    /// What is known of Global Administrators.
    pub recheck: Recheck,
}

/// The audit trail of a task.
pub(crate) fn trail(ctx: &Ctx<'_>, connected: &Connected, task: &Task) -> Trail {
    Trail {
        place: ctx.place.clone(),
        tenant: connected.me.tenant.clone(),
        actor: Actor::from(&connected.me).into(),
        action: task.action,
        via: task.via,
        reason: task.reason.clone(),
        new_password: task.new_password,
        approved_by: task.approved_by.clone(),
    }
}

/// The line of a whole task, before the first of any of its steps: whoever looks
/// for a task in the log finds it, wherever the run ends.
fn opening(trail: &Trail, begun: &Begun) -> Event {
    let Begun { task, open, new } = begun;
    let mut detail = Vec::new();
    if !new {
        detail.push(format!("resumed, {open} steps are open"));
    }
    if let Some(undone) = task.undoes {
        detail.push(format!("undoes task {undone}"));
    }
    if let Some(digest) = &task.plan_digest {
        detail.push(format!("plan {digest}"));
    }
    if let Some(who) = &task.approved_by {
        detail.push(format!("approved by {who}"));
    }
    let accounts = usize::try_from(task.accounts).unwrap_or(usize::MAX);
    let detail = (!detail.is_empty()).then(|| detail.join(", "));
    Event {
        task: Some(task.id),
        plan_digest: task.plan_digest.clone(),
        approved_by: task.approved_by.clone(),
        ..trail.whole(Phase::Intent, accounts, detail)
    }
}

/// Takes every open step of `task`.
///
/// # Errors
/// Where the journal fails; what came of the steps is in the report otherwise.
pub(crate) async fn out(
    ctx: &mut Ctx<'_>,
    connected: &Connected,
    mut journal: Journal,
    begun: Begun,
    luggage: Luggage,
) -> CommandResult {
    let _hold = ctx.interrupt.hold().await;
    let now = ctx.clock.now();
    let Begun { task, open, new } = &begun;
    // The quota is the application's: what other runs used of it is used.
    let mut pace = Pace::of(connected.quota);
    let since = now.saturating_sub(WINDOW).unwrap_or(now);
    let except = new.then_some(task.id);
    journal.each_sent_since(since, except, |at, count| pace.note(count, at, now))?;
    journal.works_on(task.id);
    if !new {
        journal.finish(task.id, TaskStatus::Running, now)?;
    }
    let accounts = usize::try_from(task.accounts).unwrap_or(usize::MAX);
    let trail = trail(ctx, connected, task);
    if *open > 0
        && let Err(failure) = trail.record(&[opening(&trail, &begun)], now)
    {
        let stays = if *new {
            TaskStatus::Cancelled
        } else {
            task.status
        };
        drop(journal.finish(task.id, stays, now));
        return Err(failure.context("nothing was sent"));
    }
    let redraw = ctx.io.terminal.redraws;
    let books = Books {
        journal,
        trail,
        task: task.id,
        password_file: luggage
            .passwords
            .as_ref()
            .map(PasswordFile::on_disk)
            .transpose()?,
    };
    let mut engine = Engine {
        graph: connected.graph.in_bulk(),
        clock: std::sync::Arc::clone(&ctx.clock),
        entropy: std::sync::Arc::clone(&ctx.entropy),
        interrupt: ctx.interrupt.clone(),
        action: task.action,
        new_password: task.new_password,
        pace,
        breaker: Breaker::default(),
        recheck: luggage.recheck,
        ramp: Ramp::new(accounts),
        progress: Progress::new(ctx.io.talk(), redraw, *open, now),
        halt: None,
        books: Some(books),
        writer: ctx.sandbox.is_none().then(Writer::begin).transpose()?,
        passwords: luggage.passwords,
    };
    engine.run().await;
    let halt = engine.halt.take();
    let file = engine.passwords.take().and_then(PasswordFile::close);
    let Some(Books { mut journal, .. }) = engine.books.take() else {
        return Err(Failure::new(Exit::Fault, "the journal was lost in the run")
            .run(ctx.command(&format!("tasks resume {}", task.id))));
    };
    drop(engine);
    let mut rest = Rest::default();
    let closing = journal.closing::<JournalError>(task.id, |step| {
        rest.take(step);
        Ok(())
    })?;
    let standing = closing.standing;
    let status = status(standing, halt.as_ref());
    let finished = journal.finish(task.id, status, ctx.clock.now());
    let exit = exit(status, halt.as_ref());
    let report = BulkReport {
        task: task.id,
        tenant: connected.me.tenant.clone(),
        action: task.action,
        status,
        stopped: halt.as_ref().map(why),
        accounts: standing.accounts,
        done: standing.done,
        failed: standing.failed,
        unconfirmed: standing.unconfirmed,
        open: standing.open,
        next: next(ctx, task, closing, halt.as_ref()),
        stays_open: rest.stays_open(task, closing.has_effect),
        rows: rest.rows,
        skipped: luggage.skipped,
        skipped_count: luggage.skipped_count,
        password_file: file.map(|path| path.to_string_lossy().into_owned()),
    };
    let exit = match (halt, finished) {
        (Some(Halt::Storage(failure)), _) => told(ctx, &failure),
        (_, Err(error)) => told(ctx, &error.into()),
        _ if luggage.skipped_count > 0 && exit == Exit::Done => Exit::Partial,
        _ => exit,
    };
    Ok(Outcome::with(report, exit))
}

fn told(ctx: &Ctx<'_>, failure: &Failure) -> Exit {
    ctx.io.warn(&format!(
        "error: not everything could be recorded, so nothing more was sent: {:#}",
        failure.error
    ));
    failure.exit
}

fn why(halt: &Halt) -> String {
    match halt {
        Halt::Storage(failure) => format!("it could not be recorded: {:#}", failure.error),
        Halt::Broken(why) | Halt::SignIn(why) => why.clone(),
        Halt::Interrupted => "interrupted; what was under way was finished".to_owned(),
    }
}

fn status(standing: Standing, halt: Option<&Halt>) -> TaskStatus {
    let all = standing.accounts;
    if standing.done == all {
        TaskStatus::Successful
    } else if standing.open == all && halt.is_some() {
        TaskStatus::Cancelled
    } else if standing.failed == all {
        TaskStatus::Unsuccessful
    } else if standing.done + standing.unconfirmed == all {
        TaskStatus::Unconfirmed
    } else {
        TaskStatus::PartiallySuccessful
    }
}

fn exit(status: TaskStatus, halt: Option<&Halt>) -> Exit {
    match halt {
        Some(Halt::Interrupted) => return Exit::Interrupted,
        Some(Halt::SignIn(_)) => return Exit::SignIn,
        Some(Halt::Broken(_)) => return Exit::Partial,
        Some(Halt::Storage(failure)) => return failure.exit,
        None => {}
    }
    match status {
        TaskStatus::Successful => Exit::Done,
        TaskStatus::Unconfirmed => Exit::Unconfirmed,
        TaskStatus::Unsuccessful
        | TaskStatus::PartiallySuccessful
        | TaskStatus::Cancelled
        | TaskStatus::Queued
        | TaskStatus::Running
        | TaskStatus::PendingApproval
        | TaskStatus::Rejected
        | TaskStatus::Unknown => Exit::Partial,
    }
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
        if step.outcome != Some(StepOutcome::Done) && self.rows.len() < MOST_ROWS {
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

    fn stays_open(&self, task: &Task, has_effect: bool) -> Vec<String> {
        let tokens = "access tokens that were issued before: up to about 1 hour; apps that watch for \
                      changes (Exchange, SharePoint, Teams, Graph) end within about 15 minutes";
        let guests = "sessions at guests' own tenants: until those tenants end them";
        let synced = "sign-in of synchronized accounts, from the next directory sync on (about 30 \
                      minutes): disable them in Active Directory now";
        let all = [
            (task.action != Action::Enable && has_effect, tokens),
            (self.guests, guests),
            (self.synced, synced),
        ];
        let open = all.into_iter().filter(|(is_open, _)| *is_open);
        open.map(|(_, what)| what.to_owned()).collect()
    }
}

fn next(ctx: &Ctx<'_>, task: &Task, closing: Closing, halt: Option<&Halt>) -> Vec<String> {
    let Closing { standing, open, .. } = closing;
    let mut next = Vec::new();
    if matches!(halt, Some(Halt::SignIn(_))) {
        next.push(ctx.command("auth login --for respond"));
    }
    if open > 0 {
        next.push(ctx.command(&format!("tasks resume {}", task.id)));
    }
    next.push(ctx.command(&format!("tasks verify {}", task.id)));
    next.push(ctx.command(&format!("tasks export {}", task.id)));
    let disables = task.action.steps().contains(&StepKind::Disable);
    if disables && standing.open < standing.accounts {
        next.push(ctx.command(&format!("tasks undo {}", task.id)));
    }
    next
}
