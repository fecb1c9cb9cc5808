//! Reads changes to the accounts of a task since it blocked them, from Entra's
//! directory audit log and local records.
use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};

use crate::audit;
use crate::context::Ctx;
use crate::context::connect::Connected;
use crate::domain::audit_entry::{Entry, Outcome};
use crate::domain::task::{StepKind, StepOutcome};
use crate::domain::undo::{
    self, AccountChangeFacts, Change, ChangeEvidence, LOG_LAG, ReenableVerdict, StepTimes,
    TaskAuthor, decide_reenable,
};
use crate::failure::Failure;
use crate::graph::GraphError;
use crate::graph::calls::{self, audit_logs};
use crate::graph::logs::DirectoryAudit;
use crate::graph::wire::User;
use crate::ids::ObjectId;
use crate::journal::{Journal, JournalError, Step, Task, TaskId};

/// Time before the task from which the log is read: the local clock may be ahead, and
/// someone may have blocked an account just before the task.
const BEFORE: SignedDuration = SignedDuration::from_mins(15);

/// Number of accounts that are read at a time.
const AT_A_TIME: usize = 240;

/// An account or device that a task blocked, and the times of its steps.
#[derive(Debug)]
pub(crate) struct BlockedObject {
    /// The step that blocked it.
    pub(crate) step: Step,
    pub(super) span: StepTimes,
}

/// Returns the accounts that a task blocked and that were not blocked before.
pub(crate) fn accounts_blocked_by(
    journal: &Journal,
    task: &Task,
) -> Result<Vec<BlockedObject>, JournalError> {
    let mut blocked = Vec::new();
    journal.for_each_account::<JournalError>(task.id, |steps| {
        let span = steps_span(steps.iter().filter(|step| step.device.is_none()));
        let own = steps.iter().filter(|step| newly_blocks(step)).cloned();
        blocked.extend(own.map(|step| BlockedObject { step, span }));
        Ok(())
    })?;
    Ok(blocked)
}

/// Whether a step blocked an account that was not blocked before.
fn newly_blocks(step: &Step) -> bool {
    let was_enabled = step.prior.get("accountEnabled") == Some(&true.into());
    was_enabled && step.kind == StepKind::Disable && step.outcome == Some(StepOutcome::Done)
}

/// Returns the time in which the steps of an account ran, by the service's clock;
/// unknown if it is unknown for one of them.
pub(super) fn steps_span<'s>(steps: impl Iterator<Item = &'s Step>) -> StepTimes {
    let mut span: Option<StepTimes> = None;
    for step in steps.filter(|step| step.sent.is_some()) {
        let (from, until) = (step.served_from, step.served_until);
        span = Some(match span {
            None => StepTimes { from, until },
            Some(span) => StepTimes {
                from: span.from.zip(from).map(|(one, other)| one.min(other)),
                until: span.until.zip(until).map(|(one, other)| one.max(other)),
            },
        });
    }
    span.unwrap_or_default()
}

/// The changes to the accounts, or the devices, of a task.
#[derive(Debug)]
pub(crate) struct Changes {
    complete_until: Option<Timestamp>,
    /// Whether it is about devices instead of accounts.
    devices: bool,
    by_object: BTreeMap<ObjectId, Vec<Change>>,
    author: TaskAuthor,
}

impl Changes {
    /// Reads the changes to the accounts, or the devices, that a task blocked, in one
    /// paged query.
    pub(crate) async fn read(
        ctx: &Ctx<'_>,
        connected: &Connected,
        task: &Task,
        blocked: &[BlockedObject],
    ) -> Self {
        let earliest = blocked.iter().filter_map(|one| one.span.from).min();
        let since = earliest.map_or(task.created, |from| from.min(task.created));
        let since = since.saturating_sub(BEFORE).unwrap_or(since);
        let objects = blocked.iter().map(|one| one.step.object_id().clone());
        let devices = blocked.iter().any(|one| one.step.device.is_some());
        let mut changes = Self::read_since(ctx, connected, since, devices, objects).await;
        changes.author.actor = task.actor_id.to_string();
        changes.load_request_ids(ctx, connected, task);
        changes
    }

