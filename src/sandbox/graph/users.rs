//! Users: reading, disabling and enabling them, revoking their sessions.
use serde_json::{Value, json};

use super::administrative_units::restricted_unit_error;
use super::filter::Filter;
use super::filter_text;
use super::{Call, access_denied, audit_logs, bad_request, not_found, passwords, replication_lag};
use super::{query, types};
use crate::sandbox::directory_audits::AuditedChange;
use crate::sandbox::ledger::TokenKind;
use crate::sandbox::object::Object;
use crate::sandbox::reply::Answer;
use crate::sandbox::seed::roles::AccountOperation;
use crate::sandbox::seed::{PREMIUM, roles};
use crate::sandbox::tenant::{Tenant, rfc3339};

/// Properties that `User.ReadBasic.All` and a pure write permission can read.
const BASIC: &[&str] = &[
    "id",
    "displayName",
    "givenName",
    "mail",
    "surname",
    "userPrincipalName",
];

/// Maximum number of groups in one membership check.
const MAX_GROUPS: usize = 20;

/// Returns the id of the user that a call names by id or principal name, or of the caller.
pub(super) fn user_id(tenant: &Tenant, call: &Call) -> Option<String> {
    if call.path == "/me" || call.path.starts_with("/me/") {
        return Some(call.caller.principal.clone());
    }
    let name = call.id(0);
    if tenant.users.get(name).is_some() {
        return Some(name.to_owned());
    }
    let found = tenant.users.find("userPrincipalName", name);
    found.map(|user| user.id().to_owned())
}

/// Returns the user that a call names, as a replica shows it.
fn find_user(tenant: &Tenant, call: &Call) -> Result<Object, Answer> {
    user_id(tenant, call)
        .and_then(|id| tenant.users.read(&id, call.now).cloned())
        .ok_or_else(|| not_found(call.id(0)))
}

/// Checks that the caller may see the requested properties.
fn check_readable_properties(tenant: &Tenant, call: &Call) -> Result<(), Answer> {
    let asked: Vec<&str> = call
        .option("$select")
        .unwrap_or_default()
        .split(',')
        .collect();
    if asked.contains(&"signInActivity") {
        if !call.caller.holds(&["AuditLog.Read.All"]) {
            return Err(access_denied());
        }
        if !has_premium_license(tenant) {
            return Err(premium_required_error());
        }
    }
    let full = [
        "User.Read.All",
        "User.ReadWrite.All",
        "Directory.Read.All",
        "Directory.ReadWrite.All",
    ];
    let own = call.path == "/me" && call.caller.holds(&["User.Read"]);
    if !own
        && !call.caller.holds(&full)
        && asked
            .iter()
            .any(|name| !name.is_empty() && !BASIC.contains(name))
    {
        return Err(access_denied());
    }
    Ok(())
}

/// Whether the tenant has the license for sign-in data.
pub(super) fn has_premium_license(tenant: &Tenant) -> bool {
    tenant
        .skus
        .iter()
        .any(|sku| sku.text("skuPartNumber") == PREMIUM)
}

/// Returns the status 403 of a tenant without a premium license.
pub(super) fn premium_required_error() -> Answer {
    Answer::graph_error(
        403,
        "Authentication_RequestFromNonPremiumTenantOrB2CTenant",
        "Neither tenant is B2C or tenant doesn't have premium license",
    )
}

pub(super) fn me(tenant: &mut Tenant, call: &Call) -> Answer {
    get(tenant, call)
}

pub(super) fn get(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Err(answer) = check_readable_properties(tenant, call) {
        return answer;
    }
    match find_user(tenant, call) {
        Ok(user) => query::object_answer(tenant, call, &user, "users", "user"),
        Err(answer) => answer,
    }
}

pub(super) fn list(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Err(answer) = check_readable_properties(tenant, call) {
        return answer;
    }
    let size = match query::page_size(tenant, call) {
        Ok(size) => size,
        Err(answer) => return answer,
    };
    let users = users_asked_for(tenant, call);
    match query::pick_page(tenant, call, users, size, "user") {
        Ok(picked) => query::page_answer(tenant, call, picked, "users"),
        Err(answer) => answer,
    }
}

