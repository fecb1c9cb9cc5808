//! The Status column as SARIF 2.1, with one result per finding and rule ids that
//! never change.
use serde_json::{Value, json};

use super::{AppStatus, StatusReport, rule_id};
use crate::domain::health::Condition;
use crate::output::sarif;
use crate::text::break_links;

/// All rules: id, level and meaning.
const RULES: &[(&str, &str, &str)] = &[
    (
        "application-disabled",
        "error",
        "Sign-in to an app's enterprise application is switched off",
    ),
    (
        "application-gone",
        "error",
        "An app's enterprise application was deleted after a grant",
    ),
    ("blocked", "error", "An app is blocked on this machine"),
    (
        "directory-role-missing",
        "warning",
        "A service principal lacks a directory role that its set wants",
    ),
    (
        "not-bound",
        "error",
        "No enterprise application is bound to an app's permission set",
    ),
    (
        "not-granted",
        "error",
        "None of a set's permissions is granted",
    ),
    (
        "permission-missing",
        "error",
        "A permission that an app asks for is missing",
    ),
    (
        "permission-update-required",
        "error",
        "Permissions of a newer catalog are not granted",
    ),
    (
        "surplus-permission",
        "warning",
        "A service principal holds a permission that no set asks for",
    ),
    ("unreadable", "error", "An app's status could not be read"),
];

/// Returns the complete document.
pub(super) fn to_sarif(report: &StatusReport) -> String {
    let mut results = Vec::new();
    let mut seen_surplus: Vec<String> = Vec::new();
    for app in &report.apps {
        if app.status != Condition::Granted {
            results.push(sarif_result(
                report,
                app,
                rule_id(app.status),
                "",
                &app_message(app),
            ));
        }
        for line in app.surplus_lines() {
            let text = format!(
                "{} on {} is there and not needed",
                line.name, line.resource_name
            );
            let set = app.sets.first().map_or("", |set| set.id.as_str());
            let key = format!("{set} {text}");
            if !seen_surplus.contains(&key) {
                seen_surplus.push(key);
                let permission = format!("/{}", line.name);
                results.push(sarif_result(
                    report,
                    app,
                    "surplus-permission",
                    &permission,
                    &text,
                ));
            }
        }
    }
    let rules: Vec<Value> = RULES
        .iter()
        .map(|(id, level, meaning)| {
            json!({
                "id": id,
                "shortDescription": { "text": meaning },
                "defaultConfiguration": { "level": level },
            })
        })
        .collect();
    sarif::log(&rules, &results, &[])
}

fn app_message(app: &AppStatus) -> String {
    match app.remedy.text() {
        Some(text) => format!("{}: {}. Run: {text}", app.name, app.reason),
        None => format!("{}: {}", app.name, app.reason),
    }
}

/// Returns one result. `part` distinguishes the results of the same app and rule.
fn sarif_result(
    report: &StatusReport,
    app: &AppStatus,
    rule: &str,
    part: &str,
    message: &str,
) -> Value {
    let level = RULES
        .iter()
        .find(|(id, _, _)| *id == rule)
        .map_or("error", |(_, level, _)| *level);
    let place = format!("{}/{}", report.tenant, app.id);
    let fingerprint = format!("{place}/{rule}{part}");
    json!({
        "ruleId": rule,
        "level": level,
        "message": { "text": break_links(message) },
        "locations": [{
            "physicalLocation": {
                "artifactLocation": { "uri": report.settings_file },
                "region": { "startLine": 1 },
            },
            "logicalLocations": [{ "fullyQualifiedName": place, "kind": "resource" }],
        }],
        // All results have the same location, so code scanning needs this to distinguish them.
        "partialFingerprints": {
            "primaryLocationLineHash": fingerprint,
            "entractl/v1": fingerprint,
        },
    })
}
