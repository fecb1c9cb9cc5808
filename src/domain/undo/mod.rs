//! Whether undoing a task may re-enable an account. Only if no one else changed
//! the account since the task blocked it.
//!
//! Three witnesses are asked: Entra's directory audit log, the other tasks of
//! this machine, and the times that the account itself shows. All times are the
//! service's; the clock of this machine decides nothing.
//!
//! | what is known | verdict |
//! | --- | --- |
//! | another task of this machine changed the account since | changed |
//! | its password or sessions are newer than the task's last step | changed |
//! | the log names a change by another actor since | changed |
//! | another actor blocked it before the task did, and no actor unblocked it | changed |
//! | the log could not be read | doubt |
//! | when the task's steps were done is not known by the service's clock | doubt |
//! | the task's last step is younger than the log is behind | doubt |
//! | the log does not show the task's own steps: it forgets after 7 or 30 days | doubt |
//! | none of these | re-enable |
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};

use crate::text::printable;

/// How far the directory audit log may be behind. Microsoft stated 2 minutes for
/// 95 and 5 minutes for 99 percent of the entries until 2022, and states nothing
/// since; up to 15 minutes have been measured.
pub const LOG_LAG: SignedDuration = SignedDuration::from_mins(15);

/// What a change means for signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Sign-in was blocked
    Block,
    /// Sign-in was unblocked
    Unblock,
    /// Password, sessions or methods were changed, or it is not known what was
    Other,
}

/// Activities of user management that a sign-in does not depend on.
const HARMLESS: &[&str] = &[
    "add app role assignment grant to user",
    "change user license",
    "remove app role assignment from user",
    "set user manager",
];

/// Properties of a user that a sign-in depends on.
const SENSITIVE: &[&str] = &[
    "accountenabled",
    "alternativesecurityids",
    "password",
    "signin",
    "strongauthentication",
    "stsrefreshtokens",
    "userprincipalname",
];

/// What an entry of the directory audit log means for signing in; `None` if
/// nothing. `modified` holds name and new value of each property that it lists.
/// An activity that is not known counts.
pub fn effect(activity: &str, modified: &[(&str, &str)]) -> Option<Effect> {
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
            // Entra adds these to every entry: the names of all properties, and
            // what kind of user it is.
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

/// Activities of device management that do not change whether a device may be used
/// to sign in.
const HARMLESS_TO_DEVICES: &[&str] = &[
    "add registered owner to device",
    "add registered users to device",
    "device no longer compliant",
    "device no longer managed",
    "remove registered owner from device",
    "remove registered users from device",
];

/// What an entry means for a device; `None` if nothing. An activity that is not
/// known counts.
pub fn device_effect(activity: &str, modified: &[(&str, &str)]) -> Option<Effect> {
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

/// A change of an account, as the directory audit log tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// When it was made.
    pub at: Timestamp,
    /// What was done, in Entra's words.
    pub activity: String,
    /// What that means for signing in.
    pub effect: Effect,
    /// Object ids of the actor: a user, or an application and its service principal.
    pub actor_ids: Vec<String>,
    /// Name of the actor.
    pub actor: String,
    /// `correlationId`: the `client-request-id` of the request that made it.
    pub correlation: String,
}

/// When the steps of a task on one account ran, by the service's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Span {
    /// Before the first of them was sent.
    pub from: Option<Timestamp>,
    /// After the last of them was answered.
    pub until: Option<Timestamp>,
}

/// The task that is undone, as the log shows its author.
#[derive(Debug, Clone)]
pub struct Author {
    /// Object id of the actor.
    pub actor: String,
    /// The `client-request-id` of every request that the task announced.
    pub requests: BTreeSet<String>,
    /// Whether this service writes a `client-request-id` into its log: then the
    /// actor's changes count as the task's only with one of `requests`.
    pub by_request: bool,
}

impl Author {
    /// Whether the service is seen to keep the ids of requests.
    pub fn keeps_ids(&mut self, change: &Change) {
        self.by_request |= self.requests.contains(&change.correlation);
    }

    /// Whether the task made this change.
    fn made(&self, change: &Change, span: Span) -> bool {
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

/// What is known of one account.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// When the task's steps on it ran.
    pub span: Span,
    /// The later one of its last password change and its last revoked session.
    pub state: Option<Timestamp>,
    /// A later task of this machine that changed it.
    pub other_task: Option<i64>,
    /// What the log says of it.
    pub changes: &'a [Change],
    /// Until when the log is complete; `None` if it could not be read.
    pub complete_until: Option<Timestamp>,
}

/// Why an account is left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// By another task of this machine
    Task(i64),
    /// By someone, as its own times show
    State(Timestamp),
    /// By this actor, as the log shows
    By(Box<Change>),
}

impl std::fmt::Display for Changed {
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

/// Why it is not known whether an account was changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The log could not be read
    Unread,
    /// The log may not show the latest changes yet
    Behind,
    /// When the steps ran is not known
    Undated,
    /// The log does not show the task's own steps
    Missing,
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unread => f.write_str(
                "Entra's audit log could not be read: it is not known who changed it since",
            ),
            Self::Behind => write!(
                f,
                "the task changed it less than {} minutes ago: Entra's audit log may not show yet \
                 who changed it since",
                LOG_LAG.as_mins()
            ),
            Self::Missing => f.write_str(
                "Entra's audit log does not show what the task did: it may not reach back that far, \
                 so it is not known who changed it since",
            ),
            Self::Undated => f.write_str(
                "when the task changed it is not known by Entra's clock: who changed it since is \
                 not known",
            ),
        }
    }
}

/// Whether an account may be re-enabled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// No one else changed it
    Reenable,
    /// Only if the user says so, knowing why it is in doubt
    Doubt(Doubt),
    /// It is left as it is
    Changed(Changed),
}

/// Decides about one account.
pub fn verdict(facts: Facts<'_>, author: &Author) -> Verdict {
    let Facts { span, state, .. } = facts;
    if let Some(task) = facts.other_task {
        return Verdict::Changed(Changed::Task(task));
    }
    if let (Some(state), Some(until)) = (state, span.until)
        && is_later(state, until)
    {
        return Verdict::Changed(Changed::State(state));
    }
    if let Some(change) = foreign(facts, author) {
        return Verdict::Changed(Changed::By(Box::new(change)));
    }
    match (facts.complete_until, span.until, span.from) {
        (None, ..) => Verdict::Doubt(Doubt::Unread),
        (_, None, _) | (_, _, None) => Verdict::Doubt(Doubt::Undated),
        (Some(complete), Some(until), Some(_)) if until > complete => Verdict::Doubt(Doubt::Behind),
        (Some(_), Some(_), Some(_)) => {
            let own = |change: &Change| author.made(change, span);
            if facts.changes.iter().any(own) {
                Verdict::Reenable
            } else {
                Verdict::Doubt(Doubt::Missing)
            }
        }
    }
}

/// The latest change by another actor that counts: since the first step, or a
/// block before it that was not lifted.
fn foreign(facts: Facts<'_>, author: &Author) -> Option<Change> {
    let mut theirs: Vec<&Change> = facts
        .changes
        .iter()
        .filter(|change| !author.made(change, facts.span))
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

/// Whether `one` is later than `other`; the service's `Date` has whole seconds.
fn is_later(one: Timestamp, other: Timestamp) -> bool {
    one.as_second() > other.as_second()
}
