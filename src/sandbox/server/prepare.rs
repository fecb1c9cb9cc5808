//! Setup for clients that sign in without a user: application permissions of the tool's
//! own application, a certificate that authenticates it, and applications of others.
use jiff::{SignedDuration, Timestamp};
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use serde_json::{Value, json};
use thiserror::Error;

use crate::sandbox::entra::{add_scopes, apply_manifest, new_application};
use crate::sandbox::new_application::InvalidApplication;
use crate::sandbox::object::{Lag, Object};
use crate::sandbox::seed::GRAPH_APP_ID;
use crate::sandbox::session::ADMINISTRATOR_SCOPES;
use crate::sandbox::tenant::Tenant;
use crate::sandbox::{AZURE_CLI_ID, CLIENT_ID, TENANT_ID};

/// Permissions of Graph that Microsoft itself gives the Azure CLI in every tenant.
const AZURE_CLI_SCOPES: [&str; 8] = [
    "Application.ReadWrite.All",
    "AppRoleAssignment.ReadWrite.All",
    "AuditLog.Read.All",
    "DelegatedPermissionGrant.ReadWrite.All",
    "Directory.AccessAsUser.All",
    "Group.ReadWrite.All",
    "User.Read.All",
    "User.ReadWrite.All",
];

/// What a served tenant has beside the initial one. It survives a reset.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Preparation {
    /// A certificate (PEM) of the tool's own application.
    pub certificate: Option<Vec<u8>>,
    /// Applications to register, as [`Tenant::prepare_application`] takes them.
    pub applications: Vec<Value>,
}

/// Reasons why a tenant cannot be prepared.
#[derive(Debug, Error)]
pub enum PreparationError {
    /// A certificate that cannot be registered.
    #[error("it holds no certificate in PEM form")]
    Certificate,
    /// An application that cannot be registered.
    #[error(transparent)]
    Application(#[from] InvalidApplication),
}

/// Grants the tool's application its delegated permissions as application permissions
/// too, and registers what `wanted` names.
///
/// # Errors
/// See [`PreparationError`].
pub fn prepare_tenant(
    tenant: &mut Tenant,
    wanted: &Preparation,
    now: Timestamp,
) -> Result<(), PreparationError> {
    let id = |tenant: &Tenant, app: &str| {
        tenant
            .service_principal_of(app)
            .map(|principal| principal.id().to_owned())
            .unwrap_or_default()
    };
    let (own, graph) = (id(tenant, CLIENT_ID), id(tenant, GRAPH_APP_ID));
    let roles: Vec<String> = tenant
        .service_principals
        .get(&graph)
        .map(application_permissions)
        .unwrap_or_default();
    for role in roles {
        tenant.assign_app_role(&own, &graph, &role, Lag::default(), now);
    }
    if tenant.registration(AZURE_CLI_ID).is_none() {
        tenant.applications.insert(azure_cli(tenant, now));
        apply_manifest(tenant, AZURE_CLI_ID, Lag::default(), now);
        let cli = id(tenant, AZURE_CLI_ID);
        let scopes = AZURE_CLI_SCOPES.map(str::to_owned).to_vec();
        add_scopes(tenant, &cli, &graph, scopes, Lag::default(), now);
    }
    if let Some(pem) = &wanted.certificate {
        let der = CertificateDer::from_pem_slice(pem).map_err(|_| PreparationError::Certificate)?;
        let year = SignedDuration::from_hours(365 * 24);
        let end = now.saturating_add(year).unwrap_or(now);
        tenant.add_certificate(CLIENT_ID, &der, (now, end));
    }
    for application in &wanted.applications {
        tenant.prepare_application(application, now)?;
    }
    tenant.prepared = wanted.clone();
    Ok(())
}

/// Returns the application of Azure CLI, which every tenant has.
fn azure_cli(tenant: &Tenant, now: Timestamp) -> Object {
    let mut cli = new_application(AZURE_CLI_ID, "Microsoft Azure CLI", TENANT_ID, now);
    cli.set("isFallbackPublicClient", true);
    cli.set(
        "publicClient",
        json!({ "redirectUris": ["http://localhost"] }),
    );
    if let Some(own) = tenant.registration(CLIENT_ID) {
        let required = own.0.get("requiredResourceAccess");
        cli.set("requiredResourceAccess", required.clone());
    }
    cli
}

/// Returns the ids of the application permissions with the same names as the delegated ones.
fn application_permissions(graph: &Object) -> Vec<String> {
    let roles = graph.get("appRoles").as_array();
    roles
        .into_iter()
        .flatten()
        .filter(|role| {
            role.get("value")
                .and_then(|value| value.as_str())
                .is_some_and(|value| {
                    ADMINISTRATOR_SCOPES.contains(&value) || value == "Device.ReadWrite.All"
                })
        })
        .filter_map(|role| Some(role.get("id")?.as_str()?.to_owned()))
        .collect()
}
