//! Resource APIs, the tool's own application and the vendor's enterprise applications,
//! with the permissions that each requests.
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::application_rows::{APIS, PERMISSIONS, Permission, VENDOR_APPS, find_permission};
use super::{GRAPH_APP_ID, LOOK_ALIKE_CLIENT_ID, cast, user_id};
use crate::sandbox::entra::{apply_manifest, new_application, required_access};
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::session::DEVICE_SCOPES;
use crate::sandbox::tenant::{Tenant, uuid_of};
use crate::sandbox::{ADMINISTRATOR_SCOPES, CLIENT_ID, CLIENT_SECRET, TENANT_ID, VENDOR_TENANT_ID};

/// Id of the tenant that owns Microsoft's resource APIs, the same everywhere.
const MICROSOFT: &str = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";
/// Publisher name of the vendor.
const PUBLISHER: &str = "Trend Micro (simulated)";

/// Creates registrations and service principals. Scenarios create the grants.
pub(super) fn seed_applications(tenant: &mut Tenant, now: Timestamp) {
    for (app_id, name) in APIS.iter() {
        seed_resource(tenant, app_id, name);
    }
    seed_own_application(tenant, now);
    apply_manifest(tenant, CLIENT_ID, Lag::default(), now);
    for app in VENDOR_APPS.iter() {
        let mut redirects = vec!["https://console.vendor.example/entra/consented"];
        if app.loopback {
            redirects.push("http://localhost");
        }
        let required: Vec<(String, String, bool)> = app
            .permissions
            .iter()
            .filter_map(|(resource, value)| {
                let (id, application) = find_permission(resource, value)?;
                Some(((*resource).to_owned(), id.to_owned(), application))
            })
            .collect();
        let mut application = new_application(app.client_id, app.name, VENDOR_TENANT_ID, now);
        application.set("signInAudience", "AzureADMultipleOrgs");
        application.set("verifiedPublisher", verified_publisher(PUBLISHER));
        application.set("web", json!({ "redirectUris": redirects }));
        application.set("requiredResourceAccess", required_access(&required));
        tenant.applications.insert(application);
        let principal = tenant.new_service_principal(app.client_id);
        tenant.service_principals.insert(principal);
    }
    seed_look_alike(tenant, now);
    let own = tenant
        .service_principal_of(CLIENT_ID)
        .map(|own| own.id().to_owned());
    let application = tenant
        .registration(CLIENT_ID)
        .map(|own| own.0.id().to_owned());
    for owned in own.into_iter().chain(application) {
        let owners = tenant.owners.entry(owned).or_default();
        owners.insert(user_id(cast::APPLICATION_OWNER));
    }
}

/// Registers the tool's own application, with a secret.
fn seed_own_application(tenant: &mut Tenant, now: Timestamp) {
    let scopes = ADMINISTRATOR_SCOPES.iter().chain(DEVICE_SCOPES);
    let required: Vec<(String, String, bool)> = scopes
        .filter_map(|scope| {
            let mut graph = permissions_of(GRAPH_APP_ID);
            let id = graph.find(|known| known.value == *scope)?.delegated;
            Some((GRAPH_APP_ID.to_owned(), id.to_owned(), false))
        })
        .collect();
    let mut own = new_application(CLIENT_ID, "entractl (sandbox)", TENANT_ID, now);
    own.set("isFallbackPublicClient", true);
    own.set(
        "publicClient",
        json!({ "redirectUris": ["http://localhost", "http://127.0.0.1"] }),
    );
    own.set("requiredResourceAccess", required_access(&required));
    tenant.applications.insert(own);
    let year = SignedDuration::from_hours(365 * 24);
    let end = now.saturating_add(year).unwrap_or(now);
    tenant.add_secret(CLIENT_ID, CLIENT_SECRET, None, (now, end));
}

/// Returns the value of `verifiedPublisher` for a publisher's name.
fn verified_publisher(name: &str) -> Value {
    json!({
        "displayName": name,
        "verifiedPublisherId": "6000001",
        "addedDateTime": "2023-02-01T09:00:00Z",
    })
}

/// Creates an application with the vendor's name, but another owner and no verified publisher.
fn seed_look_alike(tenant: &mut Tenant, now: Timestamp) {
    let name = VENDOR_APPS
        .iter()
        .find(|app| app.set == "s3")
        .map_or("", |app| app.name);
    let owner = uuid_of("tenant of nobody in particular");
    let mut application = new_application(LOOK_ALIKE_CLIENT_ID, name, &owner, now);
    application.set("signInAudience", "AzureADMultipleOrgs");
    application.set(
        "web",
        json!({ "redirectUris": ["https://look-alike.example/"] }),
    );
    tenant.applications.insert(application);
    let principal = tenant.new_service_principal(LOOK_ALIKE_CLIENT_ID);
    tenant.service_principals.insert(principal);
}

/// Returns the permissions of an API.
fn permissions_of(app_id: &str) -> impl Iterator<Item = &'static Permission> {
    PERMISSIONS
        .iter()
        .filter(move |known| known.resource == app_id)
}

fn seed_resource(tenant: &mut Tenant, app_id: &str, name: &str) {
    let mut roles = Vec::new();
    let mut scopes = Vec::new();
    for Permission {
        value,
        application,
        delegated,
        admin,
        ..
    } in permissions_of(app_id)
    {
        if !application.is_empty() {
            roles.push(json!({
                "id": application,
                "allowedMemberTypes": ["Application"],
                "description": format!("{value} (application)"),
                "displayName": value,
                "isEnabled": true,
                "origin": "Application",
                "value": value,
            }));
        }
        if !delegated.is_empty() {
            scopes.push(json!({
                "id": delegated,
                "adminConsentDescription": format!("{value} (delegated)"),
                "adminConsentDisplayName": value,
                "isEnabled": true,
                "type": if *admin { "Admin" } else { "User" },
                "userConsentDescription": null,
                "userConsentDisplayName": null,
                "value": value,
            }));
        }
    }
    tenant.service_principals.insert(Object::from_value(json!({
        "id": uuid_of(&format!("service principal {app_id}")),
        "deletedDateTime": null,
        "accountEnabled": true,
        "appDisplayName": name,
        "appId": app_id,
        "appOwnerOrganizationId": MICROSOFT,
        "appRoleAssignmentRequired": false,
        "appRoles": roles,
        "disabledByMicrosoftStatus": null,
        "displayName": name,
        "homepage": null,
        "oauth2PermissionScopes": scopes,
        "replyUrls": [],
        "servicePrincipalNames": [app_id],
        "servicePrincipalType": "Application",
        "signInAudience": "AzureADMultipleOrgs",
        "tags": [],
        "verifiedPublisher": { "displayName": null, "verifiedPublisherId": null, "addedDateTime": null },
    })));
}
