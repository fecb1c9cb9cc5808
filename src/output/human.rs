//! A view as text for a terminal: wrapped to its width, and colored if allowed.
use comfy_table::{
    Attribute, Cell as TableCell, Color, ColumnConstraint, ContentArrangement, LineStyle,
    TableStyle,
};
use unicode_width::UnicodeWidthStr as _;

use super::Style;
use super::view::{Block, Cell, Step, Table, Tone, View};
use crate::text::{escape_ci_commands, is_plain, printable};

/// Table style with only a line below the headings: narrow, and easy to copy from.
const RULED: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// [`RULED`] for terminals whose locale is limited to ASCII.
const RULED_ASCII: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('-').junction('-'));

/// Maximum width of the label before a fact, in columns.
const WIDEST_LABEL: usize = 22;

/// Returns a view as text.
pub fn text(view: &View, style: Style) -> String {
    let mut out = String::new();
    let blocks = view.blocks.iter().filter(|block| !block.is_for_machines());
    for (number, block) in blocks.enumerate() {
        if number > 0 {
            out.push('\n');
        }
        match block {
            Block::Heading(text) => {
                push_wrapped(&mut out, "", "", &Cell::strong(text.as_str()), style);
            }
            Block::Facts(facts) => push_facts(&mut out, facts, style),
            Block::Table(table) if style.accessible => {
                push_screen_reader_table(&mut out, table, style);
            }
            Block::Table(table) => push_line(&mut out, &table_text(table, style)),
            Block::Text(cell) => push_wrapped(&mut out, "", "", cell, style),
            Block::List(items) => {
                for item in items {
                    push_wrapped(&mut out, "- ", "  ", item, style);
                }
            }
            Block::Next(steps) => push_next_steps(&mut out, steps, style),
        }
    }
    if style.ascii {
        out = out.replace('…', "...");
    }
    escape_ci_commands(&out)
}

