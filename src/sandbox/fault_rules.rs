//! Effects of the active faults on a request.
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::Value;

use super::AUTHORITY;
use super::faults::{FaultKind, FaultRule};
use super::quota::Quota;
use super::reply::{Answer, Payload, http_date};
use super::tenant::Tenant;
use crate::transport::Request;

/// Header with the used share of the quota.
pub(super) const LOAD_HEADER: &str = "x-ms-throttle-limit-percentage";

/// Kinds of damage to the bytes of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Corruption {
    #[default]
    Nothing,
    Truncated,
    Html,
}

/// Effect of the active faults on one request.
#[derive(Debug, Default)]
pub(super) struct FaultEffect {
    /// Answer sent before the request is applied.
    pub(super) instead: Option<Answer>,
    /// Answer sent after the request is applied.
    pub(super) after: Option<Answer>,
    pub(super) refuse: bool,
    pub(super) drop_before: bool,
    pub(super) drop_after: bool,
    pub(super) delay: Duration,
    pub(super) garble: Corruption,
    /// Used share of the quota, in the format of the header.
    pub(super) load: Option<String>,
}

/// Returns the effect of the faults on one HTTP request.
pub(super) fn faults_for_request(
    tenant: &mut Tenant,
    request: &Request,
    host: &str,
    now: Timestamp,
) -> FaultEffect {
    if tenant.faults.rules.is_empty() {
        return FaultEffect::default();
    }
    let method = request.method().as_str().to_owned();
    let path = request.uri().path().to_owned();
    let mut strike = |kind| tenant.faults.take_matching_rule(kind, &method, &path);
    let mut struck = FaultEffect {
        refuse: strike(FaultKind::Refuse).is_some(),
        drop_before: strike(FaultKind::DropBefore).is_some(),
        drop_after: strike(FaultKind::DropAfter).is_some(),
        ..FaultEffect::default()
    };
    if let Some(rule) = strike(FaultKind::Slow) {
        struck.delay = Duration::from_secs(rule.seconds.unwrap_or(120));
    }
    if strike(FaultKind::Truncated).is_some() {
        struck.garble = Corruption::Truncated;
    } else if strike(FaultKind::Html).is_some() {
        struck.garble = Corruption::Html;
    }
    // A batch as a whole is applied or not: its items have their own throttles.
    let batch = path.ends_with("/$batch");
    if !batch
        || tenant
            .faults
            .rules
            .iter()
            .any(|r| r.path.as_deref() == Some("$batch"))
    {
        let mut common = common_faults(tenant, &method, &path);
        struck.instead = common.instead.take();
        struck.after = common.after.take();
    }
    if host == "graph" && struck.instead.is_none() {
        struck.instead = token_fault(tenant, &method, &path);
    }
    if host == "graph" && struck.instead.is_none() {
        apply_quota(tenant, &mut struck, &method, &path, now);
    }
    struck
}

/// Returns the effect of the faults on one item of a batch.
pub(super) fn faults_for_batch_item(
    tenant: &mut Tenant,
    method: &str,
    path: &str,
    now: Timestamp,
) -> FaultEffect {
    if tenant.faults.rules.is_empty() {
        return FaultEffect::default();
    }
    if let Some(rule) = tenant
        .faults
        .take_matching_rule(FaultKind::ThrottleBatch, method, path)
    {
        return FaultEffect {
            instead: Some(throttled_answer(&rule)),
            ..FaultEffect::default()
        };
    }
    let mut struck = common_faults(tenant, method, path);
    if struck.instead.is_none() {
        apply_quota(tenant, &mut struck, method, path, now);
    }
    struck
}

/// Counts a write against the quota, if one is set.
fn apply_quota(
    tenant: &mut Tenant,
    struck: &mut FaultEffect,
    method: &str,
    path: &str,
    now: Timestamp,
) {
    match tenant.faults.count_write(method, path, now) {
        None => {}
        Some(Quota::Near(share)) => struck.load = Some(format!("{share:.2}")),
        Some(Quota::Spent(left)) => {
            let answer = Answer::graph_error(
                429,
                "TooManyRequests",
                "Too many requests. Please retry after the delay.",
            );
            // Whole seconds, rounded up.
            let seconds = left.as_secs() + i64::from(left.subsec_nanos() > 0);
            struck.instead = Some(answer.header("retry-after", seconds.to_string()));
        }
    }
}

fn common_faults(tenant: &mut Tenant, method: &str, path: &str) -> FaultEffect {
    let mut strike = |kind| tenant.faults.take_matching_rule(kind, method, path);
    let mut struck = FaultEffect::default();
    if let Some(rule) = strike(FaultKind::Throttle) {
        struck.instead = Some(throttled_answer(&rule));
    } else if let Some(rule) = strike(FaultKind::ErrorBefore) {
        struck.instead = Some(server_error(rule.status.unwrap_or(503)));
    } else if strike(FaultKind::RolesDenied).is_some()
        && (path.contains("/roleManagement") || path.contains("irectoryRole"))
        || strike(FaultKind::PermissionsDenied).is_some()
            && (path.contains("/oauth2PermissionGrants") || path.contains("/appRoleAssign"))
    {
        struck.instead = Some(Answer::graph_error(
            403,
            "Authorization_RequestDenied",
            "Insufficient privileges to complete the operation.",
        ));
    }
    if let Some(rule) = strike(FaultKind::ErrorAfter) {
        struck.after = Some(server_error(rule.status.unwrap_or(503)));
    }
    struck
}

