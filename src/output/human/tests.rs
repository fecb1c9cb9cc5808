//! Tests of the layout of a view.
use super::{Style, text};
use crate::output::view::{Cell, Step, Table, View};

const PLAIN: Style = Style {
    width: 40,
    color: false,
    accessible: false,
    ascii: false,
};

#[test]
fn nothing_is_wider_than_the_terminal_but_commands() {
    let mut table = Table::new(&[("App", "app"), ("What it is", "what")]);
    table.row([
        "search".into(),
        Cell::good("a long sentence that has to be wrapped somewhere"),
    ]);
    let view = View::new()
        .heading("Apps")
        .facts([(
            "Tenant",
            Cell::from("a tenant with a name that is quite long indeed"),
        )])
        .table(table)
        .next([Step::run(
            "",
            "entractl grant search --direct --yes --reason CHG-10422",
        )]);
    let shown = text(&view, PLAIN);
    for line in shown.lines().filter(|line| !line.contains("entractl")) {
        assert!(line.chars().count() <= 40, "{line}");
    }
    assert!(shown.contains("  entractl grant search --direct --yes --reason CHG-10422\n"));
}

#[test]
fn a_screen_reader_hears_whole_lines_and_no_drawing() {
    let long = "a sentence that is far longer than the forty columns of this terminal";
    let mut table = Table::new(&[("App", "app"), ("What it is", "what")]);
    table.row(["search".into(), Cell::good(long)]);
    let view = View::new()
        .heading("Apps")
        .facts([("Tenant", Cell::from(long)), ("Id", Cell::from("1"))])
        .table(table)
        .text(long)
        .list([Cell::from(long)])
        .next([
            Step::run(long, format!("entractl grant search --reason '{long}'")),
            Step::advise(long, long),
        ]);
    let style = Style {
        accessible: true,
        ..PLAIN
    };
    let shown = text(&view, style);
    assert!(shown.is_ascii(), "{shown}");
    assert_eq!(shown.matches(long).count(), 8, "{shown}");
    assert!(shown.contains("Tenant: a sentence") && shown.contains("\nId: 1\n"));
    assert_eq!(super::question(long, style), [long]);
}

#[test]
fn a_comment_over_a_command_stays_a_comment_on_every_line() {
    let why = "what this is for, in more words than fit into forty columns";
    let view = View::new().next([Step::run(why, "entractl status")]);
    let shown = text(&view, PLAIN);
    let comments = shown.lines().filter(|line| line.starts_with("  # "));
    assert_eq!(comments.count(), 2, "{shown}");
    assert_eq!(shown.lines().count(), 4, "{shown}");
}

#[test]
fn a_hostile_name_cannot_leave_its_cell() {
    let mut table = Table::new(&[("Name", "name")]);
    table.row([Cell::from("x\u{1b}]0;owned\u{7}\r\n\u{202e}y")]);
    let shown = text(
        &View::new().table(table),
        Style {
            width: 100,
            ..PLAIN
        },
    );
    assert!(
        !shown.contains(['\u{1b}', '\r', '\u{7}', '\u{202e}']),
        "{shown:?}"
    );
}

#[test]
fn colour_is_escape_codes_and_no_colour_is_none() {
    let view = View::new().text(Cell::bad("no"));
    assert!(
        text(
            &view,
            Style {
                color: true,
                ..PLAIN
            }
        )
        .contains("\u{1b}[31m")
    );
    assert!(!text(&view, PLAIN).contains('\u{1b}'));
}

#[test]
fn c_locale_gets_tables_of_ascii() {
    let mut table = Table::new(&[("App", "app"), ("What it is", "what")]);
    table.row(["search".into(), Cell::from("x".repeat(300).as_str())]);
    let view = View::new().table(table).text("y".repeat(5_000).as_str());
    let style = Style {
        width: 100,
        ..PLAIN
    };
    assert!(text(&view, style).contains('─'));
    let ascii = Style {
        ascii: true,
        ..style
    };
    let shown = text(&view, ascii);
    assert!(shown.is_ascii(), "{shown}");
    assert!(shown.contains("----"), "{shown}");
}
