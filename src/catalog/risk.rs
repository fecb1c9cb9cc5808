//! Risk of a permission by its name.
//!
//! One rule for built-in sets, a user's own sets and any other permission of a service
//! principal. It rates and explains; `domain` decides whether a permission is refused.
use std::fmt;
use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::Serialize;

use super::model::PermissionKind;
use super::table::{Table, table};

/// Harm that a permission can do in the wrong hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Risk {
    /// Reveals little more than what any user of the tenant can look up.
    Low,
    /// Reads data that is useful to an attacker.
    Medium,
    /// Reads private content, or changes accounts.
    High,
    /// Can lead to control of the tenant or of all users' content.
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

    /// Whether permissions of this risk are reported as dangerous.
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

const TABLE: Table<3> = table!("data/risks.tsv", ["risk", "permission", "reason"]);

/// A permission with a known risk.
#[derive(Debug)]
struct KnownRisk {
    permission: &'static str,
    risk: Risk,
    /// Reason for a High or Critical risk; empty for a lower one.
    reason: &'static str,
}

static KNOWN: LazyLock<Vec<KnownRisk>> = LazyLock::new(|| TABLE.parse(parse_risk_row));

fn parse_risk_row([risk, permission, reason]: [&'static str; 3]) -> Result<KnownRisk, String> {
    let risk = match risk {
        "low" => Risk::Low,
        "medium" => Risk::Medium,
        "high" => Risk::High,
        "critical" => Risk::Critical,
        other => return Err(format!("{other:?} is no risk")),
    };
    if risk.is_dangerous() == reason.is_empty() {
        return Err("high and critical need a reason, the others none".to_owned());
    }
    Ok(KnownRisk {
        permission,
        risk,
        reason,
    })
}

/// Returns the name of a permission as the table spells it; `name` may be in any case.
pub(super) fn canonical_name(name: &str) -> Option<&'static str> {
    let mut names = KNOWN.iter().map(|known| known.permission);
    names.find(|known| known.eq_ignore_ascii_case(name))
}

/// Returns the risk of the permission `name`, and the reason if the risk is High or
/// Critical. A name that is not in the table is rated by its parts.
pub fn assess(name: &str, kind: PermissionKind) -> (Risk, Option<&'static str>) {
    let mut known = KNOWN.iter();
    if let Some(known) = known.find(|one| one.permission.eq_ignore_ascii_case(name)) {
        return (
            known.risk,
            (!known.reason.is_empty()).then_some(known.reason),
        );
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

/// Whether `name` is a permission for private content, such as chats, calendars or files.
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
    use std::collections::BTreeSet;

    use super::{KNOWN, Risk, TABLE, assess, parse_risk_row};
    use crate::catalog::PermissionKind::{Application, Delegated};

    #[test]
    fn every_row_of_the_risks_can_be_read_and_names_a_permission_once() {
        TABLE.check(parse_risk_row);
        let names: BTreeSet<&str> = KNOWN.iter().map(|one| one.permission).collect();
        assert_eq!(names.len(), KNOWN.len());
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