fn token_fault(tenant: &mut Tenant, method: &str, path: &str) -> Option<Answer> {
    let mut strike = |kind| tenant.faults.take_matching_rule(kind, method, path);
    if strike(FaultKind::ExpiredToken).is_some() {
        return Some(expired_token_answer());
    }
    strike(FaultKind::Cae).map(|_| claims_challenge("TokenIssuedBeforeRevocationTimestamp"))
}

/// Returns the answer to an expired token.
pub(super) fn expired_token_answer() -> Answer {
    Answer::graph_error(
        401,
        "InvalidAuthenticationToken",
        "Lifetime validation failed, the token is expired.",
    )
    .header(
        "www-authenticate",
        format!("Bearer realm=\"\", authorization_uri=\"{AUTHORITY}/common/oauth2/authorize\", error=\"invalid_token\", error_description=\"The access token has expired\""),
    )
}

/// Returns the answer that demands a new token (continuous access evaluation).
pub(super) fn claims_challenge(why: &str) -> Answer {
    let claims =
        STANDARD.encode(r#"{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}"#);
    Answer::graph_error(
        401,
        "InvalidAuthenticationToken",
        &format!("Continuous access evaluation resulted in challenge with result: InteractionRequired and code: {why}"),
    )
    .header(
        "www-authenticate",
        format!("Bearer realm=\"\", authorization_uri=\"{AUTHORITY}/common/oauth2/authorize\", error=\"insufficient_claims\", claims=\"{claims}\""),
    )
}

fn throttled_answer(rule: &FaultRule) -> Answer {
    let seconds = rule.seconds.unwrap_or(2);
    let answer = Answer::graph_error(
        429,
        "TooManyRequests",
        "Too many requests. Please retry after the delay.",
    );
    match rule.form.as_deref() {
        Some("none") => answer,
        Some("decimal") => answer.header("retry-after", format!("{seconds}.5")),
        // The time is filled in when the answer is sent: faults have no clock.
        Some("date") => answer.header("retry-after", format!("date:{seconds}")),
        Some(_) | None => answer.header("retry-after", seconds.to_string()),
    }
}

/// Replaces the seconds in a date-form `Retry-After` by the time they lead to.
pub(super) fn set_retry_after_date(answer: &mut Answer, now: Timestamp) {
    for (name, value) in &mut answer.headers {
        if *name == "retry-after"
            && let Some(seconds) = value.strip_prefix("date:").and_then(|s| s.parse().ok())
        {
            let at = now
                .saturating_add(jiff::SignedDuration::from_secs(seconds))
                .unwrap_or(now);
            *value = http_date(at);
        }
    }
}

fn server_error(status: u16) -> Answer {
    let code = match status {
        502 => "BadGateway",
        504 => "GatewayTimeout",
        500 => "InternalServerError",
        _ => "ServiceUnavailable",
    };
    Answer::graph_error(status, code, "The service is temporarily unavailable.")
}

/// Returns an answer with damaged bytes.
pub(super) fn corrupt(mut answer: Answer, how: Corruption) -> Answer {
    match (how, &answer.payload) {
        (Corruption::Nothing, _) | (Corruption::Truncated, Payload::Empty) => {}
        (Corruption::Truncated, Payload::Json(body)) => {
            let whole = body.to_string();
            let half: String = whole.chars().take(whole.chars().count() / 2).collect();
            answer.payload = Payload::Text("application/json; charset=utf-8", half);
        }
        (Corruption::Truncated, Payload::Text(kind, text)) => {
            answer.payload = Payload::Text(kind, text.chars().take(text.len() / 2).collect());
        }
        (Corruption::Html, _) => {
            answer.status = 200;
            answer.payload = Payload::Text(
                "text/html; charset=utf-8",
                "<!doctype html><title>Sign in to the guest network</title>".to_owned(),
            );
        }
    }
    answer
}

/// Characters that `hostile-names` appends to names.
pub(super) const HOSTILE_TEXT: &str =
    " \u{1b}[2J\u{1b}]0;owned\u{7}\u{202e}dekcah\u{2066}\u{200b}\r\nGranted";

/// Appends hostile characters to every name and message of an answer.
pub(super) fn insert_hostile_text(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (name, inner) in map.iter_mut() {
                match inner {
                    Value::String(text)
                        if matches!(
                            name.as_str(),
                            "displayName"
                                | "appDisplayName"
                                | "principalDisplayName"
                                | "resourceDisplayName"
                                | "jobTitle"
                                | "message"
                                | "publisherName"
                        ) =>
                    {
                        text.push_str(HOSTILE_TEXT);
                    }
                    other => insert_hostile_text(other),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(insert_hostile_text),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
