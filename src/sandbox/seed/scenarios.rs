//! Scenarios: named changes to the tenant, for demonstrations and tests.
use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::application_rows::find_permission;
use super::{GRAPH_APP_ID, VendorApp, cast, vendor_apps};
use crate::sandbox::entra::apply_manifest;
use crate::sandbox::object::Lag;
use crate::sandbox::tenant::Tenant;

/// State of one permission set's enterprise application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SetState {
    /// Everything is granted, with the directory roles that the apps need.
    Granted,
    /// Everything is granted, but the service principal has no directory role.
    NeedsSettings,
    /// All is granted but the permissions added by the newest catalog.
    UpdateRequired,
    /// Permissions that were always part of the set are missing.
    PermissionError,
    /// Everything is granted, but the application is disabled.
    Disabled,
    /// The service principal was deleted.
    Deleted,
    /// The service principal exists, but nothing of the set is granted.
    NotGranted,
    /// Everything is granted, and a permission that no set requests.
    Surplus,
}

impl SetState {
    /// Every state.
    pub const ALL: [Self; 8] = [
        Self::Granted,
        Self::NeedsSettings,
        Self::UpdateRequired,
        Self::PermissionError,
        Self::Disabled,
        Self::Deleted,
        Self::NotGranted,
        Self::Surplus,
    ];

    /// Returns the name used in a scenario.
    fn name(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::NeedsSettings => "needs-settings",
            Self::UpdateRequired => "update-required",
            Self::PermissionError => "permission-error",
            Self::Disabled => "disabled",
            Self::Deleted => "deleted",
            Self::NotGranted => "not-granted",
            Self::Surplus => "surplus",
        }
    }

    /// Returns a one-line description of the state, with the status on the vendor's page.
    pub fn description(self) -> &'static str {
        match self {
            Self::Granted => "everything is granted, directory roles too (Granted)",
            Self::NeedsSettings => {
                "everything is granted but the directory roles (Granted, more settings needed)"
            }
            Self::UpdateRequired => {
                "what the newest catalog asks for is missing (Permission update required)"
            }
            Self::PermissionError => {
                "permissions that were always asked for are missing (Permission error)"
            }
            Self::Disabled => {
                "the application is disabled (Application disabled in Microsoft Entra ID)"
            }
            Self::Deleted => {
                "the application's service principal was deleted (Authentication error)"
            }
            Self::NotGranted => "nothing is granted (Grant permissions button)",
            Self::Surplus => "everything is granted, and one permission too many (Granted)",
        }
    }

    /// Returns the state with this name.
    pub(super) fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }

    /// Returns the state for a status of the vendor's page, in its old or new wording,
    /// with dashes between the words.
    fn of_status(text: &str) -> Option<Self> {
        match text {
            "granted-role-missing" | "granted-needs-settings" => Some(Self::NeedsSettings),
            "permission-update-required" => Some(Self::UpdateRequired),
            "apps-require-certain-permissions-in-microsoft-entra-id-to-interact-with-the-correct-data" => {
                Some(Self::PermissionError)
            }
            "application-disabled"
            | "application-disabled-in-azure-ad"
            | "application-disabled-in-microsoft-entra-id" => Some(Self::Disabled),
            "authentication-error" => Some(Self::Deleted),
            "grant-permissions" => Some(Self::NotGranted),
            other => Self::of_name(other),
        }
    }
}

/// A named change to the tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// One set's application in one state.
    Set(&'static VendorApp, SetState),
    /// Every set's application in one state.
    Every(SetState),
    /// No enterprise application is bound to a permission set on this machine.
    NotBound,
    /// The tenant has no premium license, and therefore no sign-in data.
    NoLicense,
    /// Access tokens live for 23 hours.
    LongTokens,
    /// A Conditional Access policy blocks one group and excludes no user.
    GroupBlock,
    /// No Conditional Access policy blocks users.
    NoBlockPolicy,
    /// Some users are in a restricted management administrative unit.
    RestrictedUnit,
    /// Some devices must not simply be disabled.
    OddDevices,
}

impl Scenario {
    /// Returns every scenario. The update state exists only for sets with newer permissions.
    pub fn all() -> Vec<Self> {
        let mut scenarios = vec![
            Self::NotBound,
            Self::NoLicense,
            Self::LongTokens,
            Self::GroupBlock,
            Self::NoBlockPolicy,
            Self::RestrictedUnit,
            Self::OddDevices,
        ];
        for state in SetState::ALL {
            scenarios.push(Self::Every(state));
            scenarios.extend(
                vendor_apps()
                    .iter()
                    .filter(|app| state != SetState::UpdateRequired || !app.newest.is_empty())
                    .map(|app| Self::Set(app, state)),
            );
        }
        scenarios
    }
}

