//! The devices that `tasks undo` re-enables: disabled by the task, enabled before, and
//! not changed by others since.
use crate::text::printable;
use std::collections::{BTreeMap, BTreeSet};

use crate::cli::command_line::CommandLine;
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::bulk::BulkRow;
use crate::domain::device::{StepDevice, device_count_text};
use crate::domain::task::{Action, StepKind, StepMethod, account_count_text};
use crate::domain::undo::{Doubt, ReenableVerdict};
use crate::enforcement::check::changes::{BlockedObject, Changes};
use crate::enforcement::check::devices;
use crate::failure::Failure;
use crate::graph::calls;
use crate::graph::devices::Device;
use crate::ids::ObjectId;
use crate::journal::{Journal, JournalError, StagingTable, Step, StepPlan, Task};
use crate::reports::users::bulk_plan::{BulkPlan, SkippedLine};
use crate::reports::users::plan::PlannedStep;

/// Devices to re-enable, devices that need a decision by the user, and skipped devices.
#[derive(Debug, Default)]
pub(super) struct UndoDevices {
    enabled: Vec<Step>,
    doubtful: Vec<(Step, Doubt)>,
    skipped: Vec<(Step, String)>,
    /// Questions that a real run would ask, for a dry run.
    questions: Vec<String>,
}

/// Returns a device's name with its account.
fn device_label(step: &Step) -> String {
    let device = step.device.as_ref();
    let device = device.map_or("", |device| device.name.as_str());
    format!("device {} of {}", printable(device), step.account_name)
}

impl UndoDevices {
    /// Returns which of these devices can be re-enabled.
    ///
    /// # Errors
    /// Fails if the journal cannot be read.
    pub(super) async fn find(
        ctx: &Ctx<'_>,
        connected: &Connected,
        journal: &Journal,
        task: &Task,
        own: Vec<BlockedObject>,
    ) -> Result<Self, Failure> {
        let mut found = Self::default();
        if own.is_empty() {
            return Ok(found);
        }
        if devices::ensure_permitted(ctx, connected).is_err() {
            let again = ctx.command("tasks undo").arg(task.id);
            let why = if connected.me.app_only {
                format!("the application lacks Device.ReadWrite.All; grant it, then: {again}")
            } else {
                let sign_in = ctx.command("auth login --for respond-devices");
                format!("this session may not enable devices; {sign_in}, then: {again}")
            };
            let left = own.into_iter().map(|blocked| (blocked.step, why.clone()));
            found.skipped.extend(left);
            return Ok(found);
        }
        let changes = Changes::read(ctx, connected, task, &own).await;
        let reads = own.iter();
        let reads: Vec<_> = reads
            .map(|blocked| calls::devices::state(blocked.step.object_id()))
            .collect();
        let replies = connected.graph.batch(&reads).await;
        for (blocked, reply) in own.into_iter().zip(replies) {
            let device = reply.and_then(|answer| answer.read::<Device>());
            let left = match &device {
                Err(error) if error.is_not_found() => Some("it was deleted"),
                Ok(device) if device.id != *blocked.step.object_id() => {
                    Some("it could not be read")
                }
                Err(_) => Some("it could not be read"),
                Ok(device) if device.account_enabled == Some(false) => None,
                Ok(_) => Some("it is enabled already"),
            };
            if let Some(why) = left {
                found.skipped.push((blocked.step, why.to_owned()));
                continue;
            }
            match changes.device_verdict(journal, task, &blocked)? {
                ReenableVerdict::Reenable => found.enabled.push(blocked.step),
                ReenableVerdict::Doubt(doubt) => found.doubtful.push((blocked.step, doubt)),
                ReenableVerdict::Changed(how) => {
                    let why = format!("{how}; {}", manual_steps(&blocked.step));
                    found.skipped.push((blocked.step, why));
                }
            }
        }
        Ok(found)
    }

    /// Skips the devices of these accounts, since the accounts themselves stay disabled.
    pub(super) fn skip_devices_of(&mut self, accounts: &BTreeSet<ObjectId>) {
        let is_left = |step: &Step| accounts.contains(&step.account_id);
        let enabled = self.enabled.extract_if(.., |step| is_left(step));
        let doubtful = self.doubtful.extract_if(.., |(step, _)| is_left(step));
        let left = enabled.chain(doubtful.map(|(step, _)| step));
        let why = "its account is left as it is".to_owned();
        self.skipped.extend(left.map(|step| (step, why.clone())));
    }

