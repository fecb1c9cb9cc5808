//! The picture of the tour in the README: a real run of the real binary in a
//! real terminal, written as an SVG that plays it scenario by scenario.
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const UPDATE: &str = "UPDATE_GENERATED=1 cargo test --locked --test it drawing";
const FILE: &str = "docs/tour.svg";

/// The terminal of the drawing.
const COLUMNS: usize = 80;
/// A scenario that is longer goes on in the next.
const ROWS: usize = 32;
const SECONDS_A_SCENE: usize = 6;
/// Size of a cell in tenths of a pixel, so that all sums are whole.
const CELL: (usize, usize) = (84, 180);
const MARGIN: usize = 160;

/// A piece of a row: where it begins, how it is shown, what it says.
#[derive(Debug, Clone, PartialEq)]
struct Piece {
    column: usize,
    class: String,
    text: String,
}

type Row = Vec<Piece>;

/// What the tour writes to a terminal; `None` where there is no `script` that
/// could give it one.
fn recorded() -> Option<String> {
    if !cfg!(target_os = "linux") {
        return None;
    }
    let home = tempfile::tempdir().unwrap();
    let command = format!(
        "stty cols {COLUMNS} rows {ROWS}; exec '{}' sandbox tour",
        env!("CARGO_BIN_EXE_entractl")
    );
    let output = Command::new("script")
        .args(["--quiet", "--return", "--command", &command, "/dev/null"])
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", home.path())
        .env("TERM", "xterm-256color")
        .stdin(Stdio::null())
        .output()
        .ok()?;
    assert!(output.status.success(), "{output:?}");
    Some(String::from_utf8(output.stdout).unwrap())
}

/// The rows of a terminal that `text` was written to, with what is colored.
fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut style = Vec::new();
    for line in text.lines() {
        let mut cells: Vec<(char, String)> = Vec::new();
        // Progress is cleared before the answer is written.
        let line = line.rsplit("\u{1b}[K").next().unwrap_or_default();
        let mut rest = line.trim_end_matches('\r').chars();
        while let Some(character) = rest.next() {
            if character == '\u{1b}' {
                let code: String = rest.by_ref().take_while(|one| *one != 'm').collect();
                restyle(&mut style, &code);
            } else {
                cells.push((character, style.join(" ")));
            }
        }
        // What is wider than the terminal goes on in the next row.
        let mut parts = cells.chunks(COLUMNS);
        rows.push(pieces(parts.next().unwrap_or_default()));
        rows.extend(parts.map(pieces));
    }
    rows
}

/// Applies one color sequence; one that has no color here is no drawing.
fn restyle(style: &mut Vec<&'static str>, code: &str) {
    match code {
        "[0" | "[" | "[39" => style.clear(),
        "[1" => style.push("b"),
        "[2" => style.push("d"),
        "[31" | "[38;5;1" => style.push("r"),
        "[32" | "[38;5;2" => style.push("g"),
        "[33" | "[38;5;3" => style.push("y"),
        other => panic!("the drawing knows no {other:?}"),
    }
}

/// Splits where the style changes and where there are two blanks, so that each
/// piece can be put at its column whatever the font.
fn pieces(cells: &[(char, String)]) -> Row {
    let mut row: Row = Vec::new();
    let mut blanks = 2;
    for (column, (character, class)) in cells.iter().enumerate() {
        if *character == ' ' {
            blanks += 1;
            continue;
        }
        match row.last_mut().filter(|last| last.class == *class) {
            Some(last) if blanks < 2 => {
                last.text.extend(std::iter::repeat_n(' ', blanks));
                last.text.push(*character);
            }
            _ => row.push(Piece {
                column,
                class: class.clone(),
                text: character.to_string(),
            }),
        }
        blanks = 0;
    }
    row
}