    /// Reads the changes to these accounts, or devices, since a point in time.
    async fn read_since(
        ctx: &Ctx<'_>,
        connected: &Connected,
        since: Timestamp,
        devices: bool,
        objects: impl Iterator<Item = ObjectId>,
    ) -> Self {
        let mut changes = Self {
            complete_until: None,
            devices,
            by_object: objects.map(|id| (id, Vec::new())).collect(),
            author: TaskAuthor {
                actor: String::new(),
                requests: BTreeSet::new(),
                by_request: false,
            },
        };
        let call = audit_logs::directory_audits(since, devices);
        let read = connected
            .graph
            .for_each_item(&call, |item| {
                let entry: DirectoryAudit = serde::Deserialize::deserialize(&item).map_err(
                    |error: serde_json::Error| GraphError::Unreadable {
                        call: call.to_string(),
                        why: error.to_string(),
                        request_id: None,
                    },
                )?;
                changes.add_entry(&entry);
                Ok(())
            })
            .await;
        match read {
            Ok(()) => {
                let now = ctx.dirs.origin.server.last();
                changes.complete_until = now.and_then(|now| now.checked_sub(LOG_LAG).ok());
            }
            Err(error) => ctx.io.warn(&format!(
                "warning: Entra's audit log could not be read (it needs AuditLog.Read.All and a \
                 role that may read it): {error}"
            )),
        }
        changes
    }

    /// Adds the changes in a log entry that concern these accounts or devices.
    fn add_entry(&mut self, entry: &DirectoryAudit) {
        if entry.result.as_deref() == Some("failure") {
            return;
        }
        let activity = entry.activity_display_name.as_deref().unwrap_or_default();
        for target in entry.target_resources.iter().flatten() {
            let id = target.id.as_deref().and_then(|id| id.parse().ok());
            let Some(own) = id.and_then(|id: ObjectId| self.by_object.get_mut(&id)) else {
                continue;
            };
            let modified: Vec<(&str, &str)> = target
                .modified_properties
                .iter()
                .flatten()
                .map(|one| {
                    (
                        one.display_name.as_deref().unwrap_or_default(),
                        one.new_value.as_deref().unwrap_or_default(),
                    )
                })
                .collect();
            let effect = if self.devices {
                undo::device_sign_in_effect(activity, &modified)
            } else {
                undo::sign_in_effect(activity, &modified)
            };
            let Some(effect) = effect else {
                continue;
            };
            let (actor_ids, actor) = entry_actor(entry);
            own.push(Change {
                at: entry.activity_date_time,
                activity: activity.to_owned(),
                effect,
                actor_ids,
                actor,
                correlation: entry.correlation_id.clone().unwrap_or_default(),
            });
        }
    }

    /// Reads the ids of the task's requests from the local audit log. Without them,
    /// actor and time identify the task's own changes.
    fn load_request_ids(&mut self, ctx: &Ctx<'_>, connected: &Connected, task: &Task) {
        if self.by_object.values().all(Vec::is_empty) {
            return;
        }
        let Ok(Some(log)) = audit::open(ctx.dirs, &connected.me.tenant) else {
            return;
        };
        let requests = &mut self.author.requests;
        let read = log.for_each_line::<audit::AuditError>(|_, line| {
            if let Some(entry) = Entry::parse(line)
                && entry.task == Some(task.id)
                && entry.outcome == Outcome::Intended
            {
                requests.extend(entry.client_request_id);
            }
            Ok(())
        });
        if read.is_err() {
            requests.clear();
        }
        for change in self.by_object.values().flatten() {
            self.author.detect_request_logging(change);
        }
    }

    /// Decides whether an account that is still blocked may be re-enabled.
    ///
    /// # Errors
    /// Fails if the journal cannot be read.
    pub(crate) fn account_verdict(
        &self,
        journal: &Journal,
        task: &Task,
        blocked: &BlockedObject,
        user: &User,
    ) -> Result<ReenableVerdict, JournalError> {
        let other_task = journal.later_task_that_changed(task.id, &blocked.step)?;
        Ok(self.user_verdict(user, blocked.span, other_task))
    }