/// Returns the users that a list is picked from. A large company is searched without a copy;
/// only a page is copied. A user requested by object id is found without a search.
fn users_asked_for<'a>(tenant: &'a Tenant, call: &Call) -> Vec<&'a Object> {
    let filter = call.option("$filter").and_then(filter_text::parse);
    let by_id = filter.as_ref().and_then(Filter::wanted_id);
    match by_id.and_then(|id| tenant.users.read(id, call.now)) {
        Some(user) => vec![user],
        // Not found: the query is still checked, against an existing user.
        None => tenant.users.list(call.now),
    }
}

pub(super) fn count(tenant: &mut Tenant, call: &Call) -> Answer {
    query::count_answer(tenant, call, users_asked_for(tenant, call), "user")
}

/// Whether the caller's own roles allow the operation on this user.
pub(super) fn is_allowed(tenant: &Tenant, call: &Call, act: AccountOperation, user: &str) -> bool {
    let held = tenant.role_templates(user);
    let assignable = tenant.in_role_assignable_group(user);
    let units = tenant.restricted_units(user);
    if !units.is_empty() {
        // Neither tenant-wide roles nor permissions count.
        let caller = tenant.roles_at(&call.caller.principal, &units);
        return roles::is_action_allowed(act, &caller, &held, assignable);
    }
    let caller = tenant.role_templates(&call.caller.principal);
    let ordinary = held.is_empty() && !assignable;
    // An application needs only its permission for users without a role.
    let by_permission = call.caller.kind == TokenKind::Application && ordinary;
    by_permission || roles::is_action_allowed(act, &caller, &held, assignable)
}

pub(super) fn update(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Err(answer) = call.check_known_properties(&["accountEnabled", "passwordProfile"]) {
        return answer;
    }
    let Some(id) = user_id(tenant, call) else {
        return not_found(call.id(0));
    };
    let enabled = call.property("accountEnabled");
    let profile = call.property("passwordProfile");
    let others = other_properties(call);
    if enabled.is_null() && profile.is_null() && others.is_empty() {
        return bad_request("No property was given.");
    }
    if !others.is_empty()
        && !call
            .caller
            .holds(&["User.ReadWrite.All", "Directory.ReadWrite.All"])
    {
        return access_denied();
    }
    if !enabled.is_null() {
        let permitted = call
            .caller
            .holds(&["User.ReadWrite.All", "Directory.ReadWrite.All"])
            || call.caller.holds(&["User.EnableDisableAccount.All"])
                && call.caller.holds(&["User.Read.All", "Directory.Read.All"]);
        if !permitted {
            return access_denied();
        }
        if !is_allowed(tenant, call, AccountOperation::Sensitive, &id) {
            return restricted_unit_error(tenant, &id);
        }
        if !enabled.is_boolean() {
            return bad_request(
                "Invalid value specified for property 'accountEnabled' of resource 'User'.",
            );
        }
    }
    if !profile.is_null()
        && let Err(answer) = passwords::check_profile(tenant, call, &id, profile)
    {
        return answer;
    }
    let lag = {
        let usual = tenant.other_lag;
        replication_lag(tenant, call, usual)
    };
    let Some(mut user) = tenant.users.get(&id).cloned() else {
        return not_found(call.id(0));
    };
    if let Some(value) = enabled.as_bool() {
        let before = user.flag("accountEnabled");
        if user.flag("onPremisesSyncEnabled") && before != value {
            let at = call
                .now
                .saturating_add(jiff::SignedDuration::from_mins(30))
                .unwrap_or(call.now);
            let kept = tenant
                .pending_sync
                .get(&id)
                .map_or(before, |(kept, _)| *kept);
            tenant.pending_sync.insert(id.clone(), (kept, at));
        }
        user.set("accountEnabled", value);
        let change = if value {
            AuditedChange::Enable
        } else {
            AuditedChange::Disable
        };
        audit_logs::record_audit(tenant, call, change, &id);
    }
    if !profile.is_null() {
        passwords::apply_profile(&mut user, profile, call.now);
        let change = passwords::audited_change_for(profile);
        audit_logs::record_audit(tenant, call, change, &id);
    }
    for (name, value) in others {
        user.set(name, value);
    }
    tenant.users.write(user, lag, call.now);
    Answer::empty(204).with_write_applied()
}

/// Returns the given properties of a user that have no rules of their own.
fn other_properties(call: &Call) -> Vec<(&'static str, Value)> {
    let given = call.body.iter().filter_map(Value::as_object).flatten();
    let others = given.filter_map(|(name, value)| {
        let known = types::find("user", name, true)?;
        let ruled = ["accountEnabled", "passwordProfile", "id"].contains(&known.name);
        (!ruled).then(|| (known.name, value.clone()))
    });
    others.collect()
}