fn plain(row: &Row) -> String {
    let mut text = String::new();
    for piece in row {
        while text.chars().count() < piece.column {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    text
}

/// A scenario for each step of the tour. Its table comes first: it tells the story
/// where nothing moves.
fn scenarios(rows: &[Row]) -> Vec<Vec<Row>> {
    let mut scenarios: Vec<Vec<Row>> = vec![Vec::new()];
    for row in rows {
        let text = plain(row);
        let numbered = text.split_once("/8  ").is_some_and(|(number, _)| {
            number.len() == 1 && number != "1" && number.chars().all(|one| one.is_ascii_digit())
        });
        if numbered || text == "The tour in one table" {
            scenarios.push(Vec::new());
        }
        scenarios.last_mut().unwrap().push(row.clone());
    }
    scenarios.rotate_right(1);
    scenarios
        .iter()
        .flat_map(|scenario| screens(scenario))
        .collect()
}

/// A scenario as screens that it fits into, cut at an empty row where there is one.
fn screens(scenario: &[Row]) -> Vec<Vec<Row>> {
    let end = scenario.iter().rposition(|row| !row.is_empty()).unwrap() + 1;
    let mut left = &scenario[..end];
    let mut screens = Vec::new();
    while left.len() > ROWS {
        let empty = left[..ROWS].iter().rposition(Vec::is_empty);
        let (cut, next) = empty.map_or((ROWS, ROWS), |at| (at, at + 1));
        screens.push(left[..cut].to_vec());
        left = &left[next..];
    }
    screens.push(left.to_vec());
    screens
}

fn tenths(value: usize) -> String {
    match (value / 10, value % 10) {
        (whole, 0) => whole.to_string(),
        (whole, tenth) => format!("{whole}.{tenth}"),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

const STYLE: &str = "\
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:#1f2328}
rect{fill:#fff;stroke:#d0d7de}.b{font-weight:bold}.d{fill:#59636e}.r{fill:#cf222e}.g{fill:#1a7f37}.y{fill:#9a6700}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}rect{fill:#0d1117;stroke:#30363d}
.d{fill:#9198a1}.r{fill:#ff7b72}.g{fill:#3fb950}.y{fill:#d29922}}";

/// The scenarios one after the other, for ever; the first one for those who want
/// no motion, and for what cannot animate.
fn svg(scenarios: &[Vec<Row>]) -> String {
    let (width, height) = (
        tenths(COLUMNS * CELL.0 + 2 * MARGIN),
        tenths(ROWS * CELL.1 + 2 * MARGIN),
    );
    let all = scenarios.len() * SECONDS_A_SCENE;
    let share = tenths(1000 / scenarios.len());
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 {width} {height}\" \
         width=\"{width}\" height=\"{height}\">\n<title>entractl sandbox tour</title>\n<style>\n{STYLE}\n\
         g{{opacity:0;animation:play {all}s step-end infinite}}g:first-of-type{{opacity:1}}\n\
         @keyframes play{{0%{{opacity:1}}{share}%{{opacity:0}}}}\n\
         @media(prefers-reduced-motion:reduce){{g{{animation:none}}}}\n\
         </style>\n<rect rx=\"8\" width=\"100%\" height=\"100%\"/>\n"
    );
    for (number, scenario) in scenarios.iter().enumerate() {
        // A delay below nothing: each scenario is already somewhere in its turn.
        let delay = all - number * SECONDS_A_SCENE;
        text.push_str(&format!("<g style=\"animation-delay:-{delay}s\">\n"));
        for (line, row) in scenario
            .iter()
            .enumerate()
            .filter(|(_, row)| !row.is_empty())
        {
            let y = tenths(MARGIN + line * CELL.1 + 140);
            text.push_str(&format!("<text y=\"{y}\">"));
            for piece in row {
                let x = tenths(MARGIN + piece.column * CELL.0);
                let class = match piece.class.as_str() {
                    "" => String::new(),
                    class => format!(" class=\"{class}\""),
                };
                // A line across must be as long as it is wide in every font.
                let length = if piece.text.chars().all(|one| one == '─') {
                    format!(
                        " textLength=\"{}\" lengthAdjust=\"spacingAndGlyphs\"",
                        tenths(piece.text.chars().count() * CELL.0)
                    )
                } else {
                    String::new()
                };
                let words = escaped(&piece.text);
                text.push_str(&format!("<tspan x=\"{x}\"{class}{length}>{words}</tspan>"));
            }
            text.push_str("</text>\n");
        }
        text.push_str("</g>\n");
    }
    text + "</svg>\n"
}

/// `text` with each time of day, and the state of each consent page, made the same: two
/// runs differ in nothing else.
fn timeless(text: &str) -> String {
    let shape = "dddd-dd-dd dd:dd:ddZ".as_bytes();
    let mut bytes = text.as_bytes().to_vec();
    for at in 0..bytes.len().saturating_sub(shape.len()) {
        let found = &mut bytes[at..at + shape.len()];
        let fits = found.iter().zip(shape).all(|(is, should)| match should {
            b'd' => is.is_ascii_digit(),
            other => is == other,
        });
        if fits {
            found.copy_from_slice(shape);
        }
    }
    let text = String::from_utf8(bytes).unwrap();
    let mut parts = text.split("state=");
    let first = parts.next().unwrap_or_default().to_owned();
    let is_hex = |c: char| c.is_ascii_hexdigit();
    parts.fold(first, |text, part| {
        text + "state=" + part.trim_start_matches(is_hex)
    })
}

#[test]
fn the_drawing_of_the_tour_is_the_tour() {
    let Some(text) = recorded() else {
        eprintln!("skipped: there is no `script` to record a terminal with");
        return;
    };
    let scenarios = scenarios(&rows(&text));
    assert!(scenarios.len() >= 9, "{} scenarios", scenarios.len());
    let drawn = svg(&scenarios);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let same = timeless(&kept) == timeless(&drawn);
    if !same && std::env::var_os("UPDATE_GENERATED").is_some_and(|value| value == "1") {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, drawn).unwrap();
        return;
    }
    assert!(same, "stale: {FILE}\nrun: {UPDATE}");
}

#[test]
fn a_row_keeps_its_columns_its_colours_and_its_wrapping() {
    let wide = "w".repeat(COLUMNS + 3);
    let drawn = rows(&format!(
        "\u{1b}[1m a b \u{1b}[0m  \u{1b}[38;5;1m c\u{1b}[39m\r\n{wide}\r\n"
    ));
    let piece = |column, class: &str, text: &str| Piece {
        column,
        class: class.to_owned(),
        text: text.to_owned(),
    };
    assert_eq!(drawn[0], [piece(1, "b", "a b"), piece(8, "r", "c")]);
    assert_eq!(plain(&drawn[0]), " a b    c");
    assert_eq!(drawn[2], [piece(0, "", "www")]);
    assert_eq!(drawn.len(), 3);
}
