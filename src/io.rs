//! The process's streams: stdout is for results, stderr for messages.
//!
//! Nothing else writes to either. Messages are single lines and are escaped here, so
//! that no string of a tenant reaches a terminal unescaped.
mod input;
mod streams;

use std::fmt;
use std::io::{IsTerminal as _, Read as _, Write};
use std::sync::{Arc, Mutex, PoisonError};

use crate::env::{self, Env};
use crate::text::{escape_ci_commands, is_hostile};

pub use input::Input;
use streams::{stderr_columns, stdout_columns, stdout_has_reader};

/// Properties of the terminal behind the streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Terminal {
    /// Whether a user can answer: stdin and stderr are both a terminal.
    pub interactive: bool,
    /// Whether stdout is a terminal.
    pub out: bool,
    /// Width of a table in columns.
    pub width: u16,
    /// Whether to use color on stdout.
    pub color_out: bool,
    /// Whether to use color on stderr.
    pub color_err: bool,
    /// Whether a screen reader is used: no tables, no redrawing.
    pub accessible: bool,
    /// Whether the locale is limited to ASCII.
    pub ascii: bool,
    /// Whether the last line may be redrawn: the terminal supports it, and no screen
    /// reader would read it aloud each time.
    pub redraws: bool,
}

impl Terminal {
    /// No terminal, 80 columns, no color, as in tests and pipes.
    pub const NONE: Self = Self {
        interactive: false,
        out: false,
        width: 80,
        color_out: false,
        color_err: false,
        accessible: false,
        ascii: false,
        redraws: false,
    };
}

/// Result of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// The typed line without its line end.
    Answer(String),
    /// There is no terminal, or its input ended.
    NoAnswer,
}

impl Asked {
    /// Whether `y` or `yes` was typed, in any case.
    pub fn is_yes(&self) -> bool {
        matches!(self, Self::Answer(line) if ["y", "yes"].contains(&&*line.trim().to_lowercase()))
    }
}

/// stderr, and the state of its last line.
struct Sink {
    out: Box<dyn Write + Send>,
    line: LastLine,
}

/// The last line of a terminal, if it can be redrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LastLine {
    /// Empty, and no message for this many seconds.
    Empty(u32),
    /// A note that the program is working, for this many seconds.
    Working(u32),
    /// Progress.
    Progress,
}

impl Sink {
    /// Writes `text` on its own line.
    fn write(&mut self, text: &str) {
        let clear = match self.line {
            LastLine::Empty(_) => "",
            LastLine::Working(_) | LastLine::Progress => "\r\u{1b}[K",
        };
        self.line = LastLine::Empty(0);
        // A failed write to stderr cannot be reported, so it is ignored.
        let text = format!("{clear}{text}");
        let written = self.out.write_all(text.as_bytes());
        drop(written.and_then(|()| self.out.flush()));
    }
}

/// A handle on stderr that several parts of the program can share.
#[derive(Clone)]
pub struct StatusWriter {
    sink: Arc<Mutex<Sink>>,
    quiet: bool,
    columns: fn() -> Option<usize>,
}

impl fmt::Debug for StatusWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Talk")
            .field("quiet", &self.quiet)
            .finish_non_exhaustive()
    }
}

impl StatusWriter {
    /// Prints one line, unless `--quiet` was given.
    pub fn say(&self, line: &str) {
        if !self.quiet {
            self.warn(line);
        }
    }

    /// Prints one line, even with `--quiet`.
    pub fn warn(&self, line: &str) {
        self.write(&format!("{}\n", escape_line(line)));
    }

    /// Redraws the last line of a terminal. An empty text removes it.
    pub fn redraw(&self, line: &str) {
        if !self.quiet {
            self.draw(line, LastLine::Progress);
        }
    }

    /// Shows after each second without a message that the program is working, so that
    /// it does not seem to hang.
    pub fn show_working(&self) {
        if self.quiet {
            return;
        }
        let seconds = match self.locked().line {
            LastLine::Progress => return,
            LastLine::Empty(seconds) | LastLine::Working(seconds) => seconds + 1,
        };
        self.draw(&format!("working, {seconds} s"), LastLine::Working(seconds));
    }

    /// Removes the redrawn line.
    pub fn clear(&self) {
        let mut sink = self.locked();
        if !matches!(sink.line, LastLine::Empty(_)) {
            sink.write("");
        }
    }

    /// Redraws the last line, truncated to the current width of the window: of a
    /// wrapped line, only the last part could be removed.
    fn draw(&self, line: &str, drawn: LastLine) {
        let width = (self.columns)().unwrap_or(80).saturating_sub(1);
        let line: String = escape_line(line).chars().take(width).collect();
        let mut sink = self.locked();
        sink.line = LastLine::Empty(0);
        sink.write(&format!("\r\u{1b}[K{line}"));
        if !line.is_empty() {
            sink.line = drawn;
        }
    }

    fn locked(&self) -> std::sync::MutexGuard<'_, Sink> {
        self.sink.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, text: &str) {
        self.locked().write(text);
    }
}

/// The three standard streams.
pub struct Io {
    out: Box<dyn Write>,
    talk: StatusWriter,
    input: Box<dyn Input>,
    measure: fn() -> Option<u16>,
    probe: fn() -> bool,
    /// Properties of the terminal.
    pub terminal: Terminal,
}

impl fmt::Debug for Io {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Io")
            .field("terminal", &self.terminal)
            .field("talk", &self.talk)
            .finish_non_exhaustive()
    }
}

/// Maximum length of a list read from standard input, in bytes.
const INPUT_LIMIT: u64 = 16 * 1024 * 1024;

