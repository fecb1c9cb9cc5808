//! The control path: recorded requests, faults and scenarios, for scripts on this
//! machine that hold the token of this run.
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, Method};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::site::{HttpResponse, error_response, json_response};
use crate::sandbox::faults::{FaultRule, Faults};
use crate::sandbox::seed::named_people;
use crate::sandbox::seed::scenarios::Scenario;
use crate::sandbox::server::prepare::prepare_tenant;
use crate::sandbox::tenant::{Tenant, sha256};

/// Header that carries the token.
const HEADER: &str = "x-sandbox-control";

/// Encodes random bytes as a printable token.
pub(super) fn token_text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Whether the request carries the token. Requests from browsers are always refused:
/// they name the origin of their page.
pub(super) fn is_token_valid(headers: &HeaderMap, wanted: &[u8]) -> bool {
    let browser = ["origin", "sec-fetch-site", "sec-fetch-mode"]
        .iter()
        .any(|name| headers.contains_key(*name));
    let given = headers.get(HEADER).map(|value| sha256(value.as_bytes()));
    // Digests are compared, so that the time taken reveals nothing about the token.
    !browser && given.is_some_and(|given| given == wanted)
}

/// Answers a request below the control path.
pub(super) fn respond(
    tenant: &mut Tenant,
    method: &Method,
    what: &str,
    body: &[u8],
    now: Timestamp,
) -> HttpResponse {
    match (method.as_str(), what) {
        ("GET", "ledger") => {
            let (requests, items) = tenant.ledger.call_counts();
            let body = json!({
                "entries": tenant.ledger.entries(), "requests": requests, "items": items,
            });
            json_response(200, &body)
        }
        ("DELETE", "ledger") => {
            tenant.ledger.clear();
            json_response(200, &json!({ "entries": [] }))
        }
        ("GET", "faults") => list_faults(tenant),
        ("PUT", "faults") => set_faults(tenant, body),
        ("DELETE", "faults") => {
            tenant.faults.clear(None);
            list_faults(tenant)
        }
        ("GET", "scenario") => json_response(
            200,
            &json!({ "scenarios": Scenario::all().iter().map(ToString::to_string).collect::<Vec<_>>() }),
        ),
        ("PUT", "scenario") => apply_scenario(tenant, body, now),
        ("POST", "applications") => register_application(tenant, body, now),
        (_, "ledger" | "faults" | "scenario" | "applications") => {
            error_response(405, "MethodNotAllowed", "Not with this method.")
        }
        _ => error_response(404, "ResourceNotFound", "There is no such control."),
    }
}

fn list_faults(tenant: &Tenant) -> HttpResponse {
    let set: Vec<Value> = tenant
        .faults
        .rules
        .iter()
        .map(|rule| json!({ "fault": rule.to_string(), "strikes": rule.strikes }))
        .collect();
    json_response(200, &json!({ "set": set }))
}

fn set_faults(tenant: &mut Tenant, body: &[u8]) -> HttpResponse {
    let parsed: Option<Vec<String>> = serde_json::from_slice::<Value>(body)
        .ok()
        .and_then(|body| serde_json::from_value(body.get("faults")?.clone()).ok());
    let Some(texts) = parsed else {
        return error_response(
            400,
            "BadRequest",
            "Send {\"faults\": [\"throttle:nth=1\"]}.",
        );
    };
    let rules: Result<Vec<FaultRule>, _> = texts.iter().map(|text| Faults::parse(text)).collect();
    match rules {
        Err(wrong) => error_response(400, "BadRequest", &wrong.to_string()),
        Ok(rules) => {
            tenant.faults.clear(None);
            for rule in rules {
                tenant.faults.set(rule);
            }
            list_faults(tenant)
        }
    }
}

/// Registers an application, with its service principal and its grants.
fn register_application(tenant: &mut Tenant, body: &[u8], now: Timestamp) -> HttpResponse {
    let Ok(description) = serde_json::from_slice::<Value>(body) else {
        return error_response(400, "BadRequest", "Send {\"displayName\": \"NAME\"}.");
    };
    match tenant.prepare_application(&description, now) {
        Ok(made) => json_response(
            200,
            &json!({ "appId": made.app_id, "id": made.id, "passwordCredentials": made.secrets }),
        ),
        Err(wrong) => error_response(400, "BadRequest", &wrong.to_string()),
    }
}

/// Applies a scenario. Without a name, resets the tenant, which invalidates all issued tokens.
fn apply_scenario(tenant: &mut Tenant, body: &[u8], now: Timestamp) -> HttpResponse {
    let Ok(body) = serde_json::from_slice::<Value>(body) else {
        return error_response(400, "BadRequest", "Send {\"scenario\": \"NAME\"}.");
    };
    match body.get("scenario") {
        None | Some(Value::Null) => {
            let wanted = std::mem::take(&mut tenant.prepared);
            let crowd = tenant.users.all().count().saturating_sub(named_people());
            *tenant = Tenant::seed_with(now, crowd);
            let prepared = prepare_tenant(tenant, &wanted, now);
            debug_assert!(prepared.is_ok(), "it was prepared so before");
        }
        Some(name) => match name.as_str().unwrap_or_default().parse::<Scenario>() {
            Ok(scenario) => tenant.apply_scenario(scenario, now),
            Err(wrong) => return error_response(400, "BadRequest", &wrong.to_string()),
        },
    }
    json_response(200, &json!({ "scenario": body.get("scenario") }))
}
