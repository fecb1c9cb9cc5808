//! The directory audit log of the simulated tenant: changes to accounts, with actor and
//! `client-request-id`.
//!
//! Events are stored compactly and converted to Graph's objects when they are read: a
//! list of ten thousand accounts writes thirty thousand of them.
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::object::{Lag, Object};
use super::seed::user_id;
use super::tenant::{Tenant, rfc3339, uuid_of};

/// Usual delay of the log in seconds: 95 percent of Entra's events are visible after it.
pub(super) const USUAL_LAG: i64 = 120;

/// Retention of events: 30 days with a premium license.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);

/// Kind of change that an event records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AuditedChange {
    /// Sign-in was blocked
    Disable,
    /// Sign-in was unblocked
    Enable,
    /// A new password was set
    Reset,
    /// The next sign-in must set a new password
    ForceReset,
    /// Sessions were revoked
    Revoke,
    /// The department was changed: nothing that a sign-in depends on
    Department,
    /// A device was disabled
    DisableDevice,
    /// A device was enabled
    EnableDevice,
}

impl AuditedChange {
    fn activity(self) -> &'static str {
        match self {
            Self::Disable => "Disable account",
            Self::Enable => "Enable account",
            Self::Reset => "Reset user password",
            Self::ForceReset => "Set force change user password",
            Self::Revoke => "Update StsRefreshTokenValidFrom Timestamp",
            Self::Department => "Update user",
            Self::DisableDevice | Self::EnableDevice => "Update device",
        }
    }

    fn is_of_device(self) -> bool {
        matches!(self, Self::DisableDevice | Self::EnableDevice)
    }

    fn modified_properties(self, at: &str) -> Value {
        let one = |name: &str, old: String, new: String| json!([{ "displayName": name, "oldValue": old, "newValue": new }]);
        match self {
            Self::Disable | Self::DisableDevice => {
                one("AccountEnabled", "[true]".into(), "[false]".into())
            }
            Self::Enable | Self::EnableDevice => {
                one("AccountEnabled", "[false]".into(), "[true]".into())
            }
            Self::Reset | Self::ForceReset => json!([]),
            Self::Revoke => one(
                "StsRefreshTokensValidFrom",
                "[]".into(),
                format!("[\"{at}\"]"),
            ),
            Self::Department => one("Department", "[]".into(), "[\"Ward 3\"]".into()),
        }
    }
}

/// Actor of a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Initiator {
    /// A user, by object id.
    User(String),
    /// An application, by the object id of its service principal.
    Application(String),
}

/// One event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct AuditEvent {
    at: Timestamp,
    change: AuditedChange,
    initiator: Initiator,
    target: String,
    correlation: String,
    serial: u64,
}

/// The log, oldest event first.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct DirectoryAudits {
    events: std::collections::VecDeque<AuditEvent>,
    /// Seconds until an event is visible.
    pub lag: i64,
    written: u64,
}

impl DirectoryAudits {
    /// Returns an empty log with the usual delay of Entra's.
    pub(super) fn new() -> Self {
        Self {
            lag: USUAL_LAG,
            ..Self::default()
        }
    }

    /// Adds an event.
    pub(super) fn add(
        &mut self,
        change: AuditedChange,
        initiator: Initiator,
        target: &str,
        correlation: Option<&str>,
        at: Timestamp,
    ) {
        let oldest = at.saturating_sub(KEPT).unwrap_or(at);
        while self.events.front().is_some_and(|event| event.at < oldest) {
            self.events.pop_front();
        }
        self.written += 1;
        let serial = self.written;
        let correlation = match correlation {
            Some(id) => id.to_owned(),
            None => uuid_of(&format!("correlation {serial}")),
        };
        self.events.push_back(AuditEvent {
            at,
            change,
            initiator,
            target: target.to_owned(),
            correlation,
            serial,
        });
    }
}

