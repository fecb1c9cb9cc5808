//! Executes and verifies a task of the journal: a new one, or one to resume.
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use jiff::Timestamp;

use super::administrators::AdministratorGuard;
use super::audit_events::AuditEvents;
use super::executor::{Executor, StepDetail};
use super::password_file::PasswordFile;
use super::progress::Progress;
use super::recorder::Recorder;
use super::stop::StopReason;
use super::writer::Writer;
use crate::audit::{Event, Phase, Target};
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::bulk::{CircuitBreaker, SlowStart};
use crate::domain::task::TaskStatus;
use crate::enforcement::verify::after_run::Verification;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::graph::pace::{Pace, WINDOW};
use crate::journal::{Journal, JournalError, StartedTask, StepId, Task, TaskId};

/// The inputs of a run, besides its task.
#[derive(Debug, Default)]
pub(crate) struct RunInputs {
    /// The file for generated passwords.
    pub password_file: Option<PasswordFile>,
    /// The guard for the last Global Administrators.
    pub administrators: AdministratorGuard,
    /// Whether the accounts were named on the command line, so that the user waits for
    /// each.
    pub is_typed: bool,
    /// The account, if there is only one.
    pub target: Option<Target>,
}

/// The result of a run; its steps are in the journal.
#[derive(Debug)]
pub(crate) struct RunResult {
    pub journal: Journal,
    pub task: Task,
    /// Reason why it stopped before its last step.
    pub stop: Option<StopReason>,
    /// Reason why results could not be recorded after its last step.
    pub unrecorded: Option<Failure>,
    /// Path of the file with the passwords.
    pub password_file: Option<PathBuf>,
    /// Facts that the journal does not store, for some steps.
    pub details: BTreeMap<StepId, StepDetail>,
}

/// Returns the context for the audit events of a task.
pub(crate) fn audit_events(ctx: &Ctx<'_>, connected: &Connected, task: &Task) -> AuditEvents {
    AuditEvents {
        reason: task.reason.clone(),
        new_password: task.new_password,
        approved_by: task.approved_by.clone(),
        ..AuditEvents::new(ctx, connected, task.action, task.via)
    }
}

/// Returns the event for the start of a task. It precedes all steps, so that the log
/// contains the task even if the run is killed.
fn opening_event(events: &AuditEvents, begun: &StartedTask, target: Option<Target>) -> Event {
    let StartedTask { task, open, new } = begun;
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
    if let Some(approver) = &task.approved_by {
        detail.push(format!("approved by {approver}"));
    }
    let accounts = usize::try_from(task.accounts).unwrap_or(usize::MAX);
    let detail = (!detail.is_empty()).then(|| detail.join(", "));
    Event {
        task: Some(task.id),
        target,
        plan_digest: task.plan_digest.clone(),
        approved_by: task.approved_by.clone(),
        ..events.run_event(Phase::Intent, accounts, detail)
    }
}

/// Returns the paces of all writes and of write-backs, reduced by the recent writes of
/// other runs. `now` is the wall clock and the monotonic one.
fn paces(
    journal: &Journal,
    quota: usize,
    except: Option<TaskId>,
    now: (Timestamp, Duration),
) -> Result<(Pace, Pace), JournalError> {
    let (now, elapsed) = now;
    let (mut pace, mut methods) = (Pace::with_quota(quota), Pace::for_authentication_methods());
    let since = now.saturating_sub(WINDOW).unwrap_or(now);
    journal.for_each_send_since(since, except, |at, count, write_backs| {
        // A time after `now` comes from a clock that was set back.
        let age = Duration::try_from(now.duration_since(at)).unwrap_or_default();
        pace.record_earlier(count, age, elapsed);
        methods.record_earlier(write_backs, age, elapsed);
    })?;
    Ok((pace, methods))
}

/// Executes every open step of a task, and verifies what was sent.
///
/// # Errors
/// Fails if the journal fails before anything is sent. Outcomes of steps are in the
/// journal instead.
pub(crate) async fn execute(
    ctx: &mut Ctx<'_>,
    connected: &Connected,
    mut journal: Journal,
    begun: StartedTask,
    inputs: RunInputs,
) -> Result<RunResult, Failure> {
    let _hold = ctx.interrupt.hold().await;
    let (now, elapsed) = (ctx.clock.now(), ctx.clock.monotonic());
    let StartedTask { task, open, new } = &begun;
    let (open, new) = (*open, *new);
    let except = new.then_some(task.id);
    let (pace, methods) = paces(&journal, connected.quota, except, (now, elapsed))?;
    if !new && open > 0 {
        journal.finish_task(task.id, TaskStatus::Running, now)?;
    }
    let accounts = usize::try_from(task.accounts).unwrap_or(usize::MAX);
    let events = audit_events(ctx, connected, task);
    if open > 0
        && let Err(failure) = events.record(&[opening_event(&events, &begun, inputs.target)], now)
    {
        let stays = if new {
            TaskStatus::Canceled
        } else {
            task.status
        };
        drop(journal.finish_task(task.id, stays, now));
        return Err(failure.context("nothing was sent"));
    }
    let is_chained = accounts == 1 && !journal.has_open_write_back(task.id)?;
    let recorder = Recorder {
        journal,
        events,
        task: task.id,
        password_file: inputs
            .password_file
            .as_ref()
            .map(PasswordFile::clone_handle)
            .transpose()?,
    };
    let graph = if inputs.is_typed {
        connected.graph.clone()
    } else {
        connected.graph.low_priority()
    };
    let mut executor = Executor {
        graph: graph.clone(),
        clock: std::sync::Arc::clone(&ctx.clock),
        entropy: std::sync::Arc::clone(&ctx.entropy),
        server: ctx.dirs.origin.server.clone(),
        interrupt: ctx.interrupt.clone(),
        recorder: Some(recorder),
        writer: ctx.sandbox.is_none().then(Writer::start).transpose()?,
        action: task.action,
        new_password: task.new_password,
        is_delegated: !connected.me.app_only,
        is_chained,
        passwords: inputs.password_file,
        pace,
        write_back_pace: methods,
        breaker: CircuitBreaker::default(),
        administrators: inputs.administrators,
        slow_start: SlowStart::new(accounts),
        progress: Progress::new(
            ctx.io.status_writer(),
            ctx.io.terminal.redraws,
            open,
            elapsed,
        ),
        stop: None,
        faults_in_a_row: 0,
        undelivered_in_a_row: 0,
        undelivered: None,
        answered: elapsed,
        details: BTreeMap::new(),
    };
    executor.run().await;
    let stop = executor.stop.take();
    let password_file = executor.passwords.take().and_then(PasswordFile::close);
    let details = std::mem::take(&mut executor.details);
    let Some(mut recorder) = executor.recorder.take() else {
        return Err(Failure::new(Exit::Fault, "the journal was lost in the run")
            .run(ctx.command("tasks resume").arg(task.id)));
    };
    drop(executor);
    let mut unrecorded = None;
    if open > 0 && !matches!(stop, Some(StopReason::Storage(_))) {
        let verification = Verification {
            graph: &graph,
            clock: ctx.clock.as_ref(),
            interrupt: &ctx.interrupt,
            since: now,
            offset: ctx.dirs.origin.server.offset(),
            is_stopped: stop.is_some(),
        };
        unrecorded = verification.run(&mut recorder, task).await.err();
    }
    Ok(RunResult {
        journal: recorder.journal,
        task: begun.task,
        stop,
        unrecorded,
        password_file,
        details,
    })
}
