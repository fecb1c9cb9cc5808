//! The part of Azure's own API that the Azure CLI reads at sign-in.
use serde_json::{Value, json};

use super::site::{HttpResponse, json_response};
use crate::sandbox::{DOMAIN, TENANT_ID, TENANT_NAME};

/// Returns the answer, if the path is one of these.
pub(super) fn respond(method: &str, path: &str, origin: &str) -> Option<HttpResponse> {
    if method != "GET" {
        return None;
    }
    let lower = path.to_ascii_lowercase();
    let segments: Vec<&str> = lower.split('/').filter(|s| !s.is_empty()).collect();
    let body = match segments.as_slice() {
        ["metadata", "endpoints"] => cloud_metadata(origin),
        ["subscriptions"] => json!({ "value": [], "count": { "type": "Total", "value": 0 } }),
        ["tenants"] => json!({ "value": [{
            "id": format!("/tenants/{TENANT_ID}"),
            "tenantId": TENANT_ID,
            "displayName": TENANT_NAME,
            "defaultDomain": DOMAIN,
            "domains": [DOMAIN],
            "tenantType": "AAD",
        }] }),
        _ => return None,
    };
    Some(json_response(200, &body))
}

/// Returns the description of this cloud in the format of Azure's own API. Every
/// service has this origin.
fn cloud_metadata(origin: &str) -> Value {
    let own = format!("{origin}/");
    json!({
        "name": "sandbox",
        "portal": own,
        "authentication": {
            "loginEndpoint": origin,
            "audiences": [own],
            "tenant": "common",
            "identityProvider": "AAD",
        },
        "resourceManager": own,
        "microsoftGraphResourceId": own,
        "graph": own,
        "graphAudience": own,
        "suffixes": { "sqlServerHostname": "sql.sandbox.example" },
    })
}
