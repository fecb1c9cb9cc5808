//! One line of the audit log as users and scripts read it, and the filter for lines.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// The outcome that a line records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is about to be sent
    Intended,
    /// It succeeded
    Done,
    /// It failed
    Failed,
    /// The outcome is not known
    Unknown,
    /// It was announced, but not sent
    NotSent,
    /// A guard-rail or the kind of account rules it out; nothing was sent
    NotPossible,
    /// A guard-rail or the user refused it; nothing was sent
    Refused,
    /// Dry run: nothing was sent
    DryRun,
}

impl Outcome {
    /// Returns the word in JSON and CSV.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Intended => "intended",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Unknown => "unknown",
            Self::NotSent => "not-sent",
            Self::NotPossible => "not-possible",
            Self::Refused => "refused",
            Self::DryRun => "dry-run",
        }
    }
}

/// One line of the audit log.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Sequence number.
    pub sequence: u64,
    /// When it was written.
    #[schemars(with = "String")]
    pub time: Timestamp,
    /// The outcome.
    pub outcome: Outcome,
    /// Name of the action, such as `contain`.
    pub action: String,
    /// Name of the activity in OCSF.
    pub activity: String,
    /// Object id of the actor; `local` if no sign-in was needed.
    pub actor_id: String,
    /// Name of the actor.
    pub actor: Option<String>,
    /// Object id of the target.
    pub target_id: Option<String>,
    /// Name of the target at the time.
    pub target: Option<String>,
    /// Number of the task in the journal.
    pub task: Option<i64>,
    /// The reason, as typed.
    pub reason: Option<String>,
    /// The app on whose behalf it was done.
    pub via: Option<String>,
    /// HTTP status.
    pub status_code: Option<String>,
    /// Graph's request id.
    pub request_id: Option<String>,
    /// Client request id of the attempt, which is in Graph's activity logs too.
    pub client_request_id: Option<String>,
    /// What went wrong, or why it was refused.
    pub detail: Option<String>,
    /// State before the change.
    pub prior: Option<Value>,
    /// Intended state after the change.
    pub new: Option<Value>,
    /// Host name of this machine.
    pub host: Option<String>,
    /// Operating system user.
    pub os_user: Option<String>,
    /// Run of the CI service.
    pub ci_run: Option<String>,
    /// Application that acted, or that the user signed in with.
    pub app_id: Option<String>,
    /// Sign-in flow.
    pub auth_flow: Option<String>,
    /// SHA-256 of the plan that was applied.
    pub plan_digest: Option<String>,
    /// Second person who signed the plan.
    pub approved_by: Option<String>,
    /// Diagnostics of the Graph server that answered.
    pub diagnostic: Option<String>,
    /// Time of the last answer before, by the service's clock.
    pub server_time: Option<String>,
    /// SHA-256 of the program; in the first line of each process.
    pub binary_sha256: Option<String>,
    /// Hash of the line.
    pub hash: String,
}