    /// Decides whether a device that is still disabled may be re-enabled.
    ///
    /// # Errors
    /// Fails if the journal cannot be read.
    pub(crate) fn device_verdict(
        &self,
        journal: &Journal,
        task: &Task,
        blocked: &BlockedObject,
    ) -> Result<ReenableVerdict, JournalError> {
        let other_task = journal.later_task_that_changed(task.id, &blocked.step)?;
        // A device has no timestamps of its changes.
        Ok(self.object_verdict(blocked.step.object_id(), None, blocked.span, other_task))
    }

    fn user_verdict(
        &self,
        user: &User,
        span: StepTimes,
        other_task: Option<TaskId>,
    ) -> ReenableVerdict {
        let state = user
            .last_password_change_date_time
            .max(user.sign_in_sessions_valid_from_date_time);
        self.object_verdict(&user.id, state, span, other_task)
    }

    fn object_verdict(
        &self,
        id: &ObjectId,
        state: Option<Timestamp>,
        span: StepTimes,
        other_task: Option<TaskId>,
    ) -> ReenableVerdict {
        let changes = self.by_object.get(id);
        let facts = AccountChangeFacts {
            span,
            state,
            other_task,
            changes: changes.map(Vec::as_slice).unwrap_or_default(),
            complete_until: self.complete_until,
        };
        decide_reenable(facts, &self.author)
    }
}

/// Returns which of these accounts someone changed since a task blocked them; those are
/// not re-enabled. `planned` is the time of the plan, if the task ran on another
/// machine.
///
/// # Errors
/// Fails if the journal cannot be read.
pub(crate) async fn accounts_changed_since(
    ctx: &Ctx<'_>,
    connected: &Connected,
    journal: &Journal,
    (undone, planned): (TaskId, Timestamp),
    accounts: &BTreeSet<ObjectId>,
) -> Result<BTreeMap<ObjectId, ChangeEvidence>, Failure> {
    let task = journal.task(undone)?;
    let mut blocked: BTreeMap<ObjectId, BlockedObject> = BTreeMap::new();
    let mut changes = None;
    if let Some(task) = &task {
        let mut own = accounts_blocked_by(journal, task)?;
        own.retain(|one| accounts.contains(&one.step.account_id));
        if !own.is_empty() {
            changes = Some(Changes::read(ctx, connected, task, &own).await);
        }
        let own = own.into_iter();
        blocked.extend(own.map(|one| (one.step.account_id.clone(), one)));
    }
    let changes = if let Some(changes) = changes {
        changes
    } else {
        let accounts = accounts.iter().cloned();
        Changes::read_since(ctx, connected, planned, false, accounts).await
    };
    let ids: Vec<&ObjectId> = accounts.iter().collect();
    let mut found = BTreeMap::new();
    for chunk in ids.chunks(AT_A_TIME) {
        let reads = chunk.iter().map(|id| calls::users::by_id(id)).collect();
        for reply in connected.graph.read_many(reads).await {
            let user = reply.and_then(|answer| answer.read::<User>());
            // Accounts that cannot be read here are reported by other checks.
            let Ok(user) = user else { continue };
            if user.account_enabled != Some(false) {
                continue;
            }
            let own = blocked.get(&user.id).zip(task.as_ref());
            let verdict = if let Some((own, task)) = own {
                changes.account_verdict(journal, task, own, &user)?
            } else {
                let span = StepTimes {
                    from: Some(planned),
                    until: Some(planned),
                };
                changes.user_verdict(&user, span, None)
            };
            if let ReenableVerdict::Changed(why) = verdict {
                found.insert(user.id, why);
            }
        }
    }
    Ok(found)
}

/// Returns the object ids of the actor of an entry, and a name.
fn entry_actor(entry: &DirectoryAudit) -> (Vec<String>, String) {
    let Some(by) = &entry.initiated_by else {
        return (Vec::new(), "an unknown actor".to_owned());
    };
    let mut ids = Vec::new();
    let mut names = Vec::new();
    if let Some(user) = &by.user {
        ids.extend(user.id.clone());
        names.extend(user.user_principal_name.clone());
        names.extend(user.display_name.clone());
    } else if let Some(app) = &by.app {
        ids.extend(app.service_principal_id.clone());
        ids.extend(app.app_id.clone());
        names.extend(app.display_name.clone());
    }
    names.retain(|name| !name.is_empty());
    let name = names.into_iter().chain(ids.iter().cloned()).next();
    (ids, name.unwrap_or_else(|| "an unknown actor".to_owned()))
}
