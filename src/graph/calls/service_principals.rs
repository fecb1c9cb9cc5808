//! Calls on service principals (enterprise applications).
use serde_json::json;

use crate::graph::call::{Call, literal};
use crate::ids::{AppId, ObjectId};

/// What is read of a service principal.
pub const FIELDS: &str = "id,appId,displayName,accountEnabled,disabledByMicrosoftStatus,\
servicePrincipalType,appRoleAssignmentRequired,appOwnerOrganizationId,verifiedPublisher,replyUrls";

fn key(app: &AppId) -> String {
    format!("servicePrincipals(appId='{app}')")
}

/// The enterprise application of an application id.
pub fn by_app(app: &AppId) -> Call {
    Call::get(&[&key(app)]).select(FIELDS)
}

/// An enterprise application by object id.
pub fn by_id(id: &ObjectId) -> Call {
    Call::get(&["servicePrincipals", id.as_str()]).select(FIELDS)
}

/// A resource with the permissions that it offers.
pub fn resource(app: &AppId) -> Call {
    Call::get(&[&key(app)])
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

/// Enterprise applications whose name begins with `text`.
pub fn named(text: &str) -> Call {
    Call::get(&["servicePrincipals"])
        .select(FIELDS)
        .query(
            "$filter",
            &format!("startswith(displayName,{})", literal(text)),
        )
        .query("$top", "999")
}

/// The enterprise applications of several application ids, in one call; those
/// that are not in the tenant are left out. Graph takes at most 15 conditions.
pub fn by_apps(apps: &[&AppId]) -> Call {
    let conditions: Vec<String> = apps
        .iter()
        .map(|app| format!("appId eq {}", literal(app.as_str())))
        .collect();
    Call::get(&["servicePrincipals"])
        .select(FIELDS)
        .query("$filter", &conditions.join(" or "))
}

/// Adds the enterprise application of another tenant's application. Not
/// repeatable: read back whether it is there.
pub fn create(app: &AppId) -> Call {
    Call::post(&["servicePrincipals"], json!({ "appId": app.as_str() }))
}

/// Allows or forbids sign-in to it.
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

/// Who owns a service principal.
pub fn owners(id: &ObjectId) -> Call {
    Call::get(&["servicePrincipals", id.as_str(), "owners"]).select("id")
}

/// Who owns the application behind it, where it is this tenant's own.
pub fn application_owners(app: &AppId) -> Call {
    Call::get(&[&format!("applications(appId='{app}')"), "owners"]).select("id")
}
