//! The token endpoint: sends a form, returns tokens or a typed error.
//!
//! Credentials are sent only to the pinned authority and tenant.
use std::sync::Arc;

use http::header::{ACCEPT, CONTENT_TYPE};
use jiff::{SignedDuration, Timestamp};
use oauth2::url::form_urlencoded;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};

use super::error::{AuthError, Refusal};
use crate::clock::Clock;
use crate::domain::clock_offset::ClockOffset;
use crate::domain::json_size;
use crate::domain::retry_after::RetryBudget;
use crate::entropy::Entropy;
use crate::secret::Secret;
use crate::settings::SignInTarget;
use crate::transport::retry_after::requested_wait;
use crate::transport::{Body, Request, Transport, server_time};

/// Maximum number of attempts for a form that may be sent again.
const MAX_ATTEMPTS: u32 = 3;
/// Lifetime of an access token in seconds if the response has none.
const DEFAULT_LIFETIME: i64 = 300;
/// Maximum accepted lifetime in seconds: two days.
const MAX_LIFETIME: i64 = 2 * 24 * 60 * 60;

/// Whether a request may be sent a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Repeat {
    /// Sending it again has no further effect.
    Safe,
    /// Never sent again: the form has a value that is valid only once, such as an
    /// authorization code.
    Never,
}

/// The tokens of a sign-in.
#[derive(Debug)]
pub struct Tokens {
    /// The access token for Graph.
    pub access_token: Secret,
    /// The refresh token; none if an application signed in as itself.
    pub refresh_token: Option<Secret>,
    /// The ID token, if requested.
    pub id_token: Option<Secret>,
    /// Expiry time of the access token.
    pub expires_at: Timestamp,
}

/// Client of the sign-in service for one target.
#[derive(Debug, Clone)]
pub struct TokenService {
    /// HTTP transport.
    pub transport: Arc<dyn Transport>,
    /// Clock.
    pub clock: Arc<dyn Clock>,
    /// Source of randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Pinned cloud, tenant and application.
    pub target: SignInTarget,
}

#[derive(Deserialize)]
struct TokenResponse {
    #[serde(deserialize_with = "secret_field")]
    access_token: Secret,
    #[serde(default, deserialize_with = "optional_secret_field")]
    refresh_token: Option<Secret>,
    #[serde(default, deserialize_with = "optional_secret_field")]
    id_token: Option<Secret>,
    token_type: String,
    #[serde(default)]
    expires_in: serde_json::Value,
}

fn secret_field<'de, D: Deserializer<'de>>(from: D) -> Result<Secret, D::Error> {
    String::deserialize(from).map(Secret::new)
}

fn optional_secret_field<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Secret>, D::Error> {
    Ok(Option::<String>::deserialize(from)?.map(Secret::new))
}

impl TokenService {
    /// Requests tokens from the token endpoint.
    ///
    /// # Errors
    /// See [`AuthError`]. Retries 5xx responses and broken connections if that is safe.
    pub async fn request_tokens(
        &self,
        form: &[(&str, &str)],
        again: Repeat,
    ) -> Result<Tokens, AuthError> {
        let body = self.post("token", form, again).await?;
        let wire: TokenResponse = parse_document(body.as_bytes())?;
        if !wire.token_type.eq_ignore_ascii_case("bearer") || wire.access_token.is_empty() {
            return Err(AuthError::Untrusted("it holds no bearer token".to_owned()));
        }
        let life = parse_seconds(&wire.expires_in).unwrap_or(DEFAULT_LIFETIME);
        let expires_at = self
            .clock
            .now()
            .saturating_add(SignedDuration::from_secs(life.clamp(0, MAX_LIFETIME)))
            .map_err(|error| AuthError::Untrusted(error.to_string()))?;
        Ok(Tokens {
            access_token: wire.access_token,
            refresh_token: wire.refresh_token.filter(|token| !token.is_empty()),
            id_token: wire.id_token,
            expires_at,
        })
    }

    /// Posts a form to a page of the tenant and returns the body of a response with status 200.
    ///
    /// # Errors
    /// As [`TokenService::request_tokens`].
    pub async fn post(
        &self,
        page: &str,
        form: &[(&str, &str)],
        again: Repeat,
    ) -> Result<Body, AuthError> {
        let mut budget = RetryBudget::with_max_attempts(MAX_ATTEMPTS);
        loop {
            let start = self.clock.monotonic();
            let error = match self.post_once(page, form).await {
                Ok(body) => return Ok(body),
                Err(error) => error,
            };
            let (passing, asked) = match &error {
                AuthError::Unwell { wait, .. } => (again == Repeat::Safe, *wait),
                AuthError::Transport(error) => {
                    (again == Repeat::Safe || !error.is_ambiguous(), None)
                }
                _ => (false, None),
            };
            let lost = self.clock.monotonic().saturating_sub(start);
            let next = passing.then(|| budget.next_wait(asked, lost, || self.random_byte()));
            let Some(wait) = next.flatten() else {
                return Err(error);
            };
            self.clock.sleep(wait).await;
        }
    }

