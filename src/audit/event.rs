//! One event as a value; how it is written is the matter of `document.rs`.
use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;

use crate::domain::task::{Action, StepKind};

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
    /// Account Change: other, such as revoking sessions
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
            StepKind::DisableDevice | StepKind::EnableDevice => Self::Update,
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
    pub(super) fn numbers(self) -> (u32, u32, u32, &'static str) {
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
    /// It was announced, and then not sent after all
    NotSent,
    /// A guard-rail or the kind of account forbids it; nothing was sent
    NotPossible,
    /// A guard-rail or a person refused it; nothing was sent
    Refused,
    /// It was only planned
    DryRun,
}

impl Phase {
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Intent => "intent",
            Self::Success | Self::Failure | Self::Unknown => "result",
            Self::NotSent => "not-sent",
            Self::NotPossible => "not-possible",
            Self::Refused => "refusal",
            Self::DryRun => "dry-run",
        }
    }

    /// OCSF's `status_id` and `status`.
    pub(super) fn status(self) -> (u32, &'static str) {
        match self {
            Self::Success => (1, "Success"),
            Self::Failure | Self::Refused => (2, "Failure"),
            Self::Intent | Self::Unknown => (0, "Unknown"),
            Self::DryRun | Self::NotSent | Self::NotPossible => (99, "Other"),
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

/// One event. Never put a secret into any field. A run makes two for each step:
/// what is the same in many of them is shared.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What happened.
    pub activity: Activity,
    /// Where in the command.
    pub phase: Phase,
    /// Who did it.
    pub actor: Arc<Actor>,
    /// The command's own word, such as `contain` or `grant`.
    pub action: Cow<'static, str>,
    /// What it was done to.
    pub target: Option<Target>,
    /// Number of the task in the journal.
    pub task: Option<i64>,
    /// Why, as typed.
    pub reason: Option<String>,
    /// On behalf of which app.
    pub via: Option<&'static str>,
    /// What was so before.
    pub prior: Option<Arc<Value>>,
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
    pub fn new(
        activity: Activity,
        phase: Phase,
        actor: impl Into<Arc<Actor>>,
        action: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            activity,
            phase,
            actor: actor.into(),
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
}
