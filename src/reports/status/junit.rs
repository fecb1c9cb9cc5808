//! The Status column as `JUnit` XML, with one test per app.
use super::{AppStatus, StatusReport, rule_id};
use crate::domain::health::Condition;
use crate::output::junit::{Case, Problem, document};

/// Returns the complete document. An app that works but has missing directory roles
/// passes; the suite's output lists the roles.
pub(super) fn to_junit(report: &StatusReport) -> String {
    let cases: Vec<Case<'_>> = report.apps.iter().map(test_case).collect();
    let warnings: String = report
        .apps
        .iter()
        .filter(|app| app.status == Condition::NeedsSettings)
        .map(|app| format!("{}: {}\n", app.id, detail_text(app)))
        .collect();
    let suite = report.tenant.as_str();
    document(suite, report.checked_at, &cases, &warnings)
}

fn test_case(app: &AppStatus) -> Case<'_> {
    Case {
        name: &app.id,
        problem: (!app.status.is_healthy()).then(|| Problem {
            is_error: app.status == Condition::Unknown,
            kind: rule_id(app.status),
            message: app.status.text(),
            detail: detail_text(app),
        }),
    }
}

fn detail_text(app: &AppStatus) -> String {
    match app.remedy.text() {
        Some(text) => format!("{}\nrun: {text}", app.reason),
        None => app.reason.clone(),
    }
}
