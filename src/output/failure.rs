//! A failure as text for stderr and as JSON for stdout: what failed, why, and
//! what to run next.
use serde_json::{Value, json};

use super::view::{Step, Tone, View};
use super::{Style, human, json as document};
use crate::failure::Failure;

/// The failure for a person.
pub fn text(failure: &Failure, style: Style) -> String {
    let label = human::paint("error:", Tone::Bad, style);
    let what = failure.error.to_string();
    // The plain word holds the place of the painted one: the line is broken
    // where that one ends.
    let mut view = View::new().text(format!("error: {what}"));
    let causes: Vec<_> = failure
        .error
        .chain()
        .skip(1)
        .map(|cause| format!("because: {cause}").into())
        .collect();
    let mut facts = Vec::new();
    if let Some(code) = &failure.code {
        facts.push(("code", code.as_str().into()));
    }
    if let Some(id) = &failure.request_id {
        facts.push(("request-id", id.as_str().into()));
    }
    view = view.list(causes).facts(facts).next(steps(failure));
    let text = human::text(&view, style).replacen("error:", &label, 1);
    // One block reads better than several: a failure is short.
    text.replace("\n\n", "\n")
}

/// The failure as a JSON document, for `-o json`.
pub fn json(failure: &Failure, sandbox: bool) -> String {
    document::pretty(&envelope(failure, sandbox))
}

/// The same document as one line, for `-o jsonl`: whoever reads line by line
/// takes it for one item.
pub fn line(failure: &Failure, sandbox: bool) -> String {
    document::line(&envelope(failure, sandbox))
}

fn envelope(failure: &Failure, sandbox: bool) -> Value {
    let next: Vec<Value> = failure
        .next
        .iter()
        .map(|next| match next.command() {
            Some(command) => json!({ "command": command }),
            None => json!({ "advice": next.text() }),
        })
        .collect();
    let causes: Vec<String> = failure
        .error
        .chain()
        .skip(1)
        .map(ToString::to_string)
        .collect();
    json!({
        "schemaVersion": document::SCHEMA_VERSION,
        "kind": "error",
        "sandbox": sandbox,
        "error": {
            "exitCode": failure.exit.code(),
            "message": failure.error.to_string(),
            "causes": causes,
            "code": failure.code,
            "requestId": failure.request_id,
            "next": next,
        }
    })
}

fn steps(failure: &Failure) -> Vec<Step> {
    failure
        .next
        .iter()
        .map(|next| match next.command() {
            Some(command) => Step::run("", command),
            None => Step::advise("", next.text()),
        })
        .collect()
}
