//! Client assertions: signed by a certificate of the application, or issued by a service that
//! the application trusts (federated credentials).
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm};
use serde_json::Value;

use super::errors::{Refusal, refuse};
use super::registration::{Certificate, FEDERATED, Registration};
use super::{SignInRequest, is_own_token_endpoint};
use crate::sandbox::tenant::Tenant;

/// Type of an assertion (RFC 7523 section 2.2).
const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Tolerance for the clocks of client and service, in seconds.
const CLOCK_SKEW: i64 = 300;

/// Longest life of an assertion of the program itself, in seconds.
const OWN_LIFE: i64 = 600;

/// An assertion, taken apart.
#[derive(Debug)]
struct Assertion<'a> {
    header: Value,
    claims: Value,
    /// The signed text.
    message: &'a str,
    signature: Vec<u8>,
}

fn wrong(why: &str) -> Refusal {
    refuse(
        "invalid_client",
        700_027,
        format!("Client assertion failed validation: {why}."),
    )
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn parse(assertion: &str) -> Option<Assertion<'_>> {
    let (message, signature) = assertion.rsplit_once('.')?;
    let (header, claims) = message.split_once('.')?;
    let json = |part: &str| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).ok()?).ok();
    Some(Assertion {
        header: json(header)?,
        claims: json(claims)?,
        message,
        signature: URL_SAFE_NO_PAD.decode(signature).ok()?,
    })
}

/// Checks the assertion of a request.
pub(super) fn check(
    tenant: &Tenant,
    registration: Registration<'_>,
    asked: &SignInRequest,
) -> Result<(), Refusal> {
    if asked.get("client_assertion_type") != JWT_BEARER {
        return Err(refuse(
            "invalid_request",
            70002,
            format!("The client_assertion_type must be {JWT_BEARER}."),
        ));
    }
    let Some(assertion) = parse(asked.get("client_assertion")) else {
        return Err(refuse(
            "invalid_client",
            50027,
            "JWT token is invalid or malformed: it has no readable header, claims and signature.",
        ));
    };
    check_times(&assertion.claims, asked)?;
    let client_id = asked.get("client_id");
    if text(&assertion.claims, "iss") == client_id {
        check_certificate(tenant, registration, &assertion, asked)
    } else {
        check_federated(registration, &assertion)
    }
}

/// Checks `exp` and `nbf`.
fn check_times(claims: &Value, asked: &SignInRequest) -> Result<(), Refusal> {
    // A NumericDate may have a fraction (RFC 7519 section 2).
    let moment = |name: &str| {
        let text = claims.get(name)?.to_string();
        text.split('.').next()?.parse::<i64>().ok()
    };
    let now = asked.now.as_second();
    let Some(end) = moment("exp") else {
        return Err(wrong("exp is missing"));
    };
    if end + CLOCK_SKEW <= now || moment("nbf").is_some_and(|from| from - CLOCK_SKEW > now) {
        return Err(refuse(
            "invalid_client",
            700_024,
            format!(
                "Client assertion is not within its valid time range. Current time: {}, expiry time of assertion: {end}.",
                asked.now
            ),
        ));
    }
    if asked.strict && end > now + OWN_LIFE {
        return Err(wrong("exp must be within ten minutes"));
    }
    Ok(())
}

