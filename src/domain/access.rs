//! Forecast whether the caller's token is sufficient for a step. Graph alone decides.
use super::account::Account;
use super::guard_rails::GLOBAL_ADMINISTRATOR;
use super::identity::Identity;
use super::restricted::unit_scoped_roles;
use super::task::StepKind;
use crate::catalog::calls::{Scheme, needs};
use crate::catalog::roles::{self, RoleAction, TargetFlags};

/// Whether the caller can execute a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
    /// The token has the permissions and roles that Graph requires.
    Allowed,
    /// These permissions are missing from the token: Graph will refuse.
    NeedsPermission(Vec<&'static str>),
    /// One of these roles is required, and the token has none of them. A token never lists
    /// roles that were just activated or that are scoped to an administrative unit.
    NeedsRole(Vec<&'static str>),
    /// One of these roles is required, assigned at the restricted unit.
    NeedsUnitRole(Vec<&'static str>),
    /// The token does not say which roles are active.
    Unknown,
}

/// Returns method, path and body properties of the call that executes a step, as the
/// permission table lists them.
fn graph_call(step: StepKind) -> (&'static str, &'static str, &'static [&'static str]) {
    match step {
        StepKind::Disable | StepKind::Enable => ("PATCH", "/users/1", &["accountEnabled"]),
        StepKind::Reset => ("PATCH", "/users/1", &["passwordProfile"]),
        StepKind::Revoke => ("POST", "/users/1/revokeSignInSessions", &[]),
        StepKind::DisableDevice | StepKind::EnableDevice => {
            ("PATCH", "/devices/1", &["accountEnabled"])
        }
    }
}

/// Returns the row for a step in Microsoft's tables of the roles that may change accounts;
/// `None` for device steps, which have none.
fn role_action(step: StepKind) -> Option<RoleAction> {
    match step {
        StepKind::Disable | StepKind::Enable => Some(RoleAction::ChangeSensitive),
        StepKind::Reset | StepKind::Revoke => Some(RoleAction::ResetPassword),
        StepKind::DisableDevice | StepKind::EnableDevice => None,
    }
}

/// Roles that can enable and disable devices, least privileged first.
/// <https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference>
const DEVICE_ROLES: [&str; 3] = [
    "Cloud Device Administrator",
    "Intune Administrator",
    GLOBAL_ADMINISTRATOR,
];

/// Returns the roles that allow `step` on `account`; one of them is enough.
pub fn sufficient_roles(account: &Account, step: StepKind) -> Vec<&'static roles::Role> {
    let Some(table) = role_action(step) else {
        let names = DEVICE_ROLES.iter();
        return names.filter_map(|name| roles::by_name(name)).collect();
    };
    let mut held = account.roles.iter().flatten();
    let flags = TargetFlags {
        role_assignable_group: account.in_or_owns_role_group() != Some(false),
        restricted_unit: held.any(|role| role.template.is_none()),
    };
    roles::who_may(table, &account.role_template_ids(), flags)
}

/// Returns the permissions that a step requires and the token of `me` does not have.
pub fn missing_permissions(me: &Identity, step: StepKind) -> Vec<&'static str> {
    let scheme = if me.app_only {
        Scheme::Application
    } else {
        Scheme::Delegated
    };
    let (method, path, body) = graph_call(step);
    match needs(method, path, body, scheme) {
        Some(needs) if !needs.is_satisfied_by(&me.permissions) => needs.missing(&me.permissions),
        Some(_) | None => Vec::new(),
    }
}

