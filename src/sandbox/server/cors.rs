//! Cross-origin requests: single-page applications read metadata, redeem codes and call Graph
//! from their own origin. Pages and the control path are shared with nobody.
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use super::site::{HttpResponse, SiteRequest};

/// How long a browser may remember what is allowed, in seconds.
const MAX_AGE: &str = "86400";

/// Headers of answers that pages may read.
const EXPOSED: &str = "request-id, client-request-id, x-ms-ags-diagnostic, retry-after, location, operation-location, www-authenticate";

/// Whether a path is shared with pages of other origins.
fn is_shared(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    let segments: Vec<&str> = lower
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    match segments.as_slice() {
        ["v1.0" | "beta" | "oidc", ..] => true,
        [_, rest @ ..] => {
            rest.contains(&"discovery")
                || rest.contains(&".well-known")
                || matches!(rest, ["oauth2", .., "token" | "devicecode"])
        }
        [] => false,
    }
}

fn has_foreign_origin(asked: &SiteRequest<'_>) -> bool {
    asked.headers.contains_key("origin") && !asked.same_origin() && is_shared(asked.path)
}

/// Returns the answer to the question of a browser whether a request is allowed.
pub(super) fn preflight(asked: &SiteRequest<'_>) -> Option<HttpResponse> {
    let method = asked.headers.get("access-control-request-method")?;
    if *asked.method != Method::OPTIONS || !has_foreign_origin(asked) {
        return None;
    }
    let mut answer = http::Response::new(Vec::new());
    *answer.status_mut() = http::StatusCode::OK;
    let headers = answer.headers_mut();
    headers.insert("access-control-allow-methods", method.clone());
    if let Some(wanted) = asked.headers.get("access-control-request-headers") {
        headers.insert("access-control-allow-headers", wanted.clone());
    }
    headers.insert("access-control-max-age", HeaderValue::from_static(MAX_AGE));
    allow_every_origin(headers);
    Some(answer)
}

/// Lets a page of another origin read the answer to its request.
pub(super) fn share<T>(
    asked: &SiteRequest<'_>,
    mut answer: http::Response<T>,
) -> http::Response<T> {
    if has_foreign_origin(asked) {
        let headers = answer.headers_mut();
        allow_every_origin(headers);
        let name = HeaderName::from_static("access-control-expose-headers");
        headers.insert(name, HeaderValue::from_static(EXPOSED));
    }
    answer
}

/// Credentials are in headers that a page must have itself, so every origin is allowed, as at
/// Microsoft's services.
fn allow_every_origin(headers: &mut HeaderMap) {
    headers.insert("access-control-allow-origin", HeaderValue::from_static("*"));
}

#[cfg(test)]
mod tests {
    use super::is_shared;

    #[test]
    fn pages_and_control_path_are_shared_with_no_origin() {
        for shared in [
            "/v1.0/me",
            "/common/oauth2/v2.0/token",
            "/t/.well-known/openid-configuration",
        ] {
            assert!(is_shared(shared), "{shared}");
        }
        for own in [
            "/",
            "/_sandbox/ledger",
            "/t/oauth2/v2.0/authorize",
            "/device",
            "/t/adminconsent",
        ] {
            assert!(!is_shared(own), "{own}");
        }
    }
}