fn check_certificate(
    tenant: &Tenant,
    registration: Registration<'_>,
    assertion: &Assertion<'_>,
    asked: &SignInRequest,
) -> Result<(), Refusal> {
    let Assertion { header, claims, .. } = assertion;
    // Some of Microsoft's own clients keep the padding.
    let thumbprint = |name: &str| text(header, name).trim_end_matches('=').to_owned();
    let (sha1, sha256) = (thumbprint("x5t"), thumbprint("x5t#S256"));
    let algorithm = match text(header, "alg") {
        "PS256" => webpki::ring::RSA_PSS_2048_8192_SHA256_LEGACY_KEY,
        "RS256" if !asked.strict => webpki::ring::RSA_PKCS1_2048_8192_SHA256,
        _ => return Err(wrong("alg must be PS256 or RS256")),
    };
    if asked.strict && (text(header, "typ") != "JWT" || sha256.is_empty()) {
        return Err(wrong("typ must be JWT, and x5t#S256 given"));
    }
    let certificate = registration
        .key_ids("keyCredentials")
        .filter_map(|id| tenant.entra.certificates.get(id))
        .find(|known| {
            !sha256.is_empty() && known.sha256 == sha256 || sha256.is_empty() && known.sha1 == sha1
        });
    let Some(certificate) = certificate else {
        return Err(refuse(
            "invalid_client",
            700_027,
            format!(
                "The certificate with identifier used to sign the client assertion is not registered on application. Thumbprint: {}{sha256}.",
                if sha256.is_empty() { &sha1 } else { "" }
            ),
        ));
    };
    if !is_own_token_endpoint(tenant, text(claims, "aud")) {
        return Err(wrong("aud is not this token endpoint"));
    }
    if text(claims, "sub") != asked.get("client_id") {
        return Err(wrong("iss and sub must be the client id"));
    }
    if text(claims, "jti").is_empty() {
        return Err(wrong("jti is missing"));
    }
    if !is_signed_by(certificate, algorithm, assertion) {
        return Err(refuse(
            "invalid_client",
            700_027,
            "Client assertion contains an invalid signature.",
        ));
    }
    Ok(())
}

fn is_signed_by(
    certificate: &Certificate,
    algorithm: &dyn SignatureVerificationAlgorithm,
    assertion: &Assertion<'_>,
) -> bool {
    let der = CertificateDer::from(certificate.der.as_slice());
    webpki::EndEntityCert::try_from(&der).is_ok_and(|certificate| {
        let message = assertion.message.as_bytes();
        certificate
            .verify_signature(algorithm, message, &assertion.signature)
            .is_ok()
    })
}

/// Checks an assertion of another service. Its signature is not checked: the tenant opens no
/// connection, so it cannot fetch that service's keys.
fn check_federated(
    registration: Registration<'_>,
    assertion: &Assertion<'_>,
) -> Result<(), Refusal> {
    let claims = &assertion.claims;
    let (issuer, subject) = (text(claims, "iss"), text(claims, "sub"));
    let audiences: Vec<&str> = match claims.get("aud") {
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(one)) => vec![one],
        _ => Vec::new(),
    };
    let credentials = registration.0.get(FEDERATED).as_array();
    let credentials: Vec<&Value> = credentials.into_iter().flatten().collect();
    let app_id = registration.0.text("appId");
    let refused = |code, why: String| Err(refuse("invalid_client", code, why));
    if credentials.is_empty() {
        return refused(
            70025,
            format!(
                "The client '{app_id}' ({}) has no configured federated identity credentials.",
                registration.display_name()
            ),
        );
    }
    let same_issuer = |one: &&Value| text(one, "issuer") == issuer;
    let own: Vec<&Value> = credentials.into_iter().filter(same_issuer).collect();
    if own.is_empty() {
        return refused(
            700_211,
            format!(
                "No matching federated identity record found for presented assertion issuer '{issuer}'."
            ),
        );
    }
    let for_audience = |one: &&Value| {
        let trusted = one.get("audiences").and_then(Value::as_array);
        let mut trusted = trusted.into_iter().flatten().filter_map(Value::as_str);
        trusted.any(|trusted| audiences.contains(&trusted))
    };
    let own: Vec<&Value> = own.into_iter().filter(for_audience).collect();
    if own.is_empty() {
        return refused(
            700_212,
            format!(
                "No matching federated identity record found for presented assertion audience '{}'.",
                audiences.join(" ")
            ),
        );
    }
    if own.iter().any(|one| text(one, "subject") == subject) {
        return Ok(());
    }
    if own
        .iter()
        .any(|one| text(one, "subject").eq_ignore_ascii_case(subject))
    {
        return refused(
            7_002_138,
            format!(
                "The presented assertion subject '{subject}' differs from the configured one only in the case of its letters."
            ),
        );
    }
    refused(
        700_213,
        format!(
            "No matching federated identity record found for presented assertion subject '{subject}'. Check the federated identity credential subject, audience and issuer against the presented assertion."
        ),
    )
}
