//! A table as tab-separated values for a shell script: no heading, no quotes.
use super::view::Table;
use crate::text::{escape_ci_commands, is_hostile};

/// Returns one line per row: the complete cells, separated by tabs.
///
/// In a cell, a tab is written as `\t`, a line feed as `\n`, a carriage return as `\r`, a
/// backslash as `\\`. Other terminal control characters are escaped.
pub fn text(table: &Table) -> String {
    let lines = table.rows.iter().map(|row| {
        let cells: Vec<String> = row.iter().map(|cell| escape(&cell.text)).collect();
        cells.join("\t") + "\n"
    });
    escape_ci_commands(&lines.collect::<String>())
}

fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' | '\n' | '\r' | '\\' => safe.extend(c.escape_default()),
            c if is_hostile(c) => safe.extend(c.escape_unicode()),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use crate::output::view::Table;

    #[test]
    fn cell_is_raw_but_for_what_parts_cells_and_what_a_terminal_obeys() {
        let mut table = Table::new(&[("Name", "name"), ("Note", "note")]);
        table.row(["=a \"b\", c".into(), "x\ty\r\nz\u{1b}[2J \\t".into()]);
        table.row(["::error::".into(), "l".repeat(300).into()]);
        insta::assert_snapshot!(super::text(&table), @r#"
        =a "b", c	x\ty\r\nz\u{1b}[2J \\t
        \u{3a}:error::	llllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll
        "#);
    }
}
