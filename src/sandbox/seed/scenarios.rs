//! Scenarios: the tenant moved into a state in which something can be shown.
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::applications::permission;
use super::{GRAPH_APP_ID, VENDOR_APPS, VendorApp, cast};
use crate::sandbox::entra::apply_manifest;
use crate::sandbox::object::Lag;
use crate::sandbox::tenant::Tenant;

/// The state of one permission set's enterprise application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SetState {
    /// Everything granted, with the directory roles that the apps need.
    Granted,
    /// Everything granted, but no directory role on the service principal.
    NeedsSettings,
    /// All but the permissions that came with the newest catalog.
    UpdateRequired,
    /// Permissions that were always part of the set are missing.
    PermissionError,
    /// Granted, but the application is disabled.
    Disabled,
    /// The service principal was deleted.
    Deleted,
    /// The service principal is there, nothing of the set is granted.
    NotGranted,
    /// Everything granted and a permission that no set asks for.
    Surplus,
}

impl SetState {
    /// Every state with the name that a scenario has for it.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Granted, "granted"),
        (Self::NeedsSettings, "needs-settings"),
        (Self::UpdateRequired, "update-required"),
        (Self::PermissionError, "permission-error"),
        (Self::Disabled, "disabled"),
        (Self::Deleted, "deleted"),
        (Self::NotGranted, "not-granted"),
        (Self::Surplus, "surplus"),
    ];
}

/// A change to the tenant that can be asked for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// One set's application in one state.
    Set(&'static VendorApp, SetState),
    /// Every set's application in one state.
    Every(SetState),
    /// A tenant that bought no premium license: no sign-in data.
    NoLicence,
    /// A tenant whose access tokens live for 23 hours.
    LongTokens,
    /// A Conditional Access policy that blocks one group, and excludes no user.
    GroupBlock,
    /// No Conditional Access policy that blocks people.
    NoBlockPolicy,
    /// A restricted management administrative unit.
    RestrictedUnit,
    /// Devices that must not simply be disabled.
    OddDevices,
}

impl Scenario {
    /// Every scenario. Only a set that grew can lack what is newest.
    pub fn all() -> Vec<Self> {
        let mut scenarios = vec![
            Self::NoLicence,
            Self::LongTokens,
            Self::GroupBlock,
            Self::NoBlockPolicy,
            Self::RestrictedUnit,
            Self::OddDevices,
        ];
        for (state, _) in SetState::ALL {
            scenarios.push(Self::Every(state));
            scenarios.extend(
                VENDOR_APPS
                    .iter()
                    .filter(|app| state != SetState::UpdateRequired || !app.newest.is_empty())
                    .map(|app| Self::Set(app, state)),
            );
        }
        scenarios
    }
}

impl SetState {
    /// What the state means, in one line.
    pub fn description(self) -> &'static str {
        match self {
            Self::Granted => "everything is granted, directory roles too",
            Self::NeedsSettings => "everything is granted but the directory roles",
            Self::UpdateRequired => "what the newest catalog asks for is missing",
            Self::PermissionError => "permissions that were always asked for are missing",
            Self::Disabled => "the application is disabled",
            Self::Deleted => "the application's service principal was deleted",
            Self::NotGranted => "nothing is granted",
            Self::Surplus => "everything is granted, and one permission too many",
        }
    }
}

impl Scenario {
    /// What it sets up, in one line.
    pub fn description(self) -> String {
        match self {
            Self::Set(app, state) => format!("{}: {}", app.set, state.description()),
            Self::Every(state) => format!("every set: {}", state.description()),
            Self::NoLicence => "the tenant has no premium license".to_owned(),
            Self::LongTokens => "access tokens live for 23 hours".to_owned(),
            Self::GroupBlock => {
                "a Conditional Access policy blocks one group without exclusions".to_owned()
            }
            Self::NoBlockPolicy => "no Conditional Access policy blocks sign-ins".to_owned(),
            Self::RestrictedUnit => {
                "two users are in a restricted management administrative unit".to_owned()
            }
            Self::OddDevices => {
                "devices are shared with a break-glass account, hybrid, restricted or many"
                    .to_owned()
            }
        }
    }
}

impl fmt::Display for Scenario {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |state: &SetState| {
            SetState::ALL
                .iter()
                .find(|(known, _)| known == state)
                .map_or("", |(_, name)| *name)
        };
        match self {
            Self::Set(app, state) => write!(f, "{}-{}", app.set, name(state)),
            Self::Every(state) => write!(f, "all-{}", name(state)),
            Self::NoLicence => f.write_str("no-license"),
            Self::LongTokens => f.write_str("long-tokens"),
            Self::GroupBlock => f.write_str("group-block"),
            Self::NoBlockPolicy => f.write_str("no-block-policy"),
            Self::RestrictedUnit => f.write_str("restricted-unit"),
            Self::OddDevices => f.write_str("odd-devices"),
        }
    }
}

