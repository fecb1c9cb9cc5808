//! Claims of a token, and the `claims` parameter of a token request.
//!
//! Tokens for Graph are opaque by contract: the claims read here are only for messages
//! and checks before a call, and any of them may be missing.
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::domain::json_size;
use crate::ids::RoleTemplateId;
use crate::secret::Secret;

/// Maximum length of a claims challenge to pass on, in bytes.
const CHALLENGE_LIMIT: usize = 8 * 1024;

/// The claims of a token that the program uses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Claims {
    /// Tenant that issued it.
    pub tid: Option<String>,
    /// Object id of the user or service principal.
    pub oid: Option<String>,
    /// User principal name.
    pub upn: Option<String>,
    /// Display name.
    pub name: Option<String>,
    /// The nonce of the sign-in.
    pub nonce: Option<String>,
    /// Issuer.
    pub iss: Option<String>,
    /// Audience.
    pub aud: Vec<String>,
    /// Application ids in `appid` and `azp`.
    pub applications: Vec<String>,
    /// Delegated scopes and application roles.
    pub permissions: Vec<String>,
    /// Active directory roles.
    pub directory_roles: Vec<RoleTemplateId>,
}

impl Claims {
    /// Reads the middle part of a JWT. Returns no claims if the token is not a JWT.
    pub fn read(token: &Secret) -> Self {
        let payload = token
            .expose()
            .split('.')
            .nth(1)
            .and_then(|part| URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok())
            .filter(|bytes| json_size::oversize_reason(bytes, json_size::MAX_SMALL).is_none())
            .and_then(|bytes| serde_json::from_slice::<Value>(&bytes).ok())
            .unwrap_or_default();
        let text = |name: &str| payload.get(name).and_then(Value::as_str).map(str::to_owned);
        let list = |name: &str| -> Vec<String> {
            let items = payload.get(name).and_then(Value::as_array);
            items
                .into_iter()
                .flatten()
                .filter_map(|item| item.as_str().map(str::to_owned))
                .collect()
        };
        let scopes = text("scp").unwrap_or_default();
        let mut permissions: Vec<String> = scopes.split_whitespace().map(str::to_owned).collect();
        permissions.extend(list("roles"));
        Self {
            tid: text("tid"),
            oid: text("oid"),
            upn: text("preferred_username").or_else(|| text("upn")),
            name: text("name"),
            nonce: text("nonce"),
            iss: text("iss"),
            aud: text("aud").map_or_else(|| list("aud"), |one| vec![one]),
            applications: ["appid", "azp"].into_iter().filter_map(text).collect(),
            permissions,
            directory_roles: list("wids")
                .iter()
                .filter_map(|id| id.parse().ok())
                .collect(),
        }
    }
}

/// Returns the `claims` parameter of a token request: support for claims challenges
/// (<https://learn.microsoft.com/entra/identity-platform/claims-challenge>), merged
/// with the given challenge. A challenge that is not a JSON object is left out.
pub fn request_parameter(challenge: Option<&str>) -> String {
    let mut claims = challenge
        .filter(|text| text.len() <= CHALLENGE_LIMIT)
        .and_then(|text| serde_json::from_str::<Value>(text).ok())
        .filter(Value::is_object)
        .unwrap_or_else(|| json!({}));
    let capability = json!({ "values": ["cp1"] });
    if let Some(map) = claims.as_object_mut() {
        let access = map.entry("access_token").or_insert_with(|| json!({}));
        if !access.is_object() {
            *access = json!({});
        }
        if let Some(access) = access.as_object_mut() {
            access.insert("xms_cc".to_owned(), capability);
        }
    }
    claims.to_string()
}

#[cfg(test)]
pub(crate) fn token_with_payload(payload: &Value) -> Secret {
    Secret::new(format!(
        "e30.{}.c2ln",
        URL_SAFE_NO_PAD.encode(payload.to_string())
    ))
}

#[cfg(test)]
mod tests {
    use super::{Claims, request_parameter, token_with_payload};
    use crate::secret::Secret;
    use serde_json::json;

    #[test]
    fn a_token_is_read_as_far_as_it_can_be() {
        let claims = Claims::read(&token_with_payload(&json!({
            "tid": "t", "oid": "o", "scp": "A B", "wids": ["62e90394-69f5-4237-9190-012177145e10", 7],
            "name": 5, "aud": ["a", "b"], "iss": "i", "azp": "c",
        })));
        assert_eq!(claims.tid.as_deref(), Some("t"));
        assert_eq!(claims.permissions, ["A", "B"]);
        assert_eq!(claims.directory_roles.len(), 1);
        assert_eq!(claims.name, None);
        assert_eq!(claims.aud, ["a", "b"]);
        assert_eq!(claims.iss.as_deref(), Some("i"));
        assert_eq!(claims.applications, ["c"]);
        for opaque in ["", "opaque", "a.b.c", "a.!.c"] {
            assert_eq!(Claims::read(&Secret::new(opaque)), Claims::default());
        }
    }

    #[test]
    fn a_challenge_is_sent_with_our_capability() {
        let plain = r#"{"access_token":{"xms_cc":{"values":["cp1"]}}}"#;
        assert_eq!(request_parameter(None), plain);
        let merged = request_parameter(Some(
            r#"{"access_token":{"nbf":{"essential":true,"value":"1"}}}"#,
        ));
        assert!(merged.contains(r#""nbf":{"essential":true"#), "{merged}");
        assert!(
            merged.contains(r#""xms_cc":{"values":["cp1"]}"#),
            "{merged}"
        );
        for broken in ["", "{", "[]", r#"{"access_token":7}"#, &"x".repeat(100_000)] {
            assert_eq!(request_parameter(Some(broken)), plain, "{}", broken.len());
        }
    }
}
