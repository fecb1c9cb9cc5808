//! An event as a value; `document.rs` serializes it.
use std::borrow::Cow;
use std::sync::Arc;

use serde_json::Value;

use crate::domain::task::{Action, StepKind};

/// Activity of an event, by OCSF class.
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
    /// Entity Management: delete, such as a revoked grant
    Delete,
}

impl Activity {
    /// Returns the activity of a step.
    pub fn of_step(kind: StepKind) -> Self {
        match kind {
            StepKind::Disable => Self::Disable,
            StepKind::Enable => Self::Enable,
            StepKind::Reset => Self::PasswordReset,
            StepKind::Revoke => Self::OtherAccountChange,
            StepKind::DisableDevice | StepKind::EnableDevice => Self::Update,
        }
    }

    /// Returns the activity of an action, for refusals and dry runs.
    pub fn of_action(action: Action) -> Self {
        match action {
            Action::Disable | Action::Contain => Self::Disable,
            Action::Enable => Self::Enable,
            Action::ResetPassword => Self::PasswordReset,
            Action::SignOut => Self::OtherAccountChange,
        }
    }

    /// Returns the ids of category, class and activity, and the name of the activity.
    pub(super) fn ocsf_ids(self) -> (u32, u32, u32, &'static str) {
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

/// Phase of a command in which the event was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Before anything is sent
    Intent,
    /// It succeeded
    Success,
    /// It failed
    Failure,
    /// The outcome is not known
    Unknown,
    /// It was announced, but not sent
    NotSent,
    /// A guard-rail or the kind of account forbids it; nothing was sent
    NotPossible,
    /// A guard-rail or a person refused it; nothing was sent
    Refused,
    /// It was only planned
    DryRun,
}

impl Phase {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Intent => "intent",
            Self::Success | Self::Failure | Self::Unknown => "result",
            Self::NotSent => "not-sent",
            Self::NotPossible => "not-possible",
            Self::Refused => "refusal",
            Self::DryRun => "dry-run",
        }
    }

    /// Returns OCSF's `status_id` and `status`.
    pub(super) fn ocsf_status(self) -> (u32, &'static str) {
        match self {
            Self::Success => (1, "Success"),
            Self::Failure | Self::Refused => (2, "Failure"),
            Self::Intent | Self::Unknown => (0, "Unknown"),
            Self::DryRun | Self::NotSent | Self::NotPossible => (99, "Other"),
        }
    }
}

/// The user or application that acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Object id.
    pub id: String,
    /// User principal name, or the application's name.
    pub name: Option<String>,
    /// The application that acts, or that the user signed in with.
    pub app_id: Option<String>,
    /// Sign-in method.
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

/// The object that is changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Object id.
    pub id: String,
    /// Name at the time.
    pub name: String,
}

/// One event. No field may contain a secret. A run creates two per step, so common values
/// are shared.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Activity.
    pub activity: Activity,
    /// Phase of the command.
    pub phase: Phase,
    /// The user or application that acts.
    pub actor: Arc<Actor>,
    /// Name of the action, such as `contain` or `grant`.
    pub action: Cow<'static, str>,
    /// The object that is changed.
    pub target: Option<Target>,
    /// Id of the task in the journal.
    pub task: Option<i64>,
    /// Reason, as typed.
    pub reason: Option<String>,
    /// The app on whose behalf it is done.
    pub via: Option<&'static str>,
    /// Previous value.
    pub prior: Option<Arc<Value>>,
    /// New value.
    pub new: Option<Value>,
    /// HTTP status.
    pub status_code: Option<u16>,
    /// Graph's `request-id`.
    pub request_id: Option<String>,
    /// The `client-request-id` of the attempt, which is also in Graph's logs.
    pub client_request_id: Option<String>,
    /// Outcome of the previous attempt, if this is a retry.
    pub after: Option<Value>,
    /// Identifies the machine that answered (`x-ms-ags-diagnostic`).
    pub diagnostic: Option<String>,
    /// SHA-256 of the plan that is applied.
    pub plan_digest: Option<String>,
    /// The second person who signed the plan.
    pub approved_by: Option<String>,
    /// Error message, or reason of a refusal.
    pub detail: Option<String>,
}

impl Event {
    /// Creates an event with the fields that every event has.
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
