//! Decides whether undoing a task may re-enable an account: only if no one else changed
//! the account since the task blocked it.
//!
//! Three sources are checked: Entra's directory audit log, other tasks of this machine,
//! and the timestamps of the account itself. All times are by the service's clock; the
//! local clock decides nothing.
//!
//! | what is known | verdict |
//! | --- | --- |
//! | another task of this machine changed the account since | changed |
//! | its password or sessions are newer than the task's last step | changed |
//! | the log names a change by another actor since | changed |
//! | another actor blocked it before the task did, and no actor unblocked it | changed |
//! | the log could not be read | doubt |
//! | the service's time of the task's steps is unknown | doubt |
//! | the task's last step is more recent than the log's lag | doubt |
//! | the log does not show the task's own steps: it is kept for 7 or 30 days | doubt |
//! | none of these | re-enable |
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use crate::text::printable;

/// Maximum lag of the directory audit log. Until 2022 Microsoft stated 2 minutes for 95
/// and 5 minutes for 99 percent of the entries; up to 15 minutes have been measured.
pub const LOG_LAG: SignedDuration = SignedDuration::from_mins(15);

/// Effect of a change on sign-in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Sign-in was blocked
    Block,
    /// Sign-in was unblocked
    Unblock,
    /// Password, sessions or methods changed, or it is unknown what changed
    Other,
}

/// Activities of user management that do not affect sign-in.
const HARMLESS: &[&str] = &[
    "add app role assignment grant to user",
    "change user license",
    "remove app role assignment from user",
    "set user manager",
];

/// Properties of a user that affect sign-in.
const SENSITIVE: &[&str] = &[
    "accountenabled",
    "alternativesecurityids",
    "password",
    "signin",
    "strongauthentication",
    "stsrefreshtokens",
    "userprincipalname",
];

/// Returns how a change of a user, from the directory audit log, affects sign-in; `None` if
/// it does not. `modified` has the name and new value of each listed property. An unknown
/// activity counts as [`Effect::Other`].
pub fn sign_in_effect(activity: &str, modified: &[(&str, &str)]) -> Option<Effect> {
    let activity = activity.trim().to_lowercase();
    match activity.as_str() {
        "disable account" => return Some(Effect::Block),
        "enable account" => return Some(Effect::Unblock),
        "update user" => {}
        other => return (!HARMLESS.contains(&other)).then_some(Effect::Other),
    }
    let mut names = Vec::new();
    for (name, new) in modified {
        let (name, new) = (name.to_lowercase(), new.to_lowercase());
        match name.as_str() {
            "accountenabled" if new.contains("false") => return Some(Effect::Block),
            "accountenabled" if new.contains("true") => return Some(Effect::Unblock),
            // Entra adds these to every entry: the names of all properties, and the
            // kind of user.
            "included updated properties" => {
                let parts = new.split(|c: char| !c.is_alphanumeric());
                names.extend(parts.filter(|part| !part.is_empty()).map(str::to_owned));
            }
            _ if name.starts_with("targetid.") => {}
            _ => names.push(name),
        }
    }
    let sensitive = |name: &String| SENSITIVE.iter().any(|part| name.contains(part));
    (names.is_empty() || names.iter().any(sensitive)).then_some(Effect::Other)
}

/// Activities of device management that do not affect whether a device may be used for
/// sign-in.
const HARMLESS_TO_DEVICES: &[&str] = &[
    "add registered owner to device",
    "add registered users to device",
    "device no longer compliant",
    "device no longer managed",
    "remove registered owner from device",
    "remove registered users from device",
];

/// Returns how a change of a device affects sign-in with it; `None` if it does not. An
/// unknown activity counts as [`Effect::Other`].
pub fn device_sign_in_effect(activity: &str, modified: &[(&str, &str)]) -> Option<Effect> {
    let activity = activity.trim().to_lowercase();
    if activity != "update device" {
        let is_harmless = HARMLESS_TO_DEVICES.contains(&activity.as_str());
        return (!is_harmless).then_some(Effect::Other);
    }
    let mut switches = modified
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("AccountEnabled"));
    match switches.next() {
        Some((_, new)) if new.to_lowercase().contains("false") => Some(Effect::Block),
        Some(_) => Some(Effect::Unblock),
        None => modified.is_empty().then_some(Effect::Other),
    }
}

/// A change of an account or device, from the directory audit log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Time of the change.
    pub at: Timestamp,
    /// Activity, in Entra's words.
    pub activity: String,
    /// Effect on sign-in.
    pub effect: Effect,
    /// Object ids of the actor: a user, or an application and its service principal.
    pub actor_ids: Vec<String>,
    /// Name of the actor.
    pub actor: String,
    /// `correlationId`: the `client-request-id` of the request that made the change.
    pub correlation: String,
}

/// When the steps of a task on one account started and ended, by the service's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StepTimes {
    /// Time just before the first step was sent; `None` if unknown.
    pub from: Option<Timestamp>,
    /// Time just after the last step was answered; `None` if unknown.
    pub until: Option<Timestamp>,
}

/// How the task to undo is recognized in the directory audit log.
#[derive(Debug, Clone)]
pub struct TaskAuthor {
    /// Object id of the user or application that ran the task.
    pub actor: String,
    /// The `client-request-id` of every request of the task.
    pub requests: BTreeSet<String>,
    /// Whether the service logs the `client-request-id`. If so, a change by the actor is
    /// the task's only if its `correlation` is in `requests`.
    pub by_request: bool,
}

