//! One line of the audit log as people and scripts read it, and which lines are
//! asked for.
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

/// What came of what a line is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is about to be done
    Intended,
    /// It was done
    Done,
    /// It failed
    Failed,
    /// What came of it is not known
    Unknown,
    /// It was announced, and then not sent after all
    NotSent,
    /// A guard-rail or the kind of account forbids it; nothing was sent
    NotPossible,
    /// A guard-rail or a person refused it; nothing was sent
    Refused,
    /// It was only planned
    DryRun,
}

impl Outcome {
    /// The word in JSON and CSV.
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

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Its number.
    pub sequence: u64,
    /// When it was written.
    #[schemars(with = "String")]
    pub time: Timestamp,
    /// What came of it.
    pub outcome: Outcome,
    /// The command's own word, such as `contain`.
    pub action: String,
    /// What happened, in OCSF's words.
    pub activity: String,
    /// Object id of who did it; `local` where nobody had to be signed in.
    pub actor_id: String,
    /// Name of who did it.
    pub actor: Option<String>,
    /// Object id of what it was done to.
    pub target_id: Option<String>,
    /// Its name at the time.
    pub target: Option<String>,
    /// Number of the task in the journal.
    pub task: Option<i64>,
    /// Why, as typed.
    pub reason: Option<String>,
    /// On behalf of which app.
    pub via: Option<String>,
    /// HTTP status.
    pub status_code: Option<String>,
    /// Graph's request id.
    pub request_id: Option<String>,
    /// Our number of the try, which Graph's activity logs have too.
    pub client_request_id: Option<String>,
    /// What went wrong, or why it was refused.
    pub detail: Option<String>,
    /// What was so before.
    pub prior: Option<Value>,
    /// What was to be so.
    pub new: Option<Value>,
    /// The machine.
    pub host: Option<String>,
    /// The user of the machine.
    pub os_user: Option<String>,
    /// The run of a CI service.
    pub ci_run: Option<String>,
    /// The application that acted, or that the person had signed in with.
    pub app_id: Option<String>,
    /// How they had signed in.
    pub auth_flow: Option<String>,
    /// SHA-256 of the plan that was carried out.
    pub plan_digest: Option<String>,
    /// The second person who signed it.
    pub approved_by: Option<String>,
    /// What Graph said of the machine that answered.
    pub diagnostic: Option<String>,
    /// The time by the service's own clock, of its last answer before.
    pub server_time: Option<String>,
    /// SHA-256 of the program: in the first line of each process.
    pub binary_sha256: Option<String>,
    /// The line's own hash.
    pub hash: String,
}

impl Entry {
    /// Reads a line; `None` where it is none of ours.
    pub fn read(line: &[u8]) -> Option<Self> {
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
            // Where there is no target, OCSF's own field repeats the action.
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

    /// Names of the columns of an export.
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

    /// What stands in these columns.
    pub fn columns(&self) -> [String; 29] {
        let given = |text: &Option<String>| text.clone().unwrap_or_default();
        let json = |value: &Option<Value>| value.as_ref().map(Value::to_string).unwrap_or_default();
        [
            self.sequence.to_string(),
            self.time.to_string(),
            self.outcome.as_str().to_owned(),
            self.action.clone(),
            self.activity.clone(),
            self.actor_id.clone(),
            given(&self.actor),
            given(&self.target_id),
            given(&self.target),
            self.task.map(|task| task.to_string()).unwrap_or_default(),
            given(&self.reason),
            given(&self.via),
            given(&self.status_code),
            given(&self.request_id),
            given(&self.detail),
            json(&self.prior),
            json(&self.new),
            given(&self.host),
            given(&self.os_user),
            given(&self.ci_run),
            self.hash.clone(),
            given(&self.client_request_id),
            given(&self.app_id),
            given(&self.auth_flow),
            given(&self.plan_digest),
            given(&self.approved_by),
            given(&self.diagnostic),
            given(&self.server_time),
            given(&self.binary_sha256),
        ]
    }
}

/// Which lines are asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// From this time on.
    pub since: Option<Timestamp>,
    /// Before this time.
    pub until: Option<Timestamp>,
    /// Of this task.
    pub task: Option<i64>,
    /// About this target.
    pub target: Option<String>,
    /// By this actor.
    pub actor: Option<String>,
    /// Of an action that begins so.
    pub action: Option<String>,
    /// With one of these outcomes; none: with any.
    pub outcomes: Vec<Outcome>,
}

impl Wanted {
    /// Whether every line is asked for.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether this line is asked for.
    pub fn takes(&self, entry: &Entry) -> bool {
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
