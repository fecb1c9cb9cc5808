//! `tasks verify`: reads the accounts of a task again and reports effects that are no
//! longer there. Changes nothing.
use std::collections::{BTreeMap, BTreeSet};

use super::open::{self, OpenedTask};
use crate::cli::auth::Purpose;
use crate::cli::command_line::CommandLine;
use crate::cli::tasks::ShowArgs;
use crate::cli::users::MAX_ACCOUNTS;
use crate::context::connect::connect;
use crate::context::suggested;
use crate::context::{CommandResult, Ctx, Outcome};
use crate::domain::task::{OnBehalfOf, StepKind, StepOutcome};
use crate::enforcement::execute::step_run::is_unverifiable_here;
use crate::enforcement::request::action_line;
use crate::enforcement::verify::read_back::ReadEffect;
use crate::enforcement::verify::task_reader::TaskReader;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::ObjectId;
use crate::journal::{Journal, JournalError, OpenStep, Step, Task, TaskId};
use crate::reports::tasks::verify::{Finding, TaskVerify, VerifiedStep};

/// Number of steps in one batch of reads.
const AT_A_TIME: usize = 400;

/// Verifies a task.
pub(crate) async fn run(ctx: &mut Ctx<'_>, args: &ShowArgs) -> CommandResult {
    let connected = connect(ctx, Purpose::Read).await?;
    let OpenedTask { journal, task } =
        open::open_task_read_only(ctx, &connected.me.tenant, args.id)?;
    let mut steps: Vec<Step> = Vec::new();
    journal.for_each_step::<JournalError>(task.id, |step| {
        if step.outcome != Some(StepOutcome::NotPossible) {
            steps.push(step);
        }
        Ok(())
    })?;
    let open = journal.count_open_steps(task.id)?;
    let mut report = TaskVerify {
        tenant: connected.me.tenant.clone(),
        task: task.id,
        steps: steps.len(),
        as_recorded: 0,
        visible_unrecorded: 0,
        not_done: 0,
        drifted: 0,
        unread: 0,
        beyond: 0,
        findings: Vec::new(),
        next: vec![ctx.command("tasks show").arg(task.id).to_string()],
    };
    let mut reader = TaskReader::default();
    let mut drifted: Vec<Step> = Vec::new();
    for chunk in steps.chunks(AT_A_TIME) {
        let open: Vec<OpenStep> = chunk.iter().map(to_open_step).collect();
        let asked: Vec<&OpenStep> = open.iter().collect();
        let shown = reader
            .read_effects(&connected.graph, &*ctx.clock, &asked, task.new_password)
            .await;
        for (step, shown) in chunk.iter().zip(shown) {
            let done = step.outcome == Some(StepOutcome::Done);
            let finding = match (done, shown) {
                (true, ReadEffect::Visible(_)) => Finding::AsRecorded,
                (false, ReadEffect::NotVisible) => Finding::NotDone,
                (true, ReadEffect::NotVisible) => Finding::Drifted,
                (_, ReadEffect::Deleted) => Finding::Gone,
                (_, ReadEffect::Unread) => Finding::Unread,
                (false, ReadEffect::Visible(_)) if is_unverifiable_here(step.way, step.kind) => {
                    Finding::Beyond
                }
                (false, ReadEffect::Visible(_)) => Finding::DoneAllTheSame,
            };
            report.count_finding(finding);
            if finding == Finding::Drifted {
                drifted.push(step.clone());
            }
            if finding != Finding::AsRecorded {
                report.findings.push(VerifiedStep {
                    id: step.account_id.clone(),
                    user_principal_name: step.account_name.clone(),
                    kind: step.kind,
                    device: step.device.clone().map(Into::into),
                    recorded: step.outcome,
                    finding,
                });
            }
        }
    }
    if report.unread == report.steps && report.steps > 0 {
        return Err(Failure::new(
            reader.exit_code(),
            "none of the accounts could be read: nothing can be said of the task",
        ));
    }
    let exit = if report.drifted + report.unread + report.not_done > 0 {
        Exit::Partial
    } else if report.beyond > 0 {
        Exit::Unconfirmed
    } else {
        Exit::Done
    };
    let reversed = reversed_on_purpose(&journal, &task, &drifted)?;
    let mut next = fix_commands(ctx, &task, &report, open, &reversed);
    next.append(&mut report.next);
    report.next = next;
    Ok(Outcome::with(report, exit))
}

