//! Checks open steps of a task again. Steps that must not be executed anymore are
//! skipped one by one; the others continue.
use std::collections::BTreeSet;

use crate::audit::{Event, Target};
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::guard_rails::{AppOwners, GlobalAdministrators, GuardRailReason};
use crate::domain::step_life::StepState;
use crate::domain::task::account_count_text;
use crate::enforcement::check::devices::{self, DeviceSkip};
use crate::enforcement::check::tenant_facts::TenantFacts;
use crate::enforcement::execute::administrators::AdministratorGuard;
use crate::enforcement::execute::audit_events::AuditEvents;
use crate::enforcement::execute::step_run::StepRun;
use crate::enforcement::verify::read_back;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::ObjectId;
use crate::journal::{Journal, OpenStep, StepId, StepResult, TYPED, Task};

/// Number of steps that are read from the tenant at a time.
const AT_A_TIME: usize = 400;

/// Maximum number of accounts that are named.
const MAX_NAMES: usize = 10;

/// Open steps that must not be executed now, each with a reason that continues a
/// sentence about its account.
#[derive(Debug)]
pub(crate) struct SkippedOpenSteps {
    /// Steps that a guard-rail forbids, or whose device was deleted.
    steps: Vec<(OpenStep, String)>,
    /// The steps among them whose device was deleted.
    gone: BTreeSet<StepId>,
    /// Steps whose facts could not be read this time: they remain open.
    held: Vec<(OpenStep, String)>,
}

impl SkippedOpenSteps {
    /// Checks every open step of a task.
    ///
    /// # Errors
    /// Exit code 12 if facts could not be read. This says nothing about an account, so
    /// nothing is recorded or sent.
    pub(crate) fn find(
        ctx: &Ctx<'_>,
        connected: &Connected,
        journal: &Journal,
        task: &Task,
        tenancy: &TenantFacts,
    ) -> Result<Self, Failure> {
        let harmful = task.action.is_restrictive();
        let unread = match &tenancy.rail_facts.owners {
            AppOwners::Unread if harmful => Some(GuardRailReason::OwnersUnread.sentence()),
            AppOwners::Unread | AppOwners::Known(_) => None,
        };
        let mut recheck =
            AdministratorGuard::starting_from(&tenancy.rail_facts.administrators, tenancy.read_at);
        let mut steps = Vec::new();
        for open in journal.open_chunks(task.id, task.action.sending_order()) {
            for step in open? {
                let roles = tenancy.unread_roles_reason().filter(|_| !is_typed(&step));
                if let Some(why) = unread.or(roles) {
                    return Err(nothing_sent_failure(ctx, task, &step.account_name, why));
                }
                let me = &connected.me.object_id;
                let why = step_refusal(me, &step, harmful, tenancy).or_else(|| {
                    (harmful
                        && !leaves_enough_administrators(&mut recheck, tenancy, &step.account_id))
                    .then(|| sentence_now(GuardRailReason::LastGlobalAdministrators))
                });
                if let Some(why) = why {
                    steps.push((step, why));
                }
            }
        }
        Ok(Self {
            steps,
            gone: BTreeSet::new(),
            held: Vec::new(),
        })
    }

    /// Adds steps that do not change their device.
    pub(crate) fn add_devices(&mut self, left: Vec<(OpenStep, DeviceSkip)>) {
        for (step, why) in left {
            if self.steps.iter().any(|(known, _)| known.id == step.id) {
                continue;
            }
            match why {
                DeviceSkip::GuardRail(why) => self.steps.push((step, why)),
                DeviceSkip::Deleted(why) => {
                    self.gone.insert(step.id);
                    self.steps.push((step, why));
                }
                DeviceSkip::Unread(why) => self.held.push((step, why)),
            }
        }
    }

    /// Adds steps that are skipped for another reason.
    pub(crate) fn add_steps(&mut self, more: impl Iterator<Item = (OpenStep, String)>) {
        let known: BTreeSet<_> = self.steps.iter().map(|(step, _)| step.id).collect();
        let new = more.filter(|(step, _)| !known.contains(&step.id));
        self.steps.extend(new.collect::<Vec<_>>());
    }

    /// Returns the number of steps.
    pub(crate) fn step_count(&self) -> usize {
        self.steps.len() + self.held.len()
    }

    /// Returns the first step per account or device, with its reason.
    fn unique_accounts(&self) -> Vec<(&OpenStep, &str)> {
        let mut seen = BTreeSet::new();
        let steps = self.steps.iter().chain(&self.held);
        steps
            .filter(|(step, _)| seen.insert(step.object_id()))
            .map(|(step, why)| (step, why.as_str()))
            .collect()
    }

    /// Prints a line per account, up to [`MAX_NAMES`].
    pub(crate) fn print(&self, ctx: &Ctx<'_>) {
        let accounts = self.unique_accounts();
        for (step, why) in accounts.iter().take(MAX_NAMES) {
            ctx.io
                .say(&format!("left out: {} {why}", step.account_name));
        }
        if let Some(more) = accounts.len().checked_sub(MAX_NAMES + 1) {
            ctx.io.say(&format!("left out: {} more", more + 1));
        }
    }

    /// Returns a refusal event for each account.
    fn refusal_events(&self, audit_events: &AuditEvents, task: &Task) -> Vec<Event> {
        let refusal = |(step, why): (&OpenStep, &str)| {
            let target = Target {
                id: step.object_id().to_string(),
                name: match &step.device {
                    Some(device) => device.name.clone(),
                    None => step.account_name.clone(),
                },
            };
            Event {
                task: Some(task.id),
                ..audit_events.refusal_event(Some(target), format!("it {why}"))
            }
        };
        let mut refused = self.unique_accounts();
        refused.retain(|(step, _)| !self.gone.contains(&step.id));
        refused.into_iter().map(refusal).collect()
    }

