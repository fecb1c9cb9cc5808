//! A SARIF 2.1 log with one run, as accepted by GitHub code scanning.
use serde_json::{Value, json};

use super::json::pretty;

/// Returns a log of `results`. `notifications` tell why the run is incomplete.
pub fn log(rules: &[Value], results: &[Value], notifications: &[Value]) -> String {
    pretty(&json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "entractl",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "invocations": [{
                "executionSuccessful": notifications.is_empty(),
                "toolExecutionNotifications": notifications,
            }],
            "results": results,
        }],
    }))
}
