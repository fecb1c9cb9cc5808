//! Finds the tenant of a domain name by asking the pinned sign-in service.
use http::header::ACCEPT;
use serde::Deserialize;

use super::error::AuthError;
use super::service::{parse_document, send_for_body};
use crate::clock::Clock;
use crate::graph::Origin;
use crate::ids::TenantId;
use crate::transport::{Body, Request, Transport};

/// The fields of the `OpenID` configuration that are read.
#[derive(Deserialize)]
struct Configuration {
    issuer: String,
    token_endpoint: String,
}

/// Returns the id of the tenant that has `domain`.
///
/// The id is accepted only if issuer and token endpoint are both of `authority` and of
/// the same tenant. A wrong id cannot send a credential elsewhere: it only names a
/// tenant of the same sign-in service.
///
/// # Errors
/// [`AuthError::Refused`] if no tenant has the domain, [`AuthError::Untrusted`] if the
/// response names another service or two tenants.
pub async fn tenant_of(
    transport: &dyn Transport,
    clock: &dyn Clock,
    authority: &Origin,
    domain: &str,
) -> Result<TenantId, AuthError> {
    let request: Request = http::Request::builder()
        .uri(format!(
            "{authority}/{domain}/v2.0/.well-known/openid-configuration"
        ))
        .header(ACCEPT, "application/json")
        .body(Body::default())
        .map_err(|error| AuthError::Untrusted(error.to_string()))?;
    let body = send_for_body(transport, clock, request, &[]).await?;
    let Configuration {
        issuer,
        token_endpoint,
    } = parse_document(body.as_bytes())?;
    let tenant: Option<TenantId> = issuer
        .strip_prefix(&format!("{authority}/"))
        .and_then(|rest| rest.strip_suffix("/v2.0"))
        .and_then(|tenant| tenant.parse().ok());
    match tenant {
        Some(tenant)
            if token_endpoint == format!("{authority}/{tenant}/oauth2/v2.0/token")
                && issuer == format!("{authority}/{tenant}/v2.0") =>
        {
            Ok(tenant)
        }
        Some(_) | None => Err(AuthError::Untrusted(format!(
            "its configuration of {domain} is not one tenant's of {authority}"
        ))),
    }
}