    /// Asks about devices that another user may have changed since. Without a terminal, such
    /// devices are skipped. A dry run (`may_act` is false) at a terminal counts them and adds
    /// the question to the report.
    pub(super) fn decide_doubtful(&mut self, ctx: &mut Ctx<'_>, may_act: bool) {
        let Some((_, doubt)) = self.doubtful.first() else {
            return;
        };
        let can_ask = ctx.io.terminal.interactive && !ctx.global.no_input;
        let is_counted = can_ask && !may_act;
        if is_counted {
            let devices = device_count_text(self.doubtful.len());
            self.questions
                .push(format!("asks about {devices} first: {doubt}"));
        }
        let re_enable = can_ask && may_act && {
            ctx.io.warn(&format!("warning: {doubt}"));
            for (step, _) in self.doubtful.iter().take(10) {
                ctx.io.warn(&format!("  {}", device_label(step)));
            }
            let devices = device_count_text(self.doubtful.len());
            let question = format!("Re-enable {devices} anyway? [y/N]");
            ctx.io.ask(&question).is_yes()
        };
        for (step, doubt) in std::mem::take(&mut self.doubtful) {
            if re_enable || is_counted {
                self.enabled.push(step);
            } else {
                let why = format!("{doubt}; {}", manual_steps(&step));
                self.skipped.push((step, why));
            }
        }
    }

    /// Whether a device is skipped only because its state is in doubt.
    pub(super) fn is_in_doubt(&self) -> bool {
        !self.doubtful.is_empty()
    }

    /// Returns the number of devices to re-enable; a shared device counts once.
    pub(super) fn len(&self) -> usize {
        let devices = self.enabled.iter().map(Step::object_id);
        devices.collect::<BTreeSet<_>>().len()
    }

    /// Adds the devices to the view shown before confirmation.
    pub(super) fn add_to(&self, plan: &mut BulkPlan, command: &CommandLine) {
        plan.warnings.extend(self.questions.iter().cloned());
        if self.enabled.is_empty() {
            return;
        }
        plan.steps.push(PlannedStep {
            kind: StepKind::EnableDevice,
            what: format!("enable {}", device_count_text(self.len())),
        });
        plan.writes += self.enabled.len();
        plan.requests += self.enabled.len().div_ceil(crate::graph::batch::BATCH_SIZE);
        let names: Vec<String> = self.enabled.iter().map(device_label).collect();
        let warning = format!("re-enabled as well: {}", names.join(", "));
        plan.warnings.push(warning);
        plan.next = vec![command.to_string()];
    }

    /// Returns how to re-enable the devices that a plan file does not cover.
    pub(super) fn command_outside_plan(&self, command: &CommandLine) -> Option<String> {
        let text = "the plan file holds accounts only; for the devices, once it is applied:";
        (!self.enabled.is_empty()).then(|| format!("{text} {command}"))
    }

    /// Adds the accounts for which only devices are re-enabled.
    ///
    /// # Errors
    /// Fails if there is no room for them.
    pub(super) fn add_rows(
        &self,
        rows: &mut StagingTable,
        known: &BTreeSet<ObjectId>,
    ) -> Result<(), JournalError> {
        let steps = self.enabled.iter();
        let accounts: BTreeMap<_, _> = steps
            .map(|step| (&step.account_id, &step.account_name))
            .filter(|(id, _)| !known.contains(id))
            .collect();
        let mut new = accounts
            .into_iter()
            .filter_map(|(id, upn)| BulkRow::from_id(id, upn));
        new.try_for_each(|row| rows.push(&row))
    }

    /// Returns the skipped devices as report lines.
    pub(super) fn skipped_lines(&self, after: usize) -> Vec<SkippedLine> {
        let lines = self.skipped.iter().enumerate();
        let line = |(index, (step, why)): (usize, &(Step, String))| SkippedLine {
            line: after + index + 1,
            record: None,
            user: step.account_name.clone(),
            id: Some(step.account_id.clone()),
            content: None,
            why: format!("{}: {why}", device_label(step)),
        };
        lines.map(line).collect()
    }

    /// Returns the steps that re-enable the devices of an account.
    pub(super) fn steps(&self, account: &ObjectId) -> Vec<StepPlan> {
        let own = self.enabled.iter();
        let own = own.filter(|step| step.account_id == *account);
        own.map(|step| StepPlan {
            account_id: step.account_id.clone(),
            account_name: step.account_name.clone(),
            kind: StepKind::EnableDevice,
            prior: serde_json::json!({ "accountEnabled": false }),
            way: StepMethod::Call,
            not_possible: None,
            device: step.device.clone(),
        })
        .collect()
    }
}

/// Returns how to re-enable a skipped device by hand.
fn manual_steps(step: &Step) -> String {
    let id = step
        .device
        .as_ref()
        .map_or("", |StepDevice { id, .. }| id.as_str());
    format!("to re-enable it: Entra admin center, Devices, object id {id}, Enable")
}

/// Returns the question for these numbers of accounts and devices.
pub(super) fn question(accounts: usize, devices: usize) -> String {
    let names = device_count_text(devices);
    match (accounts, devices) {
        (accounts, 0) => Action::Enable.question(&account_count_text(accounts)),
        (0, _) => format!("Enable {names}?"),
        (accounts, _) => {
            let both = format!("{}, and enable {names}", account_count_text(accounts));
            Action::Enable.question(&both)
        }
    }
}