    /// Records the refusals and returns the failure for a task without any other open
    /// step. The steps remain open in case the reason is lifted.
    pub(crate) fn all_skipped_failure(
        &self,
        ctx: &Ctx<'_>,
        audit_events: &AuditEvents,
        task: &Task,
    ) -> Failure {
        let refusals = self.refusal_events(audit_events, task);
        if let Err(error) = audit_events.record(&refusals, ctx.clock.now()) {
            let error = error.error;
            ctx.io
                .warn(&format!("warning: a refusal was not recorded: {error:#}"));
        }
        match self.unique_accounts().as_slice() {
            [(step, why)] => nothing_sent_failure(ctx, task, &step.account_name, why),
            all => {
                let accounts = all.iter().map(|(step, _)| &step.account_id);
                let count = account_count_text(accounts.collect::<BTreeSet<_>>().len());
                let why = "are open, and none of them may be touched by now";
                let mut failure = nothing_sent_failure(ctx, task, &count, why);
                for (step, why) in all.iter().take(MAX_NAMES) {
                    failure = failure.advise(format!("{} {why}", step.account_name));
                }
                failure
            }
        }
    }

    /// Finishes these steps and returns their ids. Steps that an earlier run may have
    /// applied are read first: a guard-rail does not undo them.
    ///
    /// # Errors
    /// Fails if recording fails: nothing may be sent, and all steps remain open.
    pub(crate) async fn finish_skipped(
        self,
        ctx: &Ctx<'_>,
        connected: &Connected,
        journal: &mut Journal,
        audit_events: &AuditEvents,
        task: &Task,
    ) -> Result<BTreeSet<StepId>, Failure> {
        let mut events = self.refusal_events(audit_events, task);
        let held: Vec<StepId> = self.held.iter().map(|(step, _)| step.id).collect();
        let mut left: Vec<(StepRun, StepResult)> = Vec::new();
        let mut unclear: Vec<StepRun> = Vec::new();
        for (step, why) in self.steps {
            let is_gone = self.gone.contains(&step.id);
            let mut run = StepRun::new(step);
            if is_gone {
                run.rule_out_deleted(devices::DEVICE_DELETED);
            } else {
                run.refuse(&why);
            }
            if run.life.state() == StepState::Unclear {
                unclear.push(run);
            } else {
                let result = run.result(None);
                if is_gone {
                    events.extend(audit_events.result_event(&run, &result, task.id));
                }
                left.push((run, result));
            }
        }
        let barred = left.iter().map(|(run, _)| run).chain(&unclear);
        let barred = barred.map(|run| run.step.id).chain(held).collect();
        let graph = &connected.graph;
        while !unclear.is_empty() {
            let rest = unclear.split_off(unclear.len().min(AT_A_TIME));
            let runs = std::mem::replace(&mut unclear, rest);
            let steps: Vec<_> = runs.iter().map(|run| &run.step).collect();
            let shown = read_back::read_effects(graph, &steps, task.new_password).await;
            let now = ctx.clock.now();
            let offset = ctx.dirs.origin.server.offset();
            for (mut run, shown) in runs.into_iter().zip(shown) {
                // Passwords of an earlier run are not written to a file.
                let seen =
                    run.handle_read(shown, task.action, task.has_password_file(), offset, now);
                let result = run.result(seen);
                events.extend(audit_events.result_event(&run, &result, task.id));
                left.push((run, result));
            }
        }
        let results = left.into_iter().map(|(run, result)| (run.step.id, result));
        let results: Vec<_> = results.collect();
        let now = ctx.clock.now();
        // Recorded before the steps become final: a duplicate refusal after a crash
        // does no harm.
        audit_events.record(&events, now)?;
        journal.record_results(&results, now)?;
        Ok(barred)
    }
}

fn sentence_now(why: GuardRailReason) -> String {
    format!("{} by now", why.sentence())
}

pub(super) fn is_typed(step: &OpenStep) -> bool {
    step.prior.get(TYPED) == Some(&true.into())
}

/// Returns why the step must not change its account now.
fn step_refusal(
    me: &ObjectId,
    step: &OpenStep,
    harmful: bool,
    tenancy: &TenantFacts,
) -> Option<String> {
    let watch = &tenancy.rail_facts;
    if let Some(why) = watch.refusal_reason(me, &step.account_id, &[&step.account_name]) {
        return Some(sentence_now(why));
    }
    if let AppOwners::Known(owners) = &watch.owners
        && owners.contains(&step.account_id)
        && harmful
    {
        return Some(sentence_now(GuardRailReason::ApplicationOwner));
    }
    let role = tenancy.privilege_reason(&step.account_id);
    let role = role.filter(|_| !is_typed(step));
    role.map(str::to_owned)
}

/// Whether enough Global Administrators remain. The run checks again, and stops if they
/// cannot be read.
fn leaves_enough_administrators(
    recheck: &mut AdministratorGuard,
    tenancy: &TenantFacts,
    id: &ObjectId,
) -> bool {
    match tenancy.rail_facts.administrators {
        GlobalAdministrators::Unread => true,
        GlobalAdministrators::Enabled(_) => recheck.allow_change(id),
    }
}

pub(super) fn nothing_sent_failure(ctx: &Ctx<'_>, task: &Task, who: &str, why: &str) -> Failure {
    Failure::new(Exit::Refused, format!("{who} {why}: nothing was sent"))
        .run(ctx.command("tasks show").arg(task.id))
}
