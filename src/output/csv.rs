//! A table as CSV (RFC 4180), safe to open in a spreadsheet.
//!
//! Ours and not the `csv` crate: a spreadsheet in many languages takes `;` for the
//! comma, so what has one is quoted too, or a formula could begin behind it.
use super::view::{Cell, Table};
use crate::text::{escape_ci_commands, printable};

/// CSV with a header line of keys.
///
/// A cell that a spreadsheet would run as a formula, and one that begins with
/// `'`, gets a leading `'`: take one off to have the text back. What a terminal
/// obeys is spelled out and what is very long is cut (of a list each name), so
/// take JSON where the exact text matters.
pub fn text(table: &Table) -> String {
    if table.columns.is_empty() {
        return String::new();
    }
    let header = table.columns.iter().map(|column| escape_cell(&column.key));
    let rows = table.rows.iter();
    let rows = rows.map(|row| record(row.iter().map(field)));
    record(header) + &rows.collect::<String>()
}

fn field(cell: &Cell) -> String {
    if cell.whole {
        escape_formula(&escape_ci_commands(&cell.text))
    } else {
        escape_cell(&cell.text)
    }
}

/// One line of CSV, each field guarded as in [`text`].
pub fn line<'f>(fields: impl IntoIterator<Item = &'f str>) -> String {
    record(fields.into_iter().map(escape_cell))
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
fn escape_cell(text: &str) -> String {
    escape_formula(&escape_ci_commands(&printable(text)))
}

/// `shown` with what keeps a spreadsheet from running it.
fn escape_formula(shown: &str) -> String {
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
        let csv = super::text(&table);
        assert_eq!(csv, "name,note\r\n'=cmd(),\"a \"\"b\"\", c\"\r\n");
    }

    #[test]
    fn a_column_is_kept_from_people_or_from_machines_and_not_from_both() {
        let mut table = Table::new(&[("Day", ""), ("", "created")]);
        table.row(["today".into(), "2026-01-01".into()]);
        let view = View::new().table(table);
        assert_eq!(
            super::text(&view.machine_table().unwrap()),
            "created\r\n2026-01-01\r\n"
        );
        let read = crate::output::markdown::text(&view);
        assert!(read.contains("today") && !read.contains("2026"), "{read}");
    }
}