    fn random_byte(&self) -> u8 {
        let mut byte = [0];
        // Without randomness, retries of several clients coincide, which is no reason to fail.
        let filled = self.entropy.fill(&mut byte);
        drop(filled);
        let [chance] = byte;
        chance
    }

    async fn post_once(&self, page: &str, form: &[(&str, &str)]) -> Result<Body, AuthError> {
        let request: Request = http::Request::builder()
            .method("POST")
            .uri(self.target.endpoint_url(page))
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .header(ACCEPT, "application/json")
            .header("client-request-id", self.entropy.uuid()?.to_string())
            .body(Body::from(form_body(form)))
            .map_err(|error| AuthError::Untrusted(error.to_string()))?;
        send_for_body(&*self.transport, &*self.clock, request, form).await
    }
}

/// Sends `request` and returns the body of a response with status 200. `form` has the
/// fields of the request.
pub(super) async fn send_for_body(
    transport: &dyn Transport,
    clock: &dyn Clock,
    request: Request,
    form: &[(&str, &str)],
) -> Result<Body, AuthError> {
    let sent = clock.now();
    let response = transport
        .send(request)
        .await
        .map_err(AuthError::from_transport)?;
    let status = response.status().as_u16();
    match status {
        200 => Ok(response.into_body()),
        429 | 500..=599 => Err(AuthError::Unwell {
            status,
            wait: requested_wait(response.headers(), clock.now()),
        }),
        300..=399 => {
            let to = response.headers().get(http::header::LOCATION);
            let to = to.and_then(|to| to.to_str().ok()).unwrap_or("nowhere");
            let to = to.split(['?', '#']).next().unwrap_or_default();
            let to: String = to.chars().take(120).collect();
            Err(AuthError::Untrusted(format!(
                "it is a redirect to {to:?}, which is not followed"
            )))
        }
        _ => Err(match Refusal::read(response.body().as_bytes()) {
            Some(refusal) => {
                let received = clock.now();
                let date = server_time::response_date(&response);
                let clock = date.map(|date| ClockOffset::from_response(date, sent, received));
                let refusal = without_echoed_secrets(refusal, form, response.body().as_bytes());
                AuthError::Refused(Refusal { clock, ..refusal })
            }
            None => AuthError::Untrusted(format!(
                "HTTP {status} with a body that is no error document"
            )),
        }),
    }
}

/// Fields of a form whose values are secret.
const SECRETS: [&str; 6] = [
    "client_secret",
    "client_assertion",
    "code",
    "code_verifier",
    "device_code",
    "refresh_token",
];

/// Drops the message of a refusal that echoes a secret of the form and keeps its code.
/// A proxy may echo the request.
fn without_echoed_secrets(mut refusal: Refusal, form: &[(&str, &str)], body: &[u8]) -> Refusal {
    let document: serde_json::Value = parse_document(body).unwrap_or_default();
    let said = document
        .as_object()
        .into_iter()
        .flat_map(serde_json::Map::values)
        .filter_map(serde_json::Value::as_str)
        .collect::<Vec<_>>()
        .join("\n");
    let repeats = form
        .iter()
        .filter(|(name, value)| SECRETS.contains(name) && !value.is_empty())
        .any(|(_, value)| {
            let encoded: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
            said.contains(value) || said.contains(&encoded)
        });
    if repeats {
        "refused".clone_into(&mut refusal.error);
        "its explanation repeats what was sent and is left out".clone_into(&mut refusal.message);
        refusal.trace_id = None;
    }
    refusal
}

fn form_body(form: &[(&str, &str)]) -> Vec<u8> {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(form)
        .finish()
        .into_bytes()
}

/// Parses a JSON document of the sign-in service. A large one is refused.
///
/// # Errors
/// Gives the position of the error without any of the content.
pub(super) fn parse_document<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AuthError> {
    match json_size::oversize_reason(bytes, json_size::MAX_SMALL) {
        Some(why) => Err(AuthError::Untrusted(why)),
        None => serde_json::from_slice(bytes).map_err(|error| parse_error(&error)),
    }
}

/// Returns a parse error that does not quote the document.
fn parse_error(error: &serde_json::Error) -> AuthError {
    let why = match error.classify() {
        serde_json::error::Category::Eof => "it is cut short",
        serde_json::error::Category::Data => "it lacks what a token answer holds",
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => {
            "it is no JSON; a network sign-in page or a proxy may have answered"
        }
    };
    AuthError::Untrusted(why.to_owned())
}

/// Reads seconds, written as a number or as text: Entra sends both.
pub(super) fn parse_seconds(value: &serde_json::Value) -> Option<i64> {
    value
        .as_i64()
        .or_else(|| value.as_str()?.trim().parse().ok())
}
