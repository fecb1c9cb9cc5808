//! A view as Markdown, for a ticket or a pull request.
use super::view::{Block, Cell, Table, View};
use crate::text::{escape_ci_commands, printable};

/// Returns the view as GitHub-flavored Markdown.
pub fn text(view: &View) -> String {
    let mut parts = Vec::new();
    for block in view.blocks.iter().filter(|one| !one.is_for_machines()) {
        parts.push(match block {
            Block::Heading(text) => format!("## {}\n", escape(text)),
            Block::Facts(facts) => facts
                .iter()
                .map(|(label, cell)| format!("- **{}**: {}\n", escape(label), escape(&cell.text)))
                .collect(),
            Block::Table(table) => table_text(table),
            Block::Text(cell) => format!("{}\n", escape(&cell.text)),
            Block::List(items) => items
                .iter()
                .map(|cell| format!("- {}\n", escape(&cell.text)))
                .collect(),
            Block::Next(steps) => steps
                .iter()
                .map(|step| {
                    let why = if step.why.is_empty() {
                        String::new()
                    } else {
                        format!("{}: ", escape(&step.why))
                    };
                    if step.is_command {
                        format!("- {why}{}\n", code(&printable(&step.text)))
                    } else {
                        format!("- {why}{}\n", escape(&step.text))
                    }
                })
                .collect(),
        });
    }
    escape_ci_commands(&parts.join("\n"))
}

fn table_text(table: &Table) -> String {
    let table = &table.for_people();
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let mut out = row(table
        .columns
        .iter()
        .map(|column| escape(&column.title))
        .collect());
    out.push_str(&row(table
        .columns
        .iter()
        .map(|_| "---".to_owned())
        .collect()));
    for cells in &table.rows {
        out.push_str(&row(cells
            .iter()
            .map(|cell: &Cell| escape(&cell.text))
            .collect()));
    }
    out
}

/// Returns text escaped so that Markdown shows it unchanged. A word that a service would
/// turn into a link, a mention or a reference becomes code, because services look for such
/// words after unescaping, except in code.
fn escape(text: &str) -> String {
    let shown = printable(text);
    let mut safe = String::with_capacity(shown.len());
    let parts = shown.split_inclusive(|c: char| c.is_whitespace() || c == '|');
    for part in parts {
        let word = part.trim_end_matches(|c: char| c.is_whitespace() || c == '|');
        if is_auto_linked(word) {
            safe.push_str(&code(word));
        } else {
            let start = if safe.is_empty() {
                list_marker_position(word)
            } else {
                None
            };
            for (index, c) in word.char_indices() {
                if "\\`*_[]<>|#!~&".contains(c) || start == Some(index) {
                    safe.push('\\');
                }
                safe.push(c);
            }
        }
        let rest = part.strip_prefix(word).unwrap_or_default();
        safe.push_str(&rest.replace('|', "\\|"));
    }
    safe
}

/// Returns the byte position of the character that would make `word`, at the start of a line,
/// a list item or an underline.
fn list_marker_position(word: &str) -> Option<usize> {
    let after_number = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let sign = after_number.chars().next()?;
    let number = word.len() - after_number.len();
    let marks = if number == 0 { "-+=" } else { ".)" };
    marks.contains(sign).then_some(number)
}

/// Whether GitHub, GitLab, Azure DevOps or an editor would turn `word` into more than text:
/// a link, a mention, an issue, a label, a formula or an emoji.
fn is_auto_linked(word: &str) -> bool {
    let lower = word.to_lowercase();
    if lower.contains("://") || lower.contains("www.") || lower.contains('$') {
        return true;
    }
    let mut issues = lower.split("gh-").skip(1);
    if issues.any(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return true;
    }
    let chars: Vec<char> = lower.chars().collect();
    let refers = chars.windows(2).any(|pair| match *pair {
        ['@', _] => true,
        ['#', next] => next.is_alphanumeric(),
        ['!' | '&', next] => next.is_ascii_digit(),
        ['~' | '%' | '^', next] => next.is_alphanumeric() || next == '"',
        _ => false,
    });
    // A host name. Names of files and permissions match too; numbers do not.
    let dotted = chars.windows(3).any(|three| match *three {
        [before, '.', after] => {
            before.is_alphanumeric()
                && after.is_alphanumeric()
                && !(before.is_numeric() && after.is_numeric())
        }
        _ => false,
    });
    // `:warning:` and the like become emoji.
    let mut pieces = lower.split(':').skip(1).peekable();
    let mut picture = false;
    while let Some(piece) = pieces.next() {
        let name = |c: char| c.is_ascii_alphanumeric() || "_+-".contains(c);
        picture |= pieces.peek().is_some()
            && !piece.is_empty()
            && piece.chars().all(name)
            && !piece.chars().all(|c| c.is_ascii_digit());
    }
    refers || dotted || picture
}

/// Returns `text` as inline code, fenced by more backticks than it has in a row.
fn code(text: &str) -> String {
    let runs = text.split(|c| c != '`').map(str::len);
    let fence = "`".repeat(runs.max().unwrap_or(0) + 1);
    // A space on each side is not part of the code.
    let pad = if text.starts_with('`') || text.ends_with('`') {
        " "
    } else {
        ""
    };
    format!("{fence}{pad}{text}{pad}{fence}")
}

#[cfg(test)]
mod tests {
    use super::escape;
    use crate::output::view::View;

    #[test]
    fn a_name_cannot_become_a_link_or_a_heading() {
        let shown = super::text(&View::new().text("# [x](http://evil.example) <b>"));
        assert_eq!(shown, "\\# `[x](http://evil.example)` \\<b\\>\n");
    }

    #[test]
    fn what_a_service_would_link_is_code() {
        for word in [
            "https://evil.example/x",
            "WWW.evil.example",
            "evil.example",
            "@security-team",
            "a@b.example",
            "#12",
            "org/repo#12",
            "GH-12",
            "!12",
            "~\"bug\"",
            "%milestone",
            "&12",
            "$x$",
            ":white_check_mark:",
        ] {
            assert_eq!(escape(&format!("a {word} b")), format!("a `{word}` b"));
        }
        for plain in ["12:30:05.123Z", "50%", "R&D", "1.5", "5 - 3", "a!", "C#"] {
            assert!(!escape(plain).contains('`'), "{plain}");
        }
        assert_eq!(escape("a|@b|c"), "a\\|`@b`\\|c");
        assert_eq!(escape("@a`b``c`"), "``` @a`b``c` ```");
        assert_eq!(escape("&#64;org ~~~"), "`&#64;org` \\~\\~\\~");
        assert_eq!(escape("- a"), "\\- a");
        assert_eq!(escape("12. a"), "12\\. a");
    }
}
