//! Errors of the simulated sign-in service, in Entra's format.
use jiff::Timestamp;
use serde_json::json;

use crate::sandbox::AUTHORITY;
use crate::sandbox::reply::Answer;
use crate::sandbox::tenant::Tenant;

/// An error: the OAuth error code, Entra's number and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) error: &'static str,
    pub(super) code: u32,
    pub(super) text: String,
}

/// Returns a refusal.
pub(super) fn refuse(error: &'static str, code: u32, text: impl Into<String>) -> Refusal {
    Refusal {
        error,
        code,
        text: text.into(),
    }
}

impl Refusal {
    /// Returns the text of `error_description`, which begins with the number.
    pub(super) fn description(&self, trace: &str, now: Timestamp) -> String {
        format!(
            "AADSTS{}: {} Trace ID: {trace} Correlation ID: {trace} Timestamp: {}",
            self.code,
            self.text,
            now.strftime("%Y-%m-%d %H:%M:%SZ")
        )
    }

    /// Returns the JSON body of the token and device code endpoints.
    pub(super) fn into_answer(self, tenant: &mut Tenant, now: Timestamp) -> Answer {
        let trace = tenant.uuid("trace");
        let status = if self.error == "invalid_client" {
            401
        } else {
            400
        };
        let mut body = json!({
            "error": self.error,
            "error_description": self.description(&trace, now),
            "error_codes": [self.code],
            "timestamp": now.strftime("%Y-%m-%d %H:%M:%SZ").to_string(),
            "trace_id": trace,
            "correlation_id": trace,
            "error_uri": format!("{AUTHORITY}/error?code={}", self.code),
        });
        if self.error == "interaction_required" || self.error == "invalid_grant" {
            let suberror = match self.code {
                65001 => "consent_required",
                50173 | 50057 => "bad_token",
                _ => "basic_action",
            };
            if let Some(map) = body.as_object_mut() {
                map.insert("suberror".to_owned(), suberror.into());
            }
        }
        Answer::json(status, body)
    }
}
