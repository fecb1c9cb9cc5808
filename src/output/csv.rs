//! The first table of a view as CSV (RFC 4180), safe to open in a spreadsheet.
use super::view::{Block, View};
use crate::text::{disarmed, printable};

/// CSV with a header line of keys; `None` where the view has no table.
///
/// A cell that a spreadsheet would run as a formula, and one that begins with
/// `'`, gets a leading `'`: take one off to have the text back. What a terminal
/// obeys is spelled out and what is very long is cut (of a list each name), so
/// take JSON where the exact text matters.
pub fn text(view: &View) -> Option<String> {
    let table = view.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table.exported()),
        Block::Heading(_) | Block::Facts(_) | Block::Text(_) | Block::List(_) | Block::Next(_) => {
            None
        }
    })?;
    // The id comes first: it is what a list is read back by.
    let first = table.columns.iter().position(|column| column.key == "id");
    let header = table.columns.iter().map(|column| column.key.to_owned());
    let mut out = record(to_front(header.collect(), first));
    for row in &table.rows {
        let cells = row.iter().map(|cell| {
            if cell.whole {
                disabled(&disarmed(&cell.text))
            } else {
                guarded(&cell.text)
            }
        });
        out.push_str(&record(to_front(cells.collect(), first)));
    }
    Some(out)
}

/// The plain fields of a report without a table: their names, and one record.
pub fn fields(data: &serde_json::Value) -> String {
    use serde_json::Value;
    let plain = data.as_object().into_iter().flatten();
    let (names, values): (Vec<&str>, Vec<String>) = plain
        .filter_map(|(name, value)| match value {
            Value::Null => Some((name.as_str(), String::new())),
            Value::Bool(_) | Value::Number(_) => Some((name.as_str(), value.to_string())),
            Value::String(text) => Some((name.as_str(), text.clone())),
            Value::Array(_) | Value::Object(_) => None,
        })
        .unzip();
    line(names) + &line(values.iter().map(String::as_str))
}

/// One line of CSV, each field guarded as in [`text`].
pub fn line<'f>(fields: impl IntoIterator<Item = &'f str>) -> String {
    record(fields.into_iter().map(guarded))
}

fn to_front(mut fields: Vec<String>, at: Option<usize>) -> Vec<String> {
    if let Some(part) = at.and_then(|at| fields.get_mut(..=at)) {
        part.rotate_right(1);
    }
    fields
}

fn record(fields: impl IntoIterator<Item = String>) -> String {
    let quoted: Vec<String> = fields
        .into_iter()
        .map(|field| {
            if field.contains([',', ';', '"', '\t', '\n', '\r']) {
                format!("\"{}\"", field.replace('"', "\"\""))
            } else {
                field
            }
        })
        .collect();
    format!("{}\r\n", quoted.join(","))
}

/// Spells out what a terminal obeys and disarms what a spreadsheet runs
/// (OWASP ASVS 1.2.10).
fn guarded(text: &str) -> String {
    disabled(&disarmed(&printable(text)))
}

/// `shown` with what keeps a spreadsheet from running it.
fn disabled(shown: &str) -> String {
    let first = shown.trim_start().chars().next();
    let wide = ['＝', '＋', '－', '＠'];
    if first.is_some_and(|c| "=+-@'".contains(c) || wide.contains(&c)) {
        format!("'{shown}")
    } else {
        shown.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crate::output::view::{Table, View};

    #[test]
    fn formulas_are_disarmed_and_quotes_doubled() {
        let mut table = Table::new(&[("Name", "name"), ("Note", "note")]);
        table.row(["=cmd()".into(), "a \"b\", c".into()]);
        let csv = super::text(&View::new().table(table)).unwrap();
        assert_eq!(csv, "name,note\r\n'=cmd(),\"a \"\"b\"\", c\"\r\n");
    }

    #[test]
    fn a_column_is_kept_from_people_or_from_machines_and_not_from_both() {
        let mut table = Table::new(&[("Day", "day"), ("", "created")])
            .for_people(&["day"])
            .for_machines(&["created"]);
        table.row(["today".into(), "2026-01-01".into()]);
        let view = View::new().table(table);
        assert_eq!(super::text(&view).unwrap(), "created\r\n2026-01-01\r\n");
        let read = crate::output::markdown::text(&view);
        assert!(read.contains("today") && !read.contains("2026"), "{read}");
    }
}
