//! A table as CSV (RFC 4180), safe to open in a spreadsheet.
//!
//! The `csv` crate is not used: spreadsheets in many locales separate cells by `;`, so
//! a cell with one is quoted too. Otherwise, a formula could begin after it.
use super::view::{Cell, Table};
use crate::text::{escape_ci_commands, printable};

/// Returns CSV with a header line of keys.
///
/// A cell that a spreadsheet would run as a formula, or that begins with `'`, gets a leading
/// `'`; remove that one `'` to restore the text. Terminal control characters are escaped and
/// long values are truncated (in a list, each name separately). JSON has the exact text.
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

/// Returns one line of CSV, with each field escaped as in [`text`].
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

/// Returns text with terminal control characters escaped and spreadsheet formulas
/// disabled (OWASP ASVS 1.2.10).
fn escape_cell(text: &str) -> String {
    escape_formula(&escape_ci_commands(&printable(text)))
}

/// Returns `shown`, with a leading `'` if a spreadsheet would run it or it begins with one.
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
