//! What has become true of open steps since their task began: rows that may not
//! be touched by now are left out, each for itself, and the others go on.
use std::collections::BTreeSet;

use crate::audit::{Event, Target};
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::guard_rails::{GlobalAdministrators, Owners, Why};
use crate::domain::step_life::StepState;
use crate::domain::task::account_count;
use crate::enforcement::check::devices::{self, DeviceLeft};
use crate::enforcement::check::tenant_facts::Tenancy;
use crate::enforcement::execute::administrators::Recheck;
use crate::enforcement::execute::audit_events::AuditEvents;
use crate::enforcement::execute::step_run::StepRun;
use crate::enforcement::verify::read_back;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::ids::ObjectId;
use crate::journal::{Journal, OpenStep, StepId, StepResult, TYPED, Task};

/// Steps that are read from the tenant at a time.
const AT_A_TIME: usize = 400;

/// Accounts that are named at most.
const MAX_NAMES: usize = 10;

/// The open steps that are not taken by now, each with the reason as the rest of a
/// sentence about its account.
#[derive(Debug)]
pub(crate) struct Guarded {
    /// A guard-rail forbids them, or their device is gone.
    steps: Vec<(OpenStep, String)>,
    /// Those of them whose device is gone.
    gone: BTreeSet<StepId>,
    /// What decides about them could not be read this time: they stay open.
    held: Vec<(OpenStep, String)>,
}

