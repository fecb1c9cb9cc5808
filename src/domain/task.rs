//! The vocabulary of tasks: actions, steps, methods, outcomes and statuses.
//!
//! The words are those of Response Management. They are stable: stored in the journal
//! and printed as JSON.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! stable_words {
    ($name:ident { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $name {
            /// Returns the stable word that is stored and printed in JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            /// Parses a stored word; `None` if it is unknown.
            pub fn parse(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

/// An action on accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Block sign-in and revoke sessions
    Disable,
    /// Unblock sign-in
    Enable,
    /// Force a password reset and revoke sessions
    ResetPassword,
    /// Revoke sessions
    SignOut,
    /// Block sign-in, replace the password, revoke sessions
    Contain,
}

stable_words!(Action {
    Disable => "disable",
    Enable => "enable",
    ResetPassword => "reset-password",
    SignOut => "sign-out",
    Contain => "contain",
});

impl Action {
    /// Returns the steps for an account in execution order.
    pub fn steps(self) -> &'static [StepKind] {
        match self {
            Self::Disable => &[StepKind::Disable, StepKind::Revoke],
            Self::Enable => &[StepKind::Enable],
            Self::ResetPassword => &[StepKind::Reset, StepKind::Revoke],
            Self::SignOut => &[StepKind::Revoke],
            Self::Contain => &[StepKind::Disable, StepKind::Reset, StepKind::Revoke],
        }
    }

    /// Returns all kinds of steps that a task with this action can have, in the order in
    /// which they are sent: devices come last.
    pub fn sending_order(self) -> &'static [StepKind] {
        match self {
            Self::Contain => &[
                StepKind::Disable,
                StepKind::Reset,
                StepKind::Revoke,
                StepKind::DisableDevice,
            ],
            Self::Enable => &[StepKind::Enable, StepKind::EnableDevice],
            Self::Disable | Self::ResetPassword | Self::SignOut => self.steps(),
        }
    }

    /// Whether the action takes access away from the account.
    pub fn is_restrictive(self) -> bool {
        match self {
            Self::Enable => false,
            Self::Disable | Self::ResetPassword | Self::SignOut | Self::Contain => true,
        }
    }

    /// Returns the confirmation question for `target`.
    pub fn question(self, target: &str) -> String {
        match self {
            Self::Disable => format!("Disable {target} and revoke sessions?"),
            Self::Enable => format!("Unblock sign-in of {target}?"),
            Self::ResetPassword => {
                format!("Reset the password of {target} and revoke sessions?")
            }
            Self::SignOut => format!("Revoke sessions of {target}?"),
            Self::Contain => format!("Contain {target}?"),
        }
    }

    /// Returns the action and its target as a heading, such as "Sign out ada@contoso.com".
    pub fn description(self, target: &str) -> String {
        match self {
            Self::Disable => format!("Disable {target}"),
            Self::Enable => format!("Enable {target}"),
            Self::ResetPassword => format!("Reset the password of {target}"),
            Self::SignOut => format!("Sign out {target}"),
            Self::Contain => format!("Contain {target}"),
        }
    }

    /// Returns the name of the action for a heading, such as "Sign out".
    pub fn title(self) -> &'static str {
        match self {
            Self::Disable => "Disable",
            Self::Enable => "Enable",
            Self::ResetPassword => "Reset password",
            Self::SignOut => "Sign out",
            Self::Contain => "Contain",
        }
    }
}

/// Formats like "1 account", "7 accounts".
pub fn account_count_text(count: usize) -> String {
    match count {
        1 => "1 account".to_owned(),
        more => format!("{more} accounts"),
    }
}

/// One change to one account.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// Sign-in is blocked
    Disable,
    /// Sign-in is unblocked
    Enable,
    /// The password is reset
    Reset,
    /// Sessions and refresh tokens are revoked
    Revoke,
    /// A registered device of the account is disabled
    DisableDevice,
    /// A registered device of the account is enabled
    EnableDevice,
}

stable_words!(StepKind {
    Disable => "disable",
    Enable => "enable",
    Reset => "reset",
    Revoke => "revoke",
    DisableDevice => "disable-device",
    EnableDevice => "enable-device",
});

impl StepKind {
    /// Returns the name of the step as a heading, such as "Block sign-in".
    pub fn heading(self) -> &'static str {
        match self {
            Self::Disable => "Block sign-in",
            Self::Enable => "Unblock sign-in",
            Self::Reset => "Reset password",
            Self::Revoke => "Revoke sessions",
            Self::DisableDevice => "Disable device",
            Self::EnableDevice => "Enable device",
        }
    }

    /// Returns the name of the step for a table cell, such as "block sign-in".
    pub fn title(self) -> &'static str {
        match self {
            Self::Disable => "block sign-in",
            Self::Enable => "unblock sign-in",
            Self::Reset => "reset password",
            Self::Revoke => "revoke sessions",
            Self::DisableDevice => "disable device",
            Self::EnableDevice => "enable device",
        }
    }

    /// Whether the step changes a device, and not the account.
    pub fn is_device_step(self) -> bool {
        matches!(self, Self::DisableDevice | Self::EnableDevice)
    }
}

