//! The words of a task: what was asked, which steps it is made of, what came
//! of each, and what that makes of the whole.
//!
//! The words are those of Response Management, and stable: they are stored in
//! the journal and printed as JSON.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! words {
    ($name:ident { $($variant:ident => $word:literal),+ $(,)? }) => {
        impl $name {
            /// The stable word, as stored and as printed in JSON.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word),+
                }
            }

            /// The value of a stored word; `None` for a word that is not ours.
            pub fn parse(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

/// What is done to accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Block sign-in and end all sessions
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

words!(Action {
    Disable => "disable",
    Enable => "enable",
    ResetPassword => "reset-password",
    SignOut => "sign-out",
    Contain => "contain",
});

impl Action {
    /// The steps, in the order in which they are taken.
    pub fn steps(self) -> &'static [StepKind] {
        match self {
            Self::Disable => &[StepKind::Disable, StepKind::Revoke],
            Self::Enable => &[StepKind::Enable],
            Self::ResetPassword => &[StepKind::Reset, StepKind::Revoke],
            Self::SignOut => &[StepKind::Revoke],
            Self::Contain => &[StepKind::Disable, StepKind::Reset, StepKind::Revoke],
        }
    }

    /// The kinds of step of its tasks, as they are sent: devices come last.
    pub fn kinds(self) -> &'static [StepKind] {
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

    /// Whether it takes something away from the account.
    pub fn is_harmful(self) -> bool {
        match self {
            Self::Enable => false,
            Self::Disable | Self::ResetPassword | Self::SignOut | Self::Contain => true,
        }
    }

    /// What is asked before it is done to `target`.
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

    /// What is done to `target`, as a heading.
    pub fn description(self, target: &str) -> String {
        match self {
            Self::Disable => format!("Disable {target}"),
            Self::Enable => format!("Enable {target}"),
            Self::ResetPassword => format!("Reset the password of {target}"),
            Self::SignOut => format!("Sign out {target}"),
            Self::Contain => format!("Contain {target}"),
        }
    }

    /// The words for a heading, such as "Disable".
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

/// "1 account", "7 accounts".
pub fn account_count(count: usize) -> String {
    match count {
        1 => "1 account".to_owned(),
        more => format!("{more} accounts"),
    }
}

/// One change of one account.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// Sign-in is forbidden
    Disable,
    /// Sign-in is allowed
    Enable,
    /// The password must be changed, or was changed
    Reset,
    /// Refresh tokens and browser sessions are ended
    Revoke,
    /// A registered device of the account is disabled
    DisableDevice,
    /// A registered device of the account is enabled
    EnableDevice,
}

words!(StepKind {
    Disable => "disable",
    Enable => "enable",
    Reset => "reset",
    Revoke => "revoke",
    DisableDevice => "disable-device",
    EnableDevice => "enable-device",
});

impl StepKind {
    /// The step as a heading.
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

    /// What the step does, for a table.
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

    /// Whether it changes a device and not the account itself.
    pub fn is_of_device(self) -> bool {
        matches!(self, Self::DisableDevice | Self::EnableDevice)
    }
}

/// How a step is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepMethod {
    /// One call, done when Graph says so
    Call,
    /// A reset that Entra carries to Active Directory; it runs on
    WriteBack,
    /// One call that reaches this tenant only: a guest has sessions elsewhere
    Guest,
    /// It cannot be done from here
    NotPossible,
}

words!(StepMethod {
    Call => "call",
    WriteBack => "write-back",
    Guest => "guest",
    NotPossible => "not-possible",
});

/// What came of a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StepOutcome {
    /// Graph said yes, or a read showed it
    Done,
    /// Graph said no, or nothing could be sent
    Failed,
    /// Accepted or lost on the way, and no read could settle it
    Unconfirmed,
    /// Nothing was sent: the run ended before
    NotTried,
    /// It cannot be done to this account from here
    NotPossible,
}

words!(StepOutcome {
    Done => "done",
    Failed => "failed",
    Unconfirmed => "unconfirmed",
    NotTried => "not-tried",
    NotPossible => "not-possible",
});

/// What reading the account afterwards showed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReadBack {
    /// The change is visible
    Seen,
    /// The old state is still visible; reads of Entra lag behind writes
    NotVisibleYet,
    /// It was not or could not be read
    NotRead,
}

words!(ReadBack {
    Seen => "seen",
    NotVisibleYet => "not-visible-yet",
    NotRead => "not-read",
});

/// How a task stands, as Response Management calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TaskStatus {
    /// Nothing was sent yet
    Queued,
    /// Being carried out
    Running,
    /// Everything is done
    Successful,
    /// Something is done, something is not
    PartiallySuccessful,
    /// Nothing is done
    Unsuccessful,
    /// Waits for somebody's agreement
    PendingApproval,
    /// Refused
    Rejected,
    /// Stopped before anything was sent
    Canceled,
    /// Stopped in the middle by the user; the rest can be resumed, what is done undone
    Interrupted,
    /// Accepted, not verified
    Unconfirmed,
    /// The run ended without recording what came of it
    Unknown,
}

words!(TaskStatus {
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
    /// The status in words for people.
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
pub enum InNameOf {
    /// Search, through Response Management
    Search,
    /// Zero Trust Secure Access
    ZeroTrustSecureAccess,
}

words!(InNameOf {
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