impl Entry {
    /// Parses a line of the audit log; `None` if it is not one.
    pub fn parse(line: &[u8]) -> Option<Self> {
        let document: Value = serde_json::from_slice(line).ok()?;
        let text = |pointer: &str| {
            let value = document.pointer(pointer)?.as_str()?;
            Some(value.to_owned())
        };
        let given = |pointer: &str| {
            let value = document.pointer(pointer)?;
            (!value.is_null()).then(|| value.clone())
        };
        let phase = text("/unmapped/phase")?;
        let status = document.pointer("/status_id").and_then(Value::as_u64);
        let outcome = match (phase.as_str(), status) {
            ("intent", _) => Outcome::Intended,
            ("refusal", _) => Outcome::Refused,
            ("not-sent", _) => Outcome::NotSent,
            ("not-possible", _) => Outcome::NotPossible,
            ("dry-run", _) => Outcome::DryRun,
            (_, Some(1)) => Outcome::Done,
            (_, Some(2)) => Outcome::Failed,
            _ => Outcome::Unknown,
        };
        let target = |field: &str| {
            text(&format!("/user/{field}")).or_else(|| text(&format!("/entity/{field}")))
        };
        Some(Self {
            sequence: document.pointer("/seq")?.as_u64()?,
            time: text("/time_dt")?.parse().ok()?,
            outcome,
            action: text("/unmapped/action")?,
            activity: text("/activity_name")?,
            actor_id: text("/actor/user/uid")?,
            actor: text("/actor/user/name"),
            target_id: target("uid"),
            // Without a target, the OCSF field repeats the action.
            target: target("name")
                .filter(|name| !name.is_empty() && text("/unmapped/action").as_ref() != Some(name)),
            task: document.pointer("/unmapped/task").and_then(Value::as_i64),
            reason: text("/unmapped/reason"),
            via: text("/unmapped/via"),
            status_code: text("/status_code"),
            request_id: text("/metadata/correlation_uid"),
            client_request_id: text("/unmapped/clientRequestId"),
            detail: text("/status_detail"),
            prior: given("/unmapped/prior"),
            new: given("/unmapped/new"),
            host: text("/device/hostname"),
            os_user: text("/actor/process/user/name").or_else(|| text("/actor/process/user/uid")),
            ci_run: text("/unmapped/ciRun"),
            app_id: text("/actor/app_uid"),
            auth_flow: text("/unmapped/authFlow"),
            plan_digest: text("/unmapped/planDigest"),
            approved_by: text("/unmapped/approvedBy"),
            diagnostic: text("/unmapped/diagnostic"),
            server_time: text("/unmapped/serverTime"),
            binary_sha256: text("/unmapped/binarySha256"),
            hash: text("/hash")?,
        })
    }

    /// Column titles of an export, the same as the names of the JSON properties.
    pub const COLUMNS: [&str; 29] = [
        "sequence",
        "time",
        "outcome",
        "action",
        "activity",
        "actorId",
        "actor",
        "targetId",
        "target",
        "task",
        "reason",
        "via",
        "statusCode",
        "requestId",
        "detail",
        "prior",
        "new",
        "host",
        "osUser",
        "ciRun",
        "hash",
        "clientRequestId",
        "appId",
        "authFlow",
        "planDigest",
        "approvedBy",
        "diagnostic",
        "serverTime",
        "binarySha256",
    ];

    /// Returns the cells of an export in the order of [`Self::COLUMNS`].
    pub fn to_columns(&self) -> [String; 29] {
        let entry = serde_json::to_value(self).unwrap_or_default();
        Self::COLUMNS.map(|name| match entry.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
        })
    }
}

/// A filter for entries of the audit log; the default matches all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EntryFilter {
    /// Keeps entries from this time on.
    pub since: Option<Timestamp>,
    /// Keeps entries before this time.
    pub until: Option<Timestamp>,
    /// Keeps entries of this task.
    pub task: Option<i64>,
    /// Keeps entries about this target: its object id, or a part of its name.
    pub target: Option<String>,
    /// Keeps entries by this actor: its object id, or a part of its name.
    pub actor: Option<String>,
    /// Keeps entries of an action with this prefix.
    pub action: Option<String>,
    /// Keeps entries with one of these outcomes; empty keeps all.
    pub outcomes: Vec<Outcome>,
}

impl EntryFilter {
    /// Whether the filter matches every entry.
    pub fn matches_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether the filter matches `entry`.
    pub fn matches(&self, entry: &Entry) -> bool {
        let named = |wanted: &Option<String>, id: Option<&str>, name: Option<&str>| {
            let Some(wanted) = wanted.as_deref().map(str::to_lowercase) else {
                return true;
            };
            id.is_some_and(|id| id.to_lowercase() == wanted)
                || name.is_some_and(|name| name.to_lowercase().contains(&wanted))
        };
        let action = self.action.as_deref().map(str::to_lowercase);
        self.since.is_none_or(|since| entry.time >= since)
            && self.until.is_none_or(|until| entry.time < until)
            && self.task.is_none_or(|task| entry.task == Some(task))
            && action.is_none_or(|action| entry.action.to_lowercase().starts_with(&action))
            && (self.outcomes.is_empty() || self.outcomes.contains(&entry.outcome))
            && named(
                &self.target,
                entry.target_id.as_deref(),
                entry.target.as_deref(),
            )
            && named(
                &self.actor,
                Some(entry.actor_id.as_str()),
                entry.actor.as_deref(),
            )
    }
}