/// How a step is executed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepMethod {
    /// One call, done when Graph confirms it
    Call,
    /// A reset that Entra writes back to Active Directory, asynchronously
    WriteBack,
    /// One call that affects this tenant only: a guest has sessions elsewhere
    Guest,
    /// Not possible with this tool
    NotPossible,
}

stable_words!(StepMethod {
    Call => "call",
    WriteBack => "write-back",
    Guest => "guest",
    NotPossible => "not-possible",
});

/// The outcome of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepOutcome {
    /// Graph confirmed it, or a read showed it
    Done,
    /// Graph refused it, or it could not be sent
    Failed,
    /// Accepted or lost in transfer, and no read could verify it
    Unconfirmed,
    /// Not sent: the run ended before
    NotTried,
    /// Not possible for this account
    NotPossible,
}

stable_words!(StepOutcome {
    Done => "done",
    Failed => "failed",
    Unconfirmed => "unconfirmed",
    NotTried => "not-tried",
    NotPossible => "not-possible",
});

/// The result of reading the account after the change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReadBack {
    /// The change is visible
    Seen,
    /// The old state is still visible; reads in Entra lag behind writes
    NotVisibleYet,
    /// It was not or could not be read
    NotRead,
}

stable_words!(ReadBack {
    Seen => "seen",
    NotVisibleYet => "not-visible-yet",
    NotRead => "not-read",
});

/// The status of a task, in the words of Response Management.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TaskStatus {
    /// Nothing was sent yet
    Queued,
    /// In progress
    Running,
    /// Everything is done
    Successful,
    /// Something is done, something is not
    PartiallySuccessful,
    /// Nothing is done
    Unsuccessful,
    /// Waits for approval
    PendingApproval,
    /// Refused
    Rejected,
    /// Stopped before anything was sent
    Canceled,
    /// Stopped halfway by the user; the remaining steps can be resumed, the done ones
    /// undone
    Interrupted,
    /// Accepted, not verified
    Unconfirmed,
    /// The run ended without recording the outcome
    Unknown,
}

stable_words!(TaskStatus {
    Queued => "queued",
    Running => "running",
    Successful => "successful",
    PartiallySuccessful => "partially-successful",
    Unsuccessful => "unsuccessful",
    PendingApproval => "pending-approval",
    Rejected => "rejected",
    Canceled => "canceled",
    Interrupted => "interrupted",
    Unconfirmed => "unconfirmed",
    Unknown => "unknown",
});

impl TaskStatus {
    /// Returns the status for display.
    pub fn title(self) -> &'static str {
        match self {
            Self::Queued => "Queued",
            Self::Running => "In progress",
            Self::Successful => "Successful",
            Self::PartiallySuccessful => "Partially successful",
            Self::Unsuccessful => "Unsuccessful",
            Self::PendingApproval => "Pending approval",
            Self::Rejected => "Rejected",
            Self::Canceled => "Canceled",
            Self::Interrupted => "Interrupted",
            Self::Unconfirmed => "Accepted, not verified",
            Self::Unknown => "Outcome not recorded",
        }
    }
}

/// The app on whose behalf a task runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnBehalfOf {
    /// Search, through Response Management
    Search,
    /// Zero Trust Secure Access
    ZeroTrustSecureAccess,
}

stable_words!(OnBehalfOf {
    Search => "search",
    ZeroTrustSecureAccess => "zero-trust-secure-access",
});

#[cfg(test)]
mod tests {
    use super::{Action, StepKind};

    #[test]
    fn words_read_back_as_what_they_stand_for() {
        for action in [
            Action::Disable,
            Action::Enable,
            Action::ResetPassword,
            Action::SignOut,
            Action::Contain,
        ] {
            assert_eq!(Action::parse(action.as_str()), Some(action));
            assert_eq!(
                serde_json::to_value(action).unwrap(),
                serde_json::json!(action.as_str())
            );
        }
        assert_eq!(StepKind::parse("drop table"), None);
    }

    #[test]
    fn containing_goes_from_disable_over_reset_to_revoke() {
        assert_eq!(
            Action::Contain.steps(),
            [StepKind::Disable, StepKind::Reset, StepKind::Revoke]
        );
    }
}
