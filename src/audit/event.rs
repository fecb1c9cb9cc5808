//! One event as a value, and its document in OCSF's words.
use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::origin::Origin;
use crate::domain::ids::TenantId;
use crate::domain::task::{Action, StepKind};

/// Version of OCSF whose field names are used.
const OCSF: &str = "1.3.0";

/// Most characters of one text in an event.
const LONGEST_TEXT: usize = 4_000;

/// What happened, in OCSF's classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    /// Account Change: enable
    Enable,
    /// Account Change: password change
    PasswordChange,
    /// Account Change: password reset
    PasswordReset,
    /// Account Change: disable
    Disable,
    /// Account Change: other, such as ending sessions
    OtherAccountChange,
    /// Authentication: logon
    SignIn,
    /// Authentication: logoff
    SignOut,
    /// Entity Management: create, such as a grant
    Create,
    /// Entity Management: update, such as a switch
    Update,
    /// Entity Management: delete, such as a grant taken back
    Delete,
}

impl Activity {
    /// The activity of one step.
    pub fn of_step(kind: StepKind) -> Self {
        match kind {
            StepKind::Disable => Self::Disable,
            StepKind::Enable => Self::Enable,
            StepKind::Reset => Self::PasswordReset,
            StepKind::Revoke => Self::OtherAccountChange,
        }
    }

    /// The activity of a whole action, for refusals and dry runs.
    pub fn of_action(action: Action) -> Self {
        match action {
            Action::Disable | Action::Contain => Self::Disable,
            Action::Enable => Self::Enable,
            Action::ResetPassword => Self::PasswordReset,
            Action::SignOut => Self::OtherAccountChange,
        }
    }

    /// Category, class and activity as OCSF numbers and names them.
    fn numbers(self) -> (u32, u32, u32, &'static str) {
        match self {
            Self::Enable => (3, 3001, 2, "Enable"),
            Self::PasswordChange => (3, 3001, 3, "Password Change"),
            Self::PasswordReset => (3, 3001, 4, "Password Reset"),
            Self::Disable => (3, 3001, 5, "Disable"),
            Self::OtherAccountChange => (3, 3001, 99, "Other"),
            Self::SignIn => (3, 3002, 1, "Logon"),
            Self::SignOut => (3, 3002, 2, "Logoff"),
            Self::Create => (3, 3004, 1, "Create"),
            Self::Update => (3, 3004, 3, "Update"),
            Self::Delete => (3, 3004, 4, "Delete"),
        }
    }
}

/// Where in a command the event was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Before anything is sent
    Intent,
    /// It succeeded
    Success,
    /// It failed
    Failure,
    /// What came of it is not known
    Unknown,
    /// A guard-rail or a person refused it; nothing was sent
    Refused,
    /// It was only planned
    DryRun,
}

impl Phase {
    fn word(self) -> &'static str {
        match self {
            Self::Intent => "intent",
            Self::Success | Self::Failure | Self::Unknown => "result",
            Self::Refused => "refusal",
            Self::DryRun => "dry-run",
        }
    }

    /// OCSF's `status_id` and `status`.
    fn status(self) -> (u32, &'static str) {
        match self {
            Self::Success => (1, "Success"),
            Self::Failure | Self::Refused => (2, "Failure"),
            Self::Intent | Self::Unknown => (0, "Unknown"),
            Self::DryRun => (99, "Other"),
        }
    }
}

/// Who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Object id.
    pub id: String,
    /// User principal name, or the application's name.
    pub name: Option<String>,
    /// The application that acts, or that the person signed in with.
    pub app_id: Option<String>,
    /// How they signed in.
    pub flow: Option<&'static str>,
}

impl From<&crate::domain::identity::Identity> for Actor {
    fn from(me: &crate::domain::identity::Identity) -> Self {
        Self {
            id: me.object_id.to_string(),
            name: Some(me.label().to_owned()),
            app_id: me.app_id.as_ref().map(ToString::to_string),
            flow: me.flow.map(crate::domain::identity::AuthFlow::as_str),
        }
    }
}

/// What it was done to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Object id.
    pub id: String,
    /// Name at the time.
    pub name: String,
}

/// One event. Never put a secret into any field.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What happened.
    pub activity: Activity,
    /// Where in the command.
    pub phase: Phase,
    /// Who did it.
    pub actor: Actor,
    /// The command's own word, such as `contain` or `grant`.
    pub action: String,
    /// What it was done to.
    pub target: Option<Target>,
    /// Number of the task in the journal.
    pub task: Option<i64>,
    /// Why, as typed.
    pub reason: Option<String>,
    /// In the name of which app.
    pub via: Option<&'static str>,
    /// What was so before.
    pub prior: Option<Value>,
    /// What is to be so.
    pub new: Option<Value>,
    /// HTTP status.
    pub status_code: Option<u16>,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// The `client-request-id` of the try: Graph's own logs have it too.
    pub client_request_id: Option<String>,
    /// What came of the try before, where this one is not the first.
    pub after: Option<Value>,
    /// What Graph says of the machine that answered (`x-ms-ags-diagnostic`).
    pub diagnostic: Option<String>,
    /// SHA-256 of the plan that is carried out.
    pub plan_digest: Option<String>,
    /// The second person who signed it.
    pub approved_by: Option<String>,
    /// What went wrong, or why it was refused.
    pub detail: Option<String>,
}

