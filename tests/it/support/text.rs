//! Text of reports and output, in a form that is easy to compare.
use crate::support::bench::Ran;
use serde_json::Value;

/// Returns text without its line breaks.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the output without its line breaks.
pub(crate) fn one_line_of(ran: &Ran) -> String {
    ran.all().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Parses CSV by RFC 4180, as a spreadsheet does.
pub(crate) fn csv_records(text: &str) -> Vec<Vec<String>> {
    let mut all = Vec::new();
    let (mut record, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                field.push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                record.push(std::mem::take(&mut field));
                all.push(std::mem::take(&mut record));
            }
            other => field.push(other),
        }
    }
    assert!(!quoted && field.is_empty() && record.is_empty());
    all
}

pub(crate) fn steps(report: &Value) -> Vec<String> {
    report["accounts"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|account| account["steps"].as_array().unwrap())
        .map(|step| {
            format!(
                "{} {} {}",
                step["kind"].as_str().unwrap(),
                step["outcome"].as_str().unwrap(),
                step["readBack"].as_str().unwrap()
            )
        })
        .collect()
}