/// Returns whether `me` can disable or enable a device, according to the token.
/// `in_restricted_unit`: the device is in a restricted management administrative unit.
pub fn device_access(me: &Identity, in_restricted_unit: bool) -> Access {
    let missing = missing_permissions(me, StepKind::DisableDevice);
    if !missing.is_empty() {
        return Access::NeedsPermission(missing);
    }
    if in_restricted_unit {
        // Global Administrator cannot be assigned at a unit.
        let names = DEVICE_ROLES.iter().copied();
        let at_unit = names.filter(|name| *name != GLOBAL_ADMINISTRATOR);
        return Access::NeedsUnitRole(at_unit.collect());
    }
    if me.app_only {
        return Access::Allowed;
    }
    if me.directory_roles.is_empty() {
        return Access::Unknown;
    }
    let mut enough = DEVICE_ROLES.iter().filter_map(|name| roles::by_name(name));
    if enough.any(|role| me.directory_roles.iter().any(|id| role.is(id))) {
        Access::Allowed
    } else {
        Access::NeedsRole(DEVICE_ROLES.to_vec())
    }
}

/// Returns whether `me` can execute `step` on `account`, according to the token.
pub fn account_access(me: &Identity, account: &Account, step: StepKind) -> Access {
    let missing = missing_permissions(me, step);
    if !missing.is_empty() {
        return Access::NeedsPermission(missing);
    }
    if account.restricted.is_some() {
        return Access::NeedsUnitRole(unit_scoped_roles(account, step));
    }
    let Some(held) = &account.roles else {
        return Access::Unknown;
    };
    let ordinary = held.is_empty() && account.in_or_owns_role_group() == Some(false);
    // An application may act on users without a role by its permission alone, but
    // resetting passwords always requires a role.
    if me.app_only && ordinary && step != StepKind::Reset {
        return Access::Allowed;
    }
    if me.directory_roles.is_empty() {
        return Access::Unknown;
    }
    let enough = sufficient_roles(account, step);
    let mine = |role: &&&roles::Role| me.directory_roles.iter().any(|id| role.is(id));
    if enough.iter().any(|role| mine(&role)) {
        Access::Allowed
    } else {
        Access::NeedsRole(enough.iter().map(|role| role.name).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Access, account_access, device_access};
    use crate::domain::account::tests::{caller, person};
    use crate::domain::task::StepKind;

    #[test]
    fn a_helpdesk_administrator_resets_but_does_not_disable() {
        let me = caller("Helpdesk Administrator");
        assert_eq!(
            account_access(&me, &person(1), StepKind::Reset),
            Access::Allowed
        );
        assert_eq!(
            account_access(&me, &person(1), StepKind::Revoke),
            Access::Allowed
        );
        let disable = account_access(&me, &person(1), StepKind::Disable);
        assert!(
            matches!(disable, Access::NeedsRole(roles) if roles.contains(&"User Administrator"))
        );
    }

    #[test]
    fn a_missing_permission_is_said_before_a_missing_role() {
        let mut me = caller("Global Administrator");
        me.permissions = vec!["User.Read.All".to_owned()];
        let found = account_access(&me, &person(1), StepKind::Revoke);
        assert_eq!(
            found,
            Access::NeedsPermission(vec!["User.RevokeSessions.All"])
        );
    }

    #[test]
    fn device_needs_its_permission_before_its_role() {
        let permission = "Directory.AccessAsUser.All";
        let mut me = caller("User Administrator");
        let missing = Access::NeedsPermission(vec![permission]);
        assert_eq!(device_access(&me, false), missing);
        me.permissions.push(permission.to_owned());
        let found = device_access(&me, false);
        assert!(
            matches!(found, Access::NeedsRole(roles) if roles[0] == "Cloud Device Administrator")
        );
        let found = device_access(&me, true);
        assert!(
            matches!(found, Access::NeedsUnitRole(roles) if !roles.contains(&"Global Administrator"))
        );
        let mut me = caller("Cloud Device Administrator");
        me.permissions.push(permission.to_owned());
        assert_eq!(device_access(&me, false), Access::Allowed);
        me.app_only = true;
        let missing = Access::NeedsPermission(vec!["Device.ReadWrite.All"]);
        assert_eq!(device_access(&me, false), missing);
        me.permissions.push("Device.ReadWrite.All".to_owned());
        assert_eq!(device_access(&me, false), Access::Allowed);
    }
}