impl Event {
    /// An event with what every event has.
    pub fn new(activity: Activity, phase: Phase, actor: Actor, action: impl Into<String>) -> Self {
        Self {
            activity,
            phase,
            actor,
            action: action.into(),
            target: None,
            task: None,
            reason: None,
            via: None,
            prior: None,
            new: None,
            status_code: None,
            request_id: None,
            client_request_id: None,
            after: None,
            diagnostic: None,
            plan_digest: None,
            approved_by: None,
            detail: None,
        }
    }

    /// The event as the line's fields, without those of the chain.
    pub(super) fn document(
        &self,
        tenant: &TenantId,
        origin: &Origin,
        now: Timestamp,
    ) -> Map<String, Value> {
        let (category, class, activity, name) = self.activity.numbers();
        let (status_id, status) = self.phase.status();
        let mut document = Map::new();
        let mut put = |key: &str, value: Value| {
            if !value.is_null() {
                document.insert(key.to_owned(), value);
            }
        };
        put("time", json!(now.as_millisecond()));
        put("time_dt", json!(now.to_string()));
        put("category_uid", json!(category));
        put("class_uid", json!(class));
        put("activity_id", json!(activity));
        put("activity_name", json!(name));
        put("type_uid", json!(class * 100 + activity));
        put("severity_id", json!(1));
        put("status_id", json!(status_id));
        put("status", json!(status));
        put(
            "status_code",
            json!(self.status_code.map(|code| code.to_string())),
        );
        put("status_detail", json!(self.detail.as_deref().map(cut)));
        put("actor", self.who(origin));
        put(
            "device",
            match &origin.host {
                Some(host) => json!({ "hostname": cut(host), "type_id": 0 }),
                None => Value::Null,
            },
        );
        // OCSF wants one in every event of its class.
        let key = if class == 3004 { "entity" } else { "user" };
        let target = match (&self.target, class) {
            (Some(target), _) => json!({ "uid": target.id, "name": cut(&target.name) }),
            (None, 3002) => json!({
                "uid": self.actor.id,
                "name": self.actor.name.as_deref().map(cut),
            }),
            (None, 3001) => json!({ "name": "no single account" }),
            (None, _) => json!({ "name": cut(&self.action) }),
        };
        put(key, target);
        put(
            "metadata",
            json!({
                "version": OCSF,
                "product": {
                    "name": "entractl",
                    "vendor_name": "entractl",
                    "version": env!("CARGO_PKG_VERSION"),
                },
                "tenant_uid": tenant.as_str(),
                "correlation_uid": self.request_id,
            }),
        );
        put(
            "unmapped",
            json!({
                "phase": self.phase.word(),
                "action": self.action,
                "task": self.task,
                "reason": self.reason.as_deref().map(cut),
                "via": self.via,
                "prior": self.prior,
                "new": self.new,
                "clientRequestId": self.client_request_id,
                "after": self.after,
                "ciRun": origin.ci_run.as_deref().map(cut),
            }),
        );
        // Of these a line has few.
        if let Some(Value::Object(unmapped)) = document.get_mut("unmapped") {
            let server = origin.server.last().map(|at| at.to_string());
            for (key, text) in [
                ("authFlow", self.actor.flow.map(str::to_owned)),
                ("serverTime", server),
                ("diagnostic", self.diagnostic.clone()),
                ("planDigest", self.plan_digest.clone()),
                ("approvedBy", self.approved_by.as_deref().map(cut)),
                ("binarySha256", origin.program.once()),
            ] {
                unmapped.extend(text.map(|text| (key.to_owned(), text.into())));
            }
        }
        document
    }

    /// Who did it, by which application and in which process, in OCSF's words.
    fn who(&self, origin: &Origin) -> Value {
        let mut actor = json!({ "user": {
            "uid": self.actor.id,
            "name": self.actor.name.as_deref().map(cut),
        }});
        if let Value::Object(actor) = &mut actor {
            let app = self.actor.app_id.clone();
            actor.extend(app.map(|app| ("app_uid".to_owned(), app.into())));
            let process = origin.process();
            actor.extend(process.map(|process| ("process".to_owned(), process)));
        }
        actor
    }
}

pub(super) fn cut(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}