fn push_line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// Returns text with the escape codes of a tone, if color is enabled.
pub fn paint(text: &str, tone: Tone, style: Style) -> String {
    let code = match tone {
        Tone::Plain => return text.to_owned(),
        Tone::Strong => "1",
        Tone::Good => "32",
        Tone::Warning => "33",
        Tone::Bad => "31",
        Tone::Dim => "2",
    };
    if style.color {
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}

fn push_facts(out: &mut String, facts: &[(String, Cell)], style: Style) {
    if style.accessible {
        for (name, cell) in facts {
            push_wrapped(out, &format!("{name}: "), "", cell, style);
        }
        return;
    }
    let label = facts
        .iter()
        .map(|(label, _)| label.width())
        .max()
        .unwrap_or(0)
        .min(WIDEST_LABEL);
    for (name, cell) in facts {
        let first = format!("{name:label$}  ");
        let rest = " ".repeat(label + 2);
        push_wrapped(out, &first, &rest, cell, style);
    }
}

fn table_text(table: &Table, style: Style) -> String {
    let table = &table.for_people();
    let mut drawn = comfy_table::Table::new();
    drawn
        .load_style(if style.ascii { RULED_ASCII } else { RULED })
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(style.width);
    if style.color {
        drawn.enforce_styling();
    } else {
        drawn.force_no_tty();
    }
    drawn.set_header(table.columns.iter().map(|column| {
        let cell = TableCell::new(printable(&column.title));
        if style.color {
            cell.add_attribute(Attribute::Bold)
        } else {
            cell
        }
    }));
    for row in &table.rows {
        drawn.add_row(row.iter().map(|cell| table_cell(cell, style)));
    }
    for column in unwrapped_columns(table, style.width) {
        if let Some(column) = drawn.column_mut(column) {
            column.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    drawn
        .lines()
        .map(|text| text.trim_end().to_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

/// Returns the columns whose values stay on one line: the first, which names the row,
/// then the narrow ones, as long as the others have room to wrap.
fn unwrapped_columns(table: &Table, width: u16) -> Vec<usize> {
    // A space on each side, and one between two columns.
    const PADDING: usize = 3;
    const ROOM_TO_WRAP: usize = 14;
    let mut widest: Vec<(usize, usize)> = table
        .columns
        .iter()
        .enumerate()
        .map(|(number, column)| {
            let cells = table.rows.iter().filter_map(|row| row.get(number));
            let values = cells.map(|cell| printable(&cell.text).width());
            (
                values
                    .chain([printable(&column.title).width()])
                    .max()
                    .unwrap_or(0),
                number,
            )
        })
        .collect();
    widest.sort_unstable_by_key(|(columns, number)| (*number != 0, *columns, *number));
    let mut taken = 0;
    let mut kept = Vec::new();
    let mut open = widest.len();
    for (columns, number) in &widest {
        let others = open - 1;
        if taken + columns + PADDING + others * ROOM_TO_WRAP > usize::from(width) + 1 {
            if *number == 0 {
                continue;
            }
            break;
        }
        open -= 1;
        taken += columns + PADDING;
        kept.push(*number);
    }
    kept
}

fn table_cell(cell: &Cell, style: Style) -> TableCell {
    let drawn = TableCell::new(printable(&cell.text));
    if !style.color {
        return drawn;
    }
    match cell.tone {
        Tone::Plain => drawn,
        Tone::Strong => drawn.add_attribute(Attribute::Bold),
        Tone::Good => drawn.fg(Color::DarkGreen),
        Tone::Warning => drawn.fg(Color::DarkYellow),
        Tone::Bad => drawn.fg(Color::DarkRed),
        Tone::Dim => drawn.add_attribute(Attribute::Dim),
    }
}

/// Writes a table for screen readers: each row as a few labeled lines.
fn push_screen_reader_table(out: &mut String, table: &Table, style: Style) {
    let table = &table.for_people();
    for (number, row) in table.rows.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        for (column, cell) in table.columns.iter().zip(row) {
            if !cell.text.is_empty() {
                push_wrapped(
                    out,
                    &format!("{}: ", printable(&column.title)),
                    "  ",
                    cell,
                    style,
                );
            }
        }
    }
}

fn push_next_steps(out: &mut String, steps: &[Step], style: Style) {
    push_line(out, &paint("Next:", Tone::Strong, style));
    for step in steps {
        if step.is_command {
            if !step.why.is_empty() {
                // Each of its lines is a shell comment, so that all can be copied together.
                push_wrapped(out, "  # ", "  # ", &Cell::dim(step.why.as_str()), style);
            }
            push_line(out, &format!("  {}", escape_hostile(&step.text)));
        } else {
            let text = if step.why.is_empty() {
                step.text.clone()
            } else {
                format!("{}: {}", step.why, step.text)
            };
            push_wrapped(out, "  - ", "    ", &Cell::from(text), style);
        }
    }
}

/// Returns text with hostile characters escaped and never truncated: a truncated command
/// line could not be run.
fn escape_hostile(text: &str) -> String {
    if is_plain(text) {
        return text.to_owned();
    }
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if crate::text::is_hostile(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Returns the lines of a question, wrapped to the terminal's width.
pub fn question(text: &str, style: Style) -> Vec<String> {
    let mut out = String::new();
    let plain = Style {
        color: false,
        ..style
    };
    push_wrapped(&mut out, "", "", &Cell::from(text), plain);
    out.lines().map(str::to_owned).collect()
}

/// Writes `cell`, wrapped at spaces to the terminal's width. The prefix `first` is before
/// its first line, `rest` before the others. A word that is too long gets its own line. For
/// a screen reader, nothing is wrapped.
fn push_wrapped(out: &mut String, first: &str, rest: &str, cell: &Cell, style: Style) {
    let width = if style.accessible {
        usize::MAX
    } else {
        usize::from(style.width)
    };
    let mut prefix = first;
    let mut current = String::new();
    let flush = |out: &mut String, prefix: &str, text: &str| {
        let painted = if text.is_empty() {
            String::new()
        } else {
            paint(text, cell.tone, style)
        };
        push_line(out, format!("{prefix}{painted}").trim_end());
    };
    let mut used = prefix.width();
    for word in escape_and_shorten(&cell.text).split(' ') {
        let columns = if is_plain(word) {
            word.len()
        } else {
            word.width()
        };
        if !current.is_empty() && used + 1 + columns > width {
            flush(out, prefix, &current);
            prefix = rest;
            used = prefix.width();
            current.clear();
        }
        if !current.is_empty() {
            current.push(' ');
            used += 1;
        }
        current.push_str(word);
        used += columns;
    }
    flush(out, prefix, &current);
}

/// Maximum number of characters of one text: far more than the program's own sentences and
/// lists have.
const MAX_TEXT: usize = 4_000;

/// Returns text escaped and truncated to [`MAX_TEXT`] characters.
fn escape_and_shorten(text: &str) -> String {
    if text.len() <= MAX_TEXT {
        return escape_hostile(text);
    }
    match text.char_indices().nth(MAX_TEXT) {
        Some((end, _)) => format!("{}…", escape_hostile(text.get(..end).unwrap_or_default())),
        None => escape_hostile(text),
    }
}

#[cfg(test)]
mod tests;