impl Guarded {
    /// Looks at every open step of a task.
    ///
    /// # Errors
    /// Exit 12 where what decides could not be read: that says nothing of an
    /// account for good, so nothing is noted and nothing is sent.
    pub(crate) fn find(
        ctx: &Ctx<'_>,
        connected: &Connected,
        journal: &Journal,
        task: &Task,
        tenancy: &Tenancy,
    ) -> Result<Self, Failure> {
        let harmful = task.action.is_harmful();
        let unread = match &tenancy.watch.owners {
            Owners::Unread if harmful => Some(Why::OwnersUnread.sentence()),
            Owners::Unread | Owners::Known(_) => None,
        };
        let mut recheck = Recheck::after(&tenancy.watch.administrators, tenancy.read_at);
        let mut steps = Vec::new();
        for open in journal.open_chunks(task.id, task.action.kinds()) {
            for step in open? {
                let roles = tenancy.roles_unread().filter(|_| !is_typed(&step));
                if let Some(why) = unread.or(roles) {
                    return Err(nothing_sent(ctx, task, &step.account_name, why));
                }
                let me = &connected.me.object_id;
                let why = forbids(me, &step, harmful, tenancy).or_else(|| {
                    (harmful && !may_take(&mut recheck, tenancy, &step.account_id))
                        .then(|| by_now(Why::LastGlobalAdministrators))
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

    /// Adds steps that leave their device as it is.
    pub(crate) fn add_devices(&mut self, left: Vec<(OpenStep, DeviceLeft)>) {
        for (step, why) in left {
            if self.steps.iter().any(|(known, _)| known.id == step.id) {
                continue;
            }
            match why {
                DeviceLeft::Barred(why) => self.steps.push((step, why)),
                DeviceLeft::Gone(why) => {
                    self.gone.insert(step.id);
                    self.steps.push((step, why));
                }
                DeviceLeft::Unread(why) => self.held.push((step, why)),
            }
        }
    }

    /// Adds steps that are not taken for another reason.
    pub(crate) fn add(&mut self, more: impl Iterator<Item = (OpenStep, String)>) {
        let known: BTreeSet<_> = self.steps.iter().map(|(step, _)| step.id).collect();
        let new = more.filter(|(step, _)| !known.contains(&step.id));
        self.steps.extend(new.collect::<Vec<_>>());
    }

    /// How many steps they are.
    pub(crate) fn len(&self) -> usize {
        self.steps.len() + self.held.len()
    }

    /// The accounts and devices, each with one of its reasons.
    fn accounts(&self) -> Vec<(&OpenStep, &str)> {
        let mut seen = BTreeSet::new();
        let steps = self.steps.iter().chain(&self.held);
        steps
            .filter(|(step, _)| seen.insert(step.object_id()))
            .map(|(step, why)| (step, why.as_str()))
            .collect()
    }

    /// A line about each account, of many about the first.
    pub(crate) fn say(&self, ctx: &Ctx<'_>) {
        let accounts = self.accounts();
        for (step, why) in accounts.iter().take(MAX_NAMES) {
            ctx.io
                .say(&format!("left out: {} {why}", step.account_name));
        }
        if let Some(more) = accounts.len().checked_sub(MAX_NAMES + 1) {
            ctx.io.say(&format!("left out: {} more", more + 1));
        }
    }

    /// A refusal for the audit log, for each account.
    fn refusals(&self, trail: &AuditEvents, task: &Task) -> Vec<Event> {
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
                ..trail.refusal(Some(target), format!("it {why}"))
            }
        };
        let mut refused = self.accounts();
        refused.retain(|(step, _)| !self.gone.contains(&step.id));
        refused.into_iter().map(refusal).collect()
    }

    /// The failure of a task of which nothing else is open. It is recorded; the
    /// steps stay open, for whoever lifts what forbids them.
    pub(crate) fn all(&self, ctx: &Ctx<'_>, trail: &AuditEvents, task: &Task) -> Failure {
        let refusals = self.refusals(trail, task);
        if let Err(error) = trail.record(&refusals, ctx.clock.now()) {
            let error = error.error;
            ctx.io
                .warn(&format!("warning: a refusal was not recorded: {error:#}"));
        }
        match self.accounts().as_slice() {
            [(step, why)] => nothing_sent(ctx, task, &step.account_name, why),
            all => {
                let accounts = all.iter().map(|(step, _)| &step.account_id);
                let count = account_count(accounts.collect::<BTreeSet<_>>().len());
                let why = "are open, and none of them may be touched by now";
                let mut failure = nothing_sent(ctx, task, &count, why);
                for (step, why) in all.iter().take(MAX_NAMES) {
                    failure = failure.advise(format!("{} {why}", step.account_name));
                }
                failure
            }
        }
    }

    /// Gives these steps their outcome, and returns which are not taken. What an
    /// earlier run may have done is read first: a guard-rail undoes nothing.
    ///
    /// # Errors
    /// Nothing may be sent where it could not be recorded, and all stays open.
    pub(crate) async fn leave_out(
        self,
        ctx: &Ctx<'_>,
        connected: &Connected,
        journal: &mut Journal,
        trail: &AuditEvents,
        task: &Task,
    ) -> Result<BTreeSet<StepId>, Failure> {
        let mut events = self.refusals(trail, task);
        let held: Vec<StepId> = self.held.iter().map(|(step, _)| step.id).collect();
        let mut left: Vec<(StepRun, StepResult)> = Vec::new();
        let mut unclear: Vec<StepRun> = Vec::new();
        for (step, why) in self.steps {
            let is_gone = self.gone.contains(&step.id);
            let mut run = StepRun::new(step);
            if is_gone {
                run.rule_out_gone(devices::GONE);
            } else {
                run.bar(&why);
            }
            if run.life.state() == StepState::Unclear {
                unclear.push(run);
            } else {
                let result = run.result(None);
                if is_gone {
                    events.extend(trail.result(&run, &result, task.id));
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
            let shown = read_back::read(graph, &steps, task.new_password).await;
            let now = ctx.clock.now();
            let offset = ctx.dirs.origin.server.offset();
            for (mut run, shown) in runs.into_iter().zip(shown) {
                // Passwords of an earlier run are written down nowhere.
                let seen = run.read(shown, task.action, task.has_password_file(), offset, now);
                let result = run.result(seen);
                events.extend(trail.result(&run, &result, task.id));
                left.push((run, result));
            }
        }
        let results = left.into_iter().map(|(run, result)| (run.step.id, result));
        let results: Vec<_> = results.collect();
        let now = ctx.clock.now();
        // Final only with its refusal in the log: to find it there twice after a
        // kill does no harm.
        trail.record(&events, now)?;
        journal.record_results(&results, now)?;
        Ok(barred)
    }
}

fn by_now(why: Why) -> String {
    format!("{} by now", why.sentence())
}

pub(super) fn is_typed(step: &OpenStep) -> bool {
    step.prior.get(TYPED) == Some(&true.into())
}

/// Why nothing is done to the account of a step by now.
fn forbids(me: &ObjectId, step: &OpenStep, harmful: bool, tenancy: &Tenancy) -> Option<String> {
    let watch = &tenancy.watch;
    if let Some(why) = watch.forbids(me, &step.account_id, &[&step.account_name]) {
        return Some(by_now(why));
    }
    if let Owners::Known(owners) = &watch.owners
        && owners.contains(&step.account_id)
        && harmful
    {
        return Some(by_now(Why::ApplicationOwner));
    }
    let role = tenancy.holds_a_role(&step.account_id);
    let role = role.filter(|_| !is_typed(step));
    role.map(str::to_owned)
}

/// Whether enough Global Administrators remain. The run itself looks again, and
/// ends where they cannot be read.
fn may_take(recheck: &mut Recheck, tenancy: &Tenancy, id: &ObjectId) -> bool {
    match tenancy.watch.administrators {
        GlobalAdministrators::Unread => true,
        GlobalAdministrators::Enabled(_) => recheck.may_take(id),
    }
}

pub(super) fn nothing_sent(ctx: &Ctx<'_>, task: &Task, who: &str, why: &str) -> Failure {
    Failure::new(Exit::Refused, format!("{who} {why}: nothing was sent"))
        .run(ctx.command("tasks show").arg(task.id))
}
