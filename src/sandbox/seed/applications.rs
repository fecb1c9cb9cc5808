//! Resource APIs, the tool's own application and the vendor's enterprise applications,
//! with the permissions that each requests.
use jiff::Timestamp;
use serde_json::json;

use super::application_rows::{APIS, PERMISSIONS, Permission, VENDOR_APPS, find_permission};
use super::{GRAPH_APP_ID, LOOK_ALIKE_CLIENT_ID, cast, user_id};
use crate::sandbox::entra::{Registration, apply_manifest};
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::session::DEVICE_SCOPES;
use crate::sandbox::tenant::{Tenant, digest, uuid_of};
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
    tenant.registrations.insert(
        CLIENT_ID.to_owned(),
        Registration {
            display_name: "entractl (sandbox)".to_owned(),
            owner: TENANT_ID.to_owned(),
            publisher: None,
            redirects: vec!["http://localhost".to_owned(), "http://127.0.0.1".to_owned()],
            public: true,
            secrets: vec![digest(CLIENT_SECRET)],
            certificates: Vec::new(),
            required: ADMINISTRATOR_SCOPES
                .iter()
                .chain(DEVICE_SCOPES)
                .filter_map(|scope| {
                    let mut graph = permissions_of(GRAPH_APP_ID);
                    let id = graph.find(|known| known.value == *scope)?.delegated;
                    Some((GRAPH_APP_ID.to_owned(), id.to_owned(), false))
                })
                .collect(),
        },
    );
    apply_manifest(tenant, CLIENT_ID, Lag::default(), now);
    for app in VENDOR_APPS.iter() {
        let mut redirects = vec!["https://console.vendor.example/entra/consented".to_owned()];
        if app.loopback {
            redirects.push("http://localhost".to_owned());
        }
        let required = app
            .permissions
            .iter()
            .filter_map(|(resource, value)| {
                let (id, application) = find_permission(resource, value)?;
                Some(((*resource).to_owned(), id.to_owned(), application))
            })
            .collect();
        tenant.registrations.insert(
            app.client_id.to_owned(),
            Registration {
                display_name: app.name.to_owned(),
                owner: VENDOR_TENANT_ID.to_owned(),
                publisher: Some(PUBLISHER.to_owned()),
                redirects,
                public: false,
                secrets: Vec::new(),
                certificates: Vec::new(),
                required,
            },
        );
        let principal = tenant.new_service_principal(app.client_id);
        tenant.service_principals.insert(principal);
    }
    seed_look_alike(tenant);
    let own = tenant
        .service_principal_of(CLIENT_ID)
        .map(|own| own.id().to_owned());
    for owned in own.into_iter().chain([CLIENT_ID.to_owned()]) {
        let owners = tenant.owners.entry(owned).or_default();
        owners.insert(user_id(cast::APPLICATION_OWNER));
    }
}

/// Creates an application with the vendor's name, but another owner and no verified publisher.
fn seed_look_alike(tenant: &mut Tenant) {
    let name = VENDOR_APPS
        .iter()
        .find(|app| app.set == "s3")
        .map_or("", |app| app.name);
    tenant.registrations.insert(
        LOOK_ALIKE_CLIENT_ID.to_owned(),
        Registration {
            display_name: name.to_owned(),
            owner: uuid_of("tenant of nobody in particular"),
            redirects: vec!["https://look-alike.example/".to_owned()],
            ..Registration::default()
        },
    );
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