impl Tenant {
    /// Returns the events visible at `now` with a delay of `lag` seconds, newest first.
    pub(super) fn audit_objects(&self, now: Timestamp, lag: i64) -> Vec<Object> {
        let visible = now
            .saturating_sub(SignedDuration::from_secs(lag))
            .unwrap_or(now);
        let oldest = now.saturating_sub(KEPT).unwrap_or(now);
        let events = self.directory_audits.events.iter().rev();
        events
            .filter(|event| event.at <= visible && event.at >= oldest)
            .map(|event| self.audit_object(event))
            .collect()
    }

    fn audit_object(&self, event: &AuditEvent) -> Object {
        let user = |id: &str, name: &str| {
            let found = self.users.get(id);
            found.map(|user| user.text(name).to_owned())
        };
        let (person, app) = match &event.initiator {
            Initiator::User(id) => (
                json!({
                    "id": id,
                    "displayName": null,
                    "userPrincipalName": user(id, "userPrincipalName"),
                    "ipAddress": "203.0.113.7",
                }),
                Value::Null,
            ),
            Initiator::Application(id) => (
                Value::Null,
                json!({
                    "appId": null,
                    "displayName": self.service_principals.get(id).map(|sp| sp.text("displayName")),
                    "servicePrincipalId": id,
                    "servicePrincipalName": null,
                }),
            ),
        };
        let at = rfc3339(event.at);
        Object::from_value(json!({
            "id": format!("Directory_{}_{}", event.correlation, event.serial),
            "category": if event.change.is_of_device() { "Device" } else { "UserManagement" },
            "correlationId": event.correlation,
            "result": "success",
            "resultReason": "",
            "activityDisplayName": event.change.activity(),
            "activityDateTime": at,
            "loggedByService": "Core Directory",
            "operationType": "Update",
            "initiatedBy": { "user": person, "app": app },
            "targetResources": [{
                "id": event.target,
                "displayName": null,
                "type": if event.change.is_of_device() { "Device" } else { "User" },
                "userPrincipalName": user(&event.target, "userPrincipalName"),
                "groupType": null,
                "modifiedProperties": event.change.modified_properties(&at),
            }],
            "additionalDetails": [],
        }))
    }

    /// Disables or enables a device as another administrator in the admin center.
    pub fn audit_device_change(
        &mut self,
        actor: &str,
        device: &str,
        enabled: bool,
        now: Timestamp,
    ) {
        let Some(mut changed) = self.devices.get(device).cloned() else {
            return;
        };
        changed.set("accountEnabled", enabled);
        self.devices.write(changed, Lag::default(), now);
        let change = if enabled {
            AuditedChange::EnableDevice
        } else {
            AuditedChange::DisableDevice
        };
        let actor = Initiator::User(user_id(actor));
        self.directory_audits.add(change, actor, device, None, now);
    }

    /// Changes an account as another administrator in the admin center.
    pub fn audit_user_change(
        &mut self,
        actor: &str,
        target: &str,
        change: AuditedChange,
        now: Timestamp,
    ) {
        let (actor, target) = (user_id(actor), user_id(target));
        if let Some(mut user) = self.users.get(&target).cloned() {
            let at = rfc3339(now);
            match change {
                AuditedChange::Disable => user.set("accountEnabled", false),
                AuditedChange::Enable => user.set("accountEnabled", true),
                AuditedChange::Reset => {
                    user.set("lastPasswordChangeDateTime", at.clone());
                    user.set("signInSessionsValidFromDateTime", at);
                }
                AuditedChange::Revoke => user.set("signInSessionsValidFromDateTime", at),
                AuditedChange::Department => user.set("department", "Ward 3"),
                AuditedChange::ForceReset
                | AuditedChange::DisableDevice
                | AuditedChange::EnableDevice => {}
            }
            self.users.write(user, Lag::default(), now);
        }
        self.directory_audits
            .add(change, Initiator::User(actor), &target, None, now);
    }
}
