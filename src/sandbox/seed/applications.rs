//! Resource APIs, the tool's own application and the vendor's enterprise applications,
//! with the permissions that each requests.
use jiff::Timestamp;
use serde_json::json;

use super::other_permissions::OTHERS;
use super::permissions::{GRAPH, Permission};
use super::{GRAPH_APP_ID, LOOK_ALIKE_CLIENT_ID, MANAGEMENT_APP_ID, VENDOR_APPS};
use crate::sandbox::entra::{Registration, apply_manifest};
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::session::DEVICE_SCOPES;
use crate::sandbox::tenant::{Tenant, digest, uuid_of};
use crate::sandbox::{ADMINISTRATOR_SCOPES, CLIENT_ID, CLIENT_SECRET, TENANT_ID, VENDOR_TENANT_ID};

/// Id of the tenant that owns Microsoft's resource APIs, the same everywhere.
const MICROSOFT: &str = "f8cdef31-a31e-4b4a-93e4-5f571e91255a";
/// Publisher name of the vendor.
const PUBLISHER: &str = "Trend Micro (simulated)";

const EXCHANGE: &str = "00000002-0000-0ff1-ce00-000000000000";

/// Requested permissions of one resource: its application id and permission names.
type ResourcePermissions = (&'static str, &'static [&'static str]);
/// A permission set and its requested permissions.
type Wanted = (&'static str, &'static [ResourcePermissions]);

/// Permission sets and their requested permissions. A name without an application
/// permission is a delegated one.
static WANTED: &[Wanted] = &[
    (
        "s1",
        &[(
            GRAPH_APP_ID,
            &[
                "Directory.Read.All",
                "Group.Read.All",
                "GroupMember.Read.All",
                "User.Read",
            ],
        )],
    ),
    (
        "s2",
        &[
            (
                GRAPH_APP_ID,
                &[
                    "Directory.Read.All",
                    "People.Read.All",
                    "User.Read",
                    "User.Read.All",
                    "Sites.Read.All",
                    "Group.Read.All",
                    "AuditLog.Read.All",
                    "IdentityRiskEvent.Read.All",
                    "Reports.Read.All",
                    "SecurityEvents.Read.All",
                    "MailboxSettings.Read",
                    "Organization.Read.All",
                    "Member.Read.Hidden",
                    "ThreatAssessment.Read.All",
                    "Policy.Read.All",
                    "UserAuthenticationMethod.Read.All",
                    "Place.Read.All",
                ],
            ),
            (MANAGEMENT_APP_ID, &["ActivityFeed.Read"]),
        ],
    ),
    (
        "s3",
        &[(
            GRAPH_APP_ID,
            &[
                "User.ReadWrite.All",
                "User.ManageIdentities.All",
                "Directory.ReadWrite.All",
            ],
        )],
    ),
    (
        "s4",
        &[
            (
                GRAPH_APP_ID,
                &[
                    "InformationProtectionPolicy.Read.All",
                    "Organization.Read.All",
                    "User.Read",
                ],
            ),
            (
                "00000012-0000-0000-c000-000000000000",
                &["Content.SuperUser"],
            ),
            (
                "870c4f2e-85b6-4d43-bdda-6ed9a579b725",
                &["UnifiedPolicy.Tenant.Read"],
            ),
        ],
    ),
    (
        "s5",
        &[
            (
                GRAPH_APP_ID,
                &[
                    "Calendars.Read",
                    "ChannelSettings.Read.All",
                    "Group.Read.All",
                    "Mail.Read",
                    "MailboxSettings.Read",
                    "TeamMember.Read.All",
                    "TeamSettings.Read.All",
                    "User.Read.All",
                    "Organization.Read.All",
                    "Reports.Read.All",
                ],
            ),
            (
                EXCHANGE,
                &[
                    "Calendars.Read.All",
                    "Contacts.Read",
                    "Exchange.ManageAsApp",
                    "full_access_as_app",
                    "Mail.Read",
                    "MailboxSettings.Read",
                    "Organization.Read.All",
                    "User.Read.All",
                ],
            ),
            (
                "48ac35b8-9aa8-4d74-927d-1f4a14a0b239",
                &["application_access"],
            ),
            (
                "00000003-0000-0ff1-ce00-000000000000",
                &["Sites.FullControl.All"],
            ),
        ],
    ),
];

/// Returns the permissions that a set requests.
pub(super) fn wanted_permissions(set: &str) -> &'static [ResourcePermissions] {
    WANTED
        .iter()
        .find(|(name, _)| *name == set)
        .map_or(&[], |(_, asked)| *asked)
}

/// Returns the id of a permission, and whether it is an application permission.
pub(super) fn find_permission(resource: &str, value: &str) -> Option<(&'static str, bool)> {
    let list = if resource == GRAPH_APP_ID {
        GRAPH
    } else {
        OTHERS.iter().find(|(app, _, _)| *app == resource)?.2
    };
    let (_, application, delegated, _) = list.iter().find(|(name, _, _, _)| *name == value)?;
    Some(if application.is_empty() {
        (delegated, false)
    } else {
        (application, true)
    })
}

/// Creates registrations and service principals. Scenarios create the grants.
pub(super) fn seed_applications(tenant: &mut Tenant, now: Timestamp) {
    seed_resource(tenant, GRAPH_APP_ID, "Microsoft Graph", GRAPH);
    for (app_id, name, permissions) in OTHERS {
        seed_resource(tenant, app_id, name, permissions);
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
                    let (_, _, id, _) = GRAPH.iter().find(|(name, _, _, _)| name == scope)?;
                    Some((GRAPH_APP_ID.to_owned(), (*id).to_owned(), false))
                })
                .collect(),
        },
    );
    apply_manifest(tenant, CLIENT_ID, Lag::default(), now);
    for app in VENDOR_APPS {
        let mut redirects = vec!["https://console.vendor.example/entra/consented".to_owned()];
        if app.loopback {
            redirects.push("http://localhost".to_owned());
        }
        let required = wanted_permissions(app.set)
            .iter()
            .flat_map(|(resource, values)| values.iter().map(move |value| (*resource, value)))
            .filter_map(|(resource, value)| {
                let (id, application) = find_permission(resource, value)?;
                Some((resource.to_owned(), id.to_owned(), application))
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

fn seed_resource(tenant: &mut Tenant, app_id: &str, name: &str, permissions: &[Permission]) {
    let mut roles = Vec::new();
    let mut scopes = Vec::new();
    for (value, application, delegated, admin) in permissions {
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
