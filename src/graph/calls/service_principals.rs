//! Calls on service principals (enterprise applications).
use serde_json::json;

use crate::graph::call::{Call, odata_literal};
use crate::ids::{AppId, ObjectId};

/// The fields that are read of a service principal.
pub const FIELDS: &str = "id,appId,displayName,accountEnabled,disabledByMicrosoftStatus,\
servicePrincipalType,appRoleAssignmentRequired,appOwnerOrganizationId,verifiedPublisher,replyUrls";

pub(super) fn key_by_app(app: &AppId) -> String {
    format!("servicePrincipals(appId='{app}')")
}

/// The enterprise application of an application id.
pub fn by_app(app: &AppId) -> Call {
    Call::get(&[&key_by_app(app)]).select(FIELDS)
}

/// An enterprise application by object id.
pub fn by_id(id: &ObjectId) -> Call {
    Call::get(&["servicePrincipals", id.as_str()]).select(FIELDS)
}

/// A resource and the permissions that it offers.
pub fn resource(app: &AppId) -> Call {
    Call::get(&[&key_by_app(app)])
        .select("id,appId,displayName,accountEnabled,appRoles,oauth2PermissionScopes")
}

/// A resource by object id, with the application permissions that it offers.
pub fn resource_by_id(id: &ObjectId) -> Call {
    Call::get(&["servicePrincipals", id.as_str()]).select("id,appId,displayName,appRoles")
}

/// A page of all enterprise applications.
pub fn all() -> Call {
    Call::get(&["servicePrincipals"])
        .select(FIELDS)
        .query("$top", "999")
}

/// Enterprise applications whose name starts with `text`.
pub fn by_name_prefix(text: &str) -> Call {
    Call::get(&["servicePrincipals"])
        .select(FIELDS)
        .query(
            "$filter",
            &format!("startswith(displayName,{})", odata_literal(text)),
        )
        .query("$top", "999")
}

/// The enterprise applications of several application ids, at most 15 (the limit of
/// Graph). Those that are not in the tenant are left out.
pub fn by_apps(apps: &[&AppId]) -> Call {
    let conditions: Vec<String> = apps
        .iter()
        .map(|app| format!("appId eq {}", odata_literal(app.as_str())))
        .collect();
    Call::get(&["servicePrincipals"])
        .select(FIELDS)
        .query("$filter", &conditions.join(" or "))
}

/// Adds the enterprise application of an application of another tenant. Not repeatable:
/// read back.
pub fn create(app: &AppId) -> Call {
    Call::post(&["servicePrincipals"], json!({ "appId": app.as_str() }))
}

/// Enables or disables sign-in to it.
pub fn set_enabled(id: &ObjectId, enabled: bool) -> Call {
    Call::patch(
        &["servicePrincipals", id.as_str()],
        json!({ "accountEnabled": enabled }),
    )
}

/// Deletes it; Entra keeps it for 30 days.
pub fn delete(id: &ObjectId) -> Call {
    Call::delete(&["servicePrincipals", id.as_str()])
}

/// Owners of a service principal.
pub fn owners(id: &ObjectId) -> Call {
    Call::get(&["servicePrincipals", id.as_str(), "owners"]).select("id")
}

/// Owners of the application itself, if this tenant owns it.
pub fn application_owners(app: &AppId) -> Call {
    Call::get(&[&format!("applications(appId='{app}')"), "owners"]).select("id")
}
