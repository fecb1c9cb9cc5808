//! Sign-in of an application as itself, for unattended jobs.
//!
//! The token is for one command and is not stored.
use super::certificate::Certificate;
use super::claims::{self, Claims};
use super::error::AuthError;
use super::service::{Repeat, TokenService};
use super::session::Session;
use super::token_check;
use crate::domain::identity::AuthFlow;
use crate::secret::Secret;

/// Credential of an application.
#[derive(Debug)]
pub enum Credential {
    /// A client secret.
    Secret(Secret),
    /// A certificate.
    Certificate(Box<Certificate>),
}

/// Requests a token for the application of the service's target.
///
/// # Errors
/// See [`AuthError`].
pub async fn sign_in(
    service: &TokenService,
    credential: &Credential,
    challenge: Option<&str>,
) -> Result<Session, AuthError> {
    let target = &service.target;
    let scope = target.application_scope();
    let claims = claims::request_parameter(challenge);
    let mut form = vec![
        ("client_id", target.client_id.as_str()),
        ("grant_type", "client_credentials"),
        ("scope", scope.as_str()),
        ("claims", claims.as_str()),
    ];
    let assertion;
    match credential {
        Credential::Secret(secret) => form.push(("client_secret", secret.expose())),
        Credential::Certificate(certificate) => {
            assertion = certificate.assertion(target, service.clock.now(), &*service.entropy)?;
            form.push((
                "client_assertion_type",
                "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            ));
            form.push(("client_assertion", assertion.expose()));
        }
    }
    let tokens = service.request_tokens(&form, Repeat::Safe).await?;
    let said = Claims::read(&tokens.access_token);
    token_check::check_access_token(&said, target, None)?;
    // If the token is not readable, only the client id of the application is known.
    let object_id = said
        .oid
        .as_deref()
        .unwrap_or(target.client_id.as_str())
        .parse()
        .map_err(|_| AuthError::Untrusted("its token names no object id".to_owned()))?;
    Ok(Session {
        tenant: target.tenant.clone(),
        object_id,
        user_principal_name: None,
        name: Some(format!("application {}", target.client_id)),
        app_only: true,
        asked: Vec::new(),
        access_token: tokens.access_token,
        refresh_token: None,
        expires_at: tokens.expires_at,
        signed_in_at: service.clock.now(),
        flow: Some(match credential {
            Credential::Secret(_) => AuthFlow::ClientSecret,
            Credential::Certificate(_) => AuthFlow::Certificate,
        }),
        client_id: target.client_id.clone(),
    })
}
