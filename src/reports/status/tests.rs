//! Tests of the machine-readable forms, and of the command for each unhealthy app.
use super::{AppStatus, StatusReport};
use crate::cli::Format;
use crate::cli::command_line::TargetFlags;
use crate::domain::health::{AppHealth, Condition, Remedy};
use crate::output::Report as _;

fn report() -> StatusReport {
    let app = |id: &str, condition, remedy| AppHealth {
        id: id.to_owned(),
        name: id.to_owned(),
        condition,
        reason: "a <reason> & \u{1b}[2J".to_owned(),
        decided_by: None,
        remedy,
        failed_grant: None,
        required: Vec::new(),
        optional: Vec::new(),
    };
    StatusReport {
        tenant: "11111111-2222-4333-8444-555555555555".parse().unwrap(),
        organization: None,
        checked_at: "2026-01-01T00:00:00Z".parse().unwrap(),
        catalog_version: 2,
        healthy: false,
        settings_file: "config.toml".to_owned(),
        apps: [
            app("search", Condition::PermissionError, Remedy::Grant),
            app("workbench", Condition::Granted, Remedy::Nothing),
            app("risk-insights", Condition::Unknown, Remedy::Retry),
        ]
        .iter()
        .map(|one| AppStatus::from_health(one, &TargetFlags::default()))
        .collect(),
    }
}

#[test]
fn junit_counts_failures_and_errors_and_is_escaped() {
    let text = report().render_special(Format::Junit).unwrap();
    assert!(text.contains("tests=\"3\" failures=\"1\" errors=\"1\""));
    assert!(text.contains("a &lt;reason&gt; &amp; \\u{1b}"));
    assert!(text.contains("run: entractl grant search"));
    assert!(!text.contains('\u{1b}'));
}

#[test]
fn sarif_has_a_known_rule_for_each_result() {
    let text = report().render_special(Format::Sarif).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let run = &value["runs"][0];
    let rules: Vec<&str> = run["tool"]["driver"]["rules"]
        .as_array()
        .unwrap()
        .iter()
        .map(|rule| rule["id"].as_str().unwrap())
        .collect();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 2);
    for result in results {
        assert!(rules.contains(&result["ruleId"].as_str().unwrap()));
    }
    for condition in Condition::ALL {
        let rule = super::rule_id(condition);
        assert!(
            condition == Condition::Granted || rules.contains(&rule),
            "{rule}"
        );
    }
}

#[test]
fn name_is_no_link_and_no_mention_in_sarif() {
    let mut report = report();
    for app in &mut report.apps {
        app.reason =
            "@org/team lacks [x](https://evil.example) www.evil.example \u{ffff}".to_owned();
    }
    let text = report.render_special(Format::Sarif).unwrap();
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    for result in value["runs"][0]["results"].as_array().unwrap() {
        let text = result["message"]["text"].as_str().unwrap();
        let safe = "(U+0040)org/team lacks [x] (https:(U+002F)/evil.example) \
                    www(U+002E)evil.example \\u{ffff}";
        assert!(text.contains(safe), "{text}");
    }
}

#[test]
fn openmetrics_ends_as_the_format_asks() {
    let text = report().render_special(Format::Openmetrics).unwrap();
    assert!(text.ends_with("# EOF\n"));
    assert!(text.contains("app=\"search\"} 0\n"));
    assert!(text.contains("entractl_app_status=\"permission-error\"} 1\n"));
}

#[test]
fn every_unhealthy_line_has_its_command() {
    let report = report();
    let style = crate::output::Style {
        width: 80,
        color: false,
        accessible: false,
        ascii: false,
    };
    let text = crate::output::human::text(&report.view(), style);
    assert!(text.contains("entractl grant search"));
    assert!(text.contains("entractl status risk-insights"));
}
