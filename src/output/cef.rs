//! Lines of the audit log in the Common Event Format.
//!
//! Backslashes are escaped everywhere, pipes in the header, equals signs and line ends
//! in the fields. Control characters of terminals and CI commands are escaped first, so
//! that no text of a tenant can end a field or begin one.
use crate::domain::audit_entry::{Entry, Outcome};
use crate::text::{escape_ci_commands, is_hostile};

/// Maximum number of characters of one field: collectors truncate longer lines.
const LONGEST: usize = 4_000;

/// Returns one line, including its line end.
pub fn line(entry: &Entry, tenant: &str) -> String {
    let json = |value: &Option<serde_json::Value>| value.as_ref().map(ToString::to_string);
    let fields = [
        ("rt", Some(entry.time.as_millisecond().to_string())),
        ("act", Some(entry.action.clone())),
        ("outcome", Some(entry.outcome.as_str().to_owned())),
        ("suid", Some(entry.actor_id.clone())),
        ("suser", entry.actor.clone()),
        ("duid", entry.target_id.clone()),
        ("duser", entry.target.clone()),
        ("reason", entry.reason.clone()),
        ("msg", entry.detail.clone()),
        ("externalId", Some(entry.sequence.to_string())),
        ("dvchost", entry.host.clone()),
        ("cs1Label", Some("tenant".to_owned())),
        ("cs1", Some(tenant.to_owned())),
        (
            "cs2Label",
            label_if_some(entry.request_id.as_ref(), "requestId"),
        ),
        ("cs2", entry.request_id.clone()),
        ("cs3Label", Some("hash".to_owned())),
        ("cs3", Some(entry.hash.clone())),
        ("cs4Label", label_if_some(entry.prior.as_ref(), "prior")),
        ("cs4", json(&entry.prior)),
        ("cs5Label", label_if_some(entry.new.as_ref(), "new")),
        ("cs5", json(&entry.new)),
        ("cs6Label", label_if_some(entry.ci_run.as_ref(), "ciRun")),
        ("cs6", entry.ci_run.clone()),
        ("cn1Label", label_if_some(entry.task.as_ref(), "task")),
        ("cn1", entry.task.map(|task| task.to_string())),
        (
            "cn2Label",
            label_if_some(entry.status_code.as_ref(), "status"),
        ),
        ("cn2", entry.status_code.clone()),
        ("requestClientApplication", entry.app_id.clone()),
        ("fileHash", entry.binary_sha256.clone()),
    ];
    let fields: Vec<String> = fields
        .into_iter()
        .filter_map(|(key, text)| Some(format!("{key}={}", escape_field(&text?))))
        .collect();
    format!(
        "CEF:0|entractl|entractl|{}|{}|{}|{}|{}\n",
        escape_header(env!("CARGO_PKG_VERSION")),
        escape_header(&entry.activity),
        escape_header(&format!("{} {}", entry.action, entry.outcome.as_str())),
        severity(entry.outcome),
        fields.join(" ")
    )
}

fn label_if_some<T>(value: Option<&T>, label: &str) -> Option<String> {
    value.map(|_| label.to_owned())
}

/// Returns the CEF severity of an outcome, on a scale from 0 to 10.
fn severity(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::DryRun | Outcome::NotSent => 1,
        Outcome::Intended => 2,
        Outcome::Done => 3,
        Outcome::Failed | Outcome::Unknown | Outcome::Refused | Outcome::NotPossible => 6,
    }
}

fn escape_header(text: &str) -> String {
    escape_hostile(text)
        .replace('\\', r"\\")
        .replace('|', r"\|")
        .replace(['\r', '\n'], " ")
}

fn escape_field(text: &str) -> String {
    escape_hostile(text)
        .replace('\\', r"\\")
        .replace('=', r"\=")
        .replace('\n', r"\n")
        .replace('\r', r"\r")
}

/// Returns text truncated to [`LONGEST`], with terminal control characters and CI commands
/// escaped. Line ends stay: callers escape those as CEF requires.
fn escape_hostile(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for (count, c) in text.chars().enumerate() {
        if count == LONGEST {
            shown.push('…');
            break;
        }
        if is_hostile(c) && c != '\n' && c != '\r' {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    escape_ci_commands(&shown)
}

#[cfg(test)]
mod tests {
    use super::{escape_field, escape_header};

    #[test]
    fn nothing_ends_a_field_or_begins_one() {
        assert_eq!(
            escape_field("a|b\\ c=d\r\nsuser=x"),
            r"a|b\\ c\=d\r\nsuser\=x"
        );
        assert_eq!(escape_header("a|b\\\n|9|"), r"a\|b\\ \|9\|");
        assert_eq!(escape_field("\u{1b}[2J"), r"\\u{1b}[2J");
        assert!(!escape_field("##vso[task.x]").contains("##vso["));
    }
}
