//! The words of the Status column, how bad each is, and what mends it.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::catalog::SetId;

/// A status. In the order in which one outweighs another: what is known to be
/// wrong outweighs what could not be read.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// Everything asked for is there.
    Granted,
    /// All permissions are there, a directory role is not.
    NeedsSettings,
    /// A read failed: nothing can be said.
    Unknown,
    /// All that is missing came with a newer catalog.
    PermissionUpdateRequired,
    /// Nothing of the set is there, and it never was as far as is known.
    NotGranted,
    /// No enterprise application is bound to a set, so nothing can be granted.
    NotBound,
    /// Permissions that were or should have been granted are missing.
    PermissionError,
    /// Sign-in to the application is switched off.
    ApplicationDisabled,
    /// The service principal is gone after a grant.
    AuthenticationError,
    /// Blocked on this machine.
    Blocked,
}

impl Condition {
    /// Every condition.
    pub const ALL: [Self; 10] = [
        Self::Granted,
        Self::NeedsSettings,
        Self::Unknown,
        Self::PermissionUpdateRequired,
        Self::NotGranted,
        Self::NotBound,
        Self::PermissionError,
        Self::ApplicationDisabled,
        Self::AuthenticationError,
        Self::Blocked,
    ];

    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::NeedsSettings => "needs-settings",
            Self::Unknown => "unknown",
            Self::PermissionUpdateRequired => "permission-update-required",
            Self::NotGranted => "not-granted",
            Self::NotBound => "not-bound",
            Self::PermissionError => "permission-error",
            Self::ApplicationDisabled => "application-disabled",
            Self::AuthenticationError => "authentication-error",
            Self::Blocked => "blocked",
        }
    }

    /// What the Status column says.
    pub fn text(self) -> &'static str {
        match self {
            Self::Granted => "Granted",
            Self::NeedsSettings => "Granted, needs settings",
            Self::Unknown => "Unknown",
            Self::PermissionUpdateRequired => "Permission update required",
            Self::NotGranted => "Not granted",
            Self::NotBound => "Not bound",
            Self::PermissionError => "Permission error",
            Self::ApplicationDisabled => "Application disabled",
            Self::AuthenticationError => "Authentication error",
            Self::Blocked => "Blocked on this machine",
        }
    }

    /// Granted, or granted with something left to set.
    pub fn is_healthy(self) -> bool {
        match self {
            Self::Granted | Self::NeedsSettings => true,
            Self::Unknown
            | Self::PermissionUpdateRequired
            | Self::NotGranted
            | Self::NotBound
            | Self::PermissionError
            | Self::ApplicationDisabled
            | Self::AuthenticationError
            | Self::Blocked => false,
        }
    }
}

/// What kind of trouble kept something from being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnreadCause {
    /// An answer cannot be trusted.
    Untrusted,
    /// The keyring failed.
    Storage,
    /// Sign-in is needed.
    SignIn,
    /// The person may not: the sign-in brought no permission for it.
    Denied,
    /// The token holds the permission, and the service refused all the same.
    Barred,
    /// The application that signs in as itself lacks the permission.
    Unconsented,
    /// Network, throttling or a service fault.
    TryAgain,
}

/// What mends a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Nothing has to be mended.
    Nothing,
    /// Say which enterprise application carries the set.
    Bind(SetId),
    /// Grant what is missing.
    Grant,
    /// Make the service principal anew and grant.
    Recreate,
    /// Give the service principal its directory roles.
    Settings,
    /// Switch the application on again.
    Enable,
    /// Microsoft disabled it: only its support can help.
    Microsoft,
    /// The API of a permission is not in the tenant: a product is missing.
    Product,
    /// Sign in.
    SignIn,
    /// Get a directory role: the permission is there.
    Role,
    /// Give the application that signs in its permission.
    Consent,
    /// Run the same again later.
    Again,
}

impl Remedy {
    /// Whether the remedy is to grant the permissions.
    pub fn grants(&self) -> bool {
        matches!(
            self,
            Self::Grant | Self::Recreate | Self::Settings | Self::Enable
        )
    }

    /// What to do outside the tool, where no command of ours helps.
    pub fn advice(&self) -> Option<&'static str> {
        match self {
            Self::Microsoft => Some(
                "Microsoft disabled the application; ask Microsoft support why before anything else",
            ),
            Self::Product => Some(
                "the API that the permission belongs to is not in the tenant; its product has to be bought or set up first",
            ),
            Self::Role => Some(
                "the token holds the permission that the read needs; the account may lack a directory role: ask for Directory Readers or Global Reader, then sign in again",
            ),
            Self::Consent => Some(
                "give the application that signs in the permission (App registrations > API permissions), with admin consent",
            ),
            Self::Nothing
            | Self::Bind(_)
            | Self::Grant
            | Self::Recreate
            | Self::Settings
            | Self::Enable
            | Self::SignIn
            | Self::Again => None,
        }
    }
}
