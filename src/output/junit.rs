//! JUnit XML that is valid for Jenkins' schema (junit-10.xsd) and that of Ant's tasks
//! (JUnit.xsd). Surefire's schema has no element for data that Ant's requires.
//!
//! The `quick-junit` crate is not used: its counts on `testsuites` and its `disabled`
//! are not in Ant's schema, and it cannot write elements that Ant's schema requires.
use jiff::Timestamp;

use crate::text::{break_hash_commands, is_hostile};

/// One test case.
#[derive(Debug)]
pub struct Case<'a> {
    /// Name of the test.
    pub name: &'a str,
    /// The problem; `None` if the test passed.
    pub problem: Option<Problem<'a>>,
}

/// The reason why a test did not pass.
#[derive(Debug)]
pub struct Problem<'a> {
    /// Whether the test could not be run (an error) rather than failed.
    pub is_error: bool,
    /// Stable identifier of the kind of problem.
    pub kind: &'a str,
    /// Short message.
    pub message: &'a str,
    /// Complete description.
    pub detail: String,
}

/// Returns a document with one suite. `output` is its `system-out`, such as warnings about
/// passed tests.
pub fn document(suite: &str, at: Timestamp, cases: &[Case<'_>], output: &str) -> String {
    let count = |is_error| {
        let problems = cases.iter().filter_map(|case| case.problem.as_ref());
        problems
            .filter(|problem| problem.is_error == is_error)
            .count()
    };
    let tests: String = cases.iter().map(element).collect();
    let text = format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<testsuites>
  <testsuite id="0" package="entractl" name="{}" hostname="localhost" timestamp="{}" tests="{}" failures="{}" errors="{}" time="0">
    <properties/>
{tests}    <system-out>{}</system-out>
    <system-err/>
  </testsuite>
</testsuites>
"#,
        escape(suite),
        at.strftime("%Y-%m-%dT%H:%M:%S"),
        cases.len(),
        count(false),
        count(true),
        escape(output),
    );
    break_hash_commands(&text, "&#35;")
}

fn element(case: &Case<'_>) -> String {
    let name = escape(case.name);
    let head = format!(r#"    <testcase classname="entractl.status" name="{name}" time="0""#);
    let Some(problem) = &case.problem else {
        return format!("{head}/>\n");
    };
    let element = if problem.is_error { "error" } else { "failure" };
    format!(
        "{head}>\n      <{element} type=\"{}\" message=\"{}\">{}</{element}>\n    </testcase>\n",
        escape(problem.kind),
        escape(problem.message),
        escape(&problem.detail)
    )
}

/// Returns text escaped for XML: the five entities, and all control characters except line
/// feeds.
fn escape(text: &str) -> String {
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