/// A change that no longer holds: the account or device, and what was done to it.
type Change = (ObjectId, StepKind);

/// Returns which of these steps a later task of this machine reversed, with that task:
/// there the effect was undone on purpose.
fn reversed_on_purpose(
    journal: &Journal,
    task: &Task,
    steps: &[Step],
) -> Result<BTreeMap<Change, TaskId>, JournalError> {
    let mut reversed = BTreeMap::new();
    for step in steps {
        if let Some(later) = journal.later_task_that_reversed(task.id, step)? {
            let device = step.device.as_ref().map(|device| &device.id);
            let id = device.unwrap_or(&step.account_id).clone();
            reversed.insert((id, step.kind), later);
        }
    }
    Ok(reversed)
}

/// Returns the commands that fix the findings. `tasks resume` only handles open steps: an
/// effect that is gone needs a new action, unless a later task reverted it on
/// purpose.
fn fix_commands(
    ctx: &Ctx<'_>,
    task: &Task,
    report: &TaskVerify,
    open: usize,
    reversed: &BTreeMap<Change, TaskId>,
) -> Vec<String> {
    let mut next = Vec::new();
    if open > 0 {
        next.push(ctx.command("tasks resume").arg(task.id).to_string());
    }
    let mut again: Vec<&str> = Vec::new();
    for step in &report.findings {
        let id = step.id.as_str();
        let changed = step.device.as_ref().map_or(&step.id, |device| &device.id);
        // No action enables a device; `tasks undo` re-enables those that a task disabled.
        let repeats = step.finding == Finding::Drifted
            && step.kind != StepKind::EnableDevice
            && !reversed.contains_key(&(changed.clone(), step.kind));
        if repeats && again.last() != Some(&id) {
            again.push(id);
        }
    }
    if (1..=MAX_ACCOUNTS).contains(&again.len()) {
        let devices = report.has_drifted(StepKind::DisableDevice);
        let command = repeat_command(task, &again).flag_if(devices, "--devices");
        next.push(ctx.command(command).to_string());
    } else if !again.is_empty() {
        next.push(ctx.command("tasks verify -o csv").arg(task.id).to_string());
    }
    let tasks: BTreeSet<&TaskId> = reversed.values().collect();
    next.extend(
        tasks
            .into_iter()
            .map(|later| ctx.command("tasks show").arg(later).to_string()),
    );
    if report.unread > 0 {
        next.push(ctx.command("tasks verify").arg(task.id).to_string());
    }
    next
}

/// Returns the command that repeats the task's action for these accounts.
fn repeat_command(task: &Task, accounts: &[&str]) -> CommandLine {
    let via = (task.via != OnBehalfOf::Search).then(|| task.via.as_str());
    let passwords = task.has_password_file().then(suggested::password_file);
    action_line(task.action)
        .args(accounts)
        .flag_if(passwords.is_some(), "--new-password")
        .file_option("--password-file", passwords.as_deref())
        .option_if("--via", via)
        .option_if("--reason", task.reason.as_ref())
}

fn to_open_step(step: &Step) -> OpenStep {
    OpenStep {
        id: step.id,
        account_id: step.account_id.clone(),
        account_name: step.account_name.clone(),
        kind: step.kind,
        way: step.way,
        prior: step.prior.clone().into(),
        doubtful: false,
        sent: step.sent,
        device: step.device.clone(),
    }
}
