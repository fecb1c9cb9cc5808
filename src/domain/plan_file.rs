//! A plan file: exactly these accounts, in this tenant, with an expiry. Pure.
//!
//! The text is canonical: a file was changed if it differs from the serialization of
//! its own content.
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::bulk::BulkRow;
use super::task::{Action, OnBehalfOf};
use crate::ids::{ObjectId, TenantId};

/// The format name in the file.
pub(super) const FORMAT: &str = "entractl-plan-1";

/// Validity period of a plan.
pub const VALIDITY: SignedDuration = SignedDuration::from_hours(24);

/// The namespace of signatures on plans (`ssh-keygen -Y sign -n`).
pub const SIGNATURE_NAMESPACE: &str = "entractl-plan";

/// The fields of a plan other than its accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlanHeader {
    /// Always `entractl-plan-1`.
    pub format: String,
    /// Version of the program that wrote it.
    pub tool: String,
    /// The only tenant that the plan is valid for.
    pub tenant: TenantId,
    /// The action.
    pub action: Action,
    /// The app on whose behalf it runs.
    pub via: OnBehalfOf,
    /// Whether the action sets a new password, and does not only require a reset.
    pub new_password: bool,
    /// The reason.
    pub reason: Option<String>,
    /// Object id of the author.
    pub author_id: ObjectId,
    /// Name of the author.
    pub author: Option<String>,
    /// Time of creation.
    pub created: Timestamp,
    /// Time of expiry.
    pub expires: Timestamp,
    /// Id of the task in the journal that the plan undoes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<i64>,
    /// Number of accounts.
    pub accounts: usize,
}

/// An account of a plan, in its state at creation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlanRow {
    /// Object id.
    pub id: ObjectId,
    /// User principal name.
    pub upn: String,
    /// Whether sign-in was allowed.
    pub enabled: Option<bool>,
    /// Whether the account was invited from another tenant.
    pub guest: bool,
    /// Whether the account is synced from Active Directory.
    pub synced: bool,
}

impl PlanRow {
    /// Converts a bulk row; `None` if its [`BulkRow::id`] is `None`.
    pub fn from_bulk_row(row: &BulkRow) -> Option<Self> {
        Some(Self {
            id: row.id()?,
            upn: row.upn.to_string(),
            enabled: row.enabled,
            guest: row.guest,
            synced: row.synced,
        })
    }

    /// Converts to a bulk row; `None` if the id is not a GUID.
    pub fn to_bulk_row(&self) -> Option<BulkRow> {
        let mut row = BulkRow::from_id(&self.id, &self.upn)?;
        row.enabled = self.enabled;
        row.guest = self.guest;
        row.synced = self.synced;
        Some(row)
    }

    /// Returns the text of the account in the file.
    pub(super) fn to_text(&self) -> String {
        format!("    {}", to_pretty_json(self).replace('\n', "\n    "))
    }

    /// Returns how the account changed since the plan was written; `None` if it did not.
    pub fn drift(&self, now: &Account) -> Option<&'static str> {
        if self.id != now.id || self.upn != now.upn {
            Some("it has another name now")
        } else if self.enabled != now.enabled {
            Some("its sign-in was switched since")
        } else if self.guest != now.guest || self.synced != now.synced {
            Some("it is of another kind now")
        } else {
            None
        }
    }
}

/// Reasons why a file is not a valid plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// The file is not a plan, for this reason.
    #[error("it is not an entractl plan: {0}")]
    NotAPlan(String),
    /// The file was changed after it was written.
    #[error("it was changed after it was written")]
    Changed,
    /// The end of the file is missing.
    #[error("it is not whole: its end is missing")]
    Truncated,
    /// The line ends were converted to CRLF.
    #[error("it was changed after it was written: its line ends are CRLF")]
    LineEnds,
}

/// Returns the indented JSON of a value. Never fails for a plan: all its values have a JSON
/// form.
fn to_pretty_json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

impl PlanHeader {
    /// Returns the text of the plan before the first account.
    pub(super) fn to_text(&self) -> String {
        let text = to_pretty_json(self);
        let open = text.strip_suffix("\n}").unwrap_or(&text);
        format!("{open},\n  \"rows\": [\n")
    }

    /// Whether the plan may be applied at `now`.
    pub fn is_valid_at(&self, now: Timestamp) -> bool {
        let limit = self
            .created
            .saturating_add(VALIDITY)
            .unwrap_or(self.created);
        self.created <= now && now < self.expires.min(limit)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::PlanHeader;
    use crate::domain::account::tests::person;
    use crate::domain::task::{Action, OnBehalfOf};

    pub(in crate::domain) fn head(accounts: usize) -> PlanHeader {
        PlanHeader {
            format: String::new(),
            tool: "0.1.0".to_owned(),
            tenant: "11111111-0000-4000-8000-000000000001".parse().unwrap(),
            action: Action::Disable,
            via: OnBehalfOf::Search,
            new_password: false,
            reason: None,
            author_id: person(9).id,
            author: None,
            created: "2026-01-01T00:00:00Z".parse().unwrap(),
            expires: "2026-01-02T00:00:00Z".parse().unwrap(),
            undoes: None,
            accounts,
        }
    }

    #[test]
    fn a_plan_holds_one_day_and_never_before_it_was_made() {
        let plan = head(1);
        let at = |text: &str| plan.is_valid_at(text.parse().unwrap());
        assert!(at("2026-01-01T23:59:59Z"));
        assert!(!at("2026-01-02T00:00:00Z") && !at("2025-12-31T23:59:59Z"));
    }
}
