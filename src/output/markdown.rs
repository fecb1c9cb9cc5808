//! A view as Markdown, for a ticket or a pull request.
use super::view::{Block, Cell, Table, View};
use crate::domain::text::printable;

/// The view as GitHub-flavoured Markdown.
pub fn text(view: &View) -> String {
    let mut parts = Vec::new();
    for block in view.blocks.iter().filter(|one| !one.is_for_machines()) {
        parts.push(match block {
            Block::Heading(text) => format!("## {}\n", escaped(text)),
            Block::Facts(facts) => facts
                .iter()
                .map(|(label, cell)| format!("- **{}**: {}\n", escaped(label), escaped(&cell.text)))
                .collect(),
            Block::Table(table) => table_text(table),
            Block::Text(cell) => format!("{}\n", escaped(&cell.text)),
            Block::List(items) => items
                .iter()
                .map(|cell| format!("- {}\n", escaped(&cell.text)))
                .collect(),
            Block::Next(steps) => steps
                .iter()
                .map(|step| {
                    let why = if step.why.is_empty() {
                        String::new()
                    } else {
                        format!("{}: ", escaped(&step.why))
                    };
                    if step.is_command {
                        format!("- {why}`{}`\n", printable(&step.text).replace('`', "'"))
                    } else {
                        format!("- {why}{}\n", escaped(&step.text))
                    }
                })
                .collect(),
        });
    }
    parts.join("\n")
}

fn table_text(table: &Table) -> String {
    let table = &table.shown();
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = row(table
        .columns
        .iter()
        .map(|column| column.title.to_owned())
        .collect());
    out.push_str(&row(table
        .columns
        .iter()
        .map(|_| "---".to_owned())
        .collect()));
    for cells in &table.rows {
        out.push_str(&row(cells
            .iter()
            .map(|cell: &Cell| escaped(&cell.text))
            .collect()));
    }
    out
}

/// Text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for c in printable(text).chars() {
        if "\\`*_[]<>|#!".contains(c) {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use crate::output::view::View;

    #[test]
    fn a_name_cannot_become_a_link_or_a_heading() {
        let shown = super::text(&View::new().text("# [x](http://evil.example) <b>"));
        assert_eq!(shown, "\\# \\[x\\](http://evil.example) \\<b\\>\n");
    }
}