impl TaskAuthor {
    /// Sets `by_request` if the change has a request id of the task.
    pub fn detect_request_logging(&mut self, change: &Change) {
        self.by_request |= self.requests.contains(&change.correlation);
    }

    /// Whether the task made this change.
    fn made_change(&self, change: &Change, span: StepTimes) -> bool {
        if !change.actor_ids.contains(&self.actor) {
            return false;
        }
        match span.until {
            _ if self.requests.contains(&change.correlation) => true,
            Some(until) if !self.by_request => !is_later(change.at, until),
            Some(_) | None => false,
        }
    }
}

/// The facts that decide whether an account or device may be re-enabled.
#[derive(Debug, Clone, Copy)]
pub struct AccountChangeFacts<'a> {
    /// When the task's steps on it ran.
    pub span: StepTimes,
    /// Time of the last password change or session revocation; `None` for a device.
    pub state: Option<Timestamp>,
    /// Id of a later task of this machine that changed it.
    pub other_task: Option<i64>,
    /// Changes to it in the log.
    pub changes: &'a [Change],
    /// Time up to which the log is complete; `None` if it could not be read.
    pub complete_until: Option<Timestamp>,
}

/// Evidence that someone else changed an account, so that it is not re-enabled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeEvidence {
    /// Changed by another task of this machine
    Task(i64),
    /// Changed by someone, according to its own timestamps
    State(Timestamp),
    /// Changed by this actor, according to the log
    By(Box<Change>),
}

impl std::fmt::Display for ChangeEvidence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Task(task) => write!(f, "task {task} changed it since"),
            Self::State(at) => write!(f, "its password or sessions were changed since, at {at}"),
            Self::By(change) => write!(
                f,
                "changed since by {}: {} at {}",
                printable(&change.actor),
                printable(&change.activity),
                change.at
            ),
        }
    }
}

/// Reason why it is unknown whether an account was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// The log could not be read
    Unread,
    /// The log may not show the latest changes before this time
    Behind(Timestamp),
    /// The time of the steps is unknown
    Undated,
    /// The log does not show the task's own steps
    Missing,
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unread => f.write_str(
                "Entra's audit log could not be read, so it is not known who changed the account \
                 since",
            ),
            Self::Behind(until) => write!(
                f,
                "the task ended less than {} minutes ago: before {} UTC, Entra's audit log may not \
                 show who changed the account since",
                LOG_LAG.as_mins(),
                until.strftime("%H:%M")
            ),
            Self::Missing => f.write_str(
                "Entra's audit log does not show what the task did, perhaps because it does not \
                 reach back that far, so it is not known who changed the account since",
            ),
            Self::Undated => f.write_str(
                "the time of the task is not known by Entra's clock, so it is not known who changed \
                 the account since",
            ),
        }
    }
}

/// Whether an account may be re-enabled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReenableVerdict {
    /// No one else changed it
    Reenable,
    /// It is unknown whether anyone else changed it: the user must decide
    Doubt(Doubt),
    /// Someone else changed it, so it must not be re-enabled
    Changed(ChangeEvidence),
}

/// Decides whether an account or device may be re-enabled.
pub fn decide_reenable(facts: AccountChangeFacts<'_>, author: &TaskAuthor) -> ReenableVerdict {
    let AccountChangeFacts { span, state, .. } = facts;
    if let Some(task) = facts.other_task {
        return ReenableVerdict::Changed(ChangeEvidence::Task(task));
    }
    if let (Some(state), Some(until)) = (state, span.until)
        && is_later(state, until)
    {
        return ReenableVerdict::Changed(ChangeEvidence::State(state));
    }
    if let Some(change) = latest_change_by_others(facts, author) {
        return ReenableVerdict::Changed(ChangeEvidence::By(Box::new(change)));
    }
    match (facts.complete_until, span.until, span.from) {
        (None, ..) => ReenableVerdict::Doubt(Doubt::Unread),
        (_, None, _) | (_, _, None) => ReenableVerdict::Doubt(Doubt::Undated),
        (Some(complete), Some(until), Some(_)) if until > complete => {
            // Shown in minutes, so rounded up.
            let lag = LOG_LAG.saturating_add(SignedDuration::from_secs(59));
            ReenableVerdict::Doubt(Doubt::Behind(until.saturating_add(lag).unwrap_or(until)))
        }
        (Some(_), Some(_), Some(_)) => {
            let own = |change: &Change| author.made_change(change, span);
            if facts.changes.iter().any(own) {
                ReenableVerdict::Reenable
            } else {
                ReenableVerdict::Doubt(Doubt::Missing)
            }
        }
    }
}

/// Returns the latest relevant change that the task did not make: one since its first step,
/// or an earlier block that was not lifted.
fn latest_change_by_others(facts: AccountChangeFacts<'_>, author: &TaskAuthor) -> Option<Change> {
    let mut theirs: Vec<&Change> = facts
        .changes
        .iter()
        .filter(|change| !author.made_change(change, facts.span))
        .collect();
    theirs.sort_by_key(|change| change.at);
    let mut found = None;
    for change in theirs {
        let earlier = facts
            .span
            .from
            .is_some_and(|from| is_later(from, change.at));
        found = match (earlier, change.effect) {
            (true, Effect::Unblock) => None,
            (true, Effect::Other) => found,
            (true, Effect::Block) | (false, _) => Some(change),
        };
    }
    found.cloned()
}

/// Whether `one` is later than `other`, in whole seconds: the service's `Date` has no
/// fractions.
fn is_later(one: Timestamp, other: Timestamp) -> bool {
    one.as_second() > other.as_second()
}