/// There is no scenario of that name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no scenario {0:?}")]
pub struct NoSuchScenario(pub String);

impl FromStr for Scenario {
    type Err = NoSuchScenario;

    fn from_str(text: &str) -> Result<Self, NoSuchScenario> {
        Self::all()
            .into_iter()
            .find(|scenario| scenario.to_string() == text.trim().to_lowercase())
            .ok_or_else(|| NoSuchScenario(text.to_owned()))
    }
}

impl Tenant {
    /// Moves the tenant into a scenario, at once and everywhere.
    pub fn apply_scenario(&mut self, scenario: Scenario, now: Timestamp) {
        match scenario {
            Scenario::Set(app, state) => self.put(app, state, now),
            Scenario::Every(state) => {
                for app in VENDOR_APPS {
                    self.put(app, state, now);
                }
            }
            Scenario::NoLicence => {
                self.skus
                    .retain(|sku| sku.text("skuPartNumber") != super::PREMIUM);
            }
            Scenario::LongTokens => super::policies::long_tokens(self),
            Scenario::GroupBlock => {
                let group = super::people::group_id(cast::BLOCKED_GROUP);
                let people = serde_json::json!({ "includeGroups": [group] });
                let policy = super::policies::policy("Block one department", "block", &people);
                self.access_policies.insert(policy);
            }
            Scenario::NoBlockPolicy => self.access_policies.retain(|policy| {
                let controls = policy.get("grantControls").get("builtInControls").cloned();
                controls != Some(serde_json::json!(["block"]))
            }),
            Scenario::RestrictedUnit => {
                let users = [cast::TWIN_1, cast::NOT_ASCII].map(super::user_id);
                self.restrict(cast::RESTRICTED_UNIT, &users);
            }
            Scenario::OddDevices => super::devices::odd(self, now),
        }
    }

    /// Takes everything that was granted to a principal.
    pub(in crate::sandbox) fn strip(&mut self, principal: &str) {
        self.app_role_assignments
            .retain(|known| known.text("principalId") != principal);
        self.grants
            .retain(|known| known.text("clientId") != principal);
        self.role_assignments
            .retain(|known| known.text("principalId") != principal);
    }

    fn put(&mut self, app: &VendorApp, state: SetState, now: Timestamp) {
        let known = self
            .service_principal_of(app.client_id)
            .map(|sp| sp.id().to_owned());
        if let Some(id) = &known {
            self.strip(id);
        }
        if state == SetState::Deleted {
            if let Some(id) = known {
                self.service_principals.forget(&id);
            }
            return;
        }
        let id = known.unwrap_or_else(|| {
            let principal = self.new_service_principal(app.client_id);
            let id = principal.id().to_owned();
            self.service_principals.insert(principal);
            id
        });
        if let Some(principal) = self.service_principals.get_mut(&id) {
            principal.set("accountEnabled", state != SetState::Disabled);
        }
        if state == SetState::NotGranted {
            return;
        }
        apply_manifest(self, app.client_id, Lag::default(), now);
        if state != SetState::NeedsSettings {
            for role in app.roles {
                self.give_role(&id, role);
            }
        }
        match state {
            SetState::UpdateRequired => self.without(&id, app.newest),
            SetState::PermissionError => self.without(&id, app.oldest),
            SetState::Surplus => {
                let graph = self
                    .service_principal_of(GRAPH_APP_ID)
                    .map(|sp| sp.id().to_owned())
                    .unwrap_or_default();
                if let Some((role, _)) =
                    permission(GRAPH_APP_ID, "RoleManagement.ReadWrite.Directory")
                {
                    self.assign_app_role(&id, &graph, role, Lag::default(), now);
                }
            }
            SetState::Granted
            | SetState::NeedsSettings
            | SetState::Disabled
            | SetState::Deleted
            | SetState::NotGranted => {}
        }
    }

    /// Takes some application permissions from a principal.
    fn without(&mut self, principal: &str, permissions: &[(&str, &str)]) {
        let ids: Vec<&str> = permissions
            .iter()
            .filter_map(|(resource, value)| Some(permission(resource, value)?.0))
            .collect();
        self.app_role_assignments.retain(|known| {
            known.text("principalId") != principal || !ids.contains(&known.text("appRoleId"))
        });
    }
}

/// The state in which each set starts.
pub(super) fn start(tenant: &mut Tenant, now: Timestamp) {
    for app in VENDOR_APPS {
        tenant.put(app, app.start, now);
    }
}