impl Io {
    /// Returns the process's own streams.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that opens the streams"
    )]
    pub fn process(env: &Env) -> Self {
        let (stdin, stdout, stderr) = (std::io::stdin(), std::io::stdout(), std::io::stderr());
        let out = stdout.is_terminal();
        let err = stderr.is_terminal();
        let forced = env.is_enabled(env::CLICOLOR_FORCE);
        // An older Windows console must be asked to enable colors, and may refuse.
        let dumb = env.get(env::TERM) == Some("dumb")
            || (!forced && anstyle_query::windows::enable_ansi_colors() == Some(false));
        let plain = env.get(env::NO_COLOR).is_some() || dumb;
        let interactive = stdin.is_terminal() && err && env.get(env::CI).is_none();
        let accessible = env.is_enabled(env::ACCESSIBLE);
        let columns = env.get(env::COLUMNS).and_then(|text| text.parse().ok());
        let width = if out {
            stdout_columns().or(columns)
        } else {
            columns
        };
        let terminal = Terminal {
            interactive,
            out,
            width: clamp_width(width.unwrap_or(80)),
            color_out: !plain && (out || forced),
            color_err: !plain && (err || forced),
            accessible,
            ascii: env.is_ascii_locale(),
            redraws: interactive && !accessible && !dumb,
        };
        let mut io = Self::from_parts(
            Box::new(std::io::BufWriter::new(stdout)),
            Box::new(stderr),
            input::standard_input(),
            terminal,
        );
        io.talk.columns = stderr_columns;
        io.measure = stdout_columns;
        io.probe = stdout_has_reader;
        io
    }

    /// Returns streams of the caller, for tests.
    pub fn from_parts(
        out: Box<dyn Write>,
        err: Box<dyn Write + Send>,
        input: Box<dyn Input>,
        terminal: Terminal,
    ) -> Self {
        let talk = StatusWriter {
            sink: Arc::new(Mutex::new(Sink {
                out: err,
                line: LastLine::Empty(0),
            })),
            quiet: false,
            columns: || None,
        };
        Self {
            out,
            talk,
            input,
            measure: || None,
            probe: || true,
            terminal,
        }
    }

    /// Limits further output on stderr to questions, warnings and failures.
    pub fn be_quiet(&mut self) {
        self.talk.quiet = true;
    }

    /// Returns the terminal's properties with its current width: the window may have
    /// been resized.
    pub fn measure_terminal(&mut self) -> Terminal {
        if let Some(width) = (self.measure)().filter(|_| self.terminal.out) {
            self.terminal.width = clamp_width(width);
        }
        self.terminal
    }

    /// Whether stdout still has a reader. True if that is unknown without writing.
    pub fn has_reader(&self) -> bool {
        (self.probe)()
    }

    /// Returns a handle on stderr that can be used while the streams are borrowed.
    pub fn status_writer(&self) -> StatusWriter {
        self.talk.clone()
    }

    /// Writes a result to stdout. The text comes from `output` and is already escaped.
    ///
    /// # Errors
    /// Fails if stdout is closed or full.
    pub fn answer(&mut self, text: &str) -> std::io::Result<()> {
        self.talk.clear();
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }

    /// Prints one line on stderr, unless `--quiet` was given.
    pub fn say(&self, line: &str) {
        self.talk.say(line);
    }

    /// Prints one line on stderr, even with `--quiet`.
    pub fn warn(&self, line: &str) {
        self.talk.warn(line);
    }

    /// Prints text of `output`, such as a plan, on stderr. It is already escaped.
    pub fn show(&self, text: &str) {
        self.talk.write(text);
    }

    /// Asks one question on stderr and reads one line. There is no default answer.
    ///
    /// All questions of the program are asked here. Input typed before the question was
    /// shown is discarded, since it cannot be an answer.
    pub fn ask(&mut self, question: &str) -> Asked {
        if !self.terminal.interactive {
            return Asked::NoAnswer;
        }
        let question = escape_line(question);
        // The last word, such as `[y/N]`, is printed after old input is discarded.
        let (shown, prompt) = match question.rsplit_once(' ') {
            Some((shown, prompt)) => (format!("{shown} "), prompt),
            None => (String::new(), question.as_str()),
        };
        self.talk.write(&shown);
        if let Err(error) = self.input.discard_pending() {
            self.talk.write("\n");
            self.warn(&format!(
                "warning: no answer was read: what was typed before the question cannot be discarded ({error})"
            ));
            return Asked::NoAnswer;
        }
        self.talk.write(&format!("{prompt} "));
        match input::read_line(self.input.as_mut()) {
            Ok(Some(line)) => Asked::Answer(line),
            Ok(None) | Err(_) => Asked::NoAnswer,
        }
    }

    /// Reads all of standard input, for `-` on the command line.
    ///
    /// # Errors
    /// Fails if it is not UTF-8 or longer than 16 MiB.
    pub fn read_input(&mut self) -> std::io::Result<String> {
        let mut text = String::new();
        let read = self
            .input
            .by_ref()
            .take(INPUT_LIMIT)
            .read_to_string(&mut text)?;
        if u64::try_from(read).is_ok_and(|read| read == INPUT_LIMIT) {
            return Err(std::io::Error::other(
                "standard input is longer than 16 MiB",
            ));
        }
        Ok(text)
    }
}

/// Returns a width that fits a table.
fn clamp_width(width: u16) -> u16 {
    width.clamp(40, 400)
}

/// Escapes control characters and CI log commands.
fn escape_line(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    for c in line.chars() {
        if is_hostile(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    escape_ci_commands(&shown)
}
