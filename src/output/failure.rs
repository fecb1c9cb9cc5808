//! A failure as text for stderr and as a document for stdout: its message, its cause
//! and the next command.
use jiff::Timestamp;
use serde_json::{Value, json};

use super::view::{Step, Tone, View};
use super::{Style, human, json as document, junit, markdown, sarif};
use crate::cli::Format;
use crate::failure::Failure;
use crate::text::break_links;

/// Returns the text of a failure for a terminal.
pub fn text(failure: &Failure, style: Style) -> String {
    let label = human::paint("error:", Tone::Bad, style);
    // The line is wrapped with a plain label of the same width, which is then replaced
    // by the colored one.
    let text = human::text(&view(failure), style).replacen("error:", &label, 1);
    // A failure is short, so one block without empty lines is easier to read.
    text.replace("\n\n", "\n")
}

fn view(failure: &Failure) -> View {
    let causes = failure.error.chain().skip(1);
    let facts = [("code", &failure.code), ("request-id", &failure.request_id)];
    View::new()
        .text(format!("error: {}", failure.error))
        .list(causes.map(|cause| format!("because: {cause}").into()))
        .facts(
            facts
                .into_iter()
                .filter_map(|(label, value)| Some((label, value.as_deref()?.into()))),
        )
        .next(steps(failure))
}

/// Returns the failure as a complete document in `format`; `None` for formats in which
/// stdout stays empty. In CSV and TSV, a line about the failure would be read as data.
pub fn document(
    failure: &Failure,
    format: Format,
    sandbox: bool,
    now: Timestamp,
) -> Option<String> {
    match format {
        Format::Table | Format::Csv | Format::Tsv => None,
        Format::Json => Some(document::pretty(&envelope(failure, sandbox))),
        Format::Jsonl => Some(document::line(&envelope(failure, sandbox))),
        Format::Markdown => Some(markdown::text(&view(failure))),
        Format::Junit => Some(junit_document(failure, now)),
        Format::Sarif => Some(sarif::log(&[], &[], &[sarif_notification(failure)])),
        Format::Openmetrics => Some(
            "# TYPE entractl_check_succeeded gauge\n\
             # HELP entractl_check_succeeded Whether Graph could be asked.\n\
             entractl_check_succeeded 0\n# EOF\n"
                .to_owned(),
        ),
    }
}

/// Returns the message, the cause and the advice, one line each.
fn lines(failure: &Failure) -> Vec<String> {
    let causes = failure.error.chain().skip(1);
    let causes = causes.map(|cause| format!("because: {cause}"));
    let next = failure.next.iter().map(|next| match next.command() {
        Some(command) => format!("run: {command}"),
        None => next.text(),
    });
    std::iter::once(failure.error.to_string())
        .chain(causes)
        .chain(next)
        .collect()
}

fn junit_document(failure: &Failure, now: Timestamp) -> String {
    let problem = junit::Problem {
        is_error: true,
        kind: &format!("exit-{}", failure.exit.code()),
        message: &failure.error.to_string(),
        detail: lines(failure).join("\n"),
    };
    let case = junit::Case {
        name: "entractl",
        problem: Some(problem),
    };
    junit::document("entractl", now, &[case], "")
}

fn sarif_notification(failure: &Failure) -> Value {
    let text: Vec<String> = lines(failure)
        .iter()
        .map(|line| break_links(line))
        .collect();
    json!({
        "level": "error",
        "descriptor": { "id": format!("exit-{}", failure.exit.code()) },
        "message": { "text": text.join(". ") },
    })
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
