//! A plan as a file: exactly these accounts, in this tenant, until then. Pure.
//!
//! The text of a plan is canonical: a file that differs in one byte from what
//! its own content would be written as was changed.
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::bulk::Row;
use super::task::{Action, InNameOf};
use crate::ids::{ObjectId, TenantId};

/// What the file says it is.
pub(super) const FORMAT: &str = "entractl-plan-1";

/// How long a plan may be applied.
pub const HOLDS_FOR: SignedDuration = SignedDuration::from_hours(24);

/// The namespace of signatures on plans (`ssh-keygen -Y sign -n`).
pub const NAMESPACE: &str = "entractl-plan";

/// What a plan says beside its accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlanHead {
    /// Always `entractl-plan-1`.
    pub format: String,
    /// Version of the program that wrote it.
    pub tool: String,
    /// The only tenant that it holds for.
    pub tenant: TenantId,
    /// What is done.
    pub action: Action,
    /// On behalf of which app.
    pub via: InNameOf,
    /// A password is set, not only asked for.
    pub new_password: bool,
    /// Why.
    pub reason: Option<String>,
    /// Object id of who made it.
    pub author_id: ObjectId,
    /// Name of who made it.
    pub author: Option<String>,
    /// When it was made.
    pub created: Timestamp,
    /// Until when it may be applied.
    pub expires: Timestamp,
    /// The task of the journal that it undoes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<i64>,
    /// How many accounts there are.
    pub accounts: usize,
}

/// An account of a plan, as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlanRow {
    /// Object id.
    pub id: ObjectId,
    /// User principal name.
    pub upn: String,
    /// Whether sign-in was allowed.
    pub enabled: Option<bool>,
    /// Invited from another tenant.
    pub guest: bool,
    /// Mastered in Active Directory.
    pub synced: bool,
}

impl PlanRow {
    /// The row of an account; `None` as [`Row::id`].
    pub fn of(row: &Row) -> Option<Self> {
        Some(Self {
            id: row.id()?,
            upn: row.upn.to_string(),
            enabled: row.enabled,
            guest: row.guest,
            synced: row.synced,
        })
    }

    /// The account as a row; `None` as [`Row::named`].
    pub fn row(&self) -> Option<Row> {
        let mut row = Row::named(&self.id, &self.upn)?;
        row.enabled = self.enabled;
        row.guest = self.guest;
        row.synced = self.synced;
        Some(row)
    }

    /// The account as it is written.
    pub(super) fn text(&self) -> String {
        format!("    {}", pretty(self).replace('\n', "\n    "))
    }

    /// What of the account is not as it was; `None`: all is.
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

/// Why a file is no plan that can be applied.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// It is something else.
    #[error("it is not an entractl plan: {0}")]
    Foreign(String),
    /// It is not as it was written.
    #[error("it was changed after it was written")]
    Changed,
    /// Its end is missing.
    #[error("it is not whole: its end is missing")]
    Cut,
    /// Something on its way made the line ends of another system of it.
    #[error("it was changed after it was written: its line ends are CRLF")]
    LineEnds,
}

/// JSON as it is written. Strings, numbers and lists: there is nothing in a
/// plan that has no JSON.
fn pretty(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

impl PlanHead {
    /// Everything before the first account, which has no comma before it.
    pub(super) fn text(&self) -> String {
        let text = pretty(self);
        let open = text.strip_suffix("\n}").unwrap_or(&text);
        format!("{open},\n  \"rows\": [\n")
    }

    /// Whether it may be applied at `now`.
    pub fn is_valid_at(&self, now: Timestamp) -> bool {
        let limit = self
            .created
            .saturating_add(HOLDS_FOR)
            .unwrap_or(self.created);
        self.created <= now && now < self.expires.min(limit)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::PlanHead;
    use crate::domain::account::tests::person;
    use crate::domain::task::{Action, InNameOf};

    pub(in crate::domain) fn head(accounts: usize) -> PlanHead {
        PlanHead {
            format: String::new(),
            tool: "0.1.0".to_owned(),
            tenant: "11111111-0000-4000-8000-000000000001".parse().unwrap(),
            action: Action::Disable,
            via: InNameOf::Search,
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
