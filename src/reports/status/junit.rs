//! The Status column as `JUnit` XML: one test case an app.
use super::{AppStatus, StatusReport, rule_of};
use crate::domain::health::Condition;
use crate::text::is_hostile;

/// The whole document.
pub(super) fn text(report: &StatusReport) -> String {
    let errors = count(report, |app| app.status == Condition::Unknown);
    let failures = count(report, |app| {
        !app.status.is_healthy() && app.status != Condition::Unknown
    });
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let counts = format!(
        "tests=\"{}\" failures=\"{failures}\" errors=\"{errors}\"",
        report.apps.len()
    );
    out.push_str(&format!("<testsuites name=\"entractl status\" {counts}>\n"));
    out.push_str(&format!(
        "  <testsuite name=\"{}\" {counts} timestamp=\"{}\">\n",
        report.tenant, report.checked_at
    ));
    for app in &report.apps {
        out.push_str(&case(app));
    }
    out.push_str("  </testsuite>\n</testsuites>\n");
    out
}

fn count(report: &StatusReport, fits: impl Fn(&AppStatus) -> bool) -> usize {
    report.apps.iter().filter(|app| fits(app)).count()
}

fn case(app: &AppStatus) -> String {
    let head = format!(
        "    <testcase classname=\"entractl.status\" name=\"{}\"",
        escaped(&app.id)
    );
    let mend = app
        .remedy
        .command
        .as_ref()
        .or(app.remedy.advice.as_ref())
        .map(|text| format!("\nrun: {text}"))
        .unwrap_or_default();
    let body = format!("{}{mend}", app.reason);
    let element = match app.status {
        Condition::Granted => return format!("{head}/>\n"),
        Condition::NeedsSettings => {
            return format!(
                "{head}>\n      <system-out>{}</system-out>\n    </testcase>\n",
                escaped(&body)
            );
        }
        Condition::Unknown => "error",
        Condition::PermissionUpdateRequired
        | Condition::NotGranted
        | Condition::NotBound
        | Condition::PermissionError
        | Condition::ApplicationDisabled
        | Condition::AuthenticationError
        | Condition::Blocked => "failure",
    };
    format!(
        "{head}>\n      <{element} type=\"{}\" message=\"{}\">{}</{element}>\n    </testcase>\n",
        rule_of(app.status),
        escaped(app.status.text()),
        escaped(&body)
    )
}

/// Text that XML takes: the five entities, and no control character but the
/// line feed.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            '\n' => safe.push('\n'),
            hostile if is_hostile(hostile) => safe.extend(hostile.escape_unicode()),
            other => safe.push(other),
        }
    }
    safe
}
