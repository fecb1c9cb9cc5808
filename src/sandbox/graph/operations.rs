//! Operations that are rows of `data/operations.tsv`: what answers them, and the permissions,
//! roles and license that they take.
use std::sync::LazyLock;

use http::Method;

use super::bearer::Caller;
use super::route::Handler;
use super::service_principals::holds_any;
use super::{
    Call, access_denied, applications, auth_methods, deleted_items, delta, devices,
    directory_objects, grants, group_lifecycle, memberships, policies, resources, risk,
    role_schedules, service_principals, user_lifecycle, users,
};
use crate::catalog::table::{Table, list, table};
use crate::sandbox::ledger::TokenKind;
use crate::sandbox::reply::Answer;
use crate::sandbox::seed;
use crate::sandbox::tenant::Tenant;

const OPERATIONS_TABLE: Table<9> = table!(
    "data/operations.tsv",
    [
        "method",
        "path",
        "answer",
        "subject",
        "type",
        "delegated",
        "application",
        "roles",
        "license"
    ]
);

/// An operation of the table.
#[derive(Debug)]
pub(super) struct Operation {
    pub(super) method: Method,
    pub(super) template: &'static str,
    pub(super) handler: Handler,
    /// Name of the store, or type of the object that it begins at.
    pub(super) subject: &'static str,
    /// Type of the objects in the answer.
    pub(super) kind: &'static str,
    delegated: Vec<&'static str>,
    application: Vec<&'static str>,
    /// Template ids of the roles of which a user needs one; none needed if empty.
    roles: Vec<&'static str>,
    license: &'static str,
}

/// The operations of the table.
pub(super) static OPERATIONS: LazyLock<Vec<Operation>> =
    LazyLock::new(|| OPERATIONS_TABLE.parse(operation));

fn operation(cells: [&'static str; 9]) -> Result<Operation, String> {
    let [
        method,
        template,
        answer,
        subject,
        kind,
        delegated,
        application,
        roles,
        license,
    ] = cells;
    let handler = match answer {
        "list" => resources::list,
        "one" => resources::get,
        "only" => resources::get_only,
        "of" => resources::list_of_parent,
        "one-of" => resources::get_of_parent,
        "related" => resources::related,
        "call" => handler(subject).ok_or_else(|| format!("{subject:?} is no handler"))?,
        other => return Err(format!("{other:?} is not a kind of answer")),
    };
    Ok(Operation {
        method: method
            .parse()
            .map_err(|_| format!("{method:?} is no method"))?,
        template,
        handler,
        subject,
        kind,
        delegated: list(delegated, " "),
        application: list(application, " "),
        roles: list(roles, " | ")
            .into_iter()
            .map(seed::role_by_name)
            .collect::<Result<_, _>>()?,
        license,
    })
}

/// Returns the handler that a row names.
fn handler(name: &str) -> Option<Handler> {
    Some(match name {
        "add-federated-credential" => applications::add_federated_credential,
        "add-member" => memberships::add,
        "add-owner" => memberships::add_owner,
        "add-password" => applications::add_password,
        "assign-license" => user_lifecycle::assign_license,
        "assign-app-role" => grants::assign,
        "count-service-principals" => service_principals::count,
        "create-access-pass" => auth_methods::create_access_pass,
        "create-application" => applications::create,
        "create-group" => group_lifecycle::create,
        "create-user" => user_lifecycle::create,
        "delete-application" => applications::delete,
        "delete-group" => group_lifecycle::delete,
        "delete-message-rule" => resources::delete_of_parent,
        "delete-method" => auth_methods::delete,
        "delete-service-principal" => service_principals::delete,
        "delete-user" => user_lifecycle::delete,
        "delta" => delta::respond,
        "get-access-policy" => policies::get_access_policy,
        "get-app-role-assignment" => grants::get_assignment,
        "get-application" => applications::get,
        "get-by-ids" => directory_objects::get_by_ids,
        "get-deleted" => deleted_items::get,
        "get-device-by-device-id" => devices::get_by_device_id,
        "get-directory-audit" => policies::get_directory_audit,
        "get-directory-object" => directory_objects::get,
        "get-federated-credential" => applications::get_federated_credential,
        "get-member-objects" => memberships::get_member_objects,
        "get-method" => auth_methods::get,
        "get-organization" => policies::get_organization,
        "get-registration-details" => auth_methods::get_registration_details,
        "get-sign-in" => policies::get_sign_in,
        "get-sync-behavior" => user_lifecycle::get_sync_behavior,
        "get-token-policy" => policies::get_token_policy,
        "get-unit" => directory_objects::get_unit,
        "invite" => user_lifecycle::invite,
        "license-details" => user_lifecycle::license_details,
        "list-applications" => applications::list,
        "list-deleted" => deleted_items::list,
        "list-devices" => devices::list,
        "list-methods" => auth_methods::list,
        "list-registration-details" => auth_methods::list_registration_details,
        "list-role-schedules" => role_schedules::list,
        "list-role-templates" => policies::list_role_templates,
        "list-unit-members" => directory_objects::list_unit_members,
        "list-units" => directory_objects::list_units,
        "purge-deleted" => deleted_items::purge,
        "remove-federated-credential" => applications::remove_federated_credential,
        "remove-member" => memberships::remove,
        "remove-owner" => memberships::remove_owner,
        "remove-password" => applications::remove_password,
        "request-role" => role_schedules::request,
        "restore-deleted" => deleted_items::restore,
        "revoke" => users::revoke,
        "set-manager" => user_lifecycle::set_manager,
        "set-risk" => risk::set,
        "set-sync-behavior" => user_lifecycle::set_sync_behavior,
        "token-policy-targets" => policies::token_policy_targets,
        "unassign-app-role" => grants::unassign,
        "update-federated-credential" => applications::update_federated_credential,
        "update-group" => group_lifecycle::update,
        "update-application" => applications::update,
        "update-message-rule" => resources::update_of_parent,
        "what-if" => policies::evaluate,
        _ => return None,
    })
}

impl Operation {
    /// Checks the caller's permissions and roles, and the tenant's license.
    pub(super) fn check_access(&self, tenant: &Tenant, call: &Call) -> Result<(), Answer> {
        let Caller { kind, .. } = call.caller;
        let accepted = match kind {
            TokenKind::Application => &self.application,
            TokenKind::Delegated => &self.delegated,
            TokenKind::None | TokenKind::Invalid => return Err(access_denied()),
        };
        let role = kind != TokenKind::Delegated
            || self.roles.is_empty()
            || holds_any(tenant, call, &self.roles);
        if !call.caller.holds(accepted) || !role {
            return Err(access_denied());
        }
        if !self.license.is_empty() && !users::has_premium_license(tenant) {
            return Err(users::premium_required_error());
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{OPERATIONS, OPERATIONS_TABLE, operation};

    #[test]
    fn every_row_is_valid_and_can_be_called_by_somebody() {
        OPERATIONS_TABLE.check(operation);
        for row in OPERATIONS.iter() {
            let callable = !row.delegated.is_empty() || !row.application.is_empty();
            assert!(callable, "{} {}", row.method, row.template);
        }
    }
}