pub(super) fn revoke(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Err(answer) = call.check_known_properties(&[]) {
        return answer;
    }
    let Some(id) = user_id(tenant, call) else {
        return not_found(call.id(0));
    };
    if id != call.caller.principal && !is_allowed(tenant, call, AccountOperation::Reset, &id) {
        return restricted_unit_error(tenant, &id);
    }
    let usual = tenant.other_lag;
    let lag = replication_lag(tenant, call, usual);
    if let Some(mut user) = tenant.users.get(&id).cloned() {
        user.set("signInSessionsValidFromDateTime", rfc3339(call.now));
        tenant.users.write(user, lag, call.now);
        audit_logs::record_audit(tenant, call, AuditedChange::Revoke, &id);
    }
    Answer::ok(json!({
        "@odata.context": format!("{}/v1.0/$metadata#Edm.Boolean", crate::sandbox::GRAPH),
        "value": true,
    }))
    .with_write_applied()
}

pub(crate) fn check_member_groups(tenant: &mut Tenant, call: &Call) -> Answer {
    if let Err(answer) = call.check_known_properties(&["groupIds"]) {
        return answer;
    }
    let Some(id) = user_id(tenant, call) else {
        return not_found(call.id(0));
    };
    let asked: Vec<&str> = call
        .property("groupIds")
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    if asked.is_empty() || asked.len() > MAX_GROUPS {
        return bad_request("The number of group ids must be between 1 and 20.");
    }
    let inside = tenant.transitive_groups(&id);
    let found: Vec<&str> = asked
        .into_iter()
        .filter(|group| inside.contains(*group))
        .collect();
    Answer::ok(json!({
        "@odata.context": format!("{}/v1.0/$metadata#Collection(Edm.String)", crate::sandbox::GRAPH),
        "value": found,
    }))
}

pub(super) fn with_odata_type(object: &Object, kind: &str) -> Object {
    let mut object = object.clone();
    object.0.shift_insert(
        0,
        "@odata.type".to_owned(),
        format!("#microsoft.graph.{kind}").into(),
    );
    object
}

/// Returns the groups and directory roles that an object is a member of.
pub(super) fn memberships(
    tenant: &Tenant,
    id: &str,
    transitive: bool,
    only_roles: bool,
) -> Vec<Object> {
    let groups = if transitive {
        tenant.transitive_groups(id)
    } else {
        tenant
            .members
            .iter()
            .filter(|(_, members)| members.contains(id))
            .map(|(group, _)| group.clone())
            .collect()
    };
    let templates: Vec<String> = if transitive {
        tenant.role_templates(id)
    } else {
        tenant
            .role_assignments
            .all()
            .filter(|assignment| assignment.text("principalId") == id)
            .map(|assignment| assignment.text("roleDefinitionId").to_owned())
            .collect()
    };
    let mut all = Vec::new();
    if !only_roles {
        all.extend(
            groups
                .iter()
                .filter_map(|group| tenant.groups.get(group))
                .map(|group| with_odata_type(group, "group")),
        );
    }
    all.extend(
        tenant
            .roles
            .all()
            .filter(|role| templates.iter().any(|t| t == role.text("roleTemplateId")))
            .map(|role| {
                if only_roles {
                    role.clone()
                } else {
                    with_odata_type(role, "directoryRole")
                }
            }),
    );
    all
}

fn membership(tenant: &mut Tenant, call: &Call, transitive: bool, only_roles: bool) -> Answer {
    let Some(id) = user_id(tenant, call) else {
        return not_found(call.id(0));
    };
    let all = memberships(tenant, &id, transitive, only_roles);
    let set = if only_roles {
        "directoryRoles"
    } else {
        "directoryObjects"
    };
    query::list_answer(tenant, call, all, set, "directoryObject")
}

pub(super) fn member_of(tenant: &mut Tenant, call: &Call) -> Answer {
    membership(tenant, call, false, false)
}

pub(super) fn transitive_member_of(tenant: &mut Tenant, call: &Call) -> Answer {
    membership(tenant, call, true, false)
}

pub(super) fn roles_of(tenant: &mut Tenant, call: &Call) -> Answer {
    membership(tenant, call, false, true)
}

pub(super) fn all_roles_of(tenant: &mut Tenant, call: &Call) -> Answer {
    membership(tenant, call, true, true)
}
