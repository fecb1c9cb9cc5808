//! Setup for clients that sign in without a user: application permissions of the tool's
//! own application, and a certificate that authenticates it.
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jiff::Timestamp;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;
use thiserror::Error;

use crate::sandbox::object::{Lag, Object};
use crate::sandbox::seed::GRAPH_APP_ID;
use crate::sandbox::session::ADMINISTRATOR_SCOPES;
use crate::sandbox::tenant::{Tenant, sha256};
use crate::sandbox::{AZURE_CLI_ID, CLIENT_ID, Registration, TENANT_ID};

/// Error for a certificate that cannot be registered.
#[derive(Debug, Error)]
#[error("it holds no certificate in PEM form")]
pub struct BadCertificate;

/// Grants the tool's application its delegated permissions as application permissions
/// too, and registers `certificate` (PEM) for it.
///
/// # Errors
/// [`BadCertificate`] if the text contains none.
pub fn prepare_tenant(
    tenant: &mut Tenant,
    certificate: Option<&[u8]>,
    now: Timestamp,
) -> Result<(), BadCertificate> {
    let id = |tenant: &Tenant, app: &str| {
        tenant
            .service_principal_of(app)
            .map(|principal| principal.id().to_owned())
            .unwrap_or_default()
    };
    let (own, graph) = (id(tenant, CLIENT_ID), id(tenant, GRAPH_APP_ID));
    let wanted: Vec<String> = tenant
        .service_principals
        .get(&graph)
        .map(application_permissions)
        .unwrap_or_default();
    for role in wanted {
        tenant.assign_app_role(&own, &graph, &role, Lag::default(), now);
    }
    // Azure CLI sign-ins use an application that every tenant has.
    let cli = Registration {
        display_name: "Microsoft Azure CLI".to_owned(),
        required: tenant
            .registrations
            .get(CLIENT_ID)
            .map(|own| own.required.clone())
            .unwrap_or_default(),
        owner: TENANT_ID.to_owned(),
        redirects: vec!["http://localhost".to_owned()],
        public: true,
        ..Registration::default()
    };
    tenant.registrations.insert(AZURE_CLI_ID.to_owned(), cli);
    crate::sandbox::entra::apply_manifest(tenant, AZURE_CLI_ID, Lag::default(), now);
    let Some(pem) = certificate else {
        return Ok(());
    };
    let der = CertificateDer::from_pem_slice(pem).map_err(|_| BadCertificate)?;
    let thumbprint = URL_SAFE_NO_PAD.encode(sha256(&der));
    let known = thumbprint.clone();
    tenant.entra.certificates.insert(known, der.to_vec());
    if let Some(own) = tenant.registrations.get_mut(CLIENT_ID)
        && !own.certificates.contains(&thumbprint)
    {
        own.certificates.push(thumbprint);
    }
    Ok(())
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
