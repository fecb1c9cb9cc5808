//! The admin consent pages, and the grants that consent creates.
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde_json::json;

use super::errors::{Refusal, refuse};
use super::form::with_query;
use super::resource::requested;
use super::{Registration, SignInRequest, find_registration};
use crate::sandbox::TENANT_ID;
use crate::sandbox::faults::FaultKind;
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::reply::Answer;
use crate::sandbox::seed::{self, roles};
use crate::sandbox::tenant::{Tenant, rfc3339};

/// Answers as if the simulated administrator had accepted on the page.
pub(super) fn respond(tenant: &mut Tenant, asked: &SignInRequest, second: bool) -> Answer {
    let now = asked.now;
    let redirect = asked.get("redirect_uri").to_owned();
    let state = asked.get("state").to_owned();
    let client_id = asked.get("client_id").to_owned();
    match find_registration(tenant, &client_id) {
        Err(refusal) => return Answer::page(400, &refusal.description("none", now)),
        Ok(registration)
            if !redirect.is_empty() && registration.platform_of(&redirect).is_none() =>
        {
            return Answer::page(
                400,
                "AADSTS50011: The redirect URI specified in the request does not match the redirect URIs configured for the application.",
            );
        }
        Ok(_) => {}
    }
    let accepted = accept_consent(tenant, &client_id, asked.get("scope"), second, now);
    if redirect.is_empty() {
        return match accepted {
            Ok(()) => Answer::page(200, "Permissions were accepted. You may close this page.")
                .with_write_applied(),
            Err(refusal) => Answer::page(400, &refusal.description("none", now)),
        };
    }
    match accepted {
        Ok(()) => Answer::redirect(with_query(
            &redirect,
            &[
                ("admin_consent", "True"),
                ("tenant", TENANT_ID),
                ("state", &state),
            ],
        ))
        .with_write_applied(),
        // Entra sends admin_consent=True on its error redirects too.
        Err(refusal) => Answer::redirect(with_query(
            &redirect,
            &[
                ("error", refusal.error),
                ("error_description", &refusal.description("none", now)),
                ("admin_consent", "True"),
                ("tenant", TENANT_ID),
                ("state", &state),
            ],
        )),
    }
}

fn accept_consent(
    tenant: &mut Tenant,
    client_id: &str,
    scope: &str,
    second: bool,
    now: Timestamp,
) -> Result<(), Refusal> {
    let held = tenant.role_templates(&tenant.entra.person);
    if ![
        roles::GLOBAL_ADMINISTRATOR,
        roles::PRIVILEGED_ROLE_ADMINISTRATOR,
    ]
    .iter()
    .any(|role| held.iter().any(|h| h == role))
    {
        return Err(refuse(
            "access_denied",
            90094,
            "Administrator consent is required for the permissions requested by this application.",
        ));
    }
    if tenant
        .faults
        .take_matching_rule(FaultKind::Declined, "GET", "/adminconsent")
        .is_some()
    {
        return Err(refuse(
            "permission_denied",
            65004,
            "The admin canceled the request.",
        ));
    }
    let lag = tenant.grant_lag;
    let scopes = if second {
        requested(tenant, scope)?.scopes
    } else {
        Vec::new()
    };
    if !second || scopes.iter().any(|scope| scope == ".default") {
        apply_manifest(tenant, client_id, lag, now);
        return Ok(());
    }
    let principal = ensure_principal(tenant, client_id, lag, now);
    let resource = tenant
        .service_principal_of(seed::GRAPH_APP_ID)
        .map(|sp| sp.id().to_owned())
        .unwrap_or_default();
    add_scopes(tenant, &principal, &resource, scopes, lag, now);
    Ok(())
}

/// Grants for all users the permissions in an application's manifest. Creates its
/// service principal if it has none.
pub(in crate::sandbox) fn apply_manifest(
    tenant: &mut Tenant,
    client_id: &str,
    lag: Lag,
    now: Timestamp,
) {
    let Some(required) = tenant.registration(client_id).map(Registration::required) else {
        return;
    };
    let principal = ensure_principal(tenant, client_id, lag, now);
    let mut scopes: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (resource_app, permission, application) in required {
        let Some(resource) = tenant.service_principal_of(&resource_app) else {
            continue;
        };
        let resource_id = resource.id().to_owned();
        if application {
            tenant.assign_app_role(&principal, &resource_id, &permission, lag, now);
        } else if let Some(value) = tenant.permission_name(&resource_id, &permission) {
            scopes.entry(resource_id).or_default().push(value);
        }
    }
    for (resource, values) in scopes {
        add_scopes(tenant, &principal, &resource, values, lag, now);
    }
}

/// Returns the id of an application's service principal, which is created if missing.
fn ensure_principal(tenant: &mut Tenant, client_id: &str, lag: Lag, now: Timestamp) -> String {
    if let Some(known) = tenant.service_principal_of(client_id) {
        return known.id().to_owned();
    }
    let object = tenant.new_service_principal(client_id);
    let id = object.id().to_owned();
    tenant.service_principals.write(object, lag, now);
    id
}

/// Adds delegated permissions to the grant of an application for all users.
pub(in crate::sandbox) fn add_scopes(
    tenant: &mut Tenant,
    client: &str,
    resource: &str,
    scopes: Vec<String>,
    lag: Lag,
    now: Timestamp,
) {
    let known = tenant
        .grants
        .all()
        .find(|grant| {
            grant.text("clientId") == client
                && grant.text("resourceId") == resource
                && grant.text("consentType") == "AllPrincipals"
        })
        .cloned();
    let mut grant = known.unwrap_or_else(|| {
        Object::from_value(json!({
            "id": tenant.uuid("grant"),
            "clientId": client,
            "consentType": "AllPrincipals",
            "principalId": null,
            "resourceId": resource,
            "scope": "",
        }))
    });
    let mut all: BTreeSet<String> = grant
        .text("scope")
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    all.extend(scopes);
    grant.set("scope", all.into_iter().collect::<Vec<_>>().join(" "));
    tenant.grants.write(grant, lag, now);
}

impl Tenant {
    /// Grants one application permission. Returns false if it is granted already.
    pub(in crate::sandbox) fn assign_app_role(
        &mut self,
        principal: &str,
        resource: &str,
        role: &str,
        lag: Lag,
        now: Timestamp,
    ) -> bool {
        let known = self.app_role_assignments.all().any(|assignment| {
            assignment.text("principalId") == principal
                && assignment.text("resourceId") == resource
                && assignment.text("appRoleId") == role
        });
        if known {
            return false;
        }
        let id = self.uuid("app role assignment");
        let name = |id: &str| {
            self.service_principals
                .get(id)
                .map(|sp| sp.text("displayName").to_owned())
                .unwrap_or_default()
        };
        let object = Object::from_value(json!({
            "id": id,
            "deletedDateTime": null,
            "appRoleId": role,
            "createdDateTime": rfc3339(now),
            "principalDisplayName": name(principal),
            "principalId": principal,
            "principalType": "ServicePrincipal",
            "resourceDisplayName": name(resource),
            "resourceId": resource,
        }));
        self.app_role_assignments.write(object, lag, now);
        true
    }
}
