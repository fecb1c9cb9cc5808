//! The Status column as `OpenMetrics` text, for a scraper or a textfile collector.
use super::StatusReport;
use crate::domain::health::Condition;

/// Returns the complete exposition. Ids of apps and sets are escaped, because a user's
/// catalog file can set them.
pub(super) fn to_openmetrics(report: &StatusReport) -> String {
    let tenant = &report.tenant;
    let mut out = String::new();
    push_metric_head(
        &mut out,
        "entractl_app_healthy",
        "Whether an app has what it asks for.",
    );
    for app in &report.apps {
        let value = u8::from(app.status.is_healthy());
        out.push_str(&format!(
            "entractl_app_healthy{{tenant=\"{tenant}\",app=\"{}\"}} {value}\n",
            escape_label(&app.id)
        ));
    }
    out.push_str("# TYPE entractl_app_status stateset\n");
    out.push_str("# HELP entractl_app_status What the Status column says.\n");
    for app in &report.apps {
        for condition in Condition::ALL {
            let value = u8::from(app.status == condition);
            out.push_str(&format!(
                "entractl_app_status{{tenant=\"{tenant}\",app=\"{}\",entractl_app_status=\"{}\"}} {value}\n",
                escape_label(&app.id),
                condition.as_str()
            ));
        }
    }
    push_metric_head(
        &mut out,
        "entractl_set_permissions",
        "Permissions of a set by how they stand.",
    );
    let mut seen: Vec<&str> = Vec::new();
    for set in report.apps.iter().flat_map(|app| &app.sets) {
        let Some(counts) = set.counts else { continue };
        if seen.contains(&set.id.as_str()) {
            continue;
        }
        seen.push(&set.id);
        for (state, value) in [
            ("granted", counts.granted),
            ("missing", counts.missing),
            ("surplus", counts.surplus),
        ] {
            out.push_str(&format!(
                "entractl_set_permissions{{tenant=\"{tenant}\",set=\"{}\",state=\"{state}\"}} {value}\n",
                escape_label(&set.id)
            ));
        }
    }
    push_metric_head(
        &mut out,
        "entractl_check_succeeded",
        "Whether Graph could be asked.",
    );
    out.push_str("entractl_check_succeeded 1\n");
    push_metric_head(
        &mut out,
        "entractl_check_timestamp_seconds",
        "When Graph was asked.",
    );
    out.push_str(&format!(
        "entractl_check_timestamp_seconds{{tenant=\"{tenant}\"}} {}\n# EOF\n",
        report.checked_at.as_second()
    ));
    out
}

fn push_metric_head(out: &mut String, name: &str, help: &str) {
    out.push_str(&format!("# TYPE {name} gauge\n# HELP {name} {help}\n"));
}

/// Returns `text` escaped as a label value.
fn escape_label(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control())
        .flat_map(|c| match c {
            '"' | '\\' => vec!['\\', c],
            other => vec![other],
        })
        .collect()
}