impl Scenario {
    /// Returns a one-line description of its effect.
    pub fn description(self) -> String {
        match self {
            Self::Set(app, state) => format!("{}: {}", app.set, state.description()),
            Self::Every(state) => format!("every set: {}", state.description()),
            Self::NotBound => "no enterprise application is bound to a set (Not bound)".to_owned(),
            Self::NoLicense => "the tenant has no premium license".to_owned(),
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
        match self {
            Self::Set(app, state) => write!(f, "{}-{}", app.set, state.name()),
            Self::Every(state) => write!(f, "all-{}", state.name()),
            Self::NotBound => f.write_str("not-bound"),
            Self::NoLicense => f.write_str("no-license"),
            Self::LongTokens => f.write_str("long-tokens"),
            Self::GroupBlock => f.write_str("group-block"),
            Self::NoBlockPolicy => f.write_str("no-block-policy"),
            Self::RestrictedUnit => f.write_str("restricted-unit"),
            Self::OddDevices => f.write_str("odd-devices"),
        }
    }
}

/// Error for an unknown scenario name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("there is no scenario {0:?}")]
pub struct NoSuchScenario(pub String);

impl FromStr for Scenario {
    type Err = NoSuchScenario;

    /// Parses the name of a scenario. A status of the vendor's page selects every set
    /// in that state.
    fn from_str(text: &str) -> Result<Self, NoSuchScenario> {
        let words = text.to_lowercase();
        let words = words.split(|c: char| !c.is_alphanumeric());
        let name = words
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join("-");
        Self::all()
            .into_iter()
            .find(|scenario| scenario.to_string() == name)
            .or_else(|| SetState::of_status(&name).map(Self::Every))
            .ok_or_else(|| NoSuchScenario(text.to_owned()))
    }
}

impl Tenant {
    /// Applies a scenario to the tenant, without replication lag.
    pub fn apply_scenario(&mut self, scenario: Scenario, now: Timestamp) {
        match scenario {
            Scenario::Set(app, state) => self.apply_set_state(app, state, now),
            Scenario::Every(state) => {
                for app in vendor_apps() {
                    self.apply_set_state(app, state, now);
                }
            }
            // Bindings are stored on the machine, not in the tenant.
            Scenario::NotBound => {}
            Scenario::NoLicense => {
                self.skus
                    .retain(|sku| sku.text("skuPartNumber") != super::PREMIUM);
            }
            Scenario::LongTokens | Scenario::GroupBlock => {
                super::policies::add_scenario_policies(self, &scenario.to_string(), now);
            }
            Scenario::NoBlockPolicy => self.access_policies.retain(|policy| {
                let controls = policy.get("grantControls").get("builtInControls").cloned();
                controls != Some(serde_json::json!(["block"]))
            }),
            Scenario::RestrictedUnit => {
                let users = [cast::TWIN_1, cast::NOT_ASCII].map(super::user_id);
                self.restrict(cast::RESTRICTED_UNIT, &users);
            }
            Scenario::OddDevices => super::devices::add_odd_devices(self, now),
        }
    }

    /// Removes every permission grant and role assignment of a principal.
    pub(in crate::sandbox) fn remove_all_grants(&mut self, principal: &str) {
        self.app_role_assignments
            .retain(|known| known.text("principalId") != principal);
        self.grants
            .retain(|known| known.text("clientId") != principal);
        self.role_assignments
            .retain(|known| known.text("principalId") != principal);
    }

    fn apply_set_state(&mut self, app: &VendorApp, state: SetState, now: Timestamp) {
        let known = self
            .service_principal_of(app.client_id)
            .map(|sp| sp.id().to_owned());
        if let Some(id) = &known {
            self.remove_all_grants(id);
        }
        if state == SetState::Deleted {
            if let Some(id) = known {
                self.service_principals.remove_everywhere(&id);
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
            for role in &app.roles {
                self.give_role(&id, role);
            }
        }
        match state {
            SetState::UpdateRequired => self.remove_app_roles(&id, &app.newest),
            SetState::PermissionError => self.remove_app_roles(&id, &app.oldest),
            SetState::Surplus => {
                let graph = self
                    .service_principal_of(GRAPH_APP_ID)
                    .map(|sp| sp.id().to_owned())
                    .unwrap_or_default();
                if let Some((role, _)) =
                    find_permission(GRAPH_APP_ID, "RoleManagement.ReadWrite.Directory")
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

    /// Removes some application permissions of a principal.
    fn remove_app_roles(&mut self, principal: &str, permissions: &[(&str, &str)]) {
        let ids: Vec<&str> = permissions
            .iter()
            .filter_map(|(resource, value)| Some(find_permission(resource, value)?.0))
            .collect();
        self.app_role_assignments.retain(|known| {
            known.text("principalId") != principal || !ids.contains(&known.text("appRoleId"))
        });
    }
}

/// Applies the initial state of each set.
pub(super) fn apply_start_states(tenant: &mut Tenant, now: Timestamp) {
    for app in vendor_apps() {
        tenant.apply_set_state(app, app.start, now);
    }
}
