//! How much harm a permission can do, by its name.
//!
//! One rule for the built-in sets, a user's own sets and whatever else a
//! service principal holds. It ranks and explains; whether a permission is
//! refused is decided in `domain`.
use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::model::PermissionKind;

/// How much harm a permission can do in the wrong hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Risk {
    /// Says little that a colleague could not look up.
    Low,
    /// Reads what an attacker would like to know.
    Medium,
    /// Reads private content, or changes accounts.
    High,
    /// Leads to control of the tenant or of everybody's content.
    Critical,
}

impl Risk {
    /// `low`, `medium`, `high` or `critical`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }

    /// Whether a grant of it is named as dangerous.
    pub fn is_dangerous(self) -> bool {
        match self {
            Self::Low | Self::Medium => false,
            Self::High | Self::Critical => true,
        }
    }
}

impl fmt::Display for Risk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Permissions that hand out further permissions or roles, or whole services.
const CRITICAL: &[(&str, &str)] = &[
    (
        "AppRoleAssignment.ReadWrite.All",
        "can give itself any permission of any API",
    ),
    (
        "Application.ReadWrite.All",
        "can add a secret to any application and act as it",
    ),
    (
        "Application.ReadWrite.OwnedBy",
        "can add secrets to the applications that it owns",
    ),
    (
        "Content.SuperUser",
        "decrypts every protected document and message of the tenant",
    ),
    (
        "DelegatedPermissionGrant.ReadWrite.All",
        "can let any application act as any user",
    ),
    (
        "Directory.AccessAsUser.All",
        "does in the directory whatever the signed-in person may do",
    ),
    (
        "Directory.ReadWrite.All",
        "changes users, groups and other directory objects of the whole tenant",
    ),
    (
        "Exchange.ManageAsApp",
        "manages Exchange Online as far as the role of its service principal reaches",
    ),
    (
        "Policy.ReadWrite.ConditionalAccess",
        "can switch off the policies that guard sign-in",
    ),
    (
        "Policy.ReadWrite.PermissionGrant",
        "can change who may consent to what",
    ),
    (
        "RoleAssignmentSchedule.ReadWrite.Directory",
        "can make any user an administrator",
    ),
    (
        "RoleEligibilitySchedule.ReadWrite.Directory",
        "can make any user eligible as an administrator",
    ),
    (
        "RoleManagement.ReadWrite.Directory",
        "can make any user, itself included, Global Administrator",
    ),
    (
        "RoleManagementPolicy.ReadWrite.Directory",
        "can loosen the rules for becoming an administrator",
    ),
    (
        "UserAuthenticationMethod.ReadWrite.All",
        "can set a sign-in method for any user and sign in as that user",
    ),
    (
        "application_access",
        "manages Teams and Skype for Business as an administrator does",
    ),
    (
        "full_access_as_app",
        "opens, changes and sends from every mailbox of the tenant",
    ),
];

/// Permissions that change accounts or read what is private.
const HIGH: &[(&str, &str)] = &[
    (
        "Group.ReadWrite.All",
        "changes groups and with them access to whatever the groups open",
    ),
    (
        "GroupMember.ReadWrite.All",
        "changes who is in a group and so what they reach",
    ),
    (
        "User-PasswordProfile.ReadWrite.All",
        "sets new passwords for users",
    ),
    (
        "User.EnableDisableAccount.All",
        "locks people out, or lets a disabled account in again",
    ),
    (
        "User.ManageIdentities.All",
        "changes the identities with which users sign in",
    ),
    (
        "User.ReadWrite.All",
        "changes every user's profile and can disable accounts",
    ),
];

/// Permissions that say little.
const LOW: &[&str] = &[
    "InformationProtectionPolicy.Read.All",
    "Organization.Read.All",
    "Place.Read.All",
    "TeamSettings.Read.All",
    "ChannelSettings.Read.All",
    "User.Read",
    "User.ReadBasic.All",
    "UnifiedPolicy.Tenant.Read",
    "email",
    "offline_access",
    "openid",
    "profile",
];

/// The risk of the permission `name`, with the reason where it is High or
/// Critical. Names that no table has are ranked by their shape.
pub fn assess(name: &str, kind: PermissionKind) -> (Risk, Option<&'static str>) {
    let find = |table: &'static [(&str, &'static str)]| {
        table
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, reason)| *reason)
    };
    if let Some(reason) = find(CRITICAL) {
        return (Risk::Critical, Some(reason));
    }
    if let Some(reason) = find(HIGH) {
        return (Risk::High, Some(reason));
    }
    if LOW.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return (Risk::Low, None);
    }
    let application = kind == PermissionKind::Application;
    if name.contains("FullControl") {
        return (
            Risk::Critical,
            Some("full control over the content and over who may reach it"),
        );
    }
    if name.starts_with("Mail.") && application {
        return (
            Risk::High,
            Some("works on the mail of every mailbox, without a signed-in user"),
        );
    }
    if name.starts_with("RoleManagement.ReadWrite") || name.starts_with("Policy.ReadWrite") {
        return (
            Risk::Critical,
            Some("changes roles or policies of the tenant"),
        );
    }
    if application && reads_content(name) {
        return (
            Risk::High,
            Some("reads private content of all users, without a signed-in user"),
        );
    }
    if application
        && (name.contains("ReadWrite") || name.contains("Manage") || name.contains("Send"))
    {
        return (
            Risk::High,
            Some("changes data of the whole tenant, without a signed-in user"),
        );
    }
    (Risk::Medium, None)
}

/// Whether `name` opens what people wrote to or stored for each other.
fn reads_content(name: &str) -> bool {
    [
        "Calendars.",
        "Chat.",
        "ChannelMessage.",
        "Contacts.",
        "Files.",
        "Notes.",
        "Sites.",
        "Presence.",
    ]
    .iter()
    .any(|family| name.starts_with(family))
}

#[cfg(test)]
mod tests {
    use super::{CRITICAL, HIGH, LOW, Risk, assess};
    use crate::catalog::PermissionKind::{Application, Delegated};

    #[test]
    fn the_tables_are_sorted_and_name_nothing_twice() {
        for table in [CRITICAL, HIGH] {
            assert!(table.is_sorted_by(|left, right| left.0 < right.0));
        }
        for (name, _) in HIGH {
            assert!(CRITICAL.iter().all(|(known, _)| known != name));
            assert!(!LOW.contains(name));
        }
    }

    #[test]
    fn whatever_is_dangerous_says_why() {
        for name in [
            "RoleManagement.ReadWrite.Directory",
            "AppRoleAssignment.ReadWrite.All",
            "Sites.FullControl.All",
            "Directory.ReadWrite.All",
            "Mail.Read",
            "Mail.Send",
            "full_access_as_app",
            "Exchange.ManageAsApp",
            "Content.SuperUser",
            "Files.ReadWrite.All",
            "Made.Up.ReadWrite.All",
        ] {
            let (risk, reason) = assess(name, Application);
            assert!(risk.is_dangerous(), "{name}");
            assert!(reason.is_some_and(|text| !text.is_empty()), "{name}");
        }
    }

    #[test]
    fn the_same_name_weighs_less_where_a_person_must_be_signed_in() {
        assert_eq!(assess("Mail.Read", Delegated).0, Risk::Medium);
        assert_eq!(assess("User.Read", Delegated), (Risk::Low, None));
        assert_eq!(assess("Made.Up.Read.All", Application).0, Risk::Medium);
    }
}
