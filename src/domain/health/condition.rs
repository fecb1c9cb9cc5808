//! The conditions of the Status column, their order and their remedies.
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::catalog::SetId;

/// The status of a set or an app, from least to most severe: a known error outweighs a
/// failed read.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// Everything required is granted.
    Granted,
    /// All permissions are granted, a directory role is missing.
    NeedsSettings,
    /// A read failed.
    Unknown,
    /// Only permissions from a newer catalog version are missing.
    PermissionUpdateRequired,
    /// No permission of the set is granted, nor ever was as far as recorded.
    NotGranted,
    /// No enterprise application is bound to a set, so nothing can be granted.
    NotBound,
    /// Permissions that were or should have been granted are missing.
    PermissionError,
    /// Sign-in to the application is disabled.
    ApplicationDisabled,
    /// The service principal was deleted after a grant.
    AuthenticationError,
    /// Blocked on this machine.
    Blocked,
}

impl Condition {
    /// All conditions.
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

    /// Returns the value in JSON.
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

    /// Returns the condition as text for the Status column.
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

    /// Whether all permissions are granted; a directory role may be missing.
    pub fn is_healthy(self) -> bool {
        matches!(self, Self::Granted | Self::NeedsSettings)
    }
}

/// Cause of a failed read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnreadCause {
    /// The response cannot be trusted.
    Untrusted,
    /// The keyring failed.
    Storage,
    /// Sign-in is needed.
    SignIn,
    /// The user's sign-in did not include the permission.
    Denied,
    /// The token has the permission, but the service still refused.
    ForbiddenDespitePermission,
    /// The signed-in application was not granted the permission.
    NotConsented,
    /// Network error, throttling or service error.
    TryAgain,
}

/// What fixes a condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remedy {
    /// Nothing to fix.
    Nothing,
    /// Bind an enterprise application to the set.
    Bind(SetId),
    /// Grant the missing permissions.
    Grant,
    /// Recreate the service principal and grant.
    Recreate,
    /// Assign the directory roles to the service principal.
    Settings,
    /// Enable the application.
    Enable,
    /// Contact Microsoft support, because Microsoft disabled it.
    Microsoft,
    /// Set up the product whose API is not in the tenant.
    Product,
    /// Sign in.
    SignIn,
    /// Get a directory role: the token already has the permission.
    Role,
    /// Grant the missing permission to the signed-in application.
    Consent,
    /// Run the command again later.
    Retry,
}

impl Remedy {
    /// Whether the remedy is the command `grant`, with or without flags.
    pub fn is_grant_command(&self) -> bool {
        matches!(
            self,
            Self::Grant | Self::Recreate | Self::Settings | Self::Enable
        )
    }

    /// Returns what to do outside of entractl; `None` if a command helps or nothing is
    /// wrong.
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
            _ => None,
        }
    }
}
