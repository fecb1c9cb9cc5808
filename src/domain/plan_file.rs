//! A plan as a file: exactly these accounts, in this tenant, until then. Pure.
//!
//! The text of a plan is canonical: a file that differs in one byte from what
//! its own content would be written as was changed.
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::bulk::Row;
use super::ids::{ObjectId, TenantId};
use super::task::{Action, InNameOf};

/// What the file says it is.
const FORMAT: &str = "entractl-plan-1";

/// How long a plan may be applied.
pub const HOLDS_FOR: SignedDuration = SignedDuration::from_hours(24);

/// The namespace of signatures on plans (`ssh-keygen -Y sign -n`).
pub const NAMESPACE: &str = "entractl-plan";

/// A plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PlanFile {
    /// Always `entractl-plan-1`.
    pub format: String,
    /// Version of the program that wrote it.
    pub tool: String,
    /// The only tenant that it holds for.
    pub tenant: TenantId,
    /// What is done.
    pub action: Action,
    /// In the name of which app.
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
    /// The accounts, as they were.
    pub rows: Vec<PlanRow>,
    /// SHA-256 over everything above.
    pub digest: String,
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
pub enum NoPlan {
    /// It is something else.
    #[error("it is no plan of entractl: {0}")]
    Foreign(String),
    /// It is not as it was written.
    #[error("it was changed after it was written")]
    Changed,
}

impl PlanFile {
    /// Seals a plan: names its format, counts and digests it.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        FORMAT.clone_into(&mut self.format);
        self.accounts = self.rows.len();
        self.digest = self.own_digest();
        self
    }

    fn own_digest(&self) -> String {
        let bare = Self {
            digest: String::new(),
            ..self.clone()
        };
        let digest = ring::digest::digest(&ring::digest::SHA256, bare.text().as_bytes());
        digest
            .as_ref()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }

    /// The plan as it is written.
    pub fn text(&self) -> String {
        // Strings, numbers and lists: there is nothing in it that has no JSON.
        let text = serde_json::to_string_pretty(self).unwrap_or_default();
        format!("{text}\n")
    }

    /// Reads a plan that was not changed.
    ///
    /// # Errors
    /// See [`NoPlan`].
    pub fn parse(text: &str) -> Result<Self, NoPlan> {
        let plan: Self =
            serde_json::from_str(text).map_err(|error| NoPlan::Foreign(error.to_string()))?;
        if plan.format != FORMAT {
            return Err(NoPlan::Foreign("its format is another one".to_owned()));
        }
        let whole = plan.text() == text
            && plan.accounts == plan.rows.len()
            && plan.digest == plan.own_digest();
        if whole {
            Ok(plan)
        } else {
            Err(NoPlan::Changed)
        }
    }

    /// Whether it may be applied at `now`.
    pub fn holds_at(&self, now: Timestamp) -> bool {
        let limit = self
            .created
            .saturating_add(HOLDS_FOR)
            .unwrap_or(self.created);
        self.created <= now && now < self.expires.min(limit)
    }
}

#[cfg(test)]
mod tests {
    use super::{PlanFile, PlanRow};
    use crate::domain::account::tests::person;
    use crate::domain::task::{Action, InNameOf};

    fn plan() -> PlanFile {
        let account = person(1);
        PlanFile {
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
            accounts: 0,
            rows: vec![PlanRow {
                id: account.id,
                upn: account.upn,
                enabled: Some(true),
                guest: false,
                synced: false,
            }],
            digest: String::new(),
        }
        .sealed()
    }

    #[test]
    fn a_plan_reads_back_and_one_changed_byte_shows() {
        let plan = plan();
        let text = plan.text();
        assert_eq!(PlanFile::parse(&text), Ok(plan));
        for at in 0..text.len() {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
            if let Ok(changed) = String::from_utf8(bytes)
                && changed != text
            {
                assert!(PlanFile::parse(&changed).is_err(), "byte {at}");
            }
        }
        assert!(PlanFile::parse(&format!("{text} ")).is_err());
    }

    #[test]
    fn a_plan_holds_one_day_and_never_before_it_was_made() {
        let plan = plan();
        let at = |text: &str| plan.holds_at(text.parse().unwrap());
        assert!(at("2026-01-01T23:59:59Z"));
        assert!(!at("2026-01-02T00:00:00Z") && !at("2025-12-31T23:59:59Z"));
    }
}
